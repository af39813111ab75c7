"""Coverage as files that leaders pass on: picture, page, slides."""

from domain.accounts import Actor
from domain.digest import sha256_hex
from domain.progress import OnProgress, silent
from store import papers
from workflow.coverage_counts import coverage_figures
from workflow.offices import read_now
from workflow.papers import paper_view
from workflow.permissions import PLANNER, SEES_COVERAGE, log_in, need
from workflow.views import PaperView
from workflow.workspace import Workspace


def write_coverage_papers(
    workspace: Workspace, actor: Actor, *, on_progress: OnProgress = silent
) -> tuple[PaperView, ...]:
    """Write the coverage papers as the counts stand, each in the place of the one before.

    Heavy libraries are loaded here: the worker or a command calls it, no page does.
    """
    from documents.map_registry import COVERAGE_WRITERS

    need(workspace, actor, *PLANNER, action="coverage_papers.write")
    figures, words = coverage_figures(workspace), workspace.reference.words
    made = []
    for done, writer in enumerate(COVERAGE_WRITERS.values()):
        on_progress("coverage_papers", done, len(COVERAGE_WRITERS))
        content = writer.write(figures, words)
        digest = sha256_hex(content)
        paper = papers.Paper(
            id=f"paper-{sha256_hex(writer.kind + digest)[:24]}", round_id=None, kind=writer.kind, audience="leader",
            file_name=words.say(f"coverage_paper.{writer.name_key}", on=figures.on.isoformat()),
            media_type=writer.media_type, made_at=read_now(workspace), digest=digest,
        )  # fmt: skip
        made.append((paper, content))
    with workspace.store.write() as connection:
        old = {p.id for p in papers.list_papers(connection) if p.kind in COVERAGE_WRITERS}
        papers.delete_papers(connection, old)
        for paper, content in made:
            papers.save_paper(connection, paper, content)
        log_in(connection, actor, action="coverage_papers.write", papers=len(made))
    on_progress("coverage_papers", len(made), len(made))
    return list_coverage_papers(workspace, actor)


def list_coverage_papers(workspace: Workspace, actor: Actor) -> tuple[PaperView, ...]:
    """Return the coverage papers as they were last written, in the order of documents.map_registry.COVERAGE_WRITERS."""
    from documents.map_registry import COVERAGE_WRITERS

    need(workspace, actor, *SEES_COVERAGE, action="coverage_papers.list")
    with workspace.store.read() as connection:
        found = {paper.kind: paper for paper in papers.list_papers(connection)}
    return tuple(paper_view(workspace, found[kind]) for kind in COVERAGE_WRITERS if kind in found)
