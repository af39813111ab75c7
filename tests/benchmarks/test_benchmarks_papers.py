"""What the papers of a round cost is measured on all of them, and each long step tells how far it is."""

from pathlib import Path

import pytest

from benchmarks.paper_report import measure_papers


@pytest.mark.proof
def test_every_paper_of_a_round_of_sixty_is_written_with_progress(tmp_path: Path) -> None:
    figures = measure_papers(tmp_path, visits=60)
    assert figures.visits == 60 and figures.shifts >= 10
    # Of each shift eight papers, and its own forms; beside them those of the round and of the area.
    assert figures.papers > 10 * figures.shifts and figures.size > 1_000_000
    assert figures.told > figures.shifts and all(seconds > 0 for seconds in figures.seconds.values())
