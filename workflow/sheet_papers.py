"""The papers of a sealed plan's shifts: route sheets, cover pages, printed routes, files for map programs."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from documents.registry import SHEET_WRITERS, SheetWriter
from documents.sheet_paper import SheetPaper, sheet_code
from domain.accounts import Actor
from domain.digest import sha256_hex
from domain.errors import ConflictError
from domain.progress import OnProgress, ShouldStop, never, silent
from store import papers
from workflow.field_keys import passphrase_of
from workflow.field_sheets import sheet_json
from workflow.offices import read_now
from workflow.papers import paper_view
from workflow.permissions import PLANNER, log_in, need
from workflow.sheet_access import SheetView, list_sheets, open_sheet
from workflow.sheet_files import TEAM, file_name, ids_of, sheet_paper_id
from workflow.views import PaperView
from workflow.workspace import Workspace

SALT_BYTES, NONCE_BYTES = 16, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPapersView:
    """Hold the papers of one shift in force, in the order of documents.registry.SHEET_WRITERS."""

    sheet: SheetView
    papers: tuple[PaperView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFolder:
    """Hold what was written for a round: the shifts in force, and what a newer plan or a revocation replaced."""

    shifts: tuple[SheetPapersView, ...]
    out_of_force: tuple[PaperView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetsWritten:
    """Count papers that were written, and those that stand as they were because their sheet is the same."""

    shifts: int
    written: int
    kept: int


def write_sheets(
    workspace: Workspace,
    actor: Actor,
    *,
    round_id: str,
    is_open: bool = False,
    on_progress: OnProgress = silent,
    should_stop: ShouldStop = never,
) -> SheetsWritten:
    """Write every paper of every shift of a sealed plan; all are kept, or none.

    Parameters
    ----------
    is_open
        Also write sheets that need no passphrase: the planner's own choice, logged. One
        that was written before is kept up to date in any case.

    Raises
    ------
    ConflictError
        ``sheets.none`` where no sealed plan has a shift; ``sheets.stopped`` when asked to stop.
    """
    need(workspace, actor, *PLANNER, action="sheets.write", target=round_id)
    views = _sheets_of(workspace, actor, round_id)
    if not views:
        raise ConflictError("sheets.none")
    made: list[tuple[papers.Paper, bytes]] = []
    for done, view in enumerate(views):
        if should_stop():
            raise ConflictError("sheets.stopped")
        on_progress("sheets", done, len(views))
        made += _papers_of(workspace, actor, view, is_open=is_open)
    fresh = [(paper, content) for paper, content in made if content]
    with workspace.store.write() as connection:
        for paper, content in fresh:
            papers.save_paper(connection, paper, content)
        log_in(connection, actor, action="sheets.write", target=round_id, papers=len(fresh), unlocked=int(is_open))
    on_progress("sheets", len(views), len(views))
    return SheetsWritten(shifts=len(views), written=len(fresh), kept=len(made) - len(fresh))


def read_sheet_papers(workspace: Workspace, actor: Actor, *, round_id: str) -> SheetFolder:
    """Return the papers of a round's shifts, for the planner."""
    need(workspace, actor, *PLANNER, action="sheets.list", target=round_id)
    views = _sheets_of(workspace, actor, round_id)
    with workspace.store.read() as connection:
        kept = papers.list_papers(connection, round_id)
    known = {paper.id: paper_view(workspace, paper) for paper in kept if paper.kind in SHEET_WRITERS}
    in_force = ids_of(workspace, (view.sheet for view in views))
    shifts = tuple(
        SheetPapersView(sheet=view, papers=tuple(known[id_] for id_ in ids_of(workspace, [view.sheet]) if id_ in known))
        for view in views
    )
    return SheetFolder(shifts=shifts, out_of_force=tuple(one for id_, one in known.items() if id_ not in in_force))


def _sheets_of(workspace: Workspace, actor: Actor, round_id: str) -> list[SheetView]:
    return [view for view in list_sheets(workspace, actor) if view.sheet.round_id == round_id]


def _papers_of(
    workspace: Workspace, actor: Actor, view: SheetView, *, is_open: bool
) -> Sequence[tuple[papers.Paper, bytes]]:
    """Return the papers of one shift with their bytes, empty bytes for those that stand as they are."""
    sheet, round_id = view.sheet, view.sheet.round_id
    found = open_sheet(workspace, actor, shift=sheet.shift, round_id=round_id, action="sheets.write")
    source = SheetPaper(
        sheet=sheet_json(workspace, found), passphrase=passphrase_of(workspace, found.id),
        salt=secrets.token_bytes(SALT_BYTES), nonce=secrets.token_bytes(NONCE_BYTES),
    )  # fmt: skip
    made = []
    for writer in SHEET_WRITERS.values():
        id_ = sheet_paper_id(workspace, kind=writer.kind, sheet=found.id)
        with workspace.store.read() as connection:
            known = papers.read_paper(connection, id_)
        if writer.on_request and not is_open and known is None:
            continue
        is_sound = known is not None and sha256_hex(known[1]) == known[0].digest
        content = _fresh(workspace, writer, source, kept=known[1] if known and is_sound else b"")
        paper = papers.Paper(
            id=id_, round_id=round_id, kind=writer.kind, audience=TEAM + view.team if writer.for_team else "planner",
            file_name=file_name(workspace, kind=writer.kind, sheet=found.id, code=sheet_code(source.sheet)),
            media_type=writer.media_type, made_at=read_now(workspace), digest=sha256_hex(content),
        )  # fmt: skip
        made.append((paper, content))
    return made


def _fresh(workspace: Workspace, writer: SheetWriter, source: SheetPaper, *, kept: bytes) -> bytes:
    """Return a paper's bytes, none where what is kept says the same.

    A locked sheet has other bytes at each writing: it carries what it was made from.
    """
    from documents.route_sheet import read_source, source_digest

    words = workspace.reference.words
    if writer.is_random and read_source(kept) == source_digest(source.sheet, words=words):
        return b""
    content = writer.write(source, words)
    return b"" if content == kept else content
