"""Numbers of decisions, of letters and petitions, and of the other decisions a text points to."""

import re
from bisect import bisect_left

from models.language.dates import Day, days
from models.language.opening import read_opening
from models.language.passage import Mention, Passage
from models.language.taken import Taken

_N = r"(?:m\.\d{2}\.[\w./-]{2,40}|(?:[a-z]{1,2}\s?[-./]\s?)?\d(?:[\d./]|\s?-\s?(?=[.\d]|[a-z]\.?\d)|(?<=\d)[a-z](?=[-./\d])|[a-z]\.(?=\d))*(?:/[a-z])?)"
_LABEL = re.compile(
    rf"\bkarar(?:in|i)?\s*(?:sira\s*)?(?:nosu|no|numarasi|sayisi|sayi|nu)\b\s*[.:;=-]*\s*[:.=]?\s*(?P<n>{_N}(?:\s?/\s?\d+)?)"
    rf"|\bkarar(?:in)?\s*tarih(?:i)?\s*(?:ve|/|-|,)\s*(?:no|sayi|numara)\w*\s*[:.]?\s*(?P<n2>(?:(?!\s{{3,}}|dosya|evrak)[^\n]){{6,40}})"
)
_HEADING = re.compile(
    rf"(?:^|\n)[ *#\"'(-]*(?:\S+\s+tarih(?:li)?\s*(?:ve|,)?\s*)?(?P<n>{_N})\s*(?:sayili|no'?lu|nolu|no\.?lu|numarali)\s*(?:meclis\s*)?karar(?:i|lar)?\s*(?=[:.\n-]|$)"
    rf"|(?:^|\n)[ ]*(?:meclis\s*)?karar\s*[:-]?\s*(?P<n2>\d{{1,4}}(?:[/-]\d{{1,4}})?)\s*(?:[-:]|\n|$)"
    rf"|^[^\n;:]{{0,110}}?(?<![\w./-])(?P<n4>{_N})\s*(?:sayili|no\.?\s?'?lu|nolu|numarali)\s*(?:meclis\s*)?karar(?:i|lar|idir)?\s*(?=[:\n]|\(\s*\d|$)"
    r"|(?:^|\n|\s{2,}|(?<=\d\s))(?:meclis\s+)?karar\s*:\s*(?P<n5>\d{1,4}(?:[/-]\d{1,4})?)\s*(?:\n|\s{2,}|$)"
    r"|^\s*(?P<n6>(?:19|20)\d\d-[a-z]{2,12}-\d{1,4})\s*\n"
    r"|^[^\n]{0,80}karari?\s*[-:,]\s*sayi\w*\s*:?\s*(?P<n7>\d{1,4}(?:[/-]\d{1,4})?)"
    r"|^\s*(?:[ivxl]+|\d+)\s*[.)-]+\s*\(\s*\d{1,2}[./]\d{1,2}[./]\d{4}\s*[-/]\s*(?P<n8>\d{1,4})\s*\)"
    r"|(?:^|\n)[^\n\d]{0,60}tarih[^\n\d:]{0,60}karar[^\n\d:]{0,60}\n\s*\d{1,2}[./]\d{1,2}[./]\d{4}[\s|]+(?P<n9>\d{1,4}(?:[/-]\d{1,4})?)"
    r"|(?:^|\n)[^\n\d]{0,60}karar[^\n\d:]{0,60}tarih[^\n\d:]{0,60}\n\s*(?P<n10>\d{1,4}(?:[/-]\d{1,4})?)[\s|]+\d{1,2}[./]"
    r"|^[^\n]{5,90}\((?P<n11>(?:19|20)\d\d/\d{1,4})\)\s*\n"
    rf"|(?:^|\n)[ ]*(?P<n3>(?:19|20)\d\d\s?[-/]\s?\d{{1,4}})\s*[:-]\s"
)
_AS_NUMBER = re.compile(r"\b(?P<n>\d{1,4}(?:[/-]\d{1,4})?)\s*(?:no'?lu|nolu|numarali|sayili)\s+karar\s+olarak")
_PLAIN_NO = re.compile(rf"(?:^|\n)[ ]*(?:no|numara|sayi)\s*[:=]\s*(?P<n>{_N})\s*(?:\n|$|\s{{2,}})")
_SAYILI = re.compile(
    rf"(?<![\w./-])(?P<n>{_N}(?:\s(?:ve|,|ile)\s{_N})?)\s*(?:'?\s?(?:sayili|no\.?\s?'?\s?lu|nolu|numarali|sayi cikisli|kayit nolu|kayit numarali|evrak kayit)|(?:sayi|evrak) (?:ile|numarasi))\b"
)
_HEADS = re.compile(
    r"\b(?:(?P<law>kanun(?!i)\w*|yasa(?!k)\w*|khk|kararname\w*)|(?P<report>rapor\w*)"
    r"|(?P<decision>karar(?:i|in|inin|ina|larin|iyla|ini|la|lari|larina|ilar|da|dan|inda|indan|imiz\w*)?\b)"
    r"|(?P<letter>yazi(?!li\b|m\b)\w*|dilekce\w*|onerge\w*|muzekkere\w*|teklif\w*|havale\w*|talep\w*|taleb\w*|basvuru\w*|olur\w*|evrak\w*|takrir\w*|tezkere\w*|bildirim\w*|e-posta\w*|mektu[bp]\w*)"
    r"|(?P<other>ada\b|parsel\w*|pafta\w*|madde\w*|sok\w*|cadde\w*|konut\w*|bina\w*|mahalle\w*|genelge\w*|resmi gazete|hat\b|hatt\w*|plan\w*|teblig\w*|yonetmelik\w*|dosya\w*|bakanlar kurulu|liste\w*|blok\w*|kadro\w*|ilam\w*))"
)
_CODE = re.compile(r"(?<![\w/])(?P<n>e\s?[-.]\s?\d{3,}(?:[-./]\d+)*)(?![\w/])")
_FILE_CODE = re.compile(r"(?<![\w./-])(?P<n>\d{5,9}-\d{3}\.[\d.]+(?:-\s?[\w./]+)*)")
_LETTERHEAD = re.compile(
    rf"(?:^|\n)[ ]*(?:sayi|evrak no|evrak sayisi|yazi no|onerge no|evrak kayit no)\s*[:.]\s*(?P<n>[a-z]?[-.]?{_N})"
)
_DATED = re.compile(r"\(\s*\d{1,2}[./]\d{1,2}[./]\d{4}\s*[/-]\s*(?P<n>\d{2,7})\s*\)")
_EVRAK = re.compile(
    rf"\b(?:evrak|yazi|kayit|dilekce|onerge)\s*(?:no|numarasi|sayisi|kayit no)\w*\s*[:.]?\s*(?P<n>{_N})"
)
_BODY = re.compile(
    r"((?:[A-ZÇĞİÖŞÜ][\wçğıöşüâ]*\s+){1,3}(?:İlçe\s+|Büyükşehir\s+|İl\s+Özel\s+İdaresi\s+)*(?:[Bb]elediye(?:si)?\s+)?(?:[Mm]eclis|[Ee]ncümen)|(?:[A-ZÇĞİÖŞÜ][\wçğıöşü.]*\s+){0,4}(?:Mahkemesi|Bakanlar Kurulu|Kurul[u]?))\S*\s*(?:[a-zçğıöşü]+\s+)?$"
)
_COURT = re.compile(r"mahkeme|danistay|yargitay|esas")
_RELATIONS = (
    ("corrects", r"sehven|maddi hata|duzelt|yanlis(?:lik)? (?:yazil|olarak)"),
    ("cancels", r"iptal|yururlukten kaldir|kaldirilma|gecersiz|geri alin"),
    ("amends", r"degistiril|degisik|tadil|revize|ilave edil|eklenmesi|guncellen"),
    ("repeats", r"israr|uzatil|yenilen|aynen (?:kabul|tekrar)|tekrar (?:karar|kabul)"),
)
_ADVERBS = re.compile(r"\s*(?:tarih|gun)")


_HEAD = 6000  # a decision prints its number near its beginning
_CODED = re.compile(r"\s*(?:(?:19|20)\d\d\s?[-/]|(?:[ivxl]+|\d+)\s*[.)-]+\s*\(|[^\n]{5,90}\((?:19|20)\d\d/)")


def find_decision_number(passage: Passage) -> list[Mention]:
    """Give the decision's own number as printed, from its heading or label."""
    found: list[Mention] = passage.remembered("decision_number", _decision_number)
    return found


def _decision_number(passage: Passage) -> list[Mention]:
    text, plain = passage.text, passage.plain[:_HEAD]
    if "karar" not in plain and not _CODED.match(plain):
        return []
    first = _opening_number(text, plain)
    if first and plain[first[0].end : first[0].end + 3] == " / ":  # "KARAR NO 41 / 05.03.2024": a date, not a part
        return first
    for match in _LABEL.finditer(plain):
        if match["n2"]:
            number = _after_date(match["n2"])
            if number is None:
                continue
            start = match.start("n2") + match["n2"].rfind(number)
            return [
                Mention("number", start, start + len(number), text[start : start + len(number)], "number.date_and_no@1")
            ]
        start, end = match.span("n")
        if re.match(r"\s*(?:sayili|nolu|no'?lu)", plain[end : end + 8]) or _points_away(plain, match.start()):
            continue
        return [Mention("number", start, end, _printed(text[start:end]), "number.label@1")]
    for match in _HEADING.finditer(plain[:1500]):
        name = next(name for name, value in match.groupdict().items() if value)
        start, end = match.span(name)
        if name == "n3" and start > 60 and not re.search(r"karar", plain[:start]):
            continue
        return [Mention("number", start, end, _printed(text[start:end]), "number.heading@1")]
    if "karar olarak" in plain and (named := _AS_NUMBER.search(plain)) is not None:
        return [
            Mention("number", *named.span("n"), _printed(text[named.start("n") : named.end("n")]), "number.named@1")
        ]
    head = plain[:600]
    if re.search(r"\bkarar", head) and not re.search(r"komisyon\w* rapor\w*\s*\n", head):
        for match in _PLAIN_NO.finditer(head):
            if (len(match["n"]) <= 9 and not match.group().strip().startswith("sayi")) or (
                re.search(r"karar", plain[max(0, match.start() - 120) : match.start()])
                and re.fullmatch(r"\d{1,4}(?:[/-]\d{1,4})?", match["n"])
            ):
                return [
                    Mention(
                        "number", *match.span("n"), _printed(text[match.start("n") : match.end("n")]), "number.no@1"
                    )
                ]
    return _opening_number(text, plain)


def _opening_number(text: str, plain: str) -> list[Mention]:
    place = read_opening(plain).number
    return [] if place is None else [Mention("number", *place, _printed(text[slice(*place)]), "number.opening@1")]


def _points_away(plain: str, at: int) -> bool:
    """Tell whether a ``Karar No`` in running text belongs to another decision."""
    line = plain.rfind("\n", 0, at) + 1
    before = plain[line:at]
    return (
        bool(
            re.search(r"(?:tarihli?|tarih ve|ilgi\w*|onceki|encumen\w*|mahkeme\w*|kurul\w*)\s*,?\s*(?:ve\s*)?$", before)
        )
        and len(before) > 12
        and not before.strip().startswith("karar")
    )


def _after_date(printed: str) -> str | None:
    found = re.findall(
        r"(?<![\d.])\d{1,4}(?:[/-]\d{1,4})?(?![\d.])", re.sub(r"\d{1,2}[./-]\d{1,2}[./-]\d{4}", " " * 10, printed)
    )
    return str(found[0]) if found else None


def _printed(number: str) -> str:
    return re.sub(r"\s+", "", number).strip("-./")


def find_references(passage: Passage) -> list[Mention]:
    """Give the numbers of letters and petitions, and the other decisions the text points to."""
    plain, text = passage.plain, passage.text
    found: list[Mention] = []
    taken = Taken()
    dates = days(passage)
    own = {mention.start for mention in find_decision_number(passage)}
    for match in _SAYILI.finditer(plain):
        start, end = match.span("n")
        if start in own:
            taken.add(start, end)
            continue
        limit = min(len(plain), match.end() + 130)
        head = _HEADS.search(plain, match.end(), limit)
        while head is not None and head.lastgroup == "other" and head.start() - match.end() > 16:
            head = _HEADS.search(plain, head.end(), limit)
        kind = head.lastgroup if head else None
        if head and _crosses(plain[match.end() : head.start()]):
            kind = None
        if kind == "letter":
            taken.add(start, end)
            for number, at in _several(text, start, end):
                found.append(Mention("document_no", at, at + len(number), _printed(number), "numbers.sayili@1"))
        elif kind == "decision" and head is not None:
            taken.add(start, end)
            found += _references(passage, match, head, dates)
        elif kind in {"law", "report", "other"} or head is None:
            taken.add(start, end)

    for pattern, rule in ((_FILE_CODE, "file_code"), (_CODE, "code"), (_EVRAK, "label"), (_DATED, "dated")):
        for match in pattern.finditer(plain):
            start, end = match.span("n")
            if (
                start in own
                or not taken.free(*match.span())
                or (
                    rule == "code"
                    and re.search(r"esas|\bk[.:-]", plain[max(0, start - 10) : start] + plain[end : end + 14])
                )
            ):
                continue
            if rule == "code" and re.fullmatch(r"e\s?[.]\s?(?:19|20)\d\d[/-]\d+", match["n"]):
                continue
            taken.add(start, end)
            found.append(
                Mention("document_no", start, end, _printed(text[start:end]).rstrip("-."), f"numbers.{rule}@1")
            )
    if not re.search(r"rapor", plain[:200]) and not own:
        for match in _LETTERHEAD.finditer(plain):
            start, end = match.span("n")
            if (
                taken.free(*match.span())
                and not re.search(r"karar\s*$", plain[max(0, start - 12) : match.start("n")])
                and len(match["n"]) > 4
            ):
                taken.add(start, end)
                found.append(Mention("document_no", start, end, _printed(text[start:end]), "numbers.letterhead@1"))
    return sorted(found, key=lambda mention: mention.start)


def _crosses(between: str) -> bool:
    """Tell whether the words between a number and a head noun already belong to something else."""
    return bool(
        re.search(r"[.;]\s|\bokun|\bile ilgili\b|\bhakkinda|\bgorusul|\bgeregi|\bistinaden|\biliskin\b", between)
    )


def _several(text: str, start: int, end: int) -> list[tuple[str, int]]:
    parts: list[tuple[str, int]] = []
    at = start
    for piece in re.split(r"\s(?:ve|,|ile)\s", text[start:end]):
        at = text.index(piece, at)
        parts.append((piece, at))
        at += len(piece)
    return parts


def _references(passage: Passage, match: re.Match[str], head: re.Match[str], dates: list[Day]) -> list[Mention]:
    plain, text = passage.plain, passage.text
    start, end = match.span("n")
    if plain[head.start() : head.start() + 9] == "karara bag":
        return []
    earlier = dates[: bisect_left(dates, (start,))][-3:]
    before = [
        day
        for day in earlier
        if day.end <= start and start - day.end < 40 and not re.search(r"[.;]\s", plain[day.end : start])
    ]
    day = before[-1] if before else None
    if day is None and re.search(r"ayni (?:tarih|gun)\w*\s*(?:ve)?\s*$", plain[max(0, start - 26) : start]):
        day = earlier[-1] if earlier else None
    left = text[
        max(0, (day.start if day and day.start < start else start) - 90) : day.start
        if day and day.start < start
        else start
    ]
    sentence_start = max(left.rfind(". ") + 1, left.rfind("\n\n") + 1, left.rfind(";") + 1, 0)
    body = _body(left[sentence_start:])
    after = plain[head.end() : head.end() + 150].split(". ")[0]
    relation = next((name for name, pattern in _RELATIONS if re.search(pattern, after)), "refers_to")
    begin = day.start if day and day.start < start else start
    mentions: list[Mention] = []
    court = re.search(rf"({_N})\s*(?:e\.?|esas)\w*\s*,?\s*(?:ve\s*)?$", plain[max(0, start - 30) : start])
    for number, at in _several(text, start, end):
        value = {"number": _printed(number), "date": day.iso if day else None, "body": body, "relation": relation}
        mentions.append(
            Mention("ref", min(begin, at), head.end(), value, "numbers.court@1" if court else "numbers.decision@1")
        )
    return mentions


def _body(left: str) -> str | None:
    match = _BODY.search(left)
    if match is None:
        return None
    words = " ".join(match.group(1).split())
    words = re.sub(r"^(?:Ve|İle|Sayın)\s+", "", words).replace("İlçe ", "")
    if re.fullmatch(r"(?:(?:Büyükşehir|Belediye|İlçe)\s*)*(?:Meclis)", words) or re.fullmatch(
        r"(?:Büyükşehir )?Belediye(?:miz)? Meclis", words
    ):
        return None
    return re.sub(r"[Mm]eclis$", "Meclisi", re.sub(r"[Ee]ncümen$", "Encümeni", words))
