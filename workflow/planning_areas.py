"""A province's offices, each planned by itself: ``plan make`` for a folder of office folders."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from domain.accounts import Actor
from domain.digest import sha256_hex
from domain.errors import InputError
from domain.plans import Plan
from domain.progress import OnProgress, ShouldStop, never, silent
from store import plans, rounds
from workflow.area_executors import AreaExecutor
from workflow.area_runs import AreaOutcome, run_areas
from workflow.permissions import PLANNER, need
from workflow.planning import ROUND_ITERATIONS, make_plan
from workflow.rounds import round_of
from workflow.workspace import Settings, Workspace, open_workspace

STORE = "office.sqlite"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeTask:
    """Hold what a process needs to plan one office; ``again`` plans anew where a plan is kept."""

    settings: Settings
    actor: Actor
    again: bool = False
    solver: str = "auto"
    iterations: int | None = ROUND_ITERATIONS
    seconds: float | None = None
    vehicle: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficePlan:
    """Hold what the plan of an office's latest round came to.

    ``digest`` is the SHA-256 of its SOLUTION.json; ``is_new`` tells whether it
    was made now, or kept already.
    """

    round: str
    version: int
    selected: int
    planned: int
    unassigned: int
    rules_broken: int
    score: float
    digest: str
    is_new: bool


def list_offices(province: Path) -> tuple[Path, ...]:
    """Return the folders of offices in a folder, by name.

    Raises
    ------
    InputError
        ``areas.none`` where there is none.
    """
    found = tuple(sorted(path.parent for path in province.glob(f"*/{STORE}") if path.is_file()))
    if not found:
        raise InputError("areas.none", directory=province.name)
    return found


def plan_offices(
    offices: Sequence[OfficeTask],
    *,
    executor: AreaExecutor,
    retries: int = 1,
    on_progress: OnProgress = silent,
    should_stop: ShouldStop = never,
) -> tuple[AreaOutcome[OfficeTask], ...]:
    """Plan the latest round of every office, drawn before; results are ``OfficePlan``.

    Whichever executor does it, an office's plan is the same: it hangs on the
    office and the iterations alone, unless ``seconds`` cut it short. A kept plan
    is left as it is unless it is wanted again, so a run that was stopped goes on.
    """
    return run_areas(
        offices, plan_office, executor=executor, retries=retries, on_progress=on_progress, should_stop=should_stop
    )


def plan_office(task: OfficeTask) -> OfficePlan:
    """Plan the latest round of one office, as ``make_plan`` does, in this process.

    Raises
    ------
    InspectionError
        What opening the office and ``make_plan`` raise.
    """
    workspace = open_workspace(task.settings)
    try:
        need(workspace, task.actor, *PLANNER, action="plan.make")
        round_id = round_of(workspace, None).id
        with workspace.store.read() as connection:
            kept = plans.read_plan(connection, round_id)
        if kept is not None and not task.again:
            return _summary(workspace, kept, is_new=False)
        made = make_plan(
            workspace, task.actor, round_id=round_id, solver=task.solver, iterations=task.iterations,
            seconds=task.seconds, vehicle=task.vehicle,
        )  # fmt: skip
        return _summary(workspace, made, is_new=True)
    finally:
        workspace.store.close()


def _summary(workspace: Workspace, plan: Plan, *, is_new: bool) -> OfficePlan:
    from planner.routing.formats import solution_json

    with workspace.store.read() as connection:
        sample = rounds.read_sample(connection, plan.round_id)
    solution = plan.solution
    return OfficePlan(
        round=plan.round_id,
        version=plan.version,
        selected=sample.size if sample else 0,
        planned=sum(len(route.stops) for route in solution.routes),
        unassigned=len(solution.unassigned),
        rules_broken=len(plan.verdict.broken),
        score=solution.score,
        digest=sha256_hex(solution_json(solution)),
        is_new=is_new,
    )
