"""The office itself: its area, its clock, its words for types and agencies."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from domain.accounts import Actor
from domain.errors import ConflictError, InputError
from domain.establishments import BusinessType
from domain.places import Commune, CommuneKey, Hamlet, Office, Succession
from domain.rounds import SamplingRule
from domain.shift_calendar import pattern_of
from domain.teams import Shift, Team
from domain.units import required_count
from register.fold import fold
from store import offices, places, teams
from store.establishments import read_establishments
from workflow.permissions import EVERYONE, PLANNER, log_in, need
from workflow.reference import Reference
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
        places.save_landmarks(connection, ())
        teams.save_teams(connection, teams_)
        teams.save_shifts(connection, shifts)
        teams.save_weekly(connection, pattern_of(shifts))
        log_in(connection, actor, action="office.create", target=office.id)


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
        log_in(connection, actor, action="clock.move", target=aware.isoformat())


def read_communes(workspace: Workspace, actor: Actor) -> tuple[CommuneView, ...]:
    """Return the communes in force with what is registered and needed in each."""
    need(workspace, actor, *PLANNER, action="communes.read")
    office = office_of(workspace)
    with workspace.store.read() as connection:
        known = {commune.key: commune for commune in places.read_communes(connection)}
        successions = places.read_successions(connection)
        rule = offices.read_rule(connection) or workspace.reference.rule
        counts = Counter(e.commune_now for e in read_establishments(connection) if e.is_in_scope)
    return commune_views(office, known, successions, counts, floor_bp=rule.commune_floor_bp)


def commune_views(
    office: Office,
    known: Mapping[CommuneKey, Commune],
    successions: Sequence[Succession],
    counts: Mapping[CommuneKey | None, int],
    *,
    floor_bp: int,
) -> tuple[CommuneView, ...]:
    """Return the communes in force with what is registered, by these counts, and needed in each (basis points)."""
    views = []
    for key in office.communes:
        registered = counts.get(key, 0)
        former = tuple(known[s.old].name for s in successions if s.new == key and s.old in known)
        need_here = required_count(registered, floor_bp)
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
    return {kind.code: kind.label for kind in types_of(workspace)}


def agency_labels(workspace: Workspace) -> Mapping[str, str]:
    """Return the label of each agency by its code."""
    return workspace.reference.agencies


def types_of(workspace: Workspace) -> tuple[BusinessType, ...]:
    """Return the office's own types where it has set any, else those of the installation."""
    with workspace.store.read() as connection:
        return offices.read_types(connection) or workspace.reference.types


def places_of(workspace: Workspace) -> Reference:
    """Return the reference with the vintages, communes and successions of the office, once one is set up."""
    with workspace.store.read() as connection:
        communes = places.read_communes(connection)
        vintages, successions = places.read_vintages(connection), places.read_successions(connection)
    if not communes:
        return workspace.reference
    return replace(workspace.reference, vintages=vintages, communes=communes, successions=successions)


def reference_of(workspace: Workspace) -> Reference:
    """Return the reference as the office has it: its own types and places in the place of the installation's."""
    return replace(places_of(workspace), types=types_of(workspace))


def remember_alias(workspace: Workspace, actor: Actor, *, type_code: str, alias: str) -> None:
    """Keep that a wording means a type; the same one twice changes nothing.

    Raises
    ------
    InputError
        ``office.type_unknown``; ``office.alias_taken`` where it means another type already.
    """
    need(workspace, actor, *PLANNER, action="types.alias", target=type_code)
    wording = " ".join(alias.split())
    with workspace.store.write() as connection:
        types = offices.read_types(connection) or workspace.reference.types
        offices.save_types(connection, with_alias(types, type_code=type_code, alias=wording))
        log_in(connection, actor, action="types.alias", target=type_code)


def with_alias(types: Sequence[BusinessType], *, type_code: str, alias: str) -> tuple[BusinessType, ...]:
    """Return the types with one more wording for one of them."""
    owner = {fold(wording): kind.code for kind in types for wording in (kind.label, *kind.aliases)}
    if type_code not in {kind.code for kind in types}:
        raise InputError("office.type_unknown", value=type_code, known=", ".join(kind.code for kind in types))
    taken = owner.get(fold(alias))
    if taken not in (None, type_code):
        raise InputError("office.alias_taken", value=alias, type=type_code, other=taken or "")
    if taken or not fold(alias):
        return tuple(types)
    return tuple(replace(k, aliases=(*k.aliases, alias)) if k.code == type_code else k for k in types)
