"""How good a plan is and how many shifts a round needs: found by the worker, kept beside the plan, never in a page."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import workflow
from domain.accounts import AccountRole, Actor
from domain.errors import ConflictError, NotAllowedError
from domain.progress import silent
from planner.verify import verify
from store import plans
from workflow.workspace import Workspace, open_workspace, settings_from

PLANNER = Actor(account="planner", role=AccountRole.PLANNER)
ROUND = "D2027-01"


@pytest.fixture
def workspace(demo_copy: Path) -> Iterator[Workspace]:
    """Return the demo office, whose round D2027-01 is drawn and planned as version 1."""
    found = open_workspace(settings_from({"INSPECTION_DIR": str(demo_copy)}))
    yield found
    found.store.close()


def plan_of(workspace):
    with workspace.store.read() as connection:
        return plans.read_plan(connection, ROUND)


def first_move(workspace) -> dict[str, object]:
    view = workflow.read_plan(workspace, PLANNER, round_id=ROUND)
    for shift in view.shifts:
        for order, stop in enumerate(shift.stops[:-1], start=2):
            where = {"visit": stop.establishment_id, "shift": shift.shift, "order": order}
            seen = workflow.preview_move(workspace, PLANNER, round_id=ROUND, version=view.version, **where)
            if not seen.broken:
                return where
    pytest.fail("the demo has a pair that may change places")


def test_nothing_is_said_before_somebody_asks(workspace):
    assert workflow.read_quality(workspace, PLANNER, round_id=ROUND) is None
    assert workflow.read_capacity(workspace, PLANNER, round_id=ROUND) is None


def test_a_bound_is_kept_for_the_problem_and_the_gap_is_the_plans(workspace):
    steps: list[tuple[str, int, int]] = []
    found = workflow.bound_plan(
        workspace, PLANNER, round_id=ROUND, version=1, seconds=20, on_progress=lambda *told: steps.append(told)
    )
    assert found == workflow.read_quality(workspace, PLANNER, round_id=ROUND)
    assert found.points >= 0 and found.sentence in ("plan.gap", "plan.gap_none")
    assert {step for step, _, _ in steps} == {"quality.bound"} and all(0 <= done <= total for _, done, total in steps)
    score = plan_of(workspace).verdict.score
    # A stop moved by hand changes the plan, not its problem: the bound stands, the gap grows by what the move costs.
    moved = workflow.move_stop(workspace, PLANNER, round_id=ROUND, version=1, **first_move(workspace))
    after = workflow.read_quality(workspace, PLANNER, round_id=ROUND)
    assert after.points - found.points == pytest.approx(score - plan_of(workspace).verdict.score, abs=1)
    # A lock is another problem: nothing is known of it, and going back brings the old answer.
    visit = moved.shifts[0].stops[0].establishment_id
    locked = workflow.lock_stops(workspace, PLANNER, round_id=ROUND, version=moved.version, locks={visit: "day"})
    assert workflow.read_quality(workspace, PLANNER, round_id=ROUND) is None
    workflow.undo_plan(workspace, PLANNER, round_id=ROUND, version=locked.version)
    assert workflow.read_quality(workspace, PLANNER, round_id=ROUND) == after


def test_a_bound_that_is_stopped_at_once_says_nothing(workspace):
    found = workflow.bound_plan(workspace, PLANNER, round_id=ROUND, version=1, should_stop=lambda: True)
    assert found is None and workflow.read_quality(workspace, PLANNER, round_id=ROUND) is None


def test_the_advice_rests_on_plans_that_can_be_driven(workspace):
    found = workflow.advise_capacity(workspace, PLANNER, round_id=ROUND, version=1, seconds=12)
    assert found == workflow.read_capacity(workspace, PLANNER, round_id=ROUND)
    plan = plan_of(workspace)
    used = sum(bool(route.stops) for route in plan.solution.routes)
    assert (found.used, found.shifts, found.visits) == (used, len(plan.problem.shifts), len(plan.problem.visits))
    visits = [visits for _, visits in found.curve]
    assert visits == sorted(visits) and [shifts for shifts, _ in found.curve] == list(range(1, found.shifts + 1))
    # The plan in force is one of the plans known: the curve is nowhere below it.
    assert dict(found.curve)[used] == len(plan.problem.visits)
    fullest = sorted((len(route.stops) for route in plan.solution.routes), reverse=True)
    assert all(dict(found.curve)[n] >= sum(fullest[:n]) for n in range(1, used + 1))
    if found.sentence in ("plan.shifts_proved", "plan.shifts_between"):
        assert found.params["enough"] <= used
    assert verify(plan.problem, plan.solution).ok


def test_what_a_shift_costs_is_the_offices_own(workspace):
    workflow.advise_capacity(workspace, PLANNER, round_id=ROUND, version=1, seconds=2)
    assert workflow.read_capacity(workspace, PLANNER, round_id=ROUND).shift_cost_dong == 0
    workflow.save_shift_cost(workspace, PLANNER, dong=1_500_000)
    assert workflow.read_capacity(workspace, PLANNER, round_id=ROUND).shift_cost_dong == 1_500_000


def test_the_worker_does_both_and_a_stop_keeps_what_is_known(workspace):
    from commands.server_commands import HANDLERS

    params = {"round": ROUND, "version": 1}
    assert HANDLERS["plan_quality"](workspace, PLANNER, params, silent, lambda: True) == {}
    told = HANDLERS["capacity"](workspace, PLANNER, params, silent, lambda: True)
    assert told == {"shifts": len(plan_of(workspace).problem.shifts)}
    # Nothing was searched, so only the plan at hand is known, and it is told.
    found = workflow.read_capacity(workspace, PLANNER, round_id=ROUND)
    assert dict(found.curve)[found.used] == found.visits


@pytest.mark.parametrize("name", ["start_quality", "start_capacity", "bound_plan", "advise_capacity"])
def test_another_version_or_another_role_is_refused(workspace, name):
    with pytest.raises(ConflictError) as refused:
        getattr(workflow, name)(workspace, PLANNER, round_id=ROUND, version=7)
    assert refused.value.code == "plan.version"
    with pytest.raises(NotAllowedError):
        getattr(workflow, name)(workspace, replace(PLANNER, role=AccountRole.LEADER), round_id=ROUND, version=1)


def test_the_cheapest_place_in_a_shift_is_legal_and_no_other_is_cheaper(workspace):
    view = workflow.read_plan(workspace, PLANNER, round_id=ROUND)
    tried = 0
    for shift in view.shifts:
        for other in view.shifts:
            where = {"round_id": ROUND, "version": 1, "visit": shift.stops[0].establishment_id, "shift": other.shift}
            orders = range(1, len(other.stops) + (shift is not other) + 1)
            seen = {one: workflow.preview_move(workspace, PLANNER, **where, order=one) for one in orders}
            legal = {one: view.score_after for one, view in seen.items() if not view.broken}
            best = workflow.cheapest_order(workspace, PLANNER, **where)
            assert best == (min(legal, key=lambda one: (-legal[one], one)) if legal else 1)
            tried += bool(legal)
        if tried > 3:
            return
