"""The same figures as the product gives them at its doors, in the shape of the SQL's rows."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from sql_figures import Figures, Row
from year_office import LEADER, PLANNER

import workflow
from documents.official_facts import OfficialFacts, ResultRow
from domain.errors import InputError
from domain.plans import CoverageRow
from domain.targets import TargetCode, YearClock
from workflow.coverage_counts import coverage_figures
from workflow.official_gathering import official_facts
from workflow.public_plan import public_paper
from workflow.workspace import Workspace

Given = Iterator[Row]
Facts = Mapping[str, OfficialFacts]


def product_figures(workspace: Workspace) -> Figures:
    """Return every figure, sorted, by the name of its query."""
    year = workflow.read_now(workspace).year
    figures: Figures = {name: sorted(give(workspace), key=repr) for name, give in _GIVEN.items()}
    facts = facts_of_rounds(workspace)
    figures |= {name: sorted(give(facts), key=repr) for name, give in _OF_FACTS.items()}
    figures["round_plans"] = sorted(_round_plans(workspace, facts), key=repr)
    for clock in YearClock:
        for of in (year - 1, year):
            figures[f"targets.{clock}.{of}"] = sorted(_targets(workspace, clock, of), key=repr)
    return figures


def facts_of_rounds(workspace: Workspace) -> Facts:
    """Return what the official papers of each round are written from."""
    known = workflow.list_rounds(workspace, PLANNER)
    return {found.id: official_facts(workspace, PLANNER, round_id=found.id) for found in known}


def public_rows(workspace: Workspace) -> Iterator[tuple[str, str, tuple[str, ...], int, int]]:
    """Yield what the public plan of each round says: round, kind, names counted together, registered, selected."""
    for found in workflow.list_rounds(workspace, PLANNER):
        try:
            paper = public_paper(workspace, found.id)
        except InputError:
            # Even the totals would tell who is drawn: nothing is published.
            continue
        yield found.id, "total", (), paper.registered, paper.selected
        for kind, rows in (("commune", paper.communes), ("type", paper.types)):
            yield from ((found.id, kind, row.names, row.registered, row.selected) for row in rows)
        yield from ((found.id, "month", (f"{month:%Y-%m}",), 0, visits) for month, visits in paper.months)


def percent_text(tenths: int) -> str:
    """Return tenths of a percent as they are printed."""
    return f"{tenths // 10},{tenths % 10}"


def _coverage(workspace: Workspace) -> Given:
    found = workflow.read_coverage(workspace, LEADER).coverage
    for kind, rows in (("area", (found.area,)), ("commune", found.communes), ("type", found.types)):
        yield from (_coverage_row(kind, row) for row in rows)


def _coverage_row(kind: str, row: CoverageRow) -> Row:
    return (
        kind, row.key, row.registered_frozen, row.registered_active, row.registered_ever, row.inspected, row.need,
        row.short, int(row.reached), percent_text(row.percent_tenths),
    )  # fmt: skip


def _coverage_units(workspace: Workspace) -> Given:
    figures = coverage_figures(workspace)
    for unit in (figures.area, *figures.units):
        yield unit.code, unit.registered, unit.inspected, unit.need, unit.before, unit.findings, unit.handled


def _targets(workspace: Workspace, clock: YearClock, year: int) -> Given:
    view = workflow.read_targets(workspace, LEADER, clock=clock, year=year)
    for one in view.targets:
        day = one.on.isoformat() if one.on else ""
        yield str(one.code), one.numerator, one.denominator, one.percent_tenths, day
    parts = {one.code: one.parts for one in view.targets}
    spoken, joined, heard = (
        parts[code] for code in (TargetCode.COMMUNICATION, TargetCode.INTEGRATION, TargetCode.COMPLAINTS)
    )
    yield "communication.activities", spoken["activities"], spoken["audience"], 0, ""
    yield "integration.communes", joined["communes"], joined["area"], 0, ""
    yield "complaints.parts", heard["verified"], heard["classified"], heard["late"], ""
    yield from ((f"missing.{code}", quarter, 0, 0, "") for code, quarter in view.missing)


def _support(workspace: Workspace) -> Given:
    for row in workflow.read_targets(workspace, LEADER).support:
        yield row.quarter, row.commune, *(-1 if n is None else n for n in (row.in_need, row.supported))


def _remedies(workspace: Workspace) -> Given:
    view = workflow.list_remedies(workspace, PLANNER)
    yield "year", view.findings, view.handled, view.remedied
    done = sum(one.remedy.state == "done" for one in view.remedies)
    yield "due", len(view.remedies), done, sum(one.is_overdue for one in view.remedies)


def _complaints(workspace: Workspace) -> Given:
    views = workflow.list_complaints(workspace, PLANNER)
    keys = [(view.complaint.kind, str(view.complaint.state)) for view in views]
    for key, count in Counter(keys).items():
        own = [view for view, of in zip(views, keys, strict=True) if of == key]
        yield *key, count, sum(view.is_late for view in own), sum(bool(view.complaint.visit) for view in own)


def _leader(workspace: Workspace) -> Given:
    view = workflow.read_lead(workspace, LEADER)
    waiting, found = view.waiting, view.found
    yield "waiting", waiting.to_sign, waiting.late_complaints, waiting.late_remedies, 0
    if view.evening:
        evening = view.evening
        yield "evening", evening.gain, evening.percent_tenths, evening.stops, evening.shifts
    if view.forecast:
        ahead = view.forecast
        yield "forecast", ahead.reached, ahead.percent_tenths, ahead.inspected, ahead.days
    yield from (("trend", month, reached, 0, 0) for month, reached in view.trend)
    yield "inspections", found.inspections, found.with_findings, 0, 0
    yield "found", found.findings, found.handled, found.remedied, 0
    yield "planned", workflow.read_coverage(workspace, LEADER).planned, 0, 0, 0


def _regulations(workspace: Workspace) -> Given:
    view = workflow.read_regulation_cover(workspace, PLANNER)
    for one in (view.area, *view.rows):
        yield one.code, one.registered, one.visited, one.met, one.represented, one.commitments, one.missing


def _regulation_days(workspace: Workspace) -> Given:
    for day in workflow.read_regulation_cover(workspace, PLANNER).days:
        yield day.on.isoformat(), day.regulation, int(day.by_meeting), day.commune, day.establishments


def _deployment(workspace: Workspace) -> Given:
    for found in workflow.list_rounds(workspace, PLANNER):
        view = workflow.read_deployment(workspace, LEADER, round_id=found.id)
        yield found.id, "", view.handed_over, view.commitments, view.leaflets, view.forwarded
        yield from ((found.id, code, count, 0, 0, 0) for code, count in view.regulations.items())


def _supervised(workspace: Workspace) -> Given:
    for one in workflow.list_supervised(workspace, PLANNER).done:
        yield (
            one.round_id, one.commune.code, one.on.isoformat(), sum(one.tasks.values()), len(one.tasks),
            int(bool(one.answer)),
        )  # fmt: skip


def _rounds(facts: Facts) -> Given:
    for id_, one in facts.items():
        keys = {row.name: row.code for row in one.communes} | {label: code for code, label in one.types.items()}
        yield _result_row(id_, "total", "", one.results.total)
        for kind, rows in (("type", one.results.types), ("commune", one.results.communes)):
            yield from (_result_row(id_, kind, keys[row.label], row) for row in rows)


def _result_row(round_id: str, kind: str, key: str, row: ResultRow) -> Row:
    return round_id, kind, key, row.registered, row.inspected, row.visits, row.found


def _round_before(facts: Facts) -> Given:
    yield from ((id_, one.results.done_before) for id_, one in facts.items() if one.results.done_before)


def _round_findings(facts: Facts) -> Given:
    for id_, one in facts.items():
        results = one.results
        yield from ((id_, action, count) for action, count in results.total.actions.items())
        if results.open_findings + results.closed_findings:
            yield id_, "-open", results.open_findings
            yield id_, "-closed", results.closed_findings


def _round_states(facts: Facts) -> Given:
    for id_, one in facts.items():
        yield from ((id_, state, count) for state, count in one.results.states.items())


def _round_plans(workspace: Workspace, facts: Facts) -> Given:
    for id_, one in facts.items():
        view = workflow.read_plan(workspace, PLANNER, round_id=id_)
        came = workflow.read_results(workspace, PLANNER, round_id=id_).shifts
        yield (
            id_, view.registered, view.required, view.must, view.risk, view.lottery, len(one.plan.reserves),
            sum(len(shift.stops) for shift in view.shifts), view.shifts_used, sum(one.received for one in came),
            sum(one.counted for one in came), sum(one.conflicts for one in came),
        )  # fmt: skip


def _estimates(workspace: Workspace) -> Given:
    titles = {found.title: found.id for found in workflow.list_rounds(workspace, PLANNER)}
    for one in workflow.read_method(workspace, LEADER).rounds:
        for part in ("must", "risk", "lottery"):
            answers = getattr(one.results, part)
            yield titles[one.title], part, answers.violating, answers.clean, answers.silent
        yield titles[one.title], "pool", one.results.pool, 0, 0


_GIVEN: Mapping[str, Callable[[Workspace], Given]] = {
    "coverage": _coverage, "coverage_units": _coverage_units, "support": _support, "remedies": _remedies,
    "complaints": _complaints, "leader": _leader, "regulations": _regulations, "regulation_days": _regulation_days,
    "deployment": _deployment, "supervised": _supervised, "estimates": _estimates,
}  # fmt: skip
_OF_FACTS: Mapping[str, Callable[[Facts], Given]] = {
    "rounds": _rounds, "round_before": _round_before, "round_findings": _round_findings,
    "round_states": _round_states,
}  # fmt: skip
