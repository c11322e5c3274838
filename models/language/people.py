"""People: a name with its surname in capitals, a name after a title, or a first name we know; with the title beside it."""

import re

from models.language.data_files import rows_of, words_of
from models.language.passage import Mention, Passage, plain
from models.language.taken import Taken
from models.turkish.casing import lower, upper

_SPELLED = {plain(name): name for name in words_of("spelled_names.txt")}
_TURKISH = re.compile("[ğĞşŞıİçÇöÖüÜ]")
_FIRST_NAMES = frozenset(words_of("first_names.txt"))
_PARTY_WORDS = frozenset(alias for row in rows_of("parties.tsv") for alias in row[1].split(", "))
_NOT_SURNAMES = frozenset(
    "tl ytl tbmm tc ab abd osb as ltd sti kdv tuik toki dsi iski aski izsu ego tedas teias kdv kaks taks emsal avm ptt tcdd stk afad akom ibb abb uip nip kvkk ve ile veya no nolu ii iii iv vi vii viii ix xi xii uipd ogp sgk gsm ces res ges km ha adet m2 sn sayin"
    " karar karari ozu konu konusu gundem madde ilgi ek ekleri tarih tarihi sayi meclis meclisi belediye belediyesi belediyesinin baskanligi baskani baskan uye uyesi katip mudurlugu komisyonu komisyon rapor raporu ilcesi ili mahallesi mahalle ada parsel oybirligi oycoklugu havale iade sevk erteleme almis aldi almistir olan secildi secilmistir ise kabul ret red evet hayir cekimser dairesi toplanti tutanak birlesim oturum".split()
)
_NOT_GIVEN = frozenset(
    "katibi katipler katiplige reis reisi buyurun bey hanim arkadasim efendim muhterem meclis meclisi meclisin belediye belediyesi belediyemiz baskan baskani baskanvekili vekili uye uyesi uyeleri komisyon komisyonu encumen encumeni katip kâtip divan grup grubu grubunun sozcusu mudur muduru mudurlugu buyuksehir sayin bay bayan asil asıl yedek uyelige uyelik uyeligine bagimsiz ve ile parti partisi genel sekreter sekreteri yardimcisi dr prof av doc mimar muhendis ilce il mahalle mahallesi sokak cadde caddesi bulvari park parki isteyen olan yeni eski turk kat adalet kalkinma cumhuriyet halk milliyetci hareket iyi demokrat birinci ikinci muhtari muhtar oy kabul ret red karar toplanti gundem vali kaymakam tc tbmm asker sehit".split()
)
_SURNAME = re.compile(r"(?<![\w'’.])[A-ZÇĞİÖŞÜÂÎÛ]{2,}(?:-[A-ZÇĞİÖŞÜ]{2,})?(?![\w])")
_GIVEN = re.compile(r"((?:[A-ZÇĞİÖŞÜ][a-zçğıöşüâîû]{1,}[ \n]{1,3}|[A-ZÇĞİÖŞÜ]\.[ ]?){1,4})$")
_PAIR = re.compile(r"(?<![\w'’.-])[A-ZÇĞİÖŞÜÂ][a-zçğıöşüâîû]+(?:[ \n][A-ZÇĞİÖŞÜÂ][a-zçğıöşüâîû]+){1,3}(?![\w])")
_CAPITALS = re.compile(r"(?<![\w'’.-])[A-ZÇĞİÖŞÜÂÎ]{2,}(?:[ ][A-ZÇĞİÖŞÜÂÎ]{2,}){1,3}(?![\w])")
_PLACE_AFTER = re.compile(
    r"^['’]?[ ]*(?:cad|sok|sk\b|bulvar|park|mahalle|mah\b|mh\b|ilkokul|ortaokul|lise|okul|meydan|kultur merkez|spor|stad|hastane|cami|vakf|dernek|derneg|universite|kopru|fakulte|kutuphane|tesis|salon|muze|yurd|yurt|anadolu|kongre|apartman|sitesi|cesme|kosk|evi|merkez|insaat|ltd|limited|a\.s|san\.|tic|anonim|organize|sanayi|komisyon|mudurlu|parti|ilcesi|koyu|bulv|kavsag|alt gecid|hatt|sehitlig|anit)"
)
_TITLES = (
    r"(?:buyuksehir\s+)?belediye(?:si)?\s+baskan\w*\s?(?:v\.|vekili|yardimcisi|yrd\.)?|meclis\s+(?:[12i]+\.?\s?|birinci\s+|ikinci\s+)?(?:baskan(?:\s?vekili|\s+v\.)?(?:i)?|baskani)|meclis\s+(?:uyesi|uyeleri|katibi|katip\s+uyesi)|(?:divan\s+)?katib?[ip](?:\s+uye(?:si|ler)?)?|(?:\w+\s+){0,2}grup\s+(?:baskan\s?vekili|baskanvekili|baskani|sozcusu)"
    r"|komisyon\s+(?:baskani|uyesi|sozcusu)|encumen\s+uyesi|asil\s+uye|yedek\s+uye|genel\s+sekreter(?:i)?(?:\s+yardimcisi)?|(?:\w+\s+){0,3}muduru|daire(?:si)?\s+baskani|mahalle\s+muhtari|muhtar\w*|vali|kaymakam|baskan\s?vekili|baskanvekili|baskan|uye|uyesi|bagimsiz(?:\s+meclis)?\s+uye(?:si)?|bagimsiz|vatandas|mimar|avukat|sayin|sn\.|divan\s+uyesi|oturum\s+baskani|milletvekili"
)
_TITLE_BEFORE = re.compile(rf"(?:^|[\s(,;:/-])(?P<title>(?:{_TITLES}))\s*[:,-]?\s*$")
_TITLE_STRICT = re.compile(
    r"(?:meclis uyesi|meclis uyeleri|uyesi|uyeleri|baskani|baskan vekili|baskanvekili|sozcusu|muduru|muhtari|sekreteri|katip|sayin|'li|'lu|milletvekili|yardimcisi|vatandas|katibi|katip|baskan|uye|aday|reis|reisi)\s*:?\s+$"
)
_NOT_NAME = re.compile(
    r"^(?:imar|plan|mahalle|komisyon|mudurlu|belediye|meclis|park|cadde|sokag|bulvar|proje|tesis|alan|merkez|kultur|spor|okul|baskan|daire|hizmet|isler|kanun|yonetmeli|toplanti|karar|ilce|parsel|koy|mevki|sanayi|kooperatif|havale|rapor|birlig|dernek|derneg|vakf|sirket|universite|bakanli|gun|hafta|festival|nisan|mayis|ocak|subat|mart|haziran|temmuz|agustos|eylul|ekim|kasim|aralik|hastane|cami|yol|arsa|konut|birim|kadro|butce|ucret|tarife|bedel|talep|teklif|onerge)"
)
_ROLE_AFTER = re.compile(r"^\s*\((?P<title>[^()\n]{3,60})\)")


def find_people(passage: Passage) -> list[Mention]:
    """Give everyone named as a mention of ``{"name", "title"}``."""
    text, view = passage.text, passage.plain
    found: list[Mention] = []
    for surname in _SURNAME.finditer(text):
        flat = plain(surname.group())
        if flat in _NOT_SURNAMES or flat in _PARTY_WORDS:
            continue
        at = surname.start() - 1
        while at >= 0 and text[at] in " \n" and surname.start() - at < 4:
            at -= 1
        if at < 0 or not (text[at] == "." or text[at].islower()):
            continue
        given = _GIVEN.search(text, max(0, surname.start() - 60), surname.start())
        if given is None:
            continue
        start = _trimmed(text, given.start(), surname.start())
        if start is None or _PLACE_AFTER.match(view[surname.end() : surname.end() + 24]):
            continue
        end = surname.end()
        second = re.match(r"[ ]([A-ZÇĞİÖŞÜ]{2,})(?![\w])", text[end : end + 24])
        if second and plain(second.group(1)) not in _NOT_SURNAMES and plain(second.group(1)) not in _PARTY_WORDS:
            end += second.end()
        if found and found[-1].end > start:
            continue
        _add(found, passage, start, end, "people.capital_surname@1")
    taken = Taken((mention.start, mention.end) for mention in found)
    for pattern, rule in ((_PAIR, "people.first_name@1"), (_CAPITALS, "people.capitals@1")):
        for match in pattern.finditer(text):
            if not taken.free(*match.span()):
                continue
            span = _known_name(text, view, match, rule)
            if span is not None:
                taken.add(*span)
                _add(found, passage, *span, rule)
    return sorted(found, key=lambda mention: mention.start)


def _trimmed(text: str, start: int, end: int) -> int | None:
    """Cut titles and other words in front of the given names; None when no given name is left."""
    begin: int | None = None
    words = [(start + m.start(), m.group()) for m in re.finditer(r"[^\s.]+\.?", text[start:end])]
    for at, word in reversed(words):
        flat = plain(word).rstrip(".'")
        if (
            flat in _NOT_GIVEN
            or (flat not in _FIRST_NAMES and (_NOT_NAME.match(flat) or flat in _PARTY_WORDS))
            or (
                re.search(
                    r"(?:nin|nun|sinin|ligi|lugu|misin|ligine|lugune|liginden|ligini|leri|lari|ndan|nden|lerden|lardan|sinda|sinde|mizde|mizin)$",
                    flat,
                )
                and flat not in _FIRST_NAMES
                and len(flat) > 5
            )
        ):
            break
        begin = at
        if at > 0 and end - at > 40:
            break
    if begin is not None and not re.search(r"[a-zçğıöşü]{2}", text[begin:end]):
        return None
    return begin


def _known_name(text: str, view: str, match: re.Match[str], rule: str) -> tuple[int, int] | None:
    words = [(match.start() + m.start(), m.group()) for m in re.finditer(r"\S+", match.group())]
    titled = _TITLE_STRICT.search(view, max(0, match.start() - 30), match.start()) is not None
    while words and (
        plain(words[0][1]) in _NOT_GIVEN
        or plain(words[0][1]) in _PARTY_WORDS
        or plain(words[0][1]).endswith(("ligi", "lugu", "nin", "sinin"))
    ):
        titled = titled or plain(words[0][1]) in {
            "uyesi",
            "baskani",
            "vekili",
            "sayin",
            "sozcusu",
            "muduru",
            "muhtari",
            "katip",
            "uyeleri",
        }
        words.pop(0)
    while words and (plain(words[-1][1]) in _NOT_GIVEN or plain(words[-1][1]) in _NOT_SURNAMES):
        words.pop()
    if len(words) < 2 or len(words) > 4:
        return None
    start, end = words[0][0], words[-1][0] + len(words[-1][1])
    if _PLACE_AFTER.match(view[end : end + 24]) or end - start > 45:
        return None
    first, last = plain(words[0][1]), plain(words[-1][1])
    if any(_NOT_NAME.match(plain(word)) for _, word in words):
        return None
    if first not in _FIRST_NAMES and not titled:
        return None
    if not titled and (
        (False) or (re.search(r"(?:nin|nun|ligi|lugu|leri|lari|esi|asi|isi|usu)$", last) and len(last) > 5)
    ):
        return None
    if rule == "people.capitals@1" and not titled:
        line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        line = text[line_start : line_end if line_end >= 0 else len(text)]
        if (
            len(line) > 90
            and line.isupper()
            and not re.match(r"\s*(?:[',]|alm|secil|\d+ oy|meclis)", view[end : end + 14])
        ):
            return None
    return start, end


def _add(found: list[Mention], passage: Passage, start: int, end: int, rule: str) -> None:
    name = passage.words(start, end)
    if passage.text.isascii() or not _TURKISH.search(passage.text):
        name = " ".join(_spelled(word) for word in name.split(" "))
    title = _title(passage, start, end)
    found.append(Mention("person", start, end, {"name": name, "title": title}, rule))


def _spelled(word: str) -> str:
    """Give a name's own spelling where it was typed without Turkish letters; a capital stays a capital."""
    flat = plain(word)
    known = _SPELLED.get(flat)
    if known is None and flat.endswith("oglu") and len(flat) > 6:
        stem = _SPELLED.get(flat[:-4])
        known = (stem or word[:1] + lower(word[1:-4])) + "oğlu"
    if known is None:
        return word
    return upper(known) if word.isupper() and len(word) > 1 else known


def _title(passage: Passage, start: int, end: int) -> str | None:
    view = passage.plain
    after = _ROLE_AFTER.match(view[end : end + 70])
    if after is not None and re.search(r"uye|baskan|sozcu|katip|muhtar|mudur", after["title"]):
        return passage.words(end + after.start("title"), end + after.end("title"))
    before = view[max(0, start - 60) : start]
    match = None
    for match in _TITLE_BEFORE.finditer(before):
        break
    if match is not None:
        offset = max(0, start - 60)
        shown = passage.words(offset + match.start("title"), offset + match.end("title"))
        if plain(shown) not in {"sayin", "sn."}:
            return shown
    return None
