"""What a leader needs beside the coverage map: what waits, what a shift brings, where the pace leads; counts only."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from domain.accounts import Actor
from domain.inspections import Inspection, RemedyState, remedies_of
from domain.plans import Coverage, CoverageRow, Plan
from domain.rounds import RoundStatus
from domain.sheets import commune_of_stop
from domain.units import percent_tenths
from planner.forecast import Forecast, forecast
from planner.selection.formats import read_frame
from store import establishments, inspections, plans, remedies, rounds
from workflow.covering import coverage_of
from workflow.offices import read_now
from workflow.permissions import SEES_COVERAGE, need
from workflow.remedies import UNDECIDED
from workflow.target_rules import target_rules
from workflow.workspace import Workspace

SETTLED = frozenset({RoundStatus.SEALED, RoundStatus.CLOSED, RoundStatus.ABANDONED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Evening:
    """Hold what one more shift brings: establishments and tenths of a percent, truncated.

    It is the mean of the used shifts of the newest plan, ``stops`` in ``shifts``.
    """

    gain: int
    percent_tenths: int
    stops: int
    shifts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Count what waits for a decision today."""

    to_sign: int
    """Rounds that have a plan which nobody sealed yet."""
    late_complaints: int
    late_remedies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Count what this year's inspections of the office's own rounds found, and what became of it."""

    inspections: int
    with_findings: int
    findings: int
    handled: int
    remedied: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadView:
    """Hold what stands beside the map; no establishment, no hour, no route.

    ``trend`` gives each month of the year up to now with the establishments
    reached by its end; ``closes_on`` is the last day of the year's reports.
    """

    on: date
    closes_on: date
    waiting: Waiting
    evening: Evening | None
    forecast: Forecast | None
    trend: tuple[tuple[int, int], ...]
    found: Found


def read_lead(workspace: Workspace, actor: Actor, *, coverage: Coverage | None = None) -> LeadView:
    """Return what waits, what one more evening brings, the trend and what was found, for those who see coverage.

    ``coverage`` is what the same actor has just read; counting it anew reads the whole register.
    """
    need(workspace, actor, *SEES_COVERAGE, action="lead.read")
    now, area = read_now(workspace), (coverage or coverage_of(workspace)).area
    with workspace.store.read() as connection:
        done = [i for i in inspections.read_inspections(connection) if i.round_id and i.on.year == now.year]
    days = _first_days(workspace, done)
    closes_on = _closes_on(workspace, now.year)
    return LeadView(
        on=now.date(), closes_on=closes_on, waiting=_waiting(workspace, now.date()),
        evening=_evening(workspace, area),
        forecast=forecast(days, registered=area.registered_frozen, on=now.date(), by=closes_on),
        trend=_trend(days, now.date()), found=_found(workspace, done),
    )  # fmt: skip


def _closes_on(workspace: Workspace, year: int) -> date:
    """Return the last day of a year's reports: the next one begins on the morrow."""
    return date(year, *target_rules(workspace).report_year_start) - timedelta(days=1)


def _waiting(workspace: Workspace, today: date) -> Waiting:
    with workspace.store.read() as connection:
        drafts = [r for r in rounds.list_rounds(connection) if r.status not in SETTLED]
        to_sign = [plan for r in drafts if (plan := plans.read_plan(connection, r.id)) and plan.sealed_at is None]
        heard = inspections.read_complaints(connection)
        kept = {(one.inspection_id, one.code): one.state for one in remedies.read_remedies(connection)}
        found = [one for i in inspections.read_inspections(connection) for one in remedies_of(i)]
    late = [
        one
        for one in found
        if one.is_overdue(today) and kept.get((one.inspection_id, one.code)) is not RemedyState.DONE
    ]
    return Waiting(
        to_sign=len(to_sign), late_complaints=sum(one.is_open and one.is_late(today) for one in heard),
        late_remedies=len(late),
    )  # fmt: skip


def _evening(workspace: Workspace, area: CoverageRow) -> Evening | None:
    """Return the mean shift of the newest plan; None without one, or where nothing is left to inspect."""
    with workspace.store.read() as connection:
        known = sorted(rounds.list_rounds(connection), key=lambda r: r.id, reverse=True)
        plan = next((found for r in known if (found := plans.read_plan(connection, r.id))), None)
    sizes = [size for size in _sizes(plan) if size] if plan else []
    left = area.registered_frozen - area.inspected
    gain = min(sum(sizes) // len(sizes), left) if sizes else 0
    if not gain:
        return None
    return Evening(
        gain=gain, percent_tenths=percent_tenths(gain, area.registered_frozen), stops=sum(sizes), shifts=len(sizes)
    )


def _sizes(plan: Plan) -> list[int]:
    """Return how many establishments each shift visits; a commune's committee is none."""
    return [sum(commune_of_stop(stop.visit) is None for stop in route.stops) for route in plan.solution.routes]


def _first_days(workspace: Workspace, done: list[Inspection]) -> list[date]:
    """Return the day on which each establishment that coverage counts was first reached this year."""
    with workspace.store.read() as connection:
        frames = [f for r in rounds.list_rounds(connection) if (f := rounds.read_frame(connection, r.id))]
        rows = () if frames else establishments.read_establishments(connection)
    counted = {e.id for e in rows if e.is_in_scope}
    if frames:
        counted = {row.id for row in read_frame(max(frames, key=lambda frame: frame[2])[0])}
    first: dict[str, date] = {}
    for one in sorted(done, key=lambda one: one.on):
        if one.counts and one.establishment_id in counted:
            first.setdefault(one.establishment_id, one.on)
    return list(first.values())


def _trend(days: list[date], today: date) -> tuple[tuple[int, int], ...]:
    by_month = Counter(day.month for day in days)
    return tuple(
        (month, sum(count for known, count in by_month.items() if known <= month))
        for month in range(1, today.month + 1)
    )


def _found(workspace: Workspace, done: list[Inspection]) -> Found:
    with workspace.store.read() as connection:
        kept = {(one.inspection_id, one.code): one.state for one in remedies.read_remedies(connection)}
    found = [one for inspection in done for one in remedies_of(inspection)]
    return Found(
        inspections=sum(one.counts for one in done), with_findings=sum(bool(one.findings) for one in done),
        findings=len(found), handled=sum(one.action not in UNDECIDED for one in found),
        remedied=sum(kept.get((one.inspection_id, one.code), one.state) is RemedyState.DONE for one in found),
    )  # fmt: skip
