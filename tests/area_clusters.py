"""A Dask cluster on the loopback, as a province would start one."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def loopback_cluster() -> Iterator[str]:
    """Start two workers, each a process of its own, and give the address of their scheduler.

    Without bokeh there is no dashboard; port 0 leaves its usual port to others.
    """
    distributed = pytest.importorskip("distributed", reason="Dask is not installed: pip install 'dask[distributed]'")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0", host="127.0.0.1"
    ) as cluster:
        yield cluster.scheduler_address
