"""More than one header on a sheet, groups of several levels, and columns mapped by hand."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from domain.errors import InputError
from register.check import check_workbook
from register.report import ReadingChoices, RegisterReference, RegisterReport

Check = Callable[..., RegisterReport]
Write = Callable[..., Path]


def test_a_second_table_with_other_columns_is_read_too(check: Check) -> None:
    report = check(
        """
        | DANH SÁCH KARAOKE          |             |          |          |
        | STT | Tên cơ sở            | Xã          | Số phòng |          |
        | 1   | Ánh Sao              | Suối Ngô    | 4        |          |
        | 2   | Hoa Mai              | Tân Hà      | 5        |          |
        |     | Cộng                 |             | 9        |          |
        |     |                      |             |          |          |
        | DANH SÁCH NHÀ NGHỈ         |             |          |          |
        | TT  | Địa chỉ              | Tên cơ sở   | Xã       | Số buồng |
        | 1   | Ấp 1                 | Bình Minh   | Tân Hà   | 12       |
        """
    )
    found = [(row.key, row.name, row.type, row.rooms, row.address_raw) for row in report.rows]
    assert found == [
        ("DS!3", "Ánh Sao", "KARAOKE", 4, ""),
        ("DS!4", "Hoa Mai", "KARAOKE", 5, ""),
        ("DS!9", "Bình Minh", "NHANGHI", 12, "Ấp 1"),
    ]
    assert [(sheet.name, sheet.header_row) for sheet in report.sheets] == [("DS", 2), ("DS", 8)]
    assert not report.issues


def test_a_row_above_a_second_header_is_not_its_title(check: Check) -> None:
    report = check(
        """
        | Tên cơ sở | Loại hình | Xã       | Số phòng |
        | Ánh Sao   | Karaoke   | Suối Ngô | 4        |
        | Hoa Mai   |           |          |          |
        | Xã        | Loại hình | Tên cơ sở | Tình trạng |
        | Tân Hà    | Karaoke   | Sao Đêm  | đã nghỉ  |
        """
    )
    assert [row.name for row in report.rows] == ["Ánh Sao", "Hoa Mai", "Sao Đêm"]


def test_a_two_row_header_printed_again_keeps_its_groups(check: Check) -> None:
    def merge(book: Any) -> None:
        book["DS"].merge_cells("D1:E1")
        book["DS"].merge_cells("D6:E6")

    report = check(
        """
        | STT | Tên cơ sở   | Địa chỉ | Giấy phép |            |
        |     |             |         | Số        | Ngày cấp   |
        | I   | Xã Tân Hà   |         |           |            |
        | A   | Karaoke     |         |           |            |
        | 1   | Ánh Sao     | Ấp 1    | 12/GP     | 05/03/2023 |
        | STT | Tên cơ sở   | Địa chỉ | Giấy phép |            |
        |     |             |         | Số        | Ngày cấp   |
        | (1) | (2)         | (3)     | (4)       | (5)        |
        | 2   | Hoa Mai     | Ấp 2    | 13/GP     | 06/03/2023 |
        """,
        merge,
    )
    assert [(row.name, row.type, row.commune_raw, row.licence_no) for row in report.rows] == [
        ("Ánh Sao", "KARAOKE", "Xã Tân Hà", "12/GP"),
        ("Hoa Mai", "KARAOKE", "Xã Tân Hà", "13/GP"),
    ]
    assert not report.issues


def test_each_commune_signs_below_its_own_list(check: Check) -> None:
    report = check(
        """
        | STT | Tên cơ sở   | Loại hình | Xã       |
        | 1   | Ánh Sao     | Karaoke   | Tân Hà   |
        |     |             | CHỦ TỊCH  |          |
        |     | Lê Văn Ký   |           |          |
        | STT | Tên cơ sở   | Loại hình | Xã       |
        |     | Hoa Mai     | Karaoke   | Suối Ngô |
        """
    )
    assert [row.name for row in report.rows] == ["Ánh Sao", "Hoa Mai"]


def test_hamlets_group_rows_inside_communes(check: Check) -> None:
    report = check(
        """
        | STT | Tên cơ sở      | Loại hình | Địa chỉ        |
        | A   | Xã Tân Hà      |           |                |
        | I.  | Ấp Tân Thuận   |           |                |
        | 1   | Ánh Sao        | Karaoke   |                |
        | 2   | Tổ Ấm          | Cà phê    | Tổ 4           |
        |     | Ấp 2:          |           |                |
        | 3   | Hoa Mai        | Karaoke   | số 9, ấp 5     |
        | B   | TT. Tân Châu   |           |                |
        | 1   | Sao Đêm        | Karaoke   |                |
        | Khu phố 2 (2 cơ sở) |      |           |                |
        | 2   | Bình Minh      | Nhà nghỉ  |                |
        """
    )
    assert [(row.name, row.hamlet, row.commune_raw) for row in report.rows] == [
        ("Ánh Sao", "Ấp Tân Thuận", "Xã Tân Hà"),
        ("Tổ Ấm", "Ấp Tân Thuận", "Xã Tân Hà"),
        ("Hoa Mai", "ấp 5", "Xã Tân Hà"),
        ("Sao Đêm", "", "TT. Tân Châu"),
        ("Bình Minh", "Khu phố 2", "TT. Tân Châu"),
    ]
    assert not report.issues


def test_a_row_with_nothing_but_its_hamlet_is_no_group(check: Check) -> None:
    report = check(
        [
            ["STT", "Tên cơ sở", "Loại hình", "Ấp", "Xã"],
            [1, "Ánh Sao", "Karaoke", "Ấp 3", "Tân Hà"],
            [2, None, None, "Ấp 4", None],
            [3, "Hoa Mai", "Karaoke", None, "Tân Hà"],
        ]
    )
    assert [(row.name, row.hamlet) for row in report.rows] == [("Ánh Sao", "Ấp 3"), ("", "Ấp 4"), ("Hoa Mai", "")]


def test_a_mapping_by_hand_goes_before_the_aliases(write: Write, reference: RegisterReference) -> None:
    path = write(
        """
        | Cái tên  | Loại hình | Xã       | Địa bàn | Buồng    | Ghi chú | Nhân viên | CCCD      |
        | Ánh Sao  | Karaoke   | Suối Ngô | Tân Hà  | 5 phòng  | cũ      | 7         | 290123456 |
        """
    )
    mapping = {
        "cai ten": "name", "Xã": "", "buong": "rooms", "ghi chu": "", "nhan vien": "staff_total", "cccd": "notes",
    }  # fmt: skip
    report = check_workbook(path, reference, choices=ReadingChoices(mapping=mapping))
    row = report.rows[0]
    assert (row.name, row.commune_raw, row.rooms, row.notes, row.staff_total) == ("Ánh Sao", "Tân Hà", 5, "", 7)
    # A column about persons can be counted, never read.
    assert report.dropped_columns == ("CCCD",)
    assert "290123456" not in repr(report)
    assert [column.field for column in report.sheets[0].columns] == [
        "name", "type", "ignored", "commune", "rooms", "ignored", "staff_total", "dropped",
    ]  # fmt: skip
    assert not report.issues


def test_unknown_columns_carry_letter_and_suggestion(check: Check) -> None:
    report = check("| Tên cơ sở | Loại hình | Xã | Tình trangj | Hạng sao |\n| Ánh Sao | Karaoke | Suối Ngô | | |")
    unknown = [column for column in report.sheets[0].columns if not column.field]
    assert [(column.letter, column.header, column.suggestion) for column in unknown] == [
        ("D", "Tình trangj", "status"),
        ("E", "Hạng sao", ""),
    ]
    assert [(issue.code, issue.params["letter"]) for issue in report.issues] == [
        ("column_misspelt", "D"),
        ("column_unmapped", "E"),
    ]


def test_a_misspelt_name_column_is_suggested_and_not_guessed(check: Check) -> None:
    with pytest.raises(InputError) as refused:
        check("| STT | Tên cơ sơr | Loại hình | Xã |\n| 1 | Ánh Sao | Karaoke | Suối Ngô |")
    assert refused.value.code == "register.name_misspelt"
    assert refused.value.params == {
        "sheet": "DS", "row": 1, "column": "B", "value": "Tên cơ sơr", "suggestion": "Tên cơ sở",
    }  # fmt: skip
