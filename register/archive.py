"""Look into an .xlsx or .ods before anything unpacks it: bombs, lying names, endless merges.

openpyxl unpacks every part into memory and makes one object for each cell of
a merged range, so sizes are checked first; see its documentation on security.
"""

import io
import re
import zipfile
from dataclasses import dataclass

from domain.errors import InputError

MAX_ENTRIES = 200
MAX_TOTAL_BYTES = 50 * 1024 * 1024
MAX_RATIO = 100
MAX_MERGED_CELLS = 500_000
"""A merged cell over whole columns is refused; 500,000 cells are read in about a second."""

MAX_RANGES = 50_000
"""Merged ranges and links of one sheet: openpyxl spends 90 microseconds on one, whatever its size."""

MAX_CELLS = 400_000
"""40 columns in 10,000 rows; openpyxl reads as many in about 6 s."""
MAX_OTHER_TAGS = 200_000
"""Styles, rules, drawings and rich text: openpyxl spends up to 50 microseconds on one."""
MAX_ODS_TAGS = 3 * MAX_CELLS
"""A cell, its paragraph, and what is between."""

XLSX = "xlsx"
ODS = "ods"

_SMALL_PART = 64 * 1024
"""Parts below this size cannot fill a memory, whatever their ratio."""

_ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_OTHER_KINDS = {
    "xl/workbook.bin": "Excel .xlsb",
    "word/": "Word",
    "ppt/": "PowerPoint",
    "content.xml": "OpenDocument",
}

_RANGE_TAG = re.compile(rb"<(?:\w+:)?(?:mergeCell|hyperlink)\b[^>]*>")
_RANGE_REF = re.compile(rb"""\bref\s*=\s*["']([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?["']""")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_ROOT_PREFIX = re.compile(rb"<(\w+:)?(?:worksheet|sst)[\s>]")
_CELL_TAGS = (b"c", b"v", b"row", b"is", b"t", b"f", b"si", b"r")


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """Hold what a checked archive is: ``xlsx`` or ``ods``, and whether any sheet of an .xlsx holds formulas."""

    kind: str
    has_formulas: bool = False


def check_archive(content: bytes) -> Archive:
    """Return what the archive is, or refuse it.

    Raises
    ------
    InputError
        ``register.not_workbook`` for an archive that is damaged or no workbook,
        ``register.other_kind`` for a document of another program,
        ``register.encrypted`` for an .ods with a password,
        ``register.too_many_cells``, and ``register.zip_refused`` with a
        ``reason``: entries, total, ratio, name, encrypted, markup, merged, tags.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_entries(archive.infolist())
            return _check_parts(archive, _kind(archive))
    except (InputError, MemoryError):
        raise
    except Exception as error:
        # Besides BadZipFile, zlib, lzma and bz2 each raise an error of their own for damaged bytes.
        raise InputError("register.not_workbook") from error


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise InputError("register.zip_refused", reason="entries")
    if sum(entry.file_size for entry in entries) > MAX_TOTAL_BYTES:
        raise InputError("register.zip_refused", reason="total")
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise InputError("register.zip_refused", reason="encrypted")
        if _is_unsafe_name(entry.filename):
            raise InputError("register.zip_refused", reason="name")
        if entry.file_size > _SMALL_PART and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise InputError("register.zip_refused", reason="ratio")


def _is_unsafe_name(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]


def _kind(archive: zipfile.ZipFile) -> str:
    names = archive.namelist()
    if "content.xml" in names and "mimetype" in names and archive.read("mimetype").strip().startswith(_ODS_TYPE):
        return ODS
    if "[Content_Types].xml" in names and "xl/workbook.xml" in names:
        return XLSX
    for start, kind in _OTHER_KINDS.items():
        if any(name.startswith(start) for name in names):
            raise InputError("register.other_kind", kind=kind)
    if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
        return XLSX
    raise InputError("register.not_workbook")


def _check_parts(archive: zipfile.ZipFile, kind: str) -> Archive:
    """Read every part once; zipfile stops at the size that its header claims and checks the sum."""
    cells, tags, has_formulas = 0, 0, False
    for name in archive.namelist():
        part = archive.read(name)
        if not name.lower().endswith((".xml", ".rels")):
            continue
        _check_markup(part)
        if kind == ODS and name == "META-INF/manifest.xml" and b"encryption-data" in part:
            raise InputError("register.encrypted")
        if kind == XLSX:
            more_cells, more_tags = _weight(part)
            cells, tags = cells + more_cells, tags + more_tags
            has_formulas = has_formulas or (name.startswith("xl/worksheets/") and bool(_FORMULA.search(part)))
        elif _tags(part) > MAX_ODS_TAGS:
            raise InputError("register.too_many_cells", limit=MAX_CELLS)
    if cells > MAX_CELLS:
        raise InputError("register.too_many_cells", limit=MAX_CELLS)
    if tags > MAX_OTHER_TAGS:
        raise InputError("register.zip_refused", reason="tags")
    return Archive(kind=kind, has_formulas=has_formulas)


def _check_markup(part: bytes) -> None:
    # Office never writes a document type; one in UTF-16 would hide from this search.
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part or b"\0" in part[:4] or part[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise InputError("register.zip_refused", reason="markup")
    covered, ranges = 0, _RANGE_TAG.findall(part)
    if len(ranges) > MAX_RANGES:
        raise InputError("register.zip_refused", reason="merged")
    for tag in ranges:
        found = _RANGE_REF.search(tag)
        if found is None:
            raise InputError("register.zip_refused", reason="merged")
        covered += _cells_in(found)
    if covered > MAX_MERGED_CELLS:
        raise InputError("register.zip_refused", reason="merged")


def _weight(part: bytes) -> tuple[int, int]:
    """Return how many rows, cells and strings a part of an .xlsx holds, and how many other tags."""
    tags = _tags(part)
    root = _ROOT_PREFIX.search(part, 0, 2048)
    if root is None:
        return 0, tags
    prefix = root[1] or b""
    counts = {name: _count(part, prefix + name) for name in _CELL_TAGS}
    return max(counts[b"c"], counts[b"row"], counts[b"si"], counts[b"r"]), tags - sum(counts.values())


def _tags(part: bytes) -> int:
    return part.count(b"<") - part.count(b"</")


def _count(part: bytes, name: bytes) -> int:
    return sum(part.count(b"<" + name + end) for end in (b" ", b">", b"/"))


def _cells_in(found: re.Match[bytes]) -> int:
    left, top, right, bottom = found.groups()
    if right is None or bottom is None:
        return 1
    return (abs(_column(right) - _column(left)) + 1) * (abs(int(bottom) - int(top)) + 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
