"""CP-SAT as every model of the planner runs it: the same model, the same answer."""

from ortools.sat.python import cp_model

FOUND = (cp_model.OPTIMAL, cp_model.FEASIBLE)
"""The only states in which a value may be read."""


def deterministic_solver(*, work: float | None = None) -> cp_model.CpSolver:
    """Return a solver of one worker that stops by ``work``, its own deterministic seconds, never by a clock."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    if work is not None:
        solver.parameters.max_deterministic_time = work
    return solver
