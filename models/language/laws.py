"""Laws with article, paragraph and subparagraph: ``5393 sayılı Belediye Kanununun 18 (p) maddesi`` is 5393, 18/p."""

import re

from models.language.data_files import rows_of
from models.language.numerals import ORDINAL_WORDS, ordinal
from models.language.passage import Mention, Passage
from models.language.taken import Taken
from models.turkish.casing import lower

_NAMED = {name: number for number, name in rows_of("laws.tsv")}
_LONGEST_FIRST = sorted(_NAMED, key=len, reverse=True)
_NUMBER = re.compile(
    r"(?<![\d./-])(?P<number>\d{3,4})\s*(?:sayili|s\.|sy\.?|say\.|nolu|no'?lu)\s*(?P<name>(?:[^\s.;:(),\"\d]+\s+){0,9}?)?(?P<law>(?:kanun|yasa)(?![a-z]*lasti)\w*|k\.(?=\s?n|')|khk|k\.h\.k\.?)"
)
_SHORT = re.compile(
    r"(?<![\d./-])(?P<number>5393|5216|3194|5018|2886|4734|2464|2942|6360|657|5302|6306|775)(?:\s*/\s*(?=\d{1,3})|\s*s\.?\s?k\.?(?![a-z])\s*)"
)
_NAME = re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, _NAMED), key=len, reverse=True)) + r")\w*")
_SUFFIX = re.compile(r"'?\s?(?:nun|un|nin|in|na|unun|da|dan)?\b")
_SAME = re.compile(r"\b(?:ayni|adi gecen|anilan|mezkur|soz konusu|ilgili|bahse konu)\s+(?:kanun|yasa)\w*")
_ORDINAL = r"(?:\.|'?\s?(?:inci|nci|uncu|ncu|ci|cu)(?![a-z]))"
_TOKEN = re.compile(
    rf"(?P<kind>gecici|ek)\s+(?:madde\s*)?(?=\d|{ORDINAL_WORDS})"
    rf"|(?P<number>\d{{1,3}})(?!\d)(?P<ordinal>\s?{_ORDINAL})?(?P<suffix>'?\s?\w{{0,3}}(?=\s?madde))?"
    r"|[(\"'/-]\s?(?P<letter>[a-z])\s?[)\"']{0,2}(?![a-z])"
    r"|(?P<bare>[a-z])(?=\s?(?:bend|bent|fikra|maddesi|,|\)|ve\b|\s(?:bend|bent|fikra)))(?![a-z])"
    r"|(?P<article>madde\w*)|(?P<paragraph>fikra\w*)|(?P<clause>bend\w*|bent\w*|altbend\w*)"
    rf"|(?P<word>{ORDINAL_WORDS})\b|(?P<join>ve|ile|veya|,|/|-)(?![a-z])|(?P<skip>numarali|sayili|nolu|no'?lu|geregi\b(?=\s\d)|ait|\.|'|\"|\(|\))|(?P<suffix2>'?(?:nin|nun|in|un|si|sinin|inin|i|u)(?![a-z]))"
)
_OPEN = re.compile(r"[\s:]*")


def find_laws(passage: Passage) -> list[Mention]:
    """Give each article of a law that is named as a mention of ``{"number", "article"}``; article None for the law alone."""
    plain = passage.plain
    if not ("kanun" in plain or "yasa" in plain or "khk" in plain or "sayili k." in plain or _SHORT.search(plain)):
        return []
    heads: list[tuple[int, int, str | None, str]] = []
    for match in _NUMBER.finditer(plain):
        end = match.end()
        if "sayili" in (match["name"] or ""):
            continue
        heads.append((match.start(), end, match["number"], "numbered"))
    taken = Taken((start, end) for start, end, _, _ in heads)
    heads += [
        (match.start(), match.end(), match["number"], "short")
        for match in _SHORT.finditer(plain)
        if taken.free(*match.span())
    ]
    for match in _NAME.finditer(plain):
        if taken.free(*match.span()):
            name = next(name for name in _LONGEST_FIRST if match.group().startswith(name))
            heads.append((match.start(), match.end(), _NAMED[name], "named"))
    heads += [(m.start(), m.end(), None, "same") for m in _SAME.finditer(plain)]
    heads.sort()
    found: list[Mention] = []
    last: str | None = None
    lowered = lower(passage.text)
    for index, (start, end, number, rule) in enumerate(heads):
        number = number or last
        if number is None:
            continue
        last = number
        limit = min(heads[index + 1][0] if index + 1 < len(heads) else len(plain), end + 240)
        articles, stop = _articles(plain, lowered, end, limit)
        if rule in {"named", "same"} and not articles:
            continue
        source = "derived" if rule in {"named", "same"} else "text"
        place = (start, stop if articles else end)
        stated: list[str | None] = [*articles] if articles else [None]
        found += [
            Mention("law", *place, {"number": number, "article": article}, f"laws.{rule}@1", source)
            for article in stated
        ]
    return found


class _Builder:
    """Articles in the order they are read, each with the paragraphs and clauses that follow it."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.articles: list[str] = []
        self.parts: list[list[str]] = []
        self.pending: list[str] = []
        self.closed = False

    def article(self, number: str) -> None:
        if self.parts:
            self.flush()
        self.articles.append(number)

    def part(self, letter: str) -> None:
        if self.articles and "-" not in self.articles[-1] and not self.closed:
            self.articles[-1] += f"{'-' if '/' in self.articles[-1] else '/'}{letter}"
        else:
            self.pending.append(letter)

    def level(self) -> None:
        """Close a paragraph or clause: the letters and numbers waiting belong to the last article."""
        if self.pending:
            self.parts.append(self.pending)
            self.pending = []

    def flush(self) -> None:
        self.level()
        if self.articles:
            *before, last = self.articles
            self.done += before
            lasts = [last]
            for part in self.parts:
                lasts = [f"{one}{'-' if '/' in one else '/'}{letter}" for one in lasts for letter in part]
            self.done += lasts
        self.articles, self.parts, self.pending, self.closed = [], [], [], False


def _articles(plain: str, lowered: str, at: int, limit: int) -> tuple[list[str], int]:
    """Read the articles that follow a law's name; give them and the place where they end."""
    suffix = _SUFFIX.match(plain, at)
    at = suffix.end() if suffix else at
    builder = _Builder()
    end = at
    seen_article = False
    prefix = ""
    while at < limit:
        at = _OPEN.match(plain, at).end()  # type: ignore[union-attr]
        token = _TOKEN.match(plain, at, limit)
        if token is None or token.end() == at:
            break
        kind = token.lastgroup
        after = plain[token.end() : token.end() + 14]
        if token["kind"]:
            prefix = f"{token['kind'].replace('gecici', 'geçici')} "
        elif token["number"]:
            if (
                seen_article
                and builder.closed
                and re.match(r"\s*(?:fikra|bend|bent|(?:ve|,)\s*\d+\.?\s*(?:\S{0,4}\s)?fikra)", after)
            ):
                builder.pending.append(token["number"])
            elif (
                seen_article
                and builder.closed
                and not re.match(r"[\s.'/(,a-z]*?(?:madde|ve \d|, \d|/[a-z])", plain[token.end() : token.end() + 40])
            ):
                break
            elif not seen_article and builder.articles and plain[token.start() - 1] in "/-":
                builder.part(token["number"])
            else:
                if builder.closed:
                    builder.flush()
                builder.article(prefix + token["number"])
                prefix = ""
        elif token["letter"] or token["bare"]:
            place = token.start("letter" if token["letter"] else "bare")
            letter = lowered[place] if lowered[place] in "ığüşöç" else plain[place]
            if builder.articles and (
                builder.closed or ("/" in builder.articles[-1] and not builder.closed and token["bare"])
            ):
                builder.pending.append(letter)
            else:
                builder.part(letter)
        elif token["word"]:
            number = str(ordinal(token["word"]))
            if re.match(r"\s*madde", after):
                builder.article(number)
            else:
                builder.pending.append(number)
        elif token["article"]:
            if not builder.articles:
                break
            seen_article = builder.closed = True
            end = token.end()
        elif token["paragraph"] or token["clause"]:
            builder.level()
            end = token.end()
        elif kind is None:
            break
        at = token.end()
    if not seen_article:
        builder.pending.clear()
        if not any("/" in article for article in builder.articles):
            return [], end
        end = max(end, at)
    builder.flush()
    return builder.done, end
