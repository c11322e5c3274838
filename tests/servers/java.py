"""A JDK, and what Maven fetches, for the servers and peers that are Java programs."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

GOAL = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:get"
JAVA_FOLDER = Path("/usr/lib/jvm")


def maven_artifact(coordinates: str) -> Path:
    """Give the file of ``group:artifact:version:packaging``, fetched by Maven into its own repository the first time."""
    group, artifact, version, packaging = coordinates.split(":")
    maven = shutil.which("mvn")
    if maven is None:
        pytest.fail(f"Maven fetches {artifact}: install it (Debian: apt-get install maven)")
    file = _local_repository(maven) / group.replace(".", "/") / artifact / version / f"{artifact}-{version}.{packaging}"
    if not file.is_file():
        fetched = subprocess.run(
            [maven, "-q", "-B", GOAL, f"-Dartifact={coordinates}", "-Dtransitive=false"],
            capture_output=True, text=True, check=False, timeout=540,
        )  # fmt: skip
        if not file.is_file():
            pytest.fail(f"Maven could not fetch {coordinates}; is its repository reachable?\n{fetched.stdout[-2000:]}")
    return file


def _local_repository(maven: str) -> Path:
    default = Path.home() / ".m2/repository"
    if default.is_dir():
        return default
    told = subprocess.run(
        [maven, "-q", "-B", "help:evaluate", "-Dexpression=settings.localRepository", "-DforceStdout"],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    return Path(told.stdout.strip() or default)


def java_home() -> Path:
    """Give the folder of a full JDK 21 or newer."""
    named = [os.environ.get("KARAR_TEST_JAVA_HOME"), os.environ.get("JAVA_HOME")]
    candidates = [Path(one) for one in named if one] + sorted(JAVA_FOLDER.glob("*"))
    for home in candidates:
        release = home / "release"
        if (home / "bin/java").is_file() and release.is_file():
            text = release.read_text(encoding="utf-8")
            found = re.search(r'^JAVA_VERSION="(\d+)', text, re.MULTILINE)
            if found and int(found[1]) >= 21 and "jdk.incubator.vector" in text:
                return home
    pytest.fail(
        "the tests start a real Elasticsearch, which needs a JDK 21 or newer: install one below /usr/lib/jvm "
        "(Debian 13: apt-get install openjdk-21-jdk-headless; Debian 12: a Temurin JDK), or name its folder in KARAR_TEST_JAVA_HOME"
    )
