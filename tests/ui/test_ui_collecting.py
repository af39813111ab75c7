"""What is spared the collection of garbage is spared once for each load of code, and not kept for ever."""

import gc
import sys
import weakref
from types import ModuleType

import pytest

from ui import collecting


class Circle:
    """An object that only the collection frees."""

    def __init__(self):
        self.itself = self


@pytest.fixture(autouse=True)
def fresh():
    collecting._spare.cache_clear()
    yield
    collecting._spare.cache_clear()
    gc.unfreeze()


def test_loaded_code_is_left_out_once():
    gc.unfreeze()
    collecting.spare_loaded_code()
    spared = gc.get_freeze_count()
    later = Circle()
    collecting.spare_loaded_code()
    assert spared > 10_000 and gc.get_freeze_count() <= spared and gc.is_tracked(later)


def test_what_was_left_of_a_session_goes_when_more_code_is_loaded(monkeypatch):
    circle = Circle()
    seen = weakref.ref(circle)
    collecting.spare_loaded_code()
    del circle
    gc.collect()
    assert seen() is not None
    monkeypatch.setitem(sys.modules, "loaded_since", ModuleType("loaded_since"))
    collecting.spare_loaded_code()
    assert seen() is None
