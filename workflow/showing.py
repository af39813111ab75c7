"""A plan as each role may see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from domain.accounts import AccountRole, Actor
from domain.errors import ConflictError, NotAllowedError
from domain.establishments import Establishment
from domain.places import Commune, CommuneKey
from domain.plans import Plan
from domain.rounds import Sample
from domain.routing import CurrentPlan, Route, Stop
from domain.sheets import commune_of_stop
from domain.teams import Shift
from domain.units import required_count
from domain.visits import StopKind
from domain.words import Words
from planner.risk import score_points
from store import establishments, inspections, places, plan_steps, plans, rounds, teams
from workflow.offices import office_of, read_now, types_of
from workflow.permissions import PLANNER, log, need
from workflow.plan_keeping import points_of
from workflow.plan_views import MovedStop, PlanView, ShiftView, StopView, TeamView, WhyView
from workflow.rounds import round_of
from workflow.sheet_access import note_look, sealed_plans
from workflow.travelling import read_far
from workflow.workspace import Workspace

NO_STOP = Stop(visit="", arrival_s=0, wait_s=0, start_s=0, leave_s=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """Hold what a stop's words are put together from."""

    establishments: Mapping[str, Establishment]
    communes: Mapping[CommuneKey, Commune]
    agencies: Mapping[str, tuple[str, ...]]
    sample: Sample | None
    """None where role and reason must not be shown."""
    words: Words


def read_plan(workspace: Workspace, actor: Actor, *, round_id: str | None = None) -> PlanView | None:
    """Return the newest plan of a round (the latest round for None), None where there is none."""
    need(workspace, actor, *PLANNER, action="plan.read", target=round_id or "")
    with workspace.store.read() as connection:
        if not rounds.list_rounds(connection):
            return None
    found = round_of(workspace, round_id)
    with workspace.store.read() as connection:
        plan = plans.read_plan(connection, found.id)
        sample = rounds.read_sample(connection, found.id)
        frame = rounds.read_frame(connection, found.id)
    if plan is None or sample is None or frame is None:
        return None
    registered = frame[0].count("\n") - 1
    pieces = pieces_of(workspace, plan, sample)
    shifts = shift_views(workspace, plan, pieces)
    reached = {stop.commune for shift in shifts for stop in shift.stops}
    return PlanView(
        round=found, version=plan.version, registered=registered,
        required=required_count(registered, found.rule.rate_bp), selected=sample.size, must=len(sample.must),
        risk=len(sample.risk), lottery=len(sample.lottery), shifts_used=sum(bool(s.stops) for s in shifts),
        rules_broken=len(plan.verdict.broken), travel_source=plan.problem.matrix.source,
        communes_reached=len(reached), communes_all=len(office_of(workspace).communes), shifts=shifts,
        unassigned=plan.solution.unassigned, names={e.id: e.name for e in pieces.establishments.values()},
        made_at=plan.made_at, sealed_at=plan.sealed_at, far=read_far(workspace, round_id=found.id),
        **_worked(workspace, plan),
    )  # fmt: skip


def shown(workspace: Workspace, actor: Actor, round_id: str) -> PlanView:
    """Return the plan in force as the planner sees it, after a change was kept."""
    view = read_plan(workspace, actor, round_id=round_id)
    if view is None:
        raise ConflictError("plan.not_drawn")
    return view


def _worked(workspace: Workspace, plan: Plan) -> dict[str, Any]:
    """Return the fields of a PlanView that tell how the plan was worked on, and what is left to work with."""
    with workspace.store.read() as connection:
        head = plan_steps.read_head(connection, plan.round_id)
        steps = {step.version: step for step in plan_steps.read_steps(connection, plan.round_id)}
    step, is_draft = steps.get(plan.version), plan.sealed_at is None
    current = plan.problem.current or CurrentPlan()
    now = {stop.visit: route.shift for route in plan.solution.routes for stop in route.stops}
    was = [(visit, shift) for shift, order in current.routes for visit in order]
    spare = [one for one in plan.problem.shifts if one.id not in {*now.values(), *current.lost_shifts}]
    return {
        "locked": dict(current.locked),
        "can_undo": is_draft and step is not None and step.parent is not None,
        "can_redo": is_draft and head is not None and bool(head.redo),
        "moved": tuple(MovedStop(visit, shift, now.get(visit, "")) for visit, shift in was if now.get(visit) != shift),
        "moved_price": plan.problem.weights.moved,
        "spare_shifts": tuple(sorted(spare, key=lambda one: (one.date, one.team, one.start_s))),
        "lost_shifts": current.lost_shifts,
    }


def pieces_of(workspace: Workspace, plan: Plan | None, sample: Sample | None) -> Pieces:
    """Return what the stops of a plan are worded from, or a drawn list that has no plan yet."""
    with workspace.store.read() as connection:
        known = {e.id: e for e in establishments.read_establishments(connection)}
        communes = {c.key: c for c in places.read_communes(connection)}
    agencies = {v.id: v.agencies for v in plan.problem.visits} if plan else {}
    return Pieces(
        establishments=known, communes=communes, agencies=agencies, sample=sample, words=workspace.reference.words
    )


def shift_views(workspace: Workspace, plan: Plan, pieces: Pieces) -> tuple[ShiftView, ...]:
    """Return every used shift of a plan, by date and team."""
    with workspace.store.read() as connection:
        lines = plans.read_lines(connection, plan.round_id, plan.version)
        names = {team.id: team.name for team in teams.read_teams(connection)}
    bases = {base.id: base for base in office_of(workspace).bases}
    shifts = {shift.id: shift for shift in plan.problem.shifts}
    reveal = dict(plan.reveal_at)
    views = []
    for route in plan.solution.routes:
        shift = shifts[route.shift]
        base = bases[shift.start_location]
        stops = tuple(stop_view(stop, order, pieces) for order, stop in enumerate(route.stops, start=1))
        views.append(
            ShiftView(
                shift=shift.id,
                team=shift.team,
                team_name=names.get(shift.team, shift.team),
                date=shift.date,
                start_s=shift.start_s,
                end_s=shift.end_s,
                departure_s=route.departure_s,
                return_s=route.return_s,
                travel_s=route.travel_s,
                distance_m=distance_of(plan, route, shift),
                break_start_s=route.break_start_s,
                base_name=base.name,
                base_lon=base.lon,
                base_lat=base.lat,
                agencies=shift.agencies,
                stops=stops,
                line=_line(plan, route, lines),
                revealed_at=reveal.get(shift.id),
                travel_source=plan.problem.matrix.source,
            )
        )
    return tuple(sorted(views, key=lambda v: (v.date, v.team, v.start_s)))


def _line(plan: Plan, route: Route, lines: Mapping[str, plans.Line]) -> plans.Line:
    """Return the way of a route; to a commune's committee, put in after the plan was made, it is straight."""
    order = [stop.visit for stop in route.stops]
    if any(commune_of_stop(visit) for visit in order):
        return points_of(plan.problem, route.shift, order)
    return tuple(lines.get(route.shift, ()))


def distance_of(plan: Plan, route: Route, shift: Shift) -> int | None:
    """Return the metres of a route, None where the travel source knows no distance."""
    point = {location.id: n for n, location in enumerate(plan.problem.locations)}
    place = {visit.id: visit.location for visit in plan.problem.visits}
    way = [shift.start_location, *(place[stop.visit] for stop in route.stops), shift.end_location]
    parts = [plan.problem.matrix.distance_m(point[a], point[b]) for a, b in pairwise(way)]
    return None if any(part is None for part in parts) else sum(part for part in parts if part is not None)


def stop_view(stop: Stop, order: int, pieces: Pieces) -> StopView:
    """Return a stop in full; role and reason only where the sample may be shown."""
    supervised = commune_of_stop(stop.visit)
    if supervised is not None:
        return _committee_view(stop, order, supervised, pieces)
    e = pieces.establishments[stop.visit]
    row = next((r for r in pieces.sample.rows if r.establishment_id == e.id), None) if pieces.sample else None
    if e.position is None:
        raise ValueError("a planned establishment has a position")
    return StopView(
        establishment_id=e.id, order=order, name=e.name, type=e.type or "", address=e.address_raw or e.hamlet,
        commune=commune_text(e.commune_now, pieces), commune_former=commune_text(e.commune_reported, pieces),
        lon=e.position.lon, lat=e.position.lat, quality=e.position.quality, arrival_s=stop.arrival_s,
        start_s=stop.start_s, leave_s=stop.leave_s, agencies=pieces.agencies.get(e.id, ()),
        role=row.role if row else None, reason=row.reason if row else None,
    )  # fmt: skip


def _committee_view(stop: Stop, order: int, key: CommuneKey, pieces: Pieces) -> StopView:
    """Return a stop at a commune's People's Committee: of where it is, only the commune's centre is known."""
    commune, name = pieces.communes[key], commune_text(key, pieces)
    return StopView(
        establishment_id=stop.visit, order=order, name=pieces.words.say("sheet_list.committee", commune=name),
        type=StopKind.COMMUNE_SUPERVISION.value, address="", commune=name, commune_former="", lon=commune.centre_lon,
        lat=commune.centre_lat, quality="D", arrival_s=stop.arrival_s, start_s=stop.start_s, leave_s=stop.leave_s,
        agencies=(),
    )  # fmt: skip


def commune_text(key: CommuneKey | None, pieces: Pieces) -> str:
    """Return a commune's kind and name, empty for none."""
    commune = pieces.communes.get(key) if key else None
    return f"{commune.kind} {commune.name}" if commune else ""


def explain(workspace: Workspace, actor: Actor, *, round_id: str, establishment: str) -> WhyView:
    """Return why an establishment is in the sample of a round or not; the look is logged."""
    need(workspace, actor, *PLANNER, action="sample.explain", target=establishment)
    found = round_of(workspace, round_id)
    with workspace.store.read() as connection:
        sample = rounds.read_sample(connection, found.id)
        known = {e.id: e for e in establishments.read_establishments(connection)}
        done = [i for i in inspections.read_inspections(connection) if i.establishment_id == establishment]
        heard = [c for c in inspections.read_complaints(connection) if c.establishment_id == establishment]
    row = next((r for r in sample.rows if r.establishment_id == establishment), None) if sample else None
    if row is None or establishment not in known:
        raise ConflictError("sample.unknown", establishment=establishment)
    e = known[establishment]
    base = {kind.code: kind.points for kind in types_of(workspace)}.get(e.type or "", 0)
    points = score_points(
        e, type_points=base, inspections=done, complaints=heard, card=workspace.reference.card, on=found.starts_on
    )
    log(workspace, actor, action="sample.explain", target=establishment)
    return WhyView(
        establishment_id=e.id, name=e.name, role=row.role, reason=row.reason,
        chance_numerator=row.chance.numerator, chance_denominator=row.chance.denominator,
        points=tuple((p.code, p.points) for p in points), inspections=tuple(done),
    )  # fmt: skip


def team_shifts(workspace: Workspace, actor: Actor) -> TeamView:
    """Return a team's own revealed shifts of sealed plans, and when its next one opens.

    Each shift that is seen is written down once a day, as for its sheet.
    """
    need(workspace, actor, AccountRole.TEAM, action="team.shifts")
    if actor.team is None:
        raise NotAllowedError("access.no_team")
    now = read_now(workspace)
    with workspace.store.read() as connection:
        names = {team.id: team.name for team in teams.read_teams(connection)}
    views: list[ShiftView] = []
    waiting: list[datetime] = []
    for sealed in sealed_plans(workspace, actor):
        for view in shift_views(workspace, sealed.plan, pieces_of(workspace, sealed.plan, None)):
            if view.team != actor.team or not view.stops or view.revealed_at is None:
                continue
            if view.revealed_at <= now:
                views.append(view)
                note_look(workspace, actor, sealed.sheet(view.shift))
            else:
                waiting.append(view.revealed_at)
    return TeamView(
        team=actor.team, team_name=names.get(actor.team, actor.team), shifts=tuple(views),
        next_reveal_at=min(waiting, default=None),
    )  # fmt: skip
