"""Who is in the frame of a round, and why somebody is not or must be.

Once a year holds per legal entity: a full inspection with minutes, by any
agency, exempts every establishment of the entity; and of several that are
still open, only one can be drawn. A complaint triaged as a
clear sign, a remedy that is overdue, and what an earlier round left over come
in all the same (Resolution 198/2025/QH15, article 4, as docs/legal-basis.md has it).
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import TypeVar

from domain.errors import InputError
from domain.establishments import Decision, Establishment, Status
from domain.inspections import Complaint, ComplaintState, Inspection
from domain.rounds import FrameRow, Reason, ReasonCode, Role, SampledEstablishment, SamplingRule

Value = TypeVar("Value")

_AT_REST = (Status.PAUSED, Status.CLOSED, Status.MOVED)
_MUST = (ReasonCode.MUST_COMPLAINT, ReasonCode.MUST_REINSPECTION, ReasonCode.MUST_CARRIED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Hold the frame of a round.

    ``rows`` are by id; ``left_out`` are the registered ones that are not in
    scope, each with its reason; ``reasons`` are those of the must-inspect, exempt
    and done rows, for draw_sample.
    """

    rows: tuple[FrameRow, ...]
    left_out: tuple[SampledEstablishment, ...]
    reasons: Mapping[str, Reason]


def build_frame(
    establishments: Sequence[Establishment],
    *,
    inspections: Iterable[Inspection],
    complaints: Iterable[Complaint],
    rule: SamplingRule,
    round_start: date,
    scores: Mapping[str, int],
    carried: Collection[str] = (),
    seen_since: date | None = None,
) -> Frame:
    """Freeze the register for a round.

    Parameters
    ----------
    inspections, complaints
        By anybody, any year; those after round_start are passed over.
    rule
        Its ``exempt_clock`` says which year counts.
    scores
        Points of each establishment in scope, by id.
    carried
        Ids that an earlier round left uninspected and the office carries over.
    seen_since
        First day of the cycle of years in which everybody is to be seen once;
        None where no cycle runs, and everybody counts as seen.

    Raises
    ------
    InputError
        ``frame.no_ground`` for a complaint triaged as a clear sign without its
        legal ground. One that waits for its second account is no clear sign yet.

    Notes
    -----
    Whoever must be inspected is neither exempt nor done, so that a second
    inspection in a year stands for itself and counts once. Of an entity's
    establishments all that must be inspected stay, each with its own ground;
    where there is none, the one with the highest score, then the smallest id.
    The others are exempt and count in the denominator.
    """
    known = tuple(i for i in inspections if i.on <= round_start)
    by_establishment = _group(known, lambda i: i.establishment_id)
    heard = _group(_clear_signs(complaints, round_start), lambda c: c.establishment_id)
    entity = {e.id: e.entity_id or e.id for e in establishments}
    counted = [i for i in known if i.counts and i.establishment_id in entity]
    by_entity = _group(counted, lambda i: entity[i.establishment_id])

    reasons: dict[str, Reason] = {}
    rows: list[FrameRow] = []
    for establishment in sorted(establishments, key=lambda e: e.id):
        if not establishment.is_in_scope:
            continue
        own = by_establishment.get(establishment.id, [])
        reason = (
            _must_reason(own, heard.get(establishment.id, []), round_start, establishment.id in carried)
            or _done_reason(own, round_start)
            or _exempt_reason(by_entity.get(entity[establishment.id], []), rule.exempt_clock, round_start)
        )
        if reason is not None:
            reasons[establishment.id] = reason
        row = _frame_row(establishment, reason, scores[establishment.id])
        rows.append(replace(row, seen=_is_seen(establishment, own, since=seen_since, until=round_start)))
    sisters = _sisters_left(rows, entity)
    reasons |= {id_: _sister_reason(chosen) for id_, chosen in sisters.items()}
    rows = [replace(row, exempt=True) if row.id in sisters else row for row in rows]
    left_out = tuple(_left_out(e) for e in sorted(establishments, key=lambda e: e.id) if not e.is_in_scope)
    return Frame(rows=tuple(rows), left_out=left_out, reasons=reasons)


def _sisters_left(rows: Sequence[FrameRow], entity: Mapping[str, str]) -> dict[str, str]:
    """Return who of an entity stands back, each with the one that stays."""
    open_rows = [row for row in rows if not row.done and (row.must or not row.exempt)]
    sisters: dict[str, str] = {}
    for members in _group(open_rows, lambda row: entity[row.id]).values():
        first = min(members, key=lambda row: (not row.must, -row.score, row.id))
        sisters |= {row.id: first.id for row in members if row is not first and not row.must}
    return sisters


def _sister_reason(chosen: str) -> Reason:
    return Reason(code=ReasonCode.EXEMPT, params={"cause": "same_entity", "establishment": chosen})


def _is_seen(establishment: Establishment, own: Sequence[Inspection], *, since: date | None, until: date) -> bool:
    return since is None or is_seen_between(establishment, own, since=since, until=until)


def is_seen_between(establishment: Establishment, own: Iterable[Inspection], *, since: date, until: date) -> bool:
    """Tell whether it was inspected between two days, on file or as the register has it; both days count."""
    days = [i.on for i in own if i.counts]
    if establishment.last_inspected_on is not None:
        days.append(establishment.last_inspected_on)
    return any(since <= day <= until for day in days)


def exempt_until(inspected_on: date, clock: str) -> date:
    """Return the first day on which an inspection no longer exempts, under a rule's clock.

    Examples
    --------
    >>> exempt_until(date(2026, 6, 10), "calendar"), exempt_until(date(2026, 6, 10), "stricter")
    (datetime.date(2027, 1, 1), datetime.date(2027, 6, 10))
    """
    next_year = date(inspected_on.year + 1, 1, 1)
    if clock == "calendar":
        return next_year
    try:
        same_day = inspected_on.replace(year=inspected_on.year + 1)
    except ValueError:
        same_day = date(inspected_on.year + 1, 3, 1)
    return same_day if clock == "rolling" else max(next_year, same_day)


def _frame_row(establishment: Establishment, reason: Reason | None, score: int) -> FrameRow:
    if establishment.commune_now is None or establishment.type is None:
        raise ValueError("an establishment in scope has a commune and a type")
    code = reason.code if reason else None
    position = establishment.position
    return FrameRow(
        id=establishment.id,
        commune=establishment.commune_now.code,
        type=establishment.type,
        score=score,
        must=code in _MUST,
        exempt=code is ReasonCode.EXEMPT,
        done=code is ReasonCode.DONE,
        # An unknown place only moves its turn within its cell.
        lon=position.lon if position else 0.0,
        lat=position.lat if position else 0.0,
    )


def _clear_signs(complaints: Iterable[Complaint], round_start: date) -> Iterator[Complaint]:
    for complaint in complaints:
        is_clear = complaint.state is ComplaintState.CLEAR_SIGN and not complaint.waits
        if is_clear and complaint.received_on <= round_start:
            if not complaint.ground.strip():
                raise InputError("frame.no_ground", complaint=complaint.id, id=complaint.establishment_id)
            yield complaint


def _must_reason(
    own: Sequence[Inspection], heard: Sequence[Complaint], round_start: date, is_carried: bool
) -> Reason | None:
    """Return why it must be inspected: a complaint not yet followed, a remedy overdue, or carried over."""
    last_full = max((i.on for i in own if i.counts), default=date.min)
    for complaint in sorted(heard, key=lambda c: (c.received_on, c.id)):
        if complaint.received_on > last_full:
            params = {"complaint": complaint.id, "ground": complaint.ground, "on": complaint.received_on.isoformat()}
            return Reason(code=ReasonCode.MUST_COMPLAINT, params=params)
    due = _overdue(own, round_start)
    if due is not None:
        return Reason(code=ReasonCode.MUST_REINSPECTION, params={"due_on": due.isoformat()})
    return Reason(code=ReasonCode.MUST_CARRIED) if is_carried else None


def _overdue(own: Sequence[Inspection], round_start: date) -> date | None:
    """Return the earliest remedy day that has passed, not remedied and with no later inspection that has minutes."""
    last = max((i.on for i in own if i.minutes_no), default=date.min)
    open_ = (f for i in own if i.on >= last for f in i.findings if f.remedied_on is None)
    days = [f.remedy_due_on for f in open_ if f.remedy_due_on is not None]
    return min((day for day in days if day < round_start), default=None)


def _done_reason(own: Sequence[Inspection], round_start: date) -> Reason | None:
    """Return the inspection of this plan year that counts towards the share."""
    done = [i for i in own if i.counts and i.round_id is not None and i.on.year == round_start.year]
    if not done:
        return None
    last = max(done, key=lambda i: (i.on, i.id))
    return Reason(code=ReasonCode.DONE, params={"on": last.on.isoformat(), "minutes_no": last.minutes_no})


def _exempt_reason(entitys: Sequence[Inspection], clock: str, round_start: date) -> Reason | None:
    """Return the full inspection of the entity that exempts it longest."""
    if not entitys:
        return None
    last = max(entitys, key=lambda i: (i.on, i.id))
    until = exempt_until(last.on, clock)
    if until <= round_start:
        return None
    params = {
        "on": last.on.isoformat(),
        "until": until.isoformat(),
        "agency": last.agency,
        "establishment": last.establishment_id,
    }
    return Reason(code=ReasonCode.EXEMPT, params=params)


def _left_out(establishment: Establishment) -> SampledEstablishment:
    """Give a registered establishment out of scope its reason; ``cause`` has words of its own."""
    if establishment.decision is not Decision.ACCEPTED:
        reason = Reason(code=ReasonCode.OUT_OF_SCOPE, params={"cause": str(establishment.decision)})
    elif establishment.status in _AT_REST:
        reason = Reason(code=ReasonCode.CLOSED, params={"status": str(establishment.status)})
    else:
        cause = "no_type" if establishment.type is None else "no_commune"
        reason = Reason(code=ReasonCode.OUT_OF_SCOPE, params={"cause": cause})
    return SampledEstablishment(
        establishment_id=establishment.id, role=Role.EXCLUDED, reason=reason, chance=Fraction(0)
    )


def _group(values: Iterable[Value], key: Callable[[Value], str]) -> dict[str, list[Value]]:
    groups: dict[str, list[Value]] = {}
    for value in values:
        groups.setdefault(key(value), []).append(value)
    return groups
