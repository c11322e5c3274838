"""A council's resolution and the facts it states, each tied to the words that state it.

Terms follow Popolo (vote event, option) and OParl where they have one; `docs/glossary.md` gives the Turkish.
"""

from enum import StrEnum
from typing import Any

import msgspec


class Outcome(StrEnum):
    """What became of the request or motion itself."""

    ADOPTED = "adopted"
    REJECTED = "rejected"
    REFERRED = "referred_to_committee"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    POSTPONED = "postponed"
    ELECTED = "elected"
    NOTED = "noted"
    NO_DECISION = "no_decision"
    NONE = "none"


class Manner(StrEnum):
    """How the council stood behind its vote."""

    UNANIMOUS = "unanimous"
    MAJORITY = "majority"
    UNSTATED = "unstated"


class Option(StrEnum):
    """A voter's choice on the motion."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


class Kind(StrEnum):
    """What kind of file a document is."""

    RESOLUTION = "resolution"
    SUMMARY_LIST = "summary_list"
    MINUTES = "minutes"
    AGENDA = "agenda"
    COMMITTEE_REPORT = "committee_report"
    MIXED = "mixed"
    OTHER = "other"


class Fact(msgspec.Struct, frozen=True):
    """One value and the words that state it: ``text[start:end] == quote`` in the document's text.

    What stands in no text (source ``header``, ``metadata`` or ``manual``) has an empty place and an empty quote.
    """

    field: str
    value: Any
    start: int
    end: int
    page: int
    quote: str
    rule: str  # name@version
    confidence: float
    source: str = "text"  # text | derived | header | metadata | model | manual


class Counts(msgspec.Struct, frozen=True):
    """Votes on the motion; a side the text does not state is None."""

    for_: int | None = msgspec.field(default=None, name="for")
    against: int | None = None
    abstain: int | None = None


class Position(msgspec.Struct, frozen=True):
    """A named voter's choice. `kind` is ``group`` or ``person``."""

    voter: str
    kind: str
    option: Option


class Candidate(msgspec.Struct, frozen=True):
    """Somebody who stood in an election, and the votes printed for them."""

    name: str
    votes: int


class VoteEvent(msgspec.Struct, frozen=True):
    """One vote in the text: the council's on the matter, its procedural one, or a committee's.

    `role` is ``matter``, ``procedure`` or ``committee``; `result` is ``passed``, ``failed`` or None. `body` names the
    committee; the council's own votes have none. `counts` are votes on what was put, which may be to refuse the motion;
    `candidates` are those of an election. `part` is ``further`` for votes beside the main one.
    """

    role: str
    result: str | None
    manner: Manner
    start: int
    end: int
    body: str | None = None
    part: str | None = None
    counts: Counts | None = None
    outcome: Outcome | None = None
    candidates: tuple[Candidate, ...] = ()


class DatedRole(msgspec.Struct, frozen=True):
    date: str
    role: str  # meeting | letter | report | referenced_decision | other


class Law(msgspec.Struct, frozen=True):
    number: str
    article: str | None = None


class Person(msgspec.Struct, frozen=True):
    name: str
    title: str | None = None


class Place(msgspec.Struct, frozen=True):
    kind: str  # il | ilce | mah | koy
    name: str


class Parcel(msgspec.Struct, frozen=True):
    ada: str | None
    parsel: tuple[str, ...] = ()


class Money(msgspec.Struct, frozen=True):
    amount: float
    currency: str = "TRY"


class Reference(msgspec.Struct, frozen=True):
    """Another decision the text points to; `relation` is ``refers_to``, ``amends``, ``cancels``, ``corrects`` or ``repeats``."""

    number: str | None
    date: str | None
    body: str | None = None
    relation: str = "refers_to"


class Ground(msgspec.Struct, frozen=True):
    """A paper that a decision stands on, with the words that name it.

    `kind` is ``letter`` or ``report``; `relation` is ``answers`` for the letter the decision answers, ``mentions`` for other
    letters, ``rests_on`` for a committee's report. `unit` is the office that wrote, or the committee that reported.
    """

    kind: str
    relation: str
    unit: str | None
    date: str | None
    number: str | None
    start: int
    end: int


class Question(msgspec.Struct, frozen=True):
    """Something a clerk must settle: a contradiction, a gap or a doubt. Higher `doubt` (0 to 1) is asked first."""

    code: str
    field: str
    doubt: float
    start: int | None = None
    end: int | None = None
    details: dict[str, Any] = {}


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """One resolution found in a file; `start` and `end` are its slice of the document's text."""

    number: str | None = None
    start: int
    end: int
    text: str
    subject: str | None = None
    meeting_date: str | None = None
    outcome: Outcome = Outcome.NONE
    manner: Manner = Manner.UNSTATED
    vote_on_text: str | None = None  # passed | failed
    counts: Counts | None = None
    positions: tuple[Position, ...] = ()
    departments: tuple[str, ...] = ()
    committees: tuple[str, ...] = ()
    dates: tuple[DatedRole, ...] = ()
    document_nos: tuple[str, ...] = ()
    laws: tuple[Law, ...] = ()
    people: tuple[Person, ...] = ()
    places: tuple[Place, ...] = ()
    parcels: tuple[Parcel, ...] = ()
    money: tuple[Money, ...] = ()
    refs: tuple[Reference, ...] = ()
    grounds: tuple[Ground, ...] = ()
    votes: tuple[VoteEvent, ...] = ()
    facts: tuple[Fact, ...] = ()
    questions: tuple[Question, ...] = ()
    page_starts: tuple[int, ...] = ()  # where in the document's text further pages begin inside it


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """Everything understood from one file's text."""

    kind: Kind
    municipality: str | None
    decisions: tuple[Decision, ...]
    questions: tuple[Question, ...] = ()
    version: str = ""  # name@version of the language model


class ResolutionRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A resolution as the catalogue keeps it: the current version, and what both search engines index.

    `id` is opaque and stable for one file and place in it; `version` grows by one with every change, corrections and
    publication included. `visibility` is ``public`` or ``restricted``; nothing restricted leaves by a public door.
    """

    id: str
    version: int
    visibility: str
    sha256: str
    file: str
    kind: Kind
    municipality: str | None
    ordinal: int
    page: int
    received: str
    decision: Decision
