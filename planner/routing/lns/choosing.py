"""Choosing among optional visits: what gains most for the time it takes, until nothing gains."""

import numpy as np
from numpy.typing import NDArray

from planner.routing.compiled import compiled
from planner.routing.lns.board import (
    A_LACK,
    A_SECOND,
    AT_LEAST,
    BELOW,
    BEST_COST,
    BEST_SHIFT,
    GROUP_FROM,
    GROUP_TO,
    IS_TOUCHED,
    KEY,
    LIFTED,
    NONE,
    PLANNED,
    PRIZE,
    SERVICE,
    TOUCHED,
    WAITING,
    WEIGHT,
    Board,
)
from planner.routing.lns.chance import draw
from planner.routing.lns.changes import put_in
from planner.routing.lns.insertion import cheapest_gap, fixed_cost
from planner.routing.lns.times import NEVER, Whole

MOST_GRACE_S = 7200
"""Seconds that are added to the time of every visit, by chance from 0: more of them favour prizes over short visits."""


@compiled
def insert_optional(board: Board) -> None:
    """Put in what gains most for its time, groups that lack first, until nothing gains."""
    board.hand[BELOW] = NONE
    for t in range(board.count[TOUCHED]):
        _look_again(board, board.lists[TOUCHED, t])
    _look_elsewhere(board)
    visit, waiting, offer = board.visit, board.lists[WAITING], board.offer
    for k in range(board.count[WAITING]):
        _find_best(visit, board.shift, offer, board.price, waiting[k])
        visit[waiting[k], KEY] = 1024 - 256 + draw(board.hand, 512)
    grace = draw(board.hand, MOST_GRACE_S)
    while True:
        chosen = _most_valuable(board, grace)
        if chosen < 0:
            return
        i = waiting[chosen]
        s = visit[i, BEST_SHIFT]
        board.count[WAITING] -= 1
        waiting[chosen] = waiting[board.count[WAITING]]
        put_in(board, i, s, np.int64(offer[s, i, 1]))
        _look_again(board, s)
        _correct_best(board, s)


@compiled
def look_everywhere(board: Board) -> None:
    """Fill the table of offers for all visits that wait."""
    board.hand[BELOW] = NONE
    for s in range(len(board.shift)):
        _look_again(board, s)


@compiled
def _look_again(board: Board, s: int) -> None:
    ways, visit, shift, line, hand = board.ways, board.visit, board.shift, board.line, board.hand
    waiting, takes, offer = board.lists, board.takes, board.offer
    for k in range(board.count[WAITING]):
        i = waiting[WAITING, k]
        if takes[s, i]:
            offer[s, i, 0], offer[s, i, 1] = cheapest_gap(ways, visit, shift, line, hand, np.int64(i), s)


@compiled
def _look_elsewhere(board: Board) -> None:
    """Fill the table for the visits that were planned, in the lines that were not touched."""
    ways, visit, shift, line, hand = board.ways, board.visit, board.shift, board.line, board.hand
    lists, takes, offer = board.lists, board.takes, board.offer
    for k in range(board.count[LIFTED]):
        i = lists[LIFTED, k]
        if visit[i, WEIGHT] > 0:
            continue
        for s in range(len(shift)):
            if takes[s, i] and shift[s, IS_TOUCHED] == 0:
                offer[s, i, 0], offer[s, i, 1] = cheapest_gap(ways, visit, shift, line, hand, np.int64(i), s)


@compiled
def _find_best(visit: Whole, shift: Whole, offer: NDArray[np.int32], price: Whole, i: int) -> None:
    best, cheapest = -1, NEVER
    for s in range(len(shift)):
        if offer[s, i, 0] != NONE:
            cost = offer[s, i, 0] * price[A_SECOND] + fixed_cost(visit, shift, price, i, s)
            if cost < cheapest:
                best, cheapest = s, cost
    visit[i, BEST_SHIFT], visit[i, BEST_COST] = best, cheapest


@compiled
def _correct_best(board: Board, s: int) -> None:
    visit, shift, offer, price, lists = board.visit, board.shift, board.offer, board.price, board.lists
    for k in range(board.count[WAITING]):
        i = lists[WAITING, k]
        if visit[i, BEST_SHIFT] == s:
            _find_best(visit, shift, offer, price, i)
        elif offer[s, i, 0] != NONE:
            cost = offer[s, i, 0] * price[A_SECOND] + fixed_cost(visit, shift, price, i, s)
            if cost < visit[i, BEST_COST]:
                visit[i, BEST_SHIFT], visit[i, BEST_COST] = s, cost


@compiled
def _most_valuable(board: Board, grace: int) -> int:
    visit, offer, lists = board.visit, board.offer, board.lists
    group, groups, lack = board.group, board.groups, board.price[A_LACK]
    best, chosen = 0.0, -1
    for k in range(board.count[WAITING]):
        i = lists[WAITING, k]
        s = visit[i, BEST_SHIFT]
        if s < 0:
            continue
        gain = visit[i, PRIZE] - visit[i, BEST_COST]
        for g in range(visit[i, GROUP_FROM], visit[i, GROUP_TO]):
            if group[groups[g], PLANNED] < group[groups[g], AT_LEAST]:
                gain += lack
        if gain > 0:
            value = float(gain) * visit[i, KEY] / (visit[i, SERVICE] + max(0, offer[s, i, 0]) + grace + 60)
            if value > best:
                best, chosen = value, k
    return chosen
