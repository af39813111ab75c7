"""How many shifts a round needs, and what more of them would bring; nothing here is imported before it is used."""

from typing import Any

__all__ = ["Capacity", "CurvePoint", "KindNeed", "coverage_curve", "fewest_shifts"]


def __getattr__(name: str) -> Any:
    if name in ("CurvePoint", "coverage_curve"):
        from planner.capacity import curve

        return getattr(curve, name)
    if name in __all__:
        from planner.capacity import fewest

        return getattr(fewest, name)
    raise AttributeError(name)
