"""Papers of a round: written, listed, handed out by a logged act."""

from dataclasses import replace

from documents.registry import SHEET_WRITERS, WRITERS
from domain.accounts import Actor
from domain.ceremony import apply_changes
from domain.digest import sha256_hex
from domain.errors import ConflictError
from domain.rounds import Role, SampledEstablishment
from store import ceremonies, offices, papers, rounds
from workflow.covering import may_see_paper
from workflow.minutes import write_minutes
from workflow.offices import commune_names, office_of, read_now, read_types
from workflow.permissions import EVERYONE, PLANNER, log, need
from workflow.plan_views import ShiftView
from workflow.showing import Pieces, commune_text, pieces_of, read_plan
from workflow.signing import OFFICIAL
from workflow.travel_marks import WayMarks, read_marks
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
    log(workspace, actor, action="paper.read", target=paper_id)
    return paper_view(workspace, paper), content


def plan_paper(workspace: Workspace, actor: Actor, *, round_id: str):  # type: ignore[no-untyped-def]
    """Return the values that a plan's papers are written from."""
    from documents.draw_words import change_text
    from documents.plan_paper import PaperUnassigned, PlanPaper
    from store import plans

    view = read_plan(workspace, actor, round_id=round_id)
    with workspace.store.read() as connection:
        plan = plans.read_plan(connection, round_id)
        sample = rounds.read_sample(connection, round_id)
        rule = offices.read_rule(connection) or workspace.reference.rule
        changes = ceremonies.read_changes(connection, round_id)
    if view is None or plan is None or sample is None:
        raise ConflictError("plan.not_drawn")
    office = office_of(workspace)
    pieces = pieces_of(workspace, plan, sample)
    types = read_types(workspace)
    visited = set(apply_changes(sample.selected, changes))
    shown = [row for row in sample.rows if row.role in _SHOWN or row.establishment_id in visited]
    drawn = {row.establishment_id: _drawn(row, pieces, types) for row in shown}
    zone = read_now(workspace).tzinfo
    marks = read_marks(workspace, actor, round_id=round_id)
    if marks is None:
        raise ConflictError("plan.not_drawn")
    return PlanPaper(
        office_name=office.name, title=view.round.title, starts_on=view.round.starts_on, ends_on=view.round.ends_on,
        version=view.version, registered=view.registered, required=view.required, rate_bp=rule.rate_bp,
        travel_source=view.travel_source, is_schematic=office.is_schematic, made_at=plan.made_at,
        names={**commune_names(workspace), **types}, vehicle=marks.vehicle,
        estimate_error_permille=marks.error_permille,
        shifts=tuple(
            _shift(shift, drawn, workspace, marks.ways.get(shift.shift)) for shift in view.shifts if shift.stops
        ),
        selected=tuple(drawn[id_] for id_ in sample.selected), reserves=tuple(drawn[id_] for id_ in sample.reserves),
        unassigned=tuple(PaperUnassigned(establishment=drawn[u.visit], unassigned=u) for u in view.unassigned),
        changes=tuple(
            change_text(replace(change, at=change.at.astimezone(zone)), words=workspace.reference.words)
            for change in changes
        ),
    )  # fmt: skip


_SHOWN = (Role.MUST, Role.RISK, Role.LOTTERY, Role.RESERVE)


def _drawn(row: SampledEstablishment, pieces: Pieces, types):  # type: ignore[no-untyped-def]
    from documents.plan_paper import PaperEstablishment

    e = pieces.establishments[row.establishment_id]
    return PaperEstablishment(
        id=e.id, name=e.name, type_label=types.get(e.type or "", ""), address=e.address_raw or e.hamlet,
        commune=commune_text(e.commune_now, pieces), commune_former=commune_text(e.commune_reported, pieces),
        role=row.role, reason=row.reason,
    )  # fmt: skip


def _shift(shift: ShiftView, drawn, workspace: Workspace, way: WayMarks | None):  # type: ignore[no-untyped-def]
    from documents.plan_paper import PaperShift, PaperStop

    labels = workspace.reference.agencies
    stops = tuple(
        PaperStop(
            establishment=drawn[s.establishment_id],
            order=s.order,
            arrival_s=s.arrival_s,
            start_s=s.start_s,
            leave_s=s.leave_s,
            agencies=tuple(labels.get(a, a) for a in s.agencies),
        )
        for s in shift.stops
    )
    return PaperShift(
        shift=shift.shift, team_name=shift.team_name, date=shift.date, departure_s=shift.departure_s,
        return_s=shift.return_s, travel_s=shift.travel_s, distance_m=shift.distance_m, base_name=shift.base_name,
        stops=stops, has_ferry=way is not None and way.has_ferry, track_m=(way.track_m or 0) if way else 0,
        border_m=(way.border_m or 0) if way else 0,
    )  # fmt: skip


def paper_view(workspace: Workspace, paper: papers.Paper) -> PaperView:
    """Return what a list says of a paper, its hour in the office's time zone."""
    at = paper.made_at.astimezone(read_now(workspace).tzinfo)
    return PaperView(
        id=paper.id, kind=paper.kind, file_name=paper.file_name, media_type=paper.media_type, made_at=at,
        size=paper.size,
    )  # fmt: skip
