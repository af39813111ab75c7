"""The plan of a drawn round: travel times, routes, verification."""

from collections.abc import Sequence

from domain.accounts import Actor
from domain.ceremony import apply_changes
from domain.errors import ConflictError
from domain.establishments import Establishment
from domain.places import Position
from domain.plans import Plan
from domain.progress import OnProgress, ShouldStop, never, silent
from domain.rounds import Round, RoundStatus, Sample
from domain.teams import Shift
from store import ceremonies, establishments, plans, rounds, teams
from workflow.ceremony import prepare_alone
from workflow.closed_roads import open_with_roads, roads_of, timed_with_roads
from workflow.drawing import draw_sample
from workflow.frames import freeze_round
from workflow.offices import office_of, types_of
from workflow.permissions import PLANNER, need
from workflow.plan_keeping import keep_plan, new_plan
from workflow.rounds import round_of
from workflow.shift_calendar import working_between
from workflow.travel_marks import keep_marks, lines_of, vehicle_of, ways_of
from workflow.travelling import keep_far, open_travel
from workflow.warning_groups import guesses_of, secrecy_rule, together_of
from workflow.workspace import Workspace

ROUND_ITERATIONS = 10
"""Ten rounds took 3 s of CPU on the demo's 48 visits."""


def plan_round(
    workspace: Workspace,
    actor: Actor,
    *,
    round_id: str,
    seed: str,
    reason: str = "",
    seconds: float | None = None,
    vehicle: str | None = None,
    on_progress: OnProgress = silent,
    should_stop: ShouldStop = never,
) -> Plan:
    """Freeze, draw and plan a round in one go; steps already done are kept.

    Parameters
    ----------
    seed
        Secret text from which the draw's salt and dice are made; nobody
        watches, and the minutes of the draw say so.
    reason
        Why the year's register is drawn again, where it is.
    vehicle
        As for make_plan.
    """
    on_progress("freeze", 0, 4)
    freeze_round(workspace, actor, round_id=round_id)
    on_progress("draw", 1, 4)
    if round_of(workspace, round_id).status is RoundStatus.FROZEN:
        prepare_alone(workspace, actor, round_id=round_id, ticket=seed, reason=reason)
        draw_sample(workspace, actor, round_id=round_id)
    plan = make_plan(
        workspace, actor, round_id=round_id, seconds=seconds, vehicle=vehicle, on_progress=on_progress,
        should_stop=should_stop,
    )  # fmt: skip
    on_progress("done", 4, 4)
    return plan


def make_plan(
    workspace: Workspace,
    actor: Actor,
    *,
    round_id: str,
    solver: str = "auto",
    iterations: int | None = ROUND_ITERATIONS,
    seconds: float | None = None,
    travel: str = "auto",
    vehicle: str | None = None,
    on_progress: OnProgress = silent,
    should_stop: ShouldStop = never,
) -> Plan:
    """Route the sample over the round's shifts; the plan is kept as its next version, without locks.

    Roads that the plan before held for closed stay closed.

    Among the plans nearly as good as the one that is found, the draw's seed
    takes one, so that nobody can guess day and order (data/rules/secrecy.toml).

    Parameters
    ----------
    vehicle
        A name of data/travel/profiles.toml; None is that of the round's plan before, a car at first.

    Raises
    ------
    ConflictError
        ``plan.not_drawn`` before the draw, ``plan.sealed`` afterwards, ``plan.no_shifts``.
    """
    from planner.routing import solve
    from planner.routing.secrecy import choose_secretly

    need(workspace, actor, *PLANNER, action="plan.make", target=round_id)
    found = round_of(workspace, round_id)
    if found.status not in (RoundStatus.DRAWN, RoundStatus.PLANNED):
        raise ConflictError(
            "plan.not_drawn" if found.frozen_on is None or found.status is RoundStatus.FROZEN else "plan.sealed"
        )
    with workspace.store.read() as connection:
        sample = rounds.read_sample(connection, round_id)
        before = plans.read_plan(connection, round_id)
    if sample is None:
        raise ConflictError("plan.not_drawn")
    on_progress("travel", 2, 4)
    vehicle = vehicle or vehicle_of(workspace, round_id)
    problem, source = problem_of(workspace, found, sample, travel=travel, vehicle=vehicle)
    roads = roads_of(workspace, round_id, before.version if before else None)
    if not roads.is_usual:
        source = open_with_roads(workspace, roads, vehicle=vehicle, travel=travel)
        problem = timed_with_roads(problem, source, roads)
    keep_far(workspace, round_id=round_id, positions=positions_of(workspace, sample), source=source)
    on_progress("route", 3, 4)
    best = solve(
        problem, solver=solver, seed=int(sample.seed[:7], 16), iterations=iterations, seconds=seconds,
        should_stop=should_stop,
    )  # fmt: skip
    loss_bp = secrecy_rule(workspace).loss_bp
    solution = choose_secretly(problem, best, seed=sample.seed, loss_bp=loss_bp)
    plan = new_plan(workspace, problem, solution, round_id=round_id)
    ways = ways_of(plan, source)
    keep_marks(workspace, plan, ways=ways)
    return keep_plan(
        workspace, actor, plan, since=before.version if before else None, action="make", params={"vehicle": vehicle},
        lines=lines_of(plan, ways), unlogged=guesses_of(problem, best, loss_bp=loss_bp),
    )  # fmt: skip


def problem_of(  # type: ignore[no-untyped-def]
    workspace: Workspace,
    found: Round,
    sample: Sample,
    *,
    travel: str,
    vehicle: str | None = None,
    shifts: Sequence[Shift] | None = None,
):
    """Return the routing problem of a sample, over its round's shifts or those given, and the source that timed it."""
    from planner.problem import build_problem

    office = office_of(workspace)
    with workspace.store.read() as connection:
        known = {e.id: e for e in establishments.read_establishments(connection)}
        crews = teams.read_teams(connection)
        changes = ceremonies.read_changes(connection, found.id)
    if shifts is None:
        working = working_between(workspace, first=found.starts_on, last=found.ends_on)
        shifts = [shift for shift in working if shift.team in found.teams]
    if not shifts:
        raise ConflictError("plan.no_shifts", starts=found.starts_on.isoformat(), ends=found.ends_on.isoformat())
    selected: list[Establishment] = [known[id_] for id_ in apply_changes(sample.selected, changes)]
    points = [(b.lon, b.lat) for b in office.bases]
    points += [(e.position.lon, e.position.lat) for e in selected if e.position is not None]
    source = open_travel(workspace, travel=travel, vehicle=vehicle or vehicle_of(workspace, found.id))
    types = {kind.code: kind for kind in types_of(workspace)}
    problem = build_problem(
        name=found.id,
        establishments=selected,
        types=types,
        shifts=shifts,
        teams=crews,
        bases=office.bases,
        matrix=source.matrix(points),
        together=together_of(selected, types=types, rule=secrecy_rule(workspace)),
    )
    return problem, source


def positions_of(workspace: Workspace, sample: Sample) -> dict[str, Position]:
    """Return the positions of a sample that are known, by establishment."""
    with workspace.store.read() as connection:
        known = {e.id: e.position for e in establishments.read_establishments(connection)}
    return {id_: position for id_ in sample.selected if (position := known[id_]) is not None}
