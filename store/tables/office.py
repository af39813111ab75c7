"""The office, its places, its teams and their shifts; ``rank`` keeps the order in which a list was given."""

import sqlalchemy as sa

from domain.establishments import OpeningHours
from domain.places import Base, CommuneKey
from domain.rounds import SamplingRule
from domain.teams import Break, TeamLevel
from store.columns import Choice, Instant, Key, Value
from store.tables.metadata import METADATA, must

OFFICES = sa.Table(
    "offices",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    must("name", sa.Text),
    must("superior", sa.Text),
    must("place", sa.Text),
    must("vintage", sa.Text),
    must("communes", Value(tuple[CommuneKey, ...])),
    must("bases", Value(tuple[Base, ...])),
    must("time_zone", sa.Text),
    sa.Column("demo_at", Instant),
    must("is_schematic", sa.Boolean),
    must("shift_cost_dong", sa.BigInteger),
)

RULES = sa.Table(
    "rules",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    must("rule", Value(SamplingRule)),
)

VINTAGES = sa.Table(
    "vintages",
    METADATA,
    sa.Column("rank", sa.Integer, primary_key=True, autoincrement=False),
    must("id", sa.Text, unique=True),
    sa.Column("valid_from", sa.Date),
    sa.Column("valid_to", sa.Date),
    must("legal_act", sa.Text),
)

COMMUNES = sa.Table(
    "communes",
    METADATA,
    sa.Column("rank", sa.Integer, primary_key=True, autoincrement=False),
    must("key", Key, unique=True),
    must("name", sa.Text),
    must("kind", sa.Text),
    must("centre_lon", sa.Double),
    must("centre_lat", sa.Double),
    sa.Column("area_km2", sa.Double),
)

SUCCESSIONS = sa.Table(
    "successions",
    METADATA,
    sa.Column("rank", sa.Integer, primary_key=True, autoincrement=False),
    must("old", Key),
    must("new", Key),
    must("is_whole", sa.Boolean),
)

HAMLETS = sa.Table(
    "hamlets",
    METADATA,
    sa.Column("rank", sa.Integer, primary_key=True, autoincrement=False),
    must("commune", Key),
    must("name", sa.Text),
    must("lon", sa.Double),
    must("lat", sa.Double),
)

TEAMS = sa.Table(
    "teams",
    METADATA,
    sa.Column("rank", sa.Integer, primary_key=True, autoincrement=False),
    must("id", sa.Text, unique=True),
    must("name", sa.Text),
    must("level", Choice(TeamLevel)),
    must("base", sa.Text),
    must("agencies", Value(tuple[str, ...])),
    must("territory", Value(tuple[CommuneKey, ...])),
    must("recused_communes", Value(tuple[CommuneKey, ...])),
    must("recused_entities", Value(tuple[str, ...])),
)

SHIFTS = sa.Table(
    "shifts",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    must("team", sa.Text),
    must("date", sa.Date, index=True),
    must("start_s", sa.Integer),
    must("end_s", sa.Integer),
    must("start_location", sa.Text),
    must("end_location", sa.Text),
    must("max_duty_s", sa.Integer),
    sa.Column("pause", Value(Break)),
    must("agencies", Value(tuple[str, ...])),
    sa.Column("max_stops", sa.Integer),
    sa.Column("area", sa.Text),
)

ABSENCES = sa.Table(
    "absences",
    METADATA,
    sa.Column("on", sa.Date, primary_key=True),
    sa.Column("team", sa.Text, primary_key=True),
    sa.Column("agency", sa.Text, primary_key=True),
)

WEEKLY_SHIFTS = sa.Table(
    "weekly_shifts",
    METADATA,
    sa.Column("rank", sa.Integer, primary_key=True, autoincrement=False),
    must("team", sa.Text),
    must("weekday", sa.Integer),
    must("start_s", sa.Integer),
    must("end_s", sa.Integer),
    must("max_duty_s", sa.Integer),
    sa.Column("pause", Value(Break)),
    sa.Column("max_stops", sa.Integer),
)

# The office's own days beside those of data/rules; a day of both is what the office says of it.
HOLIDAYS = sa.Table(
    "holidays",
    METADATA,
    sa.Column("on", sa.Date, primary_key=True),
    must("name", sa.Text),
    must("source", sa.Text),
    must("is_checked", sa.Boolean),
)

BUSINESS_TYPES = sa.Table(
    "business_types",
    METADATA,
    sa.Column("rank", sa.Integer, primary_key=True, autoincrement=False),
    must("code", sa.Text, unique=True),
    must("label", sa.Text),
    must("windows", Value(tuple[OpeningHours, ...])),
    must("service_s", sa.Integer),
    must("agencies", Value(tuple[str, ...])),
    must("points", sa.Integer),
    must("aliases", Value(tuple[str, ...])),
)
