"""Which acts of a sentence tell what was done: finished verbs, what was reported, else the one that a reason leaves."""

import re
from collections.abc import Callable, Sequence

from models.language.acts import Act, reports
from models.language.inflection import form_of
from models.language.words import Words

_GOES_ON = re.compile(r"ol(?:up|an|ma|dug|makla|sa|ur)|bulunan|ise\b|iken\b|gib|halde|say")
_PUT_DOWN = frozenset({"altina", "tutanaga", "zapta", "karara", "kayda", "kayit"})
_DONE_FIRST = frozenset({"withdrawn", "rejected", "returned", "noted", "adopted"})
_TO_COME = re.compile(r"[ae]c[ae]g")


def told_in(words: Words, found: Sequence[Act], high: int) -> list[int]:
    """Give which acts of a sentence, ending before word `high`, state something.

    Where none does, the one that "olup" or a reason leaves as the only word on the matter.
    """
    return _Telling(words, found, high).statements()


def _last(found: Sequence[Act], fits: Callable[[Act], bool]) -> int:
    return next((index for index in range(len(found) - 1, -1, -1) if fits(found[index])), -1)


class _Telling:
    def __init__(self, words: Words, found: Sequence[Act], high: int) -> None:
        self.words = words
        self.acts = found
        self.high = high
        self._last_empty_verb = _last(found, lambda act: act.effect == "empty" and act.kind == "finite")
        self._last_other_act = _last(found, lambda act: act.kind in {"finite", "noun"} and act.effect != "noted")

    def statements(self) -> list[int]:
        stated = [index for index in range(len(self.acts)) if self._is_statement(index)]
        if not stated:
            stated = [index for index, act in enumerate(self.acts) if act.kind == "told" and not act.weak][-1:]
        return stated or [index for index, act in enumerate(self.acts) if self._is_why_not(act) or self._is_done_first(act)][-1:]  # fmt: skip

    def _is_statement(self, index: int) -> bool:
        act = self.acts[index]
        if act.effect == "quorum":
            return True
        if act.effect == "no_decision" and self._last_empty_verb > index:
            return False
        if act.kind in {"finite", "present", "while"}:
            return True
        following = self.words.texts[act.last + 1] if act.last + 1 < self.high else ""
        if act.kind == "told":
            return not _GOES_ON.match(following) or following.startswith(("bulunmakta", "oldu", "sayil"))
        if act.kind == "fact" and act.effect not in {"adopted", "rejected"} and not _TO_COME.search(self.words.texts[act.last]):  # fmt: skip
            return (not act.weak or act.effect == "no_decision") and self._is_reported(index)
        return False

    def _is_reported(self, index: int) -> bool:
        """Tell whether the sentence only adds that what the act names was found, said or announced."""
        act = self.acts[index]
        if act.case not in {"nominative", "accusative"}:
            return False
        if self._last_other_act > index:
            return False
        for place in range(act.last + 1, min(self.high, act.last + 30)):
            form = form_of(self.words.texts[place])
            if form is not None and form.kind in {"finite", "told"} and not form.negated:
                return reports(self.words.texts[place]) or self.words.texts[place - 1] in _PUT_DOWN
        return False

    def _is_why_not(self, act: Act) -> bool:
        """Tell whether a withdrawal, or that there is nothing to decide, is given as the reason why nothing was done."""
        if act.effect == "no_decision" and act.kind == "fact" and act.case == "ablative":
            return True
        if act.effect not in {"withdrawn", "noted"} or act.kind not in {"fact", "noun", "told", "converb"}:
            return False
        for index in range(act.last + 1, min(act.last + 5, self.high)):
            form = form_of(self.words.texts[index])
            if act.kind == "fact" and form is not None and form.kind == "fact" and form.case == "ablative":
                return True  # "geri çektiği açıklandığından"
        for index in range(self.high - 1, act.last, -1):
            form = form_of(self.words.texts[index])
            if form is not None:
                return form.kind in {"finite", "told"} and form.negated
        return False

    def _is_done_first(self, act: Act) -> bool:
        """Tell whether the motion was taken off or refused before something else was done: "gündemden çıkarılarak gönderildi"."""
        if act.kind != "converb" or act.negated or act.effect not in _DONE_FIRST:
            return False
        forms = (form_of(word) for word in self.words.texts[act.last + 1 : min(self.high, act.last + 8)])
        return any(form is not None and form.kind == "finite" and not form.negated for form in forms)
