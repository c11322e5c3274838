"""The second reader of PDF: pdfplumber, for the rare files that pdfium cannot open or finds empty."""

from pathlib import Path

from ingest.readers.limits import Limits
from ingest.readers.stopwatch import at_most
from models.document import Document, Notice, Page

VERSION = "pdfplumber@1"

_SECONDS = 4.0


def read(path: Path, limits: Limits) -> Document | None:
    """Give the words of the file, without places on the page; None where pdfplumber finds none either."""
    import pdfplumber  # noqa: PLC0415 - slow to import and seldom needed

    texts: list[str] = []
    sizes: list[tuple[float, float]] = []
    try:
        # Not closed by pdfplumber, which would read the pages once more to close each: the child's memory ends with it.
        # pdfminer follows an object that refers to itself without end.
        with at_most(_SECONDS), path.open("rb") as stream:
            for page in pdfplumber.open(stream).pages[: limits.pages]:
                texts.append(page.extract_text() or "")
                sizes.append((float(page.width), float(page.height)))
                page.close()
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - pdfminer raises what it likes, and pdfium has failed already
        return None
    if not any(text.strip() and "(cid:" not in text for text in texts):
        return None
    pages, start = [], 0
    for number, (text, (width, height)) in enumerate(zip(texts, sizes, strict=True), start=1):
        pages.append(Page(number=number, start=start, end=start + len(text), width=width, height=height))
        start += len(text) + 1
    return Document(
        format="pdf", text="\n".join(texts), pages=tuple(pages), notices=(Notice("pdf_rescued"),), reader=VERSION
    )
