"""Numbers, phones and codes as Excel and people leave them."""

import re
from dataclasses import dataclass
from fractions import Fraction

from register.book import Cell
from register.fold import fold

MAX_COUNT = 10_000
"""More rooms or staff than this is a slip of the pen."""

_MONEY = re.compile(r"\s*(?:đ|đồng|vnđ|vnd)\.?$", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:(?!\1)[.,]\d+)?")
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")
_WITH_UNIT = re.compile(r"(\d[\d.,]*)\s*([^\d]*)")

_TAX_CODE = re.compile(r"\d{10}(?:-?\d{3})?")
_PERSONAL_ID = re.compile(r"(?<!\d)(?:0\d{11}|\d{11})(?!\d)")
"""A citizen's number: 12 digits from 001 to 096; Excel eats its zero."""
_PHONE = re.compile(r"0\d{9,10}")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRead:
    """Hold a code or phone as text, and the code of the repair that it needed, "" for none."""

    text: str
    repair: str = ""


def cell_text(cell: Cell) -> str:
    """Return a cell as its text; whole floats lose their ".0", dates become ISO."""
    if cell is None or isinstance(cell, bool):
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return cell if isinstance(cell, str) else str(cell).removesuffix(" 00:00:00")


def parse_number(text: str) -> Fraction | None:
    """Return a number written the Vietnamese way, exactly; None where it is none.

    A dot or comma before exactly three digits groups thousands.

    Examples
    --------
    >>> parse_number("1.500.000đ"), parse_number("12,5")
    (Fraction(1500000, 1), Fraction(25, 2))
    """
    digits = _MONEY.sub("", text.strip())
    if not digits.isascii():
        return None
    if found := _GROUPED.fullmatch(digits):
        whole = digits.replace(found[1], "")
        return Fraction(whole.replace(",", "."))
    return Fraction(digits.replace(",", ".")) if _PLAIN.fullmatch(digits) else None


def parse_count(cell: Cell) -> int | None:
    """Return how many rooms or people a cell states, 0 to 10,000; a unit after it is allowed."""
    found = _WITH_UNIT.fullmatch(cell_text(cell).strip())
    number = parse_number(found[1].rstrip(".,")) if found else None
    is_count = number is not None and number.denominator == 1 and number <= MAX_COUNT
    return int(number) if is_count and number is not None else None


def parse_phone(cell: Cell) -> TextRead | None:
    """Return a phone number with its leading zero, None where it cannot be one."""
    text = cell_text(cell)
    numbers = [_national(re.sub(r"\D", "", part)) for part in re.split(r"[,;/]|\s-\s", text) if part.strip()]
    if not numbers or not all(_PHONE.fullmatch(number) for number in numbers):
        return None
    phone = ", ".join(numbers)
    digits = re.sub(r"\D", "", text)
    if phone == text:
        return TextRead(text=phone)
    return TextRead(text=phone, repair="phone_zero" if len(phone) == len(digits) + 1 else "phone_text")


def _national(digits: str) -> str:
    if digits.startswith("84") and len(digits) in (11, 12):
        digits = digits[2:]
    return digits if digits.startswith("0") else f"0{digits}"


def parse_tax_code(cell: Cell) -> TextRead | None:
    """Return a tax code of 10 or 10-3 digits, None where it is none.

    Since July 2025 a household's tax code may be its owner's personal number;
    ``is_personal_id`` tells, and such a number is not kept.
    """
    text = cell_text(cell).strip()
    digits = re.sub(r"[\s.\-]", "", text)
    is_short = digits.isascii() and digits.isdigit() and len(digits) in (9, 12) and not is_personal_id(cell)
    full = f"0{digits}" if is_short else digits
    if not _TAX_CODE.fullmatch(full):
        return None
    code = full if len(full) == 10 else f"{full[:10]}-{full[10:]}"
    if code == text:
        return TextRead(text=code)
    return TextRead(text=code, repair="code_zero" if is_short else "code_text")


def is_personal_id(cell: Cell) -> bool:
    """Tell whether a cell holds a citizen's number, alone or among words, its zero lost or not."""
    return bool(_PERSONAL_ID.search(re.sub(r"[\s.]", "", cell_text(cell))))


def entity_key(tax_code: str, reg_no: str) -> str:
    """Return what makes rows one legal entity: its tax code without the branch, else its registration."""
    return tax_code[:10] or fold(reg_no).replace(" ", "").upper()
