"""The cycle of years in which everybody is to be seen once: where it stands, and what a year must still see."""

from dataclasses import dataclass
from datetime import date

from domain.accounts import Actor
from domain.rounds import SamplingRule
from planner.eligibility import is_seen_between
from store import establishments, inspections
from workflow.permissions import PLANNER, need
from workflow.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class RotationView:
    """Count a cycle on a day: its years, who was seen, and the fewest never seen that this year still must see.

    ``years_left`` counts the year of the day; ``new_this_year`` were seen for
    the first time in this year already.
    """

    first_year: int
    last_year: int
    registered: int
    unseen: int
    new_this_year: int
    years_left: int
    floor: int


def cycle_start(rule: SamplingRule, default: SamplingRule, on: date) -> date | None:
    """Return the first day of the cycle that a day lies in, None where no cycle is set or it has not begun.

    A rule without a cycle has that of ``default``; a cycle that is over is followed by the next.
    """
    found = rule if rule.cycle_years else default
    if not found.cycle_years or on.year < found.cycle_first_year:
        return None
    return date(on.year - (on.year - found.cycle_first_year) % found.cycle_years, 1, 1)


def seen_since(workspace: Workspace, rule: SamplingRule, on: date) -> date | None:
    """Return since when an inspection counts as seen in this cycle, None where no cycle runs."""
    return cycle_start(rule, workspace.reference.rule, on)


def year_floor(*, unseen: int, new_this_year: int, years_left: int) -> int:
    """Return how many never seen a year must still see: its even share, less those seen anew in it already.

    Examples
    --------
    >>> year_floor(unseen=90, new_this_year=10, years_left=4), year_floor(unseen=60, new_this_year=40, years_left=4)
    (15, 0)
    """
    whole = unseen + new_this_year
    return max(0, -(-whole // years_left) - new_this_year)


def read_rotation(workspace: Workspace, actor: Actor, *, rule: SamplingRule, on: date) -> RotationView | None:
    """Return where the cycle stands for a round that starts on a day, None where no cycle runs."""
    need(workspace, actor, *PLANNER, action="rotation.read")
    start = seen_since(workspace, rule, on)
    if start is None:
        return None
    years = rule.cycle_years or workspace.reference.rule.cycle_years
    with workspace.store.read() as connection:
        inside = [e for e in establishments.read_establishments(connection) if e.is_in_scope]
        done = inspections.read_inspections(connection)
    own: dict[str, list] = {}
    for inspection in done:
        own.setdefault(inspection.establishment_id, []).append(inspection)
    before = date(on.year - 1, 12, 31)
    fresh = [e for e in inside if not is_seen_between(e, own.get(e.id, ()), since=start, until=before)]
    unseen = sum(not is_seen_between(e, own.get(e.id, ()), since=start, until=on) for e in fresh)
    left = start.year + years - on.year
    new = len(fresh) - unseen
    return RotationView(
        first_year=start.year, last_year=start.year + years - 1, registered=len(inside), unseen=unseen,
        new_this_year=new, years_left=left, floor=year_floor(unseen=unseen, new_this_year=new, years_left=left),
    )  # fmt: skip
