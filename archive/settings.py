"""Where the record is kept."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field


class ArchiveSettings(BaseModel):
    """The data folder, and what takes its place beyond one machine."""

    model_config = ConfigDict(frozen=True)

    data_dir: Path = Field(default=Path("data"), description="Folder of everything kept on this machine.")
    database_url: str | None = Field(
        default=None,
        description="PostgreSQL database of the catalogue (postgresql://...); without it, SQLite in the data folder.",
    )
    originals_url: str | None = Field(
        default=None,
        description="S3-compatible store of the originals (s3://bucket/prefix); without it, the data folder.",
    )
    min_free_mb: int = Field(
        default=1024, ge=0, description="Files are refused while the disk has less than this free, in MB."
    )
    crashes_to_quarantine: int = Field(
        default=3, ge=1, description="Times a file may take its reader or worker down before it is set aside."
    )
    lease_seconds: float = Field(
        default=60, gt=0, description="Time without a sign of life after which another worker takes over a file."
    )
