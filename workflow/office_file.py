"""The office file: everything that an office is, as one TOML text (docs/formats/office.md)."""

import tomllib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from domain.errors import InputError, shown
from domain.establishments import BusinessType
from domain.places import Base, CommuneKey, Hamlet, Landmark, Office
from domain.rounds import SamplingRule
from domain.shift_calendar import WeeklyShift
from domain.teams import Break, Holiday, Team, TeamLevel
from domain.units import DAY_S
from workflow.office_area import Area, key_of, read_area
from workflow.office_checks import DEFAULT_DUTY_S, check_teams, check_types, check_weekly
from workflow.office_fields import Fields, read_hours
from workflow.office_places import read_hamlets, read_landmarks
from workflow.reference import Reference

KEYS = (
    "id", "name", "superior", "place", "time_zone", "clock_at", "vintage", "units", "vintages", "successions", "bases",
    "rule", "types", "teams", "holidays", "shift_cost_dong", "hamlets", "landmarks",
)  # fmt: skip
RULE_KEYS = (
    "rate_percent", "commune_floor_percent", "type_floor_percent", "lottery_percent", "exempt_clock",
    "cycle_first_year", "cycle_years",
)  # fmt: skip
MOST_DONG = 1_000_000_000
TYPE_KEYS = ("label", "hours", "minutes", "agencies", "points", "aliases")
TEAM_KEYS = (
    "id", "name", "level", "base", "agencies", "territory", "recused_communes", "recused_entities", "weekly",
)  # fmt: skip
WEEKLY_KEYS = ("days", "from", "until", "max_stops", "max_hours", "break")
WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeSetup:
    """Hold everything that an office file says, checked; ``types`` is empty where it changes none."""

    office: Office
    area: Area
    rule: SamplingRule
    types: tuple[BusinessType, ...] = ()
    teams: tuple[Team, ...] = ()
    weekly: tuple[WeeklyShift, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    hamlets: tuple[Hamlet, ...] = ()
    landmarks: tuple[Landmark, ...] = ()


def read_office_file(text: str, reference: Reference, *, home: Path, now: datetime) -> OfficeSetup:
    """Return what an office file says.

    Parameters
    ----------
    home
        Where boundary files named in it are looked for.
    now
        The real time; it decides which vintage is in force unless the file has a clock of its own.

    Raises
    ------
    InputError
        ``office.toml``, ``office.unknown_key``, ``office.missing_key``, and what
        the parts refuse; each names the key, the value and what would do.
    """
    try:
        fields = Fields(tomllib.loads(text.removeprefix("\ufeff")))
    except (ValueError, RecursionError) as error:
        # Besides TOMLDecodeError (a ValueError): brackets beyond any depth, and numbers of more than 4,300 digits.
        raise InputError("office.toml", detail=str(error)) from error
    return office_from(fields, reference, home=home, now=now)


def office_from(fields: Fields, reference: Reference, *, home: Path, now: datetime) -> OfficeSetup:
    """Return what the keys of an office file say, see ``read_office_file``."""
    fields.refuse_unknown(*KEYS)
    zone = _zone(fields)
    clock = _clock(fields, zone)
    area = read_area(fields, reference, home=home, on=(clock or now.astimezone(zone)).date())
    office = Office(
        id=fields.text("id"), name=fields.text("name"), superior=fields.text("superior"), place=fields.text("place"),
        vintage=area.vintage, communes=area.own, bases=_bases(fields, area), time_zone=str(zone), demo_at=clock,
        shift_cost_dong=fields.number("shift_cost_dong", 0, low=0, high=MOST_DONG),
    )  # fmt: skip
    types = _types(fields.table("types"), reference)
    teams = tuple(_team(table, area) for table in fields.tables("teams"))
    check_teams(teams, office, agencies=reference.agencies, communes=area.by_key)
    weekly = tuple(one for table in fields.tables("teams") for one in _weekly(table))
    check_weekly(weekly, {team.id: team for team in teams})
    return OfficeSetup(
        office=office, area=area, rule=_rule(fields.table("rule"), reference.rule), types=types, teams=teams,
        weekly=weekly, holidays=_holidays(fields),
        hamlets=read_hamlets(fields, vintage=area.vintage, communes=area.by_key),
        landmarks=read_landmarks(fields, vintage=area.vintage, communes=area.by_key),
    )  # fmt: skip


def _zone(fields: Fields) -> ZoneInfo:
    name = fields.text("time_zone", "Asia/Ho_Chi_Minh")
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError) as error:
        raise InputError("office.time_zone", key="time_zone", value=name) from error


def _clock(fields: Fields, zone: ZoneInfo) -> datetime | None:
    value = fields.values.get("clock_at")
    if value is not None and not isinstance(value, datetime):
        raise InputError("office.need_moment", key="clock_at", value=shown(value))
    return None if value is None else value if value.tzinfo else value.replace(tzinfo=zone)


def _bases(fields: Fields, area: Area) -> tuple[Base, ...]:
    bases: list[Base] = []
    for table in fields.tables("bases"):
        table.refuse_unknown("id", "name", "lon", "lat", "commune")
        if table.text("id") in {base.id for base in bases}:
            raise InputError("office.repeated", key=table.key("id"), value=table.text("id"))
        lon, lat = _point(table, area)
        bases.append(Base(id=table.text("id"), name=table.text("name"), lon=lon, lat=lat))
    return tuple(bases)


def _point(table: Fields, area: Area) -> tuple[float, float]:
    """Return where a base stands: its degrees, else the centre of the commune that it names."""
    if not table.has("commune"):
        return table.degrees("lon", limit=180), table.degrees("lat", limit=90)
    commune = area.by_key.get(key_of(table.text("commune"), area.vintage))
    if commune is None:
        known = ", ".join(sorted(key.code for key in area.own))
        raise InputError("office.unit_unknown", key=table.key("commune"), value=table.text("commune"), known=known)
    return commune.centre_lon, commune.centre_lat


def _rule(fields: Fields, default: SamplingRule) -> SamplingRule:
    fields.refuse_unknown(*RULE_KEYS)
    return replace(
        default,
        rate_bp=fields.percent_bp("rate_percent", default.rate_bp),
        commune_floor_bp=fields.percent_bp("commune_floor_percent", default.commune_floor_bp),
        type_floor_bp=fields.percent_bp("type_floor_percent", default.type_floor_bp),
        random_share_bp=fields.percent_bp("lottery_percent", default.random_share_bp),
        exempt_clock=fields.text("exempt_clock", default.exempt_clock),
        cycle_first_year=fields.number("cycle_first_year", default.cycle_first_year, low=2000, high=2200),
        cycle_years=fields.number("cycle_years", default.cycle_years, low=0, high=20),
    )


def _types(fields: Fields, reference: Reference) -> tuple[BusinessType, ...]:
    """Return the reference's types with what the file changes; its own types come last."""
    if not fields.values:
        return ()
    known = {kind.code: kind for kind in reference.types}
    for code in fields.values:
        known[code] = _type(fields.table(code), code, known.get(code), reference.agencies)
    types = tuple(known.values())
    check_types(types, reference.agencies)
    return types


def _type(fields: Fields, code: str, known: BusinessType | None, agencies: Collection[str]) -> BusinessType:
    fields.refuse_unknown(*TYPE_KEYS)
    if known is None:
        known = BusinessType(code=code, label=fields.text("label"), windows=(), service_s=0, agencies=(), points=0)
        for name in ("hours", "minutes"):
            if not fields.has(name):
                raise InputError("office.missing_key", key=fields.key(name))
    hours = tuple(read_hours(text, key=fields.key("hours")) for text in fields.texts("hours"))
    return replace(
        known,
        label=fields.text("label", known.label),
        windows=hours if fields.has("hours") else known.windows,
        service_s=60 * fields.number("minutes", known.service_s // 60, low=1, high=480),
        agencies=fields.texts("agencies", known=agencies) if fields.has("agencies") else known.agencies,
        points=fields.number("points", known.points, low=0, high=1000),
        aliases=tuple(dict.fromkeys((*known.aliases, *fields.texts("aliases")))),
    )


def _team(fields: Fields, area: Area) -> Team:
    fields.refuse_unknown(*TEAM_KEYS)
    level = fields.text("level", TeamLevel.AREA)
    if level not in list(TeamLevel):
        raise InputError("office.unknown_code", key=fields.key("level"), value=level, known=", ".join(TeamLevel))
    return Team(
        id=fields.text("id"), name=fields.text("name"), level=TeamLevel(level), base=fields.text("base"),
        agencies=fields.texts("agencies"), territory=_keys(fields.texts("territory"), area.vintage),
        recused_communes=_keys(fields.texts("recused_communes"), area.vintage),
        recused_entities=fields.texts("recused_entities"),
    )  # fmt: skip


def _keys(texts: Iterable[str], vintage: str) -> tuple[CommuneKey, ...]:
    return tuple(key_of(text, vintage) for text in texts)


def _weekly(team: Fields) -> Iterable[WeeklyShift]:
    for table in team.tables("weekly"):
        table.refuse_unknown(*WEEKLY_KEYS)
        start_s, end_s = table.clock_s("from"), table.clock_s("until")
        end_s += DAY_S if end_s <= start_s else 0
        longest = table.number("max_hours", DEFAULT_DUTY_S // 3600, low=1, high=16) * 3600
        days = table.texts("days", known=WEEKDAYS)
        if not days:
            raise InputError("office.missing_key", key=table.key("days"))
        for day in days:
            yield WeeklyShift(
                team=team.text("id"), weekday=WEEKDAYS.index(day), start_s=start_s, end_s=end_s,
                max_duty_s=min(longest, end_s - start_s), pause=_pause(table.table("break")),
                max_stops=table.number("max_stops", low=1, high=50) if table.has("max_stops") else None,
            )  # fmt: skip


def _pause(fields: Fields) -> Break | None:
    if not fields.values:
        return None
    fields.refuse_unknown("from", "until", "minutes")
    duration_s = 60 * fields.number("minutes", low=5, high=240)
    return Break(
        earliest_s=fields.clock_s("from"), latest_s=fields.clock_s("until") - duration_s, duration_s=duration_s
    )


def _holidays(fields: Fields) -> tuple[Holiday, ...]:
    """Return the office's own holidays by day; of two on one day the later one in the file counts."""
    found = {holiday.on: holiday for holiday in map(_holiday, fields.tables("holidays"))}
    return tuple(found[on] for on in sorted(found))


def _holiday(fields: Fields) -> Holiday:
    fields.refuse_unknown("on", "name", "source")
    on = fields.day("on")
    if on is None:
        raise InputError("office.missing_key", key=fields.key("on"))
    return Holiday(on=on, name=fields.text("name"), source=fields.text("source", ""), is_checked=True)
