"""The crosswalk measured on squares worked out by hand: A whole into N, B half and half, C whole into M."""

import geopandas as gpd
import pytest
from shapely import box

from domain.places import CommuneKey, Succession
from geo.crosswalk import check_crosswalk, shares


def key(vintage: str, code: str) -> CommuneKey:
    return CommuneKey(vintage=vintage, code=code)


def frame(vintage: str, units: dict[str, tuple[float, float]]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {"vintage": [vintage] * len(units), "code": list(units)},
        geometry=[box(west, 11.0, east, 11.1) for west, east in units.values()],
        crs="EPSG:4326",
    )


OLD = frame("old", {"A": (106.0, 106.1), "B": (106.1, 106.2), "C": (106.2, 106.3)})
NEW = frame("new", {"N": (106.0, 106.14), "M": (106.14, 106.298)})
LAW = [("A", "N", True), ("B", "N", False), ("B", "M", False), ("C", "M", True)]


def law(rows: list[tuple[str, str, bool]]) -> list[Succession]:
    return [Succession(old=key("old", old), new=key("new", new), is_whole=whole) for old, new, whole in rows]


def test_shares_are_those_of_the_old_commune():
    found = {(s.old.code, s.new.code): s.share for s in shares(OLD, NEW)}
    assert found == pytest.approx({("A", "N"): 1, ("B", "N"): 0.4, ("B", "M"): 0.6, ("C", "M"): 0.98}, abs=1e-3)
    # A is 0.1 by 0.1 degrees: 11,058 m by 10,927 m at 11.05 N, within the UTM scale.
    assert next(s for s in shares(OLD, NEW) if s.old.code == "A").area_m2 == pytest.approx(120.8e6, rel=0.002)
    assert shares(OLD.iloc[:0], NEW) == ()


def test_the_law_and_the_maps_agree():
    lines = check_crosswalk(shares(OLD, NEW), law(LAW))
    assert [(line.old.code, line.new.code, line.stated) for line in lines] == [
        ("A", "N", "whole"), ("B", "M", "part"), ("B", "N", "part"), ("C", "M", "whole"),
    ]  # fmt: skip
    assert all(line.agrees for line in lines)


def test_what_the_maps_contradict_is_shown():
    wrong = law([("A", "M", True), ("B", "N", True), ("C", "M", False), ("C", "N", False)])
    lines = {
        (line.old.code, line.new.code): (line.stated, line.agrees) for line in check_crosswalk(shares(OLD, NEW), wrong)
    }
    assert lines == {
        ("A", "M"): ("whole", False), ("A", "N"): ("", False), ("B", "M"): ("", False), ("B", "N"): ("whole", False),
        ("C", "M"): ("part", True), ("C", "N"): ("part", False),
    }  # fmt: skip


def test_a_whole_of_which_much_lies_elsewhere_is_shown_even_where_most_is_right():
    """B is 0.6 in M and 0.4 in N: the law's "whole into M" cannot be."""
    (line,) = (c for c in check_crosswalk(shares(OLD, NEW), law([("B", "M", True)])) if c.new.code == "M" and c.stated)
    assert (line.share, line.agrees) == (pytest.approx(0.6, abs=1e-3), False)


def test_what_is_below_the_noise_of_two_maps_is_no_land():
    """C is 0.98 in M and 0.02 in P, of which the law says nothing: whole all the same, and no line of its own."""
    beyond = frame("new", {"N": (106.0, 106.14), "M": (106.14, 106.298), "P": (106.298, 106.4)})
    measured = shares(OLD, beyond)
    assert {(s.old.code, s.new.code): round(s.share, 2) for s in measured}["C", "P"] == 0.02
    assert check_crosswalk(measured, law(LAW)) == check_crosswalk(shares(OLD, NEW), law(LAW))
    told = check_crosswalk(measured, law(LAW), noise=0.01)
    assert [(c.new.code, c.stated, c.agrees) for c in told if c.old.code == "C"] == [
        ("M", "whole", False), ("P", "", False),
    ]  # fmt: skip
