"""All that the compiled search knows of a problem and its plan, in few arrays.

Few, because numba passes every member of a tuple to every function and counts
its references: the innermost functions take bare arrays.

Nodes are numbers: visit k is node k, the start of shift s is node n + s, its
end node n + m + s. Position 0 of a line is the start, 1 to stops the visits,
stops + 1 the end.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

FAR = 1 << 29
"""Seconds between nodes without a way."""
NONE = 1 << 30
"""Extra seconds, or position, of an insertion that does not exist."""

# Planes of ``ways``: seconds from a row's node to a column's, and back.
ONWARD, BACK = range(2)
# Columns of ``visit``; from WINDOWS on (earliest, latest start), NUMBER of them. From WHERE on they change.
(SERVICE, NUMBER, PRIZE, WEIGHT, APPOINTED, RANK, FIXED, WIDTH, GROUP_FROM, GROUP_TO) = range(10)
WHERE, IS_LIFTED, ABSENCES, KEY, BEST_SHIFT, BEST_COST, START_S, WINDOWS = range(10, 18)
# Columns of ``shift``; from STOPS on they change. DEPART is the latest departure, FINISH the earliest return.
(BEGIN, END, MOST_DUTY, MOST_STOPS, PAUSE_FROM, PAUSE_TO, PAUSE, FROZEN, TEAM, DAY, LOST) = range(11)
STOPS, TRAVEL, WORK, FINISH, DEPART, SEVERAL, IS_TOUCHED, DUTY, AHEAD = range(11, 20)
SHIFT_COLUMNS = 20
# Columns of ``line``: earliest leaving, latest arrival, work done on leaving, the leg that follows;
# FREE and FREE_LATEST are the same times with the break still to come.
NODE, LEAVE, LATEST, WORKED, LEG, FREE, FREE_LATEST, LINE_COLUMNS = range(8)
# Columns of ``group``.
AT_LEAST, PLANNED, OLD_PLANNED = range(3)
# Rows of ``lists``, and places of their lengths in ``count``.
REQUIRED, OPTIONAL, OUT, WAITING, LIFTED, TOUCHED, LISTS = range(7)
# Places of ``price``, in units.
A_SECOND, AN_OPENING, A_MOVE, A_MISSING, A_LACK, A_BALANCE, A_PART = range(7)
# Rows and columns of ``score``.
TRIAL, CURRENT, BEST = range(3)
MISSING, LACKS, COST, ABSENT = range(4)
# Places of ``hand``: the state of chance; the bound, the blinks and the care of the next look; then one line of nodes.
STATE, BELOW, BLINKS, IS_EXACT, LAID = range(5)


class Board(NamedTuple):
    """Hold a problem of n visits, m shifts and g groups, and a plan with at most k stops a shift."""

    ways: NDArray[np.int32]
    """(2, n + 2m, n + 2m)"""
    visit: NDArray[np.int64]
    shift: NDArray[np.int64]
    line: NDArray[np.int64]
    """(m, k + 2, LINE_COLUMNS)"""
    takes: NDArray[np.bool_]
    """(m, n)"""
    near: NDArray[np.int32]
    """(n, ...) visits by distance, each visit itself first."""
    groups: NDArray[np.int64]
    group: NDArray[np.int64]
    wishes: NDArray[np.int64]
    """(w, 2 + v) seconds, number of visits, and visits of each wish to be together."""
    price: NDArray[np.int64]
    lists: NDArray[np.int32]
    count: NDArray[np.int64]
    offer: NDArray[np.int32]
    """(m, n, 2) extra seconds and position of each waiting visit's cheapest insertion."""
    old_line: NDArray[np.int64]
    old_shift: NDArray[np.int64]
    score: NDArray[np.int64]
    hand: NDArray[np.int64]
    best: NDArray[np.int32]
    """(m, k + 1) stops and visits of the best plan."""
    pool: NDArray[np.int32]
    """(places, k + 2) shift, stops and visits of good routes; shift -1 is an empty place."""
