"""Communes whose own work was looked at: tasks done, difficulties in their words, and what the office answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.accounts import Actor
from domain.errors import ConflictError, InputError
from domain.places import CommuneKey
from domain.sheets import commune_of_stop
from domain.targets import SupervisionAnswer
from domain.visits import ResultState, StopKind
from register.linting import index_lint_words, lint, without_numbers
from store import results, rounds, targets
from workflow.meanwhile import UNSEEN, Unseen, expect_seen, hold
from workflow.offices import commune_names, office_of, read_now
from workflow.permissions import PLANNER, log_in, need
from workflow.workspace import Workspace

MOST_ANSWER = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisedCommune:
    """Hold one supervision that was recorded; ``tasks`` is task to done or not, ``answer`` "" while there is none."""

    round_id: str
    commune: CommuneKey
    name: str
    on: date
    tasks: Mapping[str, bool]
    difficulties: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisedCommunes:
    """Hold what was supervised, the newest first, the names of communes not yet looked at, and labels of the tasks."""

    year: int
    done: tuple[SupervisedCommune, ...]
    waiting: tuple[str, ...]
    tasks: Mapping[str, str]


def list_supervised(workspace: Workspace, actor: Actor, *, year: int | None = None) -> SupervisedCommunes:
    """Return the communes that were supervised in a calendar year."""
    need(workspace, actor, *PLANNER, action="supervised.list")
    now, names = read_now(workspace), commune_names(workspace)
    year = year or now.year
    with workspace.store.read() as connection:
        recorded = [one for r in rounds.list_rounds(connection) for one in results.read_results(connection, r.id)]
        answers = targets.read_answers(connection)
    done = []
    for one in recorded:
        key = commune_of_stop(one.result.stop)
        on = one.result.recorded_at.astimezone(now.tzinfo).date()
        is_own = one.result.kind is StopKind.COMMUNE_SUPERVISION and one.state is ResultState.KEPT
        if key is None or not is_own or on.year != year:
            continue
        answer = answers.get((one.sheet.round_id, key))
        done.append(
            SupervisedCommune(
                round_id=one.sheet.round_id,
                commune=key,
                name=names.get(key.code, key.code),
                on=on,
                tasks=one.result.tasks,
                difficulties=one.result.difficulties,
                answer=answer.answer if answer else "",
            )
        )
    seen = {one.commune for one in done}
    return SupervisedCommunes(
        year=year, done=tuple(sorted(done, key=lambda one: (-one.on.toordinal(), one.name, one.round_id))),
        waiting=tuple(sorted(names[key.code] for key in office_of(workspace).communes if key not in seen)),
        tasks={rule.code: rule.label for rule in workspace.reference.field_rules.tasks},
    )  # fmt: skip


def answer_commune(
    workspace: Workspace, actor: Actor, *, round_id: str, commune: str, answer: str, seen: str | Unseen = UNSEEN
) -> None:
    """Keep what the office answers to a commune's difficulties; names and numbers of persons are masked.

    Raises
    ------
    ConflictError
        ``supervised.none`` where the commune was not supervised in that round;
        ``changed.meanwhile`` where the answer is no longer what the page showed, ``seen``.
    InputError
        ``supervised.answer`` for an empty or a too long answer.
    """
    need(workspace, actor, *PLANNER, action="supervised.answer", target=f"{round_id}:{commune}")
    if not answer.strip() or len(answer) > MOST_ANSWER:
        raise InputError("supervised.answer", most=MOST_ANSWER)
    now = read_now(workspace)
    with workspace.store.read() as connection:
        found = next(
            (
                key
                for one in results.read_results(connection, round_id)
                if one.result.kind is StopKind.COMMUNE_SUPERVISION and one.state is ResultState.KEPT
                and (key := commune_of_stop(one.result.stop)) and key.code == commune
            ),
            None,
        )  # fmt: skip
    if found is None:
        raise ConflictError("supervised.none", commune=commune)
    words = workspace.reference.register_reference(now.date()).lint_words
    text = lint(without_numbers(" ".join(answer.split())), index_lint_words(words))
    kept = SupervisionAnswer(round_id=round_id, commune=found, answer=text, account=actor.account, at=now)
    with workspace.store.write() as connection:
        hold(connection, "answer")
        before = targets.read_answers(connection).get((round_id, found))
        target, known = f"{round_id}:{commune}", before.answer if before else ""
        expect_seen(workspace, connection, seen=seen, kept=known, part="answer", target=target)
        targets.save_answer(connection, kept)
        log_in(connection, actor, action="supervised.answer", target=f"{round_id}:{commune}")
