"""The log of a process: one JSON object a line, on stderr or in a file that is cut in time.

Lines of our own are codes and numbers (workflow/events.py). Of what libraries
log, and of errors, only the place in the code and the kind of error are kept:
their texts may quote a row of the register, a password or a path.
"""

import json
import logging
import logging.handlers
import sys
import threading
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from workflow.events import LOGGER

MOST_BYTES = 10_000_000
KEPT_FILES = 9
FRAMES = 12


class JsonLines(logging.Formatter):
    """Write a record as one JSON object: time, level, event, then its fields; for a foreign one where it came from."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without its end."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, object] = {"time": at, "level": record.levelname.lower()}
        if record.name == LOGGER.name:
            line |= {"event": record.msg, **getattr(record, "fields", {})}
        else:
            line |= {"event": "library", "logger": record.name, "at": f"{record.funcName}:{record.lineno}"}
        if record.exc_info and record.exc_info[0] is not None:
            line |= {"error": record.exc_info[0].__name__, "trace": _places(record.exc_info[2])}
        return json.dumps(line, ensure_ascii=True, separators=(",", ":"))


class OneWay(logging.Logger):
    """Stand in for the loggers of libraries: whatever they log goes up to this log and nowhere else."""

    @property
    def propagate(self) -> bool:  # type: ignore[override]
        """Return True, whatever a library sets."""
        return True

    @propagate.setter
    def propagate(self, value: bool) -> None:
        pass

    def addHandler(self, hdlr: logging.Handler) -> None:
        """Take no handler."""


class Stray:
    """Stand in for stderr: whatever is printed there becomes one line of the log without its text."""

    encoding = "utf-8"

    def write(self, text: str) -> int:
        """Note that something was printed; return how long it was."""
        if text.strip():
            LOGGER.warning("stray_text", extra={"fields": {}})
        return len(text)

    def flush(self) -> None:
        """Do nothing: every line is out already."""

    def isatty(self) -> bool:
        """Return False."""
        return False


def start_log(file: Path | None = None) -> None:
    """Send everything this process logs, prints to stderr or dies of to its log, for the rest of its life.

    Parameters
    ----------
    file
        Written by this process alone; at 10 MB it is put aside, nine such
        files are kept. None means stderr.
    """
    handler: logging.Handler = logging.StreamHandler(sys.stderr)
    if file is not None:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            file, maxBytes=MOST_BYTES, backupCount=KEPT_FILES, encoding="utf-8"
        )
    handler.setFormatter(JsonLines())
    # Of libraries, what goes wrong; their daily talk, which an access log would be, stays out.
    handler.addFilter(lambda record: record.name == LOGGER.name or record.levelno >= logging.WARNING)
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(logging.WARNING)
    LOGGER.setLevel(logging.INFO)
    # A library that hangs a handler of its own on its logger would write its texts past this one.
    for name in list(logging.root.manager.loggerDict):
        found = logging.getLogger(name)
        found.handlers.clear()
        found.propagate = True
        if type(found) is logging.Logger:
            # Streamlit hangs its own anew when it has read its settings.
            found.__class__ = OneWay
    logging.setLoggerClass(OneWay)
    logging.lastResort = None
    logging.raiseExceptions = False
    logging.captureWarnings(True)
    sys.excepthook = _died
    threading.excepthook = lambda args: _died(args.exc_type, args.exc_value, args.exc_traceback)
    sys.stderr = Stray()  # type: ignore[assignment]


def start_log_of(environ: Mapping[str, str], *, name: str) -> None:
    """Start the log that an environment asks for.

    INSPECTION_LOG_DIR names a folder, where this process writes NAME.jsonl;
    without it lines go to stderr. INSPECTION_LOG=text leaves every library its
    own texts, which may hold names: for developers on the demo office.
    """
    if environ.get("INSPECTION_LOG") == "text":
        return
    folder = environ.get("INSPECTION_LOG_DIR")
    start_log(Path(folder) / f"{name}.jsonl" if folder else None)


def _died(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    if error is None or issubclass(kind, KeyboardInterrupt):
        return
    LOGGER.critical("died", exc_info=(kind, error, trace))


def _places(trace: TracebackType | None) -> list[str]:
    """Return where an error came from, the innermost last: file, line and function, no values and no folders."""
    frames = traceback.extract_tb(trace)[-FRAMES:]
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
