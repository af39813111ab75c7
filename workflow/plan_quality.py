"""How much better a round's plan could be at most: bounded by a worker, kept beside the plan, told in one sentence."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from domain.accounts import Actor
from domain.digest import sha256_hex
from domain.plans import Plan
from domain.progress import OnProgress, ShouldStop, never, silent
from domain.routing import Weights
from geo.summed_files import read_summed, write_summed
from planner.capacity.words import gap_sentence
from store import plans
from workflow.jobs import start_job
from workflow.permissions import PLANNER, log, need
from workflow.places import layer_path
from workflow.plan_keeping import plan_of
from workflow.rounds import round_of
from workflow.workspace import Workspace

KIND = "plan_quality"
CPU_S = 60
"""CPU seconds after which the bound is taken as it stands; the demo's ended by itself after 6."""
KEPT = 20
"""Bounds of older problems that stay kept, so that an undone step has its own again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanQuality:
    """Hold how much better than this plan any plan could be at most.

    ``sentence`` is a key of data/words/vi/capacity.toml, ``tenths`` its tenths
    of a percent. ``points`` is the same in the plan's own points, of which
    ``uneven_points`` stand for teams that work unequally long: the bound
    takes no account of them. ``is_final`` tells that more work would not
    bring the bound lower.
    """

    sentence: str
    tenths: int
    points: int
    uneven_points: int
    is_final: bool
    weights: Weights


def start_quality(workspace: Workspace, actor: Actor, *, round_id: str, version: int) -> str:
    """Ask a worker how good the plan in force is, and return the job's id.

    Raises
    ------
    ConflictError
        ``plan.version`` when another version is in force.
    """
    need(workspace, actor, *PLANNER, action="plan.quality", target=round_id)
    plan_of(workspace, round_id, version, may_be_sealed=True)
    return start_job(workspace, actor, kind=KIND, params={"round": round_id, "version": version})


def bound_plan(
    workspace: Workspace,
    actor: Actor,
    *,
    round_id: str,
    version: int,
    seconds: float = CPU_S,
    on_progress: OnProgress = silent,
    should_stop: ShouldStop = never,
) -> PlanQuality | None:
    """Bound the score of every legal plan of the problem that the plan in force answers; the bound is kept.

    Stopped early it is as valid, only weaker; None where it was stopped before it said anything.

    Parameters
    ----------
    seconds
        Of CPU time.

    Raises
    ------
    ConflictError
        ``plan.version`` when another version is in force.
    """
    from planner.capacity.ready import load_engines
    from planner.routing.bound import upper_bound
    from planner.routing.rearranging import orders_of

    need(workspace, actor, *PLANNER, action="plan.quality", target=round_id)
    _, plan = plan_of(workspace, round_id, version, may_be_sealed=True)
    load_engines(plan.problem)
    told = _told_stop(seconds, on_progress, should_stop)
    found = upper_bound(plan.problem, seconds=seconds, plan=orders_of(plan.solution), should_stop=told)
    if found.rounds:
        kept = {key: row for key, row in _kept(workspace, round_id).items() if key != plan.input_digest}
        row = {"bound": found.value, "is_final": found.is_converged}
        newest = dict([*kept.items()][1 - KEPT :]) | {plan.input_digest: row}
        write_summed(_path(workspace, round_id), json.dumps(newest))
    log(workspace, actor, action="plan.quality", target=round_id, version=version)
    return _quality(workspace, plan)


def read_quality(workspace: Workspace, actor: Actor, *, round_id: str) -> PlanQuality | None:
    """Return how good the plan in force is, None where nobody asked since its problem changed.

    A stop moved by hand changes the plan and not its problem: the bound holds, the gap is another.
    """
    need(workspace, actor, *PLANNER, action="plan.quality", target=round_id)
    found = round_of(workspace, round_id)
    with workspace.store.read() as connection:
        plan = plans.read_plan(connection, found.id)
    return None if plan is None else _quality(workspace, plan)


def _quality(workspace: Workspace, plan: Plan) -> PlanQuality | None:
    row = _kept(workspace, plan.round_id).get(plan.input_digest)
    if row is None:
        return None
    bound, score = float(row["bound"]), plan.verdict.score
    sentence, params = gap_sentence(score, bound)
    return PlanQuality(
        sentence=sentence, tenths=params.get("tenths", 0), points=max(0, ceil(bound - score - 1e-6)),
        uneven_points=_uneven_points(plan), is_final=bool(row["is_final"]), weights=plan.problem.weights,
    )  # fmt: skip


def _uneven_points(plan: Plan) -> int:
    """Return the points that the plan loses because its teams work unequally long, rounded down."""
    from planner.routing.index import index_problem
    from planner.routing.scoring import imbalance_s

    spread_s = imbalance_s(index_problem(plan.problem), plan.solution.routes)
    return int(plan.problem.weights.balance_points_per_hour * spread_s / 3600)


def _told_stop(seconds: float, on_progress: OnProgress, should_stop: ShouldStop) -> ShouldStop:
    """Return should_stop that also reports how much of the CPU seconds is used."""
    began = time.process_time()

    def told() -> bool:
        on_progress("quality.bound", min(int(seconds), int(time.process_time() - began)), int(seconds))
        return should_stop()

    return told


def _kept(workspace: Workspace, round_id: str) -> Mapping[str, Mapping[str, float | bool]]:
    found: Mapping[str, Mapping[str, float | bool]] = json.loads(read_summed(_path(workspace, round_id)) or "{}")
    return found


def _path(workspace: Workspace, round_id: str) -> Path:
    return layer_path(workspace, f"quality-{sha256_hex(round_id)[:16]}").with_suffix(".json")
