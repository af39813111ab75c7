"""Keep communes' reports, the area's programmes, meetings on regulations, and answers to difficulties."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "commune_reports",
        sa.Column("commune", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Integer, primary_key=True, autoincrement=False) for name in ("year", "quarter")),
        sa.Column("reported_on", sa.Date, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("communications", "programmes")),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("in_need", "supported")),
        sa.Column("account", sa.Text, nullable=False),
        sa.Column("at", sa.Text),
    )
    op.create_table(
        "area_integrations",
        sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("programmes", "account", "at")),
    )
    op.create_table(
        "commune_meetings",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("commune", sa.Text, nullable=False),
        sa.Column("on", sa.Date, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("regulations", "establishments", "account", "at")),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("represented", "commitments")),
    )
    op.create_index("ix_commune_meetings_commune", "commune_meetings", ["commune"])
    op.create_table(
        "supervision_answers",
        *(sa.Column(name, sa.Text, primary_key=True) for name in ("round_id", "commune")),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("answer", "account", "at")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"]),
    )


def downgrade() -> None:
    """Drop them again."""
    for name in ("supervision_answers", "commune_meetings", "area_integrations", "commune_reports"):
        op.drop_table(name)
