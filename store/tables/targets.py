"""What the plan's targets are counted from beside inspections and complaints; of people there are counts alone."""

import sqlalchemy as sa

from domain.targets import Communication
from store.columns import Instant, Key, Value
from store.tables.metadata import METADATA, must

COMMUNE_REPORTS = sa.Table(
    "commune_reports",
    METADATA,
    sa.Column("commune", Key, primary_key=True),
    sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("quarter", sa.Integer, primary_key=True, autoincrement=False),
    must("reported_on", sa.Date),
    must("communications", Value(tuple[Communication, ...])),
    must("programmes", Value(tuple[str, ...])),
    must("in_need", sa.Integer),
    must("supported", sa.Integer),
    must("account", sa.Text),
    sa.Column("at", Instant),
)

AREA_INTEGRATIONS = sa.Table(
    "area_integrations",
    METADATA,
    sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
    must("programmes", Value(tuple[str, ...])),
    must("account", sa.Text),
    must("at", Instant),
)

COMMUNE_MEETINGS = sa.Table(
    "commune_meetings",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    must("commune", Key, index=True),
    must("on", sa.Date),
    must("regulations", Value(tuple[str, ...])),
    must("represented", sa.Integer),
    must("establishments", Value(tuple[str, ...])),
    must("commitments", sa.Integer),
    must("account", sa.Text),
    must("at", Instant),
)

SUPERVISION_ANSWERS = sa.Table(
    "supervision_answers",
    METADATA,
    sa.Column("round_id", sa.Text, primary_key=True),
    sa.Column("commune", Key, primary_key=True),
    must("answer", sa.Text),
    must("account", sa.Text),
    must("at", Instant),
    sa.ForeignKeyConstraint(["round_id"], ["rounds.id"]),
)
