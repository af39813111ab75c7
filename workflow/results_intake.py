"""Results of teams come in, by network or by file: each once, nothing lost, nothing overwritten."""

import time
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime

from domain.accounts import AccountRole, Actor
from domain.errors import InputError, InspectionError
from domain.visits import Intake, ResultAnswer, ResultsAnswer
from register.linting import LintIndex, index_lint_words
from store import results
from store.audit import AuditEntry, append_audit
from workflow.events import tell
from workflow.offices import read_now
from workflow.permissions import log, need
from workflow.results_admission import Admitted, admit, is_forged
from workflow.results_keeping import Receipt, keep_results
from workflow.results_reading import MOST_BYTES, ReadResults, SignedResults, open_results, read_results
from workflow.workspace import Workspace

ACTION = "results.take"
COUNTS = ("accepted", "ignored", "conflict", "refused")


def take_results(
    workspace: Workspace, actor: Actor, *, text: str, received_at: datetime | None = None
) -> ResultsAnswer:
    """Take the results of one sheet in: as a team for its own shift, or as the planner from a file.

    A file is kept as a whole or not at all, and the same file twice changes
    nothing. One that is forged, of another team, of a revoked sheet or of a
    shift that was not revealed is refused whole: the audit has a line with the
    reason and the count, and nothing of its content is kept.

    Parameters
    ----------
    text
        RESULTS.json (docs/formats/field.md); from a planner it must bear its mark.
    received_at
        The moment of receipt; None takes the real time, as devices have it, even where the demo's clock stands.

    Raises
    ------
    InputError
        ``results.*`` for what is no RESULTS.json; nothing of it is kept.
    """
    began = time.monotonic()
    try:
        answer = _answer(workspace, actor, text, received_at)
    except InspectionError as error:
        tell("intake", role=actor.role.value, outcome="refused", code=error.code, since=began)
        raise
    counts = {name: getattr(answer, name) for name in COUNTS}
    tell("intake", role=actor.role.value, outcome="taken" if answer.sheet else "refused", since=began, **counts)
    return answer


def _answer(workspace: Workspace, actor: Actor, text: str, received_at: datetime | None) -> ResultsAnswer:
    need(workspace, actor, AccountRole.TEAM, AccountRole.PLANNER, action=ACTION)
    try:
        signed = open_results(text)
        read = None if is_forged(workspace, signed) else read_results(signed.body, _lint_index(workspace))
    except InputError as error:
        log(workspace, actor, action=ACTION, outcome="refused", reason=error.code, refused=0)
        raise
    if read is None:
        return _refuse(workspace, actor, signed, "forged")
    received = received_at or datetime.now(UTC)
    taken = _take(workspace, actor, signed, read, received=received)
    return taken if isinstance(taken, ResultsAnswer) else _refuse(workspace, actor, signed, taken)


def results_text(content: bytes) -> str:
    """Return the text of an uploaded file, a byte order mark left out.

    Raises
    ------
    InputError
        ``results.too_large`` before anything is read; ``results.not_json`` for what is no UTF-8.
    """
    if len(content) > MOST_BYTES:
        raise InputError("results.too_large", most_kb=MOST_BYTES >> 10)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("results.not_json") from None


def take_file(workspace: Workspace, actor: Actor, *, content: bytes) -> ResultsAnswer:
    """Take in a file that a planner was handed; errors as for ``results_text`` and ``take_results``."""
    return take_results(workspace, actor, text=results_text(content))


def answer_object(workspace: Workspace, answer: ResultsAnswer) -> dict[str, object]:
    """Return an answer as ``/field/results`` and ``results import --json`` give it, its reasons in words."""
    answers = [
        {"stop": one.stop, "intake": one.intake.value, "reason": reason_text(workspace, one)} for one in answer.answers
    ]
    counts = {name: getattr(answer, name) for name in COUNTS}
    return {**counts, "answers": answers}


def reason_text(workspace: Workspace, answer: ResultAnswer) -> str:
    """Return why a result was not simply taken, in words; "" for one that was."""
    params: Mapping[str, str | int] = answer.params
    return workspace.screen_words.say(f"intake_reason.{answer.reason}", **params) if answer.reason else ""


def _take(
    workspace: Workspace, actor: Actor, signed: SignedResults, read: ReadResults, *, received: datetime
) -> ResultsAnswer | str:
    """Keep a file in one transaction with its line of the audit, or return why it is refused."""
    receipt = Receipt(actor=actor, received_at=received, now=read_now(workspace), is_marked=bool(signed.mark))
    with workspace.store.write() as connection:
        results.lock_results(connection)
        admitted = admit(connection, actor, signed, now=receipt.now)
        if not isinstance(admitted, Admitted):
            return admitted
        if read.team != admitted.shift.team:
            return "other_team"
        answers = keep_results(connection, admitted, read, receipt, reference=workspace.reference)
        answer = ResultsAnswer(answers=answers, sheet=read.sheet.text, team=read.team, masked=sum(read.masked))
        append_audit(connection, _entry(actor, answer))
    return answer


def _refuse(workspace: Workspace, actor: Actor, signed: SignedResults, reason: str) -> ResultsAnswer:
    """Log that a file was refused and return it; what it says of itself is not believed, so nothing of it is logged."""
    log(workspace, actor, action=ACTION, outcome="refused", reason=reason, refused=signed.count)
    refused = [ResultAnswer(stop=stop, intake=Intake.REFUSED, reason=reason) for stop in signed.stops]
    return ResultsAnswer(answers=tuple(refused))


def _entry(actor: Actor, answer: ResultsAnswer) -> AuditEntry:
    reasons = Counter(one.reason for one in answer.answers if one.intake is Intake.REFUSED)
    details: dict[str, str | int] = {name: getattr(answer, name) for name in (*COUNTS, "masked")}
    if reasons:
        details["reason"] = ", ".join(sorted(reasons))
    return AuditEntry(
        at=datetime.now(UTC), account=actor.account, role=actor.role.value, ip=actor.ip, action=ACTION,
        object=answer.sheet, outcome="ok", details=details,
    )  # fmt: skip


def _lint_index(workspace: Workspace) -> LintIndex:
    return index_lint_words(workspace.reference.register_reference(read_now(workspace).date()).lint_words)
