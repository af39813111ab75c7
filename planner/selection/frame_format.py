"""FRAME.csv: the frozen register as text that anybody can read and hash."""

import csv
import math
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from io import StringIO

from domain.digest import sha256_hex
from domain.errors import InputError
from domain.rounds import FrameRow
from planner.selection.hilbert import degrees_text
from planner.selection.strata import canonical_order

COLUMNS = ("id", "commune", "type", "score", "must", "exempt", "done", "lon", "lat")
SEEN = "seen"
MOST_POINTS = 1_000_000
_DEGREES = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")


@lru_cache(maxsize=2)
def read_frame(text: str) -> tuple[FrameRow, ...]:
    """Read a frame in any row and column order, with LF or CRLF, with or without BOM.

    Raises
    ------
    InputError
        ``frame.empty``, ``frame.column_missing``, ``frame.column_unknown``,
        ``frame.column_twice``, ``frame.quotes``, and with the line: ``frame.cells``,
        ``frame.text``, ``frame.flag``, ``frame.number``, ``frame.coordinate``.
        ``frame.duplicate`` and ``frame.must_done`` name the establishment.
    """
    reader = csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        lines = [(reader.line_num, cells) for cells in reader if len(cells) > 1 or "".join(cells).strip()]
    except csv.Error as error:
        raise InputError("frame.quotes", line=reader.line_num) from error
    if not lines:
        raise InputError("frame.empty")
    header = tuple(cell.strip() for cell in lines[0][1])
    _check_header(header)
    rows = []
    for line, cells in lines[1:]:
        if len(cells) != len(header):
            raise InputError("frame.cells", line=line, found=len(cells), expected=len(header))
        rows.append(_read_row(dict(zip(header, (cell.strip() for cell in cells), strict=True)), line))
    return canonical_order(rows)


def frame_csv(rows: Sequence[FrameRow]) -> str:
    """Return the canonical frame: UTF-8, LF, rows by id bytes, degrees with 6 decimals.

    The column ``seen`` stands last, and only where some row was not seen yet.

    Raises
    ------
    InputError
        As read_frame, for rows that cannot be written (``frame.text`` with line 0).
    """
    ordered = canonical_order(rows)
    has_seen = any(not row.seen for row in ordered)
    lines = [",".join((*COLUMNS, SEEN) if has_seen else COLUMNS)]
    for row in ordered:
        for name in ("id", "commune", "type"):
            _check_text(name, getattr(row, name), line=0)
        flags = (row.must, row.exempt, row.done)
        cells = (row.id, row.commune, row.type, str(row.score), *(str(int(flag)) for flag in flags))
        place = (degrees_text(row.lon), degrees_text(row.lat))
        lines.append(",".join((*cells, *place, str(int(row.seen))) if has_seen else (*cells, *place)))
    return "\n".join(lines) + "\n"


def frame_hash(rows: Sequence[FrameRow]) -> str:
    """Return the SHA-256 of the canonical frame."""
    return sha256_hex(frame_csv(rows))


def _check_header(header: Sequence[str]) -> None:
    for name in COLUMNS:
        if name not in header:
            raise InputError("frame.column_missing", column=name, columns=",".join(COLUMNS))
    for place, name in enumerate(header):
        if name not in (*COLUMNS, SEEN):
            raise InputError("frame.column_unknown", column=name, columns=",".join((*COLUMNS, SEEN)))
        if name in header[:place]:
            raise InputError("frame.column_twice", column=name)


def _read_row(cells: Mapping[str, str], line: int) -> FrameRow:
    for name in ("id", "commune", "type"):
        _check_text(name, cells[name], line)
    return FrameRow(
        id=cells["id"],
        commune=cells["commune"],
        type=cells["type"],
        score=_points(cells["score"], line),
        must=_flag(cells, "must", line),
        exempt=_flag(cells, "exempt", line),
        done=_flag(cells, "done", line),
        lon=_degrees(cells, "lon", 180, line),
        lat=_degrees(cells, "lat", 90, line),
        seen=_flag(cells, SEEN, line) if SEEN in cells else True,
    )


def _check_text(name: str, value: str, line: int) -> None:
    """Refuse what would need quotes in CSV: the canonical form has none."""
    if not value or value != value.strip() or any(sign in ',"\x7f' or sign < " " for sign in value):
        raise InputError("frame.text", line=line, column=name, value=value)


def _flag(cells: Mapping[str, str], name: str, line: int) -> bool:
    if cells[name] not in ("0", "1"):
        raise InputError("frame.flag", line=line, column=name, value=cells[name])
    return cells[name] == "1"


def _points(text: str, line: int) -> int:
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 7 and int(digits) <= MOST_POINTS):
        raise InputError("frame.number", line=line, column="score", value=text, most=MOST_POINTS)
    return int(text)


def _degrees(cells: Mapping[str, str], name: str, most: int, line: int) -> float:
    degrees = float(cells[name]) if _DEGREES.fullmatch(cells[name]) else math.nan
    if not -most <= degrees <= most:
        raise InputError("frame.coordinate", line=line, column=name, value=cells[name], most=most)
    return degrees
