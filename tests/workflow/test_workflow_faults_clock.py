"""The clock set back, a dead worker, broken kept files: nothing opens early, nothing is hidden again, nothing is lost."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from results_office import NOW, PLANNER, RECEIVED, result, results_text, sealed_office, shift_id, stop_id, team_actor
from spoilt_files import SPOILING

import workflow
from domain.errors import NotAllowedError, ServiceError
from store import audit, jobs, offices
from store.accounts import Account, add_account
from workflow.jobs import read_job, run_next_job, start_job, worker_name
from workflow.workspace import Workspace

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
REVEALED = NOW - timedelta(days=12)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    """Return a sealed office that goes by the real clock."""
    found = sealed_office(tmp_path / "office", shifts=2, stops=2)
    with found.store.write() as connection:
        offices.save_office(connection, replace(offices.read_office(connection), demo_at=None))
        add_account(connection, Account(name=PLANNER.account, role=PLANNER.role, team=None, password_hash="x"))
    yield found
    found.store.close()


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Return what sets the clock of the machine, as the workflow reads it."""

    def set_to(at: datetime) -> None:
        class Standing(datetime):
            @classmethod
            def now(cls, tz=None):
                return at.astimezone(tz)

        for module in ("offices", "permissions", "results_intake", "jobs"):
            monkeypatch.setattr(f"workflow.{module}.datetime", Standing)

    return set_to


def shifts_of(office: Workspace, team: str) -> list[str]:
    return [view.sheet.shift for view in workflow.list_sheets(office, team_actor(team))]


def test_what_was_opened_stays_open_when_the_clock_goes_back_and_nothing_opens_early(office, set_clock):
    set_clock(REVEALED - HOUR)
    workflow.read_sheet(office, PLANNER, shift=shift_id(0))
    assert shifts_of(office, "T00") == []
    with pytest.raises(NotAllowedError):
        workflow.read_sheet(office, team_actor("T00"), shift=shift_id(0))
    set_clock(REVEALED + HOUR)
    workflow.read_sheet(office, team_actor("T00"), shift=shift_id(0))
    set_clock(REVEALED - DAY)
    assert shifts_of(office, "T00") == [shift_id(0)] and shifts_of(office, "T01") == []
    assert workflow.read_sheet(office, team_actor("T00"), shift=shift_id(0))
    text = results_text(office, [result(stop_id(0, order, stops=2)) for order in range(2)])
    assert workflow.take_results(office, team_actor("T00"), text=text, received_at=RECEIVED).accepted == 2
    other = results_text(office, [result(stop_id(1, 0, stops=2))], shift=1)
    refused = workflow.take_results(office, team_actor("T01"), text=other, received_at=RECEIVED)
    assert [one.reason for one in refused.answers] == ["not_revealed"]


def test_lines_of_the_audit_keep_their_order_whatever_the_clock_says(office, set_clock):
    for at in (REVEALED, REVEALED - DAY, REVEALED - HOUR):
        set_clock(at)
        start_job(office, PLANNER, kind="reach", params={"at": at.isoformat()})
    with office.store.read() as connection:
        assert audit.verify_chain(connection) is None
        said = [one.at for one in audit.read_audit(connection, limit=99) if one.action == "job.start"]
    assert said == [REVEALED - HOUR, REVEALED - DAY, REVEALED]


def test_a_task_runs_and_is_seen_to_run_after_the_clock_went_back(office, set_clock):
    set_clock(NOW)
    job = start_job(office, PLANNER, kind="reach", params={})
    with office.store.write() as connection:
        jobs.claim_job(connection, worker="far/1", now=NOW)
    set_clock(NOW - timedelta(minutes=2))
    assert read_job(office, PLANNER, job=job).state == "running"
    set_clock(NOW - DAY)
    view = read_job(office, PLANNER, job=job)
    assert (view.state, view.error_code) == ("failed", "job.worker_lost")
    assert not run_next_job(office, worker="far/2", handlers={})
    again = start_job(office, PLANNER, kind="reach", params={})
    assert run_next_job(office, worker="far/2", handlers={"reach": lambda *_: {"n": 1}})
    assert read_job(office, PLANNER, job=again).state == "done"


DIES = """
import sys, time
from pathlib import Path
from workflow.jobs import run_next_job, worker_name
from workflow.workspace import open_workspace, settings_from

def stuck(*_):
    print(worker_name(), flush=True)
    time.sleep(600)

run_next_job(open_workspace(settings_from({"INSPECTION_DIR": sys.argv[1]})), worker=worker_name(), handlers={"k": stuck})
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_the_task_of_a_killed_worker_is_given_up_at_once_by_the_next_one_and_can_be_asked_for_again(office):
    job = start_job(office, PLANNER, kind="k", params={})
    command = [sys.executable, "-c", DIES, str(office.settings.directory)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout.readline().strip().endswith(f"/{worker.pid}")
        assert not run_next_job(office, worker=worker_name(), handlers={})
        assert read_job(office, PLANNER, job=job).state == "running"
        os.kill(worker.pid, signal.SIGKILL)
    assert not run_next_job(office, worker=worker_name(), handlers={})
    view = read_job(office, PLANNER, job=job)
    assert (view.state, view.error_code) == ("failed", "job.worker_lost")
    sentence = office.reference.words.say(f"error.{view.error_code}")
    assert "Hãy chạy lại" in sentence
    again = start_job(office, PLANNER, kind="k", params={})
    assert run_next_job(office, worker=worker_name(), handlers={"k": lambda *_: {}})
    assert read_job(office, PLANNER, job=again).state == "done"


def test_a_process_that_has_the_name_of_a_dead_one_does_not_take_its_task_for_its_own(office):
    job = start_job(office, PLANNER, kind="k", params={})
    with office.store.write() as connection:
        jobs.claim_job(connection, worker=worker_name(), now=datetime.now(UTC))
    assert not run_next_job(office, worker=worker_name(), handlers={})
    assert read_job(office, PLANNER, job=job).state == "failed"


def test_a_task_that_says_nothing_for_long_is_still_heard_of(office, monkeypatch):
    monkeypatch.setattr("workflow.jobs.STILL_S", 0.02)
    job = start_job(office, PLANNER, kind="k", params={})

    def silent(*_):
        with office.store.read() as connection:
            began = jobs.read_job(connection, job).heartbeat_at
        for _ in range(500):
            time.sleep(0.02)
            with office.store.read() as connection:
                if jobs.read_job(connection, job).heartbeat_at > began:
                    return {"heard": 1}
        return {"heard": 0}

    assert run_next_job(office, worker="far/1", handlers={"k": silent})
    assert read_job(office, PLANNER, job=job).result == {"heard": 1}


@pytest.mark.parametrize("spoilt", SPOILING)
def test_a_broken_layer_is_drawn_anew(tmp_path, spoilt):
    sys.path.insert(0, str(ROOT / "tests" / "proof"))
    from kill_office import do, draw_boundaries, load_boundaries

    draw_boundaries(tmp_path)
    load_boundaries(tmp_path)
    text = do(tmp_path, workflow.commune_layer)
    path = tmp_path / "office" / "layers" / "communes.geojson"
    assert '"Tân Hội"' in text and path.is_file()
    SPOILING[spoilt](path)
    assert do(tmp_path, workflow.commune_layer) == text and path.is_file()


def test_a_paper_that_is_not_what_was_written_is_not_handed_out_and_is_written_anew(office):
    workflow.write_sheets(office, PLANNER, round_id="D2027-01")
    paper = workflow.read_sheet_papers(office, PLANNER, round_id="D2027-01").shifts[0].papers[0]
    whole = workflow.read_paper(office, PLANNER, paper.id)[1]
    with office.store.write() as connection:
        connection.execute(sa.text("UPDATE papers SET content = :c WHERE id = :i"), {"c": whole[:-9], "i": paper.id})
    with pytest.raises(ServiceError) as refused:
        workflow.read_paper(office, PLANNER, paper.id)
    assert (refused.value.code, refused.value.params["file"]) == ("paper.damaged", paper.file_name)
    assert workflow.write_sheets(office, PLANNER, round_id="D2027-01").written == 1
    assert workflow.read_paper(office, PLANNER, paper.id)[0].file_name == paper.file_name
