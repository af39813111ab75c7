"""One plan among those nearly as good as the best, taken by a sealed seed: day and order cannot be guessed.

From the best plan a walk goes on by exchanges that are as likely as their
reverse (planner.routing.near_moves). A step is taken whenever every rule, the
clock and the ceiling of the cost allow it, so in the long run no plan within
reach is likelier than another. Whoever lacks the seed knows the method and
still not the plan. Only the making of a round's plan calls this.
"""

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import count

from domain.digest import sha256_hex
from domain.routing import RoutingProblem, Solution
from domain.units import BASIS_POINTS
from planner.routing.engine import Found
from planner.routing.finishing import complete
from planner.routing.gathering import gathered
from planner.routing.guessing import Guessability, guessability
from planner.routing.index import index_problem
from planner.routing.near_moves import MOVES, Below
from planner.routing.near_plans import Ground, Standing, changed_by, ground_of, standing_of
from planner.verify import verify

MOST_STEPS = 6_000
"""A walk of 1,500 steps took 0.12 s of CPU on the demo's 48 visits; a round of 600 stays within seconds."""
GUESSES = 12
"""Plans of other seeds on which guessing is tried; with 48 visits that is 288 guesses."""
ALL = 2**64


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """Hold where a walk stands and what it keeps to."""

    ground: Ground
    standing: Standing


def choose_secretly(problem: RoutingProblem, best: Solution, *, seed: str, loss_bp: int) -> Solution:
    """Return one of the plans whose cost is at most ``loss_bp`` above the best one's, as the seed says.

    First groups that would warn each other are brought together for at most
    half of that loss; the walk then never keeps fewer groups than it found.
    Same visits, every rule kept; what the best plan left out stays left out.
    The same problem, plan and seed give the same plan; with no loss the best
    one stays.

    Parameters
    ----------
    best
        A plan of the problem that ``planner.verify`` accepts, but for what is left out.
    loss_bp
        Basis points of the cost: prizes earned less the score.
    """
    if loss_bp <= 0 or not best.routes:
        return best
    walk = start_walk(problem, best, loss_bp=loss_bp)
    return finish_walk(problem, best, walk_on(walk, below=seeded_numbers(seed), steps=steps_of(problem, best)))


def seeded_numbers(seed: str) -> Below:
    """Return the numbers of a seed: SHA-256 of the seed, a label and a counter; none is favoured."""
    numbers = count()

    def below(n: int) -> int:
        while True:
            value = int(sha256_hex(f"{seed}|route|{next(numbers)}")[:16], 16)
            if value < ALL - ALL % n:
                return value % n

    return below


def steps_of(problem: RoutingProblem, best: Solution) -> int:
    """Return how many steps a walk takes, growing with the plan."""
    return min(MOST_STEPS, 60 * len(best.routes) + 20 * len(problem.visits))


def start_walk(problem: RoutingProblem, best: Solution, *, loss_bp: int) -> Walk:
    """Return the beginning of a walk: the best plan, with groups brought together."""
    index = index_problem(problem)
    standing = standing_of(index, {route.shift: route for route in best.routes})
    prizes = sum(index.visits[stop.visit].prize for route in best.routes for stop in route.stops)
    loss = (prizes - standing.score) * Fraction(loss_bp, BASIS_POINTS)
    ground = ground_of(index, least=standing.score - loss)
    return Walk(ground=ground, standing=gathered(replace(ground, least=standing.score - loss / 2), standing))


def walk_on(walk: Walk, *, below: Below, steps: int) -> Walk:
    """Return where a walk stands so many steps later."""
    standing = walk.standing
    for _ in range(steps):
        change = MOVES[below(len(MOVES))](walk.ground, standing, below)
        changed = changed_by(walk.ground, standing, change) if change else None
        if changed is not None and changed.kept >= standing.kept:
            standing = changed
    return replace(walk, standing=standing)


def finish_walk(problem: RoutingProblem, best: Solution, walk: Walk) -> Solution:
    """Return the plan of a walk as a solution; the best one where planner.verify finds more broken in it."""
    orders = {shift: walk.standing.order(shift) for shift in walk.standing.routes}
    found = Found(
        orders=orders, iterations=best.iterations, stopped_by=best.stopped_by, version=best.version, bound=best.bound
    )
    chosen = complete(problem, found, solver=best.solver, seed=best.seed)
    is_sound = len(verify(problem, chosen).broken) <= len(verify(problem, best).broken)
    return chosen if is_sound else best


def try_guessing(problem: RoutingProblem, best: Solution, *, loss_bp: int, plans: int = GUESSES) -> Guessability:
    """Return how well the plan can be guessed by somebody who knows all but the seed, tried on plans of other seeds."""
    if loss_bp <= 0 or not best.routes:
        return guessability(problem, [best.routes] * plans)
    start, steps = start_walk(problem, best, loss_bp=loss_bp), steps_of(problem, best)
    ends = [walk_on(start, below=seeded_numbers(f"guess {k}"), steps=steps) for k in range(plans)]
    return guessability(problem, [tuple(end.standing.routes.values()) for end in ends])
