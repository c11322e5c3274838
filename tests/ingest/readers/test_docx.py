"""What a .docx says is read whole: nothing that stands is lost, nothing that was deleted or hidden is quoted."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import docx as python_docx
import pytest

from ingest.readers import docx
from ingest.readers.limits import Limits
from models.document import Document
from models.errors import UnreadableFile
from tests.ingest.readers.docx_builder import paragraph, table, write

LIMITS = Limits()
Read = Callable[..., Document]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def build(body: str, **parts: str) -> Document:
        return docx.read(write(tmp_path / "file.docx", body, **parts), LIMITS)  # type: ignore[arg-type]

    return build


def _codes(document: Document) -> set[str]:
    return {notice.code for notice in document.notices}


def _deleted(text: str) -> str:
    return f'<w:del w:id="1" w:author="A"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def _inserted(text: str) -> str:
    return f'<w:ins w:id="2" w:author="A"><w:r><w:t>{text}</w:t></w:r></w:ins>'


def _box(text: str) -> str:
    inside = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp>"
        f"<wps:txbx>{inside}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def _field(instruction: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'<w:r><w:t>{result}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


NUMBERING = """
<w:abstractNum w:abstractNumId="0">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
 <w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="MADDE %1 -"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
"""


def _item(text: str, instance: int = 1, depth: int = 0) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{instance}"/></w:numPr>')


def test_none_of_twenty_places_where_words_can_stand_is_lost(read: Read) -> None:
    nested = f"<w:tbl><w:tblGrid/><w:tr><w:tc>{paragraph('m04dış')}{table(('m05iç', 'm06iç'))}{paragraph('')}</w:tc></w:tr></w:tbl>"
    body = (
        paragraph("m01düz")
        + table(("m02hücre", "m03hücre"))
        + nested
        + f"<w:p>{_inserted('m07eklenen')}{_deleted('x01silinen')}</w:p>"
        + f"<w:sdt><w:sdtContent>{paragraph('m08denetim')}</w:sdtContent></w:sdt>"
        + "<w:p><w:sdt><w:sdtContent><w:r><w:t>m09satır</w:t></w:r></w:sdtContent></w:sdt></w:p>"
        + "<w:p><w:smartTag><w:r><w:t>m10akıllı</w:t></w:r></w:smartTag></w:p>"
        + '<w:p><w:hyperlink r:id="x"><w:r><w:t>m11bağ</w:t></w:r></w:hyperlink></w:p>'
        + f"<w:p>{_box('m12kutu')}</w:p>"
        + '<w:p><w:r><w:t>m13dipnotlu</w:t></w:r><w:r><w:footnoteReference w:id="3"/></w:r></w:p>'
        + _item("m15madde")
        + f"<w:p>{_field('REF x', 'm16alan')}</w:p>"
        + '<w:p><w:fldSimple w:instr="PAGE"><w:r><w:t>m17basit</w:t></w:r></w:fldSimple></w:p>'
        + '<w:p><w:moveTo w:id="9"><w:r><w:t>m18taşınan</w:t></w:r></w:moveTo></w:p>'
        + paragraph("x02gizli", run="<w:vanish/>")
        + "<w:p><w:customXml><w:r><w:t>m19özel</w:t></w:r></w:customXml></w:p>"
        + '<w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:footerReference r:id="footer1"/></w:sectPr>'
    )

    document = read(
        body,
        numbering=NUMBERING,
        footnotes=f'<w:footnote w:id="3">{paragraph("m14dipnot")}</w:footnote>',
        header1=paragraph("m20üstbilgi"),
        footer1=paragraph("m21altbilgi"),
    )

    everything = f"{document.text}\n{document.pages[0].header}\n{document.pages[0].footer}"
    assert [everything.count(f"m{number:02}") for number in range(1, 22)] == [1] * 21
    assert "x01" not in everything
    assert "x02" not in everything
    assert "1. m15madde" in document.text
    assert "üstbilgi" not in document.text
    assert document.metadata["letterhead"] == "m20üstbilgi"


def test_a_deletion_is_dropped_and_an_insertion_kept_and_both_are_told(read: Read) -> None:
    document = read(
        f"<w:p><w:r><w:t>yüzde </w:t></w:r>{_deleted('10')}{_inserted('15')}</w:p>".replace(
            "<w:t>y", '<w:t xml:space="preserve">y'
        )
    )

    assert document.text == "yüzde 15"
    assert [(n.code, n.details) for n in document.notices] == [
        ("word_tracked_changes", {"insertions": 1, "deletions": 1})
    ]


def test_a_deleted_paragraph_end_joins_two_paragraphs_and_a_deleted_row_is_gone(read: Read) -> None:
    gone = "<w:tr><w:trPr><w:del w:id='1'/></w:trPr><w:tc>" + paragraph("eski") + "</w:tc></w:tr>"
    grid = table(("yeni",)).replace("<w:tr>", gone + "<w:tr>", 1)
    joined = paragraph("Kabul ", "<w:rPr><w:del w:id='1'/></w:rPr>") + paragraph("edildi.")

    assert read(joined + grid).text == "Kabul edildi.\nyeni"


@pytest.mark.parametrize(
    ("body", "styles"),
    [
        (paragraph("gizli", run="<w:vanish/>"), ""),
        (
            paragraph("gizli", run='<w:rStyle w:val="S"/>'),
            '<w:style w:type="character" w:styleId="S"><w:rPr><w:vanish/></w:rPr></w:style>',
        ),
        (
            paragraph("gizli", '<w:pStyle w:val="P"/>'),
            (
                '<w:style w:type="paragraph" w:styleId="B"><w:rPr><w:vanish/></w:rPr></w:style>'
                '<w:style w:type="paragraph" w:styleId="P"><w:basedOn w:val="B"/></w:style>'
            ),
        ),
    ],
    ids=["by itself", "by its character style", "by its paragraph's base style"],
)
def test_hidden_words_are_left_out_and_told(read: Read, body: str, styles: str) -> None:
    document = read(paragraph("görünen") + body, styles=styles)

    assert document.text == "görünen"
    assert [(n.code, n.details) for n in document.notices] == [("word_hidden_text", {"characters": 5})]


def test_words_shown_again_inside_a_hidden_style_are_read(read: Read) -> None:
    styles = '<w:style w:type="paragraph" w:styleId="P"><w:rPr><w:vanish/></w:rPr></w:style>'

    document = read(paragraph("a", '<w:pStyle w:val="P"/>', '<w:vanish w:val="0"/>'), styles=styles)

    assert document.text == "a"


def test_list_numbers_are_counted_as_word_prints_them(read: Read) -> None:
    body = (
        _item("bir")
        + _item("alt", depth=1)
        + _item("alt", depth=1)
        + _item("harf", depth=2)
        + paragraph("ara")
        + _item("iki")
        + _item("alt", depth=1)
        + _item("madde", instance=2)
        + _item("madde", instance=2)
        + _item("yeniden", instance=3)
        + _item("yeniden", instance=3)
    )

    assert read(body, numbering=NUMBERING).text.split("\n") == [
        "1. bir", "1.1 alt", "1.2 alt", "a) harf", "ara", "2. iki", "2.1 alt",
        "MADDE IV - madde", "MADDE V - madde", "7. yeniden", "8. yeniden",
    ]  # fmt: skip


def test_a_style_numbers_its_paragraphs_unless_one_says_no(read: Read) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="M"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    body = paragraph("a", '<w:pStyle w:val="M"/>') + paragraph(
        "b", '<w:pStyle w:val="M"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    )

    assert read(body, numbering=NUMBERING, styles=styles).text == "MADDE IV - a\nb"


def test_a_date_field_keeps_its_stored_result_and_is_told(read: Read) -> None:
    field = _field(' DATE \\@ "dd.MM.yyyy" ', "13.03.2026")

    document = read(f"<w:p>{field}</w:p>")

    assert document.text == "13.03.2026"
    assert _codes(document) == {"word_clock_field"}


def test_a_field_that_never_ends_does_not_swallow_the_text(read: Read) -> None:
    body = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>' + paragraph("Oy birliği ile kabul edildi.")

    assert read(body).text == "Oy birliği ile kabul edildi."


def test_page_breaks_part_the_text_and_word_s_double_mark_counts_once(read: Read) -> None:
    body = (
        paragraph("bir")
        + '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
        + "<w:p><w:r><w:lastRenderedPageBreak/><w:t>iki</w:t></w:r></w:p>"
        + '<w:p><w:r><w:t xml:space="preserve">cümle </w:t><w:lastRenderedPageBreak/><w:t>sürer</w:t></w:r></w:p>'
        + paragraph("dört", "<w:pageBreakBefore/>")
    )

    document = read(body)

    assert [document.text[page.start : page.end] for page in document.pages] == [
        "bir\n",
        "iki\ncümle ",
        "sürer\n",
        "dört",
    ]


def test_each_run_gives_its_paragraph(read: Read) -> None:
    document = read(paragraph("bir") + _item("iki") + paragraph("üç"), numbering=NUMBERING)

    runs = [(document.text[run.start : run.start + run.length], run.source) for run in document.pages[0].runs]
    assert runs == [("bir", 0), ("iki", 1), ("üç", 2)]


def test_a_table_stands_in_the_text_and_as_rows(read: Read) -> None:
    merged = table(("No", "Konu", "Sonuç"), ("1", "Park adı", "Kabul")).replace(
        "</w:tbl>",
        '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + paragraph("Toplam") + "</w:tc>"
        "<w:tc>" + paragraph("1") + "</w:tc></w:tr></w:tbl>",
    )

    document = read(paragraph("Üst") + merged + paragraph("Alt"))

    (found,) = document.tables
    assert found.rows == (("No", "Konu", "Sonuç"), ("1", "Park adı", "Kabul"), ("Toplam", "", "1"))
    assert document.text[found.start : found.end] == "No\tKonu\tSonuç\n1\tPark adı\tKabul\nToplam\t1"


def test_side_by_side_name_lists_are_read_one_after_the_other(read: Read) -> None:
    left, right = (paragraph("Ayşe A") + paragraph("Bora B"), paragraph("Cem C") + paragraph("Derya D"))
    grid = f"<w:tbl><w:tr><w:tc>{left}</w:tc><w:tc>{right}</w:tc></w:tr></w:tbl>"

    assert read(grid).text == "Ayşe A\nBora B\nCem C\nDerya D"


def test_a_header_of_the_first_page_alone_is_a_letterhead_and_part_of_the_text(read: Read) -> None:
    section = (
        '<w:sectPr><w:headerReference w:type="first" r:id="header1"/>'
        '<w:headerReference w:type="default" r:id="header2"/><w:titlePg/></w:sectPr>'
    )
    body = paragraph("metin") + paragraph("devam", "<w:pageBreakBefore/>") + section

    document = read(body, header1=paragraph("ÖRNEKOVA BELEDİYESİ"), header2=paragraph("sürer"))

    assert document.text == "ÖRNEKOVA BELEDİYESİ\nmetin\ndevam"
    assert [page.header for page in document.pages] == ["ÖRNEKOVA BELEDİYESİ", "sürer"]


def test_text_is_composed_and_its_ligatures_spelt_out_but_m2_stays(read: Read) -> None:
    assert read(paragraph("o\ufb01s i\u0307lc\u0327e 25\u00a0m²")).text == "ofis i̇lçe 25 m²"


@pytest.mark.parametrize("attack", ["entity", "external", "doctype"])
def test_entities_and_doctypes_are_refused(tmp_path: Path, attack: str) -> None:
    declared = {
        "entity": '<!DOCTYPE w [<!ENTITY a "aaaa">]>',
        "external": '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        "doctype": "<!DOCTYPE w>",
    }[attack]
    path = write(tmp_path / "a.docx", paragraph("metin" if attack == "doctype" else "&a;"))
    broken = tmp_path / "b.docx"
    with zipfile.ZipFile(path) as good, zipfile.ZipFile(broken, "w") as bad:
        for name in good.namelist():
            bad.writestr(name, good.read(name).replace(b"<w:document", declared.encode() + b"<w:document"))

    with pytest.raises(UnreadableFile) as refused:
        docx.read(broken, LIMITS)

    assert refused.value.code == "xml_forbidden"


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = write(tmp_path / "bomb.docx", "<w:p/>" * 3_000_000)

    with pytest.raises(UnreadableFile) as refused:
        docx.read(path, LIMITS)

    assert refused.value.code == "zip_bomb"


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (lambda data: data[: len(data) // 2], "word_damaged"),
        (lambda data: data[:4], "word_damaged"),
        (lambda data: data.replace(b"document.xml", b"documenx.xml"), "word_damaged"),
    ],
    ids=["cut off", "only a beginning", "without its main part"],
)
def test_a_broken_file_is_told_as_such(tmp_path: Path, damage: Callable[[bytes], bytes], code: str) -> None:
    path = write(tmp_path / "a.docx", paragraph("metin"))
    path.write_bytes(damage(path.read_bytes()))

    with pytest.raises(UnreadableFile) as refused:
        docx.read(path, LIMITS)

    assert refused.value.code == code


def test_a_file_without_words_is_no_empty_success(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as refused:
        docx.read(write(tmp_path / "a.docx", "<w:p/>"), LIMITS)

    assert refused.value.code == "no_text"


def test_content_from_outside_is_told_and_a_relation_to_nothing_is_borne(tmp_path: Path) -> None:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = (
        f'<Relationship Id="e" Type="{office}/attachedTemplate" Target="http://x.invalid/t.dotm" TargetMode="External"/>'
        f'<Relationship Id="n" Type="{office}/image" Target="NULL"/>'
    )

    document = docx.read(write(tmp_path / "a.docx", paragraph("metin"), relations=relations), LIMITS)

    assert document.text == "metin"
    assert [(n.code, n.details) for n in document.notices] == [("word_external_content", {"kinds": "attachedTemplate"})]


def test_a_part_in_html_that_word_shows_in_place_is_read(tmp_path: Path) -> None:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    path = write(
        tmp_path / "a.docx",
        paragraph("önce") + '<w:altChunk r:id="c"/>' + paragraph("sonra"),
        relations=f'<Relationship Id="c" Type="{office}/aFChunk" Target="chunk.html"/>',
        raw={"word/chunk.html": b"<html><body><p>arada</p></body></html>"},
    )

    assert docx.read(path, LIMITS).text == "önce\narada\nsonra"


def test_a_strict_open_xml_file_is_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.docx", paragraph("metin"))
    strict = tmp_path / "strict.docx"
    with zipfile.ZipFile(path) as good, zipfile.ZipFile(strict, "w") as other:
        for name in good.namelist():
            content = good.read(name)
            content = content.replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            other.writestr(name, content)

    assert docx.read(strict, LIMITS).text == "metin"


def test_what_python_docx_writes_is_read_as_python_docx_reads_it(tmp_path: Path) -> None:
    made = python_docx.Document()
    for text in ("Karar No: 412", "Oy çokluğu ile kabul edildi.", "Iğdır İli, Şişli İlçesi"):
        made.add_paragraph(text)
    grid = made.add_table(1, 2)
    grid.cell(0, 0).text, grid.cell(0, 1).text = "Kabul", "Ret"
    made.save(str(tmp_path / "a.docx"))

    document = docx.read(tmp_path / "a.docx", LIMITS)

    peer = python_docx.Document(str(tmp_path / "a.docx"))
    assert document.text == "\n".join([*(each.text for each in peer.paragraphs), "Kabul\tRet"])
