"""One result after the other of an admitted file: judged, kept, counted; inside the intake's transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from domain.accounts import Actor
from domain.ceremony import ChangeKind, SampleChange
from domain.digest import canonical_json, sha256_hex
from domain.rounds import RoundStatus
from domain.visits import (
    UNANSWERED,
    Intake,
    KeptResult,
    ResultAnswer,
    ResultState,
    StopKind,
    VisitResult,
)
from store import ceremonies, results
from store.plain import plain_from_value
from workflow.reference import Reference
from workflow.results_admission import Admitted
from workflow.results_codes import unknown_code
from workflow.results_counting import count_results, shift_days
from workflow.results_judging import Verdict, judge
from workflow.results_reading import ReadResults
from workflow.substituting import substituted_offline

SKEW = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Hold who handed a file in and when: ``received_at`` by the server, ``now`` by the office's clock."""

    actor: Actor
    received_at: datetime
    now: datetime
    is_marked: bool


def keep_results(
    connection: Any, admitted: Admitted, read: ReadResults, receipt: Receipt, *, reference: Reference
) -> tuple[ResultAnswer, ...]:
    """Keep the results of an admitted file and return what became of each, in the file's order.

    Reserves come last: a team took one because another door was closed, and the
    file says so.
    """
    reserves = admitted.reserves - admitted.handed
    order = sorted(range(len(read.results)), key=lambda n: read.results[n].stop in reserves)
    answers: dict[int, ResultAnswer] = {}
    for n in order:
        result = read.results[n]
        refusal = _refusal(admitted, result, reference)
        answers[n] = refusal or _keep(connection, admitted, _received(read, n, receipt), receipt, reference=reference)
    taken = {answer.stop for answer in answers.values() if answer.intake is Intake.ACCEPTED}
    days = shift_days(admitted.in_force)
    for stop in sorted(taken - admitted.communes):
        count_results(connection, admitted.round.id, stop, days=days)
    return tuple(answers[n] for n in range(len(read.results)))


def _refusal(admitted: Admitted, result: VisitResult, reference: Reference) -> ResultAnswer | None:
    kind = admitted.kind_of(result.stop)
    if kind is None:
        return ResultAnswer(stop=result.stop, intake=Intake.REFUSED, reason="no_stop")
    if kind is not result.kind or (kind is StopKind.COMMUNE_SUPERVISION and result.findings):
        return ResultAnswer(stop=result.stop, intake=Intake.REFUSED, reason="kind")
    if unknown := unknown_code(reference, result):
        params: dict[str, str | int] = {"list": unknown[0], "code": unknown[1]}
        return ResultAnswer(stop=result.stop, intake=Intake.REFUSED, reason="unknown_code", params=params)
    return None


def _received(read: ReadResults, n: int, receipt: Receipt) -> KeptResult:
    result, sheet = read.results[n], read.sheet
    content = canonical_json([sheet.round_id, sheet.shift, plain_from_value(result)])
    is_ahead = result.recorded_at > receipt.received_at + SKEW
    return KeptResult(
        id=sha256_hex(content)[:32], sheet=sheet, team=read.team, result=result, state=ResultState.KEPT,
        received_at=receipt.received_at, sent_by=receipt.actor.account, is_marked=receipt.is_marked,
        skew_s=round((read.made_at - receipt.received_at).total_seconds()) if is_ahead else 0, masked=read.masked[n],
    )  # fmt: skip


def _keep(
    connection: Any, admitted: Admitted, received: KeptResult, receipt: Receipt, *, reference: Reference
) -> ResultAnswer:
    result = received.result
    known = results.read_results(connection, admitted.round.id, shift=admitted.shift.id, stops=[result.stop])
    verdict = judge(result, known)
    change = None
    if verdict.intake is Intake.ACCEPTED:
        blocked, change = _place(connection, admitted, result.stop, known, receipt=receipt, reference=reference)
        verdict = judge(result, known, blocked=blocked)
    if verdict.intake is Intake.ACCEPTED and change is not None:
        ceremonies.add_change(connection, change)
    _write(connection, received, verdict)
    return ResultAnswer(stop=result.stop, intake=verdict.intake, reason=verdict.reason)


def _write(connection: Any, received: KeptResult, verdict: Verdict) -> None:
    if verdict.intake is Intake.IGNORED:
        return
    for id_ in verdict.superseded:
        results.update_state(connection, id_, ResultState.SUPERSEDED)
    is_kept = verdict.intake is Intake.ACCEPTED
    state = ResultState.KEPT if is_kept else ResultState.CONFLICT
    results.add_result(connection, received.with_state(state, reason="" if is_kept else verdict.reason))


def _place(
    connection: Any,
    admitted: Admitted,
    stop: str,
    known: Sequence[KeptResult],
    *,
    receipt: Receipt,
    reference: Reference,
) -> tuple[str, SampleChange | None]:
    """Return why the plan in force has no place for a stop, "" where it has, and the change that makes one."""
    if admitted.round.status is not RoundStatus.SEALED:
        return "round_closed", None
    shift = admitted.planned.get(stop)
    if shift == admitted.shift.id:
        return "", None
    if shift is not None:
        return "moved", None
    if any(one.state is ResultState.KEPT for one in known):
        # The visit took place; the list has another in its stead by now, and this only corrects what was recorded.
        return "", None
    changes = ceremonies.read_changes(connection, admitted.round.id)
    if any(change.stand_in == stop for change in changes):
        return "", None
    if stop not in admitted.reserves:
        return "not_planned", None
    for absent in _absent(connection, admitted, stop):
        change = SampleChange(
            round_id=admitted.round.id, number=0, kind=ChangeKind.SUBSTITUTE, establishment_id=absent.result.stop,
            stand_in=stop, reason=reference.words.say(f"results.offline_{absent.result.status}"),
            account=receipt.actor.account, at=receipt.now,
        )  # fmt: skip
        if _may_stand_in(admitted, change, changes):
            return "", change
    return "reserve_unasked", None


def _absent(connection: Any, admitted: Admitted, stop: str) -> list[KeptResult]:
    """Return the results of the shift that found nothing to inspect in the cell of a reserve."""
    known = results.read_results(connection, admitted.round.id, shift=admitted.shift.id)
    return [
        one
        for one in known
        if one.state is ResultState.KEPT
        and one.result.status in UNANSWERED
        and one.result.stop != stop
        and admitted.drawn.cell_of(one.result.stop) == admitted.drawn.cell_of(stop)
    ]


def _may_stand_in(admitted: Admitted, change: SampleChange, changes: Sequence[SampleChange]) -> bool:
    drawn = admitted.drawn
    return substituted_offline(
        change, rule=admitted.round.rule, sample=drawn.sample, frame=tuple(drawn.rows.values()), changes=changes
    )
