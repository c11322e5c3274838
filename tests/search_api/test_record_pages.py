"""The pages of a resolution and of a file."""

import json
import re
import threading
from collections.abc import Sequence
from html import unescape

from starlette.testclient import TestClient

from models.document import Box
from models.errors import ServiceDown, UnreadableFile
from models.resolution import Counts, Decision, Manner, Option, Outcome, Position
from search_api import evidence
from search_api.app import create_app
from search_api.evidence import Finder, Piece
from search_api.language import Language
from search_api.services import Services
from search_api.settings import WebSettings
from search_api.voting import vote
from tests.search_api.shelf import DrawnPages, Shelf, composed, fact, the_seed


def page(visitor: TestClient, ids: dict[str, str], number: str, prefix: str = "") -> str:
    answer = visitor.get(f"{prefix}/resolutions/{ids[number]}")
    assert answer.status_code == 200
    return answer.text


def test_the_page_says_what_was_decided_and_by_whom(visitor: TestClient, ids: dict[str, str]) -> None:
    text = page(visitor, ids, "412")
    assert "<h1>Açık Yönetim Ortaklığı Yerel Programına üyelik</h1>" in text
    assert '<time datetime="2026-03-13">13 Mart 2026</time>' in text
    against = re.search(r'side-of-vote against">(.*?)</div>', text, re.DOTALL)
    assert against
    assert re.findall(r"<li>(.*?)</li>", against[1]) == ["AK Parti", "MHP", "BBP"]
    for side in ("for", "abstain"):
        stated = re.search(rf'side-of-vote {side}">(.*?)</div>', text, re.DOTALL)
        assert stated
        assert "metinde belirtilmemiş" in stated[1]


def test_the_procedural_vote_stands_apart(visitor: TestClient, ids: dict[str, str]) -> None:
    text = page(visitor, ids, "412")
    assert "<strong>Usul hakkında:</strong> kabul edildi" in text
    assert "Bunlar Meclisin konu hakkındaki oyu değildir" in text


def test_counts_and_the_bar_are_shown_only_where_stated(visitor: TestClient, ids: dict[str, str]) -> None:
    text = page(visitor, ids, "2024/114")
    assert re.findall(r'class="count">(.*?)</p>', text) == ["14 oy", "21 oy", "2 oy"]
    assert '<svg class="tally"' in text
    assert '<svg class="tally"' not in page(visitor, ids, "412")


def test_each_fact_leads_to_its_words_and_its_place_on_the_page(visitor: TestClient, ids: dict[str, str]) -> None:
    text = page(visitor, ids, "412")
    keys = re.findall(r'<dd id="f-(\d+)">', text)
    assert len(keys) == len(the_seed().facts)
    for key in keys:
        assert f'href="#w-{key}"' in text
        assert f'id="w-{key}"' in text
        assert f'href="#p-{key}"' in text
        assert f'id="p-{key}"' in text


def test_no_name_on_the_page_is_given_twice(visitor: TestClient, ids: dict[str, str]) -> None:
    for number in ids:
        if number != "999":
            names = re.findall(r' id="([^"]+)"', page(visitor, ids, number))
            assert len(names) == len(set(names))


def test_the_original_is_linked_with_type_and_size(visitor: TestClient, ids: dict[str, str]) -> None:
    text = page(visitor, ids, "412")
    [address] = re.findall(r'href="(/documents/\w+/original)"', text)
    assert "(PDF, 49 B)" in text
    answer = visitor.get(address)
    assert answer.content == b"composed karar-412.pdf \xc3\x87ankaya Belediyesi public"
    assert answer.headers["content-disposition"].startswith('attachment; filename="karar-412.pdf"')
    assert "sandbox" in answer.headers["content-security-policy"]


def test_machines_find_a_legislation(visitor: TestClient, ids: dict[str, str]) -> None:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page(visitor, ids, "412"))
    assert found
    linked = json.loads(found[1])
    assert (linked["@type"], linked["legislationIdentifier"], linked["legislationDate"]) == (
        "Legislation",
        "412",
        "2026-03-13",
    )


def test_hostile_words_stay_words(visitor: TestClient, shelf: Shelf) -> None:
    [record] = [one for one in shelf.archive.catalogue.current(None, 100) if "Zararlı" in str(one.decision.subject)]
    for prefix in ("", "/en"):
        for path in (f"/resolutions/{record.id}", f"/documents/{record.sha256}"):
            text = visitor.get(prefix + path).text
            for tag in ("<script>alert", "<img src=x", "<svg onload", "</textarea>"):
                assert tag not in text
    assert "filename*=UTF-8''" in visitor.get(f"/documents/{record.sha256}/original").headers["content-disposition"]


def test_a_document_lists_its_resolutions(visitor: TestClient, shelf: Shelf, ids: dict[str, str]) -> None:
    record = shelf.archive.catalogue.resolution(ids["412"], {"public"})
    text = visitor.get(f"/documents/{record.sha256}").text
    assert "Bu dosyada 1 karar" in text
    assert f'href="/resolutions/{ids["412"]}"' in text
    assert "Aramada bulunuyor" in text


def test_page_pictures_are_kept_by_browsers_and_bounded(visitor: TestClient, shelf: Shelf, ids: dict[str, str]) -> None:
    sha256 = shelf.archive.catalogue.resolution(ids["412"], {"public"}).sha256
    first = visitor.get(f"/documents/{sha256}/pages/1.png")
    assert first.content.startswith(b"\x89PNG")
    again = visitor.get(f"/documents/{sha256}/pages/1.png", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    for number in ("0", "2", "-1", "999999999999999999999", "x"):
        assert visitor.get(f"/documents/{sha256}/pages/{number}.png").status_code in {400, 404}


def test_marks_cut_the_text_without_changing_it() -> None:
    seed = the_seed()
    pieces = evidence.paragraphs(seed, seed.facts)
    assert ["".join(piece.text for piece in one) for one in pieces] == [part for part in seed.text.split("\n") if part]
    starts = [key for one in pieces for piece in one for key in piece.starts]
    assert sorted(starts) == list(range(1, len(seed.facts) + 1))


def test_lines_broken_by_the_pages_width_flow_and_others_stay() -> None:
    text = """T.C.
ANKARA BÜYÜKŞEHİR BELEDİYE MECLİSİ
Konunun Komisyona gönderilmeden görüşülüp karara bağlanmasını isteyen
Başkan Vekilinin önerisi kabul edildi.

Abone türü   Eski fiyat   Yeni fiyat
Konut   28,50   34,20"""
    decision = Decision(start=0, end=len(text), text=text)
    assert ["".join(piece.text for piece in one) for one in evidence.paragraphs(decision, ())] == [
        "T.C.",
        "ANKARA BÜYÜKŞEHİR BELEDİYE MECLİSİ",
        "Konunun Komisyona gönderilmeden görüşülüp karara bağlanmasını isteyen Başkan Vekilinin önerisi kabul edildi.",
        "Abone türü   Eski fiyat   Yeni fiyat",
        "Konut   28,50   34,20",
    ]


def test_the_inner_mark_wins_where_marks_overlap() -> None:
    text = "Başkan Ertan IŞIK geldi."
    facts = (
        fact(text, "procedural_vote", "passed", "Başkan Ertan IŞIK geldi"),
        fact(text, "person", {"name": "Ertan IŞIK"}, "Ertan IŞIK"),
    )
    decision = Decision(start=0, end=len(text), text=text, facts=facts)
    assert evidence.paragraphs(decision, facts) == [
        [
            Piece("Başkan ", "side", [1]),
            Piece("Ertan IŞIK", "who", [2]),
            Piece(" geldi", "side", []),
            Piece(".", None, []),
        ]
    ]


def test_facts_of_other_places_in_the_file_have_no_mark() -> None:
    text = "Kabul edildi."
    heading = "KARAR NO: 5\n"
    decision = Decision(start=len(heading), end=len(heading) + len(text), text=text)
    facts = (fact(heading + text, "number", "5", "5"),)
    assert evidence.paragraphs(decision, facts) == [[Piece(text, None, [])]]
    [group] = evidence.groups(decision, facts, {}, {1}, Language.TURKISH)
    assert group.facts[0].in_text is False


def test_a_file_whose_places_cannot_be_had_still_has_its_page() -> None:
    class Broken(DrawnPages):
        def locate(self, sha256: str, spans: Sequence[tuple[int, int]]) -> list[list[Box]]:  # noqa: ARG002
            raise ServiceDown("site_busy")

    places = Finder(Broken()).places("0" * 64, "x", the_seed().facts)
    assert places is not None
    assert evidence.outlines(the_seed().facts, places, Language.TURKISH) == {}


def test_a_file_that_must_first_be_drawn_keeps_no_page_waiting(shelf: Shelf, ids: dict[str, str]) -> None:
    drawn = threading.Event()

    class Slow(DrawnPages):
        def locate(self, sha256: str, spans: Sequence[tuple[int, int]]) -> list[list[Box]]:
            drawn.wait()
            return super().locate(sha256, spans)

    app = create_app(Services(shelf.archive, shelf.index, WebSettings(), Slow()))
    app.state.finder = Finder(Slow(), patience=0.0)
    client = TestClient(app, base_url="http://localhost")
    address = f"/resolutions/{ids['412']}"
    assert "çerçeveler hâlâ hazırlanıyor" in client.get(address).text
    drawn.set()
    app.state.finder._workers.shutdown(wait=True)
    assert 'id="p-1"' in client.get(address).text


def test_a_text_file_has_no_page_picture(own_shelf: Shelf) -> None:
    client = TestClient(
        create_app(Services(own_shelf.archive, own_shelf.index, WebSettings(), DrawnPages())),
        base_url="http://localhost",
    )
    sha256 = own_shelf.put("düz.txt", None, [the_seed()], format_="txt", size=(0.0, 0.0))
    [line] = own_shelf.archive.catalogue.document(sha256).resolutions
    text = client.get(f"/resolutions/{line.id}").text
    assert ".png" not in text
    assert f"/documents/{sha256}/original" in text


def test_unanimity_names_nobody() -> None:
    decision = composed("1", "2024-01-01", "Konu", "Oybirliğiyle kabul edildi.", Outcome.ADOPTED, Manner.UNANIMOUS)
    shown = vote(decision, Language.ENGLISH)
    assert [(side.count, side.groups, side.people) for side in shown.sides] == [(None, [], [])] * 3
    assert "names no voter" in shown.note
    assert shown.shares == []


def test_people_and_groups_stand_on_the_side_they_took() -> None:
    decision = composed(
        "1", "2024-01-01", "Konu", "x", Outcome.ADOPTED, Manner.MAJORITY,
        positions=(Position("Ayşe Y", "person", Option.AGAINST), Position("CHP", "group", Option.FOR)),
    )  # fmt: skip
    yes, no, away = vote(decision, Language.TURKISH).sides
    assert (yes.groups, no.people, away.groups + away.people) == (["CHP"], ["Ayşe Y"], [])
    assert unescape(vote(decision, Language.TURKISH).note) == ""


def test_one_stated_side_alone_draws_no_bar() -> None:
    for counts in (Counts(for_=21), Counts(against=3), Counts(abstain=2)):
        decision = composed("1", "2024-01-01", "Konu", "x", Outcome.ADOPTED, Manner.MAJORITY, counts)
        assert vote(decision, Language.TURKISH).shares == []
    full = composed("1", "2024-01-01", "Konu", "x", Outcome.ADOPTED, Manner.MAJORITY, Counts(for_=3, against=1))
    assert [(share.side, share.width) for share in vote(full, Language.TURKISH).shares] == [
        ("for", 75.0),
        ("against", 25.0),
        ("abstain", 0.0),
    ]


class LaterPages(DrawnPages):
    """A Word file: one page as it was read, but drawn it has four, and its facts stand on the third."""

    def render(self, sha256: str, page: int) -> bytes:
        if page > 4:
            raise UnreadableFile("no_such_page", page=page)
        return super().render(sha256, page)

    def locate(self, sha256: str, spans: Sequence[tuple[int, int]]) -> list[list[Box]]:
        found = super().locate(sha256, spans)
        return [[Box(3, box.x0, box.top, box.x1, box.bottom) for box in boxes] for boxes in found]


def test_a_word_file_s_facts_are_shown_on_the_page_where_they_are_drawn(own_shelf: Shelf) -> None:
    client = TestClient(
        create_app(Services(own_shelf.archive, own_shelf.index, WebSettings(), LaterPages())),
        base_url="http://localhost",
    )
    sha256 = own_shelf.put("uzun.docx", None, [the_seed()], format_="docx", size=(0.0, 0.0))
    [line] = own_shelf.archive.catalogue.document(sha256).resolutions

    text = client.get(f"/resolutions/{line.id}").text

    assert re.findall(r"/pages/(\d+)\.png", text) == ["3"]
    assert re.search(r'id="page-3".*<rect ', text, re.DOTALL)
    assert client.get(f"/documents/{sha256}/pages/3.png").status_code == 200
    for number in (5, 501):
        assert client.get(f"/documents/{sha256}/pages/{number}.png").status_code == 404
