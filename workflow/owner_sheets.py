"""The sheet that an owner gets on request: what the office holds, its points, why it was selected before."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from domain.accounts import Actor
from domain.digest import sha256_hex
from domain.errors import ConflictError
from domain.establishments import Establishment
from domain.rounds import RoundStatus
from planner.risk import score_points
from store import establishments, inspections, papers, rounds
from workflow.offices import commune_names, read_now, read_types, types_of
from workflow.official_gathering import letterhead_of
from workflow.paper_settings import settings_of
from workflow.paper_templates import paper_forms, template_of
from workflow.permissions import PLANNER, log_in, need
from workflow.workspace import Workspace

if TYPE_CHECKING:
    from documents.official_facts import OwnerFacts

KIND = "owner_sheet"


def write_owner_sheet(workspace: Workspace, actor: Actor, *, establishment: str) -> str:
    """Write an owner's sheet and return its paper's id; the worker calls it, no page does.

    Of a round that is not closed nothing is told: the sheet would give the list away.

    Raises
    ------
    ConflictError
        ``owner.unknown``.
    """
    from documents.docx_render import render_docx
    from documents.official_owner import owner_drafts
    from documents.registry import DOCX

    need(workspace, actor, *PLANNER, action="owner.write", target=establishment)
    facts, form = owner_facts(workspace, establishment), paper_forms(workspace)[KIND]
    template, now = template_of(workspace, KIND), read_now(workspace)
    (draft,) = owner_drafts(facts, workspace.reference.words)
    content = render_docx(template, draft.fields, title=form.label, author=facts.letterhead.office, on=facts.on)
    digest = sha256_hex(content)
    made = papers.Paper(
        id=f"owner-{sha256_hex(establishment + digest)[:24]}", round_id=None, kind=f"{KIND}:{establishment}",
        audience="planner", file_name=f"{establishment}-{form.file}.docx", media_type=DOCX, made_at=now, digest=digest,
    )  # fmt: skip
    with workspace.store.write() as connection:
        papers.save_paper(connection, made, content)
        log_in(connection, actor, action="owner.write", target=establishment)
    return made.id


def owner_facts(workspace: Workspace, establishment: str) -> "OwnerFacts":
    """Return what an owner may learn, for a step that has authorised."""
    from documents.official_facts import OwnerFacts

    now = read_now(workspace)
    with workspace.store.read() as connection:
        e = next((one for one in establishments.read_establishments(connection) if one.id == establishment), None)
        has_contact = establishment in establishments.read_contacts(connection)
    if e is None:
        raise ConflictError("owner.unknown", establishment=establishment)
    return OwnerFacts(
        letterhead=letterhead_of(workspace), settings=settings_of(workspace), name=e.name, on=now.date(),
        held=_held(workspace, e, has_contact=has_contact), points=_points(workspace, e, on=now.date()),
        card=_card(workspace), selection=_selection(workspace, establishment),
    )  # fmt: skip


def _held(workspace: Workspace, e: Establishment, *, has_contact: bool) -> tuple[tuple[str, str], ...]:
    say, types, names = workspace.reference.words.say, read_types(workspace), commune_names(workspace)
    held = {
        "name": e.name, "type": types.get(e.type or "", e.type_raw), "address": e.address_raw or e.hamlet,
        "commune": names.get(e.commune_now.code, "") if e.commune_now else "", "former": e.commune_raw,
        "reg_no": e.reg_no, "licence_no": e.licence_no, "security_no": e.security_no, "fire_safety": e.fire_safety,
        "rooms": "" if e.rooms is None else str(e.rooms),
        "staff_total": "" if e.staff_total is None else str(e.staff_total),
        "last_inspected": f"{e.last_inspected_on:%d/%m/%Y}" if e.last_inspected_on else "",
        "owner": say("official.held_contact") if has_contact else "",
    }  # fmt: skip
    return tuple((say(f"official.held_{name}"), value) for name, value in held.items())


def _points(workspace: Workspace, e: Establishment, *, on: date) -> tuple[tuple[str, int], ...]:
    with workspace.store.read() as connection:
        done = [one for one in inspections.read_inspections(connection) if one.establishment_id == e.id]
        heard = [one for one in inspections.read_complaints(connection) if one.establishment_id == e.id]
    base = {kind.code: kind.points for kind in types_of(workspace)}.get(e.type or "", 0)
    card = workspace.reference.card
    parts = score_points(e, type_points=base, inspections=done, complaints=heard, card=card, on=on)
    return tuple((workspace.reference.words.say(f"points.{part.code}"), part.points) for part in parts)


def _card(workspace: Workspace) -> str:
    card, say = workspace.reference.card, workspace.reference.words.say
    if not card.approved_by:
        return say("official.card_unapproved", version=card.version)
    return say("official.card", version=card.version, approved=card.approved_by)


def _selection(workspace: Workspace, establishment: str) -> tuple[str, ...]:
    """Return why it was selected or not in each closed round, the oldest first."""
    from documents.formatting import reason_text

    words, names = workspace.reference.words, {**commune_names(workspace), **read_types(workspace)}
    with workspace.store.read() as connection:
        closed = [r for r in rounds.list_rounds(connection) if r.status is RoundStatus.CLOSED]
        drawn = [(one, rounds.read_sample(connection, one.id)) for one in sorted(closed, key=lambda r: r.id)]
    # Of another establishment that this one was weighed against, its owner learns nothing.
    other = {"displaced": words.say("official.another")}
    return tuple(
        words.say("official.selection", title=one.title, sentence=reason_text(told, words=words, names=names))
        for one, sample in drawn
        if sample
        for row in sample.rows
        if row.establishment_id == establishment
        for told in [replace(row.reason, params={**row.reason.params, **other})]
    )
