"""From mentions to a resolution: values gathered field by field, every mention kept as a fact in the original text."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from models.language.confidence import confidence_of
from models.language.grounds import grounds
from models.language.passage import Mention, plain
from models.resolution import (
    Candidate,
    Counts,
    DatedRole,
    Decision,
    Fact,
    Ground,
    Law,
    Manner,
    Money,
    Option,
    Outcome,
    Parcel,
    Person,
    Place,
    Position,
    Reference,
    VoteEvent,
)

_STOP = re.compile(r"\.(?:(?<![\d.].)|(?<=\d{4}.))(?=\s)|;(?<![\d.];)(?=\s)|\n[ ]*\n|:[ ]*\n")
_OPENING = re.compile(
    r"(?:[^\n]{0,80}\b(?:t\.c\.?|belediye\w*|meclis\w*|karar(?:i|lari)?)[ ]*\n"
    r"|[ ]*(?:gundem[ ]*)?(?:madde[ ]*)?(?:\d{1,3}|[ivxlc]{1,6})[ ]?(?:[-.)]+[ ]?-?|:)[ ]*(?:\(karar no[^)]*\)[ ]*)?"
    r"|[^\n]{0,70}(?:sayili|no'?lu|numarali)[ ]+(?:meclis[ ]+)?karar(?:i)?[ ]*:?[ ]*\n?"
    r"|[^\n]{0,60}(?:karar|tarih|sayi|no|dosya|birlesim|oturum|donem|toplanti)\w*[ ]*:[^\n]*\n"
    r"|\s+)*"
)
_FORMULA = re.compile(r"(?:gorus\w*|muzakere\w*|inceleme\w*)\s+(?:neticesinde|sonucunda|sonunda|sonra)\s*[;,]?\s*")

Locate = Callable[[int, int], tuple[int, int]]
_ByField = dict[str, list[Mention]]
_SUBJECT = re.compile(
    r"(?:^|\n)[ ]*(?:karar(?:in)?\s+)?(?:konusu|konu|ozu|ozeti)\s*[:.]\s*(?P<subject>[^\n]{3,400}(?:\n(?!\s*\n)(?!\s*[a-z ]{3,30}:)[^\n]{3,300}){0,3})"
)
_RELATING = re.compile(r"\s(?:hakkinda(?:ki)?|iliskin|dair|ile ilgili|konulu|hususunda)\b")
_INNER = frozenset({"vote", "counts_total", "partial", "manner_template", "vote_on_text"})


def decision_from(
    mentions: Iterable[Mention],
    text: str,
    original: str,
    locate: Locate,
    page_at: Callable[[int], int],
    inherited: Sequence[Fact] = (),
) -> Decision:
    """Give the resolution that `mentions` of `text` state; `locate` turns places in `text` into places in `original`.

    `inherited` are facts of the file's heading, such as a list's meeting date; they hold where the text itself is silent.
    """
    found = _each_person_once(mentions)
    by_field: _ByField = {}
    for mention in found:
        by_field.setdefault(mention.field, []).append(mention)
    start, end = locate(0, len(text))
    facts = [fact for mention in found if (fact := _fact(mention, original, locate, page_at)) is not None]
    outcome = _first(by_field, "outcome")
    number = _first(by_field, "number")
    meeting = _first(by_field, "meeting_date")
    dates = _unique(DatedRole(**mention.value) for mention in by_field.get("date", ()))
    for fact in inherited:
        if fact.field == "meeting_date" and meeting is None:
            meeting = fact.value
            facts.append(fact)
            told = DatedRole(date=str(fact.value), role="meeting")
            dates = _unique([*(one for one in dates if one != DatedRole(told.date, "other")), told])
        if fact.field == "number" and number is None:
            number = fact.value
            facts.append(fact)
    totals = _first(by_field, "counts_total")
    subject = _subject(text)
    if subject is not None:
        place = locate(*subject)
        facts.append(
            Fact(
                "subject",
                original[place[0] : place[1]],
                *place,
                page_at(place[0]),
                original[place[0] : place[1]],
                "subject.label@1",
                0.9,
            )
        )
    return Decision(
        number=number,
        start=start,
        end=end,
        text=original[start:end],
        subject=" ".join(text[subject[0] : subject[1]].split()) if subject else None,
        meeting_date=meeting,
        outcome=Outcome(outcome) if outcome else Outcome.NONE,
        manner=Manner(_first(by_field, "manner") or "unstated"),
        vote_on_text=_first(by_field, "vote_on_text"),
        counts=Counts(for_=totals["for"], against=totals["against"], abstain=totals["abstain"]) if totals else None,
        positions=_unique(_position(mention.value) for mention in by_field.get("position", ())),
        departments=_names(by_field.get("department", ())),
        committees=_names(by_field.get("committee", ())),
        dates=dates,
        document_nos=_unique(mention.value for mention in by_field.get("document_no", ())),
        laws=_laws(by_field.get("law", ())),
        people=_people(by_field.get("person", ())),
        places=_places(by_field.get("place", ())),
        parcels=_parcels(by_field.get("parcel", ())),
        money=_unique(Money(**mention.value) for mention in by_field.get("money", ())),
        refs=_refs(by_field.get("ref", ()), number),
        grounds=tuple(
            Ground(one.kind, one.relation, one.unit, one.date, one.number, *locate(one.start, one.end))
            for one in grounds(found, text)
        ),
        votes=_votes(by_field, locate),
        facts=tuple(sorted(facts, key=lambda fact: (fact.start, fact.end, fact.field))),
    )


def _fact(mention: Mention, original: str, locate: Locate, page_at: Callable[[int], int]) -> Fact | None:
    field, value = mention.field, mention.value
    start, end = locate(mention.start, mention.end)
    if field == "vote":
        if value["decides"] or value["role"] == "matter":
            return None
        field = "procedural_vote" if value["role"] == "procedure" else "committee_vote"
        value = {key: value[key] for key in ("outcome", "result", "manner")}
    elif field == "manner_template":
        field = "manner"
    elif field in {"counts_total", "partial"}:
        return None
    confidence = confidence_of(mention.rule)
    return Fact(field, value, start, end, page_at(start), original[start:end], mention.rule, confidence, mention.source)


def _votes(found: _ByField, locate: Locate) -> tuple[VoteEvent, ...]:
    """Give every vote in the order of the text; an election's candidates stand with the vote that elected."""
    candidates = tuple(Candidate(**mention.value) for mention in found.get("candidate_vote", ()))
    mentions = sorted(found.get("vote", ()), key=lambda one: (one.start, one.end))
    return tuple(_event(mention, locate, candidates if mention.value["decides"] else ()) for mention in mentions)


def _event(mention: Mention, locate: Locate, candidates: tuple[Candidate, ...]) -> VoteEvent:
    start, end = locate(mention.start, mention.end)
    value = mention.value
    counts = value["counts"]
    return VoteEvent(
        role=value["role"],
        result=value["result"],
        manner=Manner(value["manner"]),
        start=start,
        end=end,
        body=value["body"],
        part="further" if value["part"] else None,
        counts=Counts(for_=counts["for"], against=counts["against"], abstain=counts["abstain"]) if counts else None,
        outcome=Outcome(value["outcome"]),
        candidates=candidates,
    )


def _first(found: _ByField, field: str) -> Any:
    return found[field][0].value if field in found else None


def _position(value: dict[str, str]) -> Position:
    return Position(voter=value["voter"], kind=value["kind"], option=Option(value["option"]))


def _unique(values: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(values))


def _key(name: str) -> str:
    flat = re.sub(r"[,\-.]", " ", plain(name)).replace("daire baskanligi", "dairesi baskanligi")
    return " ".join(word for word in flat.split() if word != "ve")


def _names(found: Sequence[Mention]) -> tuple[str, ...]:
    kept: dict[str, str] = {}
    for mention in found:
        kept.setdefault(_key(mention.value), mention.value)
    return tuple(kept.values())


def _refs(found: Sequence[Mention], own: str | None) -> tuple[Reference, ...]:
    """Give each decision referred to once: named again without its date or body, it is the same one."""
    kept: dict[str | None, list[Reference]] = {}
    for mention in found:
        ref = Reference(**mention.value)
        same = kept.setdefault(ref.number, [])
        if ref.date is None and ref.number == own:
            continue
        for index, one in enumerate(same):
            if one.date == ref.date or one.date is None or ref.date is None:
                relation = one.relation if one.relation != "refers_to" else ref.relation
                same[index] = Reference(ref.number, one.date or ref.date, one.body or ref.body, relation)
                break
        else:
            same.append(ref)
    return tuple(one for same in kept.values() for one in same)


def _laws(found: Sequence[Mention]) -> tuple[Law, ...]:
    laws = _unique(Law(**mention.value) for mention in found)
    with_article = {law.number for law in laws if law.article}
    return tuple(law for law in laws if law.article or law.number not in with_article)


def _each_person_once(mentions: Iterable[Mention]) -> list[Mention]:
    """Leave of the mentions of one person the first that tells a title, else the first; all other mentions stay."""
    found = list(mentions)
    best: dict[str, Mention] = {}
    for mention in found:
        if mention.field == "person":
            key = _person_key(mention)
            if key not in best or (best[key].value["title"] is None and mention.value["title"]):
                best[key] = mention
    return [one for one in found if one.field != "person" or best[_person_key(one)] is one]


def _person_key(mention: Mention) -> str:
    return " ".join(plain(mention.value["name"]).replace(".", " ").split())


def _people(found: Sequence[Mention]) -> tuple[Person, ...]:
    return tuple(Person(mention.value["name"], mention.value["title"]) for mention in found)


def _places(found: Sequence[Mention]) -> tuple[Place, ...]:
    kept: dict[tuple[str, str], Place] = {}
    for mention in found:
        kept.setdefault((mention.value["kind"], plain(mention.value["name"])), Place(**mention.value))
    return tuple(kept.values())


def _parcels(found: Sequence[Mention]) -> tuple[Parcel, ...]:
    parcels = _unique(Parcel(ada=one.value["ada"], parsel=tuple(one.value["parsel"])) for one in found)
    of_block: dict[str | None, list[Parcel]] = {}
    for parcel in parcels:
        of_block.setdefault(parcel.ada, []).append(parcel)
    filled = {parcel.ada for parcel in parcels if parcel.parsel}
    placed = {number for parcel in parcels if parcel.ada for number in parcel.parsel}
    return tuple(
        parcel
        for parcel in parcels
        if not (not parcel.parsel and parcel.ada in filled)
        and not (parcel.ada is None and parcel.parsel and set(parcel.parsel) <= placed)
        and not any(one.ada == parcel.ada and set(parcel.parsel) < set(one.parsel) for one in of_block[parcel.ada])
    )


def _subject(text: str) -> tuple[int, int] | None:
    """Give what the matter is about: the labelled subject, else what the motion is "about", else the first clause."""
    view = plain(text[:3000])
    match = _SUBJECT.search(view)
    if match is not None:
        start, end = _stripped(view, *match.span("subject"))
        return (start, end) if end - start >= 3 else None
    floor = _opening_end(view)
    relating = _RELATING.search(view, floor)
    if relating is not None and relating.start() - floor < 600:
        end = relating.start()
    else:
        formula = _FORMULA.search(view, floor, floor + 260)
        floor = formula.end() if formula is not None else floor
        end = _clause_end(view, floor)
    breaks = [floor, *(stop.end() for stop in _STOP.finditer(view, floor, end))]
    start = max(breaks[-1], end - 260)
    if start > breaks[-1]:
        start = view.find(" ", start, end) + 1
    if len(view[start:end].split()) < 2:
        start = breaks[-2] if len(breaks) > 1 else floor
    start, end = _stripped(view, start, end)
    return (start, end) if end - start >= 6 else None


def _stripped(view: str, start: int, end: int) -> tuple[int, int]:
    while start < end and not view[start].isalnum():
        start += 1
    while end > start and view[end - 1].isspace():
        end -= 1
    return start, end


def _opening_end(view: str) -> int:
    """Give where an entry's own words begin: after letterhead lines, its number and the numbering of a list."""
    opening = _OPENING.match(view)
    return opening.end() if opening is not None else 0


def _clause_end(view: str, start: int) -> int:
    stop = _STOP.search(view, start + 12)
    return min(stop.start() if stop is not None else len(view), start + 220)
