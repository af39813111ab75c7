"""What readings of the share cost, what sizes buy, and whom a draw selects against the register."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from selection_cases import register, row
from test_planner_risk import SHOP

from domain.errors import InfeasibleError
from domain.establishments import Status
from domain.places import CommuneKey
from domain.rounds import SamplingRule
from planner.selection import compare_rules, in_every_commune, plan_draw, selected_shares, size_curve

RULE = SamplingRule()


def test_both_readings_of_the_share_are_those_of_the_plan() -> None:
    frame = register(300, types=5)
    over_area, everywhere = compare_rules(frame, [RULE, in_every_commune(RULE)])
    assert everywhere.rule == SamplingRule(commune_floor_bp=2000)
    for cost in (over_area, everywhere):
        sizes = plan_draw(frame, cost.rule).sizes
        assert (cost.size, cost.lower_bound, cost.risk, cost.lottery) == (
            sizes.size, sizes.lower_bound, sizes.risk, sizes.lottery,
        )  # fmt: skip
        assert cost.size == cost.must + cost.risk + cost.lottery
    assert everywhere.size is not None and over_area.size is not None and everywhere.size > over_area.size


def test_a_stricter_floor_is_kept_and_a_rule_without_a_plan_names_its_groups() -> None:
    assert in_every_commune(SamplingRule(commune_floor_bp=3000)).commune_floor_bp == 3000
    frame = [row(f"A{i}") for i in range(12)] + [row("B0", "B", flags="x")]
    area, everywhere = compare_rules(frame, [replace(RULE, commune_floor_bp=0), RULE])
    assert area.size is not None and area.short == ()
    assert (everywhere.size, everywhere.refusal) == (None, "draw.floor")
    assert [(g.kind, g.key) for g in everywhere.short] == [("commune", "B")]
    (few,) = compare_rules(frame[:5], [replace(RULE, type_floor_bp=0)])
    assert (few.size, few.refusal, few.short) == (None, "draw.random", ())


def test_a_curve_by_hand() -> None:
    """Scores 0 to 9, one cell, 20 %, no share by lottery but 1 place: n = 2 has 9 and a ninth of the other 36."""
    frame = [row(f"A{i}", score=i) for i in range(10)]
    rule = SamplingRule(random_share_bp=0, min_random=1)
    curve = size_curve(frame, rule, [4, 2, 3, 1, 11])
    assert [(p.size, p.risk, p.lottery, p.inspected) for p in curve] == [(2, 1, 1, 2), (3, 2, 1, 3), (4, 3, 1, 4)]
    assert [p.points for p in curve] == [9 + Fraction(36, 9), 17 + Fraction(28, 8), 24 + Fraction(21, 7)]
    assert [(p.communes_sure, p.types_sure) for p in curve] == [(1, 1)] * 3


def test_more_visits_reach_more_points_and_more_communes() -> None:
    frame = register(300, types=5, points=60)
    least = plan_draw(frame, RULE).sizes.size
    curve = size_curve(frame, RULE, range(least, least + 41, 5))
    assert [p.size for p in curve] == list(range(least, least + 41, 5))
    assert all(a.points < b.points for a, b in pairwise(curve))
    assert curve[-1].communes_sure > curve[0].communes_sure
    done = sum(r.done for r in frame)
    assert all(p.inspected == p.size + done for p in curve)


def test_a_curve_of_a_rule_without_a_plan_is_refused() -> None:
    with pytest.raises(InfeasibleError):
        size_curve([row("A"), row("B")], SamplingRule(min_random=3), [2])


def test_selected_shares_stand_against_the_register() -> None:
    """6 in scope, 2 selected: a third. Karaoke 2 of 4: 2 - 4/3 = 2/3 more than its part; cafes 0 of 2: 2/3 fewer."""
    other = CommuneKey(vintage="2025", code="25822")
    shops = [replace(SHOP, id=f"K{k}", entity_id=f"E{k}", rooms=4 * k) for k in range(4)]
    shops += [replace(SHOP, id=f"C{k}", entity_id="F", type="CAPHE", commune_now=other) for k in range(2)]
    shops.append(replace(SHOP, id="Z", status=Status.CLOSED))
    rows = selected_shares(shops, ["K1", "K2", "Z"], legal_forms={"E0": "HKD", "E1": "HKD", "E2": "TNHH"})
    got = {(r.dimension, r.key): (r.registered, r.selected, r.excess) for r in rows}
    third = Fraction(1, 3)
    assert got == {
        ("commune", "25816"): (4, 2, 2 * third),
        ("commune", "25822"): (2, 0, -2 * third),
        ("type", "CAPHE"): (2, 0, -2 * third),
        ("type", "KARAOKE"): (4, 2, 2 * third),
        ("legal_form", ""): (3, 0, Fraction(-1)),
        ("legal_form", "HKD"): (2, 1, third),
        ("legal_form", "TNHH"): (1, 1, 2 * third),
        ("size", ""): (3, 0, Fraction(-1)),
        ("size", "middle"): (2, 1, third),
        ("size", "small"): (1, 1, 2 * third),
    }
    assert {r.share for r in rows if r.key == "KARAOKE"} == {Fraction(1, 2)}


def test_shares_of_an_empty_register_are_empty() -> None:
    assert selected_shares([], [], legal_forms={}) == ()
