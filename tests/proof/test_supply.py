"""The registries have what the lock files and the browser's manifest say, byte for byte; skips where none answers."""

import hashlib
import importlib.util
import shutil
import subprocess
import tarfile
import tomllib
from pathlib import Path

import pytest

from locks.lock_files import LOCKS, REQUIREMENTS, ROOT, read_lock
from locks.renewing import resolve

PACKAGES = tomllib.loads((ROOT / "browser" / "MANIFEST.toml").read_text(encoding="utf-8"))["package"]
EVERYTHING = tuple(package for path in LOCKS for package in read_lock(path))

pytestmark = [pytest.mark.proof, pytest.mark.timeout(900)]


@pytest.mark.skipif(importlib.util.find_spec("uv") is None, reason="uv is not installed")
def test_the_index_has_every_locked_file_with_its_sum(tmp_path: Path) -> None:
    """Resolved again at the locked versions: the same packages; files may have been added since, none changed."""
    try:
        found = resolve(ROOT / REQUIREMENTS[1], tmp_path, EVERYTHING)
    except subprocess.CalledProcessError as error:
        if "Failed to fetch" not in error.stderr:
            raise
        pytest.skip("no package index answers")
    published = {package.pin: set(package.files) for package in found}
    assert published.keys() == {package.pin for package in EVERYTHING}
    for package in EVERYTHING:
        assert set(package.files) <= published[package.pin], package.pin


@pytest.mark.skipif(shutil.which("npm") is None, reason="npm is not installed")
@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["name"])
def test_vendored_files_are_those_of_the_package(package: dict, tmp_path: Path) -> None:
    line = ["npm", "pack", "--silent", f"{package['name']}@{package['version']}"]
    done = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"npm has no answer: {done.stderr[-200:]}")
    with tarfile.open(next(tmp_path.glob("*.tgz"))) as archive:
        files = [archive.extractfile(member) for member in archive.getmembers() if member.isfile()]
        published = {hashlib.sha256(file.read()).hexdigest() for file in files if file}
    assert {path: digest for path, digest in package["sha256"].items() if digest not in published} == {}
