"""The office's settings of its papers, who signs a round, and the answers to its call-ups."""

from datetime import datetime

import sqlalchemy as sa

from domain.paperwork import CallUpReply, PaperSettings, RoundSigner
from store.rows import insert_rows, row_from_value, value_from_row
from store.tables import CALL_UP_REPLIES, PAPER_SETTINGS, ROUND_SIGNERS

OFFICE_SETTINGS = "office"


def save_settings(connection: sa.Connection, settings: PaperSettings) -> None:
    """Keep the office's settings in the place of those before."""
    connection.execute(sa.delete(PAPER_SETTINGS))
    insert_rows(connection, PAPER_SETTINGS, [{"id": OFFICE_SETTINGS, "settings": settings}])


def read_settings(connection: sa.Connection) -> PaperSettings:
    """Return the office's settings, empty ones where it has not set its own."""
    found: PaperSettings | None = connection.execute(sa.select(PAPER_SETTINGS.c.settings)).scalar_one_or_none()
    return found or PaperSettings()


def save_signer(connection: sa.Connection, round_id: str, account: str) -> None:
    """Keep who signs a round, in the place of who did; nothing is open to it yet."""
    connection.execute(sa.delete(ROUND_SIGNERS).where(ROUND_SIGNERS.c.round_id == round_id))
    insert_rows(connection, ROUND_SIGNERS, [row_from_value(RoundSigner(round_id=round_id, account=account))])


def read_signer(connection: sa.Connection, round_id: str) -> RoundSigner | None:
    """Return who signs a round, None where nobody is named."""
    row = connection.execute(sa.select(ROUND_SIGNERS).where(ROUND_SIGNERS.c.round_id == round_id)).first()
    return value_from_row(RoundSigner, row) if row else None


def open_to_signer(connection: sa.Connection, round_id: str, at: datetime) -> None:
    """Keep since when the signer looks at a round's sealed papers."""
    connection.execute(sa.update(ROUND_SIGNERS).where(ROUND_SIGNERS.c.round_id == round_id).values(opened_at=at))


def save_reply(connection: sa.Connection, reply: CallUpReply) -> None:
    """Keep an agency's answer for a shift in the place of the one before."""
    table = CALL_UP_REPLIES.c
    same = sa.and_(*(table[name] == getattr(reply, name) for name in ("round_id", "agency", "shift")))
    connection.execute(sa.delete(CALL_UP_REPLIES).where(same))
    insert_rows(connection, CALL_UP_REPLIES, [row_from_value(reply)])


def read_replies(connection: sa.Connection, round_id: str) -> tuple[CallUpReply, ...]:
    """Return the answers of a round, by shift and agency."""
    query = sa.select(CALL_UP_REPLIES).where(CALL_UP_REPLIES.c.round_id == round_id)
    rows = connection.execute(query.order_by(CALL_UP_REPLIES.c.shift, CALL_UP_REPLIES.c.agency))
    return tuple(value_from_row(CallUpReply, row) for row in rows)
