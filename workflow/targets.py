"""The plan's targets of a year by one of its clocks, for planners and leaders: counts, never an establishment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.accounts import Actor
from domain.errors import InputError
from domain.places import CommuneKey
from domain.targets import (
    QUARTERS,
    AreaIntegration,
    CommuneReport,
    Target,
    TargetRules,
    YearClock,
    span_of_year,
    year_of_day,
)
from planner.selection.formats import read_frame
from planner.targets import TargetFacts, count_targets, may_show, missing_reports, programmes_of, quarters_due
from store import establishments, inspections, rounds, targets
from workflow.meanwhile import UNSEEN, Unseen, expect_seen, hold
from workflow.offices import commune_names, office_of, read_now
from workflow.permissions import PLANNER, SEES_COVERAGE, log_in, need
from workflow.target_rules import target_rules
from workflow.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportRow:
    """Hold the two counts of one quarter; ``commune`` "" is the area; both None where they are hidden."""

    quarter: int
    commune: str
    in_need: int | None
    supported: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetsView:
    """Hold the six targets of a year and what lies behind them, communes by their codes.

    Parameters
    ----------
    first, last, today
        The year by its clock, and the day up to which it is counted.
    programmes
        Commune to the programmes that it marked; "" is the area itself.
    quarters_due
        How many calendar quarters have gone by, each of which has a report of every commune.
    missing
        Reports of quarters gone by that are not there: commune and quarter.
    communes
        Name of each commune by its code.
    keys
        Key of each commune by its code.
    """

    clock: YearClock
    year: int
    first: date
    last: date
    today: date
    targets: tuple[Target, ...]
    rules: TargetRules
    programmes: Mapping[str, frozenset[str]]
    support: tuple[SupportRow, ...]
    quarters_due: int
    missing: tuple[tuple[str, int], ...]
    communes: Mapping[str, str]
    keys: Mapping[str, CommuneKey]


def read_targets(
    workspace: Workspace, actor: Actor, *, clock: YearClock = YearClock.CALENDAR, year: int | None = None
) -> TargetsView:
    """Return how far the targets of a year are reached; without a year, of the one in which today lies."""
    need(workspace, actor, *SEES_COVERAGE, action="targets.read")
    rules = target_rules(workspace)
    facts = _facts(workspace, rules, clock=clock, year=year)
    marked = programmes_of(facts)
    return TargetsView(
        clock=clock, year=facts.year, first=facts.first, last=facts.last, today=facts.until,
        targets=count_targets(facts, rules), rules=rules,
        programmes={
            "": frozenset(facts.area_programmes), **{key.code: frozenset(marked[key]) for key in facts.communes}
        },
        support=_support_rows(facts, under=rules.hidden_under),
        quarters_due=len(quarters_due(facts)),
        missing=tuple((key.code, quarter) for key, quarter in missing_reports(facts)),
        communes=commune_names(workspace), keys={key.code: key for key in facts.communes},
    )  # fmt: skip


def save_integration(
    workspace: Workspace,
    actor: Actor,
    *,
    year: int,
    programmes: tuple[str, ...],
    seen: frozenset[str] | Unseen = UNSEEN,
) -> None:
    """Keep into which programmes the area itself integrated the work of a year.

    Raises
    ------
    ConflictError
        ``changed.meanwhile`` where they are no longer what the page showed, ``seen``.
    InputError
        ``commune_report.programme`` for a programme that the plan does not name.
    """
    need(workspace, actor, *PLANNER, action="integration.save", target=str(year))
    known = target_rules(workspace).programmes
    for code in programmes:
        if code not in known:
            raise InputError("commune_report.programme", value=code)
    marked = tuple(code for code in known if code in programmes)
    kept = AreaIntegration(year=year, programmes=marked, account=actor.account, at=read_now(workspace))
    with workspace.store.write() as connection:
        hold(connection, "integration")
        before = targets.read_integration(connection, year)
        now = frozenset(before.programmes if before else ())
        expect_seen(workspace, connection, seen=seen, kept=now, part="integration", target=str(year))
        targets.save_integration(connection, kept)
        log_in(connection, actor, action="integration.save", target=str(year), programmes=len(marked))


def _facts(workspace: Workspace, rules: TargetRules, *, clock: YearClock, year: int | None) -> TargetFacts:
    today = read_now(workspace).date()
    year = year or year_of_day(clock, today, starts=rules.report_year_start)
    first, last = span_of_year(clock, year, starts=rules.report_year_start)
    with workspace.store.read() as connection:
        reports = targets.read_reports(connection)
        area = targets.read_integration(connection, year)
        done, heard = inspections.read_inspections(connection), inspections.read_complaints(connection)
    return TargetFacts(
        today=today, year=year, first=first, last=last, communes=office_of(workspace).communes, reports=reports,
        area_programmes=area.programmes if area else (), registered=_registered(workspace), inspections=done,
        complaints=heard,
    )  # fmt: skip


def _registered(workspace: Workspace) -> frozenset[str]:
    """Return the official denominator, as the coverage has it: the latest frame, before one the register in scope."""
    with workspace.store.read() as connection:
        frames = [f for r in rounds.list_rounds(connection) if (f := rounds.read_frame(connection, r.id))]
        if not frames:
            return frozenset(e.id for e in establishments.read_establishments(connection) if e.is_in_scope)
    latest = max(frames, key=lambda frame: frame[2])
    return frozenset(row.id for row in read_frame(latest[0]))


def _support_rows(facts: TargetFacts, *, under: int) -> tuple[SupportRow, ...]:
    """Return the two counts by quarter: the area's sum, and each commune's where it may be shown."""
    rows = []
    for quarter in QUARTERS:
        own = [one for one in facts.reports if (one.year, one.quarter) == (facts.year, quarter)]
        counts = {one.commune: (one.in_need, one.supported) for one in own if one.commune in facts.communes}
        if not counts:
            continue
        in_need, supported = (sum(pair[n] for pair in counts.values()) for n in (0, 1))
        rows.append(SupportRow(quarter=quarter, commune="", in_need=in_need, supported=supported))
        shown = may_show(counts, under=under)
        rows += [_support_row(quarter, key, counts[key] if key in shown else None) for key in sorted(counts)]
    return tuple(rows)


def _support_row(quarter: int, key: CommuneKey, counts: tuple[int, int] | None) -> SupportRow:
    in_need, supported = counts or (None, None)
    return SupportRow(quarter=quarter, commune=key.code, in_need=in_need, supported=supported)


def list_commune_reports(workspace: Workspace, actor: Actor, *, year: int) -> tuple[CommuneReport, ...]:
    """Return the reports of a year that communes gave, for the planner who enters and checks them."""
    need(workspace, actor, *PLANNER, action="commune_reports.list", target=str(year))
    with workspace.store.read() as connection:
        return tuple(one for one in targets.read_reports(connection) if one.year == year)
