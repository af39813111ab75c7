"""What a team reads, from values worked out by hand."""

import re
import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from domain.words import Words
from field.page import Labels, field_html, shell_html, shift_row
from field.shell import Parts
from workflow.plan_views import ShiftView, StopView, TeamView

FILE = Path(__file__).resolve().parents[2] / "data" / "words" / "vi" / "field.toml"
WORDS = Words("vi", {f"field.{key}": text for key, text in tomllib.loads(FILE.read_text("utf-8"))["field"].items()})
PARTS = Parts(script_text="", style_text="", worker_text="", script="/field/app.js?v=1", style="/field/app.css?v=1")
LABELS = Labels(types={"karaoke": "Karaoke"}, agencies={"CONG_AN": "Công an", "VAN_HOA": "Văn hóa"})

STOP = StopView(
    establishment_id="CS0001",
    order=1,
    name="Karaoke Hoàng Gia",
    type="karaoke",
    address="Ấp 3",
    commune="Tân Hòa",
    commune_former="Suối Ngô",
    lon=106.163,
    lat=11.553,
    quality="A",
    arrival_s=68_000,
    start_s=68_400,  # 19:00
    leave_s=91_800,  # 25:30, past midnight
    agencies=("CONG_AN", "VAN_HOA"),
)
SHIFT = ShiftView(
    shift="T1-2027-03-08-T",
    team="T1",
    team_name="Đoàn 1",
    date=date(2027, 3, 8),
    start_s=66_600,
    end_s=93_600,
    departure_s=66_600,  # 18:30
    return_s=93_600,  # 26:00
    travel_s=1200,
    distance_m=9000,
    break_start_s=None,
    base_name="Tân Châu",
    base_lon=106.16,
    base_lat=11.55,
    agencies=("CONG_AN", "VAN_HOA"),
    stops=(STOP,),
)


def page(*shifts, opens=None, is_demo=False):
    view = TeamView(team="T1", team_name="Đoàn 1", shifts=shifts, next_reveal_at=opens)
    return field_html(view, labels=LABELS, words=WORDS, time_zone="Asia/Ho_Chi_Minh", is_demo=is_demo, parts=PARTS)


def test_a_shift_is_told_in_words():
    row = shift_row(replace(SHIFT, break_start_s=72_000), labels=LABELS, words=WORDS)
    assert row.title == "Thứ Hai, 08/03/2027"
    assert row.route == "1 điểm · xuất phát 18:30 từ Tân Châu, về lúc 26:00"
    assert row.pause == "Nghỉ giữa ca lúc 20:00"
    stop = row.stops[0]
    assert stop.visit == "19:00 – 25:30"
    assert stop.place == "Ấp 3, Tân Hòa, trước là Suối Ngô"
    assert stop.agencies == "Công an, Văn hóa"
    assert stop.point == "11.553000,106.163000"


def test_a_guessed_position_is_called_one():
    assert "Vị trí gần đúng" not in page(SHIFT)
    assert "Vị trí gần đúng" in page(replace(SHIFT, stops=(replace(STOP, quality="D"),)))


def test_before_the_reveal_the_page_tells_only_when():
    # 10:30 in UTC is 17:30 of the same day in the office's zone.
    text = page(opens=datetime(2027, 3, 8, 10, 30, tzinfo=UTC))
    assert "Chưa đến giờ mở" in text
    assert "17:30 ngày 08/03/2027" in text
    assert "data-shift" not in text


def test_hostile_names_stay_text():
    hostile = "<img src=x onerror=alert(1)>\"'</script>"
    text = page(replace(SHIFT, base_name=hostile, stops=(replace(STOP, name=hostile, address=hostile),)))
    assert "<img" not in text
    assert "&lt;img" in text
    assert text.count("<script") == 1


def test_the_page_without_signal_holds_nobodys_data():
    text = shell_html(words=WORDS, parts=PARTS)
    assert "Không có kết nối mạng" in text
    assert re.findall(r"<script[^>]*>", text) == ['<script src="/field/app.js?v=1" defer>']
    for name in ("Karaoke", "Đoàn 1", "data-shift"):
        assert name not in text


def test_nothing_is_inline_and_nothing_is_foreign():
    text = page(SHIFT, is_demo=True)
    assert "Dữ liệu mẫu" in text
    assert not re.search(r"<style|style=|\bon\w+=|https?:", text)
    assert re.findall(r"<script[^>]*>", text) == ['<script src="/field/app.js?v=1" defer>']


def test_role_and_reason_never_reach_a_team():
    assert "CS0001" not in page(SHIFT)


def test_each_word_of_the_page_is_there_and_used():
    folder = FILE.parents[3] / "field"
    sources = "".join(file.read_text("utf-8") for file in folder.rglob("*") if file.suffix in (".py", ".html"))
    used = set(re.findall(r"[\"'](field\.\w+)[\"']", sources)) - {"field.html"}
    used |= {f"field.weekday_{day}" for day in range(1, 8)}
    assert used == set(WORDS.sentences)
