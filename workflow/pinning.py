"""Pins: where an establishment stands, seen before it is kept, kept as a step that can be taken back."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from domain.accounts import Actor
from domain.errors import ConflictError
from domain.establishments import Decision, Establishment
from domain.places import CommuneKey
from domain.register_steps import RegisterChange, RegisterEntry, RegisterStep, StepKind
from register.matching import told
from register.report import RegisterReport
from store import establishments, register_steps
from workflow.arriving import kept_issue
from workflow.labelling import Labels, establishment_view, labels_of
from workflow.mend_effects import entry_with, placed_anew
from workflow.offices import office_of, places_of, read_now
from workflow.permissions import PLANNER, log_in, need
from workflow.pin_values import pinned, point_text
from workflow.pin_views import PinSight, PinStart, Unpinned
from workflow.places import ROADS, kept_layer
from workflow.placing import OfficeGround, open_ground, place_on
from workflow.register_views import StepResult
from workflow.workspace import Workspace

if TYPE_CHECKING:
    from geo.placing import Placement

NOTE = "set_pin"
_RANK = {"": 0, "D": 1, "C": 2}
"""Qualities that are not an establishment's own place, the vaguest first."""


def unpinned_of(rows: Iterable[Establishment], labels: Labels) -> tuple[Unpinned, ...]:
    """Return those of the register whose own place is not known, the vaguest first, then by id."""
    found = [_unpinned(one, labels) for one in rows if one.decision is not Decision.REJECTED]
    return tuple(sorted((one for one in found if one.quality in _RANK), key=lambda one: (_RANK[one.quality], one.id)))


def read_pin(workspace: Workspace, actor: Actor, *, establishment: str) -> PinStart:
    """Return where an establishment's pin begins: where it stands, else the middle of its commune, else a base.

    Raises
    ------
    ConflictError
        ``pin.no_establishment``.
    """
    need(workspace, actor, *PLANNER, action="pin.read", target=establishment)
    entry, based_on = _entry(workspace, establishment)
    one = entry.establishment
    lon, lat = (one.position.lon, one.position.lat) if one.position else _somewhere(workspace, one)
    return PinStart(
        establishment=establishment_view(one, labels_of(workspace)), lon=lon, lat=lat,
        quality=one.position.quality if one.position else "", based_on=based_on,
    )  # fmt: skip


def look_at_pin(workspace: Workspace, actor: Actor, *, establishment: str, lon: float, lat: float) -> PinSight:
    """Return what a pin would be at a point; nothing is kept.

    Raises
    ------
    ConflictError
        ``pin.no_establishment``.
    InputError
        ``pin.not_a_point``, ``pin.swapped``, ``pin.outside_country``.
    """
    from geo.flags import far_from_road
    from geo.pins import check_pin, metres_to_road, units_under

    need(workspace, actor, *PLANNER, action="pin.look", target=establishment)
    check_pin(lon, lat)
    one = _entry(workspace, establishment)[0].establishment
    ground, labels, roads = open_ground(workspace), labels_of(workspace), kept_layer(workspace, ROADS)
    placement = _placement(ground, one, lon=lon, lat=lat)
    units = units_under((lon, lat), ground.boundaries)
    now = ground.office.vintage
    former = next((key for vintage, key in sorted(units.items()) if vintage != now), None)
    names = {commune.key: f"{commune.kind} {commune.name}" for commune in ground.known.communes}
    road_m = metres_to_road((lon, lat), roads) if roads else None
    far = far_from_road({one.id: road_m}) if roads else ()
    return PinSight(
        lon=lon, lat=lat, commune=_name(units.get(now), names), former=_name(former, names),
        stated=labels.commune(one.commune_reported) or one.commune_raw, road_m=road_m, knows_roads=roads is not None,
        quality=pinned(placement, lon=lon, lat=lat).quality,
        is_checked=one.commune_reported is not None and not ground.boundaries.empty, flags=(*placement.issues, *far),
    )  # fmt: skip


def set_pin(
    workspace: Workspace, actor: Actor, *, establishment: str, lon: float, lat: float, based_on: int
) -> StepResult:
    """Set where an establishment stands, as one step of the register; its commune now follows the pin.

    Parameters
    ----------
    based_on
        The step that the register was at when somebody looked, as ``read_pin`` gives it.

    Raises
    ------
    ConflictError
        ``pin.no_establishment``; ``pin.moved_on`` (account, step) where it was changed after ``based_on``.
    InputError
        ``pin.not_a_point``, ``pin.swapped``, ``pin.outside_country``.
    """
    from geo.pins import check_pin

    need(workspace, actor, *PLANNER, action="pin.set", target=establishment)
    check_pin(lon, lat)
    before, _ = _entry(workspace, establishment)
    placement = _placement(open_ground(workspace), before.establishment, lon=lon, lat=lat)
    after = _with_pin(before, placement, actor.account, lon=lon, lat=lat)
    if after == before:
        return StepResult(step=0)
    step = RegisterStep(number=0, kind=StepKind.MEND, at=read_now(workspace), account=actor.account, note=NOTE)
    change = RegisterChange(establishment_id=establishment, before=before, after=after)
    with workspace.store.write() as connection:
        register_steps.lock_register(connection)
        last = register_steps.last_touch(connection, establishment)
        if last is not None and last.number > based_on:
            raise ConflictError("pin.moved_on", account=last.account, step=last.number)
        if establishments.read_entries(connection, [establishment]).get(establishment) != before:
            raise ConflictError("pin.moved_on", account=last.account if last else "", step=last.number if last else 0)
        done = register_steps.take_step(connection, step, changes=[change])
        log_in(connection, actor, action="pin.set", target=establishment, step=done.number)
    return StepResult(step=done.number, changed=done.changed)


def _entry(workspace: Workspace, establishment: str) -> tuple[RegisterEntry, int]:
    """Return what is kept of an establishment and the step that the register is at, of one moment."""
    with workspace.store.read() as connection:
        entry = establishments.read_entries(connection, [establishment]).get(establishment)
        number = register_steps.last_number(connection)
    if entry is None:
        raise ConflictError("pin.no_establishment", establishment=establishment)
    return entry, number


def _placement(ground: OfficeGround, one: Establishment, *, lon: float, lat: float) -> "Placement":
    """Return what placing makes of an establishment whose file gave this point."""
    row = replace(told(one).row, key=one.id, coords_raw=point_text(lon, lat))
    report = RegisterReport(
        rows_read=1, rows=(row,), contacts=(), repairs=(), issues=(), dropped_columns=(), merge_candidates=(),
        sheets=(), digest="",
    )  # fmt: skip
    return place_on(ground, report)[0]


def _with_pin(entry: RegisterEntry, placement: "Placement", account: str, *, lon: float, lat: float) -> RegisterEntry:
    """Return an entry at a pin: doubts about its old place are settled, those of the new one are open."""
    one = entry.establishment
    new = replace(one, position=pinned(placement, lon=lon, lat=lat), commune_now=placement.commune_now)
    found = [kept_issue(one.id, issue, {}) for issue in placement.issues]
    return entry_with(entry, new, placed_anew(entry, found, account))


def _somewhere(workspace: Workspace, one: Establishment) -> tuple[float, float]:
    office = office_of(workspace)
    known = {commune.key: commune for commune in places_of(workspace).communes}
    keys: tuple[CommuneKey | None, ...] = (one.commune_now, one.commune_reported)
    if found := next((known[key] for key in keys if key in known), None):
        return found.centre_lon, found.centre_lat
    if office.bases:
        return office.bases[0].lon, office.bases[0].lat
    own = [known[key] for key in office.communes if key in known]
    return own[0].centre_lon, own[0].centre_lat


def _name(key: CommuneKey | None, names: Mapping[CommuneKey, str]) -> str:
    return names.get(key, key.code) if key else ""


def _unpinned(one: Establishment, labels: Labels) -> Unpinned:
    commune = labels.commune(one.commune_now or one.commune_reported) or one.commune_raw
    return Unpinned(id=one.id, name=one.name, commune=commune, quality=one.position.quality if one.position else "")
