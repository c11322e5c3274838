"""Make the files of this folder again: one text, every format, several producers.

Needs LibreOffice, pandoc, node with the package `docx`, and the packages of the development group. Names of people and places are invented.
Run: python samples/formats/make.py
"""

import io
import json
import subprocess
import tempfile
import zipfile
from pathlib import Path

import docx
import numpy as np
import pypdfium2
from docx.shared import Cm, Pt
from PIL import Image, ImageFilter

HERE = Path(__file__).parent
HEAD = ["T.C.", "ÖRNEKOVA BELEDİYESİ", "MECLİS KARARI"]
FIRST = [
    "Karar No: 2026/57",
    "Karar Tarihi: 05.10.2026",
    "Konu: Çınaraltı Mahallesi çocuk parkı",
    "Park ve Bahçeler Müdürlüğünün 28.09.2026 tarihli ve E-4471203 sayılı yazısı Belediye Meclisinin 05.10.2026 tarihli"
    " toplantısında okundu.",
    "Çınaraltı Mahallesi 118 ada 4 parsel üzerindeki 2.350 m² alanın çocuk parkı olarak düzenlenmesi, ağaçların"
    " korunması ve işlerin iki ay içinde bitirilmesi için yapılan görüşmeler sonucunda:",
]
ITEMS = [
    "Alanın çocuk parkı olarak düzenlenmesine,",
    "Parka “Gökçe Işık Parkı” adının verilmesine,",
    "Yapım için 1.250.000,00 TL ödeneğin yedek akçeden aktarılmasına",
]
VOTE = "5393 sayılı Belediye Kanununun 18 inci maddesinin (e) bendi uyarınca oy çokluğu ile karar verildi."
ROWS = [("Grup", "Kabul", "Ret", "Çekimser"), ("Çınar Grubu", "11", "0", "1"), ("Irmak Grubu", "2", "6", "0")]
LAST = "Meclis Başkanı: Şükrü Özdağlı    Kâtip Üye: İlknur Ağaçcı"

LINES = [
    *HEAD, *FIRST, *(f"{number}. {item}" for number, item in enumerate(ITEMS, 1)), VOTE, *("\t".join(row) for row in ROWS), LAST,
]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        word = work / "karar.docx"
        python_docx(word)
        keep("python-docx.docx", word.read_bytes())
        odt = office(word, "odt")
        keep("libreoffice.odt", odt.read_bytes())
        keep("libreoffice.docx", office(odt, "docx:MS Word 2007 XML").read_bytes())
        keep("libreoffice.doc", office(odt, "doc:MS Word 97").read_bytes())
        keep("libreoffice.rtf", office(odt, "rtf:Rich Text Format").read_bytes())
        pdf = office(odt, "pdf").read_bytes()
        keep("libreoffice.pdf", pdf)
        text = "\n".join(LINES) + "\n"
        keep("utf-8.txt", text.encode())
        keep("windows-1254.txt", text.replace("\n", "\r\n").encode("cp1254"))
        keep("utf-16.txt", text.encode("utf-16"))
        keep("page.html", html().encode("cp1254"))
        for kind in ("docx", "odt", "rtf"):
            keep(f"pandoc.{kind}", pandoc(kind, work))
        keep("docx-js.docx", docx_js(work))
        keep("uyap.udf", udf())
        keep("e-yazisma.eyp", eyp(pdf))
        keep("scan-300dpi.png", saved(noisy(picture(pdf, 300), 0).quantize(8, dither=0), "PNG", 300))
        keep("scan-200dpi.jpg", saved(noisy(picture(pdf, 200), 10), "JPEG", 200, quality=40))
        keep("scan-in-word.docx", scan_in_word(saved(noisy(picture(pdf, 200), 8), "JPEG", 200, quality=50)))
        pages = [noisy(picture(pdf, 200), 4), picture(pdf, 200).rotate(90, expand=True)]
        keep("scan-sideways.tif", tiff(pages), twice=True)
        keep("mixed.pdf", mixed(pdf, saved(noisy(picture(pdf, 200), 8), "JPEG", 200, quality=40)), twice=True)


def keep(name: str, content: bytes, *, twice: bool = False) -> None:
    (HERE / name).write_bytes(content)
    (HERE / f"{name}.expected").write_text("\n".join(LINES * (2 if twice else 1)) + "\n", encoding="utf-8")


def python_docx(path: Path) -> None:
    made = docx.Document()
    made.styles["Normal"].font.name, made.styles["Normal"].font.size = "Liberation Serif", Pt(12)
    for line in HEAD:
        made.add_paragraph(line).alignment = 1
    for line in FIRST:
        made.add_paragraph(line)
    for item in ITEMS:
        made.add_paragraph(item, style="List Number")
    made.add_paragraph(VOTE)
    grid = made.add_table(len(ROWS), len(ROWS[0]))
    grid.style = "Table Grid"
    for row, texts in zip(grid.rows, ROWS, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text, cell.width = text, Cm(4)
    made.add_paragraph(LAST)
    made.save(str(path))


def office(source: Path, to: str) -> Path:
    target = source.parent / "made"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{source.parent}/profile", "--headless", "--convert-to", to,
         "--outdir", str(target), str(source)],
        check=True, capture_output=True,
    )
    return target / f"{source.stem}.{to.partition(':')[0]}"


def pandoc(kind: str, work: Path) -> bytes:
    page = work / "page.html"
    page.write_text(html().replace("windows-1254", "utf-8").replace("<title>Meclis kararı</title>", ""), encoding="utf-8")
    made = work / f"pandoc.{kind}"
    subprocess.run(["pandoc", "-f", "html", "-t", kind, "-s", "-o", str(made), str(page)], check=True, capture_output=True)
    return made.read_bytes()


def docx_js(work: Path) -> bytes:
    """Have the npm package `docx` write the resolution; node must find it (NODE_PATH)."""
    words = {"head": HEAD, "first": FIRST, "items": ITEMS, "vote": VOTE, "rows": ROWS, "last": LAST}
    (work / "make.cjs").write_text(f"const L = {json.dumps(words)};\n{_DOCX_JS}", encoding="utf-8")
    subprocess.run(["node", str(work / "make.cjs"), str(work / "js.docx")], check=True)
    return (work / "js.docx").read_bytes()


_DOCX_JS = """
const d = require('docx');
const P = (t, o = {}) => new d.Paragraph({ children: [new d.TextRun(t)], ...o });
const level = { level: 0, format: d.LevelFormat.DECIMAL, text: '%1.', alignment: d.AlignmentType.LEFT };
const row = r => new d.TableRow({ children: r.map(c => new d.TableCell({ children: [P(c)] })) });
const children = [
  ...L.head.map(t => P(t, { alignment: d.AlignmentType.CENTER })), ...L.first.map(t => P(t)),
  ...L.items.map(t => P(t, { numbering: { reference: 'n', level: 0 } })), P(L.vote),
  new d.Table({ rows: L.rows.map(row) }), P(L.last),
];
const made = new d.Document({ numbering: { config: [{ reference: 'n', levels: [level] }] }, sections: [{ children }] });
d.Packer.toBuffer(made).then(b => require('fs').writeFileSync(process.argv[2], b));
"""


def scan_in_word(scan: bytes) -> bytes:
    made, into = docx.Document(), io.BytesIO()
    made.add_picture(io.BytesIO(scan), width=Cm(15))
    made.save(into)
    return into.getvalue()


def html() -> str:
    items = "".join(f"<li>{item}</li>" for item in ITEMS)
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    body = "".join(f"<p>{line}</p>\n" for line in (*HEAD, *FIRST))
    return (
        '<!DOCTYPE html>\n<html lang="tr"><head><meta charset="windows-1254"><title>Meclis kararı</title>'
        f"<style>p {{ margin: 0 }}</style></head><body>\n{body}<ol>{items}</ol><p>{VOTE}</p>"
        f"<table>{rows}</table><p>{LAST.replace('    ', '&nbsp;&nbsp;&nbsp;&nbsp;')}</p></body></html>\n"
    )


def udf() -> bytes:
    text, elements = "", ""

    def run(words: str) -> str:
        nonlocal text
        start, text = len(text), text + words
        return f'<content startOffset="{start}" length="{len(words)}" />'

    for line in (*HEAD, *FIRST, *(f"{number}. {item}" for number, item in enumerate(ITEMS, 1)), VOTE):
        elements += f'<paragraph Alignment="3">{run(line + chr(10))}</paragraph>'
    elements += '<table tableName="Sabit" columnCount="4">'
    for row in ROWS:
        cells = "".join(f"<cell><paragraph>{run(cell + chr(10))}</paragraph></cell>" for cell in row)
        elements += f"<row>{cells}</row>"
    elements += f"</table><paragraph>{run(LAST + chr(10))}</paragraph>"
    content = (
        '<?xml version="1.0" encoding="UTF-8" ?>\n<template format_id="1.8" >\n'
        f'<content><![CDATA[{text}]]></content><properties><pageFormat mediaSizeName="1" /></properties>\n'
        f'<elements resolver="hvl-default" >{elements}</elements><styles/></template>'
    )
    properties = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE properties SYSTEM "properties.dtd">\n'
        "<properties><entry key=\"baslik\">Meclis kararı</entry></properties>"
    )
    return zipped({"content.xml": content.encode(), "documentproperties.xml": properties.encode()})


def eyp(pdf: bytes) -> bytes:
    relations = (
        '<?xml version="1.0" encoding="utf-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="IdUstYazi" Type="http://eyazisma.dpt/iliskiler/ustyazi" Target="/UstYazi/karar.pdf"/>'
        '<Relationship Id="IdUstveri" Type="http://eyazisma.dpt/iliskiler/ustveri" Target="/Ustveri/Ustveri.xml"/>'
        "</Relationships>"
    )
    metadata = (
        '<?xml version="1.0" encoding="utf-8"?><Ustveri xmlns="urn:dpt:eyazisma:schema:xsd:Tipler-2">'
        "<BelgeId>3f0c2a54-0000-4000-8000-0123456789ab</BelgeId><Konu>Çınaraltı Mahallesi çocuk parkı</Konu>"
        "<Olusturan><KurumKurulus><KKK>00000000</KKK><Adi>Örnekova Belediyesi</Adi></KurumKurulus></Olusturan></Ustveri>"
    )
    final = (
        '<?xml version="1.0" encoding="utf-8"?><NihaiUstveri xmlns="urn:dpt:eyazisma:schema:xsd:Tipler-2">'
        "<Tarih>2026-10-05T10:00:00</Tarih><BelgeNo>2026/57</BelgeNo></NihaiUstveri>"
    )
    types = '<?xml version="1.0" encoding="utf-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="pdf" ContentType="application/pdf"/><Default Extension="xml" ContentType="application/xml"/></Types>'
    return zipped({
        "[Content_Types].xml": types.encode(), "_rels/.rels": relations.encode(), "Ustveri/Ustveri.xml": metadata.encode(),
        "NihaiUstveri/NihaiUstveri.xml": final.encode(), "UstYazi/karar.pdf": pdf, "Imzalar/ImzaCades.imz": b"\x30\x00",
    })


def zipped(parts: dict[str, bytes]) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return into.getvalue()


def picture(pdf: bytes, dpi: int) -> Image.Image:
    return pypdfium2.PdfDocument(pdf)[0].render(scale=dpi / 72).to_pil().convert("L")


def noisy(page: Image.Image, strength: float) -> Image.Image:
    chance = np.random.default_rng(57)
    values = np.asarray(page.filter(ImageFilter.GaussianBlur(0.5)), dtype=np.float32)
    light = np.linspace(0.85, 1.0, values.shape[1])[None, :]
    values = (values * 0.8 + 35) * light + chance.normal(0, strength, values.shape) * (chance.random(values.shape) < 0.2)
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))


def saved(page: Image.Image, kind: str, dpi: int, **options: int) -> bytes:
    into = io.BytesIO()
    page.save(into, kind, dpi=(dpi, dpi), optimize=True, **options)
    return into.getvalue()


def tiff(pages: list[Image.Image]) -> bytes:
    into = io.BytesIO()
    black = [page.point(lambda value: 255 if value > 110 else 0).convert("1") for page in pages]
    black[0].save(into, "TIFF", save_all=True, append_images=black[1:], compression="group4", dpi=(200, 200))
    return into.getvalue()


def mixed(pdf: bytes, scan: bytes) -> bytes:
    into = pypdfium2.PdfDocument(pdf)
    width, height = into[0].get_size()
    page = into.new_page(width, height)
    image = pypdfium2.PdfImage.new(into)
    image.load_jpeg(io.BytesIO(scan), pages=[page])
    image.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
    page.insert_obj(image)
    page.gen_content()
    out = io.BytesIO()
    into.save(out)
    return out.getvalue()


if __name__ == "__main__":
    main()
