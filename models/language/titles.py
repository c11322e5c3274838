"""The title beside a person's name: the office before it, the party or office in brackets behind it."""

import re

from models.language.data_files import rows_of
from models.language.passage import Passage, plain
from models.turkish.casing import upper

_ALIASES = sorted({alias for row in rows_of("parties.tsv") for alias in row[1].split(", ")}, key=len, reverse=True)
_PARTY = (
    r"(?:"
    + "|".join(re.escape(alias).replace("\\ ", r"\s{1,2}") for alias in _ALIASES)
    + r"|[a-z]{2,12} partisi|bagimsiz)"
)
OFFICE = (
    r"(?:belediye ve meclis baskani|meclis ve encumen baskani|(?:t\.?c\.? )?(?:buyuksehir )?belediye(?:si)? baskan(?:i|vekili| ?v\.?| vekili| yardimcisi| yrd\.?)?|belediye reisi|reis vekili|reis"
    r"|meclis (?:(?:[12i]+\.? ?|birinci |ikinci )?baskan(?: ?vekili| ?v\.?|i)?|uyesi|uyeleri|katibi|katip uyesi|katip|2\. baskan vekili)"
    r"|(?:meclis |divan |encumen )?kati[bp]i?(?: uye(?:si|ler)?)?|katip uye(?:ler)?|katipler|uyeler|divan (?:uyesi|baskani|baskan vekili)|oturum baskani"
    r"|(?:[a-z]+ ){0,4}komisyonu (?:baskani|uyesi|sozcusu|raportoru|baskan ?vekili)|komisyon (?:baskani?|uyesi|sozcusu|raportoru|baskan ?(?:vekili|v\.?))"
    r"|encumen (?:uyesi|baskani)|(?:asil|yedek|muhalif|tabii) uye|genel sekreter(?:i)?(?: yardimcisi)?|grup (?:baskan ?vekili|baskani|sozcusu|uyesi)"
    r"|(?:[a-z]+ ){1,5}muduru?(?: v\.?| vekili)?|mudur v\.?|daire(?:si)? baskani|(?:[a-z]+ ){1,5}daire(?:si)? baskani|mahalle muhtari|koy muhtari|muhtari?"
    r"|vali(?: yardimcisi)?|kaymakam|baskan ?vekili|baskan ?v\.?|baskan(?: yardimcisi| yrd\.?|i)?|raportor|sayman|aza(?:si)?|uyesi|uyeleri|uyelerden|uye"
    r"|milletvekili|sozcusu|maliki|vatandas|mimar|avukat|muhendis|mufettis|kontrolor|sekreter|sayin|sn\.?)"
)
_OFFICE = OFFICE.replace(" ?", r"\s?").replace(" ", r"\s{1,2}")
_BEFORE = re.compile(
    rf"(?<![^\s(,;:/.-])(?P<title>(?:{_PARTY}(?:'?(?:li|lu|den|nden|ndan))?\s+(?:grubu\s+)?)?{_OFFICE})(?P<gap>\s*[:-]?\s*)$"
)
_AFTER = re.compile(
    rf"\s?\(\s?(?P<title>{_PARTY}|[^()\n\d]{{0,40}}(?:uye|baskan|sozcu|katip|muhtar|mudur|parti)[^()\n\d]{{0,20}})\s?\)"
)
_BEHIND = re.compile(rf"[ ]*[-,]?[ ]+(?P<title>{OFFICE})[ ]*")
_WORD_LETTERS = "abcdefghijklmnopqrstuvwxyz."
_LAST = re.compile(
    r"baskan\w*|v\.?|yrd\.?|reis\w*|vekili|yardimcisi|uye\w*|katip\w*|katib\w*|sozcusu|raportor\w*|sekreter\w*|mudur\w*|muhtar\w*"
    r"|vali|kaymakam|sayman|aza\w*|milletvekili|maliki|vatandas|mimar|avukat|muhendis|mufettis|kontrolor|sayin|sn\.?"
)
_FROM_PARTY = re.compile(rf"(?<![a-z])(?P<party>{_PARTY})(?:'?(?:li|lu|den|dan|nden|ndan))?\s+$")
_MEMBER = re.compile(r"(?:(?<=[a-z])'(?:li|lu)|partili|(?<![a-z])(?:dr|av|prof|doc|op|ecz|uzm)\.)\s*$")
_PARTY_ENDS = frozenset(alias.split(" ")[-1] for alias in _ALIASES) | {"partisi", "bagimsiz"}
_WORD_BEFORE = re.compile(r"([a-z.]+?)(?:'?(?:li|lu|den|dan|nden|ndan))?\s+$")
_PLURAL = re.compile(
    r"(?:(?<=[a-zçğıöşü'’] )üyelerden|Üyeleri|ÜYELERİ|Üyeler|ÜYELER|Katipler|KATİPLER|Kâtipler|KÂTİPLER)$",
    re.IGNORECASE,
)
_UNTITLED = frozenset({"sayin", "sn.", "sn", "uyelerden"})
_REACH = 80


def title_of(passage: Passage, start: int, end: int) -> str | None:
    """Give the title of the name at ``[start, end)`` as printed beside it, None where there is none."""
    view = passage.plain
    after = _AFTER.match(view, end)
    before = _before(view, start)
    if after is not None and (before is None or not _PARTY_ALONE.fullmatch(after["title"])):
        return passage.words(*after.span("title"))
    if before is None:
        line_end = view.find("\n", end, end + _REACH)
        line_end = line_end if line_end >= 0 else min(len(view), end + _REACH)
        beside = _BEHIND.fullmatch(view, end, line_end) if line_end - end > 3 else None
        if beside is None:
            word = _WORD_BEFORE.search(view, max(0, start - 24), start)
            near = word is not None and word[1] in _PARTY_ENDS
            party = _FROM_PARTY.search(view, max(0, start - 50), start) if near else None
            return passage.words(*party.span("party")).rstrip("'’") if party is not None else None
        return passage.words(*beside.span("title"))
    words = passage.words(*before.span("title")).split(" ")
    while len(words) > 1 and words[0].islower() and any(word[0].isupper() for word in words):
        words.pop(0)
    while len(words) > 2 and words[0].isupper() and not words[-1].isupper() and not _begins_with_party(words):
        words.pop(0)
    shown = " ".join(words)
    return None if " ".join(before["title"].split()) in _UNTITLED else shown


def one_of(title: str) -> str | None:
    """Give the title of one of several: ``Meclis Üyeleri`` is Meclis Üyesi; None for a title that is not a plural."""
    match = _PLURAL.search(title)
    if match is None:
        return None
    ending = match.group()
    if plain(ending) == "uyelerden":
        return f"{title[: match.start()]}üye"
    shown = "Üyesi" if plain(ending) == "uyeleri" else ending[:-3]
    return title[: match.start()] + (upper(shown) if ending.isupper() else shown)


def has_title_before(view: str, start: int) -> bool:
    """Tell whether an office or ``CHP'li`` stands right before `start`: what follows in capitals is then a name."""
    return _before(view, start) is not None or _MEMBER.search(view, max(0, start - 12), start) is not None


def _begins_with_party(words: list[str]) -> bool:
    return plain(" ".join(words)).startswith(tuple(_ALIASES))


def _before(view: str, start: int) -> re.Match[str] | None:
    before = view[max(0, start - 24) : start].rstrip()
    if before.endswith((":", "-")):
        before = before[:-1].rstrip()
    if _LAST.fullmatch(before, len(before.rstrip(_WORD_LETTERS))) is None:
        return None
    begin = max(0, start - _REACH)
    match = _BEFORE.search(view, begin, start)
    if match is None:
        return None
    gap = match["gap"]
    if "\n" in gap or ("  " in gap and ":" not in gap):
        line = view.rfind("\n", 0, match.start("title")) + 1
        alone = not view[line : match.start("title")].strip()
        if alone or "  " in gap:
            return None
    return match


_PARTY_ALONE = re.compile(_PARTY)
