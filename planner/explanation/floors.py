"""Floors that a plan does not meet, and what would help."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.routing import Remedy, Route, RoutingProblem
from planner.explanation.unassigned import explain_unassigned
from planner.routing.index import index_problem
from planner.routing.worth import lacking

LOOKED_AT = 8
"""Members of a group that are explained: those that take least time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedFloor:
    """Hold a group whose floor is not met: how many visits it lacks, and (visit, remedy), the cheapest first."""

    group: str
    at_least: int
    lacks: int
    remedies: tuple[tuple[str, Remedy], ...]


def missed_floors(problem: RoutingProblem, routes: Sequence[Route]) -> tuple[MissedFloor, ...]:
    """Return every group whose floor a plan does not meet, with two remedies of different visits or kinds."""
    index = index_problem(problem)
    orders = {route.shift: [stop.visit for stop in route.stops] for route in routes}
    placed = {visit for order in orders.values() for visit in order}
    short = lacking(index, orders)
    found = []
    for group in problem.groups:
        if group.id not in short:
            continue
        out = [visit for visit in problem.visits if group.id in visit.groups and visit.id not in placed]
        out.sort(key=lambda visit: visit.service_s)
        ways = [
            (visit.id, remedy)
            for visit in out[:LOOKED_AT]
            for remedy in explain_unassigned(problem, routes, visit.id).remedies
        ]
        ways.sort(key=lambda way: (way[1].cost, way[1].code))
        kinds: dict[str, tuple[str, Remedy]] = {}
        for visit, remedy in ways:
            kinds.setdefault(remedy.code, (visit, remedy))
        best = (*kinds.values(), *(way for way in ways if way not in kinds.values()))[:2]
        found.append(MissedFloor(group=group.id, at_least=group.at_least, lacks=short[group.id], remedies=best))
    return tuple(found)
