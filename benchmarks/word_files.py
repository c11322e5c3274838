"""Word files whose right text is known: each holds every feature a reader can trip over, and is saved in every format.

The .docx are put together part by part; LibreOffice makes .doc, .odt and .rtf of them, keeping tracked changes, hidden words,
notes and list numbers. HTML and UDF hold what those formats can.
"""

import html
import random
import subprocess
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.scan_pages import paragraphs

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SPACES = (
    f'xmlns:w="{_W}" xmlns:r="{_OFFICE}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


@dataclass(frozen=True)
class Made:
    """A file and the words it must give, in reading order."""

    path: Path
    words: str


def _run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{html.escape(text)}</w:t></w:r>'


def _paragraph(inside: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def _table(rows: list[list[str]], nested: str = "") -> str:
    border = '<w:tblBorders><w:insideH w:val="single" w:sz="4"/><w:insideV w:val="single" w:sz="4"/></w:tblBorders>'
    grid = "<w:tblGrid>" + '<w:gridCol w:w="2400"/>' * len(rows[0]) + "</w:tblGrid>"
    body = ""
    for number, row in enumerate(rows):
        cells = ""
        for column, cell in enumerate(row):
            last = nested and number == len(rows) - 1 and column == len(row) - 1
            content = _paragraph(_run(cell)) + (nested + _paragraph("") if last else "")
            cells += f'<w:tc><w:tcPr><w:tcW w:w="2400" w:type="dxa"/></w:tcPr>{content}</w:tc>'
        body += f"<w:tr>{cells}</w:tr>"
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/>{border}</w:tblPr>{grid}{body}</w:tbl>'


class _Composed:
    """One document: its body, its notes, and its words in order."""

    def __init__(self, chance: random.Random, texts: list[str], *, rich: bool) -> None:
        self.body: list[str] = []
        self.words: list[str] = []
        self.notes: list[str] = []
        pick = iter(texts)
        tracked = 'w:id="9" w:author="Kalem" w:date="2026-10-05T10:00:00Z"'
        for text in ("T.C.", "ÖRNEKOVA BELEDİYESİ", "MECLİS KARARI"):
            self.add(_paragraph(_run(text, "<w:b/>"), '<w:jc w:val="center"/>'), text)
        number, day = f"2026/{chance.randrange(1, 400)}", f"{chance.randrange(10, 29)}.10.2026"
        self.add(_paragraph(_run(f"Karar No: {number}")), f"Karar No: {number}")
        self.add(_paragraph(_run(f"Karar Tarihi: {day}")), f"Karar Tarihi: {day}")
        for _ in range(2):
            text = next(pick)
            self.add(_paragraph(_run(text[:40]) + _run(text[40:], "<w:i/>")), text)
        rows = [["Grup", "Kabul", "Ret"], ["Çınar Grubu", str(chance.randrange(9, 20)), "0"], ["Irmak Grubu", "2", "6"]]
        if not rich:
            self.add(_table(rows), *(cell for row in rows for cell in row))
            self.add(_paragraph(_run(next(pick))), texts[2])
            return
        text = next(pick)
        changed = (
            _run("Ücretin ")
            + f"<w:del {tracked}><w:r><w:delText>on iki</w:delText></w:r></w:del>"
            + f"<w:ins {tracked}>{_run('on beş')}</w:ins>"
            + _run(" lira olarak belirlenmesine ")
            + _run("gizli taslak notu ", "<w:vanish/>")
            + _run(text)
        )
        self.add(_paragraph(changed), f"Ücretin on beş lira olarak belirlenmesine {text}")
        held = next(pick)
        self.add(f"<w:sdt><w:sdtPr/><w:sdtContent>{_paragraph(_run(held))}</w:sdtContent></w:sdt>", held)
        tagged = '<w:smartTag w:uri="u" w:element="date">' + _run(day) + "</w:smartTag>"
        inline = f"<w:sdt><w:sdtPr/><w:sdtContent>{_run('oybirliği')}</w:sdtContent></w:sdt>"
        linked = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "http://ornek.invalid" </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + _run("eki")
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )  # fmt: skip
        self.add(
            _paragraph(tagged + _run(" günü ") + inline + _run(" ile ") + linked + _run(" kabul edildi.")),
            f"{day} günü oybirliği ile eki kabul edildi.",
        )
        for place, text in enumerate(("imar planı değişikliği,", "yol yapımı,", "park düzenlenmesi"), 1):
            self.add(
                _paragraph(_run(text), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'), f"{place}. {text}"
            )
        note = f"5393 sayılı Kanunun {chance.randrange(10, 80)}. maddesi."
        self.notes.append(note)
        reference = f'<w:r><w:footnoteReference w:id="{len(self.notes) + 1}"/></w:r>'
        text = next(pick)
        self.add(_paragraph(_run(text) + reference), text, note)
        nested = [["Ada", "Parsel"], [str(chance.randrange(100, 999)), str(chance.randrange(1, 40))]]
        self.add(
            _table(rows, _table(nested)),
            *(cell for row in rows for cell in row),
            *(cell for row in nested for cell in row),
        )
        boxed, text = "GÜNDEM DIŞI", next(pick)
        inside = f"<w:txbxContent>{_paragraph(_run(boxed))}</w:txbxContent>"
        shape = (
            '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor behindDoc="0" distT="0" '
            'distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" locked="0" layoutInCell="1" allowOverlap="1">'
            '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>'
            '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
            '<wp:extent cx="1800000" cy="400000"/><wp:wrapSquare wrapText="bothSides"/><wp:docPr id="7" name="Kutu"/><a:graphic>'
            '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr '
            'txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1800000" cy="400000"/></a:xfrm><a:prstGeom '
            f'prst="rect"/></wps:spPr><wps:txbx>{inside}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>'
            '</wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:rect style="width:140pt;height:30pt"><v:textbox>'
            f"{inside}</v:textbox></v:rect></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )  # fmt: skip
        self.add(_paragraph(_run(text) + shape), text, boxed)
        self.add(_paragraph(_run("Gereği için karar verildi.")), "Gereği için karar verildi.")

    def add(self, xml: str, *words: str) -> None:
        self.body.append(xml)
        self.words.extend(words)

    def write(self, path: Path) -> None:
        numbering = (
            '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
            '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        )
        marks = '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:type="continuationSeparator" w:id="1"><w:p/></w:footnote>'
        notes = marks + "".join(
            f'<w:footnote w:id="{number + 2}">{_paragraph(_run(note))}</w:footnote>'
            for number, note in enumerate(self.notes)
        )
        section = (
            '<w:sectPr><w:headerReference w:type="default" r:id="header"/><w:footerReference w:type="default" r:id="footer"/>'
            '<w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
        )
        parts = {
            "document": ("document", f"<w:body>{''.join(self.body)}{section}</w:body>"),
            "numbering": ("numbering", numbering),
            "footnotes": ("footnotes", notes),
            "header": ("hdr", _paragraph(_run("Örnekova Belediye Meclisi"))),
            "footer": ("ftr", _paragraph(_run("Sayfa 1"))),
        }
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            overrides = links = ""
            for name, (root, inside) in parts.items():
                kind = "document.main" if name == "document" else name
                overrides += f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}.{kind}+xml"/>'
                if name != "document":
                    links += f'<Relationship Id="{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>'
                archive.writestr(f"word/{name}.xml", f"{_HEAD}<w:{root} {_SPACES}>{inside}</w:{root}>")
            rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            archive.writestr(
                "[Content_Types].xml",
                f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{rels}<Default Extension="xml" ContentType="application/xml"/>'
                f"{overrides}</Types>",
            )
            top = f'<Relationship Id="d" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
            for name, inside in (("_rels/.rels", top), ("word/_rels/document.xml.rels", links)):
                archive.writestr(
                    name, f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'
                )


def _html(words: list[str]) -> str:
    body = "".join(f"<p>{html.escape(text)}</p>\n" for text in words)
    return f'<!DOCTYPE html><html lang="tr"><head><meta charset="utf-8"></head><body>{body}</body></html>'


def _udf(words: list[str], path: Path) -> None:
    text = "".join(f"{line}\n" for line in words)
    elements, at = "", 0
    for line in words:
        elements += f'<paragraph><content startOffset="{at}" length="{len(line) + 1}"/></paragraph>'
        at += len(line) + 1
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "content.xml",
            f'{_HEAD}<template format_id="1.8"><content><![CDATA[{text}]]></content><elements>{elements}</elements></template>',
        )


def word_files(folder: Path, count: int, *, rich: bool) -> dict[str, list[Made]]:
    """Give `count` documents in each format; `rich` ones hold every feature, the others what most letters hold."""
    texts = paragraphs()
    chance = random.Random(57)
    found: dict[str, list[Made]] = {name: [] for name in ("docx", "doc", "odt", "rtf", "html", "udf")}
    for number in range(count):
        composed = _Composed(chance, chance.sample(texts, 8), rich=rich)
        words = " ".join(composed.words)
        paths = {name: folder / name / f"{number:03}.{name}" for name in found}
        for path in paths.values():
            path.parent.mkdir(parents=True, exist_ok=True)
        composed.write(paths["docx"])
        paths["html"].write_text(_html(composed.words), encoding="utf-8")
        _udf(composed.words, paths["udf"])
        for name, path in paths.items():
            found[name].append(Made(path, words))
    sources = [made.path for made in found["docx"]]
    for name, to in (("odt", "odt"), ("doc", "doc:MS Word 97"), ("rtf", "rtf:Rich Text Format")):
        office(sources, to, folder / name)
    return found


def office(sources: list[Path], to: str, into: Path) -> None:
    """Have LibreOffice convert all sources in one call."""
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", to, "--outdir", str(into),
             *map(str, sources)],
            check=True, capture_output=True,
        )  # fmt: skip


Reader = Callable[[list[Path]], list[str]]
