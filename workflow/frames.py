"""The freeze: the register at a date as the frame of a round, and what took anybody out of it lately."""

from dataclasses import replace
from datetime import date

from domain.accounts import Actor
from domain.ceremony import Draw, DrawState, repeats
from domain.errors import ConflictError
from domain.rounds import FrameRow, Round, RoundStatus, SamplingRule
from planner.eligibility import Frame, build_frame
from planner.risk import score_register, total
from planner.selection.formats import frame_csv, frame_hash, read_frame
from store import ceremonies, establishments, inspections, rounds
from workflow.offices import read_now, types_of
from workflow.permissions import PLANNER, log_in, need
from workflow.rotation import seen_since
from workflow.rounds import round_of
from workflow.taken_out import list_taken_out
from workflow.workspace import Workspace


def freeze_round(workspace: Workspace, actor: Actor, *, round_id: str) -> Frame:
    """Freeze the register for a draft round and give its draw the next number of the year; a frozen one keeps both."""
    need(workspace, actor, *PLANNER, action="round.freeze", target=round_id)
    found = round_of(workspace, round_id)
    frame = frame_of(workspace, found.id)
    with workspace.store.read() as connection:
        known = ceremonies.draw_of_round(connection, found.id)
    is_unnumbered = found.status is RoundStatus.FROZEN and known is None
    if found.status is RoundStatus.DRAFT or is_unnumbered:
        _keep(workspace, actor, found, frame)
    return frame


def frame_of(workspace: Workspace, round_id: str) -> Frame:
    """Return the frame of a round as the register stands now, with every reason."""
    found = round_of(workspace, round_id)
    return frame_on(workspace, rule=found.rule, on=found.starts_on)


def frame_on(workspace: Workspace, *, rule: SamplingRule, on: date) -> Frame:
    """Return the frame that a round starting on a day would have under a rule."""
    with workspace.store.read() as connection:
        rows = establishments.read_establishments(connection)
        done = inspections.read_inspections(connection)
        heard = inspections.read_complaints(connection)
    points = score_register(
        [e for e in rows if e.is_in_scope],
        type_points={kind.code: kind.points for kind in types_of(workspace)},
        inspections=done, complaints=heard, card=workspace.reference.card, on=on,
    )  # fmt: skip
    scores = {id_: total(parts) for id_, parts in points.items()}
    since = seen_since(workspace, rule, on) if rule.rotation_floor else None
    return build_frame(
        rows, inspections=done, complaints=heard, rule=rule, round_start=on, scores=scores, seen_since=since
    )


def frozen_rows(workspace: Workspace, draw: Draw) -> tuple[FrameRow, ...]:
    """Return a draw's frame; refuse where the register no longer gives it.

    Raises
    ------
    ConflictError
        ``draw.changed``.
    """
    rows = frame_of(workspace, draw.round_id).rows
    if frame_hash(rows) != draw.frame_hash:
        raise ConflictError("draw.changed", round=draw.round_id)
    return rows


def draw_of(workspace: Workspace, round_id: str, *states: DrawState) -> Draw:
    """Return the draw of a round where it stands at one of these steps.

    Raises
    ------
    ConflictError
        ``draw.not_frozen`` before the freeze or after an abandoned draw, ``draw.step`` at another step.
    """
    with workspace.store.read() as connection:
        draw = ceremonies.draw_of_round(connection, round_id)
    if draw is None or draw.state is DrawState.ABANDONED:
        raise ConflictError("draw.not_frozen", round=round_id)
    if draw.state not in states:
        raise ConflictError("draw.already" if draw.state is DrawState.DRAWN else "draw.step", round=round_id,
                            draw=draw.label)  # fmt: skip
    return draw


def _keep(workspace: Workspace, actor: Actor, found: Round, frame: Frame) -> None:
    at = read_now(workspace)
    events = list_taken_out(workspace, frame, at=at)
    csv, digest = frame_csv(frame.rows), frame_hash(frame.rows)
    with workspace.store.write() as connection:
        draw = Draw(
            year=found.starts_on.year, number=0, round_id=found.id, state=DrawState.FROZEN, rule=found.rule,
            frame_csv=csv, frame_hash=digest, frozen_at=at, frozen_by=actor.account, taken_out=events,
        )  # fmt: skip
        draw = replace(draw, repeats=_repeats(ceremonies.read_draws(connection, draw.year), frame))
        ceremonies.open_draw(connection, draw)
        rounds.save_frame(connection, found.id, csv=csv, digest=digest, frozen_at=at)
        rounds.save_round(connection, replace(found, status=RoundStatus.FROZEN, frozen_on=at.date()))
        log_in(connection, actor, action="round.freeze", target=found.id)


def _repeats(earlier: tuple[Draw, ...], frame: Frame) -> tuple[int, ...]:
    """Return which earlier draws had a seed over mostly these establishments."""
    known = {draw.number: [row.id for row in read_frame(draw.frame_csv)] for draw in earlier if draw.seed}
    return repeats([row.id for row in frame.rows], known)
