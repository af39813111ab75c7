"""The sheets of team-shifts: epochs of their tablets, who saw them when, and the office's settings."""

from datetime import datetime

import sqlalchemy as sa

from domain.places import CommuneKey
from domain.sheets import FieldSettings, SheetLook
from store.engine import insert_missing, lock_for_writing
from store.rows import insert_rows, row_from_value, value_from_row
from store.tables import FIELD_SETTINGS, SHEET_EPOCHS, SHEET_LOOKS, SUPERVISIONS

FIRST_EPOCH = 0
OFFICE_SETTINGS = "office"


def read_epoch(connection: sa.Connection, round_id: str, shift: str) -> int:
    """Return the epoch of a shift's tablets: 0, and one more for each time that they were revoked."""
    return read_epochs(connection, round_id).get(shift, FIRST_EPOCH)


def read_epochs(connection: sa.Connection, round_id: str) -> dict[str, int]:
    """Return shift to epoch of a round; a shift that was never revoked is not there and has the first one."""
    query = sa.select(SHEET_EPOCHS.c.shift, SHEET_EPOCHS.c.epoch).where(SHEET_EPOCHS.c.round_id == round_id)
    return dict(connection.execute(query.order_by(SHEET_EPOCHS.c.shift)).tuples().all())


def raise_epoch(connection: sa.Connection, round_id: str, shift: str) -> int:
    """Give a shift's tablets the next epoch and return it."""
    lock_for_writing(connection, "sheet_epochs")
    epoch = read_epoch(connection, round_id, shift) + 1
    key = sa.and_(SHEET_EPOCHS.c.round_id == round_id, SHEET_EPOCHS.c.shift == shift)
    connection.execute(sa.delete(SHEET_EPOCHS).where(key))
    insert_rows(connection, SHEET_EPOCHS, [{"round_id": round_id, "shift": shift, "epoch": epoch}])
    return epoch


def add_look(connection: sa.Connection, look: SheetLook) -> bool:
    """Keep that an account opened a sheet; tell whether it is the first time on that day."""
    if find_look(connection, look):
        return False
    insert_missing(connection, SHEET_LOOKS, [row_from_value(look)])
    return True


def find_look(connection: sa.Connection, look: SheetLook) -> bool:
    """Tell whether the account opened the same sheet on that day before."""
    key = ("round_id", "shift", "account", "on", "revision", "epoch")
    same = sa.and_(*(SHEET_LOOKS.c[name] == getattr(look, name) for name in key))
    return connection.execute(sa.select(SHEET_LOOKS.c.at).where(same)).first() is not None


def read_looks(connection: sa.Connection, round_id: str) -> tuple[SheetLook, ...]:
    """Return who opened the sheets of a round, by time."""
    query = sa.select(SHEET_LOOKS).where(SHEET_LOOKS.c.round_id == round_id)
    rows = connection.execute(query.order_by(SHEET_LOOKS.c.at, SHEET_LOOKS.c.shift, SHEET_LOOKS.c.account))
    return tuple(value_from_row(SheetLook, row) for row in rows)


def last_looks(connection: sa.Connection, round_id: str) -> dict[str, datetime]:
    """Return shift to when its sheet was last opened by anybody; a shift that nobody opened is not there."""
    query = sa.select(SHEET_LOOKS.c.shift, sa.func.max(SHEET_LOOKS.c.at, type_=SHEET_LOOKS.c.at.type))
    found = connection.execute(query.where(SHEET_LOOKS.c.round_id == round_id).group_by(SHEET_LOOKS.c.shift))
    return dict(found.tuples().all())


def save_supervision(connection: sa.Connection, round_id: str, commune: CommuneKey, shift: str | None) -> None:
    """Keep which shift of a round looks at a commune's own work, None for none; a commune has one at most."""
    key = sa.and_(SUPERVISIONS.c.round_id == round_id, SUPERVISIONS.c.commune == commune)
    connection.execute(sa.delete(SUPERVISIONS).where(key))
    insert_rows(connection, SUPERVISIONS, [{"round_id": round_id, "commune": commune, "shift": shift}] if shift else [])


def read_supervisions(connection: sa.Connection, round_id: str) -> dict[CommuneKey, str]:
    """Return commune to the shift that looks at its own work, sorted by commune."""
    query = sa.select(SUPERVISIONS.c.commune, SUPERVISIONS.c.shift).where(SUPERVISIONS.c.round_id == round_id)
    return dict(sorted(connection.execute(query).tuples().all()))


def save_settings(connection: sa.Connection, settings: FieldSettings) -> None:
    """Keep the office's settings of its sheets in the place of those before."""
    connection.execute(sa.delete(FIELD_SETTINGS))
    insert_rows(connection, FIELD_SETTINGS, [{"id": OFFICE_SETTINGS, "settings": settings}])


def read_settings(connection: sa.Connection) -> FieldSettings | None:
    """Return the office's settings, None where it has not set its own."""
    settings: FieldSettings | None = connection.execute(sa.select(FIELD_SETTINGS.c.settings)).scalar_one_or_none()
    return settings
