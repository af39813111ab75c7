"""The whole draw: one reason each, the same list from any order, reserves, seeds."""

from collections import Counter
from fractions import Fraction

import pytest
from selection_cases import SEED, number, register, row

from domain.errors import InputError
from domain.rounds import Reason, ReasonCode, Role, SamplingRule
from planner.selection import draw_from_plan, draw_sample, plan_draw
from planner.selection.coins import ticket
from planner.selection.formats import draw_json

RULE = SamplingRule()


def test_every_row_has_one_role_that_fits_its_list() -> None:
    frame = register(240)
    sample = draw_sample(frame, RULE, seed=SEED)
    assert [r.establishment_id for r in sample.rows] == sorted(r.id for r in frame)
    by_role = {role: tuple(r.establishment_id for r in sample.rows if r.role is role) for role in Role}
    assert by_role[Role.MUST] == sample.must == tuple(r.id for r in frame if r.must)
    assert by_role[Role.RISK] == sample.risk
    assert by_role[Role.LOTTERY] == sample.lottery
    assert set(by_role[Role.RESERVE]) == set(sample.reserves)
    assert set(by_role[Role.EXCLUDED]) == {r.id for r in frame if (r.exempt and not r.must) or r.done}
    assert len(sample.selected) == sample.size == len(set(sample.selected))
    assert sample.chance == Fraction(
        len(sample.lottery), len(sample.lottery + sample.reserves + by_role[Role.NOT_DRAWN])
    )


def test_floors_of_communes_and_types_are_kept() -> None:
    frame = register(240)
    sample = draw_sample(frame, RULE, seed=SEED)
    served = set(sample.selected) | {r.id for r in frame if r.done}
    assert len(served) >= 48
    for name in ("commune", "type"):
        whole = Counter(getattr(r, name) for r in frame)
        got = Counter(getattr(r, name) for r in frame if r.id in served)
        assert all(got[key] >= -(-n // 10) for key, n in whole.items())


def test_chances_stand_beside_the_roles() -> None:
    sample = draw_sample(register(120), RULE, seed=SEED)
    for r in sample.rows:
        expected = {Role.MUST: Fraction(1), Role.RISK: Fraction(1), Role.EXCLUDED: Fraction(0)}
        assert r.chance == expected.get(r.role, sample.chance)


def test_the_order_of_the_frame_does_not_matter() -> None:
    frame = register(150)
    expected = draw_sample(frame, RULE, seed=SEED)
    assert draw_sample(frame[::-1], RULE, seed=SEED) == expected
    shuffled = sorted(frame, key=lambda r: number(r.id, 10**9))
    assert draw_sample(shuffled, RULE, seed=SEED) == expected


def test_another_seed_changes_the_lottery_only() -> None:
    frame = register(240)
    one, two = draw_sample(frame, RULE, seed=SEED), draw_sample(frame, RULE, seed="a" * 64)
    assert (one.must, one.risk, one.plan_hash, one.size) == (two.must, two.risk, two.plan_hash, two.size)
    assert one.lottery != two.lottery


def test_the_plan_is_fixed_before_the_seed() -> None:
    plan = plan_draw(register(150), RULE)
    sample = draw_from_plan(plan, seed=SEED, reasons={})
    assert sample == draw_sample(register(150), RULE, seed=SEED)
    assert sample.plan_hash == plan.plan_hash
    assert set(sample.lottery) | set(sample.reserves) <= {r.id for r in plan.pool}


def test_one_more_row_changes_both_hashes_and_the_rule_only_the_plan() -> None:
    frame = register(100)
    sample = draw_sample(frame, RULE, seed=SEED)
    more = draw_sample([*frame, row("Z", "25800", "T0")], RULE, seed=SEED)
    assert more.frame_hash != sample.frame_hash and more.plan_hash != sample.plan_hash
    other = draw_sample(frame, SamplingRule(size=sample.size + 1), seed=SEED)
    assert other.frame_hash == sample.frame_hash and other.plan_hash != sample.plan_hash
    clock = draw_sample(frame, SamplingRule(exempt_clock="rolling"), seed=SEED)
    assert clock.plan_hash == sample.plan_hash


def test_reserves_follow_the_ticket_within_their_cell() -> None:
    """One cell of 20: 10 are drawn, so 10 stand in reserve, the smallest tickets of the rest."""
    frame = [row(f"A{i:02d}") for i in range(25)]
    sample = draw_sample(frame, RULE, seed=SEED)
    rest = sorted({r.id for r in frame} - set(sample.selected), key=lambda i: ticket(SEED, i))
    assert sample.reserves == tuple(rest[:10])
    reasons = {r.establishment_id: r.reason for r in sample.rows}
    assert [reasons[i].params["rank"] for i in sample.reserves] == list(range(1, 11))


def test_reserves_stand_in_cells_with_somebody_selected() -> None:
    frame = register(240)
    cells = {r.id: (r.commune, r.type) for r in frame}
    sample = draw_sample(frame, RULE, seed=SEED)
    selected = Counter(cells[i] for i in sample.selected)
    reserves = Counter(cells[i] for i in sample.reserves)
    assert all(n <= selected[cell] for cell, n in reserves.items())
    not_drawn = Counter(cells[r.establishment_id] for r in sample.rows if r.role is Role.NOT_DRAWN)
    assert all(reserves[cell] == selected[cell] for cell in not_drawn if selected[cell])


def test_reasons_found_before_the_draw_are_kept() -> None:
    frame = [row("M", flags="m"), row("X", flags="x"), row("D", flags="d"), *(row(f"A{i:02d}") for i in range(20))]
    known = {
        "M": Reason(code=ReasonCode.MUST_REINSPECTION, params={"due_on": "2027-02-01"}),
        "X": Reason(code=ReasonCode.EXEMPT, params={"until": "2027-06-10"}),
    }
    told = {r.establishment_id: r.reason for r in draw_sample(frame, RULE, seed=SEED, reasons=known).rows}
    assert told["M"] == known["M"] and told["X"] == known["X"] and told["D"].code is ReasonCode.DONE
    bare = draw_sample(frame, RULE, seed=SEED)
    assert {r.establishment_id: r.reason for r in bare.rows}["M"].code is ReasonCode.MUST_COMPLAINT
    assert bare.selected == draw_sample(frame, RULE, seed=SEED, reasons=known).selected


def test_a_must_overrides_its_exemption() -> None:
    sample = draw_sample([row("M", flags="mx"), *(row(f"A{i:02d}") for i in range(20))], RULE, seed=SEED)
    assert sample.must == ("M",)


def test_without_a_lottery_the_chance_is_zero() -> None:
    rule = SamplingRule(random_share_bp=0, min_random=0)
    sample = draw_sample([row(f"A{i}", score=i) for i in range(10)], rule, seed=SEED)
    assert (sample.risk, sample.lottery, sample.chance) == (("A8", "A9"), (), Fraction(0))
    assert draw_json(sample)["chance"] == {"numerator": 0, "denominator": 1}


@pytest.mark.parametrize("seed", ["", "5" * 63, "5" * 65, "A" * 64, "g" * 64])
def test_another_form_of_seed_is_refused(seed: str) -> None:
    with pytest.raises(InputError, match=r"draw\.seed"):
        draw_sample(register(30), RULE, seed=seed)


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ([row("A"), row("A")], "frame.duplicate"),
        ([row("A", flags="md")], "frame.must_done"),
        ([row("A,B")], "frame.text"),
    ],
)
def test_a_frame_that_contradicts_itself_is_refused(frame, code: str) -> None:
    with pytest.raises(InputError) as caught:
        draw_sample(frame, SamplingRule(min_random=0), seed=SEED)
    assert caught.value.code == code
