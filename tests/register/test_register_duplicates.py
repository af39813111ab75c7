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
        # One of them leaves the first house's number out; the registration is one.
        (
            ["Nhà nghỉ Hoa Mai", "Nhà nghỉ", "Ấp 1", "Tân Hà", None, "3900123456"],
            ["Nhà nghỉ Hoa Mai 1", "Nhà nghỉ", "Ấp 1", "Tân Hà", None, "3900123456"],
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
        (
            ["Nhà nghỉ Hoa Mai", "Nhà nghỉ", "Ấp 3", "Suối Ngô", None, "3900123456"],
            ["Nhà nghỉ Hoa Mai 2", "Nhà nghỉ", "Ấp 3", "Suối Ngô", None, "3900123456"],
        ),
        (["Nhà nghỉ Hoa Mai", "Nhà nghỉ", "Ấp 3", "Tân Hà"], ["Nhà nghỉ Hoa Mai 1", "Nhà nghỉ", "Ấp 3", "Tân Hà"]),
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


def test_a_row_is_never_offered_with_itself(check: Check) -> None:
    # "Bà Ba" folds to one word twice.
    lines = [["Quán Bà Ba", "Cà phê", "Ấp 3", "Suối Ngô"], ["Quán Út Tư", "Cà phê", "Ấp 3", "Suối Ngô"]]
    report = check([HEADER[:4], *lines])
    assert not report.merge_candidates


FULL = ["Tên cơ sở", "Loại hình", "Địa chỉ", "Xã", "Chủ cơ sở", "Điện thoại"]


def across(check: Check, one: list[Any], two: list[Any]) -> RegisterReport:
    """Read one row on each of two agencies' lists."""
    lines = [line + [None] * (len(FULL) - len(line)) for line in (one, two)]
    return check({"VH": [FULL, lines[0]], "CA": [["STT", *FULL], [1, *lines[1]]]})


@pytest.mark.parametrize(
    ("one", "two", "reasons"),
    [
        # Agencies name types differently; the house is the same.
        (
            ["Nhà nghỉ Thanh Bình", "Nhà nghỉ", "Số 7, ấp 1", "Tân Hà"],
            ["Thanh Bình", "Massage", "số 7, ấp 1", "Tân Hà"],
            {"same_name", "other_type"},
        ),
        # The owner's name stands before or behind the sign.
        (
            ["Karaoke Hoàng Gia", "Karaoke", "Ấp 3", "Tân Hà", "Lê Văn An"],
            ["Hộ KD Lê Văn An - Karaoke Hoàng Gia", "Karaoke", "ấp 3", "Tân Hà", "Lê Văn An"],
            {"same_name", "same_owner"},
        ),
        # A slip of one letter in the same hamlet.
        (
            ["Karaoke Phượng Hồng", "Karaoke", "Ấp 3", "Tân Hà"],
            ["Karaoke Phượng Hồgn", "Karaoke", "ấp 3", "Tân Hà"],
            {"similar_name", "same_hamlet"},
        ),
        # The owner changed and the sign did not.
        (
            ["Karaoke Hoàng Gia", "Karaoke", "Số 5 Lê Duẩn", "TT Tân Châu", "Lê Văn An"],
            ["Karaoke Hoàng Gia", "Karaoke", "5, đường Lê Duẩn", "TT Tân Châu", "Trần Thị Bé"],
            {"same_name", "same_house", "other_owner"},
        ),
    ],
)
def test_another_agency_s_row_is_offered(one: list[Any], two: list[Any], reasons: set[str], check: Check) -> None:
    [candidate] = across(check, one, two).merge_candidates
    assert (candidate.key, candidate.other_key) == ("CA!2", "VH!2")
    assert reasons <= set(candidate.reasons)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        # Both signs name their own line of business, in two houses or nobody knows where.
        (["Karaoke Hoàng Gia", "Karaoke", "Ấp 3", "Tân Hà"], ["Nhà nghỉ Hoàng Gia", "Nhà nghỉ", "Ấp 3", "Tân Hà"]),
        # Another owner in another house.
        (
            ["Cà phê Hương", "Cà phê", "12 Lê Duẩn", "TT Tân Châu", "Lê Văn An"],
            ["Cà phê Hương", "Cà phê", "85 Lê Duẩn", "TT Tân Châu", "Lê Văn An"],
        ),
        # Another owner, and nobody knows where.
        (
            ["Cà phê Hương", "Cà phê", None, "Tân Hà", "Lê Văn An"],
            ["Cà phê Hương", "Cà phê", "Ấp 3", "Tân Hà", "Trần Thị Bé"],
        ),
        # Tones make other names: Thúy is not Thùy.
        (
            ["Cà phê Thúy Vy", "Cà phê", None, "Tân Hà", "Lê Văn An"],
            ["Cà phê Thùy Vy", "Cà phê", None, "Tân Hà"],
        ),
    ],
)
def test_another_agency_s_business_is_not_offered(one: list[Any], two: list[Any], check: Check) -> None:
    assert not across(check, one, two).merge_candidates


def test_lines_of_one_entity_are_told_apart_by_the_list_that_has_both(check: Check) -> None:
    own = [["Hoàng Gia", "Nhà nghỉ", "Số 5, ấp 3", "Tân Hà"], ["Hoàng Gia", "Karaoke", "Số 5, ấp 3", "Tân Hà"]]
    other = [["Hoàng Gia", "Karaoke", "Số 5, ấp 3", "Tân Hà"]]
    report = check({"VH": [FULL[:4], *own], "CA": [["STT", *FULL[:4]], *[[1, *line] for line in other]]})
    assert [(one.key, one.other_key) for one in report.merge_candidates] == [("CA!2", "VH!3")]


def test_sheets_by_type_under_one_header_are_one_list(check: Check) -> None:
    lines = {kind: [["Hoàng Gia", kind, "Số 5, ấp 3", "Tân Hà"]] for kind in ("Nhà nghỉ", "Karaoke")}
    report = check({kind: [FULL[:4], *rows] for kind, rows in lines.items()})
    assert not report.merge_candidates
