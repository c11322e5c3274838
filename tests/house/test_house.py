"""The rules of the house: which way imports go, what the wheel holds, what must be documented, what may not be named."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from karar.documentation import PAGES
from karar.settings import Settings
from models.errors import wordings

ROOT = Path(__file__).parents[2]
ROOMS = {"karar", "search_api", "ingest", "archive", "models"}
TEXT_SUFFIXES = {
    ".py",
    ".html",
    ".css",
    ".js",
    ".toml",
    ".md",
    ".sh",
    ".txt",
    ".lock",
    ".yml",
    ".yaml",
    ".cfg",
    ".json",
    ".svg",
    "",
}


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z", *patterns], cwd=ROOT, capture_output=True, check=True).stdout
    return [ROOT / name for name in listed.decode().split("\0") if name]


def test_imports_go_one_way() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.full
def test_the_wheel_holds_the_five_rooms_and_their_data(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    [wheel] = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    top = {name.split("/")[0] for name in names}
    assert {name for name in top if not name.endswith(".dist-info")} == ROOMS
    for needed in (
        "models/data/errors/common.toml",
        "models/language/config.cfg",
        "archive/migrations/env.py",
        "search_api/templates/search.html",
        "search_api/static/karar.css",
    ):
        assert needed in names
    assert wheel.stat().st_size < 30_000_000


@pytest.mark.parametrize("page", sorted(PAGES))
def test_the_page_says_what_the_code_knows(page: str) -> None:
    assert (ROOT / "docs" / page).read_text(encoding="utf-8") == PAGES[page](), "run python -m karar.documentation"


def test_every_setting_is_described() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


@pytest.mark.parametrize("code", sorted(wordings()))
def test_every_error_says_cause_and_next_step_in_both_languages(code: str) -> None:
    wording = wordings()[code]
    assert set(wording) == {
        "status", "title_tr", "title_en", "message_tr", "message_en", "next_step_tr", "next_step_en",
    }  # fmt: skip
    assert 400 <= int(wording["status"]) < 600
    braces = {language: set(re.findall(r"{(\w+)}", wording[f"message_{language}"])) for language in ("tr", "en")}
    assert braces["tr"] == braces["en"]


def test_every_error_code_in_the_code_has_a_wording() -> None:
    raised = re.compile(
        r"\b(?:KararError|InputError|UnreadableFile|UnclearQuery|NotFound|WrongUse|ServiceDown)\(\s*\"([a-z_0-9]+)\""
    )
    used = {
        code
        for path in tracked("*.py")
        if path.parts[-2] != "house"
        for code in raised.findall(path.read_text(encoding="utf-8"))
    }
    assert used - set(wordings()) == set()


def test_no_page_asks_an_outside_address() -> None:
    asks = re.compile(
        r"(?:src|href|action|poster|data)\s*=\s*[\"']\s*(?:https?:)?//|url\(\s*[\"']?(?:https?:)?//|@import",
        re.IGNORECASE,
    )
    pages = [
        p
        for p in tracked("search_api/templates", "search_api/static")
        if p.suffix in {".html", ".css", ".xml", ".svg", ".jinja"}
    ]
    assert pages
    assert [str(p) for p in pages if asks.search(p.read_text(encoding="utf-8"))] == []


def test_no_file_names_a_package_registry_or_download() -> None:
    address = re.compile(
        r"index-url|files\.pythonhosted|registry\.npmjs|repo1?\.maven|https?://\S+\.(?:whl|tgz|deb|jar|tar\.gz|zip)\b",
        re.IGNORECASE,
    )
    texts = [
        p
        for p in tracked()
        if p.suffix in TEXT_SUFFIXES and p.is_file() and p.name not in {"README.md", "test_house.py"}
    ]
    found = [
        str(p)
        for p in texts
        if (hit := address.search(p.read_text(encoding="utf-8", errors="replace")))
        and "emit" not in hit.string[max(0, hit.start() - 12) : hit.start()]
    ]
    assert found == []


@pytest.mark.parametrize("lock", ["run.lock", "dev.lock"])
def test_every_package_is_pinned_with_hashes(lock: str) -> None:
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    entries = re.findall(
        r"^[a-z0-9._-]+(?:\[[^\]]+\])?==[^\n]*\\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", text, re.MULTILINE
    )
    pinned = re.findall(r"^[a-z0-9]", text, re.MULTILINE)
    assert len(entries) == len(pinned) > 50


def test_the_lock_holds_every_declared_package() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    locked = set(
        re.findall(r"^([a-z0-9._-]+)", (ROOT / "requirements/run.lock").read_text(encoding="utf-8"), re.MULTILINE)
    )
    names = {re.split(r"[\[><=;! ]", requirement)[0].lower() for requirement in declared["project"]["dependencies"]}
    assert names - locked == set()


def test_modules_say_what_they_know() -> None:
    rooms = [p for p in tracked("*.py") if p.relative_to(ROOT).parts[0] in ROOMS and p.stat().st_size]
    assert [
        str(p) for p in rooms if not p.read_text(encoding="utf-8").lstrip().startswith(('"""', "r'''", 'r"""'))
    ] == []
