"""A small real archive for the web face's tests: composed resolutions with facts, kept, published and indexed."""

import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from archive import Archive
from archive.index import Index
from archive.intake import Accepted, Arrival
from archive.relay import Relay
from archive.results import Failed, Understood
from archive.settings import ArchiveSettings
from models.document import Box, Document, Notice, Page
from models.resolution import (
    Counts,
    Decision,
    Fact,
    Kind,
    Law,
    Manner,
    Option,
    Outcome,
    Person,
    Position,
    Reading,
    VoteEvent,
)

A4 = (595.0, 842.0)

SEED = """Belediyemizin Açık Yönetim Ortaklığı Yerel Programına üye olmasına ilişkin Dış İlişkiler Dairesi Başkanlığının 11.03.2026 tarihli ve E-2158955 sayılı yazısı Büyükşehir Belediye Meclisimizin 13.03.2026 tarihli toplantısında okundu.

Konunun Komisyona gönderilmeden görüşülüp karara bağlanmasını isteyen Meclis 1. Başkan Vekili Ertan IŞIK’ın şifahi önerisinin kabulü ile konu üzerinde yapılan görüşmelerden sonra; dünya genelinde 162 yerel yönetimi bir araya getiren program, belediyelerin yönetişim uygulamalarını geliştirmelerine imkân tanımaktadır.

Bu nedenle; Büyükşehir Belediyesinin Açık Yönetim Ortaklığı Yerel Programına katılım sağlaması için 5393 sayılı Belediye Kanununun 18 (p) maddesi gereğince Büyükşehir Belediye Başkanına yetki verilmesine ilişkin teklif oylanarak AK Parti, MHP ve BBP Guruplarının ret oylarına rağmen oyçokluğu ile kabul edildi."""


def fact(text: str, field: str, value: Any, quote: str, rule: str = "composed@1", confidence: float = 0.98) -> Fact:
    """Give a fact whose span is where `quote` stands in `text`."""
    start = text.index(quote)
    return Fact(field, value, start, start + len(quote), 1, quote, rule, confidence)


def against(voter: str) -> Position:
    return Position(voter, "group", Option.AGAINST)


def the_seed() -> Decision:
    text = SEED
    procedure = "Konunun Komisyona gönderilmeden görüşülüp karara bağlanmasını isteyen Meclis 1. Başkan Vekili Ertan IŞIK’ın şifahi önerisinin kabulü"
    return Decision(
        start=0,
        end=len(text),
        text=text,
        number="412",
        subject="Açık Yönetim Ortaklığı Yerel Programına üyelik",
        meeting_date="2026-03-13",
        outcome=Outcome.ADOPTED,
        manner=Manner.MAJORITY,
        vote_on_text="passed",
        positions=(against("AK Parti"), against("MHP"), against("BBP")),
        departments=("Dış İlişkiler Dairesi Başkanlığı",),
        document_nos=("E-2158955",),
        laws=(Law("5393", "18/p"),),
        people=(Person("Ertan IŞIK", "Meclis 1. Başkan Vekili"),),
        votes=(
            VoteEvent(
                "procedure", "passed", Manner.UNSTATED, text.index(procedure), text.index(procedure) + len(procedure)
            ),
            VoteEvent(
                "matter", "passed", Manner.MAJORITY, text.index("oyçokluğu"), len(text) - 1, outcome=Outcome.ADOPTED
            ),
        ),
        facts=(
            fact(text, "outcome", "adopted", "kabul edildi"),
            fact(text, "manner", "majority", "oyçokluğu"),
            fact(text, "position", {"voter": "AK Parti", "kind": "group", "option": "against"}, "AK Parti, MHP ve BBP Guruplarının ret oylarına rağmen"),
            fact(text, "procedural_vote", "passed", procedure),
            fact(text, "meeting_date", "2026-03-13", "13.03.2026"),
            fact(text, "date", {"date": "2026-03-11", "role": "letter"}, "11.03.2026"),
            fact(text, "document_no", "E-2158955", "E-2158955"),
            fact(text, "department", "Dış İlişkiler Dairesi Başkanlığı", "Dış İlişkiler Dairesi Başkanlığının"),
            fact(text, "law", {"number": "5393", "article": "18/p"}, "5393 sayılı Belediye Kanununun 18 (p) maddesi"),
            fact(text, "person", {"name": "Ertan IŞIK", "title": "Meclis 1. Başkan Vekili"}, "Meclis 1. Başkan Vekili Ertan IŞIK"),
        ),
    )  # fmt: skip


def composed(
    number: str,
    date: str,
    subject: str,
    body: str,
    outcome: Outcome,
    manner: Manner = Manner.UNANIMOUS,
    counts: Counts | None = None,
    positions: tuple[Position, ...] = (),
    departments: tuple[str, ...] = (),
    committees: tuple[str, ...] = (),
    laws: tuple[Law, ...] = (),
    quote: str = "",
) -> Decision:
    """Give a resolution of these parts whose outcome is stated by `quote`."""
    text = f"KARAR NO: {number}\n\n{subject}\n\n{body}"
    facts = [fact(text, "number", number, number), fact(text, "subject", subject, subject)]
    if quote:
        facts.append(fact(text, "outcome", str(outcome), quote))
    facts += [fact(text, "department", name, name) for name in departments if name in text]
    return Decision(
        start=0,
        end=len(text),
        text=text,
        number=number,
        subject=subject,
        meeting_date=date,
        outcome=outcome,
        manner=manner,
        counts=counts,
        positions=positions,
        departments=departments,
        committees=committees,
        laws=laws,
        facts=tuple(facts),
    )


def the_others() -> list[tuple[str, str, Decision]]:
    """Give (file name, municipality, resolution) of the other public resolutions."""
    park, plan = ("Park ve Bahçeler Müdürlüğü",), ("İmar ve Şehircilik Müdürlüğü",)
    zoning, budget = ("İmar Komisyonu",), ("Plan ve Bütçe Komisyonu",)
    return [
        ("karar-2024-113.docx", "Gölbaşı Belediyesi", composed("2024/113", "2024-05-07", "Kardelen Parkı adının verilmesi", "Gökkuşağı Mahallesindeki oyun alanına Kardelen Parkı adının verilmesi hakkında Park ve Bahçeler Müdürlüğü teklifinin aynen kabulüne oybirliğiyle karar verildi.", Outcome.ADOPTED, departments=park, quote="aynen kabulüne oybirliğiyle karar verildi")),
        ("karar-2024-114.pdf", "Gölbaşı Belediyesi", composed("2024/114", "2024-05-07", "1903 ada 4 parselde imar planı değişikliği talebi", "İmar planı değişikliği talebinin reddine, 21 kabul oyuna karşılık 14 ret oyuyla karar verildi.", Outcome.REJECTED, Manner.MAJORITY, Counts(for_=14, against=21, abstain=2), (Position("CHP", "group", Option.AGAINST), Position("MHP", "group", Option.FOR)), plan, zoning, (Law("3194", "18"),), "talebinin reddine")),
        ("karar-2025-7.pdf", "Gölbaşı Belediyesi", composed("2025/7", "2025-01-06", "2025 yılı bütçesinde aktarma yapılması", "Bütçede aktarma yapılmasına ilişkin teklifin Plan ve Bütçe Komisyonuna havalesine oybirliğiyle karar verildi.", Outcome.REFERRED, committees=budget, quote="havalesine oybirliğiyle karar verildi")),
        ("ozet-2025-02.pdf", "Yenimahalle Belediyesi", composed("31", "2025-02-03", "Meclis birinci başkan vekilinin seçimi", "Yapılan gizli oylama sonucunda başkan vekilliğine seçim yapıldı.", Outcome.ELECTED, Manner.UNSTATED, quote="seçim yapıldı")),
        ("karar-32.pdf", "Yenimahalle Belediyesi", composed("32", "2025-02-03", "Sokak hayvanları bakımevi yapılması", "Konunun bir sonraki toplantıya bırakılmasına oyçokluğuyla karar verildi.", Outcome.POSTPONED, Manner.MAJORITY, positions=(against("MHP"),), departments=park, quote="bir sonraki toplantıya bırakılmasına")),
        ("karar-33.pdf", "Yenimahalle Belediyesi", composed("33", "2025-02-04", "Su abonelerinden alınacak ücret tarifesi", "Su tarifesinin kabulüne oyçokluğuyla karar verildi; AK Parti grubu çekimser kaldı.", Outcome.ADOPTED, Manner.MAJORITY, positions=(Position("AK Parti", "group", Option.ABSTAIN),), departments=("Mali Hizmetler Müdürlüğü",), laws=(Law("5393", "18/f"),), quote="Su tarifesinin kabulüne")),
        ("tutanak-2023.txt", "Etimesgut Belediyesi", composed("2023-88", "2023-11-02", "Faaliyet raporunun bilgiye sunulması", "Faaliyet raporu Meclisin bilgisine sunuldu.", Outcome.NOTED, Manner.UNSTATED, quote="bilgisine sunuldu")),
    ]  # fmt: skip


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


def the_hostile() -> Decision:
    text = f"{HOSTILE} konulu teklif oybirliğiyle kabul edildi. </textarea></script><svg onload=alert(1)>"
    return Decision(
        start=0,
        end=len(text),
        text=text,
        number=HOSTILE[:40],
        subject=f"Zararlı başlık {HOSTILE}",
        meeting_date="2022-06-01",
        outcome=Outcome.ADOPTED,
        manner=Manner.UNANIMOUS,
        positions=(Position(HOSTILE, "group", Option.AGAINST), Position(HOSTILE, "person", Option.FOR)),
        departments=(f"{HOSTILE} Müdürlüğü",),
        facts=(fact(text, "outcome", "adopted", "kabul edildi"), fact(text, "person", {"name": HOSTILE, "title": HOSTILE}, HOSTILE)),
    )  # fmt: skip


class Shelf:
    """Puts composed files on a real archive and index."""

    def __init__(self, archive: Archive, index: Index) -> None:
        self.archive = archive
        self.index = index

    def put(
        self,
        name: str,
        municipality: str | None,
        decisions: Sequence[Decision],
        visibility: str = "public",
        format_: str = "pdf",
        notices: tuple[Notice, ...] = (),
        size: tuple[float, float] = A4,
    ) -> str:
        """Keep a file with these resolutions and give its SHA-256."""
        [accepted] = self.receive(name, [f"composed {name} {municipality} {visibility}".encode()], "test")
        text = "\n\n".join(one.text for one in decisions)
        document = Document(format_, text, (Page(1, 0, len(text), *size),), notices=notices, reader="composed@1")
        [job] = self.archive.catalogue.claim("test", 1)
        reading = Reading(
            kind=Kind.RESOLUTION, municipality=municipality, decisions=tuple(decisions), version="composed@1"
        )
        self.archive.catalogue.store([Understood(job, document, reading)], visibility)
        return accepted.sha256

    def fail(self, name: str, code: str, **details: Any) -> Accepted:
        """Keep a file that could not be read."""
        [accepted] = self.receive(name, [f"composed {name}".encode()], "test")
        [job] = self.archive.catalogue.claim("test", 1)
        self.archive.catalogue.store([Failed(job, code, details)], "public")
        return accepted

    def receive(self, name: str, chunks: Iterable[bytes], source: str) -> list[Accepted]:
        """Keep bytes as the door in does, without looking at what they are."""
        kept = self.archive.originals.keep(chunks, 10_000_000)
        return self.archive.catalogue.accept([Arrival(name, kept.sha256, kept.size)], source)

    def index_all(self) -> None:
        """Bring the index up to the catalogue."""
        while Relay(self.archive.catalogue, self.index).run_once():
            pass


class DrawnPages:
    """Page pictures of our own making: lines where the words would be."""

    def render(self, sha256: str, page: int) -> bytes:  # noqa: ARG002
        picture = Image.new("L", (893, 1263), 255)
        pen = ImageDraw.Draw(picture)
        for line in range(28):
            pen.line((105, 160 + 36 * line, 780 - (line % 5) * 40, 160 + 36 * line), fill=90, width=9)
        held = io.BytesIO()
        picture.save(held, "PNG")
        return held.getvalue()

    def locate(self, sha256: str, spans: Sequence[tuple[int, int]]) -> list[list[Box]]:  # noqa: ARG002
        found = []
        for start, end in spans:
            row, column = divmod(start, 80)
            x0 = 70 + column * 5.6
            found.append([Box(1, x0, 98 + row * 24, min(x0 + (end - start) * 5.6, 520), 114 + row * 24)])
        return found


def filled(folder: Path, index: Index) -> Shelf:
    """Give an archive in `folder` with every composed resolution: public ones, a hidden one, a hostile one, a failure."""
    shelf = Shelf(Archive.open(ArchiveSettings(data_dir=folder, min_free_mb=0)), index)
    shelf.put("karar-412.pdf", "Çankaya Belediyesi", [the_seed()])
    for name, municipality, decision in the_others():
        shelf.put(name, municipality, [decision], format_=name.rpartition(".")[2])
    shelf.put(f"{HOSTILE}.pdf"[-200:], f"{HOSTILE} Belediyesi", [the_hostile()])
    hidden = composed(
        "999",
        "2026-01-05",
        "Gizli kalması gereken konu",
        "Gizlisözcük hakkında kabul edildi.",
        Outcome.ADOPTED,
        quote="kabul edildi",
    )
    shelf.put("gizli.pdf", "Saklı Belediyesi", [hidden], visibility="restricted")
    shelf.fail("bozuk.pdf", "page_not_found")
    shelf.index_all()
    return shelf
