"""How words lead from an act to the vote on it: "havalesi yönündeki teklif kabul edildi", "iadesine karar verildi"."""

import re

from models.language.acts import Act
from models.language.objects import on_something_else

PUT = re.compile(
    r"oyl(?:ariniza|arina)\s+(?:sun|arz)|oya\s+(?:sun|koy|kon|arz|vaz)|oylat|oylan|oyluyor|oylamaya|oylarini|kabul\s+edenler"
)
_GOVERNED = re.compile(
    r"ile\s+ilgili|hakkindaki|konulu|dair\b|iliskin\b|yonelik\b|istinaden|binaen|ragmen|karsin|gore\b|kadar\b|muteakip|esas\b|uzere\b|icin\b"
    r"|nedeniyle|sebebiyle|sonucu\b|halinde|uzerine|sonrasi|ile\s+birlikte|suretiyle|amaciyla|sartiyla\b|kosuluyla\b|durumunda|ihtiyac|yetecek|olanak"
    r"|imkan|engel|yol\s+ac|yardim|katki|karsi\b|karsilik|baslan|devam|iltica|yonelik|baglanmasini|ait\b|gerek\b|yer\b|mahal|luzum"
)
_ABOUT = re.compile(r"\s+(?:dair|iliskin|hakkinda)")
_ADVERBIAL = re.compile(
    r"\s+(?:uzerine|halinde|sonucu\b|sonucunda|sonrasi|nedeniyle|sebebiyle|icin\b(?!\s+(?:yapilan\s+)?(?:\w+\s+)?oy)|durumunda|karsiliginda|amaciyla|suretiyle|ile\s+(?:konu|gorus|birlikte|yapil|baslan|toplan)|ve\s+gorus|sart|kosul|geregi)"
)
_LINKED = re.compile(
    r"\s*[,)]?\s*(?:(?:ile|nin)?\s*)?(?:(?:meclis|baskan|uye|belediye|divan)[^.;]{0,80}?\s(?:tarafindan|\w+nc[ae])\s+(?:teklif|oner|talep|iste|oya\b|oylan)|yonunde|iliskin|dair|hakkinda|seklinde|husus|konusu|uygun|teklif|oner|istem|istegi|isteyen|isted?i\b|istendi|rica\b|denildi|dendi|istenil(?:di|mis)|talep|taleb|rapor|gorus|ile ilgili|oylan|oya|oy\s?birli|oy\s?coklu|kabul|karar|gerek|konulu|oylari|plan ve|icin\s+(?:yapilan\s+)?(?:\w+\s+)?oy|reye|yolunda|kanaat|kosul|sart|yazi|ittifak|muttefik)"
)
_LEADS_ON = re.compile(
    r"\s*(?:iliskin|dair|yonelik|ait|ilgili|hakkinda|oy|\w+\s+(?:oy|karar)|mevcud|isar|yapilan|meclis|karar|kabul|$|\s*\S+\s+\S+\s*$)"
)
_ASIDE = re.compile(r"\s*(?:,|;|\d|oyla|oya)")  # the votes follow: "havalesi, 19 üyenin kabul oyu ile kabul edildi"
_VOTES_TOLD = re.compile(r"[^.;]{0,90}\b(?:ret|red|kabul|cekimser|evet|hayir)\s+oy")
_ANOTHER = re.compile(r"rapor|tekli[fp]|taleb|plan|madde")
_OF_A_REFUSAL = re.compile(r"[^.;]{0,30}(?:karar|ilgili|iliskin)\w*\s+(?:[^.;]{0,40})(?:iptal|itiraz|kaldir)")
_BREAK = re.compile(
    r"\b(?:ise|ancak|fakat|(?<!oylarina )(?<!oyuna )(?<!itirazina )(?<!muhalefetine )ragmen|halde|eklenerek|ilavesiyle)\b"
)
_INSTEAD = re.compile(r"\biptal|meden\b|yerine\b")


def governed(plain: str, at: int, limit: int) -> bool:
    """Tell whether a dative that ends at `at` belongs to a following "ilişkin", "yönelik" and the like."""
    while at < limit and plain[at : at + 1].isspace():
        at += 1
    return bool(_GOVERNED.match(plain, at, min(limit, at + 40)))


def is_put(plain: str, start: int, said: Act, act: Act) -> bool:
    """Tell whether `act` is what `said` accepts, and not the reason, the condition or the subject of something else."""
    if _ADVERBIAL.match(plain, act.end, said.start + 1):
        return False
    meaning = act.meaning
    if on_something_else(plain, start, act):
        return False
    if meaning == "noted" and _ABOUT.match(plain, act.end):
        return False  # a rule about informing the council
    between = plain[act.end : said.start]
    if meaning == "rejected" and act.root.startswith("red") and _OF_A_REFUSAL.match(between):
        return False
    if _BREAK.search(between):
        return False
    aside = act.case == "nominative" and (_ASIDE.match(between) or _VOTES_TOLD.match(between))
    if aside and not _ANOTHER.search(between):
        return True
    linked = act.case != "dative" and (
        not between.strip() or len(between) < 25 or _LINKED.match(plain, act.end, said.end) is not None
    )
    if not linked and not _LEADS_ON.match(between):
        return False
    if meaning == "postponed" and "gundeme" in between:
        return False
    return not (meaning == "referred_to_committee" and _INSTEAD.search(between[:40]))
