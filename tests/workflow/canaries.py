"""Where a word still stands: every column of every table, every file of an office's folder, and its backup."""

import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path

from domain.accounts import AccountRole, Actor
from workflow.backing_up import write_backup
from workflow.workspace import Workspace

_KEEPER = Actor(account="thu", role=AccountRole.PLANNER)


def places_of(workspace: Workspace, *words: str) -> set[str]:
    """Return the columns and files in which one of the words stands, as text, in JSON or in a zip file."""
    wanted = [form.encode() for word in words for form in (word, json.dumps(word)[1:-1])]
    directory = workspace.settings.directory
    cells = dict(_cells(directory / "office.sqlite"))
    files = {path.relative_to(directory).as_posix(): path.read_bytes() for path in _files(directory)}
    return {name for name, content in (cells | files).items() if _holds(content, wanted)}


def is_in_backup(workspace: Workspace, path: Path, *words: str) -> bool:
    """Tell whether a backup made now holds one of the words."""
    write_backup(workspace, _KEEPER, path=path)
    return _holds(path.read_bytes(), [form.encode() for word in words for form in (word, json.dumps(word)[1:-1])])


def _cells(path: Path) -> Iterator[tuple[str, bytes]]:
    with sqlite3.connect(path) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in names:
            rows = connection.execute(f'SELECT * FROM "{table}"')
            columns = [column[0] for column in rows.description]
            for at, row in enumerate(rows):
                for column, value in zip(columns, row, strict=True):
                    content = value if isinstance(value, bytes) else str(value).encode()
                    yield f"{table}.{column}#{at}", content
    connection.close()


def _files(directory: Path) -> Iterator[Path]:
    return (path for path in sorted(directory.rglob("*")) if path.is_file())


def _holds(content: bytes, words: list[bytes]) -> bool:
    if any(word in content for word in words):
        return True
    if not content.startswith(b"PK"):
        return False
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return any(_holds(archive.read(name), words) for name in archive.namelist())
