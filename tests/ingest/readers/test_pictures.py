"""Pictures inside Word and OpenDocument files: scanned pages are read, coats of arms are not."""

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from ingest.readers import docx, ocr, odt
from ingest.readers.limits import Limits
from models.document import Document
from models.errors import UnreadableFile
from tests.ingest.readers import docx_builder

LIMITS = Limits()
TYPE = ImageFont.truetype("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", 34)
SENTENCES = ["Teklif oy birliği ile kabul edildi.", "Çınaraltı parkının adı belirlendi."]
IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


def _scan(sentence: str) -> bytes:
    picture = Image.new("L", (1240, 900), 255)
    ImageDraw.Draw(picture).text((100, 100), sentence, fill=0, font=TYPE)
    into = io.BytesIO()
    picture.save(into, "PNG")
    return into.getvalue()


def _drawing(number: int, inches: float = 6.2) -> str:
    extent = f'<wp:extent cx="{int(inches * 914400)}" cy="{int(inches * 0.726 * 914400)}"/>'
    return f'<w:p><w:r><w:drawing><wp:inline>{extent}<a:blip r:embed="p{number}"/></wp:inline></w:drawing></w:r></w:p>'


def _old_drawing(number: int) -> str:
    shape = f'<v:shape style="width:446pt;height:324pt"><v:imagedata r:id="p{number}"/></v:shape>'
    return f"<w:p><w:r><w:pict>{shape}</w:pict></w:r></w:p>"


def _word(path: Path, body: str, scans: int = 2) -> Path:
    relations = "".join(
        f'<Relationship Id="p{number}" Type="{IMAGE}" Target="media/{number}.png"/>' for number in range(scans)
    )
    raw = {f"word/media/{number}.png": _scan(SENTENCES[number]) for number in range(scans)}
    return docx_builder.write(path, body, relations, raw)


def _opendocument(path: Path, body: str) -> Path:
    names = {
        "office": "office", "text": "text", "draw": "drawing", "svg": "svg-compatible",
    }  # fmt: skip
    spaces = " ".join(f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for key, name in names.items())
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f'<office:document-content {spaces} xmlns:xlink="http://www.w3.org/1999/xlink"><office:body><office:text>'
            f"{body}</office:text></office:body></office:document-content>",
        )
        archive.writestr("Pictures/0.png", _scan(SENTENCES[0]))
    return path


FRAME = '<text:p><draw:frame svg:width="{0}cm" svg:height="{1}cm"><draw:image xlink:href="Pictures/0.png"/></draw:frame></text:p>'


def _codes(document: Document) -> list[str]:
    return [notice.code for notice in document.notices]


@pytest.mark.ocr
@pytest.mark.full
def test_a_file_of_nothing_but_scans_is_a_scan_page_by_page(tmp_path: Path) -> None:
    path = _word(tmp_path / "scans.docx", _drawing(0) + _old_drawing(1))

    document = docx.read(path, LIMITS)

    assert [document.text[page.start : page.end] for page in document.pages] == SENTENCES
    assert {page.source for page in document.pages} == {"ocr"}
    assert {"word_only_pictures", "word_pictures_read"} <= set(_codes(document))
    start = document.text.index("Çınaraltı")
    ((box,),) = docx.locate(path, document, [(start, start + 9)], LIMITS)
    assert box.page == 2
    shown = Image.open(io.BytesIO(docx.render_page(path, document, 2, 2.0, LIMITS))).convert("L")
    inside = shown.crop((int(box.x0 * 2), int(box.top * 2), int(box.x1 * 2) + 1, int(box.bottom * 2) + 1))
    assert inside.getextrema()[0] < 100
    with pytest.raises(UnreadableFile, match="no_such_page"):
        docx.render_page(path, document, 3, 1.0, LIMITS)


@pytest.mark.ocr
def test_a_scan_among_text_stands_where_the_picture_stands_with_its_confidence(tmp_path: Path) -> None:
    body = docx_builder.paragraph("Önce.") + _drawing(0) + docx_builder.paragraph("Sonra.")
    document = docx.read(_word(tmp_path / "mixed.docx", body), LIMITS)

    assert document.text == f"Önce.\n\n{SENTENCES[0]}\nSonra."
    words = [document.text[word.start : word.start + word.length] for page in document.pages for word in page.words]
    assert words == SENTENCES[0].split()
    assert "word_pictures_read" in _codes(document)


def test_a_coat_of_arms_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "read_page", lambda *_: pytest.fail("a small picture was read"))
    body = _drawing(0, inches=1.0) + docx_builder.paragraph("Karar.")

    document = docx.read(_word(tmp_path / "letter.docx", body), LIMITS)

    assert document.text == "Karar."
    assert _codes(document) == []


def test_without_an_engine_the_pictures_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)

    document = docx.read(_word(tmp_path / "scans.docx", _drawing(0)), LIMITS)

    assert [page.source for page in document.pages] == ["waiting"]
    assert _codes(document) == ["ocr_missing", "word_only_pictures"]


def test_a_damaged_picture_costs_its_words_alone(tmp_path: Path) -> None:
    relation = f'<Relationship Id="p0" Type="{IMAGE}" Target="media/0.png"/>'
    body = _drawing(0) + docx_builder.paragraph("Karar.")
    path = docx_builder.write(tmp_path / "a.docx", body, relation, {"word/media/0.png": b"\x89PNG\r\n\x1a\nnone"})

    assert docx.read(path, LIMITS).text == "Karar."


@pytest.mark.ocr
def test_an_odt_of_nothing_but_a_scan_is_read_and_shown(tmp_path: Path) -> None:
    path = _opendocument(tmp_path / "scan.odt", FRAME.format(16, 11.6))

    document = odt.read(path, LIMITS)

    assert document.text == SENTENCES[0]
    assert _codes(document) == ["word_pictures_read", "word_only_pictures"]
    assert odt.locate(path, document, [(0, 6)], LIMITS)[0]
    assert odt.render_page(path, document, 1, 1.0, LIMITS).startswith(b"\x89PNG")


def test_a_small_picture_in_an_odt_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "read_page", lambda *_: pytest.fail("a small picture was read"))
    path = _opendocument(tmp_path / "letter.odt", FRAME.format(2, 2) + "<text:p>Karar.</text:p>")

    assert odt.read(path, LIMITS).text == "Karar."
