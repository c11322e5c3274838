"""Files that no honest program writes: crafted attacks with the code each must end with, and mutations of good files."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import docx
from reportlab.pdfgen import canvas

ANY = frozenset({"*"})


@dataclass(frozen=True)
class Case:
    """One file: its name, its bytes, and the codes that may answer it (``text`` = it is read, ``*`` = any stable code)."""

    name: str
    content: bytes
    ends: frozenset[str] = field(default=ANY)


def pdf(pages: int = 2) -> bytes:
    into = io.BytesIO()
    sheet = canvas.Canvas(into)
    for page in range(pages):
        for line in range(30):
            sheet.drawString(
                72, 760 - 20 * line, f"Sayfa {page + 1} satir {line + 1}: meclis karari okundu ve kabul edildi."
            )
        sheet.showPage()
    sheet.save()
    return into.getvalue()


def word() -> bytes:
    into = io.BytesIO()
    document = docx.Document()
    for line in range(20):
        document.add_paragraph(f"Madde {line + 1}: görüşmeler sonunda oybirliği ile kabulüne karar verildi.")
    table = document.add_table(rows=3, cols=2)
    table.cell(0, 0).text = "Üye"
    document.save(into)
    return into.getvalue()


def raw_pdf(objects: list[bytes], trailer: bytes = b"/Root 1 0 R", *, header: bytes = b"%PDF-1.7\n") -> bytes:
    """Give a PDF of ready objects, numbered from 1."""
    body, places = bytearray(header), []
    for number, entry in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n" % number + entry + b"\nendobj\n"
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    body += b"".join(b"%010d 00000 n \n" % place for place in places)
    body += b"trailer\n<</Size %d %s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(body)


def stream(content: bytes, extra: bytes = b"", *, packed: bool = True) -> bytes:
    data = zlib.compress(content, 9) if packed else content
    return (
        b"<</Length %d %s%s>>\nstream\n" % (len(data), b"/Filter/FlateDecode" if packed else b"", extra)
        + data
        + b"\nendstream"
    )


def page_of(content: bytes, *, catalog: bytes = b"", page: bytes = b"", count: int = 1) -> bytes:
    return raw_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog,
            b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"3 0 R " * count, count),
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>%s>>" % page,
            stream(content),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ]
    )


def zipped(members: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return into.getvalue()


_TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="xml" ContentType="application/xml"/>'
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Override PartName="/word/document.xml" '
    b'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    b'Target="word/document.xml"/></Relationships>'
)
_W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word_of(body: bytes, *, before: bytes = b"", types: bytes = _TYPES, more: dict[str, bytes] | None = None) -> bytes:
    main = b'<?xml version="1.0"?>' + before + b"<w:document %s><w:body>" % _W + body + b"</w:body></w:document>"
    return zipped({"[Content_Types].xml": types, "_rels/.rels": _RELATIONS, "word/document.xml": main, **(more or {})})


def _ole(stream_name: str) -> bytes:
    header = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<I", header, 48, 0)
    struct.pack_into("<I", header, 76, 1)
    entry = bytearray(128)
    encoded = stream_name.encode("utf-16-le")
    entry[: len(encoded)] = encoded
    struct.pack_into("<H", entry, 64, len(encoded) + 2)
    return bytes(header) + bytes(entry) + bytes(384) + struct.pack("<II", 0xFFFFFFFE, 0xFFFFFFFD) + b"\xff" * 504


def encrypted_pdf() -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption

    into = io.BytesIO()
    sheet = canvas.Canvas(into, encrypt=StandardEncryption("secret", ownerPassword="owner", strength=128))
    sheet.drawString(72, 700, "gizli")
    sheet.save()
    return into.getvalue()


def crafted() -> list[Case]:
    """Give the attacks and accidents that have one right answer."""

    def case(name: str, content: bytes, *ends: str) -> Case:
        return Case(name, content, frozenset(ends))

    whole, letter = pdf(), word()
    paragraph = b"<w:p><w:r><w:t>a</w:t></w:r></w:p>"
    laughs = (
        b'<!DOCTYPE l [<!ENTITY a "ha">'
        + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
        + b"]>"
    )
    return [
        case("empty.pdf", b"", "file_empty"),
        case("empty.docx", b"", "file_empty"),
        case("empty.txt", b"", "file_empty"),
        case("spaces.txt", b"  \n \n", "no_text"),
        case("letter.pdf", letter, "extension_mismatch"),
        case("karar.docx", whole, "extension_mismatch"),
        case("karar.txt", whole, "extension_mismatch"),
        case("metin.pdf", b"Meclis karari\n" * 20, "extension_mismatch"),
        case("metin.docx", "Meclis kararı\n".encode() * 20, "extension_mismatch"),
        case("program.pdf", b"MZ\x90\x00" + bytes(200), "kind_not_read"),
        case("archive.pdf", b"Rar!\x1a\x07\x01\x00" + bytes(100), "kind_not_read"),
        case("noise.bin", random.Random(1).randbytes(4000), "kind_unknown"),
        case("noise.pdf", random.Random(2).randbytes(4000), "pdf_damaged"),
        case("noise.txt", random.Random(3).randbytes(4000), "kind_unknown", "text_undecodable"),
        case("latin.txt", bytes(range(128, 256)) * 20, "text_undecodable", "kind_unknown"),
        case("halved.txt", b"\xff\xfe" + "Karar".encode("utf-16-le") + b"\xd8", "text_undecodable"),
        case("locked.pdf", encrypted_pdf(), "pdf_encrypted"),
        case("locked.docx", _ole("EncryptedPackage"), "word_encrypted"),
        case("tables.doc", _ole("Workbook"), "kind_not_read"),
        case("hollow.doc", _ole("Nothing"), "word_damaged"),
        case(
            "no-pages.pdf",
            raw_pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"]),
            "pdf_no_pages",
        ),
        case("no-tree.pdf", raw_pdf([b"<</Type/Catalog>>"]), "pdf_no_pages", "pdf_damaged"),
        case("no-root.pdf", raw_pdf([b"<</Type/Pages>>"], b"/Root 9 0 R"), "pdf_damaged", "pdf_no_pages"),
        case("cut.pdf", whole[: len(whole) // 2], "pdf_truncated"),
        case("cut-late.pdf", whole[:-60], "pdf_truncated", "text"),
        case("header-only.pdf", b"%PDF-1.7\n", "pdf_truncated"),
        case("blank.pdf", page_of(b""), "no_text"),
        case(
            "three-million.pdf",
            page_of(b"BT /F 1 Tf 1 0 0 1 9 9 Tm " + (b"(" + b"a" * 30_000 + b") Tj ") * 100 + b"ET"),
            "pdf_page_overfull",
        ),
        case("many-pages.pdf", page_of(b"BT /F 9 Tf (a) Tj ET", count=100_000), "pdf_too_many_pages"),
        case("spaces.pdf", page_of(b" " * 300_000_000), "no_text", "reader_timeout", "reader_memory", "reader_crashed"),
        case("lines.pdf", page_of(b"0 0 m 99 99 l S " * 200_000 + b"BT /F 9 Tf 50 700 Td (Karar) Tj ET"), "text"),
        case(
            "grid.pdf",
            page_of(
                b"".join(b"%d 0 m %d 842 l S 0 %d m 595 %d l S " % (x, x, x, x) for x in range(0, 595, 4))
                + b"BT /F 9 Tf 50 700 Td (Karar) Tj ET"
            ),
            "text",
        ),
        case("nested-q.pdf", page_of(b"q " * 500_000 + b"BT /F 9 Tf 50 700 Td (Karar) Tj ET"), "text", "no_text"),
        case(
            "script.pdf",
            page_of(
                b"BT /F 9 Tf 50 700 Td (Karar) Tj ET", catalog=b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"
            ),
            "text",
        ),
        case(
            "launch.pdf",
            page_of(b"BT /F 9 Tf 50 700 Td (Karar) Tj ET", catalog=b"/OpenAction<</S/Launch/F(cmd.exe)>>"),
            "text",
        ),
        case("huge-box.pdf", page_of(b"BT /F 9 Tf 50 700 Td (Karar) Tj ET", page=b"/MediaBox[0 0 1e9 1e9]"), "text"),
        case("odd-rotate.pdf", page_of(b"BT /F 9 Tf 50 700 Td (Karar) Tj ET", page=b"/Rotate 37"), "text"),
        case(
            "kids-cycle.pdf",
            raw_pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"]),
            "pdf_no_pages",
            "pdf_damaged",
            "pdf_page_damaged",
        ),
        case(
            "count-lies.pdf",
            page_of(b"BT /F 9 Tf 50 700 Td (Karar) Tj ET").replace(b"/Count 1", b"/Count 9"),
            "text",
            "pdf_page_damaged",
        ),
        case(
            "form-cycle.pdf",
            raw_pdf(
                [
                    b"<</Type/Catalog/Pages 2 0 R>>",
                    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>",
                    stream(b"/X Do"),
                    stream(b"/X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>"),
                ]
            ),
            "no_text",
        ),
        case(
            "flate-of-flate.pdf",
            page_of(b"x").replace(b"/Filter/FlateDecode", b"/Filter[/FlateDecode/FlateDecode/FlateDecode]"),
            "no_text",
        ),
        case("macros.docx", word_of(paragraph, more={"word/vbaProject.bin": b"x"}), "word_macros"),
        case(
            "macros.docm",
            word_of(
                paragraph,
                types=_TYPES.replace(
                    b"openxmlformats-officedocument.wordprocessingml.document.main",
                    b"ms-word.document.macroEnabled.main",
                ),
            ),
            "word_macros",
        ),
        case("broken.docx", letter[: len(letter) // 2], "word_damaged"),
        case("no-body.docx", zipped({"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS}), "word_damaged"),
        case("not-word.docx", zipped({"a.txt": b"a"}), "word_damaged"),
        case("laughs.docx", word_of(b"<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", before=laughs), "xml_forbidden"),
        case(
            "outside.docx",
            word_of(
                b"<w:p><w:r><w:t>&x;</w:t></w:r></w:p>",
                before=b'<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
            ),
            "xml_forbidden",
        ),
        case("paragraphs.docx", word_of(paragraph * 3_000_000), "xml_too_large", "zip_bomb"),
        case(
            "long-text.docx",
            word_of(b"<w:p><w:r><w:t>" + b"a" * 250_000_000 + b"</w:t></w:r></w:p>"),
            "zip_unpacks_too_large",
            "zip_bomb",
            "xml_too_large",
        ),
        case(
            "deep.docx",
            word_of(b"<w:sdt><w:sdtContent>" * 20_000 + b"</w:sdtContent></w:sdt>" * 20_000),
            "xml_too_deep",
            "word_damaged",
        ),
        case(
            "many-parts.docx",
            word_of(paragraph, more={f"word/x{n}.xml": b"" for n in range(3000)}),
            "zip_too_many_entries",
        ),
        case("climbing.docx", word_of(paragraph, more={"../../evil": b"x"}), "zip_unsafe_name", "text"),
        case("sheet.docx", zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<x/>"}), "kind_not_read"),
        case("batch.docx", zipped({"a.pdf": whole}), "word_damaged"),
        case("secret.eyp", zipped({"Ustveri/Ustveri.xml": b"<x/>", "SifreliIcerik/a": b"x"}), "eyp_encrypted"),
        case("hollow.eyp", zipped({"Ustveri/Ustveri.xml": b"<x/>"}), "eyp_no_letter", "word_damaged"),
        case("hollow.udf", zipped({"content.xml": b"<template/>"}), "no_text", "word_damaged"),
        case(
            "bomb.udf",
            zipped({"content.xml": b"<template><content>" + b"a" * 120_000_000 + b"</content></template>"}),
            "zip_bomb",
            "xml_too_large",
        ),
        case("cut.png", b"\x89PNG\r\n\x1a\n" + bytes(50), "picture_damaged"),
        case("pixels.png", _huge_png(), "picture_too_large", "picture_damaged"),
        case("a" * 250 + "\"><script>alert(1)</script>'" + "b" * 20 + ".pdf", whole, "text"),
        case("..\\..\\evil.pdf", whole, "text"),
        case("karar\u202efdp.exe", whole, "extension_mismatch"),
    ]


def found() -> list[Case]:
    """Give what fuzzing found: each took a reader down once, and must not again."""
    return [Case(path.name, path.read_bytes()) for path in sorted(Path(__file__).with_name("found").iterdir())]


def _huge_png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


def mutated(rounds: int = 60) -> Iterator[Case]:
    """Give good files with bytes flipped, cut out, doubled, zeroed or cut off; always the same ones."""
    chance = random.Random(20261125)
    good = {"pdf": pdf(), "docx": word(), "txt": "Meclis kararı: oybirliği ile kabul.\n".encode() * 30}
    for ending, content in good.items():
        for number in range(rounds if ending != "txt" else rounds // 3):
            yield Case(f"mutant-{number}.{ending}", _mutant(content, chance))


def _mutant(content: bytes, chance: random.Random) -> bytes:
    data = bytearray(content)
    for _ in range(chance.choice((1, 3, 10, 40))):
        at = chance.randrange(max(len(data), 1))
        match chance.randrange(5):
            case 0:
                data[at : at + 1] = chance.randbytes(1)
            case 1:
                del data[at : at + chance.randrange(1, 200)]
            case 2:
                data[at:at] = data[at : at + chance.randrange(1, 200)]
            case 3:
                data[at : at + 16] = bytes(16)
            case _:
                digits = chance.choice((b"-1", b"99999999999", b"0", b"1e308"))
                data[at : at + len(digits)] = digits
    return bytes(data or b"%")
