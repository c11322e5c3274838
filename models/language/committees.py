"""The council's committees, alone or several under one plural, also where the ending or the word itself is cut short."""

import re

from models.language.data_files import lines_of
from models.language.passage import Mention, Passage, plain
from models.language.patterns import Pattern
from models.language.unit_names import NameBook, Word, cut, parts_of, spelled, words_after, words_before
from models.turkish.casing import upper

_BOOK = NameBook("committees.txt")
_HEAD = Pattern(r"(?<![a-z])kom(?:isyon(?P<ending>[a-z]*)|\.(?:'?(?:na|nun|u|una|larina|ndan)\b)?)")
_LABEL = re.compile(r"komisyon(?:u|lari|lar)?(?: adi)?[ ]?:[ ]*")
_BARE = re.compile(r"\s+(?:rapor|baskan|uyesi|karar|gorus|tarafin|sozcu|havale|toplanti)")
_OTHERS = frozenset(plain(line) for line in lines_of("other_committees.txt"))
_NATIONAL = re.compile(r"(?:(?<![a-z])il|tbmm|turkiye buyuk millet meclisi|bakanligi|valiligi|avrupa|birligi)\s+$")


def find_committees(passage: Passage) -> list[Mention]:
    """Give the council's committees as mentions whose value is the name."""
    view = passage.plain
    found: list[Mention] = []
    if "kom" not in view:
        return found
    floor = 0
    for head in passage.view.matches(_HEAD):
        if head.start() < floor:
            continue
        ending = head["ending"]
        plural = ending is not None and ending.startswith("lar")
        several = plural or (ending is not None and _several(view, head.start()))
        words = words_before(passage, head.start(), floor, _BOOK, plural=several)
        floor = head.end()
        if not plural and words and words[-1].flat != "ile":
            several = several and any(word.flat == "ile" for word in words)
        words = words if several else cut(words, _BOOK, closed=True)
        if (
            not words
            or _is_person(passage.text, words, head)
            or _is_other(words, view)
            or not _names_one(ending, words, view, head.end())
        ):
            continue
        end = _stem_end(view, head)
        parts = parts_of(words, _BOOK) if several or _listed(words) else [words]
        if several and not plural:
            parts = [part for part in parts[:-1] if _BOOK.name_of(part) is not None] + parts[-1:]
        for part in parts:
            name = spelled(part, _BOOK)
            if name[:1].isalpha() and not _is_other(part, view):
                shown = " ".join(word if word == "ve" else upper(word[0]) + word[1:] for word in name.split())
                found.append(Mention("committee", part[0].start, end, f"{shown} Komisyonu", "units.committee@2"))
    return found + _labelled(passage)


def _labelled(passage: Passage) -> list[Mention]:
    """Give the committees of a head such as ``KOMİSYON : İmar ve Bayındırlık``."""
    return [
        Mention(
            "committee",
            part[0].start,
            part[-1].start + len(part[-1].text),
            f"{spelled(part, _BOOK)} Komisyonu",
            "units.labelled@1",
        )
        for label in _LABEL.finditer(passage.plain)
        for part in words_after(passage, label.end(), _BOOK)
    ]


def _several(view: str, at: int) -> bool:
    """Tell whether ``ile`` stands in the words before `at`: a singular word then closes a list all the same."""
    return re.search(r"\bile\s+(?:[a-z]+,?\s+){1,7}$", view[max(0, at - 80) : at]) is not None


def _listed(words: list[Word]) -> bool:
    return any(word.flat == "-" for word in words) and _BOOK.name_of(words) is None


def _is_other(words: list[Word], view: str) -> bool:
    """Tell whether the words name no committee of the council: a tender or valuation board, or another body's committee."""
    flat = " ".join(word.flat for word in words)
    return flat in _OTHERS or _NATIONAL.search(view, max(0, words[0].start - 40), words[0].start) is not None


def _is_person(text: str, words: list[Word], head: re.Match[str]) -> bool:
    """Tell whether a person, a surname in capitals behind a given name, stands before a ``komisyonun`` in small letters."""
    last = words[-1].text
    return (
        text[head.start()].islower()
        and last.isupper()
        and len(last) > 1
        and not words[0].text.isupper()
        and _BOOK.name_of(words) is None
    )


def _names_one(ending: str | None, words: list[Word], view: str, end: int) -> bool:
    """Tell whether the form of the word lets the words before it be a name; weak forms need a known name."""
    if ending is None or (ending != "u" and ending.startswith(("um", "a", "ca", "da", "dan"))):
        return _BOOK.name_of(words) is not None
    if ending == "":
        return _BARE.match(view, end) is not None
    return True


def _stem_end(view: str, head: re.Match[str]) -> int:
    for stem in ("komisyonlari", "komisyonu", "komisyon"):
        if view.startswith(stem, head.start()):
            return head.start() + len(stem)
    return head.end()
