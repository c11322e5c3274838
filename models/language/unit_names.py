"""The name that stands before ``Müdürlüğü`` or ``Komisyonu``: where it begins, where lists part, how it is spelled."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from models.language.data_files import lines_of, rows_of
from models.language.passage import Passage, as_scanned, plain
from models.turkish.casing import lower, upper

_JOINERS = frozenset({"ve", "ile", ",", "-", "&"})
_WORD = re.compile(r"[^\s,;:()\[\]\"“”/.\-–&|]+\.?|[,;:()\[\]\"“”/.\-–&|]")
_ABBREVIATED = {row[0]: plain(row[1]) for row in rows_of("abbreviated.tsv")}
_WHOLE = {row[0]: row[1] for row in rows_of("abbreviated.tsv")}
_APOSTROPHE = re.compile(r"['’‘`´]")
_GENITIVE = re.compile(
    r"(?:sinin|mizin|nizin|ligin|liginin|lugunun|nunun|larinin|lerinin|mizce|unca|inca|imizce|ilgili|dair|sindaki|sindeki)$"
)
_STOP = re.compile(
    r"(?:belediye\w*|buyuksehir|meclis\w*|baskanlik|baskanlig\w*|sayin|konu\w*|ilgili|ilgi|il|ili|ilce|ilcesi\w*|ilinde|mahalle\w*"
    r"|mudurlu[gk]\w*|mud|komisyon\w*|kom|encumen\w*|kurum\w*|tc|talep\w*|talebi|karar\w*|gundem\w*|madde\w*|bu|ayrica|bunun"
    r"|gereg\w*|uzerine|icin|ozu|ozeti|tarih\w*|sayili|no|nolu|olan|ait|da|de|ki|teklif\w*|rapor\w*|makami\w*|dosya\w*|hazirlayan"
    r"|birim|birimi|eden|grub\w*|ihtisas|baskan|baskani\w*|uye\w*|katip\w*|divan|onerge\w*|iade\w*|havale\w*|bld|kanun\w*|yasa\w*"
    r"|sonuc\w*|dayanak\w*|ancak|fakat|cunku|yalniz|sonra|once|simdi|ardindan|boylece|burada|vekili\w*|daire\w*|sefi|muduru\w*|yazi(?=si)\w*|yazisi\w*|donem\w*|toplanti\w*|birlesim\w*|md|komisyonu)"
)
_LABEL_END = re.compile(r"\n|  |[;|(]|$")
_REACH = 130
_LOOKED_BACK = 5  # words that a name may go on with over a gap
_MOST_WORDS = 13


class Word(NamedTuple):
    """A word of a name with its place, its plain form, and whether it is cut short by a full stop."""

    start: int
    text: str
    flat: str
    short: bool


class NameBook:
    """The known names of one kind of unit; `words` are the words they are made of."""

    def __init__(self, *files: str) -> None:
        self.names = {_key(name): name for file in files for name in lines_of(file)}
        self.words = frozenset(word for key in self.names for word in key.split())
        self._scanned = {as_scanned(key): name for key, name in self.names.items()}
        self._scanned_words = frozenset(word for key in self._scanned for word in key.split() if len(word) > 3)
        self.spelling = {
            plain(word): word for name in self.names.values() for word in re.split(r"[\s,-]+", name) if word
        }
        self._by_length: dict[int, list[tuple[list[str], str]]] = {}
        for key, name in self.names.items():
            parts = key.split()
            self._by_length.setdefault(len(parts), []).append((parts, name))
        self.known = lru_cache(maxsize=4096)(self._known)

    def name_of(self, words: Sequence[Word]) -> str | None:
        """Give the known name that `words` are, with shortened words read whole; a comma must stand where the name has one."""
        parts = tuple((word.flat, word.short) for word in words if word.flat not in {"ve", ",", "-", "&"})
        name = self.known(parts) if parts else None
        if name is not None and sum(word.flat == "," for word in words) > name.count(","):
            return None
        return name

    def _known(self, parts: tuple[tuple[str, bool], ...]) -> str | None:
        if not any(short for _, short in parts):
            key = " ".join(flat for flat, _ in parts)
            return self.names.get(key) or self._scanned.get(as_scanned(key))
        for whole, name in self._by_length.get(len(parts), ()):
            if all(
                word == flat or (short and (word.startswith(flat) or _ABBREVIATED.get(flat) == word))
                for word, (flat, short) in zip(whole, parts, strict=True)
            ):
                return name
        return None

    def holds(self, word: Word) -> bool:
        """Tell whether `word` is one that names are made of: whole, cut short, or with ``l`` for ``i`` from a scan."""
        if word.flat in self.words or as_scanned(word.flat) in self._scanned_words:
            return True
        return word.short and (word.flat in _ABBREVIATED or self._begins(word.flat))

    def _begins(self, flat: str) -> bool:
        return len(flat) > 1 and any(word.startswith(flat) for word in self.words)


def _key(name: str) -> str:
    return " ".join(word for word in re.split(r"[\s,+\-]+", plain(name)) if word and word != "ve")


def words_before(passage: Passage, edge: int, floor: int, book: NameBook, *, plural: bool) -> list[Word]:
    """Give the words before `edge` that can be a name or, before a plural, a list of names; none before `floor`."""
    text = passage.text
    begin = max(floor, edge - _REACH)
    matches = list(_WORD.finditer(text, begin, edge))
    if begin > floor and matches and not text[begin - 1].isspace():
        del matches[0]
    small = text[edge].islower()
    taken: list[Word] = []
    before = _token(passage, 0, matches[-1]) if matches else None
    for index in range(len(matches) - 1, -1, -1):
        word, before = before, _token(passage, 0, matches[index - 1]) if index else None
        if word is None:
            break
        gap = text[word.start + len(word.text) : taken[0].start if taken else edge]
        if "\t" in gap or (
            gap not in {"", " "} and not _goes_on(_last_words(passage, matches[: index + 1]), taken, gap, book)
        ):
            break
        if word.text in {",", "-", "–", "/", "&"} or word.flat in {"ve", "ile"}:
            joiner = _joiner(word, before, taken, book, plural=plural, small=small)
            if joiner is None:
                break
            taken.insert(0, joiner)
        elif _belongs(word, taken, book):
            taken.insert(0, word)
        else:
            break
        if len(taken) > (3 * _MOST_WORDS if plural else _MOST_WORDS):
            break
    while taken and (taken[0].flat in _JOINERS or (not small and taken[0].text[0].islower())):
        taken.pop(0)
    while taken and taken[-1].flat in _JOINERS:
        taken.pop()
    return taken


def _last_words(passage: Passage, matches: Sequence[re.Match[str]]) -> list[Word]:
    return [_token(passage, 0, match) for match in matches[-_LOOKED_BACK:]]


def _goes_on(left: Sequence[Word], taken: list[Word], gap: str, book: NameBook) -> bool:
    """Tell whether a name goes on to the left over the end of a line or over wide space, which may as well part cells."""
    word = left[-1]
    if "\n" not in gap and len(gap) < 3:
        return True
    if not taken:
        return book.holds(word)
    if taken[0].flat in _JOINERS or (word.flat in {"ve", ","} and len(left) > 1 and book.holds(left[-2])):
        return True
    if book.name_of(taken) is None:
        return book.holds(word)
    return any(book.name_of([*left[-count:], *taken]) is not None for count in range(1, len(left) + 1))


def words_after(passage: Passage, at: int, book: NameBook) -> list[list[Word]]:
    """Give the known names listed on the line behind a label that ends at `at`; none when another word stands among them."""
    stop = _LABEL_END.search(passage.text, at, at + _REACH)
    end = stop.start() if stop is not None else min(len(passage.text), at + _REACH)
    words = [_token(passage, at, match) for match in _WORD.finditer(passage.text[at:end])]
    words = [word._replace(flat="-") if word.text in {"/", "–"} else word for word in words]
    if not words or any(word.flat not in _JOINERS and not book.holds(word) for word in words):
        return []
    return [part for part in parts_of(words, book) if book.name_of(part) is not None]


def _token(passage: Passage, begin: int, match: re.Match[str]) -> Word:
    start, end = begin + match.start(), begin + match.end()
    short = end - start > 1 and match.group().endswith(".")
    return Word(start, match.group(), passage.plain[start:end].rstrip(".") or match.group(), short)


def _joiner(
    word: Word, before: Word | None, taken: list[Word], book: NameBook, *, plural: bool, small: bool
) -> Word | None:
    """Give the joiner as ``ve``, ``ile``, a comma or a hyphen when it joins parts of a name or of a list, else None."""
    if before is None or not taken or taken[0].flat in _JOINERS:
        return None
    fits = before.text[:1].isupper() or book.holds(before)
    stops = _STOP.fullmatch(before.flat) is not None and before.flat not in book.words
    if word.flat == "ile":
        return word if plural and fits and not stops else None
    if word.flat == "ve" or word.text == "&":
        return word._replace(flat="ve") if (fits or (small and not stops)) and not stops else None
    if not (book.holds(before) and book.holds(taken[0])):
        return None
    if word.text == "," and not plural and all(one.flat != "ve" for one in taken):
        return None
    return word._replace(flat="," if word.text == "," else "-")


def _belongs(word: Word, taken: list[Word], book: NameBook) -> bool:
    """Tell whether a word can be part of a name."""
    if not word.text[0].isalpha() or _APOSTROPHE.search(word.text):
        return False
    if word.short and len(word.flat) > 6:
        return False
    if book.holds(word) and not (word.flat == "yazi" and not (taken and "isleri".startswith(taken[0].flat[:3]))):
        return word.short or not word.text.endswith(".")
    if word.short or _STOP.fullmatch(word.flat):
        return False
    return word.text[0].isupper() and not (taken and _GENITIVE.search(word.flat))


def cut(words: list[Word], book: NameBook, *, closed: bool = False) -> list[Word]:
    """Leave out words in front of a known name where the walk went too far, as it does in lines of capitals.

    `closed` says that nearly all names are known: then strange words go also in front of a known single word.
    """
    if not words or book.name_of(words) is not None:
        return words
    shouting = all(word.text.isupper() for word in words if word.text[0].isalpha())
    for index in range(1, len(words)):
        tail = words[index:]
        if tail[0].flat in _JOINERS or book.name_of(tail) is None:
            continue
        front = [word for word in words[:index] if word.flat not in _JOINERS]
        strange = any(not book.holds(word) for word in front)
        if words[index - 1].flat in _JOINERS:
            return tail if strange else words
        if len(tail) > 1 or shouting or (closed and not any(book.holds(word) for word in front)):
            return words if any(word.flat == "ve" for word in words[:index]) and not shouting else tail
        return words
    return words


def parts_of(words: list[Word], book: NameBook) -> list[list[Word]]:
    """Part a list of names: the fewest known names that cover it, an unknown stretch as one name between its joiners."""
    pieces: list[list[Word]] = [[]]
    joiners: list[Word] = []
    for word in words:
        if word.flat in _JOINERS:
            joiners.append(word)
            pieces.append([])
        else:
            pieces[-1].append(word)
    count = len(pieces)
    best: list[tuple[int, int, list[list[Word]]]] = [(0, 0, [])]
    for end in range(1, count + 1):
        choices = []
        for start in range(max(0, end - 6), end):
            if any(joiner.flat == "ile" for joiner in joiners[start : end - 1]):
                continue
            span = list(pieces[start])
            for number in range(start + 1, end):
                span += [joiners[number - 1], *pieces[number]]
            known = book.name_of(span) is not None
            if known or end - start == 1:
                strange, parts, kept = best[start]
                choices.append((strange + (not known), parts + 1, [*kept, span]))
        best.append(min(choices, key=lambda choice: choice[:2]))
    found = [part for part in best[count][2] if part]
    return [cut(found[0], book), *found[1:]] if found else []


def spelled(words: Sequence[Word], book: NameBook) -> str:
    """Give a name in its usual spelling: the known name, else whole words with capitals at their beginnings."""
    known = book.name_of([word for word in words if word.flat != ","])
    if known is not None:
        return known
    name = ""
    for word in words:
        if word.flat == ",":
            name += ","
        elif word.flat == "-":
            name += "-"
        else:
            space = "" if not name or name.endswith("-") else " "
            name += space + (word.flat if word.flat in {"ve", "ile"} else _whole(word, book))
    return name


def _whole(word: Word, book: NameBook) -> str:
    if word.short:
        return _WHOLE.get(word.flat, word.text.rstrip("."))
    token = word.text
    if token.islower() or (token.isascii() and word.flat in book.spelling) or (token.isupper() and len(token) > 3):
        return book.spelling.get(word.flat) or upper(token[0]) + lower(token[1:])
    return token
