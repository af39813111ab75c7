"""Taking visits out: strings of neighbouring lines, visits near one another, any, or whole lines."""

from planner.routing.compiled import compiled
from planner.routing.lns.board import (
    FIXED,
    FROZEN,
    IS_TOUCHED,
    LIFTED,
    NODE,
    OUT,
    STOPS,
    TOUCHED,
    WHERE,
    Board,
)
from planner.routing.lns.chance import draw
from planner.routing.lns.changes import close_up, lift
from planner.routing.lns.times import Whole

MEAN_LIFTED = 10
"""Visits that strings take out on the average, as in Christiaens and Vanden Berghe (2020)."""
LONGEST_STRING = 10


@compiled
def ruin(board: Board) -> None:
    """Take some visits out of the plan; mostly strings of lines near each other."""
    way, seed = draw(board.hand, 100), _seed(board)
    if way < 70:
        lift_strings(board, seed)
    elif way < 82:
        lift_related(board, seed)
    elif way < 92:
        lift_any(board)
    else:
        lift_lines(board, seed)
    for t in range(board.count[TOUCHED]):
        close_up(board, board.lists[TOUCHED, t])


@compiled
def _seed(board: Board) -> int:
    """Return a visit to begin from: one that is out in half of the cases where there is any."""
    if board.count[OUT] > 0 and draw(board.hand, 2) == 0:
        return board.lists[OUT, draw(board.hand, board.count[OUT])]
    return draw(board.hand, len(board.visit))


@compiled
def _longest_and_most(shift: Whole) -> tuple[int, int]:
    """Return the longest string and the most strings; 0 twice of an empty plan."""
    used, planned = 0, 0
    for s in range(len(shift)):
        used += shift[s, STOPS] > 0
        planned += shift[s, STOPS]
    if planned == 0:
        return 0, 0
    longest = max(1, min(LONGEST_STRING, planned // used))
    return longest, max(1, 4 * MEAN_LIFTED // (1 + longest) - 1)


@compiled
def lift_strings(board: Board, seed: int) -> None:
    """Take a string out of each of some lines near a visit."""
    visit, shift = board.visit, board.shift
    longest, most = _longest_and_most(shift)
    if most == 0:
        return
    strings = 1 + draw(board.hand, most)
    for k in range(board.near.shape[1]):
        i = board.near[seed, k]
        s = visit[i, WHERE]
        if s < 0 or shift[s, IS_TOUCHED] or visit[i, FIXED]:
            continue
        _lift_string(board, i, 1 + draw(board.hand, min(longest, shift[s, STOPS])))
        strings -= 1
        if strings == 0:
            return


@compiled
def _lift_string(board: Board, i: int, length: int) -> None:
    """Take out neighbours in a line that include visit i; in half of the cases one within stays."""
    line, s = board.line, board.visit[i, WHERE]
    first, stops = board.shift[s, FROZEN] + 1, board.shift[s, STOPS]
    place = first
    while line[s, place, NODE] != i:
        place += 1
    movable = stops - first + 1
    spared = 1 if 1 < length < movable and draw(board.hand, 2) == 0 else 0
    span = min(length + spared, movable)
    lowest, highest = max(first, place - span + 1), min(place, stops - span + 1)
    begin = lowest + draw(board.hand, highest - lowest + 1)
    kept = begin + 1 + draw(board.hand, span - 2) if spared and span > 2 else -1
    for k in range(begin, begin + span):
        if k != kept:
            lift(board, line[s, k, NODE])


@compiled
def lift_related(board: Board, seed: int) -> None:
    """Take out visits near one another, some passed over."""
    wanted = 3 + draw(board.hand, 2 * MEAN_LIFTED - 4)
    for k in range(board.near.shape[1]):
        i = board.near[seed, k]
        if board.visit[i, WHERE] >= 0 and board.visit[i, FIXED] == 0 and draw(board.hand, 5) > 0:
            lift(board, i)
            if board.count[LIFTED] >= wanted:
                return


@compiled
def lift_any(board: Board) -> None:
    """Take out visits by chance."""
    for _ in range(4 * (2 + draw(board.hand, MEAN_LIFTED))):
        i = draw(board.hand, len(board.visit))
        if board.visit[i, WHERE] >= 0 and board.visit[i, FIXED] == 0:
            lift(board, i)
            if board.count[LIFTED] >= MEAN_LIFTED:
                return


@compiled
def lift_lines(board: Board, seed: int) -> None:
    """Empty one or two lines near a visit, but for what is done."""
    shift, line = board.shift, board.line
    lines = 1 + draw(board.hand, 2)
    for k in range(board.near.shape[1]):
        s = board.visit[board.near[seed, k], WHERE]
        if s < 0 or shift[s, IS_TOUCHED] or shift[s, STOPS] == shift[s, FROZEN]:
            continue
        for place in range(shift[s, FROZEN] + 1, shift[s, STOPS] + 1):
            lift(board, line[s, place, NODE])
        lines -= 1
        if lines == 0:
            return
