"""How CPU seconds grow with what there is to do: points, their exponent, and the table that keeps them."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.marks import marked_part, with_marked_part

PART = "growth"
HEAD = "| what grows | of what | small | middle | large | exponent |"
POINT = re.compile(r"([\d,]+): ([\d,.]+) s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """Hold CPU seconds by size, the smallest size first; ``unit`` says of what."""

    name: str
    unit: str
    points: tuple[tuple[int, float], ...]


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """Return the slope of the line through the logarithms, by least squares.

    Examples
    --------
    >>> round(exponent([(10, 5), (100, 50), (1_000, 500)]), 6)
    1.0
    """
    xs, ys = ([math.log(value) for value in column] for column in zip(*points, strict=True))
    x_mean, y_mean = sum(xs) / len(xs), sum(ys) / len(ys)
    over = sum((x - x_mean) * (y - y_mean) for x, y in zip(xs, ys, strict=True))
    return over / sum((x - x_mean) ** 2 for x in xs)


def growth_table(grown: Sequence[Growth]) -> list[str]:
    """Return Markdown lines: a row for each, its exponent last."""
    lines = [HEAD, "| --- " * HEAD.count(" | ") + "| --- |"]
    for one in grown:
        cells = [f"{size:,}: {seconds:.3g} s" for size, seconds in one.points]
        lines.append(f"| {one.name} | {one.unit} | {' | '.join(cells)} | {exponent(one.points):.2f} |")
    return lines


def read_growth(page: str) -> tuple[Growth, ...]:
    """Return what the table between the two marks of a page holds."""
    rows = marked_part(page, PART).splitlines()[2:]
    found = []
    for row in rows:
        name, unit, *cells = (cell.strip() for cell in row.strip("|").split("|"))
        points = tuple(
            (int(size.replace(",", "")), float(seconds.replace(",", "")))
            for size, seconds in (match.groups() for match in map(POINT.fullmatch, cells) if match)
        )
        found.append(Growth(name=name, unit=unit, points=points))
    return tuple(found)


def with_growth(page: str, grown: Sequence[Growth]) -> str:
    """Return a page whose table has these rows in the place of those of the same name, the others kept.

    Raises
    ------
    ValueError
        If a mark is missing.
    """
    rows = {one.name: one for one in (*read_growth(page), *grown)}
    return with_marked_part(page, PART, "\n".join(growth_table(list(rows.values()))))
