"""The language in which the command line speaks of results and errors."""

import os


def language() -> str:
    """Give ``tr`` where the locale of the terminal is Turkish, ``en`` elsewhere."""
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "tr" if spoken.lower().startswith("tr") else "en"
