"""Who would warn whom, in groups that one short time can hold, and whether a plan visits them at once."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from routing_cases import HOUR, MINUTE, tiny_problem

from domain.errors import InputError
from domain.routing import Route, Stop, Together
from planner.warning import (
    Link,
    can_meet,
    is_together,
    owner_links,
    read_secrecy_rule,
    together_report,
    warning_groups,
)

RULE = Path(__file__).resolve().parents[2] / "data" / "rules" / "secrecy.toml"
EVENING, NOON = ((19 * HOUR, 22 * HOUR),), ((10 * HOUR, 14 * HOUR),)
CHAIN = (
    Link(one="a", other="b", metres=100),
    Link(one="b", other="c", metres=200),
    Link(one="c", other="d", metres=50),
)


def grouped(links=CHAIN, *, most=4, within_s=3 * HOUR, windows=None):
    found = warning_groups(links, windows or dict.fromkeys("abcd", EVENING), within_s=within_s, most=most)
    assert all(group.within_s == within_s for group in found)
    return [group.visits for group in found]


def test_a_chain_of_neighbours_is_one_group_and_a_small_limit_parts_it_at_its_longest_link():
    assert grouped() == [("a", "b", "c", "d")]
    assert grouped(most=2) == [("a", "b"), ("c", "d")]
    assert grouped(most=3) == [("a", "b"), ("c", "d")], "the nearest pairs come first, and four are too many"


def test_who_opens_at_other_hours_is_in_no_group_with_them():
    windows = {"a": EVENING, "b": EVENING, "c": NOON, "d": NOON}
    assert grouped(windows=windows) == [("a", "b"), ("c", "d")]
    assert grouped(windows=windows, within_s=5 * HOUR) == [("a", "b", "c", "d")], "14:00 and 19:00 are five hours apart"
    assert grouped(windows={"a": EVENING, "c": EVENING}) == [], "a link to somebody who is not visited is none"


def test_an_owner_links_all_of_his_and_nobody_owns_nothing():
    links = owner_links({"a": "x", "b": "", "c": "x", "d": "", "e": "x"})
    assert [(link.one, link.other, link.metres) for link in links] == [("a", "c", 0), ("a", "e", 0), ("c", "e", 0)]


def test_three_windows_can_meet_two_by_two_and_still_not_all_at_once():
    early, middle, late = ((0, 10),), ((60, 60),), ((110, 120),)
    assert can_meet([early, middle], within_s=50) and can_meet([middle, late], within_s=50)
    assert not can_meet([early, middle, late], within_s=50)
    assert can_meet([early, middle, late], within_s=100)
    assert can_meet([((0, 0), (500, 600)), ((510, 510),)], within_s=5) is True


@given(
    links=st.lists(
        st.builds(Link, one=st.sampled_from("abcdef"), other=st.sampled_from("abcdef"), metres=st.integers(0, 500)),
        max_size=12,
    ),
    most=st.integers(2, 5),
    data=st.data(),
)
@settings(max_examples=80, deadline=None)
def test_groups_are_apart_small_and_can_meet_whatever_the_order_of_the_links(links, most, data):
    windows = {name: ((first, first + 1800),) for name, first in zip("abcdef", range(0, 10800, 1800), strict=True)}
    groups = warning_groups(links, windows, within_s=3600, most=most)
    members = [visit for group in groups for visit in group.visits]
    assert len(members) == len(set(members)) and all(2 <= len(group.visits) <= most for group in groups)
    assert all(can_meet([windows[visit] for visit in group.visits], within_s=3600) for group in groups)
    assert warning_groups(data.draw(st.permutations(links)), windows, within_s=3600, most=most) == groups


def route(shift, *starts, service_s=30 * MINUTE):
    stops = tuple(
        Stop(visit=visit, arrival_s=start, wait_s=0, start_s=start, leave_s=start + service_s)
        for visit, start in starts
    )
    return Route(shift=shift, departure_s=0, return_s=0, travel_s=0, break_start_s=None, stops=stops)


def test_a_plan_keeps_a_group_in_one_time_of_one_day_and_two_teams_may_come_at_once():
    together = (Together(visits=("v1", "v2", "v3"), within_s=2 * HOUR),)
    plain = tiny_problem(together=together)
    apart_days = replace(plain, shifts=(plain.shifts[0], replace(plain.shifts[1], date=date(2027, 3, 9))))
    one_team = (route("m", ("v1", 8 * HOUR), ("v2", 9 * HOUR), ("v3", 10 * HOUR)),)
    late = (route("m", ("v1", 8 * HOUR), ("v2", 9 * HOUR), ("v3", 10 * HOUR + 1)),)
    two_teams = (route("m", ("v1", 8 * HOUR), ("v2", 8 * HOUR + 29 * MINUTE)), route("e", ("v3", 8 * HOUR)))
    side_by_side = (route("m", ("v1", 8 * HOUR)), route("e", ("v3", 8 * HOUR + 29 * MINUTE)))
    report = together_report(plain, one_team)
    assert (report.groups, report.kept, report.simultaneous, report.apart) == (1, 1, 0, ())
    assert together_report(plain, late).apart == (("v1", "v2", "v3"),)
    assert (together_report(plain, two_teams).kept, together_report(plain, two_teams).simultaneous) == (1, 0)
    assert together_report(plain, side_by_side).simultaneous == 1, "the one that is not planned counts nothing"
    assert together_report(apart_days, side_by_side).kept == 0, "the same hour of another day"
    assert is_together([], within_s=0)


def test_the_rule_is_data_and_a_broken_one_is_refused():
    text = RULE.read_text(encoding="utf-8")
    rule = read_secrecy_rule(text)
    assert (rule.within_s, rule.near_m, rule.loss_bp, rule.is_checked) == (3 * HOUR, 500, 200, False)
    assert rule.source and rule.valid_from
    for broken in (text.replace("loss_bp = 200", "loss_bp = 20000"), text.replace("most_visits = 6", ""), "x ="):
        with pytest.raises(InputError) as caught:
            read_secrecy_rule(broken)
        assert caught.value.code == "rule.secrecy"
