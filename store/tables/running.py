"""What running the office needs: accounts, sessions, wrong passwords, long work, and the audit."""

from collections.abc import Mapping
from enum import StrEnum

import sqlalchemy as sa

from domain.accounts import AccountRole
from store.columns import Choice, Instant, Value
from store.tables.metadata import METADATA, must


class JobState(StrEnum):
    """Say how far a job is."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


PARAMS = Value(Mapping[str, str | int])

ACCOUNTS = sa.Table(
    "accounts",
    METADATA,
    sa.Column("name", sa.Text, primary_key=True),
    must("role", Choice(AccountRole)),
    sa.Column("team", sa.Text),
    must("password_hash", sa.Text),
    must("is_disabled", sa.Boolean),
    must("must_change", sa.Boolean),
)

SESSIONS = sa.Table(
    "sessions",
    METADATA,
    sa.Column("token_hash", sa.Text, primary_key=True),
    must("account", sa.Text, index=True),
    must("created_at", Instant),
    must("last_seen_at", Instant),
    must("expires_at", Instant),
    sa.ForeignKeyConstraint(["account"], ["accounts.name"]),
)

FAILURES = sa.Table(
    "failures",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True),
    must("key", sa.Text, index=True),
    must("at", Instant, index=True),
)

# ``number`` is the order of arrival: the demo's clock may stand still.
JOBS = sa.Table(
    "jobs",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True),
    must("id", sa.Text, unique=True),
    must("kind", sa.Text, index=True),
    must("params", PARAMS),
    must("account", sa.Text),
    must("state", Choice(JobState), index=True),
    must("step", sa.Text),
    must("done", sa.Integer),
    must("total", sa.Integer),
    must("error_code", sa.Text),
    must("error_params", PARAMS),
    must("result", PARAMS),
    must("created_at", Instant),
    sa.Column("heartbeat_at", Instant),
    sa.Column("worker", sa.Text),
    must("is_stop_requested", sa.Boolean),
)

AUDIT = sa.Table(
    "audit",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    must("at", Instant),
    must("account", sa.Text),
    must("role", sa.Text),
    must("ip", sa.Text),
    must("action", sa.Text),
    must("object", sa.Text),
    must("outcome", sa.Text),
    must("details", PARAMS),
    must("prev_hash", sa.Text),
    must("hash", sa.Text),
)
