"""Votes for candidates: "Ali TAN 19, Oya SEZ 11 oy almış", "21 oy alan Ali TAN". They are no votes for or against."""

import re
from collections.abc import Sequence

from models.language.ballot_words import ballot, number_of
from models.language.passage import Mention, Passage
from models.language.words import words_of

_NUMBER_FIRST = re.compile(r"(?P<n>n|w+)z?[oO](?:z|e)?z?(?P<p>P+(?:[,z]P+)*)")
_NAME_FIRST = re.compile(r"(?P<p>P+)[:-]?\(?(?P<n>n|w+)(?=[oO,.;)]|z?[oO]|$)")
_OF_ALL = re.compile(r"(?P<n>n)(?P<p>P+)")
_SHARE = re.compile(r"\d{1,3}s?[iu]n[iu]")
_JOINS = frozenset({",", "ve", "ile"})
_LEADS = frozenset({"oy", "oyla", "oyuyla", "oyu", "ile", "alan", "alarak", "sar", "ser"})
_MOST = 700


def find_candidate_votes(passage: Passage, people: Sequence[Mention]) -> list[Mention]:
    """Give each candidate's votes as a mention with ``name`` and ``votes``, losers included."""
    words = words_of(passage)
    found: dict[str, Mention] = {}
    for start, end in passage.sentences:
        near = [person for person in people if start <= person.start < end]
        if not near or " oy" not in passage.plain[start:end]:
            continue
        letters = ballot(words, (start, end), [(person.start, person.end, "P") for person in near])
        taken: list[tuple[int, int]] = []
        shares = any(_SHARE.fullmatch(words.texts[letters.first + at]) for at in range(len(letters.letters)))
        for pattern in (_OF_ALL, _NUMBER_FIRST) if shares else (_NUMBER_FIRST, _NAME_FIRST):
            for match in pattern.finditer(letters.letters):
                if any(a < match.end("n") and match.start("n") < b for a, b in taken):
                    continue
                first, last = match.span("n")
                votes = number_of(words.texts[letters.first + first : letters.first + last])
                low, high = letters.places(words, *match.span("p"))
                named = [person for person in near if low <= person.start < high]
                joined = {
                    words.texts[letters.first + at] for at in range(*match.span("p")) if letters.letters[at] != "P"
                }
                leads = set(words.texts[letters.first + last : letters.first + match.start("p")])
                if pattern is _NUMBER_FIRST and not leads <= _LEADS:
                    continue
                if votes is None or votes > _MOST or not joined <= _JOINS:
                    named = named[:1] if votes is not None and votes <= _MOST else []
                if pattern is _NUMBER_FIRST and "alan" not in leads:
                    named = named[:1]
                taken.append((first, last))
                for person in named:
                    name = person.value["name"]
                    place = letters.places(words, first, last)
                    value = {"name": name, "votes": votes}
                    begin, stop = min(place[0], person.start), max(place[1], person.end)
                    found.setdefault(name, Mention("candidate_vote", begin, stop, value, "votes.candidate@1"))
    return sorted(found.values(), key=lambda mention: mention.start)
