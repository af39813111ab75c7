"""Candidates of the risk list: the same order, runs and cuts as plain sorting gives."""

from collections import Counter

from selection_cases import number, row

from planner.selection.candidates import gather
from planner.selection.coins import ticket
from planner.selection.strata import cell_of

ROWS = [
    row(f"E{k:02d}", "ABC"[number(f"{k}c", 3)], "kl"[number(f"{k}t", 2)], score=number(f"{k}s", 9) - 4)
    for k in range(60)
]
TICKETS = {r.id: ticket("frame", r.id) for r in ROWS}


def test_each_cell_stands_by_points_then_by_ticket() -> None:
    ranked = gather(ROWS[::-1], TICKETS).ranked()
    assert list(ranked) == sorted({cell_of(r) for r in ROWS})
    for cell, found in ranked.items():
        own = sorted((r for r in ROWS if cell_of(r) == cell), key=lambda r: (-r.score, TICKETS[r.id]))
        assert found.taken(0, len(own)) == tuple(own)
        assert found.taken(1, 3) == tuple(own[1:3])
        assert found.points.tolist() == [r.score for r in own]
        runs = Counter(r.score for r in own)
        assert list(found.runs().items()) == sorted(runs.items(), reverse=True)
        for price in range(-6, 7):
            assert found.count_above(price) == sum(r.score > price for r in own)
            assert found.count_from(price) == sum(r.score >= price for r in own)


def test_other_points_change_the_order_and_not_the_rows() -> None:
    before = gather(ROWS, TICKETS)
    after = before.with_points({cell: -points for cell, points in before.points.items()})
    for cell, found in after.ranked().items():
        own = sorted((r for r in ROWS if cell_of(r) == cell), key=lambda r: (r.score, TICKETS[r.id]))
        assert found.taken(0, len(own)) == tuple(own)
    assert before.cells == after.cells == gather(ROWS, TICKETS).cells
