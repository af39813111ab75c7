"""The points of one establishment item by item, with the facts behind them; for the planner alone."""

from dataclasses import dataclass

from domain.accounts import Actor
from domain.errors import ConflictError
from planner.rates import GroupRate
from planner.risk import Points, score_points, total
from planner.selection.formats import read_frame
from store import establishments, inspections, rounds
from workflow.method import rates_by_type
from workflow.offices import read_types, types_of
from workflow.permissions import PLANNER, log, need
from workflow.rounds import round_of
from workflow.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreView:
    """Hold an establishment's points as the register stands now.

    ``frozen`` is its score in the round's frame, None where it is not in it;
    ``rate`` is its type's rate of findings, beside the card and no part of it,
    None for an establishment without a type.
    """

    parts: tuple[Points, ...]
    total: int
    frozen: int | None
    type_label: str
    rate: GroupRate | None
    lottery_visits: int


def read_score(workspace: Workspace, actor: Actor, *, round_id: str, establishment: str) -> ScoreView:
    """Return the points of an establishment on the first day of a round; the look is logged.

    Raises
    ------
    ConflictError
        ``sample.unknown``.
    """
    need(workspace, actor, *PLANNER, action="score.read", target=establishment)
    found = round_of(workspace, round_id)
    with workspace.store.read() as connection:
        known = {e.id: e for e in establishments.read_establishments(connection)}
        done = inspections.read_inspections(connection)
        heard = inspections.read_complaints(connection)
        frame = rounds.read_frame(connection, found.id)
        samples = [s for r in rounds.list_rounds(connection) if (s := rounds.read_sample(connection, r.id))]
    if establishment not in known:
        raise ConflictError("sample.unknown", establishment=establishment)
    e = known[establishment]
    base = {kind.code: kind.points for kind in types_of(workspace)}.get(e.type or "", 0)
    parts = score_points(
        e, type_points=base, inspections=done, complaints=heard, card=workspace.reference.card, on=found.starts_on
    )
    rates = rates_by_type({one.id: one.type for one in known.values() if one.type}, samples, done)
    rows = read_frame(frame[0]) if frame else ()
    log(workspace, actor, action="score.read", target=establishment)
    return ScoreView(
        parts=parts, total=total(parts), frozen=next((row.score for row in rows if row.id == e.id), None),
        type_label=read_types(workspace).get(e.type or "", ""),
        rate=next((group for group in rates.groups if group.key == e.type), None), lottery_visits=rates.lottery_visits,
    )  # fmt: skip
