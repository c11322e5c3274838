"""Whole rows of tables, told rightly or not: tables of many kinds from four producers, read from their PDFs.

A row counts when every cell is exactly right and in its column. Recall is the share of the true rows that were given,
precision the share of the given rows that are true. Run: ``python -m benchmarks.reading_tables [--wrong]``; ``--wrong``
prints the rows that differ.
"""

import argparse
import html
import io
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
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


_BEFORE = "Komisyonun düzenlediği çizelge aşağıda gösterilmiştir."
_AFTER = "Yukarıdaki çizelgenin kabulüne oybirliği ile karar verildi."


def reportlab(made: list[Case], into: Path) -> None:
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import cm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

    pdfmetrics.registerFont(TTFont("DejaVu", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"))
    body = ParagraphStyle("body", fontName="DejaVu", fontSize=9, leading=11)
    styles = {
        side: ParagraphStyle(side, parent=body, alignment=number) for side, number in (("l", 0), ("c", 1), ("r", 2))
    }
    looks = {
        "ruled": [("GRID", (0, 0), (-1, -1), 0.5, colors.black)],
        "level": [
            ("LINEABOVE", (0, 0), (-1, -1), 0.5, colors.black),
            ("LINEBELOW", (0, -1), (-1, -1), 0.5, colors.black),
        ],
        "plain": [],
        "shaded": [("ROWBACKGROUNDS", (0, 0), (-1, -1), [colors.lightgrey, colors.white])],
    }
    for case in made:
        style: list[Any] = [*looks[case.look], ("VALIGN", (0, 0), (-1, -1), "TOP")]
        grid: list[list[Any]] = [["" for _ in case.widths] for _ in case.cells]
        for row, column, cell in _placed(case):
            grid[row][column] = Paragraph(html.escape(cell.text), styles[_side(case, row, column)])
            if cell.across > 1 or cell.down > 1:
                style.append(("SPAN", (column, row), (column + cell.across - 1, row + cell.down - 1)))
        table = Table(
            grid,
            colWidths=[width * cm for width in case.widths],
            style=style,
            repeatRows=case.heads,
            splitByRow=1,
            splitInRow=int("divided" in case.name),
        )
        buffer = io.BytesIO()
        SimpleDocTemplate(buffer, pagesize=landscape(A4) if case.landscape else A4).build(
            [Paragraph(_BEFORE, body), Spacer(1, 8), table, Spacer(1, 8), Paragraph(_AFTER, body)]
        )
        (into / f"{case.name}.pdf").write_bytes(buffer.getvalue())


def _side(case: Case, row: int, column: int) -> str:
    if not case.aligned:
        return "l"
    return "c" if row < case.heads else case.aligned[column]


def _html(case: Case) -> str:
    look = {
        "ruled": "td{border:1px solid black}",
        "level": "tr{border-top:1px solid black;border-bottom:1px solid black}",
        "plain": "",
        "shaded": "tr:nth-child(odd){background:#ddd}",
    }[case.look]
    head = f"""<!doctype html><meta charset=utf-8><style>@page{{size:A4 {"landscape" if case.landscape else ""};margin:2cm}}
        body{{font:10pt 'DejaVu Sans'}}table{{border-collapse:collapse;table-layout:fixed}}
        td{{padding:2pt 6pt;vertical-align:top}}{look}</style><p>{_BEFORE}</p><table>"""
    columns = "".join(f"<col style='width:{width}cm'>" for width in case.widths)
    sides = {"l": "left", "c": "center", "r": "right"}
    rows = ["" for _ in case.cells]
    for row, column, cell in _placed(case):
        side = sides[_side(case, row, column)]
        size = f"colspan={cell.across} rowspan={cell.down}"
        rows[row] += f"<td {size} style='text-align:{side}'>{html.escape(cell.text)}</td>"
    rows = [f"<tr>{row}</tr>" for row in rows]
    top = f"<thead>{''.join(rows[: case.heads])}</thead>" if case.heads else ""
    return f"{head}{columns}{top}<tbody>{''.join(rows[case.heads :])}</tbody></table><p>{_AFTER}</p>"


def weasyprint(made: list[Case], into: Path) -> None:
    import weasyprint as library

    for case in made:
        library.HTML(string=_html(case)).write_pdf(into / f"{case.name}.pdf")


def chromium(made: list[Case], into: Path) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        tab = browser.new_page()
        for case in made:
            tab.set_content(_html(case))
            tab.pdf(path=str(into / f"{case.name}.pdf"), prefer_css_page_size=True)
        browser.close()


def libreoffice(made: list[Case], into: Path) -> None:
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    with tempfile.TemporaryDirectory() as scratch:
        for case in made:
            document = docx.Document()
            document.styles["Normal"].font.size = Pt(10)
            section = document.sections[0]
            section.page_width, section.page_height = Cm(21), Cm(29.7)
            if case.landscape:
                section.orientation = WD_ORIENT.LANDSCAPE
                section.page_width, section.page_height = section.page_height, section.page_width
            section.left_margin = section.right_margin = Cm(2)
            document.add_paragraph(_BEFORE)
            table = document.add_table(
                len(case.cells), len(case.widths), "Table Grid" if case.look == "ruled" else None
            )
            table.autofit = False
            if case.look == "level":
                borders = OxmlElement("w:tblBorders")
                for side in ("top", "bottom", "insideH"):
                    edge = OxmlElement(f"w:{side}")
                    for key, value in (("val", "single"), ("sz", "4"), ("color", "000000")):
                        edge.set(qn(f"w:{key}"), value)
                    borders.append(edge)
                table._tbl.tblPr.append(borders)  # noqa: SLF001 - python-docx draws no such borders itself
            for column, width in zip(table.columns, case.widths, strict=True):
                for held in column.cells:
                    held.width = Cm(width)
            for number, row in enumerate(table.rows):
                if number < case.heads:
                    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - as above
            for row, column, cell in _placed(case):
                held = table.cell(row, column)
                if cell.across > 1 or cell.down > 1:
                    held = held.merge(table.cell(row + cell.down - 1, column + cell.across - 1))
                held.text = cell.text
                held.paragraphs[0].alignment = "lcr".index(_side(case, row, column))
                if case.look == "shaded" and row % 2 == 0:
                    fill = OxmlElement("w:shd")
                    fill.set(qn("w:val"), "clear")
                    fill.set(qn("w:fill"), "DDDDDD")
                    held._tc.get_or_add_tcPr().append(fill)  # noqa: SLF001 - as above
            document.add_paragraph(_AFTER)
            document.save(str(Path(scratch) / f"{case.name}.docx"))
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


PRODUCERS: dict[str, Callable[[list[Case], Path], None]] = {
    "reportlab": reportlab,
    "WeasyPrint": weasyprint,
    "LibreOffice": libreoffice,
    "Chromium": chromium,
}


def _placed(case: Case) -> Iterator[tuple[int, int, Cell]]:
    """Give every cell with its row and column."""
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(case.cells):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            yield row, column, cell
            taken |= {(row + down, column + across) for down in range(cell.down) for across in range(cell.across)}


def made(producer: str, wanted: list[Case], into: Path) -> list[tuple[Case, Path]]:
    """Have a producer make the cases' files; pages are turned where the case says so."""
    into.mkdir(parents=True, exist_ok=True)
    PRODUCERS[producer](wanted, into)
    found = []
    for case in wanted:
        path = into / f"{case.name}.pdf"
        if case.turn:
            from pypdf import PdfReader, PdfWriter

            writer = PdfWriter()
            for page in PdfReader(path).pages:
                writer.add_page(page.rotate(case.turn))
            writer.write(path)
        found.append((case, path))
    return found


def told(path: Path) -> list[list[str]]:
    """Give the rows that Karar reads."""
    from ingest.readers import pdf
    from ingest.readers.limits import Limits

    return [list(row) for table in pdf.read(path, Limits()).tables for row in table.rows]


def compared(truth: list[list[str]], rows: list[list[str]]) -> tuple[int, list[tuple[str, ...]], list[tuple[str, ...]]]:
    """Give how many rows are right, the true ones that are missing and the given ones that are wrong."""
    wanted, given = Counter(map(tuple, truth)), Counter(map(tuple, rows))
    return (wanted & given).total(), list((wanted - given).elements()), list((given - wanted).elements())


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--wrong", action="store_true")
    arguments.add_argument("--keep", type=Path, help="a folder to keep the files in, used again when they are there")
    arguments.add_argument("--seed", type=int, default=5393)
    chosen = arguments.parse_args()
    wanted = cases(chosen.seed)
    shares: dict[str, list[str]] = {case.name: [] for case in wanted}
    totals = [0, 0, 0]
    with tempfile.TemporaryDirectory() as scratch:
        for producer in PRODUCERS:
            folder = (chosen.keep or Path(scratch)) / producer
            files = (
                [(case, folder / f"{case.name}.pdf") for case in wanted]
                if folder.exists()
                else made(producer, wanted, folder)
            )
            for case, path in files:
                right, missing, wrong = compared(case.truth, told(path))
                totals = [a + b for a, b in zip(totals, (right, len(missing), len(wrong)), strict=True)]
                shares[case.name].append(
                    f"{right / (right + len(missing)):.2f} / {right / max(right + len(wrong), 1):.2f}"
                )
                if chosen.wrong and (missing or wrong):
                    print(
                        f"{producer}, {case.name}",
                        *(f"  - {row}" for row in missing[:8]),
                        *(f"  + {row}" for row in wrong[:8]),
                        sep="\n",
                        file=sys.stderr,
                    )
    print(
        "Whole rows, recall / precision\n\n| table | "
        + " | ".join(PRODUCERS)
        + " |\n"
        + "| --- " * (1 + len(PRODUCERS))
        + "|"
    )
    for name, cells in shares.items():
        print(f"| {name} | " + " | ".join(cells) + " |")
    right, missing, wrong = totals
    print(
        f"\nAll {right + missing} rows: recall {right / (right + missing):.3f}, precision {right / (right + wrong):.3f}"
    )


if __name__ == "__main__":
    main()
