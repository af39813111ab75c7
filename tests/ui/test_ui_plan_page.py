"""The plan worked on: a move with its consequences, one step back, locks, versions, what was left out, a sealed plan."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from wizard_dashboard import PLANNER, open_page

import workflow
from ui import session
from workflow.plan_views import PlanView

Lawful = tuple[str, str, int]


@pytest.fixture
def office(demo_copy: Path, become: Callable, serve_from: Callable) -> Path:
    """Return the demo office's folder, which the page and the test share."""
    serve_from(demo_copy)
    become(PLANNER.role)
    return demo_copy


@pytest.fixture
def app(office: Path, dashboard: AppTest) -> AppTest:
    """Return the dashboard, open at the plan."""
    return open_page(dashboard, "plan")


def plan_now() -> PlanView:
    plan = workflow.read_plan(session.workspace(), PLANNER)
    assert plan is not None
    return plan


def lawful_move(plan: PlanView) -> Lawful:
    """Return a stop, its shift and the next place in it, where that breaks no rule."""
    for shift in plan.shifts:
        for order, stop in enumerate(shift.stops[:-1], start=2):
            where = {"round_id": plan.round.id, "version": plan.version, "visit": stop.establishment_id}
            view = workflow.preview_move(session.workspace(), PLANNER, **where, shift=shift.shift, order=order)
            if not view.broken:
                return stop.establishment_id, shift.shift, order
    raise AssertionError("the demo has a pair that may change places")


def pick(app: AppTest, visit: str) -> AppTest:
    app.session_state["plan_picked"] = visit
    return app.run()


def propose(app: AppTest, visit: str, shift: str, order: int) -> AppTest:
    pick(app, visit)
    app.selectbox(key="move_to").select(shift).run()
    app.number_input(key="move_order").set_value(order).run()
    return app.button(key="move_see").click().run()


def texts(app: AppTest) -> str:
    """Return the plain texts and pieces of HTML of the page."""
    assert not app.exception
    html = [element.proto.body for element in app.main.get("html")]
    return "\n".join([*(text.value for text in app.text), *html])


def orders(plan: PlanView) -> dict[str, list[str]]:
    return {shift.shift: [stop.establishment_id for stop in shift.stops] for shift in plan.shifts}


def test_a_move_is_told_then_made_then_undone(app: AppTest) -> None:
    before = plan_now()
    visit, shift, order = lawful_move(before)
    propose(app, visit, shift, order)
    assert "Giữ được mọi quy tắc; " in texts(app)
    assert orders(plan_now()) == orders(before)
    app.button(key="move_yes").click().run()
    assert orders(plan_now())[shift][order - 1] == visit
    assert "Giữ được mọi quy tắc" not in texts(app)
    app.button(key="plan_undo").click().run()
    assert orders(plan_now()) == orders(before)
    app.button(key="plan_redo").click().run()
    assert orders(plan_now())[shift][order - 1] == visit
    assert not app.error


def test_a_move_that_is_left_changes_nothing(app: AppTest) -> None:
    before = plan_now()
    propose(app, *lawful_move(before))
    app.button(key="move_no").click().run()
    assert plan_now().version == before.version
    assert "move_yes" not in {button.key for button in app.button}


def test_a_proposal_for_an_older_plan_is_forgotten(app: AppTest) -> None:
    before = plan_now()
    visit, shift, order = lawful_move(before)
    propose(app, visit, shift, order)
    where = {"round_id": before.round.id, "version": before.version}
    workflow.lock_stops(session.workspace(), PLANNER, **where, locks={visit: "day"})
    app.button(key="move_yes").click().run()
    assert any("đã có người khác lưu trước" in error.value for error in app.error)
    assert orders(plan_now()) == orders(before)
    assert plan_now().locked == {visit: "day"}
    assert "move_yes" not in {button.key for button in app.button}


def test_what_is_taken_out_is_named_with_at_most_two_ways_back(app: AppTest) -> None:
    visit = plan_now().shifts[0].stops[0].establishment_id
    pick(app, visit)
    app.selectbox(key="move_to").select("").run()
    app.button(key="move_see").click().run()
    app.button(key="move_yes").click().run()
    plan = plan_now()
    assert [item.visit for item in plan.unassigned] == [visit]
    assert "Chưa xếp được: 1 cơ sở" in [header.value for header in app.subheader]
    ways = next(text.value for text in app.text if text.value.startswith("Cách gỡ:"))
    assert 1 <= ways.count("•") <= 2


def test_a_stop_and_then_its_whole_shift_are_kept(app: AppTest) -> None:
    shift = plan_now().shifts[0]
    visits = [stop.establishment_id for stop in shift.stops]
    pick(app, visits[0])
    app.button(key="lock_stop_order").click().run()
    assert plan_now().locked == {visits[0]: "order"}
    app.selectbox(key="plan_shift").select(shift.shift).run()
    app.button(key="lock_shift_team").click().run()
    assert plan_now().locked == dict.fromkeys(visits, "team")
    app.segmented_control(key="plan_view").set_value("list").run()
    table = app.dataframe[0].value
    assert list(table["Giữ"]) == ["giữ đoàn"] * len(visits)
    app.button(key="lock_shift_").click().run()
    assert plan_now().locked == {}
    assert not app.exception


def test_two_shifts_change_their_teams_or_say_why_not(app: AppTest) -> None:
    before = plan_now()
    shift = before.shifts[0]
    app.selectbox(key="plan_shift").select(shift.shift).run()
    offered = app.selectbox(key=f"swap_{shift.shift}").options
    same_day = [one for one in before.shifts if one.team != shift.team and one.date == shift.date]
    assert offered and (not same_day or same_day[0].team_name in offered[0])
    app.button(key="swap_now").click().run()
    after = plan_now()
    assert (orders(after) != orders(before)) is not bool(app.error)


def test_versions_are_listed_compared_and_taken_again(app: AppTest) -> None:
    first = plan_now()
    visit, shift, order = lawful_move(first)
    propose(app, visit, shift, order)
    app.button(key="move_yes").click().run()
    assert "restore" not in {button.key for button in app.button}, "nothing is read while the panel is closed"
    app.session_state["plan_advanced"] = True
    app.run()
    assert "Chuyển một điểm" in texts(app)
    assert "0 điểm đổi ca" in texts(app)
    app.button(key="restore").click().run()
    assert orders(plan_now()) == orders(first)
    assert plan_now().version == first.version + 2


def test_a_sealed_plan_shows_its_timeline_and_moves_nothing(app: AppTest) -> None:
    plan = plan_now()
    where = {"round_id": plan.round.id, "version": plan.version}
    day = workflow.read_now(session.workspace()).date()
    workflow.seal_plan(session.workspace(), PLANNER, **where, decision_no="1/QĐ", decision_on=day, signer="Chủ tịch")
    pick(app, plan.shifts[0].stops[0].establishment_id)
    keys = {button.key for button in app.button}
    assert not keys & {"plan_undo", "plan_redo", "move_see", "lock_stop_team"}
    app.session_state["plan_change"] = True
    app.run()
    app.multiselect(key="change_shifts").select(plan.shifts[0].shift).run()
    assert app.button(key="replan").disabled, "a sealed plan is planned anew for a reason only"


def test_no_solver_word_stands_on_the_way(app: AppTest) -> None:
    shown = texts(app).casefold()
    shown += " ".join(item.label for kind in (app.button, app.selectbox, app.toggle) for item in kind).casefold()
    assert not [word for word in ("solver", "gap", "seed", "lns", "ortools", "pyvrp", "iteration") if word in shown]


def test_a_picked_stop_is_looked_into_once_however_often_the_page_runs(app: AppTest) -> None:
    def looks() -> int:
        asked = {"action": "sample.explain", "is_again": True}
        return workflow.read_audit_log(session.workspace(), PLANNER, **asked).matching

    first, second, *_ = [stop.establishment_id for shift in plan_now().shifts for stop in shift.stops]
    before = looks()
    pick(app, first).run().run()
    assert looks() == before + 1
    pick(app, second)
    assert looks() == before + 2
