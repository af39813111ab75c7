"""No number or name of a person leaves through a free text."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from register.linting import cut_numbers, index_lint_words, lint, without_numbers
from register.report import RegisterReference, RegisterReport

Check = Callable[..., RegisterReport]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Karaoke Ánh (CCCD 072185001234)", "Karaoke Ánh"),
        ("Karaoke Ánh - CMND số: 290123456", "Karaoke Ánh"),
        ("Ấp 3, SĐT 0912345678, xã Tân Hà", "Ấp 3, xã Tân Hà"),
        ("072 185 001 234", ""),
        ("072.185.001.234", ""),
        ("0721 8500 1234", ""),
        ("290.123.456", ""),
        ("+84 912 345 678", ""),
        ("0276 3875 123", ""),
        ("02763.875.123", ""),
        ("72185001234", ""),
    ],
)
def test_numbers_of_persons_are_cut_with_their_labels(text: str, cut: str) -> None:
    assert cut_numbers(text) == cut


@pytest.mark.parametrize(
    "text",
    [
        "phạt 150.000.000",
        "phạt 150.000.000đ và 15.000.000 đồng",
        "MST 3900123456",
        "3900 123 456",
        "11.553123456; 106.163000123",
        "Quyết định 12/QĐ ngày 05/03/2023",
        "5.3.2023 - 6.3.2023",
        "Tổ 12, ấp 3, thửa 1234, tờ 56",
        "",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert without_numbers(text) == text


def test_codes_lose_citizens_numbers_only() -> None:
    assert without_numbers("072185001234", codes_only=True) == "•••"
    assert without_numbers("312345678", codes_only=True) == "312345678"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Nhắc nhở chị Lan", "Nhắc nhở chị •••"),
        ("ông Nguyễn Văn Tám đã ký", "ông ••• đã ký"),
        ("Ông/bà: Lê Thị B; gần chợ", "Ông/bà: •••; gần chợ"),
        ("nhân viên tên lan, ca tối", "nhân viên tên •••, ca tối"),
        ("có 2 tiếp viên bán dâm, đã xử phạt", "•••, đã xử phạt"),
        ("Theo tin báo của người dân. Đã xử lý", "•••. Đã xử lý"),
        ("nhan vien Lan nghi viec", "nhan vien ••• nghi viec"),
        ("đã ký cam kết phòng, chống mại dâm", "đã ký cam kết phòng, chống mại dâm"),
        ("đoàn nhắc nhở, nhân viên PCCC đo lại", "đoàn nhắc nhở, nhân viên PCCC đo lại"),
        ("đã báo quản lý Phòng Văn hóa", "đã báo quản lý Phòng Văn hóa"),
        ("chuyển công an xử lý", "chuyển công an xử lý"),
        ("khách sạn đã sửa cửa", "khách sạn đã sửa cửa"),
    ],
)
def test_names_and_clauses_about_persons_are_masked(text: str, masked: str, reference: RegisterReference) -> None:
    assert lint(text, index_lint_words(reference.lint_words)) == masked


def test_owners_are_masked_wherever_a_note_names_them() -> None:
    index = index_lint_words({})
    assert lint("hỏi lê văn Chủ ở chợ", index, frozenset({"le van chu"})) == "hỏi ••• ở chợ"
    assert lint("hỏi Lê Văn ở chợ", index, frozenset({"le van chu"})) == "hỏi Lê Văn ở chợ"


def test_nothing_of_a_person_is_in_the_report(check: Check) -> None:
    header = [
        "Tên cơ sở",
        "Loại hình",
        "Xã",
        "Địa chỉ",
        "Chủ cơ sở",
        "Vi phạm",
        "Ghi chú",
        "Số ĐKKD",
        "Kết quả rà soát",
    ]
    report = check(
        [
            header,
            ["Ánh Sao (CMND 290123456)", "Karaoke", "Suối Ngô", "Ấp 3, ĐT 0912345678", "Lê Văn Chủ",
             "chị Hoa 25 tuổi", "gọi  0912.345.678", "072185001234", "ông Tư báo nghỉ"],
            ["Hoa Mai 072185001235", "Karaoke", "Tân Hà", "nt", None, "nt", "Lê Văn Chủ  đứng tên", None, None],
        ]
    )  # fmt: skip
    first, second = report.rows
    assert (first.name, second.name, first.address_raw) == ("Ánh Sao", "Hoa Mai", "Ấp 3")
    assert (first.past_violations, first.notes, first.review) == ("chị ••• 25 tuổi", "gọi •••", "ông ••• báo nghỉ")
    assert (second.past_violations, second.notes) == ("chị ••• 25 tuổi", "••• đứng tên")
    said = repr(replace(report, contacts=()))
    hidden = ("290123456", "0912345678", "0912.345", "72185001234", "72185001235", "Lê Văn", "chị Hoa", "ông Tư")
    assert not [value for value in hidden if value in said]
    codes = {(issue.code, issue.row, issue.column) for issue in report.issues}
    assert codes >= {
        ("personal_number_removed", 2, "Tên cơ sở"),
        ("personal_number_removed", 2, "Địa chỉ"),
        ("personal_number_removed", 2, "Ghi chú"),
        ("personal_number_removed", 3, "Tên cơ sở"),
        ("note_about_person", 2, "Vi phạm"),
        ("note_about_person", 3, "Ghi chú"),
        ("note_about_person", 2, "Kết quả rà soát"),
        ("tax_code_personal", 2, "Số ĐKKD"),
    }
    assert {issue.value for issue in report.issues if "person" in issue.code} == {""}


def test_where_a_person_lives_is_not_where_the_business_is(check: Check) -> None:
    def merge(book: Any) -> None:
        book["DS"].merge_cells("D1:F1")

    report = check(
        """
        | Tên cơ sở | Loại hình | Xã       | Chủ cơ sở  |            |             | Địa chỉ |
        |           |           |          | Họ tên     | Điện thoại | Địa chỉ     |         |
        | Ánh Sao   | Karaoke   | Suối Ngô | Lê Văn Chủ | 0912345678 | 9 Lê Lợi    | Ấp 3    |
        | Hoa Mai   | Karaoke   | Tân Hà   | Lê Văn Hai | 0912345679 | 7 Lê Lợi    | Ấp 4    |
        """,
        merge,
    )
    assert report.rows[0].address_raw == "Ấp 3"
    assert report.contacts[0].owner_name == "Lê Văn Chủ"
    assert report.dropped_columns == ("Chủ cơ sở / Địa chỉ",)
    assert "Lê Lợi" not in repr(report)
    # What is shown of the sheet hides the rows of such columns.
    assert not [line for line in report.sheets[0].first_lines if "0912345678" in line or "Lê Văn Chủ" in line]
