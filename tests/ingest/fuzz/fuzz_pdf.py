"""Fuzz the reader of PDF, as a whole file and inside its parts, where bytes mean something to it.

An input is one letter for the part, then the part, which is wrapped in a sound file before it is read. A crash, a hang, an
answer that is neither text nor a foreseen code, and text whose places lead outside it are findings.

Run, in an environment that also has atheris: ``python tests/ingest/fuzz/fuzz_pdf.py CORPUS -max_total_time=1800
-timeout=60 -rss_limit_mb=2500``. An empty CORPUS is filled from the project's own samples. What it finds becomes a file in
``tests/ingest/hostile/found``.
"""

import sys
import tempfile
from pathlib import Path

import atheris

HOUSE = Path(__file__).parents[3]
sys.path.insert(0, str(HOUSE))
with atheris.instrument_imports(include=["ingest"]):
    from ingest.readers import child, ocr, pdf, pdf_compose, pdf_rescue, pdf_signatures, protocol
    from ingest.readers.limits import Limits
    from models.document import Document
    from models.errors import wordings
    from tests.ingest.hostile.files import page_of, raw_pdf, stream
    from tests.ingest.hostile.files import pdf as good_pdf

LIMITS = Limits()
FILE = Path(tempfile.mkdtemp()) / "file"
_WORDS = b"BT /F 9 Tf 50 700 Td (Meclis karari okundu) Tj ET"
_TABLE = b"".join(b"%d 100 m %d 200 l S 50 %d m 250 %d l S " % (x, x, x + 50, x + 50) for x in range(50, 251, 50)) + (
    b"BT /F 9 Tf 60 180 Td (Sira) Tj 50 0 Td (Adi) Tj 50 0 Td (Tutar) Tj ET"
)


def _noted(data: bytes) -> bytes:
    """Give a page with one annotation of the mutated entries, and a form over it."""
    return raw_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R]>>/Names<</EmbeddedFiles 5 0 R>>>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Annots[5 0 R]/Resources<</Font<</F 6 0 R>>>>>>",
            stream(_WORDS),
            b"<</Type/Annot/Rect[0 0 99 99]" + data + b">>",
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ]
    )


def _font(data: bytes) -> bytes:
    """Give a page whose font has the mutated entries, its map to Unicode among them."""
    return page_of(_WORDS).replace(b"/BaseFont/Helvetica", b"/BaseFont/Helvetica" + data)


def _signed(data: bytes) -> bytes:
    field = b"<</FT/Sig/T(a)/V 7 0 R/Type/Annot/Subtype/Widget/Rect[0 0 0 0]>>"
    value = (
        b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/ByteRange[0 9 99 9]/Contents<"
        + data.hex().encode()
    )
    return raw_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]/SigFlags 3>>>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Annots[6 0 R]/Resources<</Font<</F 5 0 R>>>>>>",
            stream(_WORDS),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            field,
            value + b">>>",
        ]
    )


# The first letter of an input says which part it is, and so what it is wrapped in.
PARTS = {
    b"f": lambda data: data,
    b"c": page_of,
    b"p": lambda data: page_of(_TABLE, page=data),
    b"k": lambda data: page_of(_WORDS, catalog=data),
    b"n": _noted,
    b"t": _font,
    b"s": _signed,
    b"r": lambda data: data,  # by the second reader alone
    b"v": lambda data: data,  # by the signature's reader alone
}


def one(data: bytes) -> None:
    wrap = PARTS.get(data[:1])
    if wrap is None:
        return
    FILE.write_bytes(content := wrap(data[1:]))
    if data[:1] == b"r":
        if pages := pdf_rescue.read_pages(FILE, LIMITS):
            _sound(pdf_compose.compose([pdf.as_seen(page) for page in pages], {}, []))
        return
    if data[:1] == b"v":
        pdf_signatures.notices(content, 1)
        return
    reply = child.answer(protocol.Read(path=str(FILE), name="a.pdf"), LIMITS)
    if isinstance(reply, protocol.Refused):
        assert reply.code in wordings(), reply
        if reply.code == "file_damaged":  # no reader foresaw it: named by its exception alone
            raise AssertionError(reply)
        return
    assert isinstance(reply, protocol.Text)
    document = reply.document
    _sound(document)
    if document.format == "pdf" and document.text:
        for boxes in pdf.locate(FILE, document, [(0, min(len(document.text), 200))], LIMITS):
            assert all(1 <= box.page <= len(document.pages) for box in boxes)


def _sound(document: Document) -> None:
    assert document.text.strip() or any(page.source == "waiting" for page in document.pages) or document.notices
    assert document.pages
    for page in document.pages:
        assert 0 <= page.start <= page.end <= len(document.text)
        for run in page.runs:
            assert page.start <= run.start <= run.start + run.length <= page.end
    for table in document.tables:
        assert 0 <= table.start <= table.end <= len(document.text)


def _seeds() -> dict[str, bytes]:
    small = good_pdf(1)
    found = {
        "page": b"c" + _WORDS,
        "table": b"c" + _TABLE,
        "box": b"p/Rotate 90/MediaBox[0 0 842 595]/CropBox[9 9 500 500]",
        "script": b"k/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>",
        "note": b"n/Subtype/FreeText/Contents(not)",
        "field": b"n/Subtype/Widget/FT/Tx/T(a)/V(Imar)/Kids[5 0 R]",
        "font": b"t/Encoding<</Differences[65/gbreve/Scedilla 8 9]>>/ToUnicode 4 0 R",
        "signature": b"s0\x82\x01\x00\x06\x09*\x86H\x86\xf7\r\x01\x07\x02",
        "signed": b"v" + _signed(b"0\x82\x01\x00\x06\x09*\x86H\x86\xf7\r\x01\x07\x02"),
        "file": b"f" + small,
        "second": b"r" + small,
    }
    samples = sorted((HOUSE / "samples").glob("*.pdf"), key=lambda path: path.stat().st_size)
    return found | {path.name: b"f" + path.read_bytes() for path in samples[:6]}


def main() -> None:
    ocr.available = lambda: False  # a scan takes seconds, and it is not Tesseract that is put to the test
    for argument in sys.argv[1:]:
        folder = Path(argument)
        if folder.is_dir() and not any(folder.iterdir()):
            for name, content in _seeds().items():
                (folder / name).write_bytes(content)
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
