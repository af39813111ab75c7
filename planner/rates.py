"""Rates of findings by group, pulled towards the lottery's rate while a group has few visits.

They stand beside the points card and never in it: who is drawn follows the
card alone. The overall rate comes from lottery visits only, because visits by
risk look where findings are expected.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from domain.units import share

STRENGTH = 10
"""How many visits the overall rate weighs; with 10, a list by rates equals the card from 300 visits on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visited:
    """Hold one full inspection: the group that it counts for, whether it found anything, and how it was chosen."""

    group: str
    has_findings: bool
    by_lottery: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRate:
    """Hold a group's rate with what it rests on; ``rate`` is None while no lottery visit gives an overall rate."""

    key: str
    visits: int
    findings: int
    rate: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Hold the overall rate of the lottery, None without a visit, and each group's rate by key."""

    overall: Fraction | None
    lottery_visits: int
    groups: tuple[GroupRate, ...]


def group_rates(visited: Iterable[Visited], *, keys: Iterable[str] = (), strength: int = STRENGTH) -> Rates:
    """Return each group's rate, shrunk towards the overall rate of the lottery.

    Parameters
    ----------
    keys
        Groups to list even where nobody was visited.
    strength
        Visits that the overall rate weighs, > 0.
    """
    known = list(visited)
    drawn = [v.has_findings for v in known if v.by_lottery]
    overall = share(sum(drawn), len(drawn)) if drawn else None
    visits = Counter(v.group for v in known)
    findings = Counter(v.group for v in known if v.has_findings)
    groups = [
        GroupRate(
            key=key,
            visits=visits[key],
            findings=findings[key],
            rate=None if overall is None else shrunk_rate(findings[key], visits[key], overall, strength),
        )
        for key in sorted({*visits, *keys})
    ]
    return Rates(overall=overall, lottery_visits=len(drawn), groups=tuple(groups))


def shrunk_rate(findings: int, visits: int, overall: Fraction, strength: int = STRENGTH) -> Fraction:
    """Return (findings + strength x overall) / (visits + strength), the empirical Bayes rate.

    Examples
    --------
    >>> shrunk_rate(0, 0, Fraction(18, 100)), float(round(shrunk_rate(6, 12, Fraction(18, 100)), 4))
    (Fraction(9, 50), 0.3545)
    """
    return (findings + strength * overall) / (visits + strength)
