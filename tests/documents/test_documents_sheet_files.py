"""What map programs and calendars are given of a shift: whole, in order, nothing that runs, nothing too much."""

import json
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from pathlib import Path

import gpxpy
import icalendar
import pytest
from sample_sheet import HOSTILE, sample_sheet, text_of, words

from documents.calendar import shift_calendar_entry
from documents.gpx import shift_gpx
from documents.kml import shift_kml
from documents.sheet_paper import plain_text
from documents.shift_geojson import shift_geojson

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "sheet"
WRITERS = {
    "shift.gpx": shift_gpx,
    "shift.kml": shift_kml,
    "shift.geojson": shift_geojson,
    "shift.ics": shift_calendar_entry,
}
KML = "{http://www.opengis.net/kml/2.2}"
GPX_ELEMENTS = {"gpx", "metadata", "name", "desc", "wpt", "rte", "rtept", "trk", "trkseg", "trkpt"}
KML_ELEMENTS = {
    "kml", "Document", "name", "description", "Placemark", "Point", "LineString", "coordinates", "Style", "LineStyle",
    "color", "width", "colorMode", "styleUrl", "open", "visibility",
}  # fmt: skip


def written(name: str, **changes) -> bytes:
    return WRITERS[name](sample_sheet(**changes), words=words())


def tags(content: bytes) -> set[str]:
    return {element.tag.split("}")[1] for element in ET.fromstring(content).iter()}


@pytest.mark.parametrize("name", WRITERS)
def test_the_same_sheet_gives_the_same_bytes(name: str) -> None:
    first = written(name)
    written(name, stops=3)
    assert written(name) == first


@pytest.mark.parametrize("name", WRITERS)
def test_the_file_is_the_one_looked_at(name: str) -> None:
    assert written(name, stops=3) == (GOLDEN / name).read_bytes()


def test_gpx_has_the_stops_in_order_and_the_way_back() -> None:
    gpx = gpxpy.parse(written("shift.gpx").decode())
    sheet = sample_sheet()
    assert [point.name for point in gpx.waypoints[1:]] == [f"{s['order']}. {s['name']}" for s in sheet["stops"]]
    route = [(point.longitude, point.latitude) for point in gpx.routes[0].points]
    base = (sheet["base"]["lon"], sheet["base"]["lat"])
    assert route == [base, *((s["lon"], s["lat"]) for s in sheet["stops"]), base]
    assert [[p.longitude, p.latitude] for p in gpx.tracks[0].segments[0].points] == sheet["line"]


def test_kml_has_the_stops_at_their_places() -> None:
    marks = ET.fromstring(written("shift.kml")).iter(f"{KML}Placemark")
    places = {mark.findtext(f"{KML}name"): mark.findtext(f".//{KML}coordinates") for mark in marks}
    for stop in sample_sheet()["stops"]:
        lon, lat, _ = places[f"{stop['order']}. {stop['name']}"].split(",")
        assert (float(lon), float(lat)) == (stop["lon"], stop["lat"])


def test_geojson_has_stops_and_line() -> None:
    features = json.loads(written("shift.geojson"))["features"]
    stops = [f for f in features if f["properties"]["kind"] == "stop"]
    assert [f["geometry"]["coordinates"] for f in stops] == [[s["lon"], s["lat"]] for s in sample_sheet()["stops"]]
    assert stops[0]["properties"]["agencies"] == "Văn hóa, Công an"
    assert features[-1]["geometry"] == {"type": "LineString", "coordinates": sample_sheet()["line"]}


@pytest.mark.parametrize("name", ["shift.gpx", "shift.kml", "shift.geojson"])
def test_hostile_names_stay_names(name: str) -> None:
    content = written(name, stops=len(HOSTILE), names=HOSTILE, team_name=HOSTILE[0])
    if name == "shift.geojson":
        read = [f["properties"]["name"] for f in json.loads(content)["features"][1:-1]]
        assert read == [plain_text(text) for text in HOSTILE]
        return
    assert tags(content) <= (GPX_ELEMENTS if name == "shift.gpx" else KML_ELEMENTS)
    said = [element.text or "" for element in ET.fromstring(content).iter()]
    assert [f"{n}. {plain_text(text)}" in said for n, text in enumerate(HOSTILE, 1)] == [True] * len(HOSTILE)


def test_a_hostile_base_adds_nothing_to_a_calendar() -> None:
    base = {"name": HOSTILE[10], "lon": 106.0, "lat": 11.0}
    calendar = icalendar.Calendar.from_ical(written("shift.ics", base=base, team_name=HOSTILE[10]))
    assert [one.name for one in calendar.walk()] == ["VCALENDAR", "VEVENT"]
    assert "ATTENDEE" not in calendar.walk("VEVENT")[0]
    assert str(calendar.walk("VEVENT")[0]["LOCATION"]) == plain_text(HOSTILE[10])


def test_a_calendar_tells_when_and_where_to_meet_and_no_more() -> None:
    content = written("shift.ics")
    (event,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert event.decoded("DTSTART") == datetime(2027, 3, 5, 11, tzinfo=UTC)
    assert event.decoded("DTEND") == datetime(2027, 3, 5, 17, tzinfo=UTC)
    assert str(event["LOCATION"]) == "Trụ sở Phòng Văn hóa và Thông tin"
    unfolded = content.replace(b"\r\n ", b"").decode()
    for stop in sample_sheet()["stops"]:
        for key in ("id", "name", "commune", "commune_former", "address", "type_label"):
            assert stop[key] not in unfolded, text_of(sample_sheet())


def test_a_newer_plan_moves_the_entry() -> None:
    older, newer = (
        icalendar.Calendar.from_ical(written("shift.ics", revision=revision)).walk("VEVENT")[0] for revision in (3, 4)
    )
    assert older["UID"] == newer["UID"] and older["SEQUENCE"] < newer["SEQUENCE"]


def test_a_duty_past_midnight_ends_on_the_next_day() -> None:
    (event,) = icalendar.Calendar.from_ical(written("shift.ics", end_s=91_800)).walk("VEVENT")
    assert event.decoded("DTEND") == datetime(2027, 3, 5, 18, 30, tzinfo=UTC)


def test_a_shift_without_a_line_has_its_stops_all_the_same() -> None:
    assert len(gpxpy.parse(written("shift.gpx", line=[]).decode()).waypoints) == 10
    assert "LineString" not in tags(written("shift.kml", line=[]))
