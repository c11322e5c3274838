"""What a query matched is marked in the text, however the text writes it."""

import pytest

from models.query import parse
from search_api.find.highlight import marker, snippets


@pytest.mark.parametrize(
    ("typed", "text", "marked"),
    [
        ("belediye", "BELEDİYEMİZİN parkı", "<mark>BELEDİYEMİZİN</mark> parkı"),
        ("secim", "Meclis seçimleri", "Meclis <mark>seçimleri</mark>"),
        ("park*", "Otopark ve parklar", "Otopark ve <mark>parklar</mark>"),
        ('"imar planı"', "imar, imar planının", "imar, <mark>imar planının</mark>"),
        ('"imar planı"', "İmar\nPlanı değişti", "<mark>İmar Planı</mark> değişti"),
        ('"planı imar"', "imar planı", "imar planı"),
        ("2014/341", "Karar 2014-341 sayılı", "Karar <mark>2014-341</mark> sayılı"),
        ("05.05.2016", "5/5/2016 günü", "<mark>5/5/2016</mark> günü"),
        ('"gün 05.05.2016"~3', "5.5.2016 günü", "<mark>5.5.2016</mark> <mark>günü</mark>"),
        ("E-2158955", "no:E-2158955", "no:<mark>E-2158955</mark>"),
        ("imar -park", "imar parkı", "<mark>imar</mark> parkı"),
        ("şehir", "şehrin, ŞEHİRLER", "<mark>şehrin</mark>, <mark>ŞEHİRLER</mark>"),
        ("gitme", "gidiyor", "<mark>gidiyor</mark>"),
        ("ağız", "ağzının", "<mark>ağzının</mark>"),
        ("ret", "teklifin reddine", "teklifin <mark>reddine</mark>"),
        ("grup", "gurubunun", "<mark>gurubunun</mark>"),
        ("kitap", "kitabın", "<mark>kitabın</mark>"),
        ("reddetme", "reddeden, reddedildi", "<mark>reddeden</mark>, <mark>reddedildi</mark>"),
        ("devredilmesi", "DEVREDİLEN yer", "<mark>DEVREDİLEN</mark> yer"),
        ("zürtüpköprü", "Zürtüpköprü'de", "<mark>Zürtüpköprü&#x27;de</mark>"),
        ("su", "m²su ve su", "m²su ve <mark>su</mark>"),
        ("imar", "ÝMAR, Ġmar, Đmarýn", "<mark>ÝMAR</mark>, <mark>Ġmar</mark>, <mark>Đmarýn</mark>"),
        ("şube", "ġUBE, þubesi, Ģube", "<mark>ġUBE</mark>, <mark>þubesi</mark>, <mark>Ģube</mark>"),
        ("Ģehir", "şehrin", "<mark>şehrin</mark>"),
        ('"baþkanlýðýna havale"', "başkanlığına havale", "<mark>başkanlığına havale</mark>"),
    ],
)
def test_what_a_query_matches_is_marked(typed: str, text: str, marked: str) -> None:
    assert [passage for passage, _ in snippets(text, marker(parse(typed).part))] == [marked]
