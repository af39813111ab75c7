"""The floors core: fewest visits first, then least regret; never one too few."""

from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from routing_cases import tiny_problem, with_visit

from domain.routing import Group
from planner.routing.core import floors_core
from planner.routing.index import index_problem


def choosing(groups: dict[str, tuple[str, ...]], at_least: dict[str, int], prizes: dict[str, int] | None = None):
    """Return the tiny problem with every visit optional; ``groups`` are those of each visit."""
    problem = tiny_problem(groups=tuple(Group(id=name, at_least=count) for name, count in at_least.items()))
    for visit in ("v1", "v2", "v3", "v4"):
        mine = groups.get(visit, ())
        problem = with_visit(problem, visit, required=False, prize=(prizes or {}).get(visit, 0), groups=mine)
    return problem


def core_of(problem) -> set[str]:
    return set(floors_core(index_problem(problem)))


def test_one_visit_that_fills_two_groups_is_taken_for_both():
    problem = choosing({"v1": ("a",), "v2": ("a", "b"), "v3": ("b",)}, {"a": 1, "b": 1}, {"v1": 99, "v3": 99})
    assert core_of(problem) == {"v2"}


def test_of_two_that_fill_a_group_the_dearer_is_taken():
    # v1 and v2 stand five minutes apart; the prize of 60 points decides.
    for best in ("v1", "v2"):
        assert core_of(choosing({"v1": ("a",), "v2": ("a",)}, {"a": 1}, {best: 60})) == {best}


def test_required_visits_count_for_their_groups():
    problem = with_visit(choosing({"v1": ("a",), "v2": ("a",)}, {"a": 1}), "v1", required=True)
    assert core_of(problem) == {"v1"}


def test_a_group_of_everybody_forces_nobody():
    everybody = dict.fromkeys(("v1", "v2", "v3", "v4"), ("all",))
    assert core_of(choosing(everybody, {"all": 3})) == set()


def test_a_group_that_no_shift_can_fill_asks_for_those_that_one_can_take():
    problem = choosing({"v1": ("a",), "v2": ("a",)}, {"a": 2})
    problem = with_visit(problem, "v2", agencies=("nobody",))
    assert core_of(problem) == {"v1"}


@st.composite
def drawn(draw):
    names = draw(st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=3, unique=True))
    groups = {visit: tuple(n for n in names if draw(st.booleans())) for visit in ("v1", "v2", "v3", "v4")}
    prizes = {visit: draw(st.integers(0, 90)) for visit in groups}
    return choosing(groups, {name: draw(st.integers(0, 3)) for name in names}, prizes)


@given(problem=drawn())
@settings(max_examples=40, deadline=None)
def test_it_fills_every_group_that_can_be_filled_with_the_fewest_visits(problem):
    chosen = core_of(problem)

    def fills(visits) -> bool:
        asked = [g for g in problem.groups if sum(g.id in v.groups for v in problem.visits) < len(problem.visits)]
        have = {g.id: sum(g.id in v.groups for v in problem.visits if v.id in visits) for g in asked}
        most = {g.id: sum(g.id in v.groups for v in problem.visits) for g in asked}
        return all(have[g.id] >= min(g.at_least, most[g.id]) for g in asked)

    assert fills(chosen)
    fewer = combinations([visit.id for visit in problem.visits], max(0, len(chosen) - 1))
    assert not chosen or not any(fills(set(visits)) for visits in fewer)
    assert core_of(replace(problem, name="again")) == chosen
