"""A worker that dies is started again, and ends with the server."""

import asyncio
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil

from commands import keeping

MARK = "import os, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n'); time.sleep(float(sys.argv[2]))"


async def wait_for_lines(path: Path, count: int) -> list[int]:
    while not path.exists() or len(path.read_text().split()) < count:
        await asyncio.sleep(0.02)
    return [int(line) for line in path.read_text().split()]


def test_a_dead_child_is_started_again_and_the_last_one_ends_with_its_parent(tmp_path, monkeypatch):
    monkeypatch.setattr(keeping, "PAUSE_S", 0.01)
    path = tmp_path / "pids"

    async def watch() -> list[int]:
        command = [sys.executable, "-c", MARK, str(path), "60"]
        task = asyncio.create_task(keeping.keep_running(command, directory=tmp_path))
        async with asyncio.timeout(60):
            (first,) = await wait_for_lines(path, 1)
            os.kill(first, 9)
            pids = await wait_for_lines(path, 2)
        task.cancel()
        await asyncio.wait([task])
        return pids

    # In a thread of its own: browser tests leave a loop running in this one.
    with ThreadPoolExecutor(1) as pool:
        first, second = pool.submit(asyncio.run, watch()).result()
    assert first != second
    assert not psutil.pid_exists(second)
