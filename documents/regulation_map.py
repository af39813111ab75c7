"""The map of how far regulations were made known in each commune, by visit and by meeting; no establishment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from documents.commune_map import CommuneMap, MapLayer, MapVintage, ShownCommune, commune_map_html
from documents.coverage_layers import COUNT_COLOURS, COUNTS, EMPTY, FIVE, Layer, count_class
from documents.formatting import day_text, tenths_text
from domain.regulations import CommuneCover
from domain.units import percent_tenths
from domain.words import Words

AMBER = ("#fbf1e2", "#f3d9b5", "#e8bf86", "#d9a257", "#c4853a")
"""For what is missing; lightness-ordered too, the lowest class first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegulationFigures:
    """Hold what the map says; ``regulation`` is its name, "" for any; ``communes`` is GeoJSON in degrees."""

    year: int
    on: date
    regulation: str
    is_schematic: bool
    communes: str
    area: CommuneCover
    units: tuple[CommuneCover, ...]


def regulation_map_html(figures: RegulationFigures, *, words: Words) -> str:
    """Return one HTML file that opens without network; same values, same bytes."""
    say = words.say
    vintage = MapVintage(
        id="now", label="", communes=figures.communes, empty=_shown(None, words),
        shown={unit.code: _shown(unit, words) for unit in figures.units},
    )  # fmt: skip
    drawn = CommuneMap(
        title=say("regulation_map.title", year=figures.year),
        subtitle=say(
            "regulation_map.subtitle", regulation=figures.regulation or say("regulation_map.any"),
            reached=figures.area.reached, registered=figures.area.registered, missing=figures.area.missing,
            day=day_text(figures.on),
        ),
        vintages=[vintage],
        layers=[
            MapLayer(name=name, title=say(f"regulation_map.layer_{name}"), legend=layer.legend(words))
            for name, layer in LAYERS.items()
        ],
        is_schematic=figures.is_schematic,
    )  # fmt: skip
    return commune_map_html(drawn, words=words)


def _shown(unit: CommuneCover | None, words: Words) -> ShownCommune:
    return ShownCommune(
        lines=_lines(unit, words), colours={name: layer.colour(unit) for name, layer in LAYERS.items()},
        labels={name: layer.text(unit, words) for name, layer in LAYERS.items()},
    )  # fmt: skip


def _lines(unit: CommuneCover | None, words: Words) -> tuple[str, ...]:
    """Return the counts of one commune as sentences."""
    if unit is None or not unit.registered:
        return (words.say("coverage_paper.no_establishment"),)
    say, percent = words.say, tenths_text(percent_tenths(unit.reached, unit.registered))
    met_on = say("regulation_map.met_on", count=unit.meetings, day=day_text(unit.met_on)) if unit.met_on else ""
    lines = (
        say("regulation_map.reached", reached=unit.reached, registered=unit.registered, percent=percent),
        say("regulation_map.visited", visited=unit.visited), say("regulation_map.met", met=unit.met),
        met_on, say("regulation_map.represented", represented=unit.represented) if unit.met_on else "",
        say("regulation_map.commitments", commitments=unit.commitments),
        say("regulation_map.missing", missing=unit.missing),
    )  # fmt: skip
    return tuple(line for line in lines if line)


def _share(unit: CommuneCover) -> str:
    if not unit.reached:
        return "none"
    return "all" if not unit.missing else "most" if 2 * unit.reached >= unit.registered else "some"


def _layer(name: str, colours: Mapping[str, str] = COUNT_COLOURS) -> Layer[CommuneCover]:
    """Return a layer of one count."""
    return Layer(
        name=name, colours=colours, space="regulation_map", class_of=lambda unit: count_class(getattr(unit, name)),
        label=lambda unit, words: str(getattr(unit, name)),
    )  # fmt: skip


LAYERS: Mapping[str, Layer[CommuneCover]] = MappingProxyType(
    {
        layer.name: layer
        for layer in (
            Layer(
                name="share", class_of=_share, space="regulation_map",
                colours=dict(zip(("none", "some", "most", "all"), (EMPTY, *FIVE[1:4]), strict=True)),
                label=lambda unit, words: f"{unit.reached}/{unit.registered}",
            ),
            _layer("visited"), _layer("met"), _layer("commitments"),
            _layer("missing", {"0": EMPTY, **dict(zip(map(str, COUNTS), AMBER, strict=True))}),
        )
    }
)  # fmt: skip
