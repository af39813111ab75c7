"""What was doubted and what was repaired while a workbook is read."""

from dataclasses import dataclass, field

from domain.issues import Issue, Repair, Severity

SEVERITIES = {
    "name_missing": Severity.BLOCK,
    "type_missing": Severity.BLOCK,
    "type_unknown": Severity.BLOCK,
    "commune_missing": Severity.BLOCK,
    "commune_unknown": Severity.BLOCK,
    "commune_ambiguous": Severity.BLOCK,
    "duplicate_probable": Severity.BLOCK,
    "type_several": Severity.CHECK,
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
    "hidden_rows": Severity.NOTE,
    "hidden_columns": Severity.NOTE,
    "hidden_sheet": Severity.NOTE,
    "hidden_unknown": Severity.NOTE,
}
"""Every doubt of the register and what it does; words in data/words/vi/register.toml."""

REPAIRS = frozenset(
    {"control", "composed", "d_stroke", "invisible", "spaces", "tone"}
    | {"ditto", "number_text", "date_text", "date_serial", "date_month_first", "date_month", "date_year"}
    | {"phone_zero", "phone_text", "code_zero", "code_text", "status_word"}
)
"""Every repair that may be done to a cell."""

MASK = "•••"
"""Stands for the owner's name and phone wherever they would leave the restricted table."""

RESTRICTED = frozenset({"owner_name", "phone"})


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
    return MASK if value and place.field in RESTRICTED else value
