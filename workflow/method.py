"""The method behind the figures: coverage under each denominator, and what a draw says of everybody; counts only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.accounts import AccountRole, Actor
from domain.inspections import Inspection
from domain.rounds import Role, Round, RoundStatus, Sample
from planner.coverage import Reach, three_ways
from planner.estimates import LEAST_VISITS, Answers, Prevalence, Results, estimate_prevalence, pool_interval
from planner.rates import GroupRate, Rates, Visited, group_rates
from planner.risk import Points, PointsCard
from store import establishments, inspections, offices, rounds
from workflow.covering import coverage_of
from workflow.offices import types_of
from workflow.permissions import SEES_COVERAGE, need
from workflow.workspace import Workspace

__all__ = [
    "LEAST_VISITS",
    "Answers",
    "GroupRate",
    "MethodView",
    "Points",
    "PointsCard",
    "Rates",
    "RoundEstimate",
    "TypePoints",
    "estimate_round",
    "rates_by_type",
    "read_method",
]

SHOWN = (RoundStatus.SEALED, RoundStatus.CLOSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundEstimate:
    """Hold what a round's draw says: of its pool by the lottery alone, and of everybody eligible.

    ``pool_low`` to ``pool_high`` of the pool; both it and ``prevalence`` are
    None with fewer than 10 answers of the lottery. Whoever has no result yet
    counts both ways.
    """

    title: str
    results: Results
    pool_interval: tuple[int, int] | None
    prevalence: Prevalence | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TypePoints:
    """Hold the base points of one type, where they come from, and whether anybody has verified that."""

    label: str
    points: int
    source: str
    is_checked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodView:
    """Hold counts and rules without any establishment; ``rates`` is for the planner and None for others."""

    year: int
    rate_bp: int
    inspected: int
    reach: Mapping[str, Reach]
    rounds: tuple[RoundEstimate, ...]
    card: PointsCard
    types: tuple[TypePoints, ...]
    rates: Rates | None
    names: Mapping[str, str]


def read_method(workspace: Workspace, actor: Actor) -> MethodView:
    """Return the year's coverage under each denominator, each sealed round's estimate, and the points card."""
    need(workspace, actor, *SEES_COVERAGE, action="method.read")
    coverage = coverage_of(workspace)
    with workspace.store.read() as connection:
        rule = offices.read_rule(connection) or workspace.reference.rule
        done = inspections.read_inspections(connection)
        drawn = [
            (found, sample)
            for found in sorted(rounds.list_rounds(connection), key=lambda r: r.id)
            if (sample := rounds.read_sample(connection, found.id))
        ]
        kinds = {e.id: e.type for e in establishments.read_establishments(connection) if e.type}
    types = types_of(workspace)
    is_planner = actor.role is AccountRole.PLANNER
    return MethodView(
        year=coverage.year, rate_bp=rule.rate_bp, inspected=coverage.area.inspected,
        reach=three_ways(coverage.area, rule.rate_bp),
        rounds=tuple(estimate_round(r, sample, done) for r, sample in reversed(drawn) if r.status in SHOWN),
        card=workspace.reference.card, types=_type_points(workspace),
        rates=rates_by_type(kinds, (sample for _, sample in drawn), done) if is_planner else None,
        names={kind.code: kind.label for kind in types},
    )  # fmt: skip


def estimate_round(found: Round, sample: Sample, done: Iterable[Inspection]) -> RoundEstimate:
    """Return what the results of a round say; a reserve's result counts for nobody but itself."""
    own = {i.establishment_id: bool(i.findings) for i in done if i.round_id == found.id and i.counts}
    in_pool = (Role.LOTTERY, Role.RESERVE, Role.NOT_DRAWN)
    results = Results(
        must=_answers(sample.must, own), risk=_answers(sample.risk, own), lottery=_answers(sample.lottery, own),
        pool=sum(row.role in in_pool for row in sample.rows),
    )  # fmt: skip
    lottery = results.lottery
    is_enough = lottery.violating + lottery.clean >= LEAST_VISITS
    return RoundEstimate(
        title=found.title, results=results,
        pool_interval=pool_interval(
            results.pool, lottery.visits, lottery.violating, silent=lottery.silent
        ) if is_enough else None,
        prevalence=estimate_prevalence(results) if is_enough else None,
    )  # fmt: skip


def rates_by_type(kinds: Mapping[str, str], samples: Iterable[Sample], done: Iterable[Inspection]) -> Rates:
    """Return the rate of findings of each type over all full inspections; the overall one is the lottery's."""
    drawn = {id_ for sample in samples for id_ in sample.lottery}
    visited = [
        Visited(
            group=kinds[i.establishment_id], has_findings=bool(i.findings),
            by_lottery=i.round_id is not None and i.establishment_id in drawn,
        )
        for i in done
        if i.counts and i.establishment_id in kinds
    ]  # fmt: skip
    return group_rates(visited, keys=set(kinds.values()))


def _answers(ids: Iterable[str], own: Mapping[str, bool]) -> Answers:
    found = [own.get(id_) for id_ in ids]
    return Answers(violating=found.count(True), clean=found.count(False), silent=found.count(None))


def _type_points(workspace: Workspace) -> tuple[TypePoints, ...]:
    """Return every type's base points; those that the office changed are its own."""
    reference = {kind.code: kind.points for kind in workspace.reference.types}
    sources = workspace.reference.type_sources
    return tuple(
        TypePoints(label=kind.label, points=kind.points, source=sources[kind.code][0], is_checked=sources[kind.code][1])
        if reference.get(kind.code) == kind.points
        else TypePoints(label=kind.label, points=kind.points, source="", is_checked=True)
        for kind in types_of(workspace)
    )
