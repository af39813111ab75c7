"""Keep what a team-shift costs, and who called a complaint a clear sign and who agreed."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ACCOUNTS = ("triaged_by", "confirmed_by")


def upgrade() -> None:
    """Add the columns; what is kept already has no cost and nobody's second account."""
    op.add_column("offices", sa.Column("shift_cost_dong", sa.BigInteger, nullable=False, server_default="0"))
    for name in ACCOUNTS:
        op.add_column("complaints", sa.Column(name, sa.Text, nullable=False, server_default=""))
    op.add_column("complaints", sa.Column("needs_second", sa.Boolean, nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Drop them again."""
    for name in ("needs_second", *ACCOUNTS):
        op.drop_column("complaints", name)
    op.drop_column("offices", "shift_cost_dong")
