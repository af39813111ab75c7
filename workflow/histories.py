"""Inspections by other agencies and by communes: a list is read, matched, confirmed, and can be taken back."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from domain.accounts import Actor
from domain.errors import ConflictError
from domain.establishments import Establishment, Precision
from domain.inspections import Complaint, Inspection
from domain.places import CommuneKey
from domain.reviews import InspectionImport
from register.fold import fold
from store import establishments, inspection_imports, inspections, places, rounds
from workflow.inspection_lists import as_inspection, chosen_of, read_list, row_view
from workflow.offices import read_now
from workflow.permissions import PLANNER, log_in, need
from workflow.review_views import HistoryProposal, HistoryResult, HistoryView, VisitView
from workflow.workspace import Workspace


def record_history(
    workspace: Workspace, actor: Actor, *, done: Iterable[Inspection], complaints: Iterable[Complaint]
) -> None:
    """Keep earlier inspections by anybody, and complaints; the same id twice changes nothing."""
    need(workspace, actor, *PLANNER, action="history.record")
    with workspace.store.write() as connection:
        inspections.add_inspections(connection, done)
        inspections.add_complaints(connection, complaints)
        log_in(connection, actor, action="history.record")


def propose_inspections(
    workspace: Workspace, actor: Actor, *, path: Path, file_name: str, agency: str = ""
) -> HistoryProposal:
    """Read a list of inspections and say which establishments it means; nothing is kept.

    Parameters
    ----------
    agency
        Code of the agency whose list this is, for rows that name none.

    Raises
    ------
    InputError
        What a workbook is refused for; ``inspections.agency`` for an agency
        that the office does not know, ``inspections.too_many``.
    """
    need(workspace, actor, *PLANNER, action="inspections.propose", target=file_name)
    read = read_list(workspace, path, agency)
    with workspace.store.read() as connection:
        kept = {one.id for one in inspections.read_inspections(connection)}
    rows = tuple(row_view(read, key, kept) for key in read.rows)
    return HistoryProposal(digest=read.digest, rows=rows, issues=read.issues)


def import_inspections(
    workspace: Workspace,
    actor: Actor,
    *,
    path: Path,
    file_name: str,
    agency: str = "",
    digest: str = "",
    choices: Mapping[str, str] | None = None,
) -> HistoryResult:
    """Take a list in: the rows that match with certainty, and those that the planner has chosen for.

    Parameters
    ----------
    digest
        Of the proposal that was looked at; another file is refused.
    choices
        Key of a row to the establishment's id, or to "" to leave the row out.

    Raises
    ------
    ConflictError
        ``inspections.file_changed``.
    InputError
        ``inspections.choice`` for an establishment that is not in the register,
        and what ``propose_inspections`` raises.
    """
    need(workspace, actor, *PLANNER, action="inspections.import", target=file_name)
    read = read_list(workspace, path, agency)
    if digest and digest != read.digest:
        raise ConflictError("inspections.file_changed", file=file_name)
    chosen = {key: id_ for key in read.rows if (id_ := chosen_of(read, key, choices or {}))}
    found = {one.id: one for one in (as_inspection(read.rows[key], id_) for key, id_ in chosen.items())}
    left_out = len(read.rows) - len(chosen)
    at = read_now(workspace)
    with workspace.store.write() as connection:
        kept = {one.id for one in inspections.read_inspections(connection)}
        new = [id_ for id_ in found if id_ not in kept]
        number = None
        if new:
            done = InspectionImport(
                number=0, at=at, account=actor.account, file_name=file_name, digest=read.digest,
                rows=len(found), frames=_frames(connection),
            )  # fmt: skip
            number = inspection_imports.add_import(connection, done, found.values())
        log_in(connection, actor, action="inspections.import", target=file_name, added=len(new), left_out=left_out)
    return HistoryResult(number=number, added=len(new), known=len(found) - len(new), left_out=left_out)


def undo_inspections(workspace: Workspace, actor: Actor, *, number: int) -> int:
    """Take an imported list back as a whole and return how many inspections went; those of other lists stay.

    Raises
    ------
    ConflictError
        ``inspections.frozen_since`` where a round was frozen with them,
        ``inspections.no_import``, ``inspections.undone``.
    """
    need(workspace, actor, *PLANNER, action="inspections.undo", target=str(number))
    at = read_now(workspace)
    with workspace.store.write() as connection:
        done = next((one for one in inspection_imports.read_imports(connection) if one.number == number), None)
        if done is not None and (since := _frozen_since(done, _frames(connection))):
            raise ConflictError("inspections.frozen_since", number=number, round=since)
        gone = inspection_imports.undo_import(connection, number, at=at)
        log_in(connection, actor, action="inspections.undo", target=str(number), removed=gone)
    return gone


def read_history(workspace: Workspace, actor: Actor, *, year: int | None = None) -> HistoryView:
    """Return the visits of a year (this year for None) by anybody, and every list that was taken in."""
    need(workspace, actor, *PLANNER, action="inspections.read")
    wanted = year or read_now(workspace).year
    with workspace.store.read() as connection:
        known = {e.id: e for e in establishments.read_establishments(connection)}
        names = {c.key: f"{c.kind} {c.name}" for c in places.read_communes(connection)}
        done = [i for i in inspections.read_inspections(connection) if i.on.year == wanted]
        imports = inspection_imports.read_imports(connection)
        frames = _frames(connection)
    visits = [_visit(group, known, names) for group in visits_of(done)]
    may_undo = (one.number for one in imports if one.undone_at is None and not _frozen_since(one, frames))
    return HistoryView(
        year=wanted, visits=tuple(sorted(visits, key=lambda v: (v.on, v.establishment_id), reverse=True)),
        imports=imports, may_undo=frozenset(may_undo),
    )  # fmt: skip


def visits_of(done: Iterable[Inspection]) -> tuple[tuple[Inspection, ...], ...]:
    """Return inspections grouped by visit: one establishment on one day, or under one number of minutes in a year.

    Two agencies that went together are on two lists; that is one visit.
    """
    groups: list[list[Inspection]] = []
    places_: dict[tuple[str, ...], list[Inspection]] = {}
    for one in sorted(done, key=lambda i: (i.on_precision is not Precision.DAY, i.on, i.id)):
        keys = _visit_keys(one)
        group = next((places_[key] for key in keys if key in places_), None)
        if group is None:
            group = []
            groups.append(group)
        group.append(one)
        places_ |= dict.fromkeys(keys, group)
    return tuple(tuple(group) for group in groups)


def _visit_keys(one: Inspection) -> list[tuple[str, ...]]:
    keys: list[tuple[str, ...]] = []
    if one.on_precision is Precision.DAY:
        keys.append(("day", one.establishment_id, one.on.isoformat()))
    if minutes := fold(one.minutes_no):
        keys.append(("minutes", one.establishment_id, minutes, str(one.on.year)))
    return keys or [("id", one.id)]


def _frames(connection) -> tuple[str, ...]:  # type: ignore[no-untyped-def]
    """Return each frozen frame as ``round:digest``; the demo's clock may stand still, so no times."""
    found = ((one.id, rounds.read_frame(connection, one.id)) for one in rounds.list_rounds(connection))
    return tuple(f"{id_}:{frame[1]}" for id_, frame in found if frame)


def _frozen_since(done: InspectionImport, frames: tuple[str, ...]) -> str:
    """Return the first round frozen after an import, "" for none."""
    return next((frame.split(":")[0] for frame in frames if frame not in done.frames), "")


def _visit(
    group: tuple[Inspection, ...], known: Mapping[str, Establishment], names: Mapping[CommuneKey, str]
) -> VisitView:
    first = group[0]
    e = known.get(first.establishment_id)
    commune = names.get(e.commune_now, e.commune_raw) if e and e.commune_now else ""
    return VisitView(
        establishment_id=first.establishment_id, name=e.name if e else first.establishment_id, commune=commune,
        on=first.on, on_precision=first.on_precision, agencies=tuple(sorted({one.agency for one in group})),
        minutes_nos=tuple(dict.fromkeys(one.minutes_no for one in group if one.minutes_no)),
        exempts=any(one.counts for one in group), is_own=any(one.round_id for one in group),
    )  # fmt: skip
