"""The archive of a round: one zip of plain files, their digests beside them, the same values the same bytes."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence

from documents.docx_bytes import fixed_zip
from documents.sheet_paper import plain_text
from domain.digest import sha256_hex
from domain.errors import InputError

FORMAT = 1
MANIFEST = "MANIFEST.json"
MOST_FILES, MOST_BYTES = 64, 512 * 1024 * 1024
LIVE = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What a spreadsheet would take for a formula at the beginning of a cell."""


def round_archive(files: Mapping[str, str], *, apart: Mapping[str, str]) -> bytes:
    """Return the zip of an archive with its manifest; same values, same bytes.

    Parameters
    ----------
    files
        Texts by file name.
    apart
        Texts that are handed out in a file of their own; the manifest names their digests.
    """
    manifest = {
        "format": FORMAT,
        "files": {name: sha256_hex(text) for name, text in files.items()},
        "apart": {name: sha256_hex(text) for name, text in apart.items()},
    }
    return _zip({**files, MANIFEST: json_text(manifest)})


def archive_key(files: Mapping[str, str]) -> bytes:
    """Return the zip of what is kept apart from a pseudonymised archive."""
    return _zip(files)


def read_archive(content: bytes) -> dict[str, str]:
    """Return the texts of an archive or of its key by file name.

    Raises
    ------
    InputError
        ``archive.unreadable`` for anything but a zip of few plain UTF-8 files.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as found:
            entries = found.infolist()
            if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > MOST_BYTES:
                raise InputError("archive.unreadable")
            if len({entry.filename for entry in entries}) != len(entries):
                raise InputError("archive.unreadable")
            return {entry.filename: found.read(entry).decode("utf-8") for entry in entries}
    except (InputError, MemoryError):
        raise
    except Exception as error:
        # Besides BadZipFile, zlib, lzma and bz2 each raise an error of their own for damaged bytes.
        raise InputError("archive.unreadable") from error


def json_text(value: object) -> str:
    """Return a value as JSON that people can read, keys sorted."""
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table as CSV; what a spreadsheet would run stands behind an apostrophe."""
    made = io.StringIO(newline="")
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return made.getvalue()


def _cell(value: object) -> str:
    text = plain_text(value)
    return f"'{text}" if text.startswith(LIVE) else text


def _zip(files: Mapping[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(name, files[name].encode("utf-8"))
    return fixed_zip(made.getvalue())
