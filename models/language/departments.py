"""The municipality's own departments, named whole or short, alone or several under one plural; outside bodies are told apart."""

import re

from models.language.passage import Mention, Passage
from models.language.patterns import Pattern
from models.language.places import DISTRICTS, PROVINCES
from models.language.unit_names import NameBook, Word, cut, parts_of, spelled, words_after, words_before

_BOOK = NameBook("departments.txt")
_CHAIRS = NameBook("chairs.txt")
_HEAD = Pattern(
    r"(?<![a-z])(?:(?P<office>(?<!meclis )baskanli(?:k|gi|gimiz)\s+makam\w*)|(?P<secretary>genel\s+sekreterli[kg]\w*(?:\s+makam\w*)?)"
    r"|(?P<directorate>mudurlu(?:gu|kleri|k)\w*|mudurlugu?\b)"
    r"|(?P<division>dai(?:re(?:si|leri)?)?[.\s]+(?:baskanli(?:gi|klari)\w*|bsk\b|b(?:as)?k\b))|(?P<chair>baskanligi\w*)"
    r"|(?P<small>(?:amirligi|sefligi|uzmanligi|musavirligi|komiserligi|memurlugu|komutanligi)\w*)|(?P<short>mud\b\.?(?:'?l?ugu\w*)?|md\.))"
)
_SMALL = {
    "amirligi": "Amirliği", "sefligi": "Şefliği", "uzmanligi": "Uzmanlığı", "musavirligi": "Müşavirliği",
    "komiserligi": "Komiserliği", "memurlugu": "Memurluğu", "komutanligi": "Komutanlığı",
}  # fmt: skip
_PLURAL = re.compile(r"lukleri|liklari")
_OUTSIDE = re.compile(
    r"(?:bolge\w*|karayollari|orman|dsi|teias|tedas|euas|tei|iller|tapu|kadastro|vakiflar|milli|emniyet\w*|jandarma\w*|nufus|meteoroloji"
    r"|guvenlik|genel|il|ilce|bankasi\w*|ajansi\w*|tcdd|toki|ptt|botas|iski|aski|izsu|ego|[a-z]{1,4}ski|asat|hatsu|marsu|isu|sasko"
    r"|okul\w*|lise\w*|fakulte\w*|universite\w*|hastane\w*|egitimi?|mal|defterdar\w*|iklim degisikligi il|afad|a\.s\.?|ltd\.?|sti\.?|san\.?|sirket\w*|anonim"
    r"|muftu\w*|bakanli\w*|valili\w*|kaymakam\w*|dernek\w*|dernegi\w*|kooperatif\w*|sendika\w*|kulub\w*|gumruk|iletim|grup|telekom|dagitim"
    r"|dogalgaz|devlet|varliklarini|kurulu|toplum|cezaevi|infaz|adliye|icra|tarim ve orman|ticaret odasi|odasi\w*|merkezi|sgk|kyk|borsasi\w*)"
)
_LABEL = re.compile(r"(?:^ ?|(?<=\n)|(?<=\n )|(?<=  ))(?P<kind>mudurlugu|daire(?:si)? baskanligi)\s?:[ ]*")
_LABEL_ENDS = ("lugu:", "lugu :", "ligi:", "ligi :")
_TOWNS = frozenset([*PROVINCES, *DISTRICTS])
_OFFICES = {"office": "Başkanlık Makamı", "secretary": "Genel Sekreterlik"}
_ORDINAL = re.compile(r"(?<!\S)(?P<number>[1-9]|i{1,3})\. {0,2}$")


def find_departments(passage: Passage) -> list[Mention]:
    """Give the municipality's own departments as mentions whose value is the name."""
    view = passage.plain
    found: list[Mention] = []
    floor = outside_end = 0
    for head in passage.view.matches(_HEAD):
        if head.start() < floor:
            continue
        group = head.lastgroup or ""
        if group in _OFFICES:
            end = head.start() + len(head.group().rstrip("nidaec'"))
            found.append(Mention("department", head.start(), end, _OFFICES[group], "units.office@2"))
            floor = head.end()
            continue
        plural = _PLURAL.search(head.group()) is not None
        book = _CHAIRS if group == "chair" else _BOOK
        words = words_before(passage, head.start(), floor, book, plural=plural)
        floor = head.end()
        if group == "chair":
            words = _chaired(words)
        branch = bool(words) and words[-1].flat in {"sube", "sb"}
        words = words[:-1] if branch else words
        parts = parts_of(words, book) if plural else [cut(words, book)]
        parts = [_without_place(part) for part in parts if part]
        if not parts or (group == "short" and not all(book.holds(word) for word in parts[0] if word.flat != "ve")):
            outside_end = floor if _is_outside(passage, words, head.start(), outside_end, book) else outside_end
            continue
        if _is_outside(passage, parts[0], head.start(), outside_end, book):
            outside_end = floor
            continue
        kind, stem = _kind(group, head.group())
        end = head.end() if plural else _stem_end(view, head, stem)
        for part in parts:
            name = _name(part, view, f"Şube {kind}" if branch else kind, book)
            found.append(Mention("department", part[0].start, end, name, "units.department@2"))
    return found + _labelled(passage)


def _labelled(passage: Passage) -> list[Mention]:
    """Give the units of a head such as ``MÜDÜRLÜĞÜ : Emlak ve İstimlak``."""
    found: list[Mention] = []
    if not any(ending in passage.plain for ending in _LABEL_ENDS):
        return found
    for label in _LABEL.finditer(passage.plain):
        kind = _kind("directorate" if label["kind"] == "mudurlugu" else "division", label["kind"])[0]
        for part in words_after(passage, label.end(), _BOOK):
            end = part[-1].start + len(part[-1].text)
            name = f"{spelled(part, _BOOK)} {kind}"
            found.append(Mention("department", part[0].start, end, name, "units.labelled@1"))
    return found


def _without_place(words: list[Word]) -> list[Word]:
    """Leave out a town's name in front of a known unit: ``Amasra Evlendirme Memurluğu``."""
    town = len(words) > 1 and words[0].flat in _TOWNS and _BOOK.name_of(words[1:]) is not None
    return words[1:] if town else words


def _chaired(words: list[Word]) -> list[Word]:
    """Give the words of a unit whose kind is ``Başkanlığı`` alone: only known ones, the word means many other things."""
    for index in range(len(words)):
        if _CHAIRS.name_of(words[index:]) is not None:
            return words[index:]
    return []


def _is_outside(passage: Passage, words: list[Word], edge: int, outside_end: int, book: NameBook) -> bool:
    """Tell whether a unit belongs to the state or a company: by its name, the words before it, or the unit before it."""
    if words and book.name_of(words) is None and any(_OUTSIDE.fullmatch(word.flat) for word in words):
        return True
    start = words[0].start if words else edge
    if outside_end and not passage.text[outside_end:start].strip():
        return True
    before = re.search(r"(?:[a-z.]+ +)?([a-z.]+) +$", passage.plain[max(0, start - 40) : start])
    return before is not None and _OUTSIDE.fullmatch(before[1]) is not None


def _kind(group: str, head: str) -> tuple[str, str]:
    match group:
        case "directorate" | "short":
            return "Müdürlüğü", "mudurlugu"
        case "division":
            return ("Daire Başkanlığı" if head.startswith("daire ") else "Dairesi Başkanlığı"), "baskanligi"
        case "chair":
            return "Başkanlığı", "baskanligi"
    stem = next(stem for stem in _SMALL if head.startswith(stem))
    return _SMALL[stem], stem


def _stem_end(view: str, head: re.Match[str], stem: str) -> int:
    at = view.find(stem, head.start(), head.end() + 1)
    return at + len(stem) if at >= 0 else head.end()


def _name(part: list[Word], view: str, kind: str, book: NameBook) -> str:
    name = f"{spelled(part, book)} {kind}"
    number = _ORDINAL.search(view, max(0, part[0].start - 5), part[0].start) if kind == "Müşavirliği" else None
    return name if number is None else f"{number['number'].upper()}. {name}"
