"""Compiled code on disk: what is not sound is compiled again, and gives the same."""

import importlib.util
from pathlib import Path

import pytest
from numba import config, njit
from spoilt_files import SPOILING

from planner.routing.checked_code import check_files

SOURCE = "def doubled(number):\n    return number * 2\n"


def made(folder: Path):
    """Return the function as a new process has it: compiled, or loaded from what is kept."""
    spec = importlib.util.spec_from_file_location("toy_code", folder / "toy_code.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    function = njit(cache=True)(module.doubled)
    check_files(function)
    return function


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "toy_code.py").write_text(SOURCE, encoding="utf-8")
    monkeypatch.setattr(config, "CACHE_DIR", str(tmp_path / "kept"))
    return tmp_path


def hits(function) -> int:
    assert function(21) == 42
    return sum(function.stats.cache_hits.values())


@pytest.mark.parametrize("suffix", [".nbi", ".nbc"])
@pytest.mark.parametrize("spoilt", SPOILING)
def test_spoilt_code_is_compiled_again_and_kept_anew(folder, suffix, spoilt):
    assert hits(made(folder)) == 0 and hits(made(folder)) == 1
    (path,) = (folder / "kept").rglob(f"*{suffix}")
    SPOILING[spoilt](path)
    assert hits(made(folder)) == 0
    assert hits(made(folder)) == 1


def test_code_whose_sum_is_right_and_that_is_of_another_version_is_not_taken(folder):
    assert hits(made(folder)) == 0
    (folder / "toy_code.py").write_text(SOURCE.replace("number * 2", "number + 21"), encoding="utf-8")
    assert hits(made(folder)) == 0


def test_what_the_search_compiles_is_kept_in_checked_files():
    from planner.routing.checked_code import CheckedFiles
    from planner.routing.lns import insertion

    kept = [one for one in vars(insertion).values() if hasattr(one, "_cache")]
    assert kept and all(isinstance(one._cache._cache_file, CheckedFiles) for one in kept)
