"""What another reading of the share, or a larger sample, would cost and buy; worked out by the worker."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date

from domain.accounts import Actor
from domain.digest import canonical_json
from domain.errors import InfeasibleError
from domain.progress import OnProgress, silent
from domain.rounds import SamplingRule
from store import plans, rounds
from workflow.frames import frame_on
from workflow.permissions import PLANNER, need
from workflow.workspace import Workspace

READINGS = ("area", "everywhere")
STEPS = 8
"""Further team-shifts that the curve looks at."""
VISITS_PER_SHIFT = 5
"""Where the office has no plan yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """Hold one rule or size: sample, share of it by lottery, points of the risk list; size 0 where none exists.

    ``name`` is ``area`` (the share over the area), ``everywhere`` (in every
    commune), or the number of further shifts.
    """

    name: str
    size: int
    lottery: int
    points: int


def rule_key(rule: SamplingRule, on: date) -> str:
    """Return what a weighing was made for, so that a page knows whether it still fits."""
    return canonical_json({**asdict(rule), "on": on.isoformat()})


def weigh_rules(
    workspace: Workspace, actor: Actor, *, rule: SamplingRule, on: date, on_progress: OnProgress = silent
) -> Mapping[str, str | int]:
    """Return both readings of the share and the curve of sizes as the result of a job."""
    need(workspace, actor, *PLANNER, action="rules.weigh")
    rows = frame_on(workspace, rule=rule, on=on).rows
    per_shift = _visits_per_shift(workspace)
    found: list[Weighed] = []

    def weigh(name: str, asked: SamplingRule) -> Weighed:
        from planner.selection import plan_draw

        on_progress("weigh", len(found), STEPS + len(READINGS))
        try:
            plan = plan_draw(rows, asked)
        except InfeasibleError:
            return Weighed(name=name, size=0, lottery=0, points=0)
        points = sum(row.score for row in (*plan.strata.must, *plan.risk))
        return Weighed(name=name, size=plan.sizes.size, lottery=plan.sizes.lottery, points=points)

    whole = replace(rule, size=0)
    readings = {"area": min(rule.commune_floor_bp, rule.type_floor_bp), "everywhere": rule.rate_bp}
    for name in READINGS:
        found.append(weigh(name, replace(whole, commune_floor_bp=readings[name])))
    least = weigh("0", whole)
    curve = [least] if least.size else []
    for shifts in range(1, STEPS + 1) if curve else ():
        further = weigh(str(shifts), replace(rule, size=least.size + shifts * per_shift))
        curve += [further] if further.size else []
        found.append(further)
    return {
        "for": rule_key(rule, on), "per_shift": per_shift, "readings": json.dumps([asdict(w) for w in found[:2]]),
        "curve": json.dumps([asdict(w) for w in curve]),
    }  # fmt: skip


def read_weighed(text: str) -> tuple[Weighed, ...]:
    """Return what ``weigh_rules`` kept in a job's result."""
    return tuple(Weighed(**one) for one in json.loads(text))


def _visits_per_shift(workspace: Workspace) -> int:
    """Return how many visits a shift of the newest plan holds, rounded down."""
    with workspace.store.read() as connection:
        known = [plan for r in rounds.list_rounds(connection) if (plan := plans.read_plan(connection, r.id))]
    used = [len(route.stops) for route in known[-1].solution.routes if route.stops] if known else []
    return max(1, sum(used) // len(used)) if used else VISITS_PER_SHIFT
