"""How many digits the numbers of a column have, where they all have as many: Excel eats their leading zeros."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from register.numbers import cell_text
from register.rows import DataRow

FIELDS = ("reg_no", "licence_no")
_MIN_WITNESSES = 2
"""So many numbers of one length must begin with a zero."""
_MOST_ZEROS = 3


def code_widths(rows: Iterable[DataRow]) -> Mapping[tuple[str, str], int]:
    """Return (sheet, field) to the width of its numbers; only columns of nothing but digits have one."""
    lengths: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    zeros: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    for row in rows:
        for field in FIELDS:
            text = cell_text(row.cells.get(field)).strip()
            if text.isascii() and text.isdigit():
                lengths[row.sheet, field][len(text)] += 1
                zeros[row.sheet, field][len(text)] += text.startswith("0")
    return {
        place: widest
        for place, found in lengths.items()
        if (widest := max(found)) and zeros[place][widest] >= _MIN_WITNESSES
    }


def padded(text: str, width: int) -> str:
    """Return digits with the zeros that they lost, other text as it is.

    Examples
    --------
    >>> padded("1234", 6), padded("12/GP", 6)
    ('001234', '12/GP')
    """
    is_short = text.isascii() and text.isdigit() and 0 < width - len(text) <= _MOST_ZEROS
    return text.zfill(width) if is_short else text
