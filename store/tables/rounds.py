"""A round with its frame, its one draw, its plans and its papers."""

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from domain.rounds import Certificate, ReasonCode, Role, RoundStatus, SamplingRule
from domain.routing import Verdict
from store.columns import Choice, Instant, Share, Value
from store.tables.metadata import METADATA, must

TEXTS = Value(tuple[str, ...])

ROUNDS = sa.Table(
    "rounds",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    must("title", sa.Text),
    must("starts_on", sa.Date),
    must("ends_on", sa.Date),
    must("rule", Value(SamplingRule)),
    must("status", Choice(RoundStatus)),
    must("teams", TEXTS),
    sa.Column("frozen_on", sa.Date),
    must("decision_no", sa.Text),
    sa.Column("decision_on", sa.Date),
    must("signer", sa.Text),
)

FRAMES = sa.Table(
    "frames",
    METADATA,
    sa.Column("round_id", sa.Text, primary_key=True),
    must("csv", sa.Text),
    must("digest", sa.Text),
    must("frozen_at", Instant),
    sa.ForeignKeyConstraint(["round_id"], ["rounds.id"]),
)

SAMPLES = sa.Table(
    "samples",
    METADATA,
    sa.Column("round_id", sa.Text, primary_key=True),
    must("size", sa.Integer),
    must("lower_bound", sa.Integer),
    must("certificate", Value(Certificate)),
    must("must", TEXTS),
    must("risk", TEXTS),
    must("lottery", TEXTS),
    must("reserves", TEXTS),
    must("chance", Share),
    must("frame_hash", sa.Text),
    must("plan_hash", sa.Text),
    must("seed", sa.Text),
    must("method", sa.Text),
    sa.Column("drawn_at", Instant),
    sa.ForeignKeyConstraint(["round_id"], ["rounds.id"]),
)

SAMPLE_ROWS = sa.Table(
    "sample_rows",
    METADATA,
    sa.Column("round_id", sa.Text, primary_key=True),
    sa.Column("establishment_id", sa.Text, primary_key=True),
    must("rank", sa.Integer),
    must("role", Choice(Role)),
    must("reason_code", Choice(ReasonCode)),
    must("reason_params", Value(Mapping[str, str | int])),
    must("chance", Share),
    sa.ForeignKeyConstraint(["round_id"], ["samples.round_id"]),
)

# The problem's format has no place for where its matrix came from, so two columns keep that.
PLANS = sa.Table(
    "plans",
    METADATA,
    sa.Column("round_id", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    must("problem", sa.Text),
    must("matrix_source", sa.Text),
    must("matrix_digest", sa.Text),
    must("solution", sa.Text),
    must("verdict", Value(Verdict)),
    must("input_digest", sa.Text),
    must("made_at", Instant),
    sa.Column("sealed_at", Instant),
    must("reveal_at", Value(tuple[tuple[str, datetime], ...])),
    sa.ForeignKeyConstraint(["round_id"], ["rounds.id"]),
)

PLAN_LINES = sa.Table(
    "plan_lines",
    METADATA,
    sa.Column("round_id", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("shift", sa.Text, primary_key=True),
    must("line", Value(tuple[tuple[float, float], ...])),
    sa.ForeignKeyConstraint(["round_id", "version"], ["plans.round_id", "plans.version"]),
)

# A plan goes back and forth along its versions: no version is ever lost, only the head moves.
PLAN_STEPS = sa.Table(
    "plan_steps",
    METADATA,
    sa.Column("round_id", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("parent", sa.Integer),
    must("account", sa.Text),
    must("action", sa.Text),
    must("params", Value(Mapping[str, str | int])),
    sa.ForeignKeyConstraint(["round_id", "version"], ["plans.round_id", "plans.version"]),
)

PLAN_HEADS = sa.Table(
    "plan_heads",
    METADATA,
    sa.Column("round_id", sa.Text, primary_key=True),
    must("version", sa.Integer),
    must("redo", Value(tuple[int, ...])),
    sa.ForeignKeyConstraint(["round_id", "version"], ["plans.round_id", "plans.version"]),
)

PAPERS = sa.Table(
    "papers",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("round_id", sa.Text, index=True),
    must("kind", sa.Text),
    must("audience", sa.Text),
    must("file_name", sa.Text),
    must("media_type", sa.Text),
    must("made_at", Instant),
    must("digest", sa.Text),
    must("size", sa.Integer),
    must("content", sa.LargeBinary),
    sa.ForeignKeyConstraint(["round_id"], ["rounds.id"]),
)
