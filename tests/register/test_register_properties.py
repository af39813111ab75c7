"""Any table of text goes through, and what goes in comes out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.errors import InputError
from domain.establishments import Decision
from domain.issues import Severity
from register.book import RawBook, RawSheet
from register.check import check_workbook
from register.fold import clean_text
from register.header import find_header
from register.lexicon import build_lexicon
from register.linting import cut_numbers
from register.report import RegisterReference

WORDS = [
    "Tên cơ sở",
    "Loại hình",
    "Xã",
    "Karaoke",
    "xã Suối Ngô",
    "Tân Hội",
    "nt",
    "Cộng",
    "I",
    "1",
    "CCCD",
    '"',
    "(1)",
    "Giấy phép",
    "Số",
    "Thời hạn",
    "5 năm",
    "quý II/2022",
    "Ấp 1",
    "II. Ấp 2:",
    "xã Tân Hội (cũ)",
    "nay là xã Tân Hòa",
    "T.Hà",
    "chị Lan 0912345678",
    "072185001234",
    "9.12E+08",
    "DANH SÁCH NHÀ NGHỈ",
    "đã nghỉ",
    "Ghi chú",
]
HEADER = ["STT", "Tên cơ sở", "Loại hình", "Xã", "Địa chỉ", "Số phòng", "Ngày cấp", "Điện thoại", "Tình trạng", "MST"]
FREE = ["Thời hạn", "Vi phạm", "Ghi chú", "Chủ cơ sở", "Số ĐKKD", "Tọa độ"]

# What a .csv can carry: all text but lone surrogates.
text = st.one_of(st.sampled_from(WORDS), st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
# What a .xlsx can carry: no control characters either; Excel's own formulas begin with "=".
plain = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\xad\ufffe\uffff"), max_size=12
).filter(lambda value: not value.startswith("="))
cells = st.one_of(st.none(), text, st.integers(-(10**6), 10**6))


def quoted(value: Any) -> str:
    return '"' + str("" if value is None else value).replace('"', '""') + '"'


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=st.lists(st.lists(cells, max_size=10), max_size=10), with_header=st.booleans())
def test_any_table_of_text_goes_through(
    table: list[list[Any]], with_header: bool, tmp_path: Path, reference: RegisterReference
) -> None:
    path = tmp_path / "any.csv"
    rows = [HEADER[:4] + FREE, *table] if with_header else table
    path.write_bytes("\n".join(";".join(map(quoted, row)) for row in rows).encode("utf-8"))
    try:
        report = check_workbook(path, reference)
    except InputError as refused:
        assert refused.code.startswith("register.")
        return
    assert report.rows_read == len(report.rows) == len(report.contacts)
    assert "072185001234" not in repr(report)
    assert "0912345678" not in repr(replace(report, contacts=()))
    assert len({row.key for row in report.rows}) == len(report.rows)
    blocked = {issue.row for issue in report.issues if issue.severity is Severity.BLOCK}
    for row in report.rows:
        assert (row.decision is Decision.PENDING) == (row.source_row in blocked)
        assert row.duplicate_of is None or row.source_row in blocked
        is_placed = row.commune_reported is not None and row.type is not None and bool(row.name)
        assert is_placed or row.decision is Decision.PENDING


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(plain, min_size=1, max_size=5))
def test_names_written_to_a_workbook_are_read_back(
    names: list[str], write: Callable[..., Path], reference: RegisterReference
) -> None:
    known = [f"Sao Băng {name} Bay" for name in names]
    rows = [[number, name, "Karaoke", "Suối Ngô"] for number, name in enumerate(known, start=1)]
    path = write([["STT", "Tên cơ sở", "Loại hình", "Xã"], *rows])
    report = check_workbook(path, reference)
    assert [row.name for row in report.rows] == [cut_numbers(clean_text(name)[0]) for name in known]


listed = st.fixed_dictionaries(
    {
        "rooms": st.none() | st.integers(0, 500),
        "staff_total": st.none() | st.integers(0, 500),
        "licence_on": st.none() | st.dates(date(1990, 1, 1), date(2027, 2, 28)),
        "licence_no": st.sampled_from(["", "12/GP", "007/GP-UBND"]),
        "hamlet": st.sampled_from(["", "Ấp 3", "Khu phố 2"]),
        "coords_raw": st.sampled_from(["", "11.553; 106.163"]),
        "type": st.sampled_from(["KARAOKE", "NHANGHI", "MASSAGE"]),
        "status": st.sampled_from(["active", "paused", "closed", "moved", "unverified"]),
    }
)
HEADS = {
    "rooms": "Số phòng", "staff_total": "Số lao động", "licence_on": "Ngày cấp", "licence_no": "Giấy phép số",
    "hamlet": "Ấp", "coords_raw": "Tọa độ", "type": "Loại hình", "status": "Tình trạng",
}  # fmt: skip
SAID = {
    "active": "đang hoạt động",
    "paused": "tạm ngưng",
    "closed": "đã nghỉ",
    "moved": "đã dời",
    "unverified": "chưa rõ",
}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(listed, min_size=1, max_size=6))
def test_a_list_written_well_is_read_as_it_stands(
    rows: list[dict[str, Any]], write: Callable[..., Path], reference: RegisterReference
) -> None:
    table: list[list[Any]] = [["STT", "Tên cơ sở", "Xã", *HEADS.values()]]
    for number, row in enumerate(rows, start=1):
        cells = [SAID[row[field]] if field == "status" else row[field] for field in HEADS]
        table.append([number, f"Sao {number}", "Suối Ngô", *cells])
    report = check_workbook(write(table), reference)
    found = [{field: getattr(row, field) for field in HEADS} for row in report.rows]
    assert found == rows
    assert {repair.code for repair in report.repairs} <= {"status_word"}
    assert not report.issues


@settings(max_examples=40, deadline=None)
@given(order=st.permutations(HEADER), before=st.integers(0, 5))
def test_columns_are_found_in_any_order_below_any_title(
    order: list[str], before: int, reference: RegisterReference
) -> None:
    sheet = RawSheet(name="DS", rows=(("DANH SÁCH",),) * before + (tuple(order), ("1",) * len(order)))
    header = find_header(RawBook(sheets=(sheet,), digest="").sheets[0], build_lexicon(reference).names)
    assert header is not None
    assert header.row == before + 1
    assert [column.header for column in header.columns] == list(order)
    assert header.fields == {
        "stt", "name", "type", "commune", "address", "rooms", "licence_on", "phone", "status", "tax_code"
    }  # fmt: skip


def test_the_same_file_gives_the_same_report(write: Callable[..., Path], reference: RegisterReference) -> None:
    rows = [[number, f"Sao {number % 7}", "Karaoke", "Suối Ngô"] for number in range(40)]
    path = write([["STT", "Tên cơ sở", "Loại hình", "Xã"], *rows])
    assert check_workbook(path, reference) == check_workbook(path, reference)
