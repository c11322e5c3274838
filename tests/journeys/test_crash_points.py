"""A process may die at any step between the door and the index: nothing accepted is lost, doubled or forgotten."""

import subprocess
import sys
from pathlib import Path

import pytest

from archive import Archive
from archive.index.tantivy_engine import TantivyIndex
from archive.settings import ArchiveSettings
from archive.verify import check_originals

ROOT = Path(__file__).parents[2]


def run(folder: Path, fault: str = "") -> int:
    """Let processes die one step later each time, and others go on from there; gives the number of steps."""
    command = [sys.executable, "-m", "tests.journeys.dying", str(folder), fault]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return len(list(folder.glob("*-after"))) - 1


def wrongs(folder: Path, *, accepted: bool, through: bool = False) -> list[str]:
    """Say everything that breaks a promise in the record that a process has left."""
    found = []
    with Archive.open(ArchiveSettings(data_dir=folder / "data", min_free_mb=0)) as archive:
        states = archive.catalogue.conservation()
        found += states.faults
        found += [f"original: {code}" for code in check_originals(archive).wrong.values()]
        if not accepted <= states.accepted <= 1:
            found.append(f"{states.accepted} documents")
        index = TantivyIndex(folder / "data/index", 15_000_000)
        held = [(entry.id, entry.version, entry.visibility) for entry in index.versions()]
        index.close()
        if states.states["indexed"] and held != archive.catalogue.versions(None, 100):
            found.append("index differs from catalogue")
        if through and states.states["indexed"] != 1:
            found.append("not in the index")
        numbers = sorted(record.decision.number or "" for record in archive.catalogue.current(None, 9))
        if through and numbers != ["1", "2"]:
            found.append(f"resolutions {numbers}")
    return found


def all_wrongs(folder: Path, fault: str = "") -> tuple[int, list[str]]:
    """Give the number of steps on the way, and what dying at each of them did to the record."""
    found: list[str] = []
    steps = run(folder, fault)
    for step in range(1, steps + 1):
        said = (folder / str(step) / "said").read_text().split("\n") if (folder / str(step) / "said").exists() else []
        found += [f"after step {step}: {words}" for words in wrongs(folder / str(step), accepted="accepted" in said)]
        more = wrongs(folder / f"{step}-after", accepted=True, through=True)
        found += [f"step {step}, and on: {words}" for words in more]
    return steps, found


@pytest.mark.full
def test_dying_at_any_step_loses_doubles_and_forgets_nothing(tmp_path: Path) -> None:
    steps, found = all_wrongs(tmp_path)

    assert steps >= 20
    assert found == []


@pytest.mark.full
@pytest.mark.parametrize(
    ("fault", "wrong"), [("row_before_blob", "original: original_missing"), ("dual_write", "not in the index")]
)
def test_a_wrongly_built_process_is_caught(tmp_path: Path, fault: str, wrong: str) -> None:
    _, found = all_wrongs(tmp_path, fault)

    assert any(wrong in words for words in found)
