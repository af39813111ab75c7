"""Look into an .xlsx before anything unpacks it: bombs, lying names, endless merges.

openpyxl unpacks every part into memory and makes one object for each cell of
a merged range, so sizes are checked first; see its documentation on security.
"""

import io
import re
import zipfile

from domain.errors import InputError

MAX_ENTRIES = 200
MAX_TOTAL_BYTES = 50 * 1024 * 1024
MAX_RATIO = 100
MAX_MERGED_CELLS = 500_000
"""A merged cell over whole columns is refused; 500,000 cells are read in about a second."""

_SMALL_PART = 64 * 1024
"""Parts below this size cannot fill a memory, whatever their ratio."""

_RANGE_TAG = re.compile(rb"<(?:\w+:)?(?:mergeCell|hyperlink)\b[^>]*>")
_RANGE_REF = re.compile(rb"""\bref\s*=\s*["']([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?["']""")


def check_archive(content: bytes) -> frozenset[str]:
    """Return the names of sheets' parts that hold formulas, or refuse the archive.

    Parameters
    ----------
    content
        The whole .xlsx file.

    Raises
    ------
    InputError
        ``register.not_workbook`` for an archive that is damaged or no workbook,
        ``register.zip_refused`` with a ``reason``: entries, total,
        ratio, name, encrypted, markup, merged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_entries(archive.infolist())
            return _check_parts(archive)
    except InputError:
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


def _check_parts(archive: zipfile.ZipFile) -> frozenset[str]:
    """Read every part once; zipfile stops at the size that its header claims and checks the sum."""
    names = archive.namelist()
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise InputError("register.not_workbook")
    with_formulas = set()
    for name in names:
        part = archive.read(name)
        if name.lower().endswith((".xml", ".rels")):
            _check_markup(part)
        if name.startswith("xl/worksheets/") and re.search(rb"<(?:\w+:)?f[\s/>]", part):
            with_formulas.add(name)
    return frozenset(with_formulas)


def _check_markup(part: bytes) -> None:
    # Office never writes a document type; one in UTF-16 would hide from this search.
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part or b"\0" in part[:4] or part[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise InputError("register.zip_refused", reason="markup")
    covered = 0
    for tag in _RANGE_TAG.findall(part):
        found = _RANGE_REF.search(tag)
        if found is None:
            raise InputError("register.zip_refused", reason="merged")
        covered += _cells_in(found)
    if covered > MAX_MERGED_CELLS:
        raise InputError("register.zip_refused", reason="merged")


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
