"""Damaged text is mended before it is read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.language.repair import repair


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ("-  K   A   R  A   R   -", "-  KARAR   -"),
        ("M E C L İ S   K A R A R I", "MECLİS KARARI"),
        ("BaĢkanı YaĢar ÇELĠK", "Başkanı Yaşar ÇELİK"),
        ("ĐZMĐR", "İZMİR"),
        ("oy çokluðuyla karar verilmiþtir", "oy çokluğuyla karar verilmiştir"),
        ("gÃ¶rÃ¼ÅŸÃ¼ldÃ¼", "görüşüldü"),
        ("görü\u00adşüldü", "görüşüldü"),
        ("oybirlig\u0306i", "oybirliği"),
        ("görüşülme-\nsine", "görüşülmesine"),
        ("ta1ebin kabu1üne", "talebin kabulüne"),
        ("Fen lşleri", "Fen İşleri"),
        ("kabuIüne oybirIiği iIe karar veriIdi", "kabulüne oybirliği ile karar verildi"),
        ("BeIediye MecIisinin görüşüIen", "Belediye Meclisinin görüşülen"),
        ("İIçe BeIediyesi ve İI Özel İdaresi", "İlçe Belediyesi ve İl Özel İdaresi"),
        ("Plan ve Bütçe Komlsyonu", "Plan ve Bütçe Komisyonu"),
        ("Ocaklı Mahallesl 2l4 ada", "Ocaklı Mahallesi 214 ada"),
        ("Emlak ve lstlmlak tadllatı", "Emlak ve İstimlak tadilatı"),
        ("l2 kabul, I ret oyuyla", "12 kabul, 1 ret oyuyla"),
        ("IO kabul oyuyla", "10 kabul oyuyla"),
        ("Tepecik Maha11esi", "Tepecik Mahallesi"),
        ("KARAR N0: 57", "KARAR NO: 57"),
        ("karar veri1di. Beledi ye Meclisi", "karar verildi. Belediye Meclisi"),
        ("K\u00a0A\u00a0R\u00a0A\u00a0R", "KARAR"),
        ("M E C L İ S K A R A R I", "MECLİS KARARI"),
        ("B E L E D İ Y E   M E C L İ S İ", "BELEDİYE MECLİSİ"),
        ("K     A     R     A     R", "KARAR"),
        ("G Ü N D E M", "GÜNDEM"),
        ("K A R A R  Ö Z E T İ", "KARAR ÖZETİ"),
        ("Baflkanl›¤›nca oy çoklu¤u", "Başkanlığınca oy çokluğu"),
        (
            "‹mar ve fiehircilik; fiyat tarifesi, enflasyon, yap›lan BAfiKAN",
            "İmar ve Şehircilik; fiyat tarifesi, enflasyon, yapılan BAŞKAN",
        ),
        ("?mar Komisyonu ba?kan? görü?tü", "İmar Komisyonu başkanı görüştü"),
        ("Ba?kan, oybirli?i ile görü?ülmü?tür", "Başkan, oybirliği ile görüşülmüştür"),
        ("M\ufffdd\ufffdrl\ufffd\ufffd\ufffd oy \ufffdoklu\ufffdu", "Müdürlüğü oy çokluğu"),
        ("ÅŸehir deÄŸiÅŸikliÄŸi â€œparkâ€\u009d", "şehir değişikliği “park”"),
        ("oy bir liği ile ka bul edil miştir", "oybirliği ile kabul edilmiştir"),
        ("ka rar ve ril miş tir", "karar verilmiştir"),
        ("BELEDİYE MEC LİSİ. Komis yonu nun", "BELEDİYE MECLİSİ. Komisyonunun"),
        ("MÜDÜR-\nLÜĞÜ", "MÜDÜRLÜĞÜ"),
        ("Miidiirliiğiiniin iicret giindemi", "Müdürlüğünün ücret gündemi"),
        ("İmar Kornisyonu rneclis", "İmar Komisyonu meclis"),
        ("Ba§kan, i$leri", "Başkan, işleri"),
        ("kar1şılık kıs1m", "karışılık kısım"),
    ],
)
def test_damage_is_mended(damaged: str, mended: str) -> None:
    assert repair(damaged).text == mended


@pytest.mark.parametrize(
    ("typed", "spelled"),
    [
        ("Fen Isleri Mudurlugunun", "Fen İşleri Müdürlüğünün"),
        ("Yenidogan Mahallesi", "Yenidoğan Mahallesi"),
        ("IGDIR, SAHINBEY", "IĞDIR, ŞAHİNBEY"),
        ("Uye Ayse YILDIZOGLU", "Üye Ayşe YILDIZOĞLU"),
        ("Kaya, Demirci, Karar", "Kaya, Demirci, Karar"),
    ],
)
def test_names_typed_without_turkish_letters_are_spelled_where_that_is_sure(typed: str, spelled: str) -> None:
    frame = "Belediye Meclisi {} icin karar verdi."

    assert repair(frame.format(typed)).text == frame.format(spelled)


@pytest.mark.parametrize(
    "whole",
    [
        "Kabul edenler? Etmeyenler? Söz isteyen var mı? Kabul edilmiştir.",
        "Söz konusu yerin iş bu kararla Ali ile Ece adına, en az üç yıl, her ay",
        "Çay Mevkii, sanayii, camii, fiilen tevdiine",
        "Anasayfa › Kurumsal › Meclis",
        "Ankara' nın, 56’ ncı, T. C. ve A. B. Caddesi",
        "T.C. A B C blok, Ada 12, B 4",
        "kredi kartı fiyat flama",
    ],
)
def test_words_that_only_look_damaged_are_left_alone(whole: str) -> None:
    assert repair(whole).text == whole


@pytest.mark.parametrize(
    "whole",
    [
        "Iğdır ili, Ilgın ilçesi, Isparta",
        "II. Birleşim, I. Başkan Vekili",
        "IŞIK ve KIRLI",
        "PlanID ve html",
        "l/1000",
        "5393 sayılı Kanun",
        "E-2158955",
        "120000.00 m2 lik alan",
        "1/1000 ölçekli UİP",
        "3 (üç) oy ile",
    ],
)
def test_sound_text_is_left_alone(whole: str) -> None:
    repaired = repair(whole)

    assert (repaired.text, repaired.damage) == (whole, ())


DAMAGED = st.lists(
    st.sampled_from(
        ["Baflkanl›¤›", "‹mar", "Ã¼", "ÅŸ", "Å", "oy bir liği", "ka rar ve ril miş tir", "K A R A R", "M E C L İ S", "Müdür-\nlüğü", "be\u00adle\u00addiye", "g\u0306",
         "ba?kan", "o?lu", "\ufffd", "m\ufffdd\ufffdr", "ta1ebin", "N0", "lşleri", "kabuIüne", "Komlsyonu", "l2 kabul", "Miidiir", "kornisyon", "i§leri", "ﬁyat", "ýþð", "ġĢ", "Belediye", "karar", "Isleri", "?", "-\n"]
    )
    | st.text(max_size=3),
    max_size=40,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(DAMAGED, st.sampled_from(["", " "]))
def test_every_place_in_mended_text_leads_back_in_order(pieces: list[str], joint: str) -> None:
    text = joint.join(pieces)
    repaired = repair(text)
    place = 0

    for at in range(len(repaired.text)):
        start, end = repaired.original(at, at + 1)
        assert place <= start <= end <= len(text)
        place = start
    first = repaired.original(0, len(repaired.text))[0]
    assert repaired.text == "" or repair(text[:first]).text == ""


@settings(deadline=None)
@given(DAMAGED)
def test_mending_twice_changes_nothing_that_was_sound(pieces: list[str]) -> None:
    text = " ".join(pieces)
    if not repair(text).damage:
        assert repair(text).text == text


def test_a_mended_word_is_quoted_as_it_was_printed() -> None:
    text = "oy bir1iği ile kabu1üne karar veri1di"
    repaired = repair(text)
    at = repaired.text.index("kabulüne")
    start, end = repaired.original(at, at + 8)

    assert text[start:end] == "kabu1üne"
