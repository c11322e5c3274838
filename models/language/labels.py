"""Labels in the head of a decision: what ``Meclis Karar No`` or ``Evrak Tarihi ve Sayısı`` asks for, and whose it is."""

from collections.abc import Sequence
from typing import NamedTuple

from models.language.data_files import rows_of
from models.language.head_tokens import Token


class Slot(NamedTuple):
    """What a label asks for (`kind`: number, date, other) and whose it is; an empty owner is not said by the label."""

    kind: str
    owner: str


class Label(NamedTuple):
    """A label's slots in order and the index behind its last token; `bare` labels name an owner without a noun."""

    slots: tuple[Slot, ...]
    end: int
    bare: bool = False


def _vocabulary() -> dict[str, tuple[str, str]]:
    return {word: (part, meaning) for part, meaning, words in rows_of("head_words.tsv") for word in words.split()}


_WORDS = _vocabulary()
_MISREAD = str.maketrans({"l": "i", "j": "i"})


class _Meanings(dict[str, tuple[str, str]]):
    """A word's part and meaning in a label, worked out when it is first met; ``Sayısl`` is OCR's ``Sayısı``."""

    def __missing__(self, word: str) -> tuple[str, str]:
        entry = ("", "")
        if "l" in word or "j" in word:
            entry = _BY_SHAPE.get(word.translate(_MISREAD), entry)
        if len(self) < 50_000:
            self[word] = entry
        return entry


_BY_SHAPE = {word.translate(_MISREAD): entry for word, entry in _WORDS.items()}
_MEANINGS = _Meanings(_WORDS)
_INSIDE = frozenset("./-'&")
_JOINS = frozenset("/-&")


def label_at(tokens: Sequence[Token], at: int) -> Label | None:
    """Give the label that begins with the token at index `at`, None where none does."""
    part, meaning = _MEANINGS[tokens[at].word]
    if not part:
        return None
    if tokens[at].word == "t" and not _is_short_label(tokens, at):
        return None
    if part in {"number", "date"}:
        return Label((Slot(part, meaning),), at + 1)
    if part == "column" and (_is_column(tokens, at - 1) or _is_column(tokens, at + 1)):
        return Label((Slot("number", "other"),), at + 1, bare=True)  # one of several headings of columns
    if part not in {"owner", "column", "noun"} and not (part == "filler" and meaning):
        return None
    slots: list[Slot] = []
    owners: list[str] = []
    index, end, joined = at, at, True
    while index < len(tokens):
        token = tokens[index]
        part, meaning = _MEANINGS[token.word]
        if part in {"owner", "column"} and (joined or not slots):
            owners.append(meaning)
            end = index + 1
        elif part == "noun" and (joined or not slots):
            kinds = ("date", "number") if meaning == "both" else (meaning,)
            slots += [Slot(kind, _owner(owners)) for kind in kinds]
            end = index + 1
            joined = False
        elif part == "filler":
            if meaning and not owners and not slots:
                owners.append(meaning)  # "Sıra No" counts rows, "Karar Sıra No" counts decisions
            end = index + 1 if slots or index == at else end
        elif slots and (part == "join" or (token.kind == "mark" and token.word in _JOINS)):
            joined = True
        elif not (token.kind == "mark" and token.word in _INSIDE):
            break
        index += 1
    if not slots:
        return Label((Slot("any", _owner(owners)),), end, bare=True)
    owner = _owner(owners)
    return Label(tuple(slot if slot.owner else slot._replace(owner=owner) for slot in slots), end)


def _is_short_label(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a ``T`` is short for the date: ``T.: 03.05.2024``, never that of ``T.C.``."""
    return (
        tokens[at + 1].word == ":" or [token.word for token in tokens[at + 1 : at + 3]] == [".", ":"]
        if at + 1 < len(tokens)
        else False
    )


def is_column(token: Token) -> bool:
    """Tell whether a word may head a column by itself, such as ``Birleşim`` or ``Sıra``."""
    return _MEANINGS[token.word] in {("column", "meeting"), ("column", "other"), ("filler", "other")}


def _is_column(tokens: Sequence[Token], at: int) -> bool:
    return 0 <= at < len(tokens) and is_column(tokens[at])


def _owner(owners: Sequence[str]) -> str:
    """Give whose the label is: a marked owner, unless the decision itself was named before it; else the last one."""
    for owner in owners:
        if owner == "own":
            break
        if owner.endswith("!"):
            return owner.rstrip("!")
    plain = [owner for owner in owners if not owner.endswith("!")]
    return plain[-1] if plain else ""
