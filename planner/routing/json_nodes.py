"""Reading JSON with the path of every key, so that a refusal says where."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from domain.errors import InputError

MISSING: Any = object()


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Hold one JSON object that is being read; ``document`` is the prefix of its error codes.

    Every reading method takes a key and, where the key may be absent, a
    default; ``close`` refuses the keys that nobody asked for.
    """

    document: str
    path: str
    value: dict[str, Any]
    asked: set[str] = field(default_factory=set)

    def text(self, key: str, default: Any = MISSING) -> str:
        """Return a text; ids are text too."""
        return self._typed(key, default, "text", lambda value: isinstance(value, str))

    def whole(self, key: str, default: Any = MISSING) -> int:
        """Return a whole number of 0 or more."""
        return self._typed(key, default, "whole", is_whole)

    def signed(self, key: str, default: Any = MISSING) -> int:
        """Return a whole number of either sign."""
        return self._typed(key, default, "signed", _is_signed)

    def number(self, key: str, default: Any = MISSING) -> float:
        """Return a finite number."""
        return float(self._typed(key, default, "number", _is_number))

    def price(self, key: str) -> float:
        """Return a number of 0 or more, 0 where absent."""
        return float(self._typed(key, 0, "price", lambda value: _is_number(value) and value >= 0))

    def flag(self, key: str, default: Any = MISSING) -> bool:
        """Return true or false."""
        return self._typed(key, default, "flag", lambda value: isinstance(value, bool))

    def day(self, key: str) -> date:
        """Return a date written YYYY-MM-DD."""
        text = self.text(key)
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise self.error("not_date", key, value=text) from None

    def params(self, key: str) -> dict[str, str | int]:
        """Return an object of texts and whole numbers, empty where absent."""
        return dict(self._typed(key, {}, "params", _is_params))

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, empty where absent."""
        return tuple(self._typed(key, [], "texts", _is_text_list))

    def rows(self, key: str) -> list[Any]:
        """Return a list as it stands, empty where absent."""
        return self._typed(key, [], "list", lambda value: isinstance(value, list))

    def objects(self, key: str) -> list["Node"]:
        """Return a list of objects, empty where absent."""
        found = self.rows(key)
        return [self._child(f"{self.at(key)}[{k}]", value) for k, value in enumerate(found)]

    def object(self, key: str) -> "Node | None":
        """Return an object, None where absent or null."""
        value = self.raw(key)
        return None if value is None else self._child(self.at(key), value)

    def raw(self, key: str) -> Any:
        """Return whatever stands there, None where absent."""
        self.asked.add(key)
        return self.value.get(key)

    def close(self) -> None:
        """Refuse the first key that nobody asked for.

        Raises
        ------
        InputError
            ``DOCUMENT.unknown_key`` with its path and name.
        """
        for key in self.value:
            if key not in self.asked:
                raise self.error("unknown_key", key, name=key)

    def at(self, key: str) -> str:
        """Return the path of a key."""
        return f"{self.path}.{key}" if self.path else key

    def error(self, code: str, key: str, **params: str | int) -> InputError:
        """Return the refusal of a key."""
        return InputError(f"{self.document}.{code}", path=self.at(key), **params)

    def _typed(self, key: str, default: Any, kind: str, fits: Callable[[Any], bool]) -> Any:
        self.asked.add(key)
        value = self.value.get(key, default)
        if value is MISSING:
            raise self.error("missing_key", key, name=key)
        if value is not default and not fits(value):
            raise self.error(f"not_{kind}", key)
        return value

    def _child(self, path: str, value: Any) -> "Node":
        if not isinstance(value, dict):
            raise InputError(f"{self.document}.not_object", path=path)
        return Node(document=self.document, path=path, value=value)


def read_document(text: str, document: str) -> Node:
    """Return the top of a JSON document.

    Raises
    ------
    InputError
        ``DOCUMENT.not_json`` with line and column, ``DOCUMENT.double_key``,
        ``DOCUMENT.not_object``.
    """

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        value = dict(found)
        if len(value) < len(found):
            keys = [key for key, _ in found]
            raise InputError(f"{document}.double_key", name=next(key for key in keys if keys.count(key) > 1))
        return value

    try:
        value = json.loads(text, object_pairs_hook=pairs)
    except json.JSONDecodeError as error:
        raise InputError(f"{document}.not_json", line=error.lineno, column=error.colno) from None
    except (RecursionError, ValueError):
        # Brackets beyond any depth, or a number of more digits than Python reads (4,300): no place is told.
        raise InputError(f"{document}.not_json", line=1, column=1) from None
    if not isinstance(value, dict):
        raise InputError(f"{document}.not_object", path="")
    return Node(document=document, path="", value=value)


def is_whole(value: object) -> bool:
    """Tell whether a JSON value is a whole number of 0 or more that fits 32 bits."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31


def write_document(value: object) -> str:
    """Return the one text of a document: keys in the order given, one line, UTF-8 letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n"


def _is_signed(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**31


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15


def _is_params(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(one, str) or _is_signed(one) for one in value.values())


def _is_text_list(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)
