"""The words shown for the closed values of the record (outcomes, kinds of file, states) and for its facts."""

from collections.abc import Mapping
from typing import Any

from . import language as words
from .language import Language


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for a message that is translated later
    """Mark an English message for translation where it is shown."""
    return message


UNKNOWN = N_("Not stated")

LABELS: Mapping[str, Mapping[str, str]] = {
    "outcome": {
        "adopted": N_("Adopted"),
        "rejected": N_("Rejected"),
        "referred_to_committee": N_("Referred to committee"),
        "returned": N_("Returned"),
        "withdrawn": N_("Withdrawn"),
        "postponed": N_("Postponed"),
        "elected": N_("Elected"),
        "noted": N_("Noted"),
        "no_decision": N_("No decision needed"),
        "none": N_("No outcome in the text"),
    },
    "manner": {
        "unanimous": N_("Unanimously"),
        "majority": N_("By majority"),
        "unstated": N_("Manner not stated"),
    },
    "vote_on_text": {"passed": N_("The text put to the vote passed"), "failed": N_("The text put to the vote failed")},
    "option": {"for": N_("For"), "against": N_("Against"), "abstain": N_("Abstained")},
    "kind": {
        "resolution": N_("Single resolution"),
        "summary_list": N_("List of resolution summaries"),
        "minutes": N_("Minutes"),
        "agenda": N_("Agenda"),
        "committee_report": N_("Committee report"),
        "mixed": N_("Several kinds together"),
        "other": N_("Other document"),
    },
    "state": {
        "received": N_("Received"),
        "reading": N_("Being read"),
        "understood": N_("Understood"),
        "indexed": N_("Found by search"),
        "failed": N_("Could not be read"),
        "quarantined": N_("Set aside"),
        "refused": N_("Not taken in"),
    },
    "date_role": {
        "meeting": N_("Meeting"),
        "letter": N_("Letter"),
        "report": N_("Report"),
        "referenced_decision": N_("Earlier resolution"),
        "other": N_("Other date"),
    },
    "vote_role": {"matter": N_("On the matter"), "procedure": N_("On procedure"), "committee": N_("In committee")},
    "result": {"passed": N_("accepted"), "failed": N_("rejected")},
    "source": {
        "text": N_("read in the text"),
        "derived": N_("worked out from other facts"),
        "header": N_("read in the letterhead or page header"),
        "metadata": N_("from the data that came with the file"),
        "model": N_("proposed by the language model"),
        "manual": N_("entered by a clerk"),
    },
    "field": {
        "outcome": N_("Outcome"),
        "manner": N_("Manner"),
        "vote_on_text": N_("Vote on the text"),
        "counts": N_("Votes counted"),
        "position": N_("Position"),
        "number": N_("Resolution number"),
        "meeting_date": N_("Meeting date"),
        "date": N_("Date"),
        "department": N_("Department"),
        "committee": N_("Committee"),
        "document_no": N_("Document number"),
        "law": N_("Legal basis"),
        "regulation": N_("Regulation"),
        "person": N_("Person"),
        "place": N_("Place"),
        "parcel": N_("Block and parcel"),
        "plan_scale": N_("Plan scale"),
        "area": N_("Area"),
        "money": N_("Amount"),
        "amount_words": N_("Amount in words"),
        "ref": N_("Other resolution"),
        "subject": N_("Subject"),
        "municipality": N_("Municipality"),
        "procedural_vote": N_("Vote on procedure"),
        "committee_vote": N_("Vote in committee"),
        "candidate_vote": N_("Votes for a candidate"),
        "against": N_("Voted against"),
        "abstain": N_("Abstained"),
        "for": N_("Voted for"),
        "year": N_("Year"),
        "kind": N_("Kind of file"),
        "flag": N_("Notable"),
        "person_against": N_("Member who voted against"),
        "amount_from": N_("Amount at least"),
        "amount_to": N_("Amount at most"),
        "from": N_("From"),
        "to": N_("Until"),
    },
    "flag": {
        "dissent": N_("With votes against"),
        "committee_differs": N_("Committee and council differ"),
        "questions": N_("With open questions"),
    },
    "sort": {
        "relevance": N_("Best match"),
        "newest": N_("Newest first"),
        "oldest": N_("Oldest first"),
        "number": N_("By number"),
    },
}

_ICONS = {
    "adopted": "check",
    "rejected": "cross",
    "referred_to_committee": "arrow",
    "returned": "back",
    "withdrawn": "minus",
    "postponed": "clock",
    "elected": "person",
    "noted": "info",
    "no_decision": "ring",
    "none": "dots",
}


def label(value: Any, family: str, language: Language = Language.TURKISH) -> str:
    """Give the words for `value` of the family (``outcome``, ``kind`` ...); an unknown value stands for itself."""
    found = LABELS[family].get(str(value))
    return words.say(language, found) if found else str(value).replace("_", " ")


def icon(outcome: Any) -> str:
    """Give the name of the sign that stands beside an outcome's word."""
    return _ICONS.get(str(outcome), "dots")


def in_words(field: str, value: Any, language: Language) -> str:
    """Say a fact's value as a person would: a date in full, a law with its article, an amount with its currency."""
    if value is None:
        return words.say(language, N_("not stated"))
    if field in {"procedural_vote", "committee_vote"} and value in LABELS["result"]:
        return label(value, "result", language)
    if field in LABELS and isinstance(value, str) and value in LABELS[field]:
        return label(value, field, language)
    if isinstance(value, Mapping):
        return _record_in_words(field, value, language)
    if isinstance(value, (list, tuple)):
        return ", ".join(in_words(field, one, language) for one in value)
    if field in {"meeting_date", "date"}:
        return words.day(str(value), language)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return words.number(value, language)
    return str(value)


def _record_in_words(field: str, value: Mapping[str, Any], language: Language) -> str:
    match field:
        case "law":
            return law(value.get("number"), value.get("article"), language)
        case "date":
            role = label(value.get("role", "other"), "date_role", language)
            return f"{words.day(value.get('date'), language)} ({role.lower() if language == 'en' else role})"
        case "position":
            return f"{value.get('voter', '')}: {label(value.get('option'), 'option', language)}"
        case "counts":
            sides = [
                f"{label(side, 'option', language)} {words.number(value[side], language)}"
                for side in ("for", "against", "abstain")
                if value.get(side) is not None
            ]
            return ", ".join(sides)
        case "person":
            return ", ".join(str(value[key]) for key in ("name", "title") if value.get(key))
        case "candidate_vote":
            return f"{value.get('name', '')}: {words.number(value.get('votes') or 0, language)}"
        case "place":
            return str(value.get("name", ""))
        case "parcel":
            return parcel(value.get("ada"), value.get("parsel") or (), language)
        case "plan_scale":
            return " ".join(str(value[key]) for key in ("scale", "plan") if value.get(key))
        case "area":
            return f"{words.number(value.get('amount') or 0, language)} {value.get('unit', '')}"
        case "money":
            return money(value.get("amount") or 0.0, str(value.get("currency") or "TRY"), language)
        case "ref":
            parts = [
                words.day(value.get("date"), language),
                str(value.get("number") or ""),
                str(value.get("body") or ""),
            ]
            return " · ".join(part for part in parts if part)
        case _:
            shown = (in_words(str(key), one, language) for key, one in value.items() if one not in (None, "", [], ()))
            return ", ".join(shown)


def law(number: Any, article: Any, language: Language) -> str:
    """Say a legal basis: `5393 sayılı Kanun, madde 18/p`."""
    if article:
        return words.say(language, N_("Law %(number)s, article %(article)s")) % {"number": number, "article": article}
    return words.say(language, N_("Law %(number)s")) % {"number": number}


def parcel(ada: Any, parsel: Any, language: Language) -> str:
    """Say a piece of land: `19874 ada, 3 ve 5 parsel`."""
    parts = []
    if ada:
        parts.append(words.say(language, N_("block %(ada)s")) % {"ada": ada})
    if parsel:
        numbers = ", ".join(str(one) for one in parsel)
        parts.append(words.say(language, N_("parcel %(parsel)s")) % {"parsel": numbers})
    return ", ".join(parts)


def money(amount: float, currency: str, language: Language) -> str:
    """Say an amount with two decimals only where it has them: `7.500 TL`."""
    shown = {"TRY": "TL"}.get(currency, currency)
    return f"{words.money(amount, language)} {shown}"
