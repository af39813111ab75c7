"""The import wizard: one sentence, one button; behind it what was read and what would change."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from wizard_dashboard import (
    HEADER,
    PERSONS,
    PLANNER,
    ROWS,
    click,
    do_jobs,
    drop_file,
    open_page,
    page_text,
    write_workbook,
)

import workflow
from domain.accounts import AccountRole
from domain.register_steps import StepKind
from ui.session import workspace

SECTIONS = ("rows", "added", "changed", "missing", "issues", "merges", "repairs", "encodings", "columns")


@pytest.fixture
def first(empty_office: Path, tmp_path: Path, dashboard: AppTest, become: Callable, serve_from: Callable) -> AppTest:
    """Return the dashboard of an office without a register."""
    serve_from(Path(shutil.copytree(empty_office, tmp_path / "office")))
    become(AccountRole.PLANNER)
    return dashboard


@pytest.fixture
def again(kept_office: Path, tmp_path: Path, dashboard: AppTest, become: Callable, serve_from: Callable) -> AppTest:
    """Return the dashboard of an office whose register has the four rows."""
    serve_from(Path(shutil.copytree(kept_office, tmp_path / "office")))
    become(AccountRole.PLANNER)
    return dashboard


def open_sections(app: AppTest) -> AppTest:
    for name in SECTIONS:
        app.session_state[f"section_{name}"] = True
    return app.run()


def incoming() -> list[Path]:
    return sorted((workspace().settings.directory / "incoming").glob("*"))


def names() -> dict[str, str]:
    """Return name to status of what counts in the register."""
    from store.establishments import read_establishments

    with workspace().store.read() as connection:
        return {e.name: e.status.value for e in read_establishments(connection) if e.decision.value != "rejected"}


def test_a_first_file_is_one_sentence_and_one_button(first: AppTest, tmp_path: Path) -> None:
    content = write_workbook(tmp_path / "a.xlsx", ROWS)
    open_page(first, "register").file_uploader[0].upload("a.xlsx", content).run()
    assert [path.read_bytes() for path in incoming()] == [content]
    assert len(first.file_uploader) == 0  # the bar stands there, and nobody drops a second file
    do_jobs()
    app = first.run()
    assert "4 dòng: 3 cơ sở, 0 nghi trùng, 1 cần xem" in page_text(app)
    assert not app.error
    assert workflow.read_register(workspace(), PLANNER) is None  # nothing is kept before somebody says so
    click(app, "Tiếp tục, sửa sau")
    do_jobs()
    app.run()
    assert [title.value for title in app.title] == ["Bản đồ cơ sở"]
    assert len(names()) == 4
    assert incoming() == []


def test_the_file_is_found_again_by_another_session(first: AppTest, tmp_path: Path) -> None:
    drop_file(first, write_workbook(tmp_path / "a.xlsx", ROWS))
    other = AppTest.from_file(first._script_path, default_timeout=60)
    assert "4 dòng: 3 cơ sở" in page_text(open_page(other, "register"))
    click(other, "Bỏ tệp")
    assert incoming() == []
    assert len(other.file_uploader) == 1
    # The first tab still shows it; its button is answered in words and nothing happens.
    click(first, "Tiếp tục, sửa sau")
    do_jobs()
    assert "đang chờ đã được nhận, bỏ hoặc thay" in first.run().error[0].value.replace("\\", "")
    assert workflow.read_register(workspace(), PLANNER) is None


def test_what_is_behind_shows_cells_and_no_person(first: AppTest, tmp_path: Path) -> None:
    drop_file(first, write_workbook(tmp_path / "a.xlsx", (*ROWS[:2], (*ROWS[2][:9], "12 phòng"))))
    closed = page_text(first)
    app = open_sections(first)
    text = page_text(app)
    for shown in ("không nhận ra loại hình «Sửa xe»", "Đọc số từ chữ", "12 phòng", "DANH SÁCH CƠ SỞ", "Loại hình"):
        assert shown not in closed
        assert shown in text
    assert [person for person in PERSONS if person in text] == []
    assert "Spa &lt;b&gt;Hoa&lt;/b&gt;" in text
    assert "chưa có lời giải thích" not in text


def test_a_column_is_mapped_by_hand_and_remembered(first: AppTest, tmp_path: Path) -> None:
    header = (*HEADER[:9], "Sức chứa")
    drop_file(first, write_workbook(tmp_path / "a.xlsx", ROWS, header=header))
    app = open_sections(first)
    app.selectbox(key="column_J_Sức chứa").select("rooms").run()
    assert workflow.read_columns(workspace(), PLANNER) == {"suc chua": "rooms"}
    click(app, "Đọc lại với các cột này")
    do_jobs()
    app.run()
    view = workflow.read_proposal(workspace(), PLANNER)
    assert [added.establishment.fields["rooms"] for added in view.added] == ["5", "8", "2", "3"]
    assert "Đọc lại với các cột này" not in [button.label for button in app.button]


def test_the_same_file_again_changes_nothing(again: AppTest, tmp_path: Path) -> None:
    app = drop_file(again, write_workbook(tmp_path / "a.xlsx", ROWS))
    assert "0 cơ sở mới, 0 thay đổi, 0 không còn trong tệp, 4 như cũ" in page_text(app)
    assert [name for name in ("added", "changed", "missing") if f"section_{name}" in app.session_state] == []


CHANGED = (
    (1, "Karaoke Sao Mai", "Karaoke", "Người Mới", "0911222333", "Số 1", "Ấp 1", "Xã Tân Hà", "9900000001", 6),
    *ROWS[1:3],
    (4, "Karaoke Gió Lạ", "Karaoke", "Người Mới", "0911222333", "Số 9", "Ấp 4", "Xã Suối Dây", "9900000009", 7),
)


def test_each_difference_has_its_choice(again: AppTest, tmp_path: Path) -> None:
    app = open_sections(drop_file(again, write_workbook(tmp_path / "a.xlsx", CHANGED)))
    text = page_text(app)
    assert "1 cơ sở mới, 1 thay đổi, 1 không còn trong tệp, 2 như cũ" in text
    assert "Đổi chủ, biển hiệu giữ nguyên" in text
    assert [person for person in PERSONS if person in text] == []
    view = workflow.read_proposal(workspace(), PLANNER)
    rooms = next(change for change in view.changed[0].changes if change.field == "rooms")
    choose(app, view.id, rooms.id, "keep")
    choose(app, view.id, view.missing[0].id, "closed")
    choose(app, view.id, view.added[0].id, "reject")
    assert "Tiếp tục, sửa sau" not in [button.label for button in app.button]
    click(app, "Nhận với các lựa chọn này")
    do_jobs()
    app.run()
    assert names() == {
        "Karaoke Sao Mai": "active", "Nhà nghỉ Bình Minh": "active", ROWS[2][1]: "active", "Bar Đêm Trắng": "closed"
    }  # fmt: skip
    assert kept_rooms("Karaoke Sao Mai") == 5


def test_one_answer_for_all_of_a_kind(again: AppTest, tmp_path: Path) -> None:
    app = open_sections(drop_file(again, write_workbook(tmp_path / "a.xlsx", ROWS[:1])))
    view = workflow.read_proposal(workspace(), PLANNER)
    choose(app, view.id, view.missing[0].id, "closed")
    app.segmented_control(key=f"choices_{view.id[:8]}_missing").set_value("dropped").run()
    assert app.session_state["proposal_choices"][1] == {"missing": "dropped"}
    # One of them stays after all: an answer of its own goes before the one for all.
    app.segmented_control(key=f"choice_{view.id[:8]}_{view.missing[2].id}_dropped").set_value("keep").run()
    click(app, "Nhận với các lựa chọn này")
    do_jobs()
    app.run()
    assert list(names()) == ["Karaoke Sao Mai", "Bar Đêm Trắng"]


def choose(app: AppTest, proposal: str, name: str, answer: str) -> None:
    app.segmented_control(key=f"choice_{proposal[:8]}_{name}_").set_value(answer).run()


def kept_rooms(name: str) -> int | None:
    from store.establishments import read_establishments

    with workspace().store.read() as connection:
        return next(e.rooms for e in read_establishments(connection) if e.name == name)


def test_a_register_that_moved_on_is_read_again(again: AppTest, tmp_path: Path) -> None:
    app = drop_file(again, write_workbook(tmp_path / "a.xlsx", CHANGED))
    problem = workflow.list_problems(workspace(), PLANNER)[0]
    workflow.settle_problem(workspace(), PLANNER, problem=problem.id, action="set_type", value="XONGHOI")
    click(app, "Tiếp tục, sửa sau")
    do_jobs()
    app.run()
    assert "đã thay đổi từ khi đọc tệp này" in app.error[0].value
    click(app, "Đọc lại tệp")
    do_jobs()
    click(app.run(), "Tiếp tục, sửa sau")
    do_jobs()
    assert [title.value for title in app.run().title] == ["Bản đồ cơ sở"]


def test_a_file_that_is_no_workbook_gets_its_message_and_is_gone(first: AppTest) -> None:
    app = drop_file(first, b"not a workbook")
    assert "không phải bảng tính" in app.error[0].value
    assert len(app.file_uploader) == 1
    assert incoming() == []


def test_an_import_is_taken_back_from_the_history(again: AppTest) -> None:
    app = open_page(again, "register")
    app.session_state["section_steps"] = True
    app.run()
    assert "thêm 4, sửa 0" in page_text(app).replace("\\\\", "")
    app.button(key="step_look_1").click().run()
    assert "Nhà nghỉ Bình Minh" in page_text(app)
    click(app, "Hoàn tác")
    assert names() == {}
    steps = workflow.list_steps(workspace(), PLANNER)
    assert [(step.kind, step.undoes) for step in steps] == [(StepKind.UNDO, 1), (StepKind.IMPORT, None)]
    click(app, "Làm lại")
    assert len(names()) == 4


def test_a_hostile_answer_is_refused_in_words(again: AppTest, tmp_path: Path) -> None:
    """What a page sends is checked below it: an answer that there is not changes nothing."""
    app = drop_file(again, write_workbook(tmp_path / "a.xlsx", CHANGED))
    view = workflow.read_proposal(workspace(), PLANNER)
    params = {"proposal": view.id, "choices": json.dumps({"missing": "burn"})}
    workflow.start_job(workspace(), PLANNER, kind="confirm_register", params=params)
    do_jobs()
    job = workflow.latest_job(workspace(), PLANNER, kind="confirm_register")
    assert job.error_code == "register.choice"
    assert len(names()) == 4
    assert not app.error
