"""A file is read, compared with the register, shown, and confirmed or dropped; nothing changes before that."""

import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from domain.accounts import Actor
from domain.digest import canonical_json
from domain.errors import ConflictError
from domain.progress import OnProgress, ShouldStop, never, silent
from domain.register_steps import RegisterStep, StepKind
from register.report import ReadingChoices, RegisterReport
from store import proposals, register_steps
from store.plain import plain_from_value, value_from_plain
from store.proposals import KeptProposal
from workflow.arriving import Arrived, arrive
from workflow.confirming import Owner, changes_of, file_issues, read_register, refuse_unknown
from workflow.offices import read_now, reference_of
from workflow.open_proposal import find_proposal, forget, open_proposal, remove_upload, view_of
from workflow.permissions import PLANNER, log, log_in, need
from workflow.placing import place_in_office
from workflow.proposal_view import proposal_view
from workflow.register_views import ProposalView, StepResult
from workflow.workspace import Workspace

_NO_CHOICES = ReadingChoices()


def propose_register(
    workspace: Workspace,
    actor: Actor,
    *,
    path: Path,
    file_name: str,
    keep_encodings: bool = False,
    on_progress: OnProgress = silent,
    should_stop: ShouldStop = never,
) -> ProposalView:
    """Read a file and keep what it would change, in the place of the proposal before; the register stays as it is.

    Parameters
    ----------
    keep_encodings
        Leave legacy text as it is.

    Raises
    ------
    InputError
        What register.check refuses.
    """
    need(workspace, actor, *PLANNER, action="register.propose", target=file_name)
    with workspace.store.read() as connection:
        mapping = proposals.read_mappings(connection)
    choices = ReadingChoices(mapping=mapping, keep_encodings=keep_encodings)
    report = _read(workspace, path, choices, on_progress=on_progress, should_stop=should_stop)
    return propose_report(
        workspace, actor, path=path, file_name=file_name, report=report, choices=choices, on_progress=on_progress
    )


def propose_report(
    workspace: Workspace,
    actor: Actor,
    *,
    path: Path,
    file_name: str,
    report: RegisterReport,
    choices: ReadingChoices = _NO_CHOICES,
    on_progress: OnProgress = silent,
) -> ProposalView:
    """Keep what a file that was read would change, in the place of the proposal before.

    Parameters
    ----------
    path, choices
        Where the file lies and how it was read, for another reading.
    """
    need(workspace, actor, *PLANNER, action="register.propose", target=file_name)
    on_progress("register.place", 0, report.rows_read)
    placements = place_in_office(workspace, report)
    on_progress("register.compare", 0, report.rows_read)
    with workspace.store.read() as connection:
        before = proposals.read_proposal(connection, StepKind.IMPORT)
        register, base_step = read_register(connection), register_steps.last_number(connection)
    arrived = arrive(report, placements, register, types=reference_of(workspace).types, file_name=file_name)
    owners: dict[str, Owner] = {c.key: (c.owner_name, c.phone) for c in report.contacts if c.owner_name or c.phone}
    made_at, id_ = datetime.now(UTC), secrets.token_hex(12)
    view = proposal_view(
        workspace, arrived, register, report=report, owners=owners, choices=choices,
        named=(id_, actor.account, made_at),
    )  # fmt: skip
    kept = KeptProposal(
        kind=StepKind.IMPORT, id=id_, made_at=made_at, account=actor.account, path=str(path), base_step=base_step,
        view=canonical_json(plain_from_value(view)), content=canonical_json(plain_from_value(arrived)),
    )  # fmt: skip
    with workspace.store.write() as connection:
        proposals.save_proposal(connection, kept, contacts=owners)
        log_in(connection, actor, action="register.propose", target=file_name, rows=view.rows_read)
    if before is not None and before.path != str(path):
        remove_upload(workspace, before.path)
    on_progress("register.compare", report.rows_read, report.rows_read)
    return view


def reread_proposal(
    workspace: Workspace,
    actor: Actor,
    *,
    keep_encodings: bool | None = None,
    on_progress: OnProgress = silent,
    should_stop: ShouldStop = never,
) -> ProposalView:
    """Read the open proposal's file again: after a column was mapped, or after the register moved on.

    Parameters
    ----------
    keep_encodings
        None leaves that as it was.

    Raises
    ------
    ConflictError
        ``register.no_proposal``.
    """
    need(workspace, actor, *PLANNER, action="register.propose")
    kept = open_proposal(workspace)
    view = view_of(kept)
    return propose_register(
        workspace, actor, path=Path(kept.path), file_name=view.file_name,
        keep_encodings=view.keep_encodings if keep_encodings is None else keep_encodings,
        on_progress=on_progress, should_stop=should_stop,
    )  # fmt: skip


def read_proposal(workspace: Workspace, actor: Actor) -> ProposalView | None:
    """Return the open proposal, None where there is none; after 24 hours it is dropped."""
    need(workspace, actor, *PLANNER, action="register.proposal")
    kept = find_proposal(workspace)
    return view_of(kept) if kept else None


def drop_proposal(workspace: Workspace, actor: Actor) -> None:
    """Forget the open proposal and its file; where there is none, nothing happens."""
    need(workspace, actor, *PLANNER, action="register.drop")
    kept = find_proposal(workspace)
    if kept is not None:
        forget(workspace, kept)
        log(workspace, actor, action="register.drop", target=kept.id)


def confirm_proposal(
    workspace: Workspace, actor: Actor, *, proposal: str, choices: Mapping[str, str] | None = None
) -> StepResult:
    """Take the open proposal into the register as one step.

    Parameters
    ----------
    proposal
        Its id, so that nobody confirms another one than was looked at.
    choices
        Choice to answer; what is absent follows its default. ``added``,
        ``changed`` and ``missing`` answer for all of their kind.

    Raises
    ------
    ConflictError
        ``register.no_proposal``; ``register.moved_on`` where the register changed since.
    InputError
        ``register.choice`` for an answer that there is not.
    """
    need(workspace, actor, *PLANNER, action="register.confirm", target=proposal)
    kept = open_proposal(workspace)
    if kept.id != proposal:
        raise ConflictError("register.no_proposal")
    known = dict(choices or {})
    refuse_unknown(known)
    arrived: Arrived = value_from_plain(Arrived, json.loads(kept.content))
    now = read_now(workspace)
    with workspace.store.write() as connection:
        register_steps.lock_register(connection)
        if register_steps.last_number(connection) != kept.base_step:
            raise ConflictError("register.moved_on")
        owners = proposals.read_proposal_contacts(connection, StepKind.IMPORT)
        changes, contacts = changes_of(arrived, owners, read_register(connection), known)
        step = register_steps.take_step(
            connection,
            RegisterStep(
                number=0, kind=StepKind.IMPORT, at=now, account=actor.account, file_name=arrived.file_name,
                digest=arrived.digest, rows_read=arrived.rows_read,
            ),
            changes=changes, contacts=contacts, file_issues=file_issues(connection, arrived),
        )  # fmt: skip
        proposals.drop_proposal(connection, StepKind.IMPORT)
        log_in(
            connection, actor, action="register.confirm", target=arrived.file_name, step=step.number, added=step.added
        )
    remove_upload(workspace, kept.path)
    return StepResult(step=step.number, added=step.added, changed=step.changed)


def _read(
    workspace: Workspace, path: Path, choices: ReadingChoices, *, on_progress: OnProgress, should_stop: ShouldStop
) -> RegisterReport:
    from register.confined import check_confined

    reference = reference_of(workspace).register_reference(read_now(workspace).date())
    return check_confined(path, reference, choices=choices, on_progress=on_progress, should_stop=should_stop)
