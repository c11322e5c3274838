"""Files whose right text is known: council resolutions composed from a fixed seed and made into PDF by four producers."""

import html
import io
import random
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import docx

_SUBJECTS = (
    "su tarifesi",
    "imar planı değişikliği",
    "park adı verilmesi",
    "kardeş şehir protokolü",
    "ek ödenek",
    "taşınmaz satışı",
)
_PLACES = ("Örnekköy", "Çamlıca", "Güneşli", "Yıldızlar", "İncirli", "Şafaktepe", "Ulubağ")
_SENTENCES = (
    "{place} Mahallesi {a} ada {b} parsel numaralı taşınmazın {subject} hakkındaki yazısı okundu ve görüşmelere geçildi.",
    "Konunun İmar ve Bayındırlık Komisyonunda görüşüldüğü, komisyonun oybirliğiyle olumlu rapor düzenlediği anlaşıldı.",
    "5393 sayılı Belediye Kanununun {c}. maddesinin (p) bendi gereğince işlem yapılmasının uygun olacağı belirtildi.",
    "Söz alan üyeler çığır açan öneriler sundu; ışık, ağaç, güvenlik, üst yapı ve ödeme koşulları ayrı ayrı tartışıldı.",
    "Yapılan işaretle oylama sonucunda {a} kabul, {b} ret oyuyla teklifin kabulüne oyçokluğuyla karar verildi.",
    "Bedelin {a}.{b},00 TL olarak belirlenmesine, tahsilatın Mali Hizmetler Müdürlüğünce yapılmasına karar verilmiştir.",
)
_ROWS = 6


@dataclass(frozen=True)
class Made:
    """A PDF and the words it must give, in reading order."""

    producer: str
    path: Path
    words: str
    pages: int


@dataclass(frozen=True)
class _Page:
    title: str
    paragraphs: list[str]
    table: list[list[str]]


def corpus(folder: Path, *, files: int, tables: bool) -> list[Made]:
    """Give `files` documents of three pages from each producer; with `tables`, one page in three holds a ruled table."""
    chance = random.Random(412)
    documents = [[_page(chance, with_table=tables and number == 1) for number in range(3)] for _ in range(files)]
    found = []
    for producer, make in (
        ("reportlab", _reportlab),
        ("WeasyPrint", _weasyprint),
        ("LibreOffice", _libreoffice),
        ("Chromium", _chromium),
    ):
        into = folder / f"{producer}-{'tables' if tables else 'plain'}"
        into.mkdir(parents=True)
        make(documents, into)
        for number, pages in enumerate(documents):
            found.append(
                Made(producer, into / f"{number:03}.pdf", " ".join(_words(page) for page in pages), len(pages))
            )
    return found


def long_file(path: Path, pages: int) -> Path:
    """Give one PDF of many pages."""
    chance = random.Random(7)
    path.write_bytes(_drawn([_page(chance, with_table=False) for _ in range(pages)]))
    return path


def _page(chance: random.Random, *, with_table: bool) -> _Page:
    def sentence() -> str:
        return chance.choice(_SENTENCES).format(
            place=chance.choice(_PLACES),
            subject=chance.choice(_SUBJECTS),
            a=chance.randrange(10, 999),
            b=chance.randrange(100, 999),
            c=chance.randrange(10, 80),
        )

    paragraphs = [" ".join(sentence() for _ in range(4)) for _ in range(3 if with_table else 5)]
    table = [["Sıra", "Mahalle", "Tutar"]] + [
        [str(row), chance.choice(_PLACES), f"{chance.randrange(100, 999)},50"] for row in range(1, _ROWS)
    ]
    return _Page(f"MECLİS KARARI {chance.randrange(1, 999)}", paragraphs, table if with_table else [])


def _words(page: _Page) -> str:
    return " ".join([page.title, *page.paragraphs, *(cell for row in page.table for cell in row)])


def _reportlab(documents: list[list[_Page]], into: Path) -> None:
    for number, pages in enumerate(documents):
        (into / f"{number:03}.pdf").write_bytes(_drawn(pages))


def _drawn(pages: list[_Page]) -> bytes:
    from reportlab.lib import colors
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

    pdfmetrics.registerFont(TTFont("DejaVu", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"))
    style = ParagraphStyle("body", fontName="DejaVu", fontSize=10, leading=14, spaceAfter=8)
    story: list[object] = []
    for page in pages:
        story += [Paragraph(page.title, style), *(Paragraph(text, style) for text in page.paragraphs)]
        if page.table:
            story += [
                Spacer(1, 8),
                Table(
                    page.table,
                    style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONT", (0, 0), (-1, -1), "DejaVu", 9)],
                ),
            ]
        story.append(PageBreak())
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer).build(story)
    return buffer.getvalue()


def _html(pages: list[_Page]) -> str:
    parts = [
        """<!doctype html><meta charset=utf-8><style>body{font:11pt 'DejaVu Serif'}section{break-after:page}
        table{border-collapse:collapse}td{border:1px solid black;padding:2pt 12pt}</style>"""
    ]
    for page in pages:
        parts.append(
            f"<section><h2>{html.escape(page.title)}</h2>"
            + "".join(f"<p>{html.escape(text)}</p>" for text in page.paragraphs)
        )
        if page.table:
            parts.append(
                "<table>"
                + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in page.table)
                + "</table>"
            )
        parts.append("</section>")
    return "".join(parts)


def _weasyprint(documents: list[list[_Page]], into: Path) -> None:
    import weasyprint

    for number, pages in enumerate(documents):
        weasyprint.HTML(string=_html(pages)).write_pdf(into / f"{number:03}.pdf")


def _chromium(documents: list[list[_Page]], into: Path) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        tab = browser.new_page()
        for number, pages in enumerate(documents):
            tab.set_content(_html(pages))
            tab.pdf(path=str(into / f"{number:03}.pdf"), format="A4")
        browser.close()


def _libreoffice(documents: list[list[_Page]], into: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        for number, pages in enumerate(documents):
            document = docx.Document()
            for at, page in enumerate(pages):
                document.add_heading(page.title, 2)
                for text in page.paragraphs:
                    document.add_paragraph(text)
                if page.table:
                    table = document.add_table(rows=0, cols=3, style="Table Grid")
                    for row in page.table:
                        for cell, text in zip(table.add_row().cells, row, strict=True):
                            cell.text = text
                if at + 1 < len(pages):
                    document.add_page_break()
            document.save(str(Path(scratch) / f"{number:03}.docx"))
        subprocess.run(
            [
                "soffice",
                "--headless",
                f"-env:UserInstallation=file://{scratch}/profile",
                "--convert-to",
                "pdf",
                "--outdir",
                str(into),
                *map(str, sorted(Path(scratch).glob("*.docx"))),
            ],
            check=True,
            capture_output=True,
            timeout=300,
        )
