"""Amounts of fines as the decisions of the competent persons have them: written down, never worked out."""

from dataclasses import dataclass, replace
from datetime import date

from domain.accounts import Actor
from domain.errors import ConflictError, InputError
from domain.inspections import FINE, Finding
from store import establishments, inspections
from workflow.meanwhile import hold
from workflow.offices import read_now
from workflow.permissions import PLANNER, log_in, need
from workflow.workspace import Workspace

MOST_DONG = 10**12


@dataclass(frozen=True, slots=True, kw_only=True)
class FineView:
    """Hold one finding that was fined; ``fine_dong`` None until its decision was entered."""

    inspection: str
    code: str
    name: str
    finding: str
    on: date
    fine_dong: int | None


def list_fines(workspace: Workspace, actor: Actor) -> tuple[FineView, ...]:
    """Return this year's fined findings of the office's own rounds: those without an amount first, then by day."""
    need(workspace, actor, *PLANNER, action="fines.list")
    year = read_now(workspace).year
    with workspace.store.read() as connection:
        done = inspections.read_inspections(connection)
        names = {e.id: e.name or e.id for e in establishments.read_establishments(connection)}
    labels = {rule.code: rule.label for rule in workspace.reference.field_rules.findings}
    found = [
        FineView(
            inspection=one.id, code=finding.code, name=names.get(one.establishment_id, one.establishment_id),
            finding=labels.get(finding.code, finding.code), on=one.on, fine_dong=finding.fine_dong,
        )
        for one in done
        if one.round_id and one.on.year == year
        for finding in one.findings
        if finding.action == FINE
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.fine_dong is not None, one.on, one.name, one.code)))


def record_fine(
    workspace: Workspace, actor: Actor, *, inspection: str, code: str, fine_dong: int | None, decision_no: str
) -> Finding:
    """Keep a fine's amount (whole đồng) by its decision; None takes an amount back. The audit keeps the number.

    Raises
    ------
    InputError
        ``fine.amount`` outside 1 to 10^12 đồng, ``fine.decision`` without the decision's number.
    ConflictError
        ``fine.none`` where the finding is not there or was not fined.
    """
    target = f"{inspection}:{code}"
    need(workspace, actor, *PLANNER, action="fine.record", target=target)
    if fine_dong is not None and not 1 <= fine_dong <= MOST_DONG:
        raise InputError("fine.amount", value=fine_dong, most=MOST_DONG)
    if not decision_no.strip():
        raise InputError("fine.decision")
    with workspace.store.write() as connection:
        hold(connection, "remedy")
        found = inspections.find_inspection(connection, inspection)
        fined = [one for one in found.findings if one.code == code and one.action == FINE] if found else []
        if found is None or not fined:
            raise ConflictError("fine.none", code=code)
        kept = tuple(replace(one, fine_dong=fine_dong) if one in fined else one for one in found.findings)
        inspections.replace_inspection(connection, inspection, replace(found, findings=kept))
        log_in(
            connection, actor, action="fine.record", target=target, document=decision_no.strip(),
            amount="" if fine_dong is None else fine_dong,
        )  # fmt: skip
    return replace(fined[0], fine_dong=fine_dong)
