"""Where the areas of a province are worked on: in this process, in a pool of processes, on a Dask cluster.

Nothing else in the product knows Dask; it is imported when a cluster is asked for.
"""

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any, Protocol
from urllib.parse import urlsplit

from domain.errors import InputError, ServiceError

MOST_WORKERS = 61
"""More processes a pool on Windows cannot wait for."""
AREAS_PER_PROCESS = 50
"""After so many areas each, a pool's processes are replaced, so that what libraries keep cannot add up."""
CONNECT_S = 20
"""How long a cluster may take to answer and to have a worker."""
LOOPBACK = ("127.0.0.1", "localhost", "::1")

Work = Callable[[Any], Any]
"""A function at the head of its module; it and what it is given and gives back travel between processes."""


class AreaExecutor(Protocol):
    """Do work for areas elsewhere; a context that ends what it started."""

    @property
    def places(self) -> int:
        """Return on how many areas it works at the same time, at least 1."""
        ...

    def submit(self, work: Work, area: Any) -> Future[Any]:
        """Begin the work for one area; no more than ``places`` may be under way."""
        ...

    def renew(self) -> None:
        """Stand anew after one of its processes died; nothing is under way."""
        ...

    def check(self) -> None:
        """Refuse to go on where nothing under way will ever end (ServiceError)."""
        ...


class InProcess:
    """Do the work here, one area after the other."""

    places = 1

    def submit(self, work: Work, area: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(work(area))
        except Exception as error:
            done.set_exception(error)
        return done

    def renew(self) -> None:
        """Do nothing: who lives has no dead process."""

    def check(self) -> None:
        """Do nothing: what is under way here ends here."""


class ProcessPool:
    """Do the work in processes of this computer.

    They are replaced by replacing the pool. ``max_tasks_per_child`` would do it one by one, but up to Python
    3.13 a pool may then hang (CPython issue 115634); it may come back once 3.14 is the oldest version.
    """

    def __init__(self, *, workers: int, areas_per_process: int = AREAS_PER_PROCESS) -> None:
        self.places = workers
        self._most = workers * areas_per_process
        self._begun = 0
        self._pool = _new_pool(workers)

    def submit(self, work: Work, area: Any) -> Future[Any]:
        if self._begun == self._most:
            self.renew()
        self._begun += 1
        return self._pool.submit(work, area)

    def renew(self) -> None:
        self.close()
        self._pool, self._begun = _new_pool(self.places), 0

    def check(self) -> None:
        """Do nothing: the pool itself ends what a dead process had under way."""

    def close(self) -> None:
        """Let what is under way end; nothing else begins."""
        self._pool.shutdown(wait=True, cancel_futures=True)


class DaskCluster:
    """Do the work on the workers of a Dask cluster; ``client`` is a ``distributed.Client``."""

    def __init__(self, client: Any) -> None:
        self._client = client
        # Not pure: the same area may be planned twice, and then it is planned twice.
        self._executor: Executor = client.get_executor(pure=False)

    @property
    def places(self) -> int:
        # Asked each time: workers come and go.
        try:
            return max(1, sum(self._client.nthreads().values()))
        except OSError as error:
            raise ServiceError("areas.lost") from error

    def submit(self, work: Work, area: Any) -> Future[Any]:
        return self._executor.submit(work, area)

    def renew(self) -> None:
        """Do nothing: the cluster replaces its own workers."""

    def check(self) -> None:
        # A client whose scheduler has gone closes in the end, and leaves what was under way without an end.
        if self._client.status in ("closing", "closed"):
            raise ServiceError("areas.lost")


@contextmanager
def process_pool(workers: int | None = None) -> Iterator[AreaExecutor]:
    """Open a pool of so many processes, one for each core where none is named.

    Raises
    ------
    InputError
        ``areas.workers`` for fewer than one.
    """
    if workers is not None and workers < 1:
        raise InputError("areas.workers", workers=workers)
    pool = ProcessPool(workers=min(workers or os.cpu_count() or 1, MOST_WORKERS))
    try:
        yield pool
    finally:
        pool.close()


@contextmanager
def dask_cluster(address: str) -> Iterator[AreaExecutor]:
    """Open a Dask cluster by the address of its scheduler; closing leaves the cluster running.

    Raises
    ------
    InputError
        ``areas.open_scheduler`` where the address is on another computer and not ``tls://``: whoever can
        reach or listen to such a port runs code there and reads what travels.
    ServiceError
        ``areas.no_scheduler`` where nobody answers, ``areas.no_workers`` where it has none.
    """
    place = urlsplit(address if "://" in address else f"tcp://{address}")
    if place.scheme != "tls" and place.hostname not in LOOPBACK:
        raise InputError("areas.open_scheduler", address=address)
    from distributed import Client

    try:
        client = Client(address, timeout=CONNECT_S, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ServiceError("areas.no_scheduler", address=address) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=CONNECT_S)
        except TimeoutError as error:
            raise ServiceError("areas.no_workers", address=address) from error
        yield DaskCluster(client)


def _new_pool(workers: int) -> ProcessPoolExecutor:
    # Fresh processes: compiled code and solvers' threads do not outlive a fork.
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_leave_interrupts)


def _leave_interrupts() -> None:
    """Leave Ctrl-C to the process that hands out the areas: the one under way is finished."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
