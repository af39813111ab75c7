"""How long work tells where it is and hears that it shall stop."""

from collections.abc import Callable

OnProgress = Callable[[str, int, int], None]
"""Called with a step's code, how much is done, and out of how much."""

ShouldStop = Callable[[], bool]
"""Asked between small pieces of work; True keeps the best result so far and ends."""


def silent(step: str, done: int, total: int) -> None:
    """Ignore progress."""


def never() -> bool:
    """Never stop."""
    return False
