"""What was doubted and what was repaired while a workbook is read."""

from dataclasses import dataclass, field

from domain.issues import Issue, Repair, Severity
from register.header import PERSONAL
from register.linting import MASK, without_numbers

SEVERITIES = {
    "name_missing": Severity.BLOCK,
    "type_missing": Severity.BLOCK,
    "type_unknown": Severity.BLOCK,
    "commune_missing": Severity.BLOCK,
    "commune_unknown": Severity.BLOCK,
    "commune_ambiguous": Severity.BLOCK,
    "duplicate_probable": Severity.BLOCK,
    "type_several": Severity.CHECK,
    "owner_changed_maybe": Severity.CHECK,
    "commune_differs": Severity.CHECK,
    "status_unknown": Severity.CHECK,
    "date_unreadable": Severity.CHECK,
    "date_in_future": Severity.CHECK,
    "number_unreadable": Severity.CHECK,
    "hours_unreadable": Severity.CHECK,
    "phone_unreadable": Severity.CHECK,
    "tax_code_unreadable": Severity.CHECK,
    "formula_without_value": Severity.CHECK,
    "cell_error": Severity.CHECK,
    "ditto_without_source": Severity.CHECK,
    "row_skipped": Severity.CHECK,
    "row_continued": Severity.CHECK,
    "sheet_without_header": Severity.CHECK,
    "column_misspelt": Severity.CHECK,
    "column_unmapped": Severity.NOTE,
    "column_repeated": Severity.NOTE,
    "column_without_header": Severity.NOTE,
    "tax_code_personal": Severity.NOTE,
    "entity_shared": Severity.NOTE,
    "personal_number_removed": Severity.NOTE,
    "note_about_person": Severity.NOTE,
    "commune_by_title": Severity.NOTE,
    "encoding_doubtful": Severity.CHECK,
    "encoding_converted": Severity.NOTE,
    "hidden_rows": Severity.NOTE,
    "hidden_columns": Severity.NOTE,
    "hidden_sheet": Severity.NOTE,
    "hidden_unknown": Severity.NOTE,
}
"""Every doubt of the register and what it does; words in data/words/vi/register.toml."""

REPAIRS = frozenset(
    {"control", "composed", "d_stroke", "invisible", "spaces", "tone"}
    | {"tcvn3", "vni", "utf8_as_cp1252", "cp1258"}
    | {"ditto", "number_text", "date_text", "date_serial", "date_month_first", "date_month", "date_year"}
    | {"phone_zero", "phone_text", "code_zero", "code_text", "status_word", "status_note"}
    | {"date_quarter", "date_term"}
)
"""Every repair that may be done to a cell."""

FREE = frozenset({"notes", "past_violations", "review", "fire_safety"})
"""Fields of free text, in which a person may be named."""

CODES = frozenset({"tax_code", "reg_no", "licence_no", "security_no", "code", "x", "y", "lat", "lon", "coords"})
"""Fields in which nine or ten digits are at home; only a citizen's number is cut there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Hold where a value stands: sheet, row from 1, header of its column, and its field."""

    sheet: str
    row: int = 0
    column: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Collect doubts and repairs in the order of reading; made anew for each workbook."""

    issues: list[Issue] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)

    def doubt(self, code: str, place: Place, value: str = "", **params: str | int) -> None:
        """Add an issue; a value about a person is masked."""
        self.issues.append(
            Issue(
                code=code,
                severity=SEVERITIES[code],
                sheet=place.sheet,
                row=place.row,
                column=place.column,
                value=_masked(value, place),
                params=params,
            )
        )

    def repair(self, code: str, place: Place, before: str, after: str) -> None:
        """Add a repair; values about a person are masked."""
        self.repairs.append(
            Repair(
                code=code,
                sheet=place.sheet,
                row=place.row,
                column=place.column,
                before=_masked(before, place),
                after=_masked(after, place),
            )
        )


def _masked(value: str, place: Place) -> str:
    if value and place.field in PERSONAL:
        return MASK
    return without_numbers(value, codes_only=place.field in CODES)
