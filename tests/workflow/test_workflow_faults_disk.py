"""A full disk and one that may not be written to: every step says so in words, and nothing of it stays."""

import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from results_office import PLANNER, ROUND, sealed_office
from small_disk import SmallDisk, small_disk

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "proof"))
from kill_findings import look
from kill_office import PREPARING, STEPS, Step

import workflow
from domain.errors import InspectionError, ServiceError
from workflow.reference import load_reference
from workflow.workspace import ROOT

NAMES = [step.name for step in STEPS if step.name not in PREPARING]
READ_ONLY = ("confirm", "plan", "results", "boundaries", "restore")
PLAIN: Mapping[str, Mapping[str, str]] = {
    "read_office": {}, "read_register": {}, "list_problems": {}, "list_steps": {}, "list_rounds": {},
    "default_round": {}, "read_plan": {"round_id": ROUND}, "read_coverage": {}, "commune_layer": {},
}  # fmt: skip
"""What pages show of an office that is open already."""
LOGGED: Mapping[str, Mapping[str, str]] = {
    "read_secrecy": {"round_id": ROUND}, "explain": {"round_id": ROUND, "establishment": "E000"}, "read_audit_log": {},
}  # fmt: skip
"""Looks that are written down before anything is shown."""
REFUSED = {"full": ("store.full", "disk.full"), "read_only": ("store.read_only", "disk.read_only")}


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Return, for each step, a folder as it is before it."""
    home, before = tmp_path_factory.mktemp("offices"), {}
    done: dict[str, Path] = {}
    for step in STEPS:
        folder = home / step.name.replace(" ", "-")
        shutil.copytree(done[step.after], folder) if step.after else folder.mkdir()
        before[step.name] = Path(shutil.copytree(folder, home / "before" / folder.name))
        step.act(folder)
        done[step.name] = folder
    return before


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk") as mounted:
        yield mounted


def on_disk(disk: SmallDisk, offices: Mapping[str, Path], step: Step) -> Path:
    return Path(shutil.copytree(offices[step.name], disk.path / "folder"))


@pytest.mark.parametrize(
    ("trouble", "name"), [*(("full", name) for name in NAMES), *(("read_only", name) for name in READ_ONLY)]
)
def test_a_step_that_cannot_write_says_so_and_leaves_nothing(disk, offices, name, trouble):
    step = next(one for one in STEPS if one.name == name)
    folder = on_disk(disk, offices, step)
    before = look(folder, step)
    context: AbstractContextManager[None] = getattr(disk, trouble)()
    with context:
        with pytest.raises(InspectionError) as refused:
            step.act(folder)
        assert refused.value.code in REFUSED[trouble], refused.value
    words = load_reference(ROOT / "data").words
    sentence = words.say(f"error.{refused.value.code}", **refused.value.params)
    assert sentence.endswith(".") and "Hãy" in sentence and "{" not in sentence
    after = look(folder, step)
    assert (after.state, after.lines, after.odd) == (before.state, before.lines, ())
    step.act(folder)
    assert look(folder, step).state != before.state


def test_an_open_office_is_read_on_a_full_disk_except_for_looks_that_are_written_down(disk):
    workspace = sealed_office(disk.path / "office")
    try:
        with disk.full():
            for name, options in PLAIN.items():
                getattr(workflow, name)(workspace, PLANNER, **options)
            for name, options in LOGGED.items():
                with pytest.raises(ServiceError, match=r"store\.full"):
                    getattr(workflow, name)(workspace, PLANNER, **options)
        for name, options in LOGGED.items():
            assert getattr(workflow, name)(workspace, PLANNER, **options) is not None
    finally:
        workspace.store.close()
