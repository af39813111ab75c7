"""The draws of a year with their seeds, and the changes of drawn lists by hand."""

import sqlalchemy as sa

from domain.ceremony import ChangeKind, DiceSource, DrawState, SizeProof, TakenOut
from domain.rounds import SamplingRule
from store.columns import Choice, Instant, Value
from store.tables.metadata import METADATA, must

# ``salt`` is the secret; no value of the domain has a field for it.
DRAWS = sa.Table(
    "draws",
    METADATA,
    sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    must("round_id", sa.Text, index=True),
    must("state", Choice(DrawState)),
    must("rule", Value(SamplingRule)),
    must("frame_csv", sa.Text),
    must("frame_hash", sa.Text),
    must("frozen_at", Instant),
    must("frozen_by", sa.Text),
    must("taken_out", Value(tuple[TakenOut, ...])),
    must("repeats", Value(tuple[int, ...])),
    must("reason", sa.Text),
    must("needs_approval", sa.Boolean),
    must("approved_by", sa.Text),
    sa.Column("approved_at", Instant),
    must("plan_hash", sa.Text),
    must("salt", sa.Text),
    must("salt_hash", sa.Text),
    sa.Column("proof", Value(SizeProof)),
    sa.Column("committed_at", Instant),
    must("committed_by", sa.Text),
    must("dice", sa.Text),
    must("dice_source", Choice(DiceSource)),
    must("place", sa.Text),
    must("participants", Value(tuple[str, ...])),
    must("seed", sa.Text),
    sa.Column("rolled_at", Instant),
    must("rolled_by", sa.Text),
    sa.Column("drawn_at", Instant),
    must("drawn_by", sa.Text),
    sa.Column("abandoned_at", Instant),
    must("abandoned_by", sa.Text),
    must("abandon_reason", sa.Text),
    sa.ForeignKeyConstraint(["round_id"], ["rounds.id"]),
)

# ``turn`` is 0 for the first seed of a plan; every later one has its reason. Rows are only ever added.
DRAW_SEEDS = sa.Table(
    "draw_seeds",
    METADATA,
    sa.Column("plan_hash", sa.Text, primary_key=True),
    sa.Column("turn", sa.Integer, primary_key=True, autoincrement=False),
    must("year", sa.Integer),
    must("number", sa.Integer),
    must("seed", sa.Text),
    must("reason", sa.Text),
    must("account", sa.Text),
    must("at", Instant),
)

SAMPLE_CHANGES = sa.Table(
    "sample_changes",
    METADATA,
    sa.Column("round_id", sa.Text, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    must("kind", Choice(ChangeKind)),
    must("establishment_id", sa.Text),
    must("stand_in", sa.Text),
    must("reason", sa.Text),
    must("document_no", sa.Text),
    must("account", sa.Text),
    must("at", Instant),
    sa.ForeignKeyConstraint(["round_id"], ["rounds.id"]),
)
