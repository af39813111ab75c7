"""Shifts that are the same for every route: what one of them can make, the others can too."""

from collections.abc import Hashable

from domain.teams import Shift
from planner.routing.index import ProblemIndex
from planner.routing.rules import objection

Fleet = tuple[str, ...]
"""Ids of interchangeable shifts, in the problem's order."""


def fleets(index: ProblemIndex) -> tuple[Fleet, ...]:
    """Return the shifts in groups that differ in team and date alone; a shift that takes no visit is left out.

    Where a plan is in force every shift stands alone: appointments, done stops
    and locks belong to one shift.
    """
    found: dict[Hashable, list[str]] = {}
    for shift in index.problem.shifts:
        takes = tuple(objection(index, visit, shift) is None for visit in index.problem.visits)
        if any(takes):
            found.setdefault((*_hours(shift), takes, _alone(index, shift)), []).append(shift.id)
    return tuple(tuple(members) for members in found.values())


def _hours(shift: Shift) -> tuple[Hashable, ...]:
    return (
        shift.start_s,
        shift.end_s,
        shift.start_location,
        shift.end_location,
        shift.max_duty_s,
        shift.pause,
        shift.max_stops,
    )


def _alone(index: ProblemIndex, shift: Shift) -> str:
    return shift.id if index.current.routes else ""
