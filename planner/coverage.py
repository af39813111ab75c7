"""What inspections have reached: distinct establishments, three denominators, truncated shares."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from domain.plans import Coverage, CoverageRow
from domain.rounds import SamplingRule
from domain.units import percent_tenths, required_count


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """Hold one establishment in scope as a denominator counts it."""

    id: str
    commune: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Hold how far a share was reached under one denominator; percent in tenths, truncated."""

    registered: int
    need: int
    short: int
    reached: bool
    percent_tenths: int


def count_coverage(
    *,
    year: int,
    frozen: Sequence[Registered],
    active: Sequence[Registered],
    ever: Sequence[Registered],
    inspected: frozenset[str],
    rule: SamplingRule,
) -> Coverage:
    """Count what a year's inspections have reached in the area, each commune and each type.

    Parameters
    ----------
    frozen
        In scope at the freeze: the official denominator; before a freeze, the active ones.
    active, ever
        In scope now, and at any time of the year.
    inspected
        Establishments with a full inspection with minutes; those outside the
        frozen ones do not count, so that no share can exceed its whole.

    Raises
    ------
    ValueError
        If a denominator holds an establishment twice.
    """
    for rows in (frozen, active, ever):
        if len({row.id for row in rows}) != len(rows):
            raise ValueError("an establishment stands twice in a denominator")
    reached = [row for row in frozen if row.id in inspected]

    def tally(key_of: Callable[[Registered], str], floor_bp: int) -> tuple[CoverageRow, ...]:
        counts = [Counter(map(key_of, rows)) for rows in (frozen, active, ever, reached)]
        keys = sorted(set().union(*counts))
        return tuple(_row(key, [count[key] for count in counts], floor_bp) for key in keys)

    area = _row("", [len(frozen), len(active), len(ever), len(reached)], rule.rate_bp)
    communes = tally(lambda row: row.commune, rule.commune_floor_bp)
    types = tally(lambda row: row.type, rule.type_floor_bp)
    return Coverage(year=year, area=area, communes=communes, types=types)


def three_ways(row: CoverageRow, rate_bp: int) -> dict[str, Reach]:
    """Return what was reached of each denominator: ``frozen`` (official), ``active``, and ``ever`` for safety.

    Examples
    --------
    >>> row = CoverageRow(key="", registered_frozen=300, registered_active=300, registered_ever=301,
    ...     inspected=60, need=60, short=0, reached=True, percent_tenths=200)
    >>> three_ways(row, 2000)["ever"]
    Reach(registered=301, need=61, short=1, reached=False, percent_tenths=199)
    """
    return {
        name: _reach(row.inspected, getattr(row, f"registered_{name}"), rate_bp)
        for name in ("frozen", "active", "ever")
    }


def _reach(inspected: int, registered: int, rate_bp: int) -> Reach:
    need = required_count(registered, rate_bp)
    return Reach(
        registered=registered,
        need=need,
        short=max(0, need - inspected),
        reached=inspected >= need,
        percent_tenths=percent_tenths(inspected, registered),
    )


def _row(key: str, counts: Sequence[int], floor_bp: int) -> CoverageRow:
    frozen, active, ever, inspected = counts
    need = required_count(frozen, floor_bp)
    return CoverageRow(
        key=key,
        registered_frozen=frozen,
        registered_active=active,
        registered_ever=ever,
        inspected=inspected,
        need=need,
        short=max(0, need - inspected),
        reached=inspected >= need,
        percent_tenths=percent_tenths(inspected, frozen),
    )
