"""Boundary files of every kind become one valid coverage, or a refusal that says why."""

import json

import geopandas as gpd
import pytest
from shapely import MultiPolygon, Point, Polygon, box

from domain.errors import InputError
from geo.boundaries import read_boundaries, write_boundaries
from geo.boundary_columns import code_text, find_column
from geo.coverage import measure_faults, repair_coverage

METRES = "EPSG:32648"
X, Y = 600_000, 1_280_000
"""A corner near Tân Châu in UTM 48N."""


def square(x: float, y: float, width: float, height: float) -> Polygon:
    return box(X + x, Y + y, X + x + width, Y + y + height)


def units(*shapes: object, **columns: list[object]) -> gpd.GeoDataFrame:
    values = {"Mã xã": [f"0000{k}" for k in range(len(shapes))], "Tên xã": [f"Xã {k}" for k in range(len(shapes))]}
    return gpd.GeoDataFrame(values | columns, geometry=list(shapes), crs=METRES)


def refused(path, **arguments) -> InputError:
    with pytest.raises(InputError) as caught:
        read_boundaries(path, vintage="v", **arguments)
    return caught.value


def test_faults_are_measured_in_square_metres():
    # Two squares of 1 km that share a strip of 10 m: 10 x 1000 m².
    faults = measure_faults(as_array(square(0, 0, 1000, 1000), square(990, 0, 1000, 1000)))
    assert (faults.overlaps, round(faults.overlap_m2), faults.gaps) == (1, 10_000, 0)
    # A ring of 3 km round a hole of 100 m x 100 m.
    ring = square(0, 0, 3000, 3000).difference(square(1000, 1000, 100, 100))
    faults = measure_faults(as_array(ring))
    assert (faults.gaps, round(faults.gap_m2), faults.overlaps) == (1, 10_000, 0)


def as_array(*shapes: object):
    return gpd.GeoSeries(list(shapes), crs=METRES).to_numpy()


def test_narrow_gaps_are_filled_and_wide_ones_stay():
    # A frame with a slit of 50 m and, apart, a lake of 1 km: only the slit is a fault of digitising.
    frame = square(0, 0, 6000, 6000).difference(square(1000, 1000, 2000, 50)).difference(square(3000, 3000, 1000, 1000))
    west, east = frame.intersection(square(0, 0, 2000, 6000)), frame.intersection(square(2000, 0, 4000, 6000))
    after = measure_faults(repair_coverage(as_array(west, east)))
    assert (after.gaps, round(after.gap_m2)) == (1, 1_000_000)


@pytest.mark.parametrize("name", ["communes.geojson", "communes.gpkg", "communes.shp", "communes.fgb"])
@pytest.mark.parametrize("crs", ["EPSG:4326", METRES])
def test_formats_and_coordinate_systems_give_the_same_communes(tmp_path, name, crs):
    path = tmp_path / name
    columns = {"ma_xa": ["25516", "25519"], "ten_xa": ["Tân Châu", "Tân Hà"]}
    source = gpd.GeoDataFrame(columns, geometry=[square(0, 0, 1000, 1000), square(990, 0, 1000, 1000)], crs=METRES)
    source.to_crs(crs).to_file(path, engine="pyogrio")
    frame, report = read_boundaries(path, vintage="pre2025")
    assert list(frame.columns) == ["vintage", "code", "name", "area_km2", "geometry"]
    assert frame.crs.to_epsg() == 4326
    assert list(frame["code"]) == ["25516", "25519"] and list(frame["name"]) == ["Tân Châu", "Tân Hà"]
    assert report.overlaps == 1 and report.overlap_m2 == pytest.approx(10_000, rel=0.01)
    assert report.is_valid_coverage and report.overlap_left_m2 < 1
    assert frame["area_km2"].sum() == pytest.approx(1.99, abs=0.001)
    assert report.area_after_m2 == pytest.approx(report.area_before_m2, rel=1e-6)


def test_a_bow_tie_becomes_valid_and_rows_of_one_code_are_joined(tmp_path):
    path = tmp_path / "odd.geojson"
    tie = Polygon([(X, Y), (X + 1000, Y + 1000), (X + 1000, Y), (X, Y + 1000)])
    island = square(5000, 0, 1000, 1000)
    units(tie, square(2000, 0, 1000, 1000), island, None, **{"Mã xã": ["1", "2", "2", "3"]}).to_file(path)
    frame, report = read_boundaries(path, vintage="v")
    assert list(frame["code"]) == ["00001", "00002"]
    assert (report.features, report.units, report.invalid_before, report.merged, report.without_area) == (4, 2, 1, 1, 1)
    assert isinstance(frame.geometry[1], MultiPolygon)
    # Two triangles of 1000 x 500 / 2 m².
    assert frame["area_km2"][0] == pytest.approx(0.5, abs=0.001)


def test_only_the_units_asked_for_are_kept_and_missing_ones_named(tmp_path):
    path = tmp_path / "province.gpkg"
    units(square(0, 0, 1000, 1000), square(1000, 0, 1000, 1000)).to_file(path)
    frame, report = read_boundaries(path, vintage="v", codes={"00001", "00009"})
    assert list(frame["code"]) == ["00001"]
    assert report.foreign == 1 and report.missing == ("00009",)
    error = refused(path, codes={"77777"})
    assert error.code == "boundaries.no_known_unit" and "00000" in error.params["found"]


def test_what_is_written_reads_back_the_same_and_twice_gives_the_same_bytes(tmp_path):
    source = tmp_path / "in.gpkg"
    units(square(1000, 0, 1000, 1000), square(0, 0, 1000, 1000)).to_file(source)
    frame, _ = read_boundaries(source, vintage="v")
    one, other = tmp_path / "one.geojson", tmp_path / "other.geojson"
    write_boundaries(frame, one)
    write_boundaries(frame.iloc[::-1], other)
    assert one.read_bytes() == other.read_bytes()
    again, report = read_boundaries(one, vintage="v")
    assert report.is_valid_coverage and report.gaps == report.overlaps == 0
    assert list(again["name"]) == list(frame["name"]) and list(again["area_km2"]) == list(frame["area_km2"])
    assert json.loads(one.read_text())["features"][0]["properties"] == {"vintage": "v", "code": "00000", "name": "Xã 0"}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.gpkg", "one.geojson", "other.geojson"]


def test_each_refusal_has_its_code(tmp_path):
    assert refused(tmp_path / "none.geojson").code == "boundaries.no_file"
    text = tmp_path / "text.geojson"
    text.write_text("danh sách", encoding="utf-8")
    assert refused(text).code == "boundaries.unreadable"
    virtual = tmp_path / "far.vrt"
    virtual.write_text("<OGRVRTDataSource><OGRVRTLayer name='a'></OGRVRTLayer></OGRVRTDataSource>", encoding="utf-8")
    assert refused(virtual).code == "boundaries.unreadable"
    points = tmp_path / "points.geojson"
    units(Point(X, Y)).to_file(points)
    assert refused(points).code == "boundaries.no_polygon"
    nameless = tmp_path / "nameless.geojson"
    gpd.GeoDataFrame({"mau": ["đỏ"]}, geometry=[square(0, 0, 9, 9)], crs=METRES).to_file(nameless)
    assert refused(nameless).params["columns"] == "mau"
    gap = tmp_path / "gap.geojson"
    units(square(0, 0, 99, 99), square(99, 0, 99, 99), **{"Mã xã": ["1", None]}).to_file(gap)
    assert (refused(gap).code, refused(gap).params["row"]) == ("boundaries.no_code", 2)
    flat = tmp_path / "flat.shp"
    gpd.GeoDataFrame({"code": ["1"]}, geometry=[square(0, 0, 99, 99)], crs=METRES).to_file(flat)
    (tmp_path / "flat.prj").unlink()
    assert refused(flat).code == "boundaries.no_crs"
    lying = tmp_path / "lying.geojson"
    units(square(0, 0, 99, 99)).set_crs("EPSG:4326", allow_override=True).to_file(lying)
    assert refused(lying).code == "boundaries.not_on_earth"
    twin = tmp_path / "twin.gpkg"
    units(square(0, 0, 1000, 1000), square(0, 0, 1000, 1000)).to_file(twin)
    assert refused(twin).code == "boundaries.unit_vanished"


def test_columns_are_found_under_any_spelling_and_codes_keep_their_zeros():
    assert find_column(["TÊN XÃ", "MÃ XÃ", "maXa"], ("ma_xa", "maxa")) == "MÃ XÃ"
    assert find_column(["stt"], ("code",)) is None
    assert [code_text(v) for v in (25516, 25516.0, "25516 ", 7, None, float("nan"))] == ["25516"] * 3 + [
        "00007",
        "",
        "",
    ]
