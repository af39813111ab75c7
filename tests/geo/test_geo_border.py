"""The national border: which lines of a file are it, and how much of a way runs near it."""

from pathlib import Path

import geopandas as gpd
import pytest
from shapely import LineString, Point, Polygon

from domain.errors import InputError
from geo.border import near_border_m, read_border, read_border_points, write_border

FACTS = Path(__file__).parents[2] / "data" / "facts"
ZONE = "EPSG:32648"
X, Y = 680_000, 1_300_000
"""A place in the demo's UTM zone; the border below runs east for 20 km from here."""


def degrees(*metres):
    """Return points (lon, lat) of places given in metres east and north of (X, Y)."""
    points = gpd.GeoSeries.from_xy([X + e for e, _ in metres], [Y + n for _, n in metres], crs=ZONE).to_crs("EPSG:4326")
    return tuple(zip(points.x, points.y, strict=True))


def border_of(*lines):
    return gpd.GeoDataFrame(geometry=[LineString(degrees(*line)) for line in lines], crs="EPSG:4326")


EAST = border_of(((0, 0), (20_000, 0)))


def near(*metres, border=EAST, within_m=1000):
    return near_border_m({"s": degrees(*metres)}, border, within_m=within_m)["s"]


def test_metres_within_the_distance_count_and_no_others() -> None:
    assert near((5000, -900), (8000, -900)) == pytest.approx(3000, abs=1)
    assert near((5000, -1100), (8000, -1100)) == 0
    assert near((5000, -3000), (5000, 0)) == pytest.approx(1000, abs=1)
    assert near((5000, -3000), (5000, 0), within_m=500) == pytest.approx(500, abs=1)


def test_a_road_driven_there_and_back_counts_twice() -> None:
    assert near((5000, -3000), (5000, -200), (5000, -3000)) == pytest.approx(1600, abs=2)
    assert near((5000, -500), (5000, -500)) == near((5000, -500)) == 0


def test_where_two_lines_of_the_border_are_near_a_metre_counts_once() -> None:
    bent = border_of(((0, 0), (10_000, 0)), ((10_000, 0), (10_000, -10_000)))
    assert near((9500, -200), (9900, -600), border=bent) == pytest.approx(566, abs=1)


def test_each_way_has_its_own_metres() -> None:
    ways = {"a": degrees((5000, -500), (6000, -500)), "b": degrees((5000, -5000), (6000, -5000)), "c": ()}
    assert near_border_m(ways, EAST, within_m=1000) == {"a": pytest.approx(1000, abs=1), "b": 0, "c": 0}


def test_lines_are_kept_as_they_were_read_in_any_system(tmp_path) -> None:
    source, kept = tmp_path / "border.gpkg", tmp_path / "kept.geojson"
    border_of(((0, 0), (9000, 0)), ((9000, 0), (9000, 5000))).to_crs(ZONE).to_file(source)
    write_border(read_border(source), kept)
    assert len(read_border(kept)) == 2
    assert near((1000, -500), (2000, -500), border=read_border(kept)) == pytest.approx(1000, abs=1)


@pytest.mark.parametrize("levels", [[2, 4], ["2", "4"], [2.0, None]])
def test_of_a_file_with_levels_only_the_national_border_is_taken(tmp_path, levels) -> None:
    source = tmp_path / "lines.gpkg"
    border_of(((0, 0), (9000, 0)), ((0, -9000), (9000, -9000))).assign(admin_level=levels).to_file(source)
    read = read_border(source)
    assert len(read) == 1 and near((1000, -500), (2000, -500), border=read) > 0
    assert near((1000, -8500), (2000, -8500), border=read) == 0


def test_a_file_without_a_line_is_refused(tmp_path) -> None:
    square = Polygon(degrees((0, 0), (9000, 0), (9000, 9000)))
    for name, frame in (
        ("polygon", gpd.GeoDataFrame(geometry=[square], crs="EPSG:4326")),
        ("point", gpd.GeoDataFrame(geometry=[Point(106, 11)], crs="EPSG:4326")),
        ("province", border_of(((0, 0), (9000, 0))).assign(admin_level="4")),
    ):
        path = tmp_path / f"{name}.geojson"
        frame.to_file(path)
        with pytest.raises(InputError) as refused:
            read_border(path)
        assert refused.value.code == "border.none"


def test_the_written_border_is_the_northern_edge_of_the_sketched_area() -> None:
    """Points 6 to 13 of the outline: beyond it nothing is inspected, and the towns lie well south of it."""
    written = read_border_points(FACTS / "border.csv").geometry[0]
    outline = [line.split(",") for line in (FACTS / "outline.csv").read_text(encoding="utf-8").splitlines()[1:]]
    assert list(written.coords) == [(float(lon), float(lat)) for _, lon, lat in outline[5:13]]
    town = {"s": ((106.16, 11.553), (106.17, 11.553))}
    assert near_border_m(town, read_border_points(FACTS / "border.csv"), within_m=1000) == {"s": 0}
