"""Turn the readable sources of the sample resolutions into real PDF and Word files.

    python samples/render.py                    # every source whose file is missing
    python samples/render.py --all              # every source
    python samples/render.py ankara kayseri-2   # those whose name starts so
    python samples/render.py --table            # print the table of README.md

A source is `samples/sources/NAME.txt`: a head of `key: value` lines, a line `---`, then paragraphs separated by
blank lines. Marks at the start of each line: `^` centred and bold, `^^` centred, `>` right, `#` bold, `+` a number that
the producer makes, `|` a row of a ruled table (`|---` under its heading row), `!` a row of columns without rules
(cells parted by `|`), `%%` a new page. `**words**` are bold; a line ending in a backslash breaks there.
The head's `producer` names the program that writes the file, `columns` how rows without rules are made
(`table`, `tabs` or `spaces`), `font` and `size` the type, `shows` what the sample is good for.

Needs the development packages, Typst's Python package, LibreOffice Writer, Chromium and Ghostscript.
"""

import argparse
import html
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SOURCES = HERE / "sources"
FONTS = {
    "DejaVu Sans": "dejavu/DejaVuSans{}.ttf",
    "DejaVu Serif": "dejavu/DejaVuSerif{}.ttf",
    "Liberation Serif": "liberation2/LiberationSerif-{}.ttf",
    "Liberation Sans": "liberation2/LiberationSans-{}.ttf",
}
BOLD = re.compile(r"\*\*(.+?)\*\*")


@dataclass(frozen=True)
class Block:
    """A paragraph, a table or a page break; `rows` is filled for the two kinds of table."""

    kind: str  # text | number | ruled | columns | break
    lines: tuple[str, ...] = ()
    align: str = "justify"
    bold: bool = False
    rows: tuple[tuple[str, ...], ...] = ()
    head: bool = False


@dataclass(frozen=True)
class Source:
    """One sample as written: its head and its blocks in order."""

    name: str
    head: dict[str, str]
    blocks: tuple[Block, ...] = field(default=())

    def get(self, key: str, default: str) -> str:
        return self.head.get(key, default)

    @property
    def file(self) -> str:
        return f"{self.name}.{'docx' if self.head['producer'].endswith('docx') else 'pdf'}"

    @property
    def size(self) -> float:
        return float(self.get("size", "11"))


def load(path: Path) -> Source:
    """Read one source."""
    head_text, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
    head = dict(line.split(": ", 1) for line in head_text.splitlines())
    return Source(path.stem, head, tuple(_blocks(body)))


def _blocks(body: str) -> list[Block]:
    found: list[Block] = []
    for part in re.split(r"\n\s*\n", body.strip("\n")):
        lines = part.splitlines()
        first = lines[0]
        if first.startswith("%%"):
            found.append(Block("break"))
        elif first.startswith("|"):
            rows = [tuple(cell.strip() for cell in line.strip().strip("|").split("|")) for line in lines if not line.startswith("|-")]
            found.append(Block("ruled", rows=tuple(rows), head=any(line.startswith("|-") for line in lines)))
        elif first.startswith("!"):
            found.append(Block("columns", rows=tuple(tuple(cell.strip() for cell in line[1:].split("|")) for line in lines)))
        else:
            found.append(_paragraph(lines))
    return found


def _paragraph(lines: list[str]) -> Block:
    marks = {"^^": ("center", False), "^": ("center", True), ">": ("right", False), "#": ("left", True)}
    for mark, (align, bold) in marks.items():
        if lines[0].startswith(mark + " "):
            return Block("text", tuple(line.removeprefix(mark + " ") for line in lines), align, bold)
    kind = "text"
    if lines[0].startswith("+ "):
        kind, lines = "number", [lines[0][2:], *lines[1:]]
    joined, broken = "", []
    for line in lines:
        joined += (" " if joined else "") + line.strip()
        if joined.endswith("\\"):
            broken.append(joined[:-1].rstrip())
            joined = ""
    return Block(kind, tuple([*broken, joined] if joined else broken))


def _pieces(line: str) -> list[tuple[str, bool]]:
    """Give the runs of a line and whether each is bold."""
    return [(piece, bool(n % 2)) for n, piece in enumerate(BOLD.split(line)) if piece]


def _spaced(rows: tuple[tuple[str, ...], ...]) -> list[str]:
    """Lay columns out by runs of spaces, as typed letters do."""
    wide = [max(len(row[n]) if n < len(row) else 0 for row in rows) + 6 for n in range(max(map(len, rows)))]
    return ["".join(cell.ljust(wide[n]) for n, cell in enumerate(row)).rstrip() for row in rows]


# ---- HTML: Chromium, WeasyPrint -----------------------------------------------------------------------------------


def to_html(source: Source) -> str:
    """Write the source as one HTML page with its print style."""

    def inline(line: str) -> str:
        return BOLD.sub(r"<b>\1</b>", html.escape(line, quote=False))

    out: list[str] = []
    number = 0
    for block in source.blocks:
        if block.kind == "break":
            out.append('<div class="break"></div>')
        elif block.kind == "columns" and source.get("columns", "table") == "spaces":
            out.append("<p class=spaces>" + "<br>".join(inline(line) for line in _spaced(block.rows)) + "</p>")
        elif block.kind in ("ruled", "columns"):
            rows = []
            for n, row in enumerate(block.rows):
                tag = "th" if block.head and n == 0 else "td"
                rows.append("<tr>" + "".join(f"<{tag}>{inline(cell)}</{tag}>" for cell in row) + "</tr>")
            out.append(f"<table class={block.kind}>{''.join(rows)}</table>")
        else:
            if block.kind == "number":
                number += 1
            label = f"{number}. " if block.kind == "number" else ""
            words = "<br>".join(inline(line) for line in block.lines)
            out.append(f'<p style="text-align:{block.align}">' + label + (f"<b>{words}</b>" if block.bold else words) + "</p>")
    font, margin = source.get("font", "Liberation Serif"), source.get("margin", "22mm")
    footer = source.get("footer", "")
    box = f'@bottom-center{{content:"{footer} " counter(page);font-size:8pt}}' if footer else ""
    style = (
        f"@page{{size:A4;margin:{margin};{box}}}body{{font:{source.size}pt/1.35 '{font}';margin:0}}p{{margin:0 0 .7em}}"
        "table{border-collapse:collapse;margin:0 0 .9em;width:100%}.ruled td,.ruled th{border:.6pt solid #000;padding:2pt 4pt;text-align:left;vertical-align:top}"
        ".columns td{padding:1pt 8pt 1pt 0;vertical-align:top}.break{break-after:page}"
    )
    return f"<!doctype html><html lang=tr><meta charset=utf-8><title>{html.escape(source.get('title', source.name))}</title><style>{style}</style>{''.join(out)}</html>"


def chromium(source: Source, target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        page.write_text(to_html(source), encoding="utf-8")
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile", "--no-pdf-header-footer", f"--print-to-pdf={target}"]
        subprocess.run([*command, page.as_uri()], check=True, capture_output=True, timeout=120)


def weasy(source: Source, target: Path) -> None:
    from weasyprint import HTML

    HTML(string=to_html(source)).write_pdf(target)


# ---- reportlab ------------------------------------------------------------------------------------------------------


def reportlab(source: Source, target: Path) -> None:
    from reportlab.lib import colors
    from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

    family = source.get("font", "DejaVu Serif")
    for name, style in ((family, "Regular"), (family + " B", "Bold")):
        path = FONTS[family].format(("" if style == "Regular" else "-Bold") if family.startswith("DejaVu") else style)
        pdfmetrics.registerFont(TTFont(name, f"/usr/share/fonts/truetype/{path}"))
    pdfmetrics.registerFontFamily(family, normal=family, bold=family + " B", italic=family, boldItalic=family + " B")
    sides = {"justify": TA_JUSTIFY, "center": TA_CENTER, "left": TA_LEFT, "right": TA_RIGHT}

    def para(lines: tuple[str, ...], align: str = "left", bold: bool = False, prefix: str = "") -> Any:
        words = "<br/>".join(BOLD.sub(r"<b>\1</b>", html.escape(line, quote=False)) for line in lines)
        style = ParagraphStyle("p", fontName=family + (" B" if bold else ""), fontSize=source.size, leading=source.size * 1.35, alignment=sides[align])
        return Paragraph(prefix + words, style)

    story: list[Any] = []
    number = 0
    for block in source.blocks:
        if block.kind == "break":
            story.append(PageBreak())
            continue
        if block.kind in ("ruled", "columns"):
            cells = [[para((cell,), bold=block.head and n == 0) for cell in row] for n, row in enumerate(block.rows)]
            grid = [("GRID", (0, 0), (-1, -1), 0.6, colors.black)] if block.kind == "ruled" else []
            story.append(Table(cells, style=[*grid, ("VALIGN", (0, 0), (-1, -1), "TOP")], repeatRows=1 if block.head else 0))
        else:
            number += block.kind == "number"
            story.append(para(block.lines, block.align, block.bold, f"{number}. " if block.kind == "number" else ""))
        story.append(Spacer(1, source.size * 0.6))

    def foot(canvas: Any, document: Any) -> None:
        if source.get("footer", ""):
            canvas.setFont(family, 8)
            canvas.drawCentredString(A4[0] / 2, 30, f"{source.head['footer']} {document.page}")

    SimpleDocTemplate(str(target), pagesize=A4, leftMargin=60, rightMargin=60, topMargin=55, bottomMargin=55, title=source.get("title", source.name)).build(story, onFirstPage=foot, onLaterPages=foot)


def ghostscript(source: Source, target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        first = Path(folder, "first.pdf")
        (weasy if source.get("first", "reportlab") == "weasyprint" else reportlab)(source, first)
        subprocess.run(["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", "-dCompatibilityLevel=1.5", "-dSubsetFonts=true", f"-sOutputFile={target}", str(first)], check=True, timeout=120)


# ---- Typst ----------------------------------------------------------------------------------------------------------


def typst(source: Source, target: Path) -> None:
    import typst as compiler

    def quoted(line: str) -> str:
        return "".join((f"*{words}*" if bold else words) for words, bold in ((re.sub(r"([\\#*_$<>@`~=\[\]+/-])", r"\\\1", piece), bold) for piece, bold in _pieces(line)))

    out = [
        f'#set page("a4", margin: 2.2cm{", numbering: " + chr(34) + "1" + chr(34) if source.get("footer", "") else ""})',
        f'#set text(font: "{source.get("font", "Liberation Serif")}", size: {source.size}pt, lang: "tr", hyphenate: false)',
        "#set par(justify: true)",
    ]
    number = 0
    for block in source.blocks:
        if block.kind == "break":
            out.append("#pagebreak()")
        elif block.kind in ("ruled", "columns"):
            wide = max(map(len, block.rows))
            stroke = "0.6pt" if block.kind == "ruled" else "none"
            cells = [f"[{'*' if block.head and n == 0 else ''}{quoted(cell)}{'*' if block.head and n == 0 else ''}]" for n, row in enumerate(block.rows) for cell in (*row, *[""] * (wide - len(row)))]
            out.append(f"#table(columns: ({'1fr, ' * wide}), stroke: {stroke}, inset: 4pt, {', '.join(cells)})")
        else:
            number += block.kind == "number"
            words = " \\\n".join(quoted(line) for line in block.lines)
            words = f"{number}\\. {words}" if block.kind == "number" else words
            words = f"#text(weight: \"bold\")[{words}]" if block.bold else words
            out.append(words if block.align == "justify" else f"#align({block.align})[{words}]")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.typ")
        page.write_text("\n\n".join(out), encoding="utf-8")
        compiler.compile(str(page), output=str(target), font_paths=["/usr/share/fonts/truetype"])


# ---- Word: python-docx, LibreOffice ----------------------------------------------------------------------------------


def word(source: Source, target: Path) -> None:
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    sides = {"justify": WD_ALIGN_PARAGRAPH.JUSTIFY, "center": WD_ALIGN_PARAGRAPH.CENTER, "left": WD_ALIGN_PARAGRAPH.LEFT, "right": WD_ALIGN_PARAGRAPH.RIGHT}
    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = source.get("font", "Liberation Serif"), Pt(source.size)
    normal.element.rPr.rFonts.set(qn("w:cs"), source.get("font", "Liberation Serif"))
    normal.paragraph_format.space_after = Pt(6)
    section = document.sections[0]
    section.left_margin = section.right_margin = Cm(2.2)
    if source.get("header", ""):
        section.header.paragraphs[0].text = source.head["header"]
    if source.get("footer", ""):
        section.footer.paragraphs[0].text = source.head["footer"]
    document.core_properties.title, document.core_properties.author = source.get("title", source.name), ""

    def write(paragraph: Any, lines: tuple[str, ...], bold: bool) -> None:
        for n, line in enumerate(lines):
            if n:
                paragraph.add_run().add_break(WD_BREAK.LINE)
            for words, heavy in _pieces(line):
                paragraph.add_run(words).bold = bold or heavy

    for block in source.blocks:
        if block.kind == "break":
            document.add_page_break()
        elif block.kind == "columns" and source.get("columns", "table") != "table":
            lines = _spaced(block.rows) if source.head["columns"] == "spaces" else ["\t".join(row) for row in block.rows]
            for line in lines:
                paragraph = document.add_paragraph()
                paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(6))
                paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(11.5))
                write(paragraph, (line,), False)
        elif block.kind in ("ruled", "columns"):
            table = document.add_table(rows=0, cols=max(map(len, block.rows)))
            if block.kind == "ruled":
                table.style = "Table Grid"
            for n, row in enumerate(block.rows):
                for cell, words in zip(table.add_row().cells, row, strict=False):
                    write(cell.paragraphs[0], (words,), block.head and n == 0)
            document.add_paragraph()
        else:
            paragraph = document.add_paragraph(style="List Number" if block.kind == "number" else None)
            paragraph.alignment = sides[block.align]
            write(paragraph, block.lines, block.bold)
    document.save(str(target))


def _office(source: Source, target: Path, steps: tuple[str, ...]) -> None:
    """Write the source as Word, then let LibreOffice convert it step by step."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, f"{source.name}.docx")
        word(source, made)
        for step in steps:
            outdir = Path(folder, f"to-{step}")
            subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", step, "--outdir", str(outdir), str(made)], check=True, capture_output=True, timeout=180)
            made = outdir / f"{source.name}.{step}"
        shutil.copyfile(made, target)


def office_pdf(source: Source, target: Path) -> None:
    _office(source, target, ("pdf",))


def office_docx(source: Source, target: Path) -> None:
    _office(source, target, ("odt", "docx"))


PRODUCERS: dict[str, tuple[str, Callable[[Source, Path], None]]] = {
    "chromium": ("Chromium", chromium),
    "weasyprint": ("WeasyPrint", weasy),
    "reportlab": ("reportlab", reportlab),
    "ghostscript": ("Ghostscript, re-distilled", ghostscript),
    "typst": ("Typst", typst),
    "libreoffice-pdf": ("LibreOffice", office_pdf),
    "libreoffice-docx": ("LibreOffice", office_docx),
    "python-docx": ("python-docx", word),
}


def table(sources: list[Source]) -> str:
    """Give the README's table of samples."""
    rows = [f"| `{source.file}` | {PRODUCERS[source.head['producer']][0]} | {source.head['shows']} |" for source in sources]
    return "\n".join(["| file | written by | shows |", "|---|---|---|", *rows])


def main() -> None:
    parser = argparse.ArgumentParser(description="Render the sample resolutions.")
    parser.add_argument("names", nargs="*", help="only sources whose name starts so")
    parser.add_argument("--all", action="store_true", help="also those that are there already")
    parser.add_argument("--table", action="store_true", help="print the table of README.md and stop")
    chosen = parser.parse_args()
    os.environ.setdefault("SOURCE_DATE_EPOCH", "1767225600")
    sources = [load(path) for path in sorted(SOURCES.glob("*.txt"))]
    if chosen.table:
        print(table(sources))
        return
    for source in sources:
        named = any(source.name.startswith(name) for name in chosen.names)
        if named or chosen.all or not (chosen.names or (HERE / source.file).exists()):
            PRODUCERS[source.head["producer"]][1](source, HERE / source.file)
            print(source.file, (HERE / source.file).stat().st_size)


if __name__ == "__main__":
    main()
