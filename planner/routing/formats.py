"""The documented texts of a routing problem and its solution; imports no engine."""

from planner.routing.problem_format import problem_json, read_problem
from planner.routing.solution_format import read_solution, solution_json

__all__ = ["problem_json", "read_problem", "read_solution", "solution_json"]
