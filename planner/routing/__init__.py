"""Routes of teams over their shifts: formats, exact times, solvers behind one registry."""

from planner.routing.registry import SOLVERS
from planner.routing.solving import solve

__all__ = ["SOLVERS", "solve"]
