"""A proposal as pages show it: one sentence of counts, and behind it everything that would change."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from domain.issues import Issue, IssueState, KeptIssue, Repair
from domain.register_steps import RegisterEntry, StepKind
from register.difference import FieldChange
from register.report import MergeCandidate, ReadingChoices, RegisterReport
from workflow.arriving import Arrival, Arrived, Register
from workflow.confirming import Owner, changes_of, choice_id
from workflow.labelling import Labels, establishment_view, labels_of
from workflow.register_views import (
    AddedView,
    ChangedView,
    FieldChangeView,
    MergeView,
    MissingView,
    ProposalView,
    RepairGroup,
)
from workflow.workspace import Workspace

EXAMPLES = 5
Named = tuple[str, str, datetime]
"""Id of the proposal, account, and when it was made."""


def proposal_view(
    workspace: Workspace,
    arrived: Arrived,
    register: Register,
    *,
    report: RegisterReport,
    owners: Mapping[str, Owner],
    choices: ReadingChoices,
    named: Named,
) -> ProposalView:
    """Return what a page shows of a file that was read and compared."""
    labels = labels_of(workspace)
    after = _after(arrived, register, owners)
    in_scope, duplicates, to_check = count_entries(after)
    news = [a for a in arrived.arrivals if a.kind is None]
    others = [a for a in arrived.arrivals if a.changes or a.alone is not None]
    id_, account, made_at = named
    return ProposalView(
        id=id_, kind=StepKind.IMPORT, file_name=arrived.file_name, account=account, made_at=made_at,
        rows_read=arrived.rows_read, in_scope=in_scope, duplicates=duplicates, to_check=to_check,
        unchanged=len(arrived.arrivals) - len(news) - len(others), is_first=not register.entries,
        keep_encodings=choices.keep_encodings,
        added=tuple(
            AddedView(id=choice_id("added", a.id), establishment=establishment_view(a.reading, labels)) for a in news
        ),
        changed=tuple(_changed(a, register.entries[a.id], labels) for a in others),
        missing=tuple(_missing(id_, register.entries[id_], labels) for id_ in arrived.missing),
        merges=_merges(arrived, report.merge_candidates, labels),
        issues=tuple(kept.issue for kept in _left(arrived, after)),
        repairs=_groups(report.repairs), sheets=report.sheets, dropped_columns=report.dropped_columns,
        encodings=report.encodings, mapping=choices.mapping,
    )  # fmt: skip


def count_entries(entries: Sequence[RegisterEntry]) -> tuple[int, int, int]:
    """Return how many are in scope, how many may be another one, how many wait for another decision."""
    in_scope = sum(entry.establishment.is_in_scope for entry in entries)
    blocking = [{issue.issue.code for issue in entry.issues if issue.blocks} for entry in entries]
    duplicates = sum("duplicate_probable" in codes for codes in blocking)
    return in_scope, duplicates, sum(bool(codes) for codes in blocking) - duplicates


def _after(arrived: Arrived, register: Register, owners: Mapping[str, Owner]) -> list[RegisterEntry]:
    """Return what the file's rows would be if everything were left to its default."""
    changes, _ = changes_of(arrived, owners, register, {})
    changed = {change.establishment_id: change.after for change in changes}
    entries = (changed.get(a.id) or register.entries.get(a.id) for a in arrived.arrivals)
    return [entry for entry in entries if entry is not None]


def _left(arrived: Arrived, after: Sequence[RegisterEntry]) -> list[KeptIssue]:
    kept = [*arrived.file_issues, *(issue for entry in after for issue in entry.issues)]
    return [issue for issue in kept if issue.state is IssueState.OPEN]


def _changed(arrival: Arrival, before: RegisterEntry, labels: Labels) -> ChangedView:
    return ChangedView(
        establishment=establishment_view(before.establishment, labels), name_in_file=arrival.reading.name,
        score=arrival.score, match_id=choice_id("match", arrival.id) if arrival.alone else "",
        changes=tuple(_field_change(arrival.id, change, labels) for change in arrival.changes),
        owner_changed=arrival.owner_changed,
    )  # fmt: skip


def _field_change(id_: str, change: FieldChange, labels: Labels) -> FieldChangeView:
    before, was, after = (labels.value(change.field, text) for text in (change.before, change.was, change.after))
    return FieldChangeView(
        id=choice_id("changed", id_, change.field), field=change.field, before=before, was=was, after=after,
        is_conflict=change.is_conflict, is_erased=change.is_erased, default="take" if change.is_taken else "keep",
    )  # fmt: skip


def _missing(id_: str, entry: RegisterEntry, labels: Labels) -> MissingView:
    return MissingView(id=choice_id("missing", id_), establishment=establishment_view(entry.establishment, labels))


def _merges(arrived: Arrived, candidates: Sequence[MergeCandidate], labels: Labels) -> tuple[MergeView, ...]:
    rows = {arrival.key: arrival.reading for arrival in arrived.arrivals}
    return tuple(
        MergeView(
            score=c.score, reasons=c.reasons, one=establishment_view(rows[c.other_key], labels),
            other=establishment_view(rows[c.key], labels),
        )
        for c in candidates
    )  # fmt: skip


def _groups(repairs: Sequence[Repair]) -> tuple[RepairGroup, ...]:
    """Return the repairs by kind, the commonest first."""
    by_code: dict[str, list[Repair]] = defaultdict(list)
    for repair in repairs:
        by_code[repair.code].append(repair)
    ordered = sorted(by_code.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(RepairGroup(code=code, count=len(all_), examples=tuple(all_[:EXAMPLES])) for code, all_ in ordered)


def issues_of(entries: Sequence[RegisterEntry]) -> tuple[Issue, ...]:
    """Return the open doubts of entries."""
    return tuple(k.issue for entry in entries for k in entry.issues if k.state is IssueState.OPEN)
