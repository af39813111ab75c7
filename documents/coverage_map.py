"""The coverage map: how far the year's target is reached in each commune, in both vintages; no establishment."""

from documents.commune_map import CommuneMap, MapLayer, MapVintage, ShownCommune, commune_map_html
from documents.coverage_figures import CoverageFigures, UnitFigures, VintageFigures
from documents.coverage_layers import LAYERS, unit_lines
from documents.formatting import day_text, rate_text
from domain.words import Words


def coverage_map_html(figures: CoverageFigures, *, words: Words) -> str:
    """Return one HTML file that opens without network; same values, same bytes."""
    drawn = CommuneMap(
        title=words.say("coverage_paper.title", year=figures.year),
        subtitle=words.say("coverage_paper.subtitle", day=day_text(figures.on), rate=rate_text(figures.rate_bp)),
        vintages=[_vintage(one, words) for one in figures.vintages],
        layers=[
            MapLayer(name=name, title=words.say(f"coverage_paper.layer_{name}"), legend=layer.legend(words))
            for name, layer in LAYERS.items()
        ],
        is_schematic=figures.is_schematic,
    )
    return commune_map_html(drawn, words=words)


def _vintage(one: VintageFigures, words: Words) -> MapVintage:
    note = words.say("coverage_paper.unplaced", count=one.unplaced) if one.unplaced else ""
    return MapVintage(
        id=one.id, label=one.label, communes=one.communes, empty=_shown(None, words), note=note,
        shown={unit.code: _shown(unit, words) for unit in one.units},
    )  # fmt: skip


def _shown(unit: UnitFigures | None, words: Words) -> ShownCommune:
    return ShownCommune(
        lines=tuple(unit_lines(unit, words)), colours={name: layer.colour(unit) for name, layer in LAYERS.items()},
        labels={name: layer.text(unit, words) for name, layer in LAYERS.items()},
    )  # fmt: skip
