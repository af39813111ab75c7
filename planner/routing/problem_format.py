"""PROBLEM.json (docs/formats/problem.md): the one reader and the one writer."""

from array import array
from typing import Any

from domain.errors import InputError
from domain.routing import CurrentPlan, Group, Location, RoutingProblem, Together, Visit, Weights
from domain.teams import Break, Shift
from domain.travel import UNREACHABLE, TravelMatrix
from planner.routing.checks import check_problem, is_placed
from planner.routing.json_nodes import Node, is_whole, read_document, write_document
from planner.routing.measuring import UNMEASURED, MatrixOf, PlaneTravel


def read_problem(text: str) -> RoutingProblem:
    """Return the problem that a PROBLEM.json says.

    Raises
    ------
    InputError
        ``problem.*`` with the path of the key: not JSON, a key unknown,
        missing or of the wrong kind, ids twice or unknown, a shift that ends
        before it starts, a matrix of the wrong size.
    """
    top = read_document(text, "problem")
    locations = tuple(_location(node) for node in top.objects("locations"))
    problem = _problem(top, locations, _matrix(top, locations))
    top.close()
    return check_problem(problem)


def read_unmeasured(text: str) -> tuple[RoutingProblem, MatrixOf]:
    """Return a province's problem without its matrix, and what measures chosen points of it.

    For planner.routing.blocks: the table of 10,000 points (400 MB) is never made.

    Raises
    ------
    InputError
        As read_problem; ``problem.no_travel`` where the text has no ``travel``.
    """
    top = read_document(text, "problem")
    locations = tuple(_location(node) for node in top.objects("locations"))
    travel = top.object("travel")
    if travel is None:
        raise InputError("problem.no_travel", path="travel")
    problem = _problem(top, locations, UNMEASURED)
    measure = _plane(travel, locations)
    top.close()
    return check_problem(problem, measured=False), measure


def _problem(top: Node, locations: tuple[Location, ...], matrix: TravelMatrix) -> RoutingProblem:
    current, weights = top.object("current"), top.object("weights")
    return RoutingProblem(
        name=top.text("name", ""),
        locations=locations,
        matrix=matrix,
        visits=tuple(_visit(node) for node in top.objects("visits")),
        shifts=tuple(_shift(node) for node in top.objects("shifts")),
        groups=tuple(_group(node) for node in top.objects("groups")),
        together=tuple(_together(node) for node in top.objects("together")),
        current=_current(current) if current else None,
        weights=_weights(weights) if weights else Weights(travel_points_per_minute=0.0),
    )


def problem_json(problem: RoutingProblem) -> str:
    """Return the one text of a problem: every key, in the order of docs/formats/problem.md; travel as a matrix."""
    return write_document(
        {
            "name": problem.name,
            "locations": [_location_object(location) for location in problem.locations],
            "matrix": _matrix_object(problem.matrix),
            "visits": [_visit_object(visit) for visit in problem.visits],
            "shifts": [_shift_object(shift) for shift in problem.shifts],
            "groups": [{"id": group.id, "at_least": group.at_least} for group in problem.groups],
            "together": [{"visits": list(wish.visits), "within_s": wish.within_s} for wish in problem.together],
            "current": _current_object(problem.current) if problem.current else None,
            "weights": _weights_object(problem.weights),
        }
    )


def _location(node: Node) -> Location:
    location = Location(
        id=node.text("id"),
        lon=_coordinate(node, "lon"),
        lat=_coordinate(node, "lat"),
        x_m=_coordinate(node, "x_m"),
        y_m=_coordinate(node, "y_m"),
    )
    node.close()
    if not is_placed(location):
        raise InputError("problem.place", path=node.path, id=location.id)
    return location


def _coordinate(node: Node, key: str) -> float | None:
    return None if node.raw(key) is None else node.number(key)


def _matrix(top: Node, locations: tuple[Location, ...]) -> TravelMatrix:
    matrix, travel = top.object("matrix"), top.object("travel")
    if (matrix is None) == (travel is None):
        raise InputError("problem.matrix_or_travel", path="matrix")
    if travel is not None:
        return _straight_lines(travel, locations)
    assert matrix is not None
    durations = _square(matrix, "duration_s", len(locations))
    distances = None if matrix.raw("distance_m") is None else _square(matrix, "distance_m", len(locations))
    matrix.close()
    return TravelMatrix(size=len(locations), durations=durations, distances=distances, source="matrix")


def _square(node: Node, key: str, size: int) -> "array[int]":
    """Return a square list of lists as one row-major buffer, null as unreachable."""
    rows = node.rows(key)
    if len(rows) != size or any(not isinstance(row, list) or len(row) != size for row in rows):
        raise node.error("matrix_size", key, size=size)
    cells = array("i")
    for k, row in enumerate(rows):
        if not all(cell is None or is_whole(cell) for cell in row):
            raise node.error("not_whole", f"{key}[{k}]")
        cells.extend(UNREACHABLE if cell is None else cell for cell in row)
    return cells


def _straight_lines(node: Node, locations: tuple[Location, ...]) -> TravelMatrix:
    """Return the nearest whole seconds of straight line x detour / speed between points on a plane."""
    try:
        return _plane(node, locations)(locations)
    except ValueError as error:
        raise InputError("problem.speed", path=node.path) from error


def _plane(node: Node, locations: tuple[Location, ...]) -> PlaneTravel:
    detour, speed_kmh = node.number("detour"), node.number("speed_kmh")
    node.close()
    if detour <= 0 or speed_kmh <= 0:
        raise InputError("problem.speed", path=node.path)
    for k, location in enumerate(locations):
        if location.x_m is None:
            raise InputError("problem.travel_needs_metres", path=f"locations[{k}]", id=location.id)
    return PlaneTravel(detour=detour, speed_kmh=speed_kmh)


def _visit(node: Node) -> Visit:
    visit = Visit(
        id=node.text("id"),
        location=node.text("location"),
        service_s=node.whole("service_s"),
        windows=tuple(_window(node, k, pair) for k, pair in enumerate(node.rows("windows"))),
        required=node.flag("required", False),
        prize=node.whole("prize", 0),
        agencies=node.texts("agencies"),
        groups=node.texts("groups"),
        allowed_shifts=None if node.raw("allowed_shifts") is None else node.texts("allowed_shifts"),
        forbidden_shifts=node.texts("forbidden_shifts"),
        priority=node.signed("priority", 0),
        area=None if node.raw("area") is None else node.text("area"),
    )
    node.close()
    return visit


def _window(node: Node, k: int, pair: Any) -> tuple[int, int]:
    if not isinstance(pair, list) or len(pair) != 2 or not all(is_whole(one) for one in pair):
        raise node.error("not_window", f"windows[{k}]")
    return pair[0], pair[1]


def _shift(node: Node) -> Shift:
    pause = node.object("break")
    shift = Shift(
        id=node.text("id"),
        team=node.text("team"),
        date=node.day("date"),
        start_s=node.whole("start_s"),
        end_s=node.whole("end_s"),
        start_location=node.text("start_location"),
        end_location=node.text("end_location"),
        max_duty_s=node.whole("max_duty_s"),
        pause=_break(pause) if pause else None,
        agencies=node.texts("agencies"),
        max_stops=None if node.raw("max_stops") is None else node.whole("max_stops"),
        area=None if node.raw("area") is None else node.text("area"),
    )
    node.close()
    return shift


def _break(node: Node) -> Break:
    pause = Break(
        earliest_s=node.whole("earliest_s"), latest_s=node.whole("latest_s"), duration_s=node.whole("duration_s")
    )
    node.close()
    return pause


def _group(node: Node) -> Group:
    group = Group(id=node.text("id"), at_least=node.whole("at_least"))
    node.close()
    return group


def _together(node: Node) -> Together:
    wish = Together(visits=node.texts("visits"), within_s=node.whole("within_s"))
    node.close()
    return wish


def _current(node: Node) -> CurrentPlan:
    locked = node.object("locked")
    current = CurrentPlan(
        routes=tuple(_current_route(route) for route in node.objects("routes")),
        done=node.texts("done"),
        locked={visit: locked.text(visit) for visit in locked.value} if locked else {},
        lost_shifts=node.texts("lost_shifts"),
    )
    node.close()
    return current


def _current_route(node: Node) -> tuple[str, tuple[str, ...]]:
    route = node.text("shift"), node.texts("visits")
    node.close()
    return route


def _weights(node: Node) -> Weights:
    weights = Weights(
        travel_points_per_minute=node.price("travel_points_per_minute"),
        balance_points_per_hour=node.price("balance_points_per_hour"),
        per_shift=node.price("per_shift"),
        moved=node.price("moved"),
    )
    node.close()
    return weights


def _location_object(location: Location) -> dict[str, Any]:
    if location.x_m is None:
        return {"id": location.id, "lon": location.lon, "lat": location.lat}
    return {"id": location.id, "x_m": location.x_m, "y_m": location.y_m}


def _matrix_object(matrix: TravelMatrix) -> dict[str, Any]:
    span = range(matrix.size)
    tables: dict[str, Any] = {"duration_s": [[matrix.duration_s(i, j) for j in span] for i in span]}
    if matrix.distances is not None:
        tables["distance_m"] = [[matrix.distance_m(i, j) for j in span] for i in span]
    return tables


def _visit_object(visit: Visit) -> dict[str, Any]:
    return {
        "id": visit.id,
        "location": visit.location,
        "service_s": visit.service_s,
        "windows": [list(window) for window in visit.windows],
        "required": visit.required,
        "prize": visit.prize,
        "agencies": list(visit.agencies),
        "groups": list(visit.groups),
        "allowed_shifts": None if visit.allowed_shifts is None else list(visit.allowed_shifts),
        "forbidden_shifts": list(visit.forbidden_shifts),
        "priority": visit.priority,
        **({} if visit.area is None else {"area": visit.area}),
    }


def _shift_object(shift: Shift) -> dict[str, Any]:
    pause = shift.pause
    return {
        "id": shift.id,
        "team": shift.team,
        "date": shift.date.isoformat(),
        "start_s": shift.start_s,
        "end_s": shift.end_s,
        "start_location": shift.start_location,
        "end_location": shift.end_location,
        "max_duty_s": shift.max_duty_s,
        "break": None
        if pause is None
        else {"earliest_s": pause.earliest_s, "latest_s": pause.latest_s, "duration_s": pause.duration_s},
        "agencies": list(shift.agencies),
        "max_stops": shift.max_stops,
        **({} if shift.area is None else {"area": shift.area}),
    }


def _current_object(current: CurrentPlan) -> dict[str, Any]:
    return {
        "routes": [{"shift": shift, "visits": list(visits)} for shift, visits in current.routes],
        "done": list(current.done),
        "locked": dict(sorted(current.locked.items())),
        "lost_shifts": list(current.lost_shifts),
    }


def _weights_object(weights: Weights) -> dict[str, Any]:
    return {
        "travel_points_per_minute": weights.travel_points_per_minute,
        "balance_points_per_hour": weights.balance_points_per_hour,
        "per_shift": weights.per_shift,
        "moved": weights.moved,
    }
