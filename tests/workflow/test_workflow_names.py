"""The names that workflow gives are what they say, whoever imports which module first."""

from importlib import import_module
from pathlib import Path

import workflow

MODULES = {path.stem for path in (Path(__file__).resolve().parents[2] / "workflow").glob("*.py")}


def test_every_name_is_there_once():
    names = [name for found in workflow._HOMES.values() for name in found]
    assert sorted(names) == sorted(set(names))
    for home, found in workflow._HOMES.items():
        module = import_module(f"workflow.{home}")
        assert [name for name in found if not hasattr(module, name)] == []


def test_no_name_is_a_modules():
    # Importing workflow.NAME would put the module in the place of the function.
    assert MODULES.isdisjoint(name for found in workflow._HOMES.values() for name in found)
