"""How fast the language model reads: words per CPU second, its load time and memory, and that hostile text stays linear.

bin/bench extraction
bin/bench extraction --large     also 5 MB of minutes and of hostile repeats, which takes some minutes
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
    "letters unbroken": "bkI1rnii",
    "brackets": "([{)]}",
    "one formula": "kabulüne oybirliği ile karar verildi. ",
    "commas and names": "Ali VELİ, ",
    "dates": "13.03.2026 tarihli ve ",
    "karar no: 5": "karar no: 5 ",
    "two items": "1- a\n2- b\n",
    "counts": "21 kabul 14 ret ",
    "counts of groups": "AK Parti 21 kabul, CHP 14 ret ",
    "votes": "14 kabul 3 ret oyuyla kabul edildi. ",
    "broken words": "oy bir liği ile ka bul ",
    "lost letters": "ba?kan oylar? ",
}
LARGE = 5_000_000


def shares(texts: list[str], rounds: int = 5) -> dict[str, float]:
    """Give what part of the CPU time each step takes: one step over all texts, then the next, the best of some rounds."""
    from ingest.check import questions_about
    from models.language import load
    from models.language.components import Marker
    from models.language.passage import Mention, Passage
    from models.language.repair import repair
    from models.language.resolution import decision_from

    markers = {name: step for name, step in load().pipeline if isinstance(step, Marker)}
    best: dict[str, float] = {}

    def took(name: str, begun: float) -> None:
        best[name] = min(best.get(name, 1e9), time.process_time() - begun)

    for _ in range(rounds):
        begun = time.process_time()
        repaired = [repair(text).text for text in texts]
        took("repair", begun)
        begun = time.process_time()
        passages = [(Passage(text), list[Mention]()) for text in repaired]
        for passage, _found in passages:
            passage.view, passage.sentences  # noqa: B018 - worked out when first asked for
        took("plain view, words, sentences", begun)
        for name, marker in markers.items():
            begun = time.process_time()
            for passage, found in passages:
                found.extend(marker.marks(passage, found))
            took(name, begun)
        begun = time.process_time()
        decisions = [
            decision_from(found, one.text, one.text, lambda a, b: (a, b), lambda _: 1) for one, found in passages
        ]
        took("resolution", begun)
        begun = time.process_time()
        for decision in decisions:
            questions_about(decision)
        took("questions", begun)
    return {name: seconds / sum(best.values()) for name, seconds in best.items()}


def main() -> None:
    sys.path.insert(0, str(ROOT))
    started = time.process_time()
    import spacy  # noqa: F401

    imported = time.process_time()
    from ingest.understand import read_text, understand
    from models.document import Document, Page

    read_text("Teklifin kabulüne oybirliği ile karar verildi.")
    loaded = time.process_time()
    print(f"CPU seconds: import spaCy {imported - started:.2f}, load the language {loaded - imported:.2f} (limit 1.5)")
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
    for name, share in shares(texts).items():
        print(f"  {share:6.1%}  {name}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB (limit 250)")
    documents = [
        json.loads(line)["text"] for line in (CORPUS / "documents-dev.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    whole = [Document(format="txt", text=text, pages=(Page(1, 0, len(text)),)) for text in documents]
    words = sum(len(text.split()) for text in documents)
    best = 0.0
    for _ in range(3):
        begun = time.process_time()
        for document in whole:
            understand(document)
        best = max(best, words / (time.process_time() - begun))
    print(f"{len(whole)} whole files, divided and read: {best:,.0f} words per CPU second")

    def taken(piece: str, size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        begun = time.process_time()
        understand(Document(format="txt", text=text, pages=(Page(1, 0, len(text)),)))
        return time.process_time() - begun

    print(f"\n{'100 kB of':22}{'seconds':>9}{'50 kB':>9}{'ratio':>7}   (limit 1 s; a ratio near 2 is linear)")
    for name, piece in HOSTILE.items():
        half, full = taken(piece, 50_000), taken(piece, 100_000)
        print(f"{name:22}{full:9.2f}{half:9.2f}{full / max(half, 1e-6):7.1f}")
    if "--large" in sys.argv:
        minutes = next(
            json.loads(line)["text"]
            for line in (CORPUS / "documents-dev.jsonl").open(encoding="utf-8")
            if "speaker_turns" in line
        )
        print(f"\n{'5 MB of':22}{'seconds':>9}{'1 MB':>9}{'ratio':>7}   (a ratio near 5 is linear)")
        for name, piece in {"minutes": minutes + "\n\n", **HOSTILE}.items():
            small, large = taken(piece, LARGE // 5), taken(piece, LARGE)
            print(f"{name:22}{large:9.1f}{small:9.1f}{large / max(small, 1e-6):7.1f}", flush=True)


if __name__ == "__main__":
    if "--child" in sys.argv:
        main()
    else:
        subprocess.run([sys.executable, __file__, "--child", *sys.argv[1:]], check=True)
