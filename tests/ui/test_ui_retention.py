"""What is past its term on the administrator's page, and an owner's contact on the page of papers."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from wizard_dashboard import PLANNER, open_page, page_text, write_workbook
from wizard_dashboard import ROWS as FIRST

import workflow
from domain.accounts import AccountRole
from store import establishments, offices
from workflow.purging import purge_plan
from workflow.workspace import Workspace, open_workspace, settings_from

OWNER, PHONE = "Trần Văn Ẩn", "0900000001"


@pytest.fixture
def office(kept_office: Path, tmp_path: Path, serve_from):
    """Serve a copy of an office with a register, and give its workspace."""
    directory = shutil.copytree(kept_office, tmp_path / "office")
    (directory / "first.xlsx").unlink()
    serve_from(directory)
    opened = open_workspace(settings_from({"INSPECTION_DIR": str(directory)}))
    yield opened
    opened.store.close()


def owners(office: Workspace) -> set[str]:
    with office.store.read() as connection:
        return {one.owner_name for one in establishments.read_contacts(connection).values()}


def id_of(office: Workspace, name: str) -> str:
    with office.store.read() as connection:
        return next(one.id for one in establishments.read_establishments(connection) if one.name == name)


def close_first(office: Workspace, tmp_path: Path) -> None:
    """Let a later list leave the first one out as closed, and three years go by."""
    path = tmp_path / "later.xlsx"
    write_workbook(path, FIRST[1:])
    view = workflow.propose_register(office, PLANNER, path=path, file_name=path.name)
    workflow.confirm_proposal(office, PLANNER, proposal=view.id, choices={"missing": "closed"})
    with office.store.write() as connection:
        kept = offices.read_office(connection)
        offices.save_office(connection, replace(kept, demo_at=datetime(2030, 3, 1, tzinfo=UTC)))


def keys(app: AppTest) -> set[str]:
    return {one.key for one in app.button}


def test_within_their_terms_there_is_nothing_to_press(office, dashboard, become, words) -> None:
    become(AccountRole.ADMINISTRATOR)
    dashboard.run()
    assert not dashboard.exception
    assert words.say("ui.retention.none") in [one.value for one in dashboard.caption]
    assert "purge" not in keys(dashboard)
    shown = dashboard.dataframe[0].value
    assert next(iter(shown[words.say("ui.retention.column_class")])) == words.say("retention.class.contacts")
    assert all("cần kiểm tra" in source for source in shown[words.say("ui.retention.column_source")])


def test_what_is_due_goes_after_a_question(office, dashboard, become, tmp_path, words) -> None:
    close_first(office, tmp_path)
    become(AccountRole.ADMINISTRATOR)
    dashboard.run()
    due = purge_plan(office, PLANNER).due
    asked = [one.value.replace("\\", "") for one in dashboard.markdown]
    assert words.say("ui.retention.purge_ask", count=due) in asked
    assert OWNER in owners(office)
    dashboard.button(key="purge").click().run()
    assert not dashboard.exception
    assert OWNER not in owners(office)
    assert "Lê Thị Kín" in owners(office)
    assert "purge" not in keys(dashboard)


def test_a_planner_exports_and_erases_one_owners_contact(office, dashboard, become) -> None:
    become(AccountRole.PLANNER)
    app = open_page(dashboard, "papers")
    assert "contact_erase" not in keys(app)
    id_ = id_of(office, "Karaoke Sao Mai")
    app.text_input(key="papers_owner_id").set_value(id_).run()
    app.button(key="contact_export").click().run()
    assert not app.exception
    (paper,) = (p for p in _paper_links(app) if p.startswith("contact-"))
    assert PHONE.encode() in workflow.read_paper(office, PLANNER, paper)[1]
    assert PHONE not in page_text(app)
    app.button(key="contact_erase").click().run()
    assert not app.exception
    assert OWNER not in owners(office)
    assert "Lê Thị Kín" in owners(office)
    assert _paper_links(app) == []


def test_a_code_that_nobody_has_is_said(office, dashboard, become, words) -> None:
    become(AccountRole.PLANNER)
    app = open_page(dashboard, "papers")
    app.text_input(key="papers_owner_id").set_value("E99999").run()
    app.button(key="contact_erase").click().run()
    assert "E99999" in app.error[0].value
    assert OWNER in owners(office)


def _paper_links(app: AppTest) -> list[str]:
    urls = [one.proto.url for one in app.get("link_button")]
    return [url.removeprefix("/papers/") for url in urls]
