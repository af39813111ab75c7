"""The leader's page says what waits and where the pace leads; the log filters and marks what was refused."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from results_office import EVENING, ROUND, sealed_office
from streamlit.testing.v1 import AppTest

import workflow
from domain.accounts import AccountRole, Actor
from domain.errors import NotAllowedError
from domain.inspections import Finding, Inspection
from domain.words import Words
from store import inspections
from ui.leader_chart import trend_svg

LEADER, PLANNER = AccountRole.LEADER, AccountRole.PLANNER
TODAY = date(2027, 3, 20)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """Return the folder of an office that inspected 5 of 40 since the first of March, one remedy late."""
    found = sealed_office(tmp_path, shifts=3, stops=4, others=20)
    late = (Finding(code="A", action="PENDING", remedy_due_on=TODAY - timedelta(days=1)),)
    done = [
        Inspection(
            id=f"I{n}", establishment_id=f"E{n:03d}", agency="VAN_HOA", on=EVENING - timedelta(days=n), is_full=True,
            minutes_no="1/BB", round_id=ROUND, findings=late if n == 0 else (),
        )
        for n in range(5)
    ]  # fmt: skip
    with found.store.write() as connection:
        inspections.add_inspections(connection, done)
    found.store.close()
    return tmp_path


def text_of(app: AppTest) -> str:
    return "\n".join(str(element.proto) for element in app.main if hasattr(element, "proto"))


def html_of(app: AppTest) -> str:
    return "\n".join(str(one.proto.body) for one in app.get("html"))


def opened(dashboard: AppTest, page: str = "") -> AppTest:
    app = dashboard.run()
    if page:
        app._page_hash = app.session_state["pages"][page]._script_hash
        app = app.run()
    assert not app.exception
    return app


def test_the_leader_reads_what_waits_and_where_it_leads(
    dashboard: AppTest, office: Path, become: Callable, serve_from: Callable
) -> None:
    serve_from(office)
    become(LEADER)
    said = html_of(opened(dashboard))
    assert "Đã kiểm tra 5/40 cơ sở (12,5 %)" in said
    assert "1 nội dung quá hạn khắc phục" in said and "chờ ký" not in said
    assert "Thêm một ca = +4 cơ sở, +10,0 %" in said
    # 5 in the 17 days since 4 March; 269 days are left until 14 December: 5 + 79 = 84, more than there are.
    assert "Với nhịp này đạt 100 % (40 cơ sở) vào 14/12/2027" in said


def test_no_establishment_reaches_the_leader(
    dashboard: AppTest, office: Path, become: Callable, serve_from: Callable
) -> None:
    serve_from(office)
    become(LEADER)
    sent = text_of(opened(dashboard))
    assert not [f"E{n:03d}" for n in range(12) if f"E{n:03d}" in sent]


def test_three_sentences_can_be_copied(
    dashboard: AppTest, office: Path, become: Callable, serve_from: Callable
) -> None:
    serve_from(office)
    become(LEADER)
    (code,) = opened(dashboard).code
    assert len(code.value.splitlines()) == 3
    assert "5/40" in code.value and "20/03/2027" in code.value


def test_the_chart_tells_its_months_as_text(words: Words) -> None:
    svg = trend_svg(((1, 0), (2, 3), (3, 9)), words=words)
    assert "tháng 2: 3, tháng 3: 9" in svg
    heights = [float(part.split('"')[1]) for part in svg.split("height=")[1:]]
    assert heights[0] == 0 and heights[1] * 3 == pytest.approx(heights[2], abs=0.2)


def test_the_log_marks_what_was_refused_and_filters(
    dashboard: AppTest, office: Path, become: Callable, serve_from: Callable
) -> None:
    from ui.session import workspace

    serve_from(office)
    hostile = Actor(account="<b>ke-la</b>", role=LEADER)
    with pytest.raises(NotAllowedError):
        workflow.list_rounds(workspace(), hostile)
    become(PLANNER)
    app = opened(dashboard, "audit")
    said = html_of(app)
    assert said.count('class="denied"') == 1 and "Bị từ chối" in said
    assert "&lt;b&gt;ke-la" in said and "<b>ke-la" not in said
    assert [one.value for one in app.success] == ["Chuỗi nhật ký nguyên vẹn: chưa dòng nào bị sửa, chèn hay bỏ."]
    app.selectbox(key="audit_account").select(hostile.account)
    filtered = html_of(app.run())
    assert filtered.count("<tr") - 1 == 1 and "Xem các đợt" in filtered


def test_the_log_is_looked_at_once_however_often_its_page_runs(
    dashboard: AppTest, office: Path, become: Callable, serve_from: Callable
) -> None:
    from ui.session import workspace

    serve_from(office)
    become(PLANNER)
    app = opened(dashboard, "audit")
    planner = Actor(account="thu", role=PLANNER)
    looks = workflow.read_audit_log(workspace(), planner, action="audit.read", is_again=True).matching
    assert app.run().run().success
    assert workflow.read_audit_log(workspace(), planner, action="audit.read", is_again=True).matching == looks
    app.selectbox(key="audit_action").select("audit.read").run()
    assert workflow.read_audit_log(workspace(), planner, action="audit.read", is_again=True).matching == looks + 1


def test_the_log_has_pages(dashboard: AppTest, office: Path, become: Callable, serve_from: Callable) -> None:
    from ui.audit_page import SIZE
    from ui.session import workspace

    serve_from(office)
    planner = Actor(account="thu", role=PLANNER)
    for _ in range(SIZE + 1):
        workflow.move_clock(workspace(), planner, at=workflow.read_now(workspace()) + timedelta(minutes=1))
    become(PLANNER)
    said = html_of(opened(dashboard, "audit"))
    assert said.count("<tr") - 1 == SIZE
