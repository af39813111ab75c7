"""Keep the office's settings of its papers, who signs a round, and what agencies answer to their call-ups."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "paper_settings",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("settings", sa.Text, nullable=False),
    )
    op.create_table(
        "round_signers",
        sa.Column("round_id", sa.Text, primary_key=True),
        sa.Column("account", sa.Text, nullable=False),
        sa.Column("opened_at", sa.Text),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"]),
    )
    op.create_table(
        "call_up_replies",
        *(sa.Column(name, sa.Text, primary_key=True) for name in ("round_id", "agency", "shift")),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("reply", "note", "account", "at")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"]),
    )


def downgrade() -> None:
    """Drop them again."""
    for name in ("call_up_replies", "round_signers", "paper_settings"):
        op.drop_table(name)
