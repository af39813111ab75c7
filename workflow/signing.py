"""Who signs a round, and the logged act by which the signer looks at what is sealed."""

from dataclasses import dataclass

from domain.accounts import AccountRole, Actor
from domain.errors import InputError, NotAllowedError
from domain.rounds import RoundStatus
from store import accounts, paperwork, rounds
from store.papers import Paper
from workflow.meanwhile import UNSEEN, expect_seen, hold
from workflow.offices import read_now
from workflow.permissions import PLANNER, log_in, need
from workflow.rounds import round_of
from workflow.workspace import Workspace

OFFICIAL = "official:"
"""Begins the kind of every official paper."""
PUBLIC = "public"
"""Audience of a paper that the office publishes: everyone who is signed in; the gate lets nobody else in."""
SEALED = "sealed"
"""Audience of a paper for the planner, the signer after the logged act, and leaders once the round is closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignerView:
    """Hold who signs a round and which leaders' accounts there are to choose from."""

    account: str
    leaders: tuple[str, ...]


def read_signer(workspace: Workspace, actor: Actor, *, round_id: str) -> SignerView:
    """Return who signs a round, "" where nobody is named yet."""
    need(workspace, actor, *PLANNER, action="signer.read", target=round_id)
    with workspace.store.read() as connection:
        signer = paperwork.read_signer(connection, round_id)
        known = accounts.list_accounts(connection)
    leaders = tuple(one.name for one in known if one.role is AccountRole.LEADER and not one.is_disabled)
    return SignerView(account=signer.account if signer else "", leaders=leaders)


def name_signer(workspace: Workspace, actor: Actor, *, round_id: str, account: str, seen: object = UNSEEN) -> None:
    """Name the leader's account that signs a round; whoever it was before sees nothing sealed any more.

    Parameters
    ----------
    seen
        The account that the page showed as the signer, "" for nobody.

    Raises
    ------
    ConflictError
        ``changed.meanwhile`` where somebody named another one since.
    InputError
        ``signer.not_leader``.
    """
    need(workspace, actor, *PLANNER, action="signer.name", target=round_id)
    round_of(workspace, round_id)
    if account not in read_signer(workspace, actor, round_id=round_id).leaders:
        raise InputError("signer.not_leader", account=account)
    with workspace.store.write() as connection:
        hold(connection, "signer")
        kept = paperwork.read_signer(connection, round_id)
        expect_seen(workspace, connection, seen=seen, kept=kept.account if kept else "", part="signer", target=round_id)
        paperwork.save_signer(connection, round_id, account)
        log_in(connection, actor, action="signer.name", target=round_id, signer=account)


def open_to_sign(workspace: Workspace, actor: Actor, *, round_id: str) -> None:
    """Open a round's sealed papers to its signer until the end of the office's day; the act is logged.

    Raises
    ------
    NotAllowedError
        ``signer.other`` for anybody but the named signer.
    """
    need(workspace, actor, AccountRole.LEADER, action="papers.open_to_sign", target=round_id)
    with workspace.store.write() as connection:
        signer = paperwork.read_signer(connection, round_id)
        is_signer = signer is not None and signer.account == actor.account
        if is_signer:
            paperwork.open_to_signer(connection, round_id, read_now(workspace))
        outcome = "ok" if is_signer else "denied"
        log_in(connection, actor, action="papers.open_to_sign", target=round_id, outcome=outcome)
    if not is_signer:
        raise NotAllowedError("signer.other")


def leader_may_see(workspace: Workspace, actor: Actor, paper: Paper) -> bool:
    """Tell whether a leader may see a sealed paper now."""
    is_sealed = paper.audience == SEALED and paper.round_id is not None
    return actor.role is AccountRole.LEADER and is_sealed and sees_sealed(workspace, actor, paper.round_id or "")


def sees_sealed(workspace: Workspace, actor: Actor, round_id: str) -> bool:
    """Tell whether a leader may see what is sealed of a round: it is closed, or this is its signer after the act."""
    with workspace.store.read() as connection:
        found = rounds.read_round(connection, round_id)
    is_closed = found is not None and found.status is RoundStatus.CLOSED
    return is_closed or is_open_to(workspace, actor, round_id)


def is_signer(workspace: Workspace, actor: Actor, round_id: str) -> bool:
    """Tell whether an account is the named signer of a round."""
    with workspace.store.read() as connection:
        signer = paperwork.read_signer(connection, round_id)
    return signer is not None and signer.account == actor.account


def is_open_to(workspace: Workspace, actor: Actor, round_id: str) -> bool:
    """Tell whether an account is the round's signer and has opened the sealed papers on this day."""
    with workspace.store.read() as connection:
        signer = paperwork.read_signer(connection, round_id)
    if signer is None or signer.account != actor.account or signer.opened_at is None:
        return False
    now = read_now(workspace)
    return signer.opened_at.astimezone(now.tzinfo).date() == now.date()
