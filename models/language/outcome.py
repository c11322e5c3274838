"""What became of the matter: of all that the sentences state, the last decisive verdict on the matter itself.

The sentences are read by `statements`; quoted words decide nothing, the words of committees and former decisions are
kept apart, and where parts go different ways the first main item counts.
"""

import re
from typing import NamedTuple

from models.language.acts import acts
from models.language.choosing import chosen
from models.language.closing import MANNER
from models.language.inflection import form_of
from models.language.passage import Passage
from models.language.patterns import Sought
from models.language.sentences import Span
from models.language.statements import Sentence
from models.language.verdicts import Verdict
from models.language.words import Words, words_of

_QUOTED = re.compile(r'"[^"\n]{0,1500}"')
_REPORTED_UP = Sought(
    r"\b(?:arz\s+(?:olunur|ederiz|edilir|ederim)|(?:tasvip|takdir|onay)\w*ine\s+(?:arz|sun)|onay\w*ina\s+(?:arz\b|sun(?:ulur|ariz|ulmustur|ulmaktadir|uyoruz))|saygiyla\s+sunul|saygi\s+ile\s+(?:arz|sunul))|meclis(?:imiz|e)?\w*\s+(?:arz|sunulmasi)"
)
_REPORT_HEAD = re.compile(
    r"komisyonu?\s*\n\s*rapor\s+(?:no|tarih)|(?:^|\n)[^\n]{0,90}komisyon\w*\s+(?:rapor(?:u|udur|lari)?|karari|gorusu)(?:\s+ozeti)?\s*(?:\n|$|[:|(-]|no\b|sayi|tarih)"
)
_COUNCIL_DECIDES = re.compile(
    r"karar\s+veril(?:di|mistir)|kabul\s+edil(?:di|mistir)|redd?edil(?:di|mistir)|kararlastiril"
)
_ONLY_MANNER = re.compile(
    r"\W*(?:bu\s+|isbu\s+|alinan\s+)?karar(?:in|lar)?\s+(?:\w+\s+){0,3}oy\s?(?:birli|coklu)\w*(?:\s+ile)?\s+(?:alin|veril)\w*\W*$"
)


_AFTER_REPORT = 55  # words behind "Meclise arz olunur" that still end the committee's sentence


class Reading(NamedTuple):
    """The verdict that counts, and every verdict of the text."""

    verdict: Verdict | None
    verdicts: tuple[Verdict, ...]
    partial: bool


def read_outcome(passage: Passage) -> Reading:
    """Give the verdict that decides the matter, None where the text holds no result."""
    plain = passage.plain
    words = hushed = words_of(passage)
    if '"' in plain:
        hushed = Words(_QUOTED.sub(lambda match: _hushed(match.group()), plain), words)
    verdicts = _verdicts(passage, hushed)
    if hushed is not words and not any(verdict.role != "committee" for verdict in verdicts):
        verdicts = _verdicts(passage, words)
    verdict, partial = chosen(plain, verdicts)
    return Reading(verdict, tuple(verdicts), partial)


def _hushed(quoted: str) -> str:
    """Blank what decides in quoted words; what they advise or name stays readable."""
    letters = list(quoted)
    words = Words(quoted)
    spans = [
        (act.start, act.end)
        for act in acts(words, 0, len(words))
        if act.kind not in {"noun", "bare"} or act.case == "dative"
    ]
    spans += [match.span() for match in MANNER.finditer(quoted)]
    for index, word in enumerate(words.texts):
        form = form_of(word)
        if form is not None and form.case == "dative":
            spans.append((words.starts[index], words.end(index)))
    for start, end in spans:
        letters[start:end] = " " * (end - start)
    return "".join(letters)


def reported_up(plain: str) -> int:
    """Give where the words end with which a committee hands its report to the council, 0 where there are none."""
    end = 0
    if "komisyon" in plain and ("arz" in plain or "sun" in plain):
        for match in _REPORTED_UP.finditer(plain):
            end = match.end()
    return end


def is_report_text(plain: str) -> bool:
    """Tell whether the text is headed as a committee's report and holds no decision of the council."""
    if plain.find("komisyon", 0, 260) < 0 or _REPORT_HEAD.search(plain, 0, 260) is None:
        return False
    return all(
        "komisyonumuz" in plain[max(plain.rfind(". ", 0, match.start()), match.start() - 600, 0) : match.start()]
        for match in _COUNCIL_DECIDES.finditer(plain)
    )


def _verdicts(passage: Passage, words: Words) -> list[Verdict]:
    found: list[Verdict] = []
    plain = words.plain
    report_text = is_report_text(plain)
    reported_until = reported_up(plain)
    skipped: list[Span] = []
    for start, end in passage.sentences:
        if start < reported_until and end - reported_until < _AFTER_REPORT:
            continue
        if _ONLY_MANNER.match(plain, start, end):
            skipped.append((start, end))
        else:
            found += Sentence(words, (start, end), found[-20:], report_text).verdicts()
    if skipped and not any(verdict.role != "committee" for verdict in found):
        found += Sentence(words, skipped[-1], found[-20:], report_text).verdicts()
    return found
