"""Papers of a round: written, listed, handed out by a logged act."""

from documents.registry import SHEET_WRITERS, WRITERS
from domain.accounts import Actor
from domain.digest import sha256_hex
from domain.errors import ConflictError, ServiceError
from store import ceremonies, papers
from workflow.covering import may_see_paper
from workflow.minutes import write_minutes
from workflow.offices import read_now
from workflow.permissions import EVERYONE, PLANNER, log, need
from workflow.plan_papers import plan_paper
from workflow.signing import OFFICIAL
from workflow.views import PaperView
from workflow.workspace import Workspace


def write_papers(workspace: Workspace, actor: Actor, *, round_id: str) -> tuple[PaperView, ...]:
    """Write every paper of a round's newest plan; they are for the planner."""
    need(workspace, actor, *PLANNER, action="papers.write", target=round_id)
    paper = plan_paper(workspace, actor, round_id=round_id)
    for kind, writer in WRITERS.items():
        content = writer.write(paper, workspace.reference.words)
        digest = sha256_hex(content)
        made = papers.Paper(
            id=f"paper-{sha256_hex(kind + round_id + digest)[:24]}", round_id=round_id, kind=kind,
            audience="planner", file_name=f"{round_id}-v{paper.version}-{kind}{writer.suffix}",
            media_type=writer.media_type, made_at=read_now(workspace), digest=digest,
        )  # fmt: skip
        with workspace.store.write() as connection:
            if papers.read_paper(connection, made.id) is None:
                papers.save_paper(connection, made, content)
    with workspace.store.read() as connection:
        is_numbered = ceremonies.draw_of_round(connection, round_id) is not None
    if is_numbered:
        write_minutes(workspace, actor, round_id=round_id)
    log(workspace, actor, action="papers.write", target=round_id)
    return list_papers(workspace, actor, round_id=round_id)


def list_papers(workspace: Workspace, actor: Actor, *, round_id: str) -> tuple[PaperView, ...]:
    """Return the papers of a round; those of its shifts and the official ones are listed apart."""
    need(workspace, actor, *PLANNER, action="papers.list", target=round_id)
    with workspace.store.read() as connection:
        found = papers.list_papers(connection, round_id)
    own = (paper for paper in found if paper.kind not in SHEET_WRITERS and not paper.kind.startswith(OFFICIAL))
    return tuple(paper_view(workspace, paper) for paper in own)


def read_paper(workspace: Workspace, actor: Actor, paper_id: str) -> tuple[PaperView, bytes]:
    """Return a paper to its audience; every look is logged."""
    need(workspace, actor, *EVERYONE, action="paper.read", target=paper_id)
    with workspace.store.read() as connection:
        found = papers.read_paper(connection, paper_id)
    if found is None:
        raise ConflictError("paper.none", paper=paper_id)
    paper, content = found
    try:
        may_see_paper(workspace, actor, paper)
    except Exception:
        log(workspace, actor, action="paper.read", target=paper_id, outcome="denied")
        raise
    if paper.size and not content:
        raise ConflictError("retention.paper_gone", file=paper.file_name)
    if sha256_hex(content) != paper.digest:
        raise ServiceError("paper.damaged", file=paper.file_name)
    log(workspace, actor, action="paper.read", target=paper_id)
    return paper_view(workspace, paper), content


def paper_view(workspace: Workspace, paper: papers.Paper) -> PaperView:
    """Return what a list says of a paper, its hour in the office's time zone."""
    at = paper.made_at.astimezone(read_now(workspace).tzinfo)
    return PaperView(
        id=paper.id, kind=paper.kind, file_name=paper.file_name, media_type=paper.media_type, made_at=at,
        size=paper.size,
    )  # fmt: skip
