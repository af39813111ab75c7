"""Keep what an office sets up for itself: types, weekly shifts, absences, holidays, recusals."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

RECUSALS = ("recused_communes", "recused_entities")


def upgrade() -> None:
    """Add recusals to teams, and the tables."""
    for name in RECUSALS:
        op.add_column("teams", sa.Column(name, sa.Text, nullable=False, server_default="[]"))
    op.create_table("absences", _day_key(), _text_key("team"), _text_key("agency"))
    op.create_table("holidays", _day_key(), *_texts("name source"), sa.Column("is_checked", sa.Boolean, nullable=False))
    op.create_table(
        "weekly_shifts", _rank(), *_texts("team"), *_numbers("weekday start_s end_s max_duty_s"),
        sa.Column("pause", sa.Text), sa.Column("max_stops", sa.Integer),
    )  # fmt: skip
    op.create_table(
        "business_types", _rank(), *_texts("code label windows agencies aliases"), *_numbers("service_s points"),
        sa.UniqueConstraint("code"),
    )  # fmt: skip


def downgrade() -> None:
    """Drop them again."""
    for table in ("business_types", "weekly_shifts", "holidays", "absences"):
        op.drop_table(table)
    for name in RECUSALS:
        op.drop_column("teams", name)


def _day_key() -> sa.Column:
    return sa.Column("on", sa.Date, primary_key=True)


def _text_key(name: str) -> sa.Column:
    return sa.Column(name, sa.Text, primary_key=True)


def _rank() -> sa.Column:
    return sa.Column("rank", sa.Integer, primary_key=True, autoincrement=False)


def _texts(names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names.split()]


def _numbers(names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Integer, nullable=False) for name in names.split()]
