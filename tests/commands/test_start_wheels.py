"""With a wheelhouse at hand nothing else is asked for packages, and a changed wheel stops everything."""

import hashlib
import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def start():
    spec = importlib.util.spec_from_file_location("start", ROOT / "start.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "a.whl").write_bytes(b"wheel")
    (tmp_path / "SHA256SUMS").write_text(f"{hashlib.sha256(b'wheel').hexdigest()}  a.whl\n", encoding="utf-8")
    monkeypatch.setenv("WHEELHOUSE", str(tmp_path))
    return tmp_path


def test_pip_is_told_to_ask_the_folder_alone(start, folder):
    line = start.pip("python", "install", ["requirements.txt"], start.checked_wheels())
    assert line[:4] == ["python", "-m", "pip", "--isolated"]
    assert line[line.index("--no-index") :][:3] == ["--no-index", "--find-links", str(folder)]
    assert line[-2:] == ["-r", str(ROOT / "requirements.txt")]


def test_without_the_folder_pip_asks_as_ever(start, tmp_path, monkeypatch):
    monkeypatch.setenv("WHEELHOUSE", str(tmp_path / "none"))
    line = start.pip("python", "install", ["requirements.txt"], start.checked_wheels())
    assert not {"--no-index", "--isolated", "--find-links"} & set(line)


@pytest.mark.parametrize("change", ["changed", "missing"])
def test_a_wheel_that_is_not_the_one_that_was_fetched_stops_everything(start, folder, change):
    (folder / "a.whl").write_bytes(b"other") if change == "changed" else (folder / "a.whl").unlink()
    with pytest.raises(SystemExit, match=r"a\.whl"):
        start.checked_wheels()


def test_a_wheel_that_was_added_stops_everything(start, folder):
    (folder / "a-2.whl").write_bytes(b"wheel")
    with pytest.raises(SystemExit, match=r"a-2\.whl"):
        start.checked_wheels()


def test_a_folder_that_holds_something_else_is_not_cleared(start, tmp_path, monkeypatch):
    (tmp_path / "letter.txt").write_text("x", encoding="utf-8")
    monkeypatch.setenv("WHEELHOUSE", str(tmp_path))
    with pytest.raises(SystemExit):
        start.wheelhouse()
    assert (tmp_path / "letter.txt").exists()
