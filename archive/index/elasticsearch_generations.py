"""The generations of an Elasticsearch index and the aliases that lead to them.

``karar-000007`` is a generation. The alias ``karar`` leads searches to the one that serves. Each generation has an alias of
its own for writing, ``karar-000007-write``, and every write requires it: writing to a generation that was dropped is
refused, where writing to its bare name would quietly create an index without our mapping.
"""

import re
from typing import Any

from elasticsearch import ApiError, NotFoundError

from archive.index.elasticsearch_cluster import Asking, kind
from archive.index.elasticsearch_mapping import MADE_BY, changed_fields, mapping
from archive.index.settings import IndexSettings
from models.errors import ServiceDown


class Generations:
    """The generations under one alias."""

    def __init__(self, settings: IndexSettings) -> None:
        self.alias = settings.elasticsearch_index
        self._shards = settings.elasticsearch_shards
        self._replicas = settings.elasticsearch_replicas
        self._name = re.compile(re.escape(self.alias) + r"-(\d{6,})")

    def serving(self, asking: Asking) -> str:
        """Give the name of the generation that serves; empty when there is none.

        Raises ServiceDown: the alias is an index or leads to several.
        """
        try:
            found = asking.client.indices.get_alias(name=self.alias).body
        except NotFoundError:
            if asking.client.indices.exists(index=self.alias):
                raise ServiceDown("elasticsearch_alias_taken", name=self.alias, reason="index") from None
            return ""
        if len(found) != 1:
            raise ServiceDown("elasticsearch_alias_taken", name=self.alias, reason=", ".join(sorted(found)))
        return str(next(iter(found)))

    def all(self, asking: Asking) -> list[str]:
        """Give the names of all generations, oldest first."""
        found = asking.client.indices.get_alias(index=f"{self.alias}-*", allow_no_indices=True).body
        return sorted((name for name in found if self._name.fullmatch(name)), key=self._number)

    def create(self, asking: Asking, *, serve: bool) -> str:
        """Make an empty generation and give its name; `serve` puts it behind the alias at once.

        A generation that is not to serve yet has no replicas and is not refreshed: it loads faster.
        """
        existing = self.all(asking)
        name = f"{self.alias}-{(self._number(existing[-1]) if existing else 0) + 1:06d}"
        aliases: dict[str, Any] = {self.writing(name): {"is_hidden": True}}
        if serve:
            aliases[self.alias] = {}
        settings = {
            "number_of_shards": self._shards,
            "codec": "best_compression",
            # Changes come in order, so nothing has to be remembered of what was deleted; remembered, it would refuse the
            # lower version that a catalogue restored from a backup has.
            "gc_deletes": "0s",
            **self._in_service(serve=serve),
        }
        asking.client.indices.create(index=name, mappings=mapping(), settings=settings, aliases=aliases)
        return name

    def first(self, asking: Asking) -> str:
        """Make the first generation, unless another process is just doing that; give the one that serves.

        Raises ServiceDown: the alias is taken by an index.
        """
        try:
            return self.create(asking, serve=True)
        except ApiError as error:
            if kind(error) == "resource_already_exists_exception" and (serving := self.serving(asking)):
                return serving
            raise

    def put_into_service(self, asking: Asking, name: str) -> None:
        """Lead the alias to a filled generation in one step."""
        asking.client.indices.put_settings(index=name, settings=self._in_service(serve=True))
        old = self.serving(asking)
        swap: list[dict[str, Any]] = [{"add": {"index": name, "alias": self.alias}}]
        if old and old != name:
            swap.append({"remove": {"index": old, "alias": self.alias}})
        asking.client.indices.update_aliases(actions=swap)

    def drop(self, asking: Asking, *, keep: set[str], even_in_use: bool) -> None:
        """Drop all other generations; those that an export still reads from only if `even_in_use`."""
        for name in self.all(asking):
            if name not in keep and (even_in_use or not self._in_use(asking, name)):
                asking.client.options(ignore_status=404).indices.delete(index=name)

    def check(self, asking: Asking, name: str) -> None:
        """Make sure that a generation has our fields and was made by this version of the analysis.

        Raises ServiceDown: ``index_stale`` or ``elasticsearch_mapping_changed``.
        """
        found = asking.client.indices.get_mapping(index=name).body[name]["mappings"]
        made_by = found.get("_meta", {}).get("made_by", {})
        if made_by != MADE_BY:
            raise ServiceDown("index_stale", found=_words(made_by) or "?", needed=_words(MADE_BY))
        if fields := changed_fields(found):
            raise ServiceDown("elasticsearch_mapping_changed", name=name, fields=", ".join(fields[:10]))

    @staticmethod
    def writing(name: str) -> str:
        """Give the alias through which a generation is written."""
        return f"{name}-write"

    def _in_service(self, *, serve: bool) -> dict[str, Any]:
        if serve:
            return {"number_of_replicas": self._replicas, "refresh_interval": "1s"}
        return {"number_of_replicas": 0, "refresh_interval": "-1"}

    def _number(self, name: str) -> int:
        matched = self._name.fullmatch(name)
        assert matched
        return int(matched[1])

    @staticmethod
    def _in_use(asking: Asking, name: str) -> bool:
        stats = asking.client.options(ignore_status=404).indices.stats(index=name, metric="search").body
        return bool(stats.get("_all", {}).get("total", {}).get("search", {}).get("open_contexts", 0))


def _words(made_by: dict[str, Any]) -> str:
    return ", ".join(f"{name} {version}" for name, version in made_by.items())
