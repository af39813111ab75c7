"""How domain values lie in columns: the same text on every database."""

import json
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator

from domain.digest import canonical_json
from domain.places import CommuneKey
from store.plain import instant_text, plain_from_value, value_from_plain


class Instant(TypeDecorator[datetime]):
    """Keep an aware instant as UTC text whose order is the order in time."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> str | None:
        """Return the text of an instant; one without a time zone is a ValueError."""
        return None if value is None else instant_text(value)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> datetime | None:
        """Return the instant, in UTC."""
        return None if value is None else datetime.fromisoformat(value)


class Share(TypeDecorator[Fraction]):
    """Keep an exact fraction as text, ``3/10``."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Fraction | None, dialect: sa.Dialect) -> str | None:
        """Return the text of a fraction."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> Fraction | None:
        """Return the fraction."""
        return None if value is None else Fraction(value)


class Key(TypeDecorator[CommuneKey]):
    """Keep the key of a commune as ``VINTAGE/CODE``."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: CommuneKey | None, dialect: sa.Dialect) -> str | None:
        """Return the text of a key; a vintage with a slash is a ValueError."""
        if value is None:
            return None
        if "/" in value.vintage:
            raise ValueError("a vintage's id has no slash")
        return f"{value.vintage}/{value.code}"

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> CommuneKey | None:
        """Return the key."""
        return None if value is None else _commune_key(value)


@lru_cache(maxsize=1024)
def _commune_key(text: str) -> CommuneKey:
    vintage, code = text.split("/", 1)
    return CommuneKey(vintage=vintage, code=code)


@lru_cache(maxsize=16_384)
def _frozen_value(hint: Any, text: str) -> Any:
    """Return the value of a kept text; a page reads the same rows several times, and a frozen value may be shared."""
    return value_from_plain(hint, json.loads(text))


class Choice(TypeDecorator[StrEnum]):
    """Keep a member of an enumeration by its value."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: StrEnum | None, dialect: sa.Dialect) -> str | None:
        """Return the value of a member; anything else is a ValueError."""
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> StrEnum | None:
        """Return the member."""
        return None if value is None else self.kind(value)


class Value(TypeDecorator[Any]):
    """Keep a nested value as canonical JSON text; ``hint`` is its type, generic aliases too."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, hint: Any) -> None:
        super().__init__()
        self.hint = hint
        self.is_frozen = bool(getattr(getattr(hint, "__dataclass_params__", None), "frozen", False))

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> str | None:
        """Return the JSON text of a value."""
        return None if value is None else canonical_json(plain_from_value(value))

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> Any:
        """Return the value."""
        if value is None:
            return None
        return _frozen_value(self.hint, value) if self.is_frozen else value_from_plain(self.hint, json.loads(value))
