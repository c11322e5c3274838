"""The deployment of `docker-compose.yml` as plain processes: two servers, two workers, PostgreSQL and Elasticsearch."""

import http.client
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from archive import Archive
from archive.settings import ArchiveSettings
from archive.sweep import is_dead
from benchmarks.ingest import copies
from tests.journeys.processes import ROOT, Process, Server, until, upload
from tests.servers.elasticsearch import ElasticsearchServer

pytestmark = [pytest.mark.full, pytest.mark.postgres, pytest.mark.elasticsearch]
FILES = 160


class Site:
    """The processes and what they share."""

    def __init__(
        self, archive: Archive, environment: dict[str, str], web: list[Server], workers: list[Process]
    ) -> None:
        self.archive, self.environment, self.web, self.workers = archive, environment, web, workers

    def send(self, server: Server, name: str, content: bytes) -> str:
        """Hand in one file; gives its SHA-256."""
        status, told = self.ask(server, "POST", "/api/v1/uploads", *upload(name, content))
        assert status == 201, told
        return str(told["uploads"][0]["sha256"])

    def ask(self, server: Server, method: str, path: str, *rest: Any) -> tuple[int, Any]:
        """Give the status and the JSON of an answer."""
        connection = http.client.HTTPConnection(server.host, server.port, timeout=60)
        try:
            connection.request(method, path, *rest)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            connection.close()

    def settled(self) -> bool:
        """Tell whether everything is read and indexed."""
        return self.archive.catalogue.open_jobs() == 0 and self.archive.catalogue.states()["understood"] == 0


@pytest.fixture
def site(tmp_path: Path, postgres_url: str, elasticsearch_server: ElasticsearchServer) -> Iterator[Site]:
    with ExitStack() as stack:
        environment = {
            "KARAR_DATA_DIR": str(tmp_path / "shared"),
            "KARAR_DATABASE_URL": postgres_url,
            "KARAR_ELASTICSEARCH_URL": elasticsearch_server.url,
            "KARAR_ELASTICSEARCH_INDEX": stack.enter_context(elasticsearch_server.name()),
            "KARAR_ELASTICSEARCH_TIMEOUT": "20",
            "KARAR_DEMO": "true",
            "KARAR_PORT": "0",
            "KARAR_PUBLISH": "on_intake",
            "KARAR_MIN_FREE_MB": "0",
            "KARAR_READERS": "1",
        }
        settings = ArchiveSettings(data_dir=tmp_path / "shared", database_url=postgres_url, min_free_mb=0)
        archive = stack.enter_context(Archive.open(settings))
        web = [Server("karar", "serve", environment) for _ in range(2)]
        made = Site(archive, environment, web, [])
        try:
            yield made
        finally:
            for one in (*made.web, *made.workers):
                one.stop()


def test_what_one_server_takes_in_every_server_finds_though_half_of_them_die(site: Site) -> None:
    files = list(copies(FILES))
    owners: set[str] = set()

    def seen() -> bool:
        owners.update(job.owner for job in site.archive.catalogue.running() if job.owner)
        return len(owners) > 1

    sent = [site.send(site.web[place % 2], *one) for place, one in enumerate(files)]
    site.workers += [Process("karar", "work", site.environment) for _ in range(2)]
    until(seen, "both workers hold files")
    site.workers[0].kill()
    site.web[0].kill()
    until(site.settled, "the rest of the site finishes the work")
    assert any(is_dead(owner) for owner in owners)

    site.web[0].start()
    answers = [
        [site.ask(server, "GET", f"/api/v1/resolutions?limit=100&q={quote(words)}") for server in site.web]
        for words in ("", "su tarifesi", "karsi:MHP", "imar plani -ret")
    ]
    for first, second in answers:
        assert first[0] == second[0] == 200
        assert [hit["id"] for hit in first[1]["hits"]] == [hit["id"] for hit in second[1]["hits"]]
        assert (first[1]["total"], first[1]["facets"]) == (second[1]["total"], second[1]["facets"])
    assert answers[0][0][1]["total"] >= FILES
    assert site.archive.catalogue.states()["indexed"] == len(set(sent)) == FILES
    done = subprocess.run(
        [sys.executable, "-m", "karar", "verify", "--json"],
        cwd=ROOT,
        env=os.environ | site.environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert json.loads(done.stdout)["good"] is True, done.stdout
