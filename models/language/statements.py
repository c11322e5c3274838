"""What one sentence states: each finished act with what it decides, or how the sentence closes where it has none."""

import re

from models.language.acts import Act, acts
from models.language.closing import MANNER, closing
from models.language.content import Content, accepted, decided, refused
from models.language.deeds import Deed, is_soft
from models.language.objects import on_something_else
from models.language.procedure import is_procedure
from models.language.sentences import Span
from models.language.standing import standing
from models.language.telling import told_in
from models.language.verdicts import Verdict, as_part, completes
from models.language.words import Words

_PART = re.compile(
    r"^\W*(?:kalan|diger|geri\s+kalan|ote\s?yandan|ayrica|oteki|toplantida\s+ayrica|[b-h]\s?[).-]|[2-9]\s?[).-](?!\s*(?:sonuc|karar|oylama|degerlendirme)))\s?"
    r"|\b(?:kalan|diger|oteki|ote\s?yandan|geri\s+kalan)\s+(?:\w+\s+){0,3}(?:madde|konu|onerge|rapor|tekli|kism|talep|bolum|husus|parsel)"
    r"|gundemdeki\s+(?:\w+\s+){0,2}madde|^\W*(?:raporun\s+)?(?:[2-9]|\d\d)\.?\s*(?:inci|nci|uncu|ncu)?\s*(?:madde|bent|fikra)\w*\s*[(:]"
    r"|\b\d+\.?\s?(?:inci|nci|uncu|ncu)?\s?madde\w*\s+ise|\bise\b"
)
_VOTED_ON = re.compile(r"meclis(?:imiz)?ce|meclisimizin|oylan|meclis(?:imiz)?\b")
_HOW = re.compile(r"\b(?:oy\s?(?:birli|coklu)\w*|ile|ve|de|da)\b")
_OF_THE_SITTING = ("gundem", "izinli", "mazeretli", "raporlu")
_AMENDMENT = re.compile(r"(?:degisiklik|duzeltme)\s+(?:onerge|oneri|teklif)(?:si|i)\b[^.;]*$")
_STEPS = frozenset({"referred_to_committee", "postponed", "withdrawn", "returned"})
_UNTAKEN = re.compile(r"isleme\s+(?:kon|al)\w*m[ae]m[ae]s|sahi(?:b|pler)ine\s+(?:iade|ver|geri)|gorusulmemesi")
_MOVED = re.compile(r"\W*(?:\w+\W+){0,3}?(?:teklif|oneri|talep|taleb|onerge|istek|istegi)")
_OF_THE_VOTE = re.compile(
    r"oy|oyla|oyu|oylari|oylariyla|oyuyla|oy\s?(?:birli|coklu|cogunlu)\w*|(?:birli|coklu|cogunlu)\w*|ittifak\w*|ekseriyet\w*|muttefikan|mevcu[dt]\w*|uye\w*|aza\w*|hazir|bulunan\w*"
    r"|katilan\w*|toplantiya|mecliste|meclis\w{0,7}|belediye\w{0,4}|yapilan|oylama\w*|sonuc\w*|netice\w*|isaretle|isari|acik|gizli|ad|okunarak|tum|butun|tamam\w*|bu|isbu|iste"
    r"|itibarla|nedenle|sebeple|suretle|sekilde|boylece|ile|olarak|olmak|uzere|ve|de|da|karar|karari|alinan|kabul|ret|red|evet|hayir|cekimser|havale|iade|erteleme|karsi|karsilik|kisi\w*|\d+|[^\w\s]"
)
_OPENING_DEBATE = re.compile(r"gorusulmesi(?:nin)?\s+(?:[^.;]{0,60})$")
_NOT_TAKEN_UP = frozenset({"al", "alin", "koy", "kon", "yap", "ver", "gorus"})
_REACH = 4000  # no clause is longer; longer stretches without a full stop are tables or damage
_MOST = 60  # acts looked back at in one sentence


class Sentence:
    """One sentence of a text, read after the verdicts `before` it; `report_text` tells that a committee speaks."""

    def __init__(self, words: Words, span: Span, before: list[Verdict], report_text: bool) -> None:
        self.words = words
        self.plain = words.plain
        self.start, self.end = span
        self.low, self.high = words.at(span[0]), words.at(span[1])
        self.acts = acts(words, self.low, self.high)
        self.before = before
        self.report_text = report_text

    def verdicts(self) -> list[Verdict]:
        """Give every statement of the sentence, or how it ends where it makes none."""
        found: list[Verdict] = []
        if self.plain[self.end - 1 : self.end] == "?":
            return found  # a question states nothing
        low = self.low
        for index in told_in(self.words, self.acts, self.high):
            act = self.acts[index]
            low = max(low, self.words.at(act.start - _REACH))
            inside = [one for one in self.acts[max(0, index - _MOST) : index] if one.first >= low]
            verdict = self._stated(low, act, inside, found)
            if verdict is None:
                continue
            last = found[-1] if found else None
            if last is not None and completes(self.plain, last, verdict):
                found[-1] = verdict._replace(clause=(last.clause[0], verdict.clause[1]))
            else:
                found.append(verdict)
            low = act.last + 1
        if not any(verdict.strong for verdict in found):
            found += self._closing(found)
        postponed = any(verdict.outcome == "postponed" for verdict in found)
        if postponed and any(act.effect == "quorum" for act in self.acts):
            found = [verdict for verdict in found if verdict.outcome != "postponed"]
        return [*found[:1], *(as_part(self.plain, found[0], verdict) for verdict in found[1:])]

    def _stated(self, low: int, act: Act, inside: list[Act], found: list[Verdict]) -> Verdict | None:
        role = standing(self.words, low, act)
        if role == "past":
            return None
        if self.report_text and act.weak and act.effect in {"adopted", "rejected"}:
            role = "committee"
        meaning = act.meaning
        if act.kind == "present" and (act.effect in {"empty", "adopted"} or meaning == "adopted"):
            return None
        if act.effect == "quorum":
            return self._verdict(Content("no_decision", act, "quorum"), act, low, role, False, None)
        if act.effect == "empty" and act.negated:
            return self._verdict(Content("no_decision", act, "verb"), act, low, role, False, None)
        if act.effect == "empty":
            confirmed = self._confirmed(low, act, found)
            if confirmed is not None:
                return confirmed
            content = decided(self.words, low, act, inside)
            if (
                found
                and content.at >= 0
                and is_soft(self.words, Deed(content.at, False))
                and found[-1].role == "matter"
            ):
                return found[-1]._replace(end=act.end, clause=(found[-1].clause[0], act.end), strong=True)
            last = self.before[-1] if self.before else None
            if last is not None and last.outcome == "withdrawn" and _UNTAKEN.search(self.plain, self.words.starts[low], act.start):  # fmt: skip
                content = content._replace(outcome="withdrawn")
            if content.rule == "empty" and self.words.spoken is not self.words:
                content = self._in_quotes(low, act) or content
            if content.outcome == "adopted" and role == "matter" and self._decides_a_step(content, act, low):
                role = "procedure"
            return self._verdict(content, act, low, role, True, None if content.outcome == "no_decision" else True)
        strong = self._is_strong(act, role) and act.kind != "present"
        if act.effect == "adopted" and not act.negated:
            return self._accepted(low, act, inside, found, role, strong)
        if meaning in {"rejected", "adopted"}:
            content = Content(meaning, act, "verb")
            if act.effect == "rejected" and not act.negated:
                content = refused(self.words, low, act, inside)
            if role == "matter" and self._refuses_a_step(low, act, inside):
                role = "procedure"
            return self._verdict(content._replace(rule="verb" if strong else "weak"), act, low, role, strong, False)
        if meaning == "denied":
            step = act.effect in _STEPS and act.kind == "finite" and role == "matter"
            return (
                self._verdict(Content("rejected", act, "verb"), act, low, "procedure", False, False) if step else None
            )
        if meaning == "no_decision" and act.kind in {"finite", "told"} and act.root in _NOT_TAKEN_UP:
            why = next(
                (
                    one
                    for one in reversed(inside)
                    if one.meaning == "withdrawn" and one.kind in {"fact", "told", "converb"}
                ),
                None,
            )
            if why is not None:
                return self._verdict(Content("withdrawn", why, "verb"), act, low, role, True, True)
        if on_something_else(self.plain, self.words.starts[low], act):
            return self._verdict(Content("adopted", act, "verb"), act, low, role, True, True)
        passed = None if meaning in {"noted", "no_decision"} else True
        return self._verdict(Content(meaning, act, "verb"), act, low, role, strong, passed)

    def _in_quotes(self, low: int, said: Act) -> Content | None:
        """Read "karar verildi" with the words in quotation marks before it, where the others say nothing to be done."""
        spoken = self.words.spoken
        begin, last = spoken.at(self.words.starts[low]), spoken.at(said.start)
        content = decided(
            spoken, begin, said._replace(first=last, last=spoken.at(said.end) - 1), acts(spoken, begin, last)
        )
        return content._replace(at=-1) if content.rule not in {"empty", "generic"} else None

    def _confirmed(self, low: int, act: Act, found: list[Verdict]) -> Verdict | None:
        """Give the verdict just told once more where a clause says no more than that, and how, it was decided."""
        earlier = found or self.before
        if not earlier or not all(map(_OF_THE_VOTE.fullmatch, self.words.texts[low : act.first])):
            return None
        told = next(
            (one for one in reversed(earlier) if one.role != "procedure" and one.outcome != "noted"), earlier[-1]
        )
        if told.role == "procedure" or self.words.starts[low] - told.end > 200:
            return None
        return told._replace(start=act.start, end=act.end, clause=(told.clause[0], act.end), strong=True, role="matter")

    def _accepted(
        self, low: int, act: Act, inside: list[Act], found: list[Verdict], role: str, strong: bool
    ) -> Verdict:
        earlier = [*self.before, *found]
        start = self.words.starts[low]
        floor = max((one.end for one in earlier if one.end <= start and one.role != "committee"), default=0)
        since = max((one.end for one in earlier if one.end <= start and one.passed is not None and one.role == "matter"), default=0)  # fmt: skip
        content = accepted(self.words, low, act, inside, "verb", max(floor, start - 500), since)
        previous = next((one for one in reversed(earlier) if one.role == "matter"), None)
        if (
            previous is not None
            and content.rule == "verb"
            and previous.outcome not in {"adopted", "rejected", "noted", "no_decision"}
            and previous.end > start - 120
            and len(_HOW.sub(" ", self.plain[start : act.start]).split()) <= 3
            and "asil" not in self.plain[start : act.start]
        ):
            content = Content(previous.outcome, None, "content")
        if role == "matter" and (content.outcome == "adopted" or content.rule == "report"):
            at = act.end if self.words.texts[act.first].startswith(_OF_THE_SITTING) else act.start
            if is_procedure(self.plain, start, at, act.end, floor):
                role, content = "procedure", content._replace(outcome="adopted", report=False)
        return self._verdict(content, act, low, role, strong, True)

    def _decides_a_step(self, content: Content, act: Act, low: int) -> bool:
        at = act.start
        if content.at >= 0:
            at = self.words.end(content.at)
        elif content.act is not None:
            at = content.act.end
        return is_procedure(self.plain, self.words.starts[low], at, act.end, None)

    def _refuses_a_step(self, low: int, act: Act, inside: list[Act]) -> bool:
        """Tell whether what was refused is a step on the way, a referral or a delay, and not the motion."""
        if _OPENING_DEBATE.search(self.plain, max(self.words.starts[low], act.start - 90), act.start):
            return True
        if _AMENDMENT.search(self.plain, max(self.words.starts[low], act.start - 80), act.start):
            return True
        step = next((one for one in reversed(inside) if one.effect in _STEPS and one.kind in {"noun", "bare"}), None)
        return step is not None and _MOVED.match(self.plain, step.end, act.start) is not None

    def _is_strong(self, act: Act, role: str) -> bool:
        if act.meaning == "noted":
            return False
        if not act.weak:
            return True
        if role != "matter" or act.effect in {"no_decision", "withdrawn"}:
            return False
        begin, end = max(self.start, act.start - 160), min(self.end, act.end + 40)
        return bool(MANNER.search(self.plain, begin, end) or _VOTED_ON.search(self.plain, begin, end))

    def _verdict(self, content: Content, act: Act, low: int, role: str, strong: bool, passed: bool | None) -> Verdict:
        clause = (self.words.starts[low] if low < len(self.words) else act.start, act.end)
        start = act.start
        if content.act is not None:
            start = min(start, content.act.start)
        elif content.at >= 0:
            start = min(start, self.words.starts[content.at])
        part = bool(self.before or low > self.low) and _PART.search(self.plain[clause[0] : act.end]) is not None
        rule = f"outcome.{content.rule}@2"
        return Verdict(content.outcome, max(start, clause[0]), act.end, clause, rule, strong, passed, role, content.report, part)  # fmt: skip

    def _closing(self, found: list[Verdict]) -> list[Verdict]:
        earlier = [*self.before, *found]
        start = max(self.start, self.end - _REACH, *(verdict.end for verdict in found))
        before = next((one.outcome for one in reversed(earlier) if one.role == "matter" and one.outcome != "noted"), "")
        floor = max((verdict.end for verdict in earlier), default=0)
        low = self.words.at(start)
        inside = [act for act in self.acts[-_MOST:] if act.first >= low]
        read = closing(self.words, (start, self.end), inside, floor, before)
        if read is None:
            return []
        content = read.content
        failed = content.rule in {"label", "manner_verb"} and content.outcome == "rejected"
        passed = None if content.outcome in {"noted", "no_decision"} else not failed
        step = content.outcome == "adopted" and content.rule == "closing"
        theirs = self.report_text and content.rule == "manner_verb"
        role = (
            "committee"
            if theirs
            else "procedure"
            if step and is_procedure(self.plain, start, read.start, read.end, None)
            else "matter"
        )
        part = bool(earlier) and _PART.search(self.plain[start : read.end]) is not None
        rule = f"outcome.{content.rule}@2"
        return [Verdict(content.outcome, read.start, read.end, (start, read.end), rule, read.strong, passed, role, content.report, part)]  # fmt: skip
