"""The same business twice is offered, never merged; neighbours and chains are left alone."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.establishments import Decision
from register.report import RegisterReport

Check = Callable[..., RegisterReport]
HEADER = ["Tên cơ sở", "Loại hình", "Địa chỉ", "Xã", "Điện thoại", "MST"]


def pair(check: Check, one: list[Any], two: list[Any]) -> RegisterReport:
    return check([HEADER, one + [None] * (6 - len(one)), two + [None] * (6 - len(two))])


@pytest.mark.parametrize(
    ("one", "two", "reason"),
    [
        # Another list leaves the prefix out.
        (
            ["Karaoke Hoàng Gia", "Karaoke", "Ấp 3", "Suối Ngô"],
            ["HKD Hoàng Gia", "karaoke", "Ấp 3", "Suối Ngô"],
            "same_name",
        ),
        # Accents and tone are written otherwise.
        (
            ["Nhà nghỉ Hòa Bình", "Nhà nghỉ", "Ấp 1", "Tân Hà"],
            ["NHA NGHI HOÀ BÌNH", "NN", "ấp 1, xã Tân Hà", "Tân Hà"],
            "same_name",
        ),
        # A slip of a letter, the same phone.
        (
            ["Karaoke Hoàng Gia", "Karaoke", None, "Suối Ngô", "0912345678"],
            ["Karaoke Hoàng Giaa", "Karaoke", None, "Suối Ngô", 912345678],
            "same_phone",
        ),
        # The owner's name follows the sign's name, the same tax code.
        (
            ["Karaoke Hoàng Gia", "Karaoke", None, "Suối Ngô", None, "3900123456"],
            ["Hộ KD Karaoke Hoàng Gia Nguyễn Văn A", "Karaoke", None, "Suối Ngô", None, "3900 123 456"],
            "same_tax_code",
        ),
        # A slip of a letter at the same house number.
        (
            ["Karaoke Phương Hoàng", "Karaoke", "12 đường Lê Duẩn, KP1", "TT Tân Châu"],
            ["Karaoke Phượng Hoang", "Karaoke", "số 12 Lê Duẩn, KP1", "TT Tân Châu"],
            "same_name",
        ),
    ],
)
def test_one_business_on_two_lists_is_offered(one: list[Any], two: list[Any], reason: str, check: Check) -> None:
    report = pair(check, one, two)
    [candidate] = report.merge_candidates
    assert (candidate.key, candidate.other_key) == ("DS!3", "DS!2")
    assert reason in candidate.reasons
    assert 0 < candidate.score <= 100
    assert [row.duplicate_of for row in report.rows] == [None, "DS!2"]
    assert [row.decision for row in report.rows] == [Decision.ACCEPTED, Decision.PENDING]
    [issue] = report.issues
    assert (issue.code, issue.row, issue.params["other"]) == ("duplicate_probable", 3, "DS!2")
    assert report.rows_read == 2


@pytest.mark.parametrize(
    ("one", "two"),
    [
        # One owner, one address, another line of business.
        (
            ["Hoàng Gia", "Karaoke", "Ấp 3", "Suối Ngô", "0912345678", "3900123456"],
            ["Hoàng Gia", "Nhà nghỉ", "Ấp 3", "Suối Ngô", "0912345678", "3900123456"],
        ),
        # A chain in two hamlets.
        (
            ["Karaoke Hoàng Gia", "Karaoke", "Ấp Tân Thuận", "Suối Ngô", "0912345678", "3900123456"],
            ["Karaoke Hoàng Gia", "Karaoke", "Ấp Hội Thắng", "Suối Ngô", "0912345678", "3900123456"],
        ),
        # The same name in two communes.
        (["Karaoke Hoàng Gia", "Karaoke", "Ấp 3", "Suối Ngô"], ["Karaoke Hoàng Gia", "Karaoke", "Ấp 3", "Tân Hà"]),
        # Numbered houses of one owner.
        (
            ["Nhà nghỉ Hoa Mai 1", "Nhà nghỉ", "Ấp 3", "Suối Ngô", "0912345678"],
            ["Nhà nghỉ Hoa Mai 2", "Nhà nghỉ", "Ấp 3", "Suối Ngô", "0912345678"],
        ),
        # Names that only look alike.
        (["Karaoke Hoàng Gia", "Karaoke", "Ấp 3", "Suối Ngô"], ["Karaoke Hoàng Hà", "Karaoke", "Ấp 3", "Suối Ngô"]),
        # The same name at other house numbers.
        (
            ["Cà phê Hương", "Cà phê", "12 đường A", "TT Tân Châu"],
            ["Cà phê Hương", "Cà phê", "85 đường A", "TT Tân Châu"],
        ),
        # No name is not the same name.
        (["Không tên", "Cà phê", "chợ", "Tân Hà"], ["Không tên", "Cà phê", "cầu", "Tân Hà"]),
        # One owner's two houses with names of their own.
        (
            ["Nhà nghỉ Hoa Hồng", "Nhà nghỉ", "Ấp 3", "Tân Hà", "0912345678"],
            ["Nhà nghỉ Bình Minh", "Nhà nghỉ", "Ấp 3", "Tân Hà", "0912345678"],
        ),
    ],
)
def test_two_businesses_are_not_taken_for_one(one: list[Any], two: list[Any], check: Check) -> None:
    report = pair(check, one, two)
    assert not report.merge_candidates
    assert [row.decision for row in report.rows] == [Decision.ACCEPTED, Decision.ACCEPTED]


def test_three_lists_point_to_the_first(check: Check) -> None:
    line = ["Karaoke Hoàng Gia", "Karaoke", "Ấp 3", "Suối Ngô"]
    header = HEADER[:4]
    report = check({"VH": [header, line], "CA": [header, line], "LĐ": [header, line]})
    assert [row.duplicate_of for row in report.rows] == [None, "VH!2", "VH!2"]
    assert {(one.key, one.other_key) for one in report.merge_candidates} == {
        ("CA!2", "VH!2"),
        ("LĐ!2", "VH!2"),
        ("LĐ!2", "CA!2"),
    }


def test_a_point_shared_by_a_whole_hamlet_says_nothing(check: Check) -> None:
    names = ["Hoàng Gia Phát", "Hoàng Gia Phúc", "Hoàng Gia Phước", "Hoàng Gia Phong", "Hoàng Gia Phi"]
    rows = [[f"Karaoke {name}", "Karaoke", "Suối Ngô", "11.55; 106.16"] for name in names]
    report = check([["Tên cơ sở", "Loại hình", "Xã", "Tọa độ"], *rows])
    assert not report.merge_candidates
