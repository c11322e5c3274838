"""Whether the printed numbers of a vote add up: votes against voters and members, names against counts, blocs against totals."""

import itertools
import re
from collections.abc import Iterator

from models.language.numerals import NUMBER_WORDS, number_in_words
from models.language.passage import plain
from models.language.patterns import Sought
from models.resolution import Counts, Decision, Manner, Option, Outcome, Question

_Where = tuple[int | None, int | None]

_N = rf"(?<![\d.,/-])(?P<n>\d{{1,3}}|{NUMBER_WORDS})(?:'?\w{{1,4}})?"
_VOTERS = tuple(  # how many voted, with a word that each needs
    (word, Sought(pattern))
    for word, pattern in (
        (
            "oylamaya",
            rf"\boylamaya\s+(?:katilan|istirak\s+eden)\s+(?:uye\s+sayisi\s*[:.]?\s*)?{_N}\b(?!\s*(?:kabul|ret|red|cekimser)\b)",
        ),
        ("oylamaya", rf"\boylamaya\s+{_N}\s+(?:meclis\s+)?uye\w*\s+(?:katil(?!ma)|istirak)"),
        ("kullan", rf"{_N}\s+(?:meclis\s+)?uye\w*\s+oy\s+kullan(?!ma)"),
        ("kullanilan", rf"(?<!ret )(?<!red )(?<!kabul )\bkullanilan\s+(?:toplam\s+)?{_N}\s+oy"),
        ("kullanil", rf"\b(?:toplam|oylamada|secimde)\s+{_N}\s+oy\s+kullanil(?!ma)"),
    )
)
_PRESENT = re.compile(  # how many there were who could vote
    r"\b(?P<n>\d{1,3})\s+(?:meclis\s+)?uye\w*\s+(?:(?!karsi|ret|red|cekimser|kabul|olum|aleyh|leh|evet|hayir|yeter|menfi|mus)\w+\s+)?(?:katil(?!ma)|hazir|istirak|mevcut|oy\s+kullan(?!ma))"
    r"|\b(?:katilan|hazir\s+bulunan|mevcut)\s+(?:uye\s+)?(?:sayisi\s*[:.]?\s*)?(?P<m>\d{1,3})\b|\b(?P<k>\d{1,3})\s+uyeden\b"
)
_VOID = re.compile(
    rf"{_N}\s+(?:oy\s+|adet\s+)?(?:bos|gecersiz)\b|\b(?:bos|gecersiz)\s*(?:oy)?\s*[:=(]?\s*(?P<m>\d{{1,3}})\b"
)
_FULL = re.compile(r"uye\s+tam\s*sayisi\w*\s*(?:olan|[(:])?\s*(?P<n>\d{1,3})\b")
_NEEDED = re.compile(r"uye\s+tam\s*sayisi\w*\s+(?:\(?\d+\)?\w*\s+)?salt\s+cogunlu")
_ELSEWHERE = re.compile(
    r"komisyon\w*\W+(?:\w+\W+){0,3}$|\b(?:rapor|teklif|onerge|karar)y?[ae]\s+$"
)  # "rapora 7 üye katılmış"
_EXCEPTED = Sought(r"\b(?:haric|disinda(?:ki)?)\s*,?\s+(?:\w+\s+){0,3}oy\s?birli\w*")
_MOST_PLACES = 20


def sums_of_votes(decision: Decision, at: _Where) -> Iterator[Question]:
    """Give what does not add up in a decision's vote, asked about the words at `at` where none nearer can be shown."""
    view = plain(decision.text)
    if decision.manner is Manner.UNANIMOUS and (excepted := _EXCEPTED.search(view)) is not None:
        yield Question("unanimous_but_for", "manner", 0.8, *_in(decision, excepted))
    counts = decision.counts
    if counts is None:
        return
    yield from _names(decision, counts, at)
    for fact in decision.facts:
        if fact.rule.startswith("votes.blocs") and isinstance(fact.value, dict):
            side, summed = next(iter(fact.value.items()))
            details = {"summed": summed, "option": side, "counted": _sides(counts).get(side) or 0}
            yield Question("blocs_not_adding_up", "counts", 0.75, fact.start, fact.end, details)
    yield from _members(decision, counts, view)
    full = _FULL.search(view)
    if full is not None and counts.for_ and decision.outcome is Outcome.ADOPTED and _NEEDED.search(view):
        members = int(full["n"])
        if counts.for_ * 2 <= members:
            details = {"for": counts.for_, "members": members}
            yield Question("majority_not_reached", "counts", 0.7, *_in(decision, full), details)


def _names(decision: Decision, counts: Counts, at: _Where) -> Iterator[Question]:
    for option, printed in _sides(counts).items():
        sided = [position for position in decision.positions if position.option == option]
        if printed is not None and len(sided) > printed and all(position.kind == "person" for position in sided):
            details = {"named": len(sided), "counted": printed, "option": option}
            yield Question("names_beyond_counts", "positions", 0.8, *at, details)


def _members(decision: Decision, counts: Counts, view: str) -> Iterator[Question]:
    """Ask once where the votes are more than the members, or not as many as the voters."""
    votes = sum(side for side in _sides(counts).values() if side is not None)
    void = 0
    if "bos" in view or "gecersiz" in view:
        void = sum(_number(match) for match in itertools.islice(_VOID.finditer(view), _MOST_PLACES))
    voters_told = [pattern for word, pattern in _VOTERS if word in view]
    for match in (one for pattern in voters_told for one in itertools.islice(pattern.finditer(view), _MOST_PLACES)):
        voters = _number(match)
        both = counts.for_ is not None and counts.against is not None
        if voters and both and votes + void != voters and not _elsewhere(view, match):
            details = {"votes": votes + void, "present": voters}
            yield Question("votes_not_adding_up", "counts", 0.7, *_in(decision, match), details)
            return
    for match in itertools.islice(_PRESENT.finditer(view), _MOST_PLACES):
        present = int(match["n"] or match["m"] or match["k"])
        if votes > present > 0 and not _elsewhere(view, match):
            details = {"votes": votes, "present": present}
            yield Question("votes_not_adding_up", "counts", 0.7, *_in(decision, match), details)
            return


def _elsewhere(view: str, match: re.Match[str]) -> bool:
    return _ELSEWHERE.search(view, max(0, match.start() - 60), match.start()) is not None


def _number(match: re.Match[str]) -> int:
    printed = next(value for name, value in match.groupdict().items() if value and name in {"n", "m"})
    return int(printed) if printed.isdigit() else number_in_words(printed) or 0


def _in(decision: Decision, match: re.Match[str]) -> _Where:
    return decision.start + match.start(), decision.start + match.end()


def _sides(counts: Counts) -> dict[str, int | None]:
    return {str(Option.FOR): counts.for_, str(Option.AGAINST): counts.against, str(Option.ABSTAIN): counts.abstain}
