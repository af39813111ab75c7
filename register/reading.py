"""A file becomes a table of cells, by its extension and its first bytes."""

from pathlib import Path

from domain.digest import sha256_hex
from domain.errors import InputError
from domain.progress import OnProgress
from register.book import RawBook, RawSheet
from register.book_csv import read_csv
from register.book_xls import read_xls
from register.book_xlsx import read_xlsx

MAX_FILE_BYTES = 10 * 1024 * 1024
XLSX_MAGIC = b"PK\x03\x04"
XLS_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_book(path: Path, on_progress: OnProgress) -> RawBook:
    """Read a .xlsx, .xls or .csv file; nothing in it is run or followed.

    Raises
    ------
    InputError
        ``register.no_file``, ``register.too_large``, ``register.not_workbook``
        (unknown extension, or content of another kind), ``register.encoding``
        for a .csv that is not UTF-8, ``register.zip_refused``,
        ``register.too_many_rows``.
    """
    content = _content(path)
    sheets = _read(path.suffix.lower(), content, on_progress)
    return RawBook(sheets=sheets, digest=sha256_hex(content))


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise InputError("register.too_large", file=path.name, limit_mb=MAX_FILE_BYTES // 2**20)
        return path.read_bytes()
    except OSError as error:
        raise InputError("register.no_file", file=path.name) from error


def _read(suffix: str, content: bytes, on_progress: OnProgress) -> tuple[RawSheet, ...]:
    if suffix == ".xlsx" and content.startswith(XLSX_MAGIC):
        return read_xlsx(content, on_progress)
    if suffix == ".xls" and content.startswith(XLS_MAGIC):
        return read_xls(content, on_progress)
    if suffix == ".csv" and not content.startswith((XLSX_MAGIC, XLS_MAGIC)):
        return read_csv(content)
    raise InputError("register.not_workbook")
