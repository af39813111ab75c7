"""The planner's map of a round: the way of every shift in the colour of its team, its stops by number. Sealed."""

from collections.abc import Sequence
from dataclasses import dataclass

from documents.formatting import day_text
from documents.gis_layers import GisPlace, GisRoute
from documents.place_map import Mark, PlaceMap, place_map_html
from documents.qgis_style import TEAMS
from domain.units import clock_text
from domain.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundStop:
    """Hold one stop of a shift; seconds after midnight of its date."""

    place: GisPlace
    order: int
    start_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundShift:
    """Hold one shift with its way and its stops."""

    route: GisRoute
    stops: tuple[RoundStop, ...]


def round_map_html(shifts: Sequence[RoundShift], *, title: str, communes: str, is_schematic: bool, words: Words) -> str:
    """Return the map as one HTML file, for the planner alone; same values, same bytes."""
    teams = sorted({shift.route.team for shift in shifts})
    colours = {team: TEAMS[at % len(TEAMS)] for at, team in enumerate(teams)}
    ordered = sorted(shifts, key=lambda shift: (shift.route.date, shift.route.shift))
    ways = [
        Mark(points=shift.route.line, colour=colours[shift.route.team], title=shift.route.team,
             lines=(day_text(shift.route.date),))
        for shift in ordered
        if len(shift.route.line) > 1
    ]  # fmt: skip
    stops = [
        Mark(
            points=((stop.place.lon, stop.place.lat),), colour=colours[shift.route.team], title=stop.place.name,
            lines=(
                words.say("place_map.stop", order=stop.order, team=shift.route.team, day=day_text(shift.route.date),
                          at=clock_text(stop.start_s)),
                stop.place.type_label, stop.place.address,
            ),
            sign=str(stop.order),
        )
        for shift in ordered
        for stop in shift.stops
    ]  # fmt: skip
    drawn = PlaceMap(
        title=words.say("place_map.round_title", title=title), subtitle=words.say("place_map.round_subtitle"),
        communes=communes, marks=[*ways, *stops], legend=[(colour, team) for team, colour in colours.items()],
        is_schematic=is_schematic,
    )  # fmt: skip
    return place_map_html(drawn, words=words)
