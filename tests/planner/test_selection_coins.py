"""Tickets, coins and the Hilbert curve against values computed elsewhere (design cases 7)."""

from itertools import pairwise

import pytest

from planner.selection.coins import coin, seeded_coins, ticket
from planner.selection.hilbert import degrees_text, hilbert_index, micro_degrees

SEED = "31415926535897932384"


def test_ticket_matches_the_reference() -> None:
    value = ticket(SEED, "CS000001")
    assert value.startswith("7388ae65") and value.endswith("775abc")


def test_ticket_order_matches_the_reference() -> None:
    ids = [f"CS{k:06d}" for k in range(1, 13)]
    order = [int(i[-2:]) for i in sorted(ids, key=lambda i: ticket(SEED, i))]
    assert order == [4, 7, 2, 6, 8, 12, 1, 3, 5, 10, 11, 9]


def test_first_twelve_fair_coins_match_the_reference() -> None:
    toss = seeded_coins(SEED)
    assert [int(toss(1, 2, "")) for _ in range(12)] == [0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0]


def test_a_coin_with_chance_zero_never_falls_and_with_chance_one_always() -> None:
    assert not any(coin(SEED, k, "x", 0, 7) for k in range(50))
    assert all(coin(SEED, k, "x", 7, 7) for k in range(50))


def test_label_and_number_change_the_coin() -> None:
    plain = [coin(SEED, k, "a", 1, 2) for k in range(64)]
    assert plain != [coin(SEED, k, "b", 1, 2) for k in range(64)]
    assert plain != [coin(SEED, k + 1, "a", 1, 2) for k in range(64)]


@pytest.mark.parametrize(
    ("degrees", "text", "micro"),
    [(106.163, "106.163000", 106163000), (-0.5, "-0.500000", -500000), (-1e-9, "0.000000", 0), (0.0, "0.000000", 0)],
)
def test_degrees_are_whole_millionths(degrees: float, text: str, micro: int) -> None:
    assert degrees_text(degrees) == text
    assert micro_degrees(degrees) == micro


def test_hilbert_visits_a_small_square_step_by_step() -> None:
    """On any aligned 8 x 8 square of millionths the curve passes each point once, always to a neighbour."""
    corner = (106_000_000 + 180_000_000) // 8 * 8 - 180_000_000, (11_000_000 + 90_000_000) // 8 * 8 - 90_000_000
    points = [(corner[0] + x, corner[1] + y) for x in range(8) for y in range(8)]
    walk = sorted(points, key=lambda p: hilbert_index(p[0] / 1e6, p[1] / 1e6))
    places = sorted(hilbert_index(x / 1e6, y / 1e6) for x, y in points)
    assert places == list(range(places[0], places[0] + 64))
    assert all(abs(a[0] - b[0]) + abs(a[1] - b[1]) == 1 for a, b in pairwise(walk))
