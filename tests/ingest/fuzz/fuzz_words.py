"""Fuzz the readers of Word and the other flowing formats inside their packages, where bytes mean something to them.

A ZIP's checksums stop almost every mutation of a whole file at the door, so what is mutated here is the part that a
reader parses: an input is one letter for the kind, then the part, and is wrapped in a sound package before it is read.

Run, in an environment that also has atheris: ``python tests/ingest/fuzz/fuzz_words.py CORPUS -max_total_time=1800
-timeout=60 -rss_limit_mb=2500``. An empty CORPUS is filled from the project's own samples. What it finds becomes a file in
``tests/ingest/hostile/found``.
"""

import io
import sys
import tempfile
import zipfile
from pathlib import Path

import atheris
from PIL import Image

HOUSE = Path(__file__).parents[3]
sys.path.insert(0, str(HOUSE))
with atheris.instrument_imports(include=["ingest"]):
    from ingest.readers import child, docx, eyp, html, image, kinds, ocr, odt, protocol, txt, udf  # noqa: F401
    from ingest.readers.limits import Limits
    from models.errors import wordings
    from tests.ingest.hostile.files import word_of, zipped

LIMITS = Limits()
FOLDER = Path(tempfile.mkdtemp())
SAMPLES = HOUSE / "samples" / "formats"
_LETTER = b"Meclis karari okundu ve kabul edildi.\n"


def _docx(part: str, data: bytes) -> bytes:
    with zipfile.ZipFile(SAMPLES / "python-docx.docx") as sample:
        return zipped({name: sample.read(name) for name in sample.namelist()} | {part: data}, method=0)


def _picture(data: bytes) -> bytes:
    relation = (
        b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="p" Type="http://x/image" Target="media/a.png"/></Relationships>'
    )
    drawing = (
        b'<w:p><w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r='
        b'"http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="p"/></w:drawing></w:r></w:p>'
    )
    return word_of(drawing, more={"word/_rels/document.xml.rels": relation, "word/media/a.png": data})


def _odt(data: bytes) -> bytes:
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": data}, method=0)


def _eyp(data: bytes) -> bytes:
    return zipped(
        {"Ustveri/Ustveri.xml": data, "NihaiUstveri/NihaiUstveri.xml": data, "UstYazi/a.txt": _LETTER}, method=0
    )


def _eyp_summary(data: bytes) -> bytes:
    return zipped({"PaketOzeti/PaketOzeti.xml": data, "Ustveri/U.xml": b"<a/>", "UstYazi/a.txt": _LETTER}, method=0)


# The first letter of an input says which part it is, and so what it is wrapped in.
KINDS = {
    b"d": ("a.docx", lambda data: _docx("word/document.xml", data)),
    b"b": ("a.docx", word_of),
    b"n": ("a.docx", lambda data: _docx("word/numbering.xml", data)),
    b"s": ("a.docx", lambda data: _docx("word/styles.xml", data)),
    b"r": ("a.docx", lambda data: _docx("word/_rels/document.xml.rels", data)),
    b"o": ("a.odt", _odt),
    b"u": ("a.udf", lambda data: zipped({"content.xml": data}, method=0)),
    b"e": ("a.eyp", _eyp),
    b"h": ("a.html", lambda data: b"<!doctype html>" + data),
    b"t": ("a.txt", lambda data: data),
    b"i": ("a.png", lambda data: data),
    b"m": ("a.docx", _picture),
    b"l": ("a.eyp", _eyp_summary),
}


def one(data: bytes) -> None:
    kind = KINDS.get(data[:1])
    if kind is None:
        return
    name, wrapped = kind
    file = FOLDER / "file"
    file.write_bytes(wrapped(data[1:]))
    reply = child.answer(protocol.Read(path=str(file), name=name), LIMITS)
    if isinstance(reply, protocol.Refused):
        assert reply.code in wordings(), reply
        if reply.code == "file_damaged":  # no reader foresaw it: named by its exception alone
            raise AssertionError(reply)
        return
    assert isinstance(reply, protocol.Text)
    document = reply.document
    assert document.text.strip() or document.notices or any(page.source == "waiting" for page in document.pages)
    assert document.pages[-1].end <= len(document.text)
    for page in document.pages:
        assert 0 <= page.start <= page.end
        for run in page.runs:
            assert page.start <= run.start <= run.start + run.length <= page.end
    for table in document.tables:
        assert 0 <= table.start <= table.end <= len(document.text)


def _seeds() -> dict[str, bytes]:
    found = {"body": b"b<w:p><w:r><w:t>Karar</w:t></w:r></w:p>"}
    for file, parts in {
        "python-docx.docx": {"d": "word/document.xml", "n": "word/numbering.xml", "r": "word/_rels/document.xml.rels"},
        "libreoffice.docx": {"d": "word/document.xml", "s": "word/styles.xml"},
        "libreoffice.odt": {"o": "content.xml"},
        "uyap.udf": {"u": "content.xml"},
        "e-yazisma.eyp": {"e": "Ustveri/Ustveri.xml"},
    }.items():
        with zipfile.ZipFile(SAMPLES / file) as sample:
            found |= {f"{file}-{kind}": kind.encode() + sample.read(part) for kind, part in parts.items()}
    for kind, suffix in (("i", "png"), ("i", "jpeg"), ("i", "tiff"), ("m", "png"), ("m", "jpeg")):
        into = io.BytesIO()
        Image.new("L", (640, 480), 255).save(into, suffix)
        found[f"picture-{kind}-{suffix}"] = kind.encode() + into.getvalue()
    digest = b'<P><Reference URI="/UstYazi/a.txt"><DigestMethod Algorithm="#sha256"/><DigestValue>a</DigestValue></Reference></P>'
    found["digest"] = b"l" + digest
    found["html"] = b"h" + (SAMPLES / "page.html").read_bytes()
    return found | {f"text-{name}": b"t" + (SAMPLES / name).read_bytes() for name in ("utf-16.txt", "windows-1254.txt")}


def main() -> None:
    ocr.available = lambda: False  # type: ignore[assignment] - what is fuzzed is what comes before Tesseract
    for argument in sys.argv[1:]:
        folder = Path(argument)
        if folder.is_dir() and not any(folder.iterdir()):
            for name, content in _seeds().items():
                (folder / name).write_bytes(content)
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
