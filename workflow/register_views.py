"""What the pages of the register show: a proposal, the problems left, the steps; no contact is in any of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from domain.issues import Issue, IssueState, Repair
from domain.register_steps import StepKind
from register.report import EncodingFound, SheetFound


@dataclass(frozen=True, slots=True, kw_only=True)
class EstablishmentView:
    """Hold an establishment for a list or a card: labels for the eye, codes where a choice needs them.

    ``fields`` are the other values as text, by field of the register
    (``register_field.FIELD`` in data/words), the empty ones left out.
    """

    id: str
    name: str
    type: str | None
    type_label: str
    address: str
    hamlet: str
    commune: str
    commune_reported: str
    status: str
    decision: str
    sheet: str
    row: int
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChangeView:
    """Hold one field that a file has otherwise; ``id`` is its name in the choices of a confirmation.

    ``before`` the register's value, ``was`` the file's last one, ``after`` the
    file's now: words for the eye, all "" where the field is owner_name or
    phone. Actions are ``take`` and ``keep``.
    """

    id: str
    field: str
    before: str
    was: str
    after: str
    is_conflict: bool
    is_erased: bool
    default: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedView:
    """Hold a new establishment; actions are ``take`` (default) and ``reject``: kept, but out of the register."""

    id: str
    establishment: EstablishmentView


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedView:
    """Hold an establishment that a file has otherwise.

    ``score`` below 100: known again by its likeness only; then ``match_id`` is
    a choice of ``same`` (default) or ``new``, else it is "". ``owner_changed``:
    another owner under the same sign.
    """

    establishment: EstablishmentView
    name_in_file: str
    score: int
    match_id: str
    changes: tuple[FieldChangeView, ...]
    owner_changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingView:
    """Hold an establishment that the file does not name: ``keep`` (default), ``closed`` or ``dropped``."""

    id: str
    establishment: EstablishmentView


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeView:
    """Hold two rows that may be one business, the earlier one first; reasons are codes of ``merge_reason``."""

    score: int
    reasons: tuple[str, ...]
    one: EstablishmentView
    other: EstablishmentView


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairGroup:
    """Hold all repairs of one kind: how many, and the first few."""

    code: str
    count: int
    examples: tuple[Repair, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalView:
    """Hold what a file would change, until it is confirmed or dropped.

    The counts are those of the one sentence, for the rows of the file:
    ``in_scope`` counts, ``duplicates`` may be others, ``to_check`` wait for a
    decision. ``is_first``: the register is empty, so everything is added.
    """

    id: str
    kind: StepKind
    file_name: str
    account: str
    made_at: datetime
    rows_read: int
    in_scope: int
    duplicates: int
    to_check: int
    unchanged: int
    is_first: bool
    keep_encodings: bool
    added: tuple[AddedView, ...]
    changed: tuple[ChangedView, ...]
    missing: tuple[MissingView, ...]
    merges: tuple[MergeView, ...]
    issues: tuple[Issue, ...]
    repairs: tuple[RepairGroup, ...]
    sheets: tuple[SheetFound, ...]
    dropped_columns: tuple[str, ...]
    encodings: tuple[EncodingFound, ...]
    mapping: Mapping[str, str] = field(default_factory=dict)
    """Columns mapped by hand that this reading used: folded header to field, "" for an ignored one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Hold one value that an action may be given, with its label and a group for the eye ("" for none)."""

    value: str
    label: str
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionView:
    """Hold one thing that may be done about a problem.

    ``takes``: ``choice`` (one of ``choices``), ``text``, ``number``, ``date`` or
    "" for nothing. ``suggested`` is a value to begin with, "" for none.
    """

    action: str
    takes: str = ""
    choices: tuple[Choice, ...] = ()
    suggested: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemView:
    """Hold one doubt that is left; ``issue`` carries the codes of its sentence and remedy.

    ``establishment`` is None for a doubt about a whole file; ``other`` is the
    other side of a possible duplicate.
    """

    id: str
    issue: Issue
    state: IssueState
    establishment: EstablishmentView | None
    other: EstablishmentView | None
    actions: tuple[ActionView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Count the problems of the register as it stands."""

    open: int
    done: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """Hold one step of the register; ``may_undo`` is a first look, undo_step decides."""

    number: int
    kind: StepKind
    at: datetime
    account: str
    file_name: str
    rows_read: int
    note: str
    added: int
    changed: int
    undoes: int | None
    undone_by: int | None
    may_undo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StepChangeView:
    """Hold one field that a step changed: words for the eye; ``field`` "added" or "removed" for a whole one."""

    establishment_id: str
    name: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepResult:
    """Hold what a confirmation or a mend did; ``step`` 0 where nothing had to change."""

    step: int
    added: int = 0
    changed: int = 0
