"""One file that holds a whole office: the rows of its store and the files of its folder, each with its sum."""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

import pyrage
from sqlalchemy.exc import OperationalError

from domain.errors import InputError, InspectionError
from geo.whole_files import write_whole
from store.dumping import TableSum, empty_to, fill_store, read_lines, read_tables, revision_of, sum_store, sum_table
from store.engine import Store

SCHEMA = 1
MANIFEST = "manifest.json"
AGE = b"age-encryption.org/"
"""Begins every encrypted file."""
EPOCH = (1980, 1, 1, 0, 0, 0)
LEFT_OUT = ("cache/", "fetched/", "incoming/", "upgrades/", "logs/", "first-sign-in.txt", "worker.beat")
"""Of an office's folder: what can be made again, what is on its way, copies of older versions, what happened, and
passwords that were read already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Hold what a backup says of itself; ``made_at`` is ISO text, files map a name to its SHA-256."""

    made_at: str
    revision: str
    tables: Mapping[str, TableSum]
    files: Mapping[str, str]


def backup_bytes(store: Store, files: Mapping[str, Path], *, made_at: str, passphrase: str = "") -> bytes:
    """Return an office as one file: the store as it is at one moment, then the files.

    With a passphrase the file is encrypted in the age format
    (https://age-encryption.org/v1), which other programs open too.
    """
    kept: dict[str, TableSum] = {}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive, store.read() as connection:
        for table in read_tables(connection):
            lines = list(read_lines(connection, table))
            kept[table.name] = sum_table(lines)
            _put(archive, f"tables/{table.name}.jsonl", "".join(f"{line}\n" for line in lines).encode("utf-8"))
        revision = revision_of(connection)
        contents = {name: path.read_bytes() for name, path in sorted(files.items())}
        for name, content in contents.items():
            _put(archive, f"files/{name}", content)
        sums = {name: sha256(content).hexdigest() for name, content in contents.items()}
        manifest = Manifest(made_at=made_at, revision=revision, tables=kept, files=sums)
        text = json.dumps({"schema": SCHEMA, **asdict(manifest)}, ensure_ascii=False, sort_keys=True, indent=1)
        _put(archive, MANIFEST, text.encode("utf-8"))
    content = target.getvalue()
    return pyrage.passphrase.encrypt(content, passphrase) if passphrase else content


def read_manifest(content: bytes, *, passphrase: str = "") -> Manifest:
    """Return what a backup says of itself, after every sum in it was computed again.

    Raises
    ------
    InputError
        ``backup.passphrase`` for a missing or wrong one, ``backup.unreadable`` for another kind of file,
        ``backup.damaged`` naming the first part whose sum is not the stated one.
    """
    with _opened(content, passphrase) as archive:
        manifest = _manifest(archive)
        for name, stated in manifest.tables.items():
            if sum_table(_lines(archive, name)) != stated:
                raise InputError("backup.damaged", part=name)
        for name, digest in manifest.files.items():
            if sha256(archive.read(f"files/{name}")).hexdigest() != digest:
                raise InputError("backup.damaged", part=name)
        return manifest


def is_backup(content: bytes) -> bool:
    """Tell whether a file may be a backup: it is encrypted in the age format, or a zip with a manifest."""
    if content.startswith(AGE):
        return True
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return MANIFEST in archive.namelist() and any(name.startswith("tables/") for name in archive.namelist())
    except Exception:
        # Besides BadZipFile, damaged headers raise errors of other modules.
        return False


def fill_from_backup(content: bytes, store: Store, directory: Path, *, passphrase: str = "") -> Manifest:
    """Put a backup into an empty store and an empty folder, and compare what is there afterwards.

    The store is brought to the backup's revision first and left there:
    opening it again brings it up to date.

    Raises
    ------
    InputError
        What ``read_manifest`` and ``fill_store`` raise; ``backup.differs`` where the store holds something else.
    """
    manifest = read_manifest(content, passphrase=passphrase)
    empty_to(store, manifest.revision)
    with _opened(content, passphrase) as archive:
        fill_store(store, lambda name: _lines(archive, name))
        with store.read() as connection:
            if sum_store(connection) != dict(manifest.tables):
                raise InputError("backup.differs")
        for name in manifest.files:
            path = directory / _safe(name)
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_whole(path, archive.read(f"files/{name}"))
    return manifest


def files_of(directory: Path) -> dict[str, Path]:
    """Return the files of an office's folder that a backup holds, by their names in it; the database is not one."""
    found = {path.relative_to(directory).as_posix(): path for path in directory.rglob("*") if path.is_file()}
    return {name: path for name, path in found.items() if not _is_left_out(name)}


def _is_left_out(name: str) -> bool:
    parts = PurePosixPath(name).parts
    is_database = ".sqlite" in parts[-1]
    return is_database or any(part.startswith(".") for part in parts) or name.startswith(LEFT_OUT)


@contextmanager
def _opened(content: bytes, passphrase: str) -> Iterator[zipfile.ZipFile]:
    plain = content
    if content.startswith(AGE):
        if not passphrase:
            # None is ever encrypted with an empty one; trying it would take as long as a true one.
            raise InputError("backup.passphrase")
        try:
            plain = pyrage.passphrase.decrypt(content, passphrase)
        except pyrage.DecryptError as error:
            raise InputError("backup.passphrase") from error
    try:
        with zipfile.ZipFile(io.BytesIO(plain)) as archive:
            yield archive
    except (InspectionError, OSError, OperationalError, MemoryError):
        raise
    except Exception as error:
        # A broken part raises whatever met it: BadZipFile, zlib.error, KeyError, IntegrityError and more.
        raise InputError("backup.unreadable") from error


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    said = json.loads(archive.read(MANIFEST))
    if said.pop("schema") != SCHEMA:
        raise InputError("backup.unreadable")
    tables = {name: TableSum(**one) for name, one in said.pop("tables").items()}
    for name in said["files"]:
        _safe(name)
    return Manifest(tables=tables, **said)


def _safe(name: str) -> PurePosixPath:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
        raise InputError("backup.unreadable")
    return path


def _lines(archive: zipfile.ZipFile, table: str) -> list[str]:
    return archive.read(f"tables/{table}.jsonl").decode("utf-8").split("\n")[:-1]


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, date_time=EPOCH)
    entry.external_attr, entry.compress_type = 0o600 << 16, zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)
