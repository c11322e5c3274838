"""Texts that plainly hold no result: agendas, reports, requests. Silence is then the answer, not a gap to be guessed at."""

import re

from models.language.inflection import form_of
from models.language.outcome import Reading, is_report_text, reported_up
from models.language.passage import Mention, Passage
from models.language.words import words_of

_SAYING = ("oner", "iste", "bildir", "belirt", "acikla", "konus", "gorus", "oku", "sor", "soyle", "anlat", "ifade", "sun", "katil", "bulun", "toplan", "bas")  # fmt: skip
_HELPED = frozenset({"teklif", "talep", "ifade", "beyan", "iddia", "itiraz", "istirham", "rica", "arz", "hazir"})
_BROKEN = re.compile(
    r"k\W?a\W?r\W?a\W?r\W?v\W?e\W?r|o\W?y\W?b\W?i\W?r\W?l\W?i|o\W?y\W?c\W?o\W?k\W?l\W?u|k\W?a\W?b\W?u\W?l\W?e\W?d"
)
_LAST = 1500  # a result stands near the end


def find_silence(passage: Passage, reading: Reading) -> list[Mention]:
    """Give a mention of the last words where a text without a verdict holds nothing that could be one."""
    plain = passage.plain
    if reading.verdict is not None or not passage.sentences:
        return []
    start, end = passage.sentences[-1]
    if not reading.verdicts and not is_report_text(plain):
        words = words_of(passage)
        for index in range(words.at(max(len(plain) - _LAST, reported_up(plain))), len(words)):
            form = form_of(words.texts[index])
            if form is None or form.kind not in {"finite", "told"} or form.stem.startswith(_SAYING):
                continue
            if words.texts[index - 1] not in _HELPED:
                return []
        broken = _BROKEN.finditer(plain, max(0, len(plain) - _LAST))
        if any(
            not match.group().replace(" ", "").isalnum() or " " in match.group()[:-2] for match in broken
        ) and not _whole(plain):
            return []
    return [Mention("no_result", start, end, "none", "outcome.silence@1", "derived")]


def _whole(plain: str) -> bool:
    """Tell whether the words of the end are whole: few of one or two letters."""
    words = plain[-_LAST:].split()
    return sum(len(word) < 4 for word in words) * 2 < len(words)
