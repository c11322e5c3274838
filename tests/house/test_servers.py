"""A server that the tests cannot have is a failure that says what to install."""

from pathlib import Path

import pytest

from tests.servers import elasticsearch, java


def test_without_a_jdk_the_failure_names_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/java").touch()
    (tmp_path / "release").write_text('JAVA_VERSION="17.0.1"\nMODULES="jdk.incubator.vector"\n')
    monkeypatch.setattr(java, "JAVA_FOLDER", tmp_path.parent)
    monkeypatch.setenv("KARAR_TEST_JAVA_HOME", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(pytest.fail.Exception, match="openjdk-21"):
        java.java_home()


def test_without_maven_the_failure_names_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(pytest.fail.Exception, match="apt-get install maven"):
        elasticsearch._program()
