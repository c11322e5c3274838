"""From a file to the frames on its page: a PDF, a scan and Word files are read, kept, drawn and framed by the real parts."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from PIL import Image
from starlette.testclient import TestClient

from archive.settings import ArchiveSettings
from ingest.receive import Receiver
from ingest.work import Worker
from karar.settings import Settings
from karar.wiring import House, PagePictures, opened_house
from search_api.app import create_app
from search_api.evidence import Finder
from search_api.services import Services
from search_api.settings import WebSettings

pytestmark = [pytest.mark.full, pytest.mark.office, pytest.mark.ocr]

FORMATS = Path(__file__).parents[2] / "samples" / "formats"
SCALE = 1.5  # pixels of a page picture to a point


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    settings = Settings(
        data_dir=tmp_path_factory.mktemp("house"), min_free_mb=0, publish="on_intake", readers=1, _env_file=None
    )
    assert isinstance(settings, ArchiveSettings)
    with opened_house(settings) as house:
        yield house


@pytest.fixture(scope="module")
def long_word_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a Word file whose resolution's vote stands on the second page once it is laid out; nothing in it says so."""
    path = tmp_path_factory.mktemp("word") / "uzun.docx"
    made = docx.Document()
    lines = (FORMATS / "utf-8.txt").read_text(encoding="utf-8").splitlines()
    for line in lines[:7]:
        made.add_paragraph(line)
    for number in range(60):
        made.add_paragraph(f"Plan notu {number + 1}: yapılaşma koşulları imar planındaki gibidir.")
    for line in lines[7:12]:
        made.add_paragraph(line)
    made.save(str(path))
    return path


@pytest.mark.parametrize("name", ["libreoffice.pdf", "scan-300dpi.png", "python-docx.docx", "long"])
def test_the_words_that_state_a_fact_are_framed_on_the_page_s_picture(
    house: House, long_word_file: Path, name: str
) -> None:
    path = long_word_file if name == "long" else FORMATS / name
    [accepted] = Receiver(house.archive, house.settings).receive(path.name, [path.read_bytes()], "test")
    with Worker(house.archive, house.pool, house.settings) as worker:
        while worker.run_once():
            pass
    assert accepted.sha256 is not None
    [line] = house.archive.catalogue.document(accepted.sha256).resolutions
    app = create_app(Services(house.archive, house.index, WebSettings(), PagePictures(house)))
    app.state.finder = Finder(PagePictures(house), patience=60)
    client = TestClient(app, base_url="http://localhost")

    text = client.get(f"/resolutions/{line.id}").text

    sheets = re.findall(r'<figure class="sheet" id="page-(\d+)">(.*?)</figure>', text, re.DOTALL)
    framed = {}
    for number, sheet in sheets:
        source = re.search(r'src="([^"]+)"', sheet)
        assert source is not None
        answer = client.get(source[1])
        assert answer.status_code == 200
        picture = Image.open(io.BytesIO(answer.content)).convert("L")
        boxes = re.findall(r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', sheet)
        for box in boxes:
            x, y, width, height = (float(value) * SCALE for value in box)
            inside = picture.crop((int(x), int(y), int(x + width) + 1, int(y + height) + 1))
            darkest, lightest = inside.getextrema()
            assert lightest - darkest > 50, (name, number, box)  # there is ink in every frame
        framed[int(number)] = len(boxes)
    assert sum(framed.values()) >= 4
    if name == "long":
        assert max(framed) >= 2
