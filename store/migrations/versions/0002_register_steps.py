"""Keep more of an establishment, and each step by which the register changed."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TEXTS = "reg_no security_no fire_safety past_violations notes"
MAYBE = "licence_on_precision last_inspected_on_precision merged_into"


def upgrade() -> None:
    """Add what an establishment lacked."""
    for name in TEXTS.split():
        op.add_column("establishments", sa.Column(name, sa.Text, nullable=False, server_default=""))
    for name in MAYBE.split():
        op.add_column("establishments", sa.Column(name, sa.Text))
    op.add_column("establishments", sa.Column("licence_expires_on", sa.Date))


def downgrade() -> None:
    """Drop it again."""
    for name in ("licence_expires_on", *MAYBE.split(), *TEXTS.split()):
        op.drop_column("establishments", name)
