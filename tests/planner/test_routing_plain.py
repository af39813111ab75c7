"""With the customer's packages alone (no numba, no PyVRP, no VROOM) the demo round is still planned legally."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = """
import json, sys
for name in ("numba", "pyvrp", "vroom", "llvmlite"):
    sys.modules[name] = None
import workflow
from domain.accounts import AccountRole, Actor
from domain.errors import InputError
from planner.routing import solve
from planner.routing.registry import is_ready
from planner.verify import verify
from store import rounds
from workflow.planning import problem_of
from workflow.rounds import round_of
from workflow.workspace import open_workspace, settings_from

workspace = open_workspace(settings_from({"INSPECTION_DIR": sys.argv[1]}))
with workspace.store.read() as connection:
    sample = rounds.read_sample(connection, "D2027-01")
problem, _ = problem_of(workspace, round_of(workspace, "D2027-01"), sample, travel="estimate")
told = {}
for solver in ("ortools", "auto"):
    solution = solve(problem, solver=solver, iterations=3)
    told[solver] = [len(problem.visits), len(solution.unassigned), [r.code for r in verify(problem, solution).broken]]
try:
    solve(problem, solver="pyvrp")
except InputError as error:
    told["pyvrp"] = [error.code, error.params["library"]]
told["ready"] = {name: is_ready(name) for name in ("greedy", "lns", "ortools", "pyvrp", "vroom")}
workspace.store.close()
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def told(demo_dir) -> dict:
    command = [sys.executable, "-c", CODE, str(demo_dir)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("solver", ["ortools", "auto"])
def test_the_demo_round_is_planned_legally(told, solver):
    visits, left_out, broken = told[solver]
    assert visits >= 48
    assert left_out == 0
    assert broken == []


def test_what_is_not_installed_is_named(told):
    assert told["pyvrp"] == ["solver.not_installed", "pyvrp"]
    assert told["ready"] == {"greedy": True, "lns": False, "ortools": True, "pyvrp": False, "vroom": False}
