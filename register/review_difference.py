"""What a commune's returned workbook would change, item by item, within that commune only."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.establishments import Establishment, Status
from domain.issues import Issue, Severity
from domain.reviews import ReviewAnswer
from register.fold import fold
from register.report import RegisterRow

FIELDS = ("name", "type", "address_raw", "hamlet", "status")
"""What a commune may correct in the workbook; it is shown nothing else."""

SEVERITIES = {
    "review_answer_unknown": Severity.CHECK,
    "review_code_unknown": Severity.CHECK,
    "review_code_twice": Severity.CHECK,
    "review_other_commune": Severity.CHECK,
}
"""Every doubt about a returned workbook; words in data/words/vi/reviews.toml."""


class ChangeKind(StrEnum):
    """Say what a commune says of one establishment."""

    CLOSED = "closed"
    NOT_HERE = "not_here"
    CHANGED = "changed"
    ADDED = "added"
    STRUCK = "struck"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewChange:
    """Hold one difference.

    ``establishment_id`` is "" for one that is added; then ``row`` is its key in
    the workbook. ``field`` names what changed, ``before`` and ``after`` are codes
    of types and statuses, else text. ``twin`` is a registered one of the same
    commune that an added one may be.
    """

    kind: ChangeKind
    establishment_id: str
    row: RegisterRow | None
    field: str = ""
    before: str = ""
    after: str = ""
    note: str = ""
    twin: str = ""

    @property
    def id(self) -> str:
        """Return a name for this difference that stays the same for the same file."""
        return f"{self.kind}:{self.establishment_id or (self.row.key if self.row else '')}:{self.field}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDifference:
    """Hold all that a returned workbook says: who is confirmed, who was left without an answer, and the changes."""

    confirmed: tuple[str, ...]
    silent: tuple[str, ...]
    changes: tuple[ReviewChange, ...]
    issues: tuple[Issue, ...]


def review_difference(
    rows: Sequence[RegisterRow],
    register: Sequence[Establishment],
    *,
    commune: Sequence[str],
    answers: Mapping[str, ReviewAnswer],
    type_labels: Mapping[str, str],
) -> ReviewDifference:
    """Compare a returned workbook with the register.

    Parameters
    ----------
    rows
        As register.check read them; ``code``, ``review`` and ``notes`` are used.
    register
        Every establishment of the office.
    commune
        Ids of those that lie in the commune and were sent out; a code outside
        it is doubted and changes nothing.
    answers
        Folded wordings of the answers.
    type_labels
        Code to the label under which a type was sent out.
    """
    known = {one.id: one for one in register}
    own = frozenset(commune)
    sent = [known[id_] for id_ in commune]
    seen: set[str] = set()
    issues: list[Issue] = []
    confirmed: list[str] = []
    silent: list[str] = []
    changes: list[ReviewChange] = []
    for row in rows:
        code = row.code.strip().upper()
        if not code:
            changes.append(_added(row, rows, sent))
            continue
        if doubt := _code_doubt(code, known, own, seen):
            issues.append(_issue(doubt, row, code))
            continue
        seen.add(code)
        answer = _answer(row, answers)
        if answer is None:
            issues.append(_issue("review_answer_unknown", row, row.review))
        found = list(_changes(row, known[code], answer or ReviewAnswer.SILENT, type_labels))
        changes += found
        if not found:
            (confirmed if answer in (ReviewAnswer.RIGHT, ReviewAnswer.CLOSED) else silent).append(code)
    changes += [ReviewChange(kind=ChangeKind.STRUCK, establishment_id=id_, row=None) for id_ in sorted(own - seen)]
    return ReviewDifference(
        confirmed=tuple(confirmed), silent=tuple(silent), changes=tuple(changes), issues=tuple(issues)
    )


def _code_doubt(code: str, known: Mapping[str, Establishment], own: frozenset[str], seen: set[str]) -> str:
    if code not in known:
        return "review_code_unknown"
    if code not in own:
        return "review_other_commune"
    return "review_code_twice" if code in seen else ""


def _answer(row: RegisterRow, answers: Mapping[str, ReviewAnswer]) -> ReviewAnswer | None:
    """Return the answer, SILENT for none, None for one that nobody understands."""
    words = fold(row.review)
    return answers.get(words) if words else ReviewAnswer.SILENT


def _changes(
    row: RegisterRow, one: Establishment, answer: ReviewAnswer, type_labels: Mapping[str, str]
) -> Iterator[ReviewChange]:
    """Yield what a row says of its establishment; one that is gone has no fields to correct."""
    note = row.notes

    def change(kind: ChangeKind, field: str = "", before: str = "", after: str = "") -> ReviewChange:
        return ReviewChange(
            kind=kind, establishment_id=one.id, row=row, field=field, before=before, after=after, note=note
        )

    if answer is ReviewAnswer.NOT_HERE:
        yield change(ChangeKind.NOT_HERE)
        return
    if answer is ReviewAnswer.CLOSED:
        if one.status is not Status.CLOSED:
            yield change(ChangeKind.CLOSED, "status", one.status, Status.CLOSED)
        return
    fields = list(_fields(row, one, answer, type_labels))
    for field, before, after in fields:
        yield change(ChangeKind.CHANGED, field, before, after)
    if not fields and (note or answer is ReviewAnswer.CHANGED):
        yield change(ChangeKind.NOTE)


def _fields(
    row: RegisterRow, one: Establishment, answer: ReviewAnswer, type_labels: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    """Yield (field, before, after) of what was corrected; a cleared cell corrects nothing."""
    for field in ("name", "address_raw", "hamlet"):
        before, after = getattr(one, field), getattr(row, field)
        if after and after != before:
            yield field, before, after
    sent = type_labels.get(one.type or "", one.type_raw)
    if row.type and row.type != one.type and row.type_raw != sent:
        yield "type", one.type or "", row.type
    status = row.status
    if status is Status.UNVERIFIED and one.status is Status.UNVERIFIED and answer is ReviewAnswer.RIGHT:
        # Whoever confirms an unverified one has verified it.
        status = Status.ACTIVE
    if status is not one.status:
        yield "status", one.status, status


def _added(row: RegisterRow, rows: Sequence[RegisterRow], sent: Sequence[Establishment]) -> ReviewChange:
    other = next((one for one in rows if one.key == row.duplicate_of), None) if row.duplicate_of else None
    twin = other.code.strip().upper() if other else ""
    return ReviewChange(
        kind=ChangeKind.ADDED, establishment_id="", row=row, after=row.name, note=row.notes,
        twin=twin or next((one.id for one in sent if _is_same(row, one)), ""),
    )  # fmt: skip


def _is_same(row: RegisterRow, one: Establishment) -> bool:
    """Tell whether a new row has the name and type of a registered one: the same workbook may come back twice."""
    return fold(row.name) == fold(one.name) and one.type in (row.type, None)


def _issue(code: str, row: RegisterRow, value: str) -> Issue:
    return Issue(code=code, severity=SEVERITIES[code], sheet=row.source_sheet, row=row.source_row, value=value)
