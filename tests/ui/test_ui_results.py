"""Kết quả thực địa and Theo dõi: files come in, doubts are settled, remedies are closed, complaints have no sender."""

from datetime import date
from pathlib import Path

import pytest
from own_page import button, page, text_of
from results_office import PLANNER, RECEIVED, result, results_text, sealed_office, team_actor

import workflow
from domain.accounts import AccountRole
from workflow.workspace import open_workspace, settings_from

PLANNER_ROLE = AccountRole.PLANNER
DUE = {"code": "NO_CONTRACT", "action": "REMIND", "remedy_due_on": "2027-03-15"}


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """Return the folder of an office with results of one shift: one counts, one conflicts, one door was closed."""
    workspace = sealed_office(tmp_path / "office")
    sent = [result("E000", findings=[DUE]), result("E001", "closed_door")]
    for found, device in ((sent, "a" * 16), ([result("E000", "closed_door")], "b" * 16)):
        text = results_text(workspace, found, device=device)
        workflow.take_results(workspace, team_actor("T00"), text=text, received_at=RECEIVED)
    forged = results_text(workspace, [result("E002", note="chim")], key="ab" * 32)
    workflow.take_results(workspace, team_actor("T00"), text=forged, received_at=RECEIVED)
    workspace.store.close()
    return tmp_path / "office"


@pytest.fixture
def opened(office):
    found = open_workspace(settings_from({"INSPECTION_DIR": str(office)}))
    yield found
    found.store.close()


@pytest.mark.parametrize("name", ["results", "follow_up"])
@pytest.mark.parametrize("role", [AccountRole.TEAM, AccountRole.LEADER, AccountRole.ADMINISTRATOR])
def test_only_the_planner_sees_them(name, role, office, become, serve_from):
    serve_from(office)
    become(role, team="T00" if role is AccountRole.TEAM else None)
    app = page(name)
    assert [header.value for header in app.header] == ["Trang này không dành cho tài khoản của bạn"]
    assert "E000" not in text_of(app)


@pytest.mark.parametrize("name", ["results", "follow_up"])
def test_a_new_office_is_told_that_there_is_nothing_yet(name, tmp_path, become, serve_from):
    serve_from(tmp_path)
    become(PLANNER_ROLE)
    assert not page(name).exception


def test_the_page_says_what_came_back_and_what_waits(office, become, serve_from):
    serve_from(office)
    become(PLANNER_ROLE)
    app = page("results")
    text = text_of(app)
    assert "2/12 điểm đã có kết quả, 1 cơ sở đã kiểm tra đầy đủ" in text
    assert "Tệp từ phiếu không mã hóa chỉ chứng tỏ nó đến từ phiếu nào" in text
    assert [one.value for one in app.subheader] == [
        "Kết quả khác nhau (1)", "Cửa đóng, chờ quyết định (1)", "Từng ca",
    ]  # fmt: skip
    assert "Đã nhận" in text and "Chưa nhận" in text
    assert "dấu xác nhận không đúng" in text and "chim" not in text
    assert "n = 2 (ít)" in text and "Để hỏi, không để kết luận" in text


def test_the_planner_lets_a_result_stand_only_with_a_reason(office, opened, become, serve_from):
    serve_from(office)
    become(PLANNER_ROLE)
    app = page("results")
    button(app, "Tính bản 2").click().run()
    assert workflow.read_coverage(opened, PLANNER).coverage.area.inspected == 1
    next(one for one in app.text_input if one.label == "Lý do").set_value("Biên bản giấy ghi đóng cửa").run()
    button(app, "Tính bản 2").click().run()
    assert not app.exception
    assert workflow.read_coverage(opened, PLANNER).coverage.area.inspected == 0
    assert "Kết quả khác nhau" not in text_of(app)


def test_a_closed_door_is_replaced_by_a_reserve_of_its_cell(office, opened, become, serve_from):
    serve_from(office)
    become(PLANNER_ROLE)
    app = page("results")
    button(app, "Chọn cách xử lý").click().run()
    offered = [one.label for one in app.button if one.label.startswith("Cơ sở R")]
    # Only R1 and R5 are of the commune and type of E001.
    assert {label[:8] for label in offered} == {"Cơ sở R1", "Cơ sở R5"}
    button(app, next(label for label in offered if label.startswith("Cơ sở R5"))).click().run()
    assert not app.exception
    (change,) = workflow.list_changes(opened, PLANNER, round_id="D2027-01")
    assert (change.establishment_id, change.stand_in, change.reason) == ("E001", "R5", "Cửa đóng khi đoàn đến")
    assert "Cửa đóng, chờ quyết định" not in text_of(app)
    assert workflow.latest_job(opened, PLANNER, kind="replan").state == "queued"


def test_a_remedy_is_closed_by_its_paper(office, opened, become, serve_from):
    serve_from(office)
    become(PLANNER_ROLE)
    app = page("follow_up")
    assert "đã xử lý 1/1 vi phạm (100,0 %" in text_of(app)
    assert [one.value for one in app.subheader] == ["Quá hạn (1)"]
    button(app, "Ghi đã khắc phục").click().run()
    assert [one.value for one in app.subheader] == ["Quá hạn (1)"]
    next(one for one in app.text_input if one.label.startswith("Văn bản")).set_value("Báo cáo 05/BC").run()
    button(app, "Ghi đã khắc phục").click().run()
    assert not app.exception
    assert [one.value for one in app.subheader] == ["Đã khắc phục (1)"]
    (view,) = workflow.list_remedies(opened, PLANNER).remedies
    assert view.remedy.document == "Báo cáo 05/BC"


def test_a_complaint_is_recorded_without_a_field_for_its_sender(office, opened, become, serve_from):
    serve_from(office)
    become(PLANNER_ROLE)
    app = page("follow_up")
    labels = [one.label for one in (*app.text_input, *app.text_area, *app.selectbox, *app.date_input)]
    assert not [one for one in labels if "người" in one.lower() or "điện thoại" in one.lower() or "tên" in one.lower()]
    about = next(one for one in app.selectbox if one.label == "Về cơ sở hoặc xã")
    about.set_value("establishment:E003")
    next(one for one in app.text_area if one.label.startswith("Nội dung")).set_value("Quá giờ, chị Hoa kể")
    button(app, "Ghi phản ánh").click().run()
    assert not app.exception
    (view,) = workflow.list_complaints(opened, PLANNER)
    assert (view.complaint.id, view.complaint.establishment_id) == ("PA-2027-0001", "E003")
    assert view.complaint.about == "Quá giờ, chị ••• kể"
    assert view.complaint.due_on > date(2027, 3, 20)
