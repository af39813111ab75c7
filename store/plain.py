"""Domain values as JSON and back, by their own type hints."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints


def plain_from_value(value: Any) -> Any:
    """Return a value as what JSON knows; instants become UTC text, fractions ``1/3``.

    Raises
    ------
    ValueError
        For an instant without a time zone.
    """
    if is_dataclass(value):
        return {field.name: plain_from_value(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: plain_from_value(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain_from_value(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Fraction) else value


def value_from_plain(hint: Any, plain: Any) -> Any:
    """Return the value of a type that a plain form holds.

    A field that was added later and is missing in the text takes its default.

    Examples
    --------
    >>> value_from_plain(tuple[Fraction, ...], ["1/3", "2"])
    (Fraction(1, 3), Fraction(2, 1))
    """
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return _value_of_union(get_args(hint), plain)
    if origin is tuple:
        return _tuple(get_args(hint), plain)
    if is_dataclass(hint):
        hints = _hints(hint)  # type: ignore[arg-type]
        return hint(**{name: value_from_plain(hints[name], one) for name, one in plain.items()})  # type: ignore[operator]
    if isinstance(hint, type):
        return _scalar(hint, plain)
    return plain


def instant_text(value: datetime) -> str:
    """Return an instant as UTC text of one length, whose order is the order in time.

    Raises
    ------
    ValueError
        If it has no time zone.

    Examples
    --------
    >>> instant_text(datetime(2027, 3, 1, tzinfo=UTC))
    '2027-03-01T00:00:00.000000+00:00'
    """
    if value.tzinfo is None:
        raise ValueError("an instant without a time zone")
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def _value_of_union(members: tuple[Any, ...], plain: Any) -> Any:
    known = [member for member in members if member is not NoneType]
    # Text or whole number stays what it is; one type or None is read as that type.
    return plain if plain is None or len(known) > 1 else value_from_plain(known[0], plain)


def _tuple(members: tuple[Any, ...], plain: Any) -> tuple[Any, ...]:
    if len(members) == 2 and members[1] is Ellipsis:
        return tuple(value_from_plain(members[0], one) for one in plain)
    return tuple(value_from_plain(member, one) for member, one in zip(members, plain, strict=True))


def _scalar(kind: type, plain: Any) -> Any:
    if issubclass(kind, datetime | date):
        return kind.fromisoformat(plain)
    return kind(plain) if issubclass(kind, Enum | Fraction | float) else plain


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
