"""The sheets of team-shifts: how often their tablets were revoked, who saw them, what the office decided."""

import sqlalchemy as sa

from domain.sheets import FieldSettings
from store.columns import Instant, Key, Value
from store.tables.metadata import METADATA, must

SHEET_EPOCHS = sa.Table(
    "sheet_epochs",
    METADATA,
    sa.Column("round_id", sa.Text, primary_key=True),
    sa.Column("shift", sa.Text, primary_key=True),
    must("epoch", sa.Integer),
    sa.ForeignKeyConstraint(["round_id"], ["rounds.id"]),
)

SHEET_LOOKS = sa.Table(
    "sheet_looks",
    METADATA,
    sa.Column("round_id", sa.Text, primary_key=True),
    sa.Column("shift", sa.Text, primary_key=True),
    sa.Column("account", sa.Text, primary_key=True),
    sa.Column("on", sa.Date, primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("epoch", sa.Integer, primary_key=True, autoincrement=False),
    must("at", Instant),
    sa.ForeignKeyConstraint(["round_id"], ["rounds.id"]),
)

SUPERVISIONS = sa.Table(
    "supervisions",
    METADATA,
    sa.Column("round_id", sa.Text, primary_key=True),
    sa.Column("commune", Key, primary_key=True),
    must("shift", sa.Text),
    sa.ForeignKeyConstraint(["round_id"], ["rounds.id"]),
)

FIELD_SETTINGS = sa.Table(
    "field_settings",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    must("settings", Value(FieldSettings)),
)
