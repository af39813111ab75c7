"""A round's list and plan as the values that its papers are written from."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from domain.accounts import Actor
from domain.ceremony import SampleChange, apply_changes
from domain.errors import ConflictError
from domain.rounds import Role, Sample, SampledEstablishment
from domain.units import required_count
from store import ceremonies, plans, rounds
from workflow.offices import commune_names, office_of, read_now, read_types
from workflow.permissions import PLANNER, need
from workflow.plan_views import ShiftView
from workflow.rounds import round_of
from workflow.showing import Pieces, commune_text, pieces_of, read_plan
from workflow.travel_marks import WayMarks, read_marks
from workflow.workspace import Workspace

if TYPE_CHECKING:
    from documents.plan_paper import ListChange, PaperEstablishment, PaperShift, PlanPaper

SHOWN = (Role.MUST, Role.RISK, Role.LOTTERY, Role.RESERVE)
Drawn = Mapping[str, "PaperEstablishment"]


def plan_paper(workspace: Workspace, actor: Actor, *, round_id: str) -> "PlanPaper":
    """Return the values that a plan's papers are written from.

    Raises
    ------
    ConflictError
        ``plan.not_drawn`` before the round has a plan.
    """
    from documents.plan_paper import PaperUnassigned

    view = read_plan(workspace, actor, round_id=round_id)
    marks = read_marks(workspace, actor, round_id=round_id)
    with workspace.store.read() as connection:
        plan = plans.read_plan(connection, round_id)
    if view is None or plan is None or marks is None:
        raise ConflictError("plan.not_drawn")
    paper, drawn = _list_paper(workspace, round_id, made_at=plan.made_at)
    return replace(
        paper, version=view.version, travel_source=view.travel_source, vehicle=marks.vehicle,
        estimate_error_permille=marks.error_permille,
        shifts=tuple(
            _shift(shift, drawn, workspace, marks.ways.get(shift.shift)) for shift in view.shifts if shift.stops
        ),
        unassigned=tuple(PaperUnassigned(establishment=drawn[u.visit], unassigned=u) for u in view.unassigned),
    )  # fmt: skip


def drawn_paper(workspace: Workspace, actor: Actor, *, round_id: str) -> "PlanPaper":
    """Return what is known straight after the draw: version 0, no shift; dated by the freeze.

    Raises
    ------
    ConflictError
        ``plan.not_drawn`` before the draw.
    """
    need(workspace, actor, *PLANNER, action="plan.read", target=round_id)
    with workspace.store.read() as connection:
        frame = rounds.read_frame(connection, round_id)
    if frame is None:
        raise ConflictError("plan.not_drawn")
    return _list_paper(workspace, round_id, made_at=frame[2])[0]


def _list_paper(workspace: Workspace, round_id: str, *, made_at: datetime) -> "tuple[PlanPaper, Drawn]":
    """Return the paper of the drawn list, and what is said of each establishment that it names."""
    from documents.draw_words import change_text
    from documents.plan_paper import PlanPaper

    found, office = round_of(workspace, round_id), office_of(workspace)
    with workspace.store.read() as connection:
        sample, frame = rounds.read_sample(connection, round_id), rounds.read_frame(connection, round_id)
        changes = ceremonies.read_changes(connection, round_id)
    if sample is None or frame is None:
        raise ConflictError("plan.not_drawn")
    types, words, zone = read_types(workspace), workspace.reference.words, read_now(workspace).tzinfo
    drawn, registered = _drawn(workspace, sample, changes, types), frame[0].count("\n") - 1
    told = [replace(change, at=change.at.astimezone(zone)) for change in changes]
    paper = PlanPaper(
        office_name=office.name, title=found.title, starts_on=found.starts_on, ends_on=found.ends_on, version=0,
        registered=registered, required=required_count(registered, found.rule.rate_bp), rate_bp=found.rule.rate_bp,
        travel_source="", is_schematic=office.is_schematic, made_at=made_at,
        names={**commune_names(workspace), **types}, shifts=(), unassigned=(),
        selected=tuple(drawn[id_] for id_ in sample.selected), reserves=tuple(drawn[id_] for id_ in sample.reserves),
        changes=tuple(change_text(change, words=words) for change in told),
        list_changes=tuple(_change(change, drawn) for change in changes),
    )  # fmt: skip
    return paper, drawn


def _drawn(
    workspace: Workspace, sample: Sample, changes: Sequence[SampleChange], types: Mapping[str, str]
) -> "dict[str, PaperEstablishment]":
    pieces = pieces_of(workspace, None, sample)
    named = {*apply_changes(sample.selected, changes), *(change.establishment_id for change in changes)}
    named |= {change.stand_in for change in changes}
    shown = [row for row in sample.rows if row.role in SHOWN or row.establishment_id in named]
    return {row.establishment_id: _establishment(row, pieces, types) for row in shown}


def _establishment(row: SampledEstablishment, pieces: Pieces, types: Mapping[str, str]) -> "PaperEstablishment":
    from documents.plan_paper import PaperEstablishment

    e = pieces.establishments[row.establishment_id]
    return PaperEstablishment(
        id=e.id, name=e.name, type_label=types.get(e.type or "", ""), address=e.address_raw or e.hamlet,
        commune=commune_text(e.commune_now, pieces), commune_former=commune_text(e.commune_reported, pieces),
        role=row.role, reason=row.reason,
    )  # fmt: skip


def _change(change: SampleChange, drawn: Drawn) -> "ListChange":
    from documents.plan_paper import ListChange

    return ListChange(
        kind=change.kind, establishment=drawn[change.establishment_id], document_no=change.document_no,
        stand_in=drawn[change.stand_in] if change.stand_in else None,
    )  # fmt: skip


def _shift(shift: ShiftView, drawn: Drawn, workspace: Workspace, way: WayMarks | None) -> "PaperShift":
    from documents.plan_paper import PaperShift, PaperStop

    labels = workspace.reference.agencies
    stops = tuple(
        PaperStop(
            establishment=drawn[s.establishment_id], order=s.order, arrival_s=s.arrival_s, start_s=s.start_s,
            leave_s=s.leave_s, agencies=tuple(labels.get(a, a) for a in s.agencies),
        )
        for s in shift.stops
    )  # fmt: skip
    marks: dict[str, Any] = (
        {"has_ferry": way.has_ferry, "track_m": way.track_m or 0, "border_m": way.border_m or 0} if way else {}
    )
    return PaperShift(
        shift=shift.shift, team_name=shift.team_name, date=shift.date, departure_s=shift.departure_s,
        return_s=shift.return_s, travel_s=shift.travel_s, distance_m=shift.distance_m, base_name=shift.base_name,
        stops=stops, **marks,
    )  # fmt: skip
