"""Keep what communes have reviewed and what other agencies have inspected."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ADDED = {"on_precision": "day", "kind": "", "scope": ""}


def upgrade() -> None:
    """Add the tables, and to an inspection how exact its date is, its kind and its scope."""
    op.create_table(
        "commune_reviews",
        sa.Column("number", sa.Integer, primary_key=True),
        *_texts("commune signer_title"),
        sa.Column("on", sa.Date, nullable=False),
        *_numbers("step rows"),
    )
    op.create_table(
        "inspection_imports",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        *_texts("at account file_name digest frames"),
        *_numbers("rows"),
        sa.Column("undone_at", sa.Text),
    )
    op.create_table(
        "inspection_sources",
        sa.Column("import_number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("inspection_id", sa.Text, primary_key=True),
        sa.ForeignKeyConstraint(["import_number"], ["inspection_imports.number"]),
    )
    for name, before in ADDED.items():
        op.add_column("inspections", sa.Column(name, sa.Text, nullable=False, server_default=before))


def downgrade() -> None:
    """Drop them again."""
    for name in ADDED:
        op.drop_column("inspections", name)
    for table in ("inspection_sources", "inspection_imports", "commune_reviews"):
        op.drop_table(table)


def _texts(names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names.split()]


def _numbers(names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Integer, nullable=False) for name in names.split()]
