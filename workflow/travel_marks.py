"""What a planner and a team must know of a plan's travel: how it was timed, by which vehicle, over which ways."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from domain.accounts import Actor
from domain.digest import canonical_json, sha256_hex
from domain.plans import Plan
from geo.summed_files import read_summed, write_summed
from store import plan_steps, plans
from workflow.border import border_metres, border_within_m
from workflow.permissions import PLANNER, need
from workflow.places import layer_path
from workflow.plan_keeping import Line, points_of
from workflow.rounds import round_of
from workflow.travelling import VEHICLE, calibration_path
from workflow.workspace import Workspace

if TYPE_CHECKING:
    from geo.travel import RouteLine, TravelSource

ESTIMATE = "estimate"
OLDER = 500
"""Ways of earlier versions that stay kept, so that an undone step has its own again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WayMarks:
    """Hold what is special on the way of one shift.

    ``track_m`` is None where the engine does not tell, ``border_m`` (metres near
    the national border) where no border or no real way is known.
    """

    shift: str
    has_ferry: bool
    track_m: int | None
    has_line: bool
    """False where the engine knew no way along these stops."""
    border_m: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelMarks:
    """Hold how a plan's travel was timed.

    ``error_permille`` is the median error of the estimate on pairs held out,
    None where travel is no estimate or nobody has calibrated it;
    ``border_within_m`` is how near the border a way is told to be so.
    """

    source: str
    vehicle: str
    error_permille: int | None = None
    border_within_m: int = 0
    ways: Mapping[str, WayMarks] = field(default_factory=dict)

    @property
    def is_estimate(self) -> bool:
        """Tell whether times come from no road engine."""
        return self.source == ESTIMATE


def list_vehicles(workspace: Workspace) -> tuple[str, ...]:
    """Return the vehicles that travel can be timed for, the usual one first."""
    from geo.travel import read_profiles

    names = read_profiles(workspace.reference.directory / "travel")
    return (VEHICLE, *sorted(name for name in names if name != VEHICLE))


def ways_of(plan: Plan, source: "TravelSource") -> "dict[str, RouteLine | None]":
    """Return, per shift that is used, the way along its stops, None where the source knows none."""
    return {
        route.shift: source.route(points_of(plan.problem, route.shift, [stop.visit for stop in route.stops]))
        for route in plan.solution.routes
    }


def lines_of(plan: Plan, ways: "Mapping[str, RouteLine | None]") -> dict[str, Line]:
    """Return, per shift, the line that its route drives, straight where no way is known."""
    orders = _orders(plan)
    return {
        shift: tuple(way.line) if way else points_of(plan.problem, shift, orders[shift]) for shift, way in ways.items()
    }


def keep_marks(workspace: Workspace, plan: Plan, *, ways: "Mapping[str, RouteLine | None]") -> None:
    """Keep what is special on the ways of a plan, each under the stops it was found for.

    Do it before the plan is kept: a plan that is there has its marks, and those of the plan before stay too.
    """
    orders = _orders(plan)
    driven = {} if plan.problem.matrix.source == ESTIMATE else {shift: way.line for shift, way in ways.items() if way}
    near = border_metres(workspace, driven)
    made = {
        _key(plan, shift, orders[shift]): {
            "has_ferry": bool(way and way.has_ferry),
            "track_m": way.track_m if way else None,
            "has_line": way is not None,
            "border_m": near.get(shift),
        }
        for shift, way in ways.items()
    }
    older = [(key, row) for key, row in _kept(workspace, plan.round_id).items() if key not in made]
    if made:
        write_summed(_marks_path(workspace, plan.round_id), json.dumps({**dict(older[-OLDER:]), **made}))


def read_marks(workspace: Workspace, actor: Actor, *, round_id: str) -> TravelMarks | None:
    """Return how the newest plan of a round was timed, None where there is none.

    A shift whose stops were changed since says nothing of its way.
    """
    need(workspace, actor, *PLANNER, action="plan.travel", target=round_id)
    found = round_of(workspace, round_id)
    with workspace.store.read() as connection:
        plan = plans.read_plan(connection, found.id)
    if plan is None:
        return None
    orders, source = _orders(plan), plan.problem.matrix.source
    kept = _kept(workspace, found.id)
    ways = {
        shift: WayMarks(
            shift=shift, has_ferry=row["has_ferry"], track_m=row["track_m"], has_line=row["has_line"],
            border_m=row.get("border_m"),
        )
        for shift, stops in orders.items()
        if (row := kept.get(_key(plan, shift, stops))) is not None
    }  # fmt: skip
    error = estimate_error(workspace) if source == ESTIMATE else None
    return TravelMarks(
        source=source, vehicle=vehicle_of(workspace, found.id), error_permille=error, ways=ways,
        border_within_m=border_within_m(workspace),
    )  # fmt: skip


def vehicle_of(workspace: Workspace, round_id: str) -> str:
    """Return the vehicle that a round was last planned for, the usual one before any."""
    with workspace.store.read() as connection:
        steps = plan_steps.read_steps(connection, round_id)
    told = [str(step.params["vehicle"]) for step in steps if "vehicle" in step.params]
    return told[-1] if told else VEHICLE


def estimate_error(workspace: Workspace) -> int | None:
    """Return the median error of the office's estimate in tenths of a percent, None where it was never measured."""
    from geo.travel.calibration import read_calibration

    known = read_calibration(calibration_path(workspace))
    return None if known is None else round(1000 * known.median_error)


def _orders(plan: Plan) -> dict[str, tuple[str, ...]]:
    return {route.shift: tuple(stop.visit for stop in route.stops) for route in plan.solution.routes}


def _kept(workspace: Workspace, round_id: str) -> dict:  # type: ignore[type-arg]
    return json.loads(read_summed(_marks_path(workspace, round_id)) or "{}")


def _key(plan: Plan, shift: str, stops: Sequence[str]) -> str:
    """Return under what a way is kept: its shift, its stops in order, and the source that timed it."""
    return sha256_hex(canonical_json([shift, list(stops), plan.problem.matrix.digest]))[:32]


def _marks_path(workspace: Workspace, round_id: str) -> Path:
    return layer_path(workspace, f"ways-{sha256_hex(round_id)[:16]}").with_suffix(".json")
