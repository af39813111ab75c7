"""A closed door of the demo office's sealed round: tried again by another shift, or replaced and planned in."""

import hashlib
import hmac
import json
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

import workflow
from commands.server_commands import HANDLERS
from domain.accounts import AccountRole, Actor
from domain.errors import ConflictError, InputError
from store import audit
from workflow.field_keys import results_key
from workflow.workspace import open_workspace, settings_from

PLANNER = Actor(account="planner", role=AccountRole.PLANNER)


@pytest.fixture
def workspace(demo_copy: Path):
    """Return the demo office, its round sealed, on the evening after its first shift."""
    found = open_workspace(settings_from({"INSPECTION_DIR": str(demo_copy)}))
    view = workflow.read_plan(found, PLANNER)
    workflow.seal_plan(
        found, PLANNER, round_id=view.round.id, version=view.version, decision_no="12/QĐ",
        decision_on=date(2027, 3, 2), signer="Trưởng phòng", lodging_reason="Theo giờ mở cửa",
    )  # fmt: skip
    first = min(workflow.list_sheets(found, PLANNER), key=lambda one: (one.date, one.start_s))
    now = workflow.read_now(found)
    workflow.move_clock(found, PLANNER, at=datetime.combine(first.date, time(23, 30), tzinfo=now.tzinfo))
    yield found
    found.store.close()


def close_a_door(workspace):
    """Let the first team find its first door closed; return the shift and the establishment."""
    sheet = min(workflow.list_sheets(workspace, PLANNER), key=lambda one: (one.date, one.start_s))
    shift = next(one for one in workflow.read_plan(workspace, PLANNER).shifts if one.shift == sheet.sheet.shift)
    stop = shift.stops[0].establishment_id
    body = json.dumps({
        "schema": 1, "sheet": sheet.sheet.text, "team": sheet.team, "shift": sheet.sheet.shift,
        "revision": sheet.sheet.revision, "device": "a" * 16, "made_at": "2027-03-08T22:00:00+07:00",
        "results": [{"stop": stop, "kind": "establishment", "status": "closed_door", "edit": 1,
                     "recorded_at": "2027-03-08T20:00:00+07:00"}],
    })  # fmt: skip
    key = bytes.fromhex(results_key(workspace, sheet.sheet))
    mark = hmac.new(key, body.encode(), hashlib.sha256).hexdigest()
    text = json.dumps({"schema": 1, "body": body, "mark": mark})
    received = datetime(2027, 3, 8, 16, tzinfo=UTC)
    answer = workflow.take_results(workspace, PLANNER, text=text, received_at=received)
    assert answer.accepted == 1
    return shift, stop


def shift_of(workspace, stop):
    return [
        s.shift for s in workflow.read_plan(workspace, PLANNER).shifts if stop in {v.establishment_id for v in s.stops}
    ]


def test_another_shift_tries_again_and_the_plan_stays_sealed(workspace):
    shift, stop = close_a_door(workspace)
    round_id = workflow.read_plan(workspace, PLANNER).round.id
    offers = workflow.offer_retries(workspace, PLANNER, round_id=round_id, establishment=stop)
    assert offers
    arguments = {"round_id": round_id, "establishment": stop, "shift": offers[0].shift}
    with pytest.raises(InputError):
        workflow.try_again(workspace, PLANNER, **arguments, reason=" ")
    with pytest.raises(ConflictError) as refused:
        workflow.try_again(workspace, PLANNER, **arguments | {"shift": shift.shift}, reason="Cửa đóng")
    assert refused.value.code == "results.no_shift"
    before = workflow.read_plan(workspace, PLANNER)
    version = workflow.try_again(workspace, PLANNER, **arguments, reason="Cửa đóng")
    after = workflow.read_plan(workspace, PLANNER)
    assert (after.version, after.sealed_at is not None, after.rules_broken) == (version, True, 0)
    assert shift_of(workspace, stop) == [offers[0].shift] != [shift.shift]
    assert {s.shift: s.revealed_at for s in after.shifts if s.shift in {o.shift for o in before.shifts}} == {
        s.shift: s.revealed_at for s in before.shifts if s.shift in {o.shift for o in after.shifts}
    }
    # The first visit is still there, as it was; it waits for nobody any more.
    found = next(one for one in workflow.read_results(workspace, PLANNER).shifts if one.shift == shift.shift)
    visit = next(one for one in found.visits if one.stop == stop)
    assert visit.standing.result.status == "closed_door" and not visit.is_waiting
    with workspace.store.read() as connection:
        assert "visit.retry" in {one.action for one in audit.read_audit(connection, limit=5)}


def test_a_reserve_stands_in_and_is_planned_by_the_worker(workspace):
    _, stop = close_a_door(workspace)
    round_id = workflow.read_plan(workspace, PLANNER).round.id
    offers = [
        one
        for one in workflow.offer_reserves(workspace, PLANNER, round_id=round_id, establishment=stop)
        if one.floors_hold
    ]
    arguments = {"round_id": round_id, "establishment": stop, "stand_in": offers[-1].establishment_id}
    change = workflow.put_reserve(workspace, PLANNER, **arguments, reason="Cửa đóng")
    assert (change.establishment_id, change.stand_in) == (stop, offers[-1].establishment_id)
    with pytest.raises(ConflictError):
        workflow.put_reserve(workspace, PLANNER, **arguments, reason="Cửa đóng")
    assert workflow.run_next_job(workspace, worker="w", handlers=HANDLERS)
    job = workflow.latest_job(workspace, PLANNER, kind="replan")
    assert job.state == "done", (job.error_code, job.error_params)
    view = workflow.read_plan(workspace, PLANNER)
    assert view.sealed_at is not None
    placed = shift_of(workspace, change.stand_in)
    assert placed or change.stand_in in {one.visit for one in view.unassigned}


def test_a_door_that_nobody_found_closed_is_not_replaced(workspace):
    shift, _ = close_a_door(workspace)
    other = shift.stops[1].establishment_id
    round_id = workflow.read_plan(workspace, PLANNER).round.id
    for call, more in ((workflow.put_reserve, {"stand_in": "x"}), (workflow.try_again, {"shift": "x"})):
        with pytest.raises(ConflictError) as refused:
            call(workspace, PLANNER, round_id=round_id, establishment=other, reason="Cửa đóng", **more)
        assert refused.value.code == "results.not_waiting"
