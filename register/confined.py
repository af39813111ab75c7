"""The reading of a workbook in a child process that can neither fill the machine nor run for ever.

Parsers of office formats meet whatever somebody uploads. The child reads one
file under limits of its own (where the system has them) and of a parent that
watches it; whatever happens to it, the parent answers. It is started as a new
interpreter, so that no thread is copied and no main module is run again.
"""

import gc
import os
import pickle
import queue
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, TypeVar

import psutil

from domain.errors import ConflictError, InputError
from domain.progress import OnProgress, ShouldStop, never, silent
from register.check import check_workbook
from register.report import ReadingChoices, RegisterReference, RegisterReport

try:
    import resource
except ImportError:  # Windows has no such limits; the parent watches.
    resource = None  # type: ignore[assignment]

SECONDS, MEMORY_MB = 60, 1024
WALL_FACTOR = 4
"""A child that waits for a busy machine may take this many times its CPU seconds."""

T = TypeVar("T")

_BEAT_S = 0.1
_GRACE_S = 5
_ROOT = Path(__file__).resolve().parents[1]
_OVER_CPU = getattr(signal, "SIGXCPU", None)
_SIZE = struct.Struct("<Q")
_NO_CHOICES = ReadingChoices()

PROGRESS, RESULT, REFUSED, NO_MEMORY, ENDED = "progress", "result", "refused", "no_memory", "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Request:
    """Hold what the child is asked; ``reports`` says that the work takes ``on_progress``."""

    work: Callable[..., Any]
    arguments: tuple[Any, ...]
    options: Mapping[str, Any]
    reports: bool
    seconds: int
    memory_mb: int


def check_confined(
    path: Path,
    reference: RegisterReference,
    *,
    choices: ReadingChoices = _NO_CHOICES,
    on_progress: OnProgress = silent,
    should_stop: ShouldStop = never,
    seconds: int = SECONDS,
    memory_mb: int = MEMORY_MB,
) -> RegisterReport:
    """Check a workbook as ``register.check.check_workbook`` does, in a child process with limits.

    Parameters
    ----------
    choices, on_progress
        As for ``check_workbook``.
    should_stop, seconds, memory_mb
        As for ``in_child``.

    Raises
    ------
    InputError
        As ``check_workbook`` and ``in_child``.
    ConflictError
        ``register.stopped`` when asked to stop.
    """
    return in_child(
        check_workbook, path.resolve(), reference, on_progress=on_progress, should_stop=should_stop, seconds=seconds,
        memory_mb=memory_mb, choices=choices,
    )  # fmt: skip


def in_child(
    work: Callable[..., T],
    /,
    *arguments: Any,
    on_progress: OnProgress | None = None,
    should_stop: ShouldStop = never,
    seconds: int = SECONDS,
    memory_mb: int = MEMORY_MB,
    **options: Any,
) -> T:
    """Return what a function of a module gives, called in a child process with limits.

    Parameters
    ----------
    work, arguments, options
        The function and what it is called with; they and the result are pickled.
        A relative path is relative to the product's own folder there.
    on_progress
        Handed to the function under this name where one is given.
    should_stop
        Asked ten times a second; True ends the child at once.
    seconds
        CPU seconds that the child may use; four times as many may pass on the wall.
    memory_mb
        Megabytes that the child may use.

    Raises
    ------
    InputError
        What the function refuses, and ``register.too_slow``,
        ``register.too_much_memory``, ``register.reading_died``.
    ConflictError
        ``register.stopped`` when asked to stop.
    """
    request = _Request(
        work=work, arguments=arguments, options=options, reports=on_progress is not None, seconds=seconds,
        memory_mb=memory_mb,
    )  # fmt: skip
    question = pickle.dumps(request)
    child = subprocess.Popen(
        [sys.executable, "-m", "register.confined"],
        cwd=_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    messages: queue.SimpleQueue[tuple[str, Any]] = queue.SimpleQueue()
    threading.Thread(target=_converse, args=(child, question, messages), daemon=True).start()
    try:
        return _wait(child, request, messages, on_progress or silent, should_stop)  # type: ignore[no-any-return]
    finally:
        child.kill()
        child.wait()


def _converse(child: subprocess.Popen[bytes], question: bytes, messages: "queue.SimpleQueue[Any]") -> None:
    """Send the request and queue the answers; whatever breaks the talk ends it."""
    try:
        with child.stdin as asked, child.stdout as answers:  # type: ignore[union-attr]
            asked.write(question)
            asked.flush()
            while message := _received(answers):
                messages.put(message)
    except Exception:
        # A dead child breaks the pipe or cuts a message in two: its death is told by _wait.
        return
    finally:
        messages.put((ENDED, None))


def _received(answers: IO[bytes]) -> tuple[str, Any] | None:
    head = answers.read(_SIZE.size)
    if len(head) < _SIZE.size:
        return None
    body = answers.read(_SIZE.unpack(head)[0])
    return pickle.loads(body)  # noqa: S301 - from our own child


def _wait(
    child: subprocess.Popen[bytes],
    request: _Request,
    messages: "queue.SimpleQueue[Any]",
    on_progress: OnProgress,
    should_stop: ShouldStop,
) -> Any:
    ends_at = time.monotonic() + request.seconds * WALL_FACTOR
    while True:
        if should_stop():
            raise ConflictError("register.stopped")
        _watch(child, request, ends_at)
        try:
            kind, body = messages.get(timeout=_BEAT_S)
        except queue.Empty:
            continue
        if kind == PROGRESS:
            on_progress(*body)
        elif kind == RESULT:
            return body
        elif kind == REFUSED:
            raise InputError(body[0], **body[1])
        elif kind == NO_MEMORY:
            raise InputError("register.too_much_memory", memory_mb=request.memory_mb)
        else:
            raise _death(child, request)


def _watch(child: subprocess.Popen[bytes], request: _Request, ends_at: float) -> None:
    """Refuse a child over its limits: the only fence where the system sets none, a second one elsewhere."""
    try:
        process = psutil.Process(child.pid)
        used_mb, times = process.memory_info().rss / 2**20, process.cpu_times()
    except psutil.Error:
        return  # It has ended; its last message, or its death, is in the queue.
    if used_mb > request.memory_mb:
        raise InputError("register.too_much_memory", memory_mb=request.memory_mb)
    if times.user + times.system > request.seconds or time.monotonic() > ends_at:
        raise InputError("register.too_slow", seconds=request.seconds)


def _death(child: subprocess.Popen[bytes], request: _Request) -> InputError:
    """Return why a child ended without an answer: the system stops one that is over its CPU seconds."""
    try:
        code = child.wait(timeout=_GRACE_S)
    except subprocess.TimeoutExpired:
        code = 0
    if -code == _OVER_CPU:
        return InputError("register.too_slow", seconds=request.seconds)
    return InputError("register.reading_died")


def serve() -> None:
    """Answer one request from the parent: read it, limit this process, do the work, send what it gives."""
    # This process lives for one file: looking for cycles would cost a tenth of its time.
    gc.disable()
    answers = os.fdopen(os.dup(1), "wb")
    # A parser that prints must not print into the talk.
    os.dup2(2, 1)
    request: _Request = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own parent
    _limit(request)
    try:
        telling = {"on_progress": lambda *step: _send(answers, (PROGRESS, step))} if request.reports else {}
        _send(answers, (RESULT, request.work(*request.arguments, **request.options, **telling)))
    except InputError as refusal:
        _send(answers, (REFUSED, (refusal.code, dict(refusal.params))))
    except MemoryError:
        _send(answers, (NO_MEMORY, None))


def _limit(request: _Request) -> None:
    if resource is None:
        return
    _set_limit(resource.RLIMIT_CPU, request.seconds)
    _set_limit(resource.RLIMIT_AS, request.memory_mb * 2**20)
    _set_limit(resource.RLIMIT_CORE, 0)


def _set_limit(kind: int, value: int) -> None:
    try:
        _, hard = resource.getrlimit(kind)
        ceiling = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (ceiling, hard))
    except (ValueError, OSError):
        return  # Some systems refuse a limit; the parent watches.


def _send(answers: IO[bytes], message: tuple[str, Any]) -> None:
    body = pickle.dumps(message)
    answers.write(_SIZE.pack(len(body)) + body)
    answers.flush()


if __name__ == "__main__":
    serve()
