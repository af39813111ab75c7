"""Who is inspected: must-inspect, risk list, two-way lottery (docs/draw.md)."""

from planner.selection.draw import draw_from_plan, draw_sample
from planner.selection.plan import DrawPlan, plan_draw
from planner.selection.strata import FloorError, GroupCount

__all__ = ["DrawPlan", "FloorError", "GroupCount", "draw_from_plan", "draw_sample", "plan_draw"]
