"""Coordinates in the notations that registers use; nonsense is None and never an exception."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.coordinates import read_coordinates

HERE = (106.163, 11.553)
"""Tân Châu town: 11°33'10.8"N 106°09'46.8"E."""

DECIMAL = [
    "11.5530, 106.1630", "11.5530,106.1630", "11,5530; 106,1630", "11,5530 106,1630", "11,5530,106,1630",
    "11,5530, 106,1630", "(11.5530; 106.1630)", "11.5530°N, 106.1630°E", "N11.5530 E106.1630", "11.5530 / 106.1630",
    "Vĩ độ: 11,5530 - Kinh độ: 106,1630", "Lat 11.5530 Long 106.1630", " 11.5530\u00a0106.1630 ", "11.5530\u200b 106.1630",
]  # fmt: skip
SEXAGESIMAL = [
    "11°33'10.8\"N 106°09'46.8\"E", "11°33′10,8″B, 106°09′46,8″Đ", "11º33’10.8”N; 106º09’46.8”E",
    "11o33'10.8'' 106o9'46.8''", "11 33 10.8 106 09 46.8", "11 33 10,8; 106 9 46,8", "11:33:10.8 106:09:46.8",
    "11 độ 33 phút 10.8 giây, 106 độ 9 phút 46.8 giây", "11°33.18' 106°09.78'", "11 33.18 106 09.78",
]  # fmt: skip


@pytest.mark.parametrize("text", DECIMAL + SEXAGESIMAL)
def test_every_notation_names_the_same_place(text):
    point = read_coordinates(text)
    assert (point.lon, point.lat) == pytest.approx(HERE, abs=1e-6)
    assert not point.swapped
    assert point.notation == ("decimal" if text in DECIMAL else "dm" if "33.18" in text else "dms")


@pytest.mark.parametrize(
    "text", ["106.1630, 11.5530", "106,1630; 11,5530", "106°09'46.8\"E 11°33'10.8\"N", "106 09 46.8 11 33 10.8"]
)
def test_the_order_is_read_from_the_ranges(text):
    point = read_coordinates(text)
    assert (point.lon, point.lat) == pytest.approx(HERE, abs=1e-6) and point.swapped


def test_the_place_pin_of_a_link_goes_before_the_view():
    link = "https://www.google.com/maps/place/Qu%C3%A1n/@11.55,106.16,17z/data=!3m1!8m2!3d11.5530!4d106.1630"
    point = read_coordinates(link)
    assert (point.lon, point.lat, point.notation) == (*HERE, "place_pin")
    view = read_coordinates("https://www.google.com/maps/@11.5530,106.1630,17z")
    assert (view.lon, view.lat, view.notation) == (*HERE, "view_centre")
    asked = read_coordinates("https://maps.google.com/?q=11.5530%2C106.1630")
    assert (asked.lon, asked.lat, asked.notation) == (*HERE, "link_query")


def test_precision_is_that_of_the_last_digit():
    # One degree of latitude is 111,320 m; a second of arc 30.9 m, a minute 1,855 m.
    assert read_coordinates("11.5530, 106.1630").precision_m == 11
    assert read_coordinates("11.55, 106.1630").precision_m == 1113
    assert read_coordinates("11°33'10\" 106°09'47\"").precision_m == 31
    assert read_coordinates("11°33.18' 106°09.78'").precision_m == 19


@pytest.mark.parametrize(
    "text",
    [
        "", "nt", "gần chợ Tân Hà", "11,553", "11.5530", "11 33 10", "11.5 106.1", "1277705 572118", "48.8566, 2.3522",
        "11°75'10\" 106°9'1\"", "https://maps.app.goo.gl/abc", "0912345678", "05/03/2023", "11.5530 106.1630 5", "-11.5530 106.1630",
        "9" * 3000,
    ],
)  # fmt: skip
def test_what_is_no_place_in_vietnam_is_none(text):
    assert read_coordinates(text) is None


@given(st.one_of(st.text(), st.text(alphabet="0123456789.,;:°'\"NEo !@d34/-+ ", max_size=60)))
def test_any_text_gives_a_point_in_range_or_none(text):
    point = read_coordinates(text)
    assert point is None or (102 <= point.lon <= 110 and 8 <= point.lat <= 24 and point.precision_m >= 1)


@given(st.integers(8_000_000, 24_000_000), st.integers(102_000_000, 110_000_000), st.booleans(), st.sampled_from(".,"))
def test_decimal_degrees_come_back_as_they_went_in(lat, lon, swapped, mark):
    written = [f"{value / 1e6:.6f}".replace(".", mark) for value in (lat, lon)]
    point = read_coordinates("; ".join(reversed(written) if swapped else written))
    assert (point.lat, point.lon, point.swapped) == (lat / 1e6, lon / 1e6, swapped)


@given(st.integers(8 * 36_000, 24 * 36_000 - 1), st.integers(102 * 36_000, 110 * 36_000 - 1))
def test_degrees_minutes_seconds_come_back_as_they_went_in(lat_tenths, lon_tenths):
    def written(tenths: int) -> str:
        return f"{tenths // 36_000}°{tenths // 600 % 60:02d}'{tenths % 600 / 10:.1f}\""

    point = read_coordinates(f"{written(lat_tenths)}N {written(lon_tenths)}E")
    assert point.lat == pytest.approx(lat_tenths / 36_000, abs=1e-7)
    assert point.lon == pytest.approx(lon_tenths / 36_000, abs=1e-7)
