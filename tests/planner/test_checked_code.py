"""Compiled code on disk: what is not sound is compiled again, and gives the same."""

import errno
import importlib.util
import os
import sys
from pathlib import Path

import pytest
from numba import config, njit
from spoilt_files import SPOILING

from planner.routing.checked_code import check_files
from planner.routing.private_folder import private_folder

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


def test_where_the_disk_refuses_the_code_is_run_all_the_same(folder, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as disk:
        disk.setattr(os, "replace", full)
        assert hits(made(folder)) == 0
    assert hits(made(folder)) == 0 and hits(made(folder)) == 1


def test_what_the_search_compiles_is_kept_in_checked_files():
    from planner.routing.checked_code import CheckedFiles
    from planner.routing.lns import insertion

    kept = [one for one in vars(insertion).values() if hasattr(one, "_cache")]
    assert kept and all(isinstance(one._cache._cache_file, CheckedFiles) for one in kept)


def test_code_outside_the_product_lies_in_a_folder_of_its_own(tmp_path):
    folder = private_folder("code", place=tmp_path)
    assert folder.stat().st_mode & 0o777 == 0o700 and private_folder("code", place=tmp_path) == folder


@pytest.mark.skipif(sys.platform == "win32", reason="links and rights of POSIX")
@pytest.mark.parametrize("spoilt", ["open to all", "a link", "a file", "of another"])
def test_a_foreseen_folder_that_is_not_ones_own_is_not_used(tmp_path, monkeypatch, spoilt):
    user = os.getuid() + (spoilt == "of another")
    monkeypatch.setattr(os, "getuid", lambda: user)
    foreseen, theirs = tmp_path / f"code-{user}", tmp_path / "theirs"
    theirs.mkdir(mode=0o700)
    if spoilt == "a link":
        foreseen.symlink_to(theirs)
    elif spoilt == "a file":
        foreseen.write_bytes(b"")
    else:
        foreseen.mkdir(mode=0o777 if spoilt == "open to all" else 0o700)
        foreseen.chmod(0o777 if spoilt == "open to all" else 0o700)
    found = private_folder("code", place=tmp_path)
    assert found not in (foreseen, theirs) and found.resolve() != theirs
    assert found.stat().st_mode & 0o777 == 0o700
