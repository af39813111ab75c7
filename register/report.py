"""What goes into the reading of a workbook and what comes out: frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from domain.establishments import BusinessType, Decision, OpeningHours, Precision, Status
from domain.issues import Issue, Repair
from domain.places import Commune, CommuneKey, Vintage


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterReference:
    """Hold what the office knows before it reads a workbook.

    ``communes`` are the units of every vintage; ``columns`` and ``dropped``
    come from data/rules/register_columns.toml, ``status_words`` (keys folded)
    from status_words.csv; ``on`` is the day of reading: later dates are
    doubted.
    """

    types: tuple[BusinessType, ...]
    communes: tuple[Commune, ...]
    vintages: tuple[Vintage, ...]
    columns: Mapping[str, tuple[str, ...]]
    dropped: tuple[str, ...]
    status_words: Mapping[str, Status]
    on: date
    lint_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Kind (name, clause, office) to folded phrases, from lint_words.csv."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingChoices:
    """Hold what a user decided about a workbook before it is read.

    ``mapping`` is folded header to field, ``""`` to ignore the column; it goes
    before the aliases, except that a column about persons stays dropped unless
    it is taken for a count. ``keep_encodings`` leaves legacy text as it is.
    """

    mapping: Mapping[str, str] = field(default_factory=dict)
    keep_encodings: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """Hold one data row after repair; in doubt it is pending, never dropped.

    ``key`` is ``sheet!row``. ``commune_reported`` is the unit that the row
    names, in that unit's own vintage, None where the name fits none or
    several. ``entity_key`` is the tax code, else the registration number,
    else empty. ``duplicate_of`` is the key of an earlier row. ``code`` is the
    establishment's own id where a workbook of ours names it, ``review`` what a
    commune wrote about it. ``commune_successor`` is the later unit that the
    row names beside it ("xã Suối Dây (nay là xã Tân Thành)"). ``notes`` and
    ``past_violations`` are linted: numbers and words about persons are masked.
    """

    key: str
    name: str
    type: str | None
    type_raw: str
    hamlet: str
    address_raw: str
    commune_raw: str
    commune_reported: CommuneKey | None
    coords_raw: str
    status: Status
    licence_no: str
    licence_on: date | None
    licence_on_precision: Precision | None
    tax_code: str
    reg_no: str
    entity_key: str
    rooms: int | None
    staff_total: int | None
    hours: OpeningHours | None
    last_inspected_on: date | None
    last_inspected_on_precision: Precision | None
    source_sheet: str
    source_row: int
    duplicate_of: str | None = None
    decision: Decision = Decision.ACCEPTED
    code: str = ""
    review: str = ""
    licence_expires_on: date | None = None
    security_no: str = ""
    fire_safety: str = ""
    past_violations: str = ""
    notes: str = ""
    licence_expires_on_precision: Precision | None = None
    commune_successor: CommuneKey | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterContact:
    """Hold the owner of a row; kept apart, in the restricted table only."""

    key: str
    owner_name: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeCandidate:
    """Hold two rows that may be one business; score 0 to 100, reasons are codes.

    ``key`` is the later row, ``other_key`` the earlier one.
    """

    key: str
    other_key: str
    score: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnFound:
    """Hold one headed column: its letter, its header, and the field it was taken for.

    ``field`` is ``""`` where no alias fits, ``"ignored"`` where the user said
    so and ``"dropped"`` for a column about persons. ``suggestion`` is the field
    whose alias an unknown header is nearly, "" for none.
    """

    letter: str
    header: str
    field: str
    suggestion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFound:
    """Hold where a header stands (its last row, from 1) and what its columns mean.

    A sheet with several tables is found several times. ``first_lines`` are the
    sheet's first lines as text, for showing: down to a few rows below the
    header, whatever may be about persons masked.
    """

    name: str
    header_row: int
    columns: tuple[ColumnFound, ...]
    first_lines: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodingFound:
    """Hold a column that was in a legacy encoding: how many cells were converted, and one of them before and after.

    ``encoding`` is tcvn3, vni, utf8_as_cp1252 or cp1258. The example is masked
    where every converted cell may be about a person.
    """

    sheet: str
    letter: str
    encoding: str
    cells: int
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterReport:
    """Hold everything that a workbook said; no value of a dropped column is in it.

    ``rows_read`` counts every data row; ``digest`` is the SHA-256 of the file.
    """

    rows_read: int
    rows: tuple[RegisterRow, ...]
    contacts: tuple[RegisterContact, ...]
    repairs: tuple[Repair, ...]
    issues: tuple[Issue, ...]
    dropped_columns: tuple[str, ...]
    merge_candidates: tuple[MergeCandidate, ...]
    sheets: tuple[SheetFound, ...]
    digest: str
    encodings: tuple[EncodingFound, ...] = ()
