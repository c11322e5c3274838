"""The articles named after a law: ``18 inci maddesinin birinci fıkrasının (p) bendi`` is 18/1-p."""

import re
from typing import NamedTuple

from models.language.numerals import ORDINAL_WORDS, ordinal
from models.language.passage import spaced
from models.turkish.casing import lower

_TENS = {
    "on": 10, "yirmi": 20, "otuz": 30, "kirk": 40, "elli": 50, "altmis": 60, "yetmis": 70, "seksen": 80, "doksan": 90,
}  # fmt: skip
_ROUND = r"yirminci|otuzuncu|kirkinci|ellinci|altmisinci|yetmisinci|sekseninci|doksaninci"
_ORDINAL_WORD = rf"(?:(?:{'|'.join(_TENS)})\s?)?(?:{ORDINAL_WORDS})|{_ROUND}"
_CASE = r"(?:e|a|ye|ya|i|u|si|su|in|un|nin|nun|den|dan|de|da|te|ta|teki|deki|sine|sina|sinin|sinde|sinden|inde|ine|uncu|nci)"
_TOKEN = spaced(
    rf"(?P<prefix>gecici|ek|mukerrer|muvakkat)(?=\s*(?:madde\w*\s*)?(?:\d|(?:{_ORDINAL_WORD})\s))(?:\s*madde\b)?"
    r"|(?P<number>\d{1,3})(?!\d|[./-]\d{1,2}[./-]\d{2})"
    r"(?P<ordinal>\s?(?:\.\s?(?:ci|cu|nci|ncu|inci|uncu)?(?![a-z0-9])|\.(?=madde|mad|md)|'?\s?(?:inci|nci|uncu|ncu|ci|cu)(?![a-z])))?"
    rf"(?P<case>'\s?{_CASE}(?![a-z]))?"
    rf"|(?P<open>[/(\"'\[-]\s?\(?)(?P<part>[a-z]|\d{{1,2}}(?!\d))\s?[)\"'\]]{{0,2}}(?:'?{_CASE})?(?![a-z0-9])"
    r"|(?P<art>(?:maddesi|maddeleri|maddelerin|maddenin|maddesin|madde)[a-z]*|mad\b\.?|md\b\.?(?:'?\w{1,4}\b)?|m\.)"
    r"|(?P<sub>alt\s?ben[dt]\w*)|(?P<par>fikra\w*|fik\.)|(?P<cl>ben[dt]\w*)"
    rf"|(?P<word>{_ORDINAL_WORD})(?![a-z])"
    r"|(?P<bare>[a-z])(?=\s?(?:ben[dt]|fikra|madde|,|\)|ve\s|\"))(?![a-z'])"
    r"|(?P<join>(?:ve|ile|veya|ya da|ila)(?![a-z])|,|&)"
    r"|(?P<skip>(?:numarali|sayili|nolu|no'?lu|ilgili|ayrica|yine|mevcut|devami)(?![a-z])|\.|'|\"|\(|\)|\]"
    r"|(?:geregi|geregince|uyarinca|hukmu|hukumleri)(?=\s*(?:,|ve|ile)?\s*\(?\d{1,3}(?:\s?/\s?[a-z1-9]\b|[^\s,]{0,8}\s{0,2}\S{0,5}\s?madde)))"
    rf"|(?P<tail>'?(?:{_CASE}|nin|nun|lerinin|larinin|leri|lari)(?![a-z]))"
)
_GAP = re.compile(r"[\s:]*(?:\((?![^()]{0,60}(?:madde|md\b|m\.))[^()]{6,60}\)[\s:]*)?")
_HEADED = re.compile(r"[\s,]*[^.;\d]{3,90}?\sbaslikli\s+")
_SUFFIX = re.compile(r"\s?'?\s?(?:nunun|nun|un|nin|in|na|una|nda|unda|da|dan|ndan|unun|a)?(?![a-z])\.?")
_NO_ARTICLE = re.compile(r"[\s'.)]*(?:sayili|nolu|no'?lu|numarali|ada\b|parsel|adet|tarih|yil|ay\b|gun|kisi|m2)")
_CITED = re.compile(r"\s*(?:gore|istinaden|dayanil|atf|uyarinca|geregi|kapsam)")


class Articles(NamedTuple):
    """The articles read, in order, and the place where their words end."""

    articles: list[str]
    end: int


class _Atom(NamedTuple):
    """A number with its attached parts (``18/1-p``), an ordinal word, or a letter by itself."""

    value: str
    parts: tuple[str, ...]
    end: int
    letter: bool = False
    cited: bool = False

    def articles(self) -> list[str]:
        """Give the articles that the number and its parts are: two letters are two subparagraphs."""
        letters = [part for part in self.parts if part.isalpha()]
        if len(letters) > 1:
            numbers = [part for part in self.parts if not part.isalpha()]
            return [_Atom(self.value, (*numbers, letter), self.end).articles()[0] for letter in letters]
        if not self.parts:
            return [self.value]
        return [f"{self.value}/{'-'.join(self.parts)}"]


def read_articles(plain: str, text: str, at: int, limit: int, *, joined: bool = False) -> Articles:
    """Read the articles that follow a law's name at `at`, up to `limit`.

    `text` is what `plain` is the plain view of: it tells ``ı`` from ``i``. `joined` says that another law begins at
    `limit`: a number that only ``ve`` or a comma parts from it is an article whose word ``maddesi`` comes later.
    """
    suffix = _SUFFIX.match(plain, at)
    at = suffix.end() if suffix else at
    headed = _HEADED.match(plain, at, limit)
    at = headed.end() if headed is not None else at
    reader = _Reader(at)
    last_join = False
    while at < limit:
        at = _GAP.match(plain, at, limit).end()  # type: ignore[union-attr]
        token = _TOKEN.match(plain, at, limit)
        if token is None or token.end() == at:
            break
        at = token.end()
        if token["join"]:
            last_join = True
            reader.join()
            continue
        if token["skip"] is None and token["tail"] is None:
            last_join = False
        _take(reader, token, plain, text)
    reader.finish(plain, joined=joined and last_join and at >= limit - 1)
    return Articles(reader.done, reader.end)


def _take(reader: "_Reader", token: re.Match[str], plain: str, text: str) -> None:
    end = token.end()
    if token["prefix"]:
        reader.prefix = {"gecici": "geçici ", "muvakkat": "geçici ", "ek": "ek ", "mukerrer": "mükerrer "}[
            token["prefix"]
        ]
    elif token["number"]:
        cited = token["case"] is not None and _CITED.match(plain, end) is not None
        reader.number(token["number"].lstrip("0") or "0", end, cited=cited)
    elif token["part"]:
        part = token["part"]
        if part.isalpha():
            part = _letter(plain, text, token.start("part"))
        reader.part(part, end, attached=token["open"][0] in "/-(")
    elif token["bare"]:
        reader.letter(_letter(plain, text, token.start()), end)
    elif token["word"]:
        reader.number(str(_ordinal(token["word"])), end)
    elif token["art"]:
        reader.article_word(end, before=re.match(r"[\s:.]*\d", plain[end : end + 5]) is not None)
    elif token["par"]:
        reader.paragraph_word(end)
    elif token["cl"]:
        reader.clause_word(end)
    elif token["sub"]:
        reader.atoms.clear()


def _letter(plain: str, text: str, at: int) -> str:
    own = lower(text[at])
    return own if own in "ığüşöç" else plain[at]


def _ordinal(word: str) -> int:
    compact = "".join(word.split())
    for ten, value in _TENS.items():
        if compact.startswith(ten):
            rest = ordinal(compact[len(ten) :])
            if rest is not None and rest < 10:
                return value + rest
            if ordinal(compact) is None:
                return value
    return ordinal(compact) or 0


class _Reader:
    """What has been read so far: the articles under way, their paragraphs and clauses, and atoms still without a word."""

    def __init__(self, at: int) -> None:
        self.done: list[str] = []
        self.end = at
        self.atoms: list[_Atom] = []
        self.prefix = ""
        self._before = False
        self._group: list[str] = []
        self._paragraphs: list[str] = []
        self._clauses: list[str] = []
        self._joined = True

    def number(self, value: str, end: int, *, cited: bool = False) -> None:
        """Take a number: an article, a paragraph or a clause, as the word after it says."""
        self.atoms.append(_Atom(self.prefix + value, (), end, cited=cited))
        self.prefix = ""
        self._joined = False

    def part(self, part: str, end: int, *, attached: bool) -> None:
        """Take a letter or number behind a slash, hyphen or bracket: it belongs to the number before it, if one waits."""
        last = self.atoms[-1] if self.atoms else None
        if attached and last is not None and not self._joined and not last.letter:
            self.atoms[-1] = last._replace(parts=(*last.parts, part), end=end)
        elif part.isalpha():
            self.letter(part, end)
        else:
            self.number(part, end)

    def letter(self, letter: str, end: int) -> None:
        """Take a letter by itself: another clause of the number before it, or one whose word comes later."""
        last = self.atoms[-1] if self.atoms else None
        if last is not None and not last.letter and (last.parts or (not self._joined and not self._group)):
            self.atoms[-1] = last._replace(parts=(*last.parts, letter), end=end)
        else:
            self.atoms.append(_Atom(letter, (), end, letter=True))
        self._joined = False

    def join(self) -> None:
        """Take a comma or ``ve``: what follows is one more of its kind."""
        self._joined = True

    def article_word(self, end: int, *, before: bool) -> None:
        """Take ``maddesi``: the numbers waiting are articles; without any it announces those that follow."""
        if self.atoms:
            self._open([article for atom in self.atoms if not atom.letter for article in atom.articles()], end)
            self._before = self._before and before
        elif before:
            self._before = True

    def paragraph_word(self, end: int) -> None:
        """Take ``fıkrası``: the numbers waiting are paragraphs of the article."""
        if not self._group:
            self._first_atom(end)
            return
        if self.atoms and (self._paragraphs or self._clauses):
            while self.atoms and self.atoms[0].letter and self._paragraphs:
                self._clauses.append(self.atoms.pop(0).value)
            self._emit()
            self._paragraphs, self._clauses = [], []
        for atom in self.atoms:
            (self._clauses if atom.letter else self._paragraphs).append(atom.value)
            self._clauses += atom.parts
        self.atoms = []
        self.end = end

    def clause_word(self, end: int) -> None:
        """Take ``bendi``: the letters waiting are clauses of the paragraph or article."""
        if not self._group:
            self._first_atom(end)
            return
        if self.atoms and self._clauses:
            self._emit()
            self._clauses = []
        for atom in self.atoms:
            if atom.parts:
                self._paragraphs.append(atom.value)
                self._clauses += atom.parts
            else:
                self._clauses.append(atom.value)
        self.atoms = []
        self.end = end

    def finish(self, plain: str, *, joined: bool) -> None:
        """Close the reading: atoms that no word followed count when their form says that they are articles."""
        loose, self.atoms = self.atoms, []
        clauses = [atom for atom in loose if atom.letter]
        numbers = [atom for atom in loose if not atom.letter]
        if clauses and self._group and not self._clauses and plain[clauses[0].end - 1] in ")\"'":
            self._clauses += [atom.value for atom in clauses]
            self.end = clauses[-1].end
        kept = [atom for atom in numbers if self._before or joined or atom.cited or atom.parts]
        if kept and not (not joined and _NO_ARTICLE.match(plain, kept[-1].end)):
            self._open([article for atom in kept for article in atom.articles()], kept[-1].end)
        self._emit()

    def _first_atom(self, end: int) -> None:
        """Open the article of ``18/e bendi`` or ``18/1 fıkrası``, where the word ``maddesi`` is left out."""
        numbers = [atom for atom in self.atoms if atom.parts]
        if numbers:
            self._open([article for atom in numbers for article in atom.articles()], end)
        self.atoms = []

    def _open(self, articles: list[str], end: int) -> None:
        self._emit()
        self.atoms = []
        self._group, self._paragraphs, self._clauses = articles, [], []
        self.end = end

    def _emit(self) -> None:
        if not self._group:
            return
        *before, last = self._group
        lasts = [last]
        if self._paragraphs:
            lasts = [_deeper(last, paragraph) for paragraph in self._paragraphs]
        if self._clauses:
            *whole, final = lasts
            lasts = [*whole, *(_deeper(final, clause) for clause in self._clauses)]
        self.done += [article for article in [*before, *lasts] if article not in self.done]
        self._group = [last]


def _deeper(article: str, part: str) -> str:
    return f"{article}{'-' if '/' in article else '/'}{part}"
