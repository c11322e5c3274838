"""PDFs that attack one part of the reader each: layout, forms, signatures, fonts, pictures, the file's own structure."""

import io
import random

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas

from tests.ingest.hostile.files import Case, page_of, pdf, raw_pdf, stream

_WORDS = b"BT /F 9 Tf 50 700 Td (Karar kabul edildi) Tj ET"


def attacks() -> list[Case]:
    """Give the attacks with the codes that may answer each."""

    def case(name: str, content: bytes, *ends: str) -> Case:
        return Case(name, content, frozenset(ends))

    chance = random.Random(5)
    whole = pdf()
    return [
        *(case(name, content, "text") for name, content in _layouts(chance).items()),
        *(case(name, content, "text") for name, content in _additions().items()),
        *(
            case(name, content, "text", "no_text", "pdf_damaged", "pdf_page_damaged", "pdf_no_pages")
            for name, content in _loops().items()
        ),
        case("signed-noise.pdf", _signed(chance.randbytes(3000)), "text"),
        case("signed-nothing.pdf", _signed(b""), "text"),
        case("owner-locked.pdf", _owner_locked(), "text"),
        case("late-header.pdf", b"x" * 1000 + whole, "text", "pdf_damaged"),
        case("later-header.pdf", b"x" * 2000 + whole, "extension_mismatch"),
        case("two-in-one.pdf", whole + whole, "text"),
        case("versions.pdf", _versions(whole, 400), "text"),
        case("nul\x00name.pdf", whole, "text"),
        case("CON.pdf", whole, "text"),
        case("\n.pdf", whole, "text"),
    ]


def _layouts(chance: random.Random) -> dict[str, bytes]:
    """Give pages drawn to keep those busy who look for lines, columns and tables."""

    def letters(spots: list[tuple[float, float]], size: float = 2, word: bytes = b"ab") -> bytes:
        drawn = b"".join(b"1 0 0 1 %.2f %.2f Tm (%s) Tj " % (x, y, word) for x, y in spots)
        return b"BT /F 9 Tf 1 0 0 1 50 835 Tm (Karar kabul edildi) Tj /F %g Tf " % size + drawn + b"ET"

    maze = b"".join(
        b"%d 10 m %d 830 l S 10 %d m 590 %d l S " % (x, x, y, y)
        for x, y in zip(range(10, 576, 9), range(10, 830, 13), strict=False)
    )
    return {
        "scattered.pdf": page_of(letters([(chance.randrange(590), chance.randrange(830)) for _ in range(20_000)])),
        "upward.pdf": page_of(letters([(50 + n % 7 * 60, 10 + n * 3 % 800) for n in range(20_000)])),
        "columns.pdf": page_of(letters([(10 + n % 30 * 19, 830 - n // 30 * 0.3) for n in range(60_000)], 0.2)),
        "steps.pdf": page_of(letters([(10 + n % 290 * 2, 830 - n * 0.27) for n in range(3000)])),
        "maze.pdf": page_of(maze + letters([(12 + n % 60 * 9, 820 - n // 60 * 13) for n in range(3600)], 6)),
        "uprights.pdf": page_of(
            b"".join(b"%.2f %d m %.2f %d l S " % (n * 0.03, n % 400, n * 0.03, 500 + n % 300) for n in range(19_000))
            + _WORDS
        ),
        "tall-cell.pdf": page_of(
            b"10 10 580 820 re S 300 10 m 300 830 l S 10 400 m 590 400 l S "
            + letters([(20, 820 - n * 0.15) for n in range(5000)], 0.1)
        ),
        "no-size.pdf": page_of(b"BT /F 0 Tf 50 700 Td (Karar) Tj /F 9 Tf (kabul) Tj /F 1e9 Tf (edildi) Tj ET"),
        "far-away.pdf": page_of(b"BT /F 9 Tf 1 0 0 1 1e30 -1e30 Tm (Karar) Tj 1 0 0 1 9 9 Tm (kabul) Tj ET"),
        "mirrored.pdf": page_of(b"-1 0 0 -1 595 842 cm 0 1 -1 0 0 0 cm " + _WORDS),
        "boxes.pdf": page_of(_WORDS, page=b"/MediaBox[595 842 0 0]/CropBox[-1e9 -1e9 1e9 1e9]/UserUnit 1e9"),
        "no-box.pdf": page_of(_WORDS, page=b"/MediaBox[0 0 0 0]/CropBox[5 5 5 5]"),
    }


def _additions() -> dict[str, bytes]:
    def annotated(entries: bytes, *more: bytes, catalog: bytes = b"") -> bytes:
        return raw_pdf(
            [
                b"<</Type/Catalog/Pages 2 0 R" + catalog + b">>",
                b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Annots %s/Resources<</Font<</F 5 0 R>>>>>>"
                % entries,
                stream(_WORDS),
                b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
                *more,
            ]
        )

    field = b"<</Type/Annot/Subtype/Widget/FT/Tx/Parent 6 0 R/Kids[6 0 R]/T(a)/Rect[0 0 9 9]>>"
    return {
        "notes.pdf": annotated(b"[" + b"<</Type/Annot/Subtype/FreeText/Contents(a)/Rect[0 0 9 9]>>" * 30_000 + b"]"),
        "long-note.pdf": annotated(b"[<</Type/Annot/Subtype/Text/Contents(" + b"a" * 3_000_000 + b")/Rect[0 0 9 9]>>]"),
        "field-cycle.pdf": annotated(b"[6 0 R]", field, catalog=b"/AcroForm<</Fields[6 0 R]>>"),
        "names-cycle.pdf": annotated(b"[]", b"<</Kids[6 0 R]>>", catalog=b"/Names<</EmbeddedFiles 6 0 R>>"),
        "form-script.pdf": annotated(
            b"[]", catalog=b"/AcroForm<</Fields[]/XFA(x)>>/OpenAction<</S/#4aavaScript/JS(x)>>"
        ),
        "object-streams.pdf": page_of(_WORDS).replace(b"trailer", b"%" + b"/ObjStm stream\n" * 90_000 + b"\ntrailer"),
    }


def _loops() -> dict[str, bytes]:
    deep = [b"<</Type/Catalog/Pages 2 0 R>>"]
    deep += [b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (number + 3) for number in range(3000)]
    deep += [b"<</Type/Page/MediaBox[0 0 595 842]>>"]
    own = page_of(_WORDS)
    start = own.index(b"startxref\n") + len(b"startxref\n")
    table = own[start:].split(b"\n", 1)[0]
    glyph = b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/CharProcs<</a 4 0 R>>/Encoding<</Differences[97/a]>>/FirstChar 97/LastChar 97/Widths[9]/Resources<</Font<</F 5 0 R>>>>>>"
    unicode = b"/ToUnicode 6 0 R"
    mapped = (
        b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <00> <ff> <"
        + b"0041" * 20_000
        + b"> endbfrange"
    )
    return {
        "deep-tree.pdf": raw_pdf(deep),
        "xref-cycle.pdf": own.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev " + table),
        "glyph-cycle.pdf": page_of(b"BT /F 9 Tf 50 700 Td (aaa) Tj ET").replace(
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", glyph
        ),
        "long-letters.pdf": raw_pdf(
            [
                b"<</Type/Catalog/Pages 2 0 R>>",
                b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
                stream(_WORDS),
                b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica" + unicode + b">>",
                stream(mapped),
            ]
        ),
        "huge-picture.pdf": raw_pdf(
            [
                b"<</Type/Catalog/Pages 2 0 R>>",
                b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>",
                stream(b"595 0 0 842 0 0 cm /X Do"),
                stream(
                    b"\0" * 1000,
                    b"/Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 8/ColorSpace/DeviceRGB",
                ),
            ]
        ),
        "wrong-picture.pdf": raw_pdf(
            [
                b"<</Type/Catalog/Pages 2 0 R>>",
                b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>",
                stream(b"595 0 0 842 0 0 cm /X Do"),
                b"<</Type/XObject/Subtype/Image/Width 900/Height 900/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/JBIG2Decode/Length 40>>\nstream\n"
                + b"\xff" * 40
                + b"\nendstream",
            ]
        ),
    }


def _signed(value: bytes) -> bytes:
    return raw_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]/SigFlags 3>>>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Annots[6 0 R]/Resources<</Font<</F 5 0 R>>>>>>",
            stream(_WORDS),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            b"<</FT/Sig/T(a)/V 7 0 R/Type/Annot/Subtype/Widget/Rect[0 0 0 0]>>",
            b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/ByteRange[0 9 -99 99999999]/Contents<%s>>>"
            % value.hex().encode(),
        ]
    )


def _owner_locked() -> bytes:
    into = io.BytesIO()
    sheet = canvas.Canvas(
        into, encrypt=StandardEncryption("", ownerPassword="owner", canPrint=0, canCopy=0, strength=128)
    )
    sheet.drawString(72, 700, "Karar kabul edildi")
    sheet.save()
    return into.getvalue()


def _versions(whole: bytes, count: int) -> bytes:
    """Give a file that was saved again and again without a change."""
    for _ in range(count):
        before = whole.rindex(b"startxref\n") + len(b"startxref\n")
        start = whole[before:].split(b"\n", 1)[0]
        added = b"\n99 0 obj\n<<>>\nendobj\n"
        xref = len(whole) + len(added)
        whole += (
            added
            + b"xref\n99 1\n%010d 00000 n \ntrailer\n<</Size 100/Root %s/Prev %s>>\nstartxref\n%d\n%%%%EOF\n"
            % (
                len(whole) + 1,
                _root(whole),
                start,
                xref,
            )
        )
    return whole


def _root(content: bytes) -> bytes:
    at = content.index(b"/Root ") + len(b"/Root ")
    return content[at : content.index(b"R", at) + 1]
