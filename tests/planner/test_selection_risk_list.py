"""The risk list is the one that exhaustive search finds, ties included."""

from itertools import combinations

from selection_cases import row, small_case_rows

from domain.rounds import ReasonCode, SamplingRule
from planner.selection import draw_sample, plan_draw
from planner.selection.coins import ticket


def exhaustive_list(plan) -> tuple[str, ...]:
    """Return the best list by the definition of docs/draw.md, section 6."""
    tickets = {r.id: ticket(plan.frame_hash, r.id) for r in plan.strata.open_rows}
    floors = [("commune", key, n) for key, n in plan.sizes.commune_least.items()]
    floors += [("type", key, n) for key, n in plan.sizes.type_least.items()]
    lists = [
        rows
        for rows in combinations(plan.strata.open_rows, plan.sizes.risk)
        if all(sum(getattr(r, name) == key for r in rows) >= n for name, key, n in floors)
    ]
    best = min(lists, key=lambda rows: (-sum(r.score for r in rows), sorted(tickets[r.id] for r in rows)))
    return tuple(sorted(r.id for r in best))


def test_list_equals_exhaustive_search_with_many_ties() -> None:
    seen = set()
    for k in range(160):
        frame = small_case_rows(k)
        rule = SamplingRule(rate_bp=4500, commune_floor_bp=3500, type_floor_bp=3500, min_random=1)
        plan = plan_draw(frame, rule)
        assert tuple(r.id for r in plan.risk) == exhaustive_list(plan), k
        seen.add(len(plan.risk))
    assert max(seen) >= 5


def test_the_list_holds_the_floors_before_the_lottery() -> None:
    """Commune B has the fewest points but needs 1 of 5; the lottery (1 of 14) is sure of none there."""
    frame = [row(f"A{i}", score=10 + i) for i in range(10)] + [row(f"B{i}", "B", score=i) for i in range(5)]
    rule = SamplingRule(rate_bp=2000, commune_floor_bp=2000, type_floor_bp=0, random_share_bp=3000, min_random=1)
    sample = draw_sample(frame, rule, seed="0" * 64)
    # n = 3, r = ceil(0.3 * 3) = 1, k = 2: A needs 2 with sure floor(10 - j over 13) = 0, so 2 + 1 > 2.
    # n = 4: r = 2, k = 2, pool 13: A with 1 is sure of floor(2 * 9 / 13) = 1, hence L(A) = 1, L(B) = 1.
    assert (sample.lower_bound, sample.size) == (3, 4)
    assert sample.risk == ("A9", "B4")
    reasons = {r.establishment_id: r.reason for r in sample.rows}
    assert reasons["A9"].code is ReasonCode.RISK_SCORE
    assert reasons["A9"].params == {"points": 19, "rank": 1, "cut_off": 18}
    assert reasons["B4"].code is ReasonCode.RISK_FLOOR
    assert reasons["B4"].params == {"points": 4, "rank": 11, "cut_off": 18, "kind": "commune", "group": "B"}


def test_equal_points_are_settled_by_ticket_not_by_id() -> None:
    frame = [row(f"A{i}") for i in range(12)]
    plan = plan_draw(frame, SamplingRule(rate_bp=5000, min_random=2, random_share_bp=0))
    first = sorted(plan.strata.rows, key=lambda r: ticket(plan.frame_hash, r.id))[:4]
    assert {r.id for r in plan.risk} == {r.id for r in first}


def test_without_floors_everybody_on_the_list_is_there_by_points() -> None:
    """The last one on the list has the cut-off itself."""
    frame = [row(f"A{i}", score=i) for i in range(10)]
    sample = draw_sample(frame, SamplingRule(rate_bp=3000, random_share_bp=0, min_random=0), seed="0" * 64)
    reasons = {r.establishment_id: r.reason for r in sample.rows if r.establishment_id in sample.risk}
    assert [(i, reasons[i].code, reasons[i].params["rank"]) for i in sample.risk] == [
        ("A7", ReasonCode.RISK_SCORE, 3),
        ("A8", ReasonCode.RISK_SCORE, 2),
        ("A9", ReasonCode.RISK_SCORE, 1),
    ]
