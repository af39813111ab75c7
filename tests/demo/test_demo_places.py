"""The demo's ground: schematic communes that agree with the facts, and roads that reach every centre."""

import csv
from collections import Counter
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from demo.boundaries import schematic_boundaries
from demo.roads import LANE_RADIUS_DEG, in_largest_network, read_road_lines, skeleton_roads
from geo.boundaries import read_boundaries, write_boundaries
from workflow.reference import Reference

FACTS = Path(__file__).resolve().parents[2] / "data" / "facts"
METRES = "EPSG:32648"


@pytest.fixture(scope="module")
def outline() -> list[tuple[float, float]]:
    with (FACTS / "outline.csv").open(encoding="utf-8") as file:
        return [(float(row["lon"]), float(row["lat"])) for row in csv.DictReader(file)]


@pytest.fixture(scope="module")
def ground(demo_reference: Reference, outline) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    return schematic_boundaries(demo_reference.communes, outline=outline, successions=demo_reference.successions)


@pytest.fixture(scope="module")
def former_centres(demo_reference: Reference) -> list[tuple[float, float]]:
    return [(c.centre_lon, c.centre_lat) for c in demo_reference.communes if c.key.vintage == "pre2025"]


@pytest.fixture(scope="module")
def roads(former_centres, outline) -> gpd.GeoDataFrame:
    main = read_road_lines((FACTS / "roads.csv").read_text(encoding="utf-8"))
    return skeleton_roads(main, centres=former_centres, outline=outline)


def test_every_centre_lies_in_its_commune(ground, demo_reference):
    shapes = {(r.vintage, r.code): r.geometry for frame in ground for r in frame.itertuples()}
    assert len(shapes) == 18
    for commune in demo_reference.communes:
        shape = shapes[commune.key.vintage, commune.key.code]
        assert shape.contains(shapely.Point(commune.centre_lon, commune.centre_lat)), commune


def test_areas_come_within_three_percent_of_the_facts(ground, demo_reference):
    facts = {(c.key.vintage, c.key.code): c.area_km2 for c in demo_reference.communes}
    for frame in ground:
        for row in frame.itertuples():
            assert row.area_km2 == pytest.approx(facts[row.vintage, row.code], rel=0.03), row.name


def test_both_are_coverages_of_the_same_outline(ground, outline):
    for frame in ground:
        assert shapely.coverage_is_valid(frame.geometry.values)
        union = shapely.union_all(frame.geometry.values)
        assert union.symmetric_difference(shapely.Polygon(outline)).area < 1e-6
        assert set(frame.geom_type) == {"Polygon"}


def test_old_over_new_agrees_with_the_crosswalk(ground, demo_reference):
    pieces = gpd.overlay(ground[0].to_crs(METRES), ground[1].to_crs(METRES), keep_geom_type=False)
    shares = {
        (row.code_1, row.code_2): row.geometry.area / 1e6 for row in pieces.itertuples() if row.geometry.area > 1000
    }
    assert set(shares) == {(s.old.code, s.new.code) for s in demo_reference.successions}
    whole = {s.old.code for s in demo_reference.successions if s.is_whole}
    assert {old for old, count in Counter(old for old, _ in shares).items() if count == 1} == whole


def test_the_product_reads_them_as_they_are(ground, tmp_path):
    write_boundaries(ground[0], tmp_path / "old.geojson")
    frame, report = read_boundaries(tmp_path / "old.geojson", vintage="pre2025")
    assert report.gaps == report.overlaps == 0 and report.is_valid_coverage
    assert list(frame["code"]) == list(ground[0]["code"])


def test_roads_are_one_network_with_shared_vertices(roads):
    assert all(in_largest_network(list(roads.geometry)))
    # Where two lines cross they share a vertex, to the joining grid of 1e-5 degrees.
    vertices = shapely.STRtree(shapely.points([point for line in roads.geometry for point in line.coords]))
    lines = roads.geometry.values
    lefts, rights = shapely.STRtree(lines).query(lines, predicate="crosses")
    assert len(lefts) > 1000
    crossings = shapely.get_parts(shapely.intersection(lines[lefts], lines[rights]))
    points = crossings[shapely.get_type_id(crossings) == shapely.GeometryType.POINT]
    nearest = vertices.query_nearest(points, return_distance=True, all_matches=False)[1]
    assert nearest.max() < 2e-5


def test_near_every_centre_a_road_is_near(roads, former_centres, outline):
    area = shapely.Polygon(outline)
    network = gpd.GeoSeries(roads.geometry.values, crs="EPSG:4326").to_crs(METRES).union_all()
    for lon, lat in former_centres:
        grid = [
            shapely.Point(lon + i * LANE_RADIUS_DEG / 8, lat + j * LANE_RADIUS_DEG / 8)
            for i in range(-7, 8)
            for j in range(-7, 8)
            if i * i + j * j < 49
        ]
        points = gpd.GeoSeries([p for p in grid if area.contains(p)], crs="EPSG:4326").to_crs(METRES)
        assert points.distance(network).max() < 300


def test_main_roads_carry_their_numbers_and_the_order_is_fixed(roads, former_centres, outline):
    assert set(roads["ref"]) - {""} == {"QL.22B", "ĐT.785", "ĐT.792", "ĐT.793", "ĐT.794", "ĐT.795"}
    assert set(roads["highway"]) == {"primary", "secondary", "tertiary", "unclassified", "residential"}
    main = read_road_lines((FACTS / "roads.csv").read_text(encoding="utf-8"))
    again = skeleton_roads(main, centres=former_centres, outline=outline)
    assert again.equals(roads)


def test_a_main_road_apart_from_the_rest_is_a_mistake(former_centres, outline):
    main = list(read_road_lines((FACTS / "roads.csv").read_text(encoding="utf-8")))
    apart = type(main[0])(name="x", ref="", highway="tertiary", points=((107.0, 12.0), (107.1, 12.0)))
    with pytest.raises(ValueError, match="does not reach"):
        skeleton_roads([*main, apart], centres=former_centres, outline=outline)
