"""Which of the things to be done counts, where "karar verildi" has several before it."""

import re
from itertools import zip_longest

from models.language.acts import Act
from models.language.advice import is_report
from models.language.deeds import Deed, deeds
from models.language.inflection import form_of
from models.language.put import governed
from models.language.words import Words

_AND_SO = re.compile(r"\s+(?:ile|ve)\s")  # "itirazın reddi ile planın muhafazasına"


def is_handed_over(words: Words, act: Act, said: Act) -> bool:
    """Tell whether a committee is to do something before what is decided: "komisyonda incelenerek rapora bağlanmasına"."""
    if act.kind != "converb" or act.effect != "referred_to_committee" or act.negated:
        return False
    for index in range(act.last + 1, said.first):
        form = form_of(words.texts[index])
        if form is not None and form.kind in {"participle", "fact", "noun"}:
            return words.texts[index].endswith(("acak", "ecek")) or (
                form.kind == "noun" and form.case in {"dative", "nominative"}
            )
    return False


def first_named(words: Words, low: int, said: Act, inside: list[Act]) -> Act | None:
    """Give the first act that is to be done; a refused report only leads to what is accepted instead."""
    plain = words.plain
    nominative = said.root == "kararlastir" or "altina" in plain[said.start : said.end]
    typed = [
        act
        for act in inside
        if act.kind in {"noun", "fact"}
        and act.effect not in {"empty", "quorum"}
        and (
            act.case == "dative"
            or (
                act.case == "nominative"
                and (nominative or (act.root.startswith("red") and _AND_SO.match(plain, act.end)))
            )
        )
        and not governed(plain, act.end, said.start)
    ]
    if any(act.meaning == "postponed" for act in typed):  # "görüşülmesinden vazgeçilmesine, gelecek aya bırakılmasına"
        typed = [act for act in typed if act.root != "vazgec"]
    if any(act.case == "dative" for act in typed):
        typed = [act for act in typed if act.case == "dative" or _AND_SO.match(plain, act.end)]
    start = words.starts[low]
    return next(
        (
            act
            for act, later in zip_longest(typed, typed[1:])
            if later is None
            or act.meaning != "rejected"
            or not (is_report(plain[start : act.start]) or (act.weak and later.meaning == "adopted"))
        ),
        None,
    )


def first_deed(words: Words, low: int, said: Act, inside: list[Act], first: Act | None) -> Deed | None:
    """Give the first thing to be done that no act names, before `first`."""
    taken = {place for act in inside for place in range(act.first, act.last + 1) if act.effect != "empty"}
    high = first.first if first is not None else said.first
    return next((deed for deed in deeds(words, low, high, said.start) if deed.at not in taken), None)
