"""Which sheets there are, who may open which, and since when: every look is written down once a day."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.accounts import AccountRole, Actor
from domain.errors import ConflictError, NotAllowedError
from domain.plans import Plan
from domain.rounds import RoundStatus
from domain.sheets import SheetLook
from domain.teams import Shift
from domain.visits import SheetId
from store import plans, rounds, sheets, teams
from workflow.offices import read_now
from workflow.permissions import log, log_in, need
from workflow.supervising import with_supervisions
from workflow.workspace import Workspace

SEES_SHEETS = (AccountRole.TEAM, AccountRole.PLANNER)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetView:
    """Hold one team-shift of a sealed plan in a list, without its stops; seconds after midnight of ``date``."""

    sheet: SheetId
    title: str
    """Of the round."""
    team: str
    team_name: str
    date: date
    start_s: int
    end_s: int
    stops: int
    revealed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedPlan:
    """Hold a sealed plan in force, the title of its round, the epochs of its revoked shifts, and their last looks."""

    plan: Plan
    title: str
    epochs: Mapping[str, int]
    looks: Mapping[str, datetime]

    def is_revealed(self, shift: str, now: datetime) -> bool:
        """Tell whether a shift is open to its team, see ``is_revealed``."""
        return is_revealed(dict(self.plan.reveal_at).get(shift), now=now, last_look=self.looks.get(shift))

    def sheet(self, shift: str) -> SheetId:
        """Return the id of a shift's sheet as it is now."""
        epoch = self.epochs.get(shift, sheets.FIRST_EPOCH)
        return SheetId(round_id=self.plan.round_id, shift=shift, revision=self.plan.version, epoch=epoch)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSheet:
    """Hold a shift that its reader may open, with the plan that it belongs to."""

    id: SheetId
    plan: Plan
    shift: Shift


def list_sheets(workspace: Workspace, actor: Actor) -> tuple[SheetView, ...]:
    """Return the shifts with stops of the sealed plans in force, by date: a team's own revealed ones, or all.

    A closed round has no sheets for its teams any more.
    """
    need(workspace, actor, *SEES_SHEETS, action="sheet.list")
    now = read_now(workspace)
    with workspace.store.read() as connection:
        names = {team.id: team.name for team in teams.read_teams(connection)}
    views = [
        _view(sealed, shift, stops=stops, names=names)
        for sealed in sealed_plans(workspace, actor)
        for shift, stops in _worked(sealed.plan)
        if _may_open(actor, shift, is_revealed=sealed.is_revealed(shift.id, now))
    ]
    return tuple(sorted(views, key=lambda view: (view.date, view.start_s, view.team, view.sheet.text)))


def open_sheet(workspace: Workspace, actor: Actor, *, shift: str, round_id: str | None, action: str) -> OpenSheet:
    """Return a shift that the actor may see now, of the newest round that has it.

    A team gets one refusal for everything else, so that it learns nothing of other shifts.

    Raises
    ------
    NotAllowedError
        ``access.role``; ``sheet.not_yours`` for a team, for a shift that is
        another's, not revealed yet, over or not there; the refusal is logged.
    ConflictError
        ``sheet.none`` for a planner, where no sealed plan in force has such a shift.
    """
    need(workspace, actor, *SEES_SHEETS, action=action, target=shift)
    now = read_now(workspace)
    allowed = [
        OpenSheet(id=sealed.sheet(shift), plan=sealed.plan, shift=duty)
        for sealed in sealed_plans(workspace, actor)
        for duty, _ in _worked(sealed.plan)
        if duty.id == shift
        and round_id in (None, sealed.plan.round_id)
        and _may_open(actor, duty, is_revealed=sealed.is_revealed(shift, now))
    ]
    if allowed:
        return max(allowed, key=lambda one: one.id.round_id)
    if actor.role is AccountRole.PLANNER:
        raise ConflictError("sheet.none", shift=shift)
    log(workspace, actor, action=action, target=shift, outcome="denied")
    raise NotAllowedError("sheet.not_yours")


def sealed_plans(workspace: Workspace, actor: Actor) -> tuple[SealedPlan, ...]:
    """Return the sealed plans in force with the communes they supervise; closed rounds are for the planner alone."""
    states = {RoundStatus.SEALED} | ({RoundStatus.CLOSED} if actor.role is AccountRole.PLANNER else set())
    found = []
    with workspace.store.read() as connection:
        for one in rounds.list_rounds(connection):
            plan = plans.read_plan(connection, one.id) if one.status in states else None
            if plan is not None and plan.sealed_at is not None:
                epochs, looks = sheets.read_epochs(connection, one.id), sheets.last_looks(connection, one.id)
                found.append(SealedPlan(plan=plan, title=one.title, epochs=epochs, looks=looks))
    return tuple(replace(one, plan=with_supervisions(workspace, one.plan)) for one in found)


def note_look(workspace: Workspace, actor: Actor, sheet: SheetId) -> None:
    """Write down who opened a sheet: the first time on each day of the office's clock, and no more."""
    at = read_now(workspace)
    look = SheetLook(
        round_id=sheet.round_id, shift=sheet.shift, account=actor.account, on=at.date(), revision=sheet.revision,
        epoch=sheet.epoch, at=at,
    )  # fmt: skip
    with workspace.store.read() as connection:
        if sheets.find_look(connection, look):
            return
    with workspace.store.write() as connection:
        if sheets.add_look(connection, look):
            log_in(connection, actor, action="sheet.seen", target=sheet.text, shift=sheet.shift)


def _worked(plan: Plan) -> list[tuple[Shift, int]]:
    """Return the shifts of a plan that have stops, and how many."""
    shifts = {shift.id: shift for shift in plan.problem.shifts}
    return [(shifts[route.shift], len(route.stops)) for route in plan.solution.routes if route.stops]


def is_revealed(reveal_at: datetime | None, *, now: datetime, last_look: datetime | None) -> bool:
    """Tell whether a shift is open to its team.

    It is so as well where its sheet was opened after the hour of its reveal
    and the clock was set back since: what was shown is not hidden again.
    """
    return reveal_at is not None and (reveal_at <= now or (last_look is not None and reveal_at <= last_look))


def _may_open(actor: Actor, shift: Shift, *, is_revealed: bool) -> bool:
    if actor.role is AccountRole.PLANNER:
        return True
    return actor.team is not None and shift.team == actor.team and is_revealed


def _view(sealed: SealedPlan, shift: Shift, *, stops: int, names: Mapping[str, str]) -> SheetView:
    return SheetView(
        sheet=sealed.sheet(shift.id), title=sealed.title, team=shift.team, team_name=names.get(shift.team, shift.team),
        date=shift.date, start_s=shift.start_s, end_s=shift.end_s, stops=stops,
        revealed_at=dict(sealed.plan.reveal_at).get(shift.id),
    )  # fmt: skip
