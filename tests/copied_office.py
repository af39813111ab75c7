"""A copy of an office's folder that was made once; a test may change the copy."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from workflow.workspace import Workspace, open_workspace, settings_from


@contextmanager
def copied_office(directory: Path, place: Path) -> Iterator[Workspace]:
    """Open a copy of an office's folder while the context lasts; the store of the first must be closed."""
    workspace = open_workspace(settings_from({"INSPECTION_DIR": str(shutil.copytree(directory, place))}))
    with closing(workspace.store):
        yield workspace
