"""Check the annotated corpus: fields well formed, every value printed in its text, councils on one side only.

Run ``python tests/quality/corpus/check_corpus.py``: prints what is wrong and the counts per set, exit code 1 on any fault.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
DECISIONS = {
    "examples": 58,
    "composed-dev": 110,
    "heldout": 75,
    "fresh-heldout": 120,
    "round3-open": 375,
    "round4-open": 211,
    "round5-open": 44,
    "round5-heldout": 65,
    "round6-heldout": 125,
    "round7-open": 50,
}
DOCUMENTS = {
    "documents-dev": 16,
    "documents-heldout": 8,
    "fresh-documents": 12,
    "round3-documents-open": 36,
    "round4-documents-open": 26,
    "round6-documents-heldout": 14,
}
SIDES = {  # the councils of a side are in no other side
    "dev": ("composed-dev", "documents-dev"),
    "heldout": ("heldout", "documents-heldout"),
    "fresh": ("fresh-heldout", "fresh-documents"),
    "round3-open": ("round3-open",),
    "round4-open": ("round4-open",),
    "round5-open": ("round5-open",),
    "round5-heldout": ("round5-heldout",),
    "round6-heldout": ("round6-heldout",),
    "round7-open": ("round7-open",),
    "round3-documents-open": ("round3-documents-open",),
    "round4-documents-open": ("round4-documents-open",),
    "round6-documents-heldout": ("round6-documents-heldout",),
}
OUTCOMES = {
    "adopted",
    "rejected",
    "referred_to_committee",
    "returned",
    "withdrawn",
    "postponed",
    "elected",
    "noted",
    "no_decision",
    "none",
}
MANNERS = {"unanimous", "majority", "unstated"}
ROLES = {"meeting", "letter", "report", "referenced_decision", "other"}
KINDS = {"resolution", "summary_list", "minutes", "agenda", "committee_report", "mixed", "other"}
LISTS = [
    "positions",
    "dates",
    "departments",
    "committees",
    "document_nos",
    "laws",
    "people",
    "places",
    "parcels",
    "money",
    "refs",
    "not_scored",
]
MONTHS = [
    "ocak",
    "şubat",
    "mart",
    "nisan",
    "mayıs",
    "haziran",
    "temmuz",
    "ağustos",
    "eylül",
    "ekim",
    "kasım",
    "aralık",
]
SPELT = {"date_in_words", "date_words"}
SPELT_MONEY = re.compile(r"\b(?:bin|milyon)\b")
UNIT_WORDS = {"ve", "müdürlüğü", "komisyonu", "dairesi", "başkanlığı", "amirliği"}
DAMAGE = str.maketrans("ÝýÞþÐðĠġĢĐ", "İıŞşĞğİşşİ")
PLAIN = str.maketrans("ıâîûşğüöç", "iaiusguoc")
LOOKALIKES = str.maketrans("0l1ı", "oiii")

Row = dict[str, Any]


def folded(value: Any, scanned: bool) -> str:
    """Letters and digits only, lower case, Turkish marks off, known damage undone; scans also lose 0/o and 1/l/i."""
    text = str(value).translate(DAMAGE)
    if "Ã" in text or "Ä" in text:
        text = text.encode("cp1252", "ignore").decode("utf-8", "ignore")
    text = text.replace("İ", "i").replace("I", "ı").lower()
    text = re.sub(r"[^a-z0-9]", "", text.translate(PLAIN))
    return text.translate(LOOKALIKES) if scanned else text


def forms(iso: str) -> list[str]:
    """Ways in which a date is printed with digits, spaces and marks already off."""
    day = date.fromisoformat(iso)
    numbers = [
        f"{d}{m}{day.year}" for d in {str(day.day), f"{day.day:02}"} for m in {str(day.month), f"{day.month:02}"}
    ]
    return [*numbers, *(f"{d}{MONTHS[day.month - 1]}{day.year}" for d in (f"{day.day:02}", str(day.day)))]


def wanted(row: Row, text: str) -> Iterator[tuple[str, str]]:
    """Pieces of text that must be printed, with the field they stand for."""
    for field in ("departments", "committees"):
        for unit in row[field]:
            yield from ((field, w[: max(3, len(w) - 2)]) for w in unit.split() if w.lower() not in UNIT_WORDS)
    yield from (("document_nos", number) for number in row["document_nos"])
    if row["decision_no"]:
        yield "decision_no", row["decision_no"]
    for law in row["laws"]:
        yield "laws", law["number"]
        yield from (("laws", n) for n in re.findall(r"\d+", (law["article"] or "").split("/")[0]))
    for person in row["people"]:
        yield from (("people", word) for word in person["name"].split())
    yield from (("positions", vote["voter"]) for vote in row["positions"])
    yield from (("places", re.sub(" Mahallesi$", "", place["name"])) for place in row["places"])
    for parcel in row["parcels"]:
        yield from (("parcels", n) for n in [parcel["ada"], *parcel["parsel"]] if n)
    for money in row["money"]:
        if SPELT_MONEY.search(text) and not money["amount"] % 1000:
            continue  # "3 milyon 500 bin TL", "35 bin lira"
        whole = str(int(money["amount"]))
        yield "money", (whole.rstrip("0") if len(whole) > 6 else whole)


def faults(row: Row, text: str, whole: str, tags: list[str]) -> Iterator[str]:
    """What is wrong with one annotated decision; `whole` is the document that a date may be inherited from."""
    if row["outcome"] not in OUTCOMES or row["manner"] not in MANNERS:
        yield "unknown outcome or manner"
    if row["outcome"] == "none" and row["manner"] != "unstated":
        yield "no result, but a manner"
    if row["outcome"] == "elected" and row["counts"]:
        yield "votes for persons are not counts"
    yield from (f"{field} is no list" for field in LISTS if not isinstance(row[field], list))
    if any(entry["role"] not in ROLES for entry in row["dates"]):
        yield "unknown date role"
    names = {person["name"] for person in row["people"]}
    yield from (
        f"voter {v['voter']} is not among people"
        for v in row["positions"]
        if v["kind"] == "person" and v["voter"] not in names
    )
    scanned = any("ocr" in tag for tag in tags)
    printed, printed_whole = folded(text, scanned), folded(whole, scanned)
    for field, value in wanted(row, text):
        if field not in row["not_scored"] and folded(value, scanned) not in printed:
            yield f"{field}: {value!r} is not in the text"
    dates = [(entry["date"], printed) for entry in row["dates"]]
    if row["meeting_date"]:
        dates.append((row["meeting_date"], printed_whole))
    for iso, where in dates:
        if not SPELT & set(tags) and not any(folded(form, scanned) in where for form in forms(iso)):
            yield f"date {iso} is not in the text"


def read(name: str) -> list[Row]:
    lines = (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def main() -> int:
    wrong: list[str] = []
    ids: Counter[str] = Counter()
    councils: dict[str, set[str]] = {side: set() for side in SIDES}
    side_of = {name: side for side, names in SIDES.items() for name in names}
    for name, least in (DECISIONS | DOCUMENTS).items():
        rows = read(name)
        if len(rows) < least:
            wrong.append(f"{name}: {len(rows)} lines, at least {least} expected")
        decisions = 0
        outcomes: Counter[str] = Counter()
        for row in rows:
            ids[row["id"]] += 1
            if name != "examples":
                councils[side_of[name]].add(row["municipality"])
            if "decisions" in row and row["kind"] not in KINDS:
                wrong.append(f"{row['id']}: unknown kind")
            end = 0
            for entry in row.get("decisions", [row]):
                text = row["text"][entry["start"] : entry["end"]] if "decisions" in row else row["text"]
                if "decisions" in row:
                    ids[entry["id"]] += 1
                    if entry["text"] != text or entry["start"] < end:
                        wrong.append(f"{entry['id']}: span is off")
                    end = entry["end"]
                if name != "examples":
                    wrong += [f"{entry['id']}: {fault}" for fault in faults(entry, text, row["text"], row["tags"])]
                outcomes[entry["outcome"]] += 1
                decisions += 1
        sys.stdout.write(f"{name}: {len(rows)} lines, {decisions} decisions {dict(outcomes.most_common())}\n")
    wrong += [f"{key}: id occurs {n} times" for key, n in ids.items() if n > 1]
    seats = Counter(council for side in councils.values() for council in side)
    wrong += [f"{council}: on {n} sides of the split" for council, n in sorted(seats.items()) if n > 1]
    if len(councils["fresh"]) < 35:
        wrong.append("fewer than 35 fresh councils")
    sys.stdout.write("councils: " + ", ".join(f"{side} {len(names)}" for side, names in councils.items()) + "\n")
    sys.stdout.write("\n".join(wrong or ["no fault"]) + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
