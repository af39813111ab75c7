"""The planner's own maps: the register of a commune, and the ways of a round. They leave to nobody else."""

from domain.accounts import Actor
from domain.digest import sha256_hex
from domain.errors import ConflictError, InputError
from store import papers
from workflow.gis_export import gis_places, gis_route, keep_papers, register_rows, rows_in_scope
from workflow.offices import commune_names, office_of, read_now
from workflow.papers import paper_view
from workflow.permissions import PLANNER, log, need
from workflow.places import read_layer
from workflow.showing import read_plan
from workflow.views import PaperView
from workflow.workspace import Workspace

HTML = "text/html; charset=utf-8"
KINDS = ("register_map:", "round_map:")


def register_map(workspace: Workspace, actor: Actor, *, commune: str) -> PaperView:
    """Write the planner's map of one commune's register.

    Raises
    ------
    InputError
        ``place_map.no_commune``.
    """
    from documents.register_map import register_map_html

    need(workspace, actor, *PLANNER, action="register_map.write", target=commune)
    names, words = commune_names(workspace), workspace.reference.words
    if commune not in names:
        raise InputError("place_map.no_commune", commune=commune)
    own = [e for e in rows_in_scope(workspace).values() if e.commune_now and e.commune_now.code == commune]
    html = register_map_html(
        tuple(gis_places(workspace, own).values()), commune=names[commune], communes=read_layer(workspace, "communes"),
        is_schematic=office_of(workspace).is_schematic, words=words,
    )  # fmt: skip
    name = words.say("place_map.register_file", commune=commune)
    return _planner_paper(workspace, actor, html, kind=f"register_map:{commune}", name=name)


def round_map(workspace: Workspace, actor: Actor, *, round_id: str) -> PaperView:
    """Write the planner's map of a round's plan, sealed like its annex.

    Raises
    ------
    ConflictError
        ``plan.not_drawn`` before the round has a plan.
    """
    from documents.round_map import RoundShift, RoundStop, round_map_html

    need(workspace, actor, *PLANNER, action="round_map.write", target=round_id)
    view = read_plan(workspace, actor, round_id=round_id)
    if view is None:
        raise ConflictError("plan.not_drawn")
    known = gis_places(workspace, register_rows(workspace).values())
    shifts = [
        RoundShift(
            route=gis_route(shift),
            stops=tuple(
                RoundStop(place=known[stop.establishment_id], order=stop.order, start_s=stop.start_s)
                for stop in shift.stops
                if stop.establishment_id in known
            ),
        )
        for shift in view.shifts
        if shift.stops
    ]
    html = round_map_html(
        shifts, title=view.round.title, communes=read_layer(workspace, "communes"),
        is_schematic=office_of(workspace).is_schematic, words=workspace.reference.words,
    )  # fmt: skip
    name = workspace.reference.words.say("place_map.round_file", round=round_id)
    return _planner_paper(workspace, actor, html, kind=f"round_map:{round_id}", name=name)


def _planner_paper(workspace: Workspace, actor: Actor, html: str, *, kind: str, name: str) -> PaperView:
    content = html.encode("utf-8")
    digest = sha256_hex(content)
    paper = papers.Paper(
        id=f"paper-{sha256_hex(kind + digest)[:24]}", round_id=None, kind=kind, audience=PLANNER[0].value,
        file_name=name, media_type=HTML, made_at=read_now(workspace), digest=digest,
    )  # fmt: skip
    keep_papers(workspace, [(paper, content)])
    log(workspace, actor, action=f"{kind.partition(':')[0]}.write", target=kind.partition(":")[2])
    return paper_view(workspace, paper)


def list_planner_maps(workspace: Workspace, actor: Actor) -> tuple[PaperView, ...]:
    """Return the planner's own maps as they were last written."""
    need(workspace, actor, *PLANNER, action="planner_maps.list")
    with workspace.store.read() as connection:
        found = [paper for paper in papers.list_papers(connection) if paper.kind.startswith(KINDS)]
    return tuple(paper_view(workspace, paper) for paper in sorted(found, key=lambda paper: paper.kind))
