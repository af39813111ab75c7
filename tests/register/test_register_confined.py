"""The check in a child process: the same report, and an answer whatever happens to the child."""

import os
import pickle
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import psutil
import pytest

from domain.errors import ConflictError, InputError
from register import confined
from register.check import check_workbook
from register.confined import check_confined
from register.report import ReadingChoices, RegisterReference

Write = Callable[..., Path]
LIST = [["STT", "Tên cơ sở", "Loại hình", "Xã"], [1, "Ánh Sao", "Karaoke", "Suối Ngô"], [2, "", "Karaoke", "Tân Hà"]]
ROOT = Path(__file__).resolve().parents[2]


def children() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if is_reading(child)]


def is_reading(child: psutil.Process) -> bool:
    try:
        return "register.confined" in child.cmdline()
    except psutil.Error:
        return False  # It has just ended.


def test_the_child_says_what_the_check_says(write: Write, reference: RegisterReference) -> None:
    path = write(LIST)
    steps: list[tuple[str, int, int]] = []
    report = check_confined(path, reference, on_progress=lambda *step: steps.append(step))
    assert report == check_workbook(path, reference)
    assert steps[0] == ("register.read", 1, 1)
    assert steps[-1] == ("register.duplicates", 2, 2)
    assert children() == []


def test_choices_reach_the_child(write: Write, reference: RegisterReference) -> None:
    path = write([["Tên cơ sở", "Loại hình", "Xã"], ["T©n Hµ Néi", "Karaoke", "Suối Ngô"]])
    kept = check_confined(path, reference, choices=ReadingChoices(keep_encodings=True))
    assert kept.rows[0].name == "T©n Hµ Néi"


def test_a_refusal_is_the_same_refusal(tmp_path: Path, reference: RegisterReference) -> None:
    path = tmp_path / "absent.xlsx"
    with pytest.raises(InputError) as refused:
        check_confined(path, reference)
    assert (refused.value.code, refused.value.params) == ("register.no_file", {"file": "absent.xlsx"})


def test_a_relative_path_is_found(write: Write, reference: RegisterReference, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(LIST)
    monkeypatch.chdir(path.parent)
    assert check_confined(Path(path.name), reference).rows_read == 2


@pytest.fixture
def slow_list(tmp_path: Path) -> Path:
    """A list whose reading takes several seconds."""
    path = tmp_path / "long.csv"
    rows = "".join(f"Quán {number * 7919 % 99_991};Karaoke;Suối Ngô\n" for number in range(30_000))
    path.write_text(f"Tên cơ sở;Loại hình;Xã\n{rows}", "utf-8")
    return path


def test_asked_to_stop_it_stops(slow_list: Path, reference: RegisterReference) -> None:
    steps: list[str] = []
    with pytest.raises(ConflictError) as stopped:
        check_confined(
            slow_list,
            reference,
            on_progress=lambda step, *_: steps.append(step),
            should_stop=lambda: "register.rows" in steps,
        )
    assert stopped.value.code == "register.stopped"
    assert children() == []


def test_over_its_seconds_it_is_refused(slow_list: Path, reference: RegisterReference) -> None:
    with pytest.raises(InputError) as refused:
        check_confined(slow_list, reference, seconds=1)
    assert (refused.value.code, refused.value.params) == ("register.too_slow", {"seconds": 1})
    assert children() == []


def test_over_its_memory_it_is_refused(slow_list: Path, reference: RegisterReference) -> None:
    with pytest.raises(InputError) as refused:
        check_confined(slow_list, reference, memory_mb=60)
    assert (refused.value.code, refused.value.params) == ("register.too_much_memory", {"memory_mb": 60})


def test_a_child_that_only_waits_is_ended_by_its_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    """No CPU is used, so the system's own limit never comes."""
    monkeypatch.setattr(confined, "WALL_FACTOR", 0.25)
    with pytest.raises(InputError) as refused:
        confined.in_child(time.sleep, 20, seconds=8)
    assert (refused.value.code, refused.value.params) == ("register.too_slow", {"seconds": 8})
    assert children() == []


def test_a_child_that_is_killed_is_an_answer(slow_list: Path, reference: RegisterReference) -> None:
    def kill(step: str, *_: int) -> None:
        if step == "register.rows":
            for child in children():
                child.kill()

    with pytest.raises(InputError) as refused:
        check_confined(slow_list, reference, on_progress=kill)
    assert refused.value.code == "register.reading_died"


def test_a_request_that_cannot_be_sent_starts_no_child(write: Write, reference: RegisterReference) -> None:
    # A mapping proxy cannot be pickled: our own bug, told at once.
    broken = replace(reference, columns=MappingProxyType(dict(reference.columns)))
    with pytest.raises(TypeError):
        check_confined(write(LIST), broken)
    assert children() == []


def test_no_main_module_is_run_again(write: Write, tmp_path: Path) -> None:
    """A script without a guard around its body, as a page of Streamlit is one, runs once."""
    script = tmp_path / "page.py"
    script.write_text(
        f"""
import sys, threading
sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / "tests" / "register")!r}]
print("main")
from datetime import date
from pathlib import Path
from register.confined import check_confined
from register.reference import read_columns, read_status_words
from register.report import RegisterReference
rules = Path({str(ROOT)!r}) / "data" / "rules"
columns, dropped = read_columns((rules / "register_columns.toml").read_text("utf-8"))
reference = RegisterReference(types=(), communes=(), vintages=(), columns=columns, dropped=dropped,
    status_words=read_status_words((rules / "status_words.csv").read_text("utf-8")), on=date(2027, 3, 1))
def read():
    try:
        check_confined(Path({str(write(LIST))!r}), reference)
    except Exception as error:
        print(error.code)
thread = threading.Thread(target=read)
thread.start()
thread.join()
""",
        "utf-8",
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == ["main", "register.no_commune_known"]


@pytest.mark.skipif(os.name != "posix", reason="the system's own limits exist on POSIX only")
def test_the_system_itself_limits_the_child(slow_list: Path, reference: RegisterReference) -> None:
    """Without the watching parent the child still ends: over CPU by a signal, over memory by MemoryError."""
    request = confined._Request(
        work=check_workbook, arguments=(slow_list, reference), options={}, reports=False, seconds=1, memory_mb=4096
    )
    child = subprocess.Popen([sys.executable, "-m", "register.confined"], cwd=ROOT, stdin=-1, stdout=-1, stderr=-3)
    try:
        started = time.monotonic()
        child.communicate(pickle.dumps(request), timeout=60)
        assert time.monotonic() - started < 60
        assert child.returncode == -confined._OVER_CPU
    finally:
        child.kill()
        child.wait()
