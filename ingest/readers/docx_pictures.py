"""Where a Word story shows pictures: their relations and the sizes they are shown in."""

import re
from collections.abc import Iterator
from typing import Any

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_V = "{urn:schemas-microsoft-com:vml}"
_EMU = 914_400  # to the inch
_STYLE = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([\d.]+)\s*(pt|in|cm|mm|px)?")
_INCHES = {"pt": 1 / 72, "in": 1.0, "cm": 1 / 2.54, "mm": 1 / 25.4, "px": 1 / 96}


def shown(drawing: Any) -> Iterator[tuple[str, float, float]]:
    """Give (relation, width, height in inches) of each picture of a drawing; 0 where the size is not told."""
    for blip in drawing.iter(f"{_A}blip"):
        if identity := blip.get(f"{_R}embed"):
            extent = next(drawing.iter(f"{_WP}extent"), None)
            yield identity, _inches(extent, "cx"), _inches(extent, "cy")
    for data in drawing.iter(f"{_V}imagedata"):
        if identity := data.get(f"{_R}id"):
            shape = data.getparent()
            sizes = {
                name: float(value) * _INCHES[unit or "px"]
                for name, value, unit in _STYLE.findall(shape.get("style", "") if shape is not None else "")
                if value.count(".") < 2 and value != "."
            }
            yield identity, sizes.get("width", 0.0), sizes.get("height", 0.0)


def _inches(extent: Any, side: str) -> float:
    value = "" if extent is None else extent.get(side, "")
    return int(value) / _EMU if value.isdecimal() and len(value) < 12 else 0.0
