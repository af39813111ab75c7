"""The ground under one point, areas of water, and communes that come as TopoJSON."""

import json

import geopandas as gpd
import pytest
import shapely
from shapely.geometry import LineString, box, mapping

from domain.errors import InputError
from domain.places import Base
from geo.boundaries import read_boundaries
from geo.layers import lines_layer
from geo.pins import check_pin, metres_to_road
from geo.reach import band_layer, reach
from geo.travel.estimate import EstimateSource
from geo.water import read_water, write_water

HERE = (106.15, 11.55)


def roads(tmp_path, *lines: tuple[LineString, str]):
    columns = {"name": "", "ref": "", "highway": [kind for _, kind in lines]}
    frame = gpd.GeoDataFrame(columns, geometry=[line for line, _ in lines], crs="EPSG:4326")
    path = tmp_path / "roads.geojson"
    path.write_text(lines_layer(frame), encoding="utf-8")
    return path


def along(north_m: float) -> LineString:
    lat = HERE[1] + north_m / 110_600
    return LineString([(106.14, lat), (106.16, lat)])


def test_the_nearest_road_that_is_driven_on_counts(tmp_path):
    path = roads(tmp_path, (along(40), "footway"), (along(500), "track"), (along(-900), "primary"))
    assert metres_to_road(HERE, path) == pytest.approx(500, abs=3)
    assert metres_to_road(HERE, path, within_m=400) is None


def test_a_road_beyond_three_kilometres_is_none(tmp_path):
    assert metres_to_road(HERE, roads(tmp_path, (along(2900), "service"))) == pytest.approx(2900, abs=15)
    assert metres_to_road(HERE, roads(tmp_path, (along(3200), "service"))) is None


def test_a_road_to_the_east_counts_as_far_as_one_to_the_north(tmp_path):
    """A degree of longitude is shorter, so what lies 2,950 m to the east is more degrees away."""

    def across(east_m: float) -> LineString:
        lon = HERE[0] + east_m / 109_060
        return LineString([(lon, 11.54), (lon, 11.56)])

    assert metres_to_road(HERE, roads(tmp_path, (across(2960), "service"))) == pytest.approx(2960, abs=15)
    assert metres_to_road(HERE, roads(tmp_path, (across(3040), "service"))) is None


def test_a_point_of_the_country_is_no_error():
    assert check_pin(*HERE) is None


def test_water_is_read_in_any_system_kept_and_read_again(tmp_path):
    lake = gpd.GeoDataFrame({"name": ["hồ"]}, geometry=[box(106.2, 11.3, 106.4, 11.5)], crs="EPSG:4326")
    lake.to_crs("EPSG:32648").to_file(tmp_path / "lake.gpkg", driver="GPKG")
    found = read_water(tmp_path / "lake.gpkg")
    assert found.geometry.iloc[0].symmetric_difference(lake.geometry.iloc[0]).area < 1e-6
    for name in ("a.geojson", "b.geojson"):
        write_water(found, tmp_path / name)
    assert (tmp_path / "a.geojson").read_bytes() == (tmp_path / "b.geojson").read_bytes()
    assert read_water(tmp_path / "a.geojson").geometry.iloc[0].equals_exact(found.geometry.iloc[0], 1e-6)


def test_of_a_file_with_tags_only_the_water_is_taken_and_none_is_refused(tmp_path):
    tagged = gpd.GeoDataFrame(
        {"natural": ["water", "wood", None], "landuse": [None, None, "reservoir"]},
        geometry=[box(k, 11, k + 0.5, 12) for k in (104, 105, 106)], crs="EPSG:4326",
    )  # fmt: skip
    tagged.to_file(tmp_path / "osm.geojson", driver="GeoJSON")
    assert [round(shape.bounds[0]) for shape in read_water(tmp_path / "osm.geojson").geometry] == [104, 106]
    tagged[1:2].to_file(tmp_path / "dry.geojson", driver="GeoJSON")
    with pytest.raises(InputError) as caught:
        read_water(tmp_path / "dry.geojson")
    assert caught.value.code == "water.none"


def topojson() -> dict:
    """Return two squares that share an arc, as TopoJSON writes them: whole numbers, differences, a scale."""
    arcs = [
        [[1000, 0], [0, 1000]],
        [[1000, 1000], [-1000, 0], [0, -1000], [1000, 0]],
        [[1000, 0], [1000, 0], [0, 1000], [-1000, 0]],
    ]
    shapes = [
        {"type": "Polygon", "arcs": [[0, 1]], "properties": {"ma_xa": "25516", "ten_xa": "Tân Châu"}},
        {"type": "Polygon", "arcs": [[2, -1]], "properties": {"ma_xa": "25522", "ten_xa": "Tân Đông"}},
    ]
    return {
        "type": "Topology", "transform": {"scale": [0.0001, 0.0001], "translate": [106.0, 11.5]},
        "objects": {"communes": {"type": "GeometryCollection", "geometries": shapes}}, "arcs": arcs,
    }  # fmt: skip


def test_topojson_is_read_as_a_coverage(tmp_path):
    path = tmp_path / "communes.topojson"
    path.write_text(json.dumps(topojson()), encoding="utf-8")
    frame, report = read_boundaries(path, vintage="post2025")
    assert frame["code"].tolist() == ["25516", "25522"] and frame["name"].tolist() == ["Tân Châu", "Tân Đông"]
    assert report.is_valid_coverage and (report.gaps, report.overlaps) == (0, 0)
    assert frame.geometry.iloc[0].symmetric_difference(box(106.0, 11.5, 106.1, 11.6)).area < 1e-9
    assert frame.geometry.iloc[1].bounds == pytest.approx((106.1, 11.5, 106.2, 11.6))


def test_bands_lie_side_by_side_and_are_together_what_is_reached():
    bases = (Base(id="a", name="A", lon=106.1, lat=11.5), Base(id="b", name="B", lon=106.2, lat=11.6))
    areas = reach(EstimateSource(), bases, minutes=(10, 20))
    features = json.loads(band_layer(areas))["features"]
    assert [f["properties"]["minutes"] for f in features] == [20, 10]
    assert all(f["properties"]["is_estimate"] for f in features)
    wide, near = (shapely.geometry.shape(f["geometry"]) for f in features)
    assert wide.intersection(near).area < 1e-8
    whole = shapely.union_all(areas.geometry.to_numpy())
    assert wide.union(near).symmetric_difference(whole).area < 1e-4 * whole.area
    assert mapping(near)["type"] == "MultiPolygon"
