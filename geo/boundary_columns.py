"""Which column of a boundary file holds the code and which the name."""

import re
import unicodedata
from collections.abc import Iterable

import pandas as pd

CODE_COLUMNS = (
    "code", "commune_code", "ward_code", "ma", "ma_xa", "maxa", "ma_phuong_xa", "ma_dvhc", "madvhc", "ma_hanh_chinh",
    "gso_code", "gso_id", "id_xa", "xa_id", "cc_3",
)  # fmt: skip
NAME_COLUMNS = (
    "name",
    "ten",
    "ten_xa",
    "tenxa",
    "ten_dvhc",
    "commune_name",
    "ward_name",
    "full_name",
    "ten_day_du",
    "name_3",
)
"""As official and public files of Vietnam call them, folded; the first that is present wins."""
CODE_DIGITS = 5
"""Commune codes of the statistics office; tables lose their leading zeros."""


def folded(text: str) -> str:
    """Return text for matching: no marks, lower case, words joined by one underscore.

    Examples
    --------
    >>> folded("Mã  xã"), folded("ĐVHC")
    ('ma_xa', 'dvhc')
    """
    plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "_", plain.replace("đ", "d")).strip("_")


def find_column(columns: Iterable[str], known: tuple[str, ...]) -> str | None:
    """Return the file's column that stands first among the known ones, None where none is known."""
    by_folded = {folded(str(column)): str(column) for column in reversed(list(columns))}
    return next((by_folded[name] for name in known if name in by_folded), None)


def code_text(value: object) -> str:
    """Return a code as text of at least five digits where it is a number; missing values become empty."""
    if value is None or value is pd.NA or value != value:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).strip()
    return text.zfill(CODE_DIGITS) if text.isdecimal() else text


def name_text(value: object) -> str:
    """Return a name in NFC with single spaces; missing values become empty."""
    return " ".join(unicodedata.normalize("NFC", value).split()) if isinstance(value, str) else ""
