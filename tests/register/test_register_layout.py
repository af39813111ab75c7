"""How offices lay their lists out: titles, merged headers, groups, totals, signatures."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.errors import InputError
from domain.places import CommuneKey
from register.report import RegisterReport

Check = Callable[..., RegisterReport]


def codes(report: RegisterReport) -> list[str]:
    return [issue.code for issue in report.issues]


def test_a_plain_list_is_read_whole(check: Check) -> None:
    report = check(
        """
        | STT | Tên cơ sở     | Loại hình | Địa chỉ           | Xã       |
        | 1   | Karaoke Ánh   | Karaoke   | Ấp 3              | Tân Hưng |
        | 2   | Nhà nghỉ Mai  | Nhà nghỉ  | ấp Hội Thắng      | Tân Hội  |
        """
    )
    first, second = report.rows
    assert (first.key, first.name, first.type, first.hamlet) == ("DS!2", "Karaoke Ánh", "KARAOKE", "Ấp 3")
    assert first.commune_reported == CommuneKey(vintage="old", code="25549")
    assert (second.type, second.commune_reported) == ("NHANGHI", CommuneKey(vintage="old", code="25525"))
    assert report.rows_read == 2
    assert not report.issues
    assert not report.repairs
    assert len(report.digest) == 64


def test_header_below_a_title_block_with_a_row_of_column_numbers(check: Check) -> None:
    report = check(
        """
        | UBND HUYỆN TÂN CHÂU |                      |           |          |
        | PHÒNG VH&TT         |                      |           |          |
        |                     | DANH SÁCH CƠ SỞ KINH DOANH |     |          |
        |                     |                      |           |          |
        | STT                 | TÊN CƠ SỞ            | LOẠI HÌNH | XÃ/TT    |
        | (1)                 | (2)                  | (3)       | (4)      |
        | 1                   | Karaoke Ánh          | kara      | Suối Ngô |
        """
    )
    assert [row.key for row in report.rows] == ["DS!7"]
    assert report.sheets[0].header_row == 5
    assert [column.field for column in report.sheets[0].columns] == ["stt", "name", "type", "commune"]


def test_header_of_two_merged_rows(check: Check) -> None:
    def merge(book: Any) -> None:
        sheet = book["DS"]
        for area in ("A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:F1"):
            sheet.merge_cells(area)

    report = check(
        """
        | STT | Tên cơ sở   | Loại hình | Xã       | Giấy phép |            |
        |     |             |           |          | Số        | Ngày cấp   |
        | 1   | Karaoke Ánh | Karaoke   | Suối Ngô | 12/GP     | 05/03/2023 |
        """,
        merge,
    )
    row = report.rows[0]
    assert (row.licence_no, str(row.licence_on), row.licence_on_precision) == ("12/GP", "2023-03-05", "day")
    assert report.sheets[0].header_row == 2
    assert [column.header for column in report.sheets[0].columns][-2:] == ["Giấy phép / Số", "Giấy phép / Ngày cấp"]


def test_group_rows_carry_commune_and_type_and_numbers_restart(check: Check) -> None:
    report = check(
        """
        | STT | Tên cơ sở         | Địa chỉ |
        | I   | Thị trấn Tân Châu |         |
        | 1.  | Karaoke           |         |
        | 1   | Ánh Sao           | KP1     |
        | 2   | Hoa Mai           | KP2     |
        | b)  | Nhà nghỉ          |         |
        | 1   | Bình Minh         | KP1     |
        | II  | Xã Tân Hà (2 cơ sở) |       |
        | a)  | Karaoke           |         |
        | 1   | Ánh Sao           | Ấp 1    |
        | 2   | Sao Đêm           | Ấp 2    |
        """
    )
    found = [(row.name, row.type, row.commune_reported and row.commune_reported.code) for row in report.rows]
    assert found == [
        ("Ánh Sao", "KARAOKE", "25516"),
        ("Hoa Mai", "KARAOKE", "25516"),
        ("Bình Minh", "NHANGHI", "25516"),
        ("Ánh Sao", "KARAOKE", "25519"),
        ("Sao Đêm", "KARAOKE", "25519"),
    ]
    assert not report.issues


def test_the_tenth_group_is_no_commune_though_x_shortens_one(check: Check) -> None:
    report = check(
        """
        | STT | Tên cơ sở       | Địa chỉ | Xã       |
        | IX. Nhà nghỉ |        |         |          |
        | 1   | Bình Minh       | Ấp 1    | Suối Ngô |
        | X. Karaoke |          |         |          |
        | 1   | Ánh Sao         | Ấp 1    | Suối Ngô |
        """
    )
    assert [(row.name, row.type, row.commune_raw) for row in report.rows] == [
        ("Bình Minh", "NHANGHI", "Suối Ngô"),
        ("Ánh Sao", "KARAOKE", "Suối Ngô"),
    ]


def test_a_business_named_after_its_type_stays_a_row_where_types_have_a_column(check: Check) -> None:
    report = check(
        """
        | STT | Tên cơ sở | Loại hình | Xã       |
        | 1   | Karaoke   |           |          |
        | 2   | Karaoke   | Karaoke   | Suối Ngô |
        """
    )
    assert [(row.name, row.type) for row in report.rows] == [("Karaoke", None), ("Karaoke", "KARAOKE")]


def test_groups_of_types_outside_groups_of_communes(check: Check) -> None:
    report = check(
        """
        | STT | Tên cơ sở    | Địa chỉ |
        | A   | KARAOKE      |         |
        |     | I. Xã Tân Hà |         |
        | 1   | Ánh Sao      | Ấp 1    |
        |     | II. Suối Ngô |         |
        | 2   | Hoa Mai      | Ấp 2    |
        | B   | NHÀ NGHỈ     |         |
        |     | I. Xã Tân Hà |         |
        | 3   | Bình Minh    | Ấp 3    |
        """
    )
    found = [(row.name, row.type, row.commune_reported and row.commune_reported.code) for row in report.rows]
    assert found == [
        ("Ánh Sao", "KARAOKE", "25519"),
        ("Hoa Mai", "KARAOKE", "25531"),
        ("Bình Minh", "NHANGHI", "25519"),
    ]


def test_totals_and_signatures_are_no_rows(check: Check) -> None:
    report = check(
        """
        | STT       | Tên cơ sở          | Loại hình | Xã       | Số phòng |
        | 1         | Karaoke Ánh        | Karaoke   | Suối Ngô | 4        |
        |           | Cộng: 1 cơ sở      |           |          | 4        |
        | 2         | Cộng Cà Phê        | Cà phê    | Tân Hà   |          |
        | Tổng cộng |                    |           |          | 9        |
        |           |                    |           | Tân Châu, ngày 5 tháng 3 năm 2027 | |
        |           | NGƯỜI LẬP BIỂU     |           | KT. CHỦ TỊCH |      |
        |           | Nguyễn Thị Ký      |           | Trần Văn Đóng |     |
        """
    )
    assert [row.name for row in report.rows] == ["Karaoke Ánh", "Cộng Cà Phê"]
    assert report.rows_read == 2
    assert not report.issues
    assert "Nguyễn" not in repr(report)


def test_ditto_marks_take_what_stands_above(check: Check) -> None:
    report = check(
        """
        | STT | Tên cơ sở    | Loại hình | Địa chỉ | Xã       |
        | 1   | Karaoke Ánh  | Karaoke   | Ấp 3    | Suối Ngô |
        | 2   | Karaoke Mai  | nt        | nt      | "        |
        | 3   | Karaoke Lan  | -nt-      | Ấp 5    | nt       |
        """
    )
    assert {(row.type, row.commune_raw) for row in report.rows} == {("KARAOKE", "Suối Ngô")}
    assert [row.address_raw for row in report.rows] == ["Ấp 3", "Ấp 3", "Ấp 5"]
    dittos = [(repair.row, repair.column, repair.before, repair.after) for repair in report.repairs]
    assert (3, "Xã", '"', "Suối Ngô") in dittos
    assert len(dittos) == 5


def test_a_ditto_without_anything_above_is_doubted(check: Check) -> None:
    report = check(
        """
        | STT | Tên cơ sở    | Loại hình | Xã       |
        | 1   | Karaoke Ánh  | nt        | Suối Ngô |
        """
    )
    assert codes(report) == ["ditto_without_source", "type_missing"]


def test_merged_cells_fill_the_rows_that_they_cover(check: Check) -> None:
    def merge(book: Any) -> None:
        book["DS"].merge_cells("D2:D4")

    report = check(
        """
        | STT | Tên cơ sở    | Loại hình | Xã       |
        | 1   | Karaoke Ánh  | Karaoke   | Suối Ngô |
        | 2   | Nhà nghỉ Mai | Nhà nghỉ  |          |
        | 3   | Massage Lan  | Massage   |          |
        """,
        merge,
    )
    assert [row.commune_raw for row in report.rows] == ["Suối Ngô"] * 3


def test_one_business_over_two_physical_rows_is_one_row(check: Check) -> None:
    def merge(book: Any) -> None:
        for area in ("A2:A3", "B2:B3", "C2:C3", "A4:A5", "B4:B5"):
            book["DS"].merge_cells(area)

    report = check(
        """
        | STT | Tên cơ sở | Loại hình | Xã       | Địa chỉ    |
        | 1   | Ánh Sao   | Karaoke   | Suối Ngô | Ấp 3       |
        |     |           |           |          | cạnh chợ   |
        | 2   | Hoa Mai   | Karaoke   | Tân Hà   | Ấp 1       |
        |     |           | Nhà nghỉ  | Tân Hà   | Ấp 1       |
        """,
        merge,
    )
    assert [(row.name, row.type) for row in report.rows] == [
        ("Ánh Sao", "KARAOKE"),
        ("Hoa Mai", "KARAOKE"),
        ("Hoa Mai", "NHANGHI"),
    ]
    assert [issue.row for issue in report.issues if issue.code == "row_continued"] == [3]


def test_every_sheet_is_read_and_its_name_may_be_the_commune_or_the_type(check: Check) -> None:
    report = check(
        {
            "TT Tân Châu": "| STT | Tên cơ sở | Loại hình |\n| 1 | Ánh Sao | Karaoke |",
            "2. Tân Hà": "| TT | Tên cơ sở | Loại hình |\n| 1 | Hoa Mai | Nhà nghỉ |",
            "Karaoke": "| TT | Tên cơ sở | Địa bàn |\n| 1 | Sao Đêm | x. Suối Ngô |",
            "Ghi chú": "| Danh sách này do các xã gửi |",
        }
    )
    found = [(row.key, row.type, row.commune_reported and row.commune_reported.code) for row in report.rows]
    assert found == [
        ("TT Tân Châu!2", "KARAOKE", "25516"),
        ("2. Tân Hà!2", "NHANGHI", "25519"),
        ("Karaoke!2", "KARAOKE", "25531"),
    ]
    assert [(issue.code, issue.sheet) for issue in report.issues] == [("sheet_without_header", "Ghi chú")]


def test_the_title_names_the_commune_of_its_own_list(check: Check) -> None:
    report = check(
        """
        | DANH SÁCH CƠ SỞ KARAOKE TRÊN ĐỊA BÀN XÃ SUỐI NGÔ, HUYỆN TÂN CHÂU | |
        | STT | Tên cơ sở |
        | 1   | Ánh Sao   |
        """
    )
    row = report.rows[0]
    assert (row.type, row.commune_reported) == ("KARAOKE", CommuneKey(vintage="old", code="25531"))


def test_a_header_printed_again_on_the_next_page_is_no_row(check: Check) -> None:
    report = check(
        """
        | STT | Tên cơ sở   | Loại hình | Xã       |
        | 1   | Karaoke Ánh | Karaoke   | Suối Ngô |
        | STT | Tên cơ sở   | Loại hình | Xã       |
        | 2   | Karaoke Mai | Karaoke   | Tân Hà   |
        """
    )
    assert [row.source_row for row in report.rows] == [2, 4]
    assert not report.issues


def test_lines_of_numbers_only_are_blank(check: Check) -> None:
    report = check(
        """
        | STT | Tên cơ sở   | Loại hình | Xã       |
        | 1   | Karaoke Ánh | Karaoke   | Suối Ngô |
        | 2   |             |           |          |
        | 3   |             |           |          |
        """
    )
    assert report.rows_read == 1


def test_a_note_over_the_whole_width_is_told_and_not_read(check: Check) -> None:
    def merge(book: Any) -> None:
        book["DS"].merge_cells("A3:D3")

    report = check(
        """
        | STT | Tên cơ sở   | Loại hình | Xã       |
        | 1   | Karaoke Ánh | Karaoke   | Suối Ngô |
        | Số liệu do công an cung cấp | |  |      |
        """,
        merge,
    )
    assert report.rows_read == 1
    assert [(issue.code, issue.row, issue.value) for issue in report.issues] == [("row_skipped", 3, "")]


def test_hidden_rows_columns_and_sheets_are_read_and_told(check: Check) -> None:
    def hide(book: Any) -> None:
        book["DS"].row_dimensions[3].hidden = True
        book["DS"].column_dimensions["D"].hidden = True
        book["Cũ"].sheet_state = "hidden"

    report = check(
        {
            "DS": """
            | STT | Tên cơ sở   | Loại hình | Xã       |
            | 1   | Karaoke Ánh | Karaoke   | Suối Ngô |
            | 2   | Karaoke Mai | Karaoke   | Tân Hà   |
            """,
            "Cũ": "| STT | Tên cơ sở | Loại hình | Xã |\n| 1 | Nhà nghỉ Lan | Nhà nghỉ | Tân Hà |",
        },
        hide,
    )
    assert report.rows_read == 3
    assert codes(report) == ["hidden_columns", "hidden_rows", "hidden_sheet"]


def test_columns_that_no_alias_fits_are_shown(check: Check) -> None:
    report = check(
        """
        | STT | Tên cơ sở   | Loại hinhf | Xã       | Loại hình | Hạng sao | Địa bàn |      |
        | 1   | Karaoke Ánh | x          | Suối Ngô | Karaoke   | 3        |         | thêm |
        """
    )
    found = {(issue.code, issue.value, issue.params.get("suggestion", "")) for issue in report.issues}
    assert found == {
        ("column_misspelt", "Loại hinhf", "Loại hình"),
        ("column_unmapped", "Hạng sao", ""),
        ("column_repeated", "Địa bàn", ""),
        ("column_without_header", "H", ""),
    }


def test_of_two_lines_that_name_as_many_columns_the_one_with_the_name_is_the_header(check: Check) -> None:
    report = check(
        """
        | Loại hình | Xã          | Số phòng  | Địa chỉ  |
        | Karaoke   | Tân Hội     | 12        | cả xã    |
        | STT       | Tên cơ sở   | Loại hình | Xã       |
        | 1         | Karaoke Ánh | Karaoke   | Suối Ngô |
        """
    )
    assert report.sheets[0].header_row == 3
    assert "Karaoke Ánh" in [row.name for row in report.rows]


def test_a_remark_of_two_names_of_columns_is_no_header_before_a_whole_one(check: Check) -> None:
    with pytest.raises(InputError) as caught:
        check(
            """
            | Tên cơ sở | Loại hình   |           |          |         |
            | STT       | Bảng tên    | Loại hình | Xã       | Địa chỉ |
            | 1         | Karaoke Ánh | Karaoke   | Suối Ngô | Ấp 3    |
            """
        )
    assert (caught.value.code, caught.value.params["row"]) == ("register.missing_column", 2)


def test_a_second_line_of_types_to_tick_belongs_to_the_header(check: Check) -> None:
    report = check(
        """
        | STT | Tên cơ sở | Xã       | Loại hình |          |
        |     |           |          | Karaoke   | Nhà nghỉ |
        | 1   | Ánh Sao   | Suối Ngô | x         |          |
        | 2   | Bình Minh | Suối Ngô |           | x        |
        """
    )
    assert report.sheets[0].header_row == 2
    assert [(row.name, row.type) for row in report.rows] == [("Ánh Sao", "KARAOKE"), ("Bình Minh", "NHANGHI")]


def test_a_second_line_into_which_the_first_is_merged_belongs_to_the_header(check: Check) -> None:
    def merge(book: Any) -> None:
        for area in ("A1:A2", "B1:B2", "C1:C2", "D1:E1"):
            book["DS"].merge_cells(area)

    report = check(
        """
        | Tên cơ sở   | Loại hình | Xã       | Mặt tiền |         |
        |             |           |          | Màu biển | Số tầng |
        | Karaoke Ánh | Karaoke   | Suối Ngô | đỏ       | 3       |
        """,
        merge,
    )
    assert report.sheets[0].header_row == 2
    assert [row.key for row in report.rows] == ["DS!3"]


def test_of_two_lines_alike_the_one_that_names_the_owner_too_is_the_header(check: Check) -> None:
    report = check(
        """
        | Tên cơ sở   | Loại hình | Xã       |              |
        | Tên cơ sở   | Loại hình | Xã       | Chủ cơ sở    |
        | Karaoke Ánh | Karaoke   | Suối Ngô | Trần Văn Tám |
        """
    )
    assert report.sheets[0].header_row == 2
    assert [contact.owner_name for contact in report.contacts] == ["Trần Văn Tám"]
