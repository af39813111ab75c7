"""A draw that is wrong in one line fails a test: a few in the ordinary suite, all of them as proof."""

from pathlib import Path

import pytest
from draw_mutants import MUTANTS, SAMPLE
from mutants import Mutant, StaleMutantError, changed, judge_all


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_each_mutant_still_finds_its_line_and_changes_it(mutant: Mutant) -> None:
    text = changed(mutant)
    assert text.count(mutant.old) == 0 or mutant.old in mutant.new
    compile(text, mutant.file, "exec")


def test_a_mutant_whose_line_is_gone_says_so(tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text("one = 1\none = 1\n")
    for old in ("two", "one = 1"):
        with pytest.raises(StaleMutantError):
            changed(Mutant(name="stale", file="x.py", old=old, new="", tests=()), tmp_path)


def test_a_sample_of_mutants_is_caught() -> None:
    assert {o.name: o.verdict for o in judge_all(SAMPLE)} == {m.name: "caught" for m in SAMPLE}


@pytest.mark.proof
def test_every_mutant_is_caught() -> None:
    assert {o.name: o.verdict for o in judge_all(MUTANTS)} == {m.name: "caught" for m in MUTANTS}
