"""A file becomes a table of cells, read by what it is and not by its name."""

from pathlib import Path

from domain.digest import sha256_hex
from domain.errors import InputError
from domain.progress import OnProgress
from register.archive import ODS, check_archive
from register.book import RawBook, RawSheet, check_sizes
from register.book_csv import read_csv
from register.book_html import read_html
from register.book_ods import read_ods
from register.book_xls import read_xls
from register.book_xlsx import read_xlsx
from register.sniffing import FileKind, kind_of_content

MAX_FILE_BYTES = 10 * 1024 * 1024


def read_book(path: Path, on_progress: OnProgress) -> RawBook:
    """Read a .xlsx, .xlsm, .xls, .ods or .csv file or a table of HTML; nothing in it is run or followed.

    Raises
    ------
    InputError
        A code below ``register.``: no_file, too_large, not_workbook (damaged
        or unknown), encrypted, other_kind (Word, PDF and so on), encoding (text
        that is cut), zip_refused, too_many_rows, too_many_cells,
        cell_too_long, too_much_text.
    """
    content = _content(path)
    try:
        sheets = _read(path.suffix.lower(), content, on_progress)
    except InputError as refusal:
        # Readers see bytes alone; whoever reads the refusal has several files and needs to know which.
        raise InputError(refusal.code, file=path.name, **refusal.params) from refusal
    check_sizes(sheets)
    return RawBook(sheets=sheets, digest=sha256_hex(content))


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise InputError("register.too_large", file=path.name, limit_mb=MAX_FILE_BYTES // 2**20)
        return path.read_bytes()
    except OSError as error:
        raise InputError("register.no_file", file=path.name) from error


def _read(suffix: str, content: bytes, on_progress: OnProgress) -> tuple[RawSheet, ...]:
    match kind_of_content(content, suffix):
        case FileKind.ZIP:
            archive = check_archive(content)
            if archive.kind == ODS:
                return read_ods(content, on_progress)
            return read_xlsx(content, on_progress, has_formulas=archive.has_formulas)
        case FileKind.XLS:
            return read_xls(content, on_progress)
        case FileKind.HTML:
            return read_html(content)
        case FileKind.TEXT:
            return read_csv(content)
