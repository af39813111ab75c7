"""Readers of public instances, checked by hand, and rows that stay honest when a run fails."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.marks import with_marked_part
from benchmarks.public_files import prizes_cost, read_prizes, read_top, references
from benchmarks.route_bench import Row, problem_files, run_bench
from benchmarks.route_report import table
from domain.errors import InputError
from planner.routing import solve
from planner.routing.formats import problem_json
from planner.verify import verify

ROOT = Path(__file__).resolve().parents[2]

# A square: (3, 4) is 5 from both ends; two teams of length 10 can make both 30-point corners, one each.
TOP = """n 5
m 2
tmax 10.0
0.0 0.0 0
3.0 4.0 30
3.0 -4.0 30
8.0 0.0 99
6.0 0.0 0
"""
PRIZES = """NAME : hand
TYPE : PCVRPTW
DIMENSION : 4
VEHICLES : 2
CAPACITY : 5
SERVICE_TIME : 10
EDGE_WEIGHT_TYPE : EUC_2D
NODE_COORD_SECTION
1 0 0
2 3 4
3 6 8
4 0 1
DEMAND_SECTION
1 0
2 3
3 2
4 3
TIME_WINDOW_SECTION
1 0 100
2 0 50
3 20 21
4 0 5
PRIZE_SECTION
1 0
2 25
3 4
4 7
DEPOT_SECTION
1
-1
EOF
"""


@pytest.fixture
def top(tmp_path) -> Path:
    path = tmp_path / "hand.txt"
    path.write_text(TOP, encoding="ascii")
    return path


@pytest.fixture
def prizes(tmp_path) -> Path:
    path = tmp_path / "hand.vrp"
    path.write_text(PRIZES, encoding="ascii")
    return path


def test_top_files_become_problems_of_prizes(top):
    problem = read_top(top)
    assert [visit.prize for visit in problem.visits] == [30, 30, 99]
    assert {(shift.start_location, shift.end_location) for shift in problem.shifts} == {("p0", "p4")}
    solution = solve(problem, solver="ortools", iterations=2)
    # 99 is at 8 + 2 = 10 from start to end: one team takes it, the other a corner.
    assert verify(problem, solution).ok
    assert solution.score == 129.0


def test_a_top_leg_is_never_shorter_than_it_is(tmp_path):
    path = tmp_path / "diagonal.txt"
    path.write_text("n 3\nm 1\ntmax 2.8284\n0 0 0\n1 1 5\n2 2 0\n", encoding="ascii")
    # The way over the middle is 2.82842...: too long by a hair.
    assert solve(read_top(path), solver="ortools", iterations=1).score == 0.0


def test_a_pcvrptw_cost_is_length_plus_prizes_not_collected(prizes):
    instance = read_prizes(prizes)
    assert (instance.vehicles, instance.capacity, instance.service) == (2, 5, 100)
    # 0-(3,4)-(6,8)-0 is 5 + 5 + 10; arrives at 5, leaves at 15, arrives at 20: just open. 7 is not collected.
    assert prizes_cost(instance, [[1, 2]]) == 200 + 70
    assert prizes_cost(instance, []) == 360
    assert prizes_cost(instance, [[3], [1, 2]]) == 220


@pytest.mark.parametrize(
    "routes",
    [
        pytest.param([[1, 3]], id="too heavy"),
        pytest.param([[2, 1]], id="home in time but 1 is closed"),
        pytest.param([[1], [1]], id="twice"),
        pytest.param([[1], [2], [3]], id="three vehicles"),
    ],
)
def test_a_broken_pcvrptw_plan_has_no_cost(prizes, routes):
    instance = read_prizes(prizes)
    if routes == [[2, 1]]:
        # (6,8) opens at 20, is left at 30, and (3,4) is reached at 35: that is legal; closing it earlier is not.
        assert prizes_cost(instance, routes) is not None
        prizes.write_text(PRIZES.replace("2 0 50", "2 0 34"), encoding="ascii")
        instance = read_prizes(prizes)
    assert prizes_cost(instance, routes) is None


def test_references_stand_beside_or_above(tmp_path, top):
    (tmp_path / "bks.csv").write_text(
        "set,file,m,reference,sense,note\ntop,top/hand.txt,,129,max score,\ntoptw,toptw/c.txt,2,5,max score,\n",
        encoding="utf-8",
    )
    assert references(tmp_path) == references(tmp_path / "below") == {"hand.txt": 129.0}


def test_failures_are_rows_and_gaps_are_against_the_reference(tmp_path, top):
    (tmp_path / "bks.csv").write_text("set,file,m,reference,sense,note\ntop,hand.txt,,258,max,\n", encoding="utf-8")
    rows = run_bench("top", tmp_path, solvers=["greedy", "nobody"], seconds=1)
    assert [row.solver for row in rows] == ["greedy", "nobody"]
    assert (rows[0].feasible, rows[0].reference, rows[0].error) == (True, 258.0, None)
    assert rows[0].gap == round(100 * (258 - rows[0].score) / 258, 3)
    assert rows[0].cpu_s >= 0
    assert rows[0].memory_mb > 10
    assert (rows[1].feasible, rows[1].score, rows[1].gap, rows[1].error) == (False, None, None, "solver.unknown")


def test_the_command_answers_in_json_with_the_best_score_as_reference(tmp_path, top):
    (tmp_path / "problem.json").write_text(problem_json(read_top(top)), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "cli.py", "bench", "district", "--path", str(tmp_path), "--solver", "greedy", "--seconds", "1",
         "--seeds", "0,1", "--json"],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    answer = json.loads(done.stdout)
    assert [row["seed"] for row in answer["rows"]] == [0, 1]
    assert all(row["feasible"] and row["gap"] == 0 and row["reference"] == row["score"] for row in answer["rows"])
    keys = {"problem", "solver", "seed", "score", "reference", "gap", "feasible", "cpu_s", "memory_mb"}
    assert keys <= set(answer["rows"][0])


def test_an_empty_folder_and_an_unknown_kind_are_refused(tmp_path):
    with pytest.raises(InputError, match=r"bench\.no_problems"):
        problem_files("top", tmp_path)
    with pytest.raises(InputError, match=r"bench\.kind"):
        problem_files("cvrp", tmp_path)


def test_the_table_names_failures_and_replaces_only_what_is_between_the_marks():
    rows = [
        Row(problem="a", solver="auto", seed=0, score=10.0, reference=10.0, gap=0.0, feasible=True, cpu_s=1.0),
        Row(problem="a", solver="vroom", seed=0, score=9.0, reference=10.0, gap=10.0, feasible=False, cpu_s=1.0),
        Row(problem="a", solver="pyvrp", seed=0, error="solver.cannot"),
    ]
    text = "\n".join(table("top", rows, seconds=1.0))
    assert "solver.cannot" in text
    assert "0 of 1" in text
    page = with_marked_part("before\n<!-- routes:start -->\nold\n<!-- routes:end -->\nafter\n", "routes", "new")
    assert page == "before\n<!-- routes:start -->\nnew\n<!-- routes:end -->\nafter\n"
    with pytest.raises(ValueError, match="mark"):
        with_marked_part("nothing", "routes", "new")
