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
_ASIDE = re.compile(r"\([^)]*\)|[,;:]?\s*(?:trong đó|gồm|bao gồm|trong do)\b.*", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:khoảng|gần|hơn|tổng(?: số| cộng)?|có|~|:)\s*:?\s*", re.IGNORECASE)
_AND = r"\s*[,;+/&-]?\s*(?:và\s*)?"
_BY_SEX = re.compile(rf"(\d{{1,4}})\s*nam{_AND}(\d{{1,4}})\s*nữ|(\d{{1,4}})\s*nữ{_AND}(\d{{1,4}})\s*nam", re.IGNORECASE)
_OTHER_UNITS = frozenset({"m", "tang", "ban", "ghe", "cho", "trieu", "lau", "met", "ha", "giuong"})
"""What is counted with these words is neither rooms nor people."""
_COUNTED = re.compile(r"(\d{1,4})\s*(phòng|buồng|nhân viên|lao động|người|nv\b|lđ\b)", re.IGNORECASE)
_NUMBER_WORDS = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
}  # fmt: skip
_SCIENTIFIC = re.compile(r"(\d)[.,](\d+)E\+?(\d{1,2})", re.IGNORECASE)

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
    """Return how many rooms or people a cell states, 0 to 10,000; a unit or an aside after it is allowed.

    Examples
    --------
    >>> parse_count("03 nhân viên (02 nữ)"), parse_count("3 nam, 2 nữ"), parse_count("120 m"), parse_count("hai phòng")
    (3, 5, None, 2)
    """
    text = cell_text(cell).strip()
    if text.isascii() and text.isdigit():
        return int(text) if len(text) < 10 and int(text) <= MAX_COUNT else None
    if found := _BY_SEX.fullmatch(text):
        return sum(int(part) for part in found.groups() if part)
    main = _ABOUT.sub("", _ASIDE.sub("", text)).strip(" .,;")
    if found := _WITH_UNIT.fullmatch(main):
        number = None if set(fold(found[2]).split()) & _OTHER_UNITS else parse_number(found[1].rstrip(".,"))
        is_count = number is not None and number.denominator == 1 and number <= MAX_COUNT
        return int(number) if is_count and number is not None else None
    counted = _COUNTED.findall(main)
    if len(counted) == 1:
        return int(counted[0][0])
    first, *unit = fold(main).split() or [""]
    return _NUMBER_WORDS.get(first) if len(unit) <= 2 and not any(map(str.isdigit, main)) else None


def plain_digits(text: str) -> str:
    """Return a number that Excel showed as 9.12345678E+08 with all its digits; one that lost some stays as it is."""
    found = _SCIENTIFIC.fullmatch(text.strip())
    return found[1] + found[2] if found and len(found[2]) == int(found[3]) else text


def parse_phone(cell: Cell) -> TextRead | None:
    """Return a phone number with its leading zero, None where it cannot be one."""
    text = cell_text(cell)
    full = plain_digits(text)
    parts = (re.sub(r"\D", "", part) for part in re.split(r"[,;/]|\s-\s", full))
    numbers = [_national(part) for part in parts if part]
    if not numbers or not all(_PHONE.fullmatch(number) for number in numbers):
        return None
    phone = ", ".join(numbers)
    if phone == text:
        return TextRead(text=phone)
    return TextRead(text=phone, repair="phone_zero" if len(phone) == len(re.sub(r"\D", "", full)) + 1 else "phone_text")


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
    digits = re.sub(r"[\s.\-]", "", plain_digits(text))
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
    return bool(personal_id(cell))


def personal_id(cell: Cell) -> str:
    """Return the digits of the citizen's number in a cell, "" for none."""
    found = _PERSONAL_ID.search(re.sub(r"[\s.]", "", plain_digits(cell_text(cell))))
    return found.group() if found else ""


def entity_key(tax_code: str, reg_no: str) -> str:
    """Return what makes rows one legal entity: its tax code without the branch, else its registration."""
    return tax_code[:10] or fold(reg_no).replace(" ", "").upper()
