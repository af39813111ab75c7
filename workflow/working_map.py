"""What the planner's map of the register shows, of one reading of the register: it is drawn anew at every filter."""

from collections import Counter

from domain.accounts import Actor
from domain.establishments import Decision, Establishment
from domain.rounds import FrameRow
from domain.units import required_count
from planner.eligibility import Frame, build_frame
from store import establishments, inspections, offices, places, register_steps
from workflow.labelling import labels_of
from workflow.offices import commune_views, office_of, read_now
from workflow.permissions import PLANNER, need
from workflow.pinning import unpinned_of
from workflow.working_map_views import MapPoint, WorkingMap
from workflow.workspace import Workspace


def read_working_map(workspace: Workspace, actor: Actor) -> WorkingMap | None:
    """Return every registered establishment that has a position, with its state this year, and the counts beside them.

    None before the first import.
    """
    need(workspace, actor, *PLANNER, action="map.points")
    with workspace.store.read() as connection:
        if register_steps.last_import(connection) is None:
            return None
        rows = establishments.read_establishments(connection)
        done = inspections.read_inspections(connection)
        rule = offices.read_rule(connection) or workspace.reference.rule
        known = {commune.key: commune for commune in places.read_communes(connection)}
        successions = places.read_successions(connection)
    office = office_of(workspace)
    today = read_now(workspace).date()
    scores = {e.id: 0 for e in rows}
    frame = build_frame(rows, inspections=done, complaints=(), rule=rule, round_start=today, scores=scores)
    states = {row.id: _year_state(row, frame) for row in frame.rows}
    counts = Counter(e.commune_now for e in rows if e.is_in_scope)
    points = tuple(
        MapPoint(
            id=e.id, name=e.name, type=e.type, commune=e.commune_now.code if e.commune_now else None,
            commune_reported=known[e.commune_reported].name if e.commune_reported in known else e.commune_raw,
            address=e.address_raw, lon=e.position.lon, lat=e.position.lat, quality=e.position.quality,
            in_scope=e.is_in_scope, year_state=states.get(e.id) or _outside(e),
        )
        for e in rows
        if e.position is not None
    )  # fmt: skip
    return WorkingMap(
        in_scope=counts.total(), need=required_count(counts.total(), rule.rate_bp), rate_bp=rule.rate_bp,
        points=points, unpinned=unpinned_of(rows, labels_of(workspace)),
        communes=commune_views(office, known, successions, counts, floor_bp=rule.commune_floor_bp),
    )  # fmt: skip


def _year_state(row: FrameRow, frame: Frame) -> str:
    """Return whether it was inspected; who only stands back for another of its entity is open still."""
    reason = frame.reasons.get(row.id)
    stands_back = reason is not None and reason.params.get("cause") == "same_entity"
    if row.done:
        return "inspected"
    return "exempt" if row.exempt and not stands_back else "open"


def _outside(establishment: Establishment) -> str:
    return "pending" if establishment.decision is Decision.PENDING else "out"
