"""Things to be done that no act names: "kiralanmasına", "yapılmamasına", "rapor doğrultusunda işlem yapılmasına".

What is not to be done was refused, where somebody wanted it; but leaving a charge untaken, or a contract unrenewed, is
itself what the council was asked.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from models.language.inflection import form_of
from models.language.put import governed
from models.language.words import Words

FOLLOWED = re.compile(
    r"(?:rapor|gorus|mutala+|kanaat|komisyon\w*\s+karar)\w*\s+(?:dogrultu|gereg|uyarinca|gore\b|esas|dikkate|cercevesi|istinaden|vechile|mucibince|paralel)\w*"
)
"""A report or an opinion that is kept to: "rapor doğrultusunda"."""
_REQUEST = re.compile(r"\b(?:talep|taleb|istem|istek|istegi|dilekce|basvuru|teklif|degisikli|tadilat)\w*")
_CHARGE = re.compile(
    r"(?:ucret|bedel|harc|ecrimisil|zam|artis|faiz|ceza|vergi|depozito|teminat|isgaliye|zamm|masraf|aidat|abonman|fark)\w{0,8}"
    r"|kira(?:lar\w*|si\w*|sinin)?|pay(?:i|inin|lari\w*)|para(?:nin|si\w*)?"
)
_RELIEF = re.compile(r"(?:degisiklik|duzenleme|indirim|muafiyet|af|tenzilat|taksit)\w*")
_TAKES = ("al", "tahsil", "iste", "yap", "uygula", "yansit", "talep", "kes", "ode", "ed")
_OWN = re.compile(r"sozlesme\w*|kontrat\w*|toplanti\w*|oturum\w*|temyiz|itiraz|dava(?:nin|si|sinin)?")
_OPINION = re.compile(r"(?:gorus|mutalaa|kanaat|cevap|cevab|yanit)\w{0,4}")
_GIVES = ("ver", "bildir", "ilet", "sun", "gonder")
_TREATS = ("karsila", "degerlendir", "cevapla", "sonuclandir")
_STEP = re.compile(r"(?:karar|islem|uygulama|gereg|hareket|muamele|tatbikat)\w{0,4}")
_KEEPS_TO = ("uyul", "katil", "istirak", "benimse")
_VOTING = frozenset(
    "yapilan katilan bulunan kullanilan alinan verilen gerceklestirilen acilan toplanan olan edilen esasen tamamen iliskin".split()
)
_STOPS = frozenset(",;.:()") | {"ve", "veya", "ile", "oybirligiyle", "oybirligi", "oycokluguyla", "oycoklugu", "oy"}


_NAMING = re.compile(
    r"(?:tayin|tespit|tahsis|satis|terkin|tescil|ihale|iptal|tefrik|tanzim|temdit|ifraz|tevhi[dt]|tadil|terk|devr|trampa|takas|hibe|ihdas|insa|tahsil|ilan|tahakkuk|tenzil)[iu]n[ae]"
)


NOMINATIVE = ("si", "su", "sinin", "sinun", "sini", "larinin", "lerinin", "lari", "leri")


class Deed(NamedTuple):
    """A noun of doing that names what is to be done, at word `at`: "kiralanmasına", "tahsisine"."""

    at: int
    negated: bool


def deeds(words: Words, low: int, high: int, limit: int) -> Iterator[Deed]:
    """Give the nouns of doing in the dative from word `low` to before `high` that stand for themselves.

    What governs them is looked for up to the character `limit`.
    """
    for index in range(low, high):
        word = words.texts[index]
        if word[-1] not in "ae":
            continue
        negated = False
        if _NAMING.fullmatch(word) is None:
            form = form_of(word)
            if form is None or form.case != "dative" or len(form.stem) < 2 or word.endswith(("maya", "meye")):
                continue
            negated = form.negated
        if not governed(words.plain, words.end(index), limit) and not of_next_verb(words, index, high):
            yield Deed(index, negated)


def named_in(words: Words, low: int, high: int) -> Deed | None:
    """Give the last noun of doing from word `low` to before `high` that stands in no case of its own: "kiralanması"."""
    for index in range(high - 1, low - 1, -1):
        word = words.texts[index]
        if word.endswith(NOMINATIVE):
            form = form_of(word)
            if (
                form is not None
                and form.kind == "noun"
                and form.case in {"nominative", "genitive"}
                and len(form.stem) > 1
            ):
                return Deed(index, form.negated)
    return None


def of_next_verb(words: Words, index: int, high: int) -> bool:
    """Tell whether the noun at `index` only goes with the verb that follows it: "küçülmesine sebep olacağından"."""
    for place in range(index + 1, min(index + 4, high)):
        word = words.texts[place]
        if word in _STOPS:
            return False
        if word in _VOTING:
            continue
        form = form_of(word)
        if form is None or form.kind == "infinitive":
            continue
        if form.kind in {"noun", "fact"}:
            return form.case != "dative"
        return form.kind in {"participle", "converb", "while", "without", "finite", "told"} and len(form.stem) > 1
    return False


def is_soft(words: Words, deed: Deed, beside: str = "") -> bool:
    """Tell whether `deed` decides little beside an act in the same list: "dikkate alınmasına", "bildirilmesine".

    `beside` is what that act does: setting up a committee only leads to the election of its members.
    """
    if beside == "elected" and words.texts[deed.at].startswith(("kurul", "olustur", "teskil")):
        return True
    if deed.negated:
        return words.texts[deed.at].startswith("gorusulme")  # "görüşülmemesine, Ekim ayına bırakılmasına"
    return words.texts[deed.at].startswith(("bildir", "teblig", "duyur")) or words.texts[deed.at - 1] in {
        "dikkate",
        "onunde",
    }


def refuses(words: Words, low: int, deed: Deed) -> bool:
    """Tell whether leaving `deed` undone refuses somebody's wish, or a negative opinion is what is to be given."""
    texts, index = words.texts, deed.at
    near = texts[max(low, index - 4) : index]
    if texts[index].startswith(_GIVES) and any(map(_OPINION.fullmatch, near)):
        against = any(word.startswith(("olumsuz", "menfi")) for word in texts[max(low, index - 6) : index])
        return against != deed.negated
    if not deed.negated:
        return texts[index].startswith(_TREATS) and texts[index - 1] in {"olumsuz", "menfi"}
    if any(map(_OWN.fullmatch, near)) and not _REQUEST.search(words.plain, words.starts[low], words.starts[index]):
        return False
    charge = any(map(_CHARGE.fullmatch, near[-2:])) and not any(map(_RELIEF.fullmatch, near))
    return not (charge and texts[index].startswith(_TAKES))


def follows_report(words: Words, low: int, deed: Deed) -> bool:
    """Tell whether `deed` is to act as a report says: "rapor doğrultusunda işlem yapılmasına", "raporuna uyulmasına"."""
    texts, index = words.texts, deed.at
    if texts[index].startswith(_KEEPS_TO):
        return any(
            word.startswith(("rapor", "gorus", "mutala", "kanaat")) for word in texts[max(low, index - 3) : index]
        )
    start = max(words.starts[low], words.starts[index] - 120)
    return bool(_STEP.fullmatch(texts[index - 1])) and bool(FOLLOWED.search(words.plain, start, words.starts[index]))
