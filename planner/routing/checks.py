"""Refusing a problem that contradicts itself, before a solver sees it."""

from collections import Counter
from collections.abc import Iterable, Mapping

from domain.errors import InputError
from domain.routing import CurrentPlan, Location, RoutingProblem, Visit
from domain.teams import Shift

LOCKS = ("team", "day", "order")


def check_problem(problem: RoutingProblem, *, measured: bool = True) -> RoutingProblem:
    """Return the problem itself if its parts fit together; without ``measured`` it has no matrix yet.

    Raises
    ------
    InputError
        ``problem.double_id``, ``problem.unknown_id``, ``problem.matrix_size``,
        ``problem.shift_ends_early``, ``problem.window``, ``problem.break``,
        ``problem.number``, ``problem.lock``, ``problem.current``; ``path``
        names the key as in PROBLEM.json.
    """
    for path, ids in _named(problem).items():
        _refuse_doubles(path, ids)
    if measured and problem.matrix.size != len(problem.locations):
        raise InputError("problem.matrix_size", path="matrix.duration_s", size=len(problem.locations))
    places = {location.id for location in problem.locations}
    for k, shift in enumerate(problem.shifts):
        _check_shift(f"shifts[{k}]", shift, places)
    known = {"shift": {shift.id for shift in problem.shifts}, "group": {group.id for group in problem.groups}}
    for k, visit in enumerate(problem.visits):
        _check_visit(f"visits[{k}]", visit, places, known)
    visits = {visit.id for visit in problem.visits}
    for k, wish in enumerate(problem.together):
        _refuse_unknown(f"together[{k}].visits", wish.visits, visits)
    if problem.current:
        _check_current(problem.current, visits, known["shift"])
    return problem


def is_placed(location: Location) -> bool:
    """Tell whether a location has degrees or metres, not both and not half."""
    degrees = (location.lon is not None, location.lat is not None)
    metres = (location.x_m is not None, location.y_m is not None)
    return (all(degrees) and not any(metres)) or (all(metres) and not any(degrees))


def _named(problem: RoutingProblem) -> Mapping[str, list[str]]:
    return {
        "locations": [location.id for location in problem.locations],
        "visits": [visit.id for visit in problem.visits],
        "shifts": [shift.id for shift in problem.shifts],
        "groups": [group.id for group in problem.groups],
    }


def _refuse_doubles(path: str, ids: Iterable[str]) -> None:
    for one, count in Counter(ids).items():
        if count > 1:
            raise InputError("problem.double_id", path=path, id=one)


def _refuse_unknown(path: str, ids: Iterable[str], known: set[str]) -> None:
    for one in ids:
        if one not in known:
            raise InputError("problem.unknown_id", path=path, id=one)


def _check_shift(path: str, shift: Shift, places: set[str]) -> None:
    _refuse_unknown(f"{path}.start_location", [shift.start_location], places)
    _refuse_unknown(f"{path}.end_location", [shift.end_location], places)
    if shift.end_s <= shift.start_s:
        raise InputError("problem.shift_ends_early", path=path, shift=shift.id, start=shift.start_s, end=shift.end_s)
    if shift.pause and shift.pause.latest_s < shift.pause.earliest_s:
        raise InputError("problem.break", path=f"{path}.break", shift=shift.id)


def _check_visit(path: str, visit: Visit, places: set[str], known: Mapping[str, set[str]]) -> None:
    _refuse_unknown(f"{path}.location", [visit.location], places)
    _refuse_unknown(f"{path}.groups", visit.groups, known["group"])
    _refuse_doubles(f"{path}.groups", visit.groups)
    _refuse_unknown(f"{path}.allowed_shifts", visit.allowed_shifts or (), known["shift"])
    _refuse_unknown(f"{path}.forbidden_shifts", visit.forbidden_shifts, known["shift"])
    for k, (earliest, latest) in enumerate(visit.windows):
        if latest < earliest:
            raise InputError("problem.window", path=f"{path}.windows[{k}]", visit=visit.id)


def _check_current(current: CurrentPlan, visits: set[str], shifts: set[str]) -> None:
    _refuse_doubles("current.routes", [shift for shift, _ in current.routes])
    _refuse_unknown("current.routes", [shift for shift, _ in current.routes], shifts)
    planned = [visit for _, order in current.routes for visit in order]
    _refuse_doubles("current.routes", planned)
    _refuse_unknown("current.routes", planned, visits)
    _refuse_unknown("current.lost_shifts", current.lost_shifts, shifts)
    _refuse_unknown("current.done", current.done, set(planned))
    _refuse_unknown("current.locked", current.locked, set(planned))
    for visit, lock in current.locked.items():
        if lock not in LOCKS:
            raise InputError("problem.lock", path=f"current.locked.{visit}", value=lock)
