"""The notation of the corpus: a workbook as tables of text, and the truth as one more table.

Cells of a sheet: text as it stands; ``#45012`` a number; ``@2023-03-05`` a date
cell; ``⏎`` a line break; nothing an empty cell. The first line is row 1.

Columns of a truth, one line for each row of the register, in the order of the
file: ``at`` (the row, or Sheet!row), ``unit`` (``o:Tân Hưng`` of the map until
June 2025, ``n:Tân Phú`` of the map since), ``now`` (a name of today's map),
``lonlat`` (degrees), ``quality``, dates as 2023-03-05, 2023-03 or 2023, and
fields of the JSON under their own names. ``-`` is nothing, an empty cell is
not looked at, ``A/B`` is either.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Cell = str | int | float | date | None

FORMER = {
    "Tân Châu": "25516",
    "Tân Hà": "25519",
    "Tân Đông": "25522",
    "Tân Hội": "25525",
    "Tân Hòa": "25528",
    "Suối Ngô": "25531",
    "Suối Dây": "25534",
    "Tân Hiệp": "25537",
    "Thạnh Đông": "25540",
    "Tân Thành": "25543",
    "Tân Phú": "25546",
    "Tân Hưng": "25549",
}
TODAY = {
    "Tân Châu": "25516",
    "Tân Đông": "25522",
    "Tân Hội": "25525",
    "Tân Hòa": "25531",
    "Tân Thành": "25534",
    "Tân Phú": "25549",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """Hold one workbook of the corpus and its truth.

    ``doubts`` are the rows that somebody must look at (block or check), ``may``
    those where that is a matter of taste; no other row of the truth may be
    doubted. ``codes`` (``code@row``, or ``code`` anywhere) and
    ``repairs`` (``row/column``, or ``row/column=after``) must be among what is
    told. ``offers`` are the pairs offered for merging, later row first.
    ``entities`` are groups of rows with one legal subject; no other rows share
    one. ``never`` may stand nowhere in the answer. ``recode`` says in which
    legacy encoding a column is typed ("*" for all).
    """

    id: str
    sheets: Mapping[str, str]
    truth: str
    doubts: str = ""
    may: str = ""
    codes: str = ""
    repairs: tuple[str, ...] = ()
    untouched: bool = False
    offers: tuple[tuple[str, str], ...] = ()
    entities: tuple[str, ...] | None = None
    dropped: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    form: str = "xlsx"
    merge: str = ""
    hide: str = ""
    recode: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Hold a workbook that cannot be a register, and words that the refusal must say."""

    id: str
    sheets: Mapping[str, str]
    says: tuple[str, ...]
    form: str = "xlsx"


def cells_of(table: str) -> list[list[Cell]]:
    """Return the cells of a table, typed by their first sign."""
    return [[_cell(text) for text in _split(line)] for line in table.strip("\n ").split("\n")]


def truth_of(table: str) -> list[dict[str, str]]:
    """Return a truth's lines as columns to text, the empty ones left out."""
    header, *lines = [_split(line) for line in table.strip("\n ").split("\n")]
    for line in lines:
        assert len(line) == len(header), f"{len(line)} cells under {len(header)} columns: {line}"
    return [{name: text for name, text in zip(header, line, strict=True) if text} for line in lines]


def expected_field(column: str, text: str) -> dict[str, Any]:
    """Return the JSON fields, with their values, that a column of a truth stands for."""
    if column == "unit":
        return _unit(text)
    if column == "now":
        return {"commune_now": None if text == "-" else TODAY[text]}
    if column in ("licence_on", "last_inspected_on"):
        return _day(column, text)
    if column in ("rooms", "staff_total"):
        return {column: None if text == "-" else int(text)}
    if column == "quality":
        return {"position_quality": None if text == "-" else text}
    return {column: "" if text == "-" else text}


def _unit(text: str) -> dict[str, Any]:
    if text == "-":
        return {"commune_code": None, "commune_vintage": None}
    age, name = text.split(":")
    units, vintage = (FORMER, "pre2025") if age == "o" else (TODAY, "post2025")
    return {"commune_code": units[name], "commune_vintage": vintage}


def _day(column: str, text: str) -> dict[str, Any]:
    if text == "-":
        return {column: None, f"{column}_precision": None}
    parts = text.split("-")
    precision = ("year", "month", "day")[len(parts) - 1]
    return {column: "-".join([*parts, "01", "01"][:3]), f"{column}_precision": precision}


def _split(line: str) -> list[str]:
    line = line.strip(" ")
    assert line.startswith("|"), f"no table: {line!r}"
    assert line.endswith("|"), f"no table: {line!r}"
    return [cell.strip(" ") for cell in line[1:-1].split("|")]


def _cell(text: str) -> Cell:
    if text.startswith("#") and text[1:].replace(".", "", 1).isdigit():
        return float(text[1:]) if "." in text else int(text[1:])
    if text.startswith("@"):
        return date.fromisoformat(text[1:])
    return text.replace("⏎", "\n") or None
