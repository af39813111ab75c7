"""One reason for every establishment of the frame, drawn or not."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from domain.rounds import FrameRow, Reason, ReasonCode, Role, SampledEstablishment
from planner.selection.coins import ticket
from planner.selection.plan import DrawPlan
from planner.selection.strata import cell_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Hold a plan with what the seed drew; ``reserves`` maps an id to its rank in its cell."""

    plan: DrawPlan
    lottery: tuple[str, ...]
    reserves: Mapping[str, int]
    chance: Fraction


def sampled_rows(outcome: Outcome, reasons: Mapping[str, Reason]) -> tuple[SampledEstablishment, ...]:
    """Return exactly one row for each row of the frame, by id.

    ``reasons`` are those found before the draw (must-inspect, exempt, done).
    """
    listed = _risk_reasons(outcome.plan)
    lottery = frozenset(outcome.lottery)
    cut_off = _cut_off(outcome.plan)

    def describe(row: FrameRow) -> SampledEstablishment:
        if row.must:
            return _row(row, Role.MUST, reasons.get(row.id, Reason(code=ReasonCode.MUST_COMPLAINT)), Fraction(1))
        if row.done:
            return _row(row, Role.EXCLUDED, reasons.get(row.id, Reason(code=ReasonCode.DONE)), Fraction(0))
        if row.exempt:
            return _row(row, Role.EXCLUDED, reasons.get(row.id, Reason(code=ReasonCode.EXEMPT)), Fraction(0))
        if row.id in listed:
            return _row(row, Role.RISK, listed[row.id], Fraction(1))
        chance = {"numerator": outcome.chance.numerator, "denominator": outcome.chance.denominator}
        if row.id in lottery:
            return _row(row, Role.LOTTERY, Reason(code=ReasonCode.LOTTERY, params=chance), outcome.chance)
        if row.id in outcome.reserves:
            params = chance | {"rank": outcome.reserves[row.id]}
            return _row(row, Role.RESERVE, Reason(code=ReasonCode.RESERVE, params=params), outcome.chance)
        params = chance | {"points": row.score, "cut_off": cut_off}
        return _row(row, Role.NOT_DRAWN, Reason(code=ReasonCode.NOT_DRAWN, params=params), outcome.chance)

    return tuple(describe(row) for row in outcome.plan.strata.rows)


def _row(row: FrameRow, role: Role, reason: Reason, chance: Fraction) -> SampledEstablishment:
    return SampledEstablishment(establishment_id=row.id, role=role, reason=reason, chance=chance)


def _cut_off(plan: DrawPlan) -> int:
    """Return the points of the last place by points alone, 0 without a risk list."""
    return plan.ranking[len(plan.risk) - 1].score if plan.risk else 0


def _risk_reasons(plan: DrawPlan) -> dict[str, Reason]:
    """Tell who is on the risk list by points alone, who because of which floor, and who for a shorter way.

    Whoever points alone would not bring into the best list is never seen or stands in a commune or
    type that has just its floor: else somebody with a better place could stand there instead.
    """
    rank = {row.id: place for place, row in enumerate(plan.ranking, start=1)}
    cut_off = _cut_off(plan)
    at_floor = _groups_at_floor(plan)
    routed = _routed(plan)
    reasons: dict[str, Reason] = {}
    for row in plan.risk:
        params: dict[str, str | int] = {"points": row.score, "rank": rank[row.id], "cut_off": cut_off}
        if row.id in routed:
            reasons[row.id] = Reason(code=ReasonCode.RISK_ROUTE, params=params | routed[row.id])
        elif rank[row.id] <= len(plan.risk):
            reasons[row.id] = Reason(code=ReasonCode.RISK_SCORE, params=params)
        else:
            kind, key = _floor_of(row, at_floor)
            reasons[row.id] = Reason(code=ReasonCode.RISK_FLOOR, params=params | {"kind": kind, "group": key})
    return reasons


def _floor_of(row: FrameRow, at_floor: frozenset[tuple[str, str]]) -> tuple[str, str]:
    groups = (("commune", row.commune), ("type", row.type))
    return next((group for group in groups if group in at_floor), ("unseen", ""))


def _groups_at_floor(plan: DrawPlan) -> frozenset[tuple[str, str]]:
    communes, types = dict(plan.sizes.commune_least), dict(plan.sizes.type_least)
    for row in plan.first:
        commune, kind = cell_of(row)
        communes[commune] -= 1
        types[kind] -= 1
    return frozenset(("commune", key) for key, left in communes.items() if left == 0) | frozenset(
        ("type", key) for key, left in types.items() if left == 0
    )


def _routed(plan: DrawPlan) -> dict[str, dict[str, str | int]]:
    """Pair who came in for a shorter way with who went out: both by falling way."""
    first, risk = ({row.id for row in rows} for rows in (plan.first, plan.risk))
    changed = first ^ risk
    if not changed:
        return {}
    by_way = sorted(
        (row for row in plan.ranking if row.id in changed),
        key=lambda row: (-plan.ways[row.id], ticket(plan.frame_hash, row.id)),
    )
    came = [row for row in by_way if row.id in risk]
    went = [row for row in by_way if row.id in first]
    return {
        row.id: {
            "displaced": other.id,
            "saved_m": plan.ways[other.id] - plan.ways[row.id],
            "given": other.score - row.score,
        }
        for row, other in zip(came, went, strict=True)
    }
