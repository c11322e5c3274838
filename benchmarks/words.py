"""How rightly and how fast Word, OpenDocument, RTF, HTML and UDF files are read, beside other readers on the same files.

Prints files per CPU second, peak memory and character error rate (white space normalised, order counted). Run:
``python -m benchmarks.words [--files N]``. A peer that is not installed is named as missing. Peers that keep deleted words,
drop inserted ones, or repeat a text box pay for it in their error rate; running headers are not part of the text.
"""

import argparse
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.reading import Outcome, distance, measured, normal
from benchmarks.word_files import Made, Reader, office, word_files


def karar(paths: list[Path]) -> list[str]:
    import os

    from ingest.readers import child
    from ingest.readers import office as office_program
    from ingest.readers.limits import Limits

    with tempfile.TemporaryDirectory() as scratch:  # where LibreOffice puts what it makes
        os.environ["TMPDIR"] = scratch
        found = []
        for number, path in enumerate(paths):
            folder = Path(scratch) / str(number)
            folder.mkdir()
            copy = folder / path.name
            copy.write_bytes(path.read_bytes())
            found.append(child.read(copy, path.name, Limits()).text)
        office_program.stop()  # its CPU time is ours, start included, and counts once it has ended
        return found


def python_docx(paths: list[Path]) -> list[str]:
    import docx

    return ["\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs) for path in paths]


def libreoffice(paths: list[Path]) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        office(paths, "txt:Text (encoded):UTF8", Path(folder))
        return [(Path(folder) / f"{path.stem}.txt").read_text(encoding="utf-8-sig") for path in paths]


def program(*command: str) -> Reader:
    def read(paths: list[Path]) -> list[str]:
        return [
            subprocess.run([*command, str(path)], capture_output=True, check=True).stdout.decode("utf-8", "replace")
            for path in paths
        ]

    return read


PANDOC = program("pandoc", "-t", "plain", "--wrap=none")
PEERS: dict[str, dict[str, Reader]] = {
    "docx": {"python-docx paragraphs": python_docx, "pandoc": PANDOC, "LibreOffice to text": libreoffice},
    "doc": {
        "catdoc": program("catdoc", "-w", "-d", "utf-8"),
        "antiword": program("antiword", "-w", "0", "-m", "UTF-8.txt"),
        "LibreOffice to text": libreoffice,
    },
    "odt": {"pandoc": PANDOC, "LibreOffice to text": libreoffice},
    "rtf": {"pandoc": PANDOC, "LibreOffice to text": libreoffice},
    "html": {"pandoc": PANDOC},
    "udf": {},
}


def table(title: str, files: dict[str, list[Made]]) -> None:
    print(
        f"\n{title}\n\n| format | reader | files per CPU s | CPU s a file | peak MB | CER |\n| --- | --- | --- | --- | --- | --- |"
    )
    for kind, made in files.items():
        for name, read in {"karar": karar, **PEERS[kind]}.items():
            outcome = measured(read, [one.path for one in made])
            if not isinstance(outcome, Outcome):
                print(f"| {kind} | {name} | missing: {outcome} |", flush=True)
                continue
            truths = [normal(one.words) for one in made]
            wrong = sum(distance(truth, normal(text)) for truth, text in zip(truths, outcome.texts, strict=True))
            each = outcome.cpu / len(made)
            rate = wrong / sum(map(len, truths))
            print(
                f"| {kind} | {name} | {1 / each:.0f} | {each:.4f} | {outcome.peak // 1024} | {rate:.4f} |", flush=True
            )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--files", type=int, default=20)
    chosen = arguments.parse_args()
    print(time.strftime("%Y-%m-%d"), platform.machine(), platform.python_version(), file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder:
        table("Every feature in each file", word_files(Path(folder) / "rich", chosen.files, rich=True))
        table("Plain letters with a table", word_files(Path(folder) / "plain", chosen.files, rich=False))


if __name__ == "__main__":
    main()
