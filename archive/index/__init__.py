"""The search index: one seam, two engines."""

from archive.index.engine import Delete, Index, Put
from archive.index.settings import IndexSettings
from archive.index.tantivy_engine import TantivyIndex
from archive.settings import ArchiveSettings

__all__ = ["Delete", "Index", "IndexSettings", "Put", "open_index"]


def open_index(settings: IndexSettings) -> Index:
    """Open the engine the settings name: Elasticsearch where an address is given, else the embedded one."""
    if settings.elasticsearch_url:
        from archive.index.elasticsearch import ElasticsearchIndex  # noqa: PLC0415 - loads its client only where it is used

        return ElasticsearchIndex(settings)
    folder = settings.index_dir
    if folder is None:
        if not isinstance(settings, ArchiveSettings):
            raise TypeError("index_dir is unset, so the settings must name a data_dir")
        folder = settings.data_dir / "index"
    return TantivyIndex(folder, settings.index_memory)
