"""PDFs the tests make for themselves, with Turkish letters from DejaVu."""

import io
from collections.abc import Callable
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")


def made(*pages: Callable[[Canvas], None]) -> bytes:
    """Give a PDF whose pages the functions draw."""
    if "DejaVu" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("DejaVu", FONT))
    into = io.BytesIO()
    canvas = Canvas(into, pagesize=(595, 842))
    for draw in pages:
        canvas.setFont("DejaVu", 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return into.getvalue()


def written(*lines: str, x: float = 60, top: float = 760) -> Callable[[Canvas], None]:
    """Give a function that writes lines below each other."""

    def draw(canvas: Canvas) -> None:
        for number, line in enumerate(lines):
            canvas.drawString(x, top - 16 * number, line)

    return draw
