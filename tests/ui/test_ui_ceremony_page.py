"""The ceremony's page: five steps, refusals, and the way from the round's page; a worker's part is done by hand."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import workflow
from commands.server_commands import HANDLERS
from domain.accounts import AccountRole, Actor
from domain.ceremony import DiceSource, DrawState

PLANNER = Actor(account="planner", role=AccountRole.PLANNER)
DICE = "31415926535897932384"


def go(app: AppTest, name: str) -> AppTest:
    app._page_hash = app.session_state["pages"][name]._script_hash
    return app.run()


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


def texts(app: AppTest) -> str:
    """Return every sentence of the page."""
    parts = [e.value for e in (*app.markdown, *app.subheader, *app.text, *app.caption, *app.info, *app.warning)]
    html = [str(e.proto) for e in app.main if e.type == "html"]
    return "\n".join(map(str, (*parts, *html)))


def work() -> None:
    """Do the one task that waits for the worker; AppTest asks as somebody that has no account."""
    from store import jobs
    from ui.session import workspace

    now = datetime.now(UTC)
    with workspace().store.write() as connection:
        job = jobs.claim_job(connection, worker="test", now=now)
    assert job is not None
    result = HANDLERS[job.kind](workspace(), PLANNER, job.params, lambda *_: None, lambda: False)
    with workspace().store.write() as connection:
        jobs.finish_job(connection, job.id, result=result, now=now)


@pytest.fixture
def app(dashboard: AppTest, demo_copy: Path, become: Callable, serve_from: Callable) -> AppTest:
    """Return the dashboard of the planner, on the round's page."""
    serve_from(demo_copy)
    become(AccountRole.PLANNER)
    return go(dashboard.run(), "round")


def test_the_page_is_not_in_the_menu_and_refuses_others(app: AppTest, become: Callable) -> None:
    from ui.navigation import HIDDEN

    assert "ceremony" in HIDDEN
    become(AccountRole.LEADER)
    page = AppTest.from_string("from ui import ceremony_page\nceremony_page.show()", default_timeout=60).run()
    assert [header.value for header in page.header] == ["Trang này không dành cho tài khoản của bạn"]


def test_an_office_without_a_round_is_sent_to_open_one(
    dashboard: AppTest, empty_office: Path, become: Callable, serve_from: Callable
) -> None:
    serve_from(empty_office)
    become(AccountRole.PLANNER)
    page = go(dashboard.run(), "ceremony")
    assert not page.exception
    assert "Chưa có đợt nào. Hãy mở đợt kiểm tra trước." in texts(page)


def test_the_drawn_demo_round_shows_its_steps_and_every_reason(app: AppTest) -> None:
    page = go(app, "ceremony")
    assert not page.exception
    shown = texts(page)
    assert "Không thể ít hơn 48, vì" in shown and "không có người chứng kiến" in shown
    assert "5. Bốc thăm ✓" in shown
    assert [row.label for row in page.button if row.label == "Chốt danh sách"] == []
    page.text_input(key="why_text").input("CS00001").run()
    assert not page.exception
    assert sum("CS00001" in text.value for text in page.text) == 10


def test_the_five_steps_by_hand(app: AppTest) -> None:
    from ui.session import workspace

    draft = workflow.default_round(workspace(), PLANNER)
    opened = workflow.open_round(
        workspace(), PLANNER, title="Đợt 2", starts_on=draft.starts_on, ends_on=draft.ends_on, rule=draft.rule,
        teams=draft.teams,
    )  # fmt: skip

    def draw():
        return workflow.read_draw(workspace(), PLANNER, round_id=opened.id).draw

    page = press(go(app, "ceremony"), "Chốt danh sách")
    assert draw().state is DrawState.FROZEN
    press(page, "Cam kết phương án")
    work()
    assert (draw().state, draw().reason) == (DrawState.COMMITTED, "Đợt tiếp theo trong năm")
    page = go(page, "ceremony")
    page.text_input(key="dice_digits").input("12")
    press(page, "Ghi kết quả xúc xắc")
    assert any("20 chữ số" in error.value for error in page.error)
    page.text_input(key="dice_digits").input(DICE)
    page.text_area(key="dice_people").input("Trưởng phòng\n\nCông an xã")
    press(page, "Ghi kết quả xúc xắc")
    assert (draw().dice, draw().dice_source) == (DICE, DiceSource.PUBLIC)
    assert draw().participants == ("Trưởng phòng", "Công an xã")
    press(page, "Bốc thăm")
    work()
    assert draw().state is DrawState.DRAWN
    page = press(go(page, "ceremony"), "Soạn biên bản bốc thăm")
    kinds = [paper.kind for paper in workflow.list_papers(workspace(), PLANNER, round_id=opened.id)]
    assert kinds == ["draw_minutes"]


def test_giving_a_draw_up_asks_why_and_stays_on_the_list(app: AppTest) -> None:
    page = press(go(app, "ceremony"), "Hủy lần này")
    assert any("lý do hủy" in error.value for error in page.error)
    page.text_input(key="abandon_reason").input("Nhầm danh sách")
    press(page, "Hủy lần này")
    assert not page.error
    assert "Lần bốc thăm của đợt này đã hủy" in texts(page)
    assert any("Nhầm danh sách" in text.value for text in page.text)


def test_the_round_page_asks_why_it_is_drawn_again_and_hands_the_reason_on(app: AppTest) -> None:
    from store.jobs import latest_job
    from ui.session import workspace

    asked = next(field for field in app.text_input if field.label == "Vì sao bốc thăm lần nữa trong năm")
    assert asked.value == "Đợt tiếp theo trong năm"
    asked.input("Bổ sung xã mới").run()
    press(app, "Lập kế hoạch")
    with workspace().store.read() as connection:
        assert latest_job(connection, "plan_round").params["reason"] == "Bổ sung xã mới"
