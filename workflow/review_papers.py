"""Workbooks for the communes' review of the register, how far it is, and the count that the plan asks for."""

import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from io import BytesIO

from domain.accounts import Actor
from domain.digest import sha256_hex
from domain.errors import ConflictError, InputError
from domain.establishments import Decision, Establishment
from domain.places import Commune, CommuneKey
from domain.register_steps import Contact, RegisterStep, StepKind
from domain.reviews import CommuneReview, count_register
from register.fold import fold
from store import establishments, papers, places, register_steps, reviews
from workflow.offices import office_of, read_now, read_types
from workflow.permissions import PLANNER, log, need
from workflow.review_views import ReviewBoard, ReviewedCommune
from workflow.views import PaperView
from workflow.workspace import Workspace

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ONE, ALL, SUMMARY = "commune_review", "commune_reviews", "review_summary"
"""Kinds of papers; that of one commune is followed by its code: ``commune_review:25522``."""
TICKET = "RS-{vintage}-{code}"


def read_review(workspace: Workspace, actor: Actor) -> ReviewBoard:
    """Return which communes have reviewed this year, the count by commune and type, and the papers at hand."""
    need(workspace, actor, *PLANNER, action="review.read")
    now = read_now(workspace)
    with workspace.store.read() as connection:
        rows = establishments.read_establishments(connection)
        made = [paper for paper in papers.list_papers(connection) if paper.kind.split(":")[0] in (ONE, ALL, SUMMARY)]
        steps = register_steps.read_steps(connection)
        done = in_force(reviews.read_reviews(connection), steps, year=now.year)
    return ReviewBoard(
        year=now.year,
        communes=tuple(_reviewed(key, name, former, rows, done) for key, name, former in _communes(workspace)),
        counts=count_register(rows),
        type_labels=read_types(workspace),
        papers=tuple(_view(paper, now) for paper in sorted(made, key=lambda paper: paper.kind)),
    )


def write_reviews(
    workspace: Workspace, actor: Actor, *, commune: str = "", with_contacts: bool = False
) -> tuple[PaperView, ...]:
    """Write the workbook of one commune in force, or of each of them and all as one zip file.

    Parameters
    ----------
    commune
        Code of the one that is wanted, "" for all.
    with_contacts
        True puts owners' names and phones in; the look at them is logged.

    Raises
    ------
    ConflictError
        ``review.empty`` before there is a register.
    InputError
        ``review.not_here`` for a commune that is none of the office's.
    """
    need(workspace, actor, *PLANNER, action="review.write", target=commune)
    now = read_now(workspace)
    with workspace.store.read() as connection:
        rows = establishments.read_establishments(connection)
        contacts = establishments.read_contacts(connection) if with_contacts else {}
    if with_contacts:
        log(workspace, actor, action="contacts.read", target=commune)
    if not rows:
        raise ConflictError("review.empty")
    wanted = [entry for entry in _communes(workspace) if commune in ("", entry[0].code)]
    if not wanted:
        raise InputError("review.not_here", commune=commune)
    files = {
        key.code: _workbook(workspace, (key, name, former), sent_to(key, rows), contacts, now)
        for key, name, former in wanted
    }
    words, on = workspace.reference.words, now.date().isoformat()
    made = {
        f"{ONE}:{code}": (words.say("review.file", code=code, on=on), XLSX, content) for code, content in files.items()
    }
    if not commune:
        made[ALL] = (words.say("review.zip_file", on=on), "application/zip", _zipped(made.values()))
    views = tuple(_keep(workspace, kind, *file, now=now) for kind, file in made.items())
    log(workspace, actor, action="review.write", target=commune, communes=len(files))
    return views


def write_review_summary(workspace: Workspace, actor: Actor) -> PaperView:
    """Write the count by commune and type, with the date of each commune's review."""
    from documents.review_summary import SummaryCommune, SummaryPaper, review_summary_workbook

    need(workspace, actor, *PLANNER, action="review.summary")
    board = read_review(workspace, actor)
    if not any(count.registered for count in board.counts):
        raise ConflictError("review.empty")
    now = read_now(workspace)
    used = {count.type for count in board.counts}
    paper = SummaryPaper(
        office_name=office_of(workspace).name, year=board.year, made_at=now,
        communes=tuple(
            SummaryCommune(code=one.code, name=one.name, reviewed_on=one.on, signer_title=one.signer_title)
            for one in board.communes
        ),
        types=tuple((code, label) for code, label in board.type_labels.items() if code in used),
        counts=board.counts,
    )  # fmt: skip
    content = review_summary_workbook(paper, words=workspace.reference.words)
    name = workspace.reference.words.say("review.summary_file", on=now.date().isoformat())
    view = _keep(workspace, SUMMARY, name, XLSX, content, now=now)
    log(workspace, actor, action="review.summary")
    return view


def sent_to(commune: CommuneKey, rows: Iterable[Establishment]) -> tuple[Establishment, ...]:
    """Return what a commune is asked about, by hamlet and name: all that lies in it and was not rejected."""
    own = (e for e in rows if e.commune_now == commune and e.decision is not Decision.REJECTED)
    return tuple(sorted(own, key=lambda e: (fold(e.hamlet), fold(e.name), e.id)))


def in_force(
    done: Iterable[CommuneReview], steps: Iterable[RegisterStep], *, year: int
) -> Mapping[CommuneKey, CommuneReview]:
    """Return each commune's last review of a year that still holds.

    One before the year's last import speaks of another register; one whose
    step was undone was taken back.
    """
    kept = [step for step in steps if step.undone_by is None]
    last_import = max((s.number for s in kept if s.kind is StepKind.IMPORT and s.at.year == year), default=0)
    holds = {step.number for step in kept if step.number > last_import}
    return {review.commune: review for review in done if review.on.year == year and review.step in holds}


def _communes(workspace: Workspace) -> list[tuple[CommuneKey, str, tuple[str, ...]]]:
    """Return (key, name, former names) of each commune in force."""
    with workspace.store.read() as connection:
        known = {commune.key: commune for commune in places.read_communes(connection)}
        successions = places.read_successions(connection)
    former = {
        key: tuple(commune_name(known[s.old]) for s in successions if s.new == key and s.old in known) for key in known
    }
    return [(key, commune_name(known[key]), former[key]) for key in office_of(workspace).communes]


def commune_name(commune: Commune) -> str:
    """Return a commune's kind and name."""
    return f"{commune.kind} {commune.name}"


def _reviewed(
    key: CommuneKey,
    name: str,
    former: tuple[str, ...],
    rows: Iterable[Establishment],
    done: Mapping[CommuneKey, CommuneReview],
) -> ReviewedCommune:
    review = done.get(key)
    return ReviewedCommune(
        code=key.code, name=name, former_names=former, rows=len(sent_to(key, rows)),
        on=review.on if review else None, signer_title=review.signer_title if review else "",
    )  # fmt: skip


def _workbook(
    workspace: Workspace,
    commune: tuple[CommuneKey, str, tuple[str, ...]],
    sent: Iterable[Establishment],
    contacts: Mapping[str, Contact],
    now: datetime,
) -> bytes:
    from documents.commune_review import ReviewLine, ReviewPaper, commune_review_workbook

    office, types = office_of(workspace), read_types(workspace)
    key, name, former = commune
    lines = (
        ReviewLine(
            id=e.id,
            name=e.name,
            type_label=types.get(e.type or "", e.type_raw),
            address=e.address_raw,
            hamlet=e.hamlet,
            status=e.status,
            owner=contacts[e.id].owner_name if e.id in contacts else "",
            phone=contacts[e.id].phone if e.id in contacts else "",
        )
        for e in sent
    )
    paper = ReviewPaper(
        office_name=office.name, superior=office.superior, commune=name, former_names=former,
        ticket=TICKET.format(vintage=key.vintage, code=key.code), made_at=now, type_labels=tuple(types.values()),
        lines=tuple(lines), has_contacts=bool(contacts),
    )  # fmt: skip
    return commune_review_workbook(paper, words=workspace.reference.words)


def _zipped(files: Iterable[tuple[str, str, bytes]]) -> bytes:
    """Return the files as one zip, without times, so that the same files give the same bytes."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, _, content in files:
            archive.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()


def _keep(
    workspace: Workspace, kind: str, file_name: str, media_type: str, content: bytes, *, now: datetime
) -> PaperView:
    """Keep a paper for the planner, in the place of the one of its kind before: only one is to be sent out."""
    paper = papers.Paper(
        id=f"paper-{sha256_hex(kind)[:24]}", round_id=None, kind=kind, audience="planner",
        file_name=file_name, media_type=media_type, made_at=now, digest=sha256_hex(content), size=len(content),
    )  # fmt: skip
    with workspace.store.write() as connection:
        papers.save_paper(connection, paper, content)
    return _view(paper, now)


def _view(paper: papers.Paper, now: datetime) -> PaperView:
    return PaperView(
        id=paper.id, kind=paper.kind, file_name=paper.file_name, media_type=paper.media_type,
        made_at=paper.made_at.astimezone(now.tzinfo), size=paper.size,
    )  # fmt: skip
