"""The demo office, made once by the whole line, and a server on a copy of it."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from served import ROOT, Served, serve

from store import open_store


@pytest.fixture(scope="session")
def demo_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the demo office, as `cli.py demo` makes it."""
    directory = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "cli.py", "demo", "--dir", str(directory), "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, encoding="utf-8")
    (directory / "demo.json").write_text(done.stdout, encoding="utf-8")
    return directory


@pytest.fixture
def demo_copy(demo_dir: Path, tmp_path: Path) -> Path:
    """Return a copy of the demo office that a test may change."""
    return Path(shutil.copytree(demo_dir, tmp_path / "demo"))


@pytest.fixture(scope="session")
def demo_server(demo_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a copy of the demo office on loopback."""
    with serve(Path(shutil.copytree(demo_dir, tmp_path_factory.mktemp("served") / "demo"))) as served:
        yield served


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of an empty store on SQLite, made by the migrations; a test copies it."""
    path = tmp_path_factory.mktemp("empty_database") / "inspection.db"
    open_store(f"sqlite:///{path}").close()
    return path


@pytest.fixture(autouse=True)
def own_main(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the interpreter its main module back: AppTest leaves the page there, and a spawned process would run it."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
