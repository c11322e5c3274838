"""A better spelling for words that no resolution holds, from the words that the index holds."""

from archive.index.engine import Index
from models.query.tree import Parsed, Word, words_of
from models.turkish.analysis import exact, index_key, query_keys, restored
from models.turkish.casing import fold

_CANDIDATES = 300
_READ = 60
_SHORTEST = 4


def suggestion(index: Index, parsed: Parsed, typed: str, visibilities: frozenset[str]) -> str | None:
    """Give the query with its unknown words mended, or None when nothing better is known."""
    mended = typed
    for leaf in words_of(parsed.part):
        if isinstance(leaf, Word) and len(leaf.text) >= _SHORTEST and not _held(index, leaf.text):
            better = _nearest(index, leaf.text, visibilities)
            if better:
                mended = mended.replace(leaf.text, better, 1)
    return mended if mended != typed else None


def _held(index: Index, word: str) -> bool:
    return any(index.has_value("s", key) for key in query_keys(word))


def _nearest(index: Index, word: str, visibilities: frozenset[str]) -> str | None:
    written = exact(word)
    allowed = 1 if len(written) < 8 else 2
    closest = dict(index.suggest(written[:3], visibilities, _CANDIDATES))
    known = dict(index.suggest(written[:1], visibilities, _CANDIDATES)) | closest
    for form in list(closest)[:_READ]:
        lemma = index_key(form)
        if not lemma.startswith("~"):
            known.setdefault(fold(lemma), closest[form])
    near = [(_distance(written, form, allowed), -count, form) for form, count in known.items()]
    near = [one for one in near if one[0] <= allowed]
    if not near:
        return None
    best = min(near)[2]
    spelled = restored(best)
    return spelled if index_key(spelled) else best


def _distance(one: str, other: str, limit: int) -> int:
    """Give the edits between two words (a swap of neighbours is one), or more than `limit`."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]
