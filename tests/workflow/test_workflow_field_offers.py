"""Offers for a closed door: reserves by the rules of the draw, other hours by really trying them."""

from dataclasses import replace

import pytest
from sealed_office import AFTERWARDS, LEADER, PLANNER, audit_rows, set_clock, team

import workflow
from domain.errors import ConflictError, NotAllowedError
from domain.units import DAY_S
from planner.routing.rearranging import orders_of, rearrange
from store import plans, rounds
from workflow.door_offers import ReserveOffer, cheapest_first, floors_hold, hours_apart_s
from workflow.sheet_reserves import read_drawn


@pytest.fixture
def office(sealed):
    return sealed


def plan_of(office):
    with office.store.read() as connection:
        return plans.read_plan(connection, workflow.read_plan(office, PLANNER).round.id)


def every_stop(plan):
    return [(route, stop) for route in plan.solution.routes for stop in route.stops]


def test_every_reserve_offered_is_an_unused_one_of_the_same_cell(office):
    plan = plan_of(office)
    drawn = read_drawn(office, plan.round_id)
    count = 0
    for _, stop in every_stop(plan):
        offers = workflow.offer_reserves(office, PLANNER, round_id=plan.round_id, establishment=stop.visit)
        assert {offer.establishment_id for offer in offers} == {
            id_ for id_, _ in drawn.waiting(drawn.cell_of(stop.visit))
        }
        assert all(offer.cell == "/".join(drawn.cell_of(stop.visit)) for offer in offers)
        count += len(offers)
    assert count > 40


def test_they_come_with_the_least_detour_first_and_behind_the_closed_door(office):
    plan = plan_of(office)
    placed = 0
    for route, stop in every_stop(plan):
        offers = workflow.offer_reserves(office, PLANNER, round_id=plan.round_id, establishment=stop.visit)
        fitting = [offer for offer in offers if offer.floors_hold and offer.extra_s is not None]
        assert [offer.extra_s for offer in fitting] == sorted(offer.extra_s for offer in fitting)
        assert list(offers[: len(fitting)]) == fitting
        order = [one.visit for one in route.stops]
        for offer in fitting:
            assert offer.order > order.index(stop.visit) + 1 and offer.is_estimate
            placed += 1
    assert placed > 5


def test_a_reserve_that_was_seen_cannot_stand_in_where_each_one_never_seen_is_needed(office):
    plan = plan_of(office)
    drawn = read_drawn(office, plan.round_id)
    absent, stand_in = next(
        (stop.visit, waiting[0][0])
        for _, stop in every_stop(plan)
        if (waiting := drawn.waiting(drawn.cell_of(stop.visit)))
    )
    with office.store.write() as connection:
        found = next(one for one in rounds.list_rounds(connection) if one.id == plan.round_id)
        rounds.save_round(connection, replace(found, rule=replace(found.rule, rotation_floor=1)))
    for is_seen in (True, False):
        rows = {id_: replace(row, seen=id_ != absent) for id_, row in drawn.rows.items()}
        rows[stand_in] = replace(rows[stand_in], seen=is_seen)
        assert floors_hold(office, replace(drawn, rows=rows), plan.round_id, absent, stand_in) is not is_seen


def test_floors_come_before_ways_and_this_evening_before_another():
    base = ReserveOffer(
        establishment_id="a", name="", cell="1/K", ticket=1, floors_hold=True, order=2, extra_s=60, is_estimate=True
    )
    far, late = replace(base, extra_s=900), replace(base, order=None, extra_s=None)
    lost = replace(base, floors_hold=False, extra_s=0)
    assert sorted([lost, late, far, base], key=cheapest_first) == [base, far, late, lost]


def test_another_try_keeps_every_rule_of_the_plan(office):
    plan = plan_of(office)
    shifts = {shift.id: shift for shift in plan.problem.shifts}
    count = 0
    for route, stop in every_stop(plan)[::4]:
        duty = shifts[route.shift]
        for offer in workflow.offer_retries(office, PLANNER, round_id=plan.round_id, establishment=stop.visit):
            assert offer.shift != route.shift
            assert offer.is_other_team is (shifts[offer.shift].team != duty.team)
            assert offer.is_other_hour is (hours_apart_s(offer.start_s, stop.start_s) >= 7200)
            orders = {one: [v for v in visits if v != stop.visit] for one, visits in orders_of(plan.solution).items()}
            orders.setdefault(offer.shift, []).insert(offer.order - 1, stop.visit)
            after = rearrange(plan.problem, plan.solution, orders)
            assert after.broken == ()
            made = next(one for one in after.solution.routes if one.shift == offer.shift)
            assert next(one.start_s for one in made.stops if one.visit == stop.visit) == offer.start_s
            count += 1
    assert count > 20


def test_another_team_at_another_hour_comes_first(office):
    plan = plan_of(office)
    for _, stop in every_stop(plan)[::5]:
        offers = workflow.offer_retries(office, PLANNER, round_id=plan.round_id, establishment=stop.visit)
        ranks = [(not one.is_other_team, not one.is_other_hour, one.is_spare) for one in offers]
        assert ranks == sorted(ranks)


def test_a_shift_that_has_begun_takes_nothing_more(office):
    plan = plan_of(office)
    _, stop = every_stop(plan)[0]
    set_clock(office, AFTERWARDS)
    assert workflow.offer_retries(office, PLANNER, round_id=plan.round_id, establishment=stop.visit) == ()
    assert workflow.offer_reserves(office, PLANNER, round_id=plan.round_id, establishment=stop.visit)


def test_teams_and_leaders_are_offered_nothing(office):
    plan = plan_of(office)
    _, stop = every_stop(plan)[0]
    for actor in (team("T1"), LEADER):
        for step in (workflow.offer_reserves, workflow.offer_retries):
            with pytest.raises(NotAllowedError):
                step(office, actor, round_id=plan.round_id, establishment=stop.visit)
    workflow.offer_reserves(office, PLANNER, round_id=plan.round_id, establishment=stop.visit)
    assert [row.object for row in audit_rows(office, "sample.offer") if row.outcome == "ok"] == [stop.visit]
    with pytest.raises(ConflictError) as error:
        workflow.offer_reserves(office, PLANNER, round_id=plan.round_id, establishment="CS999999")
    assert error.value.code == "plan.no_visit"


def test_a_dial_has_no_beginning():
    assert hours_apart_s(23 * 3600, DAY_S + 3600) == 7200
    assert hours_apart_s(3600, 3600) == 0
    assert hours_apart_s(0, DAY_S // 2) == DAY_S // 2
