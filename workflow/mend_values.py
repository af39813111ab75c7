"""A value that somebody typed or chose becomes a value of an establishment, or is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from domain.errors import InputError
from domain.establishments import Establishment, Status
from domain.places import CommuneKey
from register.dates import parse_date
from register.difference import GROUPS
from register.fold import clean_text
from register.hours import parse_hours
from register.linting import cut_numbers
from register.numbers import is_personal_id, parse_count, parse_phone, parse_tax_code

_DATES = ("licence_on", "licence_expires_on", "last_inspected_on")
_CODES = ("tax_code", "reg_no", "licence_no", "security_no")


def with_value(one: Establishment, field: str, value: str, *, on: date) -> Establishment:
    """Return an establishment with one field set by hand; what depends on it is left to the caller.

    Parameters
    ----------
    field
        A field of ``register.difference.GROUPS``, neither type nor commune.
    value
        As typed; numbers of persons are cut out of it.
    on
        The office's day: a two-digit year is read by it.

    Raises
    ------
    InputError
        ``mend.value`` for what cannot be read as that field.
    """
    text, _ = clean_text(value)
    if field in _DATES:
        read = _must(parse_date(text, on) if text else None, field, value)
        return replace(one, **{field: read.on, f"{field}_precision": read.precision})
    name = GROUPS[field][0]
    read = _must(_READ.get(field, _plain)(text, field), field, value)
    return replace(one, **{name: read})


def phone_of(value: str) -> str:
    """Return a telephone number as the register keeps it.

    Raises
    ------
    InputError
        ``mend.value`` for what is none; the number is not repeated.
    """
    read = parse_phone(clean_text(value)[0]) if value.strip() else None
    return str(_must(read, "phone", "").text)


def commune_of(value: str, known: tuple[CommuneKey, ...]) -> CommuneKey:
    """Return the commune that ``VINTAGE/CODE`` names.

    Raises
    ------
    InputError
        ``mend.no_commune`` for one outside the office's area.
    """
    vintage, _, code = value.partition("/")
    key = CommuneKey(vintage=vintage, code=code)
    if key not in known:
        raise InputError("mend.no_commune", value=value)
    return key


def _must(read: Any, field: str, value: str) -> Any:
    if read is None or read == "":
        raise InputError("mend.value", field=field, value=value)
    return read


def _plain(text: str, field: str) -> str:
    if field in _CODES:
        return "" if is_personal_id(text) else text
    return cut_numbers(text) if field != "coords" else text


def _status(text: str, field: str) -> Status | None:
    return Status(text) if text in set(Status) else None


def _tax_code(text: str, field: str) -> str:
    read = None if is_personal_id(text) else parse_tax_code(text)
    return read.text if read else ""


_READ: dict[str, Callable[[str, str], Any]] = {
    "status": _status,
    "rooms": lambda text, field: parse_count(text),
    "staff_total": lambda text, field: parse_count(text),
    "hours": lambda text, field: parse_hours(text),
    "tax_code": _tax_code,
}
