"""A resolution for machines on its page: schema.org's Legislation, which stems from the European ELI."""

import json
from typing import Any

from markupsafe import Markup

from models.resolution import ResolutionRecord


def json_ld(record: ResolutionRecord, address: str) -> Markup:
    """Give the JSON-LD of a resolution, safe inside a script element."""
    decision = record.decision
    made: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "@id": address,
        "url": address,
        "name": decision.subject or decision.number or record.file,
        "legislationType": "Belediye meclisi kararı",
        "inLanguage": "tr",
    }
    if decision.number:
        made["legislationIdentifier"] = decision.number
    if decision.meeting_date:
        made["legislationDate"] = decision.meeting_date
    if record.municipality:
        made["legislationJurisdiction"] = record.municipality
        made["legislationPassedBy"] = {"@type": "GovernmentOrganization", "name": f"{record.municipality} Meclisi"}
    text = json.dumps(made, ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - every character that could end the script element is escaped above
