"""Lost workers are noticed, the record can be checked, copied and brought back."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from archive import Archive
from archive.backup import backup, restore
from archive.settings import ArchiveSettings
from archive.sweep import Sweep, is_dead, owner_name
from archive.verify import check_originals, remove_orphans
from archive.wakeups import Wakeups
from models.errors import InputError, WrongUse
from tests.archive.conftest import Keep, understood


class Clock:
    """A steady clock that the test winds."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_silent_worker_loses_its_file_and_a_living_one_does_not(archive: Archive, keep: Keep) -> None:
    keep(b"silent")
    keep(b"living")
    [silent] = archive.catalogue.claim("far/away", 1)
    [living] = archive.catalogue.claim("else/where", 1)
    clock = Clock()
    sweep = Sweep(archive.catalogue, lease_seconds=60, crashes_to_quarantine=3, clock=clock)
    found = []
    for _ in range(7):
        found.append(sweep.run_once())
        archive.catalogue.heartbeat([living])
        clock.now += 10

    assert found == [0, 0, 0, 0, 0, 0, 1]
    assert archive.catalogue.store([understood(silent, "1")], "public") == 0
    assert archive.catalogue.store([understood(living, "1")], "public") == 1


def test_a_clock_that_jumps_costs_nobody_a_file(archive: Archive, keep: Keep, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(b"one")
    wall_clock = iter(["2026-01-01T10:00:00.000000Z", "2026-01-02T10:00:00.000000Z", "2026-01-01T09:00:00.000000Z"])
    monkeypatch.setattr(sys.modules["archive.jobs"], "utc_now", lambda: next(wall_clock))
    [job] = archive.catalogue.claim("far/away", 1)
    clock = Clock()
    sweep = Sweep(archive.catalogue, lease_seconds=60, crashes_to_quarantine=3, clock=clock)
    sweep.run_once()
    clock.now += 59

    assert sweep.run_once() == 0
    assert archive.catalogue.store([understood(job, "1")], "public") == 1


def test_a_worker_that_died_on_this_machine_is_noticed_at_once(archive: Archive, keep: Keep) -> None:
    say = "from archive.sweep import owner_name; print(owner_name())"
    dead = subprocess.run(
        [sys.executable, "-c", say], capture_output=True, text=True, check=True, cwd=Path.cwd()
    ).stdout.strip()
    keep(b"one")
    archive.catalogue.claim(dead, 1)
    sweep = Sweep(archive.catalogue, lease_seconds=3600, crashes_to_quarantine=3)

    assert sweep.run_once() == 1
    assert [job.crashes for job in archive.catalogue.claim(owner_name(), 1)] == [1]
    assert sweep.run_once() == 0


def test_nobody_is_declared_dead_from_afar() -> None:
    assert not is_dead(owner_name())
    assert not is_dead("another-host/boot/pid:[1]/1/1")
    assert not is_dead("odd")
    host, _boot, *rest = owner_name().split("/")
    assert is_dead("/".join([host, "before-the-restart", *rest]))


def test_a_waiting_worker_wakes_when_a_file_comes_in(archive: Archive, keep: Keep) -> None:
    with Wakeups(archive.catalogue.database) as wakeups:
        assert not wakeups.wait(0)
        keep(b"one")
        assert wakeups.wait(30)


def test_every_damaged_or_missing_original_is_found_and_no_other(archive: Archive, keep: Keep) -> None:
    names = [keep(f"karar {i}".encode()).sha256 for i in range(6)]
    assert check_originals(archive).wrong == {}
    archive.originals.path(names[0]).unlink()
    for name, content in ((names[1], b""), (names[2], archive.originals.path(names[3]).read_bytes())):
        archive.originals.path(name).chmod(0o640)
        archive.originals.path(name).write_bytes(content)

    found = check_originals(archive)

    assert found.checked == 6
    assert found.wrong == {names[0]: "original_missing", names[1]: "original_changed", names[2]: "original_changed"}


def test_only_what_nobody_was_told_of_is_ever_removed(archive: Archive, keep: Keep) -> None:
    kept = keep(b"kept").sha256
    orphan = archive.originals.keep([b"orphan"], 100).sha256
    written = archive.originals.path(orphan).stat().st_mtime

    assert check_originals(archive).orphans == (orphan,)
    assert remove_orphans(archive, now=written + 3600) == 0
    assert remove_orphans(archive, now=written + 25 * 3600) == 1
    assert list(archive.originals.names()) == [kept]


@pytest.fixture
def local(tmp_path: Path) -> ArchiveSettings:
    return ArchiveSettings(data_dir=tmp_path / "data", min_free_mb=0)


def fill(settings: ArchiveSettings) -> Archive:
    archive = Archive.open(settings)
    from archive.intake import Arrival

    for i in range(3):
        kept = archive.originals.keep([f"karar {i}".encode()], 100)
        archive.catalogue.accept([Arrival(f"{i}.txt", kept.sha256, kept.size)], "clerk")
    archive.catalogue.store([understood(job, "1") for job in archive.catalogue.claim("w", 2)], "public")
    return archive


def test_a_backup_brings_everything_back(local: ArchiveSettings, tmp_path: Path) -> None:
    with fill(local) as archive:
        assert backup(archive, tmp_path / "backup") == 3
        before = archive.catalogue.current(None, 10), list(archive.catalogue.sha256s())
    elsewhere = local.model_copy(update={"data_dir": tmp_path / "elsewhere"})

    assert restore(tmp_path / "backup", elsewhere) == 3
    with Archive.open(elsewhere) as restored:
        assert (restored.catalogue.current(None, 10), list(restored.catalogue.sha256s())) == before
        assert check_originals(restored).wrong == {}
        assert restored.catalogue.conservation().faults == ()
        assert restored.catalogue.open_jobs() == 1
    assert sorted(path.name for path in (tmp_path / "backup").iterdir()) == ["catalogue.sqlite", "originals"]


def test_nothing_is_restored_over_something(local: ArchiveSettings, tmp_path: Path) -> None:
    with fill(local) as archive:
        backup(archive, tmp_path / "backup")
        with pytest.raises(InputError, match="backup_not_empty"):
            backup(archive, tmp_path / "backup")
    with pytest.raises(InputError, match="backup_not_empty"):
        restore(tmp_path / "backup", local)


def lose_an_original(folder: Path) -> None:
    next(path for path in (folder / "originals").rglob("*") if path.is_file()).unlink()


def change_an_original(folder: Path) -> None:
    path = next(path for path in (folder / "originals").rglob("*") if path.is_file())
    path.chmod(0o640)
    path.write_bytes(b"other")


def cut_the_catalogue(folder: Path) -> None:
    path = folder / "catalogue.sqlite"
    path.write_bytes(path.read_bytes()[: 3 * 4096 + 10])


def lose_the_catalogue(folder: Path) -> None:
    (folder / "catalogue.sqlite").unlink()


@pytest.mark.parametrize("damage", [lose_an_original, change_an_original, cut_the_catalogue, lose_the_catalogue])
def test_a_damaged_backup_restores_nothing(local: ArchiveSettings, tmp_path: Path, damage: object) -> None:
    with fill(local) as archive:
        backup(archive, tmp_path / "backup")
    damage(tmp_path / "backup")  # type: ignore[operator]
    target = tmp_path / "elsewhere"

    with pytest.raises(InputError, match="backup_damaged"):
        restore(tmp_path / "backup", local.model_copy(update={"data_dir": target}))
    assert not target.exists() or list(target.iterdir()) == []


def test_a_record_on_servers_is_left_to_their_own_tools(local: ArchiveSettings, tmp_path: Path) -> None:
    remote = local.model_copy(update={"database_url": "postgresql://nowhere/karar"})

    with pytest.raises(WrongUse, match="backup_remote"):
        restore(tmp_path, remote)


def test_commits_are_on_disk_before_they_return(local: ArchiveSettings) -> None:
    with Archive.open(local) as archive, archive.catalogue.database.writing() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
        }

    assert found == {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 30_000, "foreign_keys": 1}


def test_the_catalogue_opens_with_plain_sqlite(local: ArchiveSettings) -> None:
    fill(local).close()

    with sqlite3.connect(local.data_dir / "catalogue.sqlite") as connection:
        states = dict(connection.execute("SELECT state, count(*) FROM documents GROUP BY state"))
    connection.close()
    assert states == {"received": 1, "understood": 2}
