"""Tables as councils print them, of many kinds: what stands in every cell, and how it is to be ruled, split and turned."""

import random
from dataclasses import dataclass, field
from typing import Any

_NAMES = "Ayşe ÖRNEKER|Can ÖRNEKSOY|Gül YAZICIOĞLU|İnci SINAVCI|Ömer DENEMECİ|Şule TASLAKOĞLU|Ümit PROVACI|Çağla MİSALCİ".split(
    "|"
)
_PLACES = "Örnekköy|Çamlıca|Güneşli|Yıldızlar|İncirli|Şafaktepe|Ulubağ|Karşıyaka".split("|")
_PARTIES = ("AK Parti", "CHP", "MHP", "İYİ Parti", "Bağımsız")
_WORK = (
    "imar planı değişikliği teklifinin görüşülmesi",
    "park ve yeşil alan düzenlemesi için ödenek aktarılması",
    "taşınmazın kiraya verilmesi hakkındaki dilekçe",
    "otopark ücret tarifesinin yeniden belirlenmesi",
)


@dataclass(frozen=True)
class Cell:
    text: str
    across: int = 1
    down: int = 1


@dataclass(frozen=True)
class Case:
    """A table as it is to be drawn, and the rows that must come out."""

    name: str
    cells: list[list[Cell]]
    widths: list[float]  # centimetres
    look: str = "ruled"  # ruled | level (rules between rows alone) | plain | shaded
    heads: int = 1
    landscape: bool = False
    turn: int = 0
    aligned: str = ""  # one letter a column: l, r, c; then the heading stands in the middle
    truth: list[list[str]] = field(default_factory=list)


def cases(seed: int = 5393) -> list[Case]:
    """Give every kind of table, always the same for one seed."""
    chance = random.Random(seed)
    return [
        _case("ruled", _tariff(chance, 7), [2, 5, 4, 3]),
        _case("ruled, wrapped cells", _works(chance, 6), [1.5, 5, 4, 3]),
        _spanned(chance),
        _case("rules between rows alone", _tariff(chance, 7), [2, 5, 4, 3], look="level"),
        _case("no rules, amounts", _tariff(chance, 7), [2, 5, 4, 3], look="plain"),
        _case("no rules, words", _members(chance, 8), [2, 5, 4, 4], look="plain"),
        _case("no rules, wrapped cells", _works(chance, 6), [1.5, 6, 4, 3], look="plain"),
        _case("no rules, amounts to the right", _tariff(chance, 7), [2, 5, 4, 3], look="plain", aligned="clrr"),
        _case("rules, words in the middle", _works(chance, 6), [1.5, 5, 4, 3], aligned="clcc"),
        _case(
            "rules between rows, amounts to the right", _tariff(chance, 9), [2, 6, 3, 2], look="level", aligned="clrr"
        ),
        _case("no rules, columns close together", _members(chance, 12), [1.3, 4, 2.6, 3], look="plain"),
        _case("shaded rows", _tariff(chance, 8), [2, 5, 4, 3], look="shaded"),
        _case("over three pages, headed anew", _tariff(chance, 90), [2, 5, 4, 3]),
        _case("rows divided by the page", _long_works(chance, 24), [1.5, 6, 5, 3], heads=0),
        _case("rows divided, headed anew", _long_works(chance, 24), [1.5, 6, 5, 3]),
        _case("no rules, over two pages", _members(chance, 60), [2, 5, 4, 4], look="plain"),
        _case("landscape, eight columns", _wide(chance, 9), [1.5, 5, 3, 3, 3, 3, 3, 3], landscape=True),
        *(_case(f"turned by {turn}", _tariff(chance, 7), [2, 5, 4, 3], turn=turn) for turn in (90, 180, 270)),
    ]


def _case(name: str, rows: list[list[str]], widths: list[float], **more: Any) -> Case:
    return Case(name, [[Cell(text) for text in row] for row in rows], widths, truth=rows, **more)


def _money(chance: random.Random) -> str:
    return f"{chance.randrange(1, 99)}.{chance.randrange(100, 999)},{chance.randrange(10, 99)}"


def _tariff(chance: random.Random, count: int) -> list[list[str]]:
    return [["Sıra", "Mahalle", "Bedel (TL)", "Adet"]] + [
        [str(n), f"{chance.choice(_PLACES)} Mahallesi", _money(chance), str(chance.randrange(1, 90))]
        for n in range(1, count + 1)
    ]


def _members(chance: random.Random, count: int) -> list[list[str]]:
    return [["Sıra", "Adı Soyadı", "Partisi", "Görevi"]] + [
        [
            str(n),
            chance.choice(_NAMES),
            chance.choice(_PARTIES),
            chance.choice(("Üye", "Divan kâtibi", "Başkan vekili")),
        ]
        for n in range(1, count + 1)
    ]


def _works(chance: random.Random, count: int) -> list[list[str]]:
    return [["Sıra", "Konu", "Komisyon", "Sonuç"]] + [
        [
            str(n),
            f"{chance.choice(_PLACES)} Mahallesinde {chance.choice(_WORK)}",
            "İmar ve Bayındırlık Komisyonu",
            chance.choice(("Kabul", "Ret")),
        ]
        for n in range(1, count + 1)
    ]


def _long_works(chance: random.Random, count: int) -> list[list[str]]:
    return [["Sıra", "Konu", "Gerekçe", "Sonuç"]] + [
        [
            str(n),
            " ".join(f"{chance.choice(_PLACES)} Mahallesinde {chance.choice(_WORK)}." for _ in range(3)),
            " ".join(f"{chance.randrange(10, 999)} ada için {chance.choice(_WORK)}." for _ in range(2)),
            chance.choice(("Kabul", "Ret")),
        ]
        for n in range(1, count + 1)
    ]


def _wide(chance: random.Random, count: int) -> list[list[str]]:
    return [["No", "Adı Soyadı", *(f"{month}. oturum" for month in range(1, 7))]] + [
        [str(n), chance.choice(_NAMES), *(chance.choice(("Kabul", "Ret", "Çekimser")) for _ in range(6))]
        for n in range(1, count + 1)
    ]


def _spanned(chance: random.Random) -> Case:
    cells = [
        [Cell("Mahalle", down=2), Cell("Bedel (TL)", across=2), Cell("Adet", down=2)],
        [Cell("Eski"), Cell("Yeni")],
    ]
    truth = [["Mahalle", "Bedel (TL)", "", "Adet"], ["", "Eski", "Yeni", ""]]
    for place in _PLACES[:3]:
        for step in range(2):
            row = [_money(chance), _money(chance), str(chance.randrange(1, 90))]
            cells.append(([Cell(place, down=2)] if step == 0 else []) + [Cell(text) for text in row])
            truth.append([place if step == 0 else "", *row])
    cells.append([Cell("Genel toplam", across=3), Cell("96")])
    truth.append(["Genel toplam", "", "", "96"])
    return Case("merged cells", cells, [4, 4, 4, 3], heads=2, truth=truth)
