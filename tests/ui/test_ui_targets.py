"""Chỉ tiêu and Triển khai quy định: the figures first, each entry kept by its own button, nobody else sees them."""

from datetime import date
from pathlib import Path

import pytest
from own_page import button, page, text_of
from results_office import PLANNER, RECEIVED, result, results_text, sealed_office, team_actor

import workflow
from domain.accounts import AccountRole
from workflow.workspace import open_workspace, settings_from


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """Return the folder of an office with results of one shift."""
    workspace = sealed_office(tmp_path / "office", others=12)
    text = results_text(workspace, [result("E000", regulations=["PL10_2003"]), result("E001")])
    workflow.take_results(workspace, team_actor("T00"), text=text, received_at=RECEIVED)
    workspace.store.close()
    return tmp_path / "office"


@pytest.fixture
def opened(office):
    found = open_workspace(settings_from({"INSPECTION_DIR": str(office)}))
    yield found
    found.store.close()


@pytest.mark.parametrize("name", ["targets", "deployment"])
@pytest.mark.parametrize("role", [AccountRole.TEAM, AccountRole.LEADER, AccountRole.ADMINISTRATOR])
def test_only_the_planner_sees_them(name, role, office, become, serve_from):
    serve_from(office)
    become(role, team="T00" if role is AccountRole.TEAM else None)
    app = page(name)
    assert [header.value for header in app.header] == ["Trang này không dành cho tài khoản của bạn"]
    assert "E000" not in text_of(app)


def test_the_six_targets_stand_first_with_their_fractions(office, become, serve_from):
    serve_from(office)
    become(AccountRole.PLANNER)
    text = text_of(page("targets"))
    assert "2/32" in text
    assert "Cơ sở được kiểm tra" in text
    assert "cần kiểm tra" in text
    assert "Việc tập huấn" in text


def test_the_year_of_reports_can_be_chosen(office, become, serve_from):
    serve_from(office)
    become(AccountRole.PLANNER)
    app = page("targets")
    app.segmented_control(key="targets_clock").set_value("report").run()
    assert "15/12/2026" in text_of(app)


def test_the_district_marks_its_programmes(office, opened, become, serve_from):
    serve_from(office)
    become(AccountRole.PLANNER)
    app = page("targets")
    app.multiselect(key="district_programmes_2027").set_value(["DRUGS"])
    button(app, "Lưu phần của huyện").click().run()
    assert not app.exception
    assert workflow.read_targets(opened, PLANNER).programmes[""] == {"DRUGS"}


def test_the_form_keeps_a_report_with_two_counts(office, opened, become, serve_from):
    serve_from(office)
    become(AccountRole.PLANNER)
    app = page("targets")
    code = app.selectbox(key="report_commune").value
    app.number_input(key=f"report_in_need_{code}_2027_1_0").set_value(9)
    app.number_input(key=f"report_supported_{code}_2027_1_0").set_value(6)
    app.button(key="report_form_keep").click().run()
    assert not app.exception
    (kept,) = workflow.list_commune_reports(opened, PLANNER, year=2027)
    assert (kept.commune.code, kept.quarter, kept.in_need, kept.supported) == (code, 1, 9, 6)


def test_the_public_plan_is_written_and_linked(office, opened, become, serve_from):
    serve_from(office)
    become(AccountRole.PLANNER)
    app = page("targets")
    app.button(key="public_write").click().run()
    (paper,) = workflow.list_public_plans(opened, PLANNER)
    assert f"/papers/{paper.id}" in text_of(app)


def test_a_meeting_is_recorded_and_dropped(office, opened, become, serve_from):
    serve_from(office)
    become(AccountRole.PLANNER)
    app = page("deployment")
    assert "Cơ sở E002" in text_of(app)
    app.multiselect(key="meeting_regulations").set_value(["PL10_2003"])
    app.number_input(key="meeting_represented").set_value(3)
    button(app, "Ghi hội nghị").click().run()
    (meeting,) = workflow.read_regulation_cover(opened, PLANNER).meetings
    assert (meeting.represented, meeting.on) == (3, date(2027, 3, 20))
    app.button(key="meeting_drop_keep").click().run()
    assert not app.exception
    assert workflow.read_regulation_cover(opened, PLANNER).meetings == ()
