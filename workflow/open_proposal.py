"""The one open proposal of the register and its uploaded file, for steps that have authorised."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from domain.errors import ConflictError
from domain.register_steps import StepKind
from store import proposals
from store.plain import value_from_plain
from store.proposals import KeptProposal
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


def remove_upload(workspace: Workspace, path: str) -> None:
    """Remove an uploaded file: it holds names and telephone numbers."""
    if Path(path).parent == workspace.settings.directory / INCOMING:
        Path(path).unlink(missing_ok=True)
