"""Long work: asked for by a page, done by a worker process, watched and stopped from anywhere."""

import logging
import os
import platform
import secrets
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta

import psutil

from domain.accounts import Actor
from domain.errors import ConflictError, InspectionError
from domain.progress import OnProgress, ShouldStop
from store import accounts, jobs
from store.jobs import Job, JobState
from workflow.events import tell
from workflow.permissions import PLANNER, log_in, need
from workflow.views import JobView
from workflow.workspace import Workspace

STALE = timedelta(minutes=5)
BEAT_S = 0.2
STILL_S = 30.0
NAME_SEPARATOR = "/"
STOPPED = frozenset({"register.stopped", "sheets.stopped"})
"""Codes by which a task says that it ended because it was asked to."""
Handler = Callable[[Workspace, Actor, Mapping[str, str | int], OnProgress, ShouldStop], Mapping[str, str | int]]


def start_job(workspace: Workspace, actor: Actor, *, kind: str, params: Mapping[str, str | int]) -> str:
    """Ask for a long task and return its id."""
    need(workspace, actor, *PLANNER, action="job.start", target=kind)
    job = Job(
        id=secrets.token_hex(12), kind=kind, params=dict(params), account=actor.account, created_at=datetime.now(UTC)
    )
    with workspace.store.write() as connection:
        jobs.add_job(connection, job)
        log_in(connection, actor, action="job.start", target=kind)
    return job.id


def read_job(workspace: Workspace, actor: Actor, *, job: str) -> JobView:
    """Return how far a task has come."""
    need(workspace, actor, *PLANNER, action="job.read", target=job)
    with workspace.store.read() as connection:
        found = jobs.read_job(connection, job)
    if found is None:
        raise ConflictError("job.none", job=job)
    return _view(found)


def latest_job(workspace: Workspace, actor: Actor, *, kind: str) -> JobView | None:
    """Return the newest task of a kind, so that a page left is found again."""
    need(workspace, actor, *PLANNER, action="job.read", target=kind)
    with workspace.store.read() as connection:
        found = jobs.latest_job(connection, kind)
    return _view(found) if found else None


def stop_job(workspace: Workspace, actor: Actor, *, job: str) -> None:
    """Ask a task to stop; it keeps its best result so far."""
    need(workspace, actor, *PLANNER, action="job.stop", target=job)
    with workspace.store.write() as connection:
        jobs.request_stop(connection, job)
        log_in(connection, actor, action="job.stop", target=job)


def run_next_job(workspace: Workspace, *, worker: str, handlers: Mapping[str, Handler]) -> bool:
    """Do the oldest waiting task, if any, as the account that asked; tell whether there was one."""
    now = datetime.now(UTC)
    with workspace.store.write() as connection:
        jobs.fail_stale_jobs(connection, before=now - STALE, now=now)
        jobs.fail_jobs_of(connection, _dead(jobs.running_workers(connection), asking=worker), now=now)
        job = jobs.claim_job(connection, worker=worker, now=now)
    if job is None:
        return False
    began = time.monotonic()
    try:
        actor = _asker(workspace, job)
        if job.kind not in handlers:
            raise ConflictError("job.kind", kind=job.kind)
        with _beating(workspace, job):
            result = handlers[job.kind](
                workspace, actor, job.params, _reporter(workspace, job), _stopper(workspace, job)
            )
        with workspace.store.write() as connection:
            jobs.finish_job(connection, job.id, result=result, now=datetime.now(UTC))
        tell("job.done", kind=job.kind, since=began)
    except InspectionError as error:
        tell("job.ended", kind=job.kind, code=error.code, since=began)
        _end(workspace, job, error)
    except Exception as error:
        tell("job.broken", level=logging.ERROR, kind=job.kind, error=error, since=began)
        _fail(workspace, job, "job.broken", {"kind": type(error).__name__})
    return True


def worker_name() -> str:
    """Return the name under which this process takes tasks: whoever works on the same machine can see if it lives."""
    return f"{platform.node()}{NAME_SEPARATOR}{os.getpid()}"


def _dead(workers: Iterable[str], *, asking: str) -> set[str]:
    """Return who of those that have a task in hand is dead: processes of this machine that are gone.

    Who asks for a task has none: one in its name is that of a process before it.
    """
    here = f"{platform.node()}{NAME_SEPARATOR}"
    pids = {name: name.removeprefix(here) for name in workers if name.startswith(here)}
    gone = {name for name, pid in pids.items() if pid.isdigit() and not psutil.pid_exists(int(pid))}
    return gone | ({asking} & set(workers))


@contextmanager
def _beating(workspace: Workspace, job: Job) -> Iterator[None]:
    """Tell every half minute that the worker lives, however long a task is silent."""
    ended = threading.Event()

    def beat() -> None:
        while not ended.wait(STILL_S):
            with suppress(InspectionError), workspace.store.write() as connection:
                jobs.beat(connection, job.id, now=datetime.now(UTC))

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _asker(workspace: Workspace, job: Job) -> Actor:
    with workspace.store.read() as connection:
        account = accounts.find_account(connection, job.account)
    if account is None or account.is_disabled:
        raise ConflictError("job.account")
    return Actor(account=account.name, role=account.role, team=account.team)


def _reporter(workspace: Workspace, job: Job) -> OnProgress:
    last = 0.0

    def report(step: str, done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last < BEAT_S and done != total:
            return
        last = time.monotonic()
        with workspace.store.write() as connection:
            jobs.update_progress(connection, job.id, step=step, done=done, total=total, now=datetime.now(UTC))

    return report


def _stopper(workspace: Workspace, job: Job) -> ShouldStop:
    def should_stop() -> bool:
        with workspace.store.read() as connection:
            return jobs.is_stop_requested(connection, job.id)

    return should_stop


def _end(workspace: Workspace, job: Job, error: InspectionError) -> None:
    """Keep why a task ended without a result: because somebody stopped it, or what went wrong."""
    if error.code not in STOPPED:
        _fail(workspace, job, error.code, error.params)
        return
    with workspace.store.write() as connection:
        jobs.stop_job(connection, job.id, now=datetime.now(UTC))


def _fail(workspace: Workspace, job: Job, code: str, params: Mapping[str, str | int]) -> None:
    with workspace.store.write() as connection:
        jobs.fail_job(connection, job.id, code=code, params=params, now=datetime.now(UTC))


def _view(job: Job) -> JobView:
    """Return what a page shows of a task; a running one that nobody has heard of for long is lost, worker or not."""
    silence = datetime.now(UTC) - (job.heartbeat_at or job.created_at)
    is_lost = job.state is JobState.RUNNING and abs(silence) > STALE
    state, code = (JobState.FAILED, jobs.WORKER_LOST) if is_lost else (job.state, job.error_code)
    return JobView(
        id=job.id, kind=job.kind, state=state.value, step=job.step, done=job.done, total=job.total,
        error_code=code, error_params=job.error_params, result=job.result,
    )  # fmt: skip
