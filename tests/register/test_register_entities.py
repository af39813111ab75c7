"""One legal subject has one entity key, however many rows and lines of business it has."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.establishments import Decision, Status
from register.entities import share_entities
from register.houses import are_one_house, are_other_houses, house_in
from register.kinds import index_types
from register.report import RegisterContact, RegisterReport, RegisterRow

Check = Callable[..., RegisterReport]
HEADER = ["Tên cơ sở", "Loại hình", "Địa chỉ", "Xã", "Chủ cơ sở", "SĐT", "MST", "Số ĐKKD"]
HOUSE = "Số 5 Lê Duẩn, KP1"


def keys(check: Check, *lines: list[Any]) -> list[str]:
    return [row.entity_key for row in read(check, *lines).rows]


def read(check: Check, *lines: list[Any]) -> RegisterReport:
    return check([HEADER, *[line + [None] * (len(HEADER) - len(line)) for line in lines]])


def codes(report: RegisterReport) -> list[tuple[str, int, str | int]]:
    wanted = ("entity_shared", "owner_changed_maybe")
    return [(issue.code, issue.row, issue.params["other"]) for issue in report.issues if issue.code in wanted]


def test_three_lines_of_one_owner_under_one_roof_are_one_entity(check: Check) -> None:
    report = read(
        check,
        ["Khách sạn Hoàng Gia", "Nhà nghỉ", HOUSE, "TT Tân Châu", "Lê Văn An"],
        ["Karaoke Hoàng Gia", "Karaoke", "5, đường Lê Duẩn", "TT Tân Châu", "Lê Văn An"],
        ["Massage Sao Đêm", "Massage", "số 5 Lê Duẩn, KP1", "TT Tân Châu", "LE VAN AN"],
        ["Cà phê Sao Đêm", "Cà phê", "Số 7 Lê Duẩn, KP1", "TT Tân Châu", "Trần Thị Bé"],
    )
    first, second, third, other = [row.entity_key for row in report.rows]
    assert first == second == third != ""
    assert other == ""
    assert codes(report) == [("entity_shared", 3, "DS!2"), ("entity_shared", 4, "DS!2")]
    assert not report.merge_candidates
    assert {row.decision for row in report.rows} == {Decision.ACCEPTED}


def test_the_sign_joins_where_no_owner_is_written(check: Check) -> None:
    one, two = keys(
        check,
        ["Hoàng Gia", "Karaoke", HOUSE, "TT Tân Châu", None, None, "3900123456"],
        ["Hoàng Gia", "Nhà nghỉ", "5 Lê Duẩn", "TT Tân Châu"],
    )
    assert one == two == "3900123456"


def test_a_number_joins_over_communes_and_is_the_key(check: Check) -> None:
    report = read(
        check,
        ["Hoa Mai", "Karaoke", "Ấp 3", "Tân Hà", None, None, None, "45E8-001234"],
        ["Sao Đêm", "Nhà nghỉ", "Ấp 1", "Suối Ngô", None, None, "3900123456-001", "45E8 001234"],
        ["Bình Minh", "Cà phê", "Ấp 2", "Tân Hội", None, None, "3900123456"],
    )
    assert {row.entity_key for row in report.rows} == {"45E8001234"}
    # The number stands in both rows: nothing needs to be told.
    assert codes(report) == []


def test_words_and_short_numbers_in_place_of_a_registration_join_nobody(check: Check) -> None:
    one, two = keys(
        check,
        ["Hoa Mai", "Karaoke", "Ấp 3", "Tân Hà", None, None, None, "Có 01"],
        ["Sao Đêm", "Karaoke", "Ấp 1", "Suối Ngô", None, None, None, "Có 01"],
    )
    assert (one, two) == ("", "")


def test_another_owner_of_the_same_sign_is_told_and_not_joined(check: Check) -> None:
    report = read(
        check,
        ["Karaoke Hoàng Gia", "Karaoke", HOUSE, "TT Tân Châu", "Lê Văn An"],
        ["Karaoke Hoàng Gia", "Karaoke", "5 Lê Duẩn", "TT Tân Châu", "Trần Thị Bé"],
    )
    assert [row.entity_key for row in report.rows] == ["", ""]
    assert codes(report) == [("owner_changed_maybe", 3, "DS!2")]
    # Still one place: offered for merging, with the doubt among its reasons.
    [candidate] = report.merge_candidates
    assert "other_owner" in candidate.reasons
    shown = repr((report.rows, report.issues, report.repairs, report.merge_candidates))
    assert "Lê Văn An" not in shown and "Trần Thị Bé" not in shown


def test_a_row_without_owner_does_not_join_two_owners(check: Check) -> None:
    lines = [["Hoàng Gia", kind, HOUSE, "TT Tân Châu", owner] for kind, owner in
             [("Karaoke", "Lê Văn An"), ("Cà phê", None), ("Nhà nghỉ", "Trần Thị Bé")]]  # fmt: skip
    first, second, third = keys(check, *lines)
    assert first == second != third


@pytest.mark.parametrize(
    ("one", "two"),
    [
        # Another house of another owner; another hamlet; another commune.
        ([HOUSE, "TT Tân Châu", "Lê Văn An"], ["Số 9 Lê Duẩn, KP1", "TT Tân Châu", "Lê Văn An"]),
        (["Ấp 3", "Tân Hà", None], ["Ấp 4", "Tân Hà", None]),
        (["Ấp 3", "Tân Hà", "Lê Văn An"], ["Ấp 3", "Suối Ngô", "Lê Văn An"]),
    ],
)
def test_what_is_not_one_roof_is_not_one_entity(one: list[Any], two: list[Any], check: Check) -> None:
    first, second = keys(check, ["Hoàng Gia", "Karaoke", *one], ["Hoàng Gia", "Cà phê", *two])
    assert (first, second) == ("", "")


def test_cells_merged_over_two_lines_are_one_entity(check: Check) -> None:
    def merge(book: Any) -> None:
        for area in ("A2:A3", "C2:C3", "D2:D3"):
            book["DS"].merge_cells(area)

    rows = [HEADER[:4], ["Bờ Hồ", "Nhà hàng", "Ấp 1", "Tân Hà"], [None, "Karaoke", None, None]]
    report = check(rows, merge)
    one, two = [row.entity_key for row in report.rows]
    assert one == two != ""


@pytest.mark.parametrize(
    ("address", "number", "road"),
    [
        ("Số 12A, đường Lê Duẩn, KP2", "12a", "leduan"),
        ("120, ĐH 803", "120", "dh803"),
        ("Ấp 3, số 12 đường ĐT785", "12", "dt785"),
        ("Số 12/3 Lê Duẩn", "12 3", "leduan"),
        ("Số 5, ấp 2, xã Tân Hà", "5", ""),
    ],
)
def test_a_house_is_found_in_an_address(address: str, number: str, road: str) -> None:
    house = house_in(address)
    assert house and (house.number, house.road) == (number, road)


@pytest.mark.parametrize("address", ["ĐT 785, ấp 3", "Tổ 5, KP2", "QL22B km 12", "gần chợ Tân Hà", "", "đường 30/4"])
def test_what_is_no_house_number_is_none(address: str) -> None:
    assert house_in(address) is None


def test_two_houses_are_compared_by_number_and_by_the_road_where_both_name_it() -> None:
    one, other_road, no_road, next_door = map(house_in, ("5 Lê Duẩn", "5 Trần Phú", "số 5, ấp 2", "7 Lê Duẩn"))
    assert are_one_house(one, no_road) and not are_other_houses(one, no_road)
    assert are_other_houses(one, other_road) and are_other_houses(one, next_door)
    assert not are_one_house(one, None) and not are_other_houses(one, None)


def _row(number: int, name: str, address: str, tax_code: str) -> RegisterRow:
    return RegisterRow(
        key=f"DS!{number}", name=name, type=None, type_raw="", hamlet="", address_raw=address, commune_raw="Tân Hà",
        commune_reported=None, coords_raw="", status=Status.ACTIVE, licence_no="", licence_on=None,
        licence_on_precision=None, tax_code=tax_code, reg_no="", entity_key=tax_code, rooms=None, staff_total=None,
        hours=None, last_inspected_on=None, last_inspected_on_precision=None, source_sheet="DS", source_row=number,
    )  # fmt: skip


ROW = st.tuples(
    st.sampled_from(["Hoàng Gia", "Sao Đêm", ""]),
    st.sampled_from(["5 Lê Duẩn", "7 Lê Duẩn", "Ấp 3", ""]),
    st.sampled_from(["3900000001", "3900000002", ""]),
    st.sampled_from(["Lê Văn An", "Trần Thị Bé", ""]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(ROW, max_size=8))
def test_equal_numbers_have_equal_keys_and_every_key_is_of_some_row(drawn: list[tuple[str, str, str, str]]) -> None:
    rows = [_row(number, name, address, tax) for number, (name, address, tax, _) in enumerate(drawn, start=2)]
    contacts = [RegisterContact(key=row.key, owner_name=one[3], phone="") for row, one in zip(rows, drawn, strict=True)]
    found = share_entities(rows, contacts, index_types(()))
    assert found == share_entities(rows, contacts, index_types(()))
    assert len(found.keys) == len(rows)
    by_code: dict[str, set[str]] = {}
    for row, key in zip(rows, found.keys, strict=True):
        if row.tax_code:
            by_code.setdefault(row.tax_code, set()).add(key)
    assert all(len(shared) == 1 for shared in by_code.values())
    # Keys are shared exactly where rows were joined: as many different ones as joins leave over.
    assert len(rows) - len(found.joined) == len({key for key in found.keys if key}) + found.keys.count("")
