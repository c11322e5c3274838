"""PDF files of tables, made by four producers."""

import html
import io
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.table_cases import Case, Cell

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
