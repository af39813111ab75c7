"""Tiền phạt on screen: an amount is entered by its decision, shown, and taken back; refusals are told."""

from collections.abc import Callable
from pathlib import Path

import pytest
from results_office import PLANNER, ROUND, result, results_text, sealed_office, team_actor
from streamlit.testing.v1 import AppTest
from test_ui_pages import go

import workflow
from domain.accounts import AccountRole

FINED = {"code": "NO_CONTRACT", "action": "FINE"}


@pytest.fixture
def page(tmp_path: Path, serve_from: Callable, become: Callable, dashboard: AppTest) -> AppTest:
    """Return the page of an office in which one establishment was fined."""
    found = sealed_office(tmp_path, shifts=1, stops=2)
    workflow.take_results(found, team_actor("T00"), text=results_text(found, [result("E000", findings=[FINED])]))
    found.store.close()
    serve_from(tmp_path)
    become(AccountRole.PLANNER)
    return go(dashboard.run(), "follow_up")


def enter(app: AppTest, amount: int, decision: str) -> AppTest:
    app.number_input(key="fine_amount").set_value(amount)
    app.text_input(key="fine_decision").set_value(decision)
    return next(button for button in app.button if button.label == "Ghi số tiền").click().run()


def amounts() -> list[int | None]:
    from ui.session import workspace

    return [one.fine_dong for one in workflow.list_fines(workspace(), PLANNER)]


def test_an_amount_is_entered_shown_and_taken_back(page: AppTest) -> None:
    assert not page.exception
    app = enter(page, 7_500_000, "15/QĐ-XPHC")
    assert not app.exception and not app.error and amounts() == [7_500_000]
    shown = "\n".join(element.proto.body for element in app.main if element.type == "html")
    assert "7.500.000" in shown and f"{ROUND}:" not in shown
    assert enter(app, 0, "16/QĐ-XPHC") and amounts() == [None]


def test_without_the_number_of_the_decision_nothing_is_kept(page: AppTest) -> None:
    app = enter(page, 7_500_000, " ")
    assert "Hãy ghi số quyết định xử phạt" in "\n".join(one.value for one in app.error)
    assert amounts() == [None]
