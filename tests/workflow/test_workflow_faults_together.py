"""Two planners, two tabs and twenty tablets at once, each a process of its own on one store: nothing lost, no error."""

from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from results_office import PLANNER, RECEIVED, ROUND, result, results_text, sealed_office, shift_id, stop_id, team_actor

import workflow
from domain.accounts import AccountRole, Actor
from domain.errors import InspectionError
from store import audit, results
from workflow.workspace import open_workspace, settings_from

TABLETS, STOPS, PROCESSES, TIMES = 20, 3, 4, 6
OTHER = Actor(account="ba", role=AccountRole.PLANNER)


def send(directory: str, team: str, text: str) -> str:
    """Send a tablet's file twice, as one does that got no answer; tell what both came to."""
    workspace = open_workspace(settings_from({"INSPECTION_DIR": directory}))
    try:
        answers = [
            workflow.take_results(workspace, team_actor(team), text=text, received_at=RECEIVED) for _ in range(2)
        ]
        return " ".join(f"{one.accepted}+{one.ignored}" for one in answers)
    except InspectionError as error:
        return error.code
    finally:
        workspace.store.close()


def reveal(directory: str, account: str, shift: str) -> str:
    """Reveal a shift and read the plan and the coverage, as a tab of a planner does."""
    workspace = open_workspace(settings_from({"INSPECTION_DIR": directory}))
    actor = Actor(account=account, role=AccountRole.PLANNER)
    try:
        for _ in range(TIMES):
            workflow.reveal_shift(workspace, actor, round_id=ROUND, shift=shift, reason="thử")
            workflow.read_coverage(workspace, actor)
        return "ok"
    except InspectionError as error:
        return error.code
    finally:
        workspace.store.close()


def test_twenty_tablets_and_two_planners_in_two_tabs_lose_nothing(tmp_path: Path) -> None:
    workspace = sealed_office(tmp_path / "office", shifts=TABLETS, stops=STOPS)
    texts = {
        n: results_text(workspace, [result(stop_id(n, k, stops=STOPS)) for k in range(STOPS)], shift=n)
        for n in range(TABLETS)
    }
    directory = str(tmp_path / "office")
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        tabs = [
            pool.submit(reveal, directory, actor.account, shift_id(n))
            for n in range(2)
            for actor in (PLANNER, OTHER)
        ]  # fmt: skip
        sent = [pool.submit(send, directory, f"T{n:02d}", text) for n, text in texts.items()]
        said = Counter(one.result() for one in (*tabs, *sent))
    assert said == {"ok": 4, f"{STOPS}+0 0+{STOPS}": TABLETS}
    with workspace.store.read() as connection:
        kept = results.read_results(connection, ROUND)
        lines = [one.action for one in audit.read_audit(connection, limit=10_000)]
        assert audit.verify_chain(connection) is None
    assert len({one.result.stop for one in kept}) == len(kept) == TABLETS * STOPS
    assert Counter(lines)["results.take"] == 2 * TABLETS and Counter(lines)["shift.reveal"] == 4 * TIMES
    assert workflow.read_coverage(workspace, PLANNER).coverage.area.inspected == TABLETS * STOPS
    workspace.store.close()
