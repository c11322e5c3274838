"""Several votes told in one sentence: "a) ... oybirliği ile kabulüne, b) ... oyçokluğu ile reddine karar verilmiştir"."""

import re
from bisect import bisect_left
from itertools import pairwise

from models.language.acts import Act, acts
from models.language.manner import Manner, manners
from models.language.passage import Passage
from models.language.put import governed
from models.language.verdicts import Verdict
from models.language.words import words_of

_PARTS = re.compile(r"madde|bolum|kisi?m|fikra|\bben[td]|\b[a-h]\)|cetvel")
_RESULTS = frozenset(
    {"adopted", "rejected", "referred_to_committee", "returned", "postponed", "withdrawn", "elected", "no_decision"}
)


def further_votes(passage: Passage, verdict: Verdict) -> list[tuple[int, int, str, str]]:
    """Give the votes beside the one that decides: place, outcome and manner of each."""
    words = words_of(passage)
    start = verdict.clause[0]
    sentence = passage.sentence_at(max(start, verdict.end - 1))
    stated = manners(words, start, max(verdict.end, sentence[1]))
    items = [
        act
        for act in acts(words, words.at(sentence[0]), words.at(sentence[1]))
        if start <= act.start < verdict.end
        and act.kind == "noun"
        and act.case == "dative"
        and act.meaning in _RESULTS
        and not act.weak
        and not governed(words.plain, act.end, verdict.end)
    ]
    if len(items) < 2:
        others = stated[:-1] if len({manner.value for manner in stated}) > 1 else []
        return [(one.start, one.end, verdict.outcome, one.value) for one in others if one.value != "ambiguous"]
    votes: list[tuple[int, int, str, str]] = []
    for before, item in pairwise(items):
        own = _between(stated, before, item)
        if item.start <= verdict.start or (own is None and item.meaning == verdict.outcome):
            continue
        manner = own or (stated[-1] if stated else None)
        told = manner is not None and manner.value != "ambiguous"  # both printed: a form that nobody filled in
        votes.append((item.start, item.end, item.meaning, manner.value if manner is not None and told else "unstated"))
    return votes


def is_of_parts(plain: str, verdict: Verdict) -> bool:
    """Tell whether the verdict's clause tells of articles, chapters or the like, voted one by one."""
    return len(_PARTS.findall(plain, *verdict.clause)) > 1


def _between(stated: list[Manner], before: Act, item: Act) -> Manner | None:
    """Give the manner that stands before `item` and behind the item before it."""
    index = bisect_left(stated, before.end, key=lambda manner: manner.start)
    return stated[index] if index < len(stated) and stated[index].start < item.start else None
