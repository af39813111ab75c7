"""What the doors show: frozen values, already cut to what the actor may see."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from domain.issues import Issue
from domain.plans import Coverage


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterView:
    """Count the register for one sentence: rows, in scope, probable duplicates, rows to look at."""

    rows_read: int
    in_scope: int
    duplicates: int
    to_check: int
    need: int
    rate_bp: int
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneView:
    """Hold one commune in force with its counts."""

    code: str
    name: str
    former_names: tuple[str, ...]
    registered: int
    need: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageView:
    """Hold what a leader sees: aggregates only, no establishment."""

    on: date
    coverage: Coverage
    commune_names: Mapping[str, str]
    rate_bp: int
    planned: int
    """Inspections still planned in rounds whose plan is sealed; counts only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageMapView:
    """Hold the id of a coverage map for /coverage-map/ID, and the three sentences that say its figures aloud."""

    id: str
    sentences: tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class JobView:
    """Hold a long task: kind, state (queued, running, done, failed, stopped), progress in steps."""

    id: str
    kind: str
    state: str
    step: str
    done: int
    total: int
    error_code: str = ""
    error_params: Mapping[str, str | int] = field(default_factory=dict)
    result: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperView:
    """Hold a paper that may be fetched from /papers/ID."""

    id: str
    kind: str
    file_name: str
    media_type: str
    made_at: datetime
    size: int
