"""A defence that is taken away is missed by a test; that each one is still where it was said is checked always."""

import tomllib

import pytest
from defences import DEFENCES, judge_defences
from mutants import Mutant, changed


@pytest.mark.parametrize("defence", DEFENCES, ids=lambda defence: defence.name)
def test_each_defence_still_finds_its_line(defence: Mutant) -> None:
    text = changed(defence)
    if defence.file.endswith(".toml"):
        assert tomllib.loads(text)
    else:
        compile(text, defence.file, "exec")


def test_each_defence_has_a_name_of_its_own() -> None:
    assert len({defence.name for defence in DEFENCES}) == len(DEFENCES)


@pytest.mark.proof
@pytest.mark.timeout(3600)
def test_every_defence_is_missed() -> None:
    assert {o.name: o.verdict for o in judge_defences(DEFENCES)} == {d.name: "caught" for d in DEFENCES}
