"""Who is inspected: must-inspect, risk list, two-way lottery (docs/draw.md)."""

from planner.selection.compare import RuleCost, SizePoint, compare_rules, in_every_commune, size_curve
from planner.selection.draw import draw_from_plan, draw_sample
from planner.selection.plan import DrawPlan, plan_draw
from planner.selection.shares import ShareRow, selected_shares
from planner.selection.strata import FloorError, GroupCount

__all__ = [
    "DrawPlan",
    "FloorError",
    "GroupCount",
    "RuleCost",
    "ShareRow",
    "SizePoint",
    "compare_rules",
    "draw_from_plan",
    "draw_sample",
    "in_every_commune",
    "plan_draw",
    "selected_shares",
    "size_curve",
]
