"""A workbook becomes the register: read, placed, kept, counted."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from domain.accounts import Actor
from domain.establishments import Decision, Entity, Establishment
from domain.inspections import Complaint, Inspection
from domain.issues import Issue, Severity
from domain.progress import OnProgress, silent
from domain.units import required_count
from planner.eligibility import build_frame
from store import establishments, inspections, offices, places
from workflow.offices import office_of, read_now
from workflow.permissions import PLANNER, log, need
from workflow.places import boundary_path
from workflow.views import MapPoint, RegisterView
from workflow.workspace import Workspace


def check_register(workspace: Workspace, actor: Actor, *, path: Path, on_progress: OnProgress = silent) -> RegisterView:
    """Read a workbook and say what is in it; nothing is kept."""
    need(workspace, actor, *PLANNER, action="register.check")
    report = _read(workspace, path, on_progress)
    rows, issues = _established(workspace, report)
    return _view(workspace, rows, issues, report.rows_read)


def import_register(
    workspace: Workspace, actor: Actor, *, path: Path, file_name: str, on_progress: OnProgress = silent
) -> RegisterView:
    """Read a workbook and make it the register; doubtful rows stay, pending.

    Raises
    ------
    InputError
        What register.check refuses; the register then stays as it was.
    """
    need(workspace, actor, *PLANNER, action="register.import", target=file_name)
    report = _read(workspace, path, on_progress)
    rows, issues = _established(workspace, report)
    ids = {(e.source_sheet, e.source_row): e.id for e in rows}
    by_key = {row.key: ids[row.source_sheet, row.source_row] for row in report.rows}
    contacts = {by_key[c.key]: (c.owner_name, c.phone) for c in report.contacts if c.owner_name or c.phone}
    entities = {e.entity_id: Entity(id=e.entity_id, name=e.name, tax_code=e.tax_code) for e in reversed(rows)}
    done = establishments.Import(
        at=read_now(workspace), account=actor.account, file_name=file_name, digest=report.digest,
        rows_read=report.rows_read,
    )  # fmt: skip
    with workspace.store.write() as connection:
        establishments.replace_register(
            connection, entities=entities.values(), establishments=rows, contacts=contacts, issues=issues
        )
        establishments.record_import(connection, done)
    log(workspace, actor, action="register.import", target=file_name, rows=report.rows_read)
    return _view(workspace, rows, issues, report.rows_read)


def read_register(workspace: Workspace, actor: Actor) -> RegisterView | None:
    """Return the counts of the register, None before the first import."""
    need(workspace, actor, *PLANNER, action="register.read")
    with workspace.store.read() as connection:
        done = establishments.last_import(connection)
        rows = establishments.read_establishments(connection)
        issues = establishments.read_issues(connection)
    return _view(workspace, rows, issues, done.rows_read) if done else None


def map_points(workspace: Workspace, actor: Actor) -> tuple[MapPoint, ...]:
    """Return every registered establishment that has a position, with its state this year."""
    need(workspace, actor, *PLANNER, action="map.points")
    with workspace.store.read() as connection:
        rows = establishments.read_establishments(connection)
        done = inspections.read_inspections(connection)
        rule = offices.read_rule(connection) or workspace.reference.rule
        communes = {commune.key: commune for commune in places.read_communes(connection)}
    today = read_now(workspace).date()
    scores = {e.id: 0 for e in rows}
    frame = build_frame(rows, inspections=done, complaints=(), rule=rule, round_start=today, scores=scores)
    states = {row.id: "inspected" if row.done else "exempt" if row.exempt else "open" for row in frame.rows}
    return tuple(
        MapPoint(
            id=e.id,
            name=e.name,
            type=e.type,
            commune=e.commune_now.code if e.commune_now else None,
            commune_reported=communes[e.commune_reported].name if e.commune_reported in communes else e.commune_raw,
            address=e.address_raw,
            lon=e.position.lon,
            lat=e.position.lat,
            quality=e.position.quality,
            in_scope=e.is_in_scope,
            year_state=states.get(e.id) or _outside(e),
        )
        for e in rows
        if e.position is not None
    )


def record_history(
    workspace: Workspace, actor: Actor, *, done: Iterable[Inspection], complaints: Iterable[Complaint]
) -> None:
    """Keep earlier inspections by anybody, and complaints; the same id twice changes nothing."""
    need(workspace, actor, *PLANNER, action="history.record")
    with workspace.store.write() as connection:
        inspections.add_inspections(connection, done)
        inspections.add_complaints(connection, complaints)
    log(workspace, actor, action="history.record")


def _outside(establishment: Establishment) -> str:
    return "pending" if establishment.decision is Decision.PENDING else "out"


def _read(workspace: Workspace, path: Path, on_progress: OnProgress):  # type: ignore[no-untyped-def]
    from register.check import check_workbook

    on = read_now(workspace).date()
    return check_workbook(path, workspace.reference.register_reference(on), on_progress=on_progress)


def _established(workspace: Workspace, report) -> tuple[tuple[Establishment, ...], tuple[Issue, ...]]:  # type: ignore[no-untyped-def]
    """Place every row and number it in the order of the file."""
    from geo.placing import ToPlace

    asked = [
        ToPlace(key=r.key, coords_raw=r.coords_raw, hamlet=r.hamlet, commune_reported=r.commune_reported)
        for r in report.rows
    ]
    placements = _placed(workspace, asked)
    rows, issues, ids = [], list(report.issues), {}
    for number, (row, placement) in enumerate(zip(report.rows, placements, strict=True), start=1):
        id_ = f"CS{number:06d}"
        ids[row.source_sheet, row.source_row] = id_
        rows.append(_establishment(id_, row, placement))
        issues += [replace(i, sheet=row.source_sheet, row=row.source_row) for i in placement.issues]
    known = tuple(replace(issue, establishment_id=ids.get((issue.sheet, issue.row))) for issue in issues)
    return tuple(rows), known


def _placed(workspace: Workspace, asked: Sequence) -> tuple:  # type: ignore[type-arg]
    from geo.boundaries import read_boundary_files
    from geo.placing import place

    office = office_of(workspace)
    with workspace.store.read() as connection:
        hamlets = places.read_hamlets(connection)
    files = {v.id: path for v in workspace.reference.vintages if (path := boundary_path(workspace, v.id)).exists()}
    return place(
        asked,
        boundaries=read_boundary_files(files),
        hamlets=hamlets,
        communes=workspace.reference.communes,
        successions=workspace.reference.successions,
        vintage_now=office.vintage,
    )


def _establishment(id_: str, row, placement) -> Establishment:  # type: ignore[no-untyped-def]
    return Establishment(
        id=id_, entity_id=f"DN-{row.entity_key}" if row.entity_key else f"DN-{id_}", name=row.name, type=row.type,
        type_raw=row.type_raw, hamlet=row.hamlet, address_raw=row.address_raw, commune_raw=row.commune_raw,
        commune_reported=row.commune_reported, commune_now=placement.commune_now, coords_raw=row.coords_raw,
        position=placement.position, status=row.status, decision=row.decision, licence_no=row.licence_no,
        licence_on=row.licence_on, tax_code=row.tax_code, rooms=row.rooms, staff_total=row.staff_total,
        hours=row.hours, last_inspected_on=row.last_inspected_on, source_sheet=row.source_sheet,
        source_row=row.source_row,
    )  # fmt: skip


def _view(workspace: Workspace, rows: Sequence[Establishment], issues: Sequence[Issue], rows_read: int) -> RegisterView:
    with workspace.store.read() as connection:
        rule = offices.read_rule(connection) or workspace.reference.rule
    in_scope = sum(e.is_in_scope for e in rows)
    doubted = {issue.establishment_id for issue in issues if issue.code == "duplicate_probable"}
    blocked = {issue.establishment_id for issue in issues if issue.severity is Severity.BLOCK} - doubted
    return RegisterView(
        rows_read=rows_read, in_scope=in_scope, duplicates=len(doubted), to_check=len(blocked),
        need=required_count(in_scope, rule.rate_bp), rate_bp=rule.rate_bp, issues=tuple(issues),
    )  # fmt: skip
