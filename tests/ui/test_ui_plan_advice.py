"""How good the plan is, how many shifts are needed, and which roads are closed: what the plan page says of them."""

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from streamlit.testing.v1 import AppTest
from wizard_dashboard import PLANNER, open_page

import workflow
from domain.closed_roads import ClosedRoad, RoadState, StatedDelay
from domain.routing import Weights
from geo.travel import has_valhalla
from ui import session
from ui.capacity_chart import chart_svg, chart_text, shown_points
from ui.plan_quality import quality_sentence
from ui.working_map import pin_key
from workflow.plan_quality import PlanQuality

CURVE = ((1, 6), (2, 12), (3, 15), (4, 15), (5, 15))
engine = pytest.mark.skipif(not has_valhalla(), reason="the embedded road engine is not installed")


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


def where() -> dict[str, object]:
    plan = workflow.read_plan(session.workspace(), PLANNER)
    return {"round_id": plan.round.id, "version": plan.version}


def texts(app: AppTest) -> str:
    assert not app.exception
    html = [element.proto.body for element in app.main.get("html")]
    plain = [text.value for kind in (app.text, app.caption, app.markdown) for text in kind]
    return "\n".join([*plain, *html])


def opened(app: AppTest, key: str) -> AppTest:
    app.session_state[key] = True
    return app.run()


def test_quality_is_asked_for_then_told_in_one_sentence(app: AppTest) -> None:
    opened(app, "plan_quality")
    assert "Việc này mất chừng một phút" in texts(app)
    app.button(key="quality_ask").click().run()
    job = workflow.latest_job(session.workspace(), PLANNER, kind="plan_quality")
    assert job is not None and job.state == "queued"
    assert app.button(key="quality_ask").disabled, "nobody asks twice"
    workflow.stop_job(session.workspace(), PLANNER, job=job.id)
    found = workflow.bound_plan(session.workspace(), PLANNER, **where(), seconds=15)
    assert found is not None
    app.run()
    words = session.workspace().reference.words
    assert quality_sentence(found, words) in texts(app)
    assert not found.points or f"không bớt được quá {found.points} phút" in texts(app)


@pytest.mark.parametrize(
    ("sentence", "tenths", "told"),
    [
        ("plan.gap", 42, "Không có kế hoạch nào có thể tốt hơn kế hoạch này quá 4,2 %."),
        ("plan.gap_none", 0, "Không có kế hoạch nào tốt hơn kế hoạch này."),
        ("plan.gap_unknown", 0, "Chưa tính được kế hoạch này còn có thể tốt hơn bao nhiêu."),
    ],
)
def test_a_gap_is_worded(words, sentence: str, tenths: int, told: str) -> None:
    found = PlanQuality(
        sentence=sentence, tenths=tenths, points=1, uneven_points=0, is_final=True, weights=Weights()
    )  # fmt: skip
    assert quality_sentence(found, words) == told


def test_capacity_is_told_drawn_and_listed_with_the_offices_own_cost(app: AppTest) -> None:
    found = workflow.advise_capacity(session.workspace(), PLANNER, **where(), seconds=4)
    workflow.save_shift_cost(session.workspace(), PLANNER, dong=1_500_000)
    opened(app, "plan_capacity")
    shown = texts(app)
    assert session.workspace().reference.words.say(found.sentence, **found.params) in shown
    assert f"Kế hoạch đang dùng {found.used} trong {found.shifts} ca" in shown
    assert "Chi phí (đồng)" in shown and "1.500.000" in shown
    assert "Số cơ sở kiểm tra được theo số ca" in shown
    assert "capacity_ask" not in {button.key for button in app.button}


def test_nothing_is_worked_out_while_a_page_is_shown(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a page asks the worker")

    monkeypatch.setattr("workflow.plan_quality.bound_plan", refuse)
    monkeypatch.setattr("workflow.capacity_advice.advise_capacity", refuse)
    opened(app, "plan_quality")
    opened(app, "plan_capacity")
    app.button(key="capacity_ask").click().run()
    assert workflow.latest_job(session.workspace(), PLANNER, kind="capacity") is not None
    assert not app.exception


def test_the_chart_has_a_title_its_content_as_text_and_every_point(words) -> None:
    points = shown_points(CURVE)
    assert points == CURVE[:4], "what is flat is shown once"
    svg = ElementTree.fromstring(chart_svg(points, visits=15, used=3, cost_dong=1_500_000, words=words))
    assert svg[0].tag == "title" and svg[0].text == "Số cơ sở kiểm tra được theo số ca"
    assert svg[1].text == chart_text(points, words)
    assert "Với 1 ca kiểm tra được 6 cơ sở; với 4 ca là 15." in chart_text(points, words)
    heights = [float(one.get("cy")) for one in svg.iter("circle")]
    assert heights == sorted(heights, reverse=True) and heights[2] == heights[3]
    assert [one.get("r") for one in svg.iter("circle")].index("7") == 2
    assert {"1,5 tr", "3 tr", "6 tr"} <= {one.text for one in svg.iter("text")}
    assert "tr" not in "".join(
        one.text or ""
        for one in ElementTree.fromstring(chart_svg(points, visits=15, used=3, cost_dong=0, words=words)).iter("text")
    )


@engine
@pytest.mark.valhalla
def test_a_closed_road_is_pointed_at_listed_and_handed_to_the_worker(app: AppTest) -> None:
    opened(app, "plan_change")
    assert app.button(key="replan").disabled
    app.button(key="road_point").click().run()
    assert app.button(key="road_add").disabled, "nothing is closed before the pin was set"
    app.session_state[pin_key("plan_map")] = (106.25, 11.6)
    app.run()
    app.selectbox(key="road_radius").select(200).run()
    app.button(key="road_add").click().run()
    assert "Chỗ đường bị chặn số 1, trong vòng 200 m" in texts(app)
    assert "road_add" not in {button.key for button in app.button}
    app.button(key="replan").click().run()
    with session.workspace().store.read() as connection:
        from store import jobs

        params = jobs.latest_job(connection, "replan").params
    change = workflow.change_from_text(str(params["change"]))
    assert change.roads == RoadState(closed=(ClosedRoad(lon=106.25, lat=11.6, radius_m=200),))


@engine
@pytest.mark.valhalla
def test_a_place_that_was_pointed_at_by_mistake_is_taken_off(app: AppTest) -> None:
    opened(app, "plan_change")
    app.button(key="road_point").click().run()
    app.session_state[pin_key("plan_map")] = (106.25, 11.6)
    app.run()
    app.button(key="road_add").click().run()
    app.button(key="road_open_0").click().run()
    assert "Chỗ đường bị chặn số 1" not in texts(app)
    assert app.button(key="replan").disabled
    app.button(key="road_point").click().run()
    app.button(key="road_leave").click().run()
    assert "road_add" not in {button.key for button in app.button}


def test_an_estimate_says_so_and_takes_stated_minutes(office: Path, dashboard: AppTest) -> None:
    round_id = str(where()["round_id"])
    workflow.make_plan(session.workspace(), PLANNER, round_id=round_id, travel="estimate", iterations=1)
    app = opened(open_page(dashboard, "plan"), "plan_change")
    assert "chỉ là ước tính" in texts(app)
    assert "road_point" not in {button.key for button in app.button}
    one, other = app.selectbox(key="delay_one").value, app.selectbox(key="delay_other").value
    app.number_input(key="delay_minutes").set_value(25).run()
    app.button(key="delay_add").click().run()
    assert "lâu hơn 25 phút, cả hai chiều (do người lập kế hoạch ghi)" in texts(app)
    assert not app.button(key="replan").disabled
    roads = RoadState(delays=(StatedDelay(one=one, other=other, seconds=1500),))
    from workflow.plan_views import PlanChange

    workflow.replan(session.workspace(), PLANNER, **where(), change=PlanChange(roads=roads), solver="greedy")
    app.run()
    assert "Kế hoạch đang cộng thêm thời gian cho 1 đoạn" in texts(app)
