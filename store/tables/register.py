"""The register and what was done at its establishments; owners' contacts lie apart from both."""

from collections.abc import Mapping

import sqlalchemy as sa

from domain.establishments import Decision, Establishment, OpeningHours, Precision, Status
from domain.inspections import ComplaintState, Finding
from domain.issues import IssueState, Severity
from domain.places import Position
from store.columns import Choice, Key, Value
from store.tables.metadata import METADATA, must

ENTITIES = sa.Table(
    "entities",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    must("name", sa.Text),
    must("legal_form", sa.Text),
    must("tax_code", sa.Text),
)

ESTABLISHMENTS = sa.Table(
    "establishments",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    must("entity_id", sa.Text, index=True),
    must("name", sa.Text),
    sa.Column("type", sa.Text),
    must("type_raw", sa.Text),
    must("hamlet", sa.Text),
    must("address_raw", sa.Text),
    must("commune_raw", sa.Text),
    sa.Column("commune_reported", Key),
    sa.Column("commune_now", Key, index=True),
    must("coords_raw", sa.Text),
    sa.Column("position", Value(Position)),
    must("status", Choice(Status)),
    must("decision", Choice(Decision)),
    must("licence_no", sa.Text),
    sa.Column("licence_on", sa.Date),
    must("tax_code", sa.Text),
    sa.Column("rooms", sa.Integer),
    sa.Column("staff_total", sa.Integer),
    sa.Column("hours", Value(OpeningHours)),
    sa.Column("last_inspected_on", sa.Date),
    must("source_sheet", sa.Text),
    must("source_row", sa.Integer),
    must("reg_no", sa.Text),
    sa.Column("licence_on_precision", Choice(Precision)),
    sa.Column("licence_expires_on", sa.Date),
    sa.Column("licence_expires_on_precision", Choice(Precision)),
    sa.Column("last_inspected_on_precision", Choice(Precision)),
    must("security_no", sa.Text),
    must("fire_safety", sa.Text),
    must("past_violations", sa.Text),
    must("notes", sa.Text),
    sa.Column("merged_into", sa.Text),
    sa.ForeignKeyConstraint(["entity_id"], ["entities.id"]),
)

# Owners' contacts: their own table, so that nothing reads them by the way and they can be purged alone.
CONTACTS = sa.Table(
    "contacts",
    METADATA,
    sa.Column("establishment_id", sa.Text, primary_key=True),
    must("owner_name", sa.Text),
    must("phone", sa.Text),
    must("read_owner_name", sa.Text),
    must("read_phone", sa.Text),
    sa.ForeignKeyConstraint(["establishment_id"], ["establishments.id"], ondelete="CASCADE"),
)

# What the file said last of an establishment, before anybody mended it.
READINGS = sa.Table(
    "readings",
    METADATA,
    sa.Column("establishment_id", sa.Text, primary_key=True),
    must("reading", Value(Establishment)),
    sa.ForeignKeyConstraint(["establishment_id"], ["establishments.id"], ondelete="CASCADE"),
)

# A doubt about a whole file has its import's number in ``step``, all others have their establishment.
ISSUES = sa.Table(
    "issues",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("step", sa.Integer, index=True),
    sa.Column("establishment_id", sa.Text, index=True),
    must("rank", sa.Integer),
    must("code", sa.Text),
    must("severity", Choice(Severity)),
    must("sheet", sa.Text),
    must("row", sa.Integer),
    must("column", sa.Text),
    must("value", sa.Text),
    must("params", Value(Mapping[str, str | int])),
    must("state", Choice(IssueState)),
    must("settled_by", sa.Text),
)

INSPECTIONS = sa.Table(
    "inspections",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    must("establishment_id", sa.Text, index=True),
    must("agency", sa.Text),
    must("on", sa.Date),
    must("is_full", sa.Boolean),
    must("minutes_no", sa.Text),
    sa.Column("round_id", sa.Text, index=True),
    must("findings", Value(tuple[Finding, ...])),
    must("on_precision", Choice(Precision)),
    must("kind", sa.Text),
    must("scope", sa.Text),
)

COMPLAINTS = sa.Table(
    "complaints",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    must("establishment_id", sa.Text, index=True),
    must("received_on", sa.Date),
    must("state", Choice(ComplaintState)),
    must("ground", sa.Text),
    must("triaged_by", sa.Text),
    must("needs_second", sa.Boolean),
    must("confirmed_by", sa.Text),
    sa.Column("commune", Key),
    *(must(name, sa.Text) for name in ("channel", "kind", "about", "visit", "forwarded_to")),
    *(sa.Column(name, sa.Date) for name in ("due_on", "handled_on", "forwarded_on")),
)
