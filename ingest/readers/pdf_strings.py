"""Strings out of pdfium, which fills a buffer of UTF-16 that the caller brings."""

import ctypes
from collections.abc import Callable

_LONGEST = 1 << 20


def asked(get: Callable[[object, int], int]) -> str:
    """Ask one of pdfium's functions for its string, first for the size it needs."""
    size = get(None, 0)
    if not 2 < size < _LONGEST:
        return ""
    buffer = ctypes.create_string_buffer(size)
    get(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\x00")
