"""How the web face answers: where it listens, which hosts it knows, what it lets in."""

from ipaddress import ip_address
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class WebSettings(BaseModel):
    """The web face's slice of the settings."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = Field("127.0.0.1", description="Address the web server listens on.")
    port: int = Field(8000, ge=0, le=65535, description="Port the web server listens on; 0 picks a free one.")
    hosts: tuple[str, ...] = Field(
        ("localhost", "127.0.0.1", "[::1]"),
        description="Host names the site answers to (a leading `*.` covers sub-domains); a request for any other is refused.",
    )
    public_url: str | None = Field(
        None,
        description="The site's own address in feeds and the site map, such as `https://kararlar.example`; else that of the request.",
    )
    demo: bool = Field(
        False,
        description="Open the upload page without sign-in to people at this very machine; allowed on a loopback address only.",
    )
    request_limit_mb: int = Field(
        200, ge=1, le=10_000, description="Largest upload request in megabytes, all its files together."
    )
    upload_files: int = Field(200, ge=1, le=5_000, description="Most files one upload request may carry.")
    pictures_kept: int = Field(64, ge=0, le=2_000, description="Page pictures kept in the web process's memory.")

    @model_validator(mode="after")
    def _demo_stays_at_home(self) -> Self:
        if self.demo and not is_loopback(self.host):
            raise ValueError(f"KARAR_DEMO opens uploads to everybody, so KARAR_HOST must be 127.0.0.1, not {self.host}")
        return self


def is_loopback(host: str | None) -> bool:
    """Say whether `host` names this very machine."""
    if host is None:
        return False
    name = host.strip("[]")
    if name == "localhost":
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
