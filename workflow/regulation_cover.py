"""Who was given which regulation, by a visit or at a commune's meeting, what was signed, and who is still missing."""

import secrets
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.accounts import Actor
from domain.errors import ConflictError, InputError
from domain.establishments import Establishment
from domain.places import CommuneKey
from domain.regulations import CommuneCover
from domain.targets import CommuneMeeting
from domain.visits import KeptResult, ResultState, StopKind
from store import establishments, results, rounds, targets
from workflow.offices import commune_names, office_of, read_now
from workflow.permissions import PLANNER, log_in, need
from workflow.workspace import Workspace

MOST_REPRESENTED = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingRow:
    """Hold an establishment that nobody has given the regulations yet."""

    id: str
    name: str
    address: str
    commune: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegulationDay:
    """Hold that a regulation was given to some establishments on a day, by visits or at a meeting of a commune."""

    on: date
    regulation: str
    by_meeting: bool
    establishments: int
    commune: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegulationCover:
    """Hold how far regulations were made known in a year; regulations and communes have labels by code."""

    year: int
    regulation: str
    regulations: Mapping[str, str]
    communes: Mapping[str, str]
    area: CommuneCover
    rows: tuple[CommuneCover, ...]
    missing: tuple[MissingRow, ...]
    days: tuple[RegulationDay, ...]
    meetings: tuple[CommuneMeeting, ...]
    establishments: Mapping[str, tuple[str, str]]
    """Commune and name of each establishment in scope, which a meeting may name."""


def read_regulation_cover(
    workspace: Workspace, actor: Actor, *, year: int | None = None, regulation: str = ""
) -> RegulationCover:
    """Return who was given a regulation in a calendar year, "" for any of them."""
    need(workspace, actor, *PLANNER, action="regulations.read")
    return regulation_cover(workspace, year=year, regulation=regulation)


def regulation_cover(workspace: Workspace, *, year: int | None, regulation: str) -> RegulationCover:
    """Return who was given a regulation, as ``read_regulation_cover`` does, for a step that has authorised."""
    year = year or read_now(workspace).year
    with workspace.store.read() as connection:
        rows = [e for e in establishments.read_establishments(connection) if e.is_in_scope]
        recorded = [one for r in rounds.list_rounds(connection) for one in results.read_results(connection, r.id)]
        held = [one for one in targets.read_meetings(connection) if one.on.year == year]
    zone = read_now(workspace).tzinfo
    visits = [one for one in recorded if _is_visit(one) and one.result.recorded_at.astimezone(zone).year == year]
    wanted = [one for one in visits if regulation in ("", *one.result.regulations)]
    given = {one.result.stop for one in wanted if one.result.regulations}
    meetings = [one for one in held if regulation in ("", *one.regulations)]
    named = {id_ for one in meetings for id_ in one.establishments}
    signed = {one.result.stop for one in visits if one.result.commitment_on}
    counted = [_cover(key, rows, (given, named, signed), meetings) for key in office_of(workspace).communes]
    return RegulationCover(
        year=year, regulation=regulation, communes=commune_names(workspace), area=_sum(counted), rows=tuple(counted),
        regulations={rule.code: rule.label for rule in workspace.reference.field_rules.regulations},
        missing=tuple(_missing(one) for one in sorted(rows, key=_by_name) if one.id not in given | named),
        days=_days([(one.result.recorded_at.astimezone(zone).date(), one) for one in visits], held),
        meetings=tuple(held),
        establishments={one.id: (_code(one), one.name or one.id) for one in sorted(rows, key=_by_name)},
    )  # fmt: skip


def record_meeting(
    workspace: Workspace,
    actor: Actor,
    *,
    commune: str,
    on: date,
    regulations: Sequence[str],
    represented: int,
    named: Sequence[str] = (),
    commitments: int = 0,
) -> CommuneMeeting:
    """Keep a meeting at which a commune made regulations known; of who came it has establishments only.

    Raises
    ------
    InputError
        ``meeting.commune``, ``meeting.day`` for one to come, ``meeting.regulations`` for none or an
        unknown one, ``meeting.counts`` where more are named or signed than were represented,
        ``meeting.named`` for an establishment of another commune.
    """
    need(workspace, actor, *PLANNER, action="meeting.record", target=commune)
    now = read_now(workspace)
    key = next((one for one in office_of(workspace).communes if one.code == commune), None)
    if key is None:
        raise InputError("meeting.commune", commune=commune)
    if on > now.date():
        raise InputError("meeting.day", day=f"{on:%d/%m/%Y}")
    _check_meeting(workspace, key, tuple(regulations), represented, named, commitments)
    meeting = CommuneMeeting(
        id=f"HN-{on:%Y%m%d}-{secrets.token_hex(4)}", commune=key, on=on, regulations=tuple(sorted(set(regulations))),
        represented=represented, establishments=tuple(sorted(set(named))), commitments=commitments,
        account=actor.account, at=now,
    )  # fmt: skip
    with workspace.store.write() as connection:
        targets.add_meeting(connection, meeting)
        log_in(connection, actor, action="meeting.record", target=meeting.id, represented=represented)
    return meeting


def drop_meeting(workspace: Workspace, actor: Actor, *, meeting: str) -> None:
    """Take back a meeting that was entered by mistake; the audit keeps that it was there.

    Raises
    ------
    ConflictError
        ``meeting.none``.
    """
    need(workspace, actor, *PLANNER, action="meeting.drop", target=meeting)
    with workspace.store.write() as connection:
        if not targets.delete_meeting(connection, meeting):
            raise ConflictError("meeting.none", meeting=meeting)
        log_in(connection, actor, action="meeting.drop", target=meeting)


def _check_meeting(
    workspace: Workspace,
    key: CommuneKey,
    regulations: tuple[str, ...],
    represented: int,
    named: Sequence[str],
    commitments: int,
) -> None:
    known = {rule.code for rule in workspace.reference.field_rules.regulations}
    if not regulations or not known.issuperset(regulations):
        raise InputError("meeting.regulations", value=", ".join(sorted(set(regulations) - known)) or "–")
    with workspace.store.read() as connection:
        own = {e.id for e in establishments.read_establishments(connection) if e.commune_now == key}
    for id_ in named:
        if id_ not in own:
            raise InputError("meeting.named", establishment=id_)
    if not max(len(set(named)), commitments, 1) <= represented <= MOST_REPRESENTED or commitments < 0:
        raise InputError("meeting.counts", represented=represented, named=len(set(named)), commitments=commitments)


def _is_visit(one: KeptResult) -> bool:
    return one.state is ResultState.KEPT and one.result.kind is StopKind.ESTABLISHMENT


def _cover(
    key: CommuneKey, rows: Iterable[Establishment], sets: tuple[set[str], set[str], set[str]],
    meetings: Iterable[CommuneMeeting],
) -> CommuneCover:  # fmt: skip
    given, named, signed = sets
    own = {one.id for one in rows if one.commune_now == key}
    held = [one for one in meetings if one.commune == key]
    return CommuneCover(
        code=key.code, registered=len(own), visited=len(own & given), met=len(own & named - given),
        represented=sum(one.represented for one in held),
        commitments=len(own & signed) + sum(one.commitments for one in held), missing=len(own - given - named),
        meetings=len(held), met_on=max((one.on for one in held), default=None),
    )  # fmt: skip


def _sum(rows: Sequence[CommuneCover]) -> CommuneCover:
    names = ("registered", "visited", "met", "represented", "commitments", "missing", "meetings")
    counts = {name: sum(getattr(one, name) for one in rows) for name in names}
    return CommuneCover(code="", **counts, met_on=max((one.met_on for one in rows if one.met_on), default=None))


def _days(
    visits: Iterable[tuple[date, KeptResult]], meetings: Iterable[CommuneMeeting]
) -> tuple[RegulationDay, ...]:  # fmt: skip
    """Return when each regulation was given, the newest day first."""
    stops: dict[tuple[date, str], set[str]] = defaultdict(set)
    for on, one in visits:
        for code in one.result.regulations:
            stops[on, code].add(one.result.stop)
    found = [
        RegulationDay(on=on, regulation=code, by_meeting=False, establishments=len(ids))
        for (on, code), ids in stops.items()
    ]
    counts: Counter[tuple[date, str, str]] = Counter()
    for meeting in meetings:
        for code in meeting.regulations:
            counts[meeting.on, code, meeting.commune.code] += meeting.represented
    found += [
        RegulationDay(on=on, regulation=code, by_meeting=True, establishments=count, commune=commune)
        for (on, code, commune), count in counts.items()
    ]
    return tuple(sorted(found, key=lambda day: (-day.on.toordinal(), day.regulation, day.by_meeting, day.commune)))


def _missing(one: Establishment) -> MissingRow:
    return MissingRow(
        id=one.id, name=one.name or one.id, address=one.address_raw or one.hamlet, commune=_code(one)
    )  # fmt: skip


def _code(one: Establishment) -> str:
    return one.commune_now.code if one.commune_now else ""


def _by_name(one: Establishment) -> tuple[str, str, str]:
    return _code(one), one.name, one.id
