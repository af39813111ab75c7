"""The draw of a round's sample, once its seed is known."""

from dataclasses import replace

from domain.accounts import Actor
from domain.ceremony import DiceSource, DrawState
from domain.errors import ConflictError
from domain.rounds import RoundStatus, Sample
from planner.selection.formats import frame_hash
from store import ceremonies, rounds
from workflow.ceremony import commit_draw
from workflow.frames import draw_of, frame_of
from workflow.offices import read_now
from workflow.permissions import PLANNER, log_in, need
from workflow.rounds import round_of
from workflow.workspace import Workspace


def draw_sample(workspace: Workspace, actor: Actor, *, round_id: str, seed: str = "", reason: str = "") -> Sample:
    """Draw the sample of a frozen round; a round is drawn once.

    Parameters
    ----------
    seed
        64 hex digits for a round that was frozen only: the minutes then say
        that the seed was handed in. Without one, the seed of the ceremony.
    reason
        Why the year's register is drawn again, where it is.

    Raises
    ------
    ConflictError
        ``draw.not_frozen``, ``draw.already``, ``draw.no_seed``, ``draw.has_seed`` for another seed than the
        ceremony's, ``draw.changed`` when the register no longer gives the frozen frame, and what committing raises.
    """
    from planner.selection import draw_from_plan, plan_draw
    from planner.selection.draw import check_seed

    need(workspace, actor, *PLANNER, action="round.draw", target=round_id)
    draw = draw_of(workspace, round_id, DrawState.FROZEN, DrawState.COMMITTED, DrawState.ROLLED)
    if seed:
        check_seed(seed)
        if draw.seed not in ("", seed) or (draw.salt_hash and not draw.seed):
            raise ConflictError("draw.has_seed", draw=draw.label)
        if draw.state is DrawState.FROZEN:
            draw = commit_draw(workspace, actor, round_id=round_id, salt="", reason=reason)
        if draw.waits_for_approval:
            raise ConflictError("draw.not_approved", draw=draw.label)
    elif not draw.seed:
        raise ConflictError("draw.no_seed", draw=draw.label)
    frame = frame_of(workspace, round_id)
    if frame_hash(frame.rows) != draw.frame_hash:
        raise ConflictError("draw.changed", round=round_id)
    plan = plan_draw(frame.rows, draw.rule)
    if plan.plan_hash != draw.plan_hash:
        raise ConflictError("draw.plan_changed", draw=draw.label)
    at = read_now(workspace)
    if not draw.seed:
        draw = replace(draw, seed=seed, dice_source=DiceSource.GIVEN, rolled_at=at, rolled_by=actor.account)
    drawn = replace(draw_from_plan(plan, seed=draw.seed, reasons=frame.reasons), drawn_at=at)
    rows = sorted((*drawn.rows, *frame.left_out), key=lambda row: row.establishment_id)
    sample = replace(drawn, rows=tuple(rows))
    found = round_of(workspace, round_id)
    with workspace.store.write() as connection:
        if draw.dice_source is DiceSource.GIVEN and draw.state is not DrawState.ROLLED:
            ceremonies.keep_seed(connection, draw, at=at, account=actor.account)
        done = replace(draw, state=DrawState.DRAWN, drawn_at=at, drawn_by=actor.account)
        ceremonies.update_draw(connection, done, was=draw.state)
        rounds.save_sample(connection, round_id, sample)
        rounds.save_round(connection, replace(found, status=RoundStatus.DRAWN))
        log_in(connection, actor, action="round.draw", target=round_id, draw=draw.label)
    return sample
