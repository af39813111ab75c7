"""Bytes of a text file become text: by its mark, by its zeros, as UTF-8, else one letter a byte."""

import codecs
import re

from domain.errors import InputError

_LOOKED_AT = 4096
_UTF16_SHARE = 4
"""Text in UTF-16 has a zero in at least one of this many pairs: its spaces, figures and plain letters."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_C1 = {byte: bytes([byte]).decode("cp1252") for byte in range(0x80, 0xA0) if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}


def decode_text(content: bytes) -> str:
    """Return the text of a file.

    What is neither UTF-8 nor UTF-16 keeps one letter for each byte (code page
    1252, and Latin-1 where that is empty): TCVN3, VNI and code page 1258 are
    told apart later, by words.

    Raises
    ------
    InputError
        ``register.encoding`` for UTF-16 that is cut, ``register.not_workbook`` for binary content.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return _decode(content, name)
    if name := _unmarked_utf16(content[:_LOOKED_AT]):
        return _decode(content, name)
    if b"\0" in content:
        raise InputError("register.not_workbook")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("latin-1").translate(_C1)


def decode_html(content: bytes) -> str:
    """Return the text of a page; what it says of its own charset counts where the bytes allow it."""
    declared = _CHARSET.search(content[:_LOOKED_AT])
    if declared and declared[1].lower() in (b"utf-16", b"unicode") and b"\0" not in content[:_LOOKED_AT]:
        declared = None
    if declared and declared[1].lower() in (b"windows-1258", b"cp1258"):
        return content.decode("cp1258", errors="replace")
    return decode_text(content)


def _decode(content: bytes, name: str) -> str:
    try:
        return content.decode(name)
    except UnicodeDecodeError as error:
        raise InputError("register.encoding") from error


def _unmarked_utf16(head: bytes) -> str:
    """Return utf-16-le or utf-16-be where every second byte is often zero, else ""."""
    low, high = head[0::2], head[1::2]
    if high.count(0) * _UTF16_SHARE >= len(high) > 0 and low.count(0) == 0:
        return "utf-16-le"
    if low.count(0) * _UTF16_SHARE >= len(low) > 0 and high.count(0) == 0:
        return "utf-16-be"
    return ""
