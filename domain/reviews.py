"""What communes said of the register, and the count that the plan asks for."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.establishments import Decision, Establishment, Status
from domain.places import CommuneKey


class ReviewAnswer(StrEnum):
    """Say what a commune answered to one row; silence is no answer."""

    RIGHT = "right"
    CLOSED = "closed"
    CHANGED = "changed"
    NOT_HERE = "not_here"
    SILENT = "silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneReview:
    """Hold that a commune has reviewed its part of the register.

    ``on`` and ``signer_title`` stand at the foot of what it sent back: a title,
    never a name. ``step`` is the step of the register that took it over,
    ``rows`` how many rows it answered.
    """

    commune: CommuneKey
    on: date
    signer_title: str
    step: int
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionImport:
    """Hold one list of other agencies' inspections that was taken in.

    ``frames`` are the frozen frames (round and digest) at that time: once
    there is another, the list cannot be taken back any more. ``undone_at`` is
    None until it is.
    """

    number: int
    at: datetime
    account: str
    file_name: str
    digest: str
    rows: int
    frames: tuple[str, ...] = ()
    undone_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterCount:
    """Count the establishments of a commune and type; None stands for all of them.

    ``registered`` = ``at_work`` + ``closed`` + ``unverified``; the paused and
    those that moved away are among the closed.
    """

    commune: str | None
    type: str | None
    registered: int
    at_work: int
    closed: int
    unverified: int


def count_register(establishments: Iterable[Establishment]) -> tuple[RegisterCount, ...]:
    """Count what the register has accepted, by commune in force and type, with the sums of both.

    Rows still in doubt, and those without a commune or type, are not counted.
    The order is by commune and type, each sum after what it sums.

    Examples
    --------
    >>> count_register([])
    (RegisterCount(commune=None, type=None, registered=0, at_work=0, closed=0, unverified=0),)
    """
    counts: dict[tuple[str | None, str | None], Counter[str]] = {(None, None): Counter()}
    for one in establishments:
        if one.decision is not Decision.ACCEPTED or one.commune_now is None or one.type is None:
            continue
        state = _STATES.get(one.status, "closed")
        for commune in (one.commune_now.code, None):
            for type_ in (one.type, None):
                counts.setdefault((commune, type_), Counter())[state] += 1
    return tuple(_count(key, counts[key]) for key in sorted(counts, key=_in_order))


_STATES = {Status.ACTIVE: "at_work", Status.UNVERIFIED: "unverified"}


def _in_order(key: tuple[str | None, str | None]) -> tuple[bool, str, bool, str]:
    commune, type_ = key
    return commune is None, commune or "", type_ is None, type_ or ""


def _count(key: tuple[str | None, str | None], states: Counter[str]) -> RegisterCount:
    return RegisterCount(
        commune=key[0], type=key[1], registered=states.total(), at_work=states["at_work"], closed=states["closed"],
        unverified=states["unverified"],
    )  # fmt: skip
