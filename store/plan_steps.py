"""How the versions of a plan came about, which one is in force, and what may be done again."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa

from domain.errors import ConflictError
from store.engine import lock_for_writing
from store.rows import row_from_value, value_from_row
from store.tables import PLAN_HEADS, PLAN_STEPS, PLANS


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanStep:
    """Hold who made a version of a plan, from which one, and by what."""

    round_id: str
    version: int
    parent: int | None
    account: str
    action: str
    params: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanHead:
    """Hold which version of a plan is in force; ``redo`` are the versions undone, the next to redo last."""

    round_id: str
    version: int
    redo: tuple[int, ...] = ()


def add_step(connection: sa.Connection, step: PlanStep) -> None:
    """Keep how a version came about and put it in force; what was undone cannot be redone any more."""
    connection.execute(sa.insert(PLAN_STEPS), row_from_value(step))
    move_head(connection, PlanHead(round_id=step.round_id, version=step.version))


def read_steps(connection: sa.Connection, round_id: str) -> tuple[PlanStep, ...]:
    """Return how each version of a round's plan came about, by version."""
    query = sa.select(PLAN_STEPS).where(PLAN_STEPS.c.round_id == round_id).order_by(PLAN_STEPS.c.version)
    return tuple(value_from_row(PlanStep, row) for row in connection.execute(query))


def read_head(connection: sa.Connection, round_id: str) -> PlanHead | None:
    """Return what is in force of a round's plan: the latest version where no head was kept, None without a plan."""
    row = connection.execute(sa.select(PLAN_HEADS).where(PLAN_HEADS.c.round_id == round_id)).first()
    if row is not None:
        return value_from_row(PlanHead, row)
    latest = latest_version(connection, round_id)
    return PlanHead(round_id=round_id, version=latest) if latest else None


def expect_head(connection: sa.Connection, round_id: str, version: int | None) -> PlanHead | None:
    """Return the head that a change starts from; nobody else can change it until the transaction ends.

    Raises
    ------
    ConflictError
        ``plan.version`` when another version is in force: somebody else changed the plan.
    """
    lock_for_writing(connection, f"plan {round_id}")
    head = read_head(connection, round_id)
    if (head.version if head else None) != version:
        raise ConflictError("plan.version", round=round_id, version=version or 0)
    return head


def move_head(connection: sa.Connection, head: PlanHead) -> None:
    """Put a version in force."""
    connection.execute(sa.delete(PLAN_HEADS).where(PLAN_HEADS.c.round_id == head.round_id))
    connection.execute(sa.insert(PLAN_HEADS), row_from_value(head))


def list_versions(connection: sa.Connection, round_id: str) -> tuple[int, ...]:
    """Return the versions of a round's plan, the first one first."""
    query = sa.select(PLANS.c.version).where(PLANS.c.round_id == round_id).order_by(PLANS.c.version)
    return tuple(connection.scalars(query))


def latest_version(connection: sa.Connection, round_id: str) -> int:
    """Return the highest version of a round's plan, 0 without one."""
    return max(list_versions(connection, round_id), default=0)
