"""Scans: words with their places, turned pages, and a machine without an engine."""

import subprocess
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFont

from ingest.readers import image, ocr, tesseract
from ingest.readers.limits import Limits
from models.document import Document, Page
from models.errors import UnreadableFile

LIMITS = Limits()
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
LINES = ["Belediye Meclisi olağan toplantısını yaptı.", "Teklif oy birliği ile kabul edildi.", "Şükrü Özdağlı ve İlknur Ağaçcı imzaladı.",
         "Park yerinin adı Gökçe Işık olarak belirlendi."]  # fmt: skip


def _page(lines: list[str] = LINES) -> Image.Image:
    picture = Image.new("L", (1240, 1000), 255)
    draw = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        draw.text((100, 100 + 70 * number), line, fill=0, font=ImageFont.truetype(FONT, 34))
    return picture


@pytest.mark.ocr
@pytest.mark.parametrize(
    ("turn", "wanted"),
    [(None, 0), (Image.Transpose.ROTATE_90, 90), (Image.Transpose.ROTATE_180, 180), (Image.Transpose.ROTATE_270, 270)],
)
@pytest.mark.full
def test_a_page_is_read_however_it_lies_and_boxes_stay_on_the_picture_as_given(
    turn: Image.Transpose | None, wanted: int
) -> None:
    picture = _page() if turn is None else _page().transpose(turn)

    found = ocr.read_page(picture, 200, LIMITS)

    assert found is not None
    assert found.text.split() == " ".join(LINES).split()
    assert found.rotation == wanted
    ink = picture.point(lambda value: 255 if value < 128 else 0)
    for word in found.words:
        box = tuple(round(edge * 200 / 72) for edge in (word.x0, word.top, word.x1, word.bottom))
        assert ink.crop(box).getbbox() is not None, found.text[word.start : word.start + word.length]


@pytest.mark.ocr
def test_every_word_s_slice_is_the_word_and_has_a_confidence() -> None:
    found = ocr.read_page(_page(), 200, LIMITS)

    assert found is not None
    assert [found.text[word.start : word.start + word.length] for word in found.words] == found.text.split()
    assert all(0 <= word.confidence <= 1 for word in found.words)


@pytest.mark.ocr
def test_a_word_parted_at_the_line_s_end_is_one_word() -> None:
    found = ocr.read_page(
        _page(["Belediyemizce yapılacak olan taşın-", "mazın satışı görüşüldü ve kabul", "edildi."]), 200, LIMITS
    )

    assert found is not None
    assert "taşınmazın satışı" in found.text


def test_without_an_engine_the_pages_wait_and_nothing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    _page().save(tmp_path / "scan.png", dpi=(200, 200))

    document = image.read(tmp_path / "scan.png", LIMITS)

    assert [page.source for page in document.pages] == ["waiting"]
    assert [(notice.code, notice.details) for notice in document.notices] == [("ocr_missing", {"pages": 1})]
    assert image.render_page(tmp_path / "scan.png", document, 1, 1.0, LIMITS).startswith(b"\x89PNG")


@pytest.mark.ocr
def test_an_engine_that_fails_on_a_page_is_told_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, calls = tesseract._run, iter([True])

    def failing_first(*given: Any) -> str:
        if next(calls, False):
            raise tesseract.Failed("status 1")
        return run(*given)

    monkeypatch.setattr(tesseract, "_run", failing_first)
    _page().save(tmp_path / "scan.tif", save_all=True, append_images=[_page()], dpi=(200, 200))

    document = image.read(tmp_path / "scan.tif", LIMITS)

    assert [bool(page.words) for page in document.pages] == [False, True]
    assert ("ocr_failed", {"page": 1, "reason": "status 1"}) in [(n.code, n.details) for n in document.notices]


@pytest.mark.ocr
def test_a_quoted_part_of_a_word_gives_that_part_s_box(tmp_path: Path) -> None:
    _page().save(tmp_path / "scan.png", dpi=(200, 200))
    document = image.read(tmp_path / "scan.png", LIMITS)
    start = document.text.index("toplantısını")

    spans = [(start, start + 12), (start, start + 6)]
    (whole,), (part,) = image.locate(tmp_path / "scan.png", document, spans, LIMITS)

    assert part.x0 == whole.x0
    assert part.x1 == pytest.approx((whole.x0 + whole.x1) / 2)


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"\x89PNG\r\n\x1a\n" + bytes(50), "picture_damaged"), (b"\xff\xd8\xff" + bytes(50), "picture_damaged")],
)
def test_a_broken_picture_is_told_as_such(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "scan").write_bytes(content)

    with pytest.raises(UnreadableFile) as refused:
        image.read(tmp_path / "scan", LIMITS)

    assert refused.value.code == code


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    Image.new("1", (12_000, 12_000)).save(tmp_path / "scan.png")

    with pytest.raises(UnreadableFile) as refused:
        image.read(tmp_path / "scan.png", LIMITS)

    assert refused.value.code == "picture_too_large"


def test_a_picture_without_a_stated_resolution_is_taken_for_a_page_of_a4() -> None:
    picture = Image.new("L", (1654, 2339))

    assert image._dpi(picture) == pytest.approx(200, rel=0.01)


def test_a_span_on_no_recognised_page_has_no_box() -> None:
    document = Document(format="image", text="metin", pages=(Page(number=1, start=0, end=5),))

    assert ocr.boxes(document, 0, 5) == []


def test_what_was_read_stays_where_the_second_look_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    first = ocr.Recognised("belki", confidence=0.3)
    looks = iter([first])

    def look(*_: Any) -> ocr.Recognised:
        if (found := next(looks, None)) is None:
            raise tesseract.Failed("timeout")
        return found

    monkeypatch.setattr(ocr, "available", lambda: True)
    monkeypatch.setattr(tesseract, "orientation", lambda *_: 180)
    monkeypatch.setattr(ocr, "_read_turned", look)

    assert ocr.read_page(_page(), 200, LIMITS) is first


def test_a_page_s_looks_share_the_time_it_may_take(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(*_: Any, timeout: float, **__: Any) -> None:
        raise subprocess.TimeoutExpired("tesseract", timeout)

    monkeypatch.setattr(ocr, "available", lambda: True)
    monkeypatch.setattr(tesseract.subprocess, "run", hang)

    found = ocr.read_page(_page(), 200, LIMITS)

    assert found is not None
    assert (found.text, found.problem) == ("", "timeout")
