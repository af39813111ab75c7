"""Complaints come in without their senders; each has its day, its state and the visit that verified it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from domain.accounts import Actor
from domain.errors import ConflictError, InputError
from domain.inspections import Complaint, ComplaintState, Inspection
from domain.places import CommuneKey
from register.linting import index_lint_words, lint, without_numbers
from store import establishments, inspections
from workflow.complaint_rules import ComplaintClock, complaint_channels, complaint_clocks
from workflow.meanwhile import UNSEEN, Unseen, expect_seen, hold
from workflow.offices import commune_names, office_of, read_now
from workflow.permissions import PLANNER, log_in, need
from workflow.shift_calendar import holidays_of
from workflow.workspace import Workspace

MOST_ABOUT = 500
MOST_RECEIVER = 120
VERIFIED = (ComplaintState.VERIFIED, ComplaintState.DISMISSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintLists:
    """Hold what a new complaint may name: its classes in force today, and by code or id the label of all else."""

    clocks: tuple[ComplaintClock, ...]
    channels: Mapping[str, str]
    establishments: Mapping[str, str]
    communes: Mapping[str, str]


def complaint_lists(workspace: Workspace, actor: Actor) -> ComplaintLists:
    """Return the classes, channels, establishments and communes to choose from."""
    need(workspace, actor, *PLANNER, action="complaints.lists")
    today = read_now(workspace).date()
    clocks = tuple(one for one in complaint_clocks(workspace) if one.is_in_force(today))
    with workspace.store.read() as connection:
        names = {one.id: one.name or one.id for one in establishments.read_establishments(connection)}
    return ComplaintLists(
        clocks=clocks, channels=complaint_channels(workspace), communes=commune_names(workspace),
        establishments=dict(sorted(names.items(), key=lambda item: (item[1], item[0]))),
    )  # fmt: skip


def record_complaint(
    workspace: Workspace,
    actor: Actor,
    *,
    kind: str,
    channel: str,
    received_on: date,
    establishment_id: str = "",
    commune: str = "",
    about: str = "",
) -> Complaint:
    """Keep a new complaint under its number, with the day by which it must be answered.

    Parameters
    ----------
    establishment_id, commune
        Of which it speaks: an establishment's id, or else the code of one of the office's communes.
    about
        What it says of the establishment; names and numbers of persons are masked before it is kept.

    Raises
    ------
    InputError
        ``complaint.kind``, ``complaint.channel``, ``complaint.day``, ``complaint.target``,
        ``complaint.crime`` for a denunciation of a crime, ``complaint.too_long``.
    """
    need(workspace, actor, *PLANNER, action="complaint.record", target=establishment_id or commune)
    clock = _clock(workspace, kind, channel, received_on)
    if clock.is_crime:
        raise InputError("complaint.crime")
    if len(about) > MOST_ABOUT:
        raise InputError("complaint.too_long", most=MOST_ABOUT)
    opened = Complaint(
        id="", establishment_id=establishment_id, received_on=received_on, state=ComplaintState.RECEIVED,
        commune=_commune(workspace, establishment_id, commune), channel=channel, kind=kind,
        due_on=_due_on(workspace, clock, received_on), about=_linted(workspace, about),
    )  # fmt: skip
    return _keep(workspace, actor, opened)


def record_forwarded(
    workspace: Workspace, actor: Actor, *, kind: str, channel: str, received_on: date, to: str, on: date
) -> Complaint:
    """Keep that a denunciation of a crime was forwarded, to whom and when; of what it said nothing is kept.

    Raises
    ------
    InputError
        ``complaint.kind`` for a class that is none of crimes, ``complaint.channel``,
        ``complaint.day``, ``complaint.receiver``.
    """
    need(workspace, actor, *PLANNER, action="complaint.forward")
    clock = _clock(workspace, kind, channel, received_on)
    if not clock.is_crime:
        raise InputError("complaint.kind", kind=kind)
    if not to.strip() or len(to) > MOST_RECEIVER:
        raise InputError("complaint.receiver", most=MOST_RECEIVER)
    if not received_on <= on <= read_now(workspace).date():
        raise InputError("complaint.day", day=f"{on:%d/%m/%Y}")
    forwarded = Complaint(
        id="", establishment_id="", received_on=received_on, state=ComplaintState.FORWARDED, channel=channel,
        kind=kind, due_on=_due_on(workspace, clock, received_on), handled_on=on, forwarded_on=on,
        forwarded_to=_linted(workspace, to),
    )  # fmt: skip
    return _keep(workspace, actor, forwarded)


def link_visit(
    workspace: Workspace,
    actor: Actor,
    *,
    complaint: str,
    inspection: str,
    state: ComplaintState,
    seen: Complaint | Unseen = UNSEEN,
) -> Complaint:
    """Keep which visit verified a complaint, and whether it found it true.

    Raises
    ------
    InputError
        ``complaint.outcome`` for a state other than verified or dismissed.
    ConflictError
        ``triage.unknown``; ``complaint.visit`` for an inspection of another
        establishment, or from before the complaint; ``changed.meanwhile``
        where the complaint is no longer what the page showed, ``seen``.
    """
    need(workspace, actor, *PLANNER, action="complaint.link", target=complaint)
    if state not in VERIFIED:
        raise InputError("complaint.outcome")
    today = read_now(workspace).date()
    with workspace.store.write() as connection:
        hold(connection, "complaint")
        known = find_complaint(connection, complaint)
        expect_seen(workspace, connection, seen=seen, kept=known, part="complaint", target=complaint)
        visit = inspections.find_inspection(connection, inspection)
        if visit is None or visit not in visits_for(known, [visit]):
            raise ConflictError("complaint.visit", complaint=complaint)
        linked = replace(
            known, visit=visit.id, state=state, ground="", needs_second=False, confirmed_by="",
            triaged_by=actor.account, handled_on=known.handled_on or today,
        )  # fmt: skip
        inspections.update_complaint(connection, linked)
        log_in(connection, actor, action="complaint.link", target=complaint, inspection=inspection, state=state.value)
    return linked


def find_complaint(connection: Any, complaint: str) -> Complaint:
    """Return a complaint by its number.

    Raises
    ------
    ConflictError
        ``triage.unknown``.
    """
    found = next((one for one in inspections.read_complaints(connection) if one.id == complaint), None)
    if found is None:
        raise ConflictError("triage.unknown", complaint=complaint)
    return found


def visits_for(complaint: Complaint, done: Sequence[Inspection]) -> tuple[Inspection, ...]:
    """Return the inspections that may have verified a complaint: of its establishment, not before it came."""
    return tuple(
        one
        for one in done
        if complaint.establishment_id and one.establishment_id == complaint.establishment_id
        and one.on >= complaint.received_on
    )  # fmt: skip


def _clock(workspace: Workspace, kind: str, channel: str, received_on: date) -> ComplaintClock:
    found = next((one for one in complaint_clocks(workspace) if one.code == kind), None)
    if found is None or not found.is_in_force(received_on):
        raise InputError("complaint.kind", kind=kind)
    if channel not in complaint_channels(workspace):
        raise InputError("complaint.channel", channel=channel)
    if received_on > read_now(workspace).date():
        raise InputError("complaint.day", day=f"{received_on:%d/%m/%Y}")
    return found


def _commune(workspace: Workspace, establishment_id: str, code: str) -> CommuneKey | None:
    """Return the commune of which a complaint speaks; None where it names a known establishment."""
    with workspace.store.read() as connection:
        known = {one.id for one in establishments.read_establishments(connection)}
    commune = next((key for key in office_of(workspace).communes if key.code == code), None)
    if establishment_id in known and not code:
        return None
    if establishment_id or commune is None:
        raise InputError("complaint.target")
    return commune


def _due_on(workspace: Workspace, clock: ComplaintClock, received_on: date) -> date:
    return clock.due_on(received_on, holidays={one.on for one in holidays_of(workspace)})


def _linted(workspace: Workspace, text: str) -> str:
    words = workspace.reference.register_reference(read_now(workspace).date()).lint_words
    return lint(without_numbers(" ".join(text.split())), index_lint_words(words))


def _keep(workspace: Workspace, actor: Actor, complaint: Complaint) -> Complaint:
    with workspace.store.write() as connection:
        kept = inspections.open_complaint(connection, complaint)
        log_in(connection, actor, action="complaint.record", target=kept.id, kind=kept.kind, state=kept.state.value)
    return kept
