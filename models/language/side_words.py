"""Words that tell a side only beside others: "kabul edildi" is what the council did, "12 üye kabul etti" how members voted.

Rules here look from a word's letter (see `ballot_words`) to the words and letters around it.
"""

import re
from collections.abc import Sequence

from models.language.inflection import form_of

_ACTED = re.compile(r"(?:edil|edi|ede[rc]|et(?:t|m|me)|olun|gor|ol(?:du|mak|an|mus))")
_VOTED = re.compile(r"et(?:ti|tig|mis|mek|mele)|ederken|edip")
_REFUSED = re.compile(r"reddet(?:ti|tig|mis|mek)\w*|destekleme(?:di|mis)\w*")
_SUPPORTED = re.compile(r"desteg\w*|desteklem[ae]s[iu]\w*|destekle(?:di|mis|dig)\w*")
_JOINED = re.compile(r"katil(?P<not>ma)?(?:di(?:lar)?|mis(?:l[ae]r)?(?:d[iu]r|t[iu]r)?)")
_PUT = re.compile(r"(?:onerge|teklif|oneri|rapor|taleb|karar)y?[ae]")  # "26 üye önergeye katılmamıştır"
_ATTENDED = re.compile(r"(?:toplanti|oylama|oturum|birlesim|secim|meclis)\w*[ae]")
_JOIN_REACH = 16
_STOPS = frozenset(".;?!")
_SPEAKS = re.compile(r"(?:gorus|rapor|karsila|bulun|sonuc|degerlendir|yanit|cevap|yaklas|olarak)")
_WITH = {"kabulu": "f", "kabuluyle": "f", "kabulune": "f", "reddi": "a", "reddiyle": "a", "reddine": "a", "retine": "a"}
_WAYS = frozenset({"aksi", "iade", "havale", "sevk", "erteleme"})
BESIDE_OTHERS = re.compile(
    rf"{'|'.join([*_WAYS, *_WITH])}|{_SUPPORTED.pattern}|{_REFUSED.pattern}|katil(?:ma)?(?:di|mis)\w*|[a-z]{{2,20}}s[iu]n(?:l[ae]r)?"
)
"""Words that may tell a side, for `side_of` to judge."""
_BID, _BID_NOT = re.compile(r"[a-z]{2,20}s[iu]n(?:l[ae]r)?"), re.compile(r"[a-z]{2,20}m[ae]s[iu]n(?:l[ae]r)?")
DENYING = re.compile(r"m[ae]m[ae](?:s[iu]|y)")
"""Denied verbal nouns, which tell a side beside the same one not denied."""
_WISHING = re.compile(r"[nw]m?u")
_WISH_REACH = 12
_SHARING = re.compile(r",[^.;fab]{1,6}[fb][oO]")


def mark_wishes(texts: Sequence[str], letters: list[str], index: int) -> None:
    """Mark what members wished as sides: "10 üye alınması, 26 üye alınmaması yönünde", "5 üye ödenmesine, 4 üye ödenmemesine"."""
    denied = form_of(texts[index])
    if denied is None or denied.kind != "noun" or not denied.negated:
        return
    for place in range(max(0, index - _WISH_REACH), index):
        wished = form_of(texts[place])
        if wished is None or wished.kind != "noun" or wished.negated or wished.stem != denied.stem:
            continue
        between = "".join(letters[max(0, place - 4) : index])
        if len(_WISHING.findall(between)) > 1 and "o" in letters[index + 1 : index + 4]:
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
    if _BID.fullmatch(word):
        if not following or letters[index + 1] != "e":
            return "z"
        return "a" if _BID_NOT.fullmatch(word) else "f"  # "çıkarılsın diyen 7, çıkarılmasın diyen 3"
    if word in _WITH:
        opposed = bool(following) and letters[index + 1] == "k"
        if opposed and _WITH[word] == "a":
            return "a"  # "üye ...'in reddine karşı"
        shared = before == "n" and texts[index - 1].endswith("n") and _is_of_members(texts, letters, index - 2)
        voting = before == "u" or shared or (index and texts[index - 1].startswith(("grub", "gurub", "grup")))
        if word in {"kabulu", "reddi"} and following:
            towards = following[0].startswith(("yonu", "yolu", "lehi"))
            if letters[index + 1 + towards : index + 2 + towards] in (["n"], ["w"]):
                return _WITH[word]  # "raporun kabulü 12, reddi 8 oy aldı", "kabulü yönünde 19"
        if voting and (opposed or not word.endswith("ine")) and (opposed or not word.endswith("une")):
            return _WITH[word]
    elif before == "u" and _SUPPORTED.fullmatch(word):
        return "f"
    elif _REFUSED.fullmatch(word):
        counted = before == "u" and index > 1 and letters[index - 2] in "nw"
        return "a" if counted or _is_share(texts, letters, index - 1) else "z"
    joined = _JOINED.fullmatch(word)
    if joined is not None and (before == "u" or joined["not"]):
        for before_it in reversed(texts[max(0, index - _JOIN_REACH) : index]):
            if before_it in _STOPS or _ATTENDED.fullmatch(before_it):
                break
            if _PUT.fullmatch(before_it):
                return "a" if joined["not"] else "f"  # "rapora 7 üye katılmış, 3 üye katılmamıştır"
    return "z"


def _is_share(texts: Sequence[str], letters: Sequence[str], at: int) -> bool:
    """Tell whether "19'u" of members stands at `at`."""
    return at >= 0 and letters[at] == "n" and texts[at][-1] in "iu" and _is_of_members(texts, letters, at - 1)


def _is_of_members(texts: Sequence[str], letters: Sequence[str], at: int) -> bool:
    """Tell whether a share is one of members: "36 üyeden 35'inin kabulü, 1'inin reddi", but not "9'unun" of objections."""
    before = range(max(0, at - 5), at + 1)
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
    if word in {"olumlu", "olumsuz"}:
        return not _SPEAKS.match(following)  # "olumlu görüş" is advice
    if following in {"ve", "aynen"} and any(map(_ACTED.match, texts[index + 2 : index + 4])):
        return False  # "kabul ve ilan olundu"
    if _ACTED.match(following) and not following.startswith(("eden", "etmeyen")):
        counted = index > 1 and letters[index - 1] == "u" and letters[index - 2] in "nw"
        counted = counted or _is_share(texts, letters, index - 1)
        return counted and _VOTED.match(following) is not None  # "kabul edildi" is what the council did
    return True


def is_against(letters: Sequence[str], index: int) -> bool:
    """Tell whether "karşı" is how somebody voted and not what one number stands against: "karşı oy", "6 kişi karşı,"."""
    following = letters[index + 1] if index + 1 < len(letters) else ""
    before = letters[index - 1] if index else ""
    if following in {"o", "O"}:
        return before not in {"o", "d", "f", "a"}
    if following == "," and _SHARING.match("".join(letters[index + 1 : index + 9])):
        return True  # "Ali TAN'ın karşı, Oya SEZ'in çekimser oyuna"
    return following in {"e", "v"} or (before == "u" and following in {",", ";", "."})
