"""Resolutions for measuring search: as many as wanted, made on the fly, the same for the same seed and number.

Words are drawn by Zipf's law from the roots of the dictionary, council words first, and take suffixes as Turkish
does; formulas of council papers stand between them. Making one takes a small part of the time of indexing it, and any
one can be made again by its number, so nothing is kept.
"""

import random
from collections.abc import Iterator
from functools import cached_property

import numpy as np

from archive.index.entry import entry
from archive.index.schema import Entry
from models.resolution import (
    Decision,
    Kind,
    Law,
    Manner,
    Money,
    Option,
    Outcome,
    Person,
    Place,
    Position,
    ResolutionRecord,
)
from models.turkish.analysis import indexed
from models.turkish.roots import common, table
from models.turkish.stopwords import is_stop_word
from models.turkish.suffixes import realise

SHORTEST, LONGEST = 80, 765
GROUPS = ("AK Parti", "CHP", "MHP", "İYİ Parti", "DEM Parti", "BBP")
DEPARTMENTS = tuple(
    f"{name} Müdürlüğü"
    for name in (
        "Fen İşleri", "İmar ve Şehircilik", "Park ve Bahçeler", "Zabıta", "Mali Hizmetler", "Yazı İşleri", "Temizlik İşleri",
        "Emlak ve İstimlak", "Destek Hizmetleri", "Kültür ve Sosyal İşler", "Hukuk İşleri", "Ulaşım Hizmetleri", "Basın Yayın",
        "İnsan Kaynakları", "Veteriner İşleri",
    )
)  # fmt: skip
COMMITTEES = tuple(
    f"{name} Komisyonu" for name in ("İmar", "Plan ve Bütçe", "Çevre ve Sağlık", "Ulaşım", "Hukuk", "Eğitim", "Esnaf")
)
LAWS = (Law("5393", "18/p"), Law("5393", "15"), Law("5216", "7/c"), Law("3194"), Law("2942"), Law("4734", "22/d"))
_SUFFIXES = (
    "", "(n)In", "(s)I", "DA", "lAr", "(y)A", "(y)I", "DAn", "lArI", "lArIn", "lArInA", "(s)InDA", "(s)InIn", "lArInDA", "(y)lA",
)  # fmt: skip
_FORMULAS = (
    "Oy birliği ile kabul edildi.",
    "Oy çokluğu ile kabul edildi.",
    "Teklifin komisyondan geldiği şekliyle kabulüne karar verildi.",
    "5393 sayılı Belediye Kanununun 18. maddesi gereğince",
    "Belediye Meclisinin gündeminde yer alan",
    "Müdürlüğünün 13.03.2026 tarihli ve E-2158955 sayılı yazısı okundu.",
    "1/1000 ölçekli uygulama imar planı değişikliği",
    "Konunun ilgili komisyona havalesine oy birliğiyle karar verildi.",
)
_GRAIN = 1 << 20


class Corpus:
    """A reproducible stream of resolutions."""

    def __init__(self, seed: int = 1) -> None:
        self._seed = seed
        listed = common()
        nouns = [shape for several in table()[0].values() for shape in several if shape.state == "N" and not shape.soft]
        nouns.sort(key=lambda shape: (shape.lemma not in listed, shape.cost, shape.surface))
        self.roots = [shape.surface for shape in nouns]
        self.forms = [
            shape.surface + realise(suffix, shape.vowel, shape.surface[-1]) for shape in nouns for suffix in _SUFFIXES
        ] + list(_FORMULAS)
        self._root = _drawn(len(nouns), 10)
        self._suffix = _drawn(len(_SUFFIXES), 1)
        names = [root.capitalize() for root in self.roots[2000:6000]]
        self.councils = [f"{name} Belediyesi" for name in names[:120]]
        self.people = [f"{first} {last.upper()}" for first, last in zip(names[200:1700], names[1700:3200], strict=True)]
        self.places = [Place("mah", f"{name} Mahallesi") for name in names[:2000]]

    def records(self, first: int, count: int) -> Iterator[ResolutionRecord]:
        """Give the resolutions from number `first` on, in the order of their ids."""
        return (self.record(number) for number in range(first, first + count))

    def record(self, number: int) -> ResolutionRecord:
        """Give one resolution."""
        return self._made(number)[0]

    def entry(self, number: int) -> Entry:
        """Give the fields of a resolution for the index, its words looked up by their places instead of analysed."""
        record, places = self._made(number, whole=False)
        exact, keys = self._analysed
        first_exact, first_keys = indexed(f"{record.decision.number} sayılı karar")
        return entry(record) | {
            "x": " ".join((*first_exact, *map(exact.__getitem__, places))),
            "s": " ".join((*first_keys, *map(keys.__getitem__, places))),
        }

    @cached_property
    def _analysed(self) -> tuple[list[str], list[str]]:
        """Give both forms of every word and formula, by their places."""
        pairs = [indexed(form) for form in self.forms]
        return [" ".join(exact) for exact, _ in pairs], [" ".join(keys) for _, keys in pairs]

    def _made(self, number: int, *, whole: bool = True) -> tuple[ResolutionRecord, list[int]]:
        generator = np.random.Generator(np.random.Philox(key=[self._seed, number]))
        pick = random.Random(self._seed << 40 | number)
        places = self._places(generator, pick.randint(SHORTEST, LONGEST))
        forms = self.forms
        subject = " ".join([forms[place] for place in places[:8]])
        for at in range(0, len(places), 90):
            places[at] = len(forms) - 1 - pick.randrange(len(_FORMULAS))
        year = pick.randint(2005, 2026)
        day = f"{year}-{pick.randint(1, 12):02}-{pick.randint(1, 28):02}"
        printed = f"{year}/{number % 5000}"
        text = f"{printed} sayılı karar. {' '.join([forms[place] for place in places])}." if whole else ""
        decision = Decision(
            start=0,
            end=len(text),
            text=text,
            number=printed,
            subject=subject,
            meeting_date=day,
            outcome=pick.choice(_OUTCOMES),
            manner=pick.choice(_MANNERS),
            positions=tuple(
                Position(one, "group", pick.choice(_OPTIONS)) for one in pick.sample(GROUPS, pick.choice((0, 0, 1, 2)))
            ),
            departments=(pick.choice(DEPARTMENTS),),
            committees=(pick.choice(COMMITTEES),),
            laws=(pick.choice(LAWS),),
            people=(Person(pick.choice(self.people)),),
            places=(pick.choice(self.places),),
            money=(Money(pick.randint(1, 10**9) / 100),) if number % 3 == 0 else (),
        )
        record = ResolutionRecord(
            id=f"r{number:07}",
            version=1,
            visibility="restricted" if number % 50 == 0 else "public",
            sha256=f"{pick.getrandbits(256):064x}",
            file="karar.pdf",
            kind=Kind.RESOLUTION,
            municipality=self.councils[int(120 * pick.random() ** 2)],
            ordinal=0,
            page=1,
            received="2026-01-01",
            decision=decision,
        )
        return record, places

    def _places(self, generator: np.random.Generator, count: int) -> list[int]:
        """Give words, by their places, as a text has them: frequent ones often."""
        drawn = (generator.random((2, count)) * _GRAIN).astype(np.int64)
        places: list[int] = (self._root[drawn[0]] * len(_SUFFIXES) + self._suffix[drawn[1]]).tolist()
        return places

    def word(self, pick: random.Random) -> str:
        """Give one word to ask for, frequent ones often, none that says nothing."""
        while True:
            root, suffix = self._root[pick.randrange(_GRAIN)], self._suffix[pick.randrange(_GRAIN)]
            found = self.forms[int(root) * len(_SUFFIXES) + int(suffix)]
            if not is_stop_word(found):
                return found


_OUTCOMES = [one for one in Outcome for _ in range(12 if one is Outcome.ADOPTED else 1)]
_MANNERS = list(Manner)
_OPTIONS = list(Option)


def _drawn(count: int, flat: int) -> np.ndarray:
    """Give a table that turns an even number below `_GRAIN` into a place by Zipf's law."""
    weights = 1 / (np.arange(count) + flat)
    reach = np.cumsum(weights / weights.sum())
    return np.minimum(np.searchsorted(reach, (np.arange(_GRAIN) + 0.5) / _GRAIN), count - 1)
