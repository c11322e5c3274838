"""How fast the search page answers over HTTP, and what the web process weighs.

    KARAR_DATA_DIR=FOLDER KARAR_PUBLISH=on_intake karar ingest FILES   # some 10,000 resolutions
    python -m benchmarks.pages FOLDER [--requests 500]

One client, one request after the other, a third of them with a filter; first byte by the clock.
"""

import argparse
import http.client
import os
import random
import socket
import subprocess
import sys
import time
import urllib.parse
from pathlib import Path

QUERIES = (
    "su tarifesi", '"imar planı"', "park", "otobüs ücreti", "mezarlık", "kredi", "karar:412", "belediye", "komisyon raporu",
    "sokak hayvanları", "acik yonetim", "bütçe -su", "imar*",
)  # fmt: skip
AIM_P99_MS, AIM_MB = 100, 500


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("data", type=Path)
    words.add_argument("--requests", type=int, default=500)
    asked = words.parse_args()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {"KARAR_DATA_DIR": str(asked.data)}
    server = subprocess.Popen([sys.executable, "-m", "karar", "serve", "--port", str(port)], env=environment)
    try:
        client = connect(port)
        chance, taken = random.Random(1), []
        for number in range(asked.requests):
            query = (
                "/?q=" + urllib.parse.quote(chance.choice(QUERIES)) + ("&manner=majority" if number % 3 == 0 else "")
            )
            begun = time.perf_counter()
            client.request("GET", query)
            answer = client.getresponse()
            taken.append((time.perf_counter() - begun) * 1000)
            answer.read()
            assert answer.status == 200, answer.status
        taken.sort()
        p50, p95, p99 = (taken[int(len(taken) * share)] for share in (0.5, 0.95, 0.99))
        print(
            f"search page, first byte: p50 {p50:.1f} ms, p95 {p95:.1f} ms, p99 {p99:.1f} ms, {p99 / AIM_P99_MS:.2f} of the limit"
        )
        pages = int(Path(f"/proc/{server.pid}/statm").read_text().split()[1])
        weight = pages * os.sysconf("SC_PAGE_SIZE") / 1e6
        print(f"web process: {weight:.0f} MB, {weight / AIM_MB:.2f} of the limit")
    finally:
        server.terminate()
        server.wait()


def connect(port: int) -> http.client.HTTPConnection:
    """Give a connection once the server answers."""
    deadline = time.monotonic() + 60
    while True:
        client = http.client.HTTPConnection("127.0.0.1", port)
        try:
            client.request("GET", "/api/v1/health")
            client.getresponse().read()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return client


if __name__ == "__main__":
    main()
