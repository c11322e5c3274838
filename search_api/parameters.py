"""The search settings a web address can carry: the same names on the page, in the API, in feeds and in exports."""

import re
from datetime import date
from typing import Annotated, Any

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field, field_validator

from .find import SearchRequest
from .language import Language

FILTERS = (
    "outcome",
    "manner",
    "against",
    "abstain",
    "for",
    "department",
    "committee",
    "municipality",
    "law",
    "kind",
    "year",
    "place",
    "person",
    "person_against",
    "amount",
    "flag",
)
SORTS = ("relevance", "newest", "oldest", "number")
_Values = Annotated[list[Annotated[str, Field(max_length=300)]], Field(default_factory=list, max_length=50)]


class SearchParameters(BaseModel):
    """A search as its web address states it. Unknown names are passed over, empty values are as if absent."""

    model_config = ConfigDict(extra="ignore", populate_by_name=True, frozen=True)

    q: str = Field(
        "", description='Words, "phrases", -exclusions, prefix* and field:value filters.', examples=["açık yönetim"]
    )
    outcome: _Values = Field(description="What became of the request.", examples=[["adopted"]])
    manner: _Values = Field(description="How the council stood behind its vote.", examples=[["majority"]])
    against: _Values = Field(description="Party group that voted against.", examples=[["MHP"]])
    abstain: _Values = Field(description="Party group that abstained.")
    for_: _Values = Field(alias="for", description="Party group stated to have voted for.")
    department: _Values = Field(description="Department of the municipality.", examples=[["Fen İşleri Müdürlüğü"]])
    committee: _Values = Field(description="Committee of the council.")
    municipality: _Values = Field(description="Municipality.")
    law: _Values = Field(description="Legal basis: a law's number, with article if wanted.", examples=[["5393/18"]])
    kind: _Values = Field(description="Kind of file.")
    year: _Values = Field(description="Year of the meeting.", examples=[["2026"]])
    place: _Values = Field(description="Province, district or neighbourhood: `mah:Gökkuşağı Mahallesi`.")
    person: _Values = Field(description="Somebody named in the text.")
    person_against: _Values = Field(description="Member named as voting against.")
    amount: _Values = Field(description="An amount in the text, in whole lira.", examples=[["1000..250000"]])
    flag: _Values = Field(description="Notable: `dissent`, `committee_differs` or `questions`.")
    from_: str | None = Field(
        None, alias="from", description="First meeting date: 2024, 2024-05, 2024-05-31 or 31.05.2024."
    )
    to: str | None = Field(None, description="Last meeting date, in the same ways.")
    amount_from: str | None = Field(None, max_length=30, description="Least amount in lira, as 1.000.000.")
    amount_to: str | None = Field(None, max_length=30, description="Greatest amount in lira.")
    grouped: bool = Field(False, description="Show copies and re-issues of one resolution once.")
    nearby: bool = Field(False, description="Where few resolutions hold all words, add some that hold most.")
    sort: str = Field("relevance", pattern=f"^({'|'.join(SORTS)})$", description="Order of the hits.")
    limit: int = Field(20, ge=1, le=100, description="Hits a page.")
    cursor: str | None = Field(None, max_length=1000, description="Where the page begins: `next` of the page before.")

    @field_validator(*(f"{name}_" if name == "for" else name for name in FILTERS), mode="after")
    @classmethod
    def _without_empties(cls, values: list[str]) -> list[str]:
        return list(dict.fromkeys(value.strip() for value in values if value.strip()))

    @field_validator(
        "from_", "to", "amount_from", "amount_to", "cursor", "sort", "limit", "grouped", "nearby", mode="before"
    )
    @classmethod
    def _empty_is_absent(cls, value: Any, info: Any) -> Any:
        if isinstance(value, str) and not value.strip():
            return cls.model_fields[info.field_name].default
        return value.strip() if isinstance(value, str) else value

    @field_validator("from_")
    @classmethod
    def _first_day(cls, value: str | None) -> str | None:
        return None if value is None else _day(value, last=False)

    @field_validator("to")
    @classmethod
    def _last_day(cls, value: str | None) -> str | None:
        return None if value is None else _day(value, last=True)

    def values(self, name: str) -> list[str]:
        """Give the values chosen of filter `name`."""
        chosen: list[str] = getattr(self, "for_" if name == "for" else name)
        return chosen

    def pairs(self, *, without: tuple[str, ...] = ("cursor",)) -> list[tuple[str, str]]:
        """Give the search as the pairs of its address, without what is at its default."""
        made = [("q", self.q)] if self.q else []
        made += [(name, value) for name in FILTERS for value in self.values(name)]
        single = {
            "from": self.from_,
            "to": self.to,
            "amount_from": self.amount_from,
            "amount_to": self.amount_to,
            "cursor": self.cursor,
        }
        made += [(name, value) for name, value in single.items() if value]
        if self.sort != "relevance":
            made.append(("sort", self.sort))
        if self.limit != 20:
            made.append(("limit", str(self.limit)))
        return [pair for pair in made if pair[0] not in without]

    def is_empty(self) -> bool:
        """Say whether nothing is asked for yet."""
        single = (self.q.strip(), self.from_, self.to, self.amount_from, self.amount_to)
        return not (any(single) or any(self.values(name) for name in FILTERS))

    def request(self, language: Language, facets: tuple[str, ...] | None = None) -> SearchRequest:
        """Give what the search room is asked, with the named facets or those it counts by itself."""
        chosen = {("for_" if name == "for" else name): tuple(self.values(name)) for name in FILTERS}
        if self.amount_from or self.amount_to:
            chosen["amount"] = (*chosen["amount"], f"{self.amount_from or ''}..{self.amount_to or ''}")
        return SearchRequest(
            q=self.q,
            **chosen,
            date_from=self.from_,
            date_to=self.to,
            sort=self.sort,
            limit=self.limit,
            cursor=self.cursor,
            language=str(language),
            facets=facets,
            grouped=self.grouped,
            nearby=self.nearby,
        )


Search = Annotated[SearchParameters, Query()]


def _day(value: str, *, last: bool) -> str:
    """Read a day, month or year; a month or year stands for its first or last day."""
    if turkish := re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", value, re.ASCII):
        value = f"{turkish[3]}-{turkish[2]:0>2}-{turkish[1]:0>2}"
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", value, re.ASCII):
        raise ValueError("no date")
    if len(value) == 4:
        value += "-12-31" if last else "-01-01"
    elif len(value) == 7:
        year, month = int(value[:4]), int(value[5:])
        day = (
            (date(year + month // 12, month % 12 + 1, 1).toordinal() - 1) if last else date(year, month, 1).toordinal()
        )
        return date.fromordinal(day).isoformat()
    return date.fromisoformat(value).isoformat()
