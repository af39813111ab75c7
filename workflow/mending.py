"""The doubts that are left: one card per problem, one action at a time, each a step that can be taken back."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from domain.accounts import Actor
from domain.errors import ConflictError, InputError
from domain.establishments import Decision
from domain.issues import IssueState, KeptIssue, Severity
from domain.register_steps import (
    Contact,
    ContactChange,
    RegisterChange,
    RegisterEntry,
    RegisterStep,
    StepKind,
)
from store import establishments, register_steps
from workflow.labelling import Labels, establishment_view, labels_of
from workflow.mend_actions import Offers, action_views, actions_for, offers_of
from workflow.mend_effects import merged_contact
from workflow.mend_work import Touched, Work, do
from workflow.offices import read_now
from workflow.permissions import PLANNER, log_in, need
from workflow.register_views import Choice, ProblemView, Progress, StepResult
from workflow.workspace import Workspace

_ORDER = {Severity.BLOCK: 0, Severity.CHECK: 1, Severity.NOTE: 2}


def list_problems(workspace: Workspace, actor: Actor, *, include_done: bool = False) -> tuple[ProblemView, ...]:
    """Return the doubts about the register, the blocking ones first, each with what may be done about it.

    Parameters
    ----------
    include_done
        Those that are settled or dismissed too.
    """
    need(workspace, actor, *PLANNER, action="problems.list")
    entries, of_file = _kept(workspace)
    labels, offers = labels_of(workspace), offers_of(workspace)
    views = [_view(kept, None, entries, labels=labels, offers=offers) for kept in of_file]
    views += [_view(kept, entry, entries, labels=labels, offers=offers) for entry, kept in _doubts(entries)]
    shown = (view for view in views if include_done or view.state is IssueState.OPEN)
    return tuple(sorted(shown, key=lambda view: _ORDER[view.issue.severity]))


def count_problems(workspace: Workspace, actor: Actor) -> Progress:
    """Return how many doubts are open and how many are done."""
    need(workspace, actor, *PLANNER, action="problems.list")
    entries, of_file = _kept(workspace)
    states = [kept.state for kept in (*of_file, *(kept for _, kept in _doubts(entries)))]
    opened = states.count(IssueState.OPEN)
    return Progress(open=opened, done=len(states) - opened)


def settle_problem(
    workspace: Workspace, actor: Actor, *, problem: str, action: str, value: str = "", remember: bool = False
) -> StepResult:
    """Do something about a doubt, as one step of the register.

    Parameters
    ----------
    problem, action
        As ``list_problems`` gives them.
    value
        What the action takes: a code, ``VINTAGE/CODE``, a text, the id of the
        establishment that survives a merge, ``same`` or ``separate``, a reason.
    remember
        With ``set_type``: the wording means this type from now on, here and in
        every other row that is doubted for the same wording.

    Raises
    ------
    ConflictError
        ``mend.none`` where the doubt is no more, ``mend.settled`` where
        somebody was faster, ``mend.other_gone``.
    InputError
        ``mend.action``, ``mend.value``, ``mend.no_type``, ``mend.no_commune``,
        and what ``remember_alias`` refuses.
    """
    need(workspace, actor, *PLANNER, action="problems.settle", target=problem)
    now = read_now(workspace)
    if ":" in problem:
        _dismiss_of_file(workspace, actor, problem, action)
        return StepResult(step=0)
    with workspace.store.read() as connection:
        entries = establishments.read_entries(connection)
        base = register_steps.last_number(connection)
    entry, kept = _find(entries, problem)
    _refuse(kept, action, of_file=False)
    work = Work(
        workspace=workspace, actor=actor, entries=entries, entry=entry, issue=kept, value=value, remember=remember,
        on=now.date(),
    )  # fmt: skip
    touched = do(action, work)
    with workspace.store.write() as connection:
        register_steps.lock_register(connection)
        if register_steps.last_number(connection) != base:
            looked_at = {id_: entries[id_] for id_ in touched.entries}
            _refuse_moved(establishments.read_entries(connection, touched.entries), looked_at, problem)
        step = register_steps.take_step(
            connection,
            RegisterStep(
                number=0, kind=StepKind.MERGE if action == "merge" else StepKind.MEND, at=now, account=actor.account,
                note=f"{action}_{value}" if action == "reject" else action,
            ),
            changes=_changes(entries, touched), contacts=_contacts(connection, touched),
        )  # fmt: skip
        log_in(connection, actor, action=f"problems.{action}", target=entry.establishment.id, step=step.number)
    return StepResult(step=step.number, changed=step.changed)


def _kept(workspace: Workspace) -> tuple[Mapping[str, RegisterEntry], tuple[KeptIssue, ...]]:
    with workspace.store.read() as connection:
        entries = establishments.read_entries(connection)
        last = register_steps.last_import(connection)
        return entries, register_steps.read_file_issues(connection, last.number) if last else ()


def _doubts(entries: Mapping[str, RegisterEntry]) -> Iterator[tuple[RegisterEntry, KeptIssue]]:
    """Yield the doubts in the order of the register; an open one about a rejected row asks nobody."""
    for entry in entries.values():
        is_out = entry.establishment.decision is Decision.REJECTED
        for kept in entry.issues:
            if not (is_out and kept.state is IssueState.OPEN):
                yield entry, kept


def _view(
    kept: KeptIssue,
    entry: RegisterEntry | None,
    entries: Mapping[str, RegisterEntry],
    *,
    labels: Labels,
    offers: Offers,
) -> ProblemView:
    one = establishment_view(entry.establishment, labels) if entry else None
    other_entry = entries.get(str(kept.issue.params.get("other_id", "")))
    other = establishment_view(other_entry.establishment, labels) if other_entry else None
    sides = [Choice(value=side.id, label=side.name) for side in (other, one) if side]
    return ProblemView(
        id=kept.id, issue=kept.issue, state=kept.state, establishment=one, other=other,
        actions=action_views(kept.issue, offers, of_file=entry is None, sides=sides),
    )  # fmt: skip


def _find(entries: Mapping[str, RegisterEntry], problem: str) -> tuple[RegisterEntry, KeptIssue]:
    for entry in entries.values():
        for kept in entry.issues:
            if kept.id == problem:
                return entry, kept
    raise ConflictError("mend.none")


def _refuse(kept: KeptIssue, action: str, *, of_file: bool) -> None:
    if kept.state is not IssueState.OPEN:
        raise ConflictError("mend.settled", account=kept.settled_by)
    if action not in actions_for(kept.issue, of_file=of_file):
        raise InputError("mend.action", action=action)


def _refuse_moved(now: Mapping[str, RegisterEntry], read: Mapping[str, RegisterEntry], problem: str) -> None:
    """Refuse where somebody changed the same rows between the looking and the doing."""
    if now == read:
        return
    done = (k for entry in now.values() for k in entry.issues if k.id == problem and k.state is not IssueState.OPEN)
    if kept := next(done, None):
        raise ConflictError("mend.settled", account=kept.settled_by)
    raise ConflictError("mend.none")


def _dismiss_of_file(workspace: Workspace, actor: Actor, problem: str, action: str) -> None:
    """Close a doubt about a file: no establishment changes, so it is no step."""
    _, of_file = _kept(workspace)
    kept = next((kept for kept in of_file if kept.id == problem), None)
    if kept is None:
        raise ConflictError("mend.none")
    _refuse(kept, action, of_file=True)
    with workspace.store.write() as connection:
        register_steps.update_file_issue(
            connection, replace(kept, state=IssueState.DISMISSED, settled_by=actor.account)
        )
        log_in(connection, actor, action="problems.dismiss", target=problem)


def _changes(entries: Mapping[str, RegisterEntry], touched: Touched) -> list[RegisterChange]:
    return [
        RegisterChange(establishment_id=id_, before=entries[id_], after=after)
        for id_, after in sorted(touched.entries.items())
    ]


def _contacts(connection, touched: Touched) -> list[ContactChange]:  # type: ignore[no-untyped-def]
    if not touched.phones and touched.joined is None:
        return []
    held = establishments.read_contacts(connection)
    after: dict[str, Contact | None] = {
        id_: replace(held.get(id_, Contact()), phone=phone) for id_, phone in touched.phones.items()
    }
    if touched.joined:
        survivor, gone = touched.joined
        after[survivor] = merged_contact(held.get(survivor), held.get(gone))
    return [
        ContactChange(establishment_id=id_, before=held.get(id_), after=contact)
        for id_, contact in after.items()
        if contact != held.get(id_)
    ]
