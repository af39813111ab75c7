"""The versions of a round's plan, with the lines that their shifts drive."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

import sqlalchemy as sa

from domain.errors import ConflictError, InputError
from domain.plans import Plan
from domain.routing import RoutingProblem, Solution
from planner.routing.formats import problem_json, read_problem, read_solution, solution_json
from store.engine import insert_once
from store.rows import insert_rows, row_from_value, value_from_row
from store.tables import PLAN_HEADS, PLAN_LINES, PLANS

Line = tuple[tuple[float, float], ...]


def save_plan(
    connection: sa.Connection, plan: Plan, *, lines: Mapping[str, Sequence[tuple[float, float]]] | None = None
) -> None:
    """Keep a version of a round's plan; what a version holds never changes but for its seal.

    Parameters
    ----------
    lines
        Shift id to the (lon, lat) degrees of the way that it drives.

    Raises
    ------
    ConflictError
        ``plan.version`` when the round has that version: somebody else planned meanwhile.
    """
    row = row_from_value(
        plan,
        problem=problem_json(plan.problem),
        solution=solution_json(plan.solution),
        matrix_source=plan.problem.matrix.source,
        matrix_digest=plan.problem.matrix.digest,
    )
    insert_once(connection, PLANS, row, ConflictError("plan.version", round=plan.round_id, version=plan.version))
    key = {"round_id": plan.round_id, "version": plan.version}
    insert_rows(
        connection, PLAN_LINES, [{**key, "shift": shift, "line": line} for shift, line in (lines or {}).items()]
    )


def read_plan(connection: sa.Connection, round_id: str, version: int | None = None) -> Plan | None:
    """Return a version of a round's plan; when none is named the one in force: its head, or the latest without one.

    None where there is no such version.
    """
    query = sa.select(PLANS).where(PLANS.c.round_id == round_id).order_by(PLANS.c.version.desc()).limit(1)
    wanted = version
    if wanted is None:
        wanted = connection.scalar(sa.select(PLAN_HEADS.c.version).where(PLAN_HEADS.c.round_id == round_id))
    row = connection.execute(query if wanted is None else query.where(PLANS.c.version == wanted)).first()
    if row is None:
        return None
    problem = _problem_of(row.problem)
    matrix = replace(problem.matrix, source=row.matrix_source, digest=row.matrix_digest)
    return value_from_row(Plan, row, problem=replace(problem, matrix=matrix), solution=_solution_of(row.solution))


@lru_cache(maxsize=4)
def _problem_of(text: str) -> RoutingProblem:
    """Return the problem of a kept text; a page asks for one plan several times, and the same text says the same."""
    return read_problem(text)


@lru_cache(maxsize=4)
def _solution_of(text: str) -> Solution:
    return read_solution(text)


def read_lines(connection: sa.Connection, round_id: str, version: int) -> dict[str, Line]:
    """Return shift id to the (lon, lat) degrees of the way that it drives, sorted by shift."""
    query = sa.select(PLAN_LINES.c.shift, PLAN_LINES.c.line)
    rows = connection.execute(query.where(PLAN_LINES.c.round_id == round_id, PLAN_LINES.c.version == version))
    return dict(sorted(rows.tuples()))


def update_seal(
    connection: sa.Connection,
    round_id: str,
    version: int,
    sealed_at: datetime | None,
    reveal_at: tuple[tuple[str, datetime], ...],
) -> None:
    """Keep when a version was sealed and, per shift, from when its team may see it.

    Raises
    ------
    InputError
        ``plan.unknown`` when the round has no such version.
    """
    statement = sa.update(PLANS).where(PLANS.c.round_id == round_id, PLANS.c.version == version)
    if connection.execute(statement.values(sealed_at=sealed_at, reveal_at=reveal_at)).rowcount == 0:
        raise InputError("plan.unknown", round=round_id, version=version)
