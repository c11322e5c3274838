"""The search page as a person without JavaScript meets it."""

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from search_api.rendering import marked
from tests.search_api.shelf import HOSTILE


def titles(text: str) -> list[str]:
    return [
        unescape(re.sub(r"<[^>]+>", "", one))
        for one in re.findall(r"<h3><a href=\"[^\"]*/resolutions/[^>]*>(.*?)</a></h3>", text, re.DOTALL)
    ]


def test_the_empty_search_shows_the_newest_and_every_facet(visitor: TestClient) -> None:
    text = visitor.get("/").text
    assert titles(text)[0] == "Açık Yönetim Ortaklığı Yerel Programına üyelik"
    assert "9 karar" in text
    for name in ("outcome", "manner", "against", "year", "department", "committee", "municipality"):
        assert f'name="{name}"' in text
    assert ">Uygula</button>" in text
    assert "<span>Ara</span></button>" in text


@pytest.mark.parametrize("words", ["acik yonetim", "AÇIK YÖNETİMİN", "açık yönetim ortaklığı"])
def test_words_find_a_resolution_however_they_are_typed(visitor: TestClient, words: str) -> None:
    text = visitor.get("/", params={"q": words}).text
    assert titles(text) == ["Açık Yönetim Ortaklığı Yerel Programına üyelik"]
    assert "<mark>Açık</mark>" in text
    assert f'value="{words}"' in text


def test_resolutions_with_most_of_the_words_stand_below_the_few_with_all(visitor: TestClient) -> None:
    whole, _, below = visitor.get("/", params={"q": "açık yönetim meclis"}).text.partition(
        "Sözcüklerin çoğunu içerenler"
    )
    assert titles(whole) == ["Açık Yönetim Ortaklığı Yerel Programına üyelik"]
    assert titles(below)
    assert titles(whole)[0] not in titles(below)
    answer = visitor.get("/api/v1/resolutions", params={"q": "açık yönetim meclis", "nearby": "true"}).json()
    assert (answer["total"], len(answer["hits"])) == (1, 1)
    assert len(answer["nearby"]) == len(titles(below))


def test_several_values_of_one_filter_widen_and_filters_narrow(visitor: TestClient) -> None:
    either = visitor.get("/", params=[("outcome", "rejected"), ("outcome", "postponed")]).text
    assert len(titles(either)) == 2
    both = visitor.get("/", params=[("outcome", "rejected"), ("outcome", "postponed"), ("against", "MHP")]).text
    assert titles(both) == ["Sokak hayvanları bakımevi yapılması"]


def test_a_chosen_filter_is_checked_and_can_be_taken_away(visitor: TestClient) -> None:
    text = visitor.get("/?q=karar&outcome=rejected&against=CHP").text
    assert re.search(r'name="outcome" value="rejected" form="search" checked', text)
    chips = dict(
        re.findall(
            r'<li><a href="([^"]*)"><span class="unseen">Süzgeci kaldır: </span><span class="field">([^<]*)', text
        )
    )
    assert chips == {"/?q=karar&amp;against=CHP": "Sonuç:", "/?q=karar&amp;outcome=rejected": "Ret oyu verenler:"}


def test_a_filter_value_nothing_holds_stays_visible(visitor: TestClient) -> None:
    text = visitor.get("/?department=Olmayan+Müdürlüğü").text
    assert "Sonuç bulunamadı" in text
    assert re.search(r'value="Olmayan Müdürlüğü" form="search" checked', text)


def test_an_empty_form_field_is_no_filter(visitor: TestClient) -> None:
    assert len(titles(visitor.get("/?q=&from=&to=&outcome=&sort=&cursor=&limit=").text)) == 9


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [("2025-02-03", "2025-02-04", 3), ("2025", "2025", 4), ("03.02.2025", "3.2.2025", 2), ("2024-05", "2024-05", 2)],
)
def test_a_span_of_dates_includes_both_ends(visitor: TestClient, first: str, last: str, count: int) -> None:
    assert len(titles(visitor.get("/", params={"from": first, "to": last}).text)) == count


@pytest.mark.parametrize(
    "query",
    [
        "from=soon",
        "to=2024-13-01",
        "to=2024-02-30",
        "sort=random",
        "limit=0",
        "limit=x",
        "from=2024-00",
        "cursor=zzz",
        "year=abc",
        "outcome=maybe",
    ],
)
def test_a_value_that_does_not_fit_is_a_400_that_says_why(visitor: TestClient, query: str) -> None:
    for path, words in (("/", "Ne yapabilirsiniz:"), ("/en/", "What you can do:")):
        answer = visitor.get(f"{path}?{query}")
        assert answer.status_code == 400
        assert words in answer.text


def test_the_sort_links_keep_the_search(visitor: TestClient) -> None:
    text = visitor.get("/?q=karar&sort=oldest").text
    assert 'href="/?q=karar&amp;sort=newest"' in text
    assert re.search(r'sort=oldest" aria-current="true"', text)
    assert titles(text)[0].startswith("Faaliyet")


def test_pages_follow_each_other_without_loss(visitor: TestClient) -> None:
    address, seen = "/?limit=2", []
    for _ in range(6):
        text = visitor.get(address).text
        seen += titles(text)
        following = re.search(r'class="next" href="([^"]*)"', text)
        if not following:
            break
        address = unescape(following[1])
    assert len(seen) == len(set(seen)) == 9


def test_nothing_found_comes_with_hints(visitor: TestClient) -> None:
    text = visitor.get("/?q=qqqqqq&outcome=adopted").text
    assert "Sonuç bulunamadı" in text
    assert "Aynı sözcükleri süzgeçsiz arayın." in text


def test_a_mistyped_word_is_answered_with_a_better_one(visitor: TestClient) -> None:
    assert re.search(
        r"Şunu mu demek istediniz: <a href=\"/\?q=[^\"]+\"><em>kardelen",
        visitor.get("/?q=kardelem").text,
        re.IGNORECASE,
    )


def test_the_english_page_is_english_and_leads_back(visitor: TestClient) -> None:
    text = visitor.get("/en/?q=park").text
    assert '<html lang="en">' in text
    assert "7 May 2024" in text
    assert 'href="/?q=park" hreflang="tr"' in text
    assert re.search(r'href="/en/resolutions/', text)
    assert visitor.get("/en").headers["location"] == "/en/"


def test_what_councils_write_stands_as_text(visitor: TestClient) -> None:
    for path in ("/", "/en/", "/overview", "/feed.atom", "/?q=zararlı", f"/?q={HOSTILE}", f"/?department={HOSTILE}"):
        text = visitor.get(path).text
        for tag in ("<script>alert", "<img src=x", "<svg onload"):
            assert tag not in text


@pytest.mark.parametrize(
    ("snippet", "shown"),
    [
        ("a <mark>b</mark> c", "a <mark>b</mark> c"),
        ("&lt;b&gt; &amp;", "&lt;b&gt; &amp;"),
        ("<script>x</script><mark onclick=1>", "&lt;script&gt;x&lt;/script&gt;&lt;mark onclick=1&gt;"),
    ],
)
def test_only_marks_survive_in_a_passage(snippet: str, shown: str) -> None:
    assert marked(snippet) == shown


def test_the_overviews_bars_and_table_hold_the_same_figures(visitor: TestClient) -> None:
    text = visitor.get("/overview").text
    [row] = re.findall(r"<tr><th scope=\"row\"><a href=\"/\?year=2025\">2025</a></th>(.*?)</tr>", text)
    assert re.findall(r"<td class=\"n\">(\d+)</td>", row) == ["1", "0", "3", "2", "4"]
    assert 'aria-label="2025, Öteki sonuçlar: 3"' in text
    linked = unescape(re.search(r'<a href="([^"]*)" aria-label="2025, Öteki', text)[1])  # type: ignore[index]
    assert len(titles(visitor.get(linked).text)) == 3
