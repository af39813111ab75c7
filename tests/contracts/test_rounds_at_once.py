"""Planners who open a round in the same instant: one round is made where all saw the same, and none replaces another."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from pathlib import Path
from threading import Barrier

from results_office import ROUND, sealed_office

import workflow
from domain.accounts import AccountRole, Actor
from domain.errors import ConflictError
from domain.rounds import SamplingRule
from workflow.backing_up import move_database
from workflow.meanwhile import UNSEEN
from workflow.workspace import Workspace, open_workspace, settings_from

PLANNERS = [Actor(account=f"planner-{n}", role=AccountRole.PLANNER) for n in range(6)]


def moved(directory: Path, url: str) -> Workspace:
    with closing((workspace := sealed_office(directory)).store):
        move_database(workspace, PLANNERS[0], url=url)
    return open_workspace(settings_from({"INSPECTION_DIR": str(directory), "INSPECTION_DATABASE_URL": url}))


def opened_at_once(workspace: Workspace, seen: object) -> list[str]:
    gate = Barrier(len(PLANNERS))

    def open_one(actor: Actor) -> str:
        gate.wait()
        try:
            return workflow.open_round(
                workspace, actor, title=actor.account, starts_on=date(2027, 6, 7), ends_on=date(2027, 6, 18),
                rule=SamplingRule(), teams=("T00",), seen=seen,
            ).id  # fmt: skip
        except ConflictError as error:
            return error.code

    with ThreadPoolExecutor(len(PLANNERS)) as pool:
        return list(pool.map(open_one, PLANNERS))


def test_of_planners_who_saw_the_same_rounds_one_opens_the_next(tmp_path: Path, url: str) -> None:
    with closing((workspace := moved(tmp_path / "office", url)).store):
        said = opened_at_once(workspace, (ROUND,))
        known = workflow.list_rounds(workspace, PLANNERS[0])
    assert Counter(said) == {"D2027-02": 1, "changed.meanwhile": len(PLANNERS) - 1}
    assert [one.id for one in known] == [ROUND, "D2027-02"]
    assert known[1].title == PLANNERS[said.index("D2027-02")].account


def test_rounds_opened_on_purpose_at_once_are_all_there(tmp_path: Path, url: str) -> None:
    with closing((workspace := moved(tmp_path / "office", url)).store):
        said = opened_at_once(workspace, UNSEEN)
        titles = {one.id: one.title for one in workflow.list_rounds(workspace, PLANNERS[0])}
    assert len(set(said)) == len(PLANNERS)
    assert {titles[id_] for id_ in said} == {one.account for one in PLANNERS}
