"""How long people wait while Elasticsearch fails in one way or another.

    python -m benchmarks.faults [--together 60]

A small archive stands on a real server behind a proxy that can be told to fail. For each fault many searches come at once,
and records, files and the state of the service are asked for meanwhile; then one search comes after the other. Prints the
longest times by the clock, within one process: a search may take the 2.5 seconds of ``KARAR_ELASTICSEARCH_TIMEOUT`` (the
limit is 3 s), a record must not wait for any. ``KARAR_TEST_ELASTICSEARCH_URL`` uses a server that runs already.
"""

import argparse
import asyncio
import logging
import os
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import httpx2
import structlog

from archive.index.elasticsearch import ElasticsearchIndex
from archive.index.settings import IndexSettings
from tests.search_api.shelf import filled
from tests.search_api.test_cluster_faults import FOUND, House
from tests.servers.elasticsearch import ElasticsearchServer, running
from tests.servers.faults import before

AFTERWARDS = 8


async def asked(client: httpx2.AsyncClient, path: str) -> tuple[int, float]:
    """Give the status and the seconds of one request."""
    began = time.perf_counter()
    answer = await client.get(path)
    assert answer.status_code < 500 or answer.headers["retry-after"]
    return answer.status_code, time.perf_counter() - began


async def measured(house: House, together: int) -> str:
    """Give the cells of one fault's row."""
    record = house.public()[-1]
    reads = (f"/api/v1/resolutions/{record.id}", f"/resolutions/{record.id}", f"/api/v1/documents/{record.sha256}")
    transport = httpx2.ASGITransport(house.browser.app, client=("127.0.0.1", 50_000))
    async with httpx2.AsyncClient(transport=transport, base_url="http://localhost") as client:
        searches = [asyncio.create_task(asked(client, FOUND)) for _ in range(together)]
        await asyncio.sleep(0)
        read = [await asked(client, path) for path in reads * 5]
        health = await asked(client, "/api/v1/health")
        found = [await one for one in searches]
        after = [await asked(client, FOUND) for _ in range(AFTERWARDS)]
    statuses = ", ".join(str(status) for status in sorted({status for status, _ in (*found, *after)}))
    apart = [max(seconds for _, seconds in read[place :: len(reads)]) for place in range(len(reads))]
    cells = [max(seconds for _, seconds in found), max(seconds for _, seconds in after), health[1], *apart]
    return f"{statuses} | " + " | ".join(f"{one:.2f}" for one in cells)


def _proxied(fault: str) -> Callable[[House], None]:
    def set_in(house: House) -> None:
        house.proxy.fault = fault

    return set_in


def _mapping(house: House) -> None:
    house.ask("PUT", f"{house.name}-000001/_mapping", {"properties": {"extra": {"type": "keyword"}}})
    house.browser.get("/api/v1/health")


def _squatted(house: House) -> None:
    house.ask("DELETE", f"{house.name}-000001")
    house.ask("PUT", house.name, {})


FAULTS: dict[str, Callable[[House], None]] = {
    "none": _proxied(""),
    "black hole": _proxied("silent"),
    "429": _proxied("429"),
    "503": _proxied("503"),
    "refused": lambda house: house.proxy.close(),
    "fields changed by hand": _mapping,
    "alias is an index": _squatted,
}


def main() -> None:
    """Try every fault on an index of its own and print a row for each."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--together", type=int, default=60)
    together = options.parse_args().together
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    logging.disable(logging.CRITICAL)
    existing = os.environ.get("KARAR_TEST_ELASTICSEARCH_URL")
    print(
        "| fault | answers | search s, many at once | search s, afterwards | health s | record, API s | record, page s | file s |"
    )
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    with nullcontext(ElasticsearchServer(existing)) if existing else running() as server:
        for name, begin in FAULTS.items():
            with server.name() as index_name, before(server.url) as proxy, tempfile.TemporaryDirectory() as folder:
                patient = ElasticsearchIndex(
                    IndexSettings(
                        elasticsearch_url=server.url, elasticsearch_index=index_name, elasticsearch_timeout=20
                    )
                )
                shelf = filled(Path(folder), patient)
                patient.close()
                shelf.index = ElasticsearchIndex(
                    IndexSettings(elasticsearch_url=proxy.url, elasticsearch_index=index_name)
                )
                house = House(shelf, server, proxy, index_name)
                assert house.browser.get(FOUND).status_code == 200
                threading.Event().wait(1)
                begin(house)
                print(f"| {name} | {asyncio.run(measured(house, together))} |", flush=True)
                shelf.index.close()
                shelf.archive.close()


if __name__ == "__main__":
    main()
