"""Of several points that a cell may mean: the one where its row says, and what is asked, each limit just met and just not."""

import geopandas as gpd
import pytest
from shapely import box

from domain.places import CommuneKey
from geo.choosing import CLOSE_M, choose, chosen
from geo.written import Coordinates, Reading

A = CommuneKey(vintage="old", code="A")
LAND = gpd.GeoDataFrame(
    {"vintage": ["old"], "code": ["A"]}, geometry=[box(106.0, 11.0, 106.1, 11.1)], crs="EPSG:4326"
)  # fmt: skip
EAST_M = 109_270
"""Metres of a degree of longitude at 11.05 N."""


def beside(metres: float) -> Coordinates:
    """Return a point so many metres east of A."""
    return Coordinates(lon=106.1 + metres / EAST_M, lat=11.05, notation="projected", swapped=False, precision_m=1)


def north(metres: float) -> Coordinates:
    return Coordinates(lon=106.05, lat=11.05 + metres / 111_320, notation="projected", swapped=False, precision_m=1)


FAR = beside(50_000)


def picked(*points: Coordinates, units=(A,)):
    return choose([Reading(points=points)], [units], boundaries=LAND, border_m=100)[0]


def test_the_border_s_accuracy_counts_as_inside_and_no_more():
    assert picked(FAR, beside(97)).point == beside(97)
    outside = picked(FAR, beside(103))
    assert outside.point is None and outside.candidates == (FAR, beside(103))


def test_without_a_commune_the_planner_is_asked():
    asked = picked(FAR, beside(-1000), units=())
    assert asked.point is None and asked.candidates == (FAR, beside(-1000))


@pytest.mark.parametrize(("apart_m", "is_taken"), [(CLOSE_M - 2, True), (CLOSE_M + 2, False)])
def test_of_two_that_fit_the_first_serves_only_where_they_lie_close(apart_m, is_taken):
    choice = chosen(Reading(points=(north(0), north(apart_m))), (north(0), north(apart_m)))
    assert choice.candidates == (north(0), north(apart_m))
    if is_taken:
        assert (choice.point.lat, choice.point.precision_m) == (north(0).lat, pytest.approx(apart_m, abs=1))
    else:
        assert choice.point is None
