"""What communes have reviewed, and which lists of other agencies' inspections were taken in."""

import sqlalchemy as sa

from store.columns import Instant, Key, Value
from store.tables.metadata import METADATA, must

COMMUNE_REVIEWS = sa.Table(
    "commune_reviews",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True),
    must("commune", Key),
    must("on", sa.Date),
    must("signer_title", sa.Text),
    must("step", sa.Integer),
    must("rows", sa.Integer),
)

INSPECTION_IMPORTS = sa.Table(
    "inspection_imports",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    must("at", Instant),
    must("account", sa.Text),
    must("file_name", sa.Text),
    must("digest", sa.Text),
    must("rows", sa.Integer),
    must("frames", Value(tuple[str, ...])),
    sa.Column("undone_at", Instant),
)

# Two lists may hold the same inspection: it goes only with the last list that has it.
INSPECTION_SOURCES = sa.Table(
    "inspection_sources",
    METADATA,
    sa.Column("import_number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("inspection_id", sa.Text, primary_key=True),
    sa.ForeignKeyConstraint(["import_number"], ["inspection_imports.number"]),
)
