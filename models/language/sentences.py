"""Where the sentences of a council text end: full stops of numbers, initials and abbreviations do not count."""

import re

from models.language.data_files import words_of

Span = tuple[int, int]

_END = re.compile(  # begins with a set of characters, which a search finds without trying the whole at every place
    r"[.!?\n](?:(?<=[.!?])(?:(?=[\s\"')\]]|$)|(?=-?[A-ZÇĞİÖŞÜ][a-zçğıöşü]))|(?<=\n)(?:[ \n]*\n|(?=[^\n]{2,40}:)))"
)
_LAST_WORD = re.compile(r"[^\s.,;:()\[\]\"'/-]{1,12}$")
_LABEL = re.compile(r"\n[ ]*[a-z][a-z ]{1,28}[a-z]?[ ]*:")
_ANSWER = re.compile(
    r"(?:\?|\.\.|\b(?:eden|etmeyen|veren|kalan|cekimser)\w*\s?[.:])\W{0,4}\d{1,3}$"
)  # "etmeyenler? 19."
_LOWER = frozenset("abcçdefgğhıijklmnoöprsştuüvyzqwxâîû")


def sentences(text: str, plain: str) -> list[Span]:
    """Give the ``(start, end)`` of each sentence of `text`, white space at the edges left out; `plain` is its plain view."""
    found: list[Span] = []
    start = 0
    for end in _END.finditer(plain):
        stop = end.end() if end.group().strip() else end.start()
        if end.group()[0] == "\n":
            if not _breaks_at_line(text, plain, end.start(), end.end()):
                continue
        elif not _ends_sentence(text, plain, end.start()):
            continue
        _add(found, plain, start, stop)
        start = stop
    _add(found, plain, start, len(text))
    return found


def _add(found: list[Span], plain: str, start: int, end: int) -> None:
    while start < end and plain[start].isspace():
        start += 1
    while end > start and plain[end - 1].isspace():
        end -= 1
    if start < end:
        found.append((start, end))


def _ends_sentence(text: str, plain: str, at: int) -> bool:
    if plain[at] != ".":
        return True
    word = _LAST_WORD.search(plain, max(0, at - 14), at)
    if word is not None:
        last = word.group()
        if last.isdigit():
            ends = len(last) >= 4 or _ANSWER.search(plain, max(0, at - 40), at) is not None
            return ends and _next_is_capital(text, at + 1)
        if len(last) == 1 or last in _ABBREVIATIONS or last.strip("ivx") == "":
            return False
    return _next_is_capital(text, at + 1)


def _next_is_capital(text: str, at: int) -> bool:
    while at < len(text) and (text[at].isspace() or text[at] in "\"'”’)]-–."):
        at += 1
    return at >= len(text) or text[at] not in _LOWER


def _breaks_at_line(text: str, plain: str, start: int, end: int) -> bool:
    """An empty line or a line that starts with a label ends a sentence, unless the text plainly goes on."""
    before = start - 1
    while before >= 0 and plain[before].isspace():
        before -= 1
    if _LABEL.match(plain, start):
        return True
    if plain[start:end].count("\n") < 2:
        return False
    if before >= 0 and plain[before] in ",;:":
        return False
    return end >= len(text) or text[end] not in _LOWER


_ABBREVIATIONS = frozenset(words_of("abbreviations.txt"))
