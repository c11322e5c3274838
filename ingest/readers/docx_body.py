"""The walk through a Word story (body, header, footnote): every word that stands, none that was deleted or hidden."""

import re
from collections.abc import Sequence
from typing import Any, Protocol

from ingest.readers import docx_pictures
from ingest.readers.docx_numbering import Counter, Numbering
from ingest.readers.docx_styles import Styles, is_on
from ingest.readers.flow import PAGE_BREAK, Block, Cell, Grid, Paragraph, Section

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_VAL = f"{W}val"
_TEXT = f"{W}t"
_RUN = f"{W}r"
_PARAGRAPH = f"{W}p"
_TABLE = f"{W}tbl"
_BOX = f"{W}txbxContent"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_ALTERNATIVES = f"{_MC}AlternateContent"
# Wrappers whose content stands as if they were not there; inserted and moved-here words are part of the text.
_SEE_THROUGH = frozenset(
    f"{W}{name}"
    for name in (
        "ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple", "dir", "bdo",
        "ruby", "rubyBase",
    )
) | {f"{_M}{name}" for name in (
    "oMath", "oMathPara", "f", "num", "den", "sSup", "sSub", "sSubSup", "e", "sup", "sub", "d", "rad", "deg", "nary",
    "r", "func", "fName",
)}  # fmt: skip
_NEW = frozenset((f"{W}ins", f"{W}moveTo"))
_GONE = frozenset((f"{W}del", f"{W}moveFrom"))
_PICTURES = frozenset((f"{W}drawing", f"{W}pict", f"{W}object"))
_MARKS = {
    f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}lastRenderedPageBreak": PAGE_BREAK,
}  # fmt: skip
_SYMBOLS = {
    0xFE: "☑",
    0xFD: "☒",
    0xA8: "☐",
    0x6F: "☐",
    0x71: "☐",
    0x78: "☒",
    0xFC: "✓",
    0xFB: "✗",
    0xB7: "•",
    0xA7: "•",
}
_CLOCK = re.compile(r"\s*(?:DATE|TIME|SAVEDATE|PRINTDATE)\b", re.IGNORECASE)


class Seen:
    """What a walk met that a clerk should know of."""

    def __init__(self) -> None:
        self.insertions = 0
        self.deletions = 0
        self.hidden = 0
        self.clock_fields = 0
        self.comments = 0
        self.unread_parts = 0


class Source(Protocol):
    """What a story refers to elsewhere in its package."""

    styles: Styles
    numbering: Numbering
    stored_dates: Sequence[str]  # results of the date fields in their order, where the file itself no longer has them

    def note(self, kind: str, identity: str) -> Any:
        """Give the element of a footnote or endnote, or None."""

    def picture(self, identity: str, width: float, height: float) -> Paragraph | None:
        """Give what is written on a picture shown so many inches wide and high; None for one that is not read."""

    def chunk(self, identity: str) -> Sequence[Block] | None:
        """Give the blocks of a foreign part shown in place, or None where its kind is not read."""


class Walk:
    """One walk through one story."""

    def __init__(self, source: Source, seen: Seen) -> None:
        self._source, self.seen = source, seen
        self._counter = Counter(source.numbering)
        self._dates = list(reversed(source.stored_dates))
        self._date: str | None = None
        self._fields: list[bool] = []  # per open field: are we still in its instruction
        self._in_instruction = 0
        self._out: list[str] = []
        self._boxes: list[Any] = []
        self._asides: list[Any] = []
        self._pictures: list[tuple[str, float, float]] = []
        self._style_hides = False
        self._carried = ""
        self._carried_label = ""
        self._breaks: list[bool] = []
        self._section = 0

    def story(self, element: Any) -> list[Block]:
        """Give the blocks of a story's root element."""
        self._breaks = [_begins_page(section) for section in element.iter(f"{W}sectPr")]
        into: list[Block] = []
        self._blocks(element, into)
        if self._carried or self._carried_label:
            into.append(Paragraph(self._carried, self._carried_label))
        return into

    def _blocks(self, parent: Any, into: list[Block]) -> None:
        for child in parent:
            tag = child.tag
            if tag == _PARAGRAPH:
                self._paragraph(child, into)
            elif tag == _TABLE:
                into.append(self._table(child))
            elif tag in _SEE_THROUGH:
                self._blocks(child, into)
            elif tag == _ALTERNATIVES:
                if (chosen := _chosen(child)) is not None:
                    self._blocks(chosen, into)
            elif tag == f"{W}altChunk":
                blocks = self._source.chunk(child.get(f"{_R}id", ""))
                if blocks is None:
                    self.seen.unread_parts += 1
                else:
                    into.extend(blocks)
            elif tag in _GONE:
                self.seen.deletions += 1

    def _paragraph(self, element: Any, into: list[Block]) -> None:
        properties = element.find(f"{W}pPr")
        style_name = instance = depth = section = None
        breaks = mark_deleted = mark_hidden = False
        if properties is not None:
            for child in properties:
                match child.tag[len(W) :]:
                    case "pStyle":
                        style_name = child.get(_VAL)
                    case "numPr":
                        for part in child:
                            if part.tag == f"{W}numId":
                                instance = part.get(_VAL)
                            elif part.tag == f"{W}ilvl":
                                depth = part.get(_VAL)
                    case "pageBreakBefore":
                        breaks = is_on(child)
                    case "sectPr":
                        section = child
                    case "rPr":
                        mark_deleted = any(part.tag in _GONE for part in child)
                        mark_hidden = (vanish := child.find(f"{W}vanish")) is not None and is_on(vanish)
        style = self._source.styles.of(style_name)
        self._style_hides = bool(style.hidden)
        outer = self._out, self._boxes, self._asides, self._pictures
        self._out, self._boxes, self._asides, self._pictures = [], [], [], []
        hidden_before = self.seen.hidden
        self._inline(element)
        text, boxes, asides, pictures = "".join(self._out), self._boxes, self._asides, self._pictures
        self._out, self._boxes, self._asides, self._pictures = outer
        if (breaks or style.breaks_page) and into:
            text = PAGE_BREAK + text
        vanished = not text and (mark_hidden or mark_deleted or self.seen.hidden > hidden_before)
        label = "" if vanished else self._label(instance, depth, style_name)
        if mark_deleted:  # the paragraph runs on into the next one
            self._carried += text
            self._carried_label = self._carried_label or label
        elif not vanished or self._carried:
            into.append(Paragraph(self._carried + text, self._carried_label or label))
            self._carried = self._carried_label = ""
        for aside in asides:
            self._blocks(aside, into)
        for box in boxes:
            self._blocks(box, into)
        into.extend(written for picture in pictures if (written := self._source.picture(*picture)) is not None)
        if section is not None:
            self._section += 1
            if self._section < len(self._breaks) and self._breaks[self._section]:
                into.append(Paragraph(PAGE_BREAK))
            into.append(Section(self._section))

    def _label(self, instance: str | None, depth: str | None, style_name: str | None) -> str:
        style = self._source.styles.of(style_name)
        level = int(depth) if depth is not None and depth.isdecimal() else None
        if instance is None:
            instance = style.list_instance
            if instance and level is None:
                level = style.list_depth
                if level is None:
                    level = self._source.numbering.depth_of_style(instance, style_name or "")
        if instance is None or instance == "0":
            return ""
        return self._counter.label(instance, level or 0)

    def _inline(self, parent: Any) -> None:
        for child in parent:
            tag = child.tag
            if tag == _RUN:
                self._run(child)
            elif tag in _SEE_THROUGH:
                if tag in _NEW:
                    self.seen.insertions += 1
                elif tag == f"{W}fldSimple" and _CLOCK.match(child.get(f"{W}instr", "")):
                    self.seen.clock_fields += 1
                self._inline(child)
            elif tag in _GONE:
                self.seen.deletions += 1
            elif tag == _ALTERNATIVES:
                if (chosen := _chosen(child)) is not None:
                    self._inline(chosen)
            elif tag == f"{_M}t":
                self._out.append(child.text or "")

    def _run(self, run: Any) -> None:
        hidden = self._style_hides
        out = self._out
        for child in run:
            tag = child.tag
            if tag == _TEXT:
                text = child.text or ""
                if child.get(_SPACE) != "preserve":
                    text = text.strip(" \t\r\n")
                if self._in_instruction:
                    continue
                if hidden:
                    self.seen.hidden += len(text)
                else:
                    out.append(text)
            elif tag == f"{W}rPr":
                hidden = self._hides(child)
            elif tag == f"{W}fldChar":
                self._field(child)
            elif tag == f"{W}instrText":
                if self._in_instruction and _CLOCK.match(child.text or ""):
                    self.seen.clock_fields += 1
                    self._date = self._dates.pop() if self._dates else None
            elif tag in _PICTURES:
                self._boxes.extend(_boxes(child))
                self._pictures.extend(docx_pictures.shown(child))
            elif tag == _ALTERNATIVES:
                if (chosen := _chosen(child)) is not None:
                    self._run(chosen)
            elif tag == f"{W}commentReference":
                self.seen.comments += 1
            elif hidden or self._in_instruction:
                continue
            elif tag in _MARKS:
                out.append(_MARKS[tag])
            elif tag == f"{W}br":
                out.append(PAGE_BREAK if child.get(f"{W}type") == "page" else "\n")
            elif tag == f"{W}sym":
                out.append(_symbol(child.get(f"{W}char", "")))
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                kind = "footnote" if tag == f"{W}footnoteReference" else "endnote"
                if (note := self._source.note(kind, child.get(f"{W}id", ""))) is not None:
                    self._asides.append(note)
            elif tag == f"{W}ruby":
                self._inline(child)

    def _hides(self, properties: Any) -> bool:
        hidden = self._style_hides
        for child in properties:
            if child.tag == f"{W}vanish":
                return is_on(child)
            if child.tag == f"{W}rStyle":
                hidden = bool(self._source.styles.of(child.get(_VAL)).hidden) or hidden
        return hidden

    def _field(self, element: Any) -> None:
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(True)
            self._in_instruction += 1
            if (data := element.find(f"{W}ffData")) is not None and self._in_instruction == 1:
                self._out.append(_form_value(data))
        elif kind == "separate" and self._date is not None:
            self._out.append(self._date)  # and what stands instead of it is skipped like an instruction
            self._date = None
        elif kind in ("separate", "end") and self._fields:
            if self._fields[-1]:
                self._fields[-1] = False
                self._in_instruction -= 1
            if kind == "end":
                self._fields.pop()

    def fields_are_open(self) -> bool:
        """Tell whether a field's instruction never ended, so that what followed was taken for it."""
        return self._in_instruction > 0

    def _table(self, table: Any) -> Grid:
        rows: list[list[Cell]] = []
        self._rows(table, rows)
        return Grid(rows)

    def _rows(self, parent: Any, rows: list[list[Cell]]) -> None:
        for child in parent:
            if child.tag == f"{W}tr":
                properties = child.find(f"{W}trPr")
                if properties is not None and properties.find(f"{W}del") is not None:
                    self.seen.deletions += 1
                    continue
                row: list[Cell] = []
                if properties is not None and (before := properties.find(f"{W}gridBefore")) is not None:
                    row.append(Cell([], _count(before)))
                self._cells(child, row)
                rows.append(row)
            elif child.tag in _SEE_THROUGH:
                self._rows(child, rows)

    def _cells(self, parent: Any, row: list[Cell]) -> None:
        for child in parent:
            if child.tag == f"{W}tc":
                properties = child.find(f"{W}tcPr")
                columns, continues = 1, False
                if properties is not None:
                    if (span := properties.find(f"{W}gridSpan")) is not None:
                        columns = _count(span)
                    merge = properties.find(f"{W}vMerge")
                    continues = merge is not None and merge.get(_VAL, "continue") == "continue"
                    if properties.find(f"{W}cellDel") is not None:
                        self.seen.deletions += 1
                        continue
                blocks: list[Block] = []
                if not continues:
                    self._blocks(child, blocks)
                row.append(Cell(blocks, columns))
            elif child.tag in _SEE_THROUGH:
                self._cells(child, row)


def clock_fields(root: Any) -> int:
    """Count the fields of a story that show the day or hour of the reading."""
    return sum(bool(_CLOCK.match(element.text or "")) for element in root.iter(f"{W}instrText"))


def _count(element: Any) -> int:
    value = element.get(_VAL, "1")
    return min(int(value), 63) if value.isdecimal() else 1


def _begins_page(section: Any) -> bool:
    kind = section.find(f"{W}type")
    return kind is None or kind.get(_VAL) in ("nextPage", "oddPage", "evenPage")


def _chosen(alternatives: Any) -> Any:
    """Give one branch only: the same text box stands in both, for newer and for older programs."""
    branches = [child for child in alternatives if child.tag in (f"{_MC}Choice", f"{_MC}Fallback")]
    for branch in branches:
        if next(branch.iter(_BOX, _TEXT), None) is not None:
            return branch
    return branches[0] if branches else None


def _boxes(element: Any) -> list[Any]:
    found: list[Any] = []
    for child in element:
        if child.tag == _BOX:
            found.append(child)
        elif child.tag == _ALTERNATIVES:
            if (chosen := _chosen(child)) is not None:
                found.extend(_boxes(chosen))
        else:
            found.extend(_boxes(child))
    return found


def _symbol(code: str) -> str:
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if 0xF000 <= number <= 0xF0FF:
        return _SYMBOLS.get(number - 0xF000, "•")
    return chr(number) if 0x20 <= number < 0xD800 else ""


def _form_value(data: Any) -> str:
    """Give what an old form field shows that has no result of its own: a box ticked or not, a chosen entry."""
    if (box := data.find(f"{W}checkBox")) is not None:
        state = box.find(f"{W}checked")
        state = box.find(f"{W}default") if state is None else state
        return "☒" if state is not None and is_on(state) else "☐"
    if (choice := data.find(f"{W}ddList")) is not None:
        entries = [entry.get(_VAL, "") for entry in choice.iter(f"{W}listEntry")]
        chosen = choice.find(f"{W}result")
        index = _count(chosen) if chosen is not None else 0
        return entries[index] if index < len(entries) else ""
    return ""
