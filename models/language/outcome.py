"""What became of the matter: the last decisive statement, read together with what was put to the vote.

A statement is a finished verb ("reddedildi"), a verdict whose content stands before it ("... havalesine ... karar
verildi"), or, where no verb follows, a noun in the dative that ends the item ("(Oybirliği ile kabulüne)").
Earlier decisions, quotations and the words of committees are read past.
"""

import re
from typing import NamedTuple

from models.language.data_files import table_of
from models.language.passage import Passage
from models.language.sentences import Span

_TABLE = table_of("outcome.toml")
_SUFFIXES: dict[str, str] = _TABLE["suffixes"]


class Statement(NamedTuple):
    """A place where the text says, or seems to say, what was done."""

    start: int
    end: int
    form: str  # verb | weak | quorum | empty | noun | label
    outcome: str  # "" for an empty verdict
    case: str = ""  # of a noun: dative | genitive | accusative | nominative


class Verdict(NamedTuple):
    """A result with the clause that gives it and the rule path that read it."""

    outcome: str
    start: int
    end: int
    clause: Span
    rule: str
    strong: bool
    passed: bool | None
    role: str = "matter"  # matter | procedure | committee
    report: bool = False  # what was accepted advises against the motion: a vote for it is a vote against the motion
    part: bool = False  # one of several parts that go different ways


# The first letters of every pattern: most words are passed over after one glance.
_BEGINNINGS = "|".join(_TABLE["beginnings"])


def _compile() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    parts: list[str] = []
    names: dict[str, tuple[str, str]] = {}
    order = (("quorum", "quorum"), ("verbs", "verb"), ("empty", "empty"), ("nouns", "noun"), ("weak", "weak"))
    for section, form in order:
        table = _TABLE[section]
        for outcome in ["rejected", *[key for key in table if key != "rejected"]]:
            if outcome not in table:
                continue
            patterns = []
            for index, pattern in enumerate(table[outcome]):
                patterns.append(_filled(pattern, f"c_{form}_{outcome}_{index}"))
            name = f"{form}_{outcome}"
            names[name] = (form, "" if form == "empty" else outcome)
            parts.append(f"(?P<{name}>{'|'.join(patterns)})")
    return re.compile(rf"\b(?=(?:{_BEGINNINGS}))(?:{'|'.join(parts)})"), names


def _filled(pattern: str, group: str) -> str:
    filled = pattern.replace("{did}", _SUFFIXES["did"]).replace("{not}", _SUFFIXES["not"])
    return filled.replace("{case}", _SUFFIXES["case"] % group) if filled.count("{case}") == 1 else filled


_STATEMENT, _NAMES = _compile()
_LABELLED = re.compile(r"(?:sonuc\w*|karar|oylama|netice|durumu?)\s*[:=-]")
_LABELS = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _TABLE["labels"].items()))
_QUOTED = re.compile(r'"[^"\n]{0,400}"')
_AGENT = re.compile(
    r"\b(?:(?P<ours>komisyonumuz\w*|komisyon olarak|heyetimiz\w*)|(?P<theirs>komisyon(?:un|lar|larin)?ca\b|komisyon(?:u|lari|larin|lar)? tarafindan|komisyon uyeleri\w*|encumen\w*ce\b|(?:ilce|bld\.?) (?:belediye )?meclis\w*ce\b))"
)
_HANDED_ON = re.compile(
    r"rapor|gorus\w*\s+(?:dogrultu|okun|neden)|dair\b|iliskin|hakkinda|yonunde|seklinde(?:ki)?|belirt|\w+(?:ilen|inan|unan|ulan|ilan|diginden|digi|digina|dugu|duguna|gelen|gecen|giden|en|an)\b(?=[\s,]+(?:\w+\s+){0,4}(?:teklif|talep|taleb|rapor|konu|karar|oneri|onerge|degisiklik|plan|dosya|tadilat|itiraz|sekl|madde))|meclis(?:imiz|te|ce|in|i|imizce)\b|oya sunul|oylan"
)
_OTHERS = re.compile(r"\b(?:komisyon|encumen|mahkeme|kurul|mudurlu|vali|kaymakam|bakanlik)\w*\b")
_PAST = re.compile(
    r"sayili\s+(?:\w+\s+){0,3}karar(?:i|imiz)?\s*(?:ile|yla|la)?\b|kararimizla|karariyla|onceki\s+(?:toplanti|birlesim|karar)|daha\s+once|gecmis(?:te)?\s|gecen\s+(?:toplanti|ay|yil|birlesim)|meclis\s+karari\s+ile"
)
_FUTURE_TAKEN = re.compile(
    r"ile\s+ilgili|hakkindaki|konulu|dair\b|iliskin\b|yonelik\b|istinaden|binaen|ragmen|karsin|gore\b|kadar\b|muteakip|esas\s+olmak|uzere\b|icin\b|nedeniyle|sebebiyle|sonucu\b|halinde|uzerine|sonrasi|ile\s+birlikte|suretiyle|amaciyla|sartiyla\b|kosuluyla\b|durumunda|ihtiyac|yetecek|olanak|imkan|engel|yol\s+ac|yardim|katki|karsi\b|karsilik|baslan|devam|iltica|yonelik|baglanmasini"
)
_ONLY_MANNER = re.compile(
    r"^\W*(?:bu\s+|isbu\s+|alinan\s+)?karar(?:in|lar)?\s+(?:\w+\s+){0,3}oy\s?(?:birli|coklu)\w*(?:\s+ile)?\s+(?:alin|veril)\w*\W*$"
)
_REPORTED_UP = re.compile(
    r"\b(?:arz\s+(?:olunur|ederiz|edilir|ederim)|(?:tasvip|takdir)\w*ine\s+(?:arz|sun))|meclis(?:imiz|e)?\w*\s+(?:arz|sunulmasi)"
)
_ADVERBIAL = re.compile(
    r"\s+(?:uzerine|halinde|sonucu\b|sonucunda|sonrasi|nedeniyle|sebebiyle|icin\b|durumunda|karsiliginda|amaciyla|suretiyle|ile\s+(?:konu|gorus|birlikte|yapil|baslan|toplan)|ve\s+gorus|sart|kosul|geregi)"
)
_LINKED = re.compile(
    r"\s*[,)]?\s*(?:(?:ile|nin)?\s*)?(?:yonunde|iliskin|dair|hakkinda|seklinde|hususun|konusun|uygun|teklif|oneri|talep|taleb|onerge|rapor|gorus|ile ilgili|oylan|oya|oy\s?birli|oy\s?coklu|kabul|karar|istemi|istegi|isteyen|gerek|konulu|oylari|plan ve|icin\s+oy|yolunda|kanaat|kosul|sart)"
)
_NEGATIVE_REPORT = re.compile(
    r"uygun\s+(?:gorulme|bulunma|olma|gorme|bulama|degil)\w*|redd?i(?:nin|ne)?\s+(?:uygun|yonun|gerek|seklin|kanaat|hususun|mutalaa|gorus|icin|oneril|teklif|dogru)\w*|redd(?:i|ine|inin|edilmesi\w*)[^\s\w]*\s+(?:\w+\s+){0,4}(?:rapor|gorus|yonun|uygun|oner|karar|tavsiye)\w*|olumsuz\s+(?:gorus|rapor|mutalaa|kanaat|degerlend|bul)\w*|kabul\s+edilmeme\w*|kabul(?:u|unun)\s+(?:mumkun|uygun)\s+(?:olma|gorulme|bulunma|degil)\w*|(?:olumsuz|yerinde)\s+(?:gorulme|olma|bulunma)?\w*(?:bulundu|gorulmedi|degil|gorulmemis)\w*|yapilmamasi\w*\s+(?:uygun|gerek|yonun)|mumkun\s+(?:olma|gorulme|degil)\w*|uygun\s+olmaya\w*|reddedilmesi\w*|olumlu\s+(?:gorulme|bulunma)\w*|ret\s+(?:edilmesi|yonunde|gorusu|yonundeki|raporu|onerisi|olarak)"
)
_POSITIVE = re.compile(
    r"uygun\s+(?:gorul|bulun|ol)(?:mus|du|an|en|dug|acag|ugu)\w*|kabulunun\s+uygun|kabul\s+edilmesi\w*\s+uygun"
)
_REPORT_WORDS = re.compile(
    r"\brapor(?:u|un|unun|unu|una|lar|larin|larinin|umuz)?\b|komisyon(?:dan|un)?\s+(?:gel|gorus|karar)\w*|komisyon(?:un|u|unca)?\s+(?:gorus|karar)\w*|gelen\s+sekli|geldigi\s+(?:gibi|sekl)\w*"
)
_FOLLOWED = re.compile(r"rapor\w*\s+(?:dogrultu|gereg|uyarinca|gore\b|esas|dikkate|cercevesi|istinaden)\w*")
_MOTION_WORDS = re.compile(
    r"\b(?:teklif|talep|taleb|oneri|onerge|dilekce|yazi|konu|tasari|plan\b|degisiklig|tadilat|itiraz|madde)\w*"
)
_FINANCIAL = re.compile(
    r"\b(?:teminat|bedel|ucret|odenen|odenek|katilim pay|tutar|para|depozito|harc|vergi|prim|bono|kesinti|arsa|tasinmaz|hisse|arac|emanet|mulkiyet|borc)\w*\s+(?:\w+\s+){0,3}$"
)
_PUT = re.compile(
    r"oyl(?:ariniza|arina)\s+sun|oya\s+(?:sun|koy|kon|arz)|oylat|oylan|oyluyor|oylamaya|oylarini|kabul\s+edenler"
)
_PROCEDURE = re.compile(
    r"komisyon\w*\s+(?:gonderil|sevk|havale|git|veril)\w*\s?(?:edil)?\w*(?:meden|madan|meksizin|mesizin)|gundeme\s+(?:alin|ilave|eklen|dahil)|gundem\w*\s+(?:\w+\s+){0,3}(?:alinma|eklenme|ilave)|oncelik\w*\s+gorus|one\s+alin|gundem\s+disi|ivedi|hemen\s+gorus|gorusmeye\s+(?:acil|gec)|gorusulmesi(?:ni|ne|nin)?\s+(?:oy|kabul|oneri|karar|hususu)|gorusulup\s+karara|yeterlilik\s+onerge|gorusmelerin\s+yeterli|tutanag\w*\s+(?:okun|oylan)|acik\s+oylama\s+yapil|oylamanin\s+(?:acik|gizli|isaretle|ad)|(?:gizli|acik)\s+oy\w*\s+yapilmasi"
)
_AFTERWARDS = re.compile(
    r"^\W*(?:(?:alinan\s+)?kararin|isbu\s+karar|bu\s+kararin|geregi(?:nin)?\s|evrakin|bilgi\s+icin|toplanti(?:nin|ya)?\s+(?:sona|kapat|son)|birlesim\w*\s+(?:kapat|sona|son)|oturum\w*\s+(?:kapat|sona|son)|gundem\w*\s+(?:diger|sonraki|baska)|bir\s+sonraki\s+(?:madde|toplanti)\w*\s+(?:gec|tarih)|meclis\s+baskan\w*\s+oturum)"
)
_PART = re.compile(
    r"^\W*(?:kalan|diger|geri\s+kalan|ote\s?yandan|ayrica|oteki|[b-h]\s?[).-]|[2-9]\s?[).-])\s?|\b(?:kalan|diger|oteki|ote\s?yandan|geri\s+kalan)\s+(?:\w+\s+){0,3}(?:madde|konu|onerge|rapor|tekli|kism|talep|bolum|husus|parsel)|\b\d+\.?\s?(?:inci|nci|uncu|ncu)?\s?madde\w*\s+ise|\bise\b"
)
_GENERIC = re.compile(
    r"\b\w{3,}(?:mas|mes|malar|meler)i?n[ae]\b(?=\s*(?:[,;)\]]|ve\b|oy|meclis|yapilan|mevcud|karar|isar|acik|gizli|katil|\d|belediye\s?meclis|uye|ittifak|ekseriyet|hazir|\.|$))"
)
_FINITE_AFTER_MANNER = re.compile(
    r"oy\s?(?:birli|coklu)\S*\s+(?:ile\s+|olarak\s+)?(?:\w+\s+){0,5}?(?P<verb>\w{2,}(?P<neg>ma|me)?(?:di|du|ti|tu|mistir|mustur|dirilmistir|mislerdir))(?![a-z])"
)
_MANNER = re.compile(r"oy\s?birli|oy\s?coklu|ittifak(?:la|\s+ile)|ekseriyet")
_NEGATED = re.compile(r"(?:ma|me)(?:di|mistir|dilar|diler|mislerdir)$")
_REPORT_HEAD = re.compile(r"komisyon\w*\s+rapor\w*|komisyonu\s+karari")
_COUNCIL_DECIDES = re.compile(
    r"karar\s+veril(?:di|mistir)|kabul\s+edil(?:di|mistir)|redd?edil(?:di|mistir)|kararlastiril"
)


_REACH = 4000  # no clause is longer; longer stretches without a full stop are tables or damage


class Reading(NamedTuple):
    """The verdict that counts, and every verdict of the text."""

    verdict: Verdict | None
    verdicts: tuple[Verdict, ...]
    partial: bool


def read_outcome(passage: Passage) -> Reading:
    """Give the verdict that decides the matter, None where the text holds no result."""
    plain = passage.plain
    masked = _QUOTED.sub(lambda match: _hushed(match.group()), plain) if '"' in plain else plain
    verdicts = _verdicts(passage, masked)
    if masked is not plain and not any(verdict.role != "committee" for verdict in verdicts):
        verdicts = _verdicts(passage, plain)
    council = [verdict for verdict in verdicts if verdict.role != "committee"]
    if not council:
        return Reading(None, tuple(verdicts), False)
    strong = [verdict for verdict in council if verdict.strong] or council[-1:]
    partial = False
    chosen = strong[-1]
    while len(strong) > 1 and (
        _AFTERWARDS.match(plain[chosen.clause[0] : chosen.clause[1]]) and chosen.outcome in {"adopted", "noted"}
    ):
        strong.pop()
        chosen = strong[-1]
    matters = [verdict for verdict in strong if verdict.role == "matter"] or strong
    if len(matters) > 1 and matters[-1] is chosen and any(verdict.part for verdict in matters[1:]):
        first = next(
            (
                index
                for index, verdict in enumerate(matters)
                if index + 1 < len(matters) and all(later.part for later in matters[index + 1 :])
            ),
            None,
        )
        if first is not None:
            chosen = matters[first]
            partial = True
    return Reading(chosen, tuple(verdicts), partial)


_HANDED_OVER = re.compile(r"(?:ilen|inan|unan|ulan|anan|enen|ilmis|inmis)\s")


def _hushed(quoted: str) -> str:
    """Blank what decides in quoted words; what they advise or name stays readable."""
    letters = list(quoted)
    for statement in _statements(quoted, 0, len(quoted)):
        if statement.form != "noun" or statement.case == "dative":
            letters[statement.start : statement.end] = " " * (statement.end - statement.start)
    for pattern in (_MANNER, _GENERIC):
        for match in pattern.finditer(quoted):
            letters[match.start() : match.end()] = " " * (match.end() - match.start())
    return "".join(letters)


def _statements(plain: str, start: int, end: int) -> list[Statement]:
    found: list[Statement] = []
    for match in _STATEMENT.finditer(plain, start, end):
        name = next(key for key in _NAMES if match[key] is not None)
        form, outcome = _NAMES[name]
        if outcome == "referred_to_committee":
            if _HANDED_OVER.search(match.group()):
                continue
            if re.search(r"\b(?:geri|iade)\b", match.group()):
                outcome = "returned"
            elif re.search(r"\s(?:toplanti|birlesim|oturum)", match.group()):
                outcome = "postponed"
        case = ""
        if form == "noun":
            ending = next(
                (
                    value
                    for key, value in match.groupdict().items()
                    if key.startswith(f"c_{name}_") and value is not None
                ),
                "",
            )
            case = (
                "dative"
                if ending.endswith(("e", "a"))
                else "genitive"
                if ending.endswith("n")
                else "accusative"
                if ending
                else "nominative"
            )
            if not ending and plain[match.end() - 2 : match.end()] in {"ne", "na"}:
                case = "dative"
        found.append(Statement(match.start(), match.end(), form, outcome, case))
    return found


def _verdicts(passage: Passage, plain: str) -> list[Verdict]:
    found: list[Verdict] = []
    report_text = bool(_REPORT_HEAD.search(plain, 0, 260)) and not _COUNCIL_DECIDES.search(plain)
    committee_until = 0
    if "komisyon" in plain:
        for match in _REPORTED_UP.finditer(plain):
            committee_until = match.end()
    for sentence in passage.sentences:
        if sentence[0] < committee_until:
            continue
        if _ONLY_MANNER.match(plain[sentence[0] : sentence[1]]):
            continue
        found += _sentence_verdicts(plain, sentence, found, report_text)
    return found


def _sentence_verdicts(plain: str, sentence: Span, before: list[Verdict], report_text: bool) -> list[Verdict]:
    start, end = sentence
    statements = _statements(plain, start, end)
    found: list[Verdict] = []
    clause_start = start
    for index, statement in enumerate(statements):
        if statement.form not in {"verb", "empty", "weak", "quorum"}:
            continue
        if statement.outcome == "no_decision" and any(other.form == "empty" for other in statements[index + 1 :]):
            continue
        clause_start = max(clause_start, statement.start - _REACH)
        inside = [other for other in statements[max(0, index - 60) : index] if other.start >= clause_start]
        verdict = _finite(plain, (clause_start, end), statement, inside, [*before[-20:], *found[-20:]], report_text)
        if verdict is not None:
            if (
                found
                and found[-1].outcome == verdict.outcome
                and verdict.start - found[-1].end < 45
                and found[-1].role == verdict.role
            ):
                found[-1] = verdict._replace(clause=(found[-1].clause[0], verdict.clause[1]))
            else:
                found.append(verdict)
            clause_start = statement.end
    if not found or not any(verdict.strong for verdict in found):
        found += _unfinished(
            plain,
            (max(end - _REACH, clause_start if not found else start), end),
            statements[-60:],
            [*before[-20:], *found[-20:]],
        )
    if len(found) > 1:
        found = [
            found[0],
            *(
                verdict._replace(part=True)
                if not verdict.part
                and verdict.outcome != found[0].outcome
                and verdict.role == "matter"
                and found[0].role == "matter"
                else verdict
                for verdict in found[1:]
            ),
        ]
    return found


def _finite(
    plain: str, clause: Span, said: Statement, inside: list[Statement], earlier: list[Verdict], report_text: bool
) -> Verdict | None:
    start, _ = clause
    text = plain[start : said.start]
    role = _role(text, said)
    if role == "past":
        return None
    if report_text and said.form == "weak":
        role = "committee"
    span = (start, said.end)
    part = bool(_PART.search(plain[start : said.end])) and bool(earlier)
    if said.form == "quorum":
        return Verdict("no_decision", said.start, said.end, span, "outcome.quorum@1", False, None, role, part=part)
    if said.form == "empty":
        return _empty(plain, clause, said, inside, role, earlier, part)
    strong = (
        said.form == "verb"
        and said.outcome != "noted"
        and not (said.outcome == "no_decision" and "onerge" in plain[said.start : said.end])
    )
    if said.form == "weak" and role == "matter":
        around = text[-160:] + plain[said.end : min(clause[1], said.end + 40)]
        strong = bool(
            _MANNER.search(around) or re.search(r"\(o\.?[bc]\.?\)|meclis(?:imiz)?ce|meclisimizin|oylan", around)
        )
    if said.outcome == "adopted":
        outcome, rule, report = _accepted(plain, start, said, inside, earlier)
        procedure = role == "matter" and outcome == "adopted" and _is_procedure(plain, start, said, earlier)
        return Verdict(
            outcome,
            said.start,
            said.end,
            span,
            f"outcome.{rule}@1",
            strong,
            True,
            "procedure" if procedure else role,
            report,
            part,
        )
    if said.outcome == "rejected":
        outcome, report = _refused(text)
        procedure = role == "matter" and bool(_PROCEDURE.search(text[-200:]))
        return Verdict(
            outcome,
            said.start,
            said.end,
            span,
            "outcome.verb@1" if strong else "outcome.weak@1",
            strong,
            False,
            role,
            report,
            part,
        )
    if said.outcome == "returned" and _FINANCIAL.search(text[-60:]):
        return Verdict("adopted", said.start, said.end, span, "outcome.verb@1", True, True, role, part=part)
    if (
        said.outcome == "elected"
        and re.search(r"(?:baskan|divan|katip|sozcu)\w*\s*$", text[-20:])
        and "komisyon" in text[-80:]
        and role != "matter"
    ):
        return None
    passed = None if said.outcome in {"noted", "no_decision"} else True
    return Verdict(said.outcome, said.start, said.end, span, "outcome.verb@1", strong, passed, role, part=part)


def _role(text: str, said: Statement) -> str:
    """Tell whose statement it is: the council's, a committee's, or an earlier decision's."""
    agent = None
    for agent in _AGENT.finditer(text):
        pass
    if agent is not None:
        between = text[agent.end() :]
        if agent["ours"]:
            if re.match(r"\w*a\b", plain_tail(text, agent)) and said.outcome == "referred_to_committee":
                return "past"
            if not re.search(r"meclis(?:imiz|te|ce|in|i|imizce)?\b|rapor\w*\s+(?:\w+\s+){0,6}(?:oy|kabul)", between):
                return "committee"
        elif not _HANDED_ON.search(between) and not re.search(
            r"^\W*(?:gorusul|degerlendiril|incelen|ele al)\w*(?:me|ma)", between
        ):
            return "committee"
    past = None
    for past in _PAST.finditer(text):
        pass
    if past is not None and re.search(r"\b\w+(?:ilen|inan|unan|ulan|ilmis|olan)\b", text[past.end() :]):
        past = None
    if (
        past is not None
        and said.outcome != "no_decision"
        and said.form in {"verb", "weak"}
        and not _MANNER.search(text[past.end() :])
        and not re.search(r"oylan|oya\s|rapor|tekli[fp]|talep|degisik|okundu|gorusul", text[past.end() :])
    ):
        return "past"
    if (
        past is not None
        and said.form == "verb"
        and said.outcome in {"referred_to_committee", "returned", "adopted", "rejected"}
        and re.search(r"daha\s+once|sayili", past.group())
        and len(text) - past.end() < 70
        and not re.search(r"rapor|oylan|red(?:di|dine)|iptal|degis", text[past.end() :])
    ):
        return "past"
    return "matter"


def plain_tail(text: str, agent: re.Match[str]) -> str:
    """Give the end of the agent's word, where its case stands."""
    return agent.group()[len("komisyonumuz") :] or " "


def _empty(
    plain: str, clause: Span, said: Statement, inside: list[Statement], role: str, earlier: list[Verdict], part: bool
) -> Verdict:
    """Fill "karar verildi": the first thing that is to be done, in the dative, is what the council decided."""
    start = clause[0]
    span = (start, said.end)
    nominative = "kararlastir" in plain[said.start : said.end] or "karar altina" in plain[said.start : said.end]
    typed = [
        one
        for one in inside
        if one.form == "noun"
        and (one.case == "dative" or (nominative and one.case in {"nominative", "dative"}))
        and not _taken(plain, one.end, said.start)
    ]
    noncommittal = [
        one
        for one in inside
        if one.form in {"verb", "noun"}
        and one.outcome == "no_decision"
        and not re.match(r"\w*\s+(?:anlasil|belirt|nedeni)", plain[one.end : one.end + 20])
    ]
    if noncommittal:
        return Verdict(
            "no_decision", noncommittal[-1].start, said.end, span, "outcome.content@1", True, None, role, part=part
        )
    first = next(
        (
            one
            for one in typed
            if not (
                one.outcome == "rejected"
                and _object_is_report(plain[start : one.start])
                and any(other.outcome == "adopted" for other in typed)
            )
        ),
        None,
    )
    generic = _GENERIC.search(plain, start, (first.start if first else said.start) + (0 if first else 1))
    while generic is not None and (
        _taken(plain, generic.end(), said.start)
        or (first is not None and generic.end() > first.start)
        or any(one.start <= generic.start() < one.end for one in inside)
    ):
        generic = _GENERIC.search(plain, generic.end(), first.start if first else said.start)
    if first is not None and (generic is None or first.outcome == "adopted"):
        return _noun_verdict(plain, start, first, said.end, inside, role, earlier, part, "dative")
    if generic is not None:
        procedure = bool(_PROCEDURE.search(plain[start : generic.end()]))
        return Verdict(
            "adopted",
            generic.start(),
            said.end,
            span,
            "outcome.generic@1",
            True,
            True,
            "procedure" if procedure and role == "matter" else role,
            part=part,
        )
    if first is not None:
        return _noun_verdict(plain, start, first, said.end, inside, role, earlier, part, "dative")
    outcome, rule, report = _accepted(plain, start, said, inside, earlier)
    return Verdict(
        outcome,
        said.start,
        said.end,
        span,
        f"outcome.{'empty' if rule == 'verb' else rule}@1",
        True,
        True,
        role,
        report,
        part,
    )


def _taken(plain: str, at: int, limit: int) -> bool:
    """Tell whether a dative belongs to a following "ilişkin", "yönelik" and the like rather than to the verdict."""
    match = re.compile(r"\s*").match(plain, at)
    at = match.end() if match else at
    return bool(_FUTURE_TAKEN.match(plain, at, min(limit, at + 40))) or bool(
        re.match(r"(?:iliskin|dair)", plain[at : at + 8])
    )


def _noun_verdict(
    plain: str,
    start: int,
    noun: Statement,
    end: int,
    inside: list[Statement],
    role: str,
    earlier: list[Verdict],
    part: bool,
    rule: str,
) -> Verdict:
    span = (start, end)
    text = plain[start : noun.start]
    if noun.outcome == "adopted":
        outcome, path, report = _accepted(plain, start, noun, [one for one in inside if one.end <= noun.start], earlier)
        procedure = outcome == "adopted" and role == "matter" and _is_procedure(plain, start, noun, earlier)
        return Verdict(
            outcome,
            noun.start,
            end,
            span,
            f"outcome.{rule if path == 'verb' else path}@1",
            True,
            True,
            "procedure" if procedure else role,
            report,
            part,
        )
    if noun.outcome == "rejected":
        outcome, report = _refused(text)
        report = report or bool(re.search(r"m[ae]m[ae]", plain[noun.start : noun.end]))
        return Verdict(outcome, noun.start, end, span, f"outcome.{rule}@1", True, True, role, report, part)
    if noun.outcome == "returned" and _FINANCIAL.search(text[-60:]):
        return Verdict("adopted", noun.start, end, span, f"outcome.{rule}@1", True, True, role, part=part)
    if (
        noun.outcome == "postponed"
        and re.search(r"gundeme\s+alin", plain[noun.start : noun.end])
        and "gundemde" not in plain[noun.start : noun.end]
        and "sure" not in plain[noun.start : noun.end]
    ):
        return Verdict("adopted", noun.start, end, span, f"outcome.{rule}@1", True, True, role, part=part)
    return Verdict(noun.outcome, noun.start, end, span, f"outcome.{rule}@1", True, True, role, part=part)


def _refused(text: str) -> tuple[str, bool]:
    """A refused report that advised refusal leaves the request standing."""
    if (
        _object_is_report(_FOLLOWED.sub(" ", text[-120:]))
        and _NEGATIVE_REPORT.search(text)
        and not _MOTION_WORDS.search(text[-40:])
    ):
        return "adopted", True
    return "rejected", False


def _object_is_report(text: str) -> bool:
    report = motion = None
    for report in _REPORT_WORDS.finditer(text):
        pass
    if report is None:
        return False
    for motion in _MOTION_WORDS.finditer(text, report.end()):
        pass
    return motion is None or bool(re.match(r"yazi|konu", motion.group()))


def _accepted(
    plain: str, start: int, said: Statement, inside: list[Statement], earlier: list[Verdict]
) -> tuple[str, str, bool]:
    """Read what was accepted: a referral, a return, a report that advises refusal, or the proposal itself."""
    text = plain[start : said.start]
    context = text
    if (
        not _MOTION_WORDS.search(text)
        and not _REPORT_WORDS.search(text)
        and not [one for one in inside if one.form == "noun"]
    ):
        floor = max([verdict.end for verdict in earlier if verdict.end <= start] or [0])
        floor = max(floor, start - 500)
        context = plain[floor : said.start]
        inside = (
            [one for one in _statements(plain, floor, start) if one.form == "noun"]
            if _PUT.search(plain, floor, said.start)
            else []
        )
        start = floor
    listed = [
        one.end
        for one in inside
        if one.form == "noun" and one.case == "dative" and plain[one.end : one.end + 1] in {",", ";"}
    ]
    for noun in reversed([one for one in inside if one.form == "noun" and one.start >= max(listed, default=0)]):
        if noun.outcome == "adopted" or _ADVERBIAL.match(plain, noun.end, said.start + 1):
            continue
        if noun.outcome == "returned" and _FINANCIAL.search(plain[max(start, noun.start - 60) : noun.start]):
            continue
        between = plain[noun.end : said.start]
        if (
            noun.outcome == "rejected"
            and re.search(r"redd", plain[noun.start : noun.end])
            and re.match(r"[^.;]{0,30}(?:karar|ilgili|iliskin)\w*\s+(?:[^.;]{0,40})(?:iptal|itiraz|kaldir)", between)
        ):
            continue
        if (
            noun.case != "dative"
            and (not between.strip() or _LINKED.match(plain, noun.end, said.end) or len(between) < 25)
        ) or (
            noun.case == "nominative"
            and re.match(r"\s*(?:,|\d|oyla|oya)", between)
            and not re.search(r"rapor|tekli[fp]|taleb|plan|madde", between)
        ):
            pass
        elif not re.match(
            r"\s*(?:iliskin|dair|yonelik|ait|ilgili|hakkinda|oy|\w+\s+(?:oy|karar)|mevcud|isar|yapilan|meclis|karar|kabul|$|\s*\S+\s+\S+\s*$)",
            between,
        ):
            continue
        if noun.outcome == "rejected":
            return "rejected", "content", _object_is_report(context)
        if noun.outcome == "noted" and not between.strip().startswith(("oy", "kabul", "karar", "")):
            continue
        if noun.outcome == "postponed" and re.search(r"gundeme", between):
            continue
        if noun.outcome == "referred_to_committee" and re.search(r"\biptal|meden\b|yerine\b", between[:40]):
            continue
        return noun.outcome, "content", False
    previous = next((verdict for verdict in reversed(earlier) if verdict.role == "matter"), None)
    if (
        previous is not None
        and previous.outcome not in {"adopted", "rejected", "noted", "no_decision"}
        and len(text.split()) <= 3
        and previous.end > start - 120
    ):
        return previous.outcome, "content", False
    if _object_is_report(context) or re.search(r"rapor\w*\s+(?:\w+\s+){0,2}$", context):
        floor = max([verdict.end for verdict in earlier if verdict.role != "committee" and verdict.end <= start] or [0])
        advice = plain[max(floor, said.start - 2500) : said.start]
        negative = positive = None
        for negative in _NEGATIVE_REPORT.finditer(advice):
            pass
        for positive in _POSITIVE.finditer(advice):
            pass
        if negative is not None and (
            positive is None or negative.start() > positive.start() or positive.start() < negative.end()
        ):
            return "rejected", "report", True
    return "adopted", "verb", False


def _is_procedure(plain: str, start: int, said: Statement, earlier: list[Verdict]) -> bool:
    text = plain[start : said.start]
    if _PROCEDURE.search(text[-260:]):
        return True
    if re.search(r"\b(?:oneri|onerisi|onerinin|bu oneri)\b\s*(?:\w+\s+){0,3}$", text[-60:]) and len(text) < 70:
        floor = max([verdict.end for verdict in earlier] or [0])
        return bool(_PROCEDURE.search(plain[max(floor, start - 400) : said.start]))
    if _PUT.search(plain, max(0, start - 300), said.end) and len(text.strip()) < 60:
        floor = max([verdict.end for verdict in earlier] or [0])
        return bool(_PROCEDURE.search(plain[max(floor, start - 300) : said.start]))
    return False


def _unfinished(plain: str, span: Span, statements: list[Statement], earlier: list[Verdict]) -> list[Verdict]:
    """Read an item that ends without a verb: a label, a bracket, a dative at the end, a manner with nothing else."""
    start, end = span
    label = None
    for label in _LABELS.finditer(plain, start, end) if _LABELLED.search(plain, start, end) else ():
        pass
    if label is not None and label.lastgroup:
        return [
            Verdict(
                label.lastgroup,
                label.start(),
                label.end(),
                span,
                "outcome.label@1",
                True,
                label.lastgroup != "rejected",
            )
        ]
    nouns = [
        one for one in statements if one.form == "noun" and one.start >= start and one.case in {"dative", "nominative"}
    ]
    tail_at = _tail(plain, start, end)
    if tail_at > start and not re.search(
        r"kabulu|redd|havale|sevk|iade|ertele|gundem|cekil|secil|bilgi|edilmes|\bkabul\b(?!\s*[/;,-])",
        plain[tail_at:end],
    ):
        inner = [one for one in nouns if one.end <= tail_at and not plain[one.end : tail_at - 1].strip()]
        if inner:
            return [
                _noun_verdict(
                    plain,
                    start,
                    inner[-1],
                    end,
                    [one for one in statements if one.end <= inner[-1].start],
                    "matter",
                    earlier,
                    False,
                    "closing",
                )
            ]
    closing = [
        one
        for one in nouns
        if one.start >= tail_at
        and (one.case == "dative" or _MANNER.search(plain, tail_at, end))
        and not _taken(plain, one.end, end)
    ]
    if any(one.case == "dative" for one in closing):  # "raporun kabulü ile talebin reddine": the first only leads there
        closing = [one for one in closing if one.case == "dative" or not re.match(r"\s+ile\b", plain[one.end :])]
    if (
        closing
        and _role(plain[start:end], closing[0]) == "matter"
        and not re.match(
            r"\s*(?:\w+\s+)?(?:gorusulmesi|hakkinda|konusu|rapor|iliskin|dair|ile ilgili|uygun|teklif|talebi|onerge)",
            plain[closing[0].end : closing[0].end + 30],
        )
    ):
        return [
            _noun_verdict(
                plain,
                start,
                closing[0],
                min(end, closing[-1].end),
                [
                    one
                    for one in statements
                    if one.end <= closing[0].start and (plain[tail_at - 1 : tail_at] != "(" or one.start >= tail_at)
                ],
                "matter",
                earlier,
                False,
                "closing",
            )
        ]
    manner = None
    for manner in _FINITE_AFTER_MANNER.finditer(plain, start, end):
        pass
    if (
        manner is not None
        and _role(plain[start : manner.start()], Statement(manner.start(), manner.end(), "weak", "adopted")) == "matter"
    ):
        denied = bool(_NEGATED.search(manner["verb"]))
        outcome = "rejected" if denied else "adopted"
        floor = max([verdict.end for verdict in earlier] or [0])
        if not denied and _PUT.search(plain, max(floor, start - 500), manner.start()):
            nouns_put = [
                one for one in _statements(plain, max(floor, start - 500), manner.start()) if one.form == "noun"
            ]
            outcome, _, _ = _accepted(
                plain,
                start,
                Statement(manner.start(), manner.end(), "weak", "adopted"),
                nouns_put if len(plain[start : manner.start()].split()) > 2 else [],
                earlier,
            )
        return [Verdict(outcome, manner.start(), manner.end(), span, "outcome.manner_verb@1", True, not denied)]
    if (
        bare := re.search(
            r"(?:^|[(:.\n-])\s*oy\s?(?:birli|coklu)\S*(?:\s+(?:ile|olarak))?\s*[.)\]]*\s*$", plain[start:end]
        )
    ) is not None:
        at = start + bare.start()
        floor = max([verdict.end for verdict in earlier] or [0])
        nouns_before = [one for one in _statements(plain, max(floor, start - 400), at) if one.form == "noun"]
        outcome, rule, report = _accepted(
            plain, max(floor, start - 400), Statement(at, end, "weak", "adopted"), nouns_before, earlier
        )
        return [
            Verdict(
                outcome,
                at,
                end,
                span,
                "outcome.manner_only@1" if rule == "verb" else f"outcome.{rule}@1",
                False,
                True,
                report=report,
            )
        ]
    generic = None
    for generic in _GENERIC.finditer(plain, tail_at, end):
        pass
    if (
        generic is not None
        and (_MANNER.search(plain, tail_at, end) or re.search(r"^\W*$", plain[generic.end() : end]))
        and not re.search(r"gorusulmesine", generic.group())
        and _MANNER.search(plain, start, end)
        and not re.search(r"rapor\w*\s*$", plain[start:end])
    ):
        return [
            Verdict(
                "adopted",
                generic.start(),
                end,
                span,
                "outcome.closing@1",
                bool(_MANNER.search(plain, tail_at, end)),
                True,
            )
        ]
    return []


def _tail(plain: str, start: int, end: int) -> int:
    """Give where the last bracket of an item begins, or its beginning when it does not end in a bracket."""
    stripped = plain[start:end].rstrip(" .,;\n")
    if stripped.endswith((")", "]")):
        at = max(stripped.rfind("("), stripped.rfind("["))
        if (
            at >= 0
            and len(stripped) - at < 260
            and re.search(
                r"kabul|redd|\bre[td]\b|havale|sevk|iade|ertele|geri cek|gundem|oy\s?(?:birli|coklu)|secil|bilgi",
                stripped[at:],
            )
        ):
            return start + at + 1
    last_comma = 0
    return start + last_comma
