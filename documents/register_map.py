"""The planner's map of one commune's register: every establishment in the colour of its type."""

from collections.abc import Sequence

from documents.gis_layers import GisPlace
from documents.place_map import Mark, PlaceMap, place_map_html
from documents.qgis_style import TEAMS
from domain.words import Words


def register_map_html(
    places: Sequence[GisPlace], *, commune: str, communes: str, is_schematic: bool, words: Words
) -> str:
    """Return the map as one HTML file, for the planner alone; same values, same bytes."""
    types = sorted({place.type_label for place in places})
    colours = {label: TEAMS[at % len(TEAMS)] for at, label in enumerate(types)}
    marks = [
        Mark(
            points=((place.lon, place.lat),), colour=colours[place.type_label], title=place.name,
            lines=(place.type_label, place.address, words.say(f"place_map.quality_{place.quality}")),
        )
        for place in sorted(places, key=lambda place: place.id)
    ]  # fmt: skip
    drawn = PlaceMap(
        title=words.say("place_map.register_title", commune=commune),
        subtitle=words.say("place_map.register_subtitle", count=len(places)), communes=communes, marks=marks,
        legend=[(colour, label) for label, colour in colours.items()], is_schematic=is_schematic,
    )  # fmt: skip
    return place_map_html(drawn, words=words)
