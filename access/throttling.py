"""How many wrong passwords are borne: counted in the store, so a restart forgives nothing."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import store.throttle

WINDOW = timedelta(minutes=15)
# An office often sits behind one address, so an address is given more than a name.
ACCOUNT_FAILURES = 7
ADDRESS_FAILURES = 30


def account_key(name: str) -> str:
    """Return the key under which a name's wrong passwords are counted, known name or not."""
    return f"account:{name}"


def address_key(ip: str) -> str:
    """Return the key under which an address's wrong passwords are counted."""
    return f"ip:{ip}"


def is_throttled(connection: Any, *, name: str, ip: str, at: datetime) -> bool:
    """Tell whether the name or the address failed too often in the last 15 minutes.

    Failures up to 15 minutes ahead count as well: setting the clock back a
    little forgives nothing, setting it back a day shuts nobody out for a day.
    """
    return any(
        store.throttle.count_failures(connection, key, at - WINDOW, at + WINDOW) >= limit
        for key, limit in _limits(name=name, ip=ip)
    )


def _limits(*, name: str, ip: str) -> Iterator[tuple[str, int]]:
    yield account_key(name), ACCOUNT_FAILURES
    yield address_key(ip), ADDRESS_FAILURES
