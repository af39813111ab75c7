"""Keep what an office sets up for itself: types, holidays, recusals."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

RECUSALS = ("recused_communes", "recused_entities")


def upgrade() -> None:
    """Add recusals to teams."""
    for name in RECUSALS:
        op.add_column("teams", sa.Column(name, sa.Text, nullable=False, server_default="[]"))


def downgrade() -> None:
    """Drop them again."""
    for name in RECUSALS:
        op.drop_column("teams", name)
