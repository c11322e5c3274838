"""The deployment for more than one machine names only what exists, pins its images and keeps secrets out of itself."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from karar.settings import PREFIX, Settings

ROOT = Path(__file__).parents[2]
KNOWN = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields} | {"KARAR_SETTINGS_FILE"}
COMPOSE = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
TEXTS = {
    name: (ROOT / name).read_text(encoding="utf-8")
    for name in ("docker-compose.yml", "Dockerfile", ".env.example", "docs/operator.md")
}


@pytest.fixture
def services() -> dict[str, dict[str, Any]]:
    found = yaml.safe_load(COMPOSE)["services"]
    assert found
    return dict(found)


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_every_variable_is_a_known_setting(name: str) -> None:
    named = set(re.findall(r"\bKARAR_[A-Z_0-9]+", TEXTS[name]))
    assert named
    assert {one for one in named - KNOWN if not one.startswith("KARAR_TEST_")} == set()


def test_every_variable_asked_for_is_in_the_example() -> None:
    asked = set(re.findall(r"(?<!\$)\$\{([A-Z_]+)", COMPOSE))
    given = set(re.findall(r"^([A-Z_]+)=", TEXTS[".env.example"], re.MULTILINE))
    assert asked == given


def test_the_values_of_the_example_are_valid_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in re.findall(r"^(KARAR_[A-Z_]+)=(.*)$", TEXTS[".env.example"], re.MULTILINE):
        monkeypatch.setenv(name, value)
    assert Settings().publish == "by_clerk"
    assert Settings().hosts == ("localhost", "127.0.0.1")


def test_every_image_is_pinned_to_a_full_version(services: dict[str, dict[str, Any]]) -> None:
    images = [one["image"] for one in services.values()] + re.findall(r"^FROM (\S+)", TEXTS["Dockerfile"], re.MULTILINE)
    images = [one.replace("${VERSION:-0.1.0}", "0.1.0") for one in images]
    assert len(images) > len(services)
    assert [one for one in images if not re.search(r":\d+\.\d+(\.\d+)?(-[a-z-]+)?$", one)] == []


def test_the_tests_run_the_same_elasticsearch(services: dict[str, dict[str, Any]]) -> None:
    from tests.servers.elasticsearch import VERSION

    assert services["elasticsearch"]["image"] == f"elasticsearch:{VERSION}"


def test_web_and_workers_are_two_each_and_everything_that_stays_is_watched_or_limited(
    services: dict[str, dict[str, Any]],
) -> None:
    assert services["web"]["deploy"]["replicas"] == services["worker"]["deploy"]["replicas"] == 2
    for name in ("web", "worker", "postgres", "elasticsearch"):
        assert services[name]["deploy"]["resources"]["limits"]["memory"]
        assert services[name]["restart"] == "unless-stopped"
    assert [name for name in ("web", "postgres", "elasticsearch") if "healthcheck" not in services[name]] == []


def test_ports_are_open_to_this_machine_alone(services: dict[str, dict[str, Any]]) -> None:
    ports = [port for one in services.values() for port in one.get("ports", [])]
    assert ports
    assert [port for port in ports if not port.startswith("127.0.0.1:")] == []


def test_secrets_come_from_files(services: dict[str, dict[str, Any]]) -> None:
    declared = yaml.safe_load(COMPOSE)["secrets"]
    used = {name for one in services.values() for name in one.get("secrets", [])}
    assert used == set(declared)
    assert all(set(one) == {"file"} for one in declared.values())
    for one in services.values():
        secretive = [key for key in one.get("environment", {}) if re.search(r"PASSWORD|API_KEY|URL", key)]
        assert [key for key in secretive if not key.endswith("_FILE")] == []


def test_security_and_encryption_are_on(services: dict[str, dict[str, Any]]) -> None:
    environment = services["elasticsearch"]["environment"]
    for key in ("security.enabled", "security.http.ssl.enabled", "security.transport.ssl.enabled"):
        assert environment[f"xpack.{key}"] == "true"


def test_containers_run_without_root_and_keep_what_they_keep_in_volumes(services: dict[str, dict[str, Any]]) -> None:
    declared = yaml.safe_load(COMPOSE)["volumes"]
    mounted = {volume.split(":")[0] for one in services.values() for volume in one.get("volumes", [])}
    assert mounted == set(declared)
    assert re.search(r"^USER karar$", TEXTS["Dockerfile"], re.MULTILINE)


def test_the_settings_file_of_the_operator_page_is_valid() -> None:
    [example] = re.findall(r"```toml\n(.*?)```", TEXTS["docs/operator.md"], re.DOTALL)
    assert Settings(**tomllib.loads(example)).elasticsearch_url


@pytest.mark.full
@pytest.mark.parametrize(("broken", "accepted"), [("", True), ("  web:\n    <<: *nowhere\n", False)])
def test_docker_compose_accepts_the_file(tmp_path: Path, broken: str, accepted: bool) -> None:
    program = shutil.which("docker-compose")
    assert program, "docker-compose is missing: apt-get install docker-compose"
    (tmp_path / "docker-compose.yml").write_text(COMPOSE + broken, encoding="utf-8")
    (tmp_path / ".env").write_text(TEXTS[".env.example"], encoding="utf-8")
    done = subprocess.run([program, "config", "--quiet"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode == 0) is accepted, done.stderr
