"""The demo's register as a file: the mess that was promised, and nothing about persons where none belongs."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from demo.cells import CITIZEN_NUMBER, comma_decimals, degrees_minutes_seconds, dot_decimals
from demo.office import DemoOffice
from demo.planting import RowKind
from demo.workbook import write_register
from geo.coordinates import read_coordinates


@pytest.fixture(scope="module")
def register_path(demo: DemoOffice, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "register.xlsx"
    write_register(demo, path)
    return path


@pytest.fixture(scope="module")
def book(register_path: Path) -> Workbook:
    return openpyxl.load_workbook(register_path)


def test_same_demo_same_bytes(make_office: Callable[..., DemoOffice], register_path: Path, tmp_path: Path) -> None:
    write_register(make_office(), tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == register_path.read_bytes()


def test_twelve_sheets_each_with_title_header_total_and_signatures(book: Workbook) -> None:
    assert len(book.sheetnames) == 12
    for page in book:
        texts = [str(cell.value) for line in page.iter_rows() for cell in line if cell.value is not None]
        assert "Độc lập - Tự do - Hạnh phúc" in texts
        assert any(text.startswith("DANH SÁCH CƠ SỞ KINH DOANH DỊCH VỤ") for text in texts)
        assert any(text.startswith("Tổng cộng: ") for text in texts)
        assert "NGƯỜI LẬP BIỂU" in texts
        assert page["A9"].value == "(1)"
        merged = {str(area) for area in page.merged_cells.ranges}
        assert "A7:A8" in merged
        upper = [cell.value for cell in page[7]]
        lower = page.cell(8, upper.index("Giấy phép") + 1), page.cell(8, upper.index("Giấy phép") + 2)
        assert [cell.value for cell in lower] == ["Số", "Ngày cấp"]


def test_numbers_restart_in_each_group(book: Workbook) -> None:
    page = book["Tân Hà"]
    numbers = [page.cell(row, 1).value for row in range(10, page.max_row + 1)]
    groups = [value for value in numbers if isinstance(value, str) and re.match(r"[A-Z]\. ", value)]
    assert len(groups) >= 3
    assert numbers.count(1) == len(groups)
    assert [page.cell(row, 2).value for row in range(10, page.max_row + 1)].count("Cộng") == len(groups)


def test_a_quarter_has_no_coordinates_and_the_rest_three_notations(demo: DemoOffice) -> None:
    def notation(text: object) -> str:
        if text is None:
            return "none"
        return "dms" if "°" in str(text) else "comma" if ";" in str(text) else "dot"

    found = Counter(notation(row.cells["coords"]) for row in demo.true_rows)
    assert found["none"] == 60
    assert set(found) == {"none", "dms", "comma", "dot"}
    assert min(found.values()) >= 50


def test_written_coordinates_are_read_back_to_a_few_metres(demo: DemoOffice) -> None:
    for row in demo.true_rows:
        for write, tolerance in ((dot_decimals, 1e-9), (comma_decimals, 1e-9), (degrees_minutes_seconds, 1.5e-5)):
            point = read_coordinates(write(row.business.lon, row.business.lat))
            assert point is not None
            assert abs(point.lon - row.business.lon) <= tolerance
            assert abs(point.lat - row.business.lat) <= tolerance


def test_dates_are_mixed_and_some_addresses_are_ditto(book: Workbook) -> None:
    dates, dittos = Counter(), 0
    for page in book:
        upper = [cell.value for cell in page[7]]
        date_column, address = upper.index("Giấy phép") + 2, upper.index("Địa chỉ") + 1
        for row in range(10, page.max_row + 1):
            value = page.cell(row, date_column).value
            if isinstance(value, datetime) or (isinstance(value, str) and re.fullmatch(r"\d\d/\d\d/\d{4}", value)):
                dates[type(value)] += 1
            dittos += page.cell(row, address).value == "nt"
    assert min(dates[str], dates[datetime]) > 20
    assert dittos >= 4


def test_a_row_stands_where_its_key_says(demo: DemoOffice, book: Workbook) -> None:
    for row in demo.rows:
        sheet, number = row.key.rsplit("!", 1)
        assert book[sheet].cell(int(number), 2).value == row.cells["name"]


def test_duplicates_stand_below_what_they_repeat(demo: DemoOffice) -> None:
    place = {row.key: number for number, row in enumerate(demo.rows)}
    duplicates = [row for row in demo.rows if row.kind is RowKind.DUPLICATE]
    for row in duplicates:
        assert row.original_key.rsplit("!", 1)[0] == row.key.rsplit("!", 1)[0]
        assert place[row.original_key] < place[row.key]
        original = demo.rows[place[row.original_key]]
        assert original.kind is RowKind.TRUE
        assert original.cells["name"] != row.cells["name"]
        assert original.business == row.business
    assert len({row.original_key for row in duplicates}) == 8
    assert all(not row.original_key for row in demo.rows if row.kind is not RowKind.DUPLICATE)


def test_owners_stand_in_their_two_columns_only(demo: DemoOffice, book: Workbook) -> None:
    owners = {row.business.owner_name for row in demo.rows}
    phones = {row.business.phone.lstrip("0") for row in demo.rows}
    seen = 0
    for page in book:
        column = [cell.value for cell in page[7]].index("Chủ cơ sở") + 1
        for line in page.iter_rows():
            for cell in line:
                text = re.sub(r"[ .]", "", str(cell.value)).lstrip("0")
                if cell.value in owners or text in phones:
                    assert cell.column in (column, column + 1)
                    seen += 1
    assert seen == 2 * demo.rows_total - 2  # two duplicates came without a phone


def test_one_sheet_has_citizens_numbers_and_all_are_nobodys(book: Workbook) -> None:
    headers = {page.title: [cell.value for cell in page[8]] for page in book}
    with_numbers = [title for title, header in headers.items() if "Số CCCD" in header]
    assert with_numbers == ["Tân Hội"]
    column = headers["Tân Hội"].index("Số CCCD") + 1
    values = {book["Tân Hội"].cell(row, column).value for row in range(10, 30)}
    assert values == {CITIZEN_NUMBER} == {"0" * 12}
