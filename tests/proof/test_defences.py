"""A defence that is taken away is missed by a test; that each one is still where it was said is checked always."""

import pytest
from defences import DEFENCES, judge_defences
from mutants import Mutant, changed


@pytest.mark.parametrize("defence", DEFENCES, ids=lambda defence: defence.name)
def test_each_defence_still_finds_its_line(defence: Mutant) -> None:
    compile(changed(defence), defence.file, "exec")


@pytest.mark.proof
@pytest.mark.timeout(1800)
def test_every_defence_is_missed() -> None:
    assert {o.name: o.verdict for o in judge_defences(DEFENCES)} == {d.name: "caught" for d in DEFENCES}
