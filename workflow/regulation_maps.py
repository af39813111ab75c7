"""The map of how far regulations were made known, for planners and leaders: counts of communes, no establishment."""

from typing import TYPE_CHECKING

from domain.accounts import AccountRole, Actor
from domain.digest import sha256_hex
from store import papers
from workflow.gis_export import keep_papers
from workflow.offices import office_of, read_now
from workflow.permissions import SEES_COVERAGE, need
from workflow.places import COMMUNES, read_layer
from workflow.regulation_cover import regulation_cover
from workflow.workspace import Workspace

if TYPE_CHECKING:
    from documents.regulation_map import RegulationFigures

KIND = "regulation_map:"


def regulation_map(workspace: Workspace, actor: Actor, *, year: int | None = None, regulation: str = "") -> str:
    """Make the map of a year and a regulation ("" for any) as it stands, and return its id for /coverage-map/ID.

    The same figures give the same id; a map takes the place of the one before of its year and regulation.
    """
    need(workspace, actor, *SEES_COVERAGE, action="regulations.map")
    figures = regulation_figures(workspace, year=year, regulation=regulation)
    map_id, kind = f"map-{sha256_hex(repr(figures))[:24]}", f"{KIND}{figures.year}:{regulation}"
    with workspace.store.read() as connection:
        if papers.read_paper(connection, map_id) is not None:
            return map_id
    from documents.regulation_map import regulation_map_html

    words = workspace.reference.words
    html = regulation_map_html(figures, words=words).encode("utf-8")
    name = words.say("regulation_map.file", year=figures.year, on=figures.on.isoformat())
    paper = papers.Paper(
        id=map_id, round_id=None, kind=kind, audience=AccountRole.LEADER.value, file_name=name,
        media_type="text/html; charset=utf-8", made_at=read_now(workspace), digest=sha256_hex(html),
    )  # fmt: skip
    keep_papers(workspace, [(paper, html)])
    return map_id


def regulation_figures(workspace: Workspace, *, year: int | None, regulation: str) -> "RegulationFigures":
    """Return what the map says, for a step that has authorised."""
    from documents.regulation_map import RegulationFigures

    cover = regulation_cover(workspace, year=year, regulation=regulation)
    return RegulationFigures(
        year=cover.year, on=read_now(workspace).date(), regulation=cover.regulations.get(regulation, ""),
        is_schematic=office_of(workspace).is_schematic, communes=read_layer(workspace, COMMUNES),
        area=cover.area, units=tuple(cover.rows),
    )  # fmt: skip
