"""Keep what teams record, how findings are remedied, and what a complaint is about, with its day."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

RESULT_TEXTS = ("shift", "stop", "team", "result", "state", "reason", "received_at", "sent_by")
COMPLAINT_TEXTS = ("channel", "kind", "about", "visit", "forwarded_to")


def upgrade() -> None:
    """Add the tables, and the columns of a complaint; those kept already have none of it."""
    op.create_table(
        "results",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("round_id", sa.Text, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in RESULT_TEXTS),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("revision", "epoch", "skew_s", "masked")),
        sa.Column("is_marked", sa.Boolean, nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name="fk_results_rounds"),
        sa.UniqueConstraint("id", name="uq_results_id"),
    )
    op.create_index("ix_results_visit", "results", ["round_id", "shift", "stop"])
    op.create_table(
        "result_choices",
        sa.Column("number", sa.Integer, primary_key=True),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("round_id", "shift", "stop", "chosen", "reason", "account", "at")
        ),
        sa.ForeignKeyConstraint(["chosen"], ["results.id"], name="fk_result_choices_results"),
    )
    op.create_index("ix_result_choices_round_id", "result_choices", ["round_id"])
    op.create_table(
        "remedies",
        sa.Column("inspection_id", sa.Text, primary_key=True),
        sa.Column("code", sa.Text, primary_key=True),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("establishment_id", "action", "state", "document", "history")
        ),
        *(sa.Column(name, sa.Date) for name in ("due_on", "remedied_on")),
    )
    op.create_index("ix_remedies_establishment_id", "remedies", ["establishment_id"])
    for name in COMPLAINT_TEXTS:
        op.add_column("complaints", sa.Column(name, sa.Text, nullable=False, server_default=""))
    op.add_column("complaints", sa.Column("commune", sa.Text))
    for name in ("due_on", "handled_on", "forwarded_on"):
        op.add_column("complaints", sa.Column(name, sa.Date))


def downgrade() -> None:
    """Drop them again."""
    for name in ("forwarded_on", "handled_on", "due_on", "commune", *reversed(COMPLAINT_TEXTS)):
        op.drop_column("complaints", name)
    for table in ("remedies", "result_choices", "results"):
        op.drop_table(table)
