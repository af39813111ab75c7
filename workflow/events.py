"""What happened, told to whoever looks after the computer: codes and numbers only, never a name or a text.

The audit says who did what and stays with the office; these lines go to files
that others read, so they can hold nothing else by their shape.
"""

import logging
import re
import time

LOGGER = logging.getLogger("inspection")
CODES = frozenset({"code", "kind", "method", "outcome", "role", "route"})
NUMBERS = frozenset({"accepted", "conflict", "ignored", "refused", "status"})
SHAPE = re.compile(r"[A-Za-z0-9_./*-]{0,64}")
WITHHELD = "withheld"


def tell(
    event: str,
    *,
    level: int = logging.INFO,
    since: float | None = None,
    error: BaseException | None = None,
    **fields: str | int,
) -> None:
    """Write one line about an event to the log of the process, where it keeps one.

    Parameters
    ----------
    event
        Code of what happened, ``job.done`` for example.
    since
        Reading of ``time.monotonic`` when it began: the line says how many milliseconds it took.
    error
        Of it the line says the kind and the places in the code, not the text.
    fields
        Of ``CODES`` what is a code (a value of another shape is written as
        ``withheld``), of ``NUMBERS`` what is counted.

    Raises
    ------
    ValueError
        For a field that is in neither: a bug.
    """
    if unknown := set(fields) - CODES - NUMBERS:
        raise ValueError(f"no field of a log: {sorted(unknown)}")
    safe = {name: int(value) if name in NUMBERS else _code(value) for name, value in fields.items()}
    if since is not None:
        safe["ms"] = round(1000 * (time.monotonic() - since))
    LOGGER.log(level, event, extra={"fields": safe}, exc_info=error)


def _code(value: str | int) -> str:
    text = str(value)
    return text if SHAPE.fullmatch(text) else WITHHELD
