"""The sheet of one team-shift as a tablet gets it (docs/formats/field.md), made anew from the plan in force."""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.accounts import Actor
from domain.plans import Plan
from domain.routing import Route
from domain.sheets import FieldSettings
from domain.teams import Shift
from domain.visits import SheetId
from workflow.field_keys import results_key
from workflow.field_settings import settings_of
from workflow.offices import office_of
from workflow.places import read_layer
from workflow.plan_views import ShiftView
from workflow.sheet_access import OpenSheet, note_look, open_sheet
from workflow.sheet_lists import alarm_of, lists_of, page_words
from workflow.sheet_reserves import Reserve, read_drawn, reserves_of
from workflow.sheet_stops import reserve_json, stop_json, stop_words
from workflow.showing import shift_views
from workflow.workspace import Workspace

SCHEMA = 1
MOST_ROADS_BYTES = 450_000
MOST_COMMUNES_BYTES = 60_000
BASE_ID = ""
"""Under which ``travel`` knows where the shift starts and ends."""


def read_sheet(workspace: Workspace, actor: Actor, *, shift: str, round_id: str | None = None) -> Mapping[str, Any]:
    """Return the SHEET.json of one shift; its team may see it from the reveal on, a planner once it is sealed.

    Its page speaks the language of whoever asks; a sheet that becomes a file has the papers' words.
    The look is written down, once on each day.

    Parameters
    ----------
    round_id
        None takes the newest round that has the shift.

    Raises
    ------
    NotAllowedError, ConflictError
        As ``workflow.sheet_access.open_sheet``.
    """
    found = open_sheet(workspace, actor, shift=shift, round_id=round_id, action="sheet.read")
    sheet = sheet_json(workspace, found)
    note_look(workspace, actor, found.id)
    return {**sheet, "words": page_words(workspace.screen_words)}


def sheet_json(workspace: Workspace, found: OpenSheet) -> Mapping[str, Any]:
    """Return the sheet of a shift, for a step that has already authorised."""
    settings = settings_of(workspace)
    drawn = read_drawn(workspace, found.plan.round_id)
    reserves: tuple[Reserve, ...] = ()
    if settings.hand_out_reserves and drawn is not None:
        reserves = reserves_of(workspace, found.plan, found.shift.id, drawn=drawn)
    route = next(one for one in found.plan.solution.routes if one.shift == found.shift.id)
    ids = [*(stop.visit for stop in route.stops), *(one.visit.id for one in reserves)]
    words = stop_words(workspace, found.plan, ids)
    view = next(one for one in shift_views(workspace, found.plan, words.pieces) if one.shift == found.shift.id)
    visits = {visit.id: visit for visit in found.plan.problem.visits}
    types = {stop.type for stop in view.stops} | {
        words.pieces.establishments[one.visit.id].type or "" for one in reserves
    }
    return {
        **_head(workspace, found.id, view, found.shift, settings),
        "stops": [stop_json(one, visits[one.establishment_id], drawn=drawn, words=words) for one in view.stops],
        "reserves": [reserve_json(one, words=words) for one in reserves],
        "travel": _travel(found.plan, found.shift, route, reserves),
        "line": [[round(lon, 5), round(lat, 5)] for lon, lat in view.line],
        "ground": _ground(workspace, view),
        **lists_of(workspace, types, on=view.date),
        "alarm": alarm_of(settings),
        "maps": settings.maps,
    }


def _head(
    workspace: Workspace, sheet: SheetId, view: ShiftView, shift: Shift, settings: FieldSettings
) -> Mapping[str, Any]:
    office = office_of(workspace)
    return {
        "schema": SCHEMA,
        "sheet": sheet.text,
        "key": results_key(workspace, sheet),
        "round": sheet.round_id,
        "shift": sheet.shift,
        "revision": sheet.revision,
        "epoch": sheet.epoch,
        "team": view.team,
        "team_name": view.team_name,
        "date": view.date.isoformat(),
        "start_s": view.start_s,
        "end_s": view.end_s,
        "departure_s": view.departure_s,
        "return_s": view.return_s,
        "break_start_s": view.break_start_s,
        "break_s": shift.pause.duration_s if shift.pause else 0,
        "is_demo": office.is_schematic,
        "travel_source": view.travel_source,
        "time_zone": office.time_zone,
        "office": {"name": office.name, "telephone": settings.telephone},
        "base": {"name": view.base_name, "lon": view.base_lon, "lat": view.base_lat},
    }


def _travel(plan: Plan, shift: Shift, route: Route, reserves: Sequence[Reserve]) -> Mapping[str, Any]:
    """Return the times among base, stops and reserves, as far as the plan's own matrix has them.

    From the base is from where the shift starts, to the base is to where it ends.
    """
    point = {location.id: n for n, location in enumerate(plan.problem.locations)}
    place = {visit.id: visit.location for visit in plan.problem.visits}
    place |= {one.visit.id: one.visit.location for one in reserves if one.visit.location in point}
    ids = [stop.visit for stop in route.stops] + [one.visit.id for one in reserves if one.visit.id in place]
    starts = [point[shift.start_location], *(point[place[id_]] for id_ in ids)]
    ends = [point[shift.end_location], *(point[place[id_]] for id_ in ids)]
    matrix = plan.problem.matrix
    rows = [[0 if i == j else matrix.duration_s(a, b) for j, b in enumerate(ends)] for i, a in enumerate(starts)]
    return {"ids": [BASE_ID, *ids], "duration_s": rows}


def _ground(workspace: Workspace, view: ShiftView) -> Mapping[str, Any]:
    from geo.clipping import communes_near, roads_near

    way = view.line or ((view.base_lon, view.base_lat), *((stop.lon, stop.lat) for stop in view.stops))
    within_m = workspace.reference.field_rules.ground_m
    communes, roads = read_layer(workspace, "communes"), read_layer(workspace, "roads")
    return {
        "communes": communes_near(communes, way, within_m=within_m, most_bytes=MOST_COMMUNES_BYTES),
        "roads": roads_near(roads, way, within_m=within_m, most_bytes=MOST_ROADS_BYTES),
    }
