"""Working with a plan: every change verified and kept as a version, back and forth, and planned anew after losses."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

import workflow
from domain.accounts import AccountRole, Actor
from domain.ceremony import ChangeKind
from domain.errors import ConflictError, InputError, InspectionError, NotAllowedError
from domain.rounds import Role
from planner.routing.formats import problem_json, solution_json
from planner.verify import verify
from store import plan_steps, plans, rounds
from store.tables import AUDIT
from workflow.plan_views import PlanChange
from workflow.workspace import Workspace, open_workspace, settings_from

PLANNER = Actor(account="planner", role=AccountRole.PLANNER)
ROUND = "D2027-01"


@pytest.fixture
def workspace(demo_copy: Path) -> Iterator[Workspace]:
    """Return the demo office, whose round D2027-01 is drawn and planned as version 1."""
    found = open_workspace(settings_from({"INSPECTION_DIR": str(demo_copy)}))
    yield found
    found.store.close()


def view_of(workspace):
    return workflow.read_plan(workspace, PLANNER, round_id=ROUND)


def orders_of(view) -> dict[str, list[str]]:
    return {shift.shift: [stop.establishment_id for stop in shift.stops] for shift in view.shifts}


def bytes_of(workspace) -> tuple[str, str, int]:
    with workspace.store.read() as connection:
        plan = plans.read_plan(connection, ROUND)
    return problem_json(plan.problem), solution_json(plan.solution), plan.version


def actions_of(workspace) -> list[str]:
    with workspace.store.read() as connection:
        return [row.action for row in connection.execute(sa.select(AUDIT.c.action).order_by(AUDIT.c.number))]


def move(workspace, view, visit, shift, order=1):
    return workflow.move_stop(
        workspace, PLANNER, round_id=ROUND, version=view.version, visit=visit, shift=shift, order=order
    )


def a_reordering(workspace, view):
    """Return (visit, shift, order, preview) of some allowed move within a shift."""
    for shift in view.shifts:
        for stop in shift.stops[1:]:
            asked = {"visit": stop.establishment_id, "shift": shift.shift, "order": 1}
            seen = workflow.preview_move(workspace, PLANNER, round_id=ROUND, version=view.version, **asked)
            if not seen.broken:
                return stop.establishment_id, shift.shift, 1, seen
    pytest.fail("no stop of the demo can go first")


def every_version_verifies(workspace) -> bool:
    with workspace.store.read() as connection:
        kept = [plans.read_plan(connection, ROUND, version) for version in plan_steps.list_versions(connection, ROUND)]
    return all(
        verify(plan.problem, plan.solution) == plan.verdict
        and all(rule.code == "required_missing" for rule in plan.verdict.broken)
        for plan in kept
    )


def code_of(refused) -> str:
    return refused.value.code


def test_a_look_keeps_nothing_and_tells_what_the_move_then_does(workspace):
    view = view_of(workspace)
    visit, shift, order, seen = a_reordering(workspace, view)
    assert view_of(workspace) == view
    assert len(workflow.plan_versions(workspace, PLANNER, round_id=ROUND)) == 1
    moved = move(workspace, view, visit, shift, order)
    assert moved.version == view.version + 1 and moved.rules_broken == 0
    (before, after) = workflow.plan_versions(workspace, PLANNER, round_id=ROUND)
    assert (seen.travel_s_before, seen.travel_s_after) == (before.travel_s, after.travel_s)
    assert (seen.score_before, seen.score_after) == (before.score, after.score)
    difference = workflow.compare_plans(workspace, PLANNER, round_id=ROUND, first=1, second=2)
    assert difference.retimed == seen.retimed and not difference.moved
    assert visit in {one.visit for one in difference.retimed}
    assert actions_of(workspace)[-1] == "plan.move"


def test_a_move_that_breaks_a_rule_is_named_and_refused(workspace):
    view = view_of(workspace)
    busy = max(view.shifts, key=lambda shift: len(shift.stops))
    visits = [stop.establishment_id for shift in view.shifts for stop in shift.stops if shift.shift != busy.shift]
    for visit in visits:
        asked = {"visit": visit, "shift": busy.shift, "order": 1}
        seen = workflow.preview_move(workspace, PLANNER, round_id=ROUND, version=view.version, **asked)
        if seen.broken:
            break
    with pytest.raises(InspectionError) as refused:
        move(workspace, view, visit, busy.shift)
    assert code_of(refused) == "plan.move_breaks"
    assert refused.value.params["rule"] == seen.broken[0].code
    assert view_of(workspace) == view


def test_a_stop_taken_out_is_left_out_with_reasons_and_can_come_back(workspace):
    view = view_of(workspace)
    shift = view.shifts[0]
    visit = shift.stops[0].establishment_id
    out = move(workspace, view, visit, "")
    (left,) = out.unassigned
    assert left.visit == visit and {one.code for one in left.reasons} >= {"fits"}
    assert out.rules_broken == 1
    with pytest.raises(ConflictError) as unsealed:
        workflow.seal_plan(
            workspace, PLANNER, round_id=ROUND, version=out.version, decision_no="1", decision_on=date(2027, 3, 1),
            signer="An",
        )  # fmt: skip
    assert code_of(unsealed) == "plan.broken"
    back = move(workspace, out, visit, shift.shift)
    assert back.unassigned == () and back.rules_broken == 0 and orders_of(back) == orders_of(view)
    assert every_version_verifies(workspace)


def test_a_locked_stop_stays_until_it_is_released(workspace):
    view = view_of(workspace)
    visit, shift, order, _ = a_reordering(workspace, view)
    here = next(one for one in view.shifts if one.shift == shift)
    locks = {stop.establishment_id: "order" for stop in here.stops}
    locked = workflow.lock_stops(workspace, PLANNER, round_id=ROUND, version=view.version, locks=locks)
    assert locked.locked == locks and orders_of(locked) == orders_of(view)
    seen = workflow.preview_move(
        workspace, PLANNER, round_id=ROUND, version=locked.version, visit=visit, shift="", order=1
    )
    assert {rule.code for rule in seen.broken} >= {"lock"}
    with pytest.raises(InspectionError) as refused:
        move(workspace, locked, visit, shift, order)
    assert code_of(refused) == "plan.locked"
    free = workflow.lock_stops(
        workspace, PLANNER, round_id=ROUND, version=locked.version, locks=dict.fromkeys(locks, "")
    )
    assert free.locked == {}
    assert move(workspace, free, visit, shift, order).version == free.version + 1
    assert actions_of(workspace).count("plan.lock") == 2


def test_locks_are_refused_where_there_is_nothing_to_lock(workspace):
    view = view_of(workspace)
    visit = view.shifts[0].stops[0].establishment_id
    with pytest.raises(InputError) as kind:
        workflow.lock_stops(workspace, PLANNER, round_id=ROUND, version=view.version, locks={visit: "hour"})
    assert code_of(kind) == "plan.lock_kind"
    with pytest.raises(ConflictError) as nothing:
        workflow.lock_stops(workspace, PLANNER, round_id=ROUND, version=view.version, locks={"nobody": "day"})
    assert code_of(nothing) == "plan.lock_nothing"


def test_undo_then_redo_gives_the_same_bytes(workspace):
    view = view_of(workspace)
    first = bytes_of(workspace)
    assert not view.can_undo and not view.can_redo
    visit, shift, order, _ = a_reordering(workspace, view)
    moved = move(workspace, view, visit, shift, order)
    second = bytes_of(workspace)
    undone = workflow.undo_plan(workspace, PLANNER, round_id=ROUND, version=moved.version)
    assert bytes_of(workspace) == first and undone.can_redo and not undone.can_undo
    redone = workflow.redo_plan(workspace, PLANNER, round_id=ROUND, version=undone.version)
    assert bytes_of(workspace) == second and redone.can_undo and not redone.can_redo
    assert actions_of(workspace)[-2:] == ["plan.undo", "plan.redo"]


def test_a_change_after_an_undo_forgets_the_way_back_but_no_version(workspace):
    view = view_of(workspace)
    visit, shift, order, _ = a_reordering(workspace, view)
    moved = move(workspace, view, visit, shift, order)
    undone = workflow.undo_plan(workspace, PLANNER, round_id=ROUND, version=moved.version)
    other = workflow.lock_stops(workspace, PLANNER, round_id=ROUND, version=undone.version, locks={visit: "day"})
    assert (other.version, other.can_redo) == (3, False)
    listed = workflow.plan_versions(workspace, PLANNER, round_id=ROUND)
    assert [(one.version, one.action, one.is_current) for one in listed] == [
        (1, "make", False), (2, "move", False), (3, "lock", True),
    ]  # fmt: skip
    with pytest.raises(ConflictError) as refused:
        workflow.redo_plan(workspace, PLANNER, round_id=ROUND, version=3)
    assert code_of(refused) == "plan.no_redo"
    restored = workflow.restore_plan(workspace, PLANNER, round_id=ROUND, version=2)
    assert restored.version == 4 and orders_of(restored) == orders_of(moved)
    assert workflow.undo_plan(workspace, PLANNER, round_id=ROUND, version=4).locked == {visit: "day"}
    assert every_version_verifies(workspace)


def test_whoever_works_from_an_old_version_is_told_so(workspace):
    view = view_of(workspace)
    visit, shift, order, _ = a_reordering(workspace, view)
    move(workspace, view, visit, shift, order)
    old = {"round_id": ROUND, "version": view.version}
    steps = (
        lambda: workflow.preview_move(workspace, PLANNER, **old, visit=visit, shift=shift, order=1),
        lambda: workflow.move_stop(workspace, PLANNER, **old, visit=visit, shift=shift, order=1),
        lambda: workflow.lock_stops(workspace, PLANNER, **old, locks={visit: "day"}),
        lambda: workflow.swap_teams(workspace, PLANNER, **old, shift=shift, other=view.shifts[-1].shift),
        lambda: workflow.undo_plan(workspace, PLANNER, **old),
        lambda: workflow.redo_plan(workspace, PLANNER, **old),
        lambda: workflow.replan(workspace, PLANNER, **old, change=PlanChange(lost_shifts=(shift,)), solver="greedy"),
    )
    for step in steps:
        with pytest.raises(ConflictError) as refused:
            step()
        assert code_of(refused) == "plan.version"


def test_only_planners_work_with_a_plan(workspace):
    view = view_of(workspace)
    leader = Actor(account="l", role=AccountRole.LEADER)
    where = {"round_id": ROUND, "version": view.version}
    for step in (
        lambda: workflow.lock_stops(workspace, leader, **where, locks={}),
        lambda: workflow.undo_plan(workspace, leader, **where),
        lambda: workflow.plan_versions(workspace, leader, round_id=ROUND),
        lambda: workflow.replan(workspace, leader, **where, change=PlanChange()),
    ):
        with pytest.raises(NotAllowedError):
            step()


def test_two_shifts_of_one_kind_exchange_their_stops(workspace):
    view = view_of(workspace)
    pairs = [(a, b) for a in view.shifts for b in view.shifts if a.date == b.date and a.team < b.team]
    done = 0
    for a, b in pairs:
        try:
            swapped = workflow.swap_teams(
                workspace, PLANNER, round_id=ROUND, version=view.version, shift=a.shift, other=b.shift
            )
        except InspectionError as refused:
            assert refused.code == "plan.move_breaks"
            continue
        assert orders_of(swapped)[a.shift] == orders_of(view)[b.shift]
        assert orders_of(swapped)[b.shift] == orders_of(view)[a.shift] and swapped.rules_broken == 0
        view, done = swapped, done + 1
        break
    assert done or pairs


def test_a_lost_shift_is_planned_anew_and_the_rest_stays(workspace):
    view = view_of(workspace)
    lost = min(view.shifts, key=lambda shift: len(shift.stops))
    change = PlanChange(lost_shifts=(lost.shift,), note="Xe hỏng")
    assert workflow.change_from_text(workflow.change_text(change)) == change
    after = workflow.replan(workspace, PLANNER, round_id=ROUND, version=view.version, change=change, solver="greedy")
    assert lost.shift not in orders_of(after) and after.lost_shifts == (lost.shift,)
    left = {one.visit for one in after.unassigned}
    orphans = {stop.establishment_id for stop in lost.stops}
    moved = {one.visit: one for one in after.moved}
    assert orphans <= left | moved.keys() and all(moved[one].from_shift == lost.shift for one in orphans)
    assert all(after.unassigned[0].reasons for _ in left)
    unchanged = sum(set(order) <= set(orders_of(after).get(shift, [])) for shift, order in orders_of(view).items())
    assert unchanged >= 0.65 * (len(view.shifts) - 1)
    last = workflow.plan_versions(workspace, PLANNER, round_id=ROUND)[-1]
    assert (last.action, last.params["note"], last.params["lost_shifts"]) == ("replan", "Xe hỏng", lost.shift)
    assert every_version_verifies(workspace)
    # A move after it does not bring the lost shift back, and nothing counts as moved any more.
    stop = next(shift for shift in after.shifts if shift.stops).stops[0].establishment_id
    later = move(workspace, after, stop, "")
    assert later.lost_shifts == (lost.shift,) and later.moved == ()


def test_what_is_done_or_locked_or_closed_is_respected(workspace):
    view = view_of(workspace)
    days = sorted({shift.date for shift in view.shifts})
    done = {
        shift.shift: [stop.establishment_id for stop in shift.stops] for shift in view.shifts if shift.date < days[2]
    }
    later = [shift for shift in view.shifts if shift.date >= days[2]]
    locked = later[0].stops[0].establishment_id
    closed = later[-1].stops[-1].establishment_id
    view = workflow.lock_stops(workspace, PLANNER, round_id=ROUND, version=view.version, locks={locked: "order"})
    change = PlanChange(done_before=days[2], lost_teams=(later[1].team,), closed_visits=(closed,))
    after = workflow.replan(workspace, PLANNER, round_id=ROUND, version=view.version, change=change, solver="greedy")
    now = orders_of(after)
    assert {shift: now[shift] for shift in done} == done
    if later[0].team != later[1].team:
        assert locked in now[later[0].shift] and after.locked == {locked: "order"}
    assert all(shift.team != later[1].team for shift in after.shifts if shift.date >= days[2] and shift.stops)
    shut = next(one for one in after.unassigned if one.visit == closed)
    assert {dict(one.params).get("cause") for one in shut.reasons} <= {"forbidden", "lost"}
    assert after.rules_broken == sum(one.visit != closed for one in after.unassigned)


def test_a_new_complaint_enters_by_its_document(workspace):
    view = view_of(workspace)
    with workspace.store.read() as connection:
        sample = rounds.read_sample(connection, ROUND)
    new = next(row.establishment_id for row in sample.rows if row.role is Role.NOT_DRAWN)
    change = PlanChange(added=(new,), note="Đơn phản ánh")
    with pytest.raises(ConflictError) as refused:
        workflow.replan(workspace, PLANNER, round_id=ROUND, version=view.version, change=change, solver="greedy")
    assert code_of(refused) == "replan.not_listed"
    workflow.override_sample(
        workspace, PLANNER, round_id=ROUND, establishment_id=new, kind=ChangeKind.ADD, reason="Đơn phản ánh",
        document_no="7/CV",
    )  # fmt: skip
    after = workflow.replan(workspace, PLANNER, round_id=ROUND, version=view.version, change=change, solver="greedy")
    assert new in {stop for order in orders_of(after).values() for stop in order} | {
        one.visit for one in after.unassigned
    }


def test_a_sealed_plan_is_only_planned_anew_with_a_note_and_stays_sealed(workspace):
    view = view_of(workspace)
    sealed = workflow.seal_plan(
        workspace, PLANNER, round_id=ROUND, version=view.version, decision_no="12/QĐ", decision_on=date(2027, 3, 2),
        signer="Trưởng phòng",
    )  # fmt: skip
    visit = view.shifts[0].stops[0].establishment_id
    with pytest.raises(ConflictError) as moved:
        move(workspace, sealed, visit, "")
    assert code_of(moved) == "plan.sealed"
    lost = view.shifts[-1].shift
    with pytest.raises(InputError) as silent:
        workflow.start_replan(
            workspace, PLANNER, round_id=ROUND, version=sealed.version, change=PlanChange(lost_shifts=(lost,))
        )
    assert code_of(silent) == "replan.no_note"
    after = workflow.replan(
        workspace, PLANNER, round_id=ROUND, version=sealed.version, solver="greedy",
        change=PlanChange(lost_shifts=(lost,), note="Ốm"),
    )  # fmt: skip
    assert after.sealed_at is not None and not after.can_undo
    team = Actor(account="t", role=AccountRole.TEAM, team=view.shifts[0].team)
    assert workflow.team_shifts(workspace, team).next_reveal_at is not None


def test_a_late_shift_starts_later(workspace):
    view = view_of(workspace)
    late = view.shifts[0]
    after = workflow.replan(
        workspace, PLANNER, round_id=ROUND, version=view.version, solver="greedy",
        change=PlanChange(late=((late.shift, 3600),)),
    )  # fmt: skip
    for shift in after.shifts:
        if shift.shift == late.shift:
            assert shift.start_s == late.start_s + 3600 and shift.departure_s >= shift.start_s
    with pytest.raises(InputError) as unknown:
        workflow.replan(
            workspace, PLANNER, round_id=ROUND, version=after.version, change=PlanChange(lost_teams=("nobody",))
        )
    assert code_of(unknown) == "replan.unknown"


def test_the_worker_does_what_the_page_asked(workspace):
    from commands.server_commands import HANDLERS

    view = view_of(workspace)
    with workspace.store.read() as connection:
        accounts_there = connection.execute(sa.text("select name from accounts where role = 'planner'")).scalars().all()
    asker = Actor(account=accounts_there[0], role=AccountRole.PLANNER)
    change = PlanChange(done_before=view.shifts[0].date + timedelta(days=1))
    job = workflow.start_replan(workspace, asker, round_id=ROUND, version=view.version, change=change)
    assert workflow.run_next_job(workspace, worker="w", handlers=HANDLERS)
    seen = workflow.read_job(workspace, PLANNER, job=job)
    assert (seen.state, seen.error_code) == ("done", "") and seen.result["version"] == view.version + 1
