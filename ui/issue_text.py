"""A doubt in words: what is wrong and where, and what to do."""

from collections.abc import Sequence

from domain.issues import Issue, Severity
from ui.session import say, screen_words
from ui.wording import coded

SEVERITIES = (Severity.BLOCK, Severity.CHECK, Severity.NOTE)
_KINDS = {
    "name": ("name", "review"),
    "type": ("type",),
    "commune": ("commune",),
    "duplicate": ("duplicate", "renamed", "same"),
    "status": ("status",),
    "date": ("date", "licence"),
    "number": ("number",),
    "hours": ("hours",),
    "phone": ("phone",),
    "tax": ("tax",),
    "position": ("coordinates", "position", "pin", "far", "no", "near"),
    "person": ("personal", "note"),
    "cell": ("formula", "cell", "ditto"),
    "file": ("row", "sheet", "column", "hidden", "encoding"),
}
KIND_OF = {start: kind for kind, starts in _KINDS.items() for start in starts}
"""The kind, for a person who looks for one, by the first word of a doubt's code."""


def issue_sentence(issue: Issue) -> str:
    """Return what is wrong, with the cell that it is about."""
    return _text(issue, "issue")


def issue_remedy(issue: Issue) -> str:
    """Return what to do about it."""
    return _text(issue, "remedy")


def issue_kind(issue: Issue) -> str:
    """Return the kind of a doubt, as in ``ui.mend.kind_KIND``."""
    return KIND_OF.get(issue.code.partition("_")[0], "other")


def issue_rows(issues: Sequence[Issue]) -> list[dict[str, object]]:
    """Return a row for each doubt, for a table."""
    headings = (say("register.column_issue"), say("register.column_remedy"))
    return [dict(zip(headings, (issue_sentence(issue), issue_remedy(issue)), strict=True)) for issue in issues]


def _text(issue: Issue, space: str) -> str:
    cell = {"sheet": issue.sheet, "row": issue.row, "column": issue.column, "value": issue.value}
    params = {name: _readable(value) for name, value in issue.params.items()}
    return coded(screen_words(), space, issue.code, {**cell, **params})


def _readable(value: str | int) -> str | int:
    """Return a param as people read it: SHEET!ROW names a row."""
    sheet, _, row = value.rpartition("!") if isinstance(value, str) else ("", "", "")
    return say("wizard.other_row", sheet=sheet, row=row) if sheet and row.isdigit() else value
