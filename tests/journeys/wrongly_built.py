"""`karar`, but answering before the bytes are kept: it writes them a moment later. The kill test has to notice."""

import threading
import time
from collections.abc import Iterable

from archive.intake import Accepted, Arrival
from ingest.receive import Receiver
from karar.cli import main

_LATE_SECONDS = 0.3


def receive(self: Receiver, name: str, chunks: Iterable[bytes], source: str) -> list[Accepted]:
    content = b"".join(chunks)
    with self._archive.originals.stage([content], 1 << 30, name) as staged:
        answers = self._archive.catalogue.accept([Arrival(name, staged.sha256, staged.size)], source)

    def keep_late() -> None:
        time.sleep(_LATE_SECONDS)
        self._archive.originals.keep([content], 1 << 30, name)

    threading.Thread(target=keep_late, daemon=True).start()
    return answers


if __name__ == "__main__":
    Receiver.receive = receive  # type: ignore[method-assign]
    main()
