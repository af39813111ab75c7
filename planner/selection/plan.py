"""Everything of a draw that is fixed before the seed exists, under one hash."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.digest import canonical_json, sha256_hex
from domain.rounds import FrameRow, SamplingRule
from planner.selection.formats import frame_hash
from planner.selection.risk_list import choose_risk, frame_tickets, risk_order
from planner.selection.sizes import Sizes, fix_sizes
from planner.selection.strata import Strata, check_floors, count_strata
from planner.selection.ways import places_m, shorten_ways, ways_m

if TYPE_CHECKING:
    from planner.selection.candidates import Candidates

METHOD = "draw-1"
RULE_KEYS = (
    "rate_bp",
    "commune_floor_bp",
    "type_floor_bp",
    "random_share_bp",
    "min_random",
    "size",
    "risk_loss_bp",
    "rotation_floor",
)
"""What of a rule decides a draw; the exemption clock has already made the frame."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawPlan:
    """Hold the sizes, the risk list and the pool of the lottery, with the hash that commits to them.

    ``ranking`` is everybody eligible besides the must-inspect ones, most points
    first, then by ticket; rows elsewhere are by id. ``first`` is the best list
    by points, the risk list itself unless ways are weighed; ``ways`` then holds
    each row's way in metres.
    """

    strata: Strata
    sizes: Sizes
    risk: tuple[FrameRow, ...]
    pool: tuple[FrameRow, ...]
    ranking: tuple[FrameRow, ...]
    first: tuple[FrameRow, ...]
    ways: Mapping[str, int]
    frame_hash: str
    plan_hash: str


def plan_draw(frame: Sequence[FrameRow], rule: SamplingRule) -> DrawPlan:
    """Fix the sizes, the risk list and the pool of the lottery; no seed enters.

    Raises
    ------
    InputError
        ``frame.empty``, ``frame.duplicate``, ``frame.must_done``, ``frame.text``.
    InfeasibleError
        ``draw.floor``, ``draw.floor_area``, ``draw.floor_unseen``, ``draw.random``,
        ``draw.size``, ``draw.size_floor``.
    """
    strata = count_strata(frame, rule)
    check_floors(strata, rule)
    sizes = fix_sizes(strata, rule)
    digest = frame_hash(strata.rows)
    tickets = frame_tickets(strata.open_rows, digest)
    first, risk, ways = _choose(strata, rule, sizes=sizes, tickets=tickets)
    listed = {row.id for row in risk}
    pool = tuple(row for row in strata.open_rows if row.id not in listed)
    return DrawPlan(
        strata=strata,
        sizes=sizes,
        risk=risk,
        pool=pool,
        ranking=risk_order(strata.open_rows, tickets),
        first=first,
        ways=ways,
        frame_hash=digest,
        plan_hash=_plan_hash(digest, rule, risk=risk, pool=pool, lottery=sizes.lottery),
    )


def _choose(
    strata: Strata, rule: SamplingRule, *, sizes: Sizes, tickets: Mapping[str, str]
) -> tuple[tuple[FrameRow, ...], tuple[FrameRow, ...], dict[str, int]]:
    """Return the best list by points, the risk list, and the ways where they are weighed."""

    from planner.selection.candidates import gather

    def choose(candidates: "Candidates") -> tuple[FrameRow, ...]:
        return choose_risk(
            candidates,
            places=sizes.risk,
            commune_least=sizes.commune_least,
            type_least=sizes.type_least,
            unseen_least=sizes.unseen_least,
            tickets=tickets,
        )

    candidates = gather(strata.open_rows, tickets)
    first = choose(candidates)
    if not rule.risk_loss_bp:
        return first, first, {}
    ways = ways_m(strata.open_rows, (*strata.must, *first), places=places_m(strata.rows))
    risk = shorten_ways(first, candidates, ways=ways, loss_bp=rule.risk_loss_bp, choose=choose)
    return first, risk, ways


def _plan_hash(
    frame_digest: str, rule: SamplingRule, *, risk: Sequence[FrameRow], pool: Sequence[FrameRow], lottery: int
) -> str:
    plan = {
        "frame_hash": frame_digest,
        "lottery_size": lottery,
        "method": METHOD,
        "pool": [row.id for row in pool],
        "risk": [row.id for row in risk],
        "rule": {name: getattr(rule, name) for name in RULE_KEYS},
    }
    return sha256_hex(canonical_json(plan))
