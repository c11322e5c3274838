"""Queries that nobody means well, each made again by its number, and what came of them."""

import random
import time
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from archive.index.engine import Index
from archive.index.query import Not
from models.errors import KararError
from models.query.parse import parse
from models.resolution import ResolutionRecord
from search_api.find import SearchRequest, find, query_of
from search_api.find.similar import Records
from tests.contracts.corpus import GROUPS, WORDS

SLOW = 2.0
_OPERATORS = ('"', "(", ")", "[", "]", "{", "}", "-", "−", "+", "*", "?", "~", "~5", "~999", "^2", ":", "\\", "/", "||", "&&", "!", "OR", "AND", "NOT", "VEYA", "TO", "..", "%", "&", "#", ";", "'", "’", "<b>", "$", "=", "@")  # fmt: skip
_MARKS = ("\x00", "\x01", "\x7f", "\ud800", "\udfff", "\u202e", "\u202c", "\u200b", "\u200f", "\ufeff", "\u0307", "\u0300" * 30, "\u2028", "\x85", "😀", "\U0010ffff", "ﷺ", "ß", "ŉ", "ı", "İ", "‖")  # fmt: skip
_WHOLE = ("body:[a TO", "_exists_:id", "*:*", "*", "**", "id:*", "visibility:restricted", "NOT x", "-", "--", "x:*", "{!lucene}*", "'; DROP TABLE", "../../etc", "sonuc:", "sonuc:*", "tarih:..", "tarih:0000..9999", "tarih:2024-99-99", "tutar:999999999999999999999", "tutar:..", "yil:9999..0000", "madde:////", "karar:", "parsel:/", 'birim:""', "kisi:*", "ada:~", "belediye:*", "yer:mah:", "a~5", '"a"~', '"imar plan"~50', '""', "'" * 50)  # fmt: skip
_FIELDS = ("sonuc", "oylama", "karsi", "cekimser", "lehte", "birim", "komisyon", "belediye", "madde", "yer", "kisi", "tur", "yil", "tarih", "karar", "evrak", "parsel", "tutar", "isaret", "karsi_uye", "id", "visibility", "x", "_source", "ü")  # fmt: skip
_NAMES = ("outcome", "manner", "against", "abstain", "for_", "department", "committee", "municipality", "law", "kind", "year", "place", "person", "person_against", "amount", "flag")  # fmt: skip


class Outcome(msgspec.Struct):
    """What came of many queries: reasons given by code, the numbers of those that must not have happened, and how long each took."""

    asked: int = 0
    answered: int = 0
    refused: Counter[str] = msgspec.field(default_factory=Counter)
    faults: list[str] = msgspec.field(default_factory=list)
    slow: list[str] = msgspec.field(default_factory=list)
    everything: list[str] = msgspec.field(default_factory=list)
    seconds: list[float] = msgspec.field(default_factory=list)
    cpu_seconds: list[float] = msgspec.field(default_factory=list)


def hostile(number: int) -> SearchRequest:
    """Give a request; the same number gives the same."""
    chance = random.Random(number)
    filters = {
        name: tuple(_text(chance, 3) for _ in range(chance.randint(1, 3)))
        for name in chance.sample(_NAMES, chance.choice((0, 0, 0, 0, 0, 0, 1, 2)))
    }
    return SearchRequest(
        q=_query(chance),
        sort=chance.choice(("relevance",) * 8 + ("newest", "oldest", "number", _text(chance, 2))),
        limit=chance.choice((10, 10, 10, 1, 0, -5, 100, 10**9)),
        cursor=chance.choice((*(None,) * 30, _text(chance, 2), "gaWhYQ", "k" * 5000)),
        date_from=chance.choice((*(None,) * 30, _text(chance, 2), "0000-00-00", "2024-13-45")),
        date_to=chance.choice((*(None,) * 30, _text(chance, 2), "9999-99-99")),
        facets=chance.choice((None, (), ("outcome", "x", "\x00"))),
        nearby=not number % 2,
        **filters,  # type: ignore[arg-type]
    )


def judged(index: Index, catalogue: Records, numbers: Iterable[int]) -> Outcome:
    """Ask one request after another and say what came of them."""
    seen = frozenset({"public"})
    whole = find(index, catalogue, SearchRequest(limit=1), seen).total
    outcome = Outcome()
    for number in numbers:
        request = hostile(number)
        outcome.asked += 1
        began, busy = time.perf_counter(), time.thread_time()
        try:
            total = find(index, catalogue, request, seen).total
        except KararError as error:
            outcome.refused[error.code] += 1
            if error.status >= 500:
                outcome.faults.append(f"{number}: {error.code}")
        except Exception as error:  # noqa: BLE001 - whatever comes is what is looked for
            outcome.faults.append(f"{number}: {type(error).__name__}: {error}"[:200])
        else:
            outcome.answered += 1
            if total == whole and not _meant_everything(index, request, seen):
                outcome.everything.append(str(number))
        took = time.perf_counter() - began
        outcome.seconds.append(took)
        outcome.cpu_seconds.append(time.thread_time() - busy)
        if took > SLOW:
            outcome.slow.append(f"{number}: {took:.1f} s")
    return outcome


class Shelf:
    """The records of a corpus by their ids."""

    def __init__(self, records: Sequence[ResolutionRecord]) -> None:
        self._records = {record.id: record for record in records}

    def records(self, ids: Sequence[str]) -> dict[str, ResolutionRecord]:
        """Give the records that there are."""
        return {one: self._records[one] for one in ids if one in self._records}


def _meant_everything(index: Index, request: SearchRequest, seen: frozenset[str]) -> bool:
    """Tell whether a request asks for nothing, or only for what is not this or that."""
    query = query_of(index, parse(request.q), request, seen)
    return query.match is None and all(isinstance(one.node, Not) or one.facet == "date" for one in query.filters)


def _query(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.05:
        return _text(chance, 4) * chance.choice((30, 300, 3000))
    if kind < 0.10:
        return chance.choice(("a", "(", '"', "*", " ", "-", "ş", "\u202e", "1", "a* ", "ab* ", "-a ", '"a b" ', "yil:2024 "))[:6] * chance.choice((200, 1000, 10_000))  # fmt: skip
    if kind < 0.15:
        return " ".join(f"{chance.choice(WORDS)[:2]}*" for _ in range(chance.randint(20, 45)))
    return _text(chance, 9)


def _text(chance: random.Random, most: int) -> str:
    glue = chance.choice((" ", " ", ""))
    return glue.join(_piece(chance) for _ in range(chance.randint(0, most)))


def _piece(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.30:
        return chance.choice(_OPERATORS)
    if kind < 0.42:
        return chance.choice(_MARKS)
    if kind < 0.52:
        return chance.choice(_WHOLE)
    if kind < 0.60:
        return (
            f"{chance.choice(('', '-'))}{chance.choice(_FIELDS)}:{chance.choice((*WORDS, *GROUPS, *_WHOLE, *_MARKS))}"
        )
    if kind < 0.64:
        return "".join(chr(chance.choice((chance.randrange(0x300), chance.randrange(0x11_0000)))) for _ in range(5))
    if kind < 0.68:
        return str(chance.choice((0, -1, 2**63, 10**30, 1.5, 2024))) * chance.choice((1, 1, 20))
    if kind < 0.74:
        return chance.choice(WORDS)[: chance.randint(1, 5)] + "*"
    return chance.choice(WORDS)
