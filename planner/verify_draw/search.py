"""The best list under the floor of the never seen: bounded by a bonus for them, branched where that leaves a gap."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from domain.rounds import FrameRow
from planner.verify_draw.exchange import climb
from planner.verify_draw.recount import Group, digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Hold a list's rules: floors of communes and types, and how many never seen it must have."""

    eligible: Sequence[FrameRow]
    least: Mapping[Group, int]
    unseen_least: int
    frame_hash: str

    def best(self, start: frozenset[str], points: Mapping[str, int]) -> frozenset[str]:
        """Return the list of the most points, then the earliest tickets, from any list that keeps every floor."""
        by_ticket = sorted(self.eligible, key=lambda row: digest(f"{self.frame_hash}|{row.id}"))
        top = len(by_ticket)
        weights = {row.id: (points[row.id] << (top + 1)) + (1 << (top - k)) for k, row in enumerate(by_ticket)}
        return self._branch(start, start, weights, fixed={})

    def _branch(
        self, best: frozenset[str], start: frozenset[str], weights: Mapping[str, int], fixed: Mapping[str, bool]
    ) -> frozenset[str]:
        """Return a better list than ``best`` with the rows ``fixed`` in or out, or else ``best``."""
        never = frozenset(row.id for row in self.eligible if not row.seen)
        far = 2 * sum(map(abs, weights.values())) + 1
        forced = {i: w + (far if fixed.get(i) else -far if i in fixed else 0) for i, w in weights.items()}

        def at(bonus: Fraction, origin: frozenset[str]) -> frozenset[str]:
            scaled = {i: w * bonus.denominator + bonus.numerator * (i in never) for i, w in forced.items()}
            return climb(self.eligible, origin, least=self.least, weights=scaled)

        def keeps(listed: frozenset[str]) -> bool:
            return all((i in listed) == is_in for i, is_in in fixed.items())

        def worth(listed: frozenset[str]) -> int:
            return sum(weights[i] for i in listed)

        def pick(listed: frozenset[str]) -> frozenset[str]:
            return listed if keeps(listed) and worth(listed) > worth(best) else best

        low = at(Fraction(0), start)
        if len(low & never) >= self.unseen_least:
            return pick(low)
        high = at(Fraction(far * (len(fixed) + 2) * 4), start)
        if len(high & never) < self.unseen_least:
            return best
        while True:
            forced_low, forced_high = (sum(forced[i] for i in listed) for listed in (low, high))
            bonus = Fraction(forced_low - forced_high, len(high & never) - len(low & never))
            middle = at(bonus, high)
            if sum(forced[i] for i in middle) + bonus * len(middle & never) == forced_high + bonus * len(high & never):
                break
            low, high = (low, middle) if len(middle & never) >= self.unseen_least else (middle, high)
        best = pick(high)
        bound = forced_high + bonus * (len(high & never) - self.unseen_least)
        owed = far * sum(fixed.values())
        if len(high & never) == self.unseen_least or bound - owed <= worth(best):
            return best
        row = min(low ^ high)
        for is_in in (True, False):
            best = self._branch(best, high, weights, fixed={**fixed, row: is_in})
        return best
