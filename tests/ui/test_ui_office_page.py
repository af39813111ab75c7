"""Đơn vị: begins an office, keeps each part by itself, says what is wrong, shows the calendar in words."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import workflow
from domain.accounts import AccountRole, Actor
from domain.errors import InputError
from domain.shift_calendar import Absence, CalendarChange, ShiftCalendar
from domain.teams import Holiday
from ui.office_grid import week_html
from ui.office_parts import types_from_rows
from ui.office_pattern import pattern_from_rows
from workflow.reference import load_reference
from workflow.shift_calendar import CalendarView
from workflow.workspace import Workspace, open_workspace, settings_from

ROOT = Path(__file__).resolve().parents[2]
PLANNER = Actor(account="thu", role=AccountRole.PLANNER)
MONDAY, SUNDAY = date(2027, 4, 26), date(2027, 5, 2)
REFUSED = "Trang này không dành cho tài khoản của bạn"
OFFICE = """
id = "o"
name = "Phòng VH-XH"
superior = "UBND xã"
place = "Tân Châu"
vintage = "post2025"
units = ["25516", "25522"]
clock_at = 2027-04-26T08:00:00
bases = [{ id = "TC", name = "Trụ sở", commune = "25516" }]

[[teams]]
id = "T1"
name = "Đoàn <1>"
base = "TC"
agencies = ["CONG_AN", "VAN_HOA"]
weekly = [{ days = ["T2", "T6"], from = "18:30", until = "23:00" }]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of an office of two communes with one team."""
    (tmp_path / "office.toml").write_text(OFFICE, encoding="utf-8")
    found = open_workspace(settings_from({"INSPECTION_DIR": str(tmp_path / "office")}))
    workflow.set_up_office(found, PLANNER, path=tmp_path / "office.toml")
    found.store.close()
    return tmp_path / "office"


@pytest.fixture
def page(folder: Path, become: Callable, serve_from: Callable) -> AppTest:
    """Return the page of that office, run once as its planner."""
    serve_from(folder)
    become(AccountRole.PLANNER)
    return opened()


def opened() -> AppTest:
    script = "from ui import office_page\nfrom ui.session import show_notice\nshow_notice()\noffice_page.show()\nshow_notice()"
    app = AppTest.from_string(script, default_timeout=60).run()
    assert not app.exception
    return app


def here() -> Workspace:
    from ui.session import workspace

    return workspace()


def press(app: AppTest, key: str) -> AppTest:
    next(button for button in app.button if button.key == key).click()
    app.run()
    assert not app.exception
    return app


def field(among, key: str):  # type: ignore[no-untyped-def]
    """Return the field of a key; each time that its part begins anew the key has another number behind it."""
    return next(one for one in among if one.key.startswith(key))


@pytest.mark.parametrize("role", [AccountRole.TEAM, AccountRole.LEADER, AccountRole.ADMINISTRATOR])
def test_the_page_is_the_planners(folder: Path, become: Callable, serve_from: Callable, role: AccountRole) -> None:
    serve_from(folder)
    become(role, team="T1" if role is AccountRole.TEAM else None)
    app = opened()
    assert len(app.title) == 0
    assert [header.value for header in app.header] == [REFUSED]


def test_an_office_begins_with_four_fields(tmp_path: Path, become: Callable, serve_from: Callable) -> None:
    serve_from(tmp_path)
    become(AccountRole.PLANNER)
    app = opened()
    assert app.button[0].disabled
    for field, value in zip(app.text_input, ("Phòng VH-XH", "UBND xã Tân Châu", "Tân Châu"), strict=True):
        field.set_value(value)
    app.multiselect[0].set_value(["25516"])
    app.run()
    app.button[0].click().run()
    assert not app.exception
    assert [tab.label for tab in app.tabs] == ["Đơn vị", "Quy tắc", "Loại hình", "Đoàn kiểm tra", "Lịch ca"]
    assert workflow.read_office(here(), PLANNER).name == "Phòng VH-XH"


def test_the_letterhead_is_kept_or_refused_in_words(page: AppTest) -> None:
    page.text_input[0].set_value("Phòng mới")
    press(page, "office_save_letterhead")
    assert workflow.read_office(here(), PLANNER).name == "Phòng mới"
    page.text_input[0].set_value("  ")
    press(page, "office_save_letterhead")
    assert any("đang để trống" in error.value for error in page.error)
    assert workflow.read_office(here(), PLANNER).name == "Phòng mới"


def test_the_rule_is_kept_in_basis_points(page: AppTest) -> None:
    page.number_input[0].set_value(22.5)
    press(page, "office_save_rule")
    assert workflow.read_setup(here(), PLANNER).rule.rate_bp == 2250


def test_a_team_is_changed_added_and_removed(page: AppTest) -> None:
    page.multiselect(key="team_units_T1").set_value([workflow.read_office(here(), PLANNER).communes[1]])
    press(page, "team_save_T1")
    (team,) = workflow.read_setup(here(), PLANNER).teams
    assert [key.code for key in team.recused_communes] == ["25522"]
    next(box for box in page.selectbox if box.label == "Đoàn").set_value("").run()
    field(page.text_input, "team_name_new").set_value("Đoàn 2")
    press(page, "team_save_new")
    # Without an agency there is no team.
    assert any("chưa có cơ quan" in error.value for error in page.error)
    field(page.multiselect, "team_agencies_new").set_value(["Y_TE"])
    press(page, "team_save_new")
    assert [one.id for one in workflow.read_setup(here(), PLANNER).teams] == ["T1", "T2"]
    next(box for box in page.selectbox if box.label == "Đoàn").set_value("T1").run()
    press(page, "team_remove_T1")
    # The weekly pattern still has it.
    assert any("T1" in error.value for error in page.error)


def test_shifts_are_generated_and_holidays_named(page: AppTest) -> None:
    page.date_input(key="office_until").set_value(date(2027, 5, 9))
    next(button for button in page.button if button.label == "Tạo lịch").click()
    page.run()
    assert not page.exception
    shifts = workflow.list_shifts(here(), PLANNER, first=MONDAY, last=date(2027, 5, 9))
    # Mondays and Fridays: 26/04, 07/05; 30/04 and 03/05 are holidays.
    assert [shift.date.isoformat() for shift in shifts] == ["2027-04-26", "2027-05-07"]
    captions = " ".join(caption.value for caption in page.caption)
    assert "03/05/2027" in captions


def test_nothing_on_the_page_speaks_of_machinery(page: AppTest) -> None:
    shown = str(page.main).casefold()
    assert all(word not in shown for word in ("hash", "seed", "certificate", "sha-256", "chứng chỉ", "băm"))


def test_a_week_says_in_words_what_a_plan_will_not_count_on() -> None:
    reference = load_reference(ROOT / "data")
    from domain.shift_calendar import shift_id
    from domain.teams import Shift, Team, TeamLevel

    team = Team(id="T1", name="Đoàn <1>", level=TeamLevel.AREA, base="B", agencies=("CONG_AN", "VAN_HOA"))
    days = (MONDAY, date(2027, 4, 28), date(2027, 4, 30))
    shifts = tuple(
        Shift(id=shift_id("T1", day, 66_600), team="T1", date=day, start_s=66_600, end_s=82_800, start_location="B",
              end_location="B", max_duty_s=16_200)
        for day in days
    )  # fmt: skip
    absences = (Absence(on=MONDAY, team="T1", agency="VAN_HOA"),)
    view = CalendarView(
        first=MONDAY, last=SUNDAY, teams=(team,), calendar=ShiftCalendar(shifts=shifts, absences=absences),
        holidays=(Holiday(on=days[2], name="Lễ & hội"),), working=shifts[:1],
    )  # fmt: skip
    html = week_html(view, MONDAY, words=reference.words, agencies=reference.agencies)
    assert "Đoàn &lt;1&gt;" in html
    assert "<b>18:30–23:00</b><small>vắng Văn hóa</small>" in html
    assert "<s>18:30–23:00</s><small>vắng hết, không xếp</small>" in html
    assert "<s>18:30–23:00</s><small>ngày nghỉ, không xếp</small>" in html
    assert "Thứ Sáu 30/04<small>Lễ &amp; hội (cần kiểm tra)</small>" in html


def test_the_edited_table_of_types_is_read_back() -> None:
    reference = load_reference(ROOT / "data")
    codes = {label: code for code, label in reference.agencies.items()}
    rows = [
        {"code": "KARAOKE", "label": "Karaoke", "hours": "08:00-11:00; 19:00-01:00", "minutes": 50.0, "agencies": ["Công an"], "aliases": "a; b"},
        {"code": "camdo", "label": "Cầm đồ", "hours": "8:00-17:00", "minutes": 20, "agencies": None, "aliases": float("nan")},
        {"code": None, "label": None, "hours": None, "minutes": None, "agencies": None, "aliases": None},
    ]  # fmt: skip
    karaoke, pawn = types_from_rows(rows, reference.types, codes)
    assert [(window.from_s, window.to_s) for window in karaoke.windows] == [(28_800, 39_600), (68_400, 90_000)]
    assert (karaoke.service_s, karaoke.agencies, karaoke.points, karaoke.aliases) == (
        3000,
        ("CONG_AN",),
        20,
        ("a", "b"),
    )
    assert (pawn.code, pawn.points, pawn.agencies) == ("CAMDO", 0, ())
    with pytest.raises(InputError) as refused:
        types_from_rows([{**rows[0], "hours": "tối"}], reference.types, codes)
    assert (refused.value.params["key"], refused.value.params["value"]) == ("KARAOKE", "tối")


def test_the_edited_pattern_is_read_back(page: AppTest) -> None:
    teams, days = {"Đoàn 1": "T1"}, {"Thứ Hai": 0, "Chủ nhật": 6}
    row = {"team": "Đoàn 1", "weekday": "Chủ nhật", "from": "08:00", "until": "16:30", "stops": 5, "break_from": "11:30", "break_until": "13:00", "break_minutes": 45}  # fmt: skip
    night = {"team": "Đoàn 1", "weekday": "Thứ Hai", "from": "21:00", "until": "1:30", "stops": None}
    first, second = pattern_from_rows([row, {"team": None}, night], (), teams, days)
    assert (first.weekday, first.max_duty_s, first.max_stops) == (6, 28_800, 5)
    assert (first.pause.earliest_s, first.pause.latest_s, first.pause.duration_s) == (41_400, 44_100, 2_700)
    assert (second.start_s, second.end_s, second.max_stops, second.pause) == (75_600, 91_800, None, None)
    with pytest.raises(InputError) as refused:
        pattern_from_rows([night, {**row, "team": "Đoàn lạ"}], (), teams, days)
    assert refused.value.params["row"] == 2


def test_a_change_is_shown_row_by_row(page: AppTest) -> None:
    from ui.office_calendar import change_rows

    shift = workflow.generate_shifts(here(), PLANNER, first=MONDAY, last=MONDAY)[0]
    absence = Absence(on=MONDAY, team="T1", agency="CONG_AN")
    rows = change_rows(CalendarChange(removed=(shift,), absences_added=(absence,)))
    assert [list(row.values()) for row in rows] == [
        ["Bỏ ca", "Đoàn <1>", "Thứ Hai 26/04/2027", "26/04/2027 18:30–23:00 Công an, Văn hóa"],
        ["Vắng mặt", "Đoàn <1>", "26/04/2027", "Công an"],
    ]
