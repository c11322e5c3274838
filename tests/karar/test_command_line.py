"""The command line keeps its promises: exit codes, one line a file whatever happens, settings refused by name."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from archive import Archive
from archive.settings import ArchiveSettings
from karar.cli import app
from karar.settings import load_settings
from models.errors import WrongUse

pytestmark = pytest.mark.full


def karar(
    *words: str, data: Path | None = None, stdin: bytes = b"", **settings: str
) -> subprocess.CompletedProcess[bytes]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KARAR_")} | settings
    if data is not None:
        environment["KARAR_DATA_DIR"] = str(data)
    return subprocess.run(
        [sys.executable, "-m", "karar", *words],
        input=stdin,
        capture_output=True,
        env=environment,
        check=False,
        timeout=240,
    )


def test_a_setting_that_does_not_exist_is_refused_by_name(tmp_path: Path) -> None:
    done = karar("search", "su", data=tmp_path, KARAR_PORTT="1")
    assert done.returncode == 2
    assert b"KARAR_PORTT" in done.stderr
    assert b"KARAR_PORT?" in done.stderr


def test_a_setting_that_does_not_fit_is_refused_by_name(tmp_path: Path) -> None:
    done = karar("search", "su", data=tmp_path, KARAR_PORT="eighty")
    assert done.returncode == 2
    assert b"KARAR_PORT" in done.stderr


def test_settings_come_from_a_file_and_the_environment_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "karar.toml"
    file.write_text("port = 8100\nlease_seconds = 7.0\n", encoding="utf-8")
    monkeypatch.setenv("KARAR_SETTINGS_FILE", str(file))
    monkeypatch.setenv("KARAR_PORT", "8200")
    load_settings.cache_clear()
    settings = load_settings()
    load_settings.cache_clear()
    assert (settings.port, settings.lease_seconds) == (8200, 7.0)


def test_a_setting_in_a_file_that_does_not_exist_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "karar.toml"
    file.write_text("prot = 8100\n", encoding="utf-8")
    monkeypatch.setenv("KARAR_SETTINGS_FILE", str(file))
    load_settings.cache_clear()
    with pytest.raises(WrongUse, match="KARAR_PROT"):
        load_settings()
    load_settings.cache_clear()


def test_an_unreadable_file_is_a_line_with_its_reason_and_the_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"")
    (tmp_path / "b.txt").write_text("KARAR NO: 7\nTeklifin kabulüne oybirliği ile karar verildi.", encoding="utf-8")
    (tmp_path / "c.docx").write_bytes(b"PK\x03\x04 broken")
    done = karar("extract", str(tmp_path), "--jsonl")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [Path(line["file"]).name for line in lines] == ["a.pdf", "b.txt", "c.docx"]
    assert {"code", "message", "next_step"} == set(lines[0]["error"])
    assert lines[1]["decisions"][0]["outcome"] == "adopted"
    assert "error" in lines[2]


def test_one_bad_text_never_stops_the_rest() -> None:
    good = {"id": 1, "text": "Teklifin reddine oyçokluğu ile karar verildi."}
    texts = b"\n".join([b"{broken", b'{"id": 9}', json.dumps(good).encode(), b'{"id": 2, "text": "\\ud800 \\u0000"}'])
    done = karar("extract", "--texts", "-", "--flat", stdin=texts)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [line.get("error", {}).get("code") for line in lines] == ["texts_malformed", "texts_malformed", None, None]
    assert lines[2]["outcome"] == "rejected"
    assert lines[2]["decision_no"] is None


def test_what_is_not_published_stays_out_of_a_public_search_until_it_is(tmp_path: Path) -> None:
    file = tmp_path / "karar.txt"
    file.write_text("KARAR NO: 7\nMezarlık ücret tarifesinin kabulüne oybirliği ile karar verildi.", encoding="utf-8")
    data = tmp_path / "data"
    assert karar("ingest", str(file), data=data).returncode == 0

    def public() -> int:
        return json.loads(karar("search", "mezarlik", "--public", "--json", data=data).stdout)["total"]

    assert public() == 0
    karar("publish", "--all", data=data)
    assert public() == 1
    karar("withdraw", "--all", data=data)
    assert public() == 0


def test_the_index_can_be_made_anew_and_everything_kept_is_in_order(tmp_path: Path) -> None:
    file = tmp_path / "karar.txt"
    file.write_text("KARAR NO: 8\nTeklifin kabulüne oybirliği ile karar verildi.", encoding="utf-8")
    data = tmp_path / "data"
    karar("ingest", str(file), data=data)
    assert karar("index", "rebuild", data=data).returncode == 0
    assert karar("index", "check", data=data).returncode == 0
    assert json.loads(karar("verify", "--json", data=data).stdout)["good"] is True
    assert karar("backup", str(tmp_path / "copy"), data=data).returncode == 0
    assert karar("restore", str(tmp_path / "copy"), data=tmp_path / "other").returncode == 0
    assert json.loads(karar("search", "teklif", "--json", data=tmp_path / "other").stdout)["total"] == 1


def test_a_file_that_failed_is_read_again_when_asked_for(tmp_path: Path) -> None:
    data, broken = tmp_path / "data", tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\n" + b"nothing " * 100)
    assert karar("ingest", str(broken), data=data).returncode == 1
    assert b"1 files wait" in karar("retry", data=data).stdout
    assert b"0 files wait" in karar("retry", data=data).stdout
    assert karar("retry", "0" * 64, data=data).returncode == 1


def test_verify_tells_of_leavings_and_tidies_only_old_ones(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with Archive.open(ArchiveSettings(data_dir=data, min_free_mb=0)) as archive:
        old, new = (archive.originals.keep([content], 100).sha256 for content in (b"old", b"new"))
        os.utime(archive.originals.path(old), (0, 0))
    told = json.loads(karar("verify", "--tidy", "--json", data=data).stdout)
    assert (told["orphans"], told["removed"]) == (2, 1)
    with Archive.open(ArchiveSettings(data_dir=data, min_free_mb=0)) as archive:
        assert list(archive.originals.names()) == [new]


@pytest.mark.parametrize("command", [command.name for command in app.registered_commands])
def test_every_command_explains_itself(command: str) -> None:
    done = karar(command, "--help")
    assert done.returncode == 0
    assert len(done.stdout.split()) > 20
