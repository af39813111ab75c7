"""Dates, numbers, phones, codes and hours as Excel and people leave them."""

from datetime import date, datetime, time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.establishments import OpeningHours, Precision
from register.book import Cell
from register.dates import DateRead, parse_date
from register.hours import parse_hours
from register.numbers import entity_key, is_personal_id, parse_count, parse_number, parse_phone, parse_tax_code
from register.terms import is_unlimited, parse_expiry

ON = date(2027, 3, 1)


@pytest.mark.parametrize(
    ("cell", "day", "precision", "repair"),
    [
        (datetime(2023, 3, 5), "2023-03-05", "day", ""),
        (date(2023, 3, 5), "2023-03-05", "day", ""),
        ("05/03/2023", "2023-03-05", "day", ""),
        ("2023-03-05", "2023-03-05", "day", ""),
        ("5/3/23", "2023-03-05", "day", "date_text"),
        ("5-3-2023", "2023-03-05", "day", "date_text"),
        ("5.3.2023", "2023-03-05", "day", "date_text"),
        ("05032023", "2023-03-05", "day", "date_text"),
        ("ngày 5 tháng 3 năm 2023", "2023-03-05", "day", "date_text"),
        ("5/3/2023 (đạt)", "2023-03-05", "day", "date_text"),
        ("3/25/2023", "2023-03-25", "day", "date_month_first"),
        ("5/3/99", "1999-03-05", "day", "date_text"),
        ("5/3/27", "2027-03-05", "day", "date_text"),
        (45012, "2023-03-27", "day", "date_serial"),
        (45012.0, "2023-03-27", "day", "date_serial"),
        ("45012", "2023-03-27", "day", "date_serial"),
        ("T3/2022", "2022-03-01", "month", "date_month"),
        ("tháng 3/2022", "2022-03-01", "month", "date_month"),
        ("03/2022", "2022-03-01", "month", "date_month"),
        ("tháng 3 năm 2022", "2022-03-01", "month", "date_month"),
        ("năm 2019", "2019-01-01", "year", "date_year"),
        (2019, "2019-01-01", "year", "date_year"),
        ("2019", "2019-01-01", "year", "date_year"),
        ("05.03.2023", "2023-03-05", "day", "date_text"),
        ("45012.0", "2023-03-27", "day", "date_serial"),
        ("T3/22", "2022-03-01", "month", "date_month"),
        ("2022-03", "2022-03-01", "month", "date_month"),
        ("đã KT tháng 3/2022", "2022-03-01", "month", "date_month"),
        ("quý II/2022", "2022-04-01", "month", "date_quarter"),
        ("Quý 4 năm 2021", "2021-10-01", "month", "date_quarter"),
        ("đầu năm 2020", "2020-01-01", "year", "date_year"),
        ("cuối 2021", "2021-01-01", "year", "date_year"),
        ("đã kiểm tra năm 2021", "2021-01-01", "year", "date_year"),
    ],
)
def test_dates_are_read_day_first_with_their_precision(cell: Cell, day: str, precision: str, repair: str) -> None:
    read = parse_date(cell, ON)
    assert read is not None
    assert (read.on.isoformat(), read.precision, read.repair) == (day, precision, repair)


@pytest.mark.parametrize(
    "cell",
    [
        "31/2/2023",
        "23/13/2022",
        "quý V/2022",
        "tháng 13/2022",
        "hôm qua",
        "13/2022",
        "5/3/2023; 6/7/2024",
        "1/2/3",
        12,
        -1.5,
        float("inf"),
        True,
        time(8, 0),
        "99/99/9999",
        "²",
    ],
)
def test_what_is_no_date_is_not_guessed(cell: Cell) -> None:
    assert parse_date(cell, ON) is None


@given(st.dates(date(1970, 1, 1), date(2027, 12, 31)))
def test_every_written_day_comes_back(day: date) -> None:
    for text in (f"{day.day}/{day.month}/{day.year}", f"{day:%d.%m.%Y}", day.isoformat(), f"{day:%d/%m/%y}"):
        read = parse_date(text, ON)
        assert read is not None
        assert read.on == day


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.500.000", Fraction(1_500_000)),
        ("15.000.000đ", Fraction(15_000_000)),
        ("1,500,000", Fraction(1_500_000)),
        ("1.500.000,5", Fraction(3_000_001, 2)),
        ("12,5", Fraction(25, 2)),
        ("12.5", Fraction(25, 2)),
        ("007", Fraction(7)),
        ("1.5.0", None),
        ("12 34", None),
        ("²", None),
        ("", None),
    ],
)
def test_numbers_are_read_the_vietnamese_way(text: str, number: Fraction | None) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        (12, 12),
        (12.0, 12),
        ("12", 12),
        ("05 phòng", 5),
        ("10 người", 10),
        (0, 0),
        ("1.500", 1500),
        ("12,5", None),
        ("10-12", None),
        ("3 nam, 2 nữ", 5),
        ("03 nhân viên (02 nữ)", 3),
        ("10 người, trong đó 6 nữ", 10),
        ("khoảng 10", 10),
        ("hai phòng", 2),
        ("10 phòng, 2 tầng", 10),
        ("10 phòng/5 nhân viên", None),
        ("3 tầng", None),
        ("120 m", None),
        ("1.500.000", None),
        (-3, None),
        (2.5, None),
    ],
)
def test_counts_are_whole_and_believable(cell: Cell, count: int | None) -> None:
    assert parse_count(cell) == count


@pytest.mark.parametrize(
    ("cell", "phone", "repair"),
    [
        ("0912345678", "0912345678", ""),
        (912345678.0, "0912345678", "phone_zero"),
        (912345678, "0912345678", "phone_zero"),
        ("912345678", "0912345678", "phone_zero"),
        ("0912 345.678", "0912345678", "phone_text"),
        ("+84 912 345 678", "0912345678", "phone_text"),
        ("02763 875 123", "02763875123", "phone_text"),
        ("0912345678 / 0276 3875 123", "0912345678, 02763875123", "phone_text"),
        ("9.12345678E+08", "0912345678", "phone_zero"),
        ("0912345678 - Zalo", "0912345678", "phone_text"),
    ],
)
def test_phones_get_their_zero_back(cell: Cell, phone: str, repair: str) -> None:
    read = parse_phone(cell)
    assert read is not None
    assert (read.text, read.repair) == (phone, repair)


@pytest.mark.parametrize("cell", ["9.12E+08", "không nhớ", "113", "", "09123456789012"])
def test_a_phone_that_lost_digits_is_not_made_up(cell: Cell) -> None:
    assert parse_phone(cell) is None


@pytest.mark.parametrize(
    ("cell", "code", "repair"),
    [
        ("3900123456", "3900123456", ""),
        (3900123456.0, "3900123456", ""),
        (312345678, "0312345678", "code_zero"),
        ("3900123456-001", "3900123456-001", ""),
        ("3900 123 456", "3900123456", "code_text"),
        (312345678001, "0312345678-001", "code_zero"),
        ("3.900123456E+09", "3900123456", "code_text"),
    ],
)
def test_tax_codes_are_text_with_their_zero(cell: Cell, code: str, repair: str) -> None:
    read = parse_tax_code(cell)
    assert read is not None
    assert (read.text, read.repair) == (code, repair)


def test_a_citizens_number_is_known_with_and_without_its_zero() -> None:
    assert is_personal_id("072185001234")
    assert is_personal_id(72185001234.0)
    assert is_personal_id("7.2185001234E+10")
    assert is_personal_id("MST 072 185 001 234")
    assert not is_personal_id("3900123456")
    assert not is_personal_id("3900123456-001")
    assert parse_tax_code("072185001234") is None


def test_branches_share_their_entity() -> None:
    assert entity_key("3900123456-001", "x") == entity_key("3900123456", "") == "3900123456"
    assert entity_key("", "45H8-001.234") == entity_key("", "45h8 001234") == "45H8001234"
    assert entity_key("", "") == ""


@pytest.mark.parametrize(
    ("text", "from_s", "to_s"),
    [
        ("8h-24h", 28_800, 86_400),
        ("08:00 - 22:00", 28_800, 79_200),
        ("8h30 đến 23h", 30_600, 82_800),
        ("19h - 2h", 68_400, 93_600),
        ("từ 8 giờ đến 22 giờ 30", 28_800, 81_000),
        ("24/24", 0, 86_400),
        ("Cả ngày", 0, 86_400),
        ("18:00 – 00:00", 64_800, 86_400),
        ("20h - 2h sáng", 72_000, 93_600),
        ("từ 6h chiều đến 11h đêm", 64_800, 82_800),
        ("7h sáng - 12h đêm", 25_200, 86_400),
        ("19h - 1h khuya hôm sau", 68_400, 90_000),
    ],
)
def test_hours_may_pass_midnight(text: str, from_s: int, to_s: int) -> None:
    assert parse_hours(text) == OpeningHours(from_s=from_s, to_s=to_s)


@pytest.mark.parametrize("text", ["buổi tối", "25h-26h", "8h", "8:75-9:00", ""])
def test_hours_that_are_none(text: str) -> None:
    assert parse_hours(text) is None


@pytest.mark.parametrize(
    ("cell", "day", "precision"),
    [
        ("05/03/2028", "2028-03-05", "day"),
        (datetime(2028, 3, 5), "2028-03-05", "day"),
        ("31/12/35", "2035-12-31", "day"),
        ("đến ngày 05/03/2028", "2028-03-05", "day"),
        ("đến hết năm 2030", "2030-01-01", "year"),
        ("Có giá trị đến tháng 3/2028", "2028-03-01", "month"),
        ("01/02/2020 - 01/02/2025", "2025-02-01", "day"),
        ("5 năm", "2029-02-28", "day"),
        ("05 năm kể từ ngày cấp", "2029-02-28", "day"),
        ("60 tháng", "2029-02-28", "day"),
        ("một thời gian", None, None),
    ],
)
def test_a_licence_ends_on_a_day_or_after_a_term(cell: Cell, day: str | None, precision: str | None) -> None:
    # Issued on 29 February 2024: five years later that day does not exist.
    read = parse_expiry(cell, DateRead(on=date(2024, 2, 29), precision=Precision.DAY), ON)
    assert (read and read.on.isoformat(), read and read.precision) == (day, precision)


def test_a_term_without_a_day_of_issue_says_nothing() -> None:
    assert parse_expiry("5 năm", None, ON) is None
    assert is_unlimited("Không thời hạn")
    assert not is_unlimited("5 năm")
