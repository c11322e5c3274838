"""A file's text as splitting sees it: its lines, which of them are only the page's furniture, and where results stand."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from importlib.resources import files
from tomllib import loads
from typing import Any

from models.language.passage import plain
from models.language.patterns import Sought

Span = tuple[int, int]


def table_of(name: str) -> dict[str, Any]:
    """Give a packaged table of `ingest/split/data`."""
    return loads(files("ingest.split").joinpath("data", name).read_text(encoding="utf-8"))


def one_of(patterns: Sequence[str]) -> re.Pattern[str]:
    """Give the pattern that matches where any of `patterns` does."""
    return re.compile(_joined(patterns), re.MULTILINE)


def sought(patterns: Sequence[str]) -> Sought:
    """Give the pattern that is found where any of `patterns` is."""
    return Sought(_joined(patterns), re.MULTILINE)


def _joined(patterns: Sequence[str]) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns)


_LINES = table_of("lines.toml")
PAGE_MARK = one_of(_LINES["page_mark"])
_PAGE_WORDS: list[str] = _LINES["page_words"]
SHARED_VERB = one_of(_LINES["shared_verb"])
CLOSING = one_of(_LINES["closing"])
SIGNATURE = one_of(_LINES["signature"])
LETTERHEAD = one_of(_LINES["letterhead"])
LABEL = one_of(_LINES["label"])
_RESULTS = table_of("results.toml")
FINITE = sought(_RESULTS["finite"])
RESULT = Sought(f"(?P<finite>{FINITE.pattern})|{_joined([*_RESULTS['manner'], *_RESULTS['verdict']])}", re.MULTILINE)
SUBJECT_END = one_of(_RESULTS["subject_end"])
COMMITTEE = sought(_RESULTS["committee"])
COUNCIL = sought(_RESULTS["council"])


_RUNNING_HEAD = re.compile(
    r"(?:t\.? ?c\.? )?[^.;:]{0,40}\b(?:belediye\w*|il genel|birlik) meclis\w*(?: {3,}[#./ ]{4,12})?$"
)
_TITLE_LINES = 5
_COLUMN_HEADS = re.compile(r"[a-z. ]*\b(?:no|sira|konu\w*|karar|sonuc\w*)(?: {3}|\t| ?\|)[a-z. ]+(?:[\t|][a-z. ]+)*")


class Places:
    """Where a pattern stands in a text, asked for slice by slice at the cost of a bisection."""

    def __init__(self, matches: Iterable[re.Match[str]]) -> None:
        self.spans = [match.span() for match in matches]
        self._starts = [start for start, _ in self.spans]

    def count(self, start: int, end: int) -> int:
        """Give how often the pattern begins in a slice."""
        return bisect_left(self._starts, end) - bisect_left(self._starts, start)

    def inside(self, start: int, end: int) -> bool:
        """Tell whether the pattern stands whole in a slice."""
        index = bisect_left(self._starts, start)
        while index < len(self.spans) and self._starts[index] < end:
            if self.spans[index][1] <= end:
                return True
            index += 1
        return False


class Sheet:
    """The text of one file, with its plain view, its lines and its results."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = plain(text)
        self.cells = plain(text.replace("\t", "|")) if "\t" in text else self.plain

    @cached_property
    def lines(self) -> Sequence[Span]:
        """Give each line as ``(start, end)``, without its line break."""
        found: list[Span] = []
        start = 0
        while True:
            end = self.plain.find("\n", start)
            if end < 0:
                found.append((start, len(self.plain)))
                return found
            found.append((start, end))
            start = end + 1

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.lines]

    @cached_property
    def _results(self) -> Sequence[re.Match[str]]:
        return list(RESULT.finditer(self.plain))

    @cached_property
    def results(self) -> Places:
        """Give where a result is stated."""
        return Places(self._results)

    @cached_property
    def finite(self) -> Places:
        """Give where a finished verb states a result."""
        return Places(match for match in self._results if match["finite"] is not None)

    @cached_property
    def advice(self) -> Places:
        """Give where a committee speaks."""
        return Places(COMMITTEE.finditer(self.plain))

    @cached_property
    def council(self) -> Places:
        """Give where the council, and not a committee, is said to have decided."""
        return Places(match for match in COUNCIL.finditer(self.plain) if "komisyonumuz" not in match.group())

    def results_in(self, start: int, end: int) -> int:
        """Give how many results a slice states."""
        return self.results.count(start, end)

    @cached_property
    def _repeated(self) -> frozenset[str]:
        """Give the lines, digits masked, that come back at the foot or head of pages: two times or more beside a page mark."""
        beside: Counter[str] = Counter()
        for index, (start, end) in enumerate(self.lines):
            if not _is_page_mark(self.plain[start:end]):
                continue
            for near in (index - 1, index + 1):
                if 0 <= near < len(self.lines):
                    line = self.plain[slice(*self.lines[near])].strip()
                    above = self.plain[slice(*self.lines[near - 1])] if near > 0 else ""
                    signs = SIGNATURE.match(above) and not _is_page_mark(above)
                    if 4 < len(line) < 100 and not signs and not SIGNATURE.match(line) and not RESULT.search(line):
                        beside[_masked(line)] += 1
        every = Counter(_masked(self.plain[start:end].strip()) for start, end in self.lines)
        running = {
            line
            for index, (start, end) in enumerate(self.lines)
            if index > _TITLE_LINES and (line := _masked(self.plain[start:end].strip())) in beside
            if _RUNNING_HEAD.match(line)
        }
        heads = (
            line
            for line, times in every.items()
            if times > 1 and ("|" in line or "   " in line or "\t" in line) and _COLUMN_HEADS.fullmatch(line)
        )
        return frozenset([*running, *(line for line in beside if every[line] > 1), *heads])

    def is_furniture(self, line: str) -> bool:
        """Tell whether a plain line belongs to the page and not to its text: its number, a running head, a web page's buttons."""
        return _is_page_mark(line) or (bool(self._repeated) and _masked(line.strip()) in self._repeated)

    @cached_property
    def running_on(self) -> str:
        """Give the text with blanks for a page's marks that stand inside a sentence, so that it runs on over the page."""
        parts: list[str] = []
        at = 0
        written = [(start, end) for start, end in self.lines if self.plain[start:end].strip()]
        index = 0
        while index < len(written):
            first = index
            while index < len(written) and self.is_furniture(self.plain[slice(*written[index])]):
                index += 1
            if (
                index > first
                and first > 0
                and index < len(written)
                and self._runs_on(written[first - 1], written[index])
            ):
                gap = written[index][0] - written[first - 1][1]
                parts += [self.text[at : written[first - 1][1]], " " * (gap - 1), "\n"]
                at = written[index][0]
            index += 1
        return "".join([*parts, self.text[at:]])

    def _runs_on(self, above: Span, below: Span) -> bool:
        """Tell whether a sentence goes on from one line to another: no mark ends the one, a small letter begins the other."""
        before, after = self.plain[slice(*above)].rstrip(), self.text[slice(*below)].lstrip()
        return not before.endswith((".", ":", ";", "!", "?")) and after[:1].islower()

    def stripped(self, start: int, end: int) -> Span:
        """Give the slice without white space at its edges."""
        while start < end and self.plain[start].isspace():
            start += 1
        while end > start and self.plain[end - 1].isspace():
            end -= 1
        return start, end

    def line_before(self, at: int) -> str:
        """Give the last line before `at` that holds words and is not furniture."""
        index = bisect_left(self._starts, at) - 1
        while index >= 0:
            start, end = self.lines[index]
            line = self.plain[start : min(end, at)].strip()
            if line and not self.is_furniture(line):
                return line
            index -= 1
        return ""


def _is_page_mark(line: str) -> bool:
    line = line.strip()
    return bool(line) and (PAGE_MARK.match(line) is not None or any(words in line for words in _PAGE_WORDS))


def _masked(line: str) -> str:
    return re.sub(r"\d+", "#", line)
