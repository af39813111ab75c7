"""Iterations of ruin and recreate, compiled."""

from planner.routing.compiled import compiled
from planner.routing.lns.acceptance import count_absences, is_accepted, is_best
from planner.routing.lns.board import GROUP_FROM, GROUP_TO, NODE, OPTIONAL, OUT, PLANNED, REQUIRED, STOPS, WHERE, Board
from planner.routing.lns.changes import forget_touched, keep_best, keep_routes, settle, take_back, touch_all, touch_open
from planner.routing.lns.choosing import insert_optional
from planner.routing.lns.evaluation import score_trial
from planner.routing.lns.insertion import insert_required
from planner.routing.lns.removal import ruin
from planner.routing.lns.times import count_times


@compiled
def count_first(board: Board) -> None:
    """Count the times and groups of the plan that was laid in."""
    for s in range(len(board.shift)):
        count_times(board.ways, board.visit, board.shift, board.line, s)
        for k in range(1, board.shift[s, STOPS] + 1):
            i = board.line[s, k, NODE]
            board.visit[i, WHERE] = s
            for g in range(board.visit[i, GROUP_FROM], board.visit[i, GROUP_TO]):
                board.group[board.groups[g], PLANNED] += 1


@compiled
def list_out(board: Board) -> None:
    """List the required visits that have no shift."""
    visit, lists, count = board.visit, board.lists, 0
    for k in range(board.count[REQUIRED]):
        if visit[lists[REQUIRED, k], WHERE] < 0:
            lists[OUT, count] = lists[REQUIRED, k]
            count += 1
    board.count[OUT] = count


@compiled
def iterate(board: Board, iterations: int, heat: int) -> None:
    """Change the current plan so many times at one temperature, in units; -1 only completes the first plan."""
    for _ in range(max(1, iterations)):
        forget_touched(board)
        if iterations >= 0:
            ruin(board)
        else:
            touch_all(board)
        list_out(board)
        insert_required(board)
        if board.count[OPTIONAL] > 0:
            touch_open(board)
            insert_optional(board, iterations < 0)
        score_trial(board)
        is_taken = iterations < 0 or is_accepted(board, heat)
        count_absences(board)
        if is_taken:
            if iterations < 0 or is_best(board):
                keep_best(board)
            keep_routes(board)
            settle(board)
        else:
            take_back(board)
