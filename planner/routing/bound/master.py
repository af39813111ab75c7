"""The linear program over routes (OR-Tools' GLOP): which mix of known routes is best, and what each visit is worth."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt.python import mathopt

from planner.routing.arrays import Arrays
from planner.routing.bound.pricing import Column

KEPT = 6000
"""Routes that the program holds; beyond twice as many the dullest are forgotten."""

LONGEST = timedelta(minutes=10)
FAILURES = (RuntimeError, ValueError, AttributeError)
"""What a solver that loses its way numerically raises; OR-Tools 9.15 on Python 3.11 words it as an AttributeError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duals:
    """Hold prices: of each visit's place (n), of each group's floor (g, >= 0), of a shift of each class."""

    visits: NDArray[np.float64]
    groups: NDArray[np.float64]
    kinds: NDArray[np.float64]


class Master:
    """Hold the growing program: at most one route a shift, every visit once at most, floors met or paid dearly."""

    def __init__(self, arrays: Arrays, counts: Sequence[int], *, fine: float) -> None:
        self._prize = arrays.prize
        self._of_group = _membership(arrays)
        self.missing = 0.0
        self._model = mathopt.Model(name="routes")
        add = self._model.add_linear_constraint
        self._visits = [add(lb=1.0 if needed else -np.inf, ub=1.0) for needed in arrays.is_required]
        self._groups = [add(lb=float(least)) for least in arrays.at_least]
        self._kinds = [add(ub=float(count)) for count in counts]
        short = [row for row, needed in zip(self._visits, arrays.is_required, strict=True) if needed] + self._groups
        self._missing = [self._model.add_variable(lb=0.0) for _ in short]
        for row, missing in zip(short, self._missing, strict=True):
            row.set_coefficient(missing, 1.0)
        self.set_fine(fine)
        self._model.objective.is_maximize = True
        self._columns: dict[tuple[int, tuple[int, ...]], tuple[float, mathopt.Variable]] = {}
        self._solver = mathopt.IncrementalSolver(self._model, mathopt.SolverType.GLOP)

    def set_fine(self, fine: float) -> None:
        """Set the points that each required or floor visit costs that the mix leaves out."""
        self.fine = fine
        for missing in self._missing:
            self._model.objective.set_linear_coefficient(missing, -fine)

    def add(self, columns: Sequence[Column]) -> int:
        """Take routes in; return how many were new or better than a known one of the same visits."""
        new = 0
        for column in columns:
            key = (column.kind, tuple(sorted(column.visits)))
            points = column.points + float(self._prize[list(column.visits)].sum())
            known = self._columns.get(key)
            if known is None:
                self._columns[key] = (points, self._variable(column, points))
            elif points > known[0] + 1e-9:
                self._model.objective.set_linear_coefficient(known[1], points)
                self._columns[key] = (points, known[1])
            else:
                continue
            new += 1
        return new

    def _variable(self, column: Column, points: float) -> mathopt.Variable:
        variable = self._model.add_variable(lb=0.0)
        self._model.objective.set_linear_coefficient(variable, points)
        self._kinds[column.kind].set_coefficient(variable, 1.0)
        for visit in set(column.visits):
            self._visits[visit].set_coefficient(variable, float(column.visits.count(visit)))
        members = self._of_group[list(column.visits)].sum(axis=0)
        for group in np.flatnonzero(members):
            self._groups[group].set_coefficient(variable, float(members[group]))
        return variable

    def solve(self) -> tuple[float, Duals]:
        """Return the value of the best mix (fines included) and the prices that explain it; sets ``missing``."""
        result = self._solved()
        duals = Duals(
            visits=_array(result.dual_values(self._visits)),
            groups=np.minimum(0.0, _array(result.dual_values(self._groups))) * -1.0,
            kinds=_array(result.dual_values(self._kinds)),
        )
        self.missing = sum(result.variable_values(self._missing))
        if len(self._columns) > 2 * KEPT:
            self._forget(result)
        return result.objective_value(), duals

    def _solved(self) -> mathopt.SolveResult:
        """Return the optimal mix: from the last basis, else from nothing, else by the other simplex."""
        plain = mathopt.SolveParameters(time_limit=LONGEST)
        other = mathopt.SolveParameters(
            time_limit=LONGEST, lp_algorithm=mathopt.LPAlgorithm.DUAL_SIMPLEX, presolve=mathopt.Emphasis.OFF
        )
        for step, params in enumerate((plain, plain, other)):
            if step:
                self._solver = mathopt.IncrementalSolver(self._model, mathopt.SolverType.GLOP)
            try:
                result = self._solver.solve(params=params)
            except FAILURES:
                continue
            if result.termination.reason == mathopt.TerminationReason.OPTIMAL:
                return result
        raise ValueError("the program over routes has no answer")

    def _forget(self, result: mathopt.SolveResult) -> None:
        keys = list(self._columns)
        dull = result.reduced_costs([self._columns[key][1] for key in keys])
        for place in np.argsort(dull, kind="stable")[: len(keys) - KEPT]:
            self._model.delete_variable(self._columns.pop(keys[place])[1])


def _array(values: Sequence[float]) -> NDArray[np.float64]:
    return np.array(values, dtype=np.float64)


def _membership(arrays: Arrays) -> NDArray[np.int64]:
    """Return (n, g): 1 where a visit counts in a group."""
    members = np.zeros((len(arrays.prize), len(arrays.at_least)), np.int64)
    for visit in range(len(arrays.prize)):
        members[visit, arrays.groups[arrays.group_from[visit] : arrays.group_from[visit + 1]]] = 1
    return members
