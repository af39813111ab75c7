"""A server killed at a hundred random moments of an intake: nothing lost, nothing twice."""

import sys
from pathlib import Path
from random import Random

import pytest
from killed_intake import MOST_STATEMENTS, kill_intake, send_until_taken
from results_office import result, results_text, sealed_office, stop_id

CUTS, STOPS, SEED = 100, 10, 8
pytestmark = [pytest.mark.proof, pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")]


@pytest.mark.parametrize("cut", range(CUTS))
def test_a_killed_intake_is_repeated_without_loss(tmp_path: Path, cut: int) -> None:
    at = Random(SEED * CUTS + cut).randint(1, MOST_STATEMENTS)
    workspace = sealed_office(tmp_path / "office", shifts=1, stops=STOPS)
    text = results_text(workspace, [result(stop_id(0, order, stops=STOPS)) for order in range(STOPS)])
    workspace.store.close()
    kill_intake(tmp_path / "office", text, at=at)
    send_until_taken(tmp_path / "office", text, stops=STOPS)
