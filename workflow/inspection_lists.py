"""A list of inspections is read and matched with the register; what each of its rows becomes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from domain.digest import canonical_json, sha256_hex
from domain.errors import InputError
from domain.establishments import Establishment
from domain.inspections import Inspection
from domain.issues import Issue
from domain.places import CommuneKey
from register.confined import in_child
from register.fold import fold
from register.inspection_matching import InspectionMatch, MatchCandidate, match_inspections
from register.inspection_rows import InspectionRow, read_inspections
from register.inspection_words import read_inspection_words
from register.lexicon import build_lexicon
from store import establishments, places
from workflow.offices import read_now, reference_of
from workflow.review_views import CandidateView, HistoryRowView
from workflow.workspace import Workspace

MAX_ROWS = 5_000
"""A year's list of an area has some hundreds; more is a register dropped on the wrong page."""


def inspection_id(*, agency: str, establishment_id: str, on: date, minutes_no: str) -> str:
    """Return the id of an inspection that a list names: the same visit on the same agency's list twice has one id.

    Numbers of minutes begin anew each year, so the year goes with them.
    """
    what = [fold(minutes_no), on.year] if minutes_no else [on.isoformat()]
    return f"KN-{sha256_hex(canonical_json([agency, *what, establishment_id]))[:24]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRead:
    """Hold a list that was read and matched, its rows by key."""

    digest: str
    rows: Mapping[str, InspectionRow]
    matches: Mapping[str, InspectionMatch]
    issues: tuple[Issue, ...]
    known: Mapping[str, Establishment]
    communes: Mapping[CommuneKey, str]


def read_list(workspace: Workspace, path: Path, agency: str) -> ListRead:
    """Read a list for a step that has authorised; see histories.propose_inspections."""
    reference = reference_of(workspace)
    if agency and agency not in reference.agencies:
        raise InputError("inspections.agency", agency=agency)
    text = (reference.directory / "rules" / "inspection_columns.toml").read_text(encoding="utf-8")
    words = read_inspection_words(text, agencies=reference.agencies)
    register_reference = reference.register_reference(read_now(workspace).date())
    report = in_child(read_inspections, path.resolve(), register_reference, words, agency=agency)
    if len(report.rows) > MAX_ROWS:
        raise InputError("inspections.too_many", rows=len(report.rows), limit=MAX_ROWS)
    with workspace.store.read() as connection:
        known = establishments.read_establishments(connection)
        communes = {c.key: f"{c.kind} {c.name}" for c in places.read_communes(connection)}
    matches = match_inspections(
        report.rows, known, lexicon=build_lexicon(register_reference), successions=reference.successions
    )
    return ListRead(
        digest=report.digest, rows={row.key: row for row in report.rows}, matches={m.key: m for m in matches},
        issues=report.issues, known={e.id: e for e in known}, communes=communes,
    )  # fmt: skip


def chosen_of(read: ListRead, key: str, choices: Mapping[str, str]) -> str:
    """Return the establishment that a row goes to, "" for none."""
    if read.rows[key].is_blocked:
        return ""
    if key in choices:
        if choices[key] and choices[key] not in read.known:
            raise InputError("inspections.choice", row=read.rows[key].source_row, establishment=choices[key])
        return choices[key]
    return certain_of(read, key)


def certain_of(read: ListRead, key: str) -> str:
    """Return the establishment that a row matches with certainty, "" for none."""
    match = read.matches[key]
    return match.candidates[0].establishment_id if match.certainty == "certain" else ""


def as_inspection(row: InspectionRow, establishment_id: str) -> Inspection:
    """Return what a row that is not blocked says of an establishment."""
    if row.on is None:
        raise ValueError("a row without a day is blocked")
    return Inspection(
        id=inspection_id(
            agency=row.agency, establishment_id=establishment_id, on=row.on, minutes_no=row.minutes_no
        ),
        establishment_id=establishment_id, agency=row.agency, on=row.on, is_full=row.is_full,
        minutes_no=row.minutes_no, on_precision=row.on_precision, kind=row.kind, scope=row.scope,
    )  # fmt: skip


def row_view(read: ListRead, key: str, kept: set[str]) -> HistoryRowView:
    """Return a row as the planner sees it; ``kept`` are the ids of inspections that the office has."""
    row, match = read.rows[key], read.matches[key]
    certain = "" if row.is_blocked else certain_of(read, key)
    return HistoryRowView(
        key=key, name=row.name or row.code, address=row.address_raw or row.hamlet, commune=row.commune_raw,
        agency=row.agency, on=row.on, on_precision=row.on_precision, kind=row.kind, scope=row.scope,
        is_full=row.is_full, minutes_no=row.minutes_no, certainty=str(match.certainty),
        candidates=tuple(_candidate_view(read, candidate) for candidate in match.candidates),
        is_blocked=row.is_blocked, is_kept=bool(certain) and as_inspection(row, certain).id in kept,
    )  # fmt: skip


def _candidate_view(read: ListRead, candidate: MatchCandidate) -> CandidateView:
    e = read.known[candidate.establishment_id]
    commune = read.communes.get(e.commune_now, e.commune_raw) if e.commune_now else e.commune_raw
    return CandidateView(
        establishment_id=e.id, name=e.name, type=e.type or "", address=e.address_raw or e.hamlet,
        commune=commune, score=candidate.score, reasons=candidate.reasons,
    )  # fmt: skip
