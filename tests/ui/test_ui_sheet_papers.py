"""Phiếu lộ trình on the papers page: asked for, written by the worker, listed shift by shift."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from test_ui_pages import go

import workflow
from commands.server_commands import HANDLERS
from domain.accounts import AccountRole, Actor
from store.accounts import Account, add_account

PLANNER = Actor(account="thu", role=AccountRole.PLANNER)
LIMIT = 300 * 1024
"""Bytes: 300 KB as a list of files shows it."""


def html(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.main if element.type == "html")


@pytest.fixture
def seal_page(dashboard: AppTest, demo_copy: Path, become: Callable, serve_from: Callable) -> AppTest:
    """Return the papers page of the demo office, its plan sealed."""
    serve_from(demo_copy)
    become(AccountRole.PLANNER)
    from ui.session import workspace

    plan = workflow.read_plan(workspace(), PLANNER)
    where = {"round_id": plan.round.id, "version": plan.version}
    workflow.seal_plan(
        workspace(), PLANNER, **where, decision_no="1/QĐ", decision_on=date(2027, 3, 1), signer="Chủ tịch"
    )
    with workspace().store.write() as connection:
        add_account(connection, Account(name="thu", role=AccountRole.PLANNER, team=None, password_hash="x"))
    return go(dashboard.run(), "seal")


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def test_sheets_are_asked_for_written_and_listed(seal_page: AppTest) -> None:
    from ui.session import workspace

    assert "chưa xuất" in html(seal_page) or "/papers/sheet-" not in html(seal_page)
    press(seal_page, "Xuất phiếu lộ trình")
    assert next(button for button in seal_page.button if button.label == "Xuất phiếu lộ trình").disabled
    assert workflow.run_next_job(workspace(), worker="w", handlers=HANDLERS)
    seal_page.run()
    shown = html(seal_page)
    plan = workflow.read_plan(workspace(), PLANNER)
    assert len(re.findall(r"/papers/sheet-[0-9a-f]{24}", shown)) == 7 * sum(bool(shift.stops) for shift in plan.shifts)
    assert "Phiếu không khóa" not in shown
    folder = workflow.read_sheet_papers(workspace(), PLANNER, round_id=plan.round.id)
    sizes = {paper.kind: paper.size for shift in folder.shifts for paper in shift.papers}
    print(sizes)
    assert sizes["route_sheet"] <= LIMIT


def test_an_unlocked_sheet_is_warned_of_before_and_after(seal_page: AppTest) -> None:
    from ui.session import workspace

    seal_page.checkbox(key="sheets_unlocked").check().run()
    assert any("ai có tệp đều đọc được" in warning.value for warning in seal_page.warning)
    press(seal_page, "Xuất phiếu lộ trình")
    workflow.run_next_job(workspace(), worker="w", handlers=HANDLERS)
    seal_page.run()
    assert any("không chứng minh được ai gửi" in warning.value for warning in seal_page.warning)
    assert "Phiếu không khóa" in html(seal_page)
