"""How many team-shifts a round needs and what more of them bring: worked out by a worker, kept beside the plan."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from domain.accounts import Actor
from domain.digest import sha256_hex
from domain.plans import Plan
from domain.progress import OnProgress, ShouldStop, never, silent
from geo.summed_files import read_summed, write_summed
from store import plans
from workflow.jobs import start_job
from workflow.offices import office_of
from workflow.permissions import PLANNER, log, need
from workflow.places import layer_path
from workflow.plan_keeping import plan_of
from workflow.rounds import round_of
from workflow.workspace import Workspace

KIND = "capacity"
CPU_S = 50
"""CPU seconds over everything; the demo took 40 without a limit."""
NEED_SHARE = 0.6
EXTRA = 2
"""Shifts of the curve beyond those of the round, where these do not suffice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeededKind:
    """Hold a kind of shift that the required visits need: its shifts' ids, and the fewest that are proved."""

    shifts: tuple[str, ...]
    at_least: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityAdvice:
    """Hold what is known of the shifts that a round needs.

    ``sentence`` is a key of data/words/vi/capacity.toml with ``params``.
    ``used`` counts the plan's shifts; ``curve`` has (shifts, visits), the most
    that were found; ``shift_cost_dong`` is 0 where the office has set none.
    """

    sentence: str
    params: dict[str, int]
    shifts: int
    used: int
    visits: int
    kinds: tuple[NeededKind, ...]
    curve: tuple[tuple[int, int], ...]
    shift_cost_dong: int


def start_capacity(workspace: Workspace, actor: Actor, *, round_id: str, version: int) -> str:
    """Ask a worker how many shifts the round needs, and return the job's id.

    Raises
    ------
    ConflictError
        ``plan.version`` when another version is in force.
    """
    need(workspace, actor, *PLANNER, action="plan.capacity", target=round_id)
    plan_of(workspace, round_id, version, may_be_sealed=True)
    return start_job(workspace, actor, kind=KIND, params={"round": round_id, "version": version})


def advise_capacity(
    workspace: Workspace,
    actor: Actor,
    *,
    round_id: str,
    version: int,
    seconds: float = CPU_S,
    on_progress: OnProgress = silent,
    should_stop: ShouldStop = never,
) -> CapacityAdvice | None:
    """Find the fewest shifts for the problem of the plan in force and what more bring; kept beside the plan.

    Stopped early, what was known by then is kept.

    Parameters
    ----------
    seconds
        Of CPU time.

    Raises
    ------
    ConflictError
        ``plan.version`` when another version is in force.
    """
    from planner.capacity import coverage_curve, fewest_shifts
    from planner.capacity.words import need_sentence
    from planner.routing.engine import Limits, Watch
    from planner.routing.rearranging import orders_of

    need(workspace, actor, *PLANNER, action="plan.capacity", target=round_id)
    _, plan = plan_of(workspace, round_id, version, may_be_sealed=True)
    watch = Watch(on_progress=on_progress, should_stop=should_stop)
    needed = fewest_shifts(plan.problem, by_kind=True, limits=Limits(seconds=NEED_SHARE * seconds), watch=watch)
    curve = coverage_curve(
        plan.problem, plans=[needed.orders, orders_of(plan.solution)], extra=0 if needed.enough else EXTRA,
        limits=Limits(seconds=(1 - NEED_SHARE) * seconds), watch=watch,
    )  # fmt: skip
    key, params = need_sentence(needed)
    kept = {
        "for": plan.input_digest, "sentence": key, "params": dict(params),
        "kinds": [asdict(NeededKind(shifts=one.shifts, at_least=one.at_least)) for one in needed.kinds if one.at_least],
        "curve": [[point.shifts, point.visits] for point in curve],
    }  # fmt: skip
    write_summed(_path(workspace, round_id), json.dumps(kept))
    log(workspace, actor, action="plan.capacity", target=round_id, version=version)
    return _advice(workspace, plan)


def read_capacity(workspace: Workspace, actor: Actor, *, round_id: str) -> CapacityAdvice | None:
    """Return what is known of the shifts that a round needs, None where nobody asked since its problem changed."""
    need(workspace, actor, *PLANNER, action="plan.capacity", target=round_id)
    found = round_of(workspace, round_id)
    with workspace.store.read() as connection:
        plan = plans.read_plan(connection, found.id)
    return None if plan is None else _advice(workspace, plan)


def _advice(workspace: Workspace, plan: Plan) -> CapacityAdvice | None:
    kept: dict[str, Any] = json.loads(read_summed(_path(workspace, plan.round_id)) or "{}")
    if kept.get("for") != plan.input_digest:
        return None
    return CapacityAdvice(
        sentence=kept["sentence"], params=kept["params"], shifts=len(plan.problem.shifts),
        used=sum(bool(route.stops) for route in plan.solution.routes), visits=len(plan.problem.visits),
        kinds=tuple(NeededKind(shifts=tuple(one["shifts"]), at_least=one["at_least"]) for one in kept["kinds"]),
        curve=tuple((shifts, visits) for shifts, visits in kept["curve"]),
        shift_cost_dong=office_of(workspace).shift_cost_dong,
    )  # fmt: skip


def _path(workspace: Workspace, round_id: str) -> Path:
    return layer_path(workspace, f"capacity-{sha256_hex(round_id)[:16]}").with_suffix(".json")
