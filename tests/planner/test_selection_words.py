"""Every code of the draw has its Vietnamese sentence, and every field of a sentence is given."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from string import Formatter

import pytest
from selection_cases import SEED, register, row

from domain.errors import InspectionError
from domain.rounds import ReasonCode, SamplingRule
from planner.selection import draw_sample
from planner.selection.formats import read_frame, read_rule

ROOT = Path(__file__).resolve().parents[2]
WORDS = tomllib.loads((ROOT / "data" / "words" / "vi" / "selection.toml").read_text(encoding="utf-8"))
SOURCES = [
    *(ROOT / "planner" / "selection").glob("*.py"),
    *(ROOT / "planner" / "verify_draw").glob("*.py"),
    ROOT / "planner" / "risk.py",
    ROOT / "planner" / "eligibility.py",
    ROOT / "domain" / "rounds.py",
]
TEXT = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_every_reason_has_words_and_no_other() -> None:
    assert set(WORDS["reason"]) == {str(code) for code in ReasonCode}


def test_every_error_and_broken_rule_has_words_and_no_other() -> None:
    errors = set(re.findall(r'"((?:frame|rule|draw|card)\.[a-z_]+)"', TEXT))
    broken = set(re.findall(r'BrokenRule\(code="([a-z._]+)"', TEXT))
    raised = set(re.findall(r'(?:Error|super\(\).__init__)\(\s*"([a-z_.]+)"', TEXT)) - {"round.dates"}
    raised |= {"rule.clock", "rule.whole_number", "draw.floor", "draw.floor_area", "draw.floor_unseen"}
    assert set(WORDS["error"]) == raised
    assert set(WORDS["broken"]) == broken
    assert errors <= raised | broken


def test_every_factor_of_the_card_has_words() -> None:
    factors = set(re.findall(r'code="([A-Z_]+)"', (ROOT / "planner" / "risk.py").read_text(encoding="utf-8")))
    assert factors == set(WORDS["points"]) - {"unapproved"}


def test_reasons_of_a_draw_fill_their_sentences() -> None:
    frame = register(240)
    rule = SamplingRule(commune_floor_bp=2000)
    told = {r.reason.code: r.reason for r in draw_sample(frame, rule, seed=SEED).rows}
    assert {"RISK_SCORE", "RISK_FLOOR", "LOTTERY", "RESERVE", "NOT_DRAWN"} <= set(told)
    for reason in told.values():
        assert WORDS["reason"][reason.code].format_map(dict(reason.params))


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: read_frame(""),
        lambda: read_frame("id\n"),
        lambda: read_frame("id,commune,type,score,must,exempt,done,lon,lat\nA,1,k,x,0,0,0,1,1"),
        lambda: read_frame("id,commune,type,score,must,exempt,done,lon,lat\nA,1,k,1,0,0,0,1,99"),
        lambda: read_frame("id,commune,type,score,must,exempt,done,lon,lat\nA,1,k,1,0,0,0,1"),
        lambda: read_rule("schema = 1\nother = 1"),
        lambda: read_rule("schema = 3"),
        lambda: SamplingRule(rate_bp=10_001),
        lambda: SamplingRule(size=-1),
        lambda: draw_sample([row("A")], SamplingRule(), seed=SEED),
        lambda: draw_sample([row("A", flags="x"), row("B")], SamplingRule(rate_bp=10_000), seed=SEED),
        lambda: draw_sample([row("A"), row("B")], SamplingRule(min_random=0, size=5), seed=SEED),
        lambda: draw_sample([row("A")], SamplingRule(rotation_floor=1), seed=SEED),
        lambda: draw_sample([row("A")], SamplingRule(), seed="x"),
    ],
)
def test_errors_fill_their_sentences(attempt) -> None:
    with pytest.raises(InspectionError) as caught:
        attempt()
    sentence = WORDS["error"][caught.value.code]
    assert fields(sentence) <= set(caught.value.params)


def test_the_web_process_may_import_the_draw_without_its_solver() -> None:
    code = (
        "import sys, planner.selection, planner.selection.formats, planner.verify_draw, planner.eligibility; "
        "assert 'ortools' not in sys.modules and 'numpy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
