"""Everything that must hold of a published draw, each rule by its code."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from domain.rounds import FrameRow, Sample, SamplingRule
from domain.routing import BrokenRule
from planner.verify_draw.bounds import Split, bound_beside_unseen, can_do, fewest, split
from planner.verify_draw.claims import LISTS, Claims, read_claims
from planner.verify_draw.exchange import is_best_list
from planner.verify_draw.recount import Recount, canonical_frame, digest, groups_of, plan_digest, recount
from planner.verify_draw.search import Search
from planner.verify_draw.walk import list_reserves, walk_lottery
from planner.verify_draw.ways import weigh_ways


def verify_draw(
    draw: Sample | Mapping[str, object], *, frame: Sequence[FrameRow], rule: SamplingRule
) -> tuple[BrokenRule, ...]:
    """Return every rule that a draw breaks; none means that the draw is true.

    Parameters
    ----------
    draw
        A sample, or DRAW.json as plain values.

    Returns
    -------
    tuple of BrokenRule
        Codes ``draw.*``; ``visit`` names the establishment, or the group as
        ``commune:KEY``, ``type:KEY`` or ``unseen:`` where the code is ``draw.floor``.

    Raises
    ------
    InputError
        ``draw.shape`` for values of another kind than docs/formats/draw.md has.
    """
    claims = read_claims(draw)
    count = recount(frame, rule)
    return (
        *_check_lists(claims, count),
        *_check_hashes(claims, count, rule),
        *_check_sizes(claims, count, rule),
        *_check_floors(claims, count),
        *_check_risk(claims, count, rule),
        *_check_lottery(claims, count),
        *_check_reasons(claims, count, ways=bool(rule.risk_loss_bp)),
    )


def _pool(claims: Claims, count: Recount) -> tuple[FrameRow, ...]:
    listed = frozenset(claims.risk)
    return tuple(row for row in count.eligible if row.id not in listed)


def _check_lists(claims: Claims, count: Recount) -> Iterator[BrokenRule]:
    """Check who stands on the lists: known, once, allowed; and every must-inspect one."""
    rows = {row.id: row for row in count.rows}
    for identity, times in Counter(claims.selected + claims.reserves).items():
        row = rows.get(identity)
        if times > 1:
            yield BrokenRule(code="draw.duplicate", visit=identity)
        if row is None:
            yield BrokenRule(code="draw.unknown", visit=identity)
        elif row.done:
            yield BrokenRule(code="draw.done_drawn", visit=identity)
        elif row.exempt and not row.must:
            yield BrokenRule(code="draw.exempt_drawn", visit=identity)
    for identity in sorted(count.must - set(claims.must)):
        yield BrokenRule(code="draw.must_missing", visit=identity)
    for identity in sorted(set(claims.must) - count.must):
        yield BrokenRule(code="draw.must_false", visit=identity)
    for name in LISTS[:3]:
        names = getattr(claims, name)
        if list(names) != sorted(names, key=str.encode):
            yield BrokenRule(code="draw.order")


def _check_hashes(claims: Claims, count: Recount, rule: SamplingRule) -> Iterator[BrokenRule]:
    frame_hash = digest(canonical_frame(count.rows))
    if claims.frame_hash != frame_hash:
        yield BrokenRule(code="draw.frame_hash")
    pool = [row.id for row in _pool(claims, count)]
    plan = plan_digest(frame_hash, rule, risk=claims.risk, pool=pool, lottery=len(claims.lottery))
    if claims.plan_hash != plan:
        yield BrokenRule(code="draw.plan_hash")
    if len(claims.seed) != 64 or claims.seed.strip("0123456789abcdef"):
        yield BrokenRule(code="draw.seed")


def _check_sizes(claims: Claims, count: Recount, rule: SamplingRule) -> Iterator[BrokenRule]:
    """Check the size, its split, the bound with its certificate, and that no smaller size does."""
    if claims.n != len(set(claims.selected)) or (rule.size and claims.n != rule.size):
        yield BrokenRule(code="draw.size")
    parts = _split(claims, count, rule)
    if parts is None or (len(claims.risk), len(claims.lottery)) != (parts.risk, parts.lottery):
        yield BrokenRule(code="draw.split")
    cover = _fewest_of_all(count)
    bound = len(count.must) + max(count.target, cover)
    if claims.n0 != bound:
        yield BrokenRule(code="draw.bound")
    if not _is_proof(claims, count, by_area=cover <= count.target):
        yield BrokenRule(code="draw.certificate")
    if not _can_serve(count):
        yield BrokenRule(code="draw.infeasible")
    elif not rule.size and any(can_do(count, rule, size=size) for size in range(bound, claims.n)):
        yield BrokenRule(code="draw.not_smallest")


def _split(claims: Claims, count: Recount, rule: SamplingRule) -> Split | None:
    """Return the split of the claimed size, None for one that cannot be."""
    if not len(count.must) <= claims.n <= len(count.must) + len(count.eligible):
        return None
    return split(count, rule, size=claims.n)


def _can_serve(count: Recount) -> bool:
    enough = count.unseen_asked <= sum(count.unseen_cells.values())
    return enough and all(asked <= count.free[group] for group, asked in count.asked.items())


def _fewest_of_all(count: Recount) -> int:
    """Return how many communes and types, with or without the never seen, ask for; -1 where they cannot be served."""
    if not _can_serve(count):
        return -1
    cover = fewest(count.asked, count.cells)
    return max(cover, bound_beside_unseen(count)) if count.unseen_asked else cover


def _is_proof(claims: Claims, count: Recount, *, by_area: bool) -> bool:
    """Tell whether the certificate proves the bound: what its groups ask less what serves twice."""
    communes, types = frozenset(claims.communes), frozenset(claims.types)
    says_something = bool(communes | types) or claims.unseen
    if by_area or not says_something:
        return by_area and not says_something
    groups = [("commune", c) for c in communes] + [("type", t) for t in types]
    if not all(group in count.asked for group in groups):
        return False
    served = [
        (row.commune in communes) + (row.type in types) + (claims.unseen and not row.seen) for row in count.eligible
    ]
    asked = sum(count.asked[group] for group in groups) + (count.unseen_asked if claims.unseen else 0)
    return claims.n0 == len(count.must) + asked - sum(times - 1 for times in served if times > 1)


def _check_floors(claims: Claims, count: Recount) -> Iterator[BrokenRule]:
    """Check the drawn list itself: the area's share and every floor are really reached."""
    chosen = frozenset(claims.risk + claims.lottery)
    taken = Counter(group for row in count.eligible if row.id in chosen for group in groups_of(row))
    if sum(row.id in chosen for row in count.eligible) < count.target:
        yield BrokenRule(code="draw.target")
    for group, asked in sorted(count.asked.items()):
        if taken[group] < asked:
            yield BrokenRule(code="draw.floor", visit=":".join(group))
    if sum(row.id in chosen and not row.seen for row in count.eligible) < count.unseen_asked:
        yield BrokenRule(code="draw.floor", visit="unseen:")


def _check_risk(claims: Claims, count: Recount, rule: SamplingRule) -> Iterator[BrokenRule]:
    """Check that the list keeps the floors before the lottery and is the only best one that does."""
    parts = _split(claims, count, rule)
    listed = frozenset(claims.risk)
    if parts is None or len(listed) != parts.risk or not listed <= {row.id for row in count.eligible}:
        yield BrokenRule(code="draw.risk")
        return
    taken = Counter(group for row in count.eligible if row.id in listed for group in groups_of(row))
    keeps = all(taken[group] >= least for group, least in parts.least.items())
    unseen = sum(row.id in listed and not row.seen for row in count.eligible)
    if not keeps or unseen < parts.unseen_least or not _is_best(listed, count, rule, parts):
        yield BrokenRule(code="draw.risk")


def _is_best(listed: frozenset[str], count: Recount, rule: SamplingRule, parts: Split) -> bool:
    frame_hash = digest(canonical_frame(count.rows))
    if not rule.risk_loss_bp and not parts.unseen_least:
        return is_best_list(count.eligible, listed, least=parts.least, frame_hash=frame_hash)
    search = Search(eligible=count.eligible, least=parts.least, unseen_least=parts.unseen_least, frame_hash=frame_hash)
    first = search.best(listed, {row.id: row.score for row in count.eligible})
    return listed == (weigh_ways(search, count, first=first, loss_bp=rule.risk_loss_bp) if rule.risk_loss_bp else first)


def _check_lottery(claims: Claims, count: Recount) -> Iterator[BrokenRule]:
    """Check the lottery, its chance and its reserves against the seed."""
    pool = _pool(claims, count)
    places = len(claims.lottery)
    if places > len(pool) or frozenset(claims.lottery) != walk_lottery(pool, places=places, seed=claims.seed):
        yield BrokenRule(code="draw.lottery")
    chance = Fraction(places, len(pool)) if pool else Fraction(0)
    if (claims.numerator, claims.denominator) != (chance.numerator, chance.denominator):
        yield BrokenRule(code="draw.chance")
    reserves = list_reserves(
        count.rows,
        pool=frozenset(row.id for row in pool),
        selected=frozenset(claims.selected),
        seed=claims.seed,
    )
    if list(claims.reserves) != reserves:
        yield BrokenRule(code="draw.reserve")


def _check_reasons(claims: Claims, count: Recount, *, ways: bool) -> Iterator[BrokenRule]:
    """Check that every establishment has one reason, and one that fits its list and, without ways, its rank."""
    prefixes = {name: name.upper() for name in LISTS[:3]} | {"reserves": "RESERVE"}
    expected = {identity: prefixes[name] for name in LISTS for identity in getattr(claims, name)}
    if not ways:
        frame_hash = digest(canonical_frame(count.rows))
        ranked = sorted(count.eligible, key=lambda row: (-row.score, digest(f"{frame_hash}|{row.id}")))
        by_points = {row.id for row in ranked[: len(claims.risk)]}
        expected |= {i: "RISK_SCORE" if i in by_points else "RISK_FLOOR" for i in claims.risk}
    for row in count.rows:
        other = "DONE" if row.done else "EXEMPT" if row.exempt and not row.must else "NOT_DRAWN"
        if not claims.codes.get(row.id, "").startswith(expected.get(row.id, other)):
            yield BrokenRule(code="draw.reason", visit=row.id)
    for identity in sorted(claims.codes.keys() - {row.id for row in count.rows}):
        yield BrokenRule(code="draw.reason", visit=identity)
