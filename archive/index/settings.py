"""The settings of the search index."""

import os
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, SecretStr


class IndexSettings(BaseModel):
    """Which engine answers searches, and where it lives."""

    model_config = ConfigDict(frozen=True)

    index_dir: Annotated[
        Path | None,
        Field(description="Folder of the embedded index; unset means the folder index in the data directory."),
    ] = None
    index_memory: Annotated[
        int, Field(ge=15_000_000, description="Bytes of memory the embedded index may use while writing.")
    ] = 64_000_000
    index_processes: Annotated[
        int | None,
        Field(
            ge=1,
            le=64,
            description="Processes that make resolutions ready while the index is made anew; unset means one for each core. Each takes up to 400 MB.",
        ),
    ] = None
    elasticsearch_url: Annotated[
        str | None, Field(description="Address of an Elasticsearch 9 cluster; unset means the embedded index.")
    ] = None
    elasticsearch_api_key: Annotated[
        SecretStr | None, Field(description="API key for Elasticsearch, limited to the index names of Karar.")
    ] = None
    elasticsearch_ca: Annotated[
        Path | None, Field(description="File with the certificate authority that signed Elasticsearch's certificate.")
    ] = None
    elasticsearch_index: Annotated[
        str,
        Field(
            pattern=r"^[a-z][a-z0-9_-]{0,60}$",
            description="Name that the Elasticsearch aliases and indices begin with.",
        ),
    ] = "karar"
    elasticsearch_timeout: Annotated[
        float,
        Field(gt=0, le=60, description="Seconds to wait for an answer of Elasticsearch before saying it is down."),
    ] = 2.5
    elasticsearch_shards: Annotated[
        int,
        Field(ge=1, le=64, description="Primary shards of a new Elasticsearch index; one serves tens of gigabytes."),
    ] = 1
    elasticsearch_replicas: Annotated[
        int, Field(ge=0, le=8, description="Replicas of an Elasticsearch index in service.")
    ] = 0

    def preparing(self) -> int:
        """Give how many processes make resolutions ready."""
        return self.index_processes or os.cpu_count() or 1
