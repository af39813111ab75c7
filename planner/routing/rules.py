"""Which shift may take which visit, whatever the hour and the order."""

from collections.abc import Sequence

from domain.routing import UnassignedReason, Visit
from domain.teams import Shift
from planner.routing.index import ProblemIndex


def objection(index: ProblemIndex, visit: Visit, shift: Shift) -> UnassignedReason | None:
    """Return the first standing rule that keeps a visit out of a shift, None where it may go.

    Codes: shift (lost, forbidden, locked or done elsewhere), territory,
    agency; agencies come last, because a missing agency can be invited.
    """
    cause = _shift_cause(index, visit, shift)
    if cause:
        return UnassignedReason(code="shift", shift=shift.id, params={"cause": cause})
    if not _is_in_territory(visit, shift):
        return UnassignedReason(code="territory", shift=shift.id)
    missing = [agency for agency in visit.agencies if agency not in shift.agencies]
    if missing:
        return UnassignedReason(code="agency", shift=shift.id, params={"agency": ", ".join(missing)})
    return None


def open_shifts(index: ProblemIndex, visit: Visit) -> tuple[str, ...]:
    """Return the shifts that may take a visit, in the problem's order."""
    return tuple(shift.id for shift in index.problem.shifts if objection(index, visit, shift) is None)


def keeps_order(index: ProblemIndex, shift: str, order: Sequence[str]) -> bool:
    """Tell whether done visits come first in their old order, and locked ones keep theirs."""
    frozen = index.frozen.get(shift, ())
    if tuple(order[: len(frozen)]) != frozen:
        return False
    locked = [visit for visit in order if index.current.locked.get(visit) == "order"]
    if len(locked) < 2:
        return True
    places = {visit: k for old, visits in index.current.routes if old == shift for k, visit in enumerate(visits)}
    return locked == sorted(locked, key=lambda visit: places[visit])


def _shift_cause(index: ProblemIndex, visit: Visit, shift: Shift) -> str | None:
    appointed = index.appointed.get(visit.id)
    if visit.id in index.current.done:
        return None if appointed == shift.id else "done"
    if shift.id in index.current.lost_shifts:
        return "lost"
    if shift.id in visit.forbidden_shifts:
        return "forbidden"
    lock = index.current.locked.get(visit.id)
    if lock and appointed and not _keeps_lock(lock, index.shifts[appointed], shift):
        return "locked"
    return None


def _keeps_lock(lock: str, old: Shift, new: Shift) -> bool:
    kept = {"team": old.team == new.team, "day": old.date == new.date, "order": old.id == new.id}
    return kept[lock]


def _is_in_territory(visit: Visit, shift: Shift) -> bool:
    if visit.allowed_shifts is not None and shift.id not in visit.allowed_shifts:
        return False
    return visit.area is None or shift.area is None or visit.area == shift.area
