"""The one error tree: codes and parameters here, words at the doors."""

from collections.abc import Mapping
from typing import ClassVar

MOST_SHOWN = 200
"""Letters of a value of a file that a refusal repeats."""


class InspectionError(Exception):
    """Say what was wrong, by code and parameters, so that a door can word it.

    Parameters
    ----------
    code
        Key below ``error`` in data/words, for example ``register.no_header``.
    params
        What, where and which value; every value is text or a whole number.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, code: str, /, **params: str | int) -> None:
        super().__init__(f"{code} {params}" if params else code)
        self.code = code
        self.params: Mapping[str, str | int] = params


class InputError(InspectionError):
    """Refuse a file, a field or an argument that cannot be used."""

    exit_code = 3


class InfeasibleError(InspectionError):
    """Say that a rule cannot be met; ``params`` name the group and the cause."""

    exit_code = 4


class ConflictError(InspectionError):
    """Say that somebody else changed the same thing, or that the step is out of order."""

    exit_code = 5


class NotAllowedError(InspectionError):
    """Refuse an actor that lacks the right."""

    exit_code = 6


class ServiceError(InspectionError):
    """Say that an engine or service did not answer as it should."""

    exit_code = 7


def shown(value: object) -> str:
    """Return a value of a file as a refusal names it, cut where long; a number of 4,301 digits has no text."""
    try:
        return str(value)[:MOST_SHOWN]
    except ValueError:
        return "…"
