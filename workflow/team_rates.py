"""Closed doors, visits without findings and durations, team by team beside the round: a question, never a verdict."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from domain.accounts import Actor
from domain.visits import UNANSWERED, ResultState, StopKind, VisitResult
from store import results, teams
from workflow.permissions import PLANNER, need
from workflow.workspace import Workspace

SMALL = 10
"""Below so many visits a share says little; the page says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Hold the figures of a team, or of the round for ``team`` "".

    Parameters
    ----------
    visits, unanswered
        Visits with an end, and those of them that found nothing to inspect.
    inspected, without_findings
        Full inspections with minutes, and those of them with no finding.
    timed, median_minutes
        Full inspections whose arrival and leaving were recorded, and their median duration; None without any.
    """

    team: str
    team_name: str
    visits: int
    unanswered: int
    inspected: int
    without_findings: int
    timed: int
    median_minutes: int | None

    @property
    def is_small(self) -> bool:
        """Tell whether there are too few visits for a share to say much."""
        return self.visits < SMALL


@dataclass(frozen=True, slots=True, kw_only=True)
class RatesView:
    """Hold the rates of a round and of each team that has sent something, by the team's name."""

    round: Rates
    teams: tuple[Rates, ...]


def read_team_rates(workspace: Workspace, actor: Actor, *, round_id: str) -> RatesView:
    """Return the rates of each team beside those of the round, over the results that stand."""
    need(workspace, actor, *PLANNER, action="results.rates", target=round_id)
    with workspace.store.read() as connection:
        names = {team.id: team.name for team in teams.read_teams(connection)}
        standing = [one for one in results.read_results(connection, round_id) if one.state is ResultState.KEPT]
    by_team: dict[str, list[VisitResult]] = {}
    for one in standing:
        if one.result.kind is StopKind.ESTABLISHMENT:
            by_team.setdefault(one.team, []).append(one.result)
    every = [one for found in by_team.values() for one in found]
    rates = [rates_of(found, team=team, team_name=names.get(team, team)) for team, found in by_team.items()]
    return RatesView(
        round=rates_of(every, team="", team_name=""), teams=tuple(sorted(rates, key=lambda one: one.team_name))
    )


def rates_of(found: Sequence[VisitResult], *, team: str, team_name: str) -> Rates:
    """Return the rates of some results; an arrival alone, or a visit put off, has no end and does not count."""
    full = [one for one in found if one.counts]
    absent = [one for one in found if one.status in UNANSWERED]
    minutes = list(_minutes(full))
    return Rates(
        team=team, team_name=team_name, visits=len(full) + len(absent), unanswered=len(absent), inspected=len(full),
        without_findings=sum(not one.findings for one in full), timed=len(minutes),
        median_minutes=round(median(minutes)) if minutes else None,
    )  # fmt: skip


def _minutes(found: Iterable[VisitResult]) -> Iterable[float]:
    for one in found:
        # A device whose clock was set in between tells no duration.
        if one.arrived_at and one.left_at and one.left_at > one.arrived_at:
            yield (one.left_at - one.arrived_at).total_seconds() / 60
