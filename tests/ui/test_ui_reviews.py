"""The pages of the communes' review and of other agencies' inspections, run by AppTest as a planner."""

import io
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from register_office import PLANNER
from review_office import open_office
from streamlit.testing.v1 import AppTest

import workflow
from domain.accounts import AccountRole
from ui.history_parts import candidate_text
from workflow.workspace import Workspace, open_workspace, settings_from

REVIEW, HISTORY = "Rà soát theo xã", "Kiểm tra của cơ quan khác"


@pytest.fixture
def office(tmp_path: Path, become: Callable, serve_from: Callable) -> Iterator[Workspace]:
    """Serve the small office, and return it to look into it."""
    open_office(tmp_path / "office").store.close()
    serve_from(tmp_path / "office")
    become(AccountRole.PLANNER)
    found = open_workspace(settings_from({"INSPECTION_DIR": str(tmp_path / "office")}))
    yield found
    found.store.close()


def page(name: str) -> AppTest:
    return AppTest.from_string(f"from ui import {name}_page\n{name}_page.show()", default_timeout=60).run()


def press(app: AppTest, label: str) -> AppTest:
    app = next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


def text_of(app: AppTest) -> str:
    return "\n".join(str(element.proto) for element in app.main if hasattr(element, "proto"))


def workbook(change: Callable, content: bytes | None = None) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content)) if content else openpyxl.Workbook()
    change(book.worksheets[0])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("name", ["review", "history"])
@pytest.mark.parametrize("role", [role for role in AccountRole if role is not AccountRole.PLANNER])
def test_the_pages_refuse_every_other_role(name, role, office, become):
    become(role, team="T1")
    app = page(name)
    assert [title.value for title in app.title] == []
    assert [header.value for header in app.header] == ["Trang này không dành cho tài khoản của bạn"]


def test_workbooks_are_made_and_linked_in_one_click(office):
    app = page("review")
    assert [title.value for title in app.title] == [REVIEW]
    assert "0/2 xã đã rà soát trong năm 2027" in text_of(app)
    assert "/papers/" not in text_of(app)
    press(app, "Tạo phiếu cho tất cả các xã")
    papers = workflow.read_review(office, PLANNER).papers
    assert len(papers) == 3
    app.run()
    assert all(f"/papers/{paper.id}" in text_of(app) for paper in papers)
    press(app, "Tạo bảng tổng hợp rà soát")
    assert "review_summary" in {paper.kind for paper in workflow.read_review(office, PLANNER).papers}


def test_a_returned_workbook_is_decided_item_by_item_and_taken_over(office):
    (paper,) = workflow.write_reviews(office, PLANNER, commune="25522")

    def fill(sheet) -> None:
        for row in sheet.iter_rows(min_row=10):
            if row[0].value == "CS000002":
                row[7].value = "Đã nghỉ"
            if row[0].value == "CS000004":
                row[7].value = "Không có ở địa bàn"
            if row[0].value == "Ngày rà soát":
                row[3].value = date(2027, 2, 20)

    app = page("review")
    content = workbook(fill, workflow.read_paper(office, PLANNER, paper.id)[1])
    app.file_uploader[0].upload("phieu.xlsx", content).run()
    assert "Xã Tân Đông: 0 cơ sở đúng, 2 điều cần xem, 2 chưa trả lời" in text_of(app)
    choice = next(box for box in app.selectbox if "not_here" in (box.key or ""))
    choice.select("reject").run()
    next(one for one in app.text_input if one.label == "Chức vụ người ký").input("Phó Chủ tịch").run()
    press(app, "Xác nhận phiếu này")
    board = workflow.read_review(office, PLANNER)
    assert [(one.on, one.signer_title) for one in board.communes] == [(date(2027, 2, 20), "Phó Chủ tịch"), (None, "")]
    total = board.counts[-1]
    assert (total.registered, total.closed) == (4, 1)
    assert "1/2 xã đã rà soát" in text_of(app.run())


def test_a_file_that_is_no_workbook_gets_its_message(office):
    for name in ("review", "history"):
        app = page(name)
        app.file_uploader[0].upload("x.xlsx", b"not a workbook").run()
        assert not app.exception
        assert [error.value for error in app.error]


def test_a_list_is_looked_at_chosen_from_taken_in_and_taken_back(office):
    def fill(sheet) -> None:
        sheet.append(["Cơ quan", "Tên cơ sở", "Xã", "Ngày kiểm tra", "Số biên bản"])
        sheet.append(["Công an", "Karaoke Sao Đêm", "Tân Hà", "10/01/2027", "12/BB"])
        sheet.append(["Công an", "Biển Nhớ", None, "11/01/2027", "13/BB"])

    app = page("history")
    assert [title.value for title in app.title] == [HISTORY]
    app.file_uploader[0].upload("ca.xlsx", workbook(fill)).run()
    assert "2 dòng: 1 rõ cơ sở, 1 cần chọn, 0 không có trong danh sách, 0 không dùng được" in text_of(app)
    choice = next(box for box in app.selectbox if "history_" in (box.key or ""))
    choice.select("CS000005").run()
    press(app, "Ghi nhận danh sách này")
    visits = workflow.read_history(office, PLANNER).visits
    assert [(one.establishment_id, one.exempts) for one in visits] == [("CS000005", True), ("CS000004", True)]
    assert "12/BB" in text_of(app.run())
    press(app, "Rút lại danh sách")
    assert workflow.read_history(office, PLANNER).visits == ()


def test_a_candidate_says_what_speaks_for_it(office):
    from workflow.review_views import CandidateView

    one = CandidateView(
        establishment_id="CS1", name="Hoa Mai", type="KARAOKE", address="Ấp 1", commune="Xã Tân Đông", score=90,
        reasons=("same_name", "same_commune"),
    )  # fmt: skip
    assert candidate_text(one) == "CS1 Hoa Mai – Ấp 1, Xã Tân Đông (cùng tên, cùng xã)"
