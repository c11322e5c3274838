"""People: by a surname in capitals, a first name or a title, a signature block, a vote, or a list they stand in."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from models.language.days import MONTHS
from models.language.names import (
    FIRST_NAMES,
    NOT_SURNAMES,
    PARTY_WORDS,
    WORD_NAMES,
    is_inflected,
    is_never_name,
    is_plain_word,
    is_surely_given,
    is_surname,
    is_word_of_sentence,
    names_a_place,
    spelled,
)
from models.language.numerals import NUMBER_WORDS
from models.language.passage import Mention, Passage, plain
from models.language.signatures import numbered_names, signed_names
from models.language.taken import Taken
from models.language.titles import has_title_before, one_of, title_of

_UPPER = "A-ZÇĞİÖŞÜÂÎÛ"
_SMALL = "a-zçğıöşüâîûê"
_SURNAME = re.compile(rf"[{_UPPER}](?<=[ \n.].)[{_UPPER}]+(?:-[{_UPPER}]{{2,}})?(?!\w)")
_GIVEN = re.compile(rf"(?<!\w)((?:[{_UPPER}][{_SMALL}]+[ \n]{{1,3}}|[{_UPPER}]\.[ \n]{{0,2}}){{1,4}})$")
_SECOND = re.compile(rf"[ ]{{1,2}}([{_UPPER}]{{2,}})(?!\w)")
_MIXED = re.compile(rf"[{_UPPER}](?<![\w'’.].)[{_SMALL}]+(?:[ \n][ ]?[{_UPPER}][{_SMALL}]+){{1,4}}(?!\w)")
_CAPITALS = re.compile(
    rf"[{_UPPER}](?<![\w'’].)(?:\.[ ]?[{_UPPER}])?[{_UPPER}]+(?:[ ]{{1,2}}[{_UPPER}]{{2,}}(?:-[{_UPPER}]{{2,}})?)+(?!\w)"
)
_PLAIN_WORDS = re.compile(r"[^\s.]+")
_WORDS = re.compile(r"[^\s.]+\.?")
_BEHIND = re.compile(
    r"\s?(?:\(?\d{1,3}\)?\s?(?:er|ar|'er|'ar)?\s?oy\b|\(\s?\d{1,3}\s?oy|'\s?n?[iu]n\s+(?:ret|red|cekimser|karsi|olumsuz|muhalif|hayir)\b"
    r"|\s(?:soz al|ret oyu|red oyu|kabul oyu|cekimser|muhalif kal|adina kayitli|isimli vatandas|mirascilari|varisleri))"
)
_CHILD = re.compile(r"\s{1,2}(?:oglu|kizi)\s")
_SPEAKER = re.compile(r"[ ]?\((?P<bracket>[^()\n]{2,40})\)[ ]?(?::|-)|[ ]?:(?=[ ])|[ ]-(?=[ ])|\.\s?-(?=[ ])")
_SAYS = re.compile(r"\s*[^\s\d]\S*(?:[ ]\S+){3}")
_CHAIRS_TURN = re.compile(r"(?:^|\n)[ ]*(?:[a-z]+ ){0,3}baskan\w*(?: [^\n:.-]{0,40})?(?: ?:| -|\.\s?-|- )[ ]*\S")
_LISTED = re.compile(r"(?:'[a-z]{1,4})?(?:\s?\([^()\n]{1,30}\))?(?:,|\sve)\s+")
_SHARED = re.compile(r"(?:'[a-z]{1,4})?(?:\s?\([^()\n]{1,30}\))?(?:,|\s(?:ve|ile|-))\s+")
_POSSESSIVE = re.compile(
    r"(?:nin|nun|ligi|lugu|leri|lari|esi|asi|isi|usu|ecek|acak|mistir|mustur|ildi|indi|erek|arak)$"
)
_ADDRESSED = re.compile(r"\s(?:bey|hanim)(?![a-z]{4})")
_NAME_GIVEN = re.compile(r"\"\s*(?:adi|adin|isim|ismi|isminin)")  # a street gets the name
_IN_A_DATE = re.compile(rf"(?:[\d>/|.-]|\b(?:{NUMBER_WORDS}))\s*$")
_VICE = re.compile(r"V\.[ ]?")
_MOST = 5
_APART = 48


class _Candidate(NamedTuple):
    """A stretch of capitalised words that may be a name; `titled` when an office stands before it."""

    start: int
    end: int
    words: tuple[str, ...]
    titled: bool


def find_people(passage: Passage) -> list[Mention]:
    """Give everyone named as a mention of ``{"name", "title"}``."""
    found = _Found(passage)
    for signed in signed_names(passage):
        found.add(signed.start, signed.end, "people.signature@1", signed.title)
    for start, end in _capital_surnames(passage):
        found.add(start, end, "people.capital_surname@2")
    for start, end in numbered_names(passage):
        found.add(start, end, "people.numbered@1")
    waiting: list[tuple[_Candidate, str]] = []
    for rule, candidates in (("people.first_name@2", _mixed(passage)), ("people.capitals@2", _capitals(passage))):
        for candidate in candidates:
            if not _may_be_name(candidate):
                continue
            if not _is_name(passage, candidate):
                waiting.append((candidate, rule))
            elif not _is_not_meant(passage, candidate):
                found.add(candidate.start, candidate.end, rule)
    found.add_listed(waiting)
    return found.mentions()


class _Found:
    """The people found so far, none on the words of another."""

    def __init__(self, passage: Passage) -> None:
        self._passage = passage
        self._taken = Taken()
        self._mentions: list[Mention] = []

    def add(self, start: int, end: int, rule: str, title: str | None = None) -> None:
        """Take a name unless its words are taken."""
        if start >= end or not self._taken.free(start, end):
            return
        self._taken.add(start, end)
        name = self._passage.words(start, end)
        if self._passage.lacks_letters:
            name = " ".join(spelled(word) if word.isascii() else word for word in name.split(" "))
        title = title or title_of(self._passage, start, end)
        self._mentions.append(Mention("person", start, end, {"name": name, "title": title}, rule))

    def add_listed(self, waiting: list[tuple[_Candidate, str]]) -> None:
        """Take the candidates that stand in one list with a name, beside it or beside one taken so."""
        view = self._passage.plain
        for order in (1, -1):
            places = sorted((mention.start, mention.end) for mention in self._mentions)
            for candidate, rule in waiting[::order]:
                at = bisect_left(places, (candidate.start, 0))
                before = places[at - 1][1] if at else None
                after = places[at][0] if at < len(places) else None
                follows = before is not None and candidate.start - before < _APART
                follows = follows and _LISTED.fullmatch(view, before or 0, candidate.start) is not None
                leads = after is not None and 0 < after - candidate.end < _APART
                leads = leads and _LISTED.fullmatch(view, candidate.end, after or 0) is not None
                if (follows or leads) and not _is_not_meant(self._passage, candidate):
                    self.add(candidate.start, candidate.end, rule)
                    places.insert(at, (candidate.start, candidate.end))

    def mentions(self) -> list[Mention]:
        """Give them in the order of the text; a title of several (``Üyeleri``) holds for all of its list."""
        view, told = self._passage.plain, []
        shared, last = None, 0
        for mention in sorted(self._mentions, key=lambda mention: mention.start):
            title = mention.value["title"]
            if title is None and shared is not None and _SHARED.fullmatch(view, last, mention.start):
                title = shared
            else:
                shared = one_of(title) if title is not None else None
                title = shared or title
            last = mention.end
            told.append(mention._replace(value={"name": mention.value["name"], "title": title}))
        return told


def _capital_surnames(passage: Passage) -> Iterator[tuple[int, int]]:
    """Give the names written ``Ali Rıza KAYA``: given names, then the surname in capitals."""
    text, view = passage.text, passage.plain
    last = 0
    for surname in _SURNAME.finditer(text):
        if surname.start() < last:
            continue
        flat = view[surname.start() : surname.end()]
        at = surname.start() - 1
        while text[at] in " \n" and surname.start() - at < 4 and at > 0:
            at -= 1
        if not (text[at] == "." or text[at].islower()) or flat in NOT_SURNAMES or flat in PARTY_WORDS:
            continue
        given = _GIVEN.search(text, max(last, surname.start() - 60), surname.start())
        start = _trimmed(text, view, given.start(), surname.start()) if given is not None else None
        if start is None:
            continue
        first = view[start : surname.start()].split()
        known = first[0] in FIRST_NAMES or is_surname(flat)
        if "s.s" in first[0] or first[0].startswith("t.c"):
            continue
        if not known and all(len(piece) < 2 for word in first for piece in word.split(".")):
            continue
        if not known and (is_never_name(flat) or "\n" in text[start : surname.start()]):
            continue
        bears = names_a_place(text, view, surname.end(), further=False)
        if bears and not (text[surname.end() + 1 : surname.end() + 2].islower() and has_title_before(view, start)):
            continue  # "Üye Ali KAYA otel sahiplerinin" is a person all the same
        end = surname.end()
        second = _SECOND.match(text, end)
        if second is not None and not is_never_name(plain(second[1])) and plain(second[1]) not in NOT_SURNAMES:
            end = second.end()
        last = end
        yield start, end


def _trimmed(text: str, view: str, start: int, end: int) -> int | None:
    """Cut titles and other words in front of the given names; None when no given name is left."""
    begin: int | None = None
    words = [(start + m.start(), m.group()) for m in _WORDS.finditer(text[start:end])]
    following = ""
    for at, word in reversed(words):
        flat = plain(word).rstrip(".'")
        if is_never_name(flat) or is_inflected(flat) or (begin is not None and is_word_of_sentence(word)):
            break
        if following in FIRST_NAMES and is_plain_word(word):
            break  # "Kiracı Celal", "Mülkiyeti Leyla"
        begin, following = at, flat
        if end - at > 40:
            break
    if begin is None:
        return None
    vice = _VICE.match(text, begin)
    if vice is not None and view[max(0, begin - 8) : begin].rstrip().endswith(("baskan", "mudur", "baskani")):
        begin = vice.end()
    given = text[begin:end]
    return begin if any(letter.islower() for letter in given) or "." in given else None


def _mixed(passage: Passage) -> Iterator[_Candidate]:
    """Give the stretches of words with one capital each, without what stands before or behind the name."""
    text, view = passage.text, passage.plain
    for match in _MIXED.finditer(text):
        words = [(m.start(), m.group()) for m in _PLAIN_WORDS.finditer(view, match.start(), match.end())]
        begin = 0
        while begin < len(words) and (is_never_name(words[begin][1]) or is_inflected(words[begin][1])):
            begin += 1
        words = words[begin:]
        while words and (is_never_name(words[-1][1]) or words[-1][1] in NOT_SURNAMES):
            words.pop()
        if len(words) < 2:
            continue
        titled = has_title_before(view, words[0][0])
        if not titled and words[0][1] not in FIRST_NAMES:
            given = next((at for at, (_, flat) in enumerate(words[:-1]) if is_surely_given(flat)), 0)
            words = words[given:]
        end = words[-1][0] + len(words[-1][1])
        yield _Candidate(words[0][0], end, tuple(flat for _, flat in words), titled)


def _capitals(passage: Passage) -> Iterator[_Candidate]:
    """Give the names that words in capitals may hold: given names we know with the word behind them, or after a title."""
    text, view = passage.text, passage.plain
    for match in _CAPITALS.finditer(text):
        words = [(m.start(), m.group()) for m in _PLAIN_WORDS.finditer(view, match.start(), match.end())]
        at = 0
        if len(words) <= 3 and not any(flat in FIRST_NAMES or is_never_name(flat) for _, flat in words):
            end = words[-1][0] + len(words[-1][1])
            yield _Candidate(words[0][0], end, tuple(flat for _, flat in words), has_title_before(view, words[0][0]))
            continue
        while at < len(words) - 1:
            flat = words[at][1]
            titled = False
            if is_never_name(flat) or is_inflected(flat):
                at += 1
                continue
            count = _given_words([flat for _, flat in words[at : at + _MOST + 1]])
            if not count:
                titled = has_title_before(view, words[at][0])
                rest = len(words) - at
                if titled or (rest <= 3 and _is_voter(passage, words[-1][0] + len(words[-1][1]), words[at][0])):
                    count = min(rest, 2) if titled else rest
            if count < 2:
                at += 1
                continue
            last = words[at + count - 1]
            titled = titled or has_title_before(view, words[at][0])
            yield _Candidate(
                words[at][0], last[0] + len(last[1]), tuple(flat for _, flat in words[at : at + count]), titled
            )
            at += count


def _given_words(flats: list[str]) -> int:
    """Give how many words from the first are a name: the first names we know and one surname behind them; 0 for none."""
    run = 0
    while run < len(flats) and run < _MOST and (flats[run] in FIRST_NAMES or len(flats[run]) == 1):
        run += 1
    initials = all(len(flat) == 1 for flat in flats[:run])
    if not run or (initials and not is_surname(flats[run] if run < len(flats) else "")):
        return 0
    behind = flats[run] if run < len(flats) else None
    fits = behind is not None and not is_never_name(behind) and behind not in NOT_SURNAMES and behind not in PARTY_WORDS
    after = flats[run + 1] if run + 1 < len(flats) else None
    closes = after is None or is_never_name(after)
    if run > 1 and (not fits or (is_surname(flats[run - 1]) and not is_surname(behind or "") and not closes)):
        return run
    if fits and not is_surname(behind or "") and after is not None and is_surname(after):
        return run + 2
    return run + 1 if fits else 0


def _may_be_name(candidate: _Candidate) -> bool:
    """Tell whether none of the words says that they are no person's name."""
    words = candidate.words
    if not 2 <= len(words) <= _MOST or candidate.end - candidate.start > 48:
        return False
    return (
        not any(is_never_name(word) for word in words)
        and words[-1] not in NOT_SURNAMES
        and words[-1] not in PARTY_WORDS
    )


def _is_not_meant(passage: Passage, candidate: _Candidate) -> bool:
    """Tell whether the words behind the name, or behind its second or a later word, say that a place bears it.

    A father's name in front of ``oğlu`` or ``kızı`` is left out with them: the person meant comes behind.
    """
    if _CHILD.match(passage.plain, candidate.end) is not None:
        return True
    if names_a_place(passage.text, passage.plain, candidate.end, further=not candidate.titled):
        return True
    if _ADDRESSED.match(passage.plain, candidate.end) is not None and all(
        word in FIRST_NAMES for word in candidate.words
    ):
        return True  # "Mustafa Nuri Bey": called by given names, without a surname
    if _NAME_GIVEN.match(passage.plain, candidate.end) is not None:
        return True
    if candidate.words[0] in MONTHS and _IN_A_DATE.search(passage.plain, max(0, candidate.start - 12), candidate.start):
        return True
    inner = [match.end() for match in _PLAIN_WORDS.finditer(passage.plain, candidate.start, candidate.end)]
    return not candidate.titled and any(
        names_a_place(passage.text, passage.plain, end, further=False) for end in inner[1:-1]
    )


def _is_name(passage: Passage, candidate: _Candidate) -> bool:
    """Tell whether the words are a person's name by what they are or by what stands beside them."""
    first, last = candidate.words[0], candidate.words[-1]
    view = passage.plain
    if candidate.titled or _is_voter(passage, candidate.end, candidate.start):
        return True
    if len(last) > 5 and not is_surname(last) and _POSSESSIVE.search(last):
        return False
    if first not in FIRST_NAMES:
        return False
    if first in WORD_NAMES:
        return is_surname(last) and (last not in FIRST_NAMES or len(candidate.words) > 2)
    if passage.text[candidate.start : candidate.end].isupper() and _is_shouted(passage, candidate):
        return is_surname(last) or _TOLD_APART.match(view, candidate.end) is not None
    return True


def _is_voter(passage: Passage, end: int, start: int) -> bool:
    """Tell whether the words behind say that a person voted or spoke, or that a speaker's turn begins."""
    view = passage.plain
    if _BEHIND.match(view, end):
        return True
    speaker = _SPEAKER.match(view, end) if start == 0 or view[start - 1] == "\n" else None
    if speaker is None:
        return False
    if speaker["bracket"] is not None:
        return _ROLE.search(speaker["bracket"]) is not None
    return _SAYS.match(view, speaker.end()) is not None and bool(passage.remembered("spoken", _is_spoken))


def _is_spoken(passage: Passage) -> bool:
    """Tell whether the text gives speakers' turns: the chair has one."""
    return _CHAIRS_TURN.search(passage.plain) is not None


def _is_shouted(passage: Passage, candidate: _Candidate) -> bool:
    """Tell whether the line around is in capitals throughout, so that capitals say nothing."""
    text = passage.text
    begin, end = text.rfind("\n", 0, candidate.start) + 1, text.find("\n", candidate.end)
    line = text[begin : end if end >= 0 else len(text)][:400]
    return len(line) > candidate.end - candidate.start + 40 and line.isupper()


_TOLD_APART = re.compile(
    rf"[',]|\s?\((?:{'|'.join(sorted(map(re.escape, PARTY_WORDS)))}|[^()\n]{{0,30}}(?:uye|baskan|sozcu|katip|parti))"
)
_ROLE = re.compile(rf"uye|baskan|sozcu|part|bagimsiz|{'|'.join(sorted(map(re.escape, PARTY_WORDS)))}")
