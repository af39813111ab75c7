"""What a file is, by its first bytes: an office's file often has another format's name."""

import re
from enum import StrEnum

from domain.errors import InputError

ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

TEXT_SUFFIXES = frozenset({".csv", ".txt", ".tsv", ".tab", ".xls"})
"""Plain text is read as a table under these names only; many systems export text as .xls."""

_LOOKED_AT = 4096
_OTHERS = (
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"\x1f\x8b", "GZIP"),
    (b"MIME-Version:", "MHTML"),
)
_MARKUP = re.compile(rb"^\s*<(?:!doctype html|html|head|body|table|meta|style|div|!--|center|font)", re.IGNORECASE)
_EXCEL_XML = b"urn:schemas-microsoft-com:office:spreadsheet"


class FileKind(StrEnum):
    """Name what the readers can open."""

    ZIP = "zip"
    XLS = "xls"
    HTML = "html"
    TEXT = "text"


def kind_of_content(content: bytes, suffix: str) -> FileKind:
    """Return what a file is.

    Raises
    ------
    InputError
        ``register.encrypted`` for a workbook with a password,
        ``register.other_kind`` for a known format that is no workbook,
        ``register.not_workbook`` for an empty or unknown one.
    """
    head = content[:_LOOKED_AT]
    if head.startswith(ZIP_MAGIC):
        return FileKind.ZIP
    if head.startswith(OLE_MAGIC):
        return _kind_of_ole(content)
    if head.startswith(b"\x09") and suffix == ".xls" and b"\0" in head:
        return FileKind.XLS
    for magic, name in _OTHERS:
        if head.startswith(magic):
            raise InputError("register.other_kind", kind=name)
    plain = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    if _EXCEL_XML in plain:
        raise InputError("register.other_kind", kind="XML Spreadsheet 2003")
    if _MARKUP.match(plain):
        return FileKind.HTML
    if suffix not in TEXT_SUFFIXES or not content.strip():
        raise InputError("register.not_workbook")
    return FileKind.TEXT


def _kind_of_ole(content: bytes) -> FileKind:
    """Tell an .xls from a Word document and from an .xlsx with a password, by the names in the container."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise InputError("register.encrypted")
    if "WordDocument".encode("utf-16-le") in content and "Workbook".encode("utf-16-le") not in content:
        raise InputError("register.other_kind", kind="Word")
    return FileKind.XLS
