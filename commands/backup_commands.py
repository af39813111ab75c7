"""backup, restore, move-database: an office as one file, and its way to another computer or database."""

import os
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from commands.answers import CLI, answer_json, settings, words, workspace_of
from domain.errors import InputError
from workflow.backing_up import BackupView, move_database, restore_backup, write_backup
from workflow.purging import due_after_restore

PASSPHRASE = "INSPECTION_BACKUP_PASSPHRASE"  # noqa: S105  (the name of a setting)
Directory = Annotated[Path | None, typer.Option("--dir", help="Folder of the office.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
PassphraseFile = Annotated[
    Path | None,
    typer.Option(
        help=f"File whose first line is the passphrase; else {PASSPHRASE}. Never an argument: others see those."
    ),
]


def backup(
    file: Path, directory: Directory = None, passphrase_file: PassphraseFile = None, as_json: AsJson = False
) -> None:
    """Write the office as one file. Example: python cli.py backup office.backup --passphrase-file KEY"""
    passphrase = passphrase_of(passphrase_file)
    workspace = workspace_of(directory)
    with closing(workspace.store):
        view = write_backup(workspace, CLI, path=file, passphrase=passphrase)
    _tell("backup.written", view, as_json=as_json)
    if not passphrase and not as_json:
        print(words().say("backup.open"))


def restore(
    file: Path, directory: Directory = None, passphrase_file: PassphraseFile = None, as_json: AsJson = False
) -> None:
    """Make an office from a backup in an empty folder. Example: python cli.py restore office.backup --dir NEW"""
    view = restore_backup(settings(directory), path=file, passphrase=passphrase_of(passphrase_file))
    due = due_after_restore(settings(directory))
    _tell("backup.restored", view, as_json=as_json, due=due)
    if not as_json:
        print(words().say("retention.restored", made_at=view.made_at, count="–" if due is None else due))


def move(
    to: Annotated[str, typer.Option(help="Address of an empty database, postgresql://... or sqlite:///...")],
    directory: Directory = None,
) -> None:
    """Copy the office into another database and compare. Example: python cli.py move-database --to postgresql://..."""
    workspace = workspace_of(directory)
    with closing(workspace.store):
        rows = move_database(workspace, CLI, url=to)
    print(words().say("backup.moved", rows=rows))


def _tell(key: str, view: BackupView, *, as_json: bool, **more: int | None) -> None:
    if as_json:
        answer_json(asdict(view) | more)
        return
    print(words().say(key, tables=view.tables, rows=view.rows, files=view.files, kilobytes=view.size // 1024))
    if view.broken_audit is not None:
        print(words().say("backup.broken_audit", number=view.broken_audit))


def passphrase_of(path: Path | None) -> str:
    """Return the passphrase of a file's first line, of the setting where none is named.

    Raises
    ------
    InputError
        ``file.unreadable``, ``backup.empty_passphrase``.
    """
    if path is None:
        return os.environ.get(PASSPHRASE, "")
    try:
        first = path.read_text(encoding="utf-8-sig").split("\n", 1)[0].strip()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("file.unreadable", file=path.name) from error
    if not first:
        raise InputError("backup.empty_passphrase", file=path.name)
    return first
