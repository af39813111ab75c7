"""The national border: the office's own lines or the written ones, and which ways run near it."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from domain.accounts import Actor
from workflow.permissions import PLANNER, log, need
from workflow.workspace import Workspace

if TYPE_CHECKING:
    from geo.travel import Point


def load_border(workspace: Workspace, actor: Actor, *, path: Path) -> int:
    """Read the national border from a file of lines and keep it; return how many lines it has.

    Raises
    ------
    InputError
        As ``geo.border.read_border``: the border before stays.
    """
    from geo.border import read_border, write_border

    need(workspace, actor, *PLANNER, action="border.load", target=path.name)
    frame = read_border(path)
    write_border(frame, border_path(workspace))
    log(workspace, actor, action="border.load", target=path.name, lines=len(frame))
    return len(frame)


def border_within_m(workspace: Workspace) -> int:
    """Return within how many metres of the border a way is told to run near it (data/travel/border.toml)."""
    rule = tomllib.loads((workspace.reference.directory / "travel" / "border.toml").read_text(encoding="utf-8"))
    return int(rule["within_m"])


def border_metres(workspace: Workspace, lines: "Mapping[str, tuple[Point, ...]]") -> dict[str, int]:
    """Return, for each way by its key, its metres near the border; nothing where no border is known."""
    from geo.border import near_border_m, read_border, read_border_points

    own, written = border_path(workspace), workspace.reference.directory / "facts" / "border.csv"
    if not own.exists() and not written.exists():
        return {}
    border = read_border(own) if own.exists() else read_border_points(written)
    return near_border_m(lines, border, within_m=border_within_m(workspace))


def border_path(workspace: Workspace) -> Path:
    """Return where the office keeps its national border."""
    return workspace.settings.directory / "border" / "lines.geojson"
