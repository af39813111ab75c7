"""Positions, their quality, the commune now: worked out by hand on three old squares and two new units.

Old A (lon 106.0 to 106.1), B (106.1 to 106.2) and C (106.2 to 106.3), all lat
11.0 to 11.1. New N = A and the west half of B, new M = the east half of B and C.
"""

import geopandas as gpd
import pytest
from shapely import box

from domain.issues import Severity
from domain.places import Commune, CommuneKey, Hamlet, PositionSource, Succession
from geo.placing import ToPlace, place


def old(code: str) -> CommuneKey:
    return CommuneKey(vintage="old", code=code)


def new(code: str) -> CommuneKey:
    return CommuneKey(vintage="new", code=code)


BOUNDARIES = gpd.GeoDataFrame(
    {"vintage": ["old", "old", "old", "new", "new"], "code": ["A", "B", "C", "N", "M"]},
    geometry=[
        box(w, 11.0, e, 11.1)
        for w, e in [(106.0, 106.1), (106.1, 106.2), (106.2, 106.3), (106.0, 106.15), (106.15, 106.3)]
    ],
    crs="EPSG:4326",
)
COMMUNES = tuple(
    Commune(key=key, name=key.code, kind="Xã", centre_lon=lon, centre_lat=11.05, area_km2=None)
    for key, lon in [(old("A"), 106.05), (old("B"), 106.16), (old("C"), 106.25), (new("N"), 106.05), (new("M"), 106.25)]
)
SUCCESSIONS = (
    Succession(old=old("A"), new=new("N"), is_whole=True),
    Succession(old=old("B"), new=new("N"), is_whole=False),
    Succession(old=old("B"), new=new("M"), is_whole=False),
    Succession(old=old("C"), new=new("M"), is_whole=True),
)
HAMLETS = (
    Hamlet(commune=old("A"), name="Tân Thuận", lon=106.02, lat=11.02),
    Hamlet(commune=old("B"), name="Tân Thuận", lon=106.12, lat=11.02),
)


def placed(*rows: ToPlace, boundaries: gpd.GeoDataFrame = BOUNDARIES):
    return place(
        rows, boundaries=boundaries, hamlets=HAMLETS, communes=COMMUNES, successions=SUCCESSIONS, vintage_now="new"
    )


def row(coords: str = "", *, hamlet: str = "", commune: CommuneKey | None = None, key: str = "1") -> ToPlace:
    return ToPlace(key=key, coords_raw=coords, hamlet=hamlet, commune_reported=commune)


def codes(placement) -> list[str]:
    return [issue.code for issue in placement.issues]


def test_given_inside_its_commune_is_quality_a():
    (found,) = placed(row("11.0500, 106.0400", commune=old("A")))
    assert (found.position.quality, found.position.source, found.position.accuracy_m) == ("A", PositionSource.GIVEN, 15)
    assert (found.position.lon, found.position.lat) == (106.04, 11.05)
    assert found.commune_now == new("N") and found.issues == ()


def test_given_in_another_commune_stays_there_and_is_shown():
    (found,) = placed(row("11.0500, 106.2600", commune=old("A")))
    assert (found.position.quality, found.position.lon) == ("B", 106.26)
    assert found.commune_now == new("M")
    (doubt,) = found.issues
    assert (doubt.code, doubt.severity) == ("position_outside_commune", Severity.CHECK)
    assert doubt.params == {"key": "1", "stated": "Xã A", "found": "Xã C"}


def test_given_in_no_unit_follows_the_law_where_the_commune_went_whole():
    whole, divided, unknown = placed(
        row("11.9000, 106.0400", commune=old("A")), row("11.9000, 106.0400", commune=old("B")), row("11.9000, 106.0400")
    )
    assert (whole.commune_now, codes(whole)) == (new("N"), ["position_outside_commune"])
    assert (divided.commune_now, codes(divided)) == (None, ["position_outside_commune", "commune_split"])
    assert (unknown.commune_now, codes(unknown), unknown.position.quality) == (None, [], "B")


def test_given_without_a_commune_is_unchecked_and_the_position_decides():
    (found,) = placed(row("11.0500, 106.1600"))
    assert (found.position.quality, found.commune_now, found.issues) == ("B", new("M"), ())


def test_a_divided_commune_is_decided_by_the_position():
    west, east = placed(row("11.0500, 106.1200", commune=old("B")), row("11.0500, 106.1800", commune=old("B")))
    assert (west.commune_now, east.commune_now) == (new("N"), new("M"))
    assert west.issues == east.issues == ()


def test_a_divided_commune_without_a_position_names_its_candidates():
    (found,) = placed(row(commune=old("B")))
    # The centre of B lies at 106.16, in M.
    assert (found.position.quality, found.position.accuracy_m, found.commune_now) == ("D", 3000, new("M"))
    (doubt,) = found.issues
    assert (doubt.code, doubt.params["codes"], doubt.params["candidates"]) == ("commune_split", "M,N", "Xã M, Xã N")


def test_the_hamlet_of_the_stated_commune_comes_before_its_centre():
    a, b, none = placed(
        row(hamlet="Ấp Tân  Thuận", commune=old("A")),
        row("nt", hamlet="TAN THUAN", commune=old("B")),
        row(hamlet="Tân Thuận", commune=old("C")),
    )
    assert (a.position.lon, a.position.quality, a.position.source) == (106.02, "C", PositionSource.HAMLET)
    assert (a.position.accuracy_m, a.commune_now, a.issues) == (800, new("N"), ())
    assert (b.position.lon, b.commune_now, codes(b)) == (106.12, new("N"), ["coordinates_unreadable"])
    assert (none.position.quality, none.commune_now) == ("D", new("M"))


def test_hamlets_of_the_former_communes_serve_the_new_unit_unless_two_share_the_name():
    (several,) = placed(row(hamlet="Tân Thuận", commune=new("N")))
    (one,) = placed(row(hamlet="Tân Thuận", commune=new("M")))
    assert several.position.quality == "D"
    assert (one.position.quality, one.position.lon) == ("C", 106.12)


def test_nothing_to_go_by_is_said():
    (found,) = placed(row("chợ"))
    assert (found.position, found.commune_now) == (None, None)
    assert codes(found) == ["coordinates_unreadable", "position_unknown"]


@pytest.mark.parametrize(("times", "quality"), [(4, "A"), (5, "C")])
def test_one_pin_on_many_rows_is_the_middle_of_a_hamlet(times, quality):
    rows = [
        row("11.05000, 106.04000" if k % 2 else "11,050; 106,040", commune=old("A"), key=str(k)) for k in range(times)
    ]
    found = placed(*rows)
    assert [f.key for f in found] == [r.key for r in rows]
    assert {f.position.quality for f in found} == {quality}
    assert {tuple(codes(f)) for f in found} == ({("pin_copied",)} if times == 5 else {()})
    assert all(f.commune_now == new("N") for f in found)


def test_where_the_old_map_is_unknown_the_new_one_checks():
    now = BOUNDARIES[BOUNDARIES["vintage"] == "new"]
    inside, outside = placed(
        row("11.0500, 106.0400", commune=old("A")), row("11.0500, 106.2600", commune=old("A")), boundaries=now
    )
    assert (inside.position.quality, codes(inside)) == ("A", [])
    assert (outside.position.quality, codes(outside), outside.commune_now) == (
        "B",
        ["position_outside_commune"],
        new("M"),
    )


def test_the_law_wins_over_a_border_that_two_maps_draw_differently():
    # The new map has N's border with M 0.005 degrees inside old A.
    shifted = BOUNDARIES.copy()
    shifted.geometry = [*BOUNDARIES.geometry[:3], box(106.0, 11.0, 106.095, 11.1), box(106.095, 11.0, 106.3, 11.1)]
    (found,) = placed(row("11.0500, 106.0980", commune=old("A")), boundaries=shifted)
    assert (found.position.quality, found.commune_now) == ("A", new("N"))


def test_no_rows_and_no_boundaries_are_no_trouble():
    assert placed() == ()
    empty = gpd.GeoDataFrame({"vintage": [], "code": []}, geometry=[], crs="EPSG:4326")
    (found,) = placed(row("11.0500, 106.0400", commune=old("A")), boundaries=empty)
    assert (found.position.quality, found.commune_now) == ("B", new("N"))
