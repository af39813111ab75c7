"""Changing a board so that it can be changed back: touch a line first, then take out or put in."""

from planner.routing.compiled import compiled
from planner.routing.lns.board import (
    BEST,
    CURRENT,
    FROZEN,
    GROUP_FROM,
    GROUP_TO,
    IS_LIFTED,
    IS_TOUCHED,
    LIFTED,
    LINE_COLUMNS,
    LOST,
    NODE,
    OLD_PLANNED,
    PLANNED,
    SHIFT_COLUMNS,
    STOPS,
    TOUCHED,
    TRIAL,
    WHERE,
    Board,
)
from planner.routing.lns.times import NEVER, Whole, count_times, laid_times, lay


@compiled
def touch(board: Board, s: int) -> None:
    """Keep a line as it is now, once in an iteration."""
    shift = board.shift
    if shift[s, IS_TOUCHED]:
        return
    board.lists[TOUCHED, board.count[TOUCHED]] = s
    board.count[TOUCHED] += 1
    _copy_line(board.old_line, board.line, s, shift[s, STOPS] + 2)
    for k in range(SHIFT_COLUMNS):
        board.old_shift[s, k] = shift[s, k]
    shift[s, IS_TOUCHED] = 1


@compiled
def _copy_line(to: Whole, source: Whole, s: int, length: int) -> None:
    for k in range(length):
        for column in range(LINE_COLUMNS):
            to[s, k, column] = source[s, k, column]


@compiled
def _count_groups(board: Board, i: int, change: int) -> None:
    for k in range(board.visit[i, GROUP_FROM], board.visit[i, GROUP_TO]):
        board.group[board.groups[k], PLANNED] += change


@compiled
def lift(board: Board, i: int) -> None:
    """Mark a planned visit as taken out; close_up then takes it out of its line."""
    touch(board, board.visit[i, WHERE])
    board.visit[i, WHERE], board.visit[i, IS_LIFTED] = -1, 1
    board.lists[LIFTED, board.count[LIFTED]] = i
    board.count[LIFTED] += 1
    _count_groups(board, i, -1)


@compiled
def close_up(board: Board, s: int) -> None:
    """Take the lifted visits out of a line, and its last ones too until it can be timed.

    Where a way is shorter over another place, a line without that place is longer.
    """
    ways, visit, shift, line, hand = (board.ways, board.visit, board.shift, board.line, board.hand)
    kept = 1
    for k in range(1, shift[s, STOPS] + 2):
        node = line[s, k, NODE]
        if k == shift[s, STOPS] + 1 or visit[node, WHERE] == s:
            line[s, kept, NODE] = node
            kept += 1
    shift[s, STOPS] = kept - 2
    while shift[s, STOPS] > shift[s, FROZEN]:
        lay(line, hand, s, shift[s, STOPS])
        if laid_times(ways, visit, shift, hand, s, shift[s, STOPS])[0] != NEVER:
            break
        lift(board, line[s, shift[s, STOPS], NODE])
        line[s, shift[s, STOPS], NODE] = line[s, shift[s, STOPS] + 1, NODE]
        shift[s, STOPS] -= 1
    count_times(ways, visit, shift, line, s)


@compiled
def put_in(board: Board, i: int, s: int, gap: int) -> None:
    """Put a visit after position gap of a line."""
    touch(board, s)
    shift, line = board.shift, board.line
    for k in range(shift[s, STOPS] + 1, gap, -1):
        line[s, k + 1, NODE] = line[s, k, NODE]
    line[s, gap + 1, NODE] = i
    shift[s, STOPS] += 1
    board.visit[i, WHERE] = s
    _count_groups(board, i, 1)
    count_times(board.ways, board.visit, shift, line, s)


@compiled
def take_back(board: Board) -> None:
    """Restore every touched line, and where its visits are."""
    visit, shift, line = board.visit, board.shift, board.line
    for t in range(board.count[TOUCHED]):
        s = board.lists[TOUCHED, t]
        for k in range(1, shift[s, STOPS] + 1):
            visit[line[s, k, NODE], WHERE] = -1
    for t in range(board.count[TOUCHED]):
        s = board.lists[TOUCHED, t]
        for k in range(SHIFT_COLUMNS):
            shift[s, k] = board.old_shift[s, k]
        _copy_line(line, board.old_line, s, shift[s, STOPS] + 2)
        for k in range(1, shift[s, STOPS] + 1):
            visit[line[s, k, NODE], WHERE] = s
    for g in range(len(board.group)):
        board.group[g, PLANNED] = board.group[g, OLD_PLANNED]


@compiled
def settle(board: Board) -> None:
    """Make the trial the current plan."""
    for g in range(len(board.group)):
        board.group[g, OLD_PLANNED] = board.group[g, PLANNED]
    for k in range(board.score.shape[1]):
        board.score[CURRENT, k] = board.score[TRIAL, k]


@compiled
def forget_touched(board: Board) -> None:
    """Begin an iteration."""
    for t in range(board.count[TOUCHED]):
        board.shift[board.lists[TOUCHED, t], IS_TOUCHED] = 0
    for k in range(board.count[LIFTED]):
        board.visit[board.lists[LIFTED, k], IS_LIFTED] = 0
    board.count[TOUCHED] = 0
    board.count[LIFTED] = 0


@compiled
def touch_all(board: Board) -> None:
    """Touch every line: all have room."""
    for s in range(len(board.shift)):
        touch(board, s)


@compiled
def touch_open(board: Board) -> None:
    """Touch the lines that hold nothing that ruin could take out: their room would never be looked at."""
    for s in range(len(board.shift)):
        if board.shift[s, STOPS] == board.shift[s, FROZEN] and board.shift[s, LOST] == 0:
            touch(board, s)


@compiled
def keep_best(board: Board) -> None:
    """Make the trial the best plan."""
    for k in range(board.score.shape[1]):
        board.score[BEST, k] = board.score[TRIAL, k]
    for s in range(len(board.shift)):
        board.best[s, 0] = board.shift[s, STOPS]
        for k in range(1, board.shift[s, STOPS] + 1):
            board.best[s, k] = board.line[s, k, NODE]


@compiled
def keep_routes(board: Board) -> None:
    """Put the touched routes into the pool; the same visits have one place there, and the later route stays."""
    pool, line = board.pool, board.line
    for t in range(board.count[TOUCHED]):
        s = board.lists[TOUCHED, t]
        stops = board.shift[s, STOPS]
        if stops > 0:
            place = _pool_place(line, s, stops, len(pool))
            pool[place, 0], pool[place, 1] = s, stops
            for k in range(1, stops + 1):
                pool[place, k + 1] = line[s, k, NODE]


@compiled
def _pool_place(line: Whole, s: int, stops: int, places: int) -> int:
    mixed = s + 1
    for k in range(1, stops + 1):
        node = line[s, k, NODE] + 1
        mixed += node * 2654435761 % 1000003 * (node + 7919)
    return (mixed * 31 + s) % places
