"""What a team reads in the field: its revealed shifts, as rows of text ready for the template."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from domain.units import clock_text
from domain.words import Words
from field.shell import Parts
from workflow.plan_views import ShiftView, StopView, TeamView

ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StopRow:
    """Hold one stop in words; ``point`` is "lat,lon" in degrees, the order that map programs read."""

    order: int
    name: str
    type: str
    place: str
    visit: str
    agencies: str
    point: str
    is_exact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftRow:
    """Hold one shift in words."""

    id: str
    title: str
    route: str
    estimate: str
    pause: str
    stops: tuple[StopRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Hold what the office calls its types and agencies, by code."""

    types: Mapping[str, str]
    agencies: Mapping[str, str]


def field_html(view: TeamView, *, labels: Labels, words: Words, time_zone: str, is_demo: bool, parts: Parts) -> str:
    """Return the page of a team without any script: every revealed shift, and when the next one opens.

    Where scripts run, they put the working page in its place.
    """
    return ENVIRONMENT.get_template("field.html").render(
        say=words.say,
        language=words.language,
        team=view.team_name,
        shifts=[shift_row(shift, labels=labels, words=words) for shift in view.shifts],
        opens=opens_text(view.next_reveal_at, words=words, time_zone=time_zone),
        is_demo=is_demo,
        parts=parts,
    )


def shell_html(*, words: Words, parts: Parts) -> str:
    """Return the page without anybody's data, which the service worker keeps for the hours without signal."""
    return ENVIRONMENT.get_template("shell.html").render(say=words.say, language=words.language, parts=parts)


def shift_row(shift: ShiftView, *, labels: Labels, words: Words) -> ShiftRow:
    """Return a shift as the page tells it; hours past midnight go on (25:30)."""
    return ShiftRow(
        id=shift.shift,
        title=words.say("field.shift", day=f"{shift.date:%d/%m/%Y}", weekday=_weekday(shift, words)),
        route=words.say(
            "field.route",
            base=shift.base_name,
            departure=clock_text(shift.departure_s),
            back=clock_text(shift.return_s),
            stops=len(shift.stops),
        ),
        estimate=words.say("field.estimate") if shift.travel_source == "estimate" else "",
        pause="" if shift.break_start_s is None else words.say("field.break", at=clock_text(shift.break_start_s)),
        stops=tuple(_stop_row(stop, labels=labels, words=words) for stop in shift.stops),
    )


def _stop_row(stop: StopView, *, labels: Labels, words: Words) -> StopRow:
    is_new = stop.commune_former in ("", stop.commune)
    former = "" if is_new else words.say("field.former", commune=stop.commune_former)
    return StopRow(
        order=stop.order,
        name=stop.name,
        type=labels.types.get(stop.type, stop.type),
        place=", ".join(part for part in (stop.address, stop.commune, former) if part),
        visit=words.say("field.visit", start=clock_text(stop.start_s), leave=clock_text(stop.leave_s)),
        agencies=", ".join(labels.agencies.get(code, code) for code in stop.agencies),
        point=f"{stop.lat:.6f},{stop.lon:.6f}",
        is_exact=stop.quality in ("A", "B"),
    )


def _weekday(shift: ShiftView, words: Words) -> str:
    return words.say(f"field.weekday_{shift.date.isoweekday()}")


def opens_text(at: datetime | None, *, words: Words, time_zone: str) -> str:
    """Return when the next shift opens, in words."""
    if at is None:
        return words.say("field.nothing_next")
    local = at.astimezone(ZoneInfo(time_zone))
    return words.say("field.opens", day=f"{local:%d/%m/%Y}", time=f"{local:%H:%M}")
