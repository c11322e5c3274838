"""What a file says outside its text: letterhead, running headers, the data that an e-Yazışma package carries.

Nothing of this stands in the text, so its facts have no place there: they start and end where the decision starts and
quote nothing, and their source says where they come from.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest.split.bodies import municipality_of
from models.document import Document
from models.language.confidence import confidence_of
from models.language.dates import find_dates
from models.language.numbers import find_decision_number
from models.language.passage import Mention, Passage
from models.language.repair import repair
from models.resolution import Fact

_FIELDS = ("meeting_date", "number")


class _Said(NamedTuple):
    """A stretch of text beside the file's own, where it comes from, and what it says of a decision."""

    source: str  # header | metadata
    municipality: str | None
    mentions: tuple[Mention, ...]


class Letterhead:
    """What stands outside the text of `document`, asked for the municipality and for the facts of its decisions."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._headers = {header: _said(header, "header") for header in _headers(document)}
        letterhead = document.metadata.get("letterhead", "")
        self._first = self._headers.get(letterhead) or _said(letterhead, "header")
        self._package = _said(document.metadata.get("eyp:subject", ""), "metadata")

    @property
    def municipality(self) -> str | None:
        """Give the municipality that the letterhead or a header names."""
        said = (self._first, *self._headers.values())
        return next((one.municipality for one in said if one.municipality is not None), None)

    @property
    def sender(self) -> str | None:
        """Give the municipality whose office sent an e-Yazışma package."""
        institution = self._document.metadata.get("eyp:institution", "")
        return municipality_of(institution, "") if institution else None

    def facts(self, starts: Sequence[int]) -> list[list[Fact]]:
        """Give, for decisions that begin at `starts`, the meeting's day and the number that stand outside the text.

        A number belongs to a decision alone: it is given where one decision stands under a header that names it.
        """
        under = Counter(self._header_at(start) for start in starts)
        return [
            list(self._facts(start, alone=under[self._header_at(start)] == 1, only=len(starts) == 1))
            for start in starts
        ]

    def _facts(self, start: int, *, alone: bool, only: bool) -> Iterator[Fact]:
        header = self._headers.get(self._header_at(start), self._first)
        for said, names_one in ((header, alone), (self._first, only), (self._package, only)):
            for mention in said.mentions:
                if mention.field == "meeting_date" or names_one:
                    page = self._document.page_at(start)
                    confidence = confidence_of(mention.rule)
                    yield Fact(
                        mention.field, mention.value, start, start, page, "", mention.rule, confidence, said.source
                    )

    def _header_at(self, start: int) -> str:
        number = self._document.page_at(start)
        return next((page.header for page in self._document.pages if page.number == number), "")


def _headers(document: Document) -> list[str]:
    return list(dict.fromkeys(page.header for page in document.pages if page.header.strip()))


def _said(text: str, source: str) -> _Said:
    if not text.strip():
        return _Said(source, None, ())
    passage = Passage(repair(text[:2000]).text + "\n")
    found = [*find_dates(passage), *find_decision_number(passage)]
    mentions = tuple(mention for mention in found if mention.field in _FIELDS)
    return _Said(source, municipality_of(passage.text, passage.plain), mentions)
