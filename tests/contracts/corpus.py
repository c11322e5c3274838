"""Resolutions for both engines: generated from a seed, small vocabularies so that words meet, plus awkward ones."""

import random

from models.resolution import (
    Counts,
    Decision,
    Kind,
    Law,
    Manner,
    Money,
    Option,
    Outcome,
    Parcel,
    Person,
    Place,
    Position,
    ResolutionRecord,
)

WORDS = (
    "imar planı değişikliği park yolu su tarifesi belediye meclisinin kararı komisyon raporu kabulüne reddine bütçe aktarma "
    "mahallesi parsel ada kiralama satış tahsis İstanbul IĞDIR çocuk oyun alanı otopark ücret encümen üyelerin oybirliğiyle "
    "oyçokluğuyla başkanlığına havale iade görüşüldü gündem maddesi 5393 sayılı kanun 18/p 2024/113 13.03.2026 E-2158955"
).split()
GROUPS = ("CHP", "AK Parti", "MHP", "İYİ Parti", "DEM Parti")
COUNCILS = ("Ankara Büyükşehir Belediyesi", "ÇANKAYA BELEDİYESİ", "Örnek Belediyesi", "Iğdır Belediyesi", None)
DEPARTMENTS = (
    "Fen İşleri Müdürlüğü",
    "FEN İŞLERİ MÜDÜRLÜĞÜ",
    "İmar ve Şehircilik Müdürlüğü",
    "Park ve Bahçeler Müdürlüğü",
)
COMMITTEES = ("İmar Komisyonu", "Plan ve Bütçe Komisyonu", "Çevre Komisyonu")
PEOPLE = ("Tekin SARPDERE", "Nilay KUMRUOBA", "Cihan YELKENDAĞ")
PLACES = (Place("mah", "Gökkuşağı Mahallesi"), Place("ilce", "ÇANKAYA"), Place("il", "Ankara"))
LAWS = (Law("5393", "18/p"), Law("5393", "18"), Law("3194"), Law("5216", "7/c"))
VISIBILITIES = ("public", "public", "public", "restricted")


def generated(count: int, seed: int = 6) -> list[ResolutionRecord]:
    """Give `count` resolutions, the same for the same seed."""
    chance = random.Random(seed)
    return [_one(chance, f"{seed}-{number:05}") for number in range(count)]


def _one(chance: random.Random, identity: str) -> ResolutionRecord:
    text = " ".join(chance.choice(WORDS) for _ in range(chance.randint(3, 60))) + "."
    counted = chance.random() < 0.2
    return ResolutionRecord(
        id=identity,
        version=chance.randint(1, 4),
        visibility=chance.choice(VISIBILITIES),
        sha256=f"{chance.getrandbits(256):064x}",
        file=f"{identity}.pdf",
        kind=chance.choice(list(Kind)),
        municipality=chance.choice(COUNCILS),
        ordinal=1,
        page=1,
        received="2026-01-01T00:00:00Z",
        decision=Decision(
            start=0,
            end=len(text),
            text=text,
            number=chance.choice(
                (
                    None,
                    f"{chance.randint(1, 400)}",
                    f"2024/{chance.randint(1, 400):03}",
                    f"2023-{chance.randint(1, 99)}",
                )
            ),
            subject=" ".join(chance.choice(WORDS) for _ in range(chance.randint(0, 6))) or None,
            meeting_date=chance.choice(
                (None, *(f"{chance.randint(2015, 2026)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",) * 5)
            ),
            outcome=chance.choice(list(Outcome)),
            manner=chance.choice(list(Manner)),
            counts=Counts(21, chance.randint(0, 5), None) if counted else None,
            positions=tuple(
                Position(voter, kind, chance.choice(list(Option)))
                for voter, kind in [(group, "group") for group in chance.sample(GROUPS, chance.randint(0, 3))]
                + [(person, "person") for person in chance.sample(PEOPLE, chance.randint(0, 1))]
            ),
            departments=tuple(chance.sample(DEPARTMENTS, chance.randint(0, 2))),
            committees=tuple(chance.sample(COMMITTEES, chance.randint(0, 2))),
            document_nos=("E-2158955",) if chance.random() < 0.1 else (),
            laws=tuple(chance.sample(LAWS, chance.randint(0, 2))),
            people=tuple(Person(name) for name in chance.sample(PEOPLE, chance.randint(0, 2))),
            places=tuple(chance.sample(PLACES, chance.randint(0, 2))),
            parcels=(Parcel("1204", ("5", "6")),) if chance.random() < 0.1 else (),
            money=(Money(chance.randint(1, 10**7) / 100),) if chance.random() < 0.3 else (),
        ),
    )


def awkward() -> list[ResolutionRecord]:
    """Give resolutions whose text no council would write: both engines must take them and find them."""
    texts = (
        "",
        " \u00a0\u2028\t",
        "\x00 NUL\x00imar",
        "imar \ud800 yarım",
        "a" * 70_000,
        "imar " + "ş" * 400,
        "\u202eimar\u202c 😀 park",
        "imar\u0307 I\u0307STANBUL'UN",
        "Парк 公園 مجلس imar",
        "9" * 300 + " 2024/" + "1" * 300,
        "imar‖plan ‖",
        "x" * 127 + " " + "x" * 128 + " " + "x" * 256,
    )
    return [_plain(f"awkward-{number:02}", text) for number, text in enumerate(texts)]


def _plain(identity: str, text: str) -> ResolutionRecord:
    return ResolutionRecord(
        id=identity, version=1, visibility="public", sha256="0" * 64, file="karar.pdf", kind=Kind.OTHER, municipality=text[:40],
        ordinal=1, page=1, received="2026-01-01T00:00:00Z",
        decision=Decision(
            start=0, end=len(text), text=text, subject=text, number=text or None, meeting_date=text[:10],
            departments=(text,), document_nos=(text,), people=(Person(text),), places=(Place("mah", text),), laws=(Law(text, text),),
        ),
    )  # fmt: skip
