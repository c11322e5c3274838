"""No file, however bad, harms more than itself: it is read, or ends with a stable code of its own."""

from pathlib import Path

import pytest

from ingest.readers.pool import LOST, ReaderPool
from tests.ingest.hostile.ends import end_of
from tests.ingest.hostile.files import Case, crafted, found, mutated
from tests.ingest.hostile.pdf_attacks import attacks

CRAFTED = [*crafted(), *attacks()]


@pytest.mark.full
@pytest.mark.parametrize("case", CRAFTED, ids=[case.name[:20] for case in CRAFTED])
def test_each_attack_ends_the_way_it_must(pool: ReaderPool, case: Case, tmp_path: Path) -> None:
    assert end_of(pool, case, tmp_path) in case.ends


@pytest.mark.full
def test_no_mutation_of_a_good_file_takes_a_reader_down(pool: ReaderPool, tmp_path: Path) -> None:
    ends = [end_of(pool, case, tmp_path) for case in mutated()]

    assert len(ends) >= 140
    assert not LOST & set(ends)


@pytest.mark.full
@pytest.mark.parametrize("case", found(), ids=lambda case: case.name)
def test_what_fuzzing_found_takes_no_reader_down_again(pool: ReaderPool, case: Case, tmp_path: Path) -> None:
    assert end_of(pool, case, tmp_path) not in LOST


@pytest.mark.full
def test_a_good_file_is_read_after_every_kind_of_attack(pool: ReaderPool, tmp_path: Path) -> None:
    for case in CRAFTED[::9]:
        end_of(pool, case, tmp_path)

    good = tmp_path / "good"
    good.write_text("Oybirliği ile kabulüne karar verildi.", encoding="utf-8")
    assert pool.read(good, "good.txt").text == "Oybirliği ile kabulüne karar verildi."
