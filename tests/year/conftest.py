"""The year as it was played, once for all tests: a copy of the office at every moment that somebody looks at it."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from year_office import Year, open_office
from year_story import moments, play_year

from workflow.workspace import Workspace

Moments = Mapping[str, Path]


def play_and_copy(home: Path, *, quarters: int) -> Moments:
    """Play the year and return the folder of the office at each of its moments."""
    copies: dict[str, Path] = {}

    def copy(year: Year, moment: str) -> None:
        copies[moment] = Path(shutil.copytree(year.directory, home / moment))

    year = play_year(home / "office", quarters=quarters, seen=copy)
    year.workspace.store.close()
    assert list(copies) == moments(quarters)
    return copies


@pytest.fixture(scope="session")
def whole_year(tmp_path_factory: pytest.TempPathFactory) -> Moments:
    """Return the office at every moment of its year."""
    return play_and_copy(tmp_path_factory.mktemp("year"), quarters=4)


@pytest.fixture(scope="session")
def half_year(tmp_path_factory: pytest.TempPathFactory) -> Moments:
    """Return the office at every moment of its first two rounds."""
    return play_and_copy(tmp_path_factory.mktemp("half"), quarters=2)


@pytest.fixture
def opened() -> Iterator[Callable[[Path], Workspace]]:
    """Return a function that opens the office of a folder; all are closed after the test."""
    found: list[Workspace] = []

    def open_one(directory: Path) -> Workspace:
        found.append(open_office(directory))
        return found[-1]

    yield open_one
    for one in found:
        one.store.close()
