"""The office itself: its area, its clock, its words for types and agencies."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from domain.accounts import Actor
from domain.errors import ConflictError
from domain.places import Hamlet, Office
from domain.rounds import SamplingRule
from domain.teams import Shift, Team
from domain.units import required_count
from store import offices, places, teams
from store.establishments import read_establishments
from workflow.permissions import EVERYONE, PLANNER, log, need
from workflow.views import CommuneView
from workflow.workspace import Workspace


def create_office(
    workspace: Workspace,
    actor: Actor,
    *,
    office: Office,
    hamlets: Sequence[Hamlet] = (),
    teams_: Sequence[Team] = (),
    shifts: Sequence[Shift] = (),
    rule: SamplingRule | None = None,
) -> None:
    """Set the office up, replacing what was set up before."""
    need(workspace, actor, *PLANNER, action="office.create", target=office.id)
    reference = workspace.reference
    with workspace.store.write() as connection:
        offices.save_office(connection, office)
        offices.save_rule(connection, rule or reference.rule)
        places.save_vintages(connection, reference.vintages)
        places.save_communes(connection, reference.communes)
        places.save_successions(connection, reference.successions)
        places.save_hamlets(connection, hamlets)
        teams.save_teams(connection, teams_)
        teams.save_shifts(connection, shifts)
    log(workspace, actor, action="office.create", target=office.id)


def office_of(workspace: Workspace) -> Office:
    """Return the office for a step that has already authorised.

    Raises
    ------
    ConflictError
        ``office.none`` before an office was set up.
    """
    with workspace.store.read() as connection:
        office = offices.read_office(connection)
    if office is None:
        raise ConflictError("office.none")
    return office


def read_office(workspace: Workspace, actor: Actor) -> Office:
    """Return the office; every role may know it."""
    need(workspace, actor, *EVERYONE, action="office.read")
    return office_of(workspace)


def read_now(workspace: Workspace) -> datetime:
    """Return the office's time: the demo's own clock, else the real one in its zone."""
    with workspace.store.read() as connection:
        office = offices.read_office(connection)
    zone = ZoneInfo(office.time_zone if office else "Asia/Ho_Chi_Minh")
    moment = office.demo_at if office and office.demo_at else datetime.now(UTC)
    return moment.astimezone(zone)


def move_clock(workspace: Workspace, actor: Actor, *, at: datetime) -> None:
    """Move the demo's own clock; a real office has none to move."""
    need(workspace, actor, *PLANNER, action="clock.move")
    office = office_of(workspace)
    if office.demo_at is None:
        raise ConflictError("clock.real")
    aware = at if at.tzinfo else at.replace(tzinfo=ZoneInfo(office.time_zone))
    with workspace.store.write() as connection:
        offices.save_office(connection, replace(office, demo_at=aware))
    log(workspace, actor, action="clock.move", target=aware.isoformat())


def read_communes(workspace: Workspace, actor: Actor) -> tuple[CommuneView, ...]:
    """Return the communes in force with what is registered and needed in each."""
    need(workspace, actor, *PLANNER, action="communes.read")
    office = office_of(workspace)
    with workspace.store.read() as connection:
        known = {commune.key: commune for commune in places.read_communes(connection)}
        successions = places.read_successions(connection)
        rule = offices.read_rule(connection) or workspace.reference.rule
        in_scope = [e for e in read_establishments(connection) if e.is_in_scope]
    views = []
    for key in office.communes:
        registered = sum(e.commune_now == key for e in in_scope)
        former = tuple(known[s.old].name for s in successions if s.new == key and s.old in known)
        need_here = required_count(registered, rule.commune_floor_bp)
        name = f"{known[key].kind} {known[key].name}"
        views.append(CommuneView(code=key.code, name=name, former_names=former, registered=registered, need=need_here))
    return tuple(views)


def commune_names(workspace: Workspace) -> dict[str, str]:
    """Return the name of each commune in force by its code."""
    office = office_of(workspace)
    with workspace.store.read() as connection:
        known = {commune.key: commune for commune in places.read_communes(connection)}
    return {key.code: f"{known[key].kind} {known[key].name}" for key in office.communes}


def read_types(workspace: Workspace) -> Mapping[str, str]:
    """Return the label of each type by its code."""
    return {kind.code: kind.label for kind in workspace.reference.types}


def agency_labels(workspace: Workspace) -> Mapping[str, str]:
    """Return the label of each agency by its code."""
    return workspace.reference.agencies
