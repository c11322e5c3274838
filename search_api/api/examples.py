"""The examples of the API's description; a test holds each to the shape it illustrates."""

from typing import Any

_SHA256 = "9f2c6a1b0e4d7c8f3a5b6d9e0c1f2a3b4c5d6e7f8091a2b3c4d5e6f708192a3b"
_ID = "a1b2c3d4e5f6g7h8i9j0k1l2m3"

SEARCH: dict[str, Any] = {
    "total": 1,
    "took_ms": 1.9,
    "reading": "açık VE yönetim",
    "notices": [],
    "hits": [
        {
            "id": _ID,
            "number": "412",
            "municipality": "Çankaya Belediyesi",
            "meeting_date": "2026-03-13",
            "subject": "Açık Yönetim Ortaklığı Yerel Programına üyelik",
            "outcome": "adopted",
            "manner": "majority",
            "against": ["AK Parti", "MHP", "BBP"],
            "departments": ["Dış İlişkiler Dairesi Başkanlığı"],
            "file": "karar-412.pdf",
            "sha256": _SHA256,
            "page": 1,
            "score": 7.1,
            "snippets": ["… <mark>Açık</mark> <mark>Yönetim</mark> Ortaklığı …"],
            "snippet_pages": [1],
            "url": f"/resolutions/{_ID}",
            "copies": [],
        }
    ],
    "facets": {"outcome": [{"value": "adopted", "label": "Kabul", "count": 1}]},
    "next": None,
}
SIMILAR: dict[str, Any] = {
    "resolutions": [
        {
            "id": _ID,
            "same": False,
            "number": "77",
            "municipality": "Dikili Belediyesi",
            "meeting_date": "2024-12-04",
            "subject": "2025 yılı içme suyu satış fiyatı",
            "outcome": "rejected",
            "manner": "majority",
            "file": "karar-77.pdf",
            "page": 1,
            "url": f"/resolutions/{_ID}",
        }
    ]
}
FACET: dict[str, Any] = {
    "facet": "department",
    "values": [{"value": "Fen İşleri Müdürlüğü", "label": "Fen İşleri Müdürlüğü", "count": 12}],
}
RESOLUTION: dict[str, Any] = {
    "id": _ID,
    "version": 1,
    "url": f"/resolutions/{_ID}",
    "file": "karar-412.pdf",
    "sha256": _SHA256,
    "kind": "resolution",
    "municipality": "Çankaya Belediyesi",
    "page": 1,
    "received": "2026-03-20T09:00:00.000000Z",
    "decision": {
        "number": "412",
        "start": 0,
        "end": 30,
        "text": "Teklif oyçokluğu ile kabul edildi.",
        "meeting_date": "2026-03-13",
        "outcome": "adopted",
        "manner": "majority",
        "vote_on_text": "passed",
        "counts": {"for": 21, "against": 14, "abstain": None},
        "positions": [{"voter": "MHP", "kind": "group", "option": "against"}],
        "facts": [
            {
                "field": "outcome",
                "value": "adopted",
                "start": 20,
                "end": 33,
                "page": 1,
                "quote": "kabul edildi",
                "rule": "outcome.dative@1",
                "confidence": 0.98,
                "source": "text",
            }
        ],
    },
}
DOCUMENT: dict[str, Any] = {
    "sha256": _SHA256,
    "file": "karar-412.pdf",
    "size": 48211,
    "format": "pdf",
    "kind": "resolution",
    "municipality": "Çankaya Belediyesi",
    "state": "indexed",
    "received": "2026-03-20T09:00:00.000000Z",
    "pages": 2,
    "text": "T.C. ÇANKAYA BELEDİYESİ ...",
    "url": f"/documents/{_SHA256}",
    "original": f"/documents/{_SHA256}/original",
    "error": None,
    "notices": [],
    "resolutions": [
        {
            "id": _ID,
            "ordinal": 1,
            "page": 1,
            "number": "412",
            "meeting_date": "2026-03-13",
            "url": f"/resolutions/{_ID}",
        }
    ],
}
UPLOAD: dict[str, Any] = {
    "id": "u1b2c3d4e5f6g7h8i9j0k1l2m3",
    "file": "karar-412.pdf",
    "state": "received",
    "sha256": _SHA256,
    "duplicate_of": None,
    "url": "/api/v1/uploads/u1b2c3d4e5f6g7h8i9j0k1l2m3",
    "document": f"/api/v1/documents/{_SHA256}",
    "attempts": 0,
    "changed": None,
    "error": None,
    "members": [],
}
UPLOADS: dict[str, Any] = {"uploads": [UPLOAD]}
HEALTH: dict[str, Any] = {
    "status": "ok",
    "catalogue": {"state": "ok", "detail": "", "resolutions": None, "engine": None, "lag": None},
    "index": {"state": "ok", "detail": "", "resolutions": 10000, "engine": "tantivy", "lag": 0},
}
