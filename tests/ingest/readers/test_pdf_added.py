"""What a PDF carries beside its words is read or told: filled fields, notes, attachments, scripts under any spelling."""

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.pool import ReaderPool
from models.document import Document
from tests.ingest.hostile.files import page_of, raw_pdf, stream
from tests.ingest.readers.documents import made

Read = Callable[[bytes], Document]
WORDS = b"BT /F 9 Tf 50 700 Td (Karar metni) Tj ET"


@pytest.fixture
def read(pool: ReaderPool, tmp_path: Path) -> Read:
    def read_(content: bytes) -> Document:
        path = tmp_path / "file.pdf"
        path.write_bytes(content)
        return pool.read(path, "file.pdf")

    return read_


def annotated(*annotations: bytes, catalog: bytes = b"") -> bytes:
    """Give a page of two words with annotations, which are the objects from 6 on."""
    named = b" ".join(b"%d 0 R" % number for number in range(6, 6 + len(annotations)))
    return raw_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R" + catalog + b">>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Annots[%s]/Resources<</Font<</F 5 0 R>>>>>>"
            % named,
            stream(WORDS),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            *annotations,
        ]
    )


def codes(document: Document) -> set[str]:
    return {notice.code for notice in document.notices}


def test_a_filled_field_stands_where_it_is_on_the_page(pool: ReaderPool, tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "Komisyon:")
        canvas.acroForm.textfield(name="komisyon", value="Imar Komisyonu", x=120, y=690, width=200, height=20)
        canvas.drawString(60, 600, "Saygılarımla.")

    path = tmp_path / "form.pdf"
    path.write_bytes(made(draw))
    document = pool.read(path, "form.pdf")
    start = document.text.index("Imar")
    (box,) = pool.locate(path, document, start, start + 14)

    assert document.text == "Komisyon:\nImar Komisyonu\nSaygılarımla."
    assert 118 < box.x0 < box.x1 < 322


@pytest.mark.parametrize(
    ("field", "words"),
    [
        (b"/FT/Ch/T(sonuc)/V(Kabul)/Opt[(Kabul)(Ret)]", "Karar metni\nKabul"),
        (b"/FT/Btn/T(Kabul)/V/Evet/AS/Evet/AP<</N<</Evet 4 0 R/Off 4 0 R>>>>", "Karar metni\nKabul: ✓"),
        (b"/FT/Btn/T(Ret)/V/Off/AS/Off/AP<</N<</Evet 4 0 R/Off 4 0 R>>>>", "Karar metni"),
    ],
)
def test_choices_and_ticks_are_read(read: Read, field: bytes, words: str) -> None:
    content = annotated(
        b"<</Type/Annot/Subtype/Widget/Rect[50 100 90 120]" + field + b">>", catalog=b"/AcroForm<</Fields[6 0 R]>>"
    )

    assert read(content).text == words


def test_a_value_that_a_field_inherits_is_read(read: Read) -> None:
    content = annotated(
        b"<</Type/Annot/Subtype/Widget/Parent 7 0 R/Rect[50 100 90 120]>>",
        b"<</FT/Tx/T(a)/V(Imar Komisyonu)/Kids[6 0 R]>>",
        catalog=b"/AcroForm<</Fields[7 0 R]>>",
    )

    assert read(content).text == "Karar metni\nImar Komisyonu"


@pytest.mark.parametrize("kind", [b"FreeText", b"Text", b"Highlight", b"StrikeOut", b"Stamp"])
def test_a_note_is_read_and_one_that_is_hidden_is_not(read: Read, kind: bytes) -> None:
    note = b"<</Type/Annot/Subtype/%s/Contents(onaylandi)/Rect[50 90 90 99]%s>>"

    assert read(annotated(note % (kind, b""))).text == "Karar metni\nonaylandi"
    assert read(annotated(note % (kind, b"/F 2"))).text == "Karar metni"


def test_files_within_and_files_pinned_to_a_page_are_told(read: Read) -> None:
    pinned = b"<</Type/Annot/Subtype/FileAttachment/FS<</Type/Filespec/F(rapor.doc)/EF<</F 4 0 R>>>>/Rect[0 0 9 9]>>"
    within = b"<</Type/Filespec/F(ek.xlsx)/UF(ek.xlsx)/EF<</F 4 0 R>>>>"
    document = read(annotated(pinned, within, catalog=b"/Names<</EmbeddedFiles<</Names[(ek.xlsx) 7 0 R]>>>>"))
    (told,) = [notice for notice in document.notices if notice.code == "pdf_attachments"]

    assert told.details == {"count": 2, "names": "ek.xlsx, rapor.doc"}


@pytest.mark.parametrize(
    ("action", "code"),
    [
        (b"<</S/JavaScript/JS(app.alert\\(1\\))>>", "pdf_javascript"),
        (b"<</S/J#61vaScrip#74/J#53(app.alert\\(1\\))>>", "pdf_javascript"),
        (b"<</S/Launch/F(cmd.exe)>>", "pdf_launch"),
        (b"<</S/#4Caunch/F(cmd.exe)>>", "pdf_launch"),
        (b"<</S/#4caun#63h/F(cmd.exe)>>", "pdf_launch"),
    ],
)
@pytest.mark.parametrize("hidden", [b"", b"/ObjStm", b"/Obj#53tm"])
def test_active_content_is_told_however_its_name_is_written(
    read: Read, action: bytes, code: str, hidden: bytes
) -> None:
    content = page_of(WORDS, catalog=b"/OpenAction" + action)
    if hidden:
        content = annotated(stream(b"9 0 " + action, b"/Type" + hidden + b"/N 1/First 4"), catalog=b"/OpenAction 9 0 R")

    assert code in codes(read(content))


def test_a_name_that_only_begins_like_one_is_nothing(read: Read) -> None:
    assert not codes(read(page_of(WORDS, catalog=b"/LaunchPad 1/JSON 2")))
