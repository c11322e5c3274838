"""A copy of a .docx as it stands once its tracked changes are accepted and its fields are frozen.

LibreOffice prints deleted words as if they stood, and writes today's date for a date field: a page picture made from the
file itself could show another resolution than the one that was passed.
"""

import zipfile
from pathlib import Path
from typing import Any

from lxml import etree

from ingest.readers.limits import Limits
from ingest.readers.package import Package

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STORIES = ("document", "header", "footer", "footnotes", "endnotes")
_REMOVED = tuple(f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "fldChar", "commentReference"))


def resolve(source: Path, target: Path, limits: Limits) -> None:
    """Write the resolved copy of `source` to `target`; relations that reach outside are left out."""
    with Package(source, limits) as package, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as copy:
        for name in package.names():
            content = package.part(name)
            base = name.rsplit("/", 1)[-1]
            if name.startswith("word/") and base.endswith(".xml") and base.startswith(_STORIES):
                root = package.xml(name)
                _settle(root)
                content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            elif base.endswith(".rels"):
                root = package.xml(name)
                for relation in list(root):
                    outside = relation.get("TargetMode", "").lower() == "external"
                    if outside and not relation.get("Type", "").endswith("/hyperlink"):
                        root.remove(relation)
                content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            copy.writestr(name, content)


def _settle(root: Any) -> None:
    for row in [mark.getparent().getparent() for mark in root.iterfind(f".//{_W}trPr/{_W}del")]:
        if row.getparent() is not None:
            row.getparent().remove(row)
    merged = [mark.getparent().getparent().getparent() for mark in root.iterfind(f".//{_W}pPr/{_W}rPr/{_W}del")]
    for paragraph in reversed(merged):
        _join_with_next(paragraph)
    for element in list(root.iter(*_REMOVED)):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    for field in list(root.iter(f"{_W}fldSimple", f"{_W}ins", f"{_W}moveTo")):
        parent = field.getparent()
        if parent is None or parent.tag in {f"{_W}rPr", f"{_W}trPr", f"{_W}numPr"}:
            if parent is not None:
                parent.remove(field)
            continue
        at = parent.index(field)
        for offset, child in enumerate(list(field)):
            parent.insert(at + offset, child)
        parent.remove(field)


def _join_with_next(paragraph: Any) -> None:
    """Move what stands in a paragraph whose end was deleted to the beginning of the one after it."""
    following = paragraph.getnext()
    if following is None or following.tag != f"{_W}p":
        return
    at = 1 if following.find(f"{_W}pPr") is not None else 0
    for child in reversed([child for child in paragraph if child.tag != f"{_W}pPr"]):
        following.insert(at, child)
    paragraph.getparent().remove(paragraph)
