"""Schools, hospitals, worship: read from a table or a map, kept as the same bytes, refused with the reason."""

import json

import pytest

from domain.errors import InputError
from geo.sensitive import read_sensitive, write_sensitive

TABLE = "name,kind,lon,lat\nTrường A,school,106.1,11.5\n"
SQUARE = {"type": "Polygon", "coordinates": [[[106, 11], [106.001, 11], [106.001, 11.001], [106, 11]]]}
MAP = {
    "type": "FeatureCollection",
    "features": [
        {"type": "Feature", "properties": {"name": "Bệnh viện", "note": 1}, "geometry": SQUARE},
        {"type": "Feature", "properties": {"name": None}, "geometry": {"type": "Point", "coordinates": [106.2, 11.2]}},
    ],
}


def write(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def test_a_table_and_a_map_are_read_and_written_again_alike(tmp_path):
    table = read_sensitive(write(tmp_path / "a.csv", "\ufeff" + TABLE))
    assert (table["name"][0], table["kind"][0], table.geometry[0].coords[0]) == ("Trường A", "school", (106.1, 11.5))
    found = read_sensitive(write(tmp_path / "b.geojson", json.dumps(MAP)))
    assert list(found["name"]) == ["Bệnh viện", ""] and list(found["kind"]) == ["", ""]
    for frame in (table, found):
        write_sensitive(frame, tmp_path / "kept" / "one.geojson")
        first = (tmp_path / "kept" / "one.geojson").read_bytes()
        write_sensitive(read_sensitive(tmp_path / "kept" / "one.geojson"), tmp_path / "kept" / "one.geojson")
        assert (tmp_path / "kept" / "one.geojson").read_bytes() == first


@pytest.mark.parametrize(
    ("file", "text", "code"),
    [
        ("a.csv", "ten,kind,lon,lat\nA,b,1,2\n", "sensitive.columns"),
        ("a.csv", "name,kind,lon,lat\n", "sensitive.none"),
        ("a.csv", TABLE.replace("11.5", "nan"), "sensitive.row"),
        ("a.csv", TABLE.replace("106.1", "500"), "sensitive.row"),
        ("a.csv", TABLE.replace(",11.5", ""), "sensitive.row"),
        ("a.geojson", "{", "sensitive.unreadable"),
        ("a.vrt", "<OGRVRTDataSource></OGRVRTDataSource>", "sensitive.unreadable"),
    ],
)
def test_what_is_no_list_of_places_is_refused(tmp_path, file, text, code):
    with pytest.raises(InputError) as caught:
        read_sensitive(write(tmp_path / file, text))
    assert caught.value.code == code


def test_a_missing_file_is_refused(tmp_path):
    for name in ("a.csv", "a.geojson"):
        with pytest.raises(InputError) as caught:
            read_sensitive(tmp_path / name)
        assert caught.value.code == "sensitive.unreadable"
