"""Scanned pages whose right text is known: council papers in several layouts, printed, and put through a bad scanner.

Words come from the samples' sources. Every page is made from a fixed seed, so that two runs see the same pictures.
"""

import html
import io
import math
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter

_SOURCES = Path(__file__).parents[1] / "samples" / "sources"
_FIRST = (
    "Şükrü",
    "İlknur",
    "Çağla",
    "Gülşah",
    "Işıl",
    "Ömer",
    "Uğur",
    "Nazlı",
    "Fikret",
    "Ayşegül",
    "Tuğrul",
    "Zübeyde",
)
_LAST = (
    "ÖZDAĞLI",
    "AĞAÇCI",
    "ÇINARLI",
    "YÜĞRÜK",
    "IŞIKTEPE",
    "KARGINLI",
    "OBRUKLU",
    "TINAZTEPELİ",
    "GÜVENÇER",
    "SAÇAKLI",
)
_PLACES = ("Çınaraltı", "Şafaktepe", "Güneşli", "İncirlik", "Yıldızevler", "Ulubağ", "Işıklar", "Öğretmenevleri")


@dataclass(frozen=True)
class Scan:
    """A page as it came from the scanner, and the words it must give in reading order."""

    layout: str
    wear: str
    dpi: int
    picture: Image.Image
    words: str


class _Writer:
    """Collects a page's HTML and its words together."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.html: list[str] = []
        self.words: list[str] = []

    def line(self, text: str, tag: str = "p", style: str = "") -> None:
        self.html.append(f'<{tag} style="{style}">{html.escape(text)}</{tag}>')
        self.words.append(text)

    def table(self, rows: list[list[str]], style: str = "ruled") -> None:
        body = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
        self.html.append(f'<table class="{style}">{body}</table>')
        self.words.extend(cell for row in rows for cell in row)

    def columns(self, columns: list[list[str]]) -> None:
        cells = "".join(
            "<td>" + "".join(f"<div>{html.escape(line)}</div>" for line in column) + "</td>" for column in columns
        )
        self.html.append(f'<table class="columns"><tr>{cells}</tr></table>')
        self.words.extend(line for column in columns for line in column)

    def name(self) -> str:
        return f"{self.chance.choice(_FIRST)} {self.chance.choice(_LAST)}"


def paragraphs() -> list[str]:
    """Give the running paragraphs of the samples."""
    found = []
    for source in sorted(_SOURCES.glob("*.txt")):
        body = source.read_text(encoding="utf-8").split("\n---\n", 1)[1]
        for part in body.split("\n\n"):
            plain = re.sub(r"\*\*|\\\n", lambda mark: " " if mark[0] != "**" else "", part).replace("\n", " ").strip()
            if plain[:1] not in "^>#+|!%" and 120 < len(plain) < 900:
                found.append(" ".join(plain.split()))
    return found


def _enough(texts: list[str], characters: int) -> list[str]:
    kept: list[str] = []
    for text in texts:
        if sum(map(len, kept)) + len(text) <= characters:
            kept.append(text)
    return kept


def _head(page: _Writer) -> None:
    for text in ("T.C.", "ÖRNEKOVA BELEDİYESİ", "MECLİS KARARI"):
        page.line(text, style="text-align:center;font-weight:bold;margin:0")
    page.line(f"Karar No: 2026/{page.chance.randrange(10, 400)}", style="margin-top:10pt")
    page.line(f"Karar Tarihi: {page.chance.randrange(10, 28)}.0{page.chance.randrange(1, 9)}.2026")


def _plain(page: _Writer, texts: list[str]) -> None:
    _head(page)
    for text in _enough(texts, 2200):
        page.line(text)


def _ruled(page: _Writer, texts: list[str]) -> None:
    _head(page)
    page.line(texts[0])
    chance = page.chance
    rows = [["Sıra", "Mahalle", "Ada", "Parsel", "Yüzölçümü (m²)", "Bedel (TL)"]]
    rows += [
        [
            str(number), chance.choice(_PLACES), str(chance.randrange(10, 999)), str(chance.randrange(1, 40)),
            f"{chance.randrange(120, 980)},{chance.randrange(10, 99)}",
            f"{chance.randrange(1, 9)}.{chance.randrange(100, 999)}.000,00",
        ]
        for number in range(1, 11)
    ]  # fmt: skip
    page.table(rows)
    page.line(texts[1])


def _votes(page: _Writer, texts: list[str]) -> None:
    _head(page)
    page.line(texts[0])
    page.table([
        ["Grup", "Kabul", "Ret", "Çekimser"], ["Çınar Grubu", "11", "0", "1"], ["Irmak Grubu", "2", "6", "0"],
        ["Bağımsız", "1", "0", "0"], ["Toplam", "14", "6", "1"],
    ])  # fmt: skip
    page.line(texts[1])
    page.table([["Konu", texts[2][:170].rsplit(" ", 1)[0]], ["Karar", texts[3][:200].rsplit(" ", 1)[0]]])


def _attendance(page: _Writer, texts: list[str]) -> None:
    _head(page)
    page.line("TOPLANTIYA KATILANLAR", style="font-weight:bold;text-align:center")
    half = [[f"{number + 12 * side}- {page.name()}" for number in range(1, 13)] for side in (0, 1)]
    page.columns(half)
    page.line(texts[0])
    page.line(texts[1])


def _newspaper(page: _Writer, texts: list[str]) -> None:
    """Two columns of running text under one heading, as in a bulletin."""
    _head(page)
    page.html.append('<div class="two">')
    for text in _enough(texts, 2000):
        page.line(text)
    page.html.append("</div>")


def _agenda(page: _Writer, texts: list[str]) -> None:
    for text in ("ÖRNEKOVA BELEDİYE MECLİSİ", "GÜNDEM"):
        page.line(text, style="text-align:center;font-weight:bold;margin:0")
    for number, text in enumerate(texts[:9], 1):
        page.line(f"{number}. {text[:160].rsplit(' ', 1)[0]}.", style="margin:4pt 0 4pt 14pt;text-indent:-14pt")


def _mixed(page: _Writer, texts: list[str]) -> None:
    _attendance(page, texts[:2])
    page.table([["Grup", "Kabul", "Ret"], ["Çınar Grubu", "11", "0"], ["Irmak Grubu", "2", "6"]])
    page.line(texts[2])


_LAYOUTS: dict[str, Callable[[_Writer, list[str]], None]] = {
    "plain": _plain, "table": _ruled, "votes": _votes, "attendance": _attendance, "two columns": _newspaper,
    "agenda": _agenda, "mixed": _mixed,
}  # fmt: skip
_TYPES = (
    "12pt 'Liberation Serif'",
    "11pt 'DejaVu Serif'",
    "10.5pt 'Liberation Sans'",
    "11pt 'Nimbus Roman'",
    "10pt 'DejaVu Sans'",
)
_STYLE = """@page{size:A4;margin:2cm}body{font:%s;line-height:1.25}p{margin:6pt 0;text-align:justify}
table{border-collapse:collapse;width:100%%;margin:8pt 0}.ruled td{border:.7pt solid black;padding:2pt 5pt}
.columns td{width:50%%;vertical-align:top}.two{column-count:2;column-gap:24pt}"""


def _printed(page: _Writer, type_: str, dpi: int) -> Image.Image:
    import weasyprint

    pdf = weasyprint.HTML(
        string=f"<meta charset=utf-8><style>{_STYLE % type_}</style>" + "".join(page.html)
    ).write_pdf()
    document = pypdfium2.PdfDocument(pdf)
    if len(document) != 1:
        raise ValueError("a composed page runs over")
    return document[0].render(scale=dpi / 72).to_pil().convert("L")


def _clean(picture: Image.Image, _: np.random.Generator) -> Image.Image:
    return picture


def _noisy(picture: Image.Image, chance: np.random.Generator) -> Image.Image:
    """Blur, uneven light, low contrast, grain, specks, strong JPEG compression."""
    values = np.asarray(picture.filter(ImageFilter.GaussianBlur(0.6)), dtype=np.float32)
    light = np.linspace(0.82, 1.0, values.shape[1])[None, :] * np.linspace(1.0, 0.93, values.shape[0])[:, None]
    values = (values * 0.72 + 50) * light + chance.normal(0, 9, values.shape)
    specks = chance.random(values.shape)
    values[specks < 0.0008] = 60
    values[specks > 0.9995] = 240
    return _jpeg(Image.fromarray(np.clip(values, 0, 255).astype(np.uint8)), 45)


def _faxed(picture: Image.Image, chance: np.random.Generator) -> Image.Image:
    """Black or white alone, ragged edges, specks."""
    values = np.asarray(picture.filter(ImageFilter.GaussianBlur(0.7)), dtype=np.float32)
    values += chance.normal(0, 24, values.shape)
    black = values < 140
    specks = chance.random(values.shape) < 0.0012
    return Image.fromarray(np.where(black | specks, 0, 255).astype(np.uint8))


def _faint(picture: Image.Image, chance: np.random.Generator) -> Image.Image:
    """A worn toner: grey writing on grey paper."""
    values = np.asarray(picture, dtype=np.float32) * 0.28 + 165 + chance.normal(0, 3, (picture.height, picture.width))
    return _jpeg(Image.fromarray(np.clip(values, 0, 255).astype(np.uint8)), 60)


def _skewed(picture: Image.Image, chance: np.random.Generator) -> Image.Image:
    angle = float(chance.choice([-3.1, -1.7, 1.4, 2.6]))
    return _noisy(picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255), chance)


def _photographed(picture: Image.Image, chance: np.random.Generator) -> Image.Image:
    """A telephone's picture: a shadow over a corner, the paper leaning away, soft focus."""
    w, h = picture.size
    quad = (0.015 * w, 0.01 * h, -0.01 * w, 0.985 * h, 1.015 * w, 0.99 * h, 0.98 * w, 0.0)
    leaned = picture.transform(picture.size, Image.Transform.QUAD, quad, Image.Resampling.BICUBIC, fillcolor=255)
    values = np.asarray(leaned.filter(ImageFilter.GaussianBlur(0.8)), dtype=np.float32)
    y, x = np.mgrid[0 : values.shape[0], 0 : values.shape[1]]
    shadow = 1.0 - 0.5 / (1 + np.exp(-(x / w + y / h - 1.15) * 14))
    values = (values * 0.8 + 40) * shadow + chance.normal(0, 4, values.shape)
    return _jpeg(Image.fromarray(np.clip(values, 0, 255).astype(np.uint8)), 60)


def _stamped(picture: Image.Image, chance: np.random.Generator) -> Image.Image:
    """A round seal and a scribbled signature over the writing, then the usual scanner."""
    w, h = picture.size
    mark = Image.new("L", picture.size, 255)
    draw = ImageDraw.Draw(mark)
    radius, x, y = w // 9, int(w * 0.68), int(h * 0.55)
    for inner in (0, radius // 5):
        draw.ellipse(
            (x - radius + inner, y - radius + inner, x + radius - inner, y + radius - inner),
            outline=120,
            width=max(w // 400, 2),
        )
    at = [(w * 0.2 + t * w * 0.004, h * 0.62 + math.sin(t / 2.3) * h * 0.012 * (1 + t % 7 / 7)) for t in range(60)]
    draw.line(at, fill=90, width=max(w // 500, 2))
    return _noisy(Image.fromarray(np.minimum(np.asarray(picture), np.asarray(mark))), chance)


def _sealed(picture: Image.Image, chance: np.random.Generator) -> Image.Image:
    """A colour scan: a blue seal with writing around it and a signature in blue ink across the text."""
    paper = _noisy(picture, chance).convert("RGB")
    ink = Image.new("RGB", picture.size, "white")
    draw = ImageDraw.Draw(ink)
    w, h = picture.size
    radius, x, y, blue = w // 8, int(w * 0.62), int(h * 0.3), (52, 74, 190)
    for inner in (0, radius // 4):
        box = (x - radius + inner, y - radius + inner, x + radius - inner, y + radius - inner)
        draw.ellipse(box, outline=blue, width=max(w // 350, 2))
    for step in range(26):
        angle = step * 2 * math.pi / 26
        at = x + 0.87 * radius * math.cos(angle), y + 0.87 * radius * math.sin(angle)
        draw.text(at, "BELEDİYE"[step % 8], fill=blue, anchor="mm", font_size=radius // 6)
    points = [(w * 0.2 + t * w * 0.004, h * 0.4 + math.sin(t / 2.3) * h * 0.012 * (1 + t % 7 / 7)) for t in range(60)]
    draw.line(points, fill=blue, width=max(w // 450, 2))
    into = io.BytesIO()
    ImageChops.multiply(paper, ink).save(into, "JPEG", quality=60)
    return Image.open(into).convert("RGB")


def _turned(degrees: int) -> Callable[[Image.Image, np.random.Generator], Image.Image]:
    return lambda picture, chance: _noisy(picture, chance).rotate(degrees, expand=True)


_PLAN: tuple[tuple[str, str, int, Callable[[Image.Image, np.random.Generator], Image.Image]], ...] = (
    *(((layout, "clean", 300, _clean)) for layout in _LAYOUTS),
    *(((layout, "clean", 200, _clean)) for layout in _LAYOUTS),
    *(((layout, "noisy", 150, _noisy)) for layout in _LAYOUTS),
    ("plain", "noisy", 200, _noisy), ("table", "noisy", 200, _noisy), ("mixed", "noisy", 300, _noisy),
    ("plain", "skewed", 200, _skewed), ("table", "skewed", 200, _skewed), ("attendance", "skewed", 150, _skewed),
    ("plain", "fax", 200, _faxed), ("table", "fax", 200, _faxed), ("agenda", "fax", 200, _faxed),
    ("plain", "faint", 200, _faint), ("votes", "faint", 150, _faint),
    ("plain", "photo", 200, _photographed), ("votes", "photo", 200, _photographed),
    ("plain", "stamped", 200, _stamped), ("agenda", "stamped", 200, _stamped),
    ("plain", "sealed", 200, _sealed), ("votes", "sealed", 200, _sealed), ("agenda", "sealed", 150, _sealed),
    ("plain", "turned", 200, _turned(90)), ("table", "turned", 200, _turned(180)), ("attendance", "turned", 200, _turned(270)),
)  # fmt: skip


def scans(wanted: str = "") -> list[Scan]:
    """Give the composed scans, or those whose "layout wear dpi" holds the word `wanted`."""
    texts_at_hand = paragraphs()
    found = []
    for number, (layout, wear, dpi, worn) in enumerate(_PLAN):
        if wanted not in f"{layout} {wear} {dpi}":
            continue
        chance = random.Random(f"{layout} {wear} {dpi}")
        page = _Writer(chance)
        texts = chance.sample(texts_at_hand, 14)
        _LAYOUTS[layout](page, texts)
        picture = worn(_printed(page, _TYPES[number % len(_TYPES)], dpi), np.random.default_rng(number))
        found.append(Scan(layout, wear, dpi, picture, " ".join(page.words)))
    return found


def _jpeg(picture: Image.Image, quality: int) -> Image.Image:
    into = io.BytesIO()
    picture.save(into, "JPEG", quality=quality)
    return Image.open(into).convert("L")
