"""A province of three offices, one of them broken: the others are planned, the same by whatever executor."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from area_clusters import loopback_cluster

import workflow
from commands.answers import CLI
from commands.registry import run
from domain.accounts import AccountRole, Actor
from domain.digest import sha256_hex
from domain.errors import InputError
from workflow.area_executors import InProcess, dask_cluster, process_pool
from workflow.planning_areas import OfficePlan, OfficeTask
from workflow.workspace import open_workspace, settings_from


@pytest.fixture
def province(demo_dir: Path, tmp_path: Path) -> Path:
    """Return a folder of two demo offices and one whose database is none."""
    folder = tmp_path / "province"
    for name in ("b", "c"):
        shutil.copytree(demo_dir, folder / name)
    (folder / "a").mkdir()
    (folder / "a" / "office.sqlite").write_text("no database", encoding="utf-8")
    (folder / "not-an-office").mkdir()
    return folder


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    with loopback_cluster() as address:
        yield address


def tasks(province: Path, *, again: bool = True, actor: Actor = CLI) -> list[OfficeTask]:
    return [
        OfficeTask(settings=settings_from({"INSPECTION_DIR": str(one)}), actor=actor, again=again, solver="greedy")
        for one in workflow.list_offices(province)
    ]


def planned(outcomes) -> list[OfficePlan]:
    broken, *others = outcomes
    assert broken.error is not None and broken.result is None and broken.attempts == 2
    assert [one.area.settings.directory.name for one in outcomes] == ["a", "b", "c"]
    assert all(one.error is None and one.attempts == 1 for one in others)
    return [one.result for one in others]


def test_a_pool_a_cluster_and_this_process_make_the_same_plans(province, cluster):
    here = planned(workflow.plan_offices(tasks(province), executor=InProcess()))
    with process_pool(2) as pool:
        by_pool = planned(workflow.plan_offices(tasks(province), executor=pool))
    with dask_cluster(cluster) as executor:
        by_dask = planned(workflow.plan_offices(tasks(province), executor=executor))
    assert [(one.digest, one.score) for one in here] == [(one.digest, one.score) for one in by_pool]
    assert [(one.digest, one.score) for one in here] == [(one.digest, one.score) for one in by_dask]
    assert [[one.version for one in ran] for ran in (here, by_pool, by_dask)] == [[2, 2], [3, 3], [4, 4]]
    for one in here:
        assert one.is_new and one.selected == one.planned + one.unassigned == 48 and one.rules_broken == 0


def test_a_kept_plan_is_left_as_it_is_and_told_by_its_own_bytes(province):
    kept = planned(workflow.plan_offices(tasks(province, again=False), executor=InProcess()))
    assert [(one.version, one.is_new) for one in kept] == [(1, False), (1, False)]
    workspace = open_workspace(settings_from({"INSPECTION_DIR": str(province / "b")}))
    view = workflow.read_plan(workspace, CLI)
    workspace.store.close()
    assert (kept[0].round, kept[0].version) == (view.round.id, view.version)
    solution = (province / "b" / "papers" / "solution.json").read_text(encoding="utf-8")
    assert kept[0].digest == sha256_hex(solution)


def test_who_may_not_plan_plans_no_office(province):
    leader = Actor(account="l", role=AccountRole.LEADER)
    outcomes = workflow.plan_offices(tasks(province, actor=leader), executor=InProcess(), retries=0)
    assert [one.error.code for one in outcomes[1:]] == ["access.role", "access.role"]


def test_the_command_names_what_failed_and_goes_by_its_code(province, capsys):
    code = run(["plan", "make", "--all", str(province), "--workers", "1", "--json"])
    told = json.loads(capsys.readouterr().out)
    broken, *others = told["offices"]
    assert (told["planned"], told["kept"], told["failed"]) == (0, 2, 1)
    assert broken["office"] == "a" and broken["error"].count(".") and broken["attempts"] == 2
    assert [(one["office"], one["version"], one["is_new"]) for one in others] == [("b", 1, False), ("c", 1, False)]
    assert code == 7
    shutil.rmtree(province / "a")
    assert run(["plan", "make", "--all", str(province), "--workers", "1"]) == 0
    out = capsys.readouterr().out
    assert "2 giữ nguyên, 0 không xếp được" in out


def test_the_command_refuses_what_would_plan_the_wrong_office(province, tmp_path, capsys, monkeypatch):
    with pytest.raises(InputError, match=r"areas\.none"):
        workflow.list_offices(province / "not-an-office")
    assert run(["plan", "make", "D2027-01", "--all", str(province)]) == 2
    assert run(["plan", "make"]) == 2
    assert run(["plan", "make", "--all", str(province), "--scheduler", "tcp://10.1.2.3:8786"]) == 3
    monkeypatch.setenv("INSPECTION_DATABASE_URL", "postgresql://one/database")
    assert run(["plan", "make", "--all", str(province)]) == 5
    assert "INSPECTION_DATABASE_URL" in capsys.readouterr().err
