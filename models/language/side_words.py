"""Words that tell a side only beside others: "kabul edildi" is what the council did, "12 üye kabul etti" how members voted.

Rules here look from a word's letter (see `ballot_words`) to the words and letters around it.
"""

import re
from collections.abc import Sequence

from models.language.inflection import form_of
from models.language.numerals import number_in_words

_ACTED = re.compile(r"(?:edil|edi|ede[rc]|et(?:t|m|me)|olun|gor|ol(?:du|mak|an|mus))")
_VOTED = re.compile(r"et(?:ti|tig|mis|mek|mele)|ederken|edip")
_REFUSED = re.compile(r"reddet(?:ti|tig|mis|mek)\w*|(?:destekleme|onaylama|benimseme)(?:di|mis)\w*")
_SUPPORTED = re.compile(r"desteg\w*|desteklem[ae]s[iu]\w*|(?:destekle|onayla|benimse)(?:di|mis|dig|r?ken)\w*")
_SUPPORTING = re.compile(r"ver(?:me)?(?:di|mis)(?:ler|lerdir|tir)?")
_REFUSING = re.compile(r"(?:ver|bul|gor)me|bulma")
_JOINED = re.compile(r"(?:katil|istiraket)(?P<not>m[ae](?=di|mis))?(?:di(?:lar)?|mis(?:l[ae]r)?(?:d[iu]r|t[iu]r)?)")
_PUT = re.compile(
    r"(?:onerge|teklif|oneri|rapor|taleb|karar|gorus|tasari)(?:un)?(?:y?|n)[ae]"
)  # "26 üye önergeye katılmamıştır"
_NAMES_PUT = re.compile(r"(?:onerge|teklif|oneri|rapor|tasari|gorus)[iu]?")
_OF_PUT = re.compile(r"(?:onerge|teklif|oneri|rapor|tasari|gorus|talep|taleb)[iu]?n?[iu]n")
_PUT_ITSELF = re.compile(r"(?:onerge|teklif|oneri|rapor|tasari|gorus)y?[iu]")
_ATTENDED = re.compile(r"(?:toplanti|oylama|oturum|birlesim|secim|meclis)\w*[ae]")
_TAKING_PART = re.compile(r"(?:katilan|bulunan|kullanan)lar(?:dan|in)")  # "oylamaya katılanlardan 17'si"
_JOIN_REACH = 16
_STOPS = frozenset(".;?!")
_SPEAKS = re.compile(r"(?:gorus|rapor|karsila|bulun|sonuc|degerlendir|yanit|cevap|yaklas|olarak)")
_WITH = {"kabulu": "f", "kabuluyle": "f", "kabulune": "f", "reddi": "a", "reddiyle": "a", "reddine": "a", "retine": "a"}
_OF_VOTING = frozenset({"vermekten", "kullanmaktan", "oylamadan"})
_TOWARDS = frozenset({"yonunde", "dogrultusunda", "istikametinde"})
_WAYS = frozenset({"aksi", "iade", "havale", "sevk", "erteleme", "israr"})
BESIDE_OTHERS = re.compile(
    rf"{'|'.join([*_WAYS, *_WITH, *_TOWARDS])}|icin|(?:yanin|karsisin)da|{_SUPPORTED.pattern}|{_REFUSED.pattern}|katil(?:ma)?(?:di|mis)\w*|istirak|destek|uygun|kacin(?:di|mis)\w*|[a-z]{{2,20}}s[iu]n(?:l[ae]r)?"
)
"""Words that may tell a side, for `side_of` to judge."""
_BID, _BID_NOT = re.compile(r"[a-z]{2,20}s[iu]n(?:l[ae]r)?"), re.compile(r"[a-z]{2,20}m[ae]s[iu]n(?:l[ae]r)?")
DENYING = re.compile(r"m[ae]m[ae](?:s[iu]|y)|m[ae](?:di|mis)")
"""Denied verbal nouns, which tell a side beside the same one not denied."""
_WISHING = re.compile(r"[nw]m?u")
_WISH_REACH = 12
_SHARING = re.compile(r",[^.;fab]{1,6}[fb][oO]")


def mark_wishes(texts: Sequence[str], letters: list[str], index: int) -> None:
    """Mark what members wished as sides: "10 üye alınması, 26 üye alınmaması yönünde", "5 üye ödenmesine, 4 üye ödenmemesine"."""
    denied = form_of(texts[index])
    if denied is None or not denied.negated:
        return
    if denied.kind != "noun":
        _mark_deeds(texts, letters, index, denied.stem)
        return
    for place in range(max(0, index - _WISH_REACH), index):
        wished = form_of(texts[place])
        if wished is None or wished.kind != "noun" or wished.negated or wished.stem != denied.stem:
            continue
        between = "".join(letters[max(0, place - 4) : index])
        if len(_WISHING.findall(between)) > 1 and "o" in letters[index + 1 : index + 4]:
            letters[place], letters[index] = "f", "a"
        return


def _mark_deeds(texts: Sequence[str], letters: list[str], index: int, stem: str) -> None:
    """Mark what counted members did and did not do as sides: "4 üye isterken 12 üye istememiştir"."""
    if letters[index - 1 : index] != ["u"]:
        return
    for place in range(max(1, index - _WISH_REACH), index):
        done = form_of(texts[place])
        if done is not None and done.stem == stem and not done.negated and letters[place - 1] == "u":
            letters[place], letters[index] = "f", "a"
            return


def side_of(texts: Sequence[str], letters: Sequence[str], index: int) -> str:
    """Give the side that a word tells only beside others: "iade yönünde", "13 üyenin kabulüyle", "5 üye reddetti"."""
    word = texts[index]
    following = texts[index + 1 : index + 2]
    if word in _WAYS and following and following[0].startswith(("yonde", "yonunde", "gorus")):
        if word != "aksi":
            return "f"  # "11 üye iade yönünde, 2 üye aksi yönde"
        said = next((letter for letter in reversed(letters[max(0, index - 9) : index]) if letter in "fa"), "f")
        return "a" if said == "f" else "f"
    before = letters[index - 1] if index else ""
    if word in _TOWARDS or word in {"icin", "yaninda", "karsisinda"}:
        return _stand(texts, letters, index)
    if word.startswith("kacin"):
        return "b" if index and texts[index - 1] in _OF_VOTING else "z"
    if _BID.fullmatch(word):
        if not following or letters[index + 1] != "e":
            return "z"
        return "a" if _BID_NOT.fullmatch(word) else "f"  # "çıkarılsın diyen 7, çıkarılmasın diyen 3"
    if word in _WITH:
        opposed = bool(following) and letters[index + 1] == "k"
        if opposed and _WITH[word] == "a":
            return "a"  # "üye ...'in reddine karşı"
        shared = _is_share(texts, letters, index - 1, "n") and _is_of_members(texts, letters, index - 2)
        voting = before == "u" or shared or (index and texts[index - 1].startswith(("grub", "gurub", "grup")))
        if word in {"kabulu", "reddi"} and following:
            towards = following[0].startswith(("yonu", "yolu", "lehi", "icin"))
            if _is_counted(texts, letters, index + 1 + towards, towards):
                return _WITH[word]  # "raporun kabulü 12, reddi 8 oy aldı", "kabulü yönünde 19"
        if voting and (opposed or not word.endswith("ine")) and (opposed or not word.endswith("une")):
            return _WITH[word]
    elif word == "destek" and following and _SUPPORTING.fullmatch(following[0]) and _is_to_put(texts, index):
        return "a" if _REFUSING.match(following[0]) else "f"  # "CHP'li üyeler teklife destek vermedi"
    elif before == "u" and _SUPPORTED.fullmatch(word):
        return "f"
    elif _REFUSED.fullmatch(word):
        counted = before == "u" and index > 1 and letters[index - 2] in "nw"
        return "a" if counted or _is_share_of_members(texts, letters, index - 1) else "z"
    elif (
        before == "u"
        and following
        and (word, following[0][:3]) in {("destek", "ver"), ("uygun", "bul"), ("uygun", "gor")}
    ):
        return "a" if _REFUSING.match(following[0]) else "f"  # "18 üye destek verdi, 7 üye uygun bulmadı"
    joined = _JOINED.fullmatch(word + following[0] if word == "istirak" and following else word)
    if joined is not None and (before == "u" or joined["not"]):
        for before_it in reversed(texts[max(0, index - _JOIN_REACH) : index]):
            if before_it in _STOPS or _ATTENDED.fullmatch(before_it):
                break
            if _PUT.fullmatch(before_it):
                return "a" if joined["not"] else "f"  # "rapora 7 üye katılmış, 3 üye katılmamıştır"
    return "z"


def _is_share(texts: Sequence[str], letters: Sequence[str], at: int, ends: str) -> bool:
    """Tell whether "19'u" or "on dokuzu" stands at `at`, a number that ends in one of the letters `ends`."""
    if at < 0 or letters[at] not in "nw" or texts[at][-1] not in ends:
        return False
    return letters[at] == "n" or number_in_words(texts[at]) is None


def _is_share_of_members(texts: Sequence[str], letters: Sequence[str], at: int) -> bool:
    """Tell whether "19'u" of members stands at `at`."""
    return _is_share(texts, letters, at, "iu") and _is_of_members(texts, letters, at - 1)


def _stand(texts: Sequence[str], letters: Sequence[str], index: int) -> str:
    """Give the side that is told by where members stand: "rapor yönünde oy kullananlar", "teklif için 14", "teklifin yanında"."""
    before = texts[index - 1] if index else ""
    if texts[index] in {"yaninda", "karsisinda"}:
        voting = texts[index + 1 : index + 2] == ["yer"] or "o" in letters[max(0, index - 3) : index]
        stood = voting and _OF_PUT.fullmatch(before) is not None
        return ("f" if texts[index] == "yaninda" else "a") if stood else "z"
    if texts[index + 1 : index + 2] == [","] and "aksi" in texts[index : index + 10] and _NAMES_PUT.fullmatch(before):
        return "f"  # "AK Parti teklif yönünde, CHP aksi yönde oy kullandı"
    return "f" if _NAMES_PUT.fullmatch(before) and _is_counted(texts, letters, index + 1, True) else "z"


def _is_counted(texts: Sequence[str], letters: Sequence[str], at: int, voting: bool) -> bool:
    """Tell whether a number stands at `at`, or, where `voting`, that votes were given: "oy kullananlar"."""
    if letters[at : at + 1] in (["n"], ["w"]):
        return True
    if voting and letters[at : at + 1] == [","] and "u" in letters[max(0, at - 5) : at]:
        return True  # "17 üye kabulü için, 4 üye reddi için oy kullandı"
    return (
        voting
        and letters[at : at + 1] == ["o"]
        and texts[at + 1 : at + 2] != []
        and texts[at + 1].startswith(("kullan", "ver"))
    )


def _is_of_members(texts: Sequence[str], letters: Sequence[str], at: int) -> bool:
    """Tell whether a share is one of members: "36 üyeden 35'inin kabulü, 1'inin reddi", but not "9'unun" of objections."""
    before = range(max(0, at - 5), at + 1)
    if any(_TAKING_PART.fullmatch(texts[place]) for place in before):
        return True
    return any(letters[place] in "fa" or (letters[place] in "uo" and texts[place] != "adet") for place in before)


def tells_a_side(texts: Sequence[str], letters: Sequence[str], index: int, judged: bool) -> bool:
    """Tell whether a word of a side tells how somebody voted; `judged` where the text calls a report sufficient or not."""
    word = texts[index]
    following = texts[index + 1] if index + 1 < len(texts) else ""
    if word in {"yeterli", "yetersiz"}:
        return judged
    if word == "kabule":
        return letters[index + 1 : index + 2] in (["n"], ["w"], ["k"])  # "24 kabule 9 ret oyla"
    if word.startswith("muhal"):
        return True  # "karara muhalefet etti"
    if word == "muvafik":
        return following.startswith(("oy", "rey", ";", ","))  # "muvafık mütalaa" is advice
    if word in {"olumlu", "olumsuz"}:
        return not _SPEAKS.match(following)  # "olumlu görüş" is advice
    if following in {"ve", "aynen"} and any(map(_ACTED.match, texts[index + 2 : index + 4])):
        return False  # "kabul ve ilan olundu"
    if _ACTED.match(following) and not following.startswith(("eden", "etmeyen", "olanlar")):
        counted = index > 1 and letters[index - 1] == "u" and letters[index - 2] in "nw"
        counted = counted or _is_share_of_members(texts, letters, index - 1) or _has_object(texts, letters, index)
        return counted and _VOTED.match(following) is not None  # "kabul edildi" is what the council did
    return True


def _is_to_put(texts: Sequence[str], index: int) -> bool:
    """Tell whether what was put stands before as what a deed goes to: "teklife AK Parti destek verdi"."""
    for before in reversed(texts[max(0, index - 8) : index]):
        if before in _STOPS:
            return False
        if _PUT.fullmatch(before):
            return True
    return False


def _has_object(texts: Sequence[str], letters: Sequence[str], index: int) -> bool:
    """Tell whether counted members and what was put stand before a verb: "on beş üye teklifi kabul etti"."""
    if index < 3 or _PUT_ITSELF.fullmatch(texts[index - 1]) is None:
        return False
    counted = letters[index - 2] == "u" and letters[index - 3] in "nw"
    return counted or _is_share_of_members(texts, letters, index - 2)


def is_against(texts: Sequence[str], letters: Sequence[str], index: int) -> bool:
    """Tell whether "karşı" is how somebody voted and not what one number stands against: "karşı oy", "6 kişi karşı,"."""
    following = letters[index + 1] if index + 1 < len(letters) else ""
    before = letters[index - 1] if index else ""
    if following in {"o", "O"}:
        return before not in {"o", "d", "f", "a"}
    if following == "," and _SHARING.match("".join(letters[index + 1 : index + 9])):
        return True  # "Ali TAN'ın karşı, Oya SEZ'in çekimser oyuna"
    if following in {"n", "w"} and index and _PUT.fullmatch(texts[index - 1]):
        return True  # "teklif için 14, teklife karşı 6 el"
    return following in {"e", "v"} or (before == "u" and following in {",", ";", "."})
