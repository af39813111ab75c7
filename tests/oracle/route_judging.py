"""How a solver's plan of a small round stands beside the best one."""

from collections import Counter
from fractions import Fraction

from domain.routing import RoutingProblem, Solution
from oracle.routes import Best, best_plan, decimal
from planner.routing import solve
from planner.routing.bound import gap_share, upper_bound
from planner.verify import verify

ITERATIONS = {"auto": 1, "lns": 2000}
"""One round of auto is 400 iterations of lns where visits are chosen, else its whole chain."""
WISH_MIN = 5
"""Minutes of driving that planning gives for visits that wish to be together; their score says nothing of it."""
NOISE = Fraction(1, 10**6)

Tally = Counter[tuple[str, str]]
"""(solver, optimal | for a wish | gap told | floor missed) to how many; (round, possible | impossible) too."""
FLOORS = {"required_missing", "group"}
"""What a plan may lack, said by verify, where it takes two visits at once to have either."""


def judge(problem: RoutingProblem, tally: Tally) -> None:
    """Hold every solver to the best plan and count how it did.

    A plan that verify calls legal where the oracle finds none, one that breaks
    more than floors, a score above the best one, or a shortfall that the bound
    hides is an error.
    """
    best = best_plan(problem)
    tally["round", "impossible" if best is None else "possible"] += 1
    for solver, iterations in ITERATIONS.items():
        plan = solve(problem, solver=solver, iterations=iterations, seed=1)
        verdict = verify(problem, plan)
        assert {rule.code for rule in verdict.broken} <= FLOORS, (solver, verdict.broken, best)
        assert best is not None or not verdict.ok, (solver, plan)
        if best is not None:
            tally[solver, _standing(problem, plan, best) if verdict.ok else "floor missed"] += 1


def share_optimal(tally: Tally, solver: str) -> float:
    """Return which share of the possible rounds a solver planned as well as can be, wishes allowed for."""
    short = tally[solver, "gap told"] + tally[solver, "floor missed"]
    return 1 - short / max(1, tally["round", "possible"])


def _standing(problem: RoutingProblem, plan: Solution, best: Best) -> str:
    short = best.score - Fraction(plan.score)
    assert short >= -NOISE, ("better than every plan", plan, best)
    if short <= NOISE:
        return "optimal"
    if short <= len(problem.together) * WISH_MIN * decimal(problem.weights.travel_points_per_minute) + NOISE:
        return "for a wish"
    orders = {route.shift: [stop.visit for stop in route.stops] for route in plan.routes}
    bound = upper_bound(problem, plan=orders).value
    assert bound >= best.score - NOISE, (bound, best)
    told = gap_share(plan.score, bound)
    assert told is None or told * abs(Fraction(plan.score)) >= short - NOISE, (told, plan, best)
    return "gap told"
