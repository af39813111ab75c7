"""Ways weighed against points: the list, its loss and its reasons, against a search through every list."""

from dataclasses import replace
from itertools import combinations
from math import cos, hypot, radians

import pytest
from selection_cases import SEED, number, register, row

from domain.errors import InfeasibleError
from domain.rounds import FrameRow, ReasonCode, SamplingRule
from planner.selection import DrawPlan, draw_sample, plan_draw
from planner.selection.candidates import gather
from planner.selection.coins import ticket
from planner.selection.ways import MOST_PRICE, places_m, shorten_ways, ways_m
from planner.verify_draw import verify_draw

WEIGHED = SamplingRule(risk_loss_bp=500)


def test_metres_of_a_grid_are_those_of_the_earth() -> None:
    """At 11.5 degrees a degree of longitude is 111.32 km x cos = 109.08 km; Bhaskara is off by under 0.2 %."""
    rows = [row("A", lon=106.0, lat=11.0), row("B", lon=107.0, lat=12.0)]
    places = places_m(rows)
    assert places["B"][1] - places["A"][1] == 111_320
    assert places["B"][0] - places["A"][0] == pytest.approx(111_320 * cos(radians(11.5)), rel=2e-3)


def test_metres_by_hand() -> None:
    """m = 11.5 degrees: 10000 x (32400 - 529) / (32400 + 132.25) = 9796.74, so C = 9796; 106 x 9796 x 11.132 = 11,559,201.6."""
    places = places_m([row("A", lon=106.0, lat=11.0), row("B", lon=-1e-6, lat=12.0)])
    assert places == {"A": (11_559_201, 1_224_520), "B": (-1, 1_335_840)}
    assert 106_000_000 * 9796 * 11_132 // 10**9 == 11_559_201


def test_a_way_is_the_sum_to_the_three_nearest_others() -> None:
    """On one meridian, 0.01 degrees are 1,113.2 m: 11.00, 11.01, 11.03, 11.07, 11.15."""
    rows = [row(f"A{k}", lat=11 + step / 100) for k, step in enumerate((0, 1, 3, 7, 15))]
    places = places_m(rows)
    steps = [places[f"A{k}"][1] for k in range(5)]
    ways = ways_m(rows, rows, places=places)
    assert ways["A0"] == (steps[1] - steps[0]) + (steps[2] - steps[0]) + (steps[3] - steps[0])
    assert ways["A2"] == (steps[2] - steps[1]) + (steps[2] - steps[0]) + (steps[3] - steps[2])
    assert ways_m(rows, rows[:2], places=places)["A4"] == 2 * steps[4] - steps[0] - steps[1]


def test_who_has_no_place_has_the_mean_way_and_is_nobodys_neighbour() -> None:
    rows = [row("A", lat=11.0), row("B", lat=11.01), row("C", lat=11.02), row("Z", lon=0.0, lat=0.0)]
    ways = ways_m(rows, rows, places=places_m(rows))
    assert ways["Z"] == sum(ways[i] for i in "ABC") // 3
    assert ways["A"] < 4000


def plan_of(k: int) -> tuple[DrawPlan, SamplingRule] | None:
    """Return the plan of 8 to 13 rows in 2 communes and 2 types on a square of some 20 km, with its rule."""
    rows: list[FrameRow] = []
    for place in range(8 + number(f"{k}n", 6)):
        key = f"w{k}.{place}"
        rows.append(
            row(
                f"E{place:02d}",
                "AB"[number(key + "c", 2)],
                "kl"[number(key + "t", 2)],
                score=number(key + "s", 9),
                flags="m" if number(key + "f", 12) == 0 else "",
                lon=0.0 if number(key + "z", 15) == 0 else 106 + number(key + "x", 200_000) / 1e6,
                lat=0.0 if number(key + "z", 15) == 0 else 11 + number(key + "y", 200_000) / 1e6,
                seen=number(key + "v", 3) > 0,
            )
        )
    rule = SamplingRule(
        rate_bp=3000 + 500 * number(f"{k}a", 5),
        commune_floor_bp=1000 * number(f"{k}b", 4),
        type_floor_bp=1000 * number(f"{k}c", 4),
        random_share_bp=2000,
        min_random=1,
        risk_loss_bp=(500, 1000, 3000)[number(f"{k}l", 3)],
        rotation_floor=number(f"{k}r", 3),
    )
    try:
        return plan_draw(rows, rule), rule
    except InfeasibleError:
        return None


def exhaustive(plan: DrawPlan, rule: SamplingRule) -> set[str]:
    """Return the risk list by trying every list at every price that halving asks for."""
    free = plan.strata.open_rows
    lists = [
        chosen
        for chosen in combinations(free, plan.sizes.risk)
        if all(sum(r.commune == key for r in chosen) >= n for key, n in plan.sizes.commune_least.items())
        and all(sum(r.type == key for r in chosen) >= n for key, n in plan.sizes.type_least.items())
        and sum(not r.seen for r in chosen) >= plan.sizes.unseen_least
    ]

    def best(points: dict[str, int]) -> tuple[FrameRow, ...]:
        def order(chosen: tuple[FrameRow, ...]) -> tuple[int, list[str]]:
            return -sum(points[r.id] for r in chosen), sorted(ticket(plan.frame_hash, r.id) for r in chosen)

        return min(lists, key=order)

    first = best({r.id: r.score for r in free})
    near = [r for r in (*plan.strata.must, *first) if (r.lon, r.lat) != (0, 0)]
    metres = places_m(plan.strata.rows)
    ways = {}
    for r in free:
        if r.id in metres:
            away = sorted(
                int(hypot(metres[o.id][0] - metres[r.id][0], metres[o.id][1] - metres[r.id][1]))
                for o in near
                if o.id != r.id
            )
            ways[r.id] = sum(away[:3])
    mean = sum(ways.values()) // len(ways) if ways else 0
    top = sum(r.score for r in first)
    low, high = 0, MOST_PRICE
    while low < high:
        middle = (low + high + 1) // 2
        trial = best({r.id: 100_000 * r.score - middle * ways.get(r.id, mean) for r in free})
        # The loss in percent of the points, as a stranger would reckon it.
        low, high = (middle, high) if 10_000 * (top - sum(r.score for r in trial)) <= rule.risk_loss_bp * top else (
            low, middle - 1,
        )  # fmt: skip
    return {r.id for r in best({r.id: 100_000 * r.score - low * ways.get(r.id, mean) for r in free})}


def check(k: int) -> bool:
    made = plan_of(k)
    if made is None:
        return False
    plan, rule = made
    assert {r.id for r in plan.risk} == exhaustive(plan, rule), k
    sample = draw_sample(plan.strata.rows, rule, seed=SEED)
    assert verify_draw(sample, frame=plan.strata.rows, rule=rule) == ()
    return plan.first != plan.risk


def test_the_list_equals_exhaustive_search() -> None:
    assert sum(check(k) for k in range(60)) >= 15


@pytest.mark.proof
def test_the_list_equals_exhaustive_search_400() -> None:
    assert sum(check(k) for k in range(1000, 1400)) >= 100


def test_ways_become_shorter_within_the_stated_loss_and_floors_hold() -> None:
    frame = register(300, types=5, points=60)
    plan = plan_draw(frame, WEIGHED)
    first, risk = (sum(r.score for r in rows) for rows in (plan.first, plan.risk))
    assert plan.first == plan_draw(frame, SamplingRule()).risk
    assert 10_000 * risk >= 9500 * first and risk < first
    assert sum(plan.ways[r.id] for r in plan.risk) < 0.9 * sum(plan.ways[r.id] for r in plan.first)
    for name, floors in (("commune", plan.sizes.commune_least), ("type", plan.sizes.type_least)):
        assert all(sum(getattr(r, name) == key for r in plan.risk) >= least for key, least in floors.items())


def test_who_came_in_says_for_whom_and_at_what_price() -> None:
    frame = register(300, types=5, points=60)
    plan = plan_draw(frame, WEIGHED)
    sample = draw_sample(frame, WEIGHED, seed=SEED)
    told = {r.establishment_id: r.reason for r in sample.rows if r.reason.code is ReasonCode.RISK_ROUTE}
    first, risk = ({r.id for r in rows} for rows in (plan.first, plan.risk))
    assert set(told) == risk - first
    assert {reason.params["displaced"] for reason in told.values()} == first - risk
    score = {r.id: r.score for r in frame}
    given = sum(int(reason.params["given"]) for reason in told.values())
    assert given == sum(score[i] for i in first) - sum(score[i] for i in risk)
    saved = sum(int(reason.params["saved_m"]) for reason in told.values())
    assert saved == sum(plan.ways[i] for i in first) - sum(plan.ways[i] for i in risk) > 0
    assert verify_draw(sample, frame=frame, rule=WEIGHED) == ()
    assert "draw.risk" in {b.code for b in verify_draw(
        draw_sample(frame, SamplingRule(), seed=SEED), frame=frame, rule=WEIGHED)}  # fmt: skip


def test_who_came_in_and_who_went_out_stand_in_pairs_by_falling_way_then_by_ticket() -> None:
    """Places on a grid of 11 km, so that many ways are equal and tickets decide."""
    frame = [replace(r, lon=round(r.lon, 1), lat=round(r.lat, 1)) for r in register(300, types=5, points=60)]
    plan = plan_draw(frame, WEIGHED)
    first, risk = ({r.id for r in rows} for rows in (plan.first, plan.risk))
    by_way = sorted(first ^ risk, key=lambda i: (-plan.ways[i], ticket(plan.frame_hash, i)))
    came, went = ([i for i in by_way if i in side] for side in (risk, first))
    assert len({plan.ways[i] for i in came}) < len(came) == 10
    told = {row.establishment_id: row.reason.params for row in draw_sample(frame, WEIGHED, seed=SEED).rows}
    assert [told[i]["displaced"] for i in came] == went


def test_nothing_may_be_lost_below_zero_points() -> None:
    """A list of negative points has nothing to give up, so only lists of equal points may replace it."""
    rows = [row(f"A{k}", score=-1, lat=11 + k / 100) for k in range(6)]

    def choose(weighed):
        return weighed.ranked()["A", "k"].taken(0, 2)

    def gathered(own):
        return gather(own, {r.id: r.id for r in own})

    first = (rows[0], rows[5])
    ways = {r.id: 1000 * k for k, r in enumerate(rows)}
    kept = shorten_ways(first, gathered(rows), ways=ways, loss_bp=10_000, choose=choose)
    assert [r.id for r in kept] == ["A0", "A1"]
    dear = [replace(r, score=-k) for k, r in enumerate(rows)]
    far = {r.id: 1000 * (6 - k) for k, r in enumerate(rows)}
    assert shorten_ways(dear[:2], gathered(dear), ways=far, loss_bp=10_000, choose=choose) == tuple(dear[:2])
