"""The freeze of the register for a round, and the draw of its sample."""

from dataclasses import replace

from domain.accounts import Actor
from domain.errors import ConflictError
from domain.rounds import RoundStatus, Sample
from planner.eligibility import Frame, build_frame
from planner.risk import score_register, total
from planner.selection.formats import frame_csv, frame_hash
from store import establishments, inspections, rounds
from workflow.offices import read_now
from workflow.permissions import PLANNER, log, need
from workflow.rounds import round_of
from workflow.workspace import Workspace


def freeze_round(workspace: Workspace, actor: Actor, *, round_id: str) -> Frame:
    """Freeze the register for a draft round; a frozen one keeps its frame."""
    need(workspace, actor, *PLANNER, action="round.freeze", target=round_id)
    found = round_of(workspace, round_id)
    frame = frame_of(workspace, found.id)
    if found.status is RoundStatus.DRAFT:
        at = read_now(workspace)
        with workspace.store.write() as connection:
            rounds.save_frame(
                connection, found.id, csv=frame_csv(frame.rows), digest=frame_hash(frame.rows), frozen_at=at
            )
            rounds.save_round(connection, replace(found, status=RoundStatus.FROZEN, frozen_on=at.date()))
        log(workspace, actor, action="round.freeze", target=found.id)
    return frame


def frame_of(workspace: Workspace, round_id: str) -> Frame:
    """Return the frame of a round as the register stands now, with every reason."""
    found = round_of(workspace, round_id)
    with workspace.store.read() as connection:
        rows = establishments.read_establishments(connection)
        done = inspections.read_inspections(connection)
        heard = inspections.read_complaints(connection)
    points = score_register(
        [e for e in rows if e.is_in_scope],
        type_points={kind.code: kind.points for kind in workspace.reference.types},
        inspections=done, complaints=heard, card=workspace.reference.card, on=found.starts_on,
    )  # fmt: skip
    scores = {id_: total(parts) for id_, parts in points.items()}
    return build_frame(
        rows, inspections=done, complaints=heard, rule=found.rule, round_start=found.starts_on, scores=scores
    )


def draw_sample(workspace: Workspace, actor: Actor, *, round_id: str, seed: str) -> Sample:
    """Draw the sample of a frozen round with a seed of 64 hex digits; a round is drawn once.

    Raises
    ------
    ConflictError
        ``draw.not_frozen``; ``draw.changed`` when the register no longer gives the frozen frame.
    """
    from planner.selection import draw_sample as draw

    need(workspace, actor, *PLANNER, action="round.draw", target=round_id)
    found = round_of(workspace, round_id)
    with workspace.store.read() as connection:
        frozen = rounds.read_frame(connection, round_id)
    if frozen is None or found.status is not RoundStatus.FROZEN:
        raise ConflictError("draw.not_frozen", round=round_id)
    frame = frame_of(workspace, round_id)
    if frame_hash(frame.rows) != frozen[1]:
        raise ConflictError("draw.changed", round=round_id)
    sample = replace(draw(frame.rows, found.rule, seed=seed, reasons=frame.reasons), drawn_at=read_now(workspace))
    sample = replace(sample, rows=tuple(sorted((*sample.rows, *frame.left_out), key=lambda row: row.establishment_id)))
    with workspace.store.write() as connection:
        rounds.save_sample(connection, round_id, sample)
        rounds.save_round(connection, replace(found, status=RoundStatus.DRAWN))
    log(workspace, actor, action="round.draw", target=round_id)
    return sample
