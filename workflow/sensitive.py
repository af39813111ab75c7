"""Places that some businesses must keep away from: loaded once, shown as a flag to look at, never as a finding."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from domain.accounts import Actor
from domain.issues import Issue
from store import establishments
from workflow.permissions import PLANNER, log, need
from workflow.workspace import Workspace


def load_sensitive(workspace: Workspace, actor: Actor, *, path: Path) -> int:
    """Read a file of schools, hospitals, worship and relics and keep it; return how many places it has.

    Raises
    ------
    InputError
        As ``geo.sensitive.read_sensitive``: the places before stay.
    """
    from geo.sensitive import read_sensitive, write_sensitive

    need(workspace, actor, *PLANNER, action="sensitive.load", target=path.name)
    frame = read_sensitive(path)
    write_sensitive(frame, sensitive_path(workspace))
    log(workspace, actor, action="sensitive.load", target=path.name, places=len(frame))
    return len(frame)


def sensitive_flags(
    workspace: Workspace, actor: Actor, *, establishment: str | None = None
) -> tuple[Issue, ...] | None:
    """Return which establishments stand near such a place, of one or of all.

    None where no places were loaded, so that nobody takes silence for an all-clear.
    """
    need(workspace, actor, *PLANNER, action="sensitive.read", target=establishment or "")
    path = sensitive_path(workspace)
    if not path.is_file():
        return None
    rule = _rule(workspace)
    with workspace.store.read() as connection:
        rows = establishments.read_establishments(connection)
    positions = {
        one.id: one.position
        for one in rows
        if one.position is not None and one.type in rule["types"] and establishment in (None, one.id)
    }
    if not positions:
        return ()
    from geo.flags import near_sensitive
    from geo.sensitive import read_sensitive

    return near_sensitive(positions, read_sensitive(path), within_m=rule["within_m"])


def sensitive_path(workspace: Workspace) -> Path:
    """Return where the office keeps its sensitive places."""
    return workspace.settings.directory / "places" / "sensitive.geojson"


def _rule(workspace: Workspace) -> Mapping:  # type: ignore[type-arg]
    return tomllib.loads((workspace.reference.directory / "rules" / "sensitive.toml").read_text(encoding="utf-8"))
