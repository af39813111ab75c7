"""The office's gazetteer: the hamlets and landmarks it wrote down, and those that its pins teach.

What pins teach is never kept: it is worked out from the register as it stands,
so a pin that is taken back teaches nothing any more.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.accounts import Actor
from domain.establishments import Decision, Establishment
from domain.places import CommuneKey, Hamlet, Landmark, PositionSource
from store import places
from store.establishments import read_establishments
from workflow.permissions import PLANNER, need
from workflow.workspace import Workspace

if TYPE_CHECKING:
    from geo.learning import Learnt, Pin


@dataclass(frozen=True, slots=True, kw_only=True)
class GazetteerView:
    """Hold what the office wrote down and, apart, what its pins teach."""

    hamlets: tuple[Hamlet, ...]
    landmarks: tuple[Landmark, ...]
    learnt_hamlets: tuple[Hamlet, ...]
    learnt_landmarks: tuple[Landmark, ...]


def learnt_gazetteer(workspace: Workspace) -> "Learnt":
    """Return all hamlets and landmarks that placing may use, for a step that has authorised."""
    from geo.learning import learn

    with workspace.store.read() as connection:
        hamlets, landmarks = places.read_hamlets(connection), places.read_landmarks(connection)
        rows = read_establishments(connection)
    return learn(pins_of(rows), hamlets=hamlets, landmarks=landmarks)


def pins_of(rows: Iterable[Establishment]) -> "Iterator[Pin]":
    """Yield the pins that teach: set by hand, inside their commune, of rows that are in the register.

    Coordinates of a file teach nothing: the same file read twice would then
    place its other rows elsewhere the second time.
    """
    from geo.learning import Pin

    for one in rows:
        position, commune = one.position, one.commune_reported or one.commune_now
        if position is None or commune is None or one.decision is Decision.REJECTED:
            continue
        if position.source is PositionSource.MANUAL and position.quality == "A":
            yield Pin(
                commune=commune, hamlet=one.hamlet, address_raw=one.address_raw, lon=position.lon, lat=position.lat
            )


def read_gazetteer(workspace: Workspace, actor: Actor) -> GazetteerView:
    """Return the office's hamlets and landmarks, its own and those that its pins teach."""
    need(workspace, actor, *PLANNER, action="gazetteer.read")
    with workspace.store.read() as connection:
        hamlets, landmarks = places.read_hamlets(connection), places.read_landmarks(connection)
    found = learnt_gazetteer(workspace)
    return GazetteerView(
        hamlets=hamlets, landmarks=landmarks, learnt_hamlets=found.hamlets[len(hamlets) :],
        learnt_landmarks=found.landmarks[len(landmarks) :],
    )  # fmt: skip


def gazetteer_text(workspace: Workspace, actor: Actor) -> str:
    """Return the whole gazetteer as tables of an office file (docs/formats/office.md), ready to be read again."""
    need(workspace, actor, *PLANNER, action="gazetteer.export")
    found = learnt_gazetteer(workspace)
    tables = [_table("hamlets", h.commune, h) for h in found.hamlets]
    tables += [_table("landmarks", m.commune, m, f"accuracy_m = {m.accuracy_m}\n") for m in found.landmarks]
    return "\n".join(tables)


def _table(name: str, commune: CommuneKey | None, place: Hamlet | Landmark, more: str = "") -> str:
    # A JSON string is a TOML string as well.
    of = f"commune = {json.dumps(f'{commune.vintage}/{commune.code}')}\n" if commune else ""
    named = f"name = {json.dumps(place.name, ensure_ascii=False)}\n"
    return f"[[{name}]]\n{of}{named}lon = {place.lon!r}\nlat = {place.lat!r}\n{more}"
