"""Why a visit is left out, by really trying to put it in; and what would help, with what it costs."""

from planner.explanation.floors import MissedFloor, missed_floors
from planner.explanation.unassigned import explain_unassigned

__all__ = ["MissedFloor", "explain_unassigned", "missed_floors"]
