"""Which verb a manner or a number of votes goes with: the first one to its right.

"Oyçokluğu ile kabul edilen rapor" and "3 kabul 2 ret oyuyla kabul ettiği rapor" tell how somebody else voted; "oyçokluğu
ile kabul edildi" how the council did.
"""

import re

from models.language.acts import reports
from models.language.inflection import form_of
from models.language.words import Words

_ADVISED = re.compile(r"\s*(?:uygun|gerek|mumkun|dogru|yonun|onerilmesi|kanaat)")
_NO_VERBS = frozenset({"olarak", "gelecek"})
_VOTING = frozenset({"ver", "kullan", "kal", "de", "cik", "bulun", "kat", "katil"})  # "ret oyu veren üye" is a voter
_CALLING = frozenset({"et", "ed", "ver", "kal", "kullan", "de"})
_NAMED = re.compile(r"(?:kabul|redd|havale|iade|sevk)\w*(?:unun|inin|sinin)$")
_MEETING = ("oy", "oturum", "toplanti", "birlesim")
_PUT = ("teklif", "onerge", "oneri")
_OTHER_BODY = frozenset({"komisyon", "encumen", "encumend", "encumeni"})
_ADVERBS = ("sekl", "sekil", "gibi", "uzere", "hali", "bicim")
_GOES_ON = frozenset({"olup", "olmakla", "oldugu", "olduguna", "oldu"})
_DESCRIBING = re.compile(
    r"\w{2,}[aeiu][ln]|gel|gec|ed|et|gor|bul|al|oner"
)  # names like Orhan and Arslan have no such stem
_OTHER = ("dan", "tan", "ten", "ler", "lar", "lerin", "larin")
_AFTER = re.compile(r"\w+[dt][iu]kt[ae]n")
_STOPS = frozenset(".;?!")
_REACH = 12


def describes(words: Words, at: int, end: int) -> bool:
    """Tell whether what ends at `at` goes with a verb that only describes something, such as a committee's report."""
    texts = words.texts
    index = words.at(at)
    for place in range(index, min(index + _REACH, len(words))):
        word = texts[place]
        if words.starts[place] >= end or word in _STOPS:
            return False
        if _NAMED.search(word):
            return bool(_ADVISED.match(words.plain, words.end(place), end))
        if _AFTER.fullmatch(word) and texts[place + 1 : place + 2] == ["sonra"]:
            return True  # "oybirliği ile benimsendikten sonra oylandı"
        form = form_of(word) if texts[place - 1] not in {"adi", "ismi"} else None  # "adı geçen üyelerin"
        if form is None or word in _NO_VERBS or form.kind in {"infinitive", "present", "future"}:
            continue
        following = texts[place + 1] if place + 1 < len(words) else "."
        match form.kind:
            case "participle" if form.stem in _CALLING and (
                following[0].isdigit() or texts[place + 2 : place + 3] == [":"]
            ):
                return False  # "kabul eden 7, etmeyen 4"
            case "participle":
                if _DESCRIBING.fullmatch(form.stem) and not word.endswith(_OTHER) and form.stem not in _VOTING:
                    return following.isalnum()
            case "told":
                return following.startswith("ol") and following not in _GOES_ON
            case "fact":
                if form.stem in _VOTING and following.startswith(_MEETING):
                    return False
                if (
                    form.stem in _VOTING
                    and following.startswith(_PUT)
                    and _OTHER_BODY.isdisjoint(word[:8] for word in texts[max(0, index - _REACH) : place])
                ):
                    return False  # "dört üyenin karşı çıktığı teklif"
                if following.startswith(_ADVERBS):
                    continue  # "komisyondan geldiği şekliyle kabul edildi"
                if form.case == "dative" and following in {"dair", "iliskin"}:
                    return True
                found = any(reports(text) for text in texts[place + 1 : place + 4])
                return form.case in {"nominative", "genitive"} and following.isalnum() and not found
            case "noun":
                return form.case == "genitive" and bool(_ADVISED.match(words.plain, words.end(place), end))
            case kind:
                return kind == "before"
    return False
