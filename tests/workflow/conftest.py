"""The demo office with its plan sealed, sealed once and copied for every test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from copied_office import copied_office
from sealed_office import open_office, seal

from workflow.workspace import Workspace

# Other folders have a file of this name too; as a module of doctests they would collide.
collect_ignore = ["conftest.py"]


@pytest.fixture(scope="session")
def sealed_dir(demo_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the demo office after its plan was sealed."""
    directory = Path(shutil.copytree(demo_dir, tmp_path_factory.mktemp("sealed") / "demo"))
    workspace = open_office(directory)
    seal(workspace)
    workspace.store.close()
    return directory


@pytest.fixture
def office(office_dir: Path, tmp_path: Path) -> Iterator[Workspace]:
    """Open a copy, which a test may change, of the office that its module made once as ``office_dir``."""
    with copied_office(office_dir, tmp_path / "office") as workspace:
        yield workspace


@pytest.fixture
def sealed(sealed_dir: Path, tmp_path: Path) -> Iterator[Workspace]:
    """Open a copy of it that a test may change."""
    with copied_office(sealed_dir, tmp_path / "office") as workspace:
        yield workspace
