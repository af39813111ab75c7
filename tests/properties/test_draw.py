"""What holds of every draw, for registers that hypothesis invents."""

from collections import Counter
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import InfeasibleError
from domain.rounds import FrameRow, Sample, SamplingRule
from domain.units import required_count
from planner.selection import draw_sample
from planner.selection.formats import frame_csv, frame_hash, read_frame, read_rule, rule_toml
from planner.verify_draw import verify_draw

FLAGS = ((False, False, False), (False, False, False), (True, False, False), (False, True, False),
         (False, False, True), (True, True, False), (False, True, True))  # fmt: skip
TEXT = st.text(st.characters(codec="utf-8", categories=("L", "N"), include_characters="-./ "), min_size=1, max_size=6)
NAMES = TEXT.map(str.strip).filter(bool)


@st.composite
def frames(draw: st.DrawFn, most: int = 40) -> list[FrameRow]:
    ids = draw(st.lists(NAMES, min_size=1, max_size=most, unique=True))
    rows = []
    for identity in ids:
        must, exempt, done = draw(st.sampled_from(FLAGS))
        rows.append(
            FrameRow(
                id=identity,
                commune=draw(st.sampled_from("ABCD")),
                type=draw(st.sampled_from("klm")),
                score=draw(st.integers(-3, 6)),
                must=must,
                exempt=exempt,
                done=done,
                lon=draw(st.floats(-180, 180)),
                lat=draw(st.floats(-90, 90)),
                seen=draw(st.booleans()),
            )
        )
    return rows


share = st.integers(0, 100).map(lambda percent: 100 * percent)
rules = st.builds(
    SamplingRule,
    rate_bp=share,
    commune_floor_bp=share,
    type_floor_bp=share,
    random_share_bp=share,
    min_random=st.integers(0, 6),
    rotation_floor=st.just(0) | st.integers(0, 8),
    risk_loss_bp=st.just(0) | share,
    exempt_clock=st.sampled_from(["calendar", "rolling", "stricter"]),
)
seeds = st.text("0123456789abcdef", min_size=64, max_size=64)


def try_draw(frame: list[FrameRow], rule: SamplingRule, seed: str) -> Sample | None:
    try:
        return draw_sample(frame, rule, seed=seed)
    except InfeasibleError:
        return None


@settings(max_examples=150, deadline=None)
@given(frames(), rules, seeds, st.randoms(use_true_random=False))
def test_a_draw_is_lawful_verified_and_independent_of_order(frame, rule, seed, random) -> None:
    sample = try_draw(frame, rule, seed)
    shuffled = random.sample(frame, len(frame))
    assert try_draw(shuffled, rule, seed) == sample
    if sample is None:
        assert cannot_be(frame, rule)
        return
    assert verify_draw(sample, frame=shuffled, rule=rule) == ()
    eligible = {r.id for r in frame if not r.done and (r.must or not r.exempt)}
    assert set(sample.selected) | set(sample.reserves) <= eligible
    assert len(set(sample.selected)) == sample.size and set(sample.reserves).isdisjoint(sample.selected)
    served = set(sample.selected) | {r.id for r in frame if r.done}
    assert len(served) >= required_count(len(frame), rule.rate_bp)
    never = {r.id for r in frame if not r.seen}
    assert len(never.intersection(sample.selected)) >= rule.rotation_floor
    for name, floor in (("commune", rule.commune_floor_bp), ("type", rule.type_floor_bp)):
        whole = Counter(getattr(r, name) for r in frame)
        got = Counter(getattr(r, name) for r in frame if r.id in served)
        assert all(got[key] >= required_count(n, floor) for key, n in whole.items())
    assert sum((r.chance for r in sample.rows), Fraction(0)) == sample.size


def cannot_be(frame: list[FrameRow], rule: SamplingRule) -> bool:
    """Tell whether a floor, the target or the smallest lottery asks for more than there is."""
    could = [r for r in frame if r.done or r.must or not r.exempt]
    if len(could) < required_count(len(frame), rule.rate_bp):
        return True
    if rule.min_random > sum(not (r.done or r.must or r.exempt) for r in frame):
        return True
    if rule.rotation_floor > sum(not r.seen and not r.done and (r.must or not r.exempt) for r in frame):
        return True
    floors = (("commune", rule.commune_floor_bp), ("type", rule.type_floor_bp))
    return any(
        sum(getattr(r, name) == key for r in could) < required_count(n, floor)
        for name, floor in floors
        for key, n in Counter(getattr(r, name) for r in frame).items()
    )


@settings(max_examples=150, deadline=None)
@given(frames(most=12))
def test_a_frame_survives_its_file(frame) -> None:
    text = frame_csv(frame)
    assert frame_csv(read_frame(text)) == text
    assert frame_hash(read_frame("\ufeff" + text.replace("\n", "\r\n"))) == frame_hash(frame)


@given(rules)
def test_a_rule_survives_its_file(rule) -> None:
    assert read_rule(rule_toml(rule)) == rule
