"""route, verify and capacity: any problem in the documented format."""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, replace
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.answers import answer_json, read_text, words
from domain.routing import RoutingProblem, Solution

if TYPE_CHECKING:
    from planner.capacity import Capacity, CurvePoint
    from planner.routing.engine import Limits

CAPACITY_S = 50.0
NEED_SHARE = 0.6
"""Of the CPU seconds of capacity: for the fewest shifts; the rest is the curve's."""


def route(
    problem: Annotated[Path, typer.Argument(help="PROBLEM.json")],
    out: Annotated[Path, typer.Option(help="SOLUTION.json to write.")],
    solver: Annotated[str, typer.Option(help="A solver's name.")] = "auto",
    seconds: Annotated[float | None, typer.Option(help="Ceiling of CPU seconds.")] = None,
    iterations: Annotated[int | None, typer.Option(help="When the search ends.")] = None,
    seed: Annotated[int, typer.Option(help="Same seed and iterations, same plan.")] = 0,
    bound_seconds: Annotated[
        float | None, typer.Option(help="CPU seconds for a bound: no plan's score can be greater.")
    ] = None,
    blocks: Annotated[bool, typer.Option(help="By areas and weeks, for a province: needs the key travel.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Route a problem. Example: python cli.py route PROBLEM.json --iterations 3 --out SOLUTION.json"""
    from planner.routing import solve
    from planner.routing.engine import Limits
    from planner.routing.formats import read_problem, solution_json

    text = read_text(problem)
    if blocks:
        solution = _in_blocks(text, solver=solver, seed=seed, limits=Limits(iterations=iterations, seconds=seconds))
    else:
        solution = solve(read_problem(text), solver=solver, seed=seed, iterations=iterations, seconds=seconds)
    if bound_seconds and not blocks:
        solution = _bounded(read_problem(text), solution, seconds=bound_seconds)
    out.write_text(solution_json(solution), encoding="utf-8", newline="\n")
    figures = {
        "score": solution.score, "bound": solution.bound, "routes": sum(bool(r.stops) for r in solution.routes),
        "visits": sum(len(r.stops) for r in solution.routes), "unassigned": len(solution.unassigned),
        "stopped_by": solution.stopped_by, "iterations": solution.iterations, "solver": solution.solver,
    }  # fmt: skip
    answer_json(figures) if as_json else print(figures)


def _in_blocks(text: str, *, solver: str, seed: int, limits: "Limits") -> Solution:
    """Return the plan of a province: areas in processes of their own, the table of all its points never made."""
    from planner.routing.blocks import solve_blocks
    from planner.routing.problem_format import read_unmeasured

    problem, matrix_of = read_unmeasured(text)
    # A fresh process: compiled code and solvers' threads do not outlive a fork.
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as executor:
        return solve_blocks(
            problem, matrix_of=matrix_of, solver=solver, seed=seed, limits=limits, executor=executor
        )  # fmt: skip


def capacity(
    problem: Annotated[Path, typer.Argument(help="PROBLEM.json")],
    seconds: Annotated[float, typer.Option(min=1, help="CPU seconds over everything.")] = CAPACITY_S,
    extra: Annotated[int, typer.Option(min=0, help="Shifts of the curve beyond those of the problem.")] = 0,
    dong_per_shift: Annotated[int | None, typer.Option(min=0, help="What one shift costs, in đồng.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Tell the fewest shifts that a round needs, and what more bring. Example: python cli.py capacity PROBLEM.json"""
    from planner.capacity import coverage_curve, fewest_shifts
    from planner.routing.engine import Limits
    from planner.routing.formats import read_problem

    asked = read_problem(read_text(problem))
    need = fewest_shifts(asked, by_kind=True, limits=Limits(seconds=NEED_SHARE * seconds))
    curve = coverage_curve(
        asked, plans=[need.orders], extra=extra, dong_per_shift=dong_per_shift,
        limits=Limits(seconds=(1 - NEED_SHARE) * seconds),
    )  # fmt: skip
    if as_json:
        known = {"shifts": need.shifts, "at_least": need.at_least, "enough": need.enough, "is_proved": need.is_proved}
        kinds = [{"shifts": k.shifts, "at_least": k.at_least, "enough": k.enough} for k in need.kinds]
        answer_json({**known, "kinds": kinds, "curve": [asdict(point) for point in curve]})
    else:
        _print_capacity(need, curve)


def _print_capacity(need: "Capacity", curve: "Sequence[CurvePoint]") -> None:
    """Print the sentence, the kinds that cannot be done without, and the curve up to where it is flat."""
    from planner.capacity.words import need_sentence

    key, params = need_sentence(need)
    print(words().say(key, **params))
    for kind in need.kinds:
        if kind.at_least:
            print(words().say("plan.kind_need", kind=", ".join(kind.shifts[:3]), at_least=kind.at_least))
    most = curve[-1].visits if curve else 0
    for before, point in zip((None, *curve), curve, strict=False):
        if before is not None and before.visits == most:
            break
        dong = {} if point.cost_dong is None else {"dong": f"{point.cost_dong:,}".replace(",", ".")}
        told = {"shifts": point.shifts, "visits": point.visits, **dong}
        print(words().say("plan.curve_cost" if dong else "plan.curve_point", **told))


def _bounded(problem: RoutingProblem, solution: Solution, *, seconds: float) -> Solution:
    """Return the solution with a bound, unchanged where it breaks a rule: the bound is one of legal plans."""
    from planner.routing.bound import upper_bound
    from planner.verify import verify as check

    if not check(problem, solution).ok:
        return solution
    orders = {route.shift: [stop.visit for stop in route.stops] for route in solution.routes}
    return replace(solution, bound=upper_bound(problem, seconds=seconds, plan=orders).value)


def verify(
    problem: Annotated[Path, typer.Argument(help="PROBLEM.json")],
    solution: Annotated[Path, typer.Argument(help="SOLUTION.json")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Recompute every rule and cost of a solution. Example: python cli.py verify PROBLEM.json SOLUTION.json --json"""
    from planner.routing.formats import read_problem, read_solution
    from planner.verify import verify as check

    verdict = check(read_problem(read_text(problem)), read_solution(read_text(solution)))
    broken = [
        {k: v for k, v in (("code", b.code), ("visit", b.visit), ("shift", b.shift)) if v} for b in verdict.broken
    ]
    if as_json:
        answer_json({"ok": verdict.ok, "score": verdict.score, "broken": broken})
    else:
        print("ok" if verdict.ok else "\n".join(str(b) for b in broken))
    raise typer.Exit(0 if verdict.ok else 1)
