"""Votes in committees that a council's text mentions: kept as their own events, never the council's."""

from collections.abc import Sequence
from typing import Any

from models.language.acts import acts
from models.language.ballot_words import ballot
from models.language.manner import others_manners
from models.language.passage import Mention, Passage
from models.language.patterns import Pattern
from models.language.tallies import told_tallies
from models.language.words import Words, words_of

_BODY = Pattern(r"\b(?:komisyon|encumen)\w*")
_BODY_NAMES = {"komisyon": "Komisyon", "encumen": "Encümen"}
_REACH = 160  # how far before its vote a committee is named


def find_committee_votes(passage: Passage, committees: Sequence[Mention], taken: Sequence[Mention]) -> list[Mention]:
    """Give the votes that only describe a report or proposal: "Komisyonca oyçokluğu ile kabul edilen rapor".

    `taken` are the events already found; none is given twice.
    """
    plain = passage.plain
    if "komisyon" not in plain and "encumen" not in plain:
        return []
    words = words_of(passage)
    found: list[Mention] = []
    for start, end in passage.sentences:
        if passage.view.first(_BODY, start, end) is None:
            continue
        pieces: list[tuple[int, int, dict[str, Any]]] = [
            (manner.start, manner.end, {"manner": manner.value}) for manner in others_manners(words, start, end)
        ]
        pieces += [
            (tally.start, tally.end, {tally.side: tally.number})
            for tally in told_tallies(words, ballot(words, (start, end), ()), end)
        ]
        found += _events(words, start, end, sorted(pieces, key=lambda piece: piece[:2]), committees)
    known = [(one.start, one.end) for one in taken if one.value["role"] == "committee"]
    return [event for event in found if not any(a < event.end and event.start < b for a, b in known)]


def _events(
    words: Words, start: int, end: int, pieces: list[tuple[int, int, dict[str, Any]]], committees: Sequence[Mention]
) -> list[Mention]:
    """Gather the manner and the numbers before one verb into one event, with the body that voted."""
    found: list[Mention] = []
    high = words.at(end)
    for place, stop, said in pieces:
        following = acts(words, words.at(stop), min(high, words.at(stop) + 14))
        act = next((one for one in following if one.effect != "quorum" and one.kind != "bare"), None)
        last = act.end if act is not None else stop
        if found and found[-1].end == last:
            value = found[-1].value
        else:
            body = body_before(words.plain, place, max(start, place - _REACH), committees)
            if body is None:
                continue
            meaning = act.meaning if act is not None else "adopted"
            value = {
                "role": "committee", "outcome": meaning if meaning in {"adopted", "rejected"} else "adopted", "result": "passed",
                "manner": "unstated", "decides": False, "part": False, "body": body, "counts": None,
            }  # fmt: skip
            found.append(Mention("vote", place, last, value, "outcome.committee@1"))
        if "manner" in said:
            value["manner"] = said["manner"]
        else:
            value["counts"] = {**(value["counts"] or {"for": None, "against": None, "abstain": None}), **said}
            if value["manner"] == "unstated" and value["counts"]["against"]:
                value["manner"] = "majority"
    return found


def body_before(plain: str, at: int, floor: int, committees: Sequence[Mention]) -> str | None:
    """Give the body named last before `at`: a committee by its name, else what the text calls it."""
    named = [one for one in committees if floor <= one.start < at]
    called = None
    for called in _BODY.regex.finditer(plain, floor, at):
        pass
    if called is None:
        return None
    if named and named[-1].end >= called.start() - 2:
        return str(named[-1].value)
    if called.group().startswith("encumen"):
        return _BODY_NAMES["encumen"]
    return str(named[-1].value) if named else _BODY_NAMES["komisyon"]
