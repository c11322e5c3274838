"""The annotated corpus stays well formed: every value is printed in its text, no council is on two sides of the split."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

CHECK = Path(__file__).with_name("check_corpus.py")


def test_every_annotation_is_printed_and_councils_do_not_mix() -> None:
    run = subprocess.run([sys.executable, CHECK], capture_output=True, text=True, encoding="utf-8", check=False)

    assert run.returncode == 0, run.stdout + run.stderr
