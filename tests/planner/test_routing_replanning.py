"""Planning anew: everything kept stays, else the fewest give way; what cannot be met is named."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from routing_cases import HOUR, MINUTE, routed, shift, tiny_problem, with_shift, with_visit

from domain.errors import InputError
from domain.routing import CurrentPlan, Group, RoutingProblem
from planner.routing import solve
from planner.routing.formats import solution_json
from planner.routing.rearranging import in_force, orders_of, rearrange, with_locks
from planner.routing.replanning import compare_with_current, replan
from planner.verify import verify


def three_mornings(**current) -> RoutingProblem:
    """Return three mornings a, b, c of one team: a makes v1, b makes v2, c makes v3; two stops at most each."""
    days = tuple(
        shift(name, 8, 12, team=f"T{name}", date=date(2027, 3, 8 + k), agencies=("CA", "VH"), max_stops=2)
        for k, name in enumerate("abc")
    )
    base = tiny_problem(shifts=days)
    routes = (("a", ("v1",)), ("b", ("v2",)), ("c", ("v3",)))
    return replace(base, visits=base.visits[:3], current=CurrentPlan(routes=routes, **current))


def test_what_was_lost_goes_beside_what_stays():
    # c is lost: v3 goes to a (B-p1-p3-B: 60 minutes for 20, 40 more) or to b (70 for 30, 40 more): the first one.
    problem = three_mornings(lost_shifts=("c",))
    found = replan(problem)
    assert routed(found) == {"a": ["v1", "v3"], "b": ["v2"]} or routed(found) == {"a": ["v3", "v1"], "b": ["v2"]}
    assert verify(problem, found).ok
    kept = compare_with_current(problem, found)
    assert (kept.unchanged, kept.moved, kept.gone, kept.new) == (2, (), (), ())


def test_the_fewest_give_way():
    # c is lost, b may take one stop only and v3 may go to b only: v2 moves to a, nothing else.
    base = with_shift(three_mornings(lost_shifts=("c",)), "b", max_stops=1)
    problem = with_visit(base, "v3", allowed_shifts=("b", "c"))
    found = replan(problem)
    orders = routed(found)
    assert sorted(orders["a"]) == ["v1", "v2"] and orders["b"] == ["v3"]
    assert verify(problem, found).ok
    kept = compare_with_current(problem, found)
    assert (kept.unchanged, kept.moved) == (1, ("v2",))


def test_a_lock_keeps_what_would_give_way():
    base = with_shift(three_mornings(lost_shifts=("c",), locked={"v2": "day"}), "b", max_stops=1)
    problem = with_visit(base, "v3", allowed_shifts=("b", "c"))
    found = replan(problem)
    assert routed(found) == {"a": ["v1"], "b": ["v2"]}
    (left,) = found.unassigned
    assert left.visit == "v3" and {one.shift: one.code for one in left.reasons}["b"] == "stops"
    # One more morning like b or c: 60 and 40 minutes of driving.
    assert {(one.code, one.params["team"], one.cost) for one in left.remedies} == {
        ("extra_shift", "Tb", 100.0), ("extra_shift", "Tc", 100.0),
    }  # fmt: skip
    assert [rule.code for rule in verify(problem, found).broken] == ["required_missing"]


def test_an_optional_stop_gives_way_to_a_floor():
    # b makes v2 (worth 5, of no group) and is full; the group wants v3, which may go to b only.
    base = with_shift(three_mornings(lost_shifts=("a", "c")), "b", max_stops=1)
    visits = (
        replace(base.visits[0], required=False),
        replace(base.visits[1], required=False, prize=5),
        replace(base.visits[2], required=False, groups=("g",)),
    )
    problem = replace(base, visits=visits, groups=(Group(id="g", at_least=1),))
    found = replan(problem)
    assert routed(found) == {"b": ["v3"]} and verify(problem, found).ok
    assert compare_with_current(problem, found).gone == ("v2",)


def test_what_is_done_stays_even_in_a_lost_shift():
    problem = three_mornings(done=("v1",), lost_shifts=("a", "c"))
    found = replan(problem)
    orders = routed(found)
    assert orders["a"] == ["v1"] and sorted(orders["b"]) == ["v2", "v3"]
    assert verify(problem, found).ok


def test_the_same_call_gives_the_same_bytes():
    problem = three_mornings(lost_shifts=("c",))
    assert solution_json(replan(problem)) == solution_json(replan(problem))
    assert solution_json(replan(problem, solver="ortools", iterations=2)) == solution_json(
        replan(problem, solver="ortools", iterations=2)
    )


def test_without_a_plan_in_force_there_is_nothing_to_change():
    with pytest.raises(InputError) as refused:
        replan(tiny_problem())
    assert refused.value.code == "replan.no_plan"
    with pytest.raises(InputError) as unknown:
        replan(three_mornings(), solver="nobody")
    assert unknown.value.code == "solver.unknown"


@pytest.mark.parametrize(
    ("orders", "change", "told"),
    [
        # All three take 160 minutes.
        ({"m": ["v1", "v2", "v3"]}, {"max_duty_s": 159 * MINUTE}, "duty"),
        ({"m": ["v1", "v2", "v3"]}, {"end_s": 10 * HOUR + 39 * MINUTE}, "return_late"),
        # v4 opens at 18:30.
        ({"m": ["v4"]}, {}, "window"),
        ({"e": ["v4", "v3"]}, {}, "agencies"),
        ({"m": ["v1", "v2", "v3"]}, {"max_stops": 2}, "max_stops"),
    ],
)
def test_a_move_names_the_rule_that_it_breaks(orders, change, told):
    problem = with_shift(tiny_problem(), "m", **change)
    before = solve(with_visit(problem, "v3", required=False), solver="greedy")
    found = rearrange(problem, before, orders)
    assert told in {rule.code for rule in found.broken}


def test_a_lock_holds_against_a_move_and_not_against_its_release():
    problem = tiny_problem()
    before = solve(problem, solver="greedy")
    first = routed(before)["m"]
    held = with_locks(problem, before, {first[0]: "order", first[1]: "order"})
    other = {"m": [first[1], first[0], first[2]], "e": ["v4"]}
    assert {rule.code for rule in rearrange(held, before, other).broken} == {"lock_order"}
    assert rearrange(with_locks(held, before, {}), before, other).broken == ()


small = st.tuples(
    st.lists(st.integers(0, 3), min_size=1, max_size=12),
    st.sets(st.sampled_from(["v1", "v2", "v3", "v4"])),
    st.sets(st.sampled_from(["m", "e", "n"])),
    st.integers(1, 4),
    st.randoms(use_true_random=False),
)


def a_problem(stops: int) -> RoutingProblem:
    days = (
        shift("m", 8, 12, agencies=("CA", "VH"), max_stops=stops), shift("e", 18, 22),
        shift("n", 8, 12, team="E", date=date(2027, 3, 9), agencies=("CA", "VH"), max_stops=stops),
    )  # fmt: skip
    return replace(tiny_problem(), shifts=days, weights=replace(tiny_problem().weights, moved=30.0))


@settings(deadline=None, max_examples=60)
@given(small)
def test_whatever_moves_are_kept_every_version_verifies(case):
    moves, locked, _, stops, chance = case
    problem = a_problem(stops)
    solution = solve(problem, solver="greedy")
    placed = {name for order in orders_of(solution).values() for name in order}
    problem = with_locks(problem, solution, dict.fromkeys(sorted(locked & placed), "day"))
    for k in moves:
        name, to = f"v{k + 1}", chance.choice(["m", "e", "n"])
        orders = {shift_id: [one for one in order if one != name] for shift_id, order in orders_of(solution).items()}
        order = orders.setdefault(to, [])
        order.insert(chance.randint(0, len(order)), name)
        after = rearrange(problem, solution, orders)
        if after.broken:
            continue
        problem, solution = after.problem, after.solution
        assert {rule.code for rule in verify(problem, solution).broken} <= {"required_missing"}
        assert in_force(problem, orders_of(solution)) == problem
        routed_or_left = [*placed_of(solution), *(one.visit for one in solution.unassigned)]
        assert sorted(routed_or_left) == ["v1", "v2", "v3", "v4"]


@settings(deadline=None, max_examples=60)
@given(small)
def test_a_plan_anew_breaks_nothing_that_could_be_kept(case):
    _, locked, lost, stops, _ = case
    problem = a_problem(stops)
    before = solve(problem, solver="greedy")
    orders = orders_of(before)
    held = {name: "team" for name in sorted(locked) if any(name in o for s, o in orders.items() if s not in lost)}
    current = CurrentPlan(
        routes=tuple((name, tuple(order)) for name, order in orders.items()),
        locked=held,
        lost_shifts=tuple(sorted(lost)),
    )
    problem = replace(problem, current=current)
    found = replan(problem)
    missing = {rule.visit for rule in verify(problem, found).broken if rule.code == "required_missing"}
    assert {rule.code for rule in verify(problem, found).broken} <= {"required_missing"}
    assert missing == {one.visit for one in found.unassigned}
    for one in found.unassigned:
        assert one.reasons and all(why.code != "fits" for why in one.reasons)
    if not lost:
        assert compare_with_current(problem, found).moved == ()


def placed_of(solution) -> list[str]:
    return [stop.visit for route in solution.routes for stop in route.stops]
