"""The smallest size, its bound and its certificate, against exhaustive search."""

from itertools import chain, combinations, product

import pytest
from selection_cases import number, row

from domain.errors import InfeasibleError, InputError
from domain.rounds import FrameRow, SamplingRule
from domain.units import required_count
from planner.selection import FloorError, plan_draw
from planner.selection.cover import least_cover
from planner.selection.sizes import fix_sizes, lower_bound
from planner.selection.strata import check_floors, count_strata


@pytest.mark.parametrize(
    ("rate_bp", "registered", "need"),
    [(2000, 0, 0), (2000, 1, 1), (2000, 5, 1), (2000, 6, 2), (2000, 301, 61), (700, 100, 7), (5500, 100, 55)],
)
def test_need_is_exact(rate_bp: int, registered: int, need: int) -> None:
    assert required_count(registered, rate_bp) == need


CELLS = ("Ak", "Al", "Bk", "Bl", "Ck", "Cl")


@pytest.mark.parametrize(
    ("communes", "types", "cells", "target", "fewest"),
    [((2, 2, 1), (2, 2), (1, 3, 0, 3, 2, 1), 3, 5), ((2, 2, 1), (3, 1), (0, 3, 0, 3, 3, 1), 4, 7)],
)
def test_certificate_of_the_design(communes, types, cells, target: int, fewest: int) -> None:
    """Design case 3: both are proved by communes A and B with type k."""
    cover = least_cover(
        dict(zip("ABC", communes, strict=True)),
        dict(zip("kl", types, strict=True)),
        {(name[0], name[1]): n for name, n in zip(CELLS, cells, strict=True)},
    )
    assert max(target, cover.size) == fewest
    assert (cover.communes, cover.types) == (("A", "B"), ("k",))


def small_case(k: int) -> tuple[list[FrameRow], SamplingRule]:
    """Return a register of at most 15 in 3 communes and 2 types, with a rule."""
    rows = []
    for commune, kind in product("ABC", "kl"):
        for place in range(number(f"{k}{commune}{kind}n", 4)):
            luck = number(f"{k}{commune}{kind}{place}f", 12)
            flags = {0: "m", 1: "x", 2: "d"}.get(luck, "")
            score = number(f"{k}{commune}{kind}{place}s", 4)
            rows.append(row(f"{commune}{kind}{place}", commune, kind, score=score, flags=flags))
    shares = [500 * number(f"{k}b{i}", 13) for i in range(3)]
    return rows, SamplingRule(
        rate_bp=shares[0],
        commune_floor_bp=shares[1],
        type_floor_bp=shares[2],
        random_share_bp=1000 * number(f"{k}rho", 11),
        min_random=number(f"{k}min", 3),
    )


def exhaustive_size(frame: list[FrameRow], rule: SamplingRule) -> int | None:
    """Return the smallest n that any list can do, straight from the definition; None if none can."""
    must = [r for r in frame if r.must]
    open_rows = [r for r in frame if not (r.must or r.done or r.exempt)]
    cells = {}
    for r in open_rows:
        cells[r.commune, r.type] = cells.get((r.commune, r.type), 0) + 1
    asked = {}
    for name, floor in (("commune", rule.commune_floor_bp), ("type", rule.type_floor_bp)):
        for key in {getattr(r, name) for r in frame}:
            members = [r for r in frame if getattr(r, name) == key]
            free = sum(getattr(r, name) == key for r in open_rows)
            asked[name, key] = required_count(len(members), floor) - sum(r.done or r.must for r in members), free
    target = required_count(len(frame), rule.rate_bp) - sum(r.done for r in frame)
    for size in range(len(must), len(must) + len(open_rows) + 1):
        free_places = size - len(must)
        lottery = max(rule.min_random, required_count(free_places, rule.random_share_bp))
        risk = free_places - lottery
        pool = len(open_rows) - risk
        if risk < 0 or size < target:
            continue
        for counts in product(*(range(n + 1) for n in cells.values())):
            if sum(counts) == risk and all(
                sum(n for cell, n in zip(cells, counts, strict=True) if cell[name == "type"] == key)
                + sure(lottery, free - got(cells, counts, name, key), pool)
                >= want
                for (name, key), (want, free) in asked.items()
            ):
                return size
    return None


def got(cells, counts, name: str, key: str) -> int:
    return sum(n for cell, n in zip(cells, counts, strict=True) if cell[name == "type"] == key)


def sure(lottery: int, left: int, pool: int) -> int:
    """Return what the lottery guarantees: the floor of its expectation."""
    return lottery * left // pool if pool else 0


def check_against_exhaustive(k: int) -> bool:
    frame, rule = small_case(k)
    if not frame:
        return False
    expected = exhaustive_size(frame, rule)
    if expected is None:
        with pytest.raises(InfeasibleError):
            plan_draw(frame, rule)
        return False
    strata = count_strata(frame, rule)
    check_floors(strata, rule)
    sizes = fix_sizes(strata, rule)
    assert sizes.size == expected, (k, rule)
    assert sizes.lower_bound <= expected
    assert [r.size for r in sizes.refuted] == list(range(sizes.lower_bound, expected))
    return True


def test_size_equals_exhaustive_search() -> None:
    assert sum(check_against_exhaustive(k) for k in range(400)) >= 250


def test_bound_and_certificate_equal_the_scan_of_all_subsets() -> None:
    """The certificate is the smallest set of communes that reaches the largest value."""
    with_certificate = 0
    for k in range(300):
        frame, rule = small_case(k)
        if not frame:
            continue
        strata = count_strata(frame, rule)
        if any(group.short for group in (strata.area, *strata.communes, *strata.types)):
            continue
        communes = {g.key: g.wanted for g in strata.communes}
        types = {g.key: g.wanted for g in strata.types}
        values = {}
        for few in chain.from_iterable(combinations(communes, n) for n in range(len(communes) + 1)):
            reach = {t: sum(strata.cells.get((c, t), 0) for c in few) for t in types}
            values[few] = sum(communes[c] for c in few) + sum(max(0, types[t] - reach[t]) for t in types)
        best = max(values.values())
        bound, certificate = lower_bound(strata)
        assert bound == len(strata.must) + max(strata.area.wanted, best)
        if best > strata.area.wanted:
            with_certificate += 1
            smallest = set.intersection(*(set(few) for few, value in values.items() if value == best))
            assert set(certificate.communes) == smallest
        else:
            assert certificate.communes == certificate.types == ()
    assert with_certificate > 30


def test_refutations_prove_themselves() -> None:
    """Two communes of 5, one type each, 20 %: 2 of 10, but the lottery of 1 is sure of nothing.

    n = 2: k = 1, r = 1, pool 9: a commune with 0 on the list is sure of floor(5/9) = 0 < 1, so both need
    one: 2 > 1. n = 3: k = 2, r = 1.
    """
    frame = [row(f"{c}{i}", c, c) for c in "AB" for i in range(5)]
    rule = SamplingRule(commune_floor_bp=2000, type_floor_bp=0, min_random=1)
    sizes = fix_sizes(count_strata(frame, rule), rule)
    assert (sizes.lower_bound, sizes.size, sizes.risk, sizes.lottery) == (2, 3, 2, 1)
    (refuted,) = sizes.refuted
    assert (refuted.size, refuted.places, refuted.needed, refuted.communes) == (2, 1, 2, ("A", "B"))


def test_the_lottery_is_never_smaller_than_min_random() -> None:
    frame = [row(f"A{i}") for i in range(20)]
    sizes = fix_sizes(count_strata(frame, SamplingRule()), SamplingRule())
    assert (sizes.size, sizes.risk, sizes.lottery) == (10, 0, 10)


def test_done_and_must_count_towards_the_target() -> None:
    """10 registered, 30 %: 3 less 1 done is 2, of which 1 must; 1 place is left, for the lottery."""
    frame = [row("A0", flags="d"), row("A1", flags="m"), *(row(f"A{i}") for i in range(2, 10))]
    rule = SamplingRule(rate_bp=3000, min_random=1)
    sizes = fix_sizes(count_strata(frame, rule), rule)
    assert (sizes.lower_bound, sizes.size, sizes.risk, sizes.lottery) == (2, 2, 0, 1)


def test_groups_that_are_short_are_all_named() -> None:
    """Commune B: 5 registered at 40 % asks for 2, 4 are exempt, 1 is eligible: short 1. Type l likewise."""
    frame = [row(f"A{i}") for i in range(9)] + [row(f"B{i}", "B", "l", flags="x" * (i > 0)) for i in range(5)]
    rule = SamplingRule(rate_bp=1000, commune_floor_bp=4000, type_floor_bp=4000, min_random=0)
    with pytest.raises(FloorError) as caught:
        plan_draw(frame, rule)
    groups = [(g.kind, g.key, g.registered, g.exempt, g.eligible, g.needed, g.short) for g in caught.value.groups]
    assert groups == [("commune", "B", 5, 4, 1, 2, 1), ("type", "l", 5, 4, 1, 2, 1)]
    assert caught.value.code == "draw.floor" and caught.value.params["count"] == 2
    assert caught.value.exit_code == 4


@pytest.mark.parametrize(
    ("rule", "error", "code"),
    [
        (SamplingRule(min_random=21), InfeasibleError, "draw.random"),
        (SamplingRule(size=9), InfeasibleError, "draw.size"),
        (SamplingRule(size=21), InfeasibleError, "draw.size"),
        (SamplingRule(rotation_floor=3), InfeasibleError, "draw.floor_unseen"),
        (SamplingRule(rate_bp=10_000, min_random=21), InfeasibleError, "draw.random"),
    ],
)
def test_rules_that_cannot_be_met_are_refused(rule: SamplingRule, error: type, code: str) -> None:
    with pytest.raises(error) as caught:
        plan_draw([row(f"A{i}") for i in range(20)], rule)
    assert caught.value.code == code


def test_a_larger_size_is_taken_exactly() -> None:
    sizes = plan_draw([row(f"A{i}") for i in range(20)], SamplingRule(size=15)).sizes
    assert (sizes.size, sizes.risk, sizes.lottery) == (15, 5, 10)


def test_a_frame_without_rows_is_refused() -> None:
    with pytest.raises(InputError, match=r"frame\.empty"):
        plan_draw([], SamplingRule())
