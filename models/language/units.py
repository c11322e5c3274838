"""Departments and committees, named whole or short, alone or several under one plural, in the nominative."""

import re
from functools import cache

from models.language.data_files import rows_of, words_of
from models.language.passage import Mention, Passage, plain
from models.turkish.casing import lower, upper


def _key(name: str) -> str:
    return " ".join(word for word in re.split(r"[\s,+\-]+", plain(name)) if word and word != "ve")


_DEPARTMENTS = {_key(name): name for name in words_of("departments.txt")}
_COMMITTEES = {_key(name): name.replace("+", ",") for name in words_of("committees.txt")}
_ABBREVIATED = {row[0]: row[1] for row in rows_of("abbreviated.tsv")}
_RESTORED = {
    plain(word): word
    for name in [*_DEPARTMENTS.values(), *_COMMITTEES.values()]
    for word in re.split(r"[\s,-]+", name)
    if word
}
_UNIT_HEAD = re.compile(
    r"\b(?:(?P<mud>mudurlu(?:gu|kleri)\w*|mudurlugu?\b)|(?P<dai>dai(?:re(?:si|leri)?)?[.\s]+(?:baskanli(?:gi|klari)\w*|bsk\b|b(?:as)?k\b))|(?P<bsk>baskanligi(?!nca\b.{0,3}$)\w*)"
    r"|(?P<makam>baskanli(?:k|gi) makami\w*)|(?P<sek>genel sekreterli(?:k|gi)\w*)|(?P<amir>amirligi\w*|sefligi\w*|uzmanligi\w*|musavirligi\w*)"
    r"|(?P<abbr>mud\b\.?|md\.))"
)
_OUTSIDE = re.compile(
    r"\b(?:bolge|karayollari|orman|dsi|teias|tedas|iller bankasi|tapu|kadastro|vakiflar|milli emlak|milli egitim|emniyet|jandarma|nufus|meteoroloji|sosyal guvenlik|genel|il|ilce|bankasi|kalkinma ajansi|tcdd|toki|ptt|botas|iski|aski|izsu|ego|buski|koski|muski|okul|lise|fakulte|universite|hastane|vergi dairesi|mal|tarim ve orman|defterdar|cevre sehircilik iklim|afad|sube orman|su isleri bolge|a\.s|anonim)\b"
)
_BARE_CHAIRS = re.compile(r"(?:teftis(?: kurulu)?|denetim(?: birimi)?|strateji gelistirme|arastirma|rehberlik)$")
_STOP = re.compile(
    r"^(?:belediye\w*|buyuksehir|meclis\w*|baskanlik|baskanligi\w*|baskanlig\w*|sayin|konu\w*|ilgili|ilgi|il|ili|ilcesi\w*|ilinde|mahalle\w*|mudurlu[gk]\w*|komisyon\w*|encumen\w*|ve|ile|kurum\w*|tc|t\.c|talep\w*|karar\w*|gundem\w*|madde\w*|bu|ayrica|bunun|gereg\w*|uzerine|icin|ozu|ozeti|tarih\w*|sayili|no|olan|ait|da|de|ki|talebi|teklif\w*|rapor\w*|makami\w*|dosya\w*|hazirlayan|birim|birimi|teklif eden|mudurluk|mudurlugumuz|grub\w*|ihtisas|baskan\w*|uye\w*|katip\w*|divan|onerge\w*|iade|havale\w*|bld|sube(?= mud))$"
)
_WORD = re.compile(r"[^\s,;:()\[\]\"“”/.\-–]+\.?|[,;:()\[\]\"“”/.\-–]")
_COMMITTEE = re.compile(r"\bkomisyon(?P<form>u|lari|a|lara|larina|un|ca|da|dan)?(?P<rest>\w*)")


def find_units(passage: Passage) -> list[Mention]:
    """Give departments and committees as mentions whose value is the name."""
    found: list[Mention] = []
    _departments(passage, found)
    if "komisyon" in passage.plain:
        _committees(passage, found)
    return sorted(found, key=lambda mention: mention.start)


def _departments(passage: Passage, found: list[Mention]) -> None:
    view = passage.plain
    last_end = 0
    for head in _UNIT_HEAD.finditer(view):
        group = head.lastgroup
        if head.start() < last_end:
            continue
        if group == "makam":
            found.append(
                Mention(
                    "department", head.start(), _stem_end(view, head, "makami"), "Başkanlık Makamı", "units.office@1"
                )
            )
            last_end = head.end()
            continue
        if group == "sek":
            found.append(Mention("department", head.start(), head.end(), "Genel Sekreterlik", "units.office@1"))
            last_end = head.end()
            continue
        words = _walk_left(passage, head.start(), last_end)
        last_end = head.end()
        if not words:
            continue
        start = words[0][0]
        tokens = [word for _, word in words]
        if group == "bsk" and not _BARE_CHAIRS.search(_key(" ".join(tokens))):
            continue
        outside = plain(" ".join(tokens))
        if _OUTSIDE.search(outside) and _key(outside) not in _DEPARTMENTS:
            continue
        kind, stem = _kind(passage, head, group or "mud", tokens)
        if kind is None:
            continue
        plural = bool(re.search(r"lukleri|liklari", head.group()))
        end = _stem_end(view, head, stem) if not plural else head.end()
        if tokens and plain(tokens[-1]).rstrip(".") == "sube":
            tokens = tokens[:-1]
            kind = f"Şube {kind}"
        if not tokens:
            continue
        parts = _parts(tokens, _DEPARTMENTS) if plural else [tokens]
        for part in parts:
            name = _name(part, _DEPARTMENTS)
            if name:
                found.append(Mention("department", start, end, f"{name} {kind}", "units.department@1"))


def _stem_end(view: str, head: re.Match[str], stem: str) -> int:
    at = view.find(stem, head.start(), head.end() + 1)
    return at + len(stem) if at >= 0 else head.end()


def _kind(passage: Passage, head: re.Match[str], group: str, tokens: list[str]) -> tuple[str | None, str]:
    word = head.group()
    if group in {"mud", "abbr"}:
        return "Müdürlüğü", "mudurlugu"
    if group == "dai":
        return ("Dairesi Başkanlığı" if not word.startswith("daire ") else "Daire Başkanlığı"), "baskanligi"
    if group == "bsk":
        return "Başkanlığı", "baskanligi"
    for stem, shown in (
        ("amirligi", "Amirliği"),
        ("sefligi", "Şefliği"),
        ("uzmanligi", "Uzmanlığı"),
        ("musavirligi", "Müşavirliği"),
    ):
        if word.startswith(stem):
            return shown, stem
    return None, ""


def _walk_left(passage: Passage, edge: int, floor: int) -> list[tuple[int, str]]:
    """Give the words of a unit's name that stand before its kind, each with its place."""
    begin = max(floor, edge - 110)
    text, view = passage.text, passage.plain
    tokens = [(begin + m.start(), m.group()) for m in _WORD.finditer(text[begin:edge])]
    if begin > floor and tokens and begin > 0 and not text[begin - 1].isspace():
        tokens = tokens[1:]
    lower_case = text[edge].islower()
    taken: list[tuple[int, str]] = []
    for index in range(len(tokens) - 1, -1, -1):
        start, word = tokens[index]
        flat = plain(word).rstrip(".")
        if (
            taken
            and "\n" in text[start + len(word) : taken[-1][0]]
            and flat not in _RESTORED_KEYS
            and flat not in {"ve", ","}
        ):
            break
        if word in {",", "-", "–", "/"}:
            before = tokens[index - 1][1] if index else ""
            if not taken or not before[:1].isupper() or not _continues(tokens, index, taken):
                break
            taken.append((start, ","))
            continue
        if flat in {"ve", "ile"} and taken:
            before = tokens[index - 1][1] if index else ""
            if (not before[:1].isupper() and not lower_case) or flat == "ile":
                break
            taken.append((start, word))
            continue
        if (
            not word[0].isalpha()
            or _STOP.match(flat)
            or (flat == "yazi" and not (taken and plain(taken[-1][1]) == "isleri"))
        ):
            break
        if word.endswith(".") and flat not in _ABBREVIATED and len(flat) > 3 and plain(word) != "mud.":
            break
        if re.search(r"['’‘`´]", word) or (
            taken
            and re.search(r"(?:sinin|mizin|nizin|ligin|liginin|lugunun|nunun|larinin|lerinin|mizce|unca|inca)$", flat)
        ):
            break
        known = flat in _RESTORED_KEYS or (flat in _ABBREVIATED and word.endswith("."))
        if not word[0].isupper() and not known:
            break
        taken.append((start, word))
        if len(taken) > 11:
            break
    taken.reverse()
    while taken and (plain(taken[0][1]) in {"ve", "ile", ","}):
        taken.pop(0)
    while taken and plain(taken[-1][1]) in {"ve", "ile", ","}:
        taken.pop()
    return _shortened(taken, view)


_RESTORED_KEYS = frozenset(_RESTORED)


def _shortened(words: list[tuple[int, str]], view: str) -> list[tuple[int, str]]:
    """Cut words in front of a known name when the walk went too far, as it does in lines of capitals."""
    if not words:
        return words
    flats = [plain(word).rstrip(".") for _, word in words]
    key_all = _key(" ".join(_ABBREVIATED.get(flat, flat) for flat in flats))
    if key_all in _DEPARTMENTS or key_all in _COMMITTEES:
        return words
    shouting = all(word.isupper() for _, word in words if word.isalpha())
    for index in range(1, len(words)):
        tail = _key(" ".join(_ABBREVIATED.get(flat, flat) for flat in flats[index:]))
        if (
            flats[index] not in {"ve", "ile", ","}
            and (tail in _DEPARTMENTS)
            and (shouting or flats[index - 1] in {"ve", ","})
            and len(words) - index > 1
        ):
            return words[index:]
    return words


def _continues(tokens: list[tuple[int, str]], index: int, taken: list[tuple[int, str]]) -> bool:
    """Tell whether a comma or hyphen stands inside one name or list of names rather than before it."""
    before = plain(tokens[index - 1][1])
    after = plain(taken[-1][1])
    return before in _RESTORED_KEYS and after in _RESTORED_KEYS


def _name(tokens: list[str], known: dict[str, str]) -> str:
    """Give a name in its usual spelling: whole words, Turkish letters, capitals at the beginnings of words."""
    words: list[str] = []
    for token in tokens:
        flat = plain(token).rstrip(".")
        if token == ",":
            if words:
                words[-1] += ","
        elif token.endswith(".") and flat in _ABBREVIATED:
            words.append(_ABBREVIATED[flat])
        elif flat in {"ve", "ile"}:
            words.append("ve" if flat == "ve" else "ile")
        else:
            words.append(_word(token.rstrip(".")))
    name = " ".join(words).strip(" ,")
    return known.get(_key(name), name)


@cache
def _word(token: str) -> str:
    flat = plain(token)
    if (token.isascii() and flat in _RESTORED) or (token.isupper() and len(token) > 3) or token.islower():
        return _RESTORED.get(flat) or upper(token[0]) + lower(token[1:])
    return token


def _parts(tokens: list[str], known: dict[str, str]) -> list[list[str]]:
    """Part the names under one plural: ``Plan ve Bütçe, İmar ile Hukuk`` is three."""
    pieces: list[list[str]] = [[]]
    joins: list[str] = []
    for token in tokens:
        flat = plain(token)
        if flat in {"ve", "ile", ","}:
            if pieces[-1]:
                joins.append(flat)
                pieces.append([])
        else:
            pieces[-1].append(token)
    pieces = [piece for piece in pieces if piece]
    found: list[list[str]] = []
    index = 0
    while index < len(pieces):
        for length in range(len(pieces) - index, 0, -1):
            if "ile" in joins[index : index + length - 1]:
                continue
            joined = [
                word
                for number, piece in enumerate(pieces[index : index + length])
                for word in ([*([_join(joins, index + number)] if number else []), *piece])
            ]
            if length == 1 or _key(" ".join(joined)) in known:
                found.append(joined)
                index += length
                break
        else:
            break
    return found


def _join(joins: list[str], number: int) -> str:
    return "," if joins[number - 1] == "," else "ve"


def _committees(passage: Passage, found: list[Mention]) -> None:
    view, text = passage.plain, passage.text
    last_end = 0
    for head in _COMMITTEE.finditer(view):
        form, rest = head["form"], head["rest"] or ""
        if rest.startswith(("umuz", "muz")) or head.group().startswith("komisyonumuz"):
            last_end = head.end()
            continue
        if form is None and not re.match(
            r"\s+(?:rapor|baskan|uyesi|karar|gorus|tarafin|sozcu)", view[head.end() : head.end() + 12]
        ):
            last_end = head.end()
            continue
        words = _committee_words(passage, head.start(), last_end, plural=bool(form and form.startswith("lar")))
        last_end = head.end()
        tokens = [word for _, word in words]
        while tokens and plain(tokens[0]) in {"ve", "ile", ",", "muhtelif", "ilgili"}:
            tokens, words = tokens[1:], words[1:]
        if not tokens or _key(" ".join(tokens)) in {
            "ihtisas",
            "ilgili",
            "meclis",
            "daimi",
            "gecici",
            "ihale",
            "kiymet takdir",
            "takdir",
            "tespit",
            "deger tespit",
        }:
            continue
        plural = bool(form and form.startswith("lar")) or "ile" in [plain(t) for t in tokens]
        base = "komisyonlari" if view.startswith("komisyonlari", head.start()) else "komisyonu"
        end = head.start() + len(base) if view.startswith(base, head.start()) else head.start() + len("komisyon")
        parts = _parts(tokens, _COMMITTEES) if plural else [tokens]
        for part in parts:
            name = _name(part, _COMMITTEES)
            if name and name[0].isalpha():
                shown = (
                    name
                    if name in _COMMITTEES.values()
                    else " ".join(word if word == "ve" else upper(word[0]) + word[1:] for word in name.split())
                )
                found.append(Mention("committee", words[0][0], end, f"{shown} Komisyonu", "units.committee@1"))
    del text


def _committee_words(passage: Passage, edge: int, floor: int, *, plural: bool) -> list[tuple[int, str]]:
    begin = max(floor, edge - 130)
    text = passage.text
    tokens = [(begin + m.start(), m.group()) for m in _WORD.finditer(text[begin:edge])]
    if begin > floor and tokens and begin > 0 and not text[begin - 1].isspace():
        tokens = tokens[1:]
    taken: list[tuple[int, str]] = []
    for index in range(len(tokens) - 1, -1, -1):
        start, word = tokens[index]
        flat = plain(word).rstrip(".")
        before = plain(tokens[index - 1][1]) if index else ""
        if (
            "\n" in text[start + len(word) : taken[-1][0] if taken else edge]
            and flat not in _TOPICS
            and flat not in {"ve", ","}
        ):
            break
        if word in {",", "-", "–", "/"}:
            if not taken or not (before in _TOPICS and plain(taken[-1][1]) in _TOPICS):
                break
            if word == "," and not plural and "ve" not in [plain(one) for _, one in taken]:
                break
            taken.append((start, "," if word == "," else "ile" if word in "-–/" else word))
            continue
        if flat in {"ve", "ile"} and taken:
            if not (index and (tokens[index - 1][1][:1].isupper() or before in _TOPICS)) or before.startswith(
                ("komisyon", "mudurlu", "baskanli", "meclis")
            ):
                break
            taken.append((start, word))
            continue
        if (
            not word[0].isalpha()
            or (_STOP.match(flat) and flat != "grub")
            or re.search(r"['’‘`´]", word)
            or word.endswith(".")
        ):
            break
        if (
            flat not in _TOPICS
            and re.search(r"(?:nin|nun|inin|unun|mizin|imizce|mizce|meclisi|ilgili|dair)$", flat)
            and flat != "din"
        ):
            break
        if not word[0].isupper() and not (flat in _TOPICS and (True)):
            break
        taken.append((start, word))
    taken.reverse()
    for index in range(1, len(taken)):
        tail = [one for _, one in taken[index:]]
        if (
            plain(taken[0][1]) not in _TOPICS
            and plain(tail[0]) not in {"ve", "ile", ","}
            and _key(" ".join(tail)) in _COMMITTEES
        ):
            return taken[index:]
    return taken


_TOPICS = frozenset(word for name in _COMMITTEES for word in name.split())
