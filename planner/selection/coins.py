"""Tickets and coins: SHA-256 and whole numbers, so that anybody can toss them again."""

from collections.abc import Callable
from itertools import count

from domain.digest import sha256_hex

Toss = Callable[[int, int, str], bool]
"""Called with numerator, denominator and label; True with exactly that chance."""

_ALL = 2**256


def ticket(key: str, establishment_id: str) -> str:
    """Return the ticket of an establishment, 64 hex digits; the smallest comes first.

    The key is the frame's hash while no seed exists, and the seed afterwards.

    Examples
    --------
    >>> ticket("31415926535897932384", "CS000001")[:8]
    '7388ae65'
    """
    return sha256_hex(f"{key}|{establishment_id}")


def coin(seed: str, number: int, label: str, numerator: int, denominator: int) -> bool:
    """Return coin ``number`` of a seed: True with chance numerator/denominator.

    Examples
    --------
    >>> [int(coin("31415926535897932384", k, "", 1, 2)) for k in range(12)]
    [0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0]
    """
    return int(sha256_hex(f"{seed}|{number}|{label}"), 16) * denominator < numerator * _ALL


def seeded_coins(seed: str) -> Toss:
    """Return a toss that takes the coins of a seed one after the other, from number 0."""
    numbers = count()
    return lambda numerator, denominator, label: coin(seed, next(numbers), label, numerator, denominator)
