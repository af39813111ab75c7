"""What a planner can do about a closed door: reserves of its cell, nearest first, and another try at another hour."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from domain.accounts import Actor
from domain.ceremony import ChangeKind, SampleChange
from domain.errors import ConflictError
from domain.plans import Plan
from domain.routing import Route, RoutingProblem, Visit
from domain.teams import Shift
from domain.units import DAY_S
from store import establishments, plans, teams
from workflow.door_matrix import with_visits
from workflow.offices import read_now
from workflow.permissions import PLANNER, log, need
from workflow.rounds import round_of
from workflow.sheet_reserves import Drawn, may_visit, read_drawn, visits_of
from workflow.substituting import lost_floors
from workflow.workspace import Workspace

CLOSED_DOOR_S = 300
"""How long a team stands before a door that stays closed."""
OTHER_HOUR_S = 7200
"""Two tries less than this apart on the dial are the same hour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReserveOffer:
    """Hold one reserve that may stand in for a closed door.

    Parameters
    ----------
    ticket
        Its place among the reserves of its cell, from 1.
    floors_hold
        Whether every floor of the rule that is served now is served with it, too.
    order, extra_s
        Where the same shift would go to it, from 1, and how much longer it drives then; None where its hours and
        the duty leave no place for it this evening.
    is_estimate
        Whether the way to it is a straight line's: the plan's matrix does not know the place.
    """

    establishment_id: str
    name: str
    cell: str
    ticket: int
    floors_hold: bool
    order: int | None
    extra_s: int | None
    is_estimate: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryOffer:
    """Hold another shift that can try a closed door again, found by really putting it in; seconds as in a plan."""

    shift: str
    team: str
    team_name: str
    date: date
    order: int
    start_s: int
    extra_s: int
    is_other_team: bool
    is_other_hour: bool
    is_spare: bool
    """Whether the shift has no other stop: it would be worked for this one alone."""


def offer_reserves(
    workspace: Workspace, actor: Actor, *, round_id: str, establishment: str
) -> tuple[ReserveOffer, ...]:
    """Return the unused reserves of a closed establishment's cell, the one that costs its shift least first.

    The stops before the closed one stay as they are; each reserve is put in
    where it fits best behind it. The look is logged.

    Raises
    ------
    ConflictError
        ``sheet.none`` where the plan is not sealed; ``plan.no_visit`` where it has no stop there.
    """
    need(workspace, actor, *PLANNER, action="sample.offer", target=establishment)
    plan, route = _sealed_stop(workspace, round_id, establishment)
    drawn = read_drawn(workspace, round_id)
    cell = drawn.cell_of(establishment) if drawn else ("", "")
    if drawn is None or not all(cell):
        return ()
    duty = next(one for one in plan.problem.shifts if one.id == route.shift)
    tickets = dict(drawn.waiting(cell))
    visits = visits_of(workspace, tuple(tickets), shifts=(duty,))
    with workspace.store.read() as connection:
        reserves = {e.id: e for e in establishments.read_establishments(connection) if e.id in tickets}
    names = {id_: e.name for id_, e in reserves.items()}
    places = {id_: (e.position.lon, e.position.lat) for id_, e in reserves.items() if e.position is not None}
    shut = _shut_short(plan.problem, establishment)
    problem = with_visits(workspace, shut, tuple(visits.values()), places=places)
    known = {place.id for place in plan.problem.locations}
    offers = []
    for id_, ticket in tickets.items():
        placed = _after_door(problem, route, establishment, visits[id_], duty) if id_ in visits else None
        offers.append(
            ReserveOffer(
                establishment_id=id_, name=names.get(id_, id_), cell="/".join(cell), ticket=ticket,
                floors_hold=floors_hold(workspace, drawn, round_id, establishment, id_),
                order=placed[0] if placed else None, extra_s=placed[1] if placed else None,
                is_estimate=id_ not in known,
            )
        )  # fmt: skip
    log(workspace, actor, action="sample.offer", target=establishment, offers=len(offers))
    return tuple(sorted(offers, key=cheapest_first))


def offer_retries(workspace: Workspace, actor: Actor, *, round_id: str, establishment: str) -> tuple[RetryOffer, ...]:
    """Return the later shifts that can try a closed door again, another team at another hour first.

    Each is found by putting the visit in at every place and verifying the
    whole plan; the shift that found the door closed is not among them. The look is logged.

    Raises
    ------
    ConflictError
        As for offer_reserves.
    """
    need(workspace, actor, *PLANNER, action="sample.retry", target=establishment)
    plan, route = _sealed_stop(workspace, round_id, establishment)
    now = read_now(workspace)
    with workspace.store.read() as connection:
        names = {team.id: team.name for team in teams.read_teams(connection)}
    first = next(stop for stop in route.stops if stop.visit == establishment)
    duty = next(one for one in plan.problem.shifts if one.id == route.shift)
    used = {one.shift for one in plan.solution.routes if one.stops}
    offers = []
    for shift in plan.problem.shifts:
        if shift.id == duty.id or starts_at(shift, now) <= now:
            continue
        found = _tried(plan, establishment, shift)
        if found is not None:
            order, start_s, extra_s = found
            offers.append(
                RetryOffer(
                    shift=shift.id, team=shift.team, team_name=names.get(shift.team, shift.team), date=shift.date,
                    order=order, start_s=start_s, extra_s=extra_s, is_other_team=shift.team != duty.team,
                    is_other_hour=hours_apart_s(start_s, first.start_s) >= OTHER_HOUR_S, is_spare=shift.id not in used,
                )
            )  # fmt: skip
    log(workspace, actor, action="sample.retry", target=establishment, offers=len(offers))
    return tuple(sorted(offers, key=_other_first))


def starts_at(shift: Shift, now: datetime) -> datetime:
    """Return when a shift starts, in the zone of an instant of the office's clock."""
    return datetime.combine(shift.date, time(0), tzinfo=now.tzinfo) + timedelta(seconds=shift.start_s)


def hours_apart_s(one_s: int, other_s: int) -> int:
    """Return how far two times of day lie apart on the dial, in seconds.

    Examples
    --------
    >>> hours_apart_s(23 * 3600, 25 * 3600)
    7200
    """
    apart = abs(one_s - other_s) % DAY_S
    return min(apart, DAY_S - apart)


def _sealed_stop(workspace: Workspace, round_id: str, establishment: str) -> tuple[Plan, Route]:
    found = round_of(workspace, round_id)
    with workspace.store.read() as connection:
        plan = plans.read_plan(connection, found.id)
    if plan is None or plan.sealed_at is None:
        raise ConflictError("sheet.none", shift="")
    for route in plan.solution.routes:
        if establishment in {stop.visit for stop in route.stops}:
            return plan, route
    raise ConflictError("plan.no_visit", visit=establishment)


def _shut_short(problem: RoutingProblem, establishment: str) -> RoutingProblem:
    """Return the problem in which the closed door takes a few minutes only."""
    visits = tuple(
        replace(visit, service_s=min(visit.service_s, CLOSED_DOOR_S)) if visit.id == establishment else visit
        for visit in problem.visits
    )
    return replace(problem, visits=visits)


def _after_door(
    problem: RoutingProblem, route: Route, establishment: str, visit: Visit, duty: Shift
) -> tuple[int, int] | None:
    """Return the cheapest place behind the closed door (order from 1) and the extra seconds of driving."""
    from planner.routing.index import index_problem
    from planner.routing.timing import time_order

    order = [stop.visit for stop in route.stops]
    if not may_visit(visit, duty):
        return None
    index = index_problem(problem)
    before = time_order(index, route.shift, order)
    found = []
    for place in range(order.index(establishment) + 1, len(order) + 1):
        timed = time_order(index, route.shift, [*order[:place], visit.id, *order[place:]])
        if timed is not None:
            found.append((timed.travel_s, place + 1))
    if not found or before is None:
        return None
    travel_s, place = min(found)
    return place, travel_s - before.travel_s


def floors_hold(workspace: Workspace, drawn: Drawn, round_id: str, absent: str, stand_in: str) -> bool:
    """Tell whether every floor that the list serves now is served with a stand-in, too."""
    change = SampleChange(
        round_id=round_id, number=0, kind=ChangeKind.SUBSTITUTE, establishment_id=absent, stand_in=stand_in,
        reason="", account="", at=read_now(workspace),
    )  # fmt: skip
    rule = round_of(workspace, round_id).rule
    rows = tuple(drawn.rows.values())
    return not lost_floors(change, rule=rule, sample=drawn.sample, frame=rows, changes=drawn.changes)


def _tried(plan: Plan, establishment: str, shift: Shift) -> tuple[int, int, int] | None:
    """Return place, start and extra driving of a visit in another shift, None where no place keeps every rule."""
    from planner.routing.index import index_problem
    from planner.routing.rearranging import orders_of, rearrange
    from planner.routing.rules import objection
    from planner.routing.timing import time_order

    index = index_problem(plan.problem)
    visit = index.visits[establishment]
    orders = {one: [stop for stop in stops if stop != establishment] for one, stops in orders_of(plan.solution).items()}
    order = orders.get(shift.id, [])
    if objection(index, visit, shift) or (shift.max_stops is not None and len(order) >= shift.max_stops):
        return None
    trials = ([*order[:place], establishment, *order[place:]] for place in range(len(order) + 1))
    timed = [(route, trial) for trial in trials if (route := time_order(index, shift.id, trial)) is not None]
    if not timed:
        return None
    route, trial = min(timed, key=lambda one: (one[0].travel_s, one[0].return_s))
    if rearrange(plan.problem, plan.solution, {**orders, shift.id: trial}).broken:
        return None
    before = time_order(index, shift.id, order) if order else None
    start_s = next(stop.start_s for stop in route.stops if stop.visit == establishment)
    return trial.index(establishment) + 1, start_s, route.travel_s - (before.travel_s if before else 0)


def cheapest_first(offer: ReserveOffer) -> tuple[bool, bool, int, int]:
    """Return the place of an offer: floors before all, then whether it fits this evening, then the driving."""
    return (not offer.floors_hold, offer.extra_s is None, offer.extra_s or 0, offer.ticket)


def _other_first(offer: RetryOffer) -> tuple[bool, bool, bool, int, date, str]:
    is_same = (not offer.is_other_team, not offer.is_other_hour)
    return (*is_same, offer.is_spare, offer.extra_s, offer.date, offer.shift)
