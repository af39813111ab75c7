"""A commune's own work on a day shift: in the sheet with its hours, in no share, only where there is time."""

from datetime import timedelta

import pytest
from sealed_office import AFTERWARDS, LEADER, PLANNER, audit_rows, set_clock, team

import workflow
from domain.errors import ConflictError, NotAllowedError
from domain.places import CommuneKey
from domain.sheets import commune_of_stop, stop_of_commune

HOUR = 3600


@pytest.fixture
def office(sealed):
    return sealed


@pytest.fixture
def round_id(office):
    return workflow.read_plan(office, PLANNER).round.id


def choices(office, round_id):
    return workflow.list_supervisions(office, PLANNER, round_id=round_id)


def plan_one(office, round_id, *, nth=0):
    """Plan the supervision of a commune on the first day shift of its list, and return both."""
    found = choices(office, round_id)
    commune, shift = found.communes[nth][0], found.shifts[0]
    workflow.supervise_commune(office, PLANNER, round_id=round_id, commune=commune, shift=shift.shift)
    return commune, shift


def test_only_shifts_of_office_hours_that_are_to_come_can_take_one(office, round_id):
    found = choices(office, round_id)
    assert len(found.communes) == 6 and found.planned == () and found.shifts
    assert all(shift.start_s < 16 * HOUR for shift in found.shifts)
    set_clock(office, AFTERWARDS)
    assert choices(office, round_id).shifts == ()


def test_the_sheet_of_a_shift_without_establishments_has_the_committee_in_office_hours(office, round_id):
    commune, shift = plan_one(office, round_id)
    sheet = workflow.read_sheet(office, PLANNER, shift=shift.shift)
    (stop,) = sheet["stops"]
    assert (stop["id"], stop["kind"]) == (stop_of_commune(commune), "commune_supervision")
    assert stop["name"].startswith("UBND") and stop["commune"] in stop["name"] and stop["quality"] == "D"
    starts = [(7.5 * HOUR, 10.5 * HOUR), (13.5 * HOUR, 16 * HOUR)]
    assert any(first <= stop["start_s"] <= last for first, last in starts)
    assert stop["leave_s"] - stop["start_s"] == HOUR == stop["service_s"]
    assert stop["checklist"] in sheet["checklists"] and sheet["tasks"] and stop["cell"] == "" and stop["agencies"] == []
    assert stop["history"] == [] and sheet["reserves"] == []
    assert sheet["travel"]["ids"] == ["", stop["id"]]
    assert sheet["line"][1] == [round(stop["lon"], 5), round(stop["lat"], 5)]


def test_it_opens_to_its_team_alone_and_at_its_hour(office, round_id):
    commune, shift = plan_one(office, round_id)
    view = next(one for one in workflow.list_sheets(office, PLANNER) if one.sheet.shift == shift.shift)
    set_clock(office, view.revealed_at - timedelta(seconds=1))
    with pytest.raises(NotAllowedError):
        workflow.read_sheet(office, team(shift.team), shift=shift.shift)
    set_clock(office, view.revealed_at)
    assert workflow.read_sheet(office, team(shift.team), shift=shift.shift)["stops"][0]["id"] == stop_of_commune(
        commune
    )
    assert shift.shift in {one.shift for one in workflow.team_shifts(office, team(shift.team)).shifts}
    with pytest.raises(NotAllowedError):
        workflow.read_sheet(office, team("T2" if shift.team != "T2" else "T1"), shift=shift.shift)


def test_the_sealed_plan_and_its_count_stay_as_they_were(office, round_id):
    before = workflow.read_plan(office, PLANNER)
    coverage = workflow.read_coverage(office, LEADER)
    others = {
        view.sheet.text: workflow.read_sheet(office, PLANNER, shift=view.sheet.shift)
        for view in workflow.list_sheets(office, PLANNER)
    }
    plan_one(office, round_id)
    assert workflow.read_plan(office, PLANNER) == before
    assert workflow.read_coverage(office, LEADER).planned == coverage.planned
    for text, sheet in others.items():
        assert workflow.read_sheet(office, PLANNER, shift=text.split("/")[1]) == sheet


def test_a_shift_looks_at_two_communes_one_after_the_other(office, round_id):
    _, shift = plan_one(office, round_id)
    plan_one(office, round_id, nth=1)
    first, second = workflow.read_sheet(office, PLANNER, shift=shift.shift)["stops"]
    assert first["leave_s"] < second["arrival_s"] <= second["start_s"]


def test_a_commune_has_one_and_it_can_be_dropped(office, round_id):
    commune, shift = plan_one(office, round_id)
    other = choices(office, round_id).shifts[1]
    workflow.supervise_commune(office, PLANNER, round_id=round_id, commune=commune, shift=other.shift)
    (planned,) = choices(office, round_id).planned
    assert planned.shift.shift == other.shift != shift.shift and planned.start_s is not None
    workflow.drop_supervision(office, PLANNER, round_id=round_id, commune=commune)
    assert choices(office, round_id).planned == ()
    assert [row.object for row in audit_rows(office, "supervision.plan")] == [other.shift, shift.shift]


def test_an_evening_another_offices_commune_and_a_shift_that_began_are_refused(office, round_id):
    found = choices(office, round_id)
    commune, day = found.communes[0][0], found.shifts[0].shift
    evening = next(view.sheet.shift for view in workflow.list_sheets(office, PLANNER))

    def refusal(**more):
        with pytest.raises(ConflictError) as error:
            workflow.supervise_commune(office, PLANNER, round_id=round_id, **{"commune": commune, "shift": day, **more})
        assert f"error.{error.value.code}" in office.reference.words
        return error.value.code

    assert refusal(shift=evening) == "supervision.no_time"
    assert refusal(shift="no-such-shift") == "supervision.unknown"
    assert refusal(commune=CommuneKey(vintage="post2025", code="00000")) == "supervision.unknown"
    set_clock(office, AFTERWARDS)
    assert refusal() == "supervision.over"
    assert choices(office, round_id).planned == ()
    for actor in (team("T1"), LEADER):
        with pytest.raises(NotAllowedError):
            workflow.supervise_commune(office, actor, round_id=round_id, commune=commune, shift=day)


def test_ids_of_stops_go_there_and_back():
    key = CommuneKey(vintage="post2025", code="25516")
    assert commune_of_stop(stop_of_commune(key)) == key
    assert commune_of_stop("CS000001") is None and commune_of_stop("commune:nothing") is None


def test_of_two_planners_the_second_one_is_told(office, round_id):
    found = choices(office, round_id)
    (commune, _), (first, second) = found.communes[0], found.shifts[:2]
    where = {"round_id": round_id, "commune": commune}
    workflow.supervise_commune(office, PLANNER, **where, shift=first.shift, seen=None)
    for late in (
        lambda: workflow.supervise_commune(office, PLANNER, **where, shift=second.shift, seen=None),
        lambda: workflow.drop_supervision(office, PLANNER, **where, seen=second.shift),
    ):
        with pytest.raises(ConflictError, match=r"changed\.meanwhile"):
            late()
    assert [one.shift for one in choices(office, round_id).planned] == [first]
    workflow.drop_supervision(office, PLANNER, **where, seen=first.shift)
    with pytest.raises(ConflictError, match=r"changed\.meanwhile"):
        workflow.supervise_commune(office, PLANNER, **where, shift=second.shift, seen=first.shift)
    assert choices(office, round_id).planned == ()
