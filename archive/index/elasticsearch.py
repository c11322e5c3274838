"""The engine for more than one machine: an Elasticsearch 9 cluster.

It asks only for what every distribution of the server has: no scripts, no update or delete by query, no _reindex, and
never ``GET /``. Resolutions carry their catalogue version as external version, so changes may arrive twice or out of
order and the newest stays.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

import msgspec
from elasticsearch import ApiError, BadRequestError, NotFoundError
from elasticsearch.helpers import streaming_bulk

from archive.index.elasticsearch_cluster import Asking, Cluster, kind
from archive.index.elasticsearch_generations import Generations
from archive.index.elasticsearch_mapping import POSITION_ID, source
from archive.index.elasticsearch_page import BY_COLUMNS, body, by_key, found_page, identity, scored
from archive.index.elasticsearch_query import narrowed, translated
from archive.index.elasticsearch_suggest import suggested
from archive.index.engine import Change, Delete, Indexed, IndexStatus
from archive.index.query import Found, Query, Term
from archive.index.settings import IndexSettings
from models.errors import ServiceDown

_KEEP_ALIVE = "5m"
_PAGES_ALIVE = "2m"
_NEEDED = "pit_id,hits.hits.sort,hits.hits.fields"
_CHUNK = 500
_CHUNK_BYTES = 8_000_000
_PATIENT = 10.0
_GONE = {
    "index_not_found_exception",
    "shard_not_found_exception",
    "no_shard_available_action_exception",
    "search_context_missing_exception",
    "alias_not_found_exception",
}


class ElasticsearchIndex:
    """An index on a cluster; safe to use from several threads and processes at once.

    Nothing is asked of the cluster before the first use: a process starts, and says what is wrong, without it.
    """

    def __init__(self, settings: IndexSettings) -> None:
        self._cluster = Cluster(settings)
        self._generations = Generations(settings)
        self._checked = ""
        self._positioned = ""

    # writing

    def apply(self, changes: Sequence[Change], position: int | None = None) -> None:
        with self._cluster.writing() as asking:
            name = self._ready(asking)
            self._write(asking, name, changes)
            asking.client.indices.refresh(index=name)
            # A position read from a generation that no longer serves says nothing about this one.
            if position is not None and self._positioned in {"", name}:
                self._write_position(asking, name, position)

    def position(self) -> int:
        with self._cluster.reading() as asking:
            name = self._positioned = self._generations.serving(asking) or self._generations.first(asking)
            return self._position_of(asking, name)

    def set_position(self, position: int) -> None:
        with self._cluster.writing() as asking:
            name = self._positioned = self._generations.serving(asking) or self._generations.first(asking)
            self._write_position(asking, name, position)

    def begin_rebuild(self) -> "ElasticsearchRebuild":
        with self._cluster.writing() as asking:
            serving = self._generations.serving(asking)
            self._generations.drop(asking, keep={serving}, even_in_use=True)
            return ElasticsearchRebuild(self, self._generations.create(asking, serve=False))

    def _write(self, asking: Asking, name: str, changes: Sequence[Change]) -> None:
        refused: list[tuple[str, str]] = []
        results = streaming_bulk(
            asking.client,
            (_action(change) for change in changes),
            chunk_size=_CHUNK,
            max_chunk_bytes=_CHUNK_BYTES,
            raise_on_error=False,
            max_retries=2,
            initial_backoff=0.2,
            max_backoff=1,
            index=self._generations.writing(name),
            require_alias=True,
        )
        for done, result in results:
            [(_, item)] = result.items()
            if not done and item["status"] != 409 and "error" in item:
                refused.append((item["_id"], str(item["error"].get("type"))))
        if refused:
            identity, reason = refused[0]
            self._checked = ""
            raise ServiceDown("elasticsearch_not_kept", count=len(refused), id=identity, reason=reason)

    def _write_position(self, asking: Asking, name: str, position: int) -> None:
        asking.client.index(
            index=self._generations.writing(name), id=POSITION_ID, document={"version": position}, require_alias=True
        )

    @staticmethod
    def _position_of(asking: Asking, name: str) -> int:
        found = asking.client.options(ignore_status=404).get(index=name, id=POSITION_ID).body
        return int(found["_source"]["version"]) if found.get("found") else 0

    # reading

    def _ready(self, asking: Asking, *, again: bool = False) -> str:
        """Give the generation that serves, made if there is none, its fields checked once."""
        name = self._generations.serving(asking) or self._generations.first(asking)
        if again or name != self._checked:
            self._generations.check(asking, name)
            self._checked = name
        return name

    def _search(self, asking: Asking, asked: dict[str, Any]) -> dict[str, Any]:
        """Search what serves; once more if that was dropped between two steps of the search."""
        if not self._checked:
            self._ready(asking)
        for last in (False, True):
            try:
                answer = asking.client.search(
                    index=self._generations.alias,
                    allow_partial_search_results=False,
                    timeout=f"{max(1, round(asking.left * 1000))}ms",
                    **asked,
                ).body
            except ApiError as error:
                if last or kind(error) not in _GONE:
                    raise
                self._ready(asking)
            else:
                if any(hit["_index"] != self._checked for hit in answer["hits"]["hits"]):
                    self._ready(asking)
                return dict(answer)
        raise AssertionError

    def search(self, query: Query) -> Found:
        with self._cluster.reading() as asking:
            if scored(query) and query.paged:
                return self._in_a_moment(asking, query)
            return found_page(query, self._search(asking, body(query)))

    def _in_a_moment(self, asking: Asking, query: Query) -> Found:
        """Answer a query by relevance as of the moment of its first page: a change elsewhere moves every score.

        A moment that the cluster has let go of, or never gave, is replaced by a new one.
        """
        asked = body(query) | {"preference": None}
        moment = query.after.snapshot if query.after is not None else ""
        for last in (False, True):
            moment = moment or self._open_moment(asking, _PAGES_ALIVE)
            try:
                answer = asking.client.search(
                    pit={"id": moment, "keep_alive": _PAGES_ALIVE},
                    allow_partial_search_results=False,
                    timeout=f"{max(1, round(asking.left * 1000))}ms",
                    **asked,
                ).body
            except (NotFoundError, BadRequestError):
                if last or query.after is None:
                    raise
                moment = ""
            else:
                if any(hit["_index"] != self._checked for hit in answer["hits"]["hits"]):
                    self._ready(asking)
                found = found_page(query, dict(answer))
                moment = str(answer["pit_id"])
                if found.next is None:
                    self._give_back(moment)
                    return found
                return msgspec.structs.replace(found, next=msgspec.structs.replace(found.next, snapshot=moment))
        raise AssertionError

    def _open_moment(self, asking: Asking, keep_alive: str) -> str:
        """Take a moment of what serves; once more if that was dropped meanwhile."""
        if not self._checked:
            self._ready(asking)
        for last in (False, True):
            try:
                opened = asking.client.open_point_in_time(index=self._generations.alias, keep_alive=keep_alive)
            except ApiError as error:
                if last or kind(error) not in _GONE:
                    raise
                self._ready(asking)
            else:
                return str(opened.body["id"])
        raise AssertionError

    def stream(self, query: Query, size: int = 1000) -> Iterator[list[str]]:
        asked = {
            "query": narrowed(query.match, query.filters, query.visibilities),
            "sort": [by_key(query.sort)],
            **BY_COLUMNS,
        }
        for hits in self._moment(asked, size):
            yield [identity(hit) for hit in hits]

    def has_value(self, field: str, value: str) -> bool:
        asked = {"query": translated(Term(field, value)), "size": 0, "terminate_after": 1}
        with self._cluster.reading() as asking:
            answer = self._search(asking, asked)
        return int(answer["hits"]["total"]["value"]) > 0

    def suggest(self, prefix: str, visibilities: frozenset[str], limit: int = 8) -> list[tuple[str, int]]:
        if not prefix or not visibilities:
            return []
        with self._cluster.reading() as asking:
            return suggested(lambda asked: self._search(asking, asked), prefix, visibilities)[:limit]

    def versions(self) -> Iterator[Indexed]:
        asked = {
            "query": {"exists": {"field": "id"}},
            "sort": [{"id": "asc"}],
            **BY_COLUMNS,
            "docvalue_fields": ["id", "version", "visibility"],
        }
        for hits in self._moment(asked, 5000):
            for hit in hits:
                fields = hit["fields"]
                yield Indexed(fields["id"][0], int(fields["version"][0]), fields["visibility"][0])

    def _moment(self, asked: dict[str, Any], size: int) -> Iterator[list[dict[str, Any]]]:
        """Give all hits, `size` at a time, as of the moment of the first page."""
        with self._cluster.reading() as asking:
            moment = self._open_moment(asking, _KEEP_ALIVE)
        try:
            after: dict[str, Any] = {}
            while True:
                with self._cluster.reading() as asking:
                    try:
                        answer = asking.client.search(
                            pit={"id": moment, "keep_alive": _KEEP_ALIVE},
                            size=size,
                            track_total_hits=False,
                            allow_partial_search_results=False,
                            filter_path=_NEEDED,
                            **asked,
                            **after,
                        ).body
                    except NotFoundError as error:
                        raise ServiceDown("elasticsearch_snapshot_lost") from error
                moment, hits = answer["pit_id"], answer.get("hits", {}).get("hits", [])
                if hits:
                    yield hits
                if len(hits) < size:
                    return
                after = {"search_after": hits[-1]["sort"][:1]}
        finally:
            self._give_back(moment)

    def _give_back(self, moment: str) -> None:
        # Where this fails, the cluster lets go of the moment by itself after a while.
        with suppress(ServiceDown), self._cluster.reading() as asking:
            asking.client.options(ignore_status=404).close_point_in_time(id=moment)

    def status(self) -> IndexStatus:
        name = ""
        try:
            with self._cluster.reading() as asking:
                client = asking.client
                health = client.cluster.health(timeout="1s").body
                node = next(iter(client.nodes.info(node_id="_local", metric="settings").body["nodes"].values()))
                detail = f"Elasticsearch {node['version']}, cluster {health['status']}"
                name = self._ready(asking, again=True)
                documents = int(asking.client.count(index=name, query={"exists": {"field": "id"}}).body["count"])
                size = asking.client.indices.stats(index=name, metric="store").body["_all"]["total"]["store"]
                position = self._position_of(asking, name)
                newer = self._generations.all(asking)[-1] != name
        except ServiceDown as fault:
            self._checked = ""
            state = "stale" if fault.code in {"index_stale", "elasticsearch_mapping_changed"} else "down"
            return IndexStatus("elasticsearch", state, name, 0, 0, 0, fault.message())
        state = "rebuilding" if newer else "ready"
        return IndexStatus("elasticsearch", state, name, documents, position, int(size["size_in_bytes"]), detail)

    def close(self) -> None:
        self._cluster.close()


class ElasticsearchRebuild:
    """A new generation beside the one that serves. Leftovers of a rebuild that died go when the next one begins."""

    def __init__(self, index: ElasticsearchIndex, name: str) -> None:
        self._index = index
        self._name = name

    def apply(self, changes: Sequence[Change]) -> None:
        with self._index._cluster.writing() as asking:  # noqa: SLF001
            self._index._write(asking, self._name, changes)  # noqa: SLF001

    def finish(self, position: int) -> None:
        with self._index._cluster.writing(_PATIENT) as asking:  # noqa: SLF001
            asking.client.indices.refresh(index=self._name)
            self._index._write_position(asking, self._name, position)  # noqa: SLF001
            self._index._generations.put_into_service(asking, self._name)  # noqa: SLF001
            self._index._generations.drop(asking, keep={self._name}, even_in_use=False)  # noqa: SLF001

    def abandon(self) -> None:
        with suppress(ServiceDown), self._index._cluster.writing() as asking:  # noqa: SLF001
            if self._index._generations.serving(asking) != self._name:  # noqa: SLF001
                asking.client.options(ignore_status=404).indices.delete(index=self._name)


def _action(change: Change) -> dict[str, Any]:
    known = {"_id": change.id, "version": change.version, "version_type": "external_gte"}
    if isinstance(change, Delete):
        return {"_op_type": "delete", **known}
    return {"_op_type": "index", **known, "_source": source(change.fields())}
