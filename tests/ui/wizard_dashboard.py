"""The dashboard with an office that works: a planner who has an account, and its worker, one job at a time."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from openpyxl import Workbook
from streamlit.testing.v1 import AppTest

import workflow
from domain.accounts import AccountRole, Actor
from ui import session
from workflow.workspace import open_workspace, settings_from

PLANNER = Actor(account="thu", role=AccountRole.PLANNER)
HEADER = ("STT", "Tên cơ sở", "Loại hình", "Chủ cơ sở", "Điện thoại", "Địa chỉ", "Ấp", "Xã", "Mã số thuế", "Số phòng")
ROWS = (
    (1, "Karaoke Sao Mai", "Karaoke", "Trần Văn Ẩn", "0900000001", "Số 1", "Ấp 1", "Xã Tân Hà", "9900000001", 5),
    (2, "Nhà nghỉ Bình Minh", "Nhà nghỉ", "Lê Thị Kín", "0900000002", "Số 2", "Ấp 1", "Xã Tân Hà", "9900000002", 8),
    (
        3,
        "Spa <b>Hoa</b> [x](http://e)",
        "Sửa xe",
        "Lê Kín",
        "0900000003",
        "Số 3",
        "Ấp 2",
        "Xã Tân Hội",
        "9900000003",
        2,
    ),
    (4, "Bar Đêm Trắng", "Quán bar", "Ngô Kín", "0900000004", "Số 4", "Ấp 2", "Xã Tân Hội", "9900000004", 3),
)
PERSONS = ("Trần Văn Ẩn", "Lê Thị Kín", "Lê Kín", "Ngô Kín", "0900000001", "0900000002", "Người Mới", "0911222333")


def write_workbook(path: Path, rows: Iterable[tuple], *, header: tuple = HEADER) -> bytes:
    """Write a register of one sheet, its header below a title, and return its bytes."""
    book = Workbook()
    book.active.title = "Danh sách"
    book.active.append(("DANH SÁCH CƠ SỞ",))
    for row in (header, *rows):
        book.active.append(row)
    book.save(path)
    return path.read_bytes()


def new_office(directory: Path) -> None:
    """Set up the demo office in a folder, without a register, with the planner's account."""
    from access.accounts import create_account
    from demo.line import set_up_demo

    workspace = open_workspace(settings_from({"INSPECTION_DIR": str(directory)}))
    set_up_demo(workspace)
    at = datetime(2027, 3, 1, tzinfo=UTC)
    create_account(workspace, name=PLANNER.account, role=PLANNER.role, team=None, password="mat-khau-du-dai-1", at=at)
    workspace.store.close()


def import_rows(directory: Path, rows: Iterable[tuple]) -> None:
    """Take a workbook of these rows into the office of a folder."""
    workspace = open_workspace(settings_from({"INSPECTION_DIR": str(directory)}))
    path = directory / "first.xlsx"
    write_workbook(path, rows)
    workflow.import_register(workspace, PLANNER, path=path, file_name=path.name)
    workspace.store.close()


def do_jobs() -> None:
    """Do the waiting jobs as the worker does."""
    from commands.server_commands import HANDLERS

    while workflow.run_next_job(session.workspace(), worker="test", handlers=HANDLERS):
        pass


def open_page(app: AppTest, name: str) -> AppTest:
    """Open a page of the menu; AppTest itself knows pages that are files only."""
    if "pages" not in app.session_state:
        app.run()
    app._page_hash = app.session_state["pages"][name]._script_hash
    return app.run()


def page_text(app: AppTest) -> str:
    """Return what is sent to the browser, as text."""
    return "\n".join(str(element.proto) for block in (app.main,) for element in block if hasattr(element, "proto"))


def click(app: AppTest, label: str) -> AppTest:
    """Press the first button of a label."""
    return next(button for button in app.button if button.label.replace("\\", "") == label).click().run()


def drop_file(app: AppTest, content: bytes, name: str = "danh-sach.xlsx") -> AppTest:
    """Drop a file on the page of the register and let the worker read it."""
    open_page(app, "register")
    app.file_uploader[0].upload(name, content).run()
    do_jobs()
    return app.run()


def import_file(app: AppTest, content: bytes) -> AppTest:
    """Drop a file and take it with everything left to its default."""
    click(drop_file(app, content), "Tiếp tục, sửa sau")
    do_jobs()
    return app.run()
