"""The draws of a year, step by step, and the changes of drawn lists; nothing here is ever taken back."""

from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from domain.ceremony import Draw, DrawState, SampleChange
from domain.errors import ConflictError
from store.engine import insert_once, lock_for_writing
from store.rows import insert_rows, row_from_value, value_from_row
from store.tables import DRAW_SEEDS, DRAWS, SAMPLE_CHANGES


def open_draw(connection: sa.Connection, draw: Draw) -> Draw:
    """Keep a new draw under the next number of its year and return it with that number."""
    lock_for_writing(connection, "draws")
    last = connection.scalar(sa.select(sa.func.max(DRAWS.c.number)).where(DRAWS.c.year == draw.year))
    opened = replace(draw, number=(last or 0) + 1)
    insert_rows(connection, DRAWS, [row_from_value(opened, salt="")])
    return opened


def read_draws(connection: sa.Connection, year: int) -> tuple[Draw, ...]:
    """Return every draw of a year, abandoned ones too, by number."""
    rows = connection.execute(sa.select(DRAWS).where(DRAWS.c.year == year).order_by(DRAWS.c.number))
    return tuple(value_from_row(Draw, row) for row in rows)


def draw_of_round(connection: sa.Connection, round_id: str) -> Draw | None:
    """Return the last draw of a round, None before its freeze or where it was abandoned for good."""
    query = sa.select(DRAWS).where(DRAWS.c.round_id == round_id)
    row = connection.execute(query.order_by(DRAWS.c.year.desc(), DRAWS.c.number.desc()).limit(1)).first()
    return value_from_row(Draw, row) if row else None


def update_draw(connection: sa.Connection, draw: Draw, *, was: DrawState) -> None:
    """Keep a draw's next step, if nobody else took one meanwhile.

    Raises
    ------
    ConflictError
        ``draw.step`` when the draw is no longer in the state that it was.
    """
    statement = sa.update(DRAWS).where(_is(draw), DRAWS.c.state == was).values(**row_from_value(draw))
    if connection.execute(statement).rowcount == 0:
        raise ConflictError("draw.step", draw=draw.label)


def keep_salt(connection: sa.Connection, draw: Draw, salt: str) -> None:
    """Keep the secret of a draw; it is kept once."""
    statement = sa.update(DRAWS).where(_is(draw), DRAWS.c.salt == "").values(salt=salt)
    if connection.execute(statement).rowcount == 0:
        raise ConflictError("draw.step", draw=draw.label)


def read_salt(connection: sa.Connection, draw: Draw) -> str:
    """Return the secret of a draw, "" where it has none."""
    return connection.scalar(sa.select(DRAWS.c.salt).where(_is(draw))) or ""


def keep_seed(connection: sa.Connection, draw: Draw, *, at: datetime, account: str) -> None:
    """Keep the seed of a draw's plan; the database itself refuses another one, or a change of it.

    Raises
    ------
    ConflictError
        ``draw.second_seed`` when the plan has its seed and the draw no reason
        for another, or still waits for its approval.
    """
    lock_for_writing(connection, "draw_seeds")
    plan_hash = DRAW_SEEDS.c.plan_hash == draw.plan_hash
    turn = connection.scalar(sa.select(sa.func.count()).select_from(DRAW_SEEDS).where(plan_hash)) or 0
    refusal = ConflictError("draw.second_seed", draw=draw.label)
    if turn and (not draw.reason or draw.waits_for_approval):
        raise refusal
    row = {
        "plan_hash": draw.plan_hash, "turn": turn, "year": draw.year, "number": draw.number, "seed": draw.seed,
        "reason": draw.reason, "account": account, "at": at,
    }  # fmt: skip
    insert_once(connection, DRAW_SEEDS, row, refusal)


def add_change(connection: sa.Connection, change: SampleChange) -> SampleChange:
    """Keep a change of a drawn list under its next number and return it with that number."""
    lock_for_writing(connection, "sample_changes")
    kept = replace(change, number=len(read_changes(connection, change.round_id)) + 1)
    insert_rows(connection, SAMPLE_CHANGES, [row_from_value(kept)])
    return kept


def read_changes(connection: sa.Connection, round_id: str) -> tuple[SampleChange, ...]:
    """Return the changes of a round's list, in their order."""
    query = sa.select(SAMPLE_CHANGES).where(SAMPLE_CHANGES.c.round_id == round_id)
    rows = connection.execute(query.order_by(SAMPLE_CHANGES.c.number))
    return tuple(value_from_row(SampleChange, row) for row in rows)


def _is(draw: Draw) -> sa.ColumnElement[bool]:
    return sa.and_(DRAWS.c.year == draw.year, DRAWS.c.number == draw.number)
