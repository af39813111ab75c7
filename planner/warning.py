"""Establishments that would warn each other: which visits should start together, and how far a plan does it."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from domain.errors import InputError
from domain.routing import Route, RoutingProblem, Together
from domain.units import BASIS_POINTS

Windows = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SecrecyRule:
    """Hold how a plan keeps its secret: dated values of the office, not law.

    ``within_s`` is how long a warning takes to be of use, ``near_m`` how near
    neighbours are, ``most`` how many visits one group has at most. ``loss_bp``
    is what an unforeseeable plan may cost more than the best one, in basis
    points of its cost; 0 takes the best one. ``street_words`` begin the name of
    a street in an address.
    """

    within_s: int
    near_m: int
    most: int
    loss_bp: int
    street_words: tuple[str, ...]
    valid_from: date
    source: str
    is_checked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Say that one establishment would warn another, and the metres between them, 0 where they have one owner."""

    one: str
    other: str
    metres: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TogetherReport:
    """Count the groups that a plan visits at once: ``kept`` within their time, ``simultaneous`` by teams side by side.

    ``apart`` are the groups that are not kept, in the problem's order.
    """

    groups: int
    kept: int
    simultaneous: int
    apart: tuple[tuple[str, ...], ...]


def read_secrecy_rule(text: str) -> SecrecyRule:
    """Return the rule of a ``secrecy.toml``.

    Raises
    ------
    InputError
        ``rule.secrecy`` where a value is missing or out of its range.
    """
    try:
        table = tomllib.loads(text)
        rule = SecrecyRule(
            within_s=60 * int(table["within_minutes"]), near_m=int(table["near_m"]), most=int(table["most_visits"]),
            loss_bp=int(table["loss_bp"]), street_words=tuple(str(word) for word in table["street_words"]),
            valid_from=date.fromisoformat(str(table["valid_from"])), source=str(table["source"]),
            is_checked=table["checked"] is True,
        )  # fmt: skip
    except (KeyError, TypeError, ValueError) as error:
        raise InputError("rule.secrecy") from error
    if min(rule.within_s, rule.near_m, rule.most - 2) < 0 or not 0 <= rule.loss_bp <= BASIS_POINTS:
        raise InputError("rule.secrecy")
    return rule


def warning_groups(
    links: Sequence[Link], windows: Mapping[str, Windows], *, within_s: int, most: int
) -> tuple[Together, ...]:
    """Join those who would warn each other, the nearest first, into groups that one short time can hold.

    A group never grows beyond ``most``, and never takes in whom its opening
    hours keep apart from another member. Whoever has no link is in no group.

    Parameters
    ----------
    windows
        Visit to (earliest, latest start); a link of anybody else counts nothing.

    Returns
    -------
    tuple
        Groups of two and more, each sorted, by their first member.
    """
    group_of: dict[str, frozenset[str]] = {}
    for link in sorted(links, key=lambda link: (link.metres, *sorted((link.one, link.other)))):
        if link.one not in windows or link.other not in windows or link.one == link.other:
            continue
        joined = group_of.get(link.one, frozenset({link.one})) | group_of.get(link.other, frozenset({link.other}))
        if len(joined) <= most and can_meet([windows[visit] for visit in sorted(joined)], within_s=within_s):
            group_of.update(dict.fromkeys(joined, joined))
    groups = sorted(tuple(sorted(group)) for group in set(group_of.values()))
    return tuple(Together(visits=group, within_s=within_s) for group in groups)


def can_meet(windows: Sequence[Windows], *, within_s: int) -> bool:
    """Tell whether visits with these windows can all start within so many seconds of each other.

    Examples
    --------
    >>> can_meet([[(0, 100)], [(150, 200)]], within_s=50), can_meet([[(0, 100)], [(151, 200)]], within_s=50)
    (True, False)
    """
    return any(
        all(any(earliest <= start + within_s and start <= latest for earliest, latest in visit) for visit in windows)
        for start in {latest for visit in windows for _, latest in visit}
    )


def together_report(problem: RoutingProblem, routes: Sequence[Route]) -> TogetherReport:
    """Return how far routes visit each group of the problem at once.

    Visits that are not planned count nothing; a group of which fewer than two
    are planned warns nobody and is kept.
    """
    dates = {shift.id: shift.date for shift in problem.shifts}
    stops = {stop.visit: (route.shift, stop) for route in routes for stop in route.stops}
    kept, simultaneous, apart = 0, 0, []
    for group in problem.together:
        planned = [stops[visit] for visit in group.visits if visit in stops]
        starts = [(dates[shift], stop.start_s) for shift, stop in planned]
        if not is_together(starts, within_s=group.within_s):
            apart.append(group.visits)
            continue
        kept += 1
        teams = {shift for shift, _ in planned}
        overlap = max((stop.start_s for _, stop in planned), default=0) < min(
            (stop.leave_s for _, stop in planned), default=0
        )
        simultaneous += len(teams) == len(planned) > 1 and overlap
    return TogetherReport(groups=len(problem.together), kept=kept, simultaneous=simultaneous, apart=tuple(apart))


def is_together(starts: Sequence[tuple[date, int]], *, within_s: int) -> bool:
    """Tell whether starts, as (date, seconds after its midnight), lie on one day and within so many seconds."""
    clocks = [start_s for _, start_s in starts]
    return len({day for day, _ in starts}) <= 1 and max(clocks, default=0) - min(clocks, default=0) <= within_s


def owner_links(owners: Mapping[str, str]) -> tuple[Link, ...]:
    """Return a link for each two establishments (by id) that have one owner; an empty owner is nobody's."""
    return tuple(
        Link(one=one, other=other, metres=0)
        for one, other in product(sorted(owners), repeat=2)
        if one < other and owners[one] and owners[one] == owners[other]
    )
