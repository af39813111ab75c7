"""route and verify: any problem in the documented format."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from commands.answers import answer_json, read_text
from domain.routing import RoutingProblem, Solution


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
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Route a problem. Example: python cli.py route PROBLEM.json --iterations 3 --out SOLUTION.json"""
    from planner.routing import solve
    from planner.routing.formats import read_problem, solution_json

    solution = solve(read_problem(read_text(problem)), solver=solver, seed=seed, iterations=iterations, seconds=seconds)
    if bound_seconds:
        solution = _bounded(read_problem(read_text(problem)), solution, seconds=bound_seconds)
    out.write_text(solution_json(solution), encoding="utf-8", newline="\n")
    figures = {
        "score": solution.score, "bound": solution.bound, "routes": sum(bool(r.stops) for r in solution.routes),
        "visits": sum(len(r.stops) for r in solution.routes), "unassigned": len(solution.unassigned),
        "stopped_by": solution.stopped_by, "iterations": solution.iterations, "solver": solution.solver,
    }  # fmt: skip
    answer_json(figures) if as_json else print(figures)


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
