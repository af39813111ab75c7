"""Widths of a filled table: columns that were repeated share the room that the template gave to one."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def fit_tables(tree: Any) -> None:
    """Set the widths of every table that has more cells than its template; all other tables stay as they are.

    Parameters
    ----------
    tree
        Body of a document, as lxml has it; it is changed.
    """
    for table in tree.iter(f"{W}tbl"):
        rows = [row.findall(f"{W}tc") for row in table.findall(f"{W}tr")]
        widths = [_width(cell) for cell in rows[0]] if rows else []
        room = sum(int(float(column.get(f"{W}w"))) for column in table.find(f"{W}tblGrid"))
        if sum(widths) <= room * 1.1:
            continue
        shared = list(_shared(widths))
        for cells in rows:
            for cell, width in zip(cells, shared, strict=False):
                cell.find(f"{W}tcPr/{W}tcW").set(f"{W}w", str(width))
        grid = table.find(f"{W}tblGrid")
        for column in list(grid):
            grid.remove(column)
        for width in shared:
            grid.append(grid.makeelement(f"{W}gridCol", {f"{W}w": str(width)}))


def _shared(widths: list[int]) -> Iterator[int]:
    """Yield the widths of cells; a run of the widest one shares its width, in twentieths of a point.

    Examples
    --------
    >>> list(_shared([600, 5000, 5000, 5000, 900, 900])), list(_shared([600, 5000, 900]))
    ([600, 1666, 1666, 1666, 900, 900], [600, 5000, 900])
    """
    widest = max(widths, default=0)
    for width, run in groupby(widths):
        count = len(list(run))
        for _ in range(count):
            yield width // count if width == widest else width


def _width(cell: Any) -> int:
    found = cell.find(f"{W}tcPr/{W}tcW")
    return 0 if found is None else int(float(found.get(f"{W}w")))
