"""A child process kept at work: started again when it dies, ended with its parent."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

PAUSE_S = 1.0
"""Between a death and the next start: a child that dies at once must not fill the machine."""
GRACE_S = 5.0


async def keep_running(command: Sequence[str], *, directory: Path) -> None:
    """Run a command for ever, in a folder, until this task is cancelled; then end it."""
    while True:
        child = await asyncio.create_subprocess_exec(*command, cwd=directory)
        try:
            await child.wait()
        finally:
            if child.returncode is None:
                await _end(child)
        await asyncio.sleep(PAUSE_S)


async def _end(child: asyncio.subprocess.Process) -> None:
    child.terminate()
    try:
        async with asyncio.timeout(GRACE_S):
            await child.wait()
    except TimeoutError:
        child.kill()
        await child.wait()
