"""The draw step by step before its seed: commit, approve, roll; and giving a draw up, closing a round."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from domain.accounts import AccountRole, Actor
from domain.ceremony import (
    DICE,
    DiceSource,
    Draw,
    DrawState,
    RefutedSize,
    SizeProof,
    hash_of_salt,
    salt_and_dice,
    seed_of,
)
from domain.errors import ConflictError, InputError
from domain.rounds import RoundStatus, SamplingRule
from domain.units import required_count
from store import accounts, ceremonies, rounds
from workflow.frames import draw_of, frozen_rows
from workflow.offices import read_now
from workflow.permissions import PLANNER, log_in, need
from workflow.rounds import round_of
from workflow.workspace import Workspace

if TYPE_CHECKING:
    from planner.selection import DrawPlan

HEX = frozenset("0123456789abcdef")


def commit_draw(workspace: Workspace, actor: Actor, *, round_id: str, salt: str, reason: str = "") -> Draw:
    """Fix sizes, risk list and pool of a frozen round, and bind the office to them and to a secret.

    Parameters
    ----------
    salt
        64 secret lower-case hex digits; "" where a seed will be handed in whole.
    reason
        Why the year's register is drawn again, where it is.

    Raises
    ------
    ConflictError
        ``draw.repeat`` without a reason where an earlier draw of the year had
        mostly the same establishments; ``draw.not_frozen``, ``draw.step``, ``draw.changed``.
    InputError
        ``draw.salt``.
    """
    from planner.selection import plan_draw

    need(workspace, actor, *PLANNER, action="round.commit", target=round_id)
    draw = draw_of(workspace, round_id, DrawState.FROZEN)
    if salt and (len(salt) != 64 or not set(salt) <= HEX):
        raise InputError("draw.salt", length=len(salt))
    if draw.repeats and not reason.strip():
        raise ConflictError("draw.repeat", draw=draw.label, earlier=_labels(draw))
    plan = plan_draw(frozen_rows(workspace, draw), draw.rule)
    draw = replace(
        draw, state=DrawState.COMMITTED, plan_hash=plan.plan_hash, proof=proof_of(plan, draw.rule),
        salt_hash=hash_of_salt(salt) if salt else "", committed_at=read_now(workspace), committed_by=actor.account,
        reason=reason.strip(),
        needs_approval=bool(draw.repeats) and has_second_planner(workspace),
    )  # fmt: skip
    with workspace.store.write() as connection:
        ceremonies.update_draw(connection, draw, was=DrawState.FROZEN)
        if salt:
            ceremonies.keep_salt(connection, draw, salt)
        log_in(connection, actor, action="round.commit", target=round_id, draw=draw.label)
    return draw


def approve_draw(workspace: Workspace, actor: Actor, *, round_id: str) -> Draw:
    """Approve a repeated draw as another account than those that prepared it.

    Raises
    ------
    ConflictError
        ``draw.same_account``, ``draw.no_approval`` where none is asked for.
    """
    need(workspace, actor, *PLANNER, action="round.approve", target=round_id)
    draw = draw_of(workspace, round_id, DrawState.COMMITTED)
    if not draw.waits_for_approval:
        raise ConflictError("draw.no_approval", draw=draw.label)
    if actor.account in (draw.frozen_by, draw.committed_by):
        raise ConflictError("draw.same_account", draw=draw.label)
    approved = replace(draw, approved_by=actor.account, approved_at=read_now(workspace))
    with workspace.store.write() as connection:
        ceremonies.update_draw(connection, approved, was=DrawState.COMMITTED)
        log_in(connection, actor, action="round.approve", target=round_id, draw=draw.label)
    return approved


def roll_dice(
    workspace: Workspace,
    actor: Actor,
    *,
    round_id: str,
    dice: str,
    is_watched: bool,
    place: str = "",
    participants: Sequence[str] = (),
) -> Draw:
    """Take the dice of a committed draw, which makes its seed; a plan has one seed.

    Raises
    ------
    InputError
        ``draw.dice`` for anything but 20 digits, ``draw.nobody`` for watched dice without who watched.
    ConflictError
        ``draw.not_approved``, ``draw.no_salt``, ``draw.second_seed``, ``draw.not_frozen``, ``draw.step``.
    """
    need(workspace, actor, *PLANNER, action="round.roll", target=round_id)
    digits, titles = "".join(dice.split()), tuple(title.strip() for title in participants if title.strip())
    if len(digits) != DICE or not (digits.isascii() and digits.isdigit()):
        raise InputError("draw.dice", length=len(digits), digits=DICE)
    if is_watched and not titles:
        raise InputError("draw.nobody")
    draw = draw_of(workspace, round_id, DrawState.COMMITTED)
    if draw.waits_for_approval:
        raise ConflictError("draw.not_approved", draw=draw.label)
    at = read_now(workspace)
    with workspace.store.write() as connection:
        salt = ceremonies.read_salt(connection, draw)
        if not salt:
            raise ConflictError("draw.no_salt", draw=draw.label)
        rolled = replace(
            draw, state=DrawState.ROLLED, dice=digits, place=place.strip(), participants=titles if is_watched else (),
            dice_source=DiceSource.PUBLIC if is_watched else DiceSource.AUTOMATIC, rolled_at=at,
            rolled_by=actor.account,
            seed=seed_of(frame_hash=draw.frame_hash, plan_hash=draw.plan_hash, salt=salt, dice=digits),
        )  # fmt: skip
        ceremonies.keep_seed(connection, rolled, at=at, account=actor.account)
        ceremonies.update_draw(connection, rolled, was=DrawState.COMMITTED)
        log_in(connection, actor, action="round.roll", target=round_id, draw=draw.label, dice=rolled.dice_source.value)
    return rolled


def prepare_alone(workspace: Workspace, actor: Actor, *, round_id: str, ticket: str, reason: str = "") -> Draw:
    """Take every step up to the seed that is still open, with nobody watching; the minutes say so.

    ``ticket`` is secret text from which salt and dice are derived.
    """
    salt, dice = salt_and_dice(ticket)
    draw = draw_of(workspace, round_id, DrawState.FROZEN, DrawState.COMMITTED, DrawState.ROLLED)
    if draw.state is DrawState.FROZEN:
        draw = commit_draw(workspace, actor, round_id=round_id, salt=salt, reason=reason)
    if draw.state is DrawState.COMMITTED:
        draw = roll_dice(workspace, actor, round_id=round_id, dice=dice, is_watched=False)
    return draw


def abandon_draw(workspace: Workspace, actor: Actor, *, round_id: str, reason: str) -> Draw:
    """Give a draw up before its plan is sealed; its number and everything known of it stay on the list.

    Before the seed the round is a draft again; afterwards it is over: nothing is drawn twice in one round.

    Raises
    ------
    InputError
        ``draw.abandon_reason``.
    ConflictError
        ``draw.sealed``, ``draw.not_frozen``.
    """
    need(workspace, actor, *PLANNER, action="round.abandon", target=round_id)
    if not reason.strip():
        raise InputError("draw.abandon_reason")
    draw = draw_of(workspace, round_id, *DrawState)
    found = round_of(workspace, round_id)
    if found.status in (RoundStatus.SEALED, RoundStatus.CLOSED):
        raise ConflictError("draw.sealed", draw=draw.label)
    given_up = replace(
        draw, state=DrawState.ABANDONED, abandoned_at=read_now(workspace), abandoned_by=actor.account,
        abandon_reason=reason.strip(),
    )  # fmt: skip
    status = RoundStatus.ABANDONED if draw.seed else RoundStatus.DRAFT
    with workspace.store.write() as connection:
        ceremonies.update_draw(connection, given_up, was=draw.state)
        rounds.save_round(connection, replace(found, status=status, frozen_on=found.frozen_on if draw.seed else None))
        log_in(connection, actor, action="round.abandon", target=round_id, draw=draw.label)
    return given_up


def close_round(workspace: Workspace, actor: Actor, *, round_id: str) -> None:
    """Close a sealed round after its last day; from then on its frame, rule, seed and salt may be handed out.

    Raises
    ------
    ConflictError
        ``round.not_sealed``, ``round.not_over``.
    """
    need(workspace, actor, *PLANNER, action="round.close", target=round_id)
    found = round_of(workspace, round_id)
    if found.status is not RoundStatus.SEALED:
        raise ConflictError("round.not_sealed", round=round_id)
    if read_now(workspace).date() <= found.ends_on:
        raise ConflictError("round.not_over", round=round_id, ends=f"{found.ends_on:%d/%m/%Y}")
    with workspace.store.write() as connection:
        rounds.save_round(connection, replace(found, status=RoundStatus.CLOSED))
        log_in(connection, actor, action="round.close", target=round_id)


def has_second_planner(workspace: Workspace) -> bool:
    """Tell whether the office has two planner accounts that can sign in."""
    with workspace.store.read() as connection:
        known = accounts.list_accounts(connection)
    return sum(a.role is AccountRole.PLANNER and not a.is_disabled for a in known) >= 2


def proof_of(plan: "DrawPlan", rule: SamplingRule) -> SizeProof:
    """Return why a plan's size cannot be smaller, as values that need no solver to be read."""
    strata, sizes = plan.strata, plan.sizes
    communes, types = sizes.certificate.communes, sizes.certificate.types
    wanted = {group.key: group.wanted for group in strata.communes}
    asked = {group.key: group.wanted for group in strata.types}
    return SizeProof(
        registered=strata.area.registered, done=strata.area.done, must=strata.area.must, rate_bp=rule.rate_bp,
        required=required_count(strata.area.registered, rule.rate_bp), size=sizes.size,
        lower_bound=sizes.lower_bound, communes=communes, types=types,
        communes_need=sum(wanted[key] for key in communes), types_need=sum(asked[key] for key in types),
        both=sum(n for (commune, kind), n in strata.cells.items() if commune in communes and kind in types),
        unseen_need=strata.unseen.wanted if sizes.certificate.unseen else 0,
        refuted=tuple(
            RefutedSize(
                size=r.size, places=r.places, needed=r.needed, communes=r.communes, types=r.types, unseen=r.unseen
            )
            for r in sizes.refuted
        ),
    )  # fmt: skip


def _labels(draw: Draw) -> str:
    return ", ".join(f"{number:02d}/{draw.year}" for number in draw.repeats)
