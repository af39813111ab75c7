"""A true draw passes, every forgery is found, and the checker shares no code with the draw."""

import ast
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from selection_cases import SEED, number, register, row, small_case_rows

from domain.errors import InputError
from domain.rounds import Certificate, Reason, ReasonCode, SamplingRule
from planner.selection import draw_sample
from planner.selection.coins import ticket
from planner.selection.formats import draw_json
from planner.verify_draw import verify_draw

RULE = SamplingRule()
STRICT = SamplingRule(commune_floor_bp=2000, type_floor_bp=2000)
ROTATING = SamplingRule(rotation_floor=24)
WEIGHED = SamplingRule(risk_loss_bp=500, rotation_floor=16)
FRAME = tuple(register(150))
SAMPLE = draw_sample(FRAME, RULE, seed=SEED)


def codes(draw, frame=FRAME, rule=RULE) -> set[str]:
    return {broken.code for broken in verify_draw(draw, frame=frame, rule=rule)}


def half_seen(frame):
    """Return a frame in which every second establishment was never seen."""
    return [replace(r, seen=number(r.id + "seen", 2) == 1) for r in frame]


@pytest.mark.parametrize(
    "rule", [RULE, STRICT, SamplingRule(size=60), SamplingRule(random_share_bp=0, min_random=0), ROTATING, WEIGHED]
)
@pytest.mark.parametrize("points", [40, 2])
def test_a_true_draw_passes(rule: SamplingRule, points: int) -> None:
    frame = half_seen(register(150, points=points))
    sample = draw_sample(frame, rule, seed=SEED)
    assert verify_draw(sample, frame=frame, rule=rule) == ()
    assert verify_draw(draw_json(sample), frame=frame[::-1], rule=rule) == ()


def test_many_small_draws_pass() -> None:
    """Bounds, certificates, risk lists with ties, lotteries and reserves agree over two codes."""
    for k in range(150):
        frame = small_case_rows(k)
        rule = SamplingRule(
            rate_bp=2000 + 500 * number(f"v{k}", 8),
            commune_floor_bp=500 * number(f"w{k}", 9),
            type_floor_bp=500 * number(f"x{k}", 9),
            random_share_bp=1000 * number(f"y{k}", 11),
            min_random=number(f"z{k}", 3),
        )
        assert verify_draw(draw_sample(frame, rule, seed=SEED), frame=frame, rule=rule) == ()


def swapped(old: str, new: str, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(new if name == old else name for name in names))


POOL = [r.establishment_id for r in SAMPLE.rows if r.role in ("lottery", "reserve", "not_drawn")]
BESIDE = next(i for i in POOL if i not in SAMPLE.lottery and i not in SAMPLE.reserves)
EXEMPT = next(r.id for r in FRAME if r.exempt)
DONE = next(r.id for r in FRAME if r.done)
SAME_CELL = {r.id: (r.commune, r.type) for r in FRAME}


@pytest.mark.parametrize(
    ("expected", "forge"),
    [
        ("draw.size", lambda s: replace(s, size=s.size + 1)),
        ("draw.size", lambda s: replace(s, lottery=s.lottery[1:])),
        ("draw.split", lambda s: replace(s, lottery=s.lottery[1:], risk=tuple(sorted((*s.risk, s.lottery[0]))))),
        ("draw.bound", lambda s: replace(s, lower_bound=s.lower_bound - 1)),
        ("draw.certificate", lambda s: replace(s, certificate=Certificate(communes=("25800",), types=()))),
        ("draw.must_missing", lambda s: replace(s, must=s.must[1:])),
        ("draw.must_false", lambda s: replace(s, must=tuple(sorted((*s.must, BESIDE))))),
        ("draw.exempt_drawn", lambda s: replace(s, lottery=swapped(s.lottery[0], EXEMPT, s.lottery))),
        ("draw.done_drawn", lambda s: replace(s, risk=swapped(s.risk[0], DONE, s.risk))),
        ("draw.unknown", lambda s: replace(s, risk=swapped(s.risk[0], "ZZZ", s.risk))),
        ("draw.duplicate", lambda s: replace(s, risk=swapped(s.risk[0], s.lottery[0], s.risk))),
        ("draw.order", lambda s: replace(s, lottery=s.lottery[::-1])),
        ("draw.risk", lambda s: replace(s, risk=swapped(s.risk[0], BESIDE, s.risk))),
        ("draw.lottery", lambda s: replace(s, lottery=swapped(s.lottery[0], BESIDE, s.lottery))),
        ("draw.lottery", lambda s: replace(s, seed="0" * 64)),
        ("draw.seed", lambda s: replace(s, seed="X" * 64)),
        ("draw.reserve", lambda s: replace(s, reserves=s.reserves[::-1])),
        ("draw.reserve", lambda s: replace(s, reserves=s.reserves[:-1])),
        ("draw.chance", lambda s: replace(s, chance=s.chance / 2)),
        ("draw.frame_hash", lambda s: replace(s, frame_hash="0" * 64)),
        ("draw.plan_hash", lambda s: replace(s, plan_hash="0" * 64)),
        ("draw.reason", lambda s: replace(s, rows=s.rows[1:])),
        ("draw.reason", lambda s: replace(s, rows=(replace(s.rows[0], reason=s.rows[-1].reason), *s.rows[1:-1],
                                                   replace(s.rows[-1], reason=s.rows[0].reason)))),
    ],
)  # fmt: skip
def test_a_forged_draw_is_found(expected: str, forge: Callable) -> None:
    forged = forge(SAMPLE)
    assert expected in codes(forged)
    assert expected in codes(draw_json(forged))


def test_a_changed_frame_or_rule_is_found() -> None:
    changed = (replace(FRAME[0], score=FRAME[0].score + 1), *FRAME[1:])
    assert "draw.frame_hash" in codes(SAMPLE, frame=changed)
    assert "draw.plan_hash" in codes(SAMPLE, rule=replace(RULE, size=SAMPLE.size))
    assert "draw.bound" in codes(SAMPLE, rule=replace(RULE, rate_bp=3000))
    assert "draw.target" in codes(SAMPLE, rule=replace(RULE, rate_bp=3000))
    assert "draw.floor" in codes(SAMPLE, rule=replace(RULE, commune_floor_bp=6000))


def test_a_larger_draw_that_says_it_is_the_smallest_is_found() -> None:
    larger = draw_sample(FRAME, SamplingRule(size=SAMPLE.size + 3), seed=SEED)
    assert {"draw.not_smallest", "draw.plan_hash"} == codes(larger)


def test_a_tie_settled_otherwise_is_found() -> None:
    """Equal points, another member of the same cell: only the ticket tells them apart."""
    frame = [row(f"A{i:02d}") for i in range(30)]
    rule = SamplingRule(rate_bp=5000, random_share_bp=2000, min_random=1)
    sample = draw_sample(frame, rule, seed=SEED)
    ranked = sorted((r.id for r in frame), key=lambda i: ticket(sample.frame_hash, i))
    last, following = ranked[len(sample.risk) - 1], ranked[len(sample.risk)]
    forged = replace(sample, risk=swapped(last, following, sample.risk))
    assert "draw.risk" in codes(forged, frame=frame, rule=rule)


def test_false_certificates_are_rejected_and_the_true_one_is_not() -> None:
    sample = draw_sample(FRAME, STRICT, seed=SEED)
    true = sample.certificate
    assert true.communes and verify_draw(sample, frame=FRAME, rule=STRICT) == ()
    forged = [
        Certificate(communes=(), types=()),
        Certificate(communes=true.communes[1:], types=true.types),
        Certificate(communes=true.communes, types=("T0", "T1")),
        Certificate(communes=("nowhere",), types=()),
    ]
    for certificate in forged:
        assert codes(replace(sample, certificate=certificate), rule=STRICT) == {"draw.certificate"}


def test_a_list_that_forgets_the_never_seen_is_found() -> None:
    """The true list without the floor, hashed anew: too few never seen, and a bound that is too low."""
    frame = half_seen(FRAME)
    true = draw_sample(frame, ROTATING, seed=SEED)
    assert verify_draw(true, frame=frame, rule=ROTATING) == () and true.certificate.unseen
    forged = codes(draw_sample(frame, RULE, seed=SEED), frame=frame, rule=ROTATING)
    assert {"draw.risk", "draw.floor", "draw.bound", "draw.certificate", "draw.plan_hash"} <= forged
    without = replace(true, certificate=replace(true.certificate, unseen=False))
    assert codes(without, frame=frame, rule=ROTATING) == {"draw.certificate"}
    other = replace(true, certificate=Certificate(communes=(frame[0].commune,), types=(), unseen=True))
    assert codes(other, frame=frame, rule=ROTATING) == {"draw.certificate"}


def test_a_never_seen_one_exchanged_for_another_is_found() -> None:
    """Two never seen of one cell change places: floors hold, points or tickets tell."""
    frame = half_seen(FRAME)
    true = draw_sample(frame, ROTATING, seed=SEED)
    rows = {r.id: r for r in frame}
    pool = [
        r
        for r in frame
        if r.id in {x.establishment_id for x in true.rows if x.role in ("lottery", "reserve", "not_drawn")}
    ]
    pairs = [
        (i, other.id)
        for i in true.risk
        for other in pool
        if (other.commune, other.type, other.seen) == (rows[i].commune, rows[i].type, rows[i].seen)
    ]
    assert len(pairs) > 3
    for i, other in pairs[:6]:
        forged = replace(true, risk=swapped(i, other, true.risk))
        assert "draw.risk" in codes(forged, frame=frame, rule=ROTATING)


def test_a_list_by_another_price_of_ways_is_found() -> None:
    frame = half_seen(FRAME)
    true = draw_sample(frame, WEIGHED, seed=SEED)
    for loss in (0, 100, 2000):
        other = draw_sample(frame, replace(WEIGHED, risk_loss_bp=loss), seed=SEED)
        assert other.risk != true.risk
        assert "draw.risk" in codes(other, frame=frame, rule=WEIGHED)


def test_a_reason_that_hides_a_floor_is_found() -> None:
    """RISK_SCORE for somebody whom only a floor brought in."""
    sample = draw_sample(FRAME, STRICT, seed=SEED)
    place = next(k for k, r in enumerate(sample.rows) if r.reason.code == "RISK_FLOOR")
    false = replace(sample.rows[place], reason=Reason(code=ReasonCode.RISK_SCORE))
    forged = replace(sample, rows=(*sample.rows[:place], false, *sample.rows[place + 1 :]))
    assert codes(forged, rule=STRICT) == {"draw.reason"}


@pytest.mark.parametrize("key", ["n", "certificate", "must", "chance", "reasons", "seed"])
def test_values_of_another_kind_are_refused(key: str) -> None:
    with pytest.raises(InputError) as caught:
        verify_draw(draw_json(SAMPLE) | {key: None}, frame=FRAME, rule=RULE)
    assert caught.value.code == "draw.shape" and caught.value.params == {"key": key}


def test_the_checker_imports_nothing_of_the_draw() -> None:
    folder = Path(__file__).resolve().parents[2] / "planner" / "verify_draw"
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                module = node.module or ""
                assert not module.startswith("planner") or module.startswith("planner.verify_draw")
                assert not module.startswith("ortools")
