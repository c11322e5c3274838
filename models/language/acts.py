"""What councils do, as the words say it: every act in a stretch of words with its ending, whether denied, and its case.

An act is a noun with a helping verb ("havale edildi"), the noun alone with an ending ("havalesine"), a verb that names
it ("ertelendi"), or a plain verb beside the words that make it an act ("gündemden çıkarıldı", see `frames`). The
vocabulary is `data/acts.toml`; endings are read by `inflection`.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from models.language import frames
from models.language.data_files import table_of
from models.language.inflection import LONGEST, Form, case_of, form_of, has_root
from models.language.numerals import NUMBER_WORDS
from models.language.words import Trait, Words

_TABLE = table_of("acts.toml")
_NOUNS: dict[str, str] = {root: effect for effect, roots in _TABLE["nouns"].items() for root in roots}
_VERBS: dict[str, str] = {root: effect for effect, roots in _TABLE["verbs"].items() for root in roots}
_BOUND = {root: re.compile(beside) for root, beside in _TABLE["bound"].items()}
_JUDGING: dict[str, str] = _TABLE["words"]
_REPORTING = frozenset(_TABLE["reporting"]["verbs"])
_HELPING = frozenset({"et", "ed", "edil", "eyle", "olun", "ol", "gor", "bul", "bulun", "kil", "buyur"})
_HELPING_SOME = frozenset({"al", "cik", "ver", "yap"})  # "havalesi yapıldı" is an act, "ret verdi" how somebody voted
_TO_THE_COUNCIL = frozenset({"meclise", "meclisimize", "meclisine"})
_BETWEEN = frozenset({"aynen", "ve", "de", "dahi", "oybirligiyle", "oycokluguyla"})
_ROOTS = frozenset({*_VERBS, *_HELPING, *_HELPING_SOME, *_REPORTING, *frames.ROOTS})
_IRREGULAR = {"yoktur": "yok", "yok": "yok", "degildir": "ol", "degil": "ol"}  # denied without a denying suffix
_NOUN = re.compile(
    rf"(?P<root>{'|'.join(sorted(_NOUNS, key=len, reverse=True))})"
    r"(?:(?P<bare>)|(?P<to>y?[ae])|(?:s?[iu]|l[ae]r[iu])(?P<case>n(?:[iu]n|[iu]|[ae]|d[ae]n?)|yl[ae]|))"
)
_VOTERS = re.compile(
    rf"(?:uye|aza|kisi)(?:ler)?(?:nin|in)|\d{{1,3}}s?[iu]n[iu]n|(?:{NUMBER_WORDS})s?[iu]n[iu]n|gu?ru[bp]unun|gruplarinin"
)
_OPPOSITE = {"adopted": "rejected", "rejected": "adopted", "empty": "no_decision"}


class Act(NamedTuple):
    """An act named in the text, from word `first` to word `last`.

    `effect` is an outcome, ``empty`` for "karar verildi", or ``quorum``; `kind` is the ending's (see `inflection`), or
    ``bare`` for a noun without one. A `weak` act is no result before a vote or a manner stands beside it.
    """

    start: int
    end: int
    first: int
    last: int
    effect: str
    kind: str
    negated: bool
    case: str
    weak: bool
    root: str

    @property
    def meaning(self) -> str:
        """Give the outcome that the act names once its negation is counted in; ``denied`` where that is no outcome."""
        return _OPPOSITE.get(self.effect, "denied") if self.negated else self.effect


class _Lex(NamedTuple):
    form: Form | None
    roots: tuple[str, ...]
    frames: int
    noun: tuple[str, str, str] | None  # root, effect, case; the case is "bare" without an ending


_MARK = _Lex(None, (), 0, None)  # a semicolon or the edge of a table's cell, beyond which no frame looks


@lru_cache(maxsize=5_000)
def _lex(word: str) -> _Lex | None:
    if word in {";", "|"}:
        return _MARK
    if len(word) > LONGEST or not word[0].isalpha():
        return None
    noun = None
    named = _NOUN.fullmatch(word)
    if named is not None:
        root = named["root"]
        case = "bare" if named["bare"] is not None else "dative" if named["to"] else case_of(named["case"])
        noun = (root, _NOUNS[root], case)
    if word in _IRREGULAR:
        form: Form | None = Form("finite" if word.endswith(("ir", "ur")) else "told", _IRREGULAR[word], True, "")
        roots: tuple[str, ...] = (_IRREGULAR[word],)
    else:
        form = form_of(word)
        stem = form.stem if form is not None else ""
        sizes = range(len(stem), 1, -1)
        roots = tuple(stem[:size] for size in sizes if stem[:size] in _ROOTS and has_root(stem, stem[:size]))
    if noun is None and not roots and word not in _JUDGING:
        return None
    return _Lex(form, roots, frames.of_roots(roots), noun)


_LEX = Trait(_lex)


def acts(words: Words, low: int, high: int) -> list[Act]:
    """Give the acts among the words from `low` to before `high`, in order."""
    found: list[Act] = words.known((low, high), lambda: _acts(words, low, high))
    return found


def _acts(words: Words, low: int, high: int) -> list[Act]:
    found: list[Act] = []
    texts = words.texts
    floor = low
    beyond = low  # the first word behind the last act
    lexes = words.tell(_LEX)
    for at in [at for at in range(low, high) if lexes[at] is not None]:
        lex = lexes[at]
        if lex is None or at < beyond:
            continue
        if lex is _MARK:
            floor = at
            continue
        act = _act(words, at, floor, high, lex)
        if act is None:
            continue
        if act.kind == "told" and act.last + 1 < high and texts[act.last + 1].startswith(("oldug", "sayilma")):
            stated = form_of(texts[act.last + 1])  # "seçilmiş olduğuna", "geri alınmış sayılmasına"
            if stated is not None:
                act = act._replace(kind=stated.kind, case=stated.case, end=words.end(act.last + 1), last=act.last + 1)
        found.append(act)
        beyond = act.last + 1
        if act.kind in {"finite", "present", "before", "while"}:
            floor = beyond
    return found


def _act(words: Words, at: int, floor: int, high: int, lex: _Lex) -> Act | None:
    texts = words.texts
    if lex.noun is not None:
        root, effect, case = lex.noun
        if root in _BOUND and not any(_BOUND[root].fullmatch(word) for word in texts[max(floor, at - 9) : at]):
            return None
        if effect == "referred_to_committee" and not _TO_THE_COUNCIL.isdisjoint(texts[max(floor, at - 3) : at]):
            return None  # "Meclisimize intikal ettirmiştir"
        for last in (at + 1, at + 2):
            if last >= high or (last == at + 2 and texts[at + 1] not in _BETWEEN):
                break
            helping = _lex(texts[last])
            if helping is None or helping.form is None:
                continue
            if not _HELPING.isdisjoint(helping.roots) or (
                effect not in {"adopted", "rejected"}
                and helping.form.kind != "participle"
                and not _HELPING_SOME.isdisjoint(helping.roots)
            ):
                return _made(words, at, last, effect, helping.form, root=root)
        if effect == "rejected" and at and _VOTERS.fullmatch(texts[at - 1]):
            against = at + 1 < high and texts[at + 1].startswith(("karsi", "ragmen", "mukabil"))
            against = against or (case == "nominative" and texts[at + 1 : at + 2] == ["ile"])
            if against or case == "instrumental":
                return None  # "4 üyenin reddiyle" is how they voted
        if case == "bare":
            return Act(words.starts[at], words.end(at), at, at, effect, "bare", False, "", False, root)
        return Act(words.starts[at], words.end(at), at, at, effect, "noun", False, case, False, root)
    word = texts[at]
    if word in _JUDGING:
        return Act(words.starts[at], words.end(at), at, at, _JUDGING[word], "finite", False, "", True, word)
    if lex.form is None:
        return None
    if lex.frames:
        frame = frames.fitting(texts, at, floor, lex.frames, lex.form)
        if frame is not None:
            first = at if frame.first < at - 4 else frame.first
            act = _made(words, first, at, frame.effect, lex.form, frame.weak, lex.roots[0])
            return act._replace(negated=False) if frame.denied else act
    root = next((root for root in lex.roots if root in _VERBS), "")
    return _made(words, at, at, _VERBS[root], lex.form, root=root) if root else None


def _made(words: Words, first: int, last: int, effect: str, form: Form, weak: bool = False, root: str = "") -> Act:
    return Act(
        words.starts[first], words.end(last), first, last, effect, form.kind, form.negated, form.case, weak, root
    )


def reports(word: str) -> bool:
    """Tell whether a finished verb only says that something was found, said or put down."""
    lex = _lex(word)
    return lex is not None and not _REPORTING.isdisjoint(lex.roots)
