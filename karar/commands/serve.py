"""`karar serve`: the pages and the HTTP API; with `--with-worker` also a worker beside them."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
import uvicorn

from ingest.receive import Receiver
from karar.settings import Settings, load_settings
from karar.wiring import House, PagePictures, opened_house
from models.errors import ServiceDown
from search_api.app import create_app
from search_api.find import SearchRequest, find
from search_api.services import Services


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on (default: KARAR_HOST, 127.0.0.1).")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Port to listen on (default: KARAR_PORT, 8000).")
    ] = None,
    with_worker: Annotated[
        bool, typer.Option("--with-worker", help="Also start a worker that reads what is uploaded.")
    ] = False,
) -> None:
    """Serve the pages and the API. Stop with Ctrl+C.

    A worker (`karar work`, or `--with-worker`) reads what is uploaded; without one, uploads wait safely.
    """
    given = {name: value for name, value in {"host": host, "port": port}.items() if value is not None}
    settings = Settings(**given) if given else load_settings()  # type: ignore[arg-type]
    if given:
        load_settings()  # refuses unknown names
    listening = _listen(settings.host, settings.port)
    address = f"http://{settings.host}:{listening.getsockname()[1]}"
    with opened_house(settings) as house, _worker(wanted=with_worker):
        _warm(house)
        threading.Thread(target=_warm_pictures, args=[house], name="warming", daemon=True).start()
        services = Services(
            archive=house.archive,
            index=house.index,
            settings=settings,
            pictures=PagePictures(house),
            intake=Receiver(house.archive, settings),
        )
        server = uvicorn.Server(
            uvicorn.Config(
                create_app(services), log_level="warning", access_log=False, server_header=False, proxy_headers=False
            )
        )
        sys.stderr.write(f"Karar is ready. Open {address}/ (Türkçe) or {address}/en/ (English); Ctrl+C stops.\n")
        sys.stderr.flush()
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[listening])


def _warm(house: House) -> None:
    """Search once, so that the first visitor does not wait for the word tables to load."""
    with contextlib.suppress(ServiceDown):
        find(house.index, house.archive.catalogue, SearchRequest(q="karar"), frozenset({"public"}))


def _warm_pictures(house: House) -> None:
    """Start what draws Word files, so that the first of their pages comes as quickly as the others."""
    with contextlib.suppress(ServiceDown):
        house.pool.warm()


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(128)  # who reads that Karar is ready may connect at once
    except OSError as error:
        raise ServiceDown("port_taken", host=host, port=port, reason=error.strerror) from error
    return listening


@contextmanager
def _worker(*, wanted: bool) -> Iterator[None]:
    """Keep a worker process while the server runs; it is told to stop by its own id."""
    if not wanted:
        yield
        return
    # --parent: the worker ends by itself when this process is gone, however it went.
    worker = subprocess.Popen([sys.executable, "-m", "karar", "work", "--parent", str(os.getpid())])  # noqa: S603
    try:
        yield
    finally:
        worker.send_signal(signal.SIGTERM)
        try:
            worker.wait(timeout=10)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()
