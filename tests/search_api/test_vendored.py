"""Other projects' front-end files are exactly those their manifest names."""

import tomllib
from hashlib import sha256
from pathlib import Path

VENDOR = Path(__file__).parents[1] / "vendor"


def test_every_vendored_file_is_unchanged_and_named() -> None:
    manifest = tomllib.loads((VENDOR / "manifest.toml").read_text(encoding="utf-8"))
    named = {
        f"{package}/{name}": digest for package, entry in manifest.items() for name, digest in entry["files"].items()
    }
    kept = {str(path.relative_to(VENDOR)): sha256(path.read_bytes()).hexdigest() for path in VENDOR.glob("*/*")}
    assert kept == named
    assert all(entry["version"] and entry["licence"] for entry in manifest.values())
