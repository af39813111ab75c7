"""The office's settings of its papers, who signs a round, and the answers to its call-ups."""

import sqlalchemy as sa

from domain.paperwork import PaperSettings, Reply
from store.columns import Choice, Instant, Value
from store.tables.metadata import METADATA, must

PAPER_SETTINGS = sa.Table(
    "paper_settings",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    must("settings", Value(PaperSettings)),
)

ROUND_SIGNERS = sa.Table(
    "round_signers",
    METADATA,
    sa.Column("round_id", sa.Text, primary_key=True),
    must("account", sa.Text),
    sa.Column("opened_at", Instant),
    sa.ForeignKeyConstraint(["round_id"], ["rounds.id"]),
)

CALL_UP_REPLIES = sa.Table(
    "call_up_replies",
    METADATA,
    sa.Column("round_id", sa.Text, primary_key=True),
    sa.Column("agency", sa.Text, primary_key=True),
    sa.Column("shift", sa.Text, primary_key=True),
    must("reply", Choice(Reply)),
    must("note", sa.Text),
    must("account", sa.Text),
    must("at", Instant),
    sa.ForeignKeyConstraint(["round_id"], ["rounds.id"]),
)
