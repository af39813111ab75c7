"""The public plan of a round: counts that tell of no establishment whether it is drawn, written as a paper for all."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from domain.accounts import Actor
from domain.digest import sha256_hex
from domain.errors import ConflictError, InputError
from domain.plans import Plan
from domain.rounds import Sample
from planner.disclosure import Drawn, PublicCell, PublicCounts, public_counts
from planner.selection.formats import read_frame
from store import ceremonies, papers, plans, rounds
from workflow.offices import commune_names, office_of, read_now, read_types
from workflow.permissions import EVERYONE, PLANNER, log_in, need
from workflow.rounds import round_of
from workflow.signing import PUBLIC
from workflow.views import PaperView
from workflow.workspace import Workspace

if TYPE_CHECKING:
    from documents.public_plan import PublicPlan, PublicRow

KIND = "public_plan"


def write_public_plan(workspace: Workspace, actor: Actor, *, round_id: str) -> str:
    """Write the public plan of a round's draw and plan and return its paper's id, in the place of the one before.

    Every account may fetch it; the office publishes it itself.

    It counts the draw as it was made: a later substitution changes no
    published figure, so that two papers cannot be compared.

    Raises
    ------
    ConflictError
        ``plan.not_drawn`` without a draw and a plan.
    InputError
        ``public_plan.tells`` where even the totals would tell who is drawn.
    """
    from documents.registry import PUBLIC_WRITERS

    need(workspace, actor, *PLANNER, action="public_plan.write", target=round_id)
    writer, words = PUBLIC_WRITERS[KIND], workspace.reference.words
    content = writer.write(public_paper(workspace, round_id), words)
    made = papers.Paper(
        id=f"public-{sha256_hex(f'{KIND}|{round_id}')[:24]}", round_id=round_id, kind=KIND, audience=PUBLIC,
        file_name=words.say("public_plan.file", round=round_id), media_type=writer.media_type,
        made_at=read_now(workspace), digest=sha256_hex(content),
    )  # fmt: skip
    with workspace.store.write() as connection:
        papers.save_paper(connection, made, content)
        log_in(connection, actor, action="public_plan.write", target=round_id, digest=made.digest)
    return made.id


def list_public_plans(workspace: Workspace, actor: Actor) -> tuple[PaperView, ...]:
    """Return the public plans that were written, the newest round first."""
    need(workspace, actor, *EVERYONE, action="public_plan.list")
    from workflow.papers import paper_view

    with workspace.store.read() as connection:
        known = sorted((one.id for one in rounds.list_rounds(connection)), reverse=True)
        found = [paper for id_ in known for paper in papers.list_papers(connection, id_) if paper.kind == KIND]
    return tuple(paper_view(workspace, paper) for paper in found)


def public_paper(workspace: Workspace, round_id: str) -> "PublicPlan":
    """Return what the public plan is written from, for a step that has authorised."""
    from documents.public_plan import PublicPlan

    found, office = round_of(workspace, round_id), office_of(workspace)
    with workspace.store.read() as connection:
        frame = rounds.read_frame(connection, round_id)
        sample = rounds.read_sample(connection, round_id)
        plan = plans.read_plan(connection, round_id)
        draw = ceremonies.draw_of_round(connection, round_id)
    if frame is None or sample is None or plan is None:
        raise ConflictError("plan.not_drawn")
    counts = _counts(frame[0], sample)
    communes, types = commune_names(workspace), read_types(workspace)
    hashes = [("frame_hash", sample.frame_hash), ("plan_hash", sample.plan_hash)]
    if draw is not None and draw.salt_hash:
        hashes.append(("salt_hash", draw.salt_hash))
    return PublicPlan(
        office_name=office.name, superior=office.superior, title=found.title, starts_on=found.starts_on,
        ends_on=found.ends_on, registered=counts.registered, selected=counts.selected,
        communes=_rows(counts.communes, communes), types=_rows(counts.types, types), months=_months(plan),
        hashes=tuple(hashes),
    )  # fmt: skip


def _counts(frame_csv: str, sample: Sample) -> PublicCounts:
    selected = set(sample.selected)
    drawn = [
        Drawn(commune=row.commune, type=row.type, is_selected=row.id in selected) for row in read_frame(frame_csv)
    ]  # fmt: skip
    counts = public_counts(drawn)
    if counts is None:
        raise InputError("public_plan.tells")
    return counts


def _rows(cells: Iterable[PublicCell], names: Mapping[str, str]) -> tuple["PublicRow", ...]:
    from documents.public_plan import PublicRow

    return tuple(
        PublicRow(
            names=tuple(sorted(names.get(key, key) for key in cell.keys)), registered=cell.registered,
            selected=cell.selected,
        )
        for cell in cells
    )  # fmt: skip


def _months(plan: Plan) -> tuple[tuple[date, int], ...]:
    """Return the visits of each month over the whole area; a month is never crossed with a commune or a type."""
    days = {shift.id: shift.date for shift in plan.problem.shifts}
    counted = Counter(days[route.shift].replace(day=1) for route in plan.solution.routes for _ in route.stops)
    return tuple(sorted(counted.items()))
