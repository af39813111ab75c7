"""Tablets in the teams' hands: their passphrases, who opened which sheet, and what happens when one is lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import store.accounts
import store.sessions
from domain.accounts import Actor
from domain.sheets import SheetLook
from domain.teams import Shift
from domain.visits import SheetId
from store import sheets
from workflow.field_keys import passphrase_of
from workflow.offices import office_of, read_now
from workflow.permissions import PLANNER, log, log_in, need
from workflow.sheet_access import open_sheet
from workflow.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Revoked:
    """Hold what a revocation did: the sheets that count from now on, and the accounts that were signed out."""

    sheets: tuple[SheetId, ...]
    accounts: tuple[str, ...]


def show_passphrase(workspace: Workspace, actor: Actor, *, round_id: str, shift: str) -> str:
    """Return the passphrase of a shift's sheet for its planner; the act is logged, the passphrase is not.

    Raises
    ------
    ConflictError
        ``sheet.none`` where no sealed plan in force has the shift.
    """
    need(workspace, actor, *PLANNER, action="sheet.passphrase", target=shift)
    found = open_sheet(workspace, actor, shift=shift, round_id=round_id, action="sheet.passphrase")
    log(workspace, actor, action="sheet.passphrase", target=found.id.text)
    return passphrase_of(workspace, found.id)


def list_looks(workspace: Workspace, actor: Actor, *, round_id: str) -> tuple[SheetLook, ...]:
    """Return who opened the sheets of a round and when, the first time on each day."""
    need(workspace, actor, *PLANNER, action="sheet.looks", target=round_id)
    with workspace.store.read() as connection:
        return sheets.read_looks(connection, round_id)


def revoke_tablet(workspace: Workspace, actor: Actor, *, round_id: str, shift: str, reason: str = "") -> Revoked:
    """Make the tablets of a shift's team worthless: a lost one opens nothing new, and its results are refused.

    Every shift of that team in the round that is not over gets the next epoch,
    this one in any case, and its accounts are signed out. Their new sheets have
    new passphrases; what a tablet sent before stays.

    Raises
    ------
    ConflictError
        ``sheet.none`` where no sealed plan in force has the shift.
    """
    need(workspace, actor, *PLANNER, action="tablet.revoke", target=shift)
    found = open_sheet(workspace, actor, shift=shift, round_id=round_id, action="tablet.revoke")
    team, now = found.shift.team, read_now(workspace)
    zone = ZoneInfo(office_of(workspace).time_zone)
    hit = [one for one in _of_team(found.plan.problem.shifts, team) if one.id == shift or _ends_at(one, zone) > now]
    with workspace.store.write() as connection:
        made = tuple(
            SheetId(
                round_id=round_id, shift=one.id, revision=found.plan.version,
                epoch=sheets.raise_epoch(connection, round_id, one.id),
            )
            for one in hit
        )  # fmt: skip
        names = tuple(one.name for one in store.accounts.list_accounts(connection) if one.team == team)
        for name in names:
            store.sessions.delete_sessions_of(connection, name)
        log_in(
            connection, actor, action="tablet.revoke", target=shift, team=team, reason=reason.strip(),
            shifts=len(made), accounts=len(names),
        )  # fmt: skip
    return Revoked(sheets=made, accounts=names)


def _of_team(shifts: Sequence[Shift], team: str) -> list[Shift]:
    return [one for one in shifts if one.team == team]


def _ends_at(shift: Shift, zone: ZoneInfo) -> datetime:
    return datetime.combine(shift.date, time(0), tzinfo=zone) + timedelta(seconds=shift.end_s)
