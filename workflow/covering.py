"""Coverage of the year: counts for leaders, and the map that leaders look at."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from domain.accounts import AccountRole, Actor
from domain.digest import sha256_hex
from domain.errors import ConflictError, NotAllowedError
from domain.establishments import Establishment
from domain.inspections import Inspection
from domain.plans import Coverage
from domain.rounds import RoundStatus
from planner.coverage import Registered, count_coverage
from store import establishments, inspections, offices, papers, plans, rounds
from workflow.coverage_counts import coverage_figures
from workflow.offices import commune_names, read_now
from workflow.permissions import PLANNER, SEES_COVERAGE, log_in, need
from workflow.sheet_access import note_look
from workflow.sheet_files import sheet_of_paper
from workflow.signing import PUBLIC, leader_may_see
from workflow.views import CoverageMapView, CoverageView
from workflow.workspace import Workspace
from workflow.year_register import frozen_of, in_scope_of_year

if TYPE_CHECKING:
    from documents.coverage_figures import CoverageFigures

MAPS = ("coverage_map", "regulation_map:")
"""Kinds of maps of communes that leaders look at."""


def read_coverage(workspace: Workspace, actor: Actor) -> CoverageView:
    """Return the year's coverage; aggregates only, no establishment."""
    need(workspace, actor, *SEES_COVERAGE, action="coverage.read")
    coverage = coverage_of(workspace)
    with workspace.store.read() as connection:
        rule = offices.read_rule(connection) or workspace.reference.rule
        done = {(i.round_id, i.establishment_id) for i in inspections.read_inspections(connection) if i.counts}
        running = [r.id for r in rounds.list_rounds(connection) if r.status is RoundStatus.SEALED]
        sealed = [plan for id_ in running if (plan := plans.read_plan(connection, id_)) and plan.sealed_at]
    planned = {(plan.round_id, stop.visit) for plan in sealed for route in plan.solution.routes for stop in route.stops}
    return CoverageView(
        on=read_now(workspace).date(), coverage=coverage, commune_names=commune_names(workspace),
        rate_bp=rule.rate_bp, planned=len({id_ for _, id_ in planned - done}),
    )  # fmt: skip


def coverage_of(workspace: Workspace) -> Coverage:
    """Count the year's coverage over the latest frame, for a step that has authorised."""
    now = read_now(workspace)
    year = now.year
    with workspace.store.read() as connection:
        rule = offices.read_rule(connection) or workspace.reference.rule
        done = inspections.read_inspections(connection)
        rows = establishments.read_establishments(connection)
        left = in_scope_of_year(connection, rows, year=year, zone=now.tzinfo)
        active = tuple(_registered(e) for e in rows if e.is_in_scope)
        frozen = frozen_of(connection, active)
    ever = {row.id: row for row in (*left, *frozen, *active)}
    reached = frozenset(i.establishment_id for i in done if i.counts and i.round_id and i.on.year == year)
    return count_coverage(
        year=year, frozen=frozen, active=active, ever=tuple(ever.values()), inspected=reached, rule=rule
    )


def coverage_map(workspace: Workspace, actor: Actor) -> CoverageMapView:
    """Make the coverage map as it stands, and what a leader can read out; the same figures give the same id."""
    need(workspace, actor, *SEES_COVERAGE, action="coverage.map")
    from documents.coverage_figures import coverage_sentences

    figures, words = coverage_figures(workspace), workspace.reference.words
    view = CoverageMapView(
        id=f"map-{sha256_hex(repr(figures))[:24]}", sentences=coverage_sentences(figures, words=words)
    )
    with workspace.store.read() as connection:
        is_kept = papers.read_paper(connection, view.id) is not None
    if not is_kept:
        _keep_map(workspace, figures, view.id)
    return view


def _keep_map(workspace: Workspace, figures: "CoverageFigures", map_id: str) -> None:
    from documents.coverage_map import coverage_map_html

    html = coverage_map_html(figures, words=workspace.reference.words).encode("utf-8")
    name = workspace.reference.words.say("coverage_paper.file_map", on=figures.on.isoformat())
    paper = papers.Paper(
        id=map_id, round_id=None, kind="coverage_map", audience="leader", file_name=name,
        media_type="text/html; charset=utf-8", made_at=read_now(workspace), digest=sha256_hex(html),
    )  # fmt: skip
    with workspace.store.write() as connection:
        if papers.read_paper(connection, map_id) is None:
            papers.save_paper(connection, paper, html)


def read_coverage_map(workspace: Workspace, actor: Actor, map_id: str) -> bytes:
    """Return the bytes of a coverage map, or of a map of regulations: both hold counts of communes alone."""
    need(workspace, actor, *SEES_COVERAGE, action="coverage.map", target=map_id)
    with workspace.store.read() as connection:
        found = papers.read_paper(connection, map_id)
    if found is None or not found[0].kind.startswith(MAPS):
        raise ConflictError("paper.none", paper=map_id)
    return found[1]


def record_inspections(workspace: Workspace, actor: Actor, *, done: Iterable[Inspection]) -> None:
    """Keep inspections of the office's own rounds; the same id twice changes nothing."""
    need(workspace, actor, *PLANNER, action="results.record")
    with workspace.store.write() as connection:
        inspections.add_inspections(connection, done)
        log_in(connection, actor, action="results.record")


def _registered(establishment: Establishment) -> Registered:
    if establishment.commune_now is None or establishment.type is None:
        raise ValueError("an establishment in scope has a commune and a type")
    return Registered(id=establishment.id, commune=establishment.commune_now.code, type=establishment.type)


def may_see_paper(workspace: Workspace, actor: Actor, paper: papers.Paper) -> None:
    """Refuse a paper to anybody but its audience; the planner sees all, a team its own shift's from the reveal on.

    What is public is for every account.

    The reveal is looked up at every fetch, in the plan in force, and the look is written down.
    """
    if actor.role is AccountRole.PLANNER or paper.audience in (actor.role.value, PUBLIC):
        return
    if leader_may_see(workspace, actor, paper):
        return
    sheet = sheet_of_paper(workspace, actor, paper) if actor.role is AccountRole.TEAM else None
    if sheet is None:
        raise NotAllowedError("access.role", action="paper.read")
    note_look(workspace, actor, sheet)
