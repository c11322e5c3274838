"""Who voted how, and every single vote of a text as its own event."""

from pathlib import Path

import pytest

from ingest.understand import read_text
from models.language.parties import find_parties
from models.language.passage import Passage
from models.resolution import Candidate, Counts, VoteEvent


def _rows(name: str) -> list[tuple[str, ...]]:
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]


ROWS = [row for name in ("votes.tsv", "tallies.tsv", "voters.tsv") for row in _rows(name)]
WHOLE = _rows("decisions_with_votes.tsv")


def _counted(counts: Counts | None) -> str:
    sides = (counts.for_, counts.against, counts.abstain) if counts else (None, None, None)
    return "/".join("-" if side is None else str(side) for side in sides)


@pytest.mark.parametrize(("counts", "positions", "manner", "text"), ROWS, ids=[row[3][:50] for row in ROWS])
def test_counts_and_positions_are_read_as_a_clerk_reads_them(
    counts: str, positions: str, manner: str, text: str
) -> None:
    decision = read_text(text.replace("|", "\n"))

    assert _counted(decision.counts) == counts
    assert sorted(f"{one.voter} {one.option}" for one in decision.positions) == sorted(
        filter(None, positions.split(";"))
    )
    assert decision.manner.value == manner


@pytest.mark.parametrize(
    ("outcome", "manner", "counts", "positions", "text"), WHOLE, ids=[row[4][:40] for row in WHOLE]
)
def test_the_whole_vote_of_a_decision_is_read(
    outcome: str, manner: str, counts: str, positions: str, text: str
) -> None:
    decision = read_text(text.replace("|", "\n"))

    assert (decision.outcome.value, decision.manner.value, _counted(decision.counts)) == (outcome, manner, counts)
    assert sorted(f"{one.voter} {one.option}" for one in decision.positions) == sorted(
        filter(None, positions.split(";"))
    )


def _votes(text: str, role: str) -> list[VoteEvent]:
    return [vote for vote in read_text(text).votes if vote.role == role]


COMMITTEES = [
    (
        "Plan ve Bütçe Komisyonunca oyçokluğu ile kabul edilen rapor Meclisimizce oybirliği ile kabul edildi.",
        [("Plan ve Bütçe Komisyonu", "majority", "-/-/-")],
    ),
    (
        "Hukuk Komisyonunda 4 kabul 1 ret oyu ile uygun görülen teklifin kabulüne oybirliğiyle karar verildi.",
        [("Hukuk Komisyonu", "majority", "4/1/-")],
    ),
    (
        "Teklif Komisyonumuzca oybirliğiyle uygun görülmüştür. Rapor Meclisimizce oyçokluğu ile kabul edilmiştir.",
        [("Komisyon", "unanimous", "-/-/-")],
    ),
    ("Encümence oybirliği ile kabul edilen bütçenin aynen kabulüne oyçokluğu ile karar verildi.", [("Encümen", "unanimous", "-/-/-")]),
    ("Teklif oybirliği ile kabul edildi.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), COMMITTEES)
def test_a_committees_vote_is_its_own_event_with_its_body(text: str, expected: list[tuple[str, str, str]]) -> None:
    votes = _votes(text, "committee")

    assert [(vote.body, vote.manner.value, _counted(vote.counts)) for vote in votes] == expected


SEVERAL = [
    (
        "Teklifin a) bendinin oybirliği ile kabulüne, b) bendinin oyçokluğu ile reddine karar verildi.",
        [("adopted", "unanimous"), ("rejected", "majority")],
    ),
    (
        "Satış talebinin reddine, kira talebinin Hukuk Komisyonuna havalesine oybirliği ile karar verildi.",
        [("rejected", "unanimous"), ("referred_to_committee", "unanimous")],
    ),
    (
        "1. ve 2. maddelerin oybirliğiyle, 3. maddenin ise oyçokluğuyla kabulüne karar verildi.",
        [("adopted", "majority"), ("adopted", "unanimous")],
    ),
    (
        "1. madde oybirliği ile kabul edildi. 2. madde ise oyçokluğu ile reddedildi.",
        [("adopted", "unanimous"), ("rejected", "majority")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_every_vote_of_a_decision_with_several_is_kept(text: str, expected: list[tuple[str, str]]) -> None:
    votes = _votes(text, "matter")

    assert sorted((vote.outcome.value if vote.outcome else "", vote.manner.value) for vote in votes) == sorted(expected)


COUNTED = [
    (
        "Teklifin a) bendinin 20 kabul 3 ret oyu ile kabulüne, b) bendinin 5 kabul 18 ret oyu ile reddine karar verildi.",
        [("adopted", "20/3/-", None), ("rejected", "5/18/-", "further")],
    ),
    (
        "Bütçenin gider bölümü 22 kabul 9 ret, gelir bölümü 24 kabul 7 ret oyla kabul edilmiş, bütçenin tümü 21 kabul 10 ret oyla kabul edilmiştir.",
        [("adopted", "22/9/-", "further"), ("adopted", "24/7/-", "further"), ("adopted", "21/10/-", None)],
    ),
    (
        "Kabul edenler 9, etmeyenler 9, çekimserler 2. Yeniden oylandı: Kabul edenler 10, etmeyenler 8, çekimserler 2. Kabul edildi.",
        [("none", "9/9/2", "further"), ("adopted", "10/8/2", None)],
    ),
    (
        "Yapılan oylamada 15 kabul, 10 ret oyu çıktı. Teklif kabul edildi.",
        [("adopted", "15/10/-", None)],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), COUNTED)
def test_every_vote_keeps_its_own_numbers(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    votes = _votes(text, "matter")

    assert [(str(vote.outcome), _counted(vote.counts), vote.part) for vote in votes] == expected


ELECTIONS = [
    (
        "Gizli oylamada Ali TAN 19, Oya SEZ 11 oy almış; Ali TAN Meclis Birinci Başkan Vekilliğine seçilmiştir.",
        [("Ali TAN", 19), ("Oya SEZ", 11)],
    ),
    ("Yapılan seçimde 21 oy alan Ali TAN Encümen üyeliğine seçilmiştir.", [("Ali TAN", 21)]),
    (
        "Encümenine 9 oyla Orçun TAŞKIN ile 8 oy alan Meryem ATAK seçilmişlerdir.",
        [("Orçun TAŞKIN", 9), ("Meryem ATAK", 8)],
    ),
    ("36’şar oy alan Can ARI ve Ece TUR katip üyeliklere seçilmiştir.", [("Can ARI", 36), ("Ece TUR", 36)]),
    (
        "Kullanılan 31 oyun 18'ini Aysel KORU, 12'sini Musa DEDE almış, Aysel KORU Encümen üyeliğine seçilmiştir.",
        [("Aysel KORU", 18), ("Musa DEDE", 12)],
    ),
    (
        "Yapılan oylamada Kaan DURU (13 oy), Berna ALTIN (7 oy) almıştır. Kaan DURU seçilmiştir.",
        [("Kaan DURU", 13), ("Berna ALTIN", 7)],
    ),
    ("Adnan KARA’nın 41, Sevgi BAL’ın 39 oy aldığı seçimde Adnan KARA başkan vekili seçildi.", [("Adnan KARA", 41), ("Sevgi BAL", 39)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ELECTIONS)
def test_candidates_keep_their_votes_and_no_side_is_counted(text: str, expected: list[tuple[str, int]]) -> None:
    decision = read_text(text)
    deciding = next(vote for vote in decision.votes if vote.candidates)

    assert decision.counts is None
    assert deciding.candidates == tuple(Candidate(*one) for one in expected)
    assert [fact.field for fact in decision.facts].count("candidate_vote") == len(expected)


PARTIES = [
    ("AK Partililerin, Ak-Parti ve A.K. Parti", ["AK Parti"] * 3),
    ("Adalet ve Kalkınma\nPartisi ile Cumhuriyet Halk Partililer", ["AK Parti", "CHP"]),
    ("HÜDA-PAR, Yeniden Refah Partili üyeler, DEM Parti'nin", ["HÜDA PAR", "YRP", "DEM Parti"]),
    ("Cumhur İttifakının, Millet İttifakı'nın, Bağımsızların", ["Cumhur İttifakı", "Millet İttifakı", "Bağımsız"]),
    ("Saadet Mahallesi, Anavatan Caddesi, dem çayı, bağımsız bölüm", []),
]


@pytest.mark.parametrize(("text", "names"), PARTIES)
def test_parties_are_known_in_every_spelling(text: str, names: list[str]) -> None:
    assert [party.name for party in find_parties(Passage(text))] == names


def test_an_event_counts_the_votes_on_what_was_put() -> None:
    decision = read_text(
        "Olumsuz rapor oylandı; raporun 31 oyla kabulü ile talebin reddi kararlaştırıldı, 4 üye karşı oy kullandı."
    )

    assert _counted(decision.counts) == "4/31/-"
    assert [_counted(vote.counts) for vote in decision.votes] == ["31/4/-"]
