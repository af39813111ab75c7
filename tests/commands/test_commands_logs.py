"""The log of a process: one JSON object a line, without the text of anything that libraries or errors say."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CANARY = "Karaoke-CANARY"
BEFORE = "import logging, sys, threading, warnings\nearly = logging.getLogger('early'); early.addHandler(logging.StreamHandler()); early.propagate = False\n"
BEGIN = "from commands.logs import start_log\nstart_log()\n"
WAYS = {
    "a library's text": ("logging.getLogger('late').error('%s', CANARY)", "library"),
    "a library with a handler of its own": ("late = logging.getLogger('late'); late.addHandler(logging.StreamHandler()); late.propagate = False; late.warning(CANARY)", "library"),
    "a logger made before": ("early.error(CANARY)", "library"),
    "a logger made before that is given a handler later": ("early.addHandler(logging.StreamHandler()); early.propagate = False; early.error(CANARY)", "library"),
    "an error's text": ("try: raise ValueError(CANARY)\nexcept ValueError: logging.getLogger('x').exception(CANARY)", "library"),
    "a chained error": ("try:\n try: raise KeyError(CANARY)\n except KeyError as e: raise ValueError(CANARY) from e\nexcept ValueError: logging.getLogger('x').exception('x')", "library"),
    "stderr": ("print(CANARY, file=sys.stderr)", "stray_text"),
    "a warning": ("warnings.warn(CANARY)", "library"),
    "a thread that dies": ("t = threading.Thread(target=lambda: 1 / len(CANARY[:0])); t.start(); t.join()", "died"),
    "the end": ("raise RuntimeError(CANARY)", "died"),
    "an argument that does not fit": ("logging.getLogger('x').error('%d', CANARY)", "library"),
}  # fmt: skip


def run(code: str) -> str:
    text = BEFORE + f"CANARY = {CANARY!r}\n" + BEGIN + code
    done = subprocess.run([sys.executable, "-c", text], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout == ""
    return done.stderr


@pytest.mark.parametrize("way", WAYS)
def test_no_text_of_others_reaches_the_log_and_the_event_does(way):
    code, event = WAYS[way]
    text = run(code)
    lines = [json.loads(line) for line in text.splitlines()]
    assert CANARY not in text
    assert {line["event"] for line in lines} == {event}
    assert all({"time", "level", "event"} <= set(line) for line in lines)


def test_an_error_is_told_by_its_kind_and_place():
    (line,) = (json.loads(one) for one in run("def step(): raise RuntimeError(CANARY)\nstep()").splitlines())
    assert (line["error"], line["level"]) == ("RuntimeError", "critical")
    assert line["trace"][-1].endswith(" step")


def test_a_file_is_put_aside_when_it_is_full_and_old_ones_go(tmp_path):
    file = tmp_path / "logs" / "serve.jsonl"
    code = (
        "import commands.logs as logs; from pathlib import Path; from workflow.events import tell\n"
        "logs.MOST_BYTES, logs.KEPT_FILES = 2000, 2\n"
        f"logs.start_log(Path({str(file)!r}))\n"
        "for k in range(200): tell('request', status=k)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert sorted(one.name for one in file.parent.iterdir()) == ["serve.jsonl", "serve.jsonl.1", "serve.jsonl.2"]
    assert all(one.stat().st_size <= 2000 for one in file.parent.iterdir())
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert lines[-1]["status"] == 199
