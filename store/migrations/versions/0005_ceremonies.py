"""Keep every draw of a year, its one seed, and the changes of drawn lists by hand."""

import sqlalchemy as sa
from alembic import op

from store.engine import append_only_ddl, drop_append_only_ddl

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables; seeds refuse to change or to go."""
    op.create_table(
        "draws", *_keys("year number"),
        *_texts("round_id state rule frame_csv frame_hash frozen_at frozen_by taken_out repeats reason approved_by"),
        sa.Column("needs_approval", sa.Boolean, nullable=False),
        *_texts("plan_hash salt salt_hash committed_by dice dice_source place participants seed rolled_by drawn_by"),
        *_texts("abandoned_by abandon_reason"),
        *_maybe("approved_at proof committed_at rolled_at drawn_at abandoned_at"),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"]),
    )  # fmt: skip
    op.create_index("ix_draws_round_id", "draws", ["round_id"])
    op.create_table(
        "draw_seeds", sa.Column("plan_hash", sa.Text, primary_key=True), *_keys("turn"),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("year", "number")),
        *_texts("seed reason account at"),
    )  # fmt: skip
    op.create_table(
        "sample_changes", sa.Column("round_id", sa.Text, primary_key=True), *_keys("number"),
        *_texts("kind establishment_id stand_in reason document_no account at"),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"]),
    )  # fmt: skip
    for statement in append_only_ddl(op.get_context().dialect.name, "draw_seeds"):
        op.execute(statement)


def downgrade() -> None:
    """Drop them again."""
    for statement in drop_append_only_ddl(op.get_context().dialect.name, "draw_seeds"):
        op.execute(statement)
    for table in ("sample_changes", "draw_seeds", "draws"):
        op.drop_table(table)


def _keys(names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Integer, primary_key=True, autoincrement=False) for name in names.split()]


def _texts(names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names.split()]


def _maybe(names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Text) for name in names.split()]
