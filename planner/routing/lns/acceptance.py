"""Whether a trial becomes the current plan: simulated annealing on whole numbers."""

import math

import numpy as np

from planner.routing.compiled import compiled
from planner.routing.lns.board import (
    A_LACK,
    A_MISSING,
    ABSENCES,
    ABSENT,
    BEST,
    COST,
    CURRENT,
    LACKS,
    MISSING,
    REQUIRED,
    TRIAL,
    WEIGHT,
    WHERE,
    Board,
)
from planner.routing.lns.chance import draw

STEPS = 1024
RISES = np.array([round(-1024 * math.log((k + 0.5) / STEPS)) for k in range(STEPS)], dtype=np.int64)
"""By how many 1,024ths of the temperature a plan may be worse: rounded logarithms, so the same on every machine."""


@compiled
def is_accepted(board: Board, heat: int) -> bool:
    """Tell whether the trial is good enough; while visits are missing, one that misses rarer ones is."""
    rise = heat * RISES[draw(board.hand, STEPS)] // 1024
    if _compared(board, TRIAL) <= _compared(board, CURRENT) + rise:
        return True
    return board.score[CURRENT, MISSING] > 0 and board.score[TRIAL, ABSENT] < board.score[CURRENT, ABSENT]


@compiled
def _compared(board: Board, row: int) -> int:
    score, price = board.score, board.price
    return score[row, COST] + price[A_MISSING] * score[row, MISSING] + price[A_LACK] * score[row, LACKS]


@compiled
def is_best(board: Board) -> bool:
    """Tell whether the trial is better than every plan before: what is missing, then groups, then cost."""
    score = board.score
    if score[TRIAL, MISSING] != score[BEST, MISSING]:
        return score[TRIAL, MISSING] < score[BEST, MISSING]
    if score[TRIAL, LACKS] != score[BEST, LACKS]:
        return score[TRIAL, LACKS] < score[BEST, LACKS]
    return score[TRIAL, COST] < score[BEST, COST]


@compiled
def count_absences(board: Board) -> None:
    """Count one more absence of every required visit that the trial leaves out."""
    visit = board.visit
    if board.score[TRIAL, MISSING] == 0:
        return
    for k in range(board.count[REQUIRED]):
        i = board.lists[REQUIRED, k]
        if visit[i, WHERE] < 0:
            visit[i, ABSENCES] += 1
            board.score[TRIAL, ABSENT] += visit[i, WEIGHT]
