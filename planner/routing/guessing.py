"""How well somebody without the seed could guess a plan: who is visited when."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from domain.routing import Route, RoutingProblem


@dataclass(frozen=True, slots=True, kw_only=True)
class Guessability:
    """Hold how often the best guess is right, over visits and plans: exact shares from 0 to 1.

    ``day`` is the date of a visit, ``weekday`` its day of the week, ``place``
    its number in the order of its shift, ``first`` which visit a shift that is
    used makes first.
    """

    day: Fraction
    weekday: Fraction
    place: Fraction
    first: Fraction
    plans: int


def guessability(problem: RoutingProblem, plans: Sequence[Sequence[Route]]) -> Guessability:
    """Return how often the best guess is right.

    The guess is what most of the first half of the plans have; it is held
    against the second half, so that it never knows what it is asked.

    Raises
    ------
    ValueError
        For fewer than two plans.
    """
    if len(plans) < 2:
        raise ValueError("a guess needs a plan to learn from and one to be held against")
    dates = {shift.id: shift.date for shift in problem.shifts}
    days, weekdays, places, firsts = [], [], [], []
    for routes in plans:
        where = {stop.visit: (r.shift, k) for r in routes for k, stop in enumerate(r.stops)}
        days.append({visit: dates[shift].isoformat() for visit, (shift, _) in where.items()})
        weekdays.append({visit: str(dates[shift].isoweekday()) for visit, (shift, _) in where.items()})
        places.append({visit: str(k) for visit, (_, k) in where.items()})
        firsts.append({route.shift: route.stops[0].visit for route in routes})
    return Guessability(
        day=_right(days), weekday=_right(weekdays), place=_right(places), first=_right(firsts), plans=len(plans)
    )


def _right(answers: Sequence[dict[str, str]]) -> Fraction:
    """Return the share of the second half's answers that the first half's most frequent ones give."""
    half = len(answers) // 2
    heard: dict[str, Counter[str]] = {}
    for answer in answers[:half]:
        for asked, value in answer.items():
            heard.setdefault(asked, Counter())[value] += 1
    guess = {asked: min(counts, key=lambda value: (-counts[value], value)) for asked, counts in heard.items()}
    told = [(asked, value) for answer in answers[half:] for asked, value in answer.items()]
    return Fraction(sum(guess.get(asked) == value for asked, value in told), max(1, len(told)))
