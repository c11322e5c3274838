"""Turkish letters that a wrong encoding, a font or an English keyboard lost, and what they were."""

import itertools
import re
from collections.abc import Iterator
from functools import cache, lru_cache

from models.language.data_files import lines_of, rows_of, table_of, words_of
from models.turkish.casing import fold, lower, upper
from models.turkish.lemma import readings
from models.turkish.letters import DAMAGED, VOWELS, undamaged

Edit = tuple[int, int, str]

_TABLE = table_of("repair.toml")
_LETTER = re.compile(f"[{''.join(DAMAGED)}]")
_FONT: dict[str, str] = _TABLE["font"]
_FONT_SIGN = re.compile(r"[^\W\d_][›¤⁄]|[‹›¤⁄][^\W\d_]")
_FONT_LETTER = re.compile("[‹›¤⁄ﬁﬂ]")
_FONT_PAIR = re.compile(r"fl|(?<=[A-ZÇĞİÖŞÜ‹⁄])fi|\bfi(?=[^\W\d_])|fi(?=[A-ZÇĞİÖŞÜ‹])")
_FL_AND_FI = re.compile("|".join(map(re.escape, _TABLE["true_fl_and_fi"]["words"])))
_ENOUGH = 2


def _misread() -> Iterator[tuple[str, str]]:
    """Give what the bytes of each character look like when they are read as a one-byte encoding."""
    for letter in _TABLE["utf8"]["characters"]:
        for encoding in ("latin-1", "cp1252", "cp1254"):
            yield (
                "".join(
                    bytes([byte]).decode(encoding, "replace").replace("\ufffd", chr(byte)) for byte in letter.encode()
                ),
                letter,
            )


_SEQUENCES = dict(_misread())
_SEQUENCE = re.compile("|".join(sorted(map(re.escape, _SEQUENCES), key=len, reverse=True)))
_HALF_LOST = re.compile(r"[ÅÄ](?=[^\W\d_]|\b)")


def from_wrong_encoding(text: str) -> list[Edit]:
    """Give the edits for UTF-8 that was read as latin-1, cp1252 or cp1254."""
    edits = [(match.start(), match.end(), _SEQUENCES[match.group()]) for match in _SEQUENCE.finditer(text)]
    if len(edits) > _ENOUGH:  # the second byte of some letters is a control character that many programs drop
        taken = {start for start, _, _ in edits}
        for match in _HALF_LOST.finditer(text):
            if match.start() not in taken:
                small = (
                    text[match.end() : match.end() + 1].islower() and text[match.start() - 1 : match.start()].isalpha()
                )
                edits.append(
                    (
                        match.start(),
                        match.end(),
                        {"Å": "ş", "Ä": "ğ"}[match.group()] if small else {"Å": "Ş", "Ä": "Ğ"}[match.group()],
                    )
                )
        edits.sort()
    return edits


def single_letters(text: str) -> str:
    """Give `text` with one right letter for each wrong one: cp1254 read as latin-1, and the look-alikes of broken fonts."""
    return undamaged(text) if _LETTER.search(text) else text


def from_old_font(text: str) -> list[Edit]:
    """Give the edits for text set in the Macintosh fonts of the nineties: ``Baflkanl›¤›`` is ``Başkanlığı``."""
    if not any(sign in text for sign in "›‹¤") or len(_FONT_SIGN.findall(text)) < _ENOUGH:
        return []
    edits = [(match.start(), match.end(), _FONT[match.group()]) for match in _FONT_LETTER.finditer(text)]
    for match in _FONT_PAIR.finditer(text):
        start, end = match.span()
        word = re.compile(r"[^\W\d_]*$").search(text, max(0, start - 12), start)
        before = word.group() if word else ""
        if not _FL_AND_FI.match((before + text[start : start + 8]).lower().replace("›", "ı")) and not _FL_AND_FI.match(
            text[start : start + 8].lower()
        ):
            edits.append((start, end, _FONT[match.group()] if match.group() == "fl" and not before.isupper() else "Ş"))
    return sorted(edits)


_UNKNOWN = re.compile(
    r"(?<![^\W\d_])[^\W\d_]*[?\ufffd](?:[^\W\d_]|[?\ufffd](?=[?\ufffd]*[^\W\d_])|[?\ufffd]+(?=\W|$))*"
)
_INNER = re.compile(r"[^\W\d_][?\ufffd][^\W\d_]|[^\W\d_]\ufffd")
_MASK = str.maketrans("çğıiöşüâîû", "?" * 10)
_MAY_BE_LOST = frozenset("çğıöşüâîû")
_NARROW = {"a": "ı", "ı": "ı", "e": "i", "i": "i", "o": "u", "u": "u", "ö": "ü", "ü": "ü"}


def from_question_marks(text: str) -> list[Edit]:
    """Give the edits for words whose letters were replaced by ``?`` or U+FFFD: from the words known, else as Turkish is spelled."""
    if ("?" not in text and "\ufffd" not in text) or len(_INNER.findall(text)) < _ENOUGH:
        return []
    edits: list[Edit] = []
    for match in _UNKNOWN.finditer(text):
        word = match.group().replace("\ufffd", "?")
        if word.endswith("?") and word.count("?") == 1 and readings(lower(word[:-1])):
            continue  # a question: "Kabul edenler?"
        if 2 < len(word) <= _LONGEST_WORD and word.strip("?"):
            filled = _filled(word)
            if word[0] == "?" and text[match.end() + 1 : match.end() + 2].isupper():  # "?mar Komisyonu"
                filled = upper(filled[:1]) + filled[1:]
            edits.append((match.start(), match.end(), filled))
    return edits


@lru_cache(maxsize=4096)
def _filled(word: str) -> str:
    """Give `word` with letters for its ``?``: those of a known word with a likely suffix, else the likeliest."""
    small = lower(word)
    capitals = sum(letter.isupper() for letter in word) > 1
    masked = small.translate(_MASK)
    for length in range(min(len(small), _LONGEST_STEM), 2, -1):
        for stem in _masked_stems().get(masked[:length], ()):
            if _shows(stem, small, capitals=capitals) and (length > 3 or length == len(small)):
                return _in_case(_likely(stem, small[length:]), word)
    like = word if word[0] != "?" else "X" + word[1:]
    likely = _likely("", small)
    slots = [index for index, letter in enumerate(small) if letter == "?" and likely[index] in _CONSONANTS]
    if not slots or len(slots) > _MOST_SLOTS:
        return _in_case(likely, like)
    tried = (_with(likely, slots, letters) for letters in itertools.product(_CONSONANTS, repeat=len(slots)))
    costs = {one: found[0].cost for one in (likely, *tried) if (found := readings(one))}
    return _in_case(min(costs, key=lambda one: costs[one], default=likely), like)


_CONSONANTS = "şğç"
_MOST_SLOTS = 2


def _with(word: str, slots: list[int], letters: tuple[str, ...]) -> str:
    for slot, letter in zip(slots, letters, strict=True):
        word = word[:slot] + letter + word[slot + 1 :]
    return word


_LONGEST_STEM, _LONGEST_WORD = 20, 40


def _shows(stem: str, small: str, *, capitals: bool) -> bool:
    """Tell whether a stem with lost letters shows what was found; an i is lost only where it was an İ."""
    for index, (letter, kept) in enumerate(zip(stem, small, strict=False)):
        if kept != letter and not (
            kept == "?" and (letter in _MAY_BE_LOST or (letter == "i" and (capitals or index == 0)))
        ):
            return False
    return True


def _likely(written: str, rest: str) -> str:
    """Fill the lost letters of `rest`: a vowel in harmony beside consonants, ``ğ`` between vowels, ``ş`` behind a vowel."""
    for index, letter in enumerate(rest):
        if letter != "?":
            written += letter
            continue
        after = rest[index + 1 : index + 2]
        if not written:
            written = "i" if after not in VOWELS else "ş"
        elif written[-1] in VOWELS:
            between = bool(after) and (after in VOWELS or after == "?")
            written += "ğ" if between or (written[-1] == "o" and rest[index + 1 :].startswith("lu")) else "ş"
        else:
            vowel = next((one for one in reversed(written) if one in VOWELS), None) or next(
                (one for one in rest[index:] if one in VOWELS), "a"
            )
            written += _NARROW.get(vowel, "ı")
    return written


@cache
def _masked_stems() -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for word in [*words_of("council_words.txt"), *(lower(name) for name in _names())]:
        for stem in (word, word[:-1] + {"k": "ğ", "ç": "c", "p": "b", "t": "d"}.get(word[-1], word[-1])):
            if len(stem) <= _LONGEST_STEM:
                found.setdefault(stem.translate(_MASK), {})[stem] = None
    return {masked: tuple(stems) for masked, stems in found.items()}


@cache
def _names() -> tuple[str, ...]:
    """Give the spelled words of the packaged lists of names."""
    lists = [*words_of("spelled_names.txt"), *words_of("neighbourhoods.txt")]
    for row in rows_of("provinces.tsv"):
        lists += [row[0], *row[1].split(",")]
    for name in ("departments.txt", "committees.txt"):
        lists += lines_of(name)
    return tuple(dict.fromkeys(word for entry in lists for word in re.findall(r"[^\W\d_]{3,}", entry)))


@cache
def _spelled() -> dict[str, str | None]:
    """Give the spelling of names by their plain letters; None where two names share them."""
    found: dict[str, str | None] = {}
    for name in map(lower, _names()):
        key = fold(name)
        found[key] = name if found.get(key, name) == name else None
    return found


_WORD = re.compile(r"[A-ZÇĞİÖŞÜ][^\W\d_]{2,39}")
_TURKISH = re.compile("[çğıöşüÇĞİÖŞÜ]")
_COUNCIL = re.compile(r"\b(?:meclis|belediye|karar|komisyon|mudurlu|baskan|oy\s?birli|oy\s?coklu)", re.IGNORECASE)
_MOST_WORDS = 5_000


def from_english_keyboard(text: str) -> list[Edit]:
    """Give the edits for capitalised words of a text typed without Turkish letters, only where one spelling is sure."""
    if _TURKISH.search(text) is not None or len(_COUNCIL.findall(text[:20_000])) < _ENOUGH:
        return []
    edits: list[Edit] = []
    seen: set[str] = set()
    for match in _WORD.finditer(text):
        word = match.group()
        if word not in seen and len(seen) >= _MOST_WORDS:
            continue
        seen.add(word)
        new = _respelled(word)
        if new != word:
            edits.append((match.start(), match.end(), new))
    return edits


_SURE = 1.0
_UNSURE = frozenset("cgiosu")


@lru_cache(maxsize=8192)
def _respelled(word: str) -> str:
    """Give a word typed with plain letters as it is spelled; as it is where no one spelling is sure."""
    small = word.lower()
    listed = _spelled().get(small)
    if listed is not None:
        return _in_case(listed, word)
    if small.endswith("oglu") and len(small) > len("oglu") + 2:
        before = _respelled(word[:-4])
        sure = (
            before != word[:-4]
            or _spelled().get(small[:-4])
            or readings(lower(before))
            or not _UNSURE.intersection(small[:-4])
        )
        return before + ("OĞLU" if word.isupper() else "oğlu") if sure else word
    strict = readings(small)
    costs: dict[str, float] = {}
    for one in readings(small, loose=True):
        costs.setdefault(one.spelling, one.cost)
    if not costs:
        return word
    best, *others = sorted(costs, key=lambda spelling: costs[spelling])
    if best == small or (strict and strict[0].cost <= costs[best] + _SURE):
        return word
    return word if any(costs[other] < costs[best] + _SURE for other in others) else _in_case(best, word)


def _in_case(word: str, like: str) -> str:
    """Give `word` in the capitals of `like`: all of them, the first, or none."""
    capitals = sum(letter.isupper() for letter in like)
    if capitals > 1 and 2 * capitals >= sum(letter.isalpha() for letter in like):
        return upper(word)
    return upper(word[:1]) + word[1:] if capitals else word
