"""The calendar of shifts: pattern, holidays, absences; what a plan may count on; a change is kept whole or not at all."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

import workflow
from domain.accounts import AccountRole, Actor
from domain.errors import ConflictError, InputError
from domain.shift_calendar import (
    Absence,
    CalendarChange,
    ShiftCalendar,
    WeeklyShift,
    change_calendar,
    compare_calendars,
    pattern_of,
    weekly_shifts,
    working_shifts,
)
from domain.teams import Holiday
from store import offices, teams
from workflow.reference import load_reference
from workflow.shift_calendar import holidays_of, working_between
from workflow.workspace import open_workspace, settings_from

ROOT = Path(__file__).resolve().parents[2]
PLANNER = Actor(account="p", role=AccountRole.PLANNER)
# 30/04/2027 is a Friday, 01/05 a Saturday, 03/05 the Monday off in its place.
FIRST, LAST = date(2027, 4, 26), date(2027, 5, 9)
OFFICE = """
id = "o"
name = "Phòng VH-XH"
superior = "UBND xã"
place = "Tân Châu"
vintage = "post2025"
units = ["25516"]
bases = [{ id = "TC", name = "Trụ sở", commune = "25516" }]

[[teams]]
id = "T1"
name = "Đoàn 1"
base = "TC"
agencies = ["CONG_AN", "VAN_HOA"]
weekly = [{ days = ["T2", "T6"], from = "18:30", until = "23:00", max_stops = 6 }]

[[teams]]
id = "T2"
name = "Đoàn 2"
base = "TC"
agencies = ["Y_TE"]
weekly = [{ days = ["T4"], from = "08:00", until = "11:00" }]
"""


@pytest.fixture
def workspace(tmp_path):
    (tmp_path / "office.toml").write_text(OFFICE, encoding="utf-8")
    found = open_workspace(settings_from({"INSPECTION_DIR": str(tmp_path / "office")}))
    workflow.set_up_office(found, PLANNER, path=tmp_path / "office.toml")
    yield found
    found.store.close()


def calendar(workspace):
    with workspace.store.read() as connection:
        return teams.read_calendar(connection)


def test_the_pattern_gives_shifts_and_leaves_holidays_out(workspace):
    added = workflow.generate_shifts(workspace, PLANNER, first=FIRST, last=LAST)
    # T2: Mondays 26/04 (03/05 is off); T6: Friday 07/05 (30/04 is off); T4: 28/04 and 05/05.
    assert [shift.id for shift in added] == [
        "T1-2027-04-26-1830", "T2-2027-04-28-0800", "T2-2027-05-05-0800", "T1-2027-05-07-1830",
    ]  # fmt: skip
    assert (added[0].agencies, added[0].start_location, added[0].max_stops) == (("CONG_AN", "VAN_HOA"), "TC", 6)
    assert workflow.generate_shifts(workspace, PLANNER, first=FIRST, last=LAST) == ()


def test_generation_keeps_what_was_changed_by_hand(workspace):
    first = workflow.generate_shifts(workspace, PLANNER, first=FIRST, last=FIRST)[0]
    later = replace(first, start_s=first.start_s + 1800)
    workflow.confirm_calendar(workspace, PLANNER, change=CalendarChange(changed=((first, later),)))
    assert workflow.generate_shifts(workspace, PLANNER, first=FIRST, last=FIRST) == ()
    assert calendar(workspace).shifts == (later,)


def test_a_shift_on_a_holiday_is_shown_and_left_out(workspace):
    workflow.generate_shifts(workspace, PLANNER, first=FIRST, last=FIRST)
    workflow.save_holidays(workspace, PLANNER, holidays=(Holiday(on=FIRST, name="Ngày của đơn vị", is_checked=True),))
    view = workflow.read_calendar(workspace, PLANNER, first=FIRST, last=LAST)
    assert [shift.date for shift in view.calendar.shifts] == [FIRST]
    assert view.holidays[0].name == "Ngày của đơn vị"
    assert view.working == workflow.list_shifts(workspace, PLANNER, first=FIRST, last=LAST) == ()


def test_an_absent_agency_is_missing_from_the_shift_and_nobody_left_means_no_shift(workspace):
    workflow.generate_shifts(workspace, PLANNER, first=FIRST, last=LAST)
    workflow.save_absence(workspace, PLANNER, on=FIRST, agency="CONG_AN", teams_=("T1",))
    assert working_between(workspace, first=FIRST, last=FIRST)[0].agencies == ("VAN_HOA",)
    assert calendar(workspace).shifts[0].agencies == ("CONG_AN", "VAN_HOA")
    workflow.save_absence(workspace, PLANNER, on=date(2027, 4, 28), agency="Y_TE", teams_=("T1", "T2"))
    assert working_between(workspace, first=date(2027, 4, 28), last=date(2027, 4, 28)) == ()
    workflow.save_absence(workspace, PLANNER, on=FIRST, agency="CONG_AN", teams_=("T1",), is_absent=False)
    assert working_between(workspace, first=FIRST, last=FIRST)[0].agencies == ("CONG_AN", "VAN_HOA")


def test_a_shift_without_agencies_of_its_own_loses_those_of_its_team(workspace):
    shift = replace(workflow.generate_shifts(workspace, PLANNER, first=FIRST, last=FIRST)[0], agencies=())
    with workspace.store.read() as connection:
        crews = teams.read_teams(connection)
    absent = {Absence(on=FIRST, team="T1", agency="CONG_AN")}
    assert working_shifts([shift], crews, holidays=(), absences=absent)[0].agencies == ("VAN_HOA",)
    absent.add(Absence(on=FIRST, team="T1", agency="VAN_HOA"))
    assert working_shifts([shift], crews, holidays=(), absences=absent) == ()


def test_a_workbook_goes_out_and_comes_back(workspace, tmp_path):
    import openpyxl

    added = workflow.generate_shifts(workspace, PLANNER, first=FIRST, last=LAST)
    path = tmp_path / "c.xlsx"
    path.write_bytes(workflow.shift_workbook(workspace, PLANNER, first=FIRST, last=LAST))
    assert workflow.propose_calendar(workspace, PLANNER, path=path).change.is_empty
    book = openpyxl.load_workbook(path)
    book.worksheets[0].delete_rows(4)
    book.worksheets[0].cell(4, 8).value = "Y tế"
    book.save(path)
    proposal = workflow.propose_calendar(workspace, PLANNER, path=path)
    assert proposal.change.removed == added[:1]
    assert proposal.change.absences_added == (Absence(on=added[1].date, team="T2", agency="Y_TE"),)
    assert calendar(workspace).shifts == added
    workflow.confirm_calendar(workspace, PLANNER, change=proposal.change)
    assert calendar(workspace) == ShiftCalendar(shifts=added[1:], absences=proposal.change.absences_added)
    # The same change again finds another calendar.
    with pytest.raises(ConflictError) as refused:
        workflow.confirm_calendar(workspace, PLANNER, change=proposal.change)
    assert refused.value.code == "office.calendar_moved"


def test_a_team_does_not_work_twice_at_once(workspace):
    first = workflow.generate_shifts(workspace, PLANNER, first=FIRST, last=FIRST)[0]
    twice = replace(first, id="x", start_s=first.start_s + 60)
    with pytest.raises(InputError) as refused:
        workflow.confirm_calendar(workspace, PLANNER, change=CalendarChange(added=(twice,)))
    assert refused.value.code == "office.shift_overlap"
    assert calendar(workspace).shifts == (first,)


def test_days_in_the_wrong_order_are_refused(workspace):
    for first, last in ((LAST, FIRST), (FIRST, FIRST + timedelta(days=400))):
        with pytest.raises(InputError) as refused:
            workflow.generate_shifts(workspace, PLANNER, first=first, last=last)
        assert refused.value.code == "office.dates"


def test_without_a_pattern_nothing_can_be_generated(workspace):
    workflow.save_weekly(workspace, PLANNER, pattern=())
    with pytest.raises(InputError) as refused:
        workflow.generate_shifts(workspace, PLANNER, first=FIRST, last=LAST)
    assert refused.value.code == "office.no_pattern"


def test_a_busy_team_stays(workspace):
    workflow.generate_shifts(workspace, PLANNER, first=FIRST, last=LAST)
    with workspace.store.read() as connection:
        crews = teams.read_teams(connection)
    with pytest.raises(InputError) as refused:
        workflow.save_teams(workspace, PLANNER, crews=crews[:1])
    assert refused.value.params["team"] == "T2"


def test_the_pattern_is_found_again_in_its_shifts(workspace):
    with workspace.store.read() as connection:
        pattern, crews = teams.read_weekly(connection), {t.id: t for t in teams.read_teams(connection)}
    shifts = weekly_shifts(pattern, crews, first=date(2027, 3, 1), last=date(2027, 3, 28), holidays=())
    assert len(shifts) == 4 * 3
    assert set(pattern_of(shifts)) == set(pattern)


def test_a_change_leads_from_one_calendar_to_the_other(workspace):
    weekly = WeeklyShift(team="T1", weekday=0, start_s=28_800, end_s=39_600, max_duty_s=10_800)
    with workspace.store.read() as connection:
        crews = {t.id: t for t in teams.read_teams(connection)}
    shifts = weekly_shifts([weekly], crews, first=date(2027, 3, 1), last=date(2027, 3, 28), holidays=())
    absence = Absence(on=date(2027, 3, 1), team="T1", agency="Y_TE")
    before = ShiftCalendar(shifts=shifts[:3], absences=(absence,))
    after = ShiftCalendar(shifts=(replace(shifts[1], max_stops=2), *shifts[2:]))
    change = compare_calendars(before, after)
    assert (len(change.added), len(change.changed), len(change.removed)) == (1, 1, 1)
    assert change_calendar(before, change) == after


def test_the_office_says_what_a_holiday_is(workspace):
    hung_kings = date(2027, 4, 16)
    assert not next(h for h in holidays_of(workspace) if h.on == hung_kings).is_checked
    workflow.save_holidays(workspace, PLANNER, holidays=(Holiday(on=hung_kings, name="Giỗ Tổ", is_checked=True),))
    found = [h for h in holidays_of(workspace) if h.on == hung_kings]
    assert [(h.name, h.is_checked) for h in found] == [("Giỗ Tổ", True)]
    with pytest.raises(InputError):
        workflow.save_holidays(workspace, PLANNER, holidays=(Holiday(on=hung_kings, name=" "),))


def test_types_and_holidays_lie_in_the_store(workspace):
    types = tuple(replace(kind, points=7) for kind in workspace.reference.types[:2])
    with workspace.store.write() as connection:
        offices.save_types(connection, types)
        teams.save_holidays(connection, (Holiday(on=LAST, name="b"), Holiday(on=FIRST, name="a", source="s")))
    with workspace.store.read() as connection:
        assert offices.read_types(connection) == types
        assert [h.name for h in teams.read_holidays(connection)] == ["a", "b"]


# What data/rules/holidays.csv says, against a package of its own sources.


def test_every_holiday_has_its_source_and_only_fixed_days_are_checked():
    known = load_reference(ROOT / "data").holidays
    assert all(h.source and h.name for h in known)
    assert {(h.on.month, h.on.day) for h in known if h.is_checked} == {(1, 1), (4, 30), (5, 1), (9, 2)}
    assert len({h.on for h in known}) == len(known)


def test_the_holidays_are_those_of_the_holidays_package():
    package = pytest.importorskip("holidays", reason="the package holidays is not installed")
    known = {h.on for h in load_reference(ROOT / "data").holidays}
    theirs = package.Vietnam(years=range(2025, 2029), language="vi")
    fixed = {date(year, *day) for year in range(2025, 2029) for day in ((1, 1), (4, 30), (5, 1), (9, 2))}
    assert fixed <= known
    assert sorted(known ^ set(theirs)) == []
