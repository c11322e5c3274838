"""Dates with the role the words around them give: meeting, letter, report, earlier decision, other.

A date in the head has its role from the head's labels and layout; one in the text from the first paper or meeting named
behind it: "12.03.2024 tarih ve 118 sayılı yazısı" is a letter's.
"""

import re
from bisect import bisect_left

from models.language.days import Day, days
from models.language.opening import opening_of
from models.language.papers import OFFICE, described, paper_pattern
from models.language.passage import Mention, Passage

_PAPER = paper_pattern("meeting", "letter", "report", "referenced_decision", "stop")
_SAME = re.compile(r"ayni (?:tarih|gun)(?:li|lu)?(?= (?:ve )?\S{1,30} (?:sayi|no))")
_ADJECTIVE = re.compile(
    r"^(?:['’]?\w{0,4})?\s*[,(]?\s*(?:\S{1,12}\s+)?(?:tarih(?:li|i)?\b(?!(?:nde|ne|nden|leri))|gun(?:lu)?\b|t\.|tarih ve|sayili|ve\b)"
)
_NUMBERED = re.compile(r"^\s*[/-]\s*\d|^\s+(?:sali|pazar\w*|carsamba|persembe|cuma\w*)|^\s+(?:olagan|tarihi)")
_POINT = re.compile(
    r"^['\s]*(?:tarih(?:inde|inden|ine|leri\w*|i itibar\w*)|itibar\w*|gunu(?:nden|ne|nde)?\b|a kadar|e kadar|-|dan|den|[dt]a\b|[dt]e\b)"
)
_ONWARD = re.compile(r"tarihinden|tarihine|itibar")
_UNTIL = re.compile(r"tarihinden|tarihine|kadar|itibar")
_GATHERING = re.compile(r"toplanti|birlesim|oturum|toplan(?:di|mis|ar|il|an)|yoklama|celse|gerceklestiril")
_ANOTHER_BODY = re.compile(r"['\s]*(?:tarihinde|gunu)\s+(?:\w+\s+)?(?:encumen|komisyon)")
_BODY_BEFORE = re.compile(r"\b(?:encumen|komisyon|(?<!genel\s)kurul)\w{0,12}\s*,?\s*(?:\d{1,2}\s?(?:[-,]|ve)\s?){0,9}$")
_GATHERED = re.compile(r"toplan(?:mis|di|arak|acaktir)")
_COUNCIL_LEFT = re.compile(r"(?:\bmeclis\w*\b(?!\s+uye)|olagan\w*|toplanti\w*|birlesim\w*|oturum\w*)[\s,:\w]{0,22}$")
_COUNCIL_BEFORE = re.compile(r"(?:meclis\w*|toplanti\w*|birlesim\w*)\s*[,:(]?\s*$")
_MEETING_WORD = re.compile(r"toplanti|birlesim|oturum")
_LATER = re.compile(
    r"(?:birlesim|toplanti|oturum)(?:de|da|inde|sinda|unda)?\s*(?:yeniden|tekrar)?\s*(?:gorusulme|gorusulecek|gorusulmek|ele alinma|karara baglanma|degerlendirilme|devam edil)"
    r"|\b(?:yapilacak|toplanacak)\s+(?:olan\s+)?(?:\w+\s+){0,3}(?:birlesime|toplantiya|toplantisina|oturuma|birlesimine|oturumuna)\b(?!\s+(?:\w+\s+){0,3}(?:davet|katil|tesrif|cagr|istirak|iliskin gundem))"
    r"|\bgunku\s+(?:\w+\s+){0,2}(?:birlesim|toplanti|oturum)\w*\s+(?:\w+\s+)?(?:yapilma|gorusulme|gorusulecek|ele alinma)"
    r"|^\s*tarihli\s+(?:\w+\s+){0,2}(?:toplantiya|birlesime|oturuma|toplantisina|birlesimine)\s+(?:birakil|ertelen|kal)"
    r"|(?:toplanarak|toplanip)\s[^.]{0,40}\brapor"
)
_NEXT = re.compile(
    r"\b(?:sonraki|gelecek|muteakip)\s+(?:\w+\s+)?(?:toplanti|birlesim|oturum)\w*\s*(?:tarihi|gunu)?\s*[:;]?\s*$"
)
_LATER_SET = re.compile(
    r"(?:tarih(?:inde|ine)|gunu\w*).{0,60}(?:ertelen|birakil|toplanil|yapilma|devam edilme|toplanma)"
)
_NOT_MET = re.compile(r"toplanama|acilama|toplanilama")
_DECIDED = re.compile(
    r"^['\s]*(?:tarih(?:inde|i itibariyle)|gunu(?:nde)?)\s+(?:(?!yapilan|verilen|gelen|edilen|sunulan|alinan)\w+\s+){0,2}?(?:meclis\S*\s+)?(?:gorusul(?:du|mus|erek)|yapilan\s+(?:oylama|gorusme|meclis)|oy\s?birli|oy\s?coklu|oylan|karar\s+(?:ver|al)|kabul\s+ed|oya\s+sun)"
)
_DONE_ON = re.compile(r"['\s]*(?:tarihinde|gunu)")
_LISTED = re.compile(r"\s?(?:[-,]|ve)\s?")
_IN_BRACKETS = re.compile(r"(?P<word>[a-z]+)\s*\(\s*(?:tarihi?\s*:?\s*)?$")
_DECIDED_THERE = re.compile(
    r"(?:toplanti|birlesim|oturum)\w*\s+(?:alinan|verilen|kabul edilen|alinmis olan)\s+(?:ve\s+)?(?P<n>\S+?)\s*(?:sayili|nolu|no'?\s?lu)\s+(?:\w+\s){0,2}karar(?!dir|idir)"
)
_DECIDED_EARLIER = re.compile(  # "05.02.2024 tarihli toplantısında 27 sayılı karar ile komisyona gönderilen"
    r"\s*tarihli\s+(?:\w+\s+){0,3}(?:toplanti|birlesim|oturum)\w*\s+\S{1,12}\s+sayili\s+karar(?:i|imiz)?\s*(?:ile|yla|la)\b[^.;]{0,80}(?:gonderil|havale|sevk)\w*en\b"
)
_SAME_KIND = re.compile(  # "22.04.2024 tarih ve 310 sayılı, Ağın Belediyesinin 25.04.2024 tarih ve 127 sayılı yazıları"
    r"['\s]*(?:tarih|gun)\w*\s*(?:ve|,)?\s*[\w./-]+\s+sayili\s*(?:,|ve|ile)\s[^.;]{0,70}"
)
_CLOSES_LETTER = re.compile(r"\b(?:ederiz|ederim|olunur|dilerim|dileriz)\s?\.\s*$")
_CLOSES_REPORT = re.compile(
    r"(?:\brapor\w*\b[^.]{0,60}(?:sunulur|arz\s\w+|sunariz)|\bkomisyonumuzca\b[^.]{0,60}m[iu]s(?:tir|tur))\s?\.\s*$"
)
_TAKEN = re.compile(r"alin|veril")
_WEEKDAY = re.compile(
    r"^\s*,?\s*(?:pazartesi|sali|carsamba|persembe|cuma(?:rtesi)?|pazar)(?![a-z])(?:\s+gun(?:u|unde)?(?=\s+tarih))?"
)
_SENTENCE_END = re.compile(r"(?<=[a-z]{3})[.!?](?=\s+[a-z]{3})|\n\s*\n")
_CODED = re.compile(
    r"\s*tarih(?:li)?\s*,?\s*\d{2,7}\s+sayi\b|\s*,?\s*sayi(?:si)?\s*:?\s*(?:e\s?[.-]\s?)?\d{2,}|\s*[-/,]\s*(?:e\s?[.-]\s?\d{3,}|\d{2,7}\s*\))"
)
_CODE_BEFORE = re.compile(r"\(\s*(?:e\s?[.-]\s?)\d{2,}[\d./-]*\s*[,-]\s*$")  # "(E-115240, 12.10.2022)"
_CLOSED_BRACKET = re.compile(r"\s*\)")
_REPORT_TITLE = re.compile(r"(?:^|\n)[^\n]{0,70}\bkomisyon\w*\s+(?:\w+\s+)?raporu?(?:dur)?\W{0,6}(?:\n|$)")
_REPORT_BEFORE = re.compile(r"\brapor\w*\s*[,(:-]?\s*$")
_PREPARED = re.compile(r"(?:'?\s?[dt]e|'?\s?[dt]a|\s+tarihinde|\s+gunu)\s+(?:hazirla|duzenle|yazil|veril)")
_MINUTES_OF = re.compile(
    r"[ ]*(?:tarih\w*|gun\w*)[ ]+(?:\w+[ ]+){0,3}(?:birlesim|toplanti|oturum|celse)(?:in|inin|sinin|a ait|ine ait)?[ ]+(?:tutana[gk]|zabit|zabt|zapt)"
    r"\w*(?<!ndan)(?:[ ]+ozet\w*)?(?=[^\w\n]{0,3}\w+[^\w\n]+\w)"
)
_SLASHED = re.compile(r"\s?[/-]\s?(?:e\s?[.-]\s?)?\d{2,7}(?![\d/.-])")
_CLOSED = re.compile(r"\)\s*$")
_LETTERHEAD = re.compile(r"\bsayi\s*[:.]")
_DECISION = re.compile(
    r"karar\s+(?:veril(?:di|mis)|alin(?:di|mis))|kabul\s+edil(?:di|mis)|kararlastirild|redd?edil(?:di|mis)"
)
_BACKWARD = re.compile(r"(?:havale|sevk|gonderil|iade|ertelen|gorusul)\w*(?:en|an|ilen)\b")


def find_dates(passage: Passage) -> list[Mention]:
    """Give every date as a mention of ``{"date", "role"}``; the meeting's is also given as ``meeting_date``."""
    plain = passage.plain
    found = days(passage)
    if not found:
        return []
    last = found[-1]
    heads = opening_of(passage).dates
    mentions: list[Mention] = []
    meetings: list[tuple[int, Day, str]] = []
    for index, day in reversed(list(enumerate(found))):
        following = found[index + 1] if index + 1 < len(found) else None
        if (
            following is not None
            and mentions
            and _LISTED.fullmatch(plain, day.end, following.start)
            and day.end - day.start < 3
        ):
            role, rule = mentions[-1].value["role"], mentions[-1].rule.removeprefix("dates.").removesuffix("@1")
        else:
            limit = following.start if following is not None else len(plain)
            role, rule = heads.get(day.start) or _role(plain, day, limit)
            if rule == "head" and role == "referenced_decision" and _is_of_own_number(passage, day):
                role = "meeting"
            elif role == "meeting" and day.start not in heads and _DECIDED_EARLIER.match(plain, day.end):
                role = "referenced_decision"
            elif role == "other" and following is not None and _SAME_KIND.fullmatch(plain, day.end, following.start):
                role, rule = mentions[-1].value["role"], "listed"
        if role == "meeting":
            if meetings and following is not None and meetings[-1][1] == following and day.end - day.start < 3:
                meetings[-1] = (meetings[-1][0], day, rule)  # a meeting of several days is that of its first
            elif day.start in heads or not _is_of_minutes(passage, day):  # those are an earlier meeting's
                meetings.append((3 if day.start in heads else _certainty(plain, day), day, rule))
        mentions.append(Mention("date", day.start, day.end, {"date": day.iso, "role": role}, f"dates.{rule}@1"))
    mentions.reverse()
    meetings.reverse()
    mentions += _same_days(plain, found)
    if not meetings and mentions[len(found) - 1].rule == "dates.none@1" and _signed_on(plain, last):
        meetings.append((1, last, "signed"))
        mentions[len(found) - 1] = Mention(
            "date", last.start, last.end, {"date": last.iso, "role": "meeting"}, "dates.signed@1"
        )
    if meetings and not _is_report(passage):
        best = max(meetings, key=lambda entry: (entry[0], entry[1].start))
        if best[0] == 3:  # the head names the meeting first, whatever else it dates
            best = next(entry for entry in meetings if entry[0] == 3)
        first = next(entry for entry in meetings if entry[0] == best[0] and entry[1].iso == best[1].iso)
        meeting = best[1].iso
        mentions = [_dated_again(mention, meeting) for mention in mentions]
        mentions.append(Mention("meeting_date", first[1].start, first[1].end, meeting, f"dates.{first[2]}@1"))
    return mentions


def _is_of_own_number(passage: Passage, day: Day) -> bool:
    """Tell whether the decision taken at the meeting of a date is this one: "05.03.2024 tarihli toplantısında alınan 45 sayılı karar"."""
    number = opening_of(passage).number
    there = _DECIDED_THERE.search(passage.plain, day.end, day.end + 130)
    return number is not None and there is not None and there["n"] == passage.plain[slice(*number)]


def _is_report(passage: Passage) -> bool:
    """Tell whether the text is a committee's report: no meeting of the council decided it."""
    return opening_of(passage).number is None and _REPORT_TITLE.search(passage.plain, 0, 300) is not None


def _is_of_minutes(passage: Passage, day: Day) -> bool:
    """Tell whether a date is that of a meeting whose minutes are the matter here: "05.02.2024 tarihli birleşim tutanağı okundu"."""
    match = _MINUTES_OF.match(passage.plain, day.end)
    return match is not None and not passage.text[match.start() : match.end()].isupper()


def _signed_on(plain: str, day: Day) -> bool:
    """Tell whether a date stands alone below the decision, above or among its signatures."""
    line = plain.rfind("\n", 0, day.start) + 1
    stop = plain.find("\n", day.end)
    alone = not plain[day.end : stop if stop >= 0 else len(plain)].strip(" .")
    before = plain[line : day.start].rstrip()
    return alone and (not before or before.endswith(".")) and _DECISION.search(plain, 0, day.start) is not None


def _dated_again(mention: Mention, meeting: str) -> Mention:
    """Give the meeting's role to its date where it stands without a word that says what it is, as above signatures."""
    if mention.rule != "dates.none@1" or mention.value["date"] != meeting:
        return mention
    return mention._replace(value={"date": meeting, "role": "meeting"})


def _same_days(plain: str, found: list[Day]) -> list[Mention]:
    """Give "aynı tarih ve 118 sayılı" the date before it, with the role of what is named behind."""
    mentions: list[Mention] = []
    for match in _SAME.finditer(plain) if "ayni " in plain else ():
        before = found[: bisect_left(found, (match.start(),))][-1:]
        if before:
            role, _ = _role(plain, Day(match.start(), match.end(), ""), match.end() + 140)
            value = {"date": before[-1].iso, "role": role}
            mentions.append(Mention("date", *match.span(), value, "dates.same@1", "derived"))
    return mentions


def _certainty(plain: str, day: Day) -> int:
    """Tell how surely a meeting named in the text is this decision's: one at which the matter was sent on is an earlier one."""
    sentence = plain[day.end : day.end + 160].split(".", maxsplit=1)[0]
    return 1 if _BACKWARD.search(sentence) and "okundu" not in plain[day.end : day.end + 160] else 2


def _role(plain: str, day: Day, limit: int) -> tuple[str, str]:
    if plain[day.start - 1 : day.start] == "(" and _CLOSED.match(plain, day.end):
        return "meeting", "closing"
    if _CODED.match(plain, day.end):
        report = _REPORT_BEFORE.search(plain, max(0, day.start - 24), day.start)
        return ("report" if report else "letter"), "bracket"
    if _CLOSED_BRACKET.match(plain, day.end) and _CODE_BEFORE.search(plain, max(0, day.start - 30), day.start):
        return "letter", "bracket"
    if _SLASHED.match(plain, day.end) and OFFICE.search(plain, max(0, day.start - 80), day.start):
        return "letter", "office"
    floor = max(0, day.start - 400)
    line = max(plain.rfind("\n", floor, day.start) + 1, floor)
    if _LETTERHEAD.search(plain, line, day.start):
        return "letter", "letterhead"
    left = plain[max(0, day.start - 70) : day.start]
    named = _IN_BRACKETS.search(left[-30:])
    if named is not None and (paper := _PAPER.fullmatch(named["word"])) and paper.lastgroup != "stop":
        return str(paper.lastgroup), "bracket"
    right = _WEEKDAY.sub("", plain[day.end : min(limit, day.end + 170)], count=1)
    return _by_head(left, right)


def _by_head(left: str, right: str) -> tuple[str, str]:
    """Read the role from what is named behind the date in its sentence."""
    sentence = _SENTENCE_END.split(right, maxsplit=1)[0]
    if _REPORT_BEFORE.search(left) and _PREPARED.match(right):
        return "report", "head"
    if _NEXT.search(left):
        return "other", "later"
    if _BODY_BEFORE.search(left) and _GATHERING.search(sentence[:40]):
        return "other", "point"
    if (_LATER.search(sentence[:64]) and "okundu" not in sentence) or _LATER_SET.search(sentence):
        return "other", "later"
    if _NOT_MET.search(sentence[:90]):
        return "other", "point"
    if _DECIDED.match(right):
        return "meeting", "decided"
    if _POINT.match(right):
        return _at_a_point(left, right, sentence)
    if _ADJECTIVE.match(right) or _NUMBERED.match(right):
        role = _paper(sentence[:150])
        if role == "meeting" and _DECIDED_THERE.search(sentence[:110]):
            return "referenced_decision", "head"
        if role is not None:
            return role, "head"
        if _ADJECTIVE.match(right) and OFFICE.search(left) and not _PAPER.search(sentence[:150]):
            return "letter", "office"
    elif (head := _PAPER.search(sentence[:40])) and head.lastgroup == "meeting":
        return "meeting", "head"
    if _CLOSES_REPORT.search(left):
        return "report", "closing"
    if _CLOSES_LETTER.search(left):
        return "letter", "closing"
    if _COUNCIL_BEFORE.search(left) and _MEETING_WORD.search(left + right[:60]):
        return "meeting", "gathering"
    return "other", "none"


def _at_a_point(left: str, right: str, sentence: str) -> tuple[str, str]:
    """Read a date that says when something happened: "05.03.2024 tarihinde", "günü", "tarihinden itibaren"."""
    if _ANOTHER_BODY.match(sentence):
        return "other", "point"
    gathering = _GATHERING.search(sentence[:70]) or _GATHERED.search(sentence[:150])
    if gathering and not _ONWARD.search(sentence[: gathering.start()]):
        return "meeting", "gathering"
    if (
        _COUNCIL_LEFT.search(left)
        and not _UNTIL.search(sentence[:30])
        and ("meclis" in left or _MEETING_WORD.search(left))
    ):
        return "meeting", "gathering"
    head = _PAPER.search(sentence[:75])
    if head and head.lastgroup in {"letter", "report"} and _DONE_ON.match(right):
        return str(head.lastgroup), "head"
    if head and head.lastgroup == "referenced_decision" and _TAKEN.search(sentence[: head.start()]):
        return "referenced_decision", "head"
    return "other", "point"


def _paper(words: str) -> str | None:
    """Give the role of the paper that `words` name first; a plan or protocol only describes the paper named right behind it."""
    head = described(_PAPER, words, _PAPER.search(words))
    return head.lastgroup if head is not None and head.lastgroup != "stop" else None
