"""Long work: queued by a page, done by a worker, watched by both."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from domain.errors import ConflictError
from store.rows import insert_rows, row_from_value, value_from_row
from store.tables import JOBS
from store.tables.running import JobState

Params = Mapping[str, str | int]
WORKER_LOST = "job.worker_lost"

__all__ = [
    "Job",
    "JobState",
    "add_job",
    "beat",
    "claim_job",
    "fail_job",
    "fail_jobs_of",
    "fail_stale_jobs",
    "finish_job",
    "is_stop_requested",
    "last_heartbeat",
    "latest_job",
    "read_job",
    "request_stop",
    "running_workers",
    "stop_job",
    "update_progress",
    "waiting_since",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Hold one long task; ``step`` is a code, ``done`` out of ``total`` its progress.

    ``heartbeat_at`` is when its worker last spoke, None while it waits.
    """

    id: str
    kind: str
    params: Params
    account: str
    created_at: datetime
    state: JobState = JobState.QUEUED
    step: str = ""
    done: int = 0
    total: int = 0
    error_code: str = ""
    error_params: Params = field(default_factory=dict)
    result: Params = field(default_factory=dict)
    heartbeat_at: datetime | None = None


def add_job(connection: sa.Connection, job: Job) -> None:
    """Queue a job behind those that wait."""
    insert_rows(connection, JOBS, [row_from_value(job, is_stop_requested=False)])


def claim_job(connection: sa.Connection, *, worker: str, now: datetime) -> Job | None:
    """Take the job that waits longest, None when none waits; no two workers ever get the same one."""
    waiting = sa.select(JOBS.c.id).where(JOBS.c.state == JobState.QUEUED).order_by(JOBS.c.number).limit(1)
    while (job_id := connection.execute(waiting).scalar()) is not None:
        taken = sa.update(JOBS).where(JOBS.c.id == job_id, JOBS.c.state == JobState.QUEUED)
        # Where several may write at once, another worker can have been faster: then the next one is tried.
        if connection.execute(taken.values(state=JobState.RUNNING, worker=worker, heartbeat_at=now)).rowcount:
            return read_job(connection, job_id)
    return None


def update_progress(connection: sa.Connection, job_id: str, *, step: str, done: int, total: int, now: datetime) -> None:
    """Keep where a running job is, and that its worker lives.

    Raises
    ------
    ConflictError
        ``job.not_running`` when it was given up meanwhile (see ``fail_stale_jobs``).
    """
    _update_running(connection, job_id, step=step, done=done, total=total, heartbeat_at=now)


def finish_job(connection: sa.Connection, job_id: str, *, result: Params, now: datetime) -> None:
    """Keep what a running job led to.

    Do it in the transaction that keeps the work itself: a worker that was given
    up is refused (``job.not_running``), and its work with it.
    """
    _update_running(connection, job_id, state=JobState.DONE, result=result, heartbeat_at=now)


def fail_job(connection: sa.Connection, job_id: str, *, code: str, params: Params, now: datetime) -> None:
    """Keep why a running job failed, as the code and parameters of an InspectionError."""
    _update_running(connection, job_id, state=JobState.FAILED, error_code=code, error_params=params, heartbeat_at=now)


def stop_job(connection: sa.Connection, job_id: str, *, now: datetime) -> None:
    """Keep that a running job ended because it was asked to, without a result."""
    _update_running(connection, job_id, state=JobState.STOPPED, heartbeat_at=now)


def request_stop(connection: sa.Connection, job_id: str) -> None:
    """Ask a job to end: one that waits is stopped at once, one that runs hears it, a finished one does not mind."""
    job = sa.update(JOBS).where(JOBS.c.id == job_id)
    connection.execute(job.where(JOBS.c.state == JobState.QUEUED).values(state=JobState.STOPPED))
    connection.execute(job.where(JOBS.c.state == JobState.RUNNING).values(is_stop_requested=True))


def is_stop_requested(connection: sa.Connection, job_id: str) -> bool:
    """Tell whether somebody asked a job to end."""
    return bool(connection.execute(sa.select(JOBS.c.is_stop_requested).where(JOBS.c.id == job_id)).scalar())


def read_job(connection: sa.Connection, job_id: str) -> Job | None:
    """Return a job, None where there is none of that id."""
    return _first(connection, sa.select(JOBS).where(JOBS.c.id == job_id))


def latest_job(connection: sa.Connection, kind: str) -> Job | None:
    """Return the job of a kind that was queued last, None when there never was one."""
    return _first(connection, sa.select(JOBS).where(JOBS.c.kind == kind).order_by(JOBS.c.number.desc()).limit(1))


def last_heartbeat(connection: sa.Connection) -> datetime | None:
    """Return when a worker last spoke of a job that runs, None where none runs."""
    running = sa.select(sa.func.max(JOBS.c.heartbeat_at)).where(JOBS.c.state == JobState.RUNNING)
    return connection.execute(running).scalar()


def waiting_since(connection: sa.Connection) -> datetime | None:
    """Return when the job that waits longest was asked for, None where none waits."""
    waiting = sa.select(sa.func.min(JOBS.c.created_at)).where(JOBS.c.state == JobState.QUEUED)
    return connection.execute(waiting).scalar()


def fail_stale_jobs(connection: sa.Connection, *, before: datetime, now: datetime) -> int:
    """Give up the running jobs whose worker was last heard before an instant; return how many.

    One that was heard as far in the future spoke before the clock was set
    back, and no more since. Their error is ``job.worker_lost``.
    """
    silent = sa.or_(JOBS.c.heartbeat_at < before, JOBS.c.heartbeat_at > now + (now - before))
    return _lose(connection, silent, now=now)


def running_workers(connection: sa.Connection) -> frozenset[str]:
    """Return the workers that have a job in hand, by the names that they gave."""
    return frozenset(connection.execute(sa.select(JOBS.c.worker).where(JOBS.c.state == JobState.RUNNING)).scalars())


def fail_jobs_of(connection: sa.Connection, workers: Iterable[str], *, now: datetime) -> int:
    """Give up the running jobs of workers that are known to be dead; return how many, see ``fail_stale_jobs``."""
    return _lose(connection, JOBS.c.worker.in_(sorted(workers)), now=now)


def beat(connection: sa.Connection, job_id: str, *, now: datetime) -> None:
    """Keep that the worker of a running job lives; one that was given up hears of it when it ends."""
    running = sa.update(JOBS).where(JOBS.c.id == job_id, JOBS.c.state == JobState.RUNNING)
    connection.execute(running.values(heartbeat_at=now))


def _lose(connection: sa.Connection, which: sa.ColumnElement[bool], *, now: datetime) -> int:
    lost = sa.update(JOBS).where(JOBS.c.state == JobState.RUNNING, which)
    failed = lost.values(state=JobState.FAILED, error_code=WORKER_LOST, error_params={}, heartbeat_at=now)
    return connection.execute(failed).rowcount


def _update_running(connection: sa.Connection, job_id: str, **values: Any) -> None:
    running = sa.update(JOBS).where(JOBS.c.id == job_id, JOBS.c.state == JobState.RUNNING)
    if connection.execute(running.values(**values)).rowcount == 0:
        raise ConflictError("job.not_running", job=job_id)


def _first(connection: sa.Connection, query: sa.Select) -> Job | None:
    row = connection.execute(query).first()
    return value_from_row(Job, row) if row else None
