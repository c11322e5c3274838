"""Scales of plans: ``1/1000 ölçekli Uygulama İmar Planı``, ``1/5.000 NİP``, ``1/100.000 ÇDP``."""

import re

from models.language.data_files import rows_of
from models.language.passage import Mention, Passage, spaced, widened
from models.language.patterns import Pattern

_SCALE = Pattern(
    widened(
        r"(?<![\d./,:])1\s?[/:]\s?(?P<scale>\d{3}|\d{1,3}[. ]?[05]00|\d{1,3}[.]?000)(?![\d/]|[.,]\d)(?P<suffix>'?\s?lik\b|'?\s?lu\b)?"
    )
)
_SCALED = spaced(
    r"\s*[,-]?\s*(?:(?:ve|ile)\s+)?(?:1\s?[/:]\s?[\d.]+\s*(?:,|-|ve|ile)?\s*){0,4}(?P<word>olcek\w*|olc\.|lik\b)?\s*"
)
_WORDED_BEFORE = re.compile(r"olcek\w*\s*[:=]?\s*$")
_PLANS = tuple((re.compile(pattern), name) for pattern, name in rows_of("plans.tsv"))
_QUALITIES = re.compile(r"(?P<quality>koruma amacli|ilave|revizyon|mevzii)(?=\s)")
_QUALITY_NAMES = {"koruma amacli": "Koruma Amaçlı", "ilave": "İlave", "revizyon": "Revizyon", "mevzii": "Mevzii"}
_USUAL = frozenset({"100", "200", "500", "1000", "2000", "5000", "10000", "25000", "50000", "100000", "250000"})
_REACH = 70


def find_scales(passage: Passage) -> list[Mention]:
    """Give every scale of a plan as a mention of ``{"scale", "plan"}``; plan None where the text does not say which."""
    view = passage.numeric
    if "1/" not in view and "1:" not in view and "1 /" not in view:
        return []
    found: list[Mention] = []
    for match in passage.numeric_view.matches(_SCALE):
        number = re.sub(r"\D", "", match["scale"])
        scaled = _SCALED.match(view, match.end())
        if number not in _USUAL or scaled is None:
            continue
        plan = _plan(view, scaled.end())
        told = (
            match["suffix"] or scaled["word"] or _WORDED_BEFORE.search(view, max(0, match.start() - 14), match.start())
        )
        if plan is None and not told:
            continue
        end = plan[1] if plan is not None and scaled.end() - match.end() < 16 else match.end()
        value = {"scale": f"1/{number}", "plan": plan[0] if plan is not None else None}
        found.append(Mention("plan_scale", match.start(), end, value, "scales.plan@1"))
    return found


def _plan(view: str, at: int) -> tuple[str, int] | None:
    """Give the plan that is named first behind a scale, with its end."""
    stretch = view[at : at + _REACH]
    stop = re.search(r"[.;\n](?=\s)|1\s?/\s?\d{3}|\d \d", stretch)
    stretch = stretch[: stop.start()] if stop is not None else stretch
    hits = [
        (match.start(), -match.end(), name)
        for pattern, name in _PLANS
        if (match := pattern.search(stretch)) is not None
    ]
    if not hits:
        return None
    start, end, name = min(hits)
    qualities = [_QUALITY_NAMES[match["quality"]] for match in _QUALITIES.finditer(stretch[:start])]
    return " ".join([*qualities, name]), at - end
