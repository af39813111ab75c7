"""Remedies of findings: until when, done or not, by which paper; an overdue one brings the inspectors back."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from domain.accounts import Actor
from domain.errors import ConflictError, InputError
from domain.inspections import FindingRemedy, Inspection, RemedyState, RemedyStep, remedies_of
from store import establishments, inspections, remedies
from workflow.meanwhile import hold
from workflow.offices import read_now
from workflow.permissions import PLANNER, log_in, need
from workflow.workspace import Workspace

UNDECIDED = frozenset({"", "PENDING"})
"""Actions of data/rules/finding_actions.csv by which a finding is not handled yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyView:
    """Hold a remedy with the name of its establishment and of what was found, and the inspection that found it."""

    remedy: FindingRemedy
    name: str
    finding: str
    on: date
    minutes_no: str
    is_overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RemediesView:
    """Hold the remedies by their day, and the counts of the target "100 % of findings handled" of a year."""

    on: date
    remedies: tuple[RemedyView, ...]
    findings: int
    handled: int
    """Findings of this year on which the office has decided."""
    remedied: int


def list_remedies(workspace: Workspace, actor: Actor) -> RemediesView:
    """Return every remedy with a day, the earliest first, and how many of this year's findings were handled."""
    need(workspace, actor, *PLANNER, action="remedies.list")
    today = read_now(workspace).date()
    with workspace.store.read() as connection:
        done = inspections.read_inspections(connection)
        kept = {(one.inspection_id, one.code): one for one in remedies.read_remedies(connection)}
        names = {e.id: e.name or e.id for e in establishments.read_establishments(connection)}
    labels = {rule.code: rule.label for rule in workspace.reference.field_rules.findings}
    found = [
        (_merged(one, kept.get((inspection.id, one.code))), inspection)
        for inspection in done
        for one in remedies_of(inspection)
    ]
    views = [_view(remedy, inspection, names=names, labels=labels, today=today) for remedy, inspection in found]
    this_year = [remedy for remedy, inspection in found if inspection.on.year == today.year and inspection.round_id]
    return RemediesView(
        on=today,
        remedies=tuple(
            sorted((view for view in views if view.remedy.due_on), key=lambda view: (view.remedy.due_on, view.name))
        ),
        findings=len(this_year),
        handled=sum(one.action not in UNDECIDED for one in this_year),
        remedied=sum(one.state is RemedyState.DONE for one in this_year),
    )


def close_remedy(
    workspace: Workspace, actor: Actor, *, inspection: str, code: str, remedied_on: date, document: str
) -> FindingRemedy:
    """Keep that a finding was remedied, by which paper; from then on it brings nobody back.

    Raises
    ------
    InputError
        ``remedy.no_document``; ``remedy.day`` for a day before the inspection or after today.
    ConflictError
        ``remedy.none``, ``remedy.closed``.
    """
    need(workspace, actor, *PLANNER, action="remedy.close", target=f"{inspection}:{code}")
    now = read_now(workspace)
    if not document.strip():
        raise InputError("remedy.no_document")
    found, remedy = _known(workspace, inspection, code)
    if remedy.state is RemedyState.DONE:
        raise ConflictError("remedy.closed", code=code)
    if not found.on <= remedied_on <= now.date():
        raise InputError("remedy.day", day=f"{remedied_on:%d/%m/%Y}", since=f"{found.on:%d/%m/%Y}")
    step = RemedyStep(state=RemedyState.DONE, account=actor.account, at=now, document=document.strip())
    closed = replace(
        remedy, state=RemedyState.DONE, remedied_on=remedied_on, document=document.strip(),
        history=(*remedy.history, step),
    )  # fmt: skip
    _keep(workspace, actor, closed, before=remedy, action="remedy.close", document=document.strip())
    return closed


def reopen_remedy(workspace: Workspace, actor: Actor, *, inspection: str, code: str, reason: str) -> FindingRemedy:
    """Take back that a finding was remedied; what was said before stays in its history.

    Raises
    ------
    InputError
        ``remedy.no_reason``.
    ConflictError
        ``remedy.none``, ``remedy.open``.
    """
    need(workspace, actor, *PLANNER, action="remedy.reopen", target=f"{inspection}:{code}")
    if not reason.strip():
        raise InputError("remedy.no_reason")
    _, remedy = _known(workspace, inspection, code)
    if remedy.state is RemedyState.OPEN:
        raise ConflictError("remedy.open", code=code)
    step = RemedyStep(
        state=RemedyState.OPEN, account=actor.account, at=read_now(workspace), reason=reason.strip()
    )  # fmt: skip
    opened = replace(
        remedy, state=RemedyState.OPEN, remedied_on=None, document="", history=(*remedy.history, step)
    )  # fmt: skip
    _keep(workspace, actor, opened, before=remedy, action="remedy.reopen", reason=reason.strip())
    return opened


def _known(workspace: Workspace, inspection_id: str, code: str) -> tuple[Inspection, FindingRemedy]:
    with workspace.store.read() as connection:
        return _find(connection, inspection_id, code)


def _find(connection: Any, inspection_id: str, code: str) -> tuple[Inspection, FindingRemedy]:
    found = inspections.find_inspection(connection, inspection_id)
    kept = {one.code: one for one in remedies.read_remedies(connection, inspection_id)}
    own = {one.code: one for one in remedies_of(found)} if found else {}
    if found is None or code not in own:
        raise ConflictError("remedy.none", code=code)
    return found, _merged(own[code], kept.get(code))


def _merged(found: FindingRemedy, kept: FindingRemedy | None) -> FindingRemedy:
    """Return what was said of a remedy, with the day and the action as the inspection has them now."""
    return found if kept is None else replace(kept, due_on=found.due_on, action=found.action)


def _keep(
    workspace: Workspace, actor: Actor, remedy: FindingRemedy, *, before: FindingRemedy, action: str, **told: str
) -> None:
    """Keep a remedy, and its day at the finding that the rules of the draw read, unless somebody was faster."""
    with workspace.store.write() as connection:
        hold(connection, "remedy")
        found, now = _find(connection, remedy.inspection_id, remedy.code)
        if now.state is not before.state:
            raise ConflictError("remedy.closed" if now.state is RemedyState.DONE else "remedy.open", code=remedy.code)
        remedies.save_remedy(connection, remedy)
        findings = tuple(
            replace(one, remedied_on=remedy.remedied_on) if one.code == remedy.code else one for one in found.findings
        )
        inspections.replace_inspection(connection, found.id, replace(found, findings=findings))
        log_in(connection, actor, action=action, target=f"{remedy.inspection_id}:{remedy.code}", **told)


def _view(
    remedy: FindingRemedy, inspection: Inspection, *, names: dict[str, str], labels: dict[str, str], today: date
) -> RemedyView:
    return RemedyView(
        remedy=remedy, name=names.get(remedy.establishment_id, remedy.establishment_id),
        finding=labels.get(remedy.code, remedy.code), on=inspection.on, minutes_no=inspection.minutes_no,
        is_overdue=remedy.is_overdue(today),
    )  # fmt: skip
