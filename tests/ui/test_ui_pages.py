"""The dashboard by role: each page opens with its title, refuses others, and does what its buttons say."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from domain.accounts import AccountRole

PLANNER, LEADER, TEAM, ADMINISTRATOR = (
    AccountRole.PLANNER,
    AccountRole.LEADER,
    AccountRole.TEAM,
    AccountRole.ADMINISTRATOR,
)
ALLOWED = {
    "start": {PLANNER},
    "register": {PLANNER},
    "mend": {PLANNER},
    "map": {PLANNER},
    "round": {PLANNER},
    "plan": {PLANNER},
    "seal": {PLANNER},
    "coverage": {PLANNER, LEADER},
    "papers": {PLANNER, LEADER},
    "method": {PLANNER, LEADER},
    "triage": {PLANNER},
    "team": {TEAM},
    "administration": {ADMINISTRATOR},
    "audit": {PLANNER, ADMINISTRATOR},
}
PLANNER_TITLES = {
    "start": "Bắt đầu",
    "register": "Nhập danh sách cơ sở",
    "mend": "Sửa danh sách",
    "map": "Bản đồ cơ sở",
    "round": "Mở đợt kiểm tra",
    "plan": "Kết quả",
    "seal": "Chốt và in",
    "coverage": "Độ bao phủ",
    "audit": "Nhật ký",
}
REFUSED = "Trang này không dành cho tài khoản của bạn"
ESTABLISHMENT_ID = "CS0"


def titles(app: AppTest) -> list[str]:
    assert not app.exception
    return [title.value for title in app.title]


def text_of(app: AppTest) -> str:
    """Return what is sent to the browser, as text."""
    return "\n".join(str(element.proto) for block in (app.main,) for element in block if hasattr(element, "proto"))


def go(app: AppTest, name: str) -> AppTest:
    """Open a page of the menu; AppTest itself knows pages that are files only."""
    app._page_hash = app.session_state["pages"][name]._script_hash
    return app.run()


@pytest.mark.parametrize("role", list(AccountRole))
@pytest.mark.parametrize("name", sorted(ALLOWED))
def test_a_page_refuses_every_other_role(
    role: AccountRole, name: str, tmp_path: Path, become: Callable, serve_from: Callable
) -> None:
    if role in ALLOWED[name]:
        return
    serve_from(tmp_path)
    become(role, team="T1" if role is TEAM else None)
    app = AppTest.from_string(f"from ui import {name}_page\n{name}_page.show()", default_timeout=60).run()
    assert titles(app) == []
    assert [header.value for header in app.header] == [REFUSED]


def test_anonymous_gets_the_way_to_the_form_and_nothing_else(
    dashboard: AppTest, tmp_path: Path, become: Callable, serve_from: Callable
) -> None:
    serve_from(tmp_path)
    become(None)
    app = dashboard.run()
    assert titles(app) == []
    assert [header.value for header in app.header] == ["Phiên làm việc đã hết"]
    assert len(app.button) == len(app.dataframe) == 0


def test_a_new_office_is_told_what_to_do_on_every_page(
    dashboard: AppTest, tmp_path: Path, become: Callable, serve_from: Callable
) -> None:
    serve_from(tmp_path)
    become(PLANNER)
    app = dashboard.run()
    assert titles(app) == ["Bắt đầu"]
    assert [button.label for button in app.button] == ["Mở dữ liệu mẫu"]
    for name, title in PLANNER_TITLES.items():
        assert titles(go(app, name)) == [title]
        assert not app.error


def test_the_sample_data_button_asks_a_worker(
    dashboard: AppTest, tmp_path: Path, become: Callable, serve_from: Callable
) -> None:
    import workflow
    from domain.accounts import Actor
    from ui.session import workspace

    serve_from(tmp_path)
    become(PLANNER)
    dashboard.run().button[0].click().run()
    assert not dashboard.exception
    job = workflow.latest_job(workspace(), Actor(account="thu", role=PLANNER), kind="load_demo")
    assert job is not None
    assert job.state == "queued"


@pytest.mark.parametrize("name", sorted(PLANNER_TITLES))
def test_the_planner_opens_every_page(
    name: str, dashboard: AppTest, demo_dir: Path, become: Callable, serve_from: Callable
) -> None:
    serve_from(demo_dir)
    become(PLANNER)
    app = go(dashboard.run(), name)
    assert titles(app) == [PLANNER_TITLES[name]]
    assert not app.error
    # The leader's and the team's tests look for this text: here it must be found.
    assert (ESTABLISHMENT_ID in text_of(app)) is (name in ("map", "plan", "mend"))


def test_the_leader_sees_aggregates_only(
    dashboard: AppTest, demo_dir: Path, become: Callable, serve_from: Callable
) -> None:
    serve_from(demo_dir)
    become(LEADER)
    app = dashboard.run()
    assert titles(app) == ["Độ bao phủ"]
    assert list(app.session_state["pages"]) == ["coverage", "papers", "method"]
    assert ESTABLISHMENT_ID not in text_of(app)


def test_the_team_waits_for_its_hour(
    dashboard: AppTest, demo_dir: Path, become: Callable, serve_from: Callable
) -> None:
    serve_from(demo_dir)
    become(TEAM, team="T1")
    app = dashboard.run()
    assert titles(app) == ["Ca của đoàn"]
    assert ESTABLISHMENT_ID not in text_of(app)


def test_the_administrator_learns_how(
    dashboard: AppTest, demo_dir: Path, become: Callable, serve_from: Callable
) -> None:
    serve_from(demo_dir)
    become(ADMINISTRATOR)
    assert titles(dashboard.run()) == ["Quản trị tài khoản"]


def test_a_session_that_ends_lets_no_button_act(
    dashboard: AppTest, demo_copy: Path, become: Callable, serve_from: Callable
) -> None:
    """Sign-out in another tab: the callback of a page still open must do nothing."""
    import workflow
    from domain.accounts import Actor
    from ui.session import workspace

    serve_from(demo_copy)
    become(PLANNER)
    app = go(dashboard.run(), "seal")
    write = next(button for button in app.button if button.label == "Soạn giấy tờ")
    planner = Actor(account="thu", role=PLANNER)
    plan = workflow.read_plan(workspace(), planner)
    before = workflow.list_papers(workspace(), planner, round_id=plan.round.id)
    become(None)
    write.click().run()
    assert titles(app) == []
    assert workflow.list_papers(workspace(), planner, round_id=plan.round.id) == before


def test_sealing_needs_its_fields_and_then_shows_the_hours(
    dashboard: AppTest, demo_copy: Path, become: Callable, serve_from: Callable
) -> None:
    serve_from(demo_copy)
    become(PLANNER)
    app = go(dashboard.run(), "seal")
    seal = next(button for button in app.button if button.label == "Chốt")
    seal.click().run()
    assert [error.value for error in app.error]
    app.text_input(key="seal_no").input("12/QĐ-UBND")
    app.text_input(key="seal_signer").input("Chủ tịch")
    next(button for button in app.button if button.label == "Chốt").click().run()
    assert not app.exception
    assert not app.error
    assert any("đã chốt lúc" in message.value.replace("\\", "") for message in app.success)
