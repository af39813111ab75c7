"""The lock files: in step with the requirements, a file for every system and Python, held to their sums by pip."""

import hashlib
import importlib.util
import subprocess
import sys
import zipfile
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from locks.lock_files import LOCKS, REQUIREMENTS, ROOT, Locked, lock_text, read_lock
from locks.places import PLACES, SYSTEMS, Place, has_wheel
from locks.renewing import locked

LOCKED = {path: read_lock(path) for path in LOCKS}
EVERYTHING = [package for path in LOCKS for package in LOCKED[path]]
# Nobody publishes wheels of these, or none for Macs: pip builds them from the source that the lock names.
FROM_SOURCE = {(name, place) for name in ("odfpy", "openlocationcode", "simplekml") for place in PLACES} | {
    ("pyvroom", place) for place in PLACES if place.system.sys_platform == "darwin"
}
HERE = sys.version_info[:2]
SYSTEM = {system.name: system for system in SYSTEMS}


def asked(name: str) -> list[Requirement]:
    lines = [line.split(" #")[0].strip() for line in (ROOT / name).read_text(encoding="utf-8").splitlines()]
    return [Requirement(line) for line in lines if line and line[0] not in "#-"]


def pinned(name: str, place: Place, packages: list[Locked]) -> list[str]:
    return [each.version for each in packages if each.name == canonicalize_name(name) and place.takes(each.marker)]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place.system.name}-{place.python}")
def test_every_requirement_has_one_pin_that_suits_it(place: Place) -> None:
    for name, packages in ((REQUIREMENTS[0], list(LOCKED[LOCKS[0]])), (REQUIREMENTS[1], EVERYTHING)):
        for requirement in asked(name):
            versions = pinned(requirement.name, place, packages)
            if place.takes(str(requirement.marker or "")):
                assert len(versions) == 1, requirement
                assert requirement.specifier.contains(versions[0]), requirement
            else:
                assert versions == [], requirement


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_what_the_packages_here_need_is_locked_too(path: Path) -> None:
    """Packages of the first lock need nothing of the second: an office installs the first alone."""
    packages = list(LOCKED[path]) if path == LOCKS[0] else EVERYTHING
    for package in LOCKED[path]:
        try:
            needed = [Requirement(line) for line in requires(package.name) or ()]
        except PackageNotFoundError:
            continue
        for requirement in needed:
            if not requirement.marker or requirement.marker.evaluate({"extra": ""}):
                assert canonicalize_name(requirement.name) in {each.name for each in packages}, (
                    package.name,
                    requirement,
                )


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place.system.name}-{place.python}")
def test_every_package_has_a_wheel_or_is_named_above(place: Place) -> None:
    without = {each.name for each in EVERYTHING if place.takes(each.marker) and not has_wheel(each.names, place)}
    assert without == {name for name, where in FROM_SOURCE if where == place}
    sources = {each.name for each in EVERYTHING if any(name.endswith(".tar.gz") for name in each.names)}
    assert without <= sources


def test_no_package_is_locked_twice_for_one_place() -> None:
    for place in PLACES:
        names = [each.name for each in EVERYTHING if place.takes(each.marker)]
        assert len(names) == len(set(names))


@pytest.mark.parametrize(("path", "name"), zip(LOCKS, REQUIREMENTS, strict=True), ids=REQUIREMENTS)
def test_files_are_as_they_are_written_and_name_no_address(path: Path, name: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text == lock_text(name, LOCKED[path])
    assert "://" not in text


@pytest.mark.parametrize("lost", ["    # a-1.tar.gz\n", f" \\\n    --hash=sha256:{'0' * 64}"], ids=["name", "sum"])
def test_a_lock_whose_sums_and_names_do_not_pair_is_not_read(tmp_path: Path, lost: str) -> None:
    files = (("a-1-py3-none-any.whl", "1" * 64), ("a-1.tar.gz", "0" * 64))
    text = lock_text(REQUIREMENTS[0], (Locked(name="a", version="1", marker="", files=files),))
    path = tmp_path / "lock.txt"
    path.write_text(text.replace(lost, ""), encoding="utf-8")
    assert lost in text
    with pytest.raises(ValueError, match="zip"):
        read_lock(path)


@pytest.mark.parametrize(
    ("wheel", "system", "python", "suits"),
    [
        ("a-1-cp312-cp312-win_amd64.whl", "win32-AMD64", "3.12", True),
        ("a-1-cp312-cp312-win_amd64.whl", "win32-AMD64", "3.13", False),
        ("a-1-cp312-cp312-win_amd64.whl", "linux-x86_64-glibc", "3.12", False),
        ("a-1-cp39-abi3-win_amd64.whl", "win32-AMD64", "3.14", True),
        ("a-1-cp312-abi3-win_amd64.whl", "win32-AMD64", "3.11", False),
        ("a-1-cp313-cp313t-win_amd64.whl", "win32-AMD64", "3.13", False),
        ("a-1-py3-none-any.whl", "darwin-arm64", "3.11", True),
        ("a-1-py3-none-manylinux2014_x86_64.whl", "linux-x86_64-glibc", "3.11", True),
        ("a-1-py3-none-manylinux_2_35_x86_64.whl", "linux-x86_64-glibc", "3.11", True),
        ("a-1-py3-none-manylinux_2_36_x86_64.whl", "linux-x86_64-glibc", "3.11", False),
        ("a-1-py3-none-manylinux_2_17_aarch64.whl", "linux-x86_64-glibc", "3.11", False),
        ("a-1-py3-none-musllinux_1_2_x86_64.whl", "linux-x86_64-glibc", "3.11", False),
        ("a-1-cp311-cp311-macosx_10_9_universal2.whl", "darwin-arm64", "3.11", True),
        ("a-1-cp311-cp311-macosx_11_0_x86_64.whl", "darwin-arm64", "3.11", False),
        ("a-1-cp311-cp311-macosx_15_0_arm64.whl", "darwin-arm64", "3.11", False),
        ("a-1.tar.gz", "darwin-arm64", "3.11", False),
    ],
)
def test_a_wheel_suits_the_places_that_its_name_says(wheel: str, system: str, python: str, suits: bool) -> None:
    assert has_wheel((wheel,), Place(system=SYSTEM[system], python=python)) is suits


def test_of_a_package_only_files_that_suit_a_place_are_locked() -> None:
    def file(name: str) -> dict:
        return {"url": f"https://host.invalid/{name}", "hashes": {"sha256": hashlib.sha256(name.encode()).hexdigest()}}

    everywhere = ["a-1-cp39-abi3-win_amd64.whl", "a-1-cp39-abi3-macosx_11_0_arm64.whl"]
    everywhere += [f"a-1-cp39-abi3-manylinux_2_28_{machine}.whl" for machine in ("x86_64", "aarch64")]
    strays = ["a-1-cp39-abi3-win32.whl", "a-1-cp39-abi3-musllinux_1_2_x86_64.whl", "a-1-cp310-cp310-win_amd64.whl"]
    entry = {"name": "a", "version": "1", "sdist": file("a-1.tar.gz"), "wheels": [file(n) for n in everywhere + strays]}
    marker = "python_full_version >= '3.11' and sys_platform != 'darwin'"
    assert set(locked({**entry, "marker": marker}).names) == set(everywhere)
    assert locked({**entry, "marker": marker}).marker == "sys_platform != 'darwin'"
    entry["wheels"] = entry["wheels"][1:]
    assert "a-1.tar.gz" in locked(entry).names


@pytest.fixture
def start():
    spec = importlib.util.spec_from_file_location("start", ROOT / "start.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("system", "version", "is_served"),
    [("linux-x86_64-glibc", (3, 12), True), ("darwin-arm64", (3, 11), True), ("win32-AMD64", (3, 14), True),
     ("darwin-x86_64", (3, 12), False), ("linux-x86_64", (3, 12), False), ("linux-x86_64-glibc", (3, 15), False)],
)  # fmt: skip
def test_start_takes_the_locks_where_they_serve_and_says_where_not(
    start, monkeypatch, capsys, system, version, is_served
) -> None:
    monkeypatch.setattr(start, "ASK_SYSTEM", f"print({system!r})")
    files = start.locked(sys.executable, version, ["requirements.txt", "requirements-dev.txt"])
    printed = capsys.readouterr().out
    if is_served:
        assert [ROOT / name for name in files] == list(LOCKS) and printed == ""
    else:
        assert files == ["requirements.txt", "requirements-dev.txt"] and system in printed


def test_start_names_this_system_as_the_locks_do(start) -> None:
    named = subprocess.run([sys.executable, "-c", start.ASK_SYSTEM], capture_output=True, text=True, check=True)
    if sys.platform == "linux":
        assert named.stdout.strip() in SYSTEM


@pytest.fixture
def tiny(start, tmp_path, monkeypatch) -> Path:
    """Make a product of one package, locked, and the package's wheel in a folder that pip asks alone."""
    wheel = tmp_path / "index" / "tiny-1-py3-none-any.whl"
    wheel.parent.mkdir()
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("tiny.py", "")
        archive.writestr("tiny-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: tiny\nVersion: 1\n")
        archive.writestr("tiny-1.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr("tiny-1.dist-info/RECORD", "")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    package = Locked(name="tiny", version="1", marker="", files=((wheel.name, digest),))
    (tmp_path / "locks").mkdir()
    (tmp_path / "locks" / "requirements.txt").write_text(lock_text("requirements.txt", (package,)), encoding="utf-8")
    (tmp_path / "requirements.txt").write_text("tiny>=1\n", encoding="utf-8")
    monkeypatch.setattr(start, "ROOT", str(tmp_path))
    monkeypatch.setattr(sys, "argv", ["start.py", "wheelhouse"])
    settings = {"PYTHON": sys.executable, "WHEELHOUSE": str(tmp_path / "wheelhouse"), "VENV": str(tmp_path / "venv")}
    for name, value in {**settings, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheel.parent)}.items():
        monkeypatch.setenv(name, value)
    return wheel


def changed(wheel: Path) -> None:
    with zipfile.ZipFile(wheel, "a") as archive:
        archive.writestr("more.py", "")


def imports_tiny(python: str) -> bool:
    return not subprocess.run([python, "-c", "import tiny"], capture_output=True, check=False).returncode


@pytest.mark.parametrize("is_changed", [False, True], ids=["as_locked", "changed"])
def test_pip_takes_a_locked_file_and_refuses_a_changed_one(start, tiny, tmp_path, is_changed) -> None:
    if is_changed:
        changed(tiny)
    line = start.pip(sys.executable, "install", start.locked(sys.executable, HERE, ["requirements.txt"]), None)
    done = subprocess.run([*line, "--target", str(tmp_path / "in")], capture_output=True, text=True, check=False)
    assert (tmp_path / "in" / "tiny.py").exists() is not is_changed
    assert (done.returncode != 0) is is_changed and ("DO NOT MATCH" in done.stderr) is is_changed


def test_a_folder_of_wheels_is_held_to_the_locks_and_then_serves_alone(start, tiny, tmp_path, capsys) -> None:
    start.wheelhouse()
    assert (tmp_path / "wheelhouse" / tiny.name).read_bytes() == tiny.read_bytes()
    tiny.unlink()
    assert imports_tiny(start.environment(["requirements.txt"]))


def test_a_changed_file_comes_into_no_folder_of_wheels(start, tiny, capfd) -> None:
    changed(tiny)
    with pytest.raises(subprocess.CalledProcessError):
        start.wheelhouse()
    assert "DO NOT MATCH" in capfd.readouterr().err
