"""What stands outside a file's text fills what the text leaves open, and its facts say where they come from."""

from ingest.understand import understand
from models.document import Document, Page
from models.resolution import Decision, Fact

VOTE = "Fen İşleri Müdürlüğünün teklifinin kabulüne oybirliği ile karar verildi."
HEAD = "T.C.\nORTAKÖY BELEDİYE MECLİSİ\nKarar No: 45   Karar Tarihi: 05.03.2024"


def _document(text: str, *headers: str, **metadata: str) -> Document:
    """Give a document of as many pages as headers, every page after a form feed in `text`."""
    pages, at = [], 0
    for number, (part, header) in enumerate(zip(text.split("\f"), headers, strict=True), start=1):
        pages.append(Page(number, at, at + len(part) + 1, header=header))
        at += len(part) + 1
    named = {key.replace("__", ":"): value for key, value in metadata.items()}
    return Document(format="pdf", text=text.replace("\f", "\n"), pages=tuple(pages), metadata=named)


def _facts(decision: Decision, field: str) -> list[Fact]:
    return [fact for fact in decision.facts if fact.field == field]


def test_a_header_names_municipality_day_and_the_single_decisions_number() -> None:
    reading = understand(_document(VOTE, HEAD))

    decision = reading.decisions[0]
    assert reading.municipality == "Ortaköy Belediyesi"
    assert (decision.number, decision.meeting_date) == ("45", "2024-03-05")
    assert [(one.date, one.role) for one in decision.dates] == [("2024-03-05", "meeting")]


def test_a_fact_of_the_header_quotes_nothing_and_says_so() -> None:
    decision = understand(_document(VOTE, HEAD)).decisions[0]

    for field in ("number", "meeting_date"):
        (fact,) = _facts(decision, field)
        assert (fact.source, fact.quote, fact.start, fact.end) == ("header", "", decision.start, decision.start)


def test_the_text_comes_before_the_header() -> None:
    decision = understand(_document(f"Karar No: 46\nKarar Tarihi: 06.03.2024\n{VOTE}", HEAD)).decisions[0]

    assert (decision.number, decision.meeting_date) == ("46", "2024-03-06")
    assert [fact.source for fact in _facts(decision, "number")] == ["text"]


def test_the_letterhead_of_a_word_file_counts_as_header() -> None:
    decision = understand(_document(VOTE, "", letterhead=HEAD)).decisions[0]

    assert (decision.number, decision.meeting_date) == ("45", "2024-03-05")


def test_a_header_over_several_decisions_gives_none_of_them_its_number() -> None:
    text = f"1- {VOTE}\n2- {VOTE.replace('Fen', 'Park')}\n3- {VOTE.replace('Fen', 'Yazı')}"
    decisions = understand(_document(f"MECLİS KARAR ÖZETLERİ\n{text}", HEAD)).decisions

    assert len(decisions) == 3
    assert {one.number for one in decisions} == {None}
    assert {one.meeting_date for one in decisions} == {"2024-03-05"}


def test_headers_of_their_own_number_the_decisions_below_them() -> None:
    text = f"1- {VOTE}\f2- {VOTE.replace('Fen', 'Park')}"
    decisions = understand(_document(text, HEAD, HEAD.replace("45", "46"))).decisions

    assert [one.number for one in decisions] == ["45", "46"]


def test_the_subject_and_sender_of_an_official_letter_fill_what_is_open() -> None:
    reading = understand(
        _document(
            VOTE,
            "",
            eyp__institution="Ortaköy Belediye Başkanlığı",
            eyp__subject="05.03.2024 tarihli ve 45 sayılı Meclis Kararı",
        )
    )

    decision = reading.decisions[0]
    assert reading.municipality == "Ortaköy Belediyesi"
    assert (decision.number, decision.meeting_date) == ("45", "2024-03-05")
    assert {fact.source for fact in decision.facts if fact.field in {"number", "meeting_date"}} == {"metadata"}


def test_a_header_without_a_day_or_number_adds_nothing() -> None:
    decision = understand(_document(VOTE, "ORTAKÖY BELEDİYESİ\nYazı İşleri Müdürlüğü Tel: 0312 555 10 20")).decisions[0]

    assert (decision.number, decision.meeting_date) == (None, None)
