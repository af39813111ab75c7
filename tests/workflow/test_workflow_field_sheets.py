"""The sheet of a shift: what is in it, who gets it and when, and that nothing else ever leaves with it."""

import json
from collections import Counter
from datetime import datetime, timedelta

import pytest
from sealed_office import (
    ADMINISTRATOR,
    AFTERWARDS,
    LEADER,
    PLANNER,
    audit_rows,
    keys_of,
    open_office,
    set_clock,
    team,
    text_of,
)

import workflow
from domain.ceremony import ChangeKind, SampleChange
from domain.errors import ConflictError, InputError, NotAllowedError
from domain.establishments import Precision
from domain.inspections import Inspection
from domain.sheets import AlarmNumber
from store import ceremonies, establishments, inspections, plans, rounds
from workflow.sheet_reserves import read_drawn

KEYS = {
    "schema", "sheet", "key", "round", "shift", "revision", "epoch", "team", "team_name", "date", "start_s", "end_s",
    "departure_s", "return_s", "break_start_s", "break_s", "is_demo", "travel_source", "time_zone", "office", "base",
    "stops", "reserves", "travel", "line", "ground", "checklists", "findings", "actions", "regulations", "tasks",
    "agencies", "alarm", "lodging", "maps", "words",
}  # fmt: skip
PLACE_KEYS = {
    "id", "kind", "name", "type", "type_label", "address", "commune", "commune_former", "lon", "lat", "quality",
    "service_s", "windows", "agencies", "checklist", "history", "cell",
}  # fmt: skip
STOP_KEYS = PLACE_KEYS | {"order", "arrival_s", "start_s", "leave_s"}
MOST_BYTES = 150_000


@pytest.fixture
def office(sealed):
    return sealed


def sheets_of(office):
    return {view.sheet.shift: view for view in workflow.list_sheets(office, PLANNER)}


def plan_of(office):
    with office.store.read() as connection:
        return plans.read_plan(connection, rounds.list_rounds(connection)[-1].id)


# What is in it.


def test_every_sheet_has_the_keys_of_the_contract_and_no_other(office):
    for shift in sheets_of(office):
        sheet = workflow.read_sheet(office, PLANNER, shift=shift)
        assert set(sheet) == KEYS
        assert all(set(stop) == STOP_KEYS for stop in sheet["stops"])
        assert all(set(reserve) == PLACE_KEYS | {"ticket"} for reserve in sheet["reserves"])
        assert sheet["sheet"] == f"{sheet['round']}/{shift}/r{sheet['revision']}.{sheet['epoch']}"
        assert json.loads(json.dumps(sheet)) == sheet


def test_the_stops_are_the_plans_own_in_order_with_its_times(office):
    plan = plan_of(office)
    for route in plan.solution.routes:
        if not route.stops:
            continue
        sheet = workflow.read_sheet(office, PLANNER, shift=route.shift, round_id=plan.round_id)
        told = [(stop["id"], stop["arrival_s"], stop["start_s"], stop["leave_s"]) for stop in sheet["stops"]]
        assert told == [(stop.visit, stop.arrival_s, stop.start_s, stop.leave_s) for stop in route.stops]
        assert [stop["order"] for stop in sheet["stops"]] == list(range(1, len(route.stops) + 1))
        assert (sheet["departure_s"], sheet["return_s"]) == (route.departure_s, route.return_s)


def test_the_times_between_its_places_are_those_that_planned_the_evening(office):
    for shift in sheets_of(office):
        sheet = workflow.read_sheet(office, PLANNER, shift=shift)
        at = {id_: n for n, id_ in enumerate(sheet["travel"]["ids"])}
        seconds = sheet["travel"]["duration_s"]
        assert sheet["travel"]["ids"][0] == ""
        assert all(len(row) == len(seconds) for row in seconds) and all(seconds[n][n] == 0 for n in range(len(seconds)))
        here, leave_s = "", sheet["departure_s"]
        for stop in sheet["stops"]:
            assert leave_s + seconds[at[here]][at[stop["id"]]] == stop["arrival_s"]
            here, leave_s = stop["id"], stop["leave_s"]
        assert leave_s + seconds[at[here]][at[""]] == sheet["return_s"]


def test_a_sheet_is_small_and_twice_the_same(office, capsys):
    sizes = []
    for shift in sheets_of(office):
        sheet = workflow.read_sheet(office, PLANNER, shift=shift)
        assert text_of(sheet) == text_of(workflow.read_sheet(office, PLANNER, shift=shift))
        sizes.append(len(text_of(sheet).encode()))
    with capsys.disabled():
        print(f"\nSHEET.json of the demo: {min(sizes) // 1024} to {max(sizes) // 1024} KB")
    assert max(sizes) <= MOST_BYTES


def test_every_stop_has_its_checklist_and_every_finding_a_duty_of_one(office):
    rules = office.reference.field_rules
    for shift in sheets_of(office):
        sheet = workflow.read_sheet(office, PLANNER, shift=shift)
        asked = {item["code"] for one in sheet["checklists"].values() for item in one["items"]}
        assert all(sheet["checklists"][place["checklist"]]["items"] for place in sheet["stops"] + sheet["reserves"])
        assert "commune_supervision" in sheet["checklists"] and sheet["tasks"]
        duties = {rule.code: set(rule.items) for rule in rules.findings}
        assert all(duties[finding["code"]] & asked for finding in sheet["findings"])
        assert {one["code"] for one in sheet["findings"]} < set(duties)


def test_what_was_not_verified_says_so(office):
    sheet = workflow.read_sheet(office, PLANNER, shift=next(iter(sheets_of(office))))
    told = {one["code"]: one["is_checked"] for one in sheet["regulations"]}
    assert told["NQ198_2025"] is False and told["ND54_2019_ND148_2024"] is True


def test_a_list_holds_on_its_days_only(office):
    rules = office.reference.field_rules
    rule = next(one for one in rules.regulations if one.code == "ND282_2025")
    assert not rule.is_in_force(rule.valid_from - timedelta(days=1)) and rule.is_in_force(rule.valid_from)
    before = {item.code for item in rules.checklist("KARAOKE", on=rule.valid_from.replace(year=2018))}
    assert "NO_LATCH" not in before and "CONTRACTS" in before


def test_the_history_tells_when_and_who_and_nothing_more(office):
    stop = plan_of(office).solution.routes[0]
    id_ = stop.stops[0].visit
    more = [
        Inspection(id="h1", establishment_id=id_, agency="CONG_AN", on=datetime(2026, 5, 1).date(), is_full=True,
                   minutes_no="", on_precision=Precision.MONTH, scope="chuyện riêng", kind="audit"),
        Inspection(id="h2", establishment_id=id_, agency="Sở Lạ", on=datetime(2026, 7, 9).date(), is_full=True,
                   minutes_no="5/BB"),
    ]  # fmt: skip
    with office.store.write() as connection:
        inspections.add_inspections(connection, more)
    sheet = workflow.read_sheet(office, PLANNER, shift=stop.shift)
    history = sheet["stops"][0]["history"]
    assert history[:2] == [
        {"on": "2026-07-09", "agency_label": "Sở Lạ", "minutes": True},
        {"on": "2026-05", "agency_label": "Công an", "minutes": False},
    ]
    assert "chuyện riêng" not in text_of(sheet) and "5/BB" not in text_of(sheet)


def test_role_reason_score_notes_and_owners_are_never_in_it(office):
    known = plan_of(office)
    with office.store.read() as connection:
        notes = {e.notes for e in establishments.read_establishments(connection) if len(e.notes) > 8}
        past = {e.past_violations for e in establishments.read_establishments(connection) if len(e.past_violations) > 8}
    for route in known.solution.routes:
        if route.stops:
            sheet = workflow.read_sheet(office, PLANNER, shift=route.shift)
            assert not {"role", "reason", "score", "chance", "points", "notes", "owner", "phone"} & set(keys_of(sheet))
            assert not [text for text in notes | past if text in text_of(sheet)]


# Who gets it, and when.


def refused(office, actor, shift):
    before = len([row for row in audit_rows(office, "sheet.read") if row.outcome == "denied"])
    with pytest.raises(NotAllowedError) as error:
        workflow.read_sheet(office, actor, shift=shift)
    after = [row for row in audit_rows(office, "sheet.read") if row.outcome == "denied"]
    assert len(after) == before + 1 and after[0].account == actor.account
    return error.value.code, dict(error.value.params)


def test_leaders_and_administrators_never_get_one(office):
    set_clock(office, AFTERWARDS)
    shift = next(iter(sheets_of(office)))
    for actor in (LEADER, ADMINISTRATOR):
        assert refused(office, actor, shift)[0] == "access.role"
        with pytest.raises(NotAllowedError):
            workflow.list_sheets(office, actor)


def test_a_team_gets_its_own_from_the_second_of_the_reveal_on(office):
    for view in sheets_of(office).values():
        set_clock(office, view.revealed_at - timedelta(seconds=1))
        assert refused(office, team(view.team), view.sheet.shift) == ("sheet.not_yours", {})
        set_clock(office, view.revealed_at)
        sheet = workflow.read_sheet(office, team(view.team), shift=view.sheet.shift)
        assert sheet["team"] == view.team


def test_a_team_cannot_tell_anothers_shift_from_one_that_is_not_there(office):
    set_clock(office, AFTERWARDS)
    views = sheets_of(office).values()
    mine = next(iter(views))
    other = next(view for view in views if view.team != mine.team)
    assert refused(office, team(mine.team), other.sheet.shift) == refused(office, team(mine.team), "no-such-shift")
    assert refused(office, team(None), mine.sheet.shift)[0] == "sheet.not_yours"
    with pytest.raises(ConflictError) as none:
        workflow.read_sheet(office, PLANNER, shift="no-such-shift")
    assert none.value.code == "sheet.none"


def test_nothing_of_another_team_or_before_the_reveal_leaves_at_any_moment(office):
    """Every team asks for every shift at every moment at which something changes; each byte is scanned."""
    views = sheets_of(office)
    plan = plan_of(office)
    counts = Counter(e.name for e in _register(office))
    names = {e.id: e.name for e in _register(office) if counts[e.name] == 1}
    stops = {route.shift: {stop.visit for stop in route.stops} for route in plan.solution.routes}
    moments = sorted({view.revealed_at + timedelta(seconds=s) for view in views.values() for s in (-1, 0)})
    allowed_count = 0
    for now in [moments[0] - timedelta(days=3), *moments, moments[-1] + timedelta(days=9)]:
        set_clock(office, now)
        for name in sorted({view.team for view in views.values()} | {"T9"}):
            own = {key for key, view in views.items() if view.team == name and view.revealed_at <= now}
            forbidden = {visit for shift, visits in stops.items() if shift not in own for visit in visits}
            assert {view.sheet.shift for view in workflow.list_sheets(office, team(name))} == own
            told = str(workflow.list_sheets(office, team(name)))
            for shift in views:
                try:
                    told += text_of(workflow.read_sheet(office, team(name), shift=shift))
                    allowed_count += 1
                    assert shift in own
                except NotAllowedError as error:
                    told += str(error) + office.reference.words.say(f"error.{error.code}", **error.params)
                    assert shift not in own
            assert not [id_ for id_ in forbidden if id_ in told or f'"{names.get(id_, id_)}"' in told]
    assert allowed_count > 3 * len(views)


def _register(office):
    with office.store.read() as connection:
        return establishments.read_establishments(connection)


def test_a_draft_has_no_sheets(demo_copy):
    draft = open_office(demo_copy)
    assert workflow.list_sheets(draft, PLANNER) == ()
    shift = next(one.shift for one in workflow.read_plan(draft, PLANNER).shifts if one.stops)
    set_clock(draft, AFTERWARDS)
    with pytest.raises(ConflictError):
        workflow.read_sheet(draft, PLANNER, shift=shift)
    draft.store.close()


def test_an_early_reveal_opens_that_shift_alone(office):
    first, *others = sheets_of(office).values()
    workflow.reveal_shift(office, PLANNER, round_id=first.sheet.round_id, shift=first.sheet.shift, reason="đi sớm")
    assert workflow.read_sheet(office, team(first.team), shift=first.sheet.shift)["stops"]
    for other in others:
        refused(office, team(other.team), other.sheet.shift)


def test_a_look_is_written_down_once_on_each_day(office):
    view = next(iter(sheets_of(office).values()))
    actor = team(view.team)
    set_clock(office, view.revealed_at)
    for _ in range(3):
        workflow.read_sheet(office, actor, shift=view.sheet.shift)
        workflow.team_shifts(office, actor)
    rows = audit_rows(office, "sheet.seen")
    assert [(row.account, row.object) for row in rows if row.account == actor.account] == [
        (actor.account, view.sheet.text)
    ]
    set_clock(office, view.revealed_at + timedelta(days=1))
    workflow.read_sheet(office, actor, shift=view.sheet.shift)
    looks = workflow.list_looks(office, PLANNER, round_id=view.sheet.round_id)
    assert [(look.account, look.at) for look in looks if look.account == actor.account] == [
        (actor.account, view.revealed_at), (actor.account, view.revealed_at + timedelta(days=1)),
    ]  # fmt: skip


# Reserves.


def test_reserves_are_of_the_shifts_own_cells_and_no_two_shifts_have_one(office):
    drawn = read_drawn(office, plan_of(office).round_id)
    seen = []
    for shift in sheets_of(office):
        sheet = workflow.read_sheet(office, PLANNER, shift=shift)
        cells = [reserve["cell"] for reserve in sheet["reserves"]]
        assert set(cells) <= {stop["cell"] for stop in sheet["stops"]}
        assert all(cells.count(cell) <= 2 for cell in cells)
        for reserve in sheet["reserves"]:
            commune, kind = reserve["cell"].split("/")
            row = drawn.rows[reserve["id"]]
            assert (row.commune, row.type) == (commune, kind)
            own = [id_ for id_ in drawn.sample.reserves if drawn.cell_of(id_) == (commune, kind)]
            assert own[reserve["ticket"] - 1] == reserve["id"]
        seen += [reserve["id"] for reserve in sheet["reserves"]]
    assert len(seen) == len(set(seen)) > 8
    assert not set(seen) & {stop.visit for route in plan_of(office).solution.routes for stop in route.stops}


def test_a_team_that_may_not_go_there_gets_no_such_reserve(office):
    """Its agencies, its territory and its recusals hold for reserves as for stops."""
    for shift in sheets_of(office):
        duty = next(one for one in plan_of(office).problem.shifts if one.id == shift)
        sheet = workflow.read_sheet(office, PLANNER, shift=shift)
        assert all(set(reserve["agencies"]) <= set(duty.agencies) for reserve in sheet["reserves"])


def test_a_used_reserve_is_offered_no_more(office):
    sheet = next(
        sheet for shift in sheets_of(office) if (sheet := workflow.read_sheet(office, PLANNER, shift=shift))["reserves"]
    )
    reserve = sheet["reserves"][0]
    absent = next(stop["id"] for stop in sheet["stops"] if stop["cell"] == reserve["cell"])
    change = SampleChange(
        round_id=sheet["round"], number=0, kind=ChangeKind.SUBSTITUTE, establishment_id=absent, stand_in=reserve["id"],
        reason="đóng cửa", account="thu", at=workflow.read_now(office),
    )  # fmt: skip
    with office.store.write() as connection:
        ceremonies.add_change(connection, change)
    again = workflow.read_sheet(office, PLANNER, shift=sheet["shift"])
    assert reserve["id"] not in {one["id"] for one in again["reserves"]}


def test_an_office_that_hands_out_none_has_none_in_its_sheets(office):
    from dataclasses import replace

    settings = workflow.read_field_settings(office, PLANNER)
    workflow.save_field_settings(office, PLANNER, settings=replace(settings, hand_out_reserves=False, maps="none"))
    sheets = [workflow.read_sheet(office, PLANNER, shift=shift) for shift in sheets_of(office)]
    assert all(sheet["reserves"] == [] and sheet["maps"] == "none" for sheet in sheets)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"reveal_minutes": 1441}, "sheet.reveal_minutes"),
        ({"reveal_minutes": -1}, "sheet.reveal_minutes"),
        ({"maps": "javascript:alert(1)"}, "sheet.maps"),
        ({"alarm_text": " "}, "sheet.alarm"),
        ({"alarm_numbers": ()}, "sheet.alarm"),
        ({"alarm_numbers": (AlarmNumber(label="Ai đó", number="gọi tôi"),)}, "sheet.number"),
        ({"alarm_numbers": (AlarmNumber(label=" ", number="113"),)}, "sheet.number"),
        ({"telephone": "<b>113</b>"}, "sheet.number"),
    ],
)
def test_settings_that_nobody_can_use_are_refused_and_the_old_ones_stay(office, change, code):
    from dataclasses import replace

    before = workflow.read_field_settings(office, PLANNER)
    with pytest.raises(InputError) as error:
        workflow.save_field_settings(office, PLANNER, settings=replace(before, **change))
    assert error.value.code == code and f"error.{code}" in office.reference.words
    assert workflow.read_field_settings(office, PLANNER) == before
