"""The values of a head that labels name, in the order of the text.

A value belongs to the label before it, or, as in tables and in columns that a reader flattened, to the oldest label that
still waits for one of its kind.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from models.language.head_table import values_under_labels
from models.language.head_tokens import Token, head_tokens, is_boundary, is_cell, tokens_of
from models.language.labels import Label, Slot, is_column, label_at
from models.language.passage import Passage

SMALL = re.compile(
    r"(?:[a-z]\s?[-.]\s?)?\d{1,4}(?:\s?[/-]\s?(?:[a-z]{1,8}[-./])?\d{1,4}[a-z]?){0,2}(?:/[a-z])?|\d{1,4}\.\d{1,4}"
)
"""The shape of a decision's number where its label alone does not make it one."""
_SUBJECT = re.compile(r"\s*(?:konu|ozu|ilgi)\w*\s*:")
_YEARS = re.compile(r"(?:19|20)\d\d(?:\s?[-/]\s?(?:19|20)\d\d)?")
ROLES = {
    "own": "meeting", "meeting": "meeting", "report": "report", "letter": "letter", "reference": "referenced_decision",
    "court": "referenced_decision", "other": "other",
}  # fmt: skip
"""The role of a date by its owner."""
_SEPARATORS = frozenset(":.=-;#№*_'\"()[]>,")
_BETWEEN = frozenset("/-,.;()")


class Candidate(NamedTuple):
    """A number that may be the decision's own: the higher the score, the surer."""

    score: float
    start: int
    end: int
    rule: str


class Labelled:
    """What the labels of a head say, after `read`."""

    def __init__(self, passage: Passage) -> None:
        self.numbers: list[Candidate] = []
        self.dates: dict[int, tuple[str, str]] = {}  # role and rule of a date, by its place
        self.owners: dict[int, str] = {}  # whose the other numbers are, by their place
        self.weak: list[tuple[Token, str]] = []  # values whose label names no owner, and whose part they stand in
        self._passage, self._plain = passage, passage.plain
        self._pending: list[Slot] = []  # what labels without a value still wait for
        self._early: list[Token] = []  # values that stand in a column above their labels
        self._section = ""

    def read(self) -> int:
        """Read the labels of the head; gives where the head ends."""
        tokens = head_tokens(self._passage)
        for slot, token in values_under_labels(tokens):
            self._give(token, slot.owner, 11, "columns")
        self._walk(tokens)
        return tokens[-1].end if tokens else 0

    def read_line(self, start: int) -> None:
        """Read one label that stands below the head, at `start`."""
        limit = min(len(self._plain), start + 100)
        end = self._plain.find("\n", start, limit)
        tokens = tokens_of(self._passage, start, end if end >= 0 else limit)
        self._pending.clear()
        label = label_at(tokens, 0) if tokens else None
        if label is not None:
            self._fill(tokens, 0, label)

    def _walk(self, tokens: Sequence[Token]) -> None:
        at = words = 0
        while at < len(tokens):
            token = tokens[at]
            if token.kind == "line":
                if words > 9:
                    self._pending.clear()
                words = 0
            elif token.kind == "word":
                label = label_at(tokens, at)
                if label is not None and label.bare and self._in_subject(token):
                    label = None  # "Konu: Meclis kararı     10.03.2008"
                if label is not None and not _belongs_left(tokens, at):
                    at = self._fill(tokens, at, label)
                    continue
                words += 1
            elif (
                token.kind in {"number", "date"}
                and (self._pending or tokens[at - 1].word == ":")
                and is_cell(tokens, at)
            ):
                slot = next((slot for slot in self._pending if slot.kind == token.kind), None)
                if slot is not None:
                    self._pending.remove(slot)
                    self._give(token, slot.owner, 8.5, "table")
                elif at and tokens[at - 1].word == ":":
                    self._early.append(token)
            at += 1
        for slot in self._pending:
            value = next((token for token in self._early if token.kind == slot.kind), None)
            if value is not None:
                self._early.remove(value)
                self._give(value, slot.owner, 6, "table")

    def _in_subject(self, token: Token) -> bool:
        """Tell whether a line that says what the paper is about holds the token."""
        line = self._plain.rfind("\n", 0, token.start) + 1
        return _SUBJECT.match(self._plain, line, token.start) is not None

    def _fill(self, tokens: Sequence[Token], at: int, label: Label) -> int:
        """Give a label the values behind it, or let it wait for them; gives the index to go on from."""
        index, crossed = label.end, False
        while index < len(tokens):
            token = tokens[index]
            if token.kind == "line" and not (crossed or self._pending or label.bare):
                crossed = True
            elif token.kind != "gap" and not (token.kind == "mark" and token.word in _SEPARATORS):
                break
            index += 1
        if label.bare and label.slots[0].kind == "any" and not self._may_be_bare(tokens, at, index, label):
            self._enter(label, tokens)
            if _stands_alone(tokens, at, label.end):
                self._pending.append(Slot("number", "other"))
            return label.end
        wanted = list(label.slots)
        taken: list[Slot] = []
        end = index
        while index < len(tokens) and tokens[index].kind in {"number", "date"}:
            token = tokens[index]
            slot = next((slot for slot in wanted if slot.kind in {token.kind, "any"}), None)
            if slot is None:
                break
            if slot.kind != "any":
                wanted.remove(slot)
            elif any(one.kind == token.kind for one in taken):
                break
            taken.append(Slot(token.kind, slot.owner))
            self._give(token, slot.owner, 7 if label.bare else 10, "heading" if label.bare else "label")
            index += 1
            end = index
            while index < len(tokens) and (
                tokens[index].kind == "gap"
                or (tokens[index].kind == "mark" and tokens[index].word in _BETWEEN)
                or tokens[index].word == "ve"
            ):
                index += 1
        self._enter(label, tokens)
        if not taken:
            if not label.bare or label.slots[0].kind == "number":
                self._pending += [slot for slot in wanted if slot.kind in {"number", "date"}]
            return label.end
        return end

    def _may_be_bare(self, tokens: Sequence[Token], at: int, index: int, label: Label) -> bool:
        if index >= len(tokens) or tokens[index].kind not in {"number", "date"}:
            return False
        first = self._plain[tokens[index].start : tokens[index].end] == "1"
        return _may_be_bare(tokens, at, index, label, first=first)

    def _enter(self, label: Label, tokens: Sequence[Token]) -> None:
        """Remember whose part of the head this is: bare numbers and dates that follow belong to it."""
        owner = label.slots[0].owner
        if not label.bare and owner in {"own", "report", "letter"}:
            self._section = owner
        elif label.bare and owner in {"own", "report"} and self._section != "own":
            after = tokens[label.end] if label.end < len(tokens) else None
            if after is None or after.kind in {"line", "gap", "number"} or after.word in {";", "-"}:
                self._section = owner

    def _give(self, token: Token, owner: str, score: float, rule: str) -> None:
        if not owner:
            self.weak.append((token, self._section))
        elif token.kind == "date":
            self.dates.setdefault(token.start, (ROLES[owner], rule))
        else:
            self.owners.setdefault(token.start, owner)
            printed = self._plain[token.start : token.end]
            if owner == "own" and not _YEARS.fullmatch(printed) and (score > 9 or SMALL.fullmatch(printed)):
                self.numbers.append(Candidate(score, token.start, token.end, f"number.{rule}@1"))


def _belongs_left(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a word goes with the number or date before it: ``45 no'lu``, ``05.03.2024 tarih ve``, ``sayılı kararı``."""
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    word = tokens[at].word
    if before is None:
        return False
    if before.kind == "word":
        return before.word in {"sayili", "nolu", "lu", "numarali"}
    if before.kind == "date":
        return word.startswith(("tarih", "gun")) and not (after is not None and after.word == ":")
    if before.kind == "number" and word in {"no", "sayi", "numara"}:
        return after is not None and (
            after.word in {"lu", "ile", "'"}
            or (after.word == "." and tokens[at + 2 : at + 3] != [] and tokens[at + 2].word == "lu")
        )
    return False


def _stands_alone(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Tell whether a bare ``Birleşim`` heads a column: its cell or line holds nothing else."""
    before = tokens[start - 1] if start else None
    after = tokens[end] if end < len(tokens) else None
    return is_column(tokens[start]) and is_boundary(before, "") and is_boundary(after, "")


def _may_be_bare(tokens: Sequence[Token], at: int, index: int, label: Label, *, first: bool) -> bool:
    """Tell whether an owner without a noun labels the value behind it: ``Birleşim: 2``, ``KARAR 45-``, never ``karar 3 üye``."""
    value, colon = tokens[index], any(token.word in {":", "="} for token in tokens[label.end : index])
    if label.slots[0].owner != "own":
        return colon or (value.kind == "number" and label.slots[0].owner in {"meeting", "other", "report"})
    before = tokens[at - 1] if at else None
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if before is not None and before.kind == "word" and not before.word.startswith(("meclis", "belediye")):
        return False
    # "KARAR: 1- ..." begins a list, "KARAR 1- ..." is the first decision
    if colon and first and after is not None and after.word in {"-", ")"}:
        return False
    if is_boundary(after, ":-/)(,;") or (after is not None and (after.kind == "date" or value.kind == "date")):
        return len(tokens[at].word) > 1
    if after is not None and after.word == ".":
        following = tokens[index + 2] if index + 2 < len(tokens) else None
        return is_boundary(following, "") or (
            colon and not first and following is not None and following.kind == "word"
        )
    another = index + 2 < len(tokens) and tokens[index + 2].word == ":"  # "Karar: 45 Konu: ..."
    return colon and (another or label_at(tokens, index + 1) is not None)
