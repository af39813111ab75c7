"""What the pace so far comes to by a day: a straight line, and nothing more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.units import percent_tenths

LEAST_DAYS = 14
"""Days since the first inspection below which a pace says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """Hold what a pace comes to by a day.

    ``reached`` establishments in all, of them ``percent_tenths`` truncated;
    ``inspected`` in ``days`` is the pace that it rests on.
    """

    by: date
    reached: int
    percent_tenths: int
    inspected: int
    days: int


def forecast(inspected_on: Sequence[date], *, registered: int, on: date, by: date) -> Forecast | None:
    """Carry the pace since the first inspection on to a day, in exact integers, truncated.

    The rule: n establishments in d days, the first day and today among them,
    come to ``n + n * left // d`` after another ``left`` days, never more than
    are registered.

    Parameters
    ----------
    inspected_on
        Day of the first counted inspection of each establishment; what lies after ``on`` is left out.

    Returns
    -------
    None where nothing was inspected, the pace is younger than 14 days, or the day has passed.

    Examples
    --------
    >>> days = [date(2027, 3, 1)] * 10 + [date(2027, 3, 20)] * 10
    >>> found = forecast(days, registered=300, on=date(2027, 3, 20), by=date(2027, 4, 9))
    >>> found.reached, found.percent_tenths
    (40, 133)
    """
    known = [day for day in inspected_on if day <= on]
    if not known or not registered or by < on:
        return None
    days = (on - min(known)).days + 1
    if days < LEAST_DAYS:
        return None
    count = len(known)
    reached = min(registered, count + count * (by - on).days // days)
    return Forecast(
        by=by, reached=reached, percent_tenths=percent_tenths(reached, registered), inspected=count, days=days
    )
