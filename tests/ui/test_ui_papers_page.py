"""Giấy tờ on screen: written by the worker, listed by what they are for; leaders, signer, agencies and owners."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from results_office import PLANNER, ROUND, sealed_office, shift_id
from streamlit.testing.v1 import AppTest
from test_ui_pages import go

import workflow
from commands.server_commands import HANDLERS
from domain.accounts import AccountRole, Actor
from domain.paperwork import PaperSettings, Reply
from store import plans
from store.accounts import Account, add_account
from store.tables import PLANS
from workflow.visit_codes import visit_code

SIGNER = Actor(account="binh", role=AccountRole.LEADER)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def office(tmp_path: Path, serve_from: Callable) -> Path:
    """Return the folder of an office of two evenings, with accounts of a planner and of two leaders."""
    found = sealed_office(tmp_path, shifts=2, stops=2)
    with found.store.write() as connection:
        for name, role in (("thu", AccountRole.PLANNER), ("binh", AccountRole.LEADER)):
            add_account(connection, Account(name=name, role=role, team=None, password_hash="x"))
        plan = plans.read_plan(connection, ROUND)
        visits = tuple(replace(v, agencies=("CONG_AN",)) if v.id == "E000" else v for v in plan.problem.visits)
        plans.save_plan(connection, replace(plan, version=2, problem=replace(plan.problem, visits=visits)))
    found.store.close()
    serve_from(tmp_path)
    return tmp_path


def links(app: AppTest) -> list[str]:
    return [element.proto.label for element in app.main if element.type == "link_button"]


def press(app: AppTest, label: str, at: int = 0) -> AppTest:
    return [button for button in app.button if button.label == label][at].click().run()


def text_of(app: AppTest) -> str:
    shown = [*app.markdown, *app.warning, *app.success, *app.error, *app.info, *app.caption]
    html = [element.proto.body for element in app.main if element.type == "html"]
    return "\n".join([*(one.value.replace("\\", "") for one in shown), *html])


def test_the_worker_writes_and_the_page_lists(dashboard: AppTest, office: Path, become: Callable) -> None:
    from ui.session import workspace

    become(AccountRole.PLANNER)
    app = go(dashboard.run(), "papers")
    assert "Chưa soạn giấy tờ nào" in text_of(app)
    press(app, "Soạn tất cả giấy tờ Word")
    assert workflow.run_next_job(workspace(), worker="w", handlers=HANDLERS)
    app.run()
    shown = links(app)
    for label in ("Kế hoạch kiểm tra", "Phụ lục III – Lịch kiểm tra và phân công", "Đoàn 00, 08/03/2027", "Công an"):
        assert label in shown
    folded = [one.label.replace("\\", "") for one in app.expander]
    assert "Biên bản kiểm tra (2)" in folded and "Bảng chấm công và quãng đường (2)" in folded
    assert not app.exception


def test_a_leader_sees_three_and_the_signer_opens_the_rest(
    dashboard: AppTest, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui.session import workspace

    workflow.write_official_papers(workspace(), PLANNER, round_id=ROUND)
    monkeypatch.setattr("ui.session.current_actor", lambda: SIGNER)
    app = go(dashboard.run(), "papers")
    assert len(links(app)) == 3 and "Mở phụ lục mật để ký" not in [one.label for one in app.button]
    workflow.name_signer(workspace(), PLANNER, round_id=ROUND, account="binh")
    app.run()
    press(app, "Mở phụ lục mật để ký")
    assert "Phụ lục II – Danh sách cơ sở được kiểm tra" in links(app) and "đang mở cho bạn" in text_of(app)


def test_stops_that_fall_are_told_with_what_would_help(dashboard: AppTest, office: Path, become: Callable) -> None:
    from ui.session import workspace

    workflow.record_reply(
        workspace(), PLANNER, round_id=ROUND, agency="CONG_AN", shift=shift_id(0), reply=Reply.NO, note=""
    )
    become(AccountRole.PLANNER)
    shown = text_of(go(dashboard.run(), "papers"))
    assert "1 điểm không kiểm tra được" in shown and "Cơ sở E000" in shown
    assert "Cách xử lý" in shown or "Chưa có cách xử lý" in shown


def test_an_answer_given_on_the_page_is_kept(dashboard: AppTest, office: Path, become: Callable) -> None:
    from ui.session import workspace

    become(AccountRole.PLANNER)
    app = go(dashboard.run(), "papers")
    app.session_state["call_up_reply"] = Reply.SUBSTITUTE
    app.run()
    press(app, "Ghi trả lời")
    replies = [one.reply for one in workflow.read_call_ups(workspace(), PLANNER, round_id=ROUND) if one.reply]
    assert replies == [Reply.SUBSTITUTE]


def test_a_code_is_found_or_said_to_be_none(dashboard: AppTest, office: Path, become: Callable) -> None:
    from ui.session import workspace

    become(AccountRole.PLANNER)
    app = go(dashboard.run(), "papers")
    app.text_input(key="papers_code").set_value("ABCD-2345").run()
    assert "Không có lượt kiểm tra nào mang mã này" in text_of(press(app, "Tìm"))
    app.text_input(key="papers_code").set_value(visit_code(workspace(), round_id=ROUND, establishment="E001")).run()
    assert "Có thật: Cơ sở E001" in text_of(press(app, "Tìm"))


def test_settings_are_kept_from_the_form(dashboard: AppTest, office: Path, become: Callable) -> None:
    from ui.session import workspace

    become(AccountRole.PLANNER)
    app = go(dashboard.run(), "papers")
    app.text_input(key="papers_telephone").set_value("0276 3875 000")
    app.number_input(key="papers_allowance").set_value(150_000)
    app.number_input(key="papers_people_CONG_AN").set_value(2)
    app.text_area(key="papers_recipients").set_value("UBND huyện\n\nCông an")
    press(app, "Lưu")
    assert workflow.read_paper_settings(workspace(), PLANNER) == PaperSettings(
        telephone="0276 3875 000", allowance_dong=150_000, people={"CONG_AN": 2}, recipients=("UBND huyện", "Công an")
    )


@pytest.mark.parametrize("role", [AccountRole.TEAM, AccountRole.ADMINISTRATOR])
def test_teams_and_administrators_are_refused(role: AccountRole, office: Path, become: Callable) -> None:
    become(role, team="T00" if role is AccountRole.TEAM else None)
    app = AppTest.from_string("from ui import papers_page\npapers_page.show()", default_timeout=60).run()
    assert not app.title and [header.value for header in app.header] == ["Trang này không dành cho tài khoản của bạn"]


def test_the_page_loads_no_word_library() -> None:
    code = (
        "import sys, ui.papers_page, workflow.official_papers, workflow.owner_sheets, workflow.paper_templates as t; "
    )
    code += "sys.exit('docx' in sys.modules or 'docxtpl' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_before_the_plan_the_page_says_which_papers_wait(dashboard: AppTest, office: Path, become: Callable) -> None:
    from ui.session import workspace

    with workspace().store.write() as connection:
        connection.execute(sa.delete(PLANS))
    become(AccountRole.PLANNER)
    app = go(dashboard.run(), "papers")
    assert not app.exception and not app.error
    shown = text_of(app)
    assert "Đợt chưa có kế hoạch" in shown and "Phụ lục III" in shown and "Quyết định" not in shown
    press(app, "Soạn tất cả giấy tờ Word")
    assert workflow.run_next_job(workspace(), worker="w", handlers=HANDLERS)
    app.run()
    assert not app.exception and not app.error
    listed = "\n".join(links(app)).replace("\\", "")
    assert "Phụ lục I –" in listed and "Phụ lục III" not in listed
