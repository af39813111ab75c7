"""Of several results of one visit the planner lets one stand, with a reason; the others stay in the history."""

from domain.accounts import Actor
from domain.errors import ConflictError, InputError
from domain.visits import KeptResult, ResultChoice, ResultState, StopKind
from store import plans, results
from workflow.offices import read_now
from workflow.permissions import PLANNER, log_in, need
from workflow.results_counting import count_results, shift_days
from workflow.workspace import Workspace

IN_QUESTION = (ResultState.KEPT, ResultState.CONFLICT)


def choose_result(workspace: Workspace, actor: Actor, *, result: str, reason: str) -> KeptResult:
    """Let one result of a visit stand; those that were in force or in conflict beside it are let go of.

    Raises
    ------
    InputError
        ``results.no_reason``.
    ConflictError
        ``results.unknown``; ``results.settled`` where it is no longer in question.
    """
    need(workspace, actor, *PLANNER, action="results.choose", target=result)
    if not reason.strip():
        raise InputError("results.no_reason")
    at = read_now(workspace)
    with workspace.store.write() as connection:
        results.lock_results(connection)
        chosen = results.find_result(connection, result)
        if chosen is None:
            raise ConflictError("results.unknown")
        sheet, stop = chosen.sheet, chosen.result.stop
        known = results.read_results(connection, sheet.round_id, shift=sheet.shift, stops=[stop])
        asked = [one for one in known if one.state in IN_QUESTION]
        if chosen.id not in {one.id for one in asked} or all(one.state is ResultState.KEPT for one in asked):
            raise ConflictError("results.settled")
        for one in asked:
            state = ResultState.KEPT if one.id == chosen.id else ResultState.DROPPED
            results.update_state(connection, one.id, state)
        choice = ResultChoice(
            round_id=sheet.round_id, shift=sheet.shift, stop=stop, chosen=chosen.id, reason=reason.strip(),
            account=actor.account, at=at,
        )  # fmt: skip
        results.add_choice(connection, choice)
        if chosen.result.kind is StopKind.ESTABLISHMENT:
            days = shift_days(plans.read_plan(connection, sheet.round_id))
            count_results(connection, sheet.round_id, stop, days=days)
        log_in(connection, actor, action="results.choose", target=f"{sheet.text}:{stop}", reason=reason.strip())
    return chosen.with_state(ResultState.KEPT)
