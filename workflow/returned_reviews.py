"""A workbook that came back from a commune: which commune, who signed when, and what it would change."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from domain.errors import InputError
from domain.issues import Issue
from domain.places import CommuneKey
from domain.register_steps import RegisterEntry
from register.confined import check_confined, in_child
from register.fold import fold
from register.report import ReadingChoices, RegisterReference, RegisterReport
from register.review_difference import ReviewChange, ReviewDifference, review_difference
from register.review_foot import ReviewFoot, read_answers, read_foot
from store import establishments, register_steps
from workflow.offices import office_of, places_of, read_now, read_types, reference_of
from workflow.review_papers import commune_name, sent_to
from workflow.review_views import ReviewItem, ReviewProposal
from workflow.workspace import Workspace

ACTIONS = {
    "closed": ("close", "keep"),
    "changed": ("take", "keep"),
    "added": ("add", "skip"),
    "not_here": ("keep", "move", "reject"),
    "struck": ("keep", "close", "reject"),
    "note": ("keep",),
}
"""What a planner may do with each kind of difference, the default first: nothing leaves the register by default."""

_TICKET = re.compile(r"RS-(.+)-([^-]+)")
_OTHERWISE_KNOWN = ("commune_", "column_", "hidden_", "sheet_", "duplicate_", "entity_", "owner_")
"""Doubts that our own workbook raises by its form, or that the commune itself settles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedReview:
    """Hold a returned workbook as it compares with the register at its step ``register``.

    ``last_id`` is the highest id that an establishment ever had.
    """

    commune: CommuneKey
    commune_name: str
    foot: ReviewFoot
    report: RegisterReport
    difference: ReviewDifference
    issues: tuple[Issue, ...]
    entries: Mapping[str, RegisterEntry]
    register: int
    last_id: str


def read_returned(workspace: Workspace, path: Path, *, commune: str) -> ReturnedReview:
    """Read a returned workbook for a step that has authorised; see reviewing.propose_review."""
    words, today = workspace.reference.words, read_now(workspace).date()
    with workspace.store.read() as connection:
        entries = establishments.read_entries(connection)
        register, last_id = register_steps.last_number(connection), register_steps.last_id(connection)
    rows = tuple(entry.establishment for entry in entries.values())
    labels = {"ticket": words.say("documents.review.ticket", ticket="").strip(" :")}
    labels |= {key: words.say(f"documents.review.{key}") for key in ("signed_on", "signer_title")}
    foot = in_child(read_foot, path.resolve(), labels, known=tuple(entries), today=today)
    key = _commune_of(workspace, foot, entries, asked=commune)
    note = fold(words.say("documents.review.column_note"))
    reference = _within(workspace, reference_of(workspace).register_reference(today), key)
    report = check_confined(path, reference, choices=ReadingChoices(mapping={note: "notes"}))
    answers = (workspace.reference.directory / "rules" / "review_answers.csv").read_text(encoding="utf-8")
    difference = review_difference(
        report.rows, rows, commune=[one.id for one in sent_to(key, rows)], answers=read_answers(answers),
        type_labels=read_types(workspace),
    )  # fmt: skip
    return ReturnedReview(
        commune=key, commune_name=_names(workspace)[key], foot=foot, report=report, difference=difference,
        issues=(*difference.issues, *_new_issues(report, difference)), entries=entries, register=register,
        last_id=last_id,
    )  # fmt: skip


def proposal_of(read: ReturnedReview) -> ReviewProposal:
    """Return a returned workbook as the planner sees it."""
    return ReviewProposal(
        commune=read.commune.code, commune_name=read.commune_name, on=read.foot.on,
        signer_title=read.foot.signer_title, digest=read.foot.digest, register=read.register,
        confirmed=len(read.difference.confirmed), silent=len(read.difference.silent),
        items=tuple(_item(read, change) for change in read.difference.changes), issues=read.issues,
    )  # fmt: skip


def actions_of(change: ReviewChange) -> tuple[str, ...]:
    """Return what may be done with a difference, the default first; one that may be registered already is left out."""
    actions = ACTIONS[change.kind]
    return actions[::-1] if change.twin else actions


def _commune_of(
    workspace: Workspace, foot: ReviewFoot, entries: Mapping[str, RegisterEntry], *, asked: str
) -> CommuneKey:
    """Return the commune that the ticket names, else the one that was asked for, else that of most codes."""
    own = {key.code: key for key in office_of(workspace).communes}
    found = _TICKET.fullmatch(foot.ticket)
    lying = [key.code for code in foot.codes if (key := entries[code].establishment.commune_now)]
    code = found[2] if found else asked or max(sorted(set(lying)), key=lying.count, default="")
    if not code:
        raise InputError("review.no_commune")
    if code not in own:
        raise InputError("review.not_here", commune=code)
    if asked not in ("", code):
        names = _names(workspace)
        raise InputError("review.other_commune", found=names[own[code]], asked=names.get(own.get(asked), asked))
    return own[code]


def _within(workspace: Workspace, reference: RegisterReference, key: CommuneKey) -> RegisterReference:
    """Return the reference with this commune and its forerunners alone, so that no other is read into an address."""
    units = {key, *(s.old for s in places_of(workspace).successions if s.new == key)}
    return replace(reference, communes=tuple(one for one in reference.communes if one.key in units))


def _new_issues(report: RegisterReport, difference: ReviewDifference) -> Iterator[Issue]:
    """Yield the doubts that the commune has raised: those about a row that says what was sent out are known."""
    told = {(c.row.source_sheet, c.row.source_row) for c in difference.changes if c.row}
    unchanged = {(row.source_sheet, row.source_row) for row in report.rows} - told
    for issue in report.issues:
        if (issue.sheet, issue.row) not in unchanged and not issue.code.startswith(_OTHERWISE_KNOWN):
            yield issue


def _names(workspace: Workspace) -> dict[CommuneKey | None, str]:
    return {commune.key: commune_name(commune) for commune in places_of(workspace).communes}


def _item(read: ReturnedReview, change: ReviewChange) -> ReviewItem:
    entry = read.entries.get(change.establishment_id)
    one = entry.establishment if entry else change.row
    if one is None:
        raise ValueError("a difference is about an establishment or a row")
    return ReviewItem(
        id=change.id, kind=change.kind, establishment_id=change.establishment_id, name=one.name,
        type=one.type or "", address=one.address_raw or one.hamlet, field=change.field, before=change.before,
        after=change.after, note=change.note, twin=change.twin, actions=actions_of(change),
        row=change.row.source_row if change.row else 0,
    )  # fmt: skip
