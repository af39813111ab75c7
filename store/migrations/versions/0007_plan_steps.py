"""Keep how each version of a plan came about, and which one is in force."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables; of the versions kept so far each came from the one before, and the latest is in force."""
    op.create_table(
        "plan_steps",
        sa.Column("round_id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("parent", sa.Integer),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("account", "action", "params")),
        sa.ForeignKeyConstraint(["round_id", "version"], ["plans.round_id", "plans.version"]),
    )
    op.create_table(
        "plan_heads",
        sa.Column("round_id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("redo", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["round_id", "version"], ["plans.round_id", "plans.version"]),
    )
    op.execute(
        "INSERT INTO plan_steps (round_id, version, parent, account, action, params) "
        "SELECT p.round_id, p.version, (SELECT MAX(q.version) FROM plans q "
        "WHERE q.round_id = p.round_id AND q.version < p.version), '', 'make', '{}' FROM plans p"
    )
    op.execute(
        "INSERT INTO plan_heads (round_id, version, redo) "
        "SELECT round_id, MAX(version), '[]' FROM plans GROUP BY round_id"
    )


def downgrade() -> None:
    """Drop them again; what was undone is in force again."""
    op.drop_table("plan_heads")
    op.drop_table("plan_steps")
