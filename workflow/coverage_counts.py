"""What coverage papers are made from: the year's counts by commune, in the vintage in force and in the one before."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from domain.digest import sha256_hex
from domain.establishments import Establishment
from domain.inspections import Inspection, remedies_of
from domain.places import Office
from domain.rounds import SamplingRule
from domain.units import required_count
from planner.coverage import Registered
from store import establishments, inspections, offices, places
from workflow.offices import commune_names, office_of, read_now
from workflow.places import TOLERANCE_M, boundary_path, layer_path, read_layer, summed
from workflow.remedies import UNDECIDED
from workflow.workspace import Workspace
from workflow.year_register import frozen_of

if TYPE_CHECKING:
    from documents.coverage_figures import CoverageFigures, UnitFigures, VintageFigures


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Hold what was done at each establishment this year, and who was inspected to this day of the year before."""

    inspected: frozenset[str]
    before: frozenset[str]
    findings: Mapping[str, int]
    handled: Mapping[str, int]


def coverage_figures(workspace: Workspace) -> "CoverageFigures":
    """Return the counts that every coverage paper shares, for a step that has authorised; no establishment in them."""
    from documents.coverage_figures import CoverageFigures

    office, on = office_of(workspace), read_now(workspace).date()
    with workspace.store.read() as connection:
        rule = offices.read_rule(connection) or workspace.reference.rule
        rows = {e.id: e for e in establishments.read_establishments(connection)}
        done = [one for one in inspections.read_inspections(connection) if one.round_id]
        active = tuple(
            Registered(id=e.id, commune=e.commune_now.code, type=e.type)
            for e in rows.values()
            if e.is_in_scope and e.commune_now and e.type
        )
        frozen = frozen_of(connection, active)
    tally = tally_of(done, on)
    groups = {row.id: row.commune for row in frozen}
    units = _units(groups, commune_names(workspace), tally, rule.commune_floor_bp)
    now = _vintage(workspace, office.vintage, "now", read_layer(workspace, "communes"), units, 0)
    before = _before(workspace, office, {id_: rows.get(id_) for id_ in groups}, tally, rule)
    return CoverageFigures(
        office=office.name, year=on.year, on=on, rate_bp=rule.rate_bp, is_schematic=office.is_schematic,
        area=_unit("", "", frozenset(groups), tally, rule.rate_bp), vintages=(now, *before),
    )  # fmt: skip


def tally_of(done: Iterable[Inspection], on: date) -> Tally:
    """Count the office's own inspections up to a day."""
    findings: Counter[str] = Counter()
    handled: Counter[str] = Counter()
    years: dict[int, set[str]] = defaultdict(set)
    for one in done:
        if (one.on.month, one.on.day) <= (on.month, on.day) and one.counts:
            years[one.on.year].add(one.establishment_id)
        if one.on.year == on.year:
            found = remedies_of(one)
            findings[one.establishment_id] += len(found)
            handled[one.establishment_id] += sum(remedy.action not in UNDECIDED for remedy in found)
    return Tally(
        inspected=frozenset(years[on.year]), before=frozenset(years[on.year - 1]), findings=findings, handled=handled
    )


def _units(
    groups: Mapping[str, str], names: Mapping[str, str], tally: Tally, floor_bp: int
) -> tuple["UnitFigures", ...]:
    members: dict[str, set[str]] = {code: set() for code in names}
    for id_, code in groups.items():
        members.setdefault(code, set()).add(id_)
    return tuple(_unit(code, names.get(code, code), members[code], tally, floor_bp) for code in sorted(members))


def _unit(code: str, name: str, ids: Iterable[str], tally: Tally, rate_bp: int) -> "UnitFigures":
    from documents.coverage_figures import UnitFigures

    own = frozenset(ids)
    return UnitFigures(
        code=code, name=name, registered=len(own), inspected=len(own & tally.inspected),
        need=required_count(len(own), rate_bp), before=len(own & tally.before),
        findings=sum(tally.findings.get(id_, 0) for id_ in own), handled=sum(tally.handled.get(id_, 0) for id_ in own),
    )  # fmt: skip


def _vintage(
    workspace: Workspace, id_: str, key: str, communes: str, units: tuple["UnitFigures", ...], unplaced: int
) -> "VintageFigures":
    from documents.coverage_figures import VintageFigures

    label = workspace.reference.words.say(f"coverage_paper.vintage_{key}")
    return VintageFigures(id=id_, label=label, communes=communes, units=units, unplaced=unplaced)


def _before(
    workspace: Workspace, office: Office, rows: Mapping[str, Establishment | None], tally: Tally, rule: SamplingRule
) -> tuple["VintageFigures", ...]:
    """Return the vintage before the one in force where its boundaries were loaded: by the name that the register
    gives, else by position."""
    with workspace.store.read() as connection:
        known = {commune.key: commune for commune in places.read_communes(connection)}
        successions = places.read_successions(connection)
    former = {s.old for s in successions if s.new in office.communes and s.old in known}
    vintages = sorted({key.vintage for key in former} - {office.vintage})
    if not vintages or not boundary_path(workspace, vintages[-1]).exists():
        return ()
    vintage = vintages[-1]
    names = {key.code: f"{known[key].kind} {known[key].name}" for key in former if key.vintage == vintage}
    placed = {
        id_: e.commune_reported.code
        for id_, e in rows.items()
        if e and e.commune_reported and e.commune_reported.vintage == vintage and e.commune_reported.code in names
    }
    placed |= _by_position(workspace, vintage, {id_: e for id_, e in rows.items() if e and id_ not in placed}, names)
    units = _units(placed, names, tally, rule.commune_floor_bp)
    layer = _former_layer(workspace, vintage)
    return (_vintage(workspace, vintage, "before", layer, units, len(rows) - len(placed)),)


def _by_position(
    workspace: Workspace, vintage: str, rows: Mapping[str, Establishment], names: Mapping[str, str]
) -> dict[str, str]:
    from geo.boundaries import read_boundaries
    from geo.containing import units_at

    ids = [id_ for id_, e in sorted(rows.items()) if e.position]
    if not ids:
        return {}
    points = [(e.position.lon, e.position.lat) if (e := rows[id_]).position else None for id_ in ids]
    frame, _ = read_boundaries(boundary_path(workspace, vintage), vintage=vintage)
    found = zip(ids, units_at(points, frame), strict=True)
    return {id_: at[vintage].code for id_, at in found if vintage in at and at[vintage].code in names}


def _former_layer(workspace: Workspace, vintage: str) -> str:
    """Return the simplified communes of an earlier vintage, kept under the digest of their boundaries."""
    from geo.boundaries import read_boundaries
    from geo.layers import screen_layer

    path = boundary_path(workspace, vintage)
    name = f"communes-{vintage}-{sha256_hex(path.read_bytes())[:16]}"

    def draw() -> str:
        frame, _ = read_boundaries(path, vintage=vintage)
        return screen_layer(frame, tolerance_m=TOLERANCE_M)

    return summed(layer_path(workspace, name), draw)
