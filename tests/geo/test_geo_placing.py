"""Positions, their quality, the commune now: worked out by hand on three old squares and two new units.

Old A (lon 106.0 to 106.1), B (106.1 to 106.2) and C (106.2 to 106.3), all lat
11.0 to 11.1. New N = A and the west half of B, new M = the east half of B and C.
"""

import geopandas as gpd
import pytest
from shapely import box

from domain.issues import Severity
from domain.places import Commune, CommuneKey, Hamlet, Landmark, PositionSource, Succession
from geo.placing import Ground, ToPlace, place


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


def placed(*rows: ToPlace, boundaries: gpd.GeoDataFrame = BOUNDARIES, ground: Ground | None = None):
    return place(
        rows,
        boundaries=boundaries,
        hamlets=HAMLETS,
        communes=COMMUNES,
        successions=SUCCESSIONS,
        vintage_now="new",
        **({"ground": ground} if ground else {}),
    )


def row(
    coords: str = "", *, hamlet: str = "", commune: CommuneKey | None = None, key: str = "1", address: str = ""
) -> ToPlace:
    return ToPlace(key=key, coords_raw=coords, hamlet=hamlet, commune_reported=commune, address_raw=address)


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
    # A ends at 106.1; at 11.05 N 0.16 degrees are 0.16 x 111,320 x cos(11.05) = 17,481 m (UTM: up to 0.04 % less).
    assert doubt.params == {"key": "1", "stated": "Xã A", "found": "Xã C", "metres": 17480}


def test_given_in_no_unit_follows_the_law_where_the_commune_went_whole():
    whole, divided, unknown = placed(
        row("11.9000, 106.0400", commune=old("A")), row("11.9000, 106.0400", commune=old("B")), row("11.9000, 106.0400")
    )
    assert (whole.commune_now, codes(whole)) == (new("N"), ["position_outside_area"])
    assert (divided.commune_now, codes(divided)) == (None, ["position_outside_area", "commune_split"])
    assert (unknown.commune_now, codes(unknown), unknown.position.quality) == (None, ["position_outside_area"], "B")
    # 0.8 degrees of latitude north of the last unit; a degree at 11 N is 110,600 m, the UTM scale 0.9998.
    assert whole.issues[0].params["metres"] == pytest.approx(88_480, abs=60)


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


def test_a_point_within_the_accuracy_of_the_border_is_inside():
    # 0.0008 degrees east of A's border are 87 m, 0.0011 degrees 120 m.
    near, far = placed(row("11.0500, 106.1008", commune=old("A")), row("11.0500, 106.1011", commune=old("A")))
    assert (near.position.quality, near.commune_now, near.issues) == ("A", new("N"), ())
    assert (far.position.quality, codes(far), far.issues[0].params["metres"]) == (
        "B",
        ["position_outside_commune"],
        121,
    )
    (strict,) = placed(row("11.0500, 106.1008", commune=old("A")), ground=Ground(border_m=0))
    assert codes(strict) == ["position_outside_commune"]


def test_the_office_s_own_area_may_be_smaller_than_the_map():
    ground = Ground(area=frozenset({new("N")}))
    inside, divided, unstated = placed(
        row("11.0500, 106.0400", commune=old("A")),
        row("11.0500, 106.1800", commune=old("B")),
        row("11.0500, 106.2600"),
        ground=ground,
    )
    assert codes(inside) == []
    assert (codes(divided), divided.commune_now, divided.position.quality) == (["position_outside_area"], new("M"), "B")
    assert codes(unstated) == ["position_outside_area"]


def test_a_point_in_water_is_flagged_and_stays():
    lake = gpd.GeoDataFrame(geometry=[box(106.05, 11.04, 106.06, 11.06)], crs="EPSG:4326").to_crs(3857)
    wet, dry, centre = placed(
        row("11.0500, 106.0550", commune=old("A")), row("11.0500, 106.0610", commune=old("A")), row(commune=old("A")),
        ground=Ground(water=lake),
    )  # fmt: skip
    assert (codes(wet), wet.position.quality) == (["position_in_water"], "A")
    # The centre of A lies in the lake too, but nobody gave it as a position.
    assert codes(dry) == codes(centre) == []


# Point (106.04, 11.05) of commune A in VN-2000, zone 105°30': computed with pyproj apart from the product.
VN2000 = "X: 1222040; Y: 558804"


def test_metres_are_those_of_the_system_that_falls_in_the_stated_commune():
    for text in (VN2000, "558804 1222040", "1.222.040; 558.804"):
        (found,) = placed(row(text, commune=old("A")))
        assert (found.position.lon, found.position.lat) == pytest.approx((106.04, 11.05), abs=1e-5)
        assert (found.position.quality, found.position.accuracy_m, codes(found)) == ("A", 15, [])


def test_metres_that_fall_in_no_stated_commune_are_asked_about():
    (found,) = placed(row(VN2000, commune=old("B")))
    assert (codes(found), found.position.quality) == (["coordinates_ambiguous", "commune_split"], "D")
    params = found.issues[0].params
    assert params["count"] == 4 and params["candidates"].startswith("11.05000") and "EPSG:9209" in params["candidates"]
    # Without a commune the office's area decides: 9209 gives 106.04 in A, 9210 gives 106.29 in C, both inside.
    (anywhere,) = placed(row(VN2000))
    assert codes(anywhere) == ["coordinates_ambiguous", "position_unknown"]
    assert anywhere.issues[0].params["count"] == 2
    (area,) = placed(row(VN2000), ground=Ground(area=frozenset({new("N")})))
    assert (codes(area), area.position.lon) == ([], pytest.approx(106.04, abs=1e-5))


def test_two_systems_225_m_apart_place_the_row_until_somebody_answers():
    # UTM 48N of (106.04, 11.05): both datums fall in A.
    (found,) = placed(row("613404 1221817", commune=old("A")))
    assert (codes(found), found.position.quality, found.commune_now) == (["coordinates_ambiguous"], "B", new("N"))
    assert 220 <= found.position.accuracy_m <= 230


def test_a_lost_decimal_mark_is_confirmed_by_the_commune_or_asked_about():
    confirmed, asked = placed(
        row("11.050.000; 106.040.000", commune=old("A")), row("11050000 106040000", commune=old("C"))
    )
    assert (confirmed.position.lon, confirmed.position.quality, codes(confirmed)) == (106.04, "A", [])
    assert (codes(asked), asked.position.quality) == (["coordinates_ambiguous"], "D")


def test_short_plus_codes_are_completed_near_the_stated_commune():
    # The square whose south-west corner is (106.0400, 11.0500).
    full = "7P38322R+22"
    short, whole, address = placed(
        row(full[4:], commune=old("A")), row(full, commune=old("A")), row(commune=old("A"), address=f"{full[4:]}, xã A")
    )
    assert short.position == whole.position == address.position
    assert (short.position.quality, short.position.source, codes(short)) == ("A", PositionSource.GIVEN, [])


def test_the_middle_of_a_map_window_is_no_pin():
    (found,) = placed(row("https://www.google.com/maps/@11.05,106.04,17z", commune=old("A")))
    assert (found.position.quality, codes(found)) == ("B", ["coordinates_view_centre"])


def test_each_refusal_is_its_own_issue_and_the_next_best_is_taken():
    texts = {
        "11,05": "coordinates_one_number",
        "48.85, 2.35": "coordinates_outside_vietnam",
        "11°75'1\" 106°2'1\"": "coordinates_over_59",
        "11.0 106.0": "coordinates_too_coarse",
        "https://maps.app.goo.gl/x": "coordinates_short_link",
        "nt": "coordinates_unreadable",
    }
    found = placed(*(row(text, hamlet="Tân Thuận", commune=old("A")) for text in texts))
    assert [codes(one) for one in found] == [[code] for code in texts.values()]
    assert {one.position.source for one in found} == {PositionSource.HAMLET}


def test_a_landmark_of_the_stated_commune_comes_before_the_hamlet():
    market = Landmark(commune=old("A"), name="Chợ A", lon=106.03, lat=11.03, accuracy_m=200)
    far, away, other = placed(
        row(commune=old("A"), hamlet="Tân Thuận", address="gần chợ A, ấp Tân Thuận"),
        row(commune=old("A"), hamlet="Tân Thuận", address="cách chợ 300 m"),
        row(commune=old("C"), address="gần chợ A"),
        ground=Ground(landmarks=(market,)),
    )
    assert (far.position.lon, far.position.source, far.position.quality) == (106.03, PositionSource.LANDMARK, "C")
    assert (far.position.accuracy_m, far.commune_now, codes(far)) == (200, new("N"), [])
    assert (away.position.lon, away.position.accuracy_m) == (106.03, 500)
    assert other.position.quality == "D"
