"""What another reading of the share, or a larger sample, would cost and buy; worked out by the worker."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from math import floor

from domain.accounts import Actor
from domain.digest import canonical_json
from domain.errors import ConflictError, InputError
from domain.progress import OnProgress, silent
from domain.rounds import SamplingRule
from store import offices, plans, rounds
from workflow.frames import frame_on
from workflow.meanwhile import UNSEEN, Unseen, expect_seen, hold
from workflow.office_file import MOST_DONG
from workflow.offices import office_of
from workflow.permissions import PLANNER, log_in, need
from workflow.workspace import Workspace

READINGS = ("area", "everywhere")
STEPS = 8
"""Further team-shifts that the curve looks at."""
VISITS_PER_SHIFT = 5
"""Where the office has no plan yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """Hold one rule or size: the sample, 0 where none exists, and the risk points that it reaches.

    ``name`` is ``area`` (the share over the area), ``everywhere`` (in every
    commune), or the number of further shifts. Points count the lottery by its
    expectation, rounded down; a reading of the share has none.
    """

    name: str
    size: int
    points: int = 0


def rule_key(rule: SamplingRule, on: date) -> str:
    """Return what a weighing was made for, so that a page knows whether it still fits."""
    return canonical_json({**asdict(rule), "on": on.isoformat()})


def weigh_rules(
    workspace: Workspace, actor: Actor, *, rule: SamplingRule, on: date, on_progress: OnProgress = silent
) -> Mapping[str, str | int]:
    """Return both readings of the share and the curve of sizes as the result of a job."""
    from planner.selection import compare_rules, in_every_commune, size_curve

    need(workspace, actor, *PLANNER, action="rules.weigh")
    rows = frame_on(workspace, rule=rule, on=on).rows
    per_shift = _visits_per_shift(workspace)
    whole = replace(rule, size=0)
    over_area = replace(whole, commune_floor_bp=min(rule.commune_floor_bp, rule.type_floor_bp))
    on_progress("weigh", 0, 2)
    readings = compare_rules(rows, (over_area, in_every_commune(over_area), whole))
    on_progress("weigh", 1, 2)
    least = readings[2].size
    sizes = {least + shifts * per_shift: shifts for shifts in range(STEPS + 1)} if least else {}
    curve = size_curve(rows, whole, sizes) if sizes else ()
    on_progress("weigh", 2, 2)
    costs = [Weighed(name=name, size=one.size or 0) for name, one in zip(READINGS, readings, strict=False)]
    steps = [Weighed(name=str(sizes[one.size]), size=one.size, points=floor(one.points)) for one in curve]
    return {
        "for": rule_key(rule, on), "per_shift": per_shift, "readings": json.dumps([asdict(w) for w in costs]),
        "curve": json.dumps([asdict(w) for w in steps]),
    }  # fmt: skip


def read_shift_cost(workspace: Workspace, actor: Actor) -> int:
    """Return what one team-shift costs in đồng, 0 where the office has not set it."""
    need(workspace, actor, *PLANNER, action="office.shift_cost")
    return office_of(workspace).shift_cost_dong


def save_shift_cost(workspace: Workspace, actor: Actor, *, dong: int, seen: int | Unseen = UNSEEN) -> None:
    """Keep what one team-shift costs; 0 takes it back.

    Raises
    ------
    ConflictError
        ``changed.meanwhile`` where it is no longer what the page showed, ``seen``.
    InputError
        ``office.shift_cost`` outside 0 to a thousand million.
    """
    need(workspace, actor, *PLANNER, action="office.shift_cost")
    if not 0 <= dong <= MOST_DONG:
        raise InputError("office.shift_cost", value=dong, most=MOST_DONG)
    with workspace.store.write() as connection:
        hold(connection, "office")
        office = offices.read_office(connection)
        if office is None:
            raise ConflictError("office.none")
        expect_seen(workspace, connection, seen=seen, kept=office.shift_cost_dong, part="shift_cost")
        offices.save_office(connection, replace(office, shift_cost_dong=dong))
        log_in(connection, actor, action="office.shift_cost", dong=dong)


def read_weighed(text: str) -> tuple[Weighed, ...]:
    """Return what ``weigh_rules`` kept in a job's result."""
    return tuple(Weighed(**one) for one in json.loads(text))


def _visits_per_shift(workspace: Workspace) -> int:
    """Return how many visits a shift of the newest plan holds, rounded down."""
    with workspace.store.read() as connection:
        known = [plan for r in rounds.list_rounds(connection) if (plan := plans.read_plan(connection, r.id))]
    used = [len(route.stops) for route in known[-1].solution.routes if route.stops] if known else []
    return max(1, sum(used) // len(used)) if used else VISITS_PER_SHIFT
