"""A small office for the living register: two communes, a register of seven rows, 1 March 2027.

Rows 2 to 4 are sound; row 5 has a type that nobody knows, row 6 no commune,
row 7 is row 2 again in other letters, row 8 has a date that cannot be read.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import openpyxl

import workflow
from domain.accounts import AccountRole, Actor
from domain.places import Base, CommuneKey, Office
from workflow.workspace import Workspace, open_workspace, settings_from

PLANNER = Actor(account="thu", role=AccountRole.PLANNER)
OTHER = Actor(account="ba", role=AccountRole.PLANNER)
NOW = datetime(2027, 3, 1, 1, tzinfo=UTC)
TAN_DONG = CommuneKey(vintage="post2025", code="25522")
TAN_HOI = CommuneKey(vintage="post2025", code="25525")
OLD_TAN_HA = CommuneKey(vintage="pre2025", code="25519")

HEAD = ("Tên cơ sở", "Loại hình", "Chủ cơ sở", "Điện thoại", "Địa chỉ", "Xã", "MST", "Số phòng", "Tình trạng",
        "Ngày cấp")  # fmt: skip
ROWS = (
    ("Karaoke Hoàng Gia", "Karaoke", "Trần Văn Tám", "0901234567", "Số 12, đường 785, ấp 1", "Xã Tân Hà", "3901234567", "5", "Đang hoạt động", "05/03/2023"),
    ("Nhà nghỉ Biển Nhớ", "Nhà nghỉ", "Lê Thị Chín", "0912345678", "Số 3, ấp 2", "Xã Tân Hà", "", "8", "Đang hoạt động", ""),
    ("Massage Bốn Mùa", "Massage", "", "", "Số 7, ấp 3", "Xã Tân Hà", "", "", "Đang hoạt động", ""),
    ("Quán Chiều Tím", "Hát cho nhau nghe", "Phạm Văn Mười", "0934567890", "Số 21, ấp 4", "Xã Tân Hà", "", "", "Đang hoạt động", ""),
    ("Karaoke Sông Quê", "Karaoke", "", "", "Số 30, ấp 5", "", "", "", "Đang hoạt động", ""),
    ("KARAOKE HOANG GIA", "Karaoke", "", "", "Số 12, đường 785, ấp 1", "Xã Tân Hà", "", "6", "Đang hoạt động", ""),
    ("Karaoke Trăng Khuyết", "Karaoke", "", "", "Số 44, ấp 6", "Xã Tân Hà", "", "", "Đang hoạt động", "không rõ hẳn"),
)  # fmt: skip


def open_office(directory: Path) -> Workspace:
    """Open the office; its register is still empty."""
    found = open_workspace(settings_from({"INSPECTION_DIR": str(directory)}))
    office = Office(
        id="o", name="Phòng Văn hóa và Thông tin", superior="UBND huyện Tân Châu", place="Tân Châu",
        vintage="post2025", communes=(TAN_DONG, TAN_HOI), bases=(Base(id="b", name="Trụ sở", lon=106.2, lat=11.6),),
        demo_at=NOW,
    )  # fmt: skip
    workflow.create_office(found, PLANNER, office=office)
    return found


def write_rows(
    path: Path, rows: Sequence[Sequence[str]] = ROWS, *, head: Sequence[str] = HEAD, sheet: str = "Danh sách"
) -> Path:
    """Write rows below the usual header."""
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in (head, *rows):
        book.active.append([cell or None for cell in row])
    book.save(path)
    return path


def with_cells(changes: Mapping[tuple[int, str], str], rows: Sequence[Sequence[str]] = ROWS) -> list[list[str]]:
    """Return rows with some cells changed, by (row from 0, head)."""
    changed = [list(row) for row in rows]
    for (row, head), value in changes.items():
        changed[row][HEAD.index(head)] = value
    return changed


def take_in(workspace: Workspace, path: Path, *, choices: Mapping[str, str] | None = None):
    """Propose a file and confirm it; return what the confirmation said."""
    view = workflow.propose_register(workspace, PLANNER, path=path, file_name=path.name)
    return workflow.confirm_proposal(workspace, PLANNER, proposal=view.id, choices=choices or {})
