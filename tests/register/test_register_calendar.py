"""The workbook of a shift calendar: written, changed by hand, read back as a difference; a row in doubt changes nothing."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.shift_calendar import CalendarPaper, calendar_workbook
from domain.errors import InputError
from domain.places import Base
from domain.shift_calendar import Absence, CalendarChange, ShiftCalendar, compare_calendars, shift_id
from domain.teams import Break, Holiday, Shift, Team, TeamLevel
from register.calendar_cells import clock_s, named_list, whole_number
from register.calendar_rows import CalendarReference, read_calendar_workbook
from workflow.reference import load_reference

ROOT = Path(__file__).resolve().parents[2]
HOUR = 3600
MONDAY, TUESDAY, SUNDAY = date(2027, 3, 8), date(2027, 3, 9), date(2027, 3, 14)
AGENCIES = {"CA": "Công an", "VH": "Văn hóa", "YT": "Y tế"}
BASES = (Base(id="B1", name="Trụ sở", lon=106.1, lat=11.5), Base(id="B2", name="Tân Hòa", lon=106.4, lat=11.6))
TEAMS = (
    Team(id="T1", name="Đoàn số 1", level=TeamLevel.AREA, base="B1", agencies=("CA", "VH")),
    Team(id="T2", name="Đoàn số 2", level=TeamLevel.AREA, base="B2", agencies=("VH",)),
)
REFERENCE = load_reference(ROOT / "data")
LUNCH = Break(earliest_s=41_400, latest_s=44_100, duration_s=2_700)


def columns():
    import tomllib

    text = (ROOT / "data" / "rules" / "shift_columns.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)["columns"]


COLUMNS = columns()


def shift(team, day, start_h, end_h, **changes):
    base = next(one.base for one in TEAMS if one.id == team)
    plain = Shift(
        id=shift_id(team, day, start_h * HOUR), team=team, date=day, start_s=start_h * HOUR, end_s=end_h * HOUR,
        start_location=base, end_location=base, max_duty_s=(end_h - start_h) * HOUR,
    )  # fmt: skip
    return replace(plain, **changes)


EVENING = shift("T1", MONDAY, 18, 23, max_stops=6, agencies=("CA", "VH"))
DAY = shift("T2", TUESDAY, 8, 16, pause=LUNCH)
CALENDAR = ShiftCalendar(shifts=(EVENING, DAY), absences=(Absence(on=MONDAY, team="T1", agency="VH"),))


def write(path, calendar=CALENDAR, *, holidays=(), first=MONDAY, last=SUNDAY):
    paper = CalendarPaper(
        office_name="Phòng =1+1", first=first, last=last, teams=TEAMS, bases=BASES, agencies=AGENCIES,
        calendar=calendar, holidays=holidays, columns=COLUMNS, made_at=datetime(2027, 3, 1, tzinfo=UTC),
    )  # fmt: skip
    content = calendar_workbook(paper, words=REFERENCE.words)
    path.write_bytes(content)
    return content


def read(path, calendar=CALENDAR):
    known = CalendarReference(
        teams=TEAMS, bases=BASES, agencies=AGENCIES, columns=COLUMNS, calendar=calendar, on=date(2027, 3, 1)
    )
    return read_calendar_workbook(path, known)


def change_of(path, calendar=CALENDAR):
    sheet = read(path, calendar)
    return compare_calendars(sheet.before, sheet.calendar), sheet


def edit(path, work):
    book = openpyxl.load_workbook(path)
    work(book.worksheets[0])
    book.save(path)


AT = {name: number for number, name in enumerate(COLUMNS, start=1)}
FIRST_ROW = 4


@pytest.fixture
def path(tmp_path):
    found = tmp_path / "c.xlsx"
    write(found)
    return found


def test_what_went_out_comes_back_without_a_change(path):
    change, sheet = change_of(path)
    assert change == CalendarChange()
    assert sheet.issues == ()
    assert (sheet.first, sheet.last) == (MONDAY, SUNDAY)


def test_the_same_calendar_gives_the_same_bytes(tmp_path):
    assert write(tmp_path / "a.xlsx") == write(tmp_path / "b.xlsx")


def test_the_sheet_says_what_a_person_needs(tmp_path):
    content = write(tmp_path / "a.xlsx", holidays=(Holiday(on=MONDAY, name="Lễ", is_checked=False),))
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    rows = [list(row) for row in sheet.iter_rows(min_row=1, values_only=True)]
    assert rows[2] == [names[0] for names in COLUMNS.values()]
    assert rows[1][0].startswith("Từ 08/03/2027 đến 14/03/2027.")
    assert rows[3][:9] == [EVENING.id, datetime(2027, 3, 8), "Thứ Hai", "Đoàn số 1", "18:00", "23:00", "Công an; Văn hóa", "Văn hóa", "Trụ sở"]  # fmt: skip
    assert rows[3][-1] == "Ngày nghỉ: Lễ (cần kiểm tra). Ca này không được xếp lịch."
    assert sheet["A1"].data_type == "s"


def test_hours_place_agencies_and_absence_change_one_shift(path):
    def work(sheet):
        for name, value in {"start": time(17, 30), "end": "22h", "agencies": "công an, Y TE", "absent": "Y tế", "base": "tan hoa"}.items():  # fmt: skip
            sheet.cell(FIRST_ROW, AT[name]).value = value

    edit(path, work)
    change, sheet = change_of(path)
    assert sheet.issues == ()
    assert (change.added, change.removed) == ((), ())
    ((before, after),) = change.changed
    assert before == EVENING
    assert (after.id, after.start_s, after.end_s, after.max_duty_s) == (EVENING.id, 63_000, 79_200, 16_200)
    assert (after.agencies, after.start_location, after.end_location, after.max_stops) == (("CA", "YT"), "B2", "B2", 6)
    assert change.absences_added == (Absence(on=MONDAY, team="T1", agency="YT"),)
    assert change.absences_removed == (Absence(on=MONDAY, team="T1", agency="VH"),)


def test_a_row_more_and_a_row_less(path):
    def work(sheet):
        sheet.delete_rows(FIRST_ROW)
        row = {"date": "10/3/2027", "team": "doan so 2", "start": "21:00", "end": "1:30"}
        for name, value in row.items():
            sheet.cell(FIRST_ROW + 1, AT[name]).value = value

    edit(path, work)
    change, sheet = change_of(path)
    assert sheet.issues == ()
    assert change.removed == (EVENING,)
    (added,) = change.added
    assert (added.id, added.end_s, added.agencies, added.start_location) == (
        "T2-2027-03-10-2100",
        91_800,
        ("VH",),
        "B2",
    )
    assert added.max_duty_s == 16_200


def test_a_copied_row_is_a_new_shift(path):
    def work(sheet):
        for at in range(1, len(AT) + 1):
            sheet.cell(FIRST_ROW + 2, at).value = sheet.cell(FIRST_ROW, at).value
        sheet.cell(FIRST_ROW + 2, AT["date"]).value = date(2027, 3, 12)

    edit(path, work)
    change, _ = change_of(path)
    assert [one.id for one in change.added] == ["T1-2027-03-12-1800"]
    assert change.changed == change.removed == ()


def test_days_outside_the_workbook_are_left_alone(path):
    later = shift("T1", date(2027, 3, 20), 18, 23)
    calendar = ShiftCalendar(shifts=(EVENING, DAY, later), absences=(Absence(on=later.date, team="T1", agency="CA"), *CALENDAR.absences))  # fmt: skip
    assert change_of(path, calendar)[0] == CalendarChange()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("date", "31/02/2027"), ("team", "Đoàn lạ"), ("start", "tối"), ("end", "18:00"), ("agencies", "FBI"),
        ("absent", "FBI"), ("base", "Sao Hỏa"), ("max_duty", "lâu"), ("max_stops", "nhiều"), ("break_from", "12:00"),
    ],
)  # fmt: skip
def test_a_row_in_doubt_is_named_and_its_shift_stays(path, name, value):
    edit(path, lambda sheet: setattr(sheet.cell(FIRST_ROW, AT[name]), "value", value))
    change, sheet = change_of(path)
    assert change == CalendarChange()
    (issue,) = sheet.issues
    assert (issue.code, issue.sheet, issue.row, issue.column) == (f"calendar_{name}", "Lịch ca", FIRST_ROW, COLUMNS[name][0])  # fmt: skip
    assert issue.value == value
    cell = {"sheet": issue.sheet, "row": issue.row, "value": issue.value}
    assert value in REFERENCE.words.say(f"issue.{issue.code}", **cell)
    assert REFERENCE.words.say(f"remedy.{issue.code}", **cell)


def test_a_nameless_row_in_doubt_keeps_every_shift(path):
    def work(sheet):
        sheet.cell(FIRST_ROW, AT["id"]).value = None
        sheet.cell(FIRST_ROW, AT["start"]).value = "tối"
        sheet.delete_rows(FIRST_ROW + 1)

    edit(path, work)
    change, sheet = change_of(path)
    assert change == CalendarChange()
    assert len(sheet.issues) == 1


def test_a_sheet_without_the_columns_is_refused(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["STT", "Tên cơ sở"])
    book.save(tmp_path / "x.xlsx")
    with pytest.raises(InputError) as refused:
        read(tmp_path / "x.xlsx")
    assert refused.value.code == "calendar.no_header"
    assert "Đoàn" in refused.value.params["columns"]


def test_a_table_of_ones_own_will_do(tmp_path):
    book = openpyxl.Workbook()
    for row in (["LỊCH"], [None], ["Đội", "Ngày", "Bắt đầu", "Kết thúc"], ["Đoàn số 1", "15/3/2027", "8h", "11h30"]):
        book.active.append(row)
    book.save(tmp_path / "x.xlsx")
    change, sheet = change_of(tmp_path / "x.xlsx")
    assert (sheet.first, sheet.last) == (date(2027, 3, 15), date(2027, 3, 15))
    assert [(one.id, one.end_s, one.agencies) for one in change.added] == [("T1-2027-03-15-0800", 41_400, ("CA", "VH"))]
    assert change.removed == ()


@pytest.mark.parametrize(
    ("cell", "seconds"),
    [
        ("18:30", 66_600), ("18h30", 66_600), ("8 giờ", 28_800), ("25:30", 91_800), (0.75, 64_800), (8, 28_800),
        (time(7, 45), 27_900), (26 / 24, 93_600), ("31:00", None), ("8:75", None), ("tối", None), (None, None),
        (True, None), (-0.5, None), (float("nan"), None),
    ],
)  # fmt: skip
def test_times_as_people_write_them(cell, seconds):
    assert clock_s(cell) == seconds


def test_numbers_and_lists():
    assert [whole_number(cell) for cell in ("9" * 5000, "1000000", 1e300, 10**400, float("nan"))] == [None] * 5
    assert [whole_number(cell) for cell in (999_999, "999999")] == [999_999] * 2
    assert [whole_number(cell) for cell in (6, "6", 6.0, "0", 2.5, "x", True, None)] == [6, 6, 6, None, None, None, None, None]  # fmt: skip
    assert named_list("Công an; y te\nVH", AGENCIES) == (("CA", "YT", "VH"), "")
    assert named_list("Công an; FBI", AGENCIES) == ((), "FBI")
    assert named_list(None, AGENCIES) == ((), "")


@st.composite
def calendars(draw):
    shifts, absences = {}, set()
    for _ in range(draw(st.integers(1, 8))):
        team = draw(st.sampled_from(TEAMS))
        day = date(2027, 3, draw(st.integers(8, 14)))
        start, length = draw(st.integers(0, 23)), draw(st.integers(1, 6))
        agencies = draw(st.sets(st.sampled_from(sorted(AGENCIES))))
        one = shift(
            team.id, day, start, start + length, agencies=tuple(sorted(agencies)),
            max_stops=draw(st.none() | st.integers(1, 20)), start_location=draw(st.sampled_from(("B1", "B2"))),
        )  # fmt: skip
        pause = Break(earliest_s=one.start_s, latest_s=one.end_s - 1800, duration_s=1800)
        one = replace(one, end_location=one.start_location, pause=draw(st.sampled_from((None, pause))))
        shifts[one.id] = one
        if draw(st.booleans()):
            absences.add(Absence(on=day, team=team.id, agency=draw(st.sampled_from(sorted(AGENCIES)))))
    ordered = sorted(shifts.values(), key=lambda s: (s.date, s.start_s, s.id))
    return ShiftCalendar(shifts=tuple(ordered), absences=tuple(sorted(absences)))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(calendar=calendars())
def test_any_calendar_written_and_read_is_the_same(calendar, tmp_path):
    write(tmp_path / "p.xlsx", calendar)
    change, sheet = change_of(tmp_path / "p.xlsx", calendar)
    assert sheet.issues == ()
    assert change == CalendarChange()
    # Into an empty calendar the same file adds every shift.
    added = change_of(tmp_path / "p.xlsx", ShiftCalendar())[0].added
    assert [one.id for one in added] == [one.id for one in calendar.shifts]
