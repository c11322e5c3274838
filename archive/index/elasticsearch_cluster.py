"""The way to an Elasticsearch cluster: one deadline for each question, every fault told as `ServiceDown`.

After three faults in a row the cluster is left alone for a moment: callers get the last fault at once instead of each
waiting out the time limit. Then one caller tries again, and until it has its answer the others still get the last fault.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import elastic_transport
import msgspec
from elastic_transport.client_utils import DEFAULT
from elasticsearch import ApiError, Elasticsearch, UnsupportedProductError

from archive.index.question import end_of
from archive.index.settings import IndexSettings
from models.errors import ServiceDown, WrongUse

_FAULTS_IN_A_ROW = 3
_PAUSE = 1.0
_OUTAGES = {"elasticsearch_unreachable", "elasticsearch_slow", "elasticsearch_busy"}
_WRITING = 4.0
"""Writing may take this many times as long as reading."""
_CONNECTIONS = 64
"""More than a web process has threads: who waits for a connection does not see its time limit pass."""
_AT_LEAST = 0.05
_MOST = 0.8
"""Of its time limit, that a question must have had for its lack of an answer to count as an outage."""


class Asking:
    """One question under way: the client with the time that is left for it."""

    def __init__(self, patient: Callable[[float], Elasticsearch], until: float, clock: Callable[[], float]) -> None:
        self._patient = patient
        self._until = until
        self._clock = clock

    @property
    def client(self) -> Elasticsearch:
        """Give a client that waits no longer than the question's deadline."""
        return self._patient(self.left)

    @property
    def left(self) -> float:
        """Give the seconds left."""
        return max(_AT_LEAST, self._until - self._clock())


class Cluster:
    """The connections to a cluster; safe to use from several threads."""

    def __init__(self, settings: IndexSettings, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._timeout = settings.elasticsearch_timeout
        self._lock = threading.Lock()
        self._faults = 0
        self._closed_until = 0.0
        self._last: ServiceDown | None = None
        self._client = _client(settings)
        self._by_patience: dict[int, Elasticsearch] = {}

    def _patient(self, seconds: float) -> Elasticsearch:
        """Give a client that waits that long or up to `_AT_LEAST` less: making one takes as long as asking it."""
        steps = max(1, int(seconds / _AT_LEAST))
        if steps not in self._by_patience:
            self._by_patience[steps] = self._client.options(request_timeout=steps * _AT_LEAST)
        return self._by_patience[steps]

    @contextmanager
    def reading(self) -> Iterator[Asking]:
        """Ask something that a person waits for, no longer than the `question` it belongs to.

        Raises ServiceDown: whatever goes wrong between here and the cluster.
        """
        now = self._clock()
        with self._asking(max(_AT_LEAST, end_of(self._timeout, now) - now)) as asking:
            yield asking

    @contextmanager
    def writing(self, patience: float = 1.0) -> Iterator[Asking]:
        """Change something; takes longer than reading, `patience` times longer still.

        Raises ServiceDown: whatever goes wrong between here and the cluster.
        """
        with self._asking(self._timeout * _WRITING * patience) as asking:
            yield asking

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    @contextmanager
    def _asking(self, seconds: float) -> Iterator[Asking]:
        with self._lock:
            if self._last is not None:
                if self._clock() < self._closed_until:
                    raise ServiceDown(self._last.code, **self._last.details)
                self._closed_until = self._clock() + seconds  # this caller tries; nobody else waits with it
        try:
            yield Asking(self._patient, self._clock() + seconds, self._clock)
        except (elastic_transport.TransportError, ApiError) as error:
            fault = told(error, seconds)
            # One that had little time left says nothing about the cluster when it got no answer.
            if fault.code != "elasticsearch_slow" or seconds >= self._timeout * _MOST:
                self._note(fault)
            raise fault from error
        except BaseException:
            self._note(None)
            raise
        self._note(None)

    def _note(self, fault: ServiceDown | None) -> None:
        """Count an outage; anything else that came of a question says that the cluster answers."""
        with self._lock:
            if fault is None or fault.code not in _OUTAGES:
                self._faults, self._last = 0, None
                return
            self._faults += 1
            if self._faults >= _FAULTS_IN_A_ROW:
                self._last, self._closed_until = fault, self._clock() + _PAUSE


def told(error: elastic_transport.TransportError | ApiError, seconds: float) -> ServiceDown:
    """Give the `ServiceDown` that says in plain words what a client's error means."""
    if isinstance(error, elastic_transport.ConnectionTimeout):
        return ServiceDown("elasticsearch_slow", seconds=f"{seconds:.1f}".removesuffix(".0"))
    if isinstance(error, elastic_transport.TlsError):
        return ServiceDown("elasticsearch_certificate", reason=error.message)
    if isinstance(error, elastic_transport.SerializationError):
        return ServiceDown("elasticsearch_foreign", reason=error.message)
    if isinstance(error, elastic_transport.TransportError):
        return ServiceDown("elasticsearch_unreachable", reason=error.message)
    answer, reason = error.meta.status, kind(error)
    if isinstance(error, UnsupportedProductError) or reason == "media_type_header_exception":
        return ServiceDown("elasticsearch_foreign", reason=error.message)
    if answer in {401, 403}:
        return ServiceDown("elasticsearch_denied", answer=answer, reason=reason)
    if answer in {408, 504}:
        return ServiceDown("elasticsearch_slow", seconds=f"{seconds:.1f}".removesuffix(".0"))
    if answer == 429 or answer >= 500:
        return ServiceDown("elasticsearch_busy", answer=answer, reason=reason)
    return ServiceDown("elasticsearch_refused", answer=answer, reason=reason)


def kind(error: ApiError) -> str:
    """Give Elasticsearch's name for an error, such as ``index_not_found_exception``."""
    body = error.body
    told_error = body.get("error") if isinstance(body, dict) else None
    if isinstance(told_error, dict):
        causes = told_error.get("root_cause") or [told_error]
        return str(causes[0].get("type") or told_error.get("type"))
    return str(told_error or error.message)[:200]


class _Json(elastic_transport.JsonSerializer):
    """Reads answers by msgspec: a page of an export in a third of the time."""

    def json_loads(self, data: bytes) -> Any:
        return msgspec.json.decode(data)


def _client(settings: IndexSettings) -> Elasticsearch:
    addresses = [one.strip() for one in (settings.elasticsearch_url or "").split(",") if one.strip()]
    key = settings.elasticsearch_api_key
    authority = settings.elasticsearch_ca
    if authority and not authority.is_file():
        raise WrongUse("setting_wrong", name="KARAR_ELASTICSEARCH_CA", reason=f"there is no file {authority}")
    try:
        return Elasticsearch(
            addresses,
            api_key=key.get_secret_value() if key else None,
            max_retries=len(addresses) - 1,
            retry_on_timeout=False,
            retry_on_status=(),
            connections_per_node=_CONNECTIONS,
            serializers={"application/json": _Json()},
            ca_certs=str(authority) if authority else DEFAULT,
        )
    except (ValueError, OSError) as error:
        raise WrongUse("setting_wrong", name="KARAR_ELASTICSEARCH_URL", reason=str(error)) from error
