"""Provinces, districts and neighbourhoods, where the text says il, ilçe or mahalle."""

import re

from models.language.data_files import rows_of, words_of
from models.language.names import is_surely_given, is_word_of_sentence, spelled
from models.language.passage import Mention, Passage, as_scanned, plain
from models.language.patterns import Pattern
from models.turkish.casing import lower, upper

PROVINCES = {plain(row[0]): row[0] for row in rows_of("provinces.tsv")}
DISTRICTS = {plain(name): name for row in rows_of("provinces.tsv") for name in row[1].split(", ")}
_SCANNED_PROVINCES = {as_scanned(flat): name for flat, name in PROVINCES.items()}
_SCANNED_DISTRICTS = {as_scanned(flat): name for flat, name in DISTRICTS.items()}
_SPELLED = {plain(name): name for name in words_of("neighbourhoods.txt")}
_MONTHS = "Ocak|Şubat|Mart|Nisan|Mayıs|Haziran|Temmuz|Ağustos|Eylül|Ekim|Kasım|Aralık|OCAK|ŞUBAT|MART|NİSAN|MAYIS|TEMMUZ|AĞUSTOS|EYLÜL|EKİM"
_WORD = rf"[A-ZÇĞİÖŞÜÂ][\wçğıöşüâîû'’.]*|(?<![\d/.-])\d{{1,3}}\.|\d{{1,2}}(?= {{1,2}}(?:{_MONTHS}))"
_ITEM = re.compile(r"(?:^|\n)[ ]*\d{1,2}\.[ ]*$")
_LEFT = re.compile(rf"((?:(?:{_WORD})(?:[ ]+|(?<=\.))){{1,4}})$")
_LEFT_LOWER = re.compile(r"((?:[^\W\d_]+\s+){1,3})$")
_HEAD = Pattern(
    r"\b(?P<il>il(?:i|inin|inde|indeki|ine|inden|ini|ince)\b(?!\s+(?:milli|ozel|mudurlug|genel\s+(?:mecl|sekr)|encumen|gida|saglik|emniyet|jandarma|afet|defterdar)))"
    r"|\b(?P<ilce>ilce(?:si(?:nin|ndeki|nde|nden|ne|ni|nce|yle)?|leri(?:nin|ndeki|nde|nden|ne|ni|yle)?|miz(?:in|de|e|den|deki)?)?\b(?![ ]+(?:belediye|milli|meclis|emniyet|saglik|tarim|mudur|seçim|secim|kaymakam)))"
    r"|\b(?P<mah>mah(?:alle)?(?:si(?:nin|ndeki|nde|nden|ne|ni|nce|yle)?|leri(?:nin|ndeki|nde|nden|ne|ni|yle)?)?\b\.?|mh\b\.?)"
    r"|\b(?P<inside>mahalle(?:de|deki|nin|ye|den|yi)\b)"
    r"|\b(?P<koy>koy(?:u(?:nun|ndeki|nde|nden|ne|nu|nce|yle)?|leri(?:nin|ndeki|nde|nden|ne|ni|yle)?)\b)"
)
_LABEL = re.compile(r"[ ]?:[ ]*")
_LABELLED = re.compile(r"[A-ZÇĞİÖŞÜÂ0-9][\wçğıöşüâîû.'’]*(?:[ ][A-ZÇĞİÖŞÜÂ][\wçğıöşüâîû'’]*){0,3}")
_NOT_NAMES = frozenset(
    "beldemiz beldemizin kasabamiz koyumuz bu su ve ile ilimiz ilcemiz belediyemiz ayni tum her bir ilgili sinirlari ilce kentimiz belediyemizce mulkiyeti icinde buyuksehir belediyesi belediye ilin ilinin ili ilcesi"
    " bagli ait bulunan kayitli olan belediyemize hazineye ilcesine ilcesinde ilcesinin iline ilimize ilcemize mulkiyetindeki konusu karar ozu konu ozeti gundem madde maddesi meclis turkiye".split()
)
_HONOUR = re.compile(
    r"(?:\s+(?:bey|beyazit|bayezid|hatun|gazi|pasa|sultan|baba|dede|hoca|aga|efendi|hanim|menderes|ozal|selim|mehmet|reis|cavus|yeni|merkez|cumhuriyet|orta|asagi|yukari|kemal))+\s*$"
)
_GENITIVE = re.compile(r"[a-z']{4}(?:nin|nun)$")
_LONGEST_SHORT = 6  # a longer word before a full stop ends a sentence: "Başkanlığına. Çenedağ Mahallesi"
_JOIN = re.compile(r"(?:(?:^|\s)(?:ve|ile)|,|-|/)\s*$")
_FIELDS = frozenset("ada parsel pafta mevkii mevki sokak cadde adresi no sokagi koyu alani yuzolcumu".split())


def find_places(passage: Passage) -> list[Mention]:
    """Give every place whose kind the text states as a mention of ``{"kind", "name"}``."""
    found: list[Mention] = []
    text, view = passage.text, passage.plain
    for head in passage.view.matches(_HEAD):
        kind = head.lastgroup or "mah"
        if kind == "inside":  # "Yeni Mahallede", but not "söz konusu mahallede"
            if text[head.start()].islower():
                continue
            kind = "mah"
        label = _LABEL.match(view, head.end())
        if label is not None:
            found += _labelled(passage, kind, head, label.end())
            continue
        if text[head.start()].islower() and kind == "il" and not _known_before(view, head.start(), PROVINCES):
            continue
        gap = re.search(r"['’]?\s*$", text[max(0, head.start() - 4) : head.start()])
        edge = head.start() - (len(gap.group()) if gap else 0)
        if edge <= 0 or (view[edge - 1] in ".,;:()" and not (kind == "mah" and view[edge - 1] == ".")):
            continue
        names = (
            _gazetted(text, view, edge, head.group())
            if kind in {"il", "ilce"}
            else _capitalised(text, view, edge, kind)
        )
        if head.group() == "ilce" and names and names[0][2] == "Merkez":
            continue
        if head.group() == "mahalle" and _GENITIVE.search(view, max(0, edge - 14), edge):
            continue  # "Başkanlığının mahalle konağı"
        plural = "ler" in head.group()
        for start, end, name in names if plural else names[:1]:
            value = {"kind": kind, "name": _shown(passage, kind, name, head.group())}
            found.append(Mention("place", start, end if plural else head.end(), value, f"places.{kind}@2"))
    return sorted(found, key=lambda mention: mention.start)


def _shown(passage: Passage, kind: str, name: str, head: str) -> str:
    """Give a place's name as it is kept; ``Yeni Mahalle`` stays so, its kind is part of the name."""
    if kind == "koy":
        return f"{name} Köyü"
    if kind != "mah":
        return name
    name = _own_letters(name) if passage.lacks_letters else name
    return f"{name} Mahalle" if head == "mahalle" else f"{name} Mahallesi"


def _labelled(passage: Passage, kind: str, head: re.Match[str], at: int) -> list[Mention]:
    """Give the place behind a label: ``İLÇESİ : NİLÜFER``; a province or district must be a known one."""
    match = _LABELLED.match(passage.text, at)
    if match is None or "lar" in head.group() or "ler" in head.group():
        return []
    words = match.group().split()
    if kind != "mah":
        known = PROVINCES if kind == "il" else DISTRICTS
        words = words[:1]
        name = known.get(plain(words[0]).split("'")[0])
        if name is None:
            return []
    else:
        stop = next(
            (index for index, word in enumerate(words) if _HEAD.regex.fullmatch(plain(word)) or plain(word) in _FIELDS),
            len(words),
        )
        words = words[:stop]
        name = _shown(passage, kind, _titled(" ".join(words).strip(" .")), "mahallesi")
    end = at + len(" ".join(match.group().split()[: len(words)]))
    return [Mention("place", at, end, {"kind": kind, "name": name}, "places.labelled@1")] if words else []


def _known_before(view: str, at: int, names: dict[str, str]) -> bool:
    before = re.split(r"[\s]+", view[max(0, at - 24) : at].rstrip(" '\n"))
    return before[-1].strip("'") in names


def _gazetted(text: str, view: str, edge: int, head: str) -> list[tuple[int, int, str]]:
    """Give the known provinces or districts before `head`; before ``ilçesi`` an unknown name too, as a bare ``ilçe`` may be a word."""
    names, scanned = (PROVINCES, _SCANNED_PROVINCES) if not head.startswith("ilc") else (DISTRICTS, _SCANNED_DISTRICTS)
    found: list[tuple[int, int, str]] = []
    while True:
        match = re.search(r"(?:[a-z]+\s+){0,2}[a-z]+$", view[max(0, edge - 45) : edge])
        if match is None:
            break
        words = match.group().split()
        for length in range(len(words), 0, -1):
            name = " ".join(words[-length:])
            known = names.get(name) or scanned.get(as_scanned(name))
            if known is not None:
                start = (
                    edge - len(match.group().split(maxsplit=len(words) - length)[-1])
                    if length < len(words)
                    else edge - len(match.group())
                )
                found.append((start, edge, known))
                break
        else:
            break
        join = _JOIN.search(view, max(0, found[-1][0] - 8), found[-1][0])
        if join is None:
            break
        edge = join.start()
        while edge > 0 and view[edge - 1] in " ,-/":
            edge -= 1
    return found or (_capitalised(text, view, edge, "ilce")[:1] if head.startswith("ilces") else [])


def _capitalised(text: str, view: str, edge: int, kind: str) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    while True:
        match = _LEFT.search(text[max(0, edge - 60) : edge] + " ")
        if match is None:
            break
        begin = edge - (len(match.group(1)) - 1)
        start = begin
        for word in re.finditer(r"\S+", text[begin:edge]):
            bare = plain(word.group()).strip("'.,")
            more = begin + word.end() < edge
            stem = re.split(r"'", plain(word.group()))[0]
            if (
                (bare in _NOT_NAMES and (more or start == begin + word.start() or word.group() != "Bir"))
                or (bare == "merkez" and more and start == begin + word.start())
                or _is_item(text, begin + word.start(), word.group())
                or (bare == "bolge" and more)
                or (more and _opens(text, begin + word.start()) and is_word_of_sentence(word.group()))
                or (
                    more
                    and (
                        "'" in plain(word.group())
                        or word.group().endswith(",")
                        or (word.group().endswith(".") and len(word.group()) > _LONGEST_SHORT)
                        or (stem in DISTRICTS and kind == "mah" and not _is_bearer(view, begin + word.end(), edge))
                    )
                )
                or (
                    more
                    and re.search(
                        r"(?:nin|nun|inin|unun|mizin|mudurlugu|baskanligi|belediyesi|ilcesi|ili|ilinde|ilcesinde)$",
                        bare,
                    )
                    and len(bare) > 5
                )
            ):
                start = begin + word.end()
        while start < edge and text[start].isspace():
            start += 1
        if start >= edge:
            break
        found.append(
            (start, edge, _titled(" ".join(text[start:edge].split()).replace("’", "'").split("'")[0].strip(" .")))
        )
        join = _JOIN.search(view, max(0, start - 8), start)
        if join is None:
            break
        edge = join.start()
        while edge > 0 and view[edge - 1] in " ,-/":
            edge -= 1
    return [entry for entry in found if len(entry[2]) > 1]


def _is_bearer(view: str, at: int, edge: int) -> bool:
    """Tell whether what follows a word shows that it begins a person's name, as in ``Genç Osman``, and is no district."""
    if _HONOUR.match(view, at, edge):
        return True
    following = view[at:edge].split()
    return bool(following) and is_surely_given(following[0])


def _opens(text: str, at: int) -> bool:
    """Tell whether a sentence begins at `at`."""
    before = text[max(0, at - 4) : at].rstrip(" ")
    return not before or before[-1] in ".!?:;\n"


def _is_item(text: str, at: int, word: str) -> bool:
    """Tell whether ``2.`` at a line's beginning numbers the item and is no part of a name; ``100. Yıl`` is."""
    return (
        word.endswith(".")
        and word[:-1].isdigit()
        and _ITEM.search(text, max(0, at - 6), at + len(word)) is not None
        and not text[at + len(word) : at + len(word) + 8].lstrip().startswith(("Yıl", "YIL"))
    )


def _own_letters(name: str) -> str:
    """Give a neighbourhood's own spelling where it was typed without Turkish letters."""
    return " ".join(
        (_SPELLED.get(plain(word)) or spelled(word)) if word.isascii() else word for word in name.split(" ")
    )


def _titled(name: str) -> str:
    """Give capitals only at the beginnings of the words of a name printed in capitals."""
    if not name.isupper() or len(name) < 4:
        return name
    return " ".join(upper(word[0]) + lower(word[1:]) if word != "VE" else "ve" for word in name.split())
