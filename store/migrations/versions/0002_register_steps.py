"""Keep more of an establishment, and each step by which the register changed."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TEXTS = "reg_no security_no fire_safety past_violations notes"
MAYBE = "licence_on_precision licence_expires_on_precision last_inspected_on_precision merged_into"
READ = "read_owner_name read_phone"
TABLES = "column_mappings proposal_contacts proposals contact_changes register_changes register_steps readings"


def upgrade() -> None:
    """Add what an establishment lacked, and the tables of steps; an earlier import becomes a step."""
    for name in TEXTS.split():
        op.add_column("establishments", sa.Column(name, sa.Text, nullable=False, server_default=""))
    for name in MAYBE.split():
        op.add_column("establishments", sa.Column(name, sa.Text))
    op.add_column("establishments", sa.Column("licence_expires_on", sa.Date))
    for name in READ.split():
        op.add_column("contacts", sa.Column(name, sa.Text, nullable=False, server_default=""))
    op.execute("UPDATE contacts SET read_owner_name = owner_name, read_phone = phone")
    _make_steps()
    _make_proposals()
    op.execute(
        "INSERT INTO register_steps (number, at, account, file_name, digest, rows_read, kind, note, added, changed) "
        "SELECT number, at, account, file_name, digest, rows_read, 'import', '', 0, 0 FROM imports"
    )
    op.drop_table("imports")
    _make_issues()


def downgrade() -> None:
    """Drop it again; imports stay, open doubts are found anew by the next one."""
    op.drop_table("issues")
    op.create_table(
        "issues", _rank(), *_texts("code severity sheet column value params"), *_numbers("row"),
        sa.Column("establishment_id", sa.Text),
    )  # fmt: skip
    op.create_table(
        "imports", sa.Column("number", sa.Integer, primary_key=True), *_texts("at account file_name digest"),
        *_numbers("rows_read"),
    )  # fmt: skip
    op.execute(
        "INSERT INTO imports (number, at, account, file_name, digest, rows_read) "
        "SELECT number, at, account, file_name, digest, rows_read FROM register_steps WHERE kind = 'import'"
    )
    for table in TABLES.split():
        op.drop_table(table)
    for name in READ.split():
        op.drop_column("contacts", name)
    for name in ("licence_expires_on", *MAYBE.split(), *TEXTS.split()):
        op.drop_column("establishments", name)


def _make_steps() -> None:
    op.create_table(
        "readings", _key("establishment_id"), *_texts("reading"),
        sa.ForeignKeyConstraint(["establishment_id"], ["establishments.id"], ondelete="CASCADE"),
    )  # fmt: skip
    op.create_table(
        "register_steps", sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        *_texts("kind at account file_name digest note"), *_numbers("rows_read added changed"),
        sa.Column("undoes", sa.Integer), sa.Column("undone_by", sa.Integer),
    )  # fmt: skip
    for table in ("register_changes", "contact_changes"):
        op.create_table(
            table, sa.Column("step", sa.Integer, primary_key=True, autoincrement=False), _key("establishment_id"),
            sa.Column("before", sa.Text), sa.Column("after", sa.Text),
            sa.ForeignKeyConstraint(["step"], ["register_steps.number"]),
        )  # fmt: skip


def _make_proposals() -> None:
    op.create_table(
        "proposals", _key("kind"), *_texts("id made_at account path view content"), *_numbers("base_step")
    )  # fmt: skip
    op.create_table(
        "proposal_contacts", _key("kind"), _key("key"), *_texts("owner_name phone"),
        sa.ForeignKeyConstraint(["kind"], ["proposals.kind"], ondelete="CASCADE"),
    )  # fmt: skip
    op.create_table("column_mappings", _key("header"), *_texts("field"))


def _make_issues() -> None:
    """Keep the doubts of before; the next import gives them the ids by which they are known again."""
    bind = op.get_bind()
    kept = [dict(row) for row in bind.execute(sa.text("SELECT * FROM issues")).mappings()]
    last = bind.execute(sa.text("SELECT max(number) FROM register_steps")).scalar()
    op.drop_table("issues")
    issues = op.create_table(
        "issues", _key("id"), sa.Column("step", sa.Integer), sa.Column("establishment_id", sa.Text),
        *_numbers("rank row"), *_texts("code severity sheet column value params state settled_by"),
    )  # fmt: skip
    for row in kept:
        step = None if row["establishment_id"] else last
        bind.execute(
            issues.insert(), [row | {"id": f"i{row['rank']}", "step": step, "state": "open", "settled_by": ""}]
        )
    for name in ("establishment_id", "step"):
        op.create_index(f"ix_issues_{name}", "issues", [name])


def _key(name: str) -> sa.Column:
    return sa.Column(name, sa.Text, primary_key=True)


def _rank() -> sa.Column:
    return sa.Column("rank", sa.Integer, primary_key=True, autoincrement=False)


def _texts(names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names.split()]


def _numbers(names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Integer, nullable=False) for name in names.split()]
