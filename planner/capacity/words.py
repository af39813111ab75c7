"""Which sentence of data/words/vi/capacity.toml says how good a plan is and how many shifts a round needs."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from planner.routing.bound.gap import gap_share, tenths_of_percent

if TYPE_CHECKING:
    from planner.capacity.fewest import Capacity

Told = tuple[str, Mapping[str, int]]
"""The key of a sentence and its numbers; ``tenths`` are tenths of a percent, for the doors to write."""


def gap_sentence(score: float, bound: float | None) -> Told:
    """Return how much better than this plan any plan could be at most."""
    share = gap_share(score, bound)
    if share is None:
        return "plan.gap_unknown", {}
    tenths = tenths_of_percent(share)
    return ("plan.gap", {"tenths": tenths}) if tenths else ("plan.gap_none", {})


def need_sentence(capacity: "Capacity") -> Told:
    """Return what is known of the fewest shifts that reach every required visit."""
    if capacity.is_short:
        return "plan.shifts_short", {"shifts": capacity.shifts}
    if capacity.enough is None:
        return "plan.shifts_unknown", {"at_least": capacity.at_least, "shifts": capacity.shifts}
    if capacity.is_proved:
        return "plan.shifts_proved", {"enough": capacity.enough, "shifts": capacity.shifts}
    return "plan.shifts_between", {
        "at_least": capacity.at_least,
        "enough": capacity.enough,
        "shifts": capacity.shifts,
    }
