"""The real polygons of the district, through the same door as any other file."""

import csv
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from domain.places import CommuneKey, Succession
from geo.boundaries import read_boundaries
from geo.placing import ToPlace, place

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "geodata"
pytestmark = pytest.mark.skipif(not DATA.exists(), reason="the shared geodata is not beside this checkout")


@pytest.fixture(scope="module")
def facts():
    with (DATA / "tanchau_commune_facts.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def former():
    return read_boundaries(DATA / "tanchau_communes_pre2025.geojson", vintage="pre2025")


@pytest.fixture(scope="module")
def in_force():
    return read_boundaries(DATA / "tanchau_units_post2025.geojson", vintage="post2025")


def codes_at(frame: gpd.GeoDataFrame, points: list[tuple[float, float]]) -> list[str]:
    places = gpd.GeoDataFrame(geometry=gpd.points_from_xy(*zip(*points, strict=True)), crs="EPSG:4326")
    return list(gpd.sjoin(places, frame, predicate="within").sort_index()["code"])


@pytest.mark.parametrize("point", ["centre", "geocode"])
def test_every_point_of_the_facts_falls_in_its_commune(former, facts, point):
    points = [(float(row[f"{point}_lon"]), float(row[f"{point}_lat"])) for row in facts]
    assert codes_at(former[0], points) == [row["code"] for row in facts]


def test_gaps_and_overlaps_of_the_raw_file_are_reported_and_repaired(former):
    frame, report = former
    assert len(frame) == 12
    assert report.gaps > 0 and report.gap_m2 > 100_000
    assert report.overlaps > 0 and report.overlap_m2 > 100_000
    assert report.is_valid_coverage
    assert report.overlap_left_m2 < 1
    assert abs(report.area_after_m2 / report.area_before_m2 - 1) < 0.001


def test_the_six_units_in_force_become_a_valid_coverage(in_force):
    frame, report = in_force
    assert sorted(frame["code"]) == ["25516", "25522", "25525", "25531", "25534", "25549"]
    assert report.is_valid_coverage


def test_position_agrees_with_the_crosswalk_where_a_commune_went_whole(former, in_force, facts):
    inner = former[0].set_index("code").geometry.representative_point()
    for row in facts:
        if row["split"] == "0":
            point = inner[row["code"]]
            assert codes_at(in_force[0], [(point.x, point.y)]) == [row["new_codes"]], row["full_name"]


def test_geocoded_points_are_placed_in_both_vintages(former, in_force, facts):
    boundaries = pd.concat([former[0], in_force[0]], ignore_index=True)
    heirs = {row["code"]: row["new_codes"].split("|") for row in facts}
    successions = [
        Succession(
            old=CommuneKey(vintage="pre2025", code=old),
            new=CommuneKey(vintage="post2025", code=new),
            is_whole=len(of) == 1,
        )
        for old, of in heirs.items()
        for new in of
    ]
    rows = [
        ToPlace(
            key=row["code"],
            coords_raw=f"{row['geocode_lat']}; {row['geocode_lon']}".replace(".", ","),
            hamlet="",
            commune_reported=CommuneKey(vintage="pre2025", code=row["code"]),
        )
        for row in facts
    ]
    found = place(rows, boundaries=boundaries, hamlets=(), communes=(), successions=successions, vintage_now="post2025")
    assert {p.position.quality for p in found} == {"A"}
    assert all(p.commune_now is not None and p.commune_now.code in heirs[p.key] and not p.issues for p in found)


def test_the_figures_of_the_raw_file_are_those_measured_by_hand(former):
    # Measured apart from this code when the files were collected: 21 gaps of 0.64 km², overlaps of 0.54 km², union 1,102.38 km².
    report = former[1]
    assert (report.gaps, round(report.gap_m2 / 1e6, 2), round(report.overlap_m2 / 1e6, 2)) == (21, 0.64, 0.54)
    assert round(report.area_before_m2 / 1e6, 2) == 1102.38
