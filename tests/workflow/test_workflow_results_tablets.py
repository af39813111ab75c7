"""Twenty tablets at once: exact counts, nothing lost, nothing twice, also where the server is killed in between."""

import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest
from killed_intake import MOST_STATEMENTS, kill_intake, send_until_taken
from results_office import (
    PLANNER,
    RECEIVED,
    ROUND,
    lay_plan,
    result,
    results_text,
    sealed_office,
    stop_id,
    team_actor,
)

import workflow
from domain.visits import Intake, ResultState
from store import audit, inspections, results

TABLETS, STOPS = 20, 10


@pytest.fixture
def workspace(tmp_path: Path):
    found = sealed_office(tmp_path / "office", shifts=TABLETS, stops=STOPS)
    yield found
    found.store.close()


def stops_of(n: int) -> list[str]:
    return [stop_id(n, order, stops=STOPS) for order in range(STOPS)]


def send(workspace, n: int, found, **more):
    text = results_text(workspace, found, shift=n, **more)
    return workflow.take_results(workspace, team_actor(f"T{n:02d}"), text=text, received_at=RECEIVED)


def totals(answers) -> Counter:
    return Counter(one.intake for answer in answers for one in answer.answers)


def kept(workspace):
    with workspace.store.read() as connection:
        return results.read_results(connection, ROUND)


def test_duplicates_stale_and_forged_results_of_twenty_tablets_are_counted_exactly(workspace):
    """200 results: 5 % come twice, 5 % are stale (half of them moved, half an earlier edit), 5 % are forged."""
    rng = Random(7)
    every = [(n, stop) for n in range(TABLETS) for stop in stops_of(n)]
    chosen = rng.sample(every, 30)
    twice, moved, early, forged = chosen[:10], chosen[10:15], chosen[15:20], chosen[20:]
    where = {stop: n for n, stop in moved}
    routes = [[stop for stop in stops_of(n) if stop not in where] for n in range(TABLETS)]
    for stop, n in where.items():
        routes[(n + 1) % TABLETS].append(stop)
    lay_plan(workspace, routes, version=2)

    answers = []
    for n in range(TABLETS):
        good = [result(stop, edit=2) for stop in stops_of(n) if (n, stop) not in forged]
        answers.append(send(workspace, n, good))
        answers += [send(workspace, m, [result(stop, edit=2)]) for m, stop in twice if m == n]
        answers += [send(workspace, m, [result(stop, "closed_door")]) for m, stop in early if m == n]
        answers += [send(workspace, m, [result(stop)], key="5a" * 32) for m, stop in forged if m == n]
    assert totals(answers) == {
        Intake.ACCEPTED: 200 - 10 - 5, Intake.IGNORED: 10 + 5, Intake.CONFLICT: 5, Intake.REFUSED: 10,
    }  # fmt: skip
    states = Counter(one.state for one in kept(workspace))
    assert states == {ResultState.KEPT: 185, ResultState.CONFLICT: 5}
    assert workflow.read_coverage(workspace, PLANNER).coverage.area.inspected == 185
    with workspace.store.read() as connection:
        refused = [one for one in audit.read_audit(connection, limit=500) if one.outcome == "refused"]
        assert audit.verify_chain(connection) is None
    assert len(refused) == 10 and {one.details["reason"] for one in refused} == {"forged"}


def test_twenty_threads_at_once_lose_nothing_and_keep_nothing_twice(workspace):
    """Each tablet sends its file twice at once; whichever comes second is known already."""
    jobs = [n for n in range(TABLETS) for _ in range(2)]
    with ThreadPoolExecutor(TABLETS) as pool:
        answers = list(pool.map(lambda n: send(workspace, n, [result(stop) for stop in stops_of(n)]), jobs))
    assert totals(answers) == {Intake.ACCEPTED: 200, Intake.IGNORED: 200}
    assert Counter(one.result.stop for one in kept(workspace)) == Counter(
        s for n in range(TABLETS) for s in stops_of(n)
    )
    assert [one.number for one in kept(workspace)] == list(range(1, 201))
    with workspace.store.read() as connection:
        assert len([one for one in inspections.read_inspections(connection) if one.round_id]) == 200
        assert audit.verify_chain(connection) is None


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("at", [1, 25, 50, 75, MOST_STATEMENTS])
def test_a_server_killed_in_the_middle_of_an_intake_loses_nothing(tmp_path, at):
    directory = tmp_path / "office"
    workspace = sealed_office(directory, shifts=1, stops=STOPS)
    text = results_text(workspace, [result(stop) for stop in stops_of(0)])
    workspace.store.close()
    assert kill_intake(directory, text, at=at) is (at == MOST_STATEMENTS)
    send_until_taken(directory, text, stops=STOPS)
