"""A round, its frozen frame and its one draw."""

from datetime import datetime

import sqlalchemy as sa

from domain.errors import ConflictError
from domain.rounds import Reason, Round, Sample, SampledEstablishment
from store.engine import insert_once
from store.rows import insert_rows, row_from_value, value_from_row
from store.tables import FRAMES, ROUNDS, SAMPLE_ROWS, SAMPLES


def save_round(connection: sa.Connection, round_: Round) -> None:
    """Keep a round, new or changed."""
    row = row_from_value(round_)
    if connection.execute(sa.update(ROUNDS).where(ROUNDS.c.id == round_.id).values(**row)).rowcount == 0:
        insert_rows(connection, ROUNDS, [row])


def read_round(connection: sa.Connection, round_id: str) -> Round | None:
    """Return a round, None where there is none of that id."""
    row = connection.execute(sa.select(ROUNDS).where(ROUNDS.c.id == round_id)).first()
    return value_from_row(Round, row) if row else None


def list_rounds(connection: sa.Connection) -> tuple[Round, ...]:
    """Return every round, sorted by first day and id."""
    rows = connection.execute(sa.select(ROUNDS))
    return tuple(sorted((value_from_row(Round, row) for row in rows), key=lambda one: (one.starts_on, one.id)))


def save_frame(connection: sa.Connection, round_id: str, *, csv: str, digest: str, frozen_at: datetime) -> None:
    """Keep a round's frame; it may be frozen anew until the round is drawn.

    Raises
    ------
    ConflictError
        ``draw.already`` when the round has its draw.
    """
    if is_drawn(connection, round_id):
        raise ConflictError("draw.already", round=round_id)
    connection.execute(sa.delete(FRAMES).where(FRAMES.c.round_id == round_id))
    insert_rows(connection, FRAMES, [{"round_id": round_id, "csv": csv, "digest": digest, "frozen_at": frozen_at}])


def read_frame(connection: sa.Connection, round_id: str) -> tuple[str, str, datetime] | None:
    """Return (csv, digest, frozen_at) of a round's frame, None before the freeze."""
    columns = sa.select(FRAMES.c.csv, FRAMES.c.digest, FRAMES.c.frozen_at)
    row = connection.execute(columns.where(FRAMES.c.round_id == round_id)).first()
    return (row.csv, row.digest, row.frozen_at) if row else None


def save_sample(connection: sa.Connection, round_id: str, sample: Sample) -> None:
    """Keep a round's draw; there is one, and nothing is drawn again.

    Raises
    ------
    ConflictError
        ``draw.already`` when the round has its draw.
    """
    header = row_from_value(sample, round_id=round_id)
    rows = header.pop("rows")
    insert_once(connection, SAMPLES, header, ConflictError("draw.already", round=round_id))
    insert_rows(connection, SAMPLE_ROWS, [_sample_row(round_id, rank, one) for rank, one in enumerate(rows)])


def read_sample(connection: sa.Connection, round_id: str) -> Sample | None:
    """Return a round's draw, None before it."""
    header = connection.execute(sa.select(SAMPLES).where(SAMPLES.c.round_id == round_id)).first()
    if header is None:
        return None
    rows = connection.execute(
        sa.select(SAMPLE_ROWS).where(SAMPLE_ROWS.c.round_id == round_id).order_by(SAMPLE_ROWS.c.rank)
    )
    return value_from_row(Sample, header, rows=tuple(_sampled(row) for row in rows))


def is_drawn(connection: sa.Connection, round_id: str) -> bool:
    """Tell whether a round has its draw."""
    return connection.execute(sa.select(SAMPLES.c.size).where(SAMPLES.c.round_id == round_id)).first() is not None


def _sample_row(round_id: str, rank: int, one: SampledEstablishment) -> dict[str, object]:
    row = row_from_value(one, round_id=round_id, rank=rank)
    reason = row.pop("reason")
    return row | {"reason_code": reason.code, "reason_params": reason.params}


def _sampled(row: sa.Row) -> SampledEstablishment:
    reason = Reason(code=row.reason_code, params=row.reason_params)
    return value_from_row(SampledEstablishment, row, reason=reason)
