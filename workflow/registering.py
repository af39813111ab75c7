"""The register as it stands: checked, imported in one go, counted."""

from collections.abc import Sequence
from pathlib import Path

from domain.accounts import Actor
from domain.issues import Issue
from domain.progress import OnProgress, silent
from domain.register_steps import RegisterEntry
from domain.units import required_count
from store import establishments, offices, register_steps
from workflow.arriving import Register, arrive
from workflow.confirming import changes_of
from workflow.offices import reference_of
from workflow.permissions import PLANNER, need
from workflow.placing import check_file
from workflow.proposal_view import count_entries, issues_of
from workflow.proposing import confirm_proposal, propose_register
from workflow.views import RegisterView
from workflow.workspace import Workspace


def check_register(workspace: Workspace, actor: Actor, *, path: Path, on_progress: OnProgress = silent) -> RegisterView:
    """Read a workbook and say what is in it; nothing is kept or compared."""
    need(workspace, actor, *PLANNER, action="register.check")
    report, placements = check_file(workspace, actor, path=path, on_progress=on_progress)
    nothing = Register(entries={}, contacts={}, last_id="")
    arrived = arrive(report, placements, nothing, types=reference_of(workspace).types, file_name=path.name)
    changes, _ = changes_of(arrived, {}, nothing, {})
    entries = [change.after for change in changes if change.after is not None]
    of_file = tuple(kept.issue for kept in arrived.file_issues)
    return _view(workspace, entries, (*of_file, *issues_of(entries)), report.rows_read)


def import_register(
    workspace: Workspace, actor: Actor, *, path: Path, file_name: str, on_progress: OnProgress = silent
) -> RegisterView:
    """Read a workbook and take it into the register, everything by its default; doubtful rows stay, pending.

    Raises
    ------
    InputError
        What register.check refuses; the register then stays as it was.
    """
    need(workspace, actor, *PLANNER, action="register.import", target=file_name)
    proposal = propose_register(workspace, actor, path=path, file_name=file_name, on_progress=on_progress)
    confirm_proposal(workspace, actor, proposal=proposal.id)
    view = read_register(workspace, actor)
    if view is None:
        raise ValueError("a register that was imported has an import")
    return view


def read_register(workspace: Workspace, actor: Actor) -> RegisterView | None:
    """Return the counts of the register and its open doubts, None before the first import."""
    need(workspace, actor, *PLANNER, action="register.read")
    with workspace.store.read() as connection:
        done = register_steps.last_import(connection)
        entries = list(establishments.read_entries(connection).values())
        of_file = register_steps.read_file_issues(connection, done.number) if done else ()
    if done is None:
        return None
    opened = tuple(kept.issue for kept in of_file if kept.state == "open")
    return _view(workspace, entries, (*opened, *issues_of(entries)), done.rows_read)


def _view(
    workspace: Workspace, entries: Sequence[RegisterEntry], issues: tuple[Issue, ...], rows_read: int
) -> RegisterView:
    with workspace.store.read() as connection:
        rule = offices.read_rule(connection) or workspace.reference.rule
    in_scope, duplicates, to_check = count_entries(entries)
    return RegisterView(
        rows_read=rows_read, in_scope=in_scope, duplicates=duplicates, to_check=to_check,
        need=required_count(in_scope, rule.rate_bp), rate_bp=rule.rate_bp, issues=issues,
    )  # fmt: skip
