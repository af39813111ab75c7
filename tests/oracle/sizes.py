"""Sections 3 to 5: who is eligible, what is asked, the bound, and the smallest size."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from oracle.network import best_list
from oracle.reading import Refusal, Row, in_bytes

Group = tuple[str, str]
"""("commune", code), ("type", code), ("area", "") or ("unseen", "")."""

AREA, UNSEEN = ("area", ""), ("unseen", "")
KINDS = ("area", "commune", "type", "unseen")


class Asked(NamedTuple):
    """Hold the letters of section 3: w and o by group, o by cell, open rows, t, |M|."""

    w: dict[Group, int]
    o: Counter[Group]
    cells: Counter[tuple[str, str]]
    open: list[Row]
    t: int
    musts: int


class Certificate(NamedTuple):
    """Hold why no sample can be smaller."""

    communes: list[str]
    types: list[str]
    unseen: bool


class Parts(NamedTuple):
    """Hold what a size means: n, r, k, F and the floors L of the risk list."""

    n: int
    r: int
    k: int
    pool: int
    lowest: dict[Group, int]


def need(share_bp: int, count: int) -> int:
    """Return ceil(share * count / 10000)."""
    return -(-share_bp * count // 10_000)


def groups_of(row: Row) -> list[Group]:
    """Return every group that a row stands in."""
    groups = [AREA, ("commune", row.commune), ("type", row.type)]
    return [*groups, UNSEEN] if row.unseen else groups


def tally(rows: Iterable[Row]) -> Counter[Group]:
    """Count rows by group."""
    return Counter(group for row in rows for group in groups_of(row))


def ask(rows: list[Row], rule: Mapping[str, int]) -> Asked:
    """Return what is asked of the frame; refuse where there is not enough."""
    everybody, musts = tally(rows), tally(row for row in rows if row.must)
    open_rows = [row for row in rows if not (row.done or row.must or row.exempt)]
    free = tally(open_rows)
    order = sorted({*everybody, UNSEEN}, key=lambda group: (KINDS.index(group[0]), in_bytes(group[1])))
    needed = _needed(rows, order, rule)
    _refuse_short(rows, needed, free + musts)
    if rule["min_random"] > len(open_rows):
        raise Refusal("draw.random", 4, needed=rule["min_random"], eligible=len(open_rows))
    w = {group: max(0, needed[group] - musts[group]) for group in order}
    return Asked(w, free, Counter(row.cell for row in open_rows), open_rows, w.pop(AREA), musts[AREA])


def _needed(rows: list[Row], order: list[Group], rule: Mapping[str, int]) -> dict[Group, int]:
    """Return the floor of each group less what is done."""
    shares = {"area": rule["rate_bp"], "commune": rule["commune_floor_bp"], "type": rule["type_floor_bp"], "unseen": 0}
    everybody, done = tally(rows), tally(row for row in rows if row.done)
    needed = {group: max(0, need(shares[group[0]], everybody[group]) - done[group]) for group in order}
    return needed | {UNSEEN: rule["rotation_floor"]}


def _refuse_short(rows: list[Row], needed: Mapping[Group, int], eligible: Counter[Group]) -> None:
    everybody, exempt = tally(rows), tally(row for row in rows if row.exempt and not row.must and not row.done)
    short = [
        {
            "kind": group[0],
            "key": group[1],
            "registered": everybody[group],
            "exempt": exempt[group],
            "eligible": eligible[group],
            "needed": count,
            "short": count - eligible[group],
        }
        for group, count in needed.items()
        if count > eligible[group]
    ]
    if short:
        kinds = {group["kind"] for group in short}
        code = "" if kinds & {"commune", "type"} else "_area" if "area" in kinds else "_unseen"
        raise Refusal(f"draw.floor{code}", 4, groups=short)


def subsets(names: list[str]) -> Iterator[tuple[str, ...]]:
    """Yield every subset, the small ones first."""
    for size in range(len(names) + 1):
        yield from combinations(names, size)


def tightest(floors: Mapping[Group, int], cells: Counter[tuple[str, str]]) -> tuple[int, set[str]]:
    """Return the largest f(A) + f(B) - o(A, B) over all A and B, and the smallest A that reaches it."""
    communes = [name for kind, name in floors if kind == "commune"]
    types = [name for kind, name in floors if kind == "type"]
    best, smallest = 0, set[str]()
    for chosen in subsets(types):
        gain = {c: floors["commune", c] - sum(cells[c, kind] for kind in chosen) for c in communes}
        value = sum(floors["type", kind] for kind in chosen) + sum(more for more in gain.values() if more > 0)
        reach = {c for c, more in gain.items() if more > 0}
        if value > best or (value == best and len(reach) < len(smallest)):
            best, smallest = value, reach
    return best, smallest


def bound(asked: Asked) -> tuple[int, Certificate]:
    """Return n0 and its certificate."""
    largest, communes = tightest(asked.w, asked.cells)
    w, cells, unseen = asked.w, asked.cells, False
    if asked.w[UNSEEN]:
        lacking, others = _without_unseen(asked)
        second, its_communes = tightest(lacking, others)
        if asked.w[UNSEEN] + second > largest:
            largest, communes, w, cells, unseen = asked.w[UNSEEN] + second, its_communes, lacking, others, True
    if largest <= asked.t:
        return asked.musts + asked.t, Certificate([], [], False)
    types = [name for kind, name in w if kind == "type" and w[kind, name] > sum(cells[c, name] for c in communes)]
    return asked.musts + largest, Certificate(sorted(communes, key=in_bytes), sorted(types, key=in_bytes), unseen)


def _without_unseen(asked: Asked) -> tuple[dict[Group, int], Counter[tuple[str, str]]]:
    """Return w' and o': what is lacking if everybody never seen were selected, and who could give it."""
    given = tally(row for row in asked.open if row.unseen)
    lacking = {group: max(0, count - given[group]) for group, count in asked.w.items()}
    return lacking, Counter(row.cell for row in asked.open if not row.unseen)


def parts(n: int, asked: Asked, rule: Mapping[str, int]) -> Parts | None:
    """Return what a size means, or None where it cannot do."""
    places = n - asked.musts
    r = max(rule["min_random"], need(rule["random_share_bp"], max(0, places)))
    k = places - r
    if k < 0:
        return None
    pool = len(asked.open) - k
    lowest = {group: _lowest(asked.w[group], asked.o[group], (r, pool)) for group in asked.w}
    lowest[UNSEEN] = 0 if asked.w[UNSEEN] <= max(0, r + asked.o[UNSEEN] - pool) else asked.w[UNSEEN]
    if tightest(lowest, asked.cells)[0] > k:
        return None
    if lowest[UNSEEN] > _most_unseen(asked, k, lowest):
        return None
    return Parts(n, r, k, pool, lowest)


def _lowest(floor: int, free: int, lottery: tuple[int, int]) -> int:
    r, pool = lottery
    held = 0
    while held + (r * (free - held) // pool if pool else 0) < floor:
        held += 1
    return held


def _most_unseen(asked: Asked, k: int, lowest: Mapping[Group, int]) -> int:
    worth = {row.id: int(row.unseen) for row in asked.open}
    return sum(row.unseen for row in best_list(asked.open, worth, k=k, lowest=lowest))


def choose_size(asked: Asked, rule: Mapping[str, int], n0: int) -> Parts:
    """Return the parts of the smallest size, or of the size that the rule names."""
    most = asked.musts + len(asked.open)
    least = next(found for n in range(n0, most + 1) if (found := parts(n, asked, rule)))
    size = rule["size"]
    if size == 0:
        return least
    if not least.n <= size <= most:
        raise Refusal("draw.size", 4, size=size, least=least.n, most=most)
    named = parts(size, asked, rule)
    if named is None:
        raise Refusal("draw.size_floor", 4, size=size, least=least.n)
    return named
