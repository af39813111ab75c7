"""The simulated country drawn and planned, one area at a time; nothing of it is kept."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from demo.country import CountryArea, make_country_area
from demo.names import DemoNames, read_names
from domain.digest import canonical_json, sha256_hex
from domain.establishments import Establishment
from domain.rounds import FrameRow, Sample, SamplingRule
from domain.routing import RoutingProblem
from geo.travel import open_travel_source
from planner.eligibility import build_frame
from planner.problem import build_problem
from planner.risk import score_register, total
from planner.routing import solve
from planner.routing.formats import solution_json
from planner.routing.secrecy import choose_secretly
from planner.selection import draw_sample
from planner.selection.formats import draw_json
from planner.verify import verify
from planner.verify_draw import verify_draw
from planner.warning import SecrecyRule, read_secrecy_rule
from workflow.reference import Reference, load_reference
from workflow.warning_groups import together_of
from workflow.workspace import ROOT

AS_OF = date(2027, 3, 1)
SOLVER, ITERATIONS = "lns", 200


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryTask:
    """Name one area of a country."""

    seed: int
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryPlan:
    """Hold what one area came to; ``digest`` is the SHA-256 of its draw and its plan.

    ``rules_broken`` counts what the verifiers of draw and plan find, visits left out not among them.
    """

    number: int
    communes: int
    establishments: int
    selected: int
    planned: int
    unassigned: int
    rules_broken: int
    score: float
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryFacts:
    """Hold what every area is made and planned by."""

    reference: Reference
    names: DemoNames
    secrecy: SecrecyRule


@cache
def country_facts(data: Path = ROOT / "data") -> CountryFacts:
    """Return the tables of an installation; a process reads them once."""
    return CountryFacts(
        reference=load_reference(data),
        names=read_names((data / "facts" / "names.toml").read_text(encoding="utf-8")),
        secrecy=read_secrecy_rule((data / "rules" / "secrecy.toml").read_text(encoding="utf-8")),
    )


def plan_country_area(task: CountryTask) -> CountryPlan:
    """Make one area, draw its sample by the installation's rule and plan it on estimated ways."""
    facts = country_facts()
    area = make_country_area(task.number, names=facts.names, seed=task.seed, as_of=AS_OF)
    rule = facts.reference.rule
    frame, sample = draw_area(area, facts, rule=rule, seed=sha256_hex(f"country|{task.seed}|{task.number}"))
    problem = problem_of_area(area, facts, sample)
    best = solve(problem, solver=SOLVER, seed=int(sample.seed[:7], 16), iterations=ITERATIONS)
    solution = choose_secretly(problem, best, seed=sample.seed, loss_bp=facts.secrecy.loss_bp)
    broken = len(verify(problem, solution).broken) + len(verify_draw(sample, frame=frame, rule=rule))
    return CountryPlan(
        number=task.number,
        communes=len(area.communes),
        establishments=len(area.establishments),
        selected=sample.size,
        planned=sum(len(route.stops) for route in solution.routes),
        unassigned=len(solution.unassigned),
        rules_broken=broken,
        score=solution.score,
        digest=sha256_hex(canonical_json(draw_json(sample)) + solution_json(solution)),
    )


def draw_area(
    area: CountryArea, facts: CountryFacts, *, rule: SamplingRule, seed: str
) -> tuple[tuple[FrameRow, ...], Sample]:
    """Return an area's frame and the sample that a seed draws from it."""
    points = score_register(
        area.establishments, type_points={kind.code: kind.points for kind in facts.reference.types},
        inspections=area.inspections, complaints=area.complaints, card=facts.reference.card, on=AS_OF,
    )  # fmt: skip
    frame = build_frame(
        area.establishments, inspections=area.inspections, complaints=area.complaints, rule=rule, round_start=AS_OF,
        scores={id_: total(parts) for id_, parts in points.items()},
    )  # fmt: skip
    return frame.rows, draw_sample(frame.rows, rule, seed=seed, reasons=frame.reasons)


def problem_of_area(area: CountryArea, facts: CountryFacts, sample: Sample) -> RoutingProblem:
    """Return the routing problem of an area's sample, on estimated ways."""
    drawn = set(sample.selected)
    selected: list[Establishment] = [one for one in area.establishments if one.id in drawn]
    places = [(base.lon, base.lat) for base in area.bases]
    places += [(one.position.lon, one.position.lat) for one in selected if one.position is not None]
    source = open_travel_source("estimate", roads=None, cache_dir=Path())
    types = {kind.code: kind for kind in facts.reference.types}
    return build_problem(
        name=f"country-{area.number}", establishments=selected, types=types, shifts=area.shifts, teams=area.teams,
        bases=area.bases, matrix=source.matrix(places),
        together=together_of(selected, types=types, rule=facts.secrecy),
    )  # fmt: skip
