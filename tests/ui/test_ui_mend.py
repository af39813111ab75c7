"""The queue of what is left to mend: one card, one answer, the next card; every answer can be taken back."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from wizard_dashboard import PERSONS, PLANNER, ROWS, click, import_rows, open_page, page_text

import workflow
from domain.accounts import AccountRole, Actor
from ui.session import workspace

TROUBLES = (
    (1, "Spa Hoa Đăng", "Sửa xe", "Lê Kín", "0900000003", "Số 3", "Ấp 2", "Xã Tân Hội", "9900000003", "đôi ba"),
    (2, "Bar Đêm Trắng", "Quán bar", "Ngô Kín", "0900000004", "Số 4", "Ấp 2", "Xã Lạ Hoắc", "9900000004", 3),
    ROWS[1],
    (4, "NHÀ NGHỈ BÌNH MINH", "Nhà nghỉ", "Lê Thị Kín", "0900000002", "Số 2", "Ấp 1", "Xã Tân Hà", "9900000002", 8),
)
BLOCKING = ("type_unknown", "commune_unknown", "duplicate_probable")


@pytest.fixture(scope="module")
def troubled_office(empty_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = Path(shutil.copytree(empty_office, tmp_path_factory.mktemp("troubled") / "office"))
    import_rows(directory, TROUBLES)
    return directory


@pytest.fixture
def queue(troubled_office: Path, tmp_path: Path, dashboard: AppTest, become: Callable, serve_from: Callable) -> AppTest:
    """Return the page of an office with five doubts: a type, a commune and a duplicate that block, a number and a place."""
    serve_from(Path(shutil.copytree(troubled_office, tmp_path / "office")))
    become(AccountRole.PLANNER)
    return open_page(dashboard, "mend")


def sentence(app: AppTest) -> str:
    """Return the sentence of the card at hand."""
    return next(html.proto.body for html in app.get("html") if 'class="problem' in html.proto.body)


def codes() -> list[str]:
    return [problem.issue.code for problem in workflow.list_problems(workspace(), PLANNER)]


def test_one_card_with_its_row_and_no_person(queue: AppTest) -> None:
    text = page_text(queue)
    assert codes() == [*BLOCKING, "number_unreadable", "position_unknown"]
    assert "không nhận ra loại hình «Sửa xe»" in sentence(queue)
    assert 'class="doubt">Sửa xe</td>' in text.replace("\\", "")
    assert "0/5 đã xong" in text
    assert [person for person in PERSONS if person in text] == []
    assert "chưa có lời giải thích" not in text


def test_an_answer_brings_the_next_card_and_can_be_taken_back(queue: AppTest) -> None:
    click(queue, "Karaoke")
    assert codes()[:2] == ["commune_unknown", "duplicate_probable"]
    assert "không nhận ra xã «Xã Lạ Hoắc»" in sentence(queue)
    assert "1/5 đã xong" in page_text(queue)
    click(queue, "Hoàn tác")
    assert codes()[0] == "type_unknown"
    assert "không nhận ra loại hình" in sentence(queue)


def test_a_wording_is_remembered_for_the_office(queue: AppTest) -> None:
    problem = workflow.list_problems(workspace(), PLANNER)[0]
    queue.checkbox(key=f"remember_{problem.id}").check().run()
    click(queue, "Xông hơi, tắm hơi, spa")
    aliases = {kind.code: kind.aliases for kind in workflow.types_of(workspace())}
    assert [code for code, known in aliases.items() if "Sửa xe" in known] == ["XONGHOI"]


def test_put_off_goes_to_the_end_and_the_arrows_move(queue: AppTest) -> None:
    click(queue, "Để sau")
    assert "Xã Lạ Hoắc" in sentence(queue)
    for _ in range(4):
        click(queue, "Sau")
    assert "Sửa xe" in sentence(queue)
    assert queue.button(key="mend_next").disabled
    click(queue, "Trước")
    click(queue, "Trước")
    assert "không đọc được số «đôi ba»" in sentence(queue)


def test_a_commune_is_picked_from_a_list(queue: AppTest) -> None:
    click(queue, "Sau")
    problem = workflow.list_problems(workspace(), PLANNER)[1]
    choice = next(c for c in problem.actions[0].choices if c.label == "Xã Tân Hội (cũ)")
    queue.selectbox(key=f"{problem.id}_set_commune").select(choice.value).run()
    assert "commune_unknown" not in codes()


def test_a_number_is_typed(queue: AppTest) -> None:
    for _ in range(3):
        click(queue, "Sau")
    problem = workflow.list_problems(workspace(), PLANNER)[3]
    queue.number_input(key=f"{problem.id}_set_number").set_value(12)
    click(queue, "Sửa số")
    assert "number_unreadable" not in codes()
    assert workflow.list_steps(workspace(), PLANNER)[0].note == "set_number"


def test_two_rows_stand_side_by_side_and_become_one(queue: AppTest) -> None:
    click(queue, "Sau")
    click(queue, "Sau")
    text = page_text(queue)
    assert "Dòng đang xem" in text
    assert "Dòng kia" in text
    click(queue, "Giữ «Nhà nghỉ Bình Minh (dòng 5)»")
    assert "duplicate_probable" not in codes()
    assert workflow.read_register(workspace(), PLANNER).in_scope == 1


def test_a_row_leaves_the_register_with_its_reason(queue: AppTest) -> None:
    click(queue, "Không thuộc diện quản lý")
    # Nobody asks about the rest of that row.
    assert codes() == ["commune_unknown", "duplicate_probable", "position_unknown"]


def test_filters_hold_and_an_empty_one_says_so(queue: AppTest) -> None:
    queue.selectbox(key="mend_kind").select("commune").run()
    assert "Xã Lạ Hoắc" in sentence(queue)
    queue.segmented_control(key="mend_severity").set_value("check").run()
    assert [info.value for info in queue.info] == ["Không còn điều nào theo cách lọc này."]


def test_somebody_who_was_faster_is_named_and_the_next_card_comes(queue: AppTest) -> None:
    problem = workflow.list_problems(workspace(), PLANNER)[0]
    other = Actor(account="binh", role=AccountRole.PLANNER)
    workflow.settle_problem(workspace(), other, problem=problem.id, action="set_type", value="XONGHOI")
    click(queue, "Karaoke")
    assert "đã được binh xử lý" in queue.error[0].value.replace("\\", "")
    assert "Xã Lạ Hoắc" in sentence(queue)
    assert len(workflow.list_steps(workspace(), PLANNER)) == 2


def test_nothing_left_is_said(queue: AppTest) -> None:
    for problem in workflow.list_problems(workspace(), PLANNER):
        if problem.issue.code == "position_unknown":
            continue  # it is of the row that leaves
        action, value = {
            "type_unknown": ("set_type", "XONGHOI"),
            "commune_unknown": ("reject", "not_ours"),
            "duplicate_probable": ("keep_both", "same"),
            "number_unreadable": ("dismiss", ""),
        }[problem.issue.code]
        workflow.settle_problem(workspace(), PLANNER, problem=problem.id, action=action, value=value)
    queue.run()
    assert [message.value for message in queue.success] == ["Không còn điều nào cần xem."]
    assert "5/5 đã xong" in page_text(queue)
