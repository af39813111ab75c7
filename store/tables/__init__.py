"""Every table of the store; store/migrations brings a database to this shape."""

from store.tables.ceremonies import DRAW_SEEDS, DRAWS, SAMPLE_CHANGES
from store.tables.gazetteer import LANDMARKS
from store.tables.metadata import METADATA
from store.tables.office import (
    ABSENCES,
    BUSINESS_TYPES,
    COMMUNES,
    HAMLETS,
    HOLIDAYS,
    OFFICES,
    RULES,
    SHIFTS,
    SUCCESSIONS,
    TEAMS,
    VINTAGES,
    WEEKLY_SHIFTS,
)
from store.tables.paperwork import CALL_UP_REPLIES, PAPER_SETTINGS, ROUND_SIGNERS
from store.tables.register import COMPLAINTS, CONTACTS, ENTITIES, ESTABLISHMENTS, INSPECTIONS, ISSUES, READINGS
from store.tables.register_steps import (
    COLUMN_MAPPINGS,
    CONTACT_CHANGES,
    PROPOSAL_CONTACTS,
    PROPOSALS,
    REGISTER_CHANGES,
    REGISTER_STEPS,
)
from store.tables.results import REMEDIES, RESULT_CHOICES, RESULTS
from store.tables.reviews import COMMUNE_REVIEWS, INSPECTION_IMPORTS, INSPECTION_SOURCES
from store.tables.rounds import FRAMES, PAPERS, PLAN_HEADS, PLAN_LINES, PLAN_STEPS, PLANS, ROUNDS, SAMPLE_ROWS, SAMPLES
from store.tables.running import ACCOUNTS, AUDIT, FAILURES, JOBS, SESSIONS
from store.tables.sheets import FIELD_SETTINGS, SHEET_EPOCHS, SHEET_LOOKS, SUPERVISIONS
from store.tables.targets import AREA_INTEGRATIONS, COMMUNE_MEETINGS, COMMUNE_REPORTS, SUPERVISION_ANSWERS

__all__ = [
    "ABSENCES",
    "ACCOUNTS",
    "AREA_INTEGRATIONS",
    "AUDIT",
    "BUSINESS_TYPES",
    "CALL_UP_REPLIES",
    "COLUMN_MAPPINGS",
    "COMMUNES",
    "COMMUNE_MEETINGS",
    "COMMUNE_REPORTS",
    "COMMUNE_REVIEWS",
    "COMPLAINTS",
    "CONTACTS",
    "CONTACT_CHANGES",
    "DRAWS",
    "DRAW_SEEDS",
    "ENTITIES",
    "ESTABLISHMENTS",
    "FAILURES",
    "FIELD_SETTINGS",
    "FRAMES",
    "HAMLETS",
    "HOLIDAYS",
    "INSPECTIONS",
    "INSPECTION_IMPORTS",
    "INSPECTION_SOURCES",
    "ISSUES",
    "JOBS",
    "LANDMARKS",
    "METADATA",
    "OFFICES",
    "PAPERS",
    "PAPER_SETTINGS",
    "PLANS",
    "PLAN_HEADS",
    "PLAN_LINES",
    "PLAN_STEPS",
    "PROPOSALS",
    "PROPOSAL_CONTACTS",
    "READINGS",
    "REGISTER_CHANGES",
    "REGISTER_STEPS",
    "REMEDIES",
    "RESULTS",
    "RESULT_CHOICES",
    "ROUNDS",
    "ROUND_SIGNERS",
    "RULES",
    "SAMPLES",
    "SAMPLE_CHANGES",
    "SAMPLE_ROWS",
    "SESSIONS",
    "SHEET_EPOCHS",
    "SHEET_LOOKS",
    "SHIFTS",
    "SUCCESSIONS",
    "SUPERVISIONS",
    "SUPERVISION_ANSWERS",
    "TEAMS",
    "VINTAGES",
    "WEEKLY_SHIFTS",
]
