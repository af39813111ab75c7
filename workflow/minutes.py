"""The minutes of a draw as a paper of its round, and the notice of its hashes before the dice."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from domain.accounts import Actor
from domain.ceremony import Draw, DrawState, TakenOut, spot_checks
from domain.digest import sha256_hex
from domain.errors import ConflictError
from domain.establishments import Establishment
from domain.inspections import Complaint
from domain.rounds import ReasonCode, Sample
from planner.selection.formats import read_frame
from register.legal_form import entity_forms
from store import ceremonies, establishments, inspections, papers, rounds
from workflow.ceremony import has_second_planner
from workflow.ceremony_views import difference_of, is_open
from workflow.frames import draw_of
from workflow.offices import commune_names, office_of, read_now, read_types
from workflow.permissions import PLANNER, log_in, need
from workflow.rounds import round_of
from workflow.taken_out import CLOSURES
from workflow.workspace import Workspace

if TYPE_CHECKING:
    from documents.minutes_paper import DrawMinutes, ShareRow


def write_notice(workspace: Workspace, actor: Actor, *, round_id: str) -> str:
    """Write the notice of the hashes of a committed draw and return its paper's id."""
    from documents.draw_minutes import hash_notice

    need(workspace, actor, *PLANNER, action="notice.write", target=round_id)
    draw = draw_of(workspace, round_id, DrawState.COMMITTED, DrawState.ROLLED, DrawState.DRAWN)
    office, words = office_of(workspace), workspace.reference.words
    content = hash_notice(draw, office=office.name, superior=office.superior, words=words)
    return _keep(workspace, actor, draw, kind="draw_notice", content=content)


def write_minutes(workspace: Workspace, actor: Actor, *, round_id: str) -> str:
    """Write the minutes of a round's draw as it stands and return their paper's id; the same values give the same id.

    Raises
    ------
    ConflictError
        ``draw.not_frozen``, ``draw.step``, ``plan.not_drawn``.
    """
    from documents.registry import DRAW_WRITERS

    need(workspace, actor, *PLANNER, action="minutes.write", target=round_id)
    paper = minutes_paper(workspace, round_id)
    content = DRAW_WRITERS["draw_minutes"].write(paper, workspace.reference.words)
    return _keep(workspace, actor, paper.draw, kind="draw_minutes", content=content)


def minutes_paper(workspace: Workspace, round_id: str) -> "DrawMinutes":
    """Return what the minutes of a round's draw are written from."""
    from documents.minutes_paper import DrawMinutes
    from planner.verify_draw import verify_draw

    draw = draw_of(workspace, round_id, DrawState.DRAWN)
    found, office = round_of(workspace, round_id), office_of(workspace)
    with workspace.store.read() as connection:
        sample = rounds.read_sample(connection, round_id)
        salt = ceremonies.read_salt(connection, draw) if is_open(found) else ""
        known = {e.id: e for e in establishments.read_establishments(connection)}
        stated = {entity.id: entity.legal_form for entity in establishments.read_entities(connection)}
        heard = inspections.read_complaints(connection)
        changes = ceremonies.read_changes(connection, round_id)
        before = next((d for d in ceremonies.read_draws(connection, draw.year) if d.number == draw.number - 1), None)
    if sample is None:
        raise ConflictError("plan.not_drawn")
    forms = entity_forms(known.values(), known=stated)
    frame = read_frame(draw.frame_csv)
    zone = read_now(workspace).tzinfo
    names = {**commune_names(workspace), **read_types(workspace), **workspace.reference.agencies}
    published = replace(sample, rows=tuple(r for r in sample.rows if r.establishment_id in {row.id for row in frame}))
    return DrawMinutes(
        superior=office.superior, office_name=office.name, title=found.title, starts_on=found.starts_on,
        ends_on=found.ends_on, draw=_in_zone(draw, zone), sample=sample, salt=salt,
        has_second_planner=has_second_planner(workspace), establishments=_named(known, names), names=names,
        shares=tuple(_shares(sample, known, forms, names, workspace)),
        spot_checks=spot_checks(draw, sorted({e.establishment_id for e in draw.taken_out if e.code in CLOSURES})),
        changes=tuple(replace(change, at=change.at.astimezone(zone)) for change in changes),
        differs=tuple(_differs(before, draw, workspace)) if before else (),
        clear_signs=tuple(_clear_signs(sample, heard, workspace)),
        is_checked=not verify_draw(published, frame=frame, rule=draw.rule),
    )  # fmt: skip


def _keep(workspace: Workspace, actor: Actor, draw: Draw, *, kind: str, content: bytes) -> str:
    digest = sha256_hex(content)
    file_name = workspace.reference.words.say(f"{kind}.file", draw=draw.label.replace("/", "-"))
    made = papers.Paper(
        id=f"paper-{sha256_hex(kind + draw.round_id + digest)[:24]}", round_id=draw.round_id, kind=kind,
        audience="planner", file_name=file_name, media_type="text/html; charset=utf-8",
        made_at=read_now(workspace), digest=digest,
    )  # fmt: skip
    with workspace.store.write() as connection:
        if papers.read_paper(connection, made.id) is None:
            papers.save_paper(connection, made, content)
        log_in(connection, actor, action=f"{kind}.write", target=draw.round_id)
    return made.id


def _in_zone(draw: Draw, zone) -> Draw:  # type: ignore[no-untyped-def]
    """Return a draw whose instants are the office's own."""
    names = ("frozen_at", "approved_at", "committed_at", "rolled_at", "drawn_at", "abandoned_at")
    moved = {name: at.astimezone(zone) for name in names if (at := getattr(draw, name))}
    events: tuple[TakenOut, ...] = tuple(replace(e, at=e.at.astimezone(zone)) for e in draw.taken_out)
    return replace(draw, taken_out=events, **moved)


def _named(known: Mapping[str, Establishment], names: Mapping[str, str]):  # type: ignore[no-untyped-def]
    from documents.minutes_paper import MinutesEstablishment

    return {
        e.id: MinutesEstablishment(
            id=e.id, name=e.name, type_label=names.get(e.type or "", e.type_raw),
            commune=names.get(e.commune_now.code, e.commune_raw) if e.commune_now else e.commune_raw,
        )
        for e in known.values()
    }  # fmt: skip


def _shares(
    sample: Sample,
    known: Mapping[str, Establishment],
    forms: Mapping[str, str],
    names: Mapping[str, str],
    workspace: Workspace,
) -> Iterator["ShareRow"]:
    """Yield what of each commune, type, legal form and size was selected, in words."""
    from documents.minutes_paper import ShareRow
    from planner.selection import selected_shares

    say = workspace.reference.words.say
    drawn = [e for row in sample.rows if (e := known.get(row.establishment_id))]
    for row in selected_shares(drawn, sample.selected, legal_forms=forms):
        sized = row.dimension == "size" and row.key
        formed = row.dimension == "legal_form" and row.key
        spoken = f"minutes.size_{row.key}" if sized else f"legal_form.{row.key}" if formed else ""
        label = say(spoken) if spoken else names.get(row.key, row.key)
        yield ShareRow(dimension=row.dimension, label=label, registered=row.registered, selected=row.selected)


def _clear_signs(sample: Sample, heard: tuple[Complaint, ...], workspace: Workspace) -> Iterator[str]:
    """Yield by whom each complaint that makes an inspection a must was called a clear sign, and who agreed."""
    say = workspace.reference.words.say
    known = {complaint.id: complaint for complaint in heard}
    for row in sample.rows:
        complaint = known.get(str(row.reason.params.get("complaint", "")))
        if row.reason.code is ReasonCode.MUST_COMPLAINT and complaint is not None:
            by = {"triaged_by": complaint.triaged_by or say("minutes.not_told"), "confirmed_by": complaint.confirmed_by}
            key = "minutes.clear_sign" if complaint.confirmed_by else "minutes.clear_sign_alone"
            told = {"id": row.establishment_id, "complaint": complaint.id, "ground": complaint.ground}
            yield say(key, **told, **by)


def _differs(before: Draw, draw: Draw, workspace: Workspace) -> Iterator[str]:
    say = workspace.reference.words.say
    found = difference_of(before, draw)
    counts = {"added": len(found.added), "removed": len(found.removed), "changed": len(found.changed)}
    yield say("minutes.differs", before=found.before, **counts)
    for field, one, other in found.rule:
        yield say("minutes.differs_rule", field=field, before=one, after=other)
    if not found.rule:
        yield say("minutes.differs_same_rule", before=found.before)
