"""Rounds: the teams and shifts at hand, the values prefilled, the opening."""

from datetime import date, timedelta

from domain.accounts import AccountRole, Actor
from domain.errors import ConflictError
from domain.rounds import Round, RoundStatus, SamplingRule
from domain.teams import Shift, Team
from store import offices, rounds, teams
from workflow.meanwhile import UNSEEN, expect_seen, hold
from workflow.offices import office_of, read_now
from workflow.permissions import PLANNER, log_in, need
from workflow.shift_calendar import working_between
from workflow.workspace import Workspace

WEEKS = 2


def read_teams(workspace: Workspace, actor: Actor) -> tuple[Team, ...]:
    """Return the office's teams; whoever keeps accounts needs them too."""
    need(workspace, actor, *PLANNER, AccountRole.ADMINISTRATOR, action="teams.read")
    with workspace.store.read() as connection:
        return teams.read_teams(connection)


def list_shifts(workspace: Workspace, actor: Actor, *, first: date, last: date) -> tuple[Shift, ...]:
    """Return the shifts from first to last day that a plan may count on: no holidays, no absent agencies."""
    need(workspace, actor, *PLANNER, action="shifts.read")
    return working_between(workspace, first=first, last=last)


def default_round(workspace: Workspace, actor: Actor) -> Round:
    """Return a round prefilled: the two weeks from next Monday, every team, the office's rule."""
    need(workspace, actor, *PLANNER, action="round.default")
    today = read_now(workspace).date()
    starts_on = today + timedelta(days=7 - today.weekday())
    with workspace.store.read() as connection:
        rule = offices.read_rule(connection) or workspace.reference.rule
        number = len(rounds.list_rounds(connection)) + 1
        everybody = tuple(team.id for team in teams.read_teams(connection))
    title = workspace.reference.words.say("round.title", number=number, year=starts_on.year)
    return Round(
        id="", title=title, starts_on=starts_on, ends_on=starts_on + timedelta(days=7 * WEEKS - 3),
        rule=rule, status=RoundStatus.DRAFT, teams=everybody,
    )  # fmt: skip


def list_rounds(workspace: Workspace, actor: Actor) -> tuple[Round, ...]:
    """Return every round, the oldest first."""
    need(workspace, actor, *PLANNER, action="rounds.list")
    with workspace.store.read() as connection:
        return tuple(sorted(rounds.list_rounds(connection), key=lambda r: r.id))


def open_round(
    workspace: Workspace,
    actor: Actor,
    *,
    title: str,
    starts_on: date,
    ends_on: date,
    rule: SamplingRule,
    teams: tuple[str, ...],
    seen: object = UNSEEN,
) -> Round:
    """Open a round as a draft; its number is the next one.

    Parameters
    ----------
    seen
        The ids of the rounds that the page showed, sorted: whoever fills the
        form in while another opens a round is told, and makes no second one.

    Raises
    ------
    ConflictError
        ``office.none`` before an office was set up; ``changed.meanwhile``
        where another round was opened since.
    """
    need(workspace, actor, *PLANNER, action="round.open", target=title)
    office_of(workspace)
    with workspace.store.write() as connection:
        hold(connection, "rounds")
        known = tuple(sorted(one.id for one in rounds.list_rounds(connection)))
        expect_seen(workspace, connection, seen=seen, kept=known, part="rounds")
        number = len(known) + 1
        opened = Round(
            id=f"D{starts_on.year}-{number:02d}", title=title, starts_on=starts_on, ends_on=ends_on, rule=rule,
            status=RoundStatus.DRAFT, teams=tuple(teams),
        )  # fmt: skip
        rounds.save_round(connection, opened)
        log_in(connection, actor, action="round.open", target=opened.id)
    return opened


def round_of(workspace: Workspace, round_id: str | None) -> Round:
    """Return a round, the latest one for None.

    Raises
    ------
    ConflictError
        ``round.none`` where there is no such round.
    """
    with workspace.store.read() as connection:
        known = sorted(rounds.list_rounds(connection), key=lambda r: r.id)
    found = [r for r in known if round_id is None or r.id == round_id]
    if not found:
        raise ConflictError("round.none", round=round_id or "-")
    return found[-1]
