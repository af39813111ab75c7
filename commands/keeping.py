"""A child process kept at work: started again when it dies, ended with its parent."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from workflow.events import tell
from workflow.workspace import ROOT

PAUSE_S = 1.0
"""Between a death and the next start: a child that dies at once must not fill the machine."""
GRACE_S = 5.0


@asynccontextmanager
async def worker_beside(environ: Mapping[str, str]) -> AsyncIterator[None]:
    """Keep one worker process, unless INSPECTION_WORKER is 0."""
    if environ.get("INSPECTION_WORKER") == "0":
        yield
        return
    command = [sys.executable, str(ROOT / "cli.py"), "work", "--parent-pid", str(os.getpid())]
    keeper = asyncio.create_task(keep_running(command, directory=ROOT))
    try:
        yield
    finally:
        keeper.cancel()
        await asyncio.wait([keeper])


async def keep_running(command: Sequence[str], *, directory: Path) -> None:
    """Run a command for ever, in a folder, until this task is cancelled; then end it."""
    while True:
        child = await asyncio.create_subprocess_exec(*command, cwd=directory)
        try:
            await child.wait()
        finally:
            if child.returncode is None:
                await _end(child)
        tell("worker.ended", code=child.returncode or 0)
        await asyncio.sleep(PAUSE_S)


async def _end(child: asyncio.subprocess.Process) -> None:
    child.terminate()
    try:
        async with asyncio.timeout(GRACE_S):
            await child.wait()
    except TimeoutError:
        child.kill()
        await child.wait()
