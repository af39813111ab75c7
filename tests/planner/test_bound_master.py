"""The program over routes goes on where a solver loses its way."""

import pytest
from test_bound_stopping import line

from planner.routing.bound import master as master_module
from planner.routing.bound import upper_bound

BOUND = upper_bound(line()).value


def failing(times: int, error: Exception):
    """Return a kind of solver whose first so many answers fail."""
    real, left = master_module.mathopt.IncrementalSolver, [times]

    class Failing:
        def __init__(self, *arguments):
            self._solver = real(*arguments)

        def solve(self, **how):
            if left[0]:
                left[0] -= 1
                raise error
            return self._solver.solve(**how)

    return Failing


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("error", [RuntimeError("abnormal"), AttributeError("canonical_code")])
def test_a_solver_that_fails_is_replaced_and_the_bound_is_the_same(monkeypatch, times, error):
    monkeypatch.setattr(master_module.mathopt, "IncrementalSolver", failing(times, error))
    assert upper_bound(line()).value == pytest.approx(BOUND)


def test_where_every_solver_fails_nothing_is_made_up(monkeypatch):
    monkeypatch.setattr(master_module.mathopt, "IncrementalSolver", failing(99, RuntimeError("abnormal")))
    with pytest.raises(ValueError, match="no answer"):
        upper_bound(line())
