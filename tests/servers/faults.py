"""A small proxy before a server that can be told to fail: refuse, stay silent, answer 429 or 503."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

_END = b"\r\n\r\n"


class FaultProxy:
    """Passes bytes on to a server until `fault` is set.

    `fault` is ``""``, ``"silent"`` (takes the connection and never answers), ``"foreign"`` (some other web server) or an
    HTTP status such as ``"429"``.
    """

    def __init__(self, target: str) -> None:
        parts = urlsplit(target)
        self._target = (parts.hostname or "127.0.0.1", parts.port or 9200)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self.fault = ""
        self.heads: list[str] = []
        self._open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Stop listening and cut every connection: from now on connections are refused."""
        for one in (self._listening, *self._open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                self._open.append(client)
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with suppress(OSError):
            server = socket.create_connection(self._target)
            self._open.append(server)
            threading.Thread(target=self._carry, args=(server, client), daemon=True).start()
            while data := client.recv(65536):
                if _END in data:
                    self.heads.append(data.split(_END)[0].decode("latin-1"))
                if self.fault == "silent":
                    continue
                if self.fault == "foreign":
                    client.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nhi")
                elif self.fault:
                    body = b'{"error":{"type":"circuit_breaking_exception"},"status":%s}' % self.fault.encode()
                    client.sendall(
                        b"HTTP/1.1 %s Fault\r\nX-Elastic-Product: Elasticsearch\r\nContent-Type: application/json\r\n"
                        b"Content-Length: %d\r\n\r\n" % (self.fault.encode(), len(body)) + body
                    )
                else:
                    server.sendall(data)

    @staticmethod
    def _carry(server: socket.socket, client: socket.socket) -> None:
        with suppress(OSError):
            while data := server.recv(65536):
                client.sendall(data)


@contextmanager
def before(target: str) -> Iterator[FaultProxy]:
    """Put a fault proxy before a server for a while."""
    proxy = FaultProxy(target)
    try:
        yield proxy
    finally:
        proxy.close()
