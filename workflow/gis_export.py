"""Files for map programs, cut to their reader."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from domain.accounts import AccountRole, Actor
from domain.digest import sha256_hex
from domain.errors import ConflictError
from domain.establishments import Establishment
from domain.rounds import RoundStatus
from store import establishments, inspections, papers, rounds
from workflow.coverage_counts import coverage_figures
from workflow.offices import commune_names, read_now, read_types
from workflow.papers import paper_view
from workflow.permissions import PLANNER, SEES_COVERAGE, log, need
from workflow.plan_views import ShiftView
from workflow.rounds import round_of
from workflow.showing import read_plan
from workflow.signing import PUBLIC
from workflow.views import PaperView
from workflow.workspace import Workspace

if TYPE_CHECKING:
    from documents.gis_layers import Audience, GisFacts, GisPlace, GisResult, GisRoute
    from documents.map_registry import GisWriter


def write_gis(
    workspace: Workspace, actor: Actor, *, audience: str, round_id: str | None = None
) -> tuple[PaperView, ...]:
    """Write GeoPackage, GeoJSON and KML for ``public``, ``leader`` or ``planner``, in the place of those before.

    Routes and results are those of a round, the latest one for None.

    Raises
    ------
    ConflictError
        ``gis.no_layers`` where no boundaries were loaded.
    """
    from documents.gis_layers import Audience, gis_layers
    from documents.map_registry import GIS_WRITERS

    need(workspace, actor, *PLANNER, action="gis.write", target=audience)
    reader, words = Audience(audience), workspace.reference.words
    facts = _facts(workspace, actor, reader, round_id)
    layers = gis_layers(facts, audience=reader, words=words)
    if not layers[0].features:
        raise ConflictError("gis.no_layers")
    title = words.say("gis.title", audience=words.say(f"gis.audience_{reader}"))
    made = [
        _written(workspace, writer, reader, writer.write(layers, title, words), on=facts.figures.on)
        for writer in GIS_WRITERS.values()
    ]
    keep_papers(workspace, made)
    log(workspace, actor, action="gis.write", target=audience)
    return tuple(paper_view(workspace, paper) for paper, _ in made)


def _written(
    workspace: Workspace, writer: "GisWriter", reader: "Audience", content: bytes, *, on: date
) -> tuple[papers.Paper, bytes]:
    say = workspace.reference.words.say
    digest, kind = sha256_hex(content), f"{writer.kind}:{reader}"
    paper = papers.Paper(
        id=f"paper-{sha256_hex(kind + digest)[:24]}", round_id=None, kind=kind, audience=reader.value,
        file_name=say("gis.file", audience=say(f"gis.slug_{reader}"), on=on.isoformat(), suffix=writer.suffix),
        media_type=writer.media_type, made_at=read_now(workspace), digest=digest,
    )  # fmt: skip
    return paper, content


def list_gis(workspace: Workspace, actor: Actor) -> tuple[PaperView, ...]:
    """Return the files for map programs that an actor may fetch."""
    need(workspace, actor, *SEES_COVERAGE, action="gis.list")
    with workspace.store.read() as connection:
        found = [paper for paper in papers.list_papers(connection) if paper.kind.startswith("gis_")]
    is_planner = actor.role is AccountRole.PLANNER
    return tuple(paper_view(workspace, p) for p in found if is_planner or p.audience in (actor.role.value, PUBLIC))


def _facts(workspace: Workspace, actor: Actor, reader: "Audience", round_id: str | None) -> "GisFacts":
    """Return what an audience may have; for others than the planner nothing of any establishment is even read."""
    from documents.gis_layers import Audience, GisFacts

    figures, told = coverage_figures(workspace), _told(workspace)
    if reader is not Audience.PLANNER:
        return GisFacts(figures=figures, told=told, places=(), routes=(), results=())
    with workspace.store.read() as connection:
        has_round = bool(rounds.list_rounds(connection))
    found = round_of(workspace, round_id).id if has_round else ""
    view = read_plan(workspace, actor, round_id=found) if found else None
    known = gis_places(workspace, register_rows(workspace).values())
    in_scope = rows_in_scope(workspace)
    return GisFacts(
        figures=figures, told=told, places=tuple(place for id_, place in known.items() if id_ in in_scope),
        routes=tuple(gis_route(shift) for shift in view.shifts if shift.stops) if view else (),
        results=_results(workspace, found, known),
    )  # fmt: skip


def _told(workspace: Workspace) -> dict[str, int]:
    """Count by commune who was inspected in this year's closed rounds: the public hears of no other."""
    year = read_now(workspace).year
    with workspace.store.read() as connection:
        closed = {r.id for r in rounds.list_rounds(connection) if r.status is RoundStatus.CLOSED}
        done = inspections.read_inspections(connection)
    reached = {one.establishment_id for one in done if one.counts and one.round_id in closed and one.on.year == year}
    known = rows_in_scope(workspace)
    counted = Counter(e.commune_now.code for id_ in reached if (e := known.get(id_)) and e.commune_now)
    return dict(sorted(counted.items()))


def register_rows(workspace: Workspace) -> dict[str, Establishment]:
    """Return the whole register by id."""
    with workspace.store.read() as connection:
        return {e.id: e for e in establishments.read_establishments(connection)}


def rows_in_scope(workspace: Workspace) -> dict[str, Establishment]:
    """Return the register in scope by id."""
    return {id_: e for id_, e in register_rows(workspace).items() if e.is_in_scope}


def gis_places(workspace: Workspace, rows: Iterable[Establishment]) -> Mapping[str, "GisPlace"]:
    """Return what a map shows of each establishment that has a position, by id."""
    from documents.gis_layers import GisPlace

    types, names = read_types(workspace), commune_names(workspace)
    return {
        e.id: GisPlace(
            id=e.id, name=e.name, type_label=types.get(e.type or "", ""), address=e.address_raw or e.hamlet,
            commune=names.get(e.commune_now.code, "") if e.commune_now else "", quality=e.position.quality,
            lon=e.position.lon, lat=e.position.lat,
        )
        for e in rows
        if e.position
    }  # fmt: skip


def gis_route(shift: ShiftView) -> "GisRoute":
    """Return what a map shows of a shift."""
    from documents.gis_layers import GisRoute

    return GisRoute(
        shift=shift.shift, team=shift.team_name, date=shift.date, stops=len(shift.stops),
        distance_m=shift.distance_m, line=tuple((lon, lat) for lon, lat in shift.line),
    )  # fmt: skip


def _results(workspace: Workspace, round_id: str, known: Mapping[str, "GisPlace"]) -> tuple["GisResult", ...]:
    from documents.gis_layers import GisResult

    with workspace.store.read() as connection:
        done = [one for one in inspections.read_inspections(connection) if one.round_id and one.round_id == round_id]
    return tuple(
        GisResult(
            place=known[one.establishment_id], on=one.on, is_full=one.counts, findings=len(one.findings),
            remedied=sum(finding.remedied_on is not None for finding in one.findings),
        )
        for one in done
        if one.establishment_id in known
    )  # fmt: skip


def keep_papers(workspace: Workspace, made: list[tuple[papers.Paper, bytes]]) -> None:
    """Keep papers in the place of those of the same kind."""
    kinds = {paper.kind for paper, _ in made}
    with workspace.store.write() as connection:
        papers.delete_papers(connection, {p.id for p in papers.list_papers(connection) if p.kind in kinds})
        for paper, content in made:
            papers.save_paper(connection, paper, content)
