"""Choosing among optional visits: what gains most for the time it takes, until nothing gains."""

import numpy as np

from planner.routing.compiled import compiled
from planner.routing.lns.board import (
    A_BALANCE,
    A_LACK,
    A_SECOND,
    AN_OPENING,
    AT_LEAST,
    BELOW,
    BEST_COST,
    BEST_SHIFT,
    GROUP_FROM,
    GROUP_TO,
    IS_EXACT,
    IS_LIFTED,
    IS_TOUCHED,
    KEY,
    LIFTED,
    NONE,
    OPTIONAL,
    PLANNED,
    PRIZE,
    SERVICE,
    STOPS,
    TOUCHED,
    WAITING,
    WEIGHT,
    WHERE,
    Board,
)
from planner.routing.lns.chance import draw
from planner.routing.lns.changes import put_in
from planner.routing.lns.insertion import cheapest_gap, count_ahead, fixed_cost, is_timed
from planner.routing.lns.times import NEVER

MOST_GRACE_S = 7200
"""Seconds that are added to the time of every visit, by chance from 0: more of them favour prizes over short visits."""
PASSED_OVER = (0, 0, 250, 500)
"""Of 1,000 waiting visits so many are not looked at in an iteration; one of these is drawn."""


@compiled
def insert_optional(board: Board, is_first: bool) -> None:
    """Put in what gains most for its time, groups that lack first, until nothing gains.

    Only lines that were touched have room for what waited before: the others
    were full for it when they were made. What was lifted is tried everywhere.
    In the first plan nothing is passed over.
    """
    board.hand[BELOW] = NONE
    _list_waiting(board, is_first)
    for t in range(board.count[TOUCHED]):
        _look_again(board, board.lists[TOUCHED, t], True)
    _look_elsewhere(board)
    visit, waiting, offer = board.visit, board.lists[WAITING], board.offer
    grace = draw(board.hand, MOST_GRACE_S)
    opening = board.price[AN_OPENING]
    sunk = opening if opening > 0 and not is_first and draw(board.hand, 2) == 0 else 0
    while True:
        chosen = _most_valuable(board, grace, sunk)
        if chosen < 0:
            return
        i = np.int64(waiting[chosen])
        s = visit[i, BEST_SHIFT]
        if not is_timed(board, i, s, np.int64(offer[s, i, 1])):
            _look_exactly(board, i, s)
            continue
        board.count[WAITING] -= 1
        waiting[chosen] = waiting[board.count[WAITING]]
        is_new = board.shift[s, IS_TOUCHED] == 0
        put_in(board, i, s, np.int64(offer[s, i, 1]))
        count_ahead(board)
        _look_again(board, s, is_new)


@compiled
def _list_waiting(board: Board, is_first: bool) -> None:
    """List the optional visits without a shift, some passed over unless it is the first look, each with its luck.

    What was lifted is passed over too where balance has a price: there a visit that pays its way can make a plan worse.
    """
    visit, lists, hand, count = board.visit, board.lists, board.hand, 0
    passed = PASSED_OVER[0 if is_first else draw(hand, len(PASSED_OVER))]
    for k in range(board.count[OPTIONAL]):
        i = lists[OPTIONAL, k]
        kept = visit[i, IS_LIFTED] and board.price[A_BALANCE] == 0
        if visit[i, WHERE] < 0 and (kept or passed == 0 or draw(hand, 1000) >= passed):
            lists[WAITING, count] = i
            count += 1
            visit[i, BEST_SHIFT], visit[i, BEST_COST] = -1, NEVER
            visit[i, KEY] = 1024 - 256 + draw(hand, 512)
    board.count[WAITING] = count


@compiled
def _look_again(board: Board, s: int, is_first: bool) -> None:
    """Correct the offers of a line, all if it is the first look, else those that there were."""
    ways, visit, shift, line, hand = (board.ways, board.visit, board.shift, board.line, board.hand)
    lists, takes, offer, price = board.lists, board.takes, board.offer, board.price
    for k in range(board.count[WAITING]):
        i = np.int64(lists[WAITING, k])
        if not takes[s, i] or (not is_first and offer[s, i, 0] == NONE):
            continue
        extra, gap = cheapest_gap(ways, visit, shift, line, hand, i, s)
        offer[s, i, 0], offer[s, i, 1] = extra, gap
        cost = NEVER
        if extra != NONE:
            cost = extra * price[A_SECOND] + fixed_cost(visit, shift, price, i, s)
        if cost < visit[i, BEST_COST]:
            visit[i, BEST_SHIFT], visit[i, BEST_COST] = s, cost
        elif visit[i, BEST_SHIFT] == s:
            _find_best(board, i)


@compiled
def _look_elsewhere(board: Board) -> None:
    """Try the visits that were lifted in the lines that were not touched."""
    ways, visit, shift, line, hand = (board.ways, board.visit, board.shift, board.line, board.hand)
    lists, takes, offer = board.lists, board.takes, board.offer
    for k in range(board.count[LIFTED]):
        i = np.int64(lists[LIFTED, k])
        if visit[i, WEIGHT] > 0:
            continue
        for s in range(len(shift)):
            if takes[s, i] and shift[s, IS_TOUCHED] == 0:
                offer[s, i, 0], offer[s, i, 1] = cheapest_gap(ways, visit, shift, line, hand, i, s)
        _find_best(board, i)


@compiled
def _look_exactly(board: Board, i: int, s: int) -> None:
    """Correct an offer that the bounds let pass and the walk over departures does not."""
    ways, visit, shift, line, hand = (board.ways, board.visit, board.shift, board.line, board.hand)
    hand[IS_EXACT] = 1
    board.offer[s, i, 0], board.offer[s, i, 1] = cheapest_gap(ways, visit, shift, line, hand, i, s)
    hand[IS_EXACT] = 0
    _find_best(board, i)


@compiled
def _find_best(board: Board, i: int) -> None:
    """Find a visit's cheapest offer: of the touched lines, and of all if it was lifted."""
    visit, shift, offer, price = board.visit, board.shift, board.offer, board.price
    best, cheapest = -1, NEVER
    for s in range(len(shift)):
        if offer[s, i, 0] != NONE and (shift[s, IS_TOUCHED] or visit[i, IS_LIFTED]):
            cost = offer[s, i, 0] * price[A_SECOND] + fixed_cost(visit, shift, price, i, s)
            if cost < cheapest:
                best, cheapest = s, cost
    visit[i, BEST_SHIFT], visit[i, BEST_COST] = best, cheapest


@compiled
def _most_valuable(board: Board, grace: int, sunk: int) -> int:
    """Return the place in WAITING of what gains most; opening a shift costs ``sunk`` less, for what may follow."""
    visit, offer, lists = board.visit, board.offer, board.lists
    group, groups, lack = board.group, board.groups, board.price[A_LACK]
    best, chosen = 0.0, -1
    for k in range(board.count[WAITING]):
        i = lists[WAITING, k]
        s = visit[i, BEST_SHIFT]
        if s < 0:
            continue
        gain = visit[i, PRIZE] - visit[i, BEST_COST]
        if board.shift[s, STOPS] == 0:
            gain += sunk
        for g in range(visit[i, GROUP_FROM], visit[i, GROUP_TO]):
            if group[groups[g], PLANNED] < group[groups[g], AT_LEAST]:
                gain += lack
        if gain > 0:
            value = float(gain) * visit[i, KEY] / (visit[i, SERVICE] + max(0, offer[s, i, 0]) + grace + 60)
            if value > best:
                best, chosen = value, k
    return chosen
