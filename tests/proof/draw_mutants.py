"""The ways in which the draw is broken on purpose."""

from dataclasses import replace

from mutants import Mutant

PARTS = ("candidates", "sizes", "risk_list", "draw", "coins", "unseen", "ways")
HAND = tuple(f"tests/planner/test_selection_{part}.py" for part in PARTS)
DRAW = (*HAND, "tests/properties/test_oracle.py::test_both_draw_the_same_lists")
DRAW += ("tests/planner/test_selection_lottery.py", "tests/properties/test_draw.py")
"""Quick ones first; the fixed draws of tests/test_draw_everywhere.py, which notice any change, are left out."""

SILENT = ("tests/properties/test_silent_visits.py",)

UNITS = "domain/units.py"
ESTIMATES = "planner/estimates.py"
SELECTION = "planner/selection/"


def mutant(name: str, file: str, old: str, new: str, *, tests: tuple[str, ...] = DRAW) -> Mutant:
    """Return a mutant that the tests of the draw must catch."""
    return Mutant(name=name, file=file, old=old, new=new, tests=tests)


NAMED = (
    mutant(
        "round() floors",
        UNITS,
        "return (rate_bp * registered + BASIS_POINTS - 1) // BASIS_POINTS",
        "return round(rate_bp * registered / BASIS_POINTS)",
    ),
    mutant(
        "float ceil",
        UNITS,
        "return (rate_bp * registered + BASIS_POINTS - 1) // BASIS_POINTS",
        "return -int(-(rate_bp / BASIS_POINTS * registered) // 1)",
    ),
    mutant(
        "swapped duel branch",
        SELECTION + "lottery.py",
        'held = held if toss(held_weight, total, "duel") else unit',
        'held = unit if toss(held_weight, total, "duel") else held',
    ),
    mutant(
        "redraw after the seed",
        SELECTION + "draw.py",
        "toss=seeded_coins(seed))\n",
        "toss=seeded_coins(seed))\n"
        "    again = two_way_lottery(plan.pool, places=plan.sizes.lottery, toss=seeded_coins(seed + '|again'))\n"
        "    lottery = max(lottery, again, key=lambda rows: sum(row.score for row in rows))\n",
    ),
    mutant(
        "top-up counted in lottery",
        SELECTION + "draw.py",
        "    chance = exact_chance(",
        "    lottery = (*lottery, *(row for row in plan.pool if row.id in tuple(reserves)[:1]))\n"
        "    chance = exact_chance(",
    ),
    mutant(
        "non-response dropped",
        ESTIMATES,
        "return self.violating + self.clean + self.silent",
        "return self.violating + self.clean",
        tests=SILENT,
    ),
    mutant(
        "non-response taken as clean",
        ESTIMATES,
        "    most = found + silent\n",
        "    most = found\n",
        tests=SILENT,
    ),
    mutant(
        "systematic list",
        SELECTION + "lottery.py",
        "    drawn: list[FrameRow] = []\n    open_units: dict",
        '    start = next(k for k in range(whole) if k == whole - 1 or toss(1, whole - k, "start"))\n'
        "    return tuple(sorted((ordered[(start + k * whole) // places] for k in range(places)), key=lambda r: r.id))\n"
        "    drawn: list[FrameRow] = []\n    open_units: dict",
    ),
    mutant(
        "K after the seed",
        SELECTION + "draw.py",
        "    must = plan.strata.must\n",
        "    from dataclasses import replace\n\n"
        "    every = plan.strata.open_rows\n"
        "    early = set(_ids(two_way_lottery(every, places=plan.sizes.lottery, toss=seeded_coins(seed))))\n"
        "    late = {row.id for row in [r for r in plan.ranking if r.id not in early][: len(plan.risk)]}\n"
        "    plan = replace(plan, risk=tuple(r for r in every if r.id in late))\n"
        "    plan = replace(plan, pool=tuple(r for r in every if r.id not in late))\n"
        "    must = plan.strata.must\n",
    ),
)

OWN = (
    mutant(
        "swapped upper duel",
        SELECTION + "lottery.py",
        "winner, held = (held, unit) if held_wins else (unit, held)",
        "winner, held = (unit, held) if held_wins else (held, unit)",
    ),
    mutant("upper duel too early", SELECTION + "lottery.py", "if total <= whole:", "if total < whole:"),
    mutant("swapped circle", SELECTION + "lottery.py", "toss(down, up + down,", "toss(up, up + down,"),
    mutant("one coin for all", SELECTION + "coins.py", "coin(seed, next(numbers), label", "coin(seed, 0, label"),
    mutant(
        "ticket without its key",
        SELECTION + "coins.py",
        'return sha256_hex(f"{key}|{establishment_id}")',
        "return sha256_hex(establishment_id)",
    ),
    mutant("half a curve", SELECTION + "hilbert.py", "if not up:", "if up:"),
    mutant(
        "exemption before must",
        SELECTION + "strata.py",
        "return not row.done and (row.must or not row.exempt)",
        "return not row.done and not row.exempt",
    ),
    mutant(
        "share of the eligible",
        SELECTION + "strata.py",
        "required_count(len(rows), floor_bp)",
        "required_count(sum(map(is_eligible, rows)), floor_bp)",
    ),
    mutant(
        "done not counted",
        SELECTION + "strata.py",
        "required_count(len(rows), floor_bp) - done",
        "required_count(len(rows), floor_bp)",
    ),
    mutant(
        "lottery share of musts too",
        SELECTION + "sizes.py",
        "required_count(max(0, free), rule.random_share_bp)",
        "required_count(size, rule.random_share_bp)",
    ),
    mutant(
        "lottery without a minimum",
        SELECTION + "sizes.py",
        "max(rule.min_random, required_count(max(0, free), rule.random_share_bp))",
        "required_count(max(0, free), rule.random_share_bp)",
    ),
    mutant(
        "lottery promises its ceiling",
        SELECTION + "sizes.py",
        "return k + (lottery * (group.open - k) // pool if pool else 0)",
        "return k + (-(-lottery * (group.open - k) // pool) if pool else 0)",
    ),
    mutant(
        "one more than needed", SELECTION + "sizes.py", "size = rule.size or least", "size = rule.size or least + 1"
    ),
    mutant(
        "certificate by types first",
        SELECTION + "cover.py",
        "if types[t] > reach[t])",
        "if types[t] >= reach[t])",
    ),
    mutant(
        "ties by id",
        SELECTION + "candidates.py",
        "sorted(rows, key=lambda row: tickets[row.id])",
        "sorted(rows, key=lambda row: row.id)",
    ),
    mutant(
        "tied ones taken unasked",
        SELECTION + "candidates.py",
        'np.searchsorted(-self.points, -price, side="left")',
        'np.searchsorted(-self.points, -price, side="right")',
    ),
    mutant(
        "pairs by rising way",
        SELECTION + "reasons.py",
        "(-plan.ways[row.id], ticket(",
        "(plan.ways[row.id], ticket(",
    ),
    mutant(
        "pool outside the hash",
        SELECTION + "plan.py",
        '"pool": [row.id for row in pool],',
        '"pool": len(pool),',
    ),
    mutant("one reserve too many", SELECTION + "draw.py", "rank[cell] < wanted[cell]", "rank[cell] <= wanted[cell]"),
    mutant("two neighbours", SELECTION + "ways.py", "NEIGHBOURS = 3\n", "NEIGHBOURS = 2\n"),
    mutant(
        "loss rounded up",
        SELECTION + "ways.py",
        "least = best - loss_bp * max(0, best) // BASIS_POINTS",
        "least = best - -(-loss_bp * max(0, best) // BASIS_POINTS)",
    ),
    mutant(
        "own way counted",
        SELECTION + "ways.py",
        "                    if identity in anchored:\n                        row.remove(0)\n",
        "",
    ),
    mutant(
        "never seen left to luck",
        SELECTION + "sizes.py",
        "return 0 if group.wanted <= max(0, lottery + group.open - pool) else group.wanted",
        "return 0",
    ),
    mutant(
        "done counted as never seen",
        SELECTION + "strata.py",
        "if not row.seen and not row.done]",
        "if not row.seen]",
    ),
    mutant(
        "reserves keyed by the frame",
        SELECTION + "draw.py",
        "key=lambda row: ticket(seed, row.id)",
        "key=lambda row: ticket('', row.id)",
    ),
)

MUTANTS = NAMED + OWN
SAMPLE = (
    replace(NAMED[1], tests=("tests/planner/test_selection_sizes.py::test_need_is_exact",)),
    replace(NAMED[2], tests=("tests/test_draw_everywhere.py::test_the_fixed_draw_is_the_same_everywhere",)),
)
"""Two of them with as few tests as will do, for the ordinary suite."""
