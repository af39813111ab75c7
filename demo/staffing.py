"""The demo's office, teams and two weeks of shifts."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta, timezone

from demo.names import DemoNames, TeamParts
from domain.places import Base, Commune, Office
from domain.teams import Break, Shift, Team, TeamLevel

EVENING_S = (18 * 3600 + 1800, 23 * 3600)
DAY_S = (8 * 3600, 16 * 3600 + 1800)
LUNCH = Break(earliest_s=11 * 3600 + 1800, latest_s=12 * 3600 + 900, duration_s=45 * 60)
"""Starts at 11:30 or later and ends by 13:00."""
MAX_DUTY_S = 8 * 3600
MAX_STOPS = 6
WEEKS = 2
MONDAY = 0
LOCAL = timezone(timedelta(hours=7))


def make_office(names: DemoNames, communes: Sequence[Commune], *, vintage: str, as_of: date) -> Office:
    """Return the office; its bases stand at the centres of their communes, its clock at 08:00 of the day."""
    by_name = {commune.name: commune for commune in communes}
    bases = tuple(
        Base(id=base.id, name=base.name, lon=by_name[base.commune].centre_lon, lat=by_name[base.commune].centre_lat)
        for base in names.bases
    )
    return Office(
        id=names.office.id,
        name=names.office.name,
        superior=names.office.superior,
        place=names.office.place,
        vintage=vintage,
        communes=tuple(sorted(commune.key for commune in communes)),
        bases=bases,
        demo_at=datetime.combine(as_of, time(8), LOCAL),
        is_schematic=True,
    )


def make_teams(names: DemoNames, communes: Sequence[Commune]) -> tuple[Team, ...]:
    """Return the teams of the area and those of a commune."""
    by_name = {commune.name: commune for commune in communes}
    return tuple(_team(parts, by_name) for parts in names.teams)


def _team(parts: TeamParts, by_name: Mapping[str, Commune]) -> Team:
    return Team(
        id=parts.id,
        name=parts.name,
        level=TeamLevel.COMMUNE if parts.commune else TeamLevel.AREA,
        base=parts.base,
        agencies=parts.agencies,
        territory=(by_name[parts.commune].key,) if parts.commune else (),
    )


def make_shifts(names: DemoNames, as_of: date) -> tuple[Shift, ...]:
    """Return the shifts of the two weeks that start on the Monday after the day, by date and team."""
    monday = as_of + timedelta(days=7 - (as_of.weekday() - MONDAY) % 7)
    shifts = []
    for day in (monday + timedelta(days=n) for n in range(7 * WEEKS)):
        for team in names.teams:
            if day.weekday() in team.days:
                shifts.append(_shift(team, day, is_evening=False))
            if day.weekday() in team.evenings:
                shifts.append(_shift(team, day, is_evening=True))
    return tuple(shifts)


def _shift(team: TeamParts, day: date, *, is_evening: bool) -> Shift:
    start_s, end_s = EVENING_S if is_evening else DAY_S
    return Shift(
        # T for tối (evening), N for ngày (day).
        id=f"{team.id}-{day.isoformat()}-{'T' if is_evening else 'N'}",
        team=team.id,
        date=day,
        start_s=start_s,
        end_s=end_s,
        start_location=team.base,
        end_location=team.base,
        max_duty_s=min(MAX_DUTY_S, end_s - start_s),
        pause=None if is_evening else LUNCH,
        agencies=team.agencies,
        max_stops=MAX_STOPS,
    )
