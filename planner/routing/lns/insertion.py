"""Where a visit costs least in a line, and putting required visits in one after another."""

import numpy as np
from numpy.typing import NDArray

from planner.routing.compiled import compiled
from planner.routing.lns.board import (
    A_BALANCE,
    A_MOVE,
    A_SECOND,
    ABSENCES,
    AHEAD,
    AN_OPENING,
    APPOINTED,
    BACK,
    BELOW,
    BLINKS,
    DEPART,
    FAR,
    FINISH,
    FREE,
    FREE_LATEST,
    FROZEN,
    IS_EXACT,
    KEY,
    LATEST,
    LEAVE,
    LEG,
    LOST,
    MOST_DUTY,
    MOST_STOPS,
    NODE,
    NONE,
    NUMBER,
    ONWARD,
    OUT,
    PAUSE,
    RANK,
    SERVICE,
    SEVERAL,
    STOPS,
    TEAM,
    WEIGHT,
    WIDTH,
    WORK,
    WORKED,
    Board,
)
from planner.routing.lns.chance import draw
from planner.routing.lns.changes import put_in
from planner.routing.lns.times import NEVER, Ways, Whole, after_break, first_start, laid_times, last_start, lay_with

BLINKED = 10
"""Of 1,000 looks at a gap so many fail, as in Christiaens and Vanden Berghe (2020)."""


@compiled
def fixed_cost(visit: Whole, shift: Whole, price: Whole, i: int, s: int) -> int:
    """Return what a visit in a shift costs besides the way: opening it, moving the appointment, a busier team."""
    cost = 0
    if shift[s, STOPS] == 0:
        cost += price[AN_OPENING]
    if visit[i, APPOINTED] >= 0 and visit[i, APPOINTED] != s:
        cost += price[A_MOVE]
    return cost + price[A_BALANCE] * min(visit[i, SERVICE], shift[s, AHEAD])


@compiled
def count_ahead(board: Board) -> None:
    """Count how many seconds of work each shift's team has more than the idlest, where balance has a price."""
    shift, least = board.shift, NEVER
    if board.price[A_BALANCE] == 0:
        return
    for s in range(len(shift)):
        shift[s, AHEAD] = 0
        for other in range(len(shift)):
            if shift[other, TEAM] == shift[s, TEAM] and shift[other, STOPS] > 0:
                shift[s, AHEAD] += shift[other, WORK]
        if shift[s, LOST] == 0:
            least = min(least, shift[s, AHEAD])
    for s in range(len(shift)):
        shift[s, AHEAD] = max(0, shift[s, AHEAD] - least)


@compiled
def _allowed_gaps(visit: Whole, shift: Whole, line: Whole, i: int, s: int) -> tuple[int, int]:
    """Return the first and last position after which a visit may stand: behind what is done, in its locked order."""
    first, last = shift[s, FROZEN], shift[s, STOPS]
    rank = visit[i, RANK]
    if rank >= 0:
        for k in range(1, shift[s, STOPS] + 1):
            other = visit[line[s, k, NODE], RANK]
            if 0 <= other < rank:
                first = max(first, k)
            elif other > rank:
                last = min(last, k - 1)
    return first, last


@compiled
def cheapest_gap(ways: Ways, visit: Whole, shift: Whole, line: Whole, hand: Whole, i: int, s: int) -> tuple[int, int]:
    """Return extra seconds and position of the cheapest insertion that takes less than hand[BELOW], else NONE twice.

    Windows are looked at exactly, the duty by bounds: the work, and the
    earliest return less the latest departure. These decide where every visit
    has one window and there is no break. With a break, and else if
    hand[IS_EXACT], the walk over departures decides, which takes ten times as
    long: whoever takes an offer that it did not see asks is_timed.
    """
    slack = shift[s, MOST_DUTY] - shift[s, WORK] - visit[i, SERVICE]
    if shift[s, STOPS] >= shift[s, MOST_STOPS]:
        return NONE, NONE
    has_break = shift[s, PAUSE] >= 0
    is_open = has_break or (hand[IS_EXACT] > 0 and (shift[s, SEVERAL] > 0 or visit[i, NUMBER] > 1))
    first, last = _allowed_gaps(visit, shift, line, i, s)
    best, place = min(hand[BELOW], slack + 1), NONE
    for k in range(first, last + 1):
        inward = np.int64(ways[ONWARD, line[s, k, NODE], i])
        outward = np.int64(ways[BACK, line[s, k + 1, NODE], i])
        extra = inward + outward - line[s, k, LEG]
        if extra >= best or inward >= FAR or outward >= FAR:
            continue
        if hand[BLINKS] > 0 and draw(hand, 1000) < hand[BLINKS]:
            continue
        if has_break:
            if not _meets_with_break(visit, shift, line, (i, inward, outward), s, k):
                continue
        elif not _meets(visit, shift, line, (i, inward, outward), s, k):
            continue
        if is_open:
            lay_with(line, hand, s, shift[s, STOPS], i, k)
            if laid_times(ways, visit, shift, hand, s, shift[s, STOPS] + 1)[0] == NEVER:
                continue
        best, place = extra, k
    if place == NONE:
        return NONE, NONE
    return best, place


@compiled
def is_timed(board: Board, i: int, s: int, gap: int) -> bool:
    """Tell by the walk over departures whether a line with one more visit can be timed, where bounds do not."""
    visit, shift = board.visit, board.shift
    if shift[s, PAUSE] >= 0 or (shift[s, SEVERAL] == 0 and visit[i, NUMBER] == 1):
        return True
    lay_with(board.line, board.hand, s, shift[s, STOPS], i, gap)
    return laid_times(board.ways, visit, shift, board.hand, s, shift[s, STOPS] + 1)[0] != NEVER


@compiled
def _meets(visit: Whole, shift: Whole, line: Whole, way: tuple[int, int, int], s: int, gap: int) -> bool:
    i, inward, outward = way
    start = first_start(visit, i, line[s, gap, LEAVE] + inward)
    arrival = start + visit[i, SERVICE] + outward
    if arrival > line[s, gap + 1, LATEST]:
        return False
    finish = max(shift[s, FINISH], arrival + shift[s, WORK] - line[s, gap, WORKED] - line[s, gap, LEG])
    if finish - shift[s, DEPART] > shift[s, MOST_DUTY]:
        return False
    latest = last_start(visit, i, line[s, gap + 1, LATEST] - outward - visit[i, SERVICE])
    return finish - (latest - inward - line[s, gap, WORKED]) <= shift[s, MOST_DUTY]


@compiled
def _meets_with_break(visit: Whole, shift: Whole, line: Whole, way: tuple[int, int, int], s: int, gap: int) -> bool:
    i, inward, outward = way
    free = line[s, gap, FREE]
    rested_start = first_start(visit, i, min(line[s, gap, LEAVE] + inward, after_break(shift, s, free, inward)))
    free_leave = first_start(visit, i, free + inward) + visit[i, SERVICE]
    rested = min(rested_start + visit[i, SERVICE] + outward, after_break(shift, s, free_leave, outward))
    return rested <= line[s, gap + 1, LATEST] or free_leave + outward <= line[s, gap + 1, FREE_LATEST]


@compiled
def insert_required(board: Board) -> None:
    """Put each required visit that is out where it costs least, in an order drawn by chance; some stay out."""
    lists, left = board.lists, 0
    _order_out(board)
    count_ahead(board)
    board.hand[BLINKS] = BLINKED
    for k in range(board.count[OUT]):
        i = lists[OUT, k]
        s, gap = _cheapest_shift(board, i)
        if s >= 0 and not is_timed(board, i, s, gap):
            board.hand[IS_EXACT] = 1
            s, gap = _cheapest_shift(board, i)
            board.hand[IS_EXACT] = 0
        if s >= 0:
            put_in(board, i, s, gap)
            count_ahead(board)
        else:
            lists[OUT, left] = i
            left += 1
    board.count[OUT] = left
    board.hand[BLINKS] = 0


@compiled
def _cheapest_shift(board: Board, i: int) -> tuple[int, int]:
    ways, visit, shift, line, hand = (board.ways, board.visit, board.shift, board.line, board.hand)
    price, takes = board.price, board.takes
    best_cost, best_shift, best_gap = NEVER, -1, -1
    for s in range(len(shift)):
        if not takes[s, i]:
            continue
        fixed = fixed_cost(visit, shift, price, i, s)
        hand[BELOW] = -((fixed - best_cost) // price[A_SECOND]) if best_shift >= 0 else NONE
        extra, gap = cheapest_gap(ways, visit, shift, line, hand, i, s)
        if extra != NONE and extra * price[A_SECOND] + fixed < best_cost:
            best_cost, best_shift, best_gap = extra * price[A_SECOND] + fixed, s, gap
    return best_shift, best_gap


@compiled
def _order_out(board: Board) -> None:
    """Order what is out: by chance, long, far, near, narrow or often left out first."""
    visit, lists = board.visit, board.lists
    rule, base = draw(board.hand, 13), len(visit) + draw(board.hand, len(board.shift))
    for k in range(board.count[OUT]):
        i = lists[OUT, k]
        if rule < 4:
            visit[i, KEY] = draw(board.hand, 1 << 30)
        elif rule < 6:
            visit[i, KEY] = -visit[i, SERVICE]
        elif rule < 8:
            visit[i, KEY] = -board.ways[BACK, i, base]
        elif rule < 9:
            visit[i, KEY] = board.ways[BACK, i, base]
        elif rule < 11:
            visit[i, KEY] = visit[i, WIDTH]
        else:
            visit[i, KEY] = -visit[i, ABSENCES] * visit[i, WEIGHT]
    sort_by_key(visit, board.lists, OUT, board.count[OUT])


@compiled
def sort_by_key(visit: Whole, lists: NDArray[np.int32], row: int, length: int) -> None:
    """Sort the first visits of a list by their keys, equal ones as they stand."""
    for k in range(1, length):
        i = lists[row, k]
        place = k
        while place > 0:
            before = lists[row, place - 1]
            if visit[before, KEY] <= visit[i, KEY]:
                break
            lists[row, place] = before
            place -= 1
        lists[row, place] = i
