"""Neighbours within 500 m and flags of distance, on points whose metres are worked out by hand."""

import geopandas as gpd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point, box

from domain.places import Position, PositionSource
from geo.flags import far_from_road, near_sensitive
from geo.neighbours import find_neighbours

METRE = 1 / 110_600
"""Degrees of latitude of one metre at 11 N."""


def at(metres: float, *, quality: str = "A", accuracy_m: int = 15) -> Position:
    """Return a position so far north of 11.5 N, 106 E, near the meridian of the UTM zone's western half."""
    return Position(
        lon=105.0, lat=11.5 + metres * METRE, source=PositionSource.GIVEN, quality=quality, accuracy_m=accuracy_m
    )


def test_pairs_within_reach_chain_into_groups():
    # On the central meridian UTM metres are 0.9996 of metres on the ground.
    found = find_neighbours({"d": at(5000), "a": at(0), "b": at(400), "c": at(800), "e": at(5300), "z": at(9000)})
    assert [(pair.one, pair.other) for pair in found.pairs] == [("a", "b"), ("b", "c"), ("d", "e")]
    assert [pair.metres for pair in found.pairs] == pytest.approx([400, 400, 300], abs=2)
    assert found.groups == (("a", "b", "c"), ("d", "e"))


def test_the_reach_is_a_limit():
    assert find_neighbours({"a": at(0), "b": at(499.9)}).groups == (("a", "b"),)
    assert find_neighbours({"a": at(0), "b": at(503)}).groups == ()
    assert find_neighbours({"a": at(0), "b": at(503)}, within_m=600).groups == (("a", "b"),)


def test_the_middle_of_a_hamlet_makes_no_neighbours_unless_asked():
    positions = {"a": at(0), "b": at(0, quality="C"), "c": at(0, quality="D")}
    assert find_neighbours(positions).groups == ()
    assert find_neighbours(positions, qualities=frozenset("ABC")).groups == (("a", "b"),)
    assert find_neighbours({}).pairs == ()


@settings(deadline=None)
@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.integers(0, 20_000), max_size=30), st.randoms())
def test_groups_are_the_components_of_the_pairs_whatever_the_order(places, random):
    found = find_neighbours({id_: at(metres) for id_, metres in places.items()})
    shuffled = list(places)
    random.shuffle(shuffled)
    assert find_neighbours({id_: at(places[id_]) for id_ in shuffled}) == found
    # On a line, groups are the runs whose gaps are within reach.
    line = sorted(places, key=lambda id_: places[id_])
    runs: list[set[str]] = []
    for one in line:
        near = [pair for pair in found.pairs if one in (pair.one, pair.other)]
        met = [run for run in runs if any({pair.one, pair.other} - {one} <= run for pair in near)]
        runs = [run for run in runs if run not in met] + [{one}.union(*met)]
    assert {frozenset(group) for group in found.groups} == {frozenset(run) for run in runs if len(run) > 1}


def test_what_stands_far_from_a_road_is_flagged():
    flags = far_from_road({"c": None, "b": 301, "a": 300, "d": 12})
    assert [(flag.code, flag.establishment_id, flag.params.get("metres")) for flag in flags] == [
        ("far_from_road", "b", 301),
        ("no_road", "c", None),
    ]


PLACES = gpd.GeoDataFrame(
    {"name": ["Trường A", "Chùa B"], "kind": ["school", "worship"]},
    geometry=[box(104.99, 11.5, 105.01, 11.51), Point(105.0, 11.5 - 150 * METRE)],
    crs="EPSG:4326",
)


def test_a_place_that_is_too_near_is_shown_with_its_distance():
    # The school begins at 11.5 N: 100 m from the first, 250 m from the second; the temple 150 m further south.
    flags = near_sensitive({"x": at(-100), "y": at(-250), "z": at(-1000)}, PLACES)
    assert [(f.establishment_id, f.params["place"], f.params["kind"], f.code) for f in flags] == [
        ("x", "Chùa B", "worship", "near_sensitive_place"),
        ("x", "Trường A", "school", "near_sensitive_place"),
        ("y", "Chùa B", "worship", "near_sensitive_place"),
    ]
    assert [f.params["metres"] for f in flags] == pytest.approx([50, 100, 100], abs=1)
    assert near_sensitive({"x": at(-100)}, PLACES.to_crs(3857)) == flags[:2]


def test_a_position_less_exact_than_the_limit_says_nothing():
    assert near_sensitive({"x": at(-100, accuracy_m=201)}, PLACES) == ()
    assert len(near_sensitive({"x": at(-100, accuracy_m=200)}, PLACES)) == 2
    assert near_sensitive({}, PLACES) == near_sensitive({"x": at(0)}, PLACES.iloc[:0]) == ()


def test_a_hall_inside_the_grounds_is_zero_metres_away():
    assert [f.params["metres"] for f in near_sensitive({"x": at(100)}, PLACES.iloc[:1])] == [0]
