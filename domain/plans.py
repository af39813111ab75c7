"""A verified plan of a round, and the coverage that inspections reach."""

from dataclasses import dataclass
from datetime import datetime

from domain.routing import RoutingProblem, Solution, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Hold one version of a round's plan with the problem that it answers.

    ``reveal_at`` says, per shift, from when its team may see it; a draft has
    none.
    """

    round_id: str
    version: int
    problem: RoutingProblem
    solution: Solution
    verdict: Verdict
    input_digest: str
    made_at: datetime
    sealed_at: datetime | None = None
    reveal_at: tuple[tuple[str, datetime], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """Count one commune, one type, or (key "") the whole area.

    Three denominators: at the freeze, active now, ever active in the year.
    ``need`` and ``short`` follow the frozen one, the official one; percent is
    in tenths, truncated, never rounded up.
    """

    key: str
    registered_frozen: int
    registered_active: int
    registered_ever: int
    inspected: int
    need: int
    short: int
    reached: bool
    percent_tenths: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Hold the counts of a year: the area, then each commune and each type."""

    year: int
    area: CoverageRow
    communes: tuple[CoverageRow, ...]
    types: tuple[CoverageRow, ...]
