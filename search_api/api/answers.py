"""How JSON leaves: encoded by msgspec in one pass, and described for OpenAPI from the same types."""

from typing import Any

import msgspec
from starlette.responses import Response

from models.errors import wordings

_encoder = msgspec.json.Encoder()
REFERENCE = "#/components/schemas/{name}"


def json(value: Any, status: int = 200, **headers: str) -> Response:
    """Give `value` as a JSON answer."""
    made = {name.replace("_", "-"): text for name, text in headers.items()}
    return Response(_encoder.encode(value), status_code=status, headers=made, media_type="application/json")


def shape(kind: Any, example: Any, status: int = 200) -> dict[int | str, dict[str, Any]]:
    """Describe the good answer of `kind` with an example."""
    [schema], _ = msgspec.json.schema_components([kind], ref_template=REFERENCE)
    content = {"schema": schema, "example": example}
    return {status: {"description": "OK", "content": {"application/json": content}}}


def problems(*codes: str) -> dict[int | str, dict[str, Any]]:
    """Describe the error answers a route can give, one entry a status, with the codes it then carries."""
    made: dict[int | str, dict[str, Any]] = {}
    for code in codes:
        wording = wordings()[code]
        status = int(wording["status"])
        entry = made.setdefault(
            status,
            {
                "description": "",
                "content": {
                    "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}, "examples": {}}
                },
            },
        )
        entry["description"] = ", ".join(part for part in (entry["description"], wording["title_en"]) if part)
        entry["content"]["application/problem+json"]["examples"][code] = {
            "value": {
                "type": f"/api/docs/errors#{code}",
                "title": wording["title_en"],
                "status": status,
                "code": code,
                "detail": wording["message_en"],
                "next_step": wording["next_step_en"],
            }
        }
    return made


PROBLEM = {
    "type": "object",
    "title": "Problem",
    "description": "RFC 9457, with Karar's own stable `code` and what the person can do (`next_step`).",
    "required": ["type", "title", "status", "code", "detail", "next_step"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "next_step": {"type": "string"},
    },
}
