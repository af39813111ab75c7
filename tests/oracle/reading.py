"""FRAME.csv and RULE.toml, as docs/formats/draw.md describes them."""

import csv
import re
import tomllib
from hashlib import sha256
from io import StringIO
from typing import Any, NamedTuple

COLUMNS = ("id", "commune", "type", "score", "must", "exempt", "done", "lon", "lat")
SHARES = ("rate_bp", "commune_floor_bp", "type_floor_bp", "random_share_bp")
OPTIONAL = ("size", "risk_loss_bp", "rotation_floor")
CLOCKS = ("calendar", "rolling", "stricter")


class Refusal(Exception):
    """Say why there is no draw; 3 stands for unreadable input, 4 for a plan that cannot be."""

    def __init__(self, code: str, exit_code: int = 3, **params: Any) -> None:
        super().__init__(code)
        self.code, self.exit_code, self.params = code, exit_code, params


class Row(NamedTuple):
    """Hold one establishment; x and y are millionths of a degree."""

    id: str
    commune: str
    type: str
    score: int
    must: bool
    exempt: bool
    done: bool
    seen: bool
    x: int
    y: int

    @property
    def cell(self) -> tuple[str, str]:
        """Return commune and type."""
        return self.commune, self.type

    @property
    def unseen(self) -> bool:
        """Tell whether it is one of V: a done row was seen this year."""
        return not self.seen and not self.done

    @property
    def placed(self) -> bool:
        """Tell whether its place is known."""
        return (self.x, self.y) != (0, 0)


def hashed(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hex."""
    return sha256(text.encode("utf-8")).hexdigest()


def in_bytes(text: str) -> bytes:
    """Return what texts are sorted by."""
    return text.encode("utf-8")


def read_frame(data: bytes) -> list[Row]:
    """Return the rows by id."""
    try:
        lines = [[cell.strip() for cell in cells] for cells in csv.reader(StringIO(_text(data), ""), strict=True)]
    except csv.Error as error:
        raise Refusal("frame") from error
    lines = [cells for cells in lines if cells not in ([], [""])]
    names = lines[0] if lines else []
    if len(set(names)) < len(names) or not set(COLUMNS) <= set(names) <= {*COLUMNS, "seen"}:
        raise Refusal("frame")
    if any(len(cells) != len(names) for cells in lines):
        raise Refusal("frame")
    rows = [_row(dict(zip(names, cells, strict=True))) for cells in lines[1:]]
    if not rows or len({row.id for row in rows}) < len(rows):
        raise Refusal("frame")
    return sorted(rows, key=lambda row: in_bytes(row.id))


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal("frame") from error


def _row(cells: dict[str, str]) -> Row:
    for name in ("id", "commune", "type"):
        if not cells[name] or any(sign in ',"\x7f' or sign < " " for sign in cells[name]):
            raise Refusal("frame")
    must, exempt, done, seen = (_flag(cells.get(name, "1")) for name in ("must", "exempt", "done", "seen"))
    if must and done:
        raise Refusal("frame")
    score = _whole(cells["score"])
    x, y = _millionths(cells["lon"], 180), _millionths(cells["lat"], 90)
    return Row(cells["id"], cells["commune"], cells["type"], score, must, exempt, done, seen, x, y)


def _flag(text: str) -> bool:
    if text not in ("0", "1"):
        raise Refusal("frame")
    return text == "1"


def _whole(text: str) -> int:
    if not re.fullmatch("-?[0-9]{1,7}", text) or abs(int(text)) > 1_000_000:
        raise Refusal("frame")
    return int(text)


def _millionths(text: str, most: int) -> int:
    if not re.fullmatch(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?", text):
        raise Refusal("frame")
    if not -most <= float(text) <= most:
        raise Refusal("frame")
    # Python prints the decimals nearest to the double, an exact half to the even digit.
    return int(f"{float(text):.6f}".replace(".", ""))


def canonical(rows: list[Row]) -> str:
    """Return the only form of a frame that is hashed."""
    with_seen = any(not row.seen for row in rows)
    lines = [",".join((*COLUMNS, "seen") if with_seen else COLUMNS)]
    for row in rows:
        flags = [row.must, row.exempt, row.done]
        cells = [row.id, row.commune, row.type, str(row.score), *(str(int(flag)) for flag in flags)]
        cells += [_degrees(row.x), _degrees(row.y)]
        lines.append(",".join(cells + ([str(int(row.seen))] if with_seen else [])))
    return "".join(f"{line}\n" for line in lines)


def _degrees(millionths: int) -> str:
    whole, rest = divmod(abs(millionths), 1_000_000)
    return f"{'-' if millionths < 0 else ''}{whole}.{rest:06d}"


def read_rule(data: bytes) -> dict[str, int]:
    """Return the eight numbers of a rule."""
    try:
        found = tomllib.loads(data.decode("utf-8-sig"))
    except ValueError as error:
        raise Refusal("rule") from error
    needed = (*SHARES, "min_random")
    schema = found.pop("schema", None)
    if type(schema) is not int or schema != 1 or found.pop("exempt_clock", "stricter") not in CLOCKS:
        raise Refusal("rule")
    if not set(needed) <= set(found) <= {*needed, *OPTIONAL}:
        raise Refusal("rule")
    rule = {key: found.get(key, 0) for key in (*needed, *OPTIONAL)}
    if any(type(value) is not int or value < 0 for value in rule.values()):
        raise Refusal("rule")
    if any(rule[key] > 10_000 for key in (*SHARES, "risk_loss_bp")):
        raise Refusal("rule")
    return rule
