"""What tells a person's name from other capitalised words, and how a name typed without Turkish letters is spelled."""

import re
from functools import lru_cache

from models.language.data_files import rows_of, table_of, words_of
from models.language.passage import plain
from models.turkish.casing import lower, upper
from models.turkish.lemma import readings

_TABLE = table_of("not_names.toml")
FIRST_NAMES = frozenset(words_of("first_names.txt"))
WORD_NAMES = frozenset(words_of("word_names.txt"))
SURNAMES = frozenset(plain(name) for name in words_of("surnames.txt"))
PARTY_WORDS = frozenset(alias for row in rows_of("parties.tsv") for alias in row[1].split(", "))
NEVER = frozenset(_TABLE["never"].split())
NOT_SURNAMES = frozenset(_TABLE["not_surnames"].split())
_NEVER_BEGIN = re.compile("|".join(sorted(_TABLE["never_begin"].split())))
_NEVER_END = re.compile(rf"(?:{'|'.join(_TABLE['never_end'].split())})$")
_INFLECTED = re.compile(r"(?:[dt][ea]n?|[ny][ea]|l[ea]r[ıi]?)$")
_SHORTEST_WORD, _LIKELY = 5, 4.0
_NAMED_AFTER = re.compile(rf"['’]?[ \n]*(?:{'|'.join(_TABLE['named_after'].split())})")
_LATER = re.compile(r"(?:[ ][A-ZÇĞİÖŞÜ]\w*){1,2}(?=[ ])")
_SPELLED = {plain(name): name for file in ("surnames.txt", "spelled_names.txt") for name in words_of(file)}
_PARTS = {plain(part): part for part in words_of("name_parts.txt")}


@lru_cache(maxsize=16_384)
def is_never_name(flat: str) -> bool:
    """Tell whether a plain word cannot stand in a name."""
    if flat in FIRST_NAMES or flat in SURNAMES:
        return flat in NEVER
    return flat in NEVER or flat in PARTY_WORDS or _NEVER_BEGIN.match(flat) is not None


@lru_cache(maxsize=16_384)
def is_inflected(flat: str) -> bool:
    """Tell whether a plain word ends as no given name does: it is a word of the sentence before the name."""
    return len(flat) > 5 and flat not in FIRST_NAMES and flat not in SURNAMES and _NEVER_END.search(flat) is not None


@lru_cache(maxsize=8192)
def is_word_of_sentence(word: str) -> bool:
    """Tell whether a capitalised word is an inflected word that only opens a sentence: ``Neticede``, ``Listeye``, ``Üyeler``."""
    small = lower(word)
    if plain(small) in FIRST_NAMES or plain(small) in SURNAMES or not _INFLECTED.search(small):
        return False
    found = readings(small)
    return bool(found) and len(found[0].lemma) < len(small) and small.startswith(found[0].lemma[:3])


@lru_cache(maxsize=8192)
def is_plain_word(word: str) -> bool:
    """Tell whether a word is one of the dictionary and no name that we know: ``Kiracı``, ``Mülkiyeti``, ``Teknikeri``."""
    small = lower(word)
    flat = plain(small)
    if len(flat) < _SHORTEST_WORD or flat in FIRST_NAMES or flat in SURNAMES:
        return False
    found = readings(small)
    return bool(found) and found[0].cost < _LIKELY


def is_surely_given(flat: str) -> bool:
    """Tell whether a plain word is a first name and hardly anything else."""
    return flat in FIRST_NAMES and flat not in WORD_NAMES


def is_surname(flat: str) -> bool:
    """Tell whether a plain word is a surname for certain."""
    return flat in SURNAMES or (len(flat) > 6 and flat.endswith(("oglu", "gil", "ogullari")))


def names_a_place(text: str, view: str, end: int, *, further: bool) -> bool:
    """Tell whether the words behind a name say that a place or firm bears it; `further` looks past two more capitals."""
    if _NAMED_AFTER.match(view, end):
        return True
    later = _LATER.match(text, end) if further else None
    return later is not None and any(
        _NAMED_AFTER.match(view, at) is not None
        for at in range(end + 1, later.end() + 1)
        if text[at] == " "
    )  # fmt: skip


@lru_cache(maxsize=4096)
def spelled(word: str) -> str:
    """Give a name's own spelling where it was typed without Turkish letters; a capital stays a capital."""
    flat = plain(word)
    known = _SPELLED.get(flat) or (None if flat in FIRST_NAMES else _joined(flat))
    if known is None:
        return word
    return upper(known) if word.isupper() and len(word) > 1 else known


def _joined(flat: str) -> str | None:
    """Give a surname made of known words, the longest first: ``tasdemir`` is taş and demir."""
    best: list[str | None] = ["", *[None] * len(flat)]
    for end in range(1, len(flat) + 1):
        for start in range(max(0, end - 10), end):
            before, part = best[start], _PARTS.get(flat[start:end]) or _SPELLED.get(flat[start:end])
            if before is not None and part is not None:
                best[end] = before + lower(part)
                break
    whole = best[len(flat)]
    return upper(whole[0]) + whole[1:] if whole else None
