"""Handing in files: open at this machine in the demo alone, an answer for every file, a page that shows how far it is."""

import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from archive.intake import Accepted
from models.errors import UnreadableFile
from tests.search_api.conftest import application, browser_of
from tests.search_api.shelf import Shelf


def some(*names: str) -> list[tuple[str, Any]]:
    return [("files", (name, f"bytes of {name}".encode())) for name in names]


@pytest.mark.parametrize("path", ["/upload", "/en/upload"])
def test_the_page_is_closed_to_everybody_else(shelf: Shelf, visitor: TestClient, path: str) -> None:
    elsewhere = browser_of(application(shelf, demo=True), client="10.1.2.3")
    for client in (visitor, elsewhere):
        assert client.get(path).status_code == 403
        assert client.post(path, files=some("a.pdf")).status_code == 403
        assert client.post("/api/v1/uploads", files=some("a.pdf")).json()["code"] == "upload_closed"
        assert 'href="/upload"' not in client.get("/").text


def test_a_foreign_name_for_this_machine_opens_nothing(shelf: Shelf) -> None:
    from search_api.app import create_app
    from search_api.services import Services
    from search_api.settings import WebSettings
    from tests.search_api.shelf import DrawnPages

    app = create_app(Services(shelf.archive, shelf.index, WebSettings(demo=True, hosts=("*",)), DrawnPages(), shelf))
    rebound = TestClient(app, base_url="http://rebound.example", client=("127.0.0.1", 5))
    assert rebound.get("/upload").status_code == 403


def test_every_file_gets_its_answer_and_a_duplicate_names_the_first(own_shelf: Shelf) -> None:
    client = browser_of(application(own_shelf, demo=True))
    first = client.post("/upload", files=some("bir.pdf", "iki.pdf"))
    assert first.status_code == 200
    assert "2 dosya gönderildi." in first.text
    assert first.text.count("Alındı ve güvenle saklandı.") == 2
    again = client.post("/upload", files=[("files", ("başka ad.pdf", b"bytes of bir.pdf"))]).text
    assert "ilk kez “bir.pdf” adıyla gönderilmişti" in again
    assert re.search(r'href="/documents/[0-9a-f]{64}"', again)


def test_one_refused_file_stops_no_other(own_shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    receive = own_shelf.receive

    def picky(name: str, chunks: Any, source: str) -> list[Accepted]:
        if name == "kötü.exe":
            raise UnreadableFile("page_not_found")
        return receive(name, chunks, source)

    monkeypatch.setattr(own_shelf, "receive", picky)
    client = browser_of(application(own_shelf, demo=True))
    text = client.post("/upload", files=some("iyi.pdf", "kötü.exe", "iyi2.pdf")).text
    assert text.count('class="taken"') == 2
    assert text.count('class="refused"') == 1
    answer = client.post("/api/v1/uploads", files=some("iyi3.pdf", "kötü.exe"))
    assert answer.status_code == 201
    assert [one["state"] for one in answer.json()["uploads"]] == ["received", "refused"]
    assert client.post("/api/v1/uploads", files=some("kötü.exe")).status_code == 422


def test_a_form_without_a_file_says_so(demonstrator: TestClient) -> None:
    for body in ({"files": [("files", ("", b""))]}, {"data": {"x": "y"}}, {}):
        answer = demonstrator.post("/upload", **body)  # type: ignore[arg-type]
        assert answer.status_code == 400
        assert "Dosya seçilmedi" in answer.text
        assert 'href="#files"' in answer.text


def test_too_many_files_and_too_much_are_told_apart(demonstrator: TestClient) -> None:
    many = demonstrator.post("/api/v1/uploads", files=some(*(f"{n}.txt" for n in range(9))))
    assert (many.status_code, many.json()["code"]) == (413, "too_many_files")
    much = demonstrator.post("/api/v1/uploads", files=[("files", ("a.txt", b"x" * 1_100_000))])
    assert (much.status_code, much.json()["code"]) == (413, "request_too_large")


def test_a_body_of_unstated_length_is_bounded_too(demonstrator: TestClient) -> None:
    def endless() -> Any:
        yield b'--b\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\n'
        for _ in range(20):
            yield b"x" * 100_000

    answer = demonstrator.post(
        "/api/v1/uploads", content=endless(), headers={"content-type": "multipart/form-data; boundary=b"}
    )
    assert (answer.status_code, answer.json()["code"]) == (413, "request_too_large")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"--b\r\nbroken", "multipart/form-data; boundary=b"), (b"x", "multipart/form-data"), (b"", "multipart/form-data; boundary=b"),
        (b"\xff\xfe", "text/plain"), (b"{}", "application/json"), (b"--b\r\n\r\n\r\n--b--", "multipart/form-data; boundary=b"),
    ],
)  # fmt: skip
def test_a_broken_form_is_a_400(demonstrator: TestClient, body: bytes, kind: str) -> None:
    answer = demonstrator.post("/api/v1/uploads", content=body, headers={"content-type": kind})
    assert answer.status_code == 400
    assert answer.json()["code"] in {"bad_request", "no_file_chosen"}


def test_a_hostile_name_stands_as_text(own_shelf: Shelf) -> None:
    client = browser_of(application(own_shelf, demo=True))
    text = client.post(
        "/upload", files=[("files", ("<img src=x onerror=alert(1)>" + "u" * 300 + ".pdf", b"hostile"))]
    ).text
    assert "<img src=x" not in text
    [page] = re.findall(r'href="(/uploads/\w+)"', text)
    assert "<img src=x" not in client.get(page).text


def test_the_job_page_tells_the_state_in_words(own_shelf: Shelf) -> None:
    client = browser_of(application(own_shelf, demo=True))
    [accepted] = own_shelf.receive("yeni.pdf", [b"new"], "web")
    text = client.get(f"/uploads/{accepted.upload_id}").text
    assert "<strong>Alındı</strong>" in text
    assert "data-open" in text
    assert f'href="/uploads/{accepted.upload_id}">Şimdi yenile' in text
    [job] = own_shelf.archive.catalogue.claim("test", 1)
    assert "<strong>Okunuyor</strong>" in client.get(f"/uploads/{accepted.upload_id}").text
    own_shelf.archive.catalogue.fail(job, "page_not_found", {})
    failed = client.get(f"/uploads/{accepted.upload_id}").text
    assert "<strong>Okunamadı</strong>" in failed
    assert "Ne yapabilirsiniz:" in failed
    assert "data-open" not in failed
    assert f'href="/documents/{accepted.sha256}"' in failed


def test_an_uploads_page_is_no_public_page(shelf: Shelf, visitor: TestClient, demonstrator: TestClient) -> None:
    [upload] = shelf.archive.catalogue.uploads_of(next(shelf.archive.catalogue.sha256s()))
    assert demonstrator.get(f"/uploads/{upload.id}").status_code == 200
    assert demonstrator.get(f"/api/v1/uploads/{upload.id}").json()["state"] in {"indexed", "failed"}
    for path in (f"/uploads/{upload.id}", f"/api/v1/uploads/{upload.id}"):
        assert visitor.get(path).status_code == 404
    for wrong in ("x", "0" * 26, "a%00b", "é"):
        assert demonstrator.get(f"/uploads/{wrong}").status_code == 404


def test_a_scan_that_is_being_read_shows_its_pages(own_shelf: Shelf) -> None:
    client = browser_of(application(own_shelf, demo=True))
    client.post("/upload", files=some("tarama.pdf"))
    [job] = [job for job in own_shelf.archive.catalogue.claim("reader", 50) if job.name == "tarama.pdf"]
    [upload] = own_shelf.archive.catalogue.uploads_of(job.sha256)
    assert "sayfanın" not in client.get(f"/uploads/{upload.id}").text

    own_shelf.archive.catalogue.progressed({job: (3, 8)})

    assert "8 sayfanın 3. sayfasına dek okundu." in client.get(f"/uploads/{upload.id}").text
    assert "Page 3 of 8 has been read." in client.get(f"/en/uploads/{upload.id}").text
