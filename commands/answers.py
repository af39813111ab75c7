"""How commands answer: one JSON object or sentences on stdout, progress and errors on stderr."""

import json
import os
import sys
from datetime import date
from functools import cache
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from domain.accounts import AccountRole, Actor
from domain.errors import InspectionError
from domain.progress import OnProgress
from domain.words import Words
from workflow.reference import load_words
from workflow.workspace import ROOT, Settings, Workspace, open_workspace, settings_from

CLI = Actor(account="cli", role=AccountRole.PLANNER)
"""Whoever runs the command line holds the files anyway."""


@cache
def words() -> Words:
    """Return the Vietnamese catalogue."""
    return load_words(ROOT / "data" / "words" / "vi", language="vi")


def settings(directory: Path | None) -> Settings:
    """Return the settings of the environment, with another folder where one is named."""
    return settings_from({**os.environ, **({"INSPECTION_DIR": str(directory)} if directory else {})})


def workspace_of(directory: Path | None) -> Workspace:
    """Open the office of a folder."""
    return open_workspace(settings(directory))


def answer_json(value: object) -> None:
    """Print one JSON object."""
    print(json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True))


def refuse(error: InspectionError) -> int:
    """Word an error on stderr and return its exit code."""
    catalogue = words()
    key = f"error.{error.code}"
    params = dict(error.params)
    print(catalogue.say(key, **params) if key in catalogue else str(error), file=sys.stderr)
    return error.exit_code


def progress_bar(namespace: str) -> tuple[Progress, OnProgress]:
    """Return a bar on stderr and the function that moves it; steps are worded by ``namespace.STEP``."""
    catalogue = words()
    bar = Progress(TextColumn("{task.description}"), BarColumn(), console=Console(stderr=True), transient=True)
    task = bar.add_task("", total=1)

    def report(step: str, done: int, total: int) -> None:
        key = f"{namespace}.{step}"
        bar.update(task, description=catalogue.say(key) if key in catalogue else step, completed=done, total=total or 1)

    return bar, report


def day(text: str) -> date:
    """Return an ISO day of an option."""
    return date.fromisoformat(text)


def read_text(path: Path) -> str:
    """Return a file's text, a byte order mark left out."""
    from domain.errors import InputError

    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("file.unreadable", file=path.name) from error
