"""Make the folder's further PDFs: the same text from other producers, sideways, out of order, and signed.

Needs Chromium and the packages of the development group. The signer and its authority are invented, their keys thrown away.
Run: PYTHONPATH=. python samples/formats/make_pdf.py
"""

import io
import random

import weasyprint
from playwright.sync_api import sync_playwright
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from samples.formats.make import FIRST, HEAD, HERE, ITEMS, LAST, ROWS, VOTE, html, keep
from tests.ingest.readers.signing import Authority, signed


def main() -> None:
    page = html().replace("windows-1254", "utf-8").replace("</style>", "td { padding: 2pt 16pt }</style>")
    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        tab = browser.new_page()
        tab.set_content(page)
        keep("chromium.pdf", tab.pdf(format="A4"))
        browser.close()
    keep("weasyprint.pdf", weasyprint.HTML(string=page).write_pdf())
    keep("reportlab-sideways.pdf", drawn(sideways=True))
    keep("reportlab-shuffled.pdf", drawn(sideways=False))
    authority = Authority.founded("Örnekova Deneme Sertifika Makamı")
    keep("signed.pdf", signed((HERE / "libreoffice.pdf").read_bytes(), authority.signer("Şükrü ÖZDAĞLI")))


def drawn(*, sideways: bool) -> bytes:
    """Give the text line by line: on its side on an upright page, or with its lines in any order."""
    pdfmetrics.registerFont(TTFont("Serif", "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"))
    into = io.BytesIO()
    canvas = Canvas(into, pagesize=(595, 842))
    if sideways:
        canvas.translate(595, 0)
        canvas.rotate(90)
    canvas.setFont("Serif", 10)
    numbered = (f"{number}. {item}" for number, item in enumerate(ITEMS, 1))
    spots: list[tuple[float, float, str]] = []
    top = 540.0 if sideways else 790.0
    for line in (*HEAD, *FIRST, *numbered, VOTE):
        for part in wrapped(canvas, line, 700 if sideways else 480):
            spots.append((60, top, part))
            top -= 16
    for row in ROWS:
        top -= 16
        spots += [(60 + 120 * column, top, cell) for column, cell in enumerate(row)]
    spots.append((60, top - 32, LAST))
    if not sideways:
        random.Random(5).shuffle(spots)
    for x, y, words in spots:
        canvas.drawString(x, y, words)
    canvas.showPage()
    canvas.save()
    return into.getvalue()


def wrapped(canvas: Canvas, line: str, width: float) -> list[str]:
    parts = [""]
    for word in line.split(" "):
        longer = f"{parts[-1]} {word}".strip()
        if canvas.stringWidth(longer, "Serif", 10) > width:
            parts.append(word)
        else:
            parts[-1] = longer
    return parts


if __name__ == "__main__":
    main()
