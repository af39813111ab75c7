"""What the bases reach in time, as a worker worked it out; the pages never open a road engine."""

from dataclasses import dataclass

from domain.accounts import Actor
from domain.places import Position
from store.establishments import read_establishments
from workflow.permissions import PLANNER, need
from workflow.travelling import reach_path
from workflow.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachView:
    """Hold what the bases reach (GeoJSON, a band for each number of minutes), and who lies outside.

    ``is_estimate``: circles by straight line and speed, because no road engine
    could tell. ``outside`` are ids of establishments that count.
    """

    layer: str
    minutes: tuple[int, ...]
    is_estimate: bool
    outside: tuple[str, ...]


def read_reach(workspace: Workspace, actor: Actor) -> ReachView | None:
    """Return what the bases reach; None until the job "reach" has worked it out for today's bases and roads."""
    from geo.reach import band_layer, outside, read_reach
    from geo.summed_files import read_summed

    need(workspace, actor, *PLANNER, action="layer.reach")
    text = read_summed(reach_path(workspace))
    if text is None:
        return None
    areas = read_reach(text)
    return ReachView(
        layer=band_layer(areas), minutes=tuple(sorted({int(m) for m in areas["minutes"]})),
        is_estimate=bool(areas["is_estimate"].any()), outside=outside(areas, _places(workspace)),
    )  # fmt: skip


def _places(workspace: Workspace) -> dict[str, Position]:
    with workspace.store.read() as connection:
        rows = read_establishments(connection)
    return {one.id: one.position for one in rows if one.position is not None and one.is_in_scope}
