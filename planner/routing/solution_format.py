"""SOLUTION.json (docs/formats/problem.md): the one reader and the one writer."""

from typing import Any

from domain.routing import Remedy, Route, Solution, Stop, Unassigned, UnassignedReason
from planner.routing.json_nodes import Node, read_document, write_document

STOPPED_BY = ("iterations", "time", "bound", "user")


def read_solution(text: str) -> Solution:
    """Return the solution that a SOLUTION.json says; whether it is any good, planner.verify tells.

    Raises
    ------
    InputError
        ``solution.*`` with the path of the key: not JSON, or a key unknown,
        missing or of the wrong kind.
    """
    top = read_document(text, "solution")
    solution = Solution(
        routes=tuple(_route(node) for node in top.objects("routes")),
        unassigned=tuple(_unassigned(node) for node in top.objects("unassigned")),
        score=top.number("score"),
        bound=None if top.raw("bound") is None else top.number("bound"),
        solver=top.text("solver", ""),
        version=top.text("version", ""),
        seed=top.signed("seed", 0),
        iterations=top.whole("iterations", 0),
        stopped_by=top.text("stopped_by", "iterations"),
    )
    top.close()
    if solution.stopped_by not in STOPPED_BY:
        raise top.error("stopped_by", "stopped_by", value=solution.stopped_by)
    return solution


def solution_json(solution: Solution) -> str:
    """Return the one text of a solution: every key, in the order of docs/formats/problem.md."""
    return write_document(
        {
            "routes": [_route_object(route) for route in solution.routes],
            "unassigned": [_unassigned_object(left_out) for left_out in solution.unassigned],
            "score": solution.score,
            "bound": solution.bound,
            "solver": solution.solver,
            "version": solution.version,
            "seed": solution.seed,
            "iterations": solution.iterations,
            "stopped_by": solution.stopped_by,
        }
    )


def _route(node: Node) -> Route:
    route = Route(
        shift=node.text("shift"),
        departure_s=node.signed("departure_s"),
        return_s=node.signed("return_s"),
        travel_s=node.signed("travel_s"),
        break_start_s=None if node.raw("break_start_s") is None else node.signed("break_start_s"),
        stops=tuple(_stop(stop) for stop in node.objects("stops")),
    )
    node.close()
    return route


def _stop(node: Node) -> Stop:
    stop = Stop(
        visit=node.text("visit"),
        arrival_s=node.signed("arrival_s"),
        wait_s=node.signed("wait_s"),
        start_s=node.signed("start_s"),
        leave_s=node.signed("leave_s"),
    )
    node.close()
    return stop


def _unassigned(node: Node) -> Unassigned:
    left_out = Unassigned(
        visit=node.text("visit"),
        reasons=tuple(_reason(reason) for reason in node.objects("reasons")),
        remedies=tuple(_remedy(remedy) for remedy in node.objects("remedies")),
    )
    node.close()
    return left_out


def _reason(node: Node) -> UnassignedReason:
    reason = UnassignedReason(code=node.text("code"), shift=node.text("shift"), params=node.params("params"))
    node.close()
    return reason


def _remedy(node: Node) -> Remedy:
    remedy = Remedy(code=node.text("code"), params=node.params("params"), cost=node.number("cost", 0))
    node.close()
    return remedy


def _route_object(route: Route) -> dict[str, Any]:
    return {
        "shift": route.shift,
        "departure_s": route.departure_s,
        "return_s": route.return_s,
        "travel_s": route.travel_s,
        "break_start_s": route.break_start_s,
        "stops": [
            {
                "visit": stop.visit,
                "arrival_s": stop.arrival_s,
                "wait_s": stop.wait_s,
                "start_s": stop.start_s,
                "leave_s": stop.leave_s,
            }
            for stop in route.stops
        ],
    }


def _unassigned_object(left_out: Unassigned) -> dict[str, Any]:
    return {
        "visit": left_out.visit,
        "reasons": [
            {"code": reason.code, "shift": reason.shift, "params": dict(sorted(reason.params.items()))}
            for reason in left_out.reasons
        ],
        "remedies": [
            {"code": remedy.code, "params": dict(sorted(remedy.params.items())), "cost": remedy.cost}
            for remedy in left_out.remedies
        ],
    }
