"""The lottery: chances by exact enumeration, totals in every draw, and many draws."""

from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction
from hashlib import sha256
from math import sqrt

import pytest
from selection_cases import number, row

from domain.rounds import FrameRow
from planner.estimates import pool_interval, spatial_balance
from planner.selection.coins import seeded_coins
from planner.selection.lottery import duel_cell, lottery_order, two_way_lottery


def outcomes(draw: Callable) -> Iterator[tuple[Fraction, object]]:
    """Yield every outcome of a draw with its exact chance, by trying both sides of every coin."""
    waiting: list[tuple[bool, ...]] = [()]
    while waiting:
        prefix = waiting.pop()
        path: list[tuple[bool, Fraction]] = []

        def toss(numerator: int, denominator: int, label: str, prefix=prefix, path=path) -> bool:
            assert 0 < numerator < denominator
            falls = prefix[len(path)] if len(path) < len(prefix) else True
            chance = Fraction(numerator, denominator)
            path.append((falls, chance if falls else 1 - chance))
            return falls

        result = draw(toss)
        falls = tuple(side for side, _ in path)
        waiting += [(*falls[:k], False) for k in range(len(prefix), len(falls))]
        chance = Fraction(1)
        for _, part in path:
            chance *= part
        yield chance, result


def law(pool: list[FrameRow], places: int) -> dict[tuple[str, ...], Fraction]:
    """Return the exact law of the drawn lists."""
    result: dict[tuple[str, ...], Fraction] = {}
    for chance, drawn in outcomes(lambda toss: two_way_lottery(pool, places=places, toss=toss)):
        ids = tuple(r.id for r in drawn)
        result[ids] = result.get(ids, Fraction(0)) + chance
    assert sum(result.values()) == 1
    return result


def check_law(pool: list[FrameRow], places: int) -> None:
    """Check equal exact chances, the size, and both margins at floor or ceiling in every outcome."""
    result = law(pool, places)
    share = Fraction(places, len(pool))
    for unit in pool:
        assert sum(chance for ids, chance in result.items() if unit.id in ids) == share
    for ids in result:
        assert len(ids) == len(set(ids)) == places
        for name in ("commune", "type"):
            check_margin(pool, frozenset(ids), places, name)


def check_margin(pool: list[FrameRow], ids: frozenset[str], places: int, name: str) -> None:
    whole = Counter(getattr(r, name) for r in pool)
    drawn = Counter(getattr(r, name) for r in pool if r.id in ids)
    for key, size in whole.items():
        assert places * size // len(pool) <= drawn[key] <= -(-places * size // len(pool))


def grid(size: int) -> list[FrameRow]:
    return [row(f"{i}{j}", f"c{i}", f"t{j}") for i in range(size) for j in range(size)]


def test_case_6_two_by_two_has_both_diagonals() -> None:
    assert law(grid(2), 2) == {("00", "11"): Fraction(1, 2), ("01", "10"): Fraction(1, 2)}


def test_case_6_three_by_three_has_the_six_permutations() -> None:
    result = law(grid(3), 3)
    assert len(result) == 6 and set(result.values()) == {Fraction(1, 6)}
    for ids in result:
        assert {i[0] for i in ids} == {i[1] for i in ids} == set("012")


@pytest.mark.parametrize("places", [1, 2, 3, 4, 5])
def test_case_6_ragged_register_has_equal_chances(places: int) -> None:
    """Design case 6: 12 units in 4 communes and 3 types."""
    communes, types = (0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 3), (0, 0, 1, 2, 0, 1, 1, 2, 2, 2, 0, 1)
    check_law(
        [row(f"u{k:02d}", f"c{c}", f"t{t}") for k, (c, t) in enumerate(zip(communes, types, strict=True))], places
    )


@pytest.mark.parametrize("case", range(14))
def test_small_registers_have_equal_chances(case: int) -> None:
    size = 3 + number(f"{case}n", 9)
    pool = [
        row(
            f"u{k:02d}",
            f"c{number(f'{case}{k}c', 3)}",
            f"t{number(f'{case}{k}t', 3)}",
            lon=106 + number(f"{k}", 99) / 99,
        )
        for k in range(size)
    ]
    check_law(pool, 1 + number(f"{case}r", size - 1))


def fifteen(communes: int, types: int) -> list[FrameRow]:
    return [row(f"u{k:02d}", f"c{k % communes}", f"t{k % types}") for k in range(15)]


def test_fifteen_units_have_equal_chances() -> None:
    check_law(fifteen(3, 5), 3)


@pytest.mark.proof
@pytest.mark.parametrize(("communes", "types", "places"), [(4, 3, 4), (4, 3, 2), (3, 2, 4), (2, 5, 4), (5, 2, 2)])
def test_fifteen_units_in_fewer_cells_have_equal_chances(communes: int, types: int, places: int) -> None:
    check_law(fifteen(communes, types), places)


def largest_remainder(places: int, sizes: tuple[int, ...]) -> list[int]:
    """Return places by largest remainder, the first of equal ones: what the lottery does not do."""
    whole = [places * size // sum(sizes) for size in sizes]
    rest = sorted(range(len(sizes)), key=lambda k: (-(places * sizes[k] % sum(sizes)), k))
    for k in rest[: places - sum(whole)]:
        whole[k] += 1
    return whole


def test_case_2_largest_remainder_favours_a_commune_and_the_lottery_none() -> None:
    """10 places on 5, 5, 5 are 4, 3, 3 by remainder: a chance of 4/5 against 3/5; here all have 10/15."""
    assert largest_remainder(10, (5, 5, 5)) == [4, 3, 3]
    assert largest_remainder(7, (50, 30, 20)) == [4, 2, 1]
    pool = [row(f"{c}{k}", c, "k") for c in "abc" for k in range(5)]
    check_law(pool, 10)
    counts = {tuple(sum(i[0] == c for i in ids) for c in "abc") for ids in law(pool, 10)}
    assert counts == {(4, 3, 3), (3, 4, 3), (3, 3, 4)}


def joint(result: dict[tuple[str, ...], Fraction], *names: str) -> Fraction:
    return sum((chance for ids, chance in result.items() if set(names) <= set(ids)), Fraction(0))


def test_case_4_ordered_duels_keep_unequal_chances_and_joint_ones() -> None:
    """Chances .2 .7 .8 .5 .4 .4: 12 outcomes; joint (1,2) 0, (1,3) 7/45, (2,3) 49/90, (3,4) 3/10, (5,6) 0."""
    weights = (2, 7, 8, 5, 4, 4)
    units = [row(str(k)) for k in range(1, 7)]
    result: dict[tuple[str, ...], Fraction] = {}
    for chance, (drawn, left, _) in outcomes(lambda toss: duel_cell(units, weights=weights, whole=10, toss=toss)):
        assert left is None
        ids = tuple(sorted(r.id for r in drawn))
        result[ids] = result.get(ids, Fraction(0)) + chance
    assert len(result) == 12 and all(len(ids) == 3 for ids in result)
    assert [joint(result, r.id) for r in units] == [Fraction(w, 10) for w in weights]
    expected = {"12": 0, "13": Fraction(7, 45), "23": Fraction(49, 90), "34": Fraction(3, 10), "56": 0}
    assert {pair: joint(result, *pair) for pair in expected} == expected


def test_case_5_duels_with_the_nearest_keep_every_chance() -> None:
    """Five units, chances 2 4 5 6 3 tenths: a random undecided one duels its nearest, until all are decided."""
    places = dict(zip("abcde", ((0, 0), (1, 0), (3, 0), (3, 2), (0, 5)), strict=True))
    units = {name: row(name) for name in places}

    def decide(weights: dict[str, int]) -> dict[frozenset[str], Fraction]:
        open_ones = [name for name, w in weights.items() if 0 < w < 10]
        if not open_ones:
            return {frozenset(name for name, w in weights.items() if w == 10): Fraction(1)}
        result: dict[frozenset[str], Fraction] = {}
        for name in open_ones:
            away = {o: sum((p - q) ** 2 for p, q in zip(places[name], places[o], strict=True)) for o in open_ones}
            nearest = [o for o in open_ones if o != name and away[o] == min(away[x] for x in open_ones if x != name)]
            for other in nearest:
                pair = (units[name], units[other])
                both = (weights[name], weights[other])
                for chance, (drawn, left, rest) in outcomes(
                    lambda toss, pair=pair, both=both: duel_cell(pair, weights=both, whole=10, toss=toss)
                ):
                    after = (
                        weights | {name: 0, other: 0} | {r.id: 10 for r in drawn} | ({left.id: rest} if left else {})
                    )
                    for ids, part in decide(after).items():
                        share = part * chance / len(open_ones) / len(nearest)
                        result[ids] = result.get(ids, Fraction(0)) + share
        return result

    weights = dict(zip("abcde", (2, 4, 5, 6, 3), strict=True))
    result = decide(weights)
    assert sum(result.values()) == 1 and all(len(ids) == 2 for ids in result)
    for name, weight in weights.items():
        assert sum(chance for ids, chance in result.items() if name in ids) == Fraction(weight, 10)


def test_nobody_and_everybody_need_no_coin() -> None:
    pool = grid(2)

    def no_toss(numerator: int, denominator: int, label: str) -> bool:
        raise AssertionError("a coin was tossed")

    assert two_way_lottery(pool, places=0, toss=no_toss) == ()
    assert [r.id for r in two_way_lottery(pool[::-1], places=4, toss=no_toss)] == ["00", "01", "10", "11"]
    assert two_way_lottery([], places=0, toss=no_toss) == ()


@pytest.mark.parametrize("places", [-1, 5])
def test_places_outside_the_pool_are_refused(places: int) -> None:
    with pytest.raises(ValueError, match="places"):
        two_way_lottery(grid(2), places=places, toss=seeded_coins("0"))


def test_order_is_by_cell_then_by_curve_then_by_id() -> None:
    near = [row("b", lon=106.0), row("a", lon=106.0), row("z", "0", lon=107.0), row("c", kind="j")]
    assert [r.id for r in lottery_order(near)] == ["z", "c", "a", "b"]


PLACES = 19
POOL = [
    row(
        f"u{k:03d}",
        f"c{min(number(f'p{k}c', 12), number(f'p{k}d', 12)):02d}",
        f"t{min(number(f'p{k}t', 7), number(f'p{k}u', 7))}",
        lon=106 + number(f"p{k}x", 10**6) / 1e6,
        lat=11 + number(f"p{k}y", 10**6) / 1e6,
    )
    for k in range(180)
]


def check_many_draws(draws: int, largest_z: float) -> None:
    """Draw often: z of every unit's count, and both margins in every draw."""
    counts: Counter[str] = Counter()
    for k in range(draws):
        seed = sha256(f"many{k}".encode()).hexdigest()
        ids = frozenset(r.id for r in two_way_lottery(POOL, places=PLACES, toss=seeded_coins(seed)))
        assert len(ids) == PLACES
        check_margin(POOL, ids, PLACES, "commune")
        check_margin(POOL, ids, PLACES, "type")
        counts.update(ids)
    share = PLACES / len(POOL)
    spread = sqrt(draws * share * (1 - share))
    assert max(abs(counts[r.id] - draws * share) / spread for r in POOL) <= largest_z


def test_many_draws_on_180_units() -> None:
    """The largest |z| of 180 exceeds 4 in one of about 90 sets of seeds; these seeds are fixed."""
    check_many_draws(400, 4.0)


@pytest.mark.proof
def test_ten_thousand_draws_on_180_units() -> None:
    check_many_draws(10_000, 4.0)


@pytest.mark.proof
def test_ten_thousand_draws_are_balanced_unbiased_and_covered() -> None:
    """Balance at most 0.70 of simple random sampling; the interval covers 32 violators in 95 % of draws or more.

    The mean of the estimates of the 32 is off by at most 3 of its standard errors.
    """
    numpy = pytest.importorskip("numpy")
    units = in_places(POOL)
    points = numpy.array([(r.lon, r.lat) for r in units])
    squares = ((points[:, None] - points[None]) ** 2).sum(axis=2)
    column = {r.id: k for k, r in enumerate(units)}
    violating = {r.id for r in sorted(units, key=lambda r: sha256(f"v{r.id}".encode()).digest())[:32]}
    intervals = {k: pool_interval(180, PLACES, k) for k in range(PLACES + 1)}
    chance = PLACES / 180

    def balance(drawn: list[int]) -> float:
        sums = numpy.bincount(squares[:, drawn].argmin(axis=1), minlength=PLACES) * chance
        return float(((sums - 1) ** 2).mean())

    ours = simple = 0.0
    covered = 0
    totals = []
    numbers = numpy.random.default_rng(5)
    for k in range(10_000):
        seed = sha256(f"proof{k}".encode()).hexdigest()
        drawn = [r.id for r in two_way_lottery(units, places=PLACES, toss=seeded_coins(seed))]
        ours += balance([column[i] for i in drawn])
        simple += balance(numbers.choice(180, PLACES, replace=False).tolist())
        found = len(violating.intersection(drawn))
        low, high = intervals[found]
        covered += low <= 32 <= high
        totals.append(found * 180 / PLACES)
    assert ours <= 0.70 * simple
    assert covered >= 9_500
    spread = numpy.std(totals) / 100
    assert abs(numpy.mean(totals) - 32) <= 3 * spread


def in_places(pool: list[FrameRow]) -> list[FrameRow]:
    """Return the pool with communes that are places: columns of the map."""
    return [row(r.id, f"c{int((r.lon - 106) * 4)}{int((r.lat - 11) * 3)}", r.type, lon=r.lon, lat=r.lat) for r in pool]


def test_case_10_spatial_balance() -> None:
    """4 units at 0, 1, 2, 3, half of them: {0,1} .25, {0,3} 0; {0,2} shares the one between: .75 and 1.25."""
    line = [(x, 0) for x in range(4)]
    half = Fraction(1, 2)
    assert spatial_balance(line, [0, 1], half) == Fraction(1, 4)
    assert spatial_balance(line, [0, 3], half) == 0
    assert spatial_balance(line, [0, 2], half) == Fraction(1, 16)


def test_draws_spread_better_than_simple_random_ones() -> None:
    """In communes that are places (here: columns of the map) the balance is at most 0.70 of simple random."""
    units = in_places(POOL)
    points = [(round(r.lon * 1e6), round(r.lat * 1e6)) for r in units]
    place = {r.id: k for k, r in enumerate(units)}
    ours = simple = Fraction(0)
    for k in range(60):
        seed = sha256(f"spread{k}".encode()).hexdigest()
        drawn = [place[r.id] for r in two_way_lottery(units, places=PLACES, toss=seeded_coins(seed))]
        ours += spatial_balance(points, drawn, Fraction(PLACES, 180))
        plain = sorted(range(180), key=lambda j, k=k: sha256(f"simple{k}|{j}".encode()).digest())[:PLACES]
        simple += spatial_balance(points, plain, Fraction(PLACES, 180))
    assert ours <= Fraction(7, 10) * simple


def test_many_different_lists_come_out() -> None:
    """A systematic draw would have 180 / 19, about 10 lists: one leaked visit would give the list away."""
    seeds = [sha256(f"list{k}".encode()).hexdigest() for k in range(100)]
    assert len({two_way_lottery(POOL, places=PLACES, toss=seeded_coins(seed)) for seed in seeds}) == 100
