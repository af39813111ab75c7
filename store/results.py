"""What teams recorded: every received result stays; which of them stands may change."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from domain.visits import CheckAnswer, KeptResult, ResultChoice, ResultState, SheetId
from store.engine import lock_for_writing
from store.rows import insert_rows, row_from_value, value_from_row
from store.tables import RESULT_CHOICES, RESULTS


def lock_results(connection: sa.Connection) -> None:
    """Let one intake at a time read and write results, until its transaction ends."""
    lock_for_writing(connection, "results")


def add_result(connection: sa.Connection, result: KeptResult) -> KeptResult:
    """Keep a received result under the next number of arrival and return it with that number."""
    last = connection.scalar(sa.select(sa.func.max(RESULTS.c.number))) or 0
    kept = replace(result, number=last + 1)
    sheet = kept.sheet
    place = {"round_id": sheet.round_id, "shift": sheet.shift, "revision": sheet.revision, "epoch": sheet.epoch}
    row = row_from_value(kept, **place, stop=kept.result.stop)
    del row["sheet"]
    insert_rows(connection, RESULTS, [row])
    return kept


def update_state(connection: sa.Connection, id_: str, state: ResultState) -> None:
    """Keep what became of a result."""
    connection.execute(sa.update(RESULTS).where(RESULTS.c.id == id_).values(state=state))


def read_results(
    connection: sa.Connection, round_id: str, *, shift: str | None = None, stops: Iterable[str] | None = None
) -> tuple[KeptResult, ...]:
    """Return every received result of a round, in the order of arrival; of one shift or of some stops where named."""
    query = sa.select(RESULTS).where(RESULTS.c.round_id == round_id).order_by(RESULTS.c.number)
    if shift is not None:
        query = query.where(RESULTS.c.shift == shift)
    if stops is not None:
        query = query.where(RESULTS.c.stop.in_(sorted(set(stops))))
    return tuple(_kept(row) for row in connection.execute(query))


def find_result(connection: sa.Connection, id_: str) -> KeptResult | None:
    """Return a received result by its id, None where there is none."""
    row = connection.execute(sa.select(RESULTS).where(RESULTS.c.id == id_)).first()
    return _kept(row) if row else None


def add_choice(connection: sa.Connection, choice: ResultChoice) -> None:
    """Keep what the planner let stand, and why."""
    insert_rows(connection, RESULT_CHOICES, [row_from_value(choice)])


def read_choices(connection: sa.Connection, round_id: str) -> tuple[ResultChoice, ...]:
    """Return every choice of a round, in its order."""
    query = sa.select(RESULT_CHOICES).where(RESULT_CHOICES.c.round_id == round_id).order_by(RESULT_CHOICES.c.number)
    return tuple(value_from_row(ResultChoice, row) for row in connection.execute(query))


def _kept(row: sa.Row[Any]) -> KeptResult:
    sheet = SheetId(round_id=row.round_id, shift=row.shift, revision=row.revision, epoch=row.epoch)
    checks = {item: CheckAnswer(answer) for item, answer in row.result.checks.items()}
    return value_from_row(KeptResult, row, sheet=sheet, result=replace(row.result, checks=checks))
