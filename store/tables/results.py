"""What teams recorded, every edit of it; what the planner let stand; and how findings were remedied."""

import sqlalchemy as sa

from domain.inspections import RemedyState, RemedyStep
from domain.visits import ResultState, VisitResult
from store.columns import Choice, Instant, Value
from store.tables.metadata import METADATA, must

# Kept for good: only ``state`` and ``reason`` of a row ever change.
RESULTS = sa.Table(
    "results",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    must("id", sa.Text, unique=True),
    must("round_id", sa.Text),
    must("shift", sa.Text),
    must("stop", sa.Text),
    must("revision", sa.Integer),
    must("epoch", sa.Integer),
    must("team", sa.Text),
    must("result", Value(VisitResult)),
    must("state", Choice(ResultState)),
    must("reason", sa.Text),
    must("received_at", Instant),
    must("skew_s", sa.Integer),
    must("sent_by", sa.Text),
    must("is_marked", sa.Boolean),
    must("masked", sa.Integer),
    sa.ForeignKeyConstraint(["round_id"], ["rounds.id"]),
    sa.Index("ix_results_visit", "round_id", "shift", "stop"),
)

RESULT_CHOICES = sa.Table(
    "result_choices",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True),
    must("round_id", sa.Text, index=True),
    must("shift", sa.Text),
    must("stop", sa.Text),
    must("chosen", sa.Text),
    must("reason", sa.Text),
    must("account", sa.Text),
    must("at", Instant),
    sa.ForeignKeyConstraint(["chosen"], ["results.id"]),
)

# A finding has a row here once somebody has said something of its remedy.
REMEDIES = sa.Table(
    "remedies",
    METADATA,
    sa.Column("inspection_id", sa.Text, primary_key=True),
    sa.Column("code", sa.Text, primary_key=True),
    must("establishment_id", sa.Text, index=True),
    must("action", sa.Text),
    sa.Column("due_on", sa.Date),
    must("state", Choice(RemedyState)),
    sa.Column("remedied_on", sa.Date),
    must("document", sa.Text),
    must("history", Value(tuple[RemedyStep, ...])),
)
