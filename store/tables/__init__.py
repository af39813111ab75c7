"""Every table of the store; store/migrations brings a database to this shape."""

from store.tables.metadata import METADATA
from store.tables.office import (
    COMMUNES,
    HAMLETS,
    OFFICES,
    RULES,
    SHIFTS,
    SUCCESSIONS,
    TEAMS,
    VINTAGES,
)
from store.tables.register import COMPLAINTS, CONTACTS, ENTITIES, ESTABLISHMENTS, IMPORTS, INSPECTIONS, ISSUES
from store.tables.rounds import FRAMES, PAPERS, PLAN_LINES, PLANS, ROUNDS, SAMPLE_ROWS, SAMPLES
from store.tables.running import ACCOUNTS, AUDIT, FAILURES, JOBS, SESSIONS

__all__ = [
    "ACCOUNTS",
    "AUDIT",
    "COMMUNES",
    "COMPLAINTS",
    "CONTACTS",
    "ENTITIES",
    "ESTABLISHMENTS",
    "FAILURES",
    "FRAMES",
    "HAMLETS",
    "IMPORTS",
    "INSPECTIONS",
    "ISSUES",
    "JOBS",
    "METADATA",
    "OFFICES",
    "PAPERS",
    "PLANS",
    "PLAN_LINES",
    "ROUNDS",
    "RULES",
    "SAMPLES",
    "SAMPLE_ROWS",
    "SESSIONS",
    "SHIFTS",
    "SUCCESSIONS",
    "TEAMS",
    "VINTAGES",
]
