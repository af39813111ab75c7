"""The check of a register as the outside sees it: docs/formats/register.schema.json."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from enum import StrEnum
from typing import Any

from domain.establishments import Decision
from domain.issues import Issue, Repair, Severity
from domain.words import Words
from geo.placing import Placement
from register.report import MergeCandidate, RegisterReport, RegisterRow, SheetFound

_TEXTS = (
    "key", "name", "type", "type_raw", "hamlet", "address_raw", "commune_raw", "coords_raw", "status", "decision",
    "licence_no", "tax_code", "reg_no", "entity_key", "security_no", "fire_safety", "past_violations", "notes", "code",
    "review", "rooms", "staff_total", "source_sheet", "source_row", "duplicate_of",
)  # fmt: skip
_DATES = ("licence_on", "licence_expires_on", "last_inspected_on")


def register_answer(report: RegisterReport, placements: Sequence[Placement], words: Words) -> dict[str, Any]:
    """Return the JSON object of a check; contacts stay out of it, they are only counted."""
    by_key = {row.key: row for row in report.rows}
    rows = [_row(row, placement) for row, placement in zip(report.rows, placements, strict=True)]
    issues = all_issues(report, placements)
    return {
        "digest": report.digest,
        "counts": _counts(report, rows, issues),
        "sheets": [_sheet(sheet) for sheet in report.sheets],
        "encodings": [asdict(encoding) for encoding in report.encodings],
        "rows": rows,
        "repairs": [_repair(repair, words) for repair in report.repairs],
        "issues": [_issue(issue, words) for issue in issues],
        "dropped_columns": list(report.dropped_columns),
        "merge_candidates": [_candidate(candidate, by_key, words) for candidate in report.merge_candidates],
    }


def all_issues(report: RegisterReport, placements: Sequence[Placement]) -> tuple[Issue, ...]:
    """Return the issues of reading and of placing in the order of the file."""
    order = {sheet.name: number for number, sheet in reversed(list(enumerate(report.sheets)))}
    issues = [*report.issues, *(issue for placement in placements for issue in placement.issues)]
    return tuple(sorted(issues, key=lambda issue: (order.get(issue.sheet, len(order)), issue.row)))


def issue_fields(issue: Issue) -> dict[str, str | int]:
    """Return what a sentence about an issue may name."""
    return {**issue.params, "sheet": issue.sheet, "row": issue.row, "column": issue.column, "value": issue.value}


def _row(row: RegisterRow, placement: Placement) -> dict[str, Any]:
    named, now, position = row.commune_reported, placement.commune_now, placement.position
    said = {name: _plain(getattr(row, name)) for name in _TEXTS}
    if any(issue.severity is Severity.BLOCK for issue in placement.issues):
        said["decision"] = Decision.PENDING.value
    for name in _DATES:
        said[name] = _plain(getattr(row, name))
        said[f"{name}_precision"] = _plain(getattr(row, f"{name}_precision"))
    return said | {
        "commune_code": named.code if named else None,
        "commune_vintage": named.vintage if named else None,
        "commune_now": now.code if now else None,
        "lon": position.lon if position else None,
        "lat": position.lat if position else None,
        "position_quality": position.quality if position else None,
        "position_source": position.source.value if position else None,
        "hours": {"from_s": row.hours.from_s, "to_s": row.hours.to_s} if row.hours else None,
    }


def _repair(repair: Repair, words: Words) -> dict[str, Any]:
    return {
        "code": repair.code,
        "sheet": repair.sheet,
        "row": repair.row,
        "column": repair.column,
        "before": repair.before,
        "after": repair.after,
        "reason": _said(words, f"repair.{repair.code}"),
    }


def _issue(issue: Issue, words: Words) -> dict[str, Any]:
    fields = issue_fields(issue)
    return {
        "code": issue.code,
        "severity": issue.severity.value,
        "sheet": issue.sheet,
        "row": issue.row,
        "column": issue.column,
        "value": issue.value,
        "message": words.say(f"issue.{issue.code}", **fields),
        "remedy": words.say(f"remedy.{issue.code}", **fields),
    }


def _candidate(candidate: MergeCandidate, rows: Mapping[str, RegisterRow], words: Words) -> dict[str, Any]:
    later, earlier = rows[candidate.key], rows[candidate.other_key]
    return {
        "key": candidate.key,
        "other_key": candidate.other_key,
        "sheet": later.source_sheet,
        "row": later.source_row,
        "other_sheet": earlier.source_sheet,
        "other_row": earlier.source_row,
        "score": candidate.score,
        "reasons": list(candidate.reasons),
        "reasons_text": [_said(words, f"merge_reason.{reason}") for reason in candidate.reasons],
    }


def _sheet(sheet: SheetFound) -> dict[str, Any]:
    columns = [
        {"letter": column.letter, "header": column.header, "field": column.field, "suggestion": column.suggestion}
        for column in sheet.columns
    ]
    return {"name": sheet.name, "header_row": sheet.header_row, "columns": columns}


def _counts(report: RegisterReport, rows: Sequence[Mapping[str, Any]], issues: Sequence[Issue]) -> dict[str, Any]:
    return {
        "rows": report.rows_read,
        "accepted": sum(row["decision"] == "accepted" for row in rows),
        "pending": sum(row["decision"] == "pending" for row in rows),
        "duplicates": sum(row.duplicate_of is not None for row in report.rows),
        "contacts": sum(bool(contact.owner_name or contact.phone) for contact in report.contacts),
        "repairs": len(report.repairs),
        "issues": dict(sorted(Counter(issue.severity.value for issue in issues).items())),
    }


def _said(words: Words, key: str) -> str:
    """Return a sentence, the bare code where it has none: an answer is better than no answer."""
    return words.say(key) if key in words else key.rpartition(".")[2]


def _plain(value: object) -> object:
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
