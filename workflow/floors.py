"""What the floors ask for before a round is opened, and what other rules or sizes would cost."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.accounts import Actor
from domain.rounds import SamplingRule
from planner.selection import GroupCount
from planner.selection.strata import count_strata
from workflow.frames import frame_on
from workflow.offices import commune_names, read_types
from workflow.permissions import PLANNER, need
from workflow.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorRow:
    """Count one commune, one type, or without a name everything (kind ``area``) or the never seen (``unseen``).

    ``short`` above 0 means that no plan exists.
    """

    kind: str
    name: str
    registered: int
    done: int
    exempt: int
    must: int
    eligible: int
    needed: int
    short: int


def read_floors(workspace: Workspace, actor: Actor, *, rule: SamplingRule, on: date) -> tuple[FloorRow, ...]:
    """Return the area, each commune and each type as a round that starts on a day would find them."""
    need(workspace, actor, *PLANNER, action="floors.read")
    frame = frame_on(workspace, rule=rule, on=on)
    if not frame.rows:
        return ()
    strata = count_strata(frame.rows, rule)
    names = {**commune_names(workspace), **read_types(workspace)}
    unseen = (strata.unseen,) if rule.rotation_floor else ()
    return tuple(_row(group, names) for group in (strata.area, *strata.communes, *strata.types, *unseen))


def _row(group: GroupCount, names: Mapping[str, str]) -> FloorRow:
    return FloorRow(
        kind=group.kind, name=names.get(group.key, group.key), registered=group.registered, done=group.done,
        exempt=group.exempt, must=group.must, eligible=group.eligible, needed=group.needed, short=group.short,
    )  # fmt: skip
