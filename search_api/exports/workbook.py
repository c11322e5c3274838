"""A spreadsheet workbook written while it is read: the first rows leave before the last are known.

A workbook is a ZIP of a few XML files. Rows go straight into the compressed sheet, cells hold their own text, and a sheet
that is full is followed by another, so that neither memory nor a temporary file grows with the rows.
"""

import re
import zipfile
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

ROWS_A_SHEET = 1_000_000
_LONGEST_CELL = 32_000
_CHUNK = 256 * 1024
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Default Extension="xml" ContentType="{_KIND}.worksheet+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/></Types>'
)
_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)


class _Sink:
    """Takes what the ZIP writes and hands it on."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self.size = 0

    def write(self, piece: bytes, /) -> int:
        self._pieces.append(bytes(piece))
        self.size += len(piece)
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        """Nothing has to be given back."""

    def taken(self) -> bytes:
        whole = b"".join(self._pieces)
        self._pieces, self.size = [], 0
        return whole


def workbook(lines: Iterator[Sequence[str]], name: str, rows_a_sheet: int = ROWS_A_SHEET) -> Iterator[bytes]:
    """Give a workbook of text cells, piece by piece; `name` is that of its sheets."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        file.writestr("[Content_Types].xml", _TYPES)
        file.writestr("_rels/.rels", _RELATIONS)
        yield sink.taken()
        sheets = 0
        line = next(lines, None)
        while line is not None or not sheets:
            sheets += 1
            with file.open(f"xl/worksheets/sheet{sheets}.xml", "w", force_zip64=True) as sheet:
                sheet.write(f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
                row = 0
                while line is not None and row < rows_a_sheet:
                    row += 1
                    sheet.write(_row(row, line))
                    if sink.size > _CHUNK:
                        yield sink.taken()
                    line = next(lines, None)
                sheet.write(b"</sheetData></worksheet>")
        file.writestr("xl/workbook.xml", _book(sheets, name))
        file.writestr("xl/_rels/workbook.xml.rels", _parts(sheets))
    yield sink.taken()


def _sound(cell: str) -> str:
    return _FORBIDDEN.sub("\ufffd", cell[:_LONGEST_CELL])


def _row(number: int, cells: Sequence[str]) -> bytes:
    inside = "".join(
        f'<c t="inlineStr"><is><t xml:space="preserve">{escape(_sound(cell))}</t></is></c>' for cell in cells
    )
    return f'<row r="{number}">{inside}</row>'.encode()


def _book(sheets: int, name: str) -> str:
    inside = "".join(
        f'<sheet name="{escape(name if number == 1 else f"{name} {number}")}" sheetId="{number}" r:id="rId{number}"/>'
        for number in range(1, sheets + 1)
    )
    return f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{inside}</sheets></workbook>'


def _parts(sheets: int) -> str:
    inside = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, sheets + 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'
