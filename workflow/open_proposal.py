"""The one open proposal of the register and its uploaded file, for steps that have authorised; the upload itself."""

import json
import secrets
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from domain.accounts import Actor
from domain.errors import ConflictError
from domain.register_steps import StepKind
from geo.whole_files import write_whole
from store import proposals
from store.plain import value_from_plain
from store.proposals import KeptProposal
from workflow.permissions import PLANNER, need
from workflow.register_views import ProposalView
from workflow.workspace import Workspace

LASTS = timedelta(hours=24)
INCOMING = "incoming"
"""Folder of uploaded files; only what lies there is removed, never a file of the command line."""


def find_proposal(workspace: Workspace) -> KeptProposal | None:
    """Return the open proposal, None where there is none; one older than 24 hours is forgotten."""
    with workspace.store.read() as connection:
        kept = proposals.read_proposal(connection, StepKind.IMPORT)
    if kept is not None and datetime.now(UTC) - kept.made_at > LASTS:
        forget(workspace, kept)
        return None
    return kept


def open_proposal(workspace: Workspace) -> KeptProposal:
    """Return the open proposal, see ``find_proposal``.

    Raises
    ------
    ConflictError
        ``register.no_proposal``.
    """
    kept = find_proposal(workspace)
    if kept is None:
        raise ConflictError("register.no_proposal")
    return kept


def view_of(kept: KeptProposal) -> ProposalView:
    """Return what a page shows of a proposal."""
    view: ProposalView = value_from_plain(ProposalView, json.loads(kept.view))
    return view


def forget(workspace: Workspace, kept: KeptProposal) -> None:
    """Take a proposal away, with its contacts and its file."""
    with workspace.store.write() as connection:
        proposals.drop_proposal(connection, kept.kind)
    remove_upload(workspace, kept.path)


def keep_upload(workspace: Workspace, actor: Actor, *, name: str, content: bytes, suffixes: Sequence[str]) -> Path:
    """Keep the bytes of a file that was dropped and return where; the name from outside gives only a known suffix.

    What a process that died left there longer than a proposal lasts is removed.

    Raises
    ------
    ServiceError
        ``disk.*``; nothing of it stays then.
    """
    need(workspace, actor, *PLANNER, action="upload.keep")
    folder = workspace.settings.directory / INCOMING
    _sweep(workspace, folder)
    suffix = Path(name).suffix.lower().lstrip(".")
    path = folder / f"{secrets.token_hex(16)}.{suffix if suffix in suffixes else suffixes[0]}"
    write_whole(path, content)
    return path


def _sweep(workspace: Workspace, folder: Path) -> None:
    """Remove old files that no proposal was read from: they hold names and telephone numbers."""
    with workspace.store.read() as connection:
        kept = proposals.read_proposal(connection, StepKind.IMPORT)
    last = time.time() - LASTS.total_seconds()
    for path in folder.glob("*"):
        with suppress(OSError):
            if path.stat().st_mtime < last and (kept is None or str(path) != kept.path):
                path.unlink()


def remove_upload(workspace: Workspace, path: str) -> None:
    """Remove an uploaded file: it holds names and telephone numbers."""
    if Path(path).parent == workspace.settings.directory / INCOMING:
        Path(path).unlink(missing_ok=True)
