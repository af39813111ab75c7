"""Thirty planners and a hundred tablets at once, on PostgreSQL and on SQLite: 0 errors, nothing lost, nothing twice."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from load_office import Crowd, expect_nothing_lost, figures_of, load_office

ROOT = Path(__file__).resolve().parents[2]
CROWD = Crowd(planners=30, tablets=100)
pytestmark = [
    pytest.mark.proof,
    pytest.mark.timeout(3600),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a PostgreSQL of Debian, figures of /proc"),
]


@pytest.fixture
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start an empty PostgreSQL on loopback and return its address."""
    # Not below pytest's folder, which is closed to the database's own account.
    place = Path("/tmp") / f"load-postgres-{os.getpid()}"
    started = subprocess.run([".ci/postgres", str(place)], cwd=ROOT, capture_output=True, text=True, check=False)
    if started.returncode or not started.stdout.strip():
        pytest.skip("PostgreSQL cannot be started here")
    yield started.stdout.strip()
    subprocess.run([".ci/postgres", "stop", str(place)], cwd=ROOT, check=True)


def test_a_hundred_and_thirty_at_once_on_postgresql(tmp_path: Path, postgres: str) -> None:
    found = load_office(tmp_path, CROWD, database=postgres)
    print(f"PostgreSQL: {figures_of(found, CROWD)}")
    expect_nothing_lost(found, CROWD)


def test_a_hundred_and_thirty_at_once_on_sqlite(tmp_path: Path) -> None:
    found = load_office(tmp_path, CROWD)
    print(f"SQLite: {figures_of(found, CROWD)}")
    expect_nothing_lost(found, CROWD)
