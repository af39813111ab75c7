"""How many: the smallest sample that satisfies every floor, and why a smaller one cannot."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.errors import InfeasibleError
from domain.rounds import Certificate, SamplingRule
from domain.units import required_count
from planner.selection.cover import Cover, least_cover
from planner.selection.flow_list import best_flow
from planner.selection.strata import GroupCount, Strata


@dataclass(frozen=True, slots=True, kw_only=True)
class Refutation:
    """Hold why a size cannot do: these communes and types need more of the risk list than it has.

    ``needed`` exceeds ``places``; without communes and types, ``places`` is
    negative because the lottery takes at least ``min_random``. With ``unseen``,
    that many never seen are needed and no list that keeps the other floors has
    more than ``places`` of them.
    """

    size: int
    places: int
    needed: int
    communes: tuple[str, ...]
    types: tuple[str, ...]
    unseen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """Hold how many are taken, and the proof.

    ``commune_least``, ``type_least`` and ``unseen_least`` are what the risk list
    must take of each commune, each type and the never seen; ``refuted`` holds
    one refutation for every size from ``lower_bound`` to the smallest one that does.
    """

    size: int
    lower_bound: int
    certificate: Certificate
    risk: int
    lottery: int
    commune_least: Mapping[str, int]
    type_least: Mapping[str, int]
    unseen_least: int
    refuted: tuple[Refutation, ...]


def fix_sizes(strata: Strata, rule: SamplingRule) -> Sizes:
    """Return the smallest sizes that satisfy every floor, or those of ``rule.size``.

    Raises
    ------
    InfeasibleError
        ``draw.size`` where ``rule.size`` is below the smallest or above what is
        eligible, ``draw.size_floor`` where its own split misses a floor.
    """
    bound, certificate = lower_bound(strata)
    refuted: list[Refutation] = []
    least = bound
    while (reason := refute(strata, rule, size=least)) is not None:
        refuted.append(reason)
        least += 1
    size = rule.size or least
    if not least <= size <= strata.area.eligible:
        raise InfeasibleError("draw.size", size=size, least=least, most=strata.area.eligible)
    if size > least and refute(strata, rule, size=size):
        raise InfeasibleError("draw.size_floor", size=size, least=least)
    risk, lottery = split(strata, rule, size=size)
    communes, types = _least_by_group(strata, risk=risk, lottery=lottery)
    return Sizes(
        size=size,
        lower_bound=bound,
        certificate=certificate,
        risk=risk,
        lottery=lottery,
        commune_least=communes,
        type_least=types,
        unseen_least=least_unseen(strata.unseen, pool=len(strata.open_rows) - risk, lottery=lottery),
        refuted=tuple(refuted),
    )


def lower_bound(strata: Strata) -> tuple[int, Certificate]:
    """Return n0, below which no sample satisfies the floors, and its certificate.

    The certificate is empty where the share of the area, or the must-inspect
    ones alone, ask for that many.
    """
    communes = {group.key: group.wanted for group in strata.communes}
    types = {group.key: group.wanted for group in strata.types}
    cover = least_cover(communes, types, strata.cells)
    size, unseen = cover.size, False
    if strata.unseen.wanted:
        rest = _cover_beside_unseen(strata, communes, types)
        if strata.unseen.wanted + rest.size > size:
            cover, size, unseen = rest, strata.unseen.wanted + rest.size, True
    if size <= strata.area.wanted:
        return len(strata.must) + strata.area.wanted, Certificate(communes=(), types=())
    return len(strata.must) + size, Certificate(communes=cover.communes, types=cover.types, unseen=unseen)


def _cover_beside_unseen(strata: Strata, communes: Mapping[str, int], types: Mapping[str, int]) -> Cover:
    """Return the fewest seen ones that floors still need if everybody never seen were selected."""
    of_commune, of_type = Counter[str](), Counter[str]()
    for (commune, kind), size in strata.unseen_cells.items():
        of_commune[commune] += size
        of_type[kind] += size
    return least_cover(
        {key: max(0, wanted - of_commune[key]) for key, wanted in communes.items()},
        {key: max(0, wanted - of_type[key]) for key, wanted in types.items()},
        {cell: size - strata.unseen_cells.get(cell, 0) for cell, size in strata.cells.items()},
    )


def split(strata: Strata, rule: SamplingRule, *, size: int) -> tuple[int, int]:
    """Return how many places of a size the risk list and the lottery have; the first may be negative."""
    free = size - len(strata.must)
    lottery = max(rule.min_random, required_count(max(0, free), rule.random_share_bp))
    return free - lottery, lottery


def refute(strata: Strata, rule: SamplingRule, *, size: int) -> Refutation | None:
    """Return why a size cannot satisfy the floors, None if it can."""
    risk, lottery = split(strata, rule, size=size)
    if risk < 0:
        return Refutation(size=size, places=risk, needed=0, communes=(), types=())
    communes, types = _least_by_group(strata, risk=risk, lottery=lottery)
    cover: Cover = least_cover(communes, types, strata.cells)
    if cover.size <= risk:
        return _refute_unseen(strata, communes, types, size=size, risk=risk, lottery=lottery)
    return Refutation(size=size, places=risk, needed=cover.size, communes=cover.communes, types=cover.types)


def _refute_unseen(
    strata: Strata,
    communes: Mapping[str, int],
    types: Mapping[str, int],
    *,
    size: int,
    risk: int,
    lottery: int,
) -> Refutation | None:
    """Return why no list that keeps the other floors has enough never seen, None if some list has."""
    needed = least_unseen(strata.unseen, pool=len(strata.open_rows) - risk, lottery=lottery)
    most = most_unseen(strata, places=risk, commune_least=communes, type_least=types) if 0 < needed <= risk else risk
    if most >= needed:
        return None
    return Refutation(size=size, places=most, needed=needed, communes=(), types=(), unseen=True)


def most_unseen(strata: Strata, *, places: int, commune_least: Mapping[str, int], type_least: Mapping[str, int]) -> int:
    """Return the most never seen of any list that keeps the floors of communes and types."""
    unseen = {cell: strata.unseen_cells.get(cell, 0) for cell in strata.cells}
    runs = {cell: {1: unseen[cell], 0: size - unseen[cell]} for cell, size in strata.cells.items()}
    taken = best_flow(runs, places=places, commune_least=commune_least, type_least=type_least)
    return sum(min(unseen[cell], size) for cell, size in (taken or {}).items())


def least_unseen(group: GroupCount, *, pool: int, lottery: int) -> int:
    """Return the fewest never seen that the risk list must take.

    Notes
    -----
    No lottery keeps three crossing margins, so it is only sure to draw those
    whom its places cannot leave out: lottery - (pool - open), whatever the risk
    list took of them.
    """
    return 0 if group.wanted <= max(0, lottery + group.open - pool) else group.wanted


def least_risk(group: GroupCount, *, pool: int, lottery: int) -> int:
    """Return the fewest of a group that the risk list must take.

    Notes
    -----
    The lottery guarantees a group floor(lottery x left / pool) of those left
    to it, so the risk list takes the least k with
    k + floor(lottery x (open - k) / pool) >= wanted. The left side never falls
    with k because lottery <= pool: each floor is a plain lower bound.
    """

    def guaranteed(k: int) -> int:
        return k + (lottery * (group.open - k) // pool if pool else 0)

    return bisect_left(range(group.open + 1), group.wanted, key=guaranteed)


def _least_by_group(strata: Strata, *, risk: int, lottery: int) -> tuple[dict[str, int], dict[str, int]]:
    pool = len(strata.open_rows) - risk

    def least(groups: Sequence[GroupCount]) -> dict[str, int]:
        return {group.key: least_risk(group, pool=pool, lottery=lottery) for group in groups}

    return least(strata.communes), least(strata.types)
