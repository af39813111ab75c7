"""The steps of the register, what each changed, and what is proposed next; contacts lie apart here too."""

import sqlalchemy as sa

from domain.register_steps import Contact, RegisterEntry, StepKind
from store.columns import Choice, Instant, Value
from store.tables.metadata import METADATA, must

REGISTER_STEPS = sa.Table(
    "register_steps",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    must("kind", Choice(StepKind)),
    must("at", Instant),
    must("account", sa.Text),
    must("file_name", sa.Text),
    must("digest", sa.Text),
    must("rows_read", sa.Integer),
    must("note", sa.Text),
    must("added", sa.Integer),
    must("changed", sa.Integer),
    sa.Column("undoes", sa.Integer),
    sa.Column("undone_by", sa.Integer),
)

REGISTER_CHANGES = sa.Table(
    "register_changes",
    METADATA,
    sa.Column("step", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("establishment_id", sa.Text, primary_key=True),
    sa.Column("before", Value(RegisterEntry)),
    sa.Column("after", Value(RegisterEntry)),
    sa.ForeignKeyConstraint(["step"], ["register_steps.number"]),
)

CONTACT_CHANGES = sa.Table(
    "contact_changes",
    METADATA,
    sa.Column("step", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("establishment_id", sa.Text, primary_key=True),
    sa.Column("before", Value(Contact)),
    sa.Column("after", Value(Contact)),
    sa.ForeignKeyConstraint(["step"], ["register_steps.number"]),
)

# ``view`` is what a page shows, ``content`` what a confirmation needs: JSON texts that workflow writes and reads.
PROPOSALS = sa.Table(
    "proposals",
    METADATA,
    sa.Column("kind", Choice(StepKind), primary_key=True),
    must("id", sa.Text),
    must("made_at", Instant),
    must("account", sa.Text),
    must("path", sa.Text),
    must("base_step", sa.Integer),
    must("view", sa.Text),
    must("content", sa.Text),
)

PROPOSAL_CONTACTS = sa.Table(
    "proposal_contacts",
    METADATA,
    sa.Column("kind", Choice(StepKind), primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    must("owner_name", sa.Text),
    must("phone", sa.Text),
    sa.ForeignKeyConstraint(["kind"], ["proposals.kind"], ondelete="CASCADE"),
)

COLUMN_MAPPINGS = sa.Table(
    "column_mappings",
    METADATA,
    sa.Column("header", sa.Text, primary_key=True),
    must("field", sa.Text),
)
