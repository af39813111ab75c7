"""Fields that are kept beside the main ones, and codes that lost their zeros."""

from collections.abc import Callable
from typing import Any

from domain.establishments import Status
from register.report import RegisterReport

Check = Callable[..., RegisterReport]


def test_certificates_terms_and_notes_are_kept(check: Check) -> None:
    header = [
        "Tên cơ sở", "Loại hình", "Xã", "Số ĐKKD", "Giấy phép số", "Ngày cấp", "Thời hạn", "GCN ANTT", "PCCC",
        "Vi phạm", "Ghi chú", "Mã cơ sở", "Xác nhận của xã",
    ]  # fmt: skip
    values = [
        "Ánh Sao", "Karaoke", "Suối Ngô", "45H8001234", "12/GP", "05/03/2023", "5 năm", "45/GCN", "đã nghiệm thu",
        "quá giờ", "gần chợ", "CS000007", "Đúng",
    ]  # fmt: skip
    row = check([header, values]).rows[0]
    assert (row.reg_no, row.licence_no, str(row.licence_expires_on)) == ("45H8001234", "12/GP", "2028-03-05")
    assert row.licence_expires_on_precision == "day"
    assert (row.security_no, row.fire_safety) == ("45/GCN", "đã nghiệm thu")
    assert (row.past_violations, row.notes, row.code, row.review) == ("quá giờ", "gần chợ", "CS000007", "Đúng")


def test_a_term_that_cannot_be_read_is_doubted_and_an_endless_one_is_not(check: Check) -> None:
    report = check(
        [
            ["Tên cơ sở", "Loại hình", "Xã", "Thời hạn"],
            ["Ánh Sao", "Karaoke", "Suối Ngô", "5 năm"],
            ["Hoa Mai", "Karaoke", "Tân Hà", "Không thời hạn"],
        ]
    )
    assert [row.licence_expires_on for row in report.rows] == [None, None]
    assert [(issue.code, issue.row, issue.column) for issue in report.issues] == [("date_unreadable", 2, "Thời hạn")]


def test_a_column_of_one_width_gives_zeros_back(check: Check) -> None:
    rows: list[list[Any]] = [
        ["Sao 1", "Karaoke", "Suối Ngô", "001234", "12/GP"],
        ["Sao 2", "Karaoke", "Suối Ngô", "001235", 7],
        ["Sao 3", "Karaoke", "Suối Ngô", 1236, "0008"],
        ["Sao 4", "Karaoke", "Suối Ngô", 12, "9"],
    ]
    report = check([["Tên cơ sở", "Loại hình", "Xã", "Số ĐKKD", "Số giấy phép"], *rows])
    assert [row.reg_no for row in report.rows] == ["001234", "001235", "001236", "12"]
    # One number with a zero is no rule.
    assert [row.licence_no for row in report.rows] == ["12/GP", "7", "0008", "9"]
    assert [(repair.code, repair.row, repair.before, repair.after) for repair in report.repairs] == [
        ("code_zero", 4, "1236", "001236")
    ]


def test_a_note_of_nothing_but_a_status_is_one(check: Check) -> None:
    report = check(
        [
            ["Tên cơ sở", "Loại hình", "Xã", "Ghi chú"],
            ["Ánh Sao", "Karaoke", "Suối Ngô", "đã nghỉ"],
            ["Hoa Mai", "Karaoke", "Tân Hà", "đã nghỉ lễ nhắc nhở"],
        ]
    )
    assert [row.status for row in report.rows] == [Status.CLOSED, Status.ACTIVE]
    assert [(repair.code, repair.column) for repair in report.repairs] == [("status_note", "Ghi chú")]
