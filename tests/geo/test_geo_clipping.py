"""The ground of one shift: nothing far from its way, and small enough."""

import json

import geopandas as gpd
import shapely

from geo.clipping import communes_near, roads_near

WAY = [(106.10, 11.50), (106.20, 11.50)]
# At 11.5 degrees north a hundredth of a degree is about 1.1 km.


def roads(*lines):
    features = [
        {"type": "Feature", "properties": {"name": None, "ref": "", "highway": kind},
         "geometry": {"type": "LineString", "coordinates": points}}
        for kind, points in lines
    ]  # fmt: skip
    return json.dumps({"type": "FeatureCollection", "features": features})


def squares(*corners):
    features = [
        {"type": "Feature", "properties": {"code": code, "name": code, "vintage": "v"},
         "geometry": shapely.geometry.mapping(shapely.box(west, south, west + 0.1, south + 0.1))}
        for code, west, south in corners
    ]  # fmt: skip
    return json.dumps({"type": "FeatureCollection", "features": features})


def read(text):
    return gpd.GeoDataFrame.from_features(json.loads(text)["features"], crs="EPSG:4326")


def test_a_road_is_cut_three_kilometres_from_the_way():
    text = roads(("primary", [[106.15, 11.50], [106.15, 11.90]]), ("primary", [[106.15, 11.60], [106.15, 11.90]]))
    (line,) = read(roads_near(text, WAY, within_m=3000, most_bytes=10_000)).geometry
    # A degree of latitude is 110.6 km there: three kilometres are 0.0271 degrees.
    assert abs(line.bounds[3] - 11.5271) < 0.0003 and line.bounds[1] == 11.5


def test_nothing_near_is_nothing_at_all():
    far = roads(("primary", [[107.0, 11.0], [107.1, 11.0]]))
    assert roads_near(far, WAY, within_m=3000, most_bytes=10_000) is None
    empty = '{"type":"FeatureCollection","features":[]}'
    assert roads_near(empty, WAY, within_m=3000, most_bytes=10_000) is None
    assert communes_near(empty, WAY, within_m=3000, most_bytes=10_000) is None


def test_a_way_of_one_point_has_its_ground_too():
    text = roads(("primary", [[106.10, 11.40], [106.10, 11.60]]))
    assert roads_near(text, WAY[:1], within_m=3000, most_bytes=10_000) is not None


def test_paths_go_before_streets_and_streets_before_highways():
    def wavy(kind, east):
        return (kind, [[east + (n % 2) * 0.001, 11.49 + n * 0.0005] for n in range(40)])

    text = roads(wavy("footway", 106.11), wavy("residential", 106.13), wavy("primary", 106.15))
    whole = roads_near(text, WAY, within_m=3000, most_bytes=1_000_000)
    without_paths = roads_near(text, WAY, within_m=3000, most_bytes=len(whole) - 1)
    assert set(read(whole)["highway"]) == {"footway", "residential", "primary"}
    assert set(read(without_paths)["highway"]) == {"residential", "primary"}
    assert set(read(roads_near(text, WAY, within_m=3000, most_bytes=len(without_paths) - 1))["highway"]) == {"primary"}
    # What matters most stays, even where it alone is too much.
    assert set(read(roads_near(text, WAY, within_m=3000, most_bytes=10))["highway"]) == {"primary"}


def test_communes_stay_whole_and_far_ones_stay_away():
    text = squares(("A", 106.05, 11.45), ("B", 106.15, 11.45), ("C", 106.25, 11.45))
    found = read(communes_near(text, WAY, within_m=3000, most_bytes=10_000))
    assert sorted(found["code"]) == ["A", "B"]
    assert tuple(round(x, 4) for x in found.union_all().bounds) == (106.05, 11.45, 106.25, 11.55)


def test_degrees_have_five_decimals_and_empty_tags_are_left_out():
    text = roads(("primary", [[106.101234567, 11.501234567], [106.2, 11.5]]))
    (feature,) = json.loads(roads_near(text, WAY, within_m=3000, most_bytes=10_000))["features"]
    assert feature["properties"] == {"highway": "primary"}
    assert feature["geometry"]["coordinates"][0] == [106.10123, 11.50123]
