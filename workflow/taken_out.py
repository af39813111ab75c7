"""What took establishments out of a frame lately: register steps and imported inspections, with who and by what."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from domain.ceremony import TakenOut
from domain.establishments import Decision, Establishment, Status
from domain.inspections import Inspection
from domain.register_steps import RegisterChange, RegisterEntry, RegisterStep
from domain.reviews import InspectionImport
from domain.rounds import Reason, ReasonCode
from planner.eligibility import Frame
from store import establishments, inspection_imports, inspections, register_steps
from workflow.workspace import Workspace

LOOKED_BACK = timedelta(days=60)
CLOSURES = ("closed", "paused", "moved")


def list_taken_out(workspace: Workspace, frame: Frame, *, at: datetime) -> tuple[TakenOut, ...]:
    """Return the events of the last 60 days that took somebody out of a frame or changed a type, by time."""
    since = at - LOOKED_BACK
    with workspace.store.read() as connection:
        steps = [s for s in register_steps.read_steps(connection) if s.at >= since and s.undone_by is None]
        changes = {step.number: register_steps.read_changes(connection, step.number) for step in steps}
        known = {e.id: e for e in establishments.read_establishments(connection)}
        done = inspections.read_inspections(connection)
        lists = {one.number: one for one in inspection_imports.read_imports(connection)}
        sources = inspection_imports.read_sources(connection)
    inside = {row.id for row in frame.rows}
    events = [e for step in steps for change in changes[step.number] if (e := _of_step(step, change, inside))]
    brought = {id_: lists[numbers[-1]] for id_, numbers in sources.items()}
    events += _of_inspections(frame.reasons, done, brought, known, since)
    return tuple(sorted(events, key=lambda e: (e.at, e.establishment_id, e.code)))


def _of_step(step: RegisterStep, change: RegisterChange, inside: set[str]) -> TakenOut | None:
    """Return the event of one change, None where it took nobody out."""
    before, after = _establishment(change.before), _establishment(change.after)
    if before is None or not before.is_in_scope:
        return None
    is_out = after is None or not after.is_in_scope
    has_new_type = after is not None and after.type != before.type
    if (is_out and change.establishment_id in inside) or not (is_out or has_new_type):
        return None
    code = _cause(after) if is_out else "type_changed"
    told = code == "merged" and after is not None
    return TakenOut(
        code=code, establishment_id=before.id, name=before.name, at=step.at, account=step.account,
        document=step.file_name or step.note or str(step.kind), before=before.type or "",
        after=(after.merged_into or "") if told and after else (after.type or "") if after else "",
    )  # fmt: skip


def _establishment(entry: RegisterEntry | None) -> Establishment | None:
    return entry.establishment if entry else None


def _cause(after: Establishment | None) -> str:
    if after is None:
        return "removed"
    if after.merged_into:
        return "merged"
    if after.status not in (Status.ACTIVE, Status.UNVERIFIED):
        return str(after.status)
    if after.decision is not Decision.ACCEPTED:
        return str(after.decision)
    return "no_type" if after.type is None else "no_commune"


def _of_inspections(
    reasons: Mapping[str, Reason],
    done: tuple[Inspection, ...],
    brought: Mapping[str, InspectionImport],
    known: Mapping[str, Establishment],
    since: datetime,
) -> Iterator[TakenOut]:
    """Yield the inspections, imported or held lately, by which somebody is exempt or done."""
    by_place: dict[tuple[str, str], Inspection] = {(i.establishment_id, i.on.isoformat()): i for i in done if i.counts}
    for id_, reason in sorted(reasons.items()):
        if reason.code not in (ReasonCode.EXEMPT, ReasonCode.DONE):
            continue
        place = str(reason.params.get("establishment", id_))
        inspection = by_place.get((place, str(reason.params.get("on", ""))))
        if inspection is None or id_ not in known:
            continue
        source = brought.get(inspection.id)
        at = source.at if source else datetime.combine(inspection.on, datetime.min.time(), tzinfo=since.tzinfo)
        if at >= since:
            yield TakenOut(
                code="exempt_imported" if source else "exempt", establishment_id=id_, name=known[id_].name, at=at,
                account=source.account if source else inspection.agency,
                document=", ".join(filter(None, (source.file_name if source else "", inspection.minutes_no))),
            )  # fmt: skip
