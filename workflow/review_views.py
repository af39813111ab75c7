"""What the pages of commune reviews and of other agencies' inspections show: frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.establishments import Precision
from domain.issues import Issue
from domain.reviews import InspectionImport, RegisterCount
from workflow.views import PaperView


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateView:
    """Hold an establishment that an inspection may have been at; reasons are codes."""

    establishment_id: str
    name: str
    type: str
    address: str
    commune: str
    score: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRowView:
    """Hold one row of a list before it is taken in.

    ``certainty`` is ``certain``, ``choose`` or ``unknown``; ``is_kept`` tells
    that the register has this inspection already, from this agency.
    """

    key: str
    name: str
    address: str
    commune: str
    agency: str
    on: date | None
    on_precision: Precision
    kind: str
    scope: str
    is_full: bool
    minutes_no: str
    certainty: str
    candidates: tuple[CandidateView, ...]
    is_blocked: bool
    is_kept: bool

    @property
    def exempts(self) -> bool:
        """Tell whether it counts for once a year."""
        return self.is_full and bool(self.minutes_no)


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryProposal:
    """Hold what a list says and what it matches; nothing is kept yet."""

    digest: str
    rows: tuple[HistoryRowView, ...]
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryResult:
    """Count what an import did; ``number`` is None where nothing in the list was new."""

    number: int | None
    added: int
    known: int
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitView:
    """Hold one visit to an establishment, whichever lists have it."""

    establishment_id: str
    name: str
    commune: str
    on: date
    on_precision: Precision
    agencies: tuple[str, ...]
    minutes_nos: tuple[str, ...]
    exempts: bool
    is_own: bool
    """True for a visit of a round of this office."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryView:
    """Hold the visits of a year, the newest first, and every list that was taken in."""

    year: int
    visits: tuple[VisitView, ...]
    imports: tuple[InspectionImport, ...]
    may_undo: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedCommune:
    """Hold how far one commune in force is; ``on`` None before its review of this year."""

    code: str
    name: str
    former_names: tuple[str, ...]
    rows: int
    on: date | None = None
    signer_title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewBoard:
    """Hold the progress of the year's review, the count that the plan asks for, and the papers at hand."""

    year: int
    communes: tuple[ReviewedCommune, ...]
    counts: tuple[RegisterCount, ...]
    type_labels: Mapping[str, str]
    papers: tuple[PaperView, ...]

    @property
    def reviewed(self) -> int:
        """Return how many communes have reviewed."""
        return sum(commune.on is not None for commune in self.communes)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewItem:
    """Hold one thing that a commune's workbook would change.

    ``kind`` is ``closed``, ``not_here``, ``changed``, ``added``, ``struck`` (the
    line was deleted) or ``note`` (said in words only). ``before`` and ``after``
    are codes where ``field`` is ``type`` or ``status``. ``actions`` are those
    that the planner may choose, the default first. ``twin`` is the id of a
    registered one that an added one may be.
    """

    id: str
    kind: str
    establishment_id: str
    name: str
    type: str
    address: str
    field: str
    before: str
    after: str
    note: str
    twin: str
    actions: tuple[str, ...]
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewProposal:
    """Hold what a returned workbook says of one commune; nothing is kept yet.

    ``register`` is the number of the register's last step, so that a later
    change is noticed.
    """

    commune: str
    commune_name: str
    on: date | None
    signer_title: str
    digest: str
    register: int
    confirmed: int
    silent: int
    items: tuple[ReviewItem, ...]
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewResult:
    """Count what a confirmed review did; ``step`` is the register's step that can be taken back."""

    commune: str
    commune_name: str
    step: int
    confirmed: int
    changed: int
    added: int
