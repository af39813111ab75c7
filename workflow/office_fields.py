"""Values of an office file, each taken by name and refused with its name, its value and what would do."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from domain.errors import InputError, shown
from domain.establishments import OpeningHours
from domain.units import DAY_S

_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)")
_LATEST_S = 30 * 3600


@dataclass(frozen=True, slots=True)
class Fields:
    """Hold one table of the file and where it stands in it."""

    values: Mapping[str, Any]
    path: str = ""

    def key(self, name: str) -> str:
        """Return the full name of a key, as messages call it."""
        return f"{self.path}.{name}" if self.path else name

    def has(self, name: str) -> bool:
        """Tell whether a key is there."""
        return name in self.values

    def refuse_unknown(self, *known: str) -> None:
        """Refuse a key that nobody reads: it is a slip, or a wish that would go unheard."""
        for name in self.values:
            if name not in known:
                raise InputError("office.unknown_key", key=self.key(name), known=", ".join(known))

    def text(self, name: str, default: str | None = None) -> str:
        """Return a text without spaces around it; without a default it must be there and not empty."""
        value = self._take(name, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise InputError("office.need_text", key=self.key(name), value=shown(value))
        return value.strip()

    def number(self, name: str, default: int | None = None, *, low: int, high: int) -> int:
        """Return a whole number from low to high."""
        value = self._take(name, default)
        if type(value) is not int or not low <= value <= high:
            raise InputError("office.need_number", key=self.key(name), value=shown(value), low=low, high=high)
        return value

    def degrees(self, name: str, *, limit: int) -> float:
        """Return degrees between -limit and limit."""
        value = self._take(name, None)
        if type(value) not in (int, float) or not -limit <= value <= limit:
            raise InputError("office.need_number", key=self.key(name), value=shown(value), low=-limit, high=limit)
        return float(value)

    def percent_bp(self, name: str, default: int) -> int:
        """Return a percentage, at most two digits after the point, in basis points."""
        if name not in self.values:
            return default
        value = self.values[name]
        points = Decimal(shown(value)) * 100 if type(value) in (int, float) and abs(value) <= 100 else Decimal("NaN")
        if not points.is_finite() or points != points.to_integral_value() or not 0 <= points <= 10_000:
            raise InputError("office.need_percent", key=self.key(name), value=shown(value))
        return int(points)

    def day(self, name: str) -> date | None:
        """Return a day, None where the key is absent."""
        value = self.values.get(name)
        if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
            raise InputError("office.need_day", key=self.key(name), value=shown(value))
        return value

    def texts(self, name: str, *, known: Collection[str] | None = None) -> tuple[str, ...]:
        """Return a list of texts, empty where the key is absent; where ``known`` is given nothing else is taken."""
        value = self.values.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise InputError("office.need_list", key=self.key(name), value=shown(value))
        for one in value:
            if known is not None and one not in known:
                raise InputError("office.unknown_code", key=self.key(name), value=one, known=", ".join(known))
        return tuple(one.strip() for one in value)

    def table(self, name: str) -> "Fields":
        """Return a table within, an empty one where the key is absent."""
        value = self.values.get(name, {})
        if not isinstance(value, dict):
            raise InputError("office.need_table", key=self.key(name), value=shown(value))
        return Fields(value, self.key(name))

    def tables(self, name: str) -> tuple["Fields", ...]:
        """Return a list of tables, numbered from 1 in messages, empty where the key is absent."""
        value = self.values.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise InputError("office.need_table", key=self.key(name), value=shown(value))
        return tuple(Fields(one, f"{self.key(name)}[{at}]") for at, one in enumerate(value, start=1))

    def clock_s(self, name: str) -> int:
        """Return a time of day such as 18:30 in seconds; past midnight the hours go on (25:30)."""
        value = self._take(name, None)
        found = _CLOCK.fullmatch(value) if isinstance(value, str) else None
        seconds = int(found[1]) * 3600 + int(found[2]) * 60 if found else _LATEST_S + 1
        if seconds > _LATEST_S:
            raise InputError("office.need_clock", key=self.key(name), value=shown(value))
        return seconds

    def _take(self, name: str, default: object) -> Any:
        if name not in self.values and default is None:
            raise InputError("office.missing_key", key=self.key(name))
        return self.values.get(name, default)


def read_hours(text: str, *, key: str) -> OpeningHours:
    """Return hours such as 19:00-23:30; an end not after the start lies on the next day.

    Raises
    ------
    InputError
        ``office.need_hours``.
    """
    found = re.fullmatch(r"\s*(\d{1,2}):([0-5]\d)\s*[-–]\s*(\d{1,2}):([0-5]\d)\s*", text)
    if found is None:
        raise InputError("office.need_hours", key=key, value=text)
    from_s, to_s = (int(found[at]) * 3600 + int(found[at + 1]) * 60 for at in (1, 3))
    to_s = to_s if to_s > from_s else to_s + DAY_S
    if from_s >= DAY_S or to_s > _LATEST_S:
        raise InputError("office.need_hours", key=key, value=text)
    return OpeningHours(from_s=from_s, to_s=to_s)
