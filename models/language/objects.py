"""What an act is done to: money goes back, a debt is put off, a sale is given up, while the motion itself is adopted."""

import re

from models.language.acts import Act

_MONEY = re.compile(
    r"(?<![a-z])(?:teminat|bedel|ucret|odenen|odenek|katilim pay|tutar|para|depozito|harc|vergi|prim|bono|kesinti|arsa|tasinmaz|hisse|arac|emanet|mulkiyet|borc|tl|lira|hibe|miktar|kamulastir|pay)[\w']*\s+(?:[\w'.]+\s+){0,3}$"
)
_DEBT = re.compile(r"\b(?:borc|taksit|odeme|tahsilat|vergi|alacag|alacak|prim|ecrimisil|kiralar)\w*\s+(?:\w+\s+){0,2}$")
_THING = re.compile(
    r"\b(?:islem|karar|tahsis|tasinmaz|ruhsat|ihale|arsa|yetki|arazi|parsel|hibe)\w*\s+(?:\w+\s+){0,1}$"
)
_MOTION = re.compile(r"\b(?:teklif|onerge|talep|taleb|oneri|istek|istegi|basvuru|dilekce|gorusul|madde|konu)\w*")


def on_something_else(plain: str, start: int, act: Act) -> bool:
    """Tell whether `act`, in a clause from `start`, is done to money, a debt or a plan, and not to the motion."""
    at = act.start
    match act.meaning:
        case "returned":
            return bool(_MONEY.search(plain, max(start, at - 70), at))
        case "postponed":
            return bool(_DEBT.search(plain, max(start, at - 60), at))
        case "withdrawn" if act.root == "vazgec":
            return act.kind == "noun" and not _MOTION.search(plain, max(start, at - 40), at)
        case "withdrawn":
            return act.kind == "noun" and plain.startswith("geri", at) and bool(_THING.search(plain, max(start, at - 40), at))  # fmt: skip
    return False
