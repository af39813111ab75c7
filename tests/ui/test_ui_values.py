"""What the screen makes of values: map data, sentences, tables; all text stays text."""

from base64 import b64decode
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import InputError
from domain.words import Words
from ui.map_data import (
    SERIES,
    STATE_COLOURS,
    map_bases,
    map_routes,
    point_colours,
    point_rows,
    series_colours,
    shown_bits,
)
from ui.session import escape_markdown
from ui.tables import table_html
from ui.wording import (
    coded,
    error_sentence,
    hours_text,
    kilometres_text,
    minutes,
    moment_text,
    percent_text,
    weekday_text,
)
from workflow.plan_views import ShiftView, StopView
from workflow.working_map_views import MapPoint


def point(**changes: object) -> MapPoint:
    values = {
        "id": "CS00001",
        "name": "Karaoke Hoa Mai",
        "type": "karaoke",
        "commune": "001",
        "commune_reported": "Xã Cũ",
        "address": "Thôn 3",
        "lon": 106.1,
        "lat": 20.9,
        "quality": "A",
        "in_scope": True,
        "year_state": "open",
    }
    return MapPoint(**(values | changes))  # type: ignore[arg-type]


def shift(*, line: tuple[tuple[float, float], ...] = ()) -> ShiftView:
    stop = StopView(
        establishment_id="CS00001",
        order=1,
        name="Karaoke Hoa Mai",
        type="karaoke",
        address="Thôn 3",
        commune="Xã Tân Hòa",
        commune_former="Xã Cũ",
        lon=106.1,
        lat=20.9,
        quality="A",
        arrival_s=68_000,
        start_s=68_400,
        leave_s=71_000,
        agencies=("police",),
    )
    return ShiftView(
        shift="S1",
        team="T1",
        team_name="Đoàn 1",
        date=date(2027, 3, 1),
        start_s=61_200,
        end_s=79_200,
        departure_s=66_600,
        return_s=73_000,
        travel_s=1_770,
        distance_m=12_340,
        break_start_s=None,
        base_name="Trụ sở",
        base_lon=106.0,
        base_lat=20.8,
        agencies=("police",),
        stops=(stop,),
        line=line,
    )


def test_points_are_coloured_by_state_or_by_type(words: Words) -> None:
    points = (point(), point(id="CS00002", year_state="inspected", quality="D", type="bar"))
    names = {"types": {"bar": "Quán bar", "karaoke": "Karaoke"}, "communes": {"001": "Xã Tân Hòa"}}
    told = point_rows(points, words=words, **names)
    (kind, year), (*_, first_ring), (*_, second_ring) = told["rows"][0][4:6], *told["rows"]
    assert [told["texts"][kind], told["texts"][year]] == ["Karaoke · Xã Tân Hòa", "Chưa kiểm tra"]
    assert (first_ring, bool(second_ring)) == ("", True)
    assert told["rows"][1][:4] == ["CS00002", 106.1, 20.9, "Karaoke Hoa Mai"]
    assert [row[6:8] for row in told["rows"]] == [["karaoke", "open"], ["bar", "inspected"]]
    by_state, legend = point_colours(points, words=words, types=names["types"], by_type=False)
    assert (by_state["by"], by_state["colours"]["open"] != by_state["colours"]["inspected"]) == ("state", True)
    assert [item["text"] for item in legend] == ["Chưa kiểm tra", "Đã kiểm tra", "Viền cam: vị trí gần đúng"]
    by_type, legend = point_colours(points, words=words, types=names["types"], by_type=True)
    assert by_type["by"] == "type" and by_type["other"] == by_state["other"] == STATE_COLOURS["out"]
    assert [by_type["colours"][kind] for kind in ("karaoke", "bar")] == [SERIES[1], SERIES[0]]
    assert [item["text"] for item in legend][:2] == ["Quán bar", "Karaoke"]


def test_a_place_is_told_to_a_tenth_of_a_metre(words: Words) -> None:
    told = point_rows((point(lon=106.123456789, lat=11.000000499),), words=words, types={}, communes={})
    assert told["rows"][0][1:3] == [106.123457, 11.0]


def test_which_points_are_shown_is_a_bit_for_each() -> None:
    points = tuple(point(id=f"CS{at:05d}") for at in range(20))
    assert shown_bits(points, points) is None
    bits = b64decode(shown_bits(points, (points[0], points[9], points[19])) or "")
    assert [at for at in range(20) if bits[at >> 3] >> (at & 7) & 1] == [0, 9, 19]


def test_a_point_without_type_and_commune_is_still_drawn(words: Words) -> None:
    lost = point(type=None, commune=None, year_state="pending")
    told = point_rows((lost,), words=words, types={"bar": "Quán bar"}, communes={})
    assert told["texts"][told["rows"][0][4]] == "chưa rõ loại hình · chưa rõ xã"
    colours, _ = point_colours((lost,), words=words, types={"bar": "Quán bar"}, by_type=True)
    assert told["rows"][0][6] not in colours["colours"] and colours["other"]


def test_routes_follow_the_road_or_straight_lines(words: Words) -> None:
    straight, legend = map_routes((shift(),), words=words, colours={"T1": "#000000"})
    assert straight[0]["line"] == [[106.0, 20.8], [106.1, 20.9], [106.0, 20.8]]
    road = ((106.0, 20.8), (106.05, 20.8), (106.1, 20.9))
    assert map_routes((shift(line=road),), words=words, colours={"T1": "#0"})[0][0]["line"] == [list(p) for p in road]
    assert straight[0]["stops"][0]["lines"] == ["Thứ Hai 01/03/2027, 19:00", "Đoàn 1", "Xã Tân Hòa (trước là Xã Cũ)"]
    assert [item["text"] for item in legend] == ["Đoàn 1"]


def test_a_base_is_drawn_once(words: Words) -> None:
    assert [base["name"] for base in map_bases((shift(), shift()), words)] == ["Nơi xuất phát: Trụ sở"]


def test_the_same_keys_have_the_same_colours() -> None:
    assert series_colours(["b", "a", "b"]) == series_colours(["a", "b"])


def test_dates_times_and_numbers(words: Words) -> None:
    assert weekday_text(words, date(2027, 3, 7)) == "Chủ nhật 07/03/2027"
    assert moment_text(datetime(2027, 3, 8, 7, 5, tzinfo=UTC)) == "07:05 08/03/2027"
    assert hours_text(68_400, 91_800) == "19:00–25:30"
    assert percent_text(59, 299) == "19,7"  # 19.73 truncated
    assert (kilometres_text(12_340), kilometres_text(None)) == ("12,3", "–")
    assert (minutes(89), minutes(90)) == (1, 2)


def test_a_code_without_words_is_named(words: Words) -> None:
    assert "error.no.such" in coded(words, "error", "no.such", {"file": "x"})


def test_errors_are_worded_with_their_params(words: Words) -> None:
    sentence = error_sentence(words, InputError("register.no_file", file="Danh sách.xlsx"))
    assert "Danh sách.xlsx" in sentence


def test_a_broken_rule_is_named_in_words(words: Words) -> None:
    sentence = error_sentence(words, InputError("plan.move_breaks", rule="window", shift="S1"))
    assert "giờ mở cửa của cơ sở" in sentence


@pytest.mark.parametrize("text", ["![t](https://evil/p.png)", "[x](javascript:1)", "**đậm**", "$x$ :red[a]", "<b>"])
def test_names_are_not_markdown(text: str) -> None:
    escaped = escape_markdown(text)
    assert escaped.replace("\\", "") == text
    assert not set("[]()<>*$:!") & {escaped[at] for at in range(len(escaped)) if at == 0 or escaped[at - 1] != "\\"}


@given(st.text(max_size=30), st.text(max_size=30))
def test_tables_hold_text_only(heading: str, cell: str) -> None:
    html = table_html([{heading: cell, "số": 3}])
    inside = html.replace('<table class="table">', "")
    for tag in ("thead", "tbody", "tr", "td", "table"):
        inside = inside.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
    inside = (
        inside.replace('<th scope="col">', "")
        .replace('<th scope="col" class="number">', "")
        .replace("</th>", "")
        .replace('<td class="number">', "")
    )
    assert "<" not in inside
