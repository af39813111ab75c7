"""What may stand in a field of RESULTS.json: one function for each kind of value, which names where it stood."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from domain.errors import InputError

Check = Callable[[Any, str], Any]

_CODE = re.compile(r"[^\s\x00-\x1f\x7f]{1,100}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
FIRST_YEAR, LAST_YEAR = 2000, 2200
"""A device whose clock stands outside of these years tells no time."""


def refuse(where: str) -> InputError:
    """Return the refusal of a field whose value is not what stands there."""
    return InputError("results.field", where=where)


def text(most: int) -> Check:
    """Return the check of a text of at most so many letters; control characters are refused but for line ends."""

    def check(value: Any, where: str) -> str:
        if not isinstance(value, str) or len(value) > most:
            raise refuse(where)
        if any((ord(one) < 32 and one not in "\n\t\r") or 0xD800 <= ord(one) <= 0xDFFF for one in value):
            raise refuse(where)
        return value.strip()

    return check


def json_text(value: Any, where: str) -> str:
    """Return a text as it stands, to the last blank; half a letter pair is refused."""
    if not isinstance(value, str) or any(0xD800 <= ord(one) <= 0xDFFF for one in value):
        raise refuse(where)
    return value


def code(value: Any, where: str) -> str:
    """Return an id or a code: no space, at most 100 letters."""
    found = text(100)(value, where)
    if not _CODE.fullmatch(found):
        raise refuse(where)
    return found


def pattern(expression: str) -> Check:
    """Return the check of a text that an expression describes as a whole."""
    compiled = re.compile(expression, re.ASCII)

    def check(value: Any, where: str) -> str:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            raise refuse(where)
        return value

    return check


def whole(least: int, most: int) -> Check:
    """Return the check of a whole number between two, both included."""

    def check(value: Any, where: str) -> int:
        if type(value) is not int or not least <= value <= most:
            raise refuse(where)
        return value

    return check


def flag(value: Any, where: str) -> bool:
    """Return true or false, and nothing like them."""
    if not isinstance(value, bool):
        raise refuse(where)
    return value


def day(value: Any, where: str) -> date:
    """Return a day written YYYY-MM-DD."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise refuse(where)
    try:
        found = date.fromisoformat(value)
    except ValueError:
        raise refuse(where) from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise refuse(where)
    return found


def instant(value: Any, where: str) -> datetime:
    """Return an instant with its offset."""
    if not isinstance(value, str) or len(value) > 40:
        raise refuse(where)
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        raise refuse(where) from None
    if found.utcoffset() is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise refuse(where)
    return found


def choice(kind: type[StrEnum]) -> Check:
    """Return the check of a member of an enumeration, by its value."""

    def check(value: Any, where: str) -> StrEnum:
        if not isinstance(value, str) or value not in {member.value for member in kind}:
            raise refuse(where)
        return kind(value)

    return check


def many(one: Check, most: int) -> Check:
    """Return the check of a list of at most so many values of a kind."""

    def check(value: Any, where: str) -> tuple[Any, ...]:
        if not isinstance(value, list) or len(value) > most:
            raise refuse(where)
        return tuple(one(item, f"{where}[{n}]") for n, item in enumerate(value))

    return check


def by_code(one: Check, most: int) -> Check:
    """Return the check of an object of at most so many codes, each with a value of a kind."""

    def check(value: Any, where: str) -> dict[str, Any]:
        if not isinstance(value, dict) or len(value) > most:
            raise refuse(where)
        return {code(key, where): one(item, where) for key, item in value.items()}

    return check


def fields(plain: Any, where: str, *, needed: Mapping[str, Check], optional: Mapping[str, Check]) -> dict[str, Any]:
    """Return the checked fields of an object; an optional one that is absent or null is left out.

    Raises
    ------
    InputError
        ``results.unknown_key`` by name, ``results.missing``, ``results.field``.
    """
    if not isinstance(plain, dict):
        raise refuse(where)
    place = f"{where}." if where else ""
    for key in plain:
        if key not in needed and key not in optional:
            raise InputError("results.unknown_key", where=where or "-", key=_shown(key))
    for key in needed:
        if key not in plain:
            raise InputError("results.missing", where=where or "-", key=key)
    found = {key: check(plain[key], f"{place}{key}") for key, check in needed.items()}
    given = {key: check for key, check in optional.items() if plain.get(key) is not None}
    return found | {key: check(plain[key], f"{place}{key}") for key, check in given.items()}


def _shown(key: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in key[:40])
