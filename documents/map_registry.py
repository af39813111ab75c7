"""The files that coverage and maps can be written as; a new one is one entry."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from documents.coverage_figures import CoverageFigures
from documents.gis_layers import GisLayer
from domain.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageWriter:
    """Hold one kind of paper about coverage: its media type, the key of its file name, what writes it."""

    kind: str
    media_type: str
    name_key: str
    write: Callable[[CoverageFigures, Words], bytes]


def _coverage_picture(figures: CoverageFigures, words: Words) -> bytes:
    from documents.coverage_picture import coverage_picture

    return coverage_picture(figures, words=words)


def _coverage_brief(figures: CoverageFigures, words: Words) -> bytes:
    from documents.coverage_brief import coverage_brief

    return coverage_brief(figures, words=words)


def _coverage_slides(figures: CoverageFigures, words: Words) -> bytes:
    from documents.coverage_slides import coverage_slides

    return coverage_slides(figures, words=words)


PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
COVERAGE_WRITERS: Mapping[str, CoverageWriter] = MappingProxyType(
    {
        writer.kind: writer
        for writer in (
            CoverageWriter(
                kind="coverage_brief", media_type="application/pdf", name_key="file_brief", write=_coverage_brief
            ),
            CoverageWriter(kind="coverage_slides", media_type=PPTX, name_key="file_slides", write=_coverage_slides),
            CoverageWriter(
                kind="coverage_picture", media_type="image/png", name_key="file_picture", write=_coverage_picture
            ),
        )
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GisWriter:
    """Hold one format of map programs: it writes layers that are already cut to their reader, under a title."""

    kind: str
    suffix: str
    media_type: str
    write: Callable[[Sequence[GisLayer], str, Words], bytes]


def _gis_package(layers: Sequence[GisLayer], title: str, words: Words) -> bytes:
    from documents.gis_package import gis_package

    return gis_package(layers, words=words)


def _gis_geojson(layers: Sequence[GisLayer], title: str, words: Words) -> bytes:
    from documents.gis_geojson import gis_geojson

    return gis_geojson(layers)


def _gis_kml(layers: Sequence[GisLayer], title: str, words: Words) -> bytes:
    from documents.gis_kml import gis_kml

    return gis_kml(layers, title=title, words=words)


GPKG = "application/geopackage+sqlite3"
GIS_WRITERS: Mapping[str, GisWriter] = MappingProxyType(
    {
        writer.kind: writer
        for writer in (
            GisWriter(kind="gis_package", suffix=".gpkg", media_type=GPKG, write=_gis_package),
            GisWriter(kind="gis_geojson", suffix=".geojson", media_type="application/geo+json", write=_gis_geojson),
            GisWriter(kind="gis_kml", suffix=".kml", media_type="application/vnd.google-earth.kml+xml", write=_gis_kml),
        )
    }
)
