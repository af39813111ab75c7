"""What a plan costs in whole units: what is missing first, then groups, then everything that has a price."""

from planner.routing.compiled import compiled
from planner.routing.lns.board import (
    A_BALANCE,
    A_MOVE,
    A_PART,
    A_SECOND,
    ABSENCES,
    ABSENT,
    AN_OPENING,
    APPOINTED,
    AT_LEAST,
    COST,
    DAY,
    DUTY,
    LACKS,
    LOST,
    MISSING,
    NODE,
    PLANNED,
    PRIZE,
    REQUIRED,
    SERVICE,
    START_S,
    STOPS,
    TEAM,
    TRAVEL,
    TRIAL,
    WEIGHT,
    WHERE,
    Board,
)
from planner.routing.lns.times import NEVER, Whole, first_start, laid_times, lay


@compiled
def score_trial(board: Board) -> None:
    """Count the trial's score anew."""
    visit, score, lists = board.visit, board.score, board.lists
    missing, absent = 0, 0
    for k in range(board.count[REQUIRED]):
        i = lists[REQUIRED, k]
        if visit[i, WHERE] < 0:
            missing += visit[i, WEIGHT]
            absent += visit[i, WEIGHT] * (1 + visit[i, ABSENCES])
    lacks = 0
    for g in range(len(board.group)):
        lacks += max(0, board.group[g, AT_LEAST] - board.group[g, PLANNED])
    score[TRIAL, MISSING], score[TRIAL, ABSENT], score[TRIAL, LACKS] = missing, absent, lacks
    score[TRIAL, COST] = _route_cost(visit, board.shift, board.line, board.price)
    if board.price[A_BALANCE] > 0:
        score[TRIAL, COST] += board.price[A_BALANCE] * imbalance_s(board)
    if len(board.wishes) > 0:
        score[TRIAL, COST] += board.price[A_PART] * parted(board)


@compiled
def _route_cost(visit: Whole, shift: Whole, line: Whole, price: Whole) -> int:
    cost = 0
    for s in range(len(shift)):
        if shift[s, STOPS] == 0:
            continue
        cost += shift[s, TRAVEL] * price[A_SECOND] + price[AN_OPENING]
        for k in range(1, shift[s, STOPS] + 1):
            i = line[s, k, NODE]
            cost -= visit[i, PRIZE]
            if visit[i, APPOINTED] >= 0 and visit[i, APPOINTED] != s:
                cost += price[A_MOVE]
    return cost


@compiled
def imbalance_s(board: Board) -> int:
    """Return the seconds of duty between the busiest and the idlest team that has a shift left."""
    shift = board.shift
    for s in range(len(shift)):
        shift[s, DUTY] = 0
        if shift[s, STOPS] > 0:
            lay(board.line, board.hand, s, shift[s, STOPS])
            departure, finish = laid_times(board.ways, board.visit, shift, board.hand, s, shift[s, STOPS])
            shift[s, DUTY] = finish - departure
    most, least = 0, NEVER
    for team in range(len(shift)):
        duty, counts = 0, False
        for s in range(len(shift)):
            if shift[s, TEAM] == team:
                duty += shift[s, DUTY]
                counts = counts or shift[s, LOST] == 0 or shift[s, STOPS] > 0
        if counts:
            most, least = max(most, duty), min(least, duty)
    return max(0, most - least)


@compiled
def parted(board: Board) -> int:
    """Return how many wishes to be together are not met: of what is planned, one day and starts within the wish."""
    visit, wishes = board.visit, board.wishes
    for s in range(len(board.shift)):
        if board.shift[s, STOPS] > 0:
            _note_starts(board, s)
    count = 0
    for w in range(len(wishes)):
        first, last, day, is_met = NEVER, -NEVER, -1, True
        for k in range(2, 2 + wishes[w, 1]):
            s = visit[wishes[w, k], WHERE]
            if s >= 0:
                is_met = is_met and (day < 0 or day == board.shift[s, DAY])
                day = board.shift[s, DAY]
                first = min(first, visit[wishes[w, k], START_S])
                last = max(last, visit[wishes[w, k], START_S])
        count += not is_met or last - first > wishes[w, 0]
    return count


@compiled
def _note_starts(board: Board, s: int) -> None:
    """Note about when each visit of a line starts; a break is left out, the wish is soft."""
    visit, line = board.visit, board.line
    lay(line, board.hand, s, board.shift[s, STOPS])
    leave = laid_times(board.ways, visit, board.shift, board.hand, s, board.shift[s, STOPS])[0]
    for k in range(1, board.shift[s, STOPS] + 1):
        i = line[s, k, NODE]
        visit[i, START_S] = first_start(visit, i, leave + board.ways[0, line[s, k - 1, NODE], i])
        leave = visit[i, START_S] + visit[i, SERVICE]
