"""Where the rows of a read workbook stand: one way for the check, the import and the demo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from domain.accounts import Actor
from domain.issues import Issue, Severity
from domain.places import Commune, CommuneKey, Hamlet, Office, Succession
from domain.progress import OnProgress, silent
from register.report import RegisterReport, RegisterRow
from workflow.gazetteer import learnt_gazetteer
from workflow.offices import office_of, places_of, read_now, reference_of
from workflow.permissions import PLANNER, need
from workflow.places import boundary_path, water_path
from workflow.reference import Reference
from workflow.workspace import Workspace

if TYPE_CHECKING:
    from geo.learning import Learnt
    from geo.placing import Ground, Placement

_COORDINATES = ("coords", "lat", "lon", "x", "y")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeGround:
    """Hold all that an office knows of its ground, read once for several questions."""

    office: Office
    known: Reference
    gazetteer: Learnt
    boundaries: Any
    water: Any


def place_rows(
    report: RegisterReport,
    *,
    boundaries: Any,
    hamlets: Sequence[Hamlet],
    communes: Sequence[Commune],
    successions: Sequence[Succession],
    vintage_now: str,
    area: Sequence[CommuneKey] = (),
    ground: Ground | None = None,
) -> tuple[Placement, ...]:
    """Return one placement per row of a report, its issues with sheet, row and column.

    A row that names the later unit of a divided commune itself ("xã Suối Dây
    (nay là xã Tân Thành)") is believed.

    Parameters
    ----------
    boundaries, hamlets, communes, successions
        Of all vintages; boundaries as one frame (vintage, code, geometry), as
        ``geo.boundaries`` gives it.
    vintage_now
        The vintage whose unit is wanted as commune now.
    area
        The office's own units; a row in another one is blocked by the issue
        ``outside_area``. Empty means any.
    ground
        Landmarks and water, where known.
    """
    from geo.placing import Ground, ToPlace, place

    asked = [
        ToPlace(
            key=row.key, coords_raw=row.coords_raw, hamlet=row.hamlet, commune_reported=row.commune_reported,
            address_raw=row.address_raw,
        )
        for row in report.rows
    ]  # fmt: skip
    placements = place(
        asked, boundaries=boundaries, hamlets=hamlets, communes=communes, successions=successions,
        vintage_now=vintage_now, ground=replace(ground or Ground(), area=frozenset(area)),
    )  # fmt: skip
    heirs = {(succession.old, succession.new) for succession in successions}
    columns = _coordinate_columns(report)
    names = {commune.key: commune.name for commune in communes}
    return tuple(
        _told(row, _within(_believed(row, placement, heirs), area, names), columns.get(row.source_sheet, ""))
        for row, placement in zip(report.rows, placements, strict=True)
    )


def place_in_office(workspace: Workspace, report: RegisterReport) -> tuple[Placement, ...]:
    """Return the placements of a report by the office's own boundaries, gazetteer, water and communes."""
    return place_on(open_ground(workspace), report)


def open_ground(workspace: Workspace) -> OfficeGround:
    """Return what the office knows of its ground now, for a step that has authorised."""
    from geo.boundaries import read_boundary_files
    from geo.water import read_water

    office, known = office_of(workspace), places_of(workspace)
    files = {v.id: path for v in known.vintages if (path := boundary_path(workspace, v.id)).exists()}
    water = water_path(workspace)
    return OfficeGround(
        office=office, known=known, gazetteer=learnt_gazetteer(workspace), boundaries=read_boundary_files(files),
        water=read_water(water) if water.exists() else None,
    )  # fmt: skip


def place_on(ground: OfficeGround, report: RegisterReport) -> tuple[Placement, ...]:
    """Return the placements of a report on an office's ground."""
    from geo.placing import Ground

    found, office = ground.gazetteer, ground.office
    return place_rows(
        report, boundaries=ground.boundaries, hamlets=found.hamlets, communes=ground.known.communes,
        successions=ground.known.successions, vintage_now=office.vintage, area=office.communes,
        ground=Ground(landmarks=found.landmarks, water=ground.water),
    )  # fmt: skip


def check_file(
    workspace: Workspace,
    actor: Actor,
    *,
    path: Path,
    on: date | None = None,
    on_progress: OnProgress = silent,
) -> tuple[RegisterReport, tuple[Placement, ...]]:
    """Read and place a workbook as of a day (the office's own by default); nothing is kept."""
    from register.check import check_workbook

    need(workspace, actor, *PLANNER, action="register.check", target=path.name)
    reference = reference_of(workspace).register_reference(on or read_now(workspace).date())
    report = check_workbook(path, reference, on_progress=on_progress)
    return report, place_in_office(workspace, report)


def _believed(row: RegisterRow, placement: Placement, heirs: set[tuple[CommuneKey, CommuneKey]]) -> Placement:
    """Return the placement with the later unit that the row names, where the law allows that unit."""
    named = row.commune_successor
    if named is None or row.commune_reported is None or (row.commune_reported, named) not in heirs:
        return placement
    issues = tuple(issue for issue in placement.issues if issue.code != "commune_split")
    return replace(placement, commune_now=named, issues=issues)


def _within(placement: Placement, area: Sequence[CommuneKey], names: Mapping[CommuneKey, str]) -> Placement:
    now = placement.commune_now
    if not area or now is None or now in area:
        return placement
    issue = Issue(code="outside_area", severity=Severity.BLOCK, value=names.get(now, now.code))
    return replace(placement, issues=(*placement.issues, issue))


def _told(row: RegisterRow, placement: Placement, column: str) -> Placement:
    def told(issue: Issue) -> Issue:
        return replace(issue, sheet=row.source_sheet, row=row.source_row, column=column)

    return replace(placement, issues=tuple(map(told, placement.issues))) if placement.issues else placement


def _coordinate_columns(report: RegisterReport) -> dict[str, str]:
    """Return, for each sheet, the header of its first column of coordinates."""
    return {
        sheet.name: column.header
        for sheet in reversed(report.sheets)
        for column in reversed(sheet.columns)
        if column.field in _COORDINATES
    }
