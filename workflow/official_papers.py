"""The official papers of a round in Word: written by the worker, listed for whoever may see them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from domain.accounts import AccountRole, Actor
from domain.digest import sha256_hex
from domain.progress import OnProgress, ShouldStop, never, silent
from store import papers, plan_steps, rounds
from workflow.offices import read_now
from workflow.official_gathering import official_facts
from workflow.paper_templates import PaperForm, paper_forms, template_of
from workflow.permissions import PLANNER, SEES_COVERAGE, log, need
from workflow.signing import OFFICIAL, SEALED, is_open_to, is_signer, sees_sealed
from workflow.visit_codes import papers_key
from workflow.workspace import Workspace

if TYPE_CHECKING:
    from documents.official_facts import Draft, OfficialFacts

OPEN_TO_LEADERS = frozenset({"inspection_plan", "team_decision", "annex_1"})
"""What leaders may read as soon as it is written: no establishment, no day, no hour stands in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialView:
    """Hold one official paper in a list; ``kind`` is its code in data/papers, ``label`` names it."""

    id: str
    kind: str
    label: str
    part: str
    is_sealed: bool
    made_at: datetime
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersState:
    """Hold for which round papers can be written, and by name those that wait until it has a plan."""

    round_id: str
    waiting: tuple[str, ...]

    @property
    def has_plan(self) -> bool:
        """Tell whether nothing waits."""
        return not self.waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderPapers:
    """Hold the papers of one round that a leader may read now; ``may_sign`` says that this is its signer."""

    round_id: str
    title: str
    may_sign: bool
    is_open: bool
    papers: tuple[OfficialView, ...]


def write_official_papers(
    workspace: Workspace,
    actor: Actor,
    *,
    round_id: str,
    on_progress: OnProgress = silent,
    should_stop: ShouldStop = never,
) -> tuple[OfficialView, ...]:
    """Write every official paper of a round's newest plan, each in the place of the one before.

    Straight after the draw, those that need no plan.

    Heavy libraries are loaded here: the worker or a command calls it, no page does.
    A stop keeps what is written.

    Raises
    ------
    ConflictError
        ``plan.not_drawn`` before the draw.
    InputError
        ``template.broken`` for a template of the office that cannot be used; nothing is written then.
    """
    from documents.registry import OFFICIAL_WRITERS

    need(workspace, actor, *PLANNER, action="official.write", target=round_id)
    facts, forms = official_facts(workspace, actor, round_id=round_id), paper_forms(workspace)
    words = workspace.reference.words
    writers = {k: one for k, one in OFFICIAL_WRITERS.items() if facts.plan.version or not one.needs_plan}
    templates = {kind: template_of(workspace, kind) for kind in writers}
    drafts = [(kind, draft) for kind, writer in writers.items() for draft in writer.drafts(facts, words)]
    kept = set()
    for at, (kind, draft) in enumerate(drafts):
        on_progress("official", at, len(drafts))
        if should_stop():
            break
        made, content = _written(workspace, facts, forms[kind], draft, templates[kind])
        with workspace.store.write() as connection:
            papers.save_paper(connection, made, content)
        kept.add(made.id)
    else:
        _drop_others(workspace, round_id, kept)
    on_progress("official", len(drafts), len(drafts))
    log(workspace, actor, action="official.write", target=round_id, papers=len(kept))
    return list_official_papers(workspace, actor, round_id=round_id)


def read_papers_state(workspace: Workspace, actor: Actor) -> PapersState | None:
    """Return what can be written of the latest round, None before its draw."""
    from documents.registry import OFFICIAL_WRITERS

    need(workspace, actor, *PLANNER, action="official.list")
    with workspace.store.read() as connection:
        known = sorted(one.id for one in rounds.list_rounds(connection))
        if not known or not rounds.is_drawn(connection, known[-1]):
            return None
        has_plan = plan_steps.read_head(connection, known[-1]) is not None
    forms = paper_forms(workspace)
    waiting = (forms[kind].label for kind, one in OFFICIAL_WRITERS.items() if one.needs_plan)
    return PapersState(round_id=known[-1], waiting=() if has_plan else tuple(waiting))


def list_official_papers(workspace: Workspace, actor: Actor, *, round_id: str) -> tuple[OfficialView, ...]:
    """Return the official papers of a round, in the order of the kinds and then of their names."""
    need(workspace, actor, *PLANNER, action="official.list", target=round_id)
    return tuple(_views(workspace, round_id))


def leader_papers(workspace: Workspace, actor: Actor) -> tuple[LeaderPapers, ...]:
    """Return for each round, the newest first, what of its papers this leader may read now; names of no others."""
    need(workspace, actor, *SEES_COVERAGE, action="official.leader")
    with workspace.store.read() as connection:
        known = sorted(rounds.list_rounds(connection), key=lambda one: one.id, reverse=True)
    shown = (_leader_papers(workspace, actor, one.id, title=one.title) for one in known)
    return tuple(one for one in shown if one.papers or one.may_sign)


def _leader_papers(workspace: Workspace, actor: Actor, round_id: str, *, title: str) -> LeaderPapers:
    sees_all = actor.role is AccountRole.PLANNER or sees_sealed(workspace, actor, round_id)
    return LeaderPapers(
        round_id=round_id, title=title, may_sign=is_signer(workspace, actor, round_id),
        is_open=is_open_to(workspace, actor, round_id),
        papers=tuple(view for view in _views(workspace, round_id) if sees_all or not view.is_sealed),
    )  # fmt: skip


def _written(
    workspace: Workspace, facts: "OfficialFacts", form: PaperForm, draft: "Draft", template: bytes
) -> tuple[papers.Paper, bytes]:
    from documents.docx_render import render_docx
    from documents.registry import DOCX

    round_id, kind = facts.round.id, form.kind
    content = render_docx(
        template, draft.fields, title=f"{form.label} – {facts.round.title}", author=facts.letterhead.office,
        on=facts.plan.made_at.date(),
    )  # fmt: skip
    part = f"-{draft.part}" if draft.part else ""
    made = papers.Paper(
        id=f"official-{sha256_hex(f'{kind}|{draft.part}|{papers_key(workspace, round_id)}')[:24]}",
        round_id=round_id, kind=f"{OFFICIAL}{kind}:{draft.label}",
        audience=AccountRole.LEADER.value if kind in OPEN_TO_LEADERS else SEALED,
        file_name=f"{round_id}-{form.file}{part}.docx", media_type=DOCX, made_at=read_now(workspace),
        digest=sha256_hex(content),
    )  # fmt: skip
    return made, content


def _drop_others(workspace: Workspace, round_id: str, kept: set[str]) -> None:
    """Drop what an earlier plan had and this one has not, such as the forms of a shift that is gone."""
    with workspace.store.write() as connection:
        old = [p.id for p in papers.list_papers(connection, round_id) if p.kind.startswith(OFFICIAL)]
        papers.delete_papers(connection, set(old) - kept)


def _views(workspace: Workspace, round_id: str) -> Iterator[OfficialView]:
    forms = paper_forms(workspace)
    zone = read_now(workspace).tzinfo
    with workspace.store.read() as connection:
        found = [p for p in papers.list_papers(connection, round_id) if p.kind.startswith(OFFICIAL)]
    for paper in sorted(found, key=lambda one: _order(one, forms)):
        kind, _, part = paper.kind.removeprefix(OFFICIAL).partition(":")
        yield OfficialView(
            id=paper.id, kind=kind, label=forms[kind].label, part=part, is_sealed=paper.audience == SEALED,
            made_at=paper.made_at.astimezone(zone), size=paper.size,
        )  # fmt: skip


def _order(paper: papers.Paper, forms: Mapping[str, PaperForm]) -> tuple[int, str]:
    from documents.registry import OFFICIAL_WRITERS

    kind = paper.kind.removeprefix(OFFICIAL).partition(":")[0]
    return list(OFFICIAL_WRITERS).index(kind), paper.file_name
