"""What a rule costs and what a larger sample buys, before anybody decides; no seed enters."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from domain.errors import InfeasibleError
from domain.rounds import FrameRow, SamplingRule
from domain.units import required_count
from planner.selection.formats import frame_hash
from planner.selection.lottery import exact_chance
from planner.selection.risk_list import choose_risk, frame_tickets
from planner.selection.sizes import Sizes, fix_sizes, refute
from planner.selection.strata import FloorError, GroupCount, Strata, check_floors, count_strata

if TYPE_CHECKING:
    from planner.selection.candidates import Candidates


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCost:
    """Hold what a rule asks for: ``size`` is None where there is no plan, ``refusal`` then says why by its code.

    ``short`` holds every group whose floor exceeds what is eligible.
    """

    rule: SamplingRule
    size: int | None
    lower_bound: int
    must: int
    risk: int
    lottery: int
    refusal: str = ""
    short: tuple[GroupCount, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SizePoint:
    """Hold what a size buys.

    ``points`` are those that the must-inspect ones, the risk list and, as its
    expectation, the lottery reach; ``communes_sure`` and ``types_sure`` count
    the groups in which every outcome of the lottery, with what is done, reaches
    the share of the area; ``inspected`` is the size with what is done.
    """

    size: int
    risk: int
    lottery: int
    inspected: int
    points: Fraction
    communes_sure: int
    types_sure: int


def in_every_commune(rule: SamplingRule) -> SamplingRule:
    """Return the stricter reading of the share: in each commune too, not only over the area."""
    return replace(rule, commune_floor_bp=max(rule.commune_floor_bp, rule.rate_bp))


def compare_rules(frame: Sequence[FrameRow], rules: Iterable[SamplingRule]) -> tuple[RuleCost, ...]:
    """Return what each rule costs over the same frame, in the order given.

    Raises
    ------
    InputError
        As plan_draw, for a frame that contradicts itself.
    """
    return tuple(_cost(frame, rule) for rule in rules)


def _cost(frame: Sequence[FrameRow], rule: SamplingRule) -> RuleCost:
    strata = count_strata(frame, rule)
    must = len(strata.must)
    try:
        check_floors(strata, rule)
        sizes = fix_sizes(strata, rule)
    except InfeasibleError as error:
        short = error.groups if isinstance(error, FloorError) else ()
        return RuleCost(
            rule=rule, size=None, lower_bound=0, must=must, risk=0, lottery=0, refusal=error.code, short=short
        )
    return RuleCost(
        rule=rule,
        size=sizes.size,
        lower_bound=sizes.lower_bound,
        must=must,
        risk=sizes.risk,
        lottery=sizes.lottery,
    )


def size_curve(frame: Sequence[FrameRow], rule: SamplingRule, sizes: Iterable[int]) -> tuple[SizePoint, ...]:
    """Return what each size buys; sizes that cannot keep every floor are left out.

    Ways play no part here: the list is the best by points.

    Raises
    ------
    InfeasibleError
        As plan_draw, where the rule has no plan at all.
    """
    from planner.selection.candidates import gather

    strata = count_strata(frame, rule)
    check_floors(strata, rule)
    least = fix_sizes(strata, replace(rule, size=0)).size
    tickets = frame_tickets(strata.open_rows, frame_hash(strata.rows))
    candidates = gather(strata.open_rows, tickets)
    points: list[SizePoint] = []
    for size in sorted(set(sizes)):
        if least <= size <= strata.area.eligible and refute(strata, rule, size=size) is None:
            fixed = fix_sizes(strata, replace(rule, size=size))
            points.append(_point(strata, rule, fixed, candidates, tickets))
    return tuple(points)


def _point(
    strata: Strata, rule: SamplingRule, sizes: Sizes, candidates: "Candidates", tickets: dict[str, str]
) -> SizePoint:
    risk = choose_risk(
        candidates,
        places=sizes.risk,
        commune_least=sizes.commune_least,
        type_least=sizes.type_least,
        unseen_least=sizes.unseen_least,
        tickets=tickets,
    )
    listed = {row.id for row in risk}
    pool = [row for row in strata.open_rows if row.id not in listed]
    taken = sum(row.score for row in (*strata.must, *risk))
    by_lottery = sum(row.score for row in pool) * exact_chance(sizes.lottery, len(pool))
    return SizePoint(
        size=sizes.size,
        risk=sizes.risk,
        lottery=sizes.lottery,
        inspected=sizes.size + strata.area.done,
        points=taken + by_lottery,
        communes_sure=_sure(strata.communes, risk, rule, lottery=sizes.lottery, pool=len(pool)),
        types_sure=_sure(strata.types, risk, rule, lottery=sizes.lottery, pool=len(pool)),
    )


def _sure(
    groups: Sequence[GroupCount], risk: Sequence[FrameRow], rule: SamplingRule, *, lottery: int, pool: int
) -> int:
    """Return in how many groups every outcome reaches the share of the area."""
    listed: dict[str, int] = {}
    for row in risk:
        key = getattr(row, groups[0].kind)
        listed[key] = listed.get(key, 0) + 1
    reached = 0
    for group in groups:
        taken = listed.get(group.key, 0)
        by_lottery = lottery * (group.open - taken) // pool if pool else 0
        reached += group.done + group.must + taken + by_lottery >= required_count(group.registered, rule.rate_bp)
    return reached
