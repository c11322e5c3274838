"""The pages in a real Chromium: no accessibility fault, no script needed, no wide line on a phone, nothing executed."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect

from archive.index.tantivy_engine import TantivyIndex
from search_api.app import create_app
from search_api.services import Services
from search_api.settings import WebSettings
from tests.search_api.shelf import HOSTILE, DrawnPages, Shelf, filled

pytestmark = [pytest.mark.browser, pytest.mark.full]

AXE = (Path(__file__).parents[1] / "vendor/axe-core/axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """async tags => (await axe.run(document, {runOnly: tags})).violations.map(
  one => [one.id, one.impact, one.nodes.map(node => node.target.join(' ') + ': ' + node.failureSummary)])"""


class Site:
    """The running site and what is on it."""

    def __init__(self, address: str, shelf: Shelf) -> None:
        self.address = address
        self.shelf = shelf
        records = [one for one in shelf.archive.catalogue.current(None, 1000) if one.visibility == "public"]
        self.by_number = {str(one.decision.number): one for one in records}

    def paths(self) -> dict[str, str]:
        seed, vote = self.by_number["412"], self.by_number["2024/114"]
        hostile = next(one for one in self.by_number.values() if "Zararlı" in str(one.decision.subject))
        [failed] = [job.sha256 for job in self.shelf.archive.catalogue.jobs("failed") if job.name == "bozuk.pdf"]
        [upload] = self.shelf.archive.catalogue.uploads_of(failed)
        return {
            "home": "/",
            "results": "/?q=karar&manner=majority&against=MHP&from=2020-01-01",
            "nothing": "/?q=qqqqqq&outcome=adopted",
            "refused": "/?cursor=zzz",
            "seed": f"/resolutions/{seed.id}",
            "vote": f"/resolutions/{vote.id}",
            "hostile": f"/resolutions/{hostile.id}",
            "document": f"/documents/{seed.sha256}",
            "failed": f"/documents/{failed}",
            "upload": "/upload",
            "job": f"/uploads/{upload.id}",
            "overview": "/overview",
            "values": "/facets/department?in=m",
            "about": "/about",
            "accessibility": "/accessibility",
            "missing": "/nowhere",
        }


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    index = TantivyIndex(folder / "index", 64_000_000)
    shelf = filled(folder / "data", index)
    app = create_app(Services(shelf.archive, index, WebSettings(demo=True), DrawnPages(), shelf))
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
    serving = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    serving.start()
    yield Site(f"http://127.0.0.1:{listening.getsockname()[1]}", shelf)
    server.should_exit = True
    serving.join()
    listening.close()
    index.close()
    shelf.archive.close()


@pytest.fixture
def page(chromium: Browser, site: Site) -> Iterator[Page]:
    with chromium.new_context(
        base_url=site.address, viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
    ) as context:
        yield context.new_page()


@pytest.fixture
def plain(chromium: Browser, site: Site) -> Iterator[Page]:
    """Give a page without JavaScript."""
    with chromium.new_context(base_url=site.address, java_script_enabled=False, reduced_motion="reduce") as context:
        yield context.new_page()


NAMES = (
    "home",
    "results",
    "nothing",
    "refused",
    "seed",
    "vote",
    "hostile",
    "document",
    "failed",
    "upload",
    "job",
    "overview",
    "about",
    "accessibility",
    "missing",
)


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("name", [*NAMES, "api", "errors"])
def test_axe_finds_no_fault(page: Page, site: Site, name: str, prefix: str) -> None:
    paths = site.paths() | {"api": "/api/docs", "errors": "/api/docs/errors"}
    if prefix and paths[name].startswith("/api"):
        prefix = ""
    page.goto(prefix + paths[name])
    page.evaluate(AXE)
    found = []
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            found += [(width, scheme, fault) for fault in page.evaluate(RUN_AXE, TAGS)]
    page.emulate_media(color_scheme="light", forced_colors="active", reduced_motion="reduce")
    found += [(320, "forced", fault) for fault in page.evaluate(RUN_AXE, TAGS)]
    assert found == []


def test_axe_would_find_a_fault(page: Page) -> None:
    page.goto("/")
    page.evaluate(AXE)
    page.evaluate(
        "document.querySelector('label[for=words]').remove(); document.documentElement.removeAttribute('lang')"
    )
    assert {one[0] for one in page.evaluate(RUN_AXE, TAGS)} >= {"html-has-lang", "label"}


@pytest.mark.parametrize("name", NAMES)
def test_a_phone_never_scrolls_sideways(page: Page, site: Site, name: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(site.paths()[name])
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_executed_refused_or_fetched_from_elsewhere(page: Page, site: Site, name: str) -> None:
    told: list[str] = []
    page.on("dialog", lambda dialog: (told.append("dialog"), dialog.dismiss()))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("console", lambda message: told.append(message.text) if "status of 40" not in message.text else None)
    page.on("request", lambda request: told.append(request.url) if not request.url.startswith(site.address) else None)
    page.goto(site.paths()[name])
    page.goto(site.paths()[name] + ("&" if "?" in site.paths()[name] else "?") + "x=" + quote(HOSTILE))
    page.wait_for_load_state("networkidle")
    assert told == []


def test_the_whole_way_works_without_javascript(plain: Page) -> None:
    plain.goto("/")
    plain.get_by_label("Sözcük, sayı ya da ad").fill("acik yonetim")
    plain.get_by_role("button", name="Ara").click()
    expect(plain.get_by_role("heading", level=2, name="1 karar bulundu")).to_be_visible()
    plain.get_by_role("checkbox", name="Ret", exact=False).first.check()
    plain.get_by_role("button", name="Uygula").click()
    assert "acik" in plain.url
    plain.goto("/?q=acik+yonetim")
    plain.get_by_role("link", name="Açık Yönetim Ortaklığı Yerel Programına üyelik").click()
    plain.get_by_role("link", name="“kabul edildi”", exact=True).click()
    plain.locator("#w-1:target").wait_for(state="attached")
    expect(plain.locator("mark", has_text="kabul edildi")).to_be_visible()
    plain.get_by_role("link", name="1. sayfa (Kabul)").click()
    plain.locator("#p-1:target rect").wait_for()
    plain.get_by_role("link", name="English").click()
    expect(plain.get_by_role("heading", level=2, name="Facts and the words that state them")).to_be_visible()


def test_a_file_is_handed_in_without_javascript(plain: Page) -> None:
    plain.goto("/upload")
    plain.get_by_label("Dosyalar").set_input_files(
        [{"name": "yeni karar.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-new"}]
    )
    plain.get_by_role("button", name="Yükle").click()
    expect(plain.get_by_text("Alındı ve güvenle saklandı.")).to_be_visible()
    plain.get_by_role("link", name="Durumunu izle").click()
    expect(plain.get_by_role("heading", level=1, name="yeni karar.pdf")).to_be_visible()
    plain.get_by_role("link", name="Şimdi yenile").click()
    expect(plain.get_by_role("status").get_by_text("Alındı")).to_be_visible()


def test_filters_hide_behind_one_button_on_a_phone_alone(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("button", name="Uygula")).to_be_visible()
    page.set_viewport_size({"width": 320, "height": 640})
    expect(page.get_by_role("button", name="Uygula")).not_to_be_visible()
    page.get_by_text("Süzgeçler").click()
    expect(page.get_by_role("button", name="Uygula")).to_be_visible()


def test_the_keyboard_reaches_the_content_first_and_searches(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "words"
    page.keyboard.type("kardelen")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=kardelen*")
    assert page.get_by_role("heading", level=3).first.inner_text() == "Kardelen Parkı adının verilmesi"


def test_every_focus_can_be_seen_and_none_is_a_trap(page: Page, site: Site) -> None:
    page.goto(site.paths()["seed"])
    seen, unseen = [], []
    for _ in range(120):
        page.keyboard.press("Tab")
        where = page.evaluate("""() => { const a = document.activeElement; if (a === document.body) return null;
            const s = getComputedStyle(a); return [a.outerHTML.slice(0, 90), s.outlineStyle, parseFloat(s.outlineWidth)]; }""")
        if where is None:
            break
        seen.append(where[0])
        if where[1] == "none" or where[2] < 2:
            unseen.append(where[0])
    assert unseen == []
    assert len(seen) > 20
    assert "/api/docs" in seen[-1]


def test_a_job_page_follows_the_work_by_itself(page: Page, site: Site) -> None:
    [accepted] = site.shelf.receive("izlenen.pdf", [b"followed"], "web")
    page.goto(f"/uploads/{accepted.upload_id}")
    expect(page.get_by_role("status").get_by_text("Alındı")).to_be_visible()
    for job in site.shelf.archive.catalogue.claim("test", 10):
        site.shelf.archive.catalogue.fail(job, "page_not_found", {})
    page.get_by_role("status").get_by_text("Okunamadı").wait_for()
    expect(page.get_by_role("heading", level=2, name="Sayfa bulunamadı")).to_be_visible()


def test_a_printed_page_leaves_out_what_paper_cannot_do(page: Page, site: Site) -> None:
    page.goto(site.paths()["seed"])
    page.emulate_media(media="print")
    expect(page.locator("header.site")).not_to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".paper")).to_be_visible()
