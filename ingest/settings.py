"""How files are taken in and read."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, DirectoryPath, Field


class IngestSettings(BaseModel):
    """Limits of the readers, and how many of them work at once."""

    model_config = ConfigDict(frozen=True)

    readers: int = Field(default=0, ge=0, le=64, description="Reader processes at work at once; 0 means one per core.")
    reader_memory_mb: int = Field(default=2048, ge=256, description="Address space one reader process may take, in MB.")
    reader_cpu_seconds: int = Field(default=20, ge=1, description="CPU time one file may take, plus a share per page.")
    reader_wall_seconds: int = Field(
        default=60, ge=1, description="Time by the clock one file may take (scans: between two pages)."
    )
    reader_files: int = Field(
        default=200, ge=1, description="Files after which a reader process is replaced by a fresh one."
    )
    max_file_mb: int = Field(default=200, ge=1, description="Largest file taken in, in MB.")
    max_pages: int = Field(default=500, ge=1, description="Most pages a PDF may have.")
    max_zip_entries: int = Field(default=2000, ge=1, description="Most files inside a ZIP or a Word file.")
    max_unpacked_mb: int = Field(default=200, ge=1, description="Most that a ZIP or a Word file may unpack to, in MB.")
    signature_roots: DirectoryPath | None = Field(
        default=None,
        description="Folder of the certificates (.pem, .crt, .cer, .der) that electronic signatures are trusted by.",
    )
    publish: Literal["by_clerk", "on_intake"] = Field(
        default="by_clerk",
        description="Whether new resolutions are public at once (on_intake) or once a clerk says so.",
    )
    work_batch: int = Field(default=16, ge=1, le=500, description="Files a worker claims, and keeps, at once.")
