"""Labelled decisions read again by the language model: what the labels say beside what it says."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ingest.flat import to_flat
from ingest.understand import read_text, understand
from models.document import Document
from models.errors import InputError
from models.language.confidence import is_sure
from models.language.overlap import Read, overlaps, with_overlap
from models.language.scores import accepted, matches, score
from models.resolution import Decision

Row = dict[str, Any]
ENOUGH = 0.5
"""Two stretches of text are the same decision when what they share is at least this part of what either covers."""


class Pair(NamedTuple):
    """A labelled decision, and what was read of it; None where a document's decision was not found."""

    gold: Row
    read: Decision | None

    @property
    def flat(self) -> Row | None:
        """Give what was read, with the field names of the labels.

        A meeting date from the head of a document is left out of the dates, as the labels list only what stands inside.
        """
        if self.read is None:
            return None
        flat = {"id": self.gold["id"], **to_flat(self.read)}
        meeting = [fact for fact in self.read.facts if fact.field == "meeting_date"]
        if meeting and not any(self.read.start <= fact.start < self.read.end for fact in meeting):
            flat["dates"] = [date for date in flat["dates"] if date["role"] != "meeting"]
        return flat


def scored(pairs: Sequence[Pair]) -> Row:
    """Score pairs: accuracy of single fields; precision, recall and F1 of lists, exact and by overlap."""
    flats = {str(pair.gold["id"]): pair.flat for pair in pairs}
    found = score(
        {str(pair.gold["id"]): pair.gold for pair in pairs},
        {name: row for name, row in flats.items() if row is not None},
    )
    tallies = overlaps(
        Read(pair.gold, flats[str(pair.gold["id"])], pair.read.facts if pair.read else (), pair.gold.get("start", 0))
        for pair in pairs
    )
    return with_overlap(found, tallies)


class Measured(NamedTuple):
    """All pairs of a file; of its documents, how many, of which right kind, and the decisions read that no label has."""

    pairs: tuple[Pair, ...]
    documents: int = 0
    kinds_right: int = 0
    extra: int = 0
    unlisted: int = 0


def measured(path: Path, only: Sequence[str] = (), *, apart: bool = False) -> Measured:
    """Read every labelled text of `path`: single decisions, or documents that must first be split.

    With `apart`, the decisions of documents are read one by one, as the labels cut them. Raises `InputError` where the
    file is missing or a line of it is no labelled text.
    """
    pairs: list[Pair] = []
    documents = kinds = extra = unlisted = 0
    for row in rows(path):
        if "decisions" not in row:
            if all(matches(row, condition) for condition in only):
                pairs.append(Pair(row, read_text(row["text"])))
        elif apart:
            pairs += [Pair(gold, read_text(gold["text"])) for gold in row["decisions"]]
        else:
            reading = understand(Document(format="txt", text=row["text"], pages=()))
            found, rest = _matched(row["decisions"], reading.decisions)
            documents += 1
            kinds += str(reading.kind) in (row["kind"], *row.get("also_accept_kind", ()))
            # what decides nothing (an agenda's item, a report) may be listed or left out
            extra += sum(one.outcome != "none" for one in rest)
            unlisted += sum(pair.read is None and pair.gold["outcome"] == "none" for pair in found)
            council = {"municipality": row.get("municipality")}
            kept = (pair for pair in found if pair.read is not None or pair.gold["outcome"] != "none")
            pairs += [
                Pair(council | pair.gold, pair.read) for pair in kept if all(matches(pair.gold, one) for one in only)
            ]
    return Measured(tuple(pairs), documents, kinds, extra, unlisted)


def _matched(golds: Sequence[Row], read: Sequence[Decision]) -> tuple[list[Pair], list[Decision]]:
    rest, pairs = list(read), []
    for gold in golds:
        best = max(rest, key=lambda one: _shared(gold, one), default=None)
        if best is not None and _shared(gold, best) >= ENOUGH:
            rest.remove(best)
            pairs.append(Pair(gold, best))
        else:
            pairs.append(Pair(gold, None))
    return pairs, rest


def _shared(gold: Row, read: Decision) -> float:
    start, end = int(gold["start"]), int(gold["end"])
    both = min(end, read.end) - max(start, read.start)
    return max(both, 0) / (max(end, read.end) - min(start, read.start))


def rows(path: Path) -> Iterator[Row]:
    """Give the lines of a file of labelled texts. Raises `InputError` where it is missing or a line is no labelled text."""
    if not path.is_file():
        raise InputError("path_missing", name=str(path))
    with path.open(encoding="utf-8-sig") as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                try:
                    row = json.loads(line)
                except ValueError as error:
                    raise InputError("texts_malformed", line=number) from error
                if not isinstance(row, dict) or "id" not in row or "text" not in row:
                    raise InputError("texts_malformed", line=number)
                yield row


def report(read: Measured) -> Row:
    """Give everything that was measured on a file, ready for JSON.

    Beside the scores: how many decisions need no clerk's look (and how many of them are right), how documents were split,
    which outcomes were taken for which, and the five councils read worst by the mean over all fields.
    """
    return scored(read.pairs) | {
        "sure": _sure(read),
        "confusions": _confusions(read.pairs),
        "worst_councils": _worst(read.pairs),
        **({"documents": _documents(read)} if read.documents else {}),
    }


def _sure(read: Measured) -> Row:
    sure = [(pair.gold, pair.read) for pair in read.pairs if pair.read is not None and is_sure(pair.read)]
    right = [(gold, one) for gold, one in sure if one.outcome in accepted(gold)]
    both = sum(one.manner == gold["manner"] or "manner" in gold.get("not_scored", ()) for gold, one in right)
    return {"n": len(sure), "of": len(read.pairs), "right": len(right), "both_right": both}


def _documents(read: Measured) -> Row:
    found = sum(pair.read is not None for pair in read.pairs)
    return {
        "n": read.documents,
        "kind_right": read.kinds_right,
        "decisions_found": found,
        "decisions_missed": len(read.pairs) - found,
        "decisions_extra": read.extra,
        "undecided_left_out": read.unlisted,
    }


def _confusions(pairs: Sequence[Pair]) -> list[Row]:
    judged = [pair for pair in pairs if "outcome" not in pair.gold.get("not_scored", ())]
    told = Counter(
        (str(pair.gold["outcome"]), "not found" if pair.read is None else str(pair.read.outcome))
        for pair in judged
        if pair.read is None or pair.read.outcome not in accepted(pair.gold)
    )
    return [{"labelled": labelled, "read": said, "n": n} for (labelled, said), n in told.most_common()]


def _worst(pairs: Sequence[Pair]) -> list[Row]:
    councils: dict[str, list[Pair]] = {}
    for pair in pairs:
        if pair.gold.get("municipality"):
            councils.setdefault(pair.gold["municipality"], []).append(pair)
    told: list[Row] = []
    for council, of_council in councils.items():
        found = scored(of_council)
        figures = [
            *(one["f1"] for one in found["sets"].values()),
            *(one["accuracy"] for one in found["single"].values()),
        ]
        stated = [figure for figure in figures if figure is not None]
        told.append({"council": council, "n": len(of_council), "mean": sum(stated) / max(len(stated), 1)})
    return sorted(told, key=lambda one: (one["mean"], one["council"]))[:5]
