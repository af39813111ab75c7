"""Setting an office up: from one file, or part by part from its page."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from domain.accounts import Actor
from domain.errors import ConflictError, InputError
from domain.establishments import BusinessType
from domain.places import Base, Office
from domain.rounds import SamplingRule
from domain.shift_calendar import WeeklyShift
from domain.teams import Holiday, Team
from store import offices, places, teams
from store.establishments import read_establishments
from workflow.meanwhile import UNSEEN, Unseen, expect_seen, hold
from workflow.office_checks import check_teams, check_types, check_weekly
from workflow.office_file import OfficeSetup, read_office_file
from workflow.offices import office_of, types_of
from workflow.permissions import PLANNER, log_in, need
from workflow.places import load_boundaries
from workflow.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitView:
    """Hold one unit of the office with what it was called before and what became of it."""

    code: str
    name: str
    former_names: tuple[str, ...]
    later_names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeView:
    """Hold everything that an office has set up."""

    office: Office
    legal_act: str
    units: tuple[UnitView, ...]
    rule: SamplingRule
    types: tuple[BusinessType, ...]
    teams: tuple[Team, ...]
    weekly: tuple[WeeklyShift, ...]
    own_holidays: tuple[Holiday, ...]


def set_up_office(workspace: Workspace, actor: Actor, *, path: Path, is_replacing: bool = False) -> Office:
    """Set an office up from its file; the whole file is read and checked before anything is kept.

    Raises
    ------
    ConflictError
        ``office.exists`` where there is one and it is not to be replaced;
        ``office.has_register`` where its establishments would lose their communes.
    InputError
        What workflow.office_file refuses.
    """
    need(workspace, actor, *PLANNER, action="office.set_up", target=path.name)
    _refuse_present(workspace, is_replacing=is_replacing)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("file.unreadable", file=path.name) from error
    setup = read_office_file(text, workspace.reference, home=path.parent, now=datetime.now(UTC))
    return keep_setup(workspace, actor, setup)


def keep_setup(workspace: Workspace, actor: Actor, setup: OfficeSetup) -> Office:
    """Keep a checked setup in one transaction, then the boundary files that it names."""
    need(workspace, actor, *PLANNER, action="office.set_up", target=setup.office.id)
    with workspace.store.write() as connection:
        offices.save_office(connection, setup.office)
        offices.save_rule(connection, setup.rule)
        offices.save_types(connection, setup.types)
        places.save_vintages(connection, setup.area.vintages)
        places.save_communes(connection, setup.area.communes)
        places.save_successions(connection, setup.area.successions)
        places.save_hamlets(connection, setup.hamlets)
        places.save_landmarks(connection, setup.landmarks)
        teams.save_teams(connection, setup.teams)
        teams.save_weekly(connection, setup.weekly)
        teams.save_holidays(connection, setup.holidays)
        teams.save_shifts(connection, ())
        log_in(connection, actor, action="office.set_up", target=setup.office.id)
    for vintage, path in setup.area.boundaries.items():
        load_boundaries(workspace, actor, path=path, vintage=vintage)
    return setup.office


def read_setup(workspace: Workspace, actor: Actor) -> OfficeView:
    """Return everything that the office has set up."""
    need(workspace, actor, *PLANNER, action="office.setup")
    office = office_of(workspace)
    with workspace.store.read() as connection:
        known = {c.key: f"{c.kind} {c.name}" for c in places.read_communes(connection)}
        successions, vintages = places.read_successions(connection), places.read_vintages(connection)
        rule = offices.read_rule(connection) or workspace.reference.rule
        crews, weekly = teams.read_teams(connection), teams.read_weekly(connection)
        holidays = teams.read_holidays(connection)
    units = tuple(
        UnitView(
            code=key.code,
            name=known.get(key, key.code),
            former_names=tuple(known[s.old] for s in successions if s.new == key and s.old in known),
            later_names=tuple(known[s.new] for s in successions if s.old == key and s.new in known),
        )
        for key in office.communes
    )
    act = next((v.legal_act for v in vintages if v.id == office.vintage), "")
    return OfficeView(
        office=office, legal_act=act, units=units, rule=rule, types=types_of(workspace), teams=crews, weekly=weekly,
        own_holidays=holidays,
    )  # fmt: skip


def save_letterhead(
    workspace: Workspace,
    actor: Actor,
    *,
    name: str,
    superior: str,
    place: str,
    seen: tuple[str, str, str] | Unseen = UNSEEN,
) -> None:
    """Keep how the office signs.

    Parameters
    ----------
    seen
        Name, superior and place as the page showed them; here and in every ``seen`` of this module
        what the part was when whoever writes looked at it.

    Raises
    ------
    ConflictError
        ``changed.meanwhile`` where it is something else by now; so in every function with ``seen``.
    InputError
        ``office.letterhead`` for an empty line.
    """
    need(workspace, actor, *PLANNER, action="office.letterhead")
    for field, value in (("name", name), ("superior", superior), ("place", place)):
        if not value.strip():
            raise InputError("office.letterhead", field=workspace.screen_words.say(f"office.{field}"))
    with workspace.store.write() as connection:
        office = _held(connection)
        kept = (office.name, office.superior, office.place)
        expect_seen(workspace, connection, seen=seen, kept=kept, part="letterhead")
        changed = replace(office, name=name.strip(), superior=superior.strip(), place=place.strip())
        offices.save_office(connection, changed)
        log_in(connection, actor, action="office.letterhead")


def save_bases(
    workspace: Workspace, actor: Actor, *, bases: Iterable[Base], seen: tuple[Base, ...] | Unseen = UNSEEN
) -> None:
    """Keep where shifts start and end; a base that a team leaves from must stay.

    Raises
    ------
    InputError
        ``office.base``, ``office.base_used``.
    """
    need(workspace, actor, *PLANNER, action="office.bases")
    kept = tuple(bases)
    ids = [base.id for base in kept]
    for base in kept:
        is_on_earth = -180 <= base.lon <= 180 and -90 <= base.lat <= 90
        if not base.id or not base.name.strip() or not is_on_earth or ids.count(base.id) > 1:
            raise InputError("office.base", value=base.name or base.id)
    with workspace.store.write() as connection:
        office = _held(connection)
        expect_seen(workspace, connection, seen=seen, kept=office.bases, part="bases")
        used = {team.base: team.name for team in teams.read_teams(connection)}
        for base_id, team in used.items():
            if base_id not in ids:
                raise InputError("office.base_used", value=base_id, team=team)
        offices.save_office(connection, replace(office, bases=kept))
        log_in(connection, actor, action="office.bases")


def save_rule(workspace: Workspace, actor: Actor, *, rule: SamplingRule, seen: SamplingRule | Unseen = UNSEEN) -> None:
    """Keep the rule that new rounds start from; rounds already open keep theirs."""
    need(workspace, actor, *PLANNER, action="office.rule")
    with workspace.store.write() as connection:
        hold(connection, "office")
        kept = offices.read_rule(connection) or workspace.reference.rule
        expect_seen(workspace, connection, seen=seen, kept=kept, part="rule")
        offices.save_rule(connection, rule)
        log_in(connection, actor, action="office.rule", rate_bp=rule.rate_bp)


def save_types(
    workspace: Workspace,
    actor: Actor,
    *,
    types: Iterable[BusinessType],
    seen: tuple[BusinessType, ...] | Unseen = UNSEEN,
) -> None:
    """Keep the office's types; a code that establishments have must stay.

    Raises
    ------
    InputError
        What workflow.office_checks.check_types refuses; ``office.type_used``.
    """
    need(workspace, actor, *PLANNER, action="office.types")
    kept = tuple(types)
    check_types(kept, workspace.reference.agencies)
    codes = {kind.code for kind in kept}
    with workspace.store.write() as connection:
        hold(connection, "office")
        known = offices.read_types(connection) or workspace.reference.types
        expect_seen(workspace, connection, seen=seen, kept=known, part="types")
        for establishment in read_establishments(connection):
            if establishment.type and establishment.type not in codes:
                raise InputError("office.type_used", type=establishment.type)
        offices.save_types(connection, kept)
        log_in(connection, actor, action="office.types", types=len(kept))


def save_teams(
    workspace: Workspace, actor: Actor, *, crews: Iterable[Team], seen: tuple[Team, ...] | Unseen = UNSEEN
) -> None:
    """Keep the teams; a team that shifts are planned for, or that works every week, must stay.

    Raises
    ------
    InputError
        What workflow.office_checks.check_teams refuses; ``office.team_used``.
    """
    need(workspace, actor, *PLANNER, action="office.teams")
    kept = tuple(crews)
    office = office_of(workspace)
    with workspace.store.write() as connection:
        hold(connection, "office")
        expect_seen(workspace, connection, seen=seen, kept=teams.read_teams(connection), part="teams")
        known = [commune.key for commune in places.read_communes(connection)]
        check_teams(kept, office, agencies=workspace.reference.agencies, communes=known)
        busy = {s.team for s in teams.read_calendar(connection).shifts} | {
            w.team for w in teams.read_weekly(connection)
        }
        for gone in sorted(busy - {team.id for team in kept}):
            raise InputError("office.team_used", team=gone)
        teams.save_teams(connection, kept)
        log_in(connection, actor, action="office.teams", teams=len(kept))


def save_weekly(
    workspace: Workspace,
    actor: Actor,
    *,
    pattern: Iterable[WeeklyShift],
    seen: tuple[WeeklyShift, ...] | Unseen = UNSEEN,
) -> None:
    """Keep the weekly pattern; shifts that stand in the calendar stay as they are."""
    need(workspace, actor, *PLANNER, action="office.weekly")
    kept = tuple(pattern)
    with workspace.store.write() as connection:
        hold(connection, "office")
        expect_seen(workspace, connection, seen=seen, kept=teams.read_weekly(connection), part="weekly")
        check_weekly(kept, {team.id: team for team in teams.read_teams(connection)})
        teams.save_weekly(connection, kept)
        log_in(connection, actor, action="office.weekly", shifts=len(kept))


def save_holidays(
    workspace: Workspace,
    actor: Actor,
    *,
    holidays: Iterable[Holiday],
    seen: tuple[Holiday, ...] | Unseen = UNSEEN,
) -> None:
    """Keep the office's own holidays, each with a name and once a day.

    Raises
    ------
    InputError
        ``office.holiday``.
    """
    need(workspace, actor, *PLANNER, action="office.holidays")
    kept = tuple(holidays)
    days = [holiday.on for holiday in kept]
    for holiday in kept:
        if not holiday.name.strip() or days.count(holiday.on) > 1:
            raise InputError("office.holiday", on=holiday.on.strftime("%d/%m/%Y"))
    with workspace.store.write() as connection:
        hold(connection, "office")
        expect_seen(workspace, connection, seen=seen, kept=teams.read_holidays(connection), part="holidays")
        teams.save_holidays(connection, kept)
        log_in(connection, actor, action="office.holidays", holidays=len(kept))


def _held(connection: Any) -> Office:
    """Return the office to change it, letting nobody else change it before this transaction ends."""
    hold(connection, "office")
    office = offices.read_office(connection)
    if office is None:
        raise ConflictError("office.none")
    return office


def _refuse_present(workspace: Workspace, *, is_replacing: bool) -> None:
    with workspace.store.read() as connection:
        present, has_rows = offices.read_office(connection), bool(read_establishments(connection))
    if present is not None and not is_replacing:
        raise ConflictError("office.exists", name=present.name)
    if present is not None and has_rows:
        raise ConflictError("office.has_register", name=present.name)
