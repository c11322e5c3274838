"""Regulations, which have no number: ``Meclis Çalışma Yönetmeliğinin 13/b maddesi``. Kept as facts, not among the laws."""

import re

from models.language.articles import read_articles
from models.language.data_files import lines_of
from models.language.passage import Mention, Passage, plain
from models.language.patterns import Pattern

_NAMES = {plain(name): name for name in lines_of("regulations.txt")}
_HEAD = Pattern(r"(?<![a-z])yonetmeli(?:gi|k)(?:'?\s?(?:nin|n|ne|nde|ni|in))?(?![a-z])")
_REACH = 130


def find_regulations(passage: Passage) -> list[Mention]:
    """Give each article of a known regulation as a mention of ``{"name", "article"}``; article None for it alone."""
    view = passage.plain
    if "yonetmeli" not in view:
        return []
    found: list[Mention] = []
    for head in passage.view.matches(_HEAD):
        named = _name_before(view, head.start())
        if named is None:
            continue
        start, name = named
        read = read_articles(view, passage.text, head.end(), min(len(view), head.end() + _REACH))
        end = read.end if read.articles else head.end()
        shown = f"{name} {'Yönetmelik' if view.startswith('yonetmelik', head.start()) else 'Yönetmeliği'}"
        stated: list[str | None] = [*read.articles] or [None]
        found += [
            Mention("regulation", start, end, {"name": shown, "article": article}, "regulations.named@1")
            for article in stated
        ]
    return found


def _name_before(view: str, at: int) -> tuple[int, str] | None:
    """Give the longest known name that ends at `at`, with its start."""
    begin = max(0, at - _REACH)
    best: tuple[int, str] | None = None
    words = [begin + match.start() for match in re.finditer(r"(?<!\S)\S+", view[begin:at])]
    for start in reversed(words):
        name = _NAMES.get(" ".join(view[start:at].split()))
        if name is not None:
            best = (start, name)
    return best
