"""How fast the language model reads: words per CPU second, its load time and memory, and that hostile text stays linear.

bin/bench extraction
"""

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "tests/quality/corpus"
FLOOR_WORDS = 85_000
HOSTILE = {
    "capital words": "ANKARA BÜYÜKŞEHİR BELEDİYE MECLİSİ ",
    "digits": "1234567890 ",
    "digits unbroken": "1234567890",
    "brackets": "([{)]}",
    "one formula": "kabulüne oybirliği ile karar verildi. ",
    "commas and names": "Ali VELİ, ",
    "dates": "13.03.2026 tarihli ve ",
}


def main() -> None:
    sys.path.insert(0, str(ROOT))
    started = time.perf_counter()
    import spacy  # noqa: F401

    imported = time.perf_counter()
    from ingest.understand import read_text

    read_text("Teklifin kabulüne oybirliği ile karar verildi.")
    loaded = time.perf_counter()
    print(f"import spaCy {imported - started:.2f} s, load the language {loaded - imported:.2f} s (limit 1.5)")
    texts = [
        json.loads(line)["text"]
        for name in ("examples.jsonl", "composed-dev.jsonl")
        for line in (CORPUS / name).read_text(encoding="utf-8").splitlines()
    ]
    words = sum(len(text.split()) for text in texts)
    best = 0.0
    for _ in range(3):
        begun = time.process_time()
        for text in texts:
            read_text(text)
        best = max(best, words / (time.process_time() - begun))
    print(
        f"{len(texts)} decisions of {words / len(texts):.0f} words: {best:,.0f} words per CPU second, {best / FLOOR_WORDS:.2f} of the aim {FLOOR_WORDS:,}"
    )
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB (limit 250)")
    print(f"\n{'100 kB of':22}{'seconds':>9}{'50 kB':>9}{'ratio':>7}   (limit 1 s; a ratio near 2 is linear)")
    for name, piece in HOSTILE.items():
        taken = []
        for size in (50_000, 100_000):
            text = (piece * (size // len(piece.encode()) + 1))[:size]
            begun = time.process_time()
            read_text(text)
            taken.append(time.process_time() - begun)
        print(f"{name:22}{taken[1]:9.2f}{taken[0]:9.2f}{taken[1] / max(taken[0], 1e-6):7.1f}")


if __name__ == "__main__":
    if "--child" in sys.argv:
        main()
    else:
        subprocess.run([sys.executable, __file__, "--child"], check=True)
