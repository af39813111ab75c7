"""Keep how often a shift's tablets were revoked, who saw its sheet, which communes it supervises, and the settings."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "sheet_epochs",
        *(sa.Column(name, sa.Text, primary_key=True) for name in ("round_id", "shift")),
        sa.Column("epoch", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"]),
    )
    op.create_table(
        "sheet_looks",
        *(sa.Column(name, sa.Text, primary_key=True) for name in ("round_id", "shift", "account")),
        sa.Column("on", sa.Date, primary_key=True),
        *(sa.Column(name, sa.Integer, primary_key=True, autoincrement=False) for name in ("revision", "epoch")),
        sa.Column("at", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"]),
    )
    op.create_table(
        "supervisions",
        *(sa.Column(name, sa.Text, primary_key=True) for name in ("round_id", "commune")),
        sa.Column("shift", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"]),
    )
    op.create_table(
        "field_settings",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("settings", sa.Text, nullable=False),
    )


def downgrade() -> None:
    """Drop them again."""
    for name in ("field_settings", "supervisions", "sheet_looks", "sheet_epochs"):
        op.drop_table(name)
