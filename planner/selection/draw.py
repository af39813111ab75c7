"""The draw itself: must-inspect, risk list, lottery, reserves, one reason for everybody."""

from collections import Counter
from collections.abc import Mapping, Sequence

from domain.errors import InputError
from domain.rounds import FrameRow, Reason, Sample, SamplingRule
from planner.selection.coins import seeded_coins, ticket
from planner.selection.lottery import exact_chance, two_way_lottery
from planner.selection.plan import METHOD, DrawPlan, plan_draw
from planner.selection.reasons import Outcome, sampled_rows
from planner.selection.strata import cell_of

_HEX = frozenset("0123456789abcdef")


def draw_sample(
    frame: Sequence[FrameRow],
    rule: SamplingRule,
    *,
    seed: str,
    reasons: Mapping[str, Reason] | None = None,
) -> Sample:
    """Draw the sample of a round; the order of the frame does not matter.

    Parameters
    ----------
    seed
        64 lower-case hex digits, used as text.
    reasons
        Reasons of must-inspect, exempt and done establishments as
        planner.eligibility found them. Without one, a must-inspect
        establishment is MUST_COMPLAINT: a published frame does not say more.
        They never change who is drawn.

    Raises
    ------
    InputError
        ``draw.seed`` for another form of seed, and what plan_draw raises.
    InfeasibleError
        As plan_draw.

    Notes
    -----
    docs/draw.md specifies every step.
    """
    check_seed(seed)
    return draw_from_plan(plan_draw(frame, rule), seed=seed, reasons=reasons or {})


def check_seed(seed: str) -> None:
    """Refuse a seed that is not 64 lower-case hex digits (InputError ``draw.seed``)."""
    if len(seed) != 64 or not set(seed) <= _HEX:
        raise InputError("draw.seed", length=len(seed))


def draw_from_plan(plan: DrawPlan, *, seed: str, reasons: Mapping[str, Reason]) -> Sample:
    """Draw the lottery and the reserves of a plan; nothing of the plan changes."""
    must = plan.strata.must
    lottery = two_way_lottery(plan.pool, places=plan.sizes.lottery, toss=seeded_coins(seed))
    reserves = choose_reserves(plan.pool, selected=(*must, *plan.risk, *lottery), seed=seed)
    chance = exact_chance(plan.sizes.lottery, len(plan.pool))
    outcome = Outcome(plan=plan, lottery=_ids(lottery), reserves=reserves, chance=chance)
    return Sample(
        size=plan.sizes.size,
        lower_bound=plan.sizes.lower_bound,
        certificate=plan.sizes.certificate,
        must=_ids(must),
        risk=_ids(plan.risk),
        lottery=_ids(lottery),
        reserves=tuple(reserves),
        chance=chance,
        rows=sampled_rows(outcome, reasons),
        frame_hash=plan.frame_hash,
        plan_hash=plan.plan_hash,
        seed=seed,
        method=METHOD,
    )


def choose_reserves(pool: Sequence[FrameRow], *, selected: Sequence[FrameRow], seed: str) -> dict[str, int]:
    """Return the reserves by ticket, each with its rank in its cell (from 1).

    A cell has as many reserves as it has selected establishments, as far as it
    holds any: whoever is found closed, someone of the same commune and type
    stands in, and no floor is lost.
    """
    taken = {row.id for row in selected}
    wanted = Counter(map(cell_of, selected))
    rank: Counter[tuple[str, str]] = Counter()
    reserves: dict[str, int] = {}
    for row in sorted(pool, key=lambda row: ticket(seed, row.id)):
        cell = cell_of(row)
        if row.id not in taken and rank[cell] < wanted[cell]:
            rank[cell] += 1
            reserves[row.id] = rank[cell]
    return reserves


def _ids(rows: Sequence[FrameRow]) -> tuple[str, ...]:
    return tuple(row.id for row in rows)
