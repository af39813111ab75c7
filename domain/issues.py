"""Doubts about data: the row stays, the doubt is shown with its remedy."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """Say what a doubt does: block keeps the row pending, check asks for a look, note only tells."""

    BLOCK = "block"
    CHECK = "check"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Hold one doubt; words for ``issue.CODE`` and ``remedy.CODE`` are in data/words."""

    code: str
    severity: Severity
    sheet: str = ""
    row: int = 0
    column: str = ""
    value: str = ""
    establishment_id: str | None = None
    params: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """Hold one visible repair of a cell: before, after and why (a code)."""

    code: str
    sheet: str
    row: int
    column: str
    before: str
    after: str


class IssueState(StrEnum):
    """Say what became of a doubt: nothing yet, mended by hand, or looked at and left as it is."""

    OPEN = "open"
    SETTLED = "settled"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptIssue:
    """Hold a doubt that the register keeps; ``id`` stays the same as long as the same thing is doubted.

    ``settled_by`` is the account that settled or dismissed it, "" while it is open.
    """

    id: str
    issue: Issue
    state: IssueState = IssueState.OPEN
    settled_by: str = ""

    @property
    def blocks(self) -> bool:
        """Tell whether it keeps its establishment pending."""
        return self.state is IssueState.OPEN and self.issue.severity is Severity.BLOCK
