"""What is about persons never leaves: dropped columns, masked contacts, citizens' numbers."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from register.ledger import MASK
from register.report import RegisterReport

Check = Callable[..., RegisterReport]


def test_columns_about_persons_are_dropped_and_named(check: Check) -> None:
    report = check(
        """
        | Tên cơ sở | Loại hình | Xã       | Số CCCD chủ cơ sở | Ngày sinh  | Họ tên nhân viên | Số nhân viên |
        | Ánh Sao   | Karaoke   | Suối Ngô | 079123456789      | 01/02/1980 | Lê Thị Kín       | 4            |
        | Hoa Mai   | Karaoke   | Tân Hà   | nt                | "          | #REF!            | 2            |
        """
    )
    assert report.dropped_columns == ("Số CCCD chủ cơ sở", "Ngày sinh", "Họ tên nhân viên")
    assert [row.staff_total for row in report.rows] == [4, 2]
    said = repr(replace(report, digest=""))
    assert not [value for value in ("079123456789", "1980", "Kín", "REF") if value in said]


def test_a_column_about_persons_below_a_harmless_header_is_dropped(check: Check) -> None:
    def merge(book: Any) -> None:
        book["DS"].merge_cells("D1:E1")

    report = check(
        """
        | Tên cơ sở | Loại hình | Xã       | Chủ cơ sở  |              |
        |           |           |          | Họ tên     | CMND         |
        | Ánh Sao   | Karaoke   | Suối Ngô | Lê Văn Chủ | 290123456    |
        | Hoa Mai   | Karaoke   | Tân Hà   |            | 290999999    |
        """,
        merge,
    )
    assert report.dropped_columns == ("Chủ cơ sở / CMND",)
    assert [contact.owner_name for contact in report.contacts] == ["Lê Văn Chủ", ""]
    assert "290" not in repr(replace(report, digest=""))


def test_numbers_of_persons_below_an_unmerged_owner_header_are_dropped(check: Check) -> None:
    """A .csv keeps no merged cells: the upper row alone would take the numbers for names."""
    report = check(
        """
        | Tên cơ sở | Loại hình | Xã       | Chủ cơ sở    |         |
        |           |           |          | Số CCCD      | Năm sinh |
        | Ánh Sao   | Karaoke   | Suối Ngô | 079123456789 | 1980    |
        """
    )
    assert report.dropped_columns == ("Chủ cơ sở / Số CCCD", "Chủ cơ sở / Năm sinh")
    assert "079123456789" not in repr(replace(report, digest=""))


def test_a_number_written_beside_the_owners_name_is_cut(check: Check) -> None:
    report = check(
        """
        | Tên cơ sở | Loại hình | Xã       | Chủ cơ sở                     |
        | Ánh Sao   | Karaoke   | Suối Ngô | Lê Văn Chủ (CCCD 079123456789) |
        """
    )
    assert [contact.owner_name for contact in report.contacts] == ["Lê Văn Chủ"]


def test_owner_and_phone_are_in_the_contacts_only(check: Check) -> None:
    report = check(
        [
            ["Tên cơ sở", "Loại hình", "Xã", "Chủ cơ sở", "Điện thoại"],
            ["Ánh Sao", "Karaoke", "Suối Ngô", "Lê  Văn Chủ", 912345678.0],
            ["Hoa Mai", "Karaoke", "Tân Hà", "nt", "gọi 8 giờ tối"],
            ["Ánh Sao 9", "Nhà nghỉ", "Suối Ngô", "Lê Văn Chủ", 912345678.0],
        ]
    )
    assert [(contact.owner_name, contact.phone) for contact in report.contacts] == [
        ("Lê Văn Chủ", "0912345678"),
        ("Lê Văn Chủ", "gọi 8 giờ tối"),
        ("Lê Văn Chủ", "0912345678"),
    ]
    said = repr(replace(report, contacts=(), digest=""))
    assert not [value for value in ("Văn Chủ", "912345678", "8 giờ") if value in said]
    assert {(repair.code, repair.after) for repair in report.repairs} >= {("phone_zero", MASK), ("spaces", MASK)}
    assert [(issue.code, issue.value) for issue in report.issues] == [("phone_unreadable", MASK)]


def test_a_citizens_number_in_place_of_a_tax_code_joins_but_is_not_kept(check: Check) -> None:
    report = check(
        [
            ["Tên cơ sở", "Loại hình", "Xã", "MST"],
            ["Ánh Sao", "Karaoke", "Suối Ngô", "072185001234"],
            ["Hoa Mai", "Nhà nghỉ", "Tân Hà", 72185001234],
            ["Sao Đêm", "Nhà nghỉ", "Tân Hà", "072185001235"],
        ]
    )
    first, second, third = report.rows
    assert first.tax_code == ""
    assert first.entity_key == second.entity_key != third.entity_key
    assert {issue.row for issue in report.issues if issue.code == "tax_code_personal"} == {2, 3, 4}
    assert "72185001234" not in repr(report)
