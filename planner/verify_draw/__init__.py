"""Check a published draw with code of its own: it shares nothing with planner.selection but the domain."""

from planner.verify_draw.check import verify_draw

__all__ = ["verify_draw"]
