"""What the plan's page makes of values: rows of the timeline, the sentence of a move."""

from datetime import date

import pytest

from domain.routing import BrokenRule
from domain.teams import Shift
from domain.words import Words
from ui.plan_words import move_sentence, new_start
from ui.timeline_data import empty_rows, span_s, timeline_rows
from workflow.plan_views import MoveView, RetimedStop, ShiftView, StopView

H = 3600


def stop(id_: str, start_s: int) -> StopView:
    return StopView(
        establishment_id=id_, order=1, name=f"Quán {id_}", type="karaoke", address="Thôn 3", commune="Xã Tân Hòa",
        commune_former="", lon=106.1, lat=20.9, quality="A", arrival_s=start_s - 300, start_s=start_s,
        leave_s=start_s + 1800, agencies=(),
    )  # fmt: skip


def shift(**changes: object) -> ShiftView:
    """Return a shift from 18:30 to 23:00 that leaves at 18:47 and is back at 22:10, with two stops."""
    values = {
        "shift": "S1", "team": "T1", "team_name": "Đoàn 1", "date": date(2027, 3, 8), "start_s": 18 * H + 1800,
        "end_s": 23 * H, "departure_s": 18 * H + 47 * 60, "return_s": 22 * H + 600, "travel_s": 900,
        "distance_m": 100, "break_start_s": None, "base_name": "Trụ sở", "base_lon": 106.0, "base_lat": 20.8,
        "agencies": (), "stops": (stop("A", 19 * H), stop("B", 21 * H)),
    }  # fmt: skip
    return ShiftView(**(values | changes))  # type: ignore[arg-type]


def rows(*shifts: ShiftView, words: Words, locked: dict | None = None, pauses: dict | None = None) -> list[dict]:
    return timeline_rows(shifts, words=words, colours={"T1": "#0f6f80"}, locked=locked or {}, pauses=pauses or {})


def test_a_row_begins_at_the_half_hour_before_its_team_leaves(words: Words) -> None:
    (row,) = rows(shift(), words=words)
    assert (row["id"], row["title"], row["detail"]) == ("S1", "Thứ Hai 08/03", "Đoàn 1")
    assert (row["from_s"], row["pause"]) == (18 * H + 1800, None)
    assert [(one["id"], one["arrival_s"], one["start_s"], one["leave_s"]) for one in row["stops"]] == [
        ("A", 19 * H - 300, 19 * H, 19 * H + 1800),
        ("B", 21 * H - 300, 21 * H, 21 * H + 1800),
    ]


def test_a_lock_is_worded_and_a_break_lasts_as_long_as_the_shift_says(words: Words) -> None:
    view = shift(break_start_s=20 * H)
    (row,) = rows(view, words=words, locked={"B": "team"}, pauses={"S1": 2700})
    assert [one["lock"] for one in row["stops"]] == ["", "giữ đoàn"]
    assert row["pause"] == [20 * H, 20 * H + 2700]


def test_every_row_has_the_width_of_the_longest(words: Words) -> None:
    # From 18:30: back at 22:10 is 3 h 40, at least four hours are shown; back at 23:40 is 5 h 10, shown as 5 h 30.
    assert span_s(rows(shift(), words=words)) == 4 * H
    assert span_s(rows(shift(), shift(return_s=23 * H + 2400), words=words)) == 5 * H + 1800
    assert span_s([]) == 4 * H


def test_a_shift_without_stops_is_a_row_to_drop_on(words: Words) -> None:
    spare = Shift(
        id="S9", team="X1", date=date(2027, 3, 14), start_s=8 * H, end_s=11 * H, start_location="B1",
        end_location="B1", max_duty_s=3 * H,
    )  # fmt: skip
    (row,) = empty_rows([spare], names={"X1": "Đoàn xã 1"}, words=words)
    assert (row["id"], row["title"], row["detail"], row["stops"]) == ("S9", "Chủ nhật 14/03", "Đoàn xã 1", [])
    assert (row["from_s"], row["end_s"], row["return_s"]) == (8 * H, 11 * H, 8 * H)


def move(**changes: object) -> MoveView:
    same = {"score_before": 0.0, "score_after": 0.0, "travel_s_before": 3600, "travel_s_after": 3600}
    used = {"shifts_used_before": 9, "shifts_used_after": 9}
    return MoveView(**({"broken": ()} | same | used | changes))  # type: ignore[arg-type]


def retimed(*visits: str) -> tuple[RetimedStop, ...]:
    return tuple(
        RetimedStop(visit=visit, old_start_s=1, new_start_s=19 * H, old_shift="S1", new_shift="S1") for visit in visits
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"travel_s_after": 4320, "retimed": retimed("M", "A", "B")},
            "Giữ được mọi quy tắc; đi thêm 12 phút; 2 giờ hẹn khác đổi.",
        ),
        (
            {"travel_s_after": 3300, "shifts_used_after": 8, "retimed": retimed("A")},
            "Giữ được mọi quy tắc; đi bớt 5 phút; 1 giờ hẹn khác đổi; bớt 1 ca.",
        ),
        (
            {"shifts_used_after": 10, "retimed": retimed("M")},
            "Giữ được mọi quy tắc; thời gian đi đường không đổi; không giờ hẹn nào khác phải đổi; thêm 1 ca.",
        ),
        (
            {"broken": (BrokenRule(code="window"), BrokenRule(code="lock"), BrokenRule(code="window", visit="B"))},
            "Không chuyển được, vì trái quy tắc: giờ mở cửa của cơ sở, phần đã giữ nguyên. Mọi thứ vẫn như cũ.",
        ),
    ],
)
def test_a_move_is_told_in_one_sentence(changes: dict, sentence: str, words: Words) -> None:
    assert move_sentence(move(**changes), words, visit="M") == sentence


def test_a_moved_stop_is_told_its_new_hour() -> None:
    assert new_start(move(retimed=retimed("A", "M")), "M") == "19:00"
    assert new_start(move(retimed=retimed("A")), "M") == ""


def test_every_rule_that_a_move_can_break_has_words(words: Words) -> None:
    import re
    from pathlib import Path

    import planner.verify

    source = Path(planner.verify.__file__).read_text(encoding="utf-8")
    codes = set(re.findall(r'BrokenRule\(code="(\w+)"', source)) | {"timing", "window", "duty", "agencies", "area"}
    assert [code for code in sorted(codes) if f"ui.rule.{code}" not in words] == []
