"""Laws with article, paragraph and clause: ``5393 sayılı Belediye Kanununun 18 (p) maddesi`` is 5393, 18/p."""

import re
from typing import NamedTuple

from models.language.articles import Articles, read_articles
from models.language.data_files import rows_of
from models.language.passage import Mention, Passage, widened
from models.language.patterns import Pattern
from models.language.taken import Taken
from models.language.words import Words

_NAMED = {name: number for number, name in rows_of("laws.tsv")}
_KNOWN = frozenset({*_NAMED.values(), "1580", "6360", "3030", "5779", "5747"})
_INITIALS = "|".join(sorted(name for name in _NAMED if len(name) in {3, 5} and name in {"dmk", "dik", "kmykk"}))
_LAW = (
    r"(?:kanun\s+hukmunde\s+kararname[a-z]*|kanun(?!i\b|en\b|las)[a-z]*(?:\s?'\s?[a-z]{1,6})?"
    r"|yasa(?:si\w*|sn\w*|'?n[iu]n|ya|da|dan|lar\w*|yla)?(?![a-z])"
    r"|kan\.|khk|k\.h\.k\.?|k\.(?=\s{0,3}(?:'|\d|n|m\.|md|mad))|" + _INITIALS + r")"
)
_NUMBERED = Pattern(
    r"(?P<number>(?<![\d./-])\d{2,4})(?!\d)\s*(?:sayili|s\.|sy\.?|say\.|nolu|no'?lu|numarali)\s*"
    r"(?P<name>(?:(?!(?:yazi|karar|rapor|teklif|onerge|dilekce|genelge|parsel|ada|teblig|muzekkere|oneri|tezkere|yonetmelik|cumhurbaskan)[a-z]*)"
    r"[^\s;:()\"\d]+\s+){0,18}?)" + _LAW + r"(?![a-z])"
)
_SHORT = Pattern(
    widened(
        r"(?<![\d./-])\d{3,4}(?!\d)(?:"
        r"(?P<initials>\s*(?:sayili\s*)?(?:s?\.?\s?k\.?|s\.?\s?y\.|s\.\s?(?:[a-z]\.?\s?){1,2}k\.)(?![a-z.])(?=\s?'|\s*\(?\d|[\s'.]*(?:nun|un)\b|\s*(?:m\.|md|mad|gecici|ek\b)))"
        r"|(?P<slash>\s?[/-]\s?(?=\(?\d{1,3}\s?(?:[/(-]\s?[a-z0-9]\b|[.,;'\s]|$))(?!\d{1,3}[\s.']*(?:sayili|nolu|no'?lu|ada|parsel)))"
        r"|(?P<alone>\s?'\s?(?:[iu]n|nin|nun)\s+(?=\d|gecici|ek\b)))"
    )
)
_WORD = Pattern(r"(?<![a-z])(?:kanun|yasa)(?=[a-z']*)")
_NAME_WORDS = re.compile(r"[a-z]+")
_SUFFIXES = re.compile(
    r"(?:kanunu?n?u?|yasasi?n?i?|yasa)(?:'?\s?(?:nun|un|nin|in|na|a|nda|da|ndan|dan|larin\w*|lar\w*))?(?![a-z])"
)
_INITIALS_ALONE = Pattern(rf"(?<![a-z])(?P<name>{_INITIALS})(?=\s?'|\s+(?:m\.|md|mad|\d))")
_CONSTITUTION = Pattern(r"(?<![a-z])anayasa(?:nin|'nin|mizin|si'?nin|sinin)?(?=\s+(?:\d|gecici))")
_SAME = Pattern(
    r"(?<![a-z])(?:ayni|adi gecen|anilan|mezkur|soz konusu|ilgili|bahse konu|bahsi gecen|sozu edilen|sozu gecen|belirtilen|isbu|bu)"
    r"\s+(?:kanun|yasa)(?!i\b|en\b|l[ae]s|k)[a-z]*(?:'?\s?(?:nun|un|nin))?(?![a-z])"
)
_BARE = Pattern(r"(?<![a-z])(?:kanunun|kanun'un|yasanin|yasa'nin)(?=\s+(?:\d|gecici|ek\s|mukerrer))")
_SAME_ARTICLE = Pattern(r"(?<![a-z])(?:ayni|anilan|mezkur|soz konusu|adi gecen|bu)\s+madde(?:nin|sinin)\s+")
_AMENDED = re.compile(r"\s*(?:ile\s+)?(?:degisik|degisen|degistiril\w+|eklenen)[\s)]+")
_ABBREVIATED = Pattern(rf"(?<![a-z])(?:khk|k\.h\.k|kan\.|sayili k\.|k\.\s{{0,3}}(?:m\.|md|mad|\d)|{_INITIALS})")
_SLASHED = re.compile(r"[/-](\d{1,3})(?!\d)")
_LETTERED = re.compile(r"\d+\s?[/(-]\s?[a-z]\b")
_BEFORE = re.compile(r"(?<![\d./-])(\d{3,4})\s*(?:sayili\s*)?(?:,|ve|ile)\s*$")
_NEEDS_ARTICLE = frozenset({"named", "same", "bare", "same_article"})
_REACH = 260


class _Head(NamedTuple):
    start: int
    end: int
    number: str | None
    rule: str


def find_laws(passage: Passage) -> list[Mention]:
    """Give each article of a law that is named as a mention of ``{"number", "article"}``; article None for the law alone."""
    plain = passage.numbered
    heads = _heads(passage.view_of(plain))
    if not heads:
        return []
    text = passage.text
    found: list[Mention] = []
    last: str | None = None
    last_article = ""
    for index, head in enumerate(heads):
        before, number = last, head.number or last
        if number is None or (head.rule == "same_article" and not last_article):
            continue
        following = heads[index + 1].start if index + 1 < len(heads) else len(plain)
        limit = min(following, head.end + _REACH)
        if head.rule == "same_article":
            read = _clauses(plain, text, head, limit, last_article)
        else:
            read = read_articles(plain, text, head.end, limit, joined=limit == following and following < len(plain))
        if not read.articles and (slashed := _SLASHED.match(plain, head.end - 1)) is not None:
            read = Articles([slashed[1]], slashed.end())
        if not read.articles and head.rule in _NEEDS_ARTICLE:
            continue
        last = number
        stated: list[str | None] = [*read.articles] or [None]
        found += [_mention(head, max(read.end, head.end), number, article) for article in stated]
        amended = _AMENDED.match(plain, read.end if read.articles else head.end)
        if amended is not None and before is not None:
            last, head = before, head._replace(rule="amended")
            read = read_articles(plain, text, amended.end(), limit)
            found += [_mention(head, read.end, before, article) for article in read.articles]
        last_article = read.articles[-1].split("/")[0] if read.articles else last_article
    return found


def _mention(head: _Head, end: int, number: str, article: str | None) -> Mention:
    source = "text" if head.rule in {"numbered", "short"} else "derived"
    return Mention("law", head.start, end, {"number": number, "article": article}, f"laws.{head.rule}@2", source)


def _heads(view: Words) -> list[_Head]:
    """Give the places where a law is named, in order."""
    plain = view.plain
    heads: list[_Head] = []
    lawful = "kanun" in plain or "yasa" in plain
    abbreviated = view.first(_ABBREVIATED) is not None
    if lawful or abbreviated:
        for match in view.matches(_NUMBERED):
            start = match.start()
            others: list[_Head] = []
            while (before := _BEFORE.search(plain, max(0, start - 24), start)) is not None:
                others.append(_Head(before.start(1), before.end(1), before[1], "numbered"))
                start = before.start(1)
            heads += [*reversed(others), _Head(match.start(), match.end(), match["number"], "numbered")]
    taken = Taken((head.start, head.end) for head in heads)
    for match in view.matches(_SHORT):
        number = match.group()[:4].rstrip("/-' sk.")
        if not taken.free(*match.span()) or not (number in _KNOWN or (match["initials"] and "s" in match["initials"])):
            continue
        if match["slash"] and not lawful and "dayana" not in plain and not _LETTERED.match(plain, match.end()):
            continue
        heads.append(_Head(*match.span(), number, "short"))
    if lawful:
        heads += _unnumbered(view, taken)
    for match in view.matches(_INITIALS_ALONE) if abbreviated else ():
        if taken.free(*match.span()):
            heads.append(_Head(*match.span(), _NAMED[match["name"]], "named"))
    heads.sort()
    return heads


def _unnumbered(view: Words, taken: Taken) -> list[_Head]:
    plain = view.plain
    heads: list[_Head] = []
    for pattern, rule in ((_SAME, "same"), (_SAME_ARTICLE, "same_article"), (_BARE, "bare")):
        for match in view.matches(pattern):
            if taken.free(*match.span()):
                heads.append(_Head(*match.span(), None, rule))
                taken.add(*match.span())
    heads += [_Head(*match.span(), _NAMED["anayasa"], "named") for match in view.matches(_CONSTITUTION)]
    for word in view.matches(_WORD):
        if not taken.free(*word.span()):
            continue
        named = _name_before(plain, word.start())
        suffix = _SUFFIXES.match(plain, word.start())
        if named is not None and suffix is not None:
            heads.append(_Head(named[0], suffix.end(), named[1], "named"))
    return heads


def _name_before(plain: str, at: int) -> tuple[int, str] | None:
    """Give the longest known name of a law that ends where ``kanun`` begins, with its start."""
    begin = max(0, at - 130)
    words = [(match.start(), match.group()) for match in _NAME_WORDS.finditer(plain, begin, at)]
    name = ""
    best: tuple[int, str] | None = None
    for start, word in reversed(words[-16:]):
        name = f"{word} {name}".strip()
        if name in _NAMED:
            best = (start, _NAMED[name])
    return best


def _clauses(plain: str, text: str, head: _Head, limit: int, article: str) -> Articles:
    """Read ``aynı maddenin (b) bendi``: clauses of the article read last."""
    *kind, digits = article.rsplit(" ", maxsplit=1)
    prefix = "".join(f"{word} " for word in kind)
    words = f"{digits} maddesinin "
    view, own = words + plain[head.end : limit], words + text[head.end : limit]
    read = read_articles(view, own, 0, len(view))
    shown = [prefix + one for one in read.articles]
    return Articles([one for one in shown if one != article], head.end + max(0, read.end - len(words)))
