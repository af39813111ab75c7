"""The risk list: the highest total of points that satisfies every floor, and only one such list."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from domain.rounds import FrameRow
from planner.selection.flow_list import flow_list, frame_tickets, risk_order
from planner.selection.unseen_list import choose_with_unseen

if TYPE_CHECKING:
    from planner.selection.candidates import Candidates

__all__ = ["choose_risk", "frame_tickets", "risk_order"]


def choose_risk(
    candidates: "Candidates",
    *,
    places: int,
    commune_least: Mapping[str, int],
    type_least: Mapping[str, int],
    tickets: Mapping[str, str],
    unseen_least: int = 0,
) -> tuple[FrameRow, ...]:
    """Return the risk list, by id.

    Parameters
    ----------
    candidates
        The eligible ones besides the must-inspect ones, with the points that count.
    places
        How many the list takes; the floors are known to fit (sizes.refute).
    commune_least, type_least
        The fewest of each commune and type.
    unseen_least
        The fewest of those never seen in this cycle.

    Notes
    -----
    Of all lists that keep the floors, the highest total of points wins; of
    those with equal totals, the one whose tickets in rising order come first.
    The best list without the floor of the never seen is the best with it
    wherever it happens to keep it.
    """
    free = flow_list(candidates, places=places, commune_least=commune_least, type_least=type_least, tickets=tickets)
    if sum(not row.seen for row in free) >= unseen_least:
        return free
    return choose_with_unseen(
        candidates,
        places=places,
        commune_least=commune_least,
        type_least=type_least,
        unseen_least=unseen_least,
        tickets=tickets,
    )
