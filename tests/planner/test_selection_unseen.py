"""The rotation floor (never seen in this cycle) against exhaustive search, sizes and lists alike."""

from itertools import combinations, product

import pytest
from selection_cases import SEED, number, row

from domain.errors import InfeasibleError
from domain.rounds import FrameRow, ReasonCode, SamplingRule
from domain.units import required_count
from planner.selection import FloorError, draw_sample, plan_draw
from planner.selection.coins import ticket
from planner.selection.sizes import fix_sizes, lower_bound
from planner.selection.strata import count_strata
from planner.verify_draw import verify_draw


def small_case(k: int) -> tuple[list[FrameRow], SamplingRule]:
    """Return 6 to 13 rows in 3 communes and 3 types, half of them never seen, with a rule."""
    rows = []
    for place in range(6 + number(f"{k}n", 8)):
        key = f"{k}.{place}"
        commune, kind = "ABC"[number(key + "c", 3)], "klm"[number(key + "t", 3)]
        flags = {0: "m", 1: "x", 2: "d"}.get(number(key + "f", 16), "")
        rows.append(
            row(f"E{place:02d}", commune, kind, score=number(key + "s", 5), flags=flags, seen=number(key + "v", 2) == 1)
        )
    rule = SamplingRule(
        rate_bp=1000 * number(f"{k}a", 6),
        commune_floor_bp=1000 * number(f"{k}b", 6),
        type_floor_bp=1000 * number(f"{k}c", 6),
        random_share_bp=1000 * number(f"{k}d", 11),
        min_random=number(f"{k}e", 3),
        rotation_floor=1 + number(f"{k}g", 6),
    )
    return rows, rule


def floors_of(frame: list[FrameRow], rule: SamplingRule) -> dict[tuple[str, str], int]:
    """Return what each group still asks for besides done and must, straight from the definition."""
    asked = {}
    for name, floor in (("commune", rule.commune_floor_bp), ("type", rule.type_floor_bp)):
        for key in {getattr(r, name) for r in frame}:
            members = [r for r in frame if getattr(r, name) == key]
            asked[name, key] = max(0, required_count(len(members), floor) - sum(r.done or r.must for r in members))
    asked["unseen", ""] = max(0, rule.rotation_floor - sum(r.must and not r.seen for r in frame))
    return asked


def is_in(r: FrameRow, group: tuple[str, str]) -> bool:
    return not r.seen if group[0] == "unseen" else getattr(r, group[0]) == group[1]


def sure(group: tuple[str, str], left: int, lottery: int, pool: int) -> int:
    """Return how many of those left in the pool every lottery draws."""
    return max(0, lottery + left - pool) if group[0] == "unseen" else lottery * left // pool if pool else 0


def exhaustive(frame: list[FrameRow], rule: SamplingRule, digest: str) -> tuple[int, set[str]] | None:
    """Return the smallest size and its risk list by trying every list, None if no size can do."""
    must = [r for r in frame if r.must]
    free = [r for r in frame if not (r.must or r.done or r.exempt)]
    asked = floors_of(frame, rule)
    target = required_count(len(frame), rule.rate_bp) - sum(r.done for r in frame)
    for size in range(len(must), len(must) + len(free) + 1):
        lottery = max(rule.min_random, required_count(size - len(must), rule.random_share_bp))
        risk = size - len(must) - lottery
        pool = len(free) - risk
        if risk < 0 or size < target:
            continue
        lists = []
        for chosen in combinations(free, risk):
            names = {r.id for r in chosen}
            if all(
                sum(is_in(r, group) for r in chosen)
                + sure(group, sum(is_in(r, group) for r in free if r.id not in names), lottery, pool)
                >= wanted
                for group, wanted in asked.items()
            ):
                tickets = sorted(ticket(digest, name) for name in names)
                lists.append((-sum(r.score for r in chosen), tickets, names))
        if lists:
            return size, min(lists, key=lambda entry: entry[:2])[2]
    return None


def check(k: int) -> str:
    frame, rule = small_case(k)
    try:
        plan = plan_draw(frame, rule)
    except InfeasibleError:
        assert exhaustive(frame, rule, "") is None
        return "none"
    found = exhaustive(frame, rule, plan.frame_hash)
    assert found is not None
    assert (plan.sizes.size, {r.id for r in plan.risk}) == found, (k, rule)
    assert plan.sizes.lower_bound <= plan.sizes.size
    sample = draw_sample(frame, rule, seed=SEED)
    assert verify_draw(sample, frame=frame, rule=rule) == ()
    never = {r.id for r in frame if not r.seen}
    assert sum(name in never for name in sample.selected) >= rule.rotation_floor
    plain = plan_draw(frame, SamplingRule(**{**_fields(rule), "rotation_floor": 0}))
    return "binds" if (plain.sizes.size, plain.risk) != (plan.sizes.size, plan.risk) else "slack"


def _fields(rule: SamplingRule) -> dict[str, object]:
    return {name: getattr(rule, name) for name in SamplingRule.__dataclass_fields__}


def test_sizes_and_lists_equal_exhaustive_search() -> None:
    kinds = [check(k) for k in range(150)]
    assert kinds.count("binds") >= 40 and kinds.count("none") >= 10


@pytest.mark.proof
def test_sizes_and_lists_equal_exhaustive_search_400() -> None:
    for k in range(1000, 1400):
        check(k)


def test_the_bound_is_the_scan_of_all_groups() -> None:
    """n0 = must + the largest of target, v(A,B) and v'(A,B), each read off a scan of all subsets."""
    with_unseen = 0
    for k in range(200):
        frame, rule = small_case(k)
        strata = count_strata(frame, rule)
        if any(g.short for g in (strata.area, *strata.communes, *strata.types, strata.unseen)):
            continue
        free = strata.open_rows
        asked = floors_of(frame, rule)
        best = {False: 0, True: 0}
        communes = [group for group in asked if group[0] == "commune"]
        types = [group for group in asked if group[0] == "type"]
        never = ("unseen", "")
        for pattern in product((False, True), repeat=len(communes) + len(types)):
            picked = [group for group, is_on in zip(communes + types, pattern, strict=True) if is_on]
            for unseen in (False, True) if asked[never] else (False,):
                groups = [*picked, never] if unseen else picked
                twice = sum(max(0, sum(is_in(r, group) for group in groups) - 1) for r in free)
                best[unseen] = max(best[unseen], sum(asked[group] for group in groups) - twice)
        bound, certificate = lower_bound(strata)
        assert bound == len(strata.must) + max(strata.area.wanted, *best.values()), k
        if best[True] > max(strata.area.wanted, best[False]):
            with_unseen += 1
            assert certificate.unseen
        else:
            assert not certificate.unseen
    assert with_unseen > 20


def test_the_lottery_cannot_be_sure_of_the_never_seen() -> None:
    """12 in one cell, 4 never seen, 25 %: 3 places, 2 for the lottery, 1 for the list; 2 never seen asked for.

    n = 3: the list has 1 place, the lottery of 2 from 11 is sure of none: 1 < 2. n = 4: k = 2 does.
    """
    frame = [row(f"A{i:02d}", score=i, seen=i >= 4) for i in range(12)]
    rule = SamplingRule(rate_bp=2500, random_share_bp=0, min_random=2, rotation_floor=2)
    sizes = fix_sizes(count_strata(frame, rule), rule)
    assert (sizes.lower_bound, sizes.size, sizes.risk, sizes.unseen_least) == (3, 4, 2, 2)
    (refuted,) = sizes.refuted
    assert (refuted.size, refuted.needed, refuted.places, refuted.unseen) == (3, 2, 1, True)
    sample = draw_sample(frame, rule, seed=SEED)
    assert sample.risk == ("A02", "A03")
    reasons = {r.establishment_id: r.reason for r in sample.rows}
    assert reasons["A03"].code is ReasonCode.RISK_FLOOR
    assert reasons["A03"].params == {"points": 3, "rank": 9, "cut_off": 10, "kind": "unseen", "group": ""}


def test_must_counts_towards_the_floor_and_done_does_not() -> None:
    """3 never seen are asked for: one is must, one was done this year, so 2 more are wanted."""
    frame = [row("A0", flags="m", seen=False), row("A1", flags="d", seen=False)]
    frame += [row(f"B{i}", seen=i > 2) for i in range(8)]
    strata = count_strata(frame, SamplingRule(rotation_floor=3))
    assert (strata.unseen.wanted, strata.unseen.open, strata.unseen.registered) == (2, 3, 4)


def test_too_few_never_seen_are_named() -> None:
    frame = [row(f"A{i}", seen=i > 2, flags="x" * (i == 0)) for i in range(20)]
    with pytest.raises(FloorError) as caught:
        plan_draw(frame, SamplingRule(rotation_floor=3))
    (group,) = caught.value.groups
    assert (group.kind, group.registered, group.exempt, group.eligible, group.needed, group.short) == (
        "unseen", 3, 1, 2, 3, 1,
    )  # fmt: skip
    assert caught.value.code == "draw.floor_unseen"
