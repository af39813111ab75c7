"""A small sample of the load that the proof carries out in full: three planners and ten tablets on SQLite."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from load_office import Crowd, expect_nothing_lost, figures_of, load_office

CROWD = Crowd(planners=3, tablets=10)
pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="figures of /proc")


def test_three_planners_and_ten_tablets_at_once_lose_nothing(tmp_path: Path) -> None:
    found = load_office(tmp_path, CROWD)
    print(figures_of(found, CROWD))
    expect_nothing_lost(found, CROWD)
    for spoilt in (
        replace(found, kept=found.kept[1:]),
        replace(found, kept=(*found.kept, found.kept[0])),
        replace(found, steps=found.steps - 1),
        replace(found, is_chain_whole=False),
        replace(found, log="Traceback (most recent call last)"),
    ):
        with pytest.raises(AssertionError):
            expect_nothing_lost(spoilt, CROWD)
