"""Maps and figures to hand on: each asked for on the page, written by the worker, and listed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from test_ui_pages import go

import workflow
from commands.server_commands import HANDLERS
from domain.accounts import AccountRole, Actor
from store.accounts import Account, add_account

JOBS = {
    "coverage_papers": (".pdf", ".pptx", ".png"),
    "gis": (".gpkg", ".geojson", ".kml"),
    "round_map": (".html",),
    "register_map": (".html",),
}


@pytest.fixture
def page(demo_copy: Path, serve_from: Callable, become: Callable, dashboard: AppTest) -> AppTest:
    """Return the page of papers of the demo office, open to a planner whose account the worker finds."""
    serve_from(demo_copy)
    from ui.session import workspace

    with workspace().store.write() as connection:
        add_account(connection, Account(name="thu", role=AccountRole.PLANNER, team=None, password_hash="x"))
    become(AccountRole.PLANNER)
    return go(dashboard.run(), "papers")


def names(app: AppTest) -> list[str]:
    return [element.proto.label.replace("\\", "") for element in app.main if element.type == "link_button"]


@pytest.mark.parametrize("kind", JOBS)
def test_what_the_worker_wrote_is_listed(page: AppTest, kind: str) -> None:
    from ui.session import workspace

    before = names(page)
    page.button(key=f"write_{kind}").click().run()
    assert workflow.run_next_job(workspace(), worker="w", handlers=HANDLERS)
    page.run()
    assert not page.exception
    assert not page.error
    new = [name for name in names(page) if name not in before]
    assert sorted(name[name.rindex(".") :] for name in new) == sorted(JOBS[kind])


def test_the_planners_maps_are_for_no_one_else(page: AppTest) -> None:
    from ui.session import workspace

    planner = Actor(account="thu", role=AccountRole.PLANNER)
    made = workflow.round_map(workspace(), planner, round_id="D2027-01")
    for role, team in ((AccountRole.LEADER, None), (AccountRole.TEAM, "T1"), (AccountRole.ADMINISTRATOR, None)):
        other = Actor(account="other", role=role, team=team)
        for ask in (
            lambda actor=other: workflow.list_planner_maps(workspace(), actor),
            lambda actor=other: workflow.read_paper(workspace(), actor, made.id),
        ):
            with pytest.raises(Exception, match="access") as caught:
                ask()
            assert caught.value.code.startswith("access.")
