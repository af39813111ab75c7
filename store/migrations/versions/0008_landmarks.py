"""Keep the landmarks that the office wrote down, beside its hamlets."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "landmarks",
        sa.Column("rank", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("commune", sa.Text),
        sa.Column("name", sa.Text, nullable=False),
        *(sa.Column(name, sa.Double, nullable=False) for name in ("lon", "lat")),
        sa.Column("accuracy_m", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    """Drop it again."""
    op.drop_table("landmarks")
