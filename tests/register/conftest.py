"""A small reference of the demo's area, and workbooks written as tables inside the tests."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from domain.establishments import BusinessType, OpeningHours
from domain.places import Commune, CommuneKey, Vintage
from register.check import check_workbook
from register.reference import read_columns, read_lint_words, read_status_words
from register.report import RegisterReference, RegisterReport

RULES = Path(__file__).resolve().parents[2] / "data" / "rules"

OLD = {
    "25516": ("Tân Châu", "thị trấn"),
    "25519": ("Tân Hà", "xã"),
    "25522": ("Tân Đông", "xã"),
    "25525": ("Tân Hội", "xã"),
    "25528": ("Tân Hòa", "xã"),
    "25531": ("Suối Ngô", "xã"),
    "25534": ("Tân Thành", "xã"),
    "25549": ("Tân Hưng", "xã"),
    "25552": ("Thạnh Đông", "xã"),
}
NEW = {
    "25516": ("Tân Châu", "xã"),
    "25522": ("Tân Đông", "xã"),
    "25525": ("Tân Hội", "xã"),
    "25531": ("Tân Hòa", "xã"),
    "25549": ("Tân Phú", "xã"),
}
TYPES = {
    "KARAOKE": ("Karaoke", ("karaoke", "kara", "hát karaoke")),
    "NHANGHI": ("Nhà nghỉ, nhà khách", ("nhà nghỉ", "nhà khách", "NN")),
    "MASSAGE": ("Xoa bóp, massage", ("xoa bóp", "massage", "mát xa")),
    "CAPHE": ("Cà phê giải khát", ("cà phê", "cafe", "quán cà phê")),
    "NHAHANG": ("Nhà hàng", ("nhà hàng", "quán nhậu")),
}


def _commune(vintage: str, code: str, name: str, kind: str) -> Commune:
    return Commune(
        key=CommuneKey(vintage=vintage, code=code),
        name=name,
        kind=kind,
        centre_lon=106.1,
        centre_lat=11.5,
        area_km2=None,
    )


def _type(code: str, label: str, aliases: tuple[str, ...]) -> BusinessType:
    window = OpeningHours(from_s=68_400, to_s=84_600)
    return BusinessType(
        code=code, label=label, windows=(window,), service_s=2700, agencies=(), points=1, aliases=aliases
    )


@pytest.fixture(scope="session")
def reference() -> RegisterReference:
    """Nine former communes, five of today's (four names fit both maps), five types, 1 March 2027."""
    columns, dropped = read_columns((RULES / "register_columns.toml").read_text("utf-8"))
    return RegisterReference(
        types=tuple(_type(code, *named) for code, named in TYPES.items()),
        communes=tuple(_commune("old", code, *named) for code, named in OLD.items())
        + tuple(_commune("new", code, *named) for code, named in NEW.items()),
        vintages=(
            Vintage(id="new", valid_from=date(2025, 7, 1), valid_to=None, legal_act="1682/NQ-UBTVQH15"),
            Vintage(id="old", valid_from=None, valid_to=date(2025, 6, 30), legal_act=""),
        ),
        columns=columns,
        dropped=dropped,
        status_words=read_status_words((RULES / "status_words.csv").read_text("utf-8")),
        on=date(2027, 3, 1),
        lint_words=read_lint_words((RULES / "lint_words.csv").read_text("utf-8")),
    )


def _cells(table: str) -> list[list[str | None]]:
    lines = [line.strip() for line in table.strip().splitlines()]
    return [[cell.strip() or None for cell in line.strip("|").split("|")] for line in lines]


Sheets = Mapping[str, str | list[list[Any]]]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write sheets, each a table of text or a list of rows, to an .xlsx; ``change`` gets the open workbook."""

    def write(sheets: Sheets | str | list[list[Any]], change: Callable[[Any], None] | None = None) -> Path:
        named: Sheets = sheets if isinstance(sheets, Mapping) else {"DS": sheets}
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in named.items():
            sheet = book.create_sheet(name)
            for row in _cells(rows) if isinstance(rows, str) else rows:
                sheet.append(row)
        if change:
            change(book)
        path = tmp_path / "danh-sach.xlsx"
        book.save(path)
        return path

    return write


@pytest.fixture
def check(write: Callable[..., Path], reference: RegisterReference) -> Callable[..., RegisterReport]:
    """Write sheets as ``write`` does and return the report of their check."""

    def check(sheets: Sheets | str | list[list[Any]], change: Callable[[Any], None] | None = None) -> RegisterReport:
        return check_workbook(write(sheets, change), reference)

    return check
