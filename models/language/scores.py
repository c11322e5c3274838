"""Score extracted facts against labelled ones: accuracy of single fields, precision, recall and F1 of lists.

What may differ without being an error is normalised first: case, circumflex, suffixes after an apostrophe, short and long names
of a party. Conventions of the labels: ``tests/quality/corpus/README.md``.
"""

import math
import re
import unicodedata
from collections.abc import Callable
from typing import Any

Row = dict[str, Any]
Keys = set[tuple[str, ...]]
SIDES = ("for", "against", "abstain")

# ---- normalisation: everything that may differ without being an error --------------------------

GROUPS = {  # long and short names of the same group, after norm()
    "akp": "ak parti",
    "adalet ve kalkınma partisi": "ak parti",
    "cumhuriyet halk partisi": "chp",
    "milliyetçi hareket partisi": "mhp",
    "iyi": "iyi parti",
    "büyük birlik partisi": "bbp",
    "demokrat parti": "dp",
    "yeniden refah partisi": "yrp",
    "yeniden refah": "yrp",
    "halkların demokratik partisi": "hdp",
    "dem": "dem parti",
    "saadet": "saadet partisi",
    "deva": "deva partisi",
    "bağımsız üyeler": "bağımsız",
    "bağımsızlar": "bağımsız",
}


def norm(value: Any) -> str:
    """Turkish lower case, circumflex off, apostrophe and the suffix after it off, one space between words."""
    s = unicodedata.normalize("NFC", "" if value is None else str(value))
    s = re.sub("[\u00ad\u0307\u200b\ufeff]", "", s)
    s = re.sub("[’‘´`ʼ]", "'", s)
    s = re.sub(r"\s*'\s*\w*", "", s)
    s = s.replace("İ", "i").replace("I", "ı").lower().translate(str.maketrans("âîû", "aiu"))
    return re.sub(r"\s+", " ", s).strip(" .,;:")


def unit(value: Any) -> str:
    """Departments, committees: 'Daire' = 'Dairesi'; 'Plan Bütçe' = 'Plan ve Bütçe'; commas and hyphens do not count."""
    s = re.sub(r"[,\-–]", " ", norm(value)).replace("daire başkanlığı", "dairesi başkanlığı")
    return " ".join(w for w in s.split() if w != "ve")


def person(value: Any) -> str:
    """'M.Fahri' = 'M. Fahri'; 'Ad SOYAD (CHP)' = 'Ad SOYAD'."""
    return norm(re.sub(r"\(.*?\)", "", str(value or "")).replace(".", " "))


def voter(value: Any) -> str:
    """Give a person's or a group's name; 'CHP Grubu' = 'CHP', 'AKP' = 'AK Parti'."""
    s = re.sub(r" (meclis )?(grubu|gurubu|grup|üyesi|üyeleri)$", "", person(value))
    return GROUPS.get(s, s)


def number(value: Any) -> str:
    """Document and decision numbers: no spaces, capitals, leading zeros off."""
    return re.sub(r"\s", "", "" if value is None else str(value)).upper().lstrip("0")


def article(value: Any) -> str:
    """'18 (p)' = '18/p'."""
    return re.sub(r"/+", "/", re.sub(r"[\s)]", "", norm(value)).replace("(", "/"))


def place(value: Any) -> str:
    """Give a place's name without its kind: 'Fatih Mah.' is 'fatih'."""
    return re.sub(r"( (mahallesi|mah|mh|ilçesi|ili|köyü))$", "", norm(value))


def amount(value: Any) -> str:
    """Give an amount with two decimals; what is no number is empty."""
    try:
        return f"{float(value):.2f}"
    except (TypeError, ValueError):
        return ""


def currency(value: Any) -> str:
    """Give the currency code: TL and the lira sign are TRY."""
    s = str(value or "TRY").upper()
    return {"TL": "TRY", "₺": "TRY"}.get(s, s)


def text(value: Any) -> str:
    """Give the value as text; None is empty."""
    return "" if value is None else str(value)


def same_counts(gold: Row, pred: Row) -> bool:
    """Null and 0 are equal; members that gold summed from names may be null."""
    g, p = gold.get("counts") or {}, pred.get("counts") or {}
    if not isinstance(p, dict):
        return False
    free = gold.get("counts_from_names") or ()
    return all((g.get(k) or 0) == (p.get(k) or 0) or (k in free and p.get(k) is None) for k in SIDES)


# ---- fields ------------------------------------------------------------------------------------


def keys(*parts: tuple[str, Callable[[Any], str]]) -> Callable[[Any], Keys]:
    """Key of a list entry that is an object: the named members, normalised. Not an object: no match."""
    return lambda x: {tuple(f(x.get(k)) for k, f in parts)} if isinstance(x, dict) else {(text(x),)}


def parcel_keys(x: Any) -> Keys:
    """Give one key for each parcel of a block."""
    if not isinstance(x, dict):
        return {(text(x),)}
    parts = x.get("parsel") if isinstance(x.get("parsel"), list) else [x.get("parsel")]
    return {(number(x.get("ada")), number(p)) for p in parts or [None]}


SETS: dict[str, Callable[[Any], Keys]] = {
    "positions": keys(("voter", voter), ("option", text)),
    "departments": lambda x: {(unit(x),)},
    "committees": lambda x: {(unit(x),)},
    "dates": keys(("date", text), ("role", text)),
    "document_nos": lambda x: {(number(x),)},
    "laws": keys(("number", number), ("article", article)),
    "people": keys(("name", person)),
    "places": keys(("kind", text), ("name", place)),
    "parcels": parcel_keys,
    "money": keys(("amount", amount), ("currency", currency)),
    "refs": keys(("number", number), ("date", text)),
}
SINGLE: dict[str, Callable[[Row, Row], bool]] = {
    "outcome": lambda g, p: p.get("outcome") in accepted(g),
    "manner": lambda g, p: g["manner"] == p.get("manner"),
    "counts": same_counts,
    "meeting_date": lambda g, p: g.get("meeting_date") == p.get("meeting_date"),
    "decision_no": lambda g, p: number(g.get("decision_no")) == number(p.get("decision_no")),
}
STATED = ("counts", "meeting_date", "decision_no")  # often null: also scored where gold has a value
LISTS = {
    "position": "positions",
    "department": "departments",
    "committee": "committees",
    "date": "dates",
    "document_no": "document_nos",
    "law": "laws",
    "person": "people",
    "place": "places",
    "parcel": "parcels",
    "money": "money",
    "ref": "refs",
}
"""The field of a fact and the list of labels it belongs to."""


def accepted(gold: Row) -> list[str]:
    """Give the outcomes that count as right."""
    return [gold["outcome"], *gold.get("also_accept_outcome", [])]


def entries(row: Row | None, field: str) -> Keys:
    """Give the keys of a list field."""
    value = (row or {}).get(field)
    return set().union(*(SETS[field](x) for x in value)) if isinstance(value, list) else set()


# ---- scores ------------------------------------------------------------------------------------


def wilson(k: int, n: int, z: float = 1.96) -> list[float]:
    """Give the Wilson score interval of `k` right out of `n` (Wilson 1927), 95 % by default."""
    if not n:
        return [0.0, 1.0]
    p, d = k / n, 1 + z * z / n
    mid, half = (p + z * z / (2 * n)) / d, z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / d
    return [max(0.0, mid - half), min(1.0, mid + half)]


def prf(tp: int, fp: int, fn: int) -> dict[str, float | None]:
    """None where nothing was there to find and nothing was claimed."""
    return {
        "precision": tp / (tp + fp) if tp + fp else None,
        "recall": tp / (tp + fn) if tp + fn else None,
        "f1": 2 * tp / (2 * tp + fp + fn) if tp + fp + fn else None,
    }


def score_single(field: str, pairs: list[tuple[Row, Row | None]]) -> Row:
    """Give the accuracy of a field with one value."""
    wrong = [g["id"] for g, p in pairs if p is None or not SINGLE[field](g, p)]
    n = len(pairs)
    return {
        "n": n,
        "accuracy": 1 - len(wrong) / n if n else None,
        "wilson95": wilson(n - len(wrong), n),
        "wrong": wrong,
    }


def score_set(field: str, pairs: list[tuple[Row, Row | None]]) -> Row:
    """Give precision, recall and F1 of a list field."""
    tp = fp = fn = 0
    wrong = []
    for g, p in pairs:
        a, b = entries(g, field), entries(p, field)
        tp, fp, fn = tp + len(a & b), fp + len(b - a), fn + len(a - b)
        if p is None or a != b:
            wrong.append(g["id"])
    return {"n": len(pairs), "entries": tp + fn, "claimed": tp + fp, "right": tp, **prf(tp, fp, fn), "wrong": wrong}


def score_classes(pairs: list[tuple[Row, Row | None]]) -> Row:
    """Per class of gold; a prediction that gold also accepts counts as the gold class."""
    told = [
        (g["outcome"], g["outcome"] if p and p.get("outcome") in accepted(g) else (p or {}).get("outcome"))
        for g, p in pairs
    ]
    out: Row = {}
    for c in sorted({g for g, _ in told}):
        tp = sum(g == p == c for g, p in told)
        n, said = sum(g == c for g, _ in told), sum(p == c for _, p in told)
        out[c] = {"n": n, "right": tp, **prf(tp, said - tp, n - tp)}
    return {"classes": out, "macro_f1": sum(v["f1"] for v in out.values()) / len(out) if out else None}


def score(gold: dict[str, Row], pred: dict[str, Row]) -> Row:
    """Score every field; a labelled decision without a prediction counts as wrong everywhere."""

    def pairs(field: str) -> list[tuple[Row, Row | None]]:
        return [(g, pred.get(i)) for i, g in gold.items() if field not in g.get("not_scored", ())]

    result: Row = {"decisions": len(gold), "missing": [i for i in gold if i not in pred], "single": {}, "sets": {}}
    for f in SINGLE:
        result["single"][f] = score_single(f, pairs(f))
        if f in STATED:
            result["single"][f"{f} (stated)"] = score_single(f, [(g, p) for g, p in pairs(f) if g.get(f)])
    for f in SETS:
        result["sets"][f] = score_set(f, pairs(f))
    lists = [told for field, told in result["sets"].items() if field != "positions"]
    right, claimed, wanted = (sum(told[name] for told in lists) for name in ("right", "claimed", "entries"))
    together = {"entries": wanted, **prf(right, claimed - right, wanted - right)}
    return result | {"entities": together, "outcome": score_classes(pairs("outcome"))}


def matches(row: Row, condition: str) -> bool:
    """Tell whether a labelled decision has ``KEY=VALUE``, as ``outcome=rejected`` or ``tags=news``."""
    key, _, value = condition.partition("=")
    have = row.get(key)
    return value in (have if isinstance(have, list) else [str(have)])
