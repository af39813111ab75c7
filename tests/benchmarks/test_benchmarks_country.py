"""A tenth of a tenth of a country is measured whole."""

import pytest

from benchmarks.country_report import is_right, one_run, table


def test_a_run_is_wrong_where_an_area_failed_a_rule_broke_or_memory_grew():
    fine = {"failed": [], "rules_broken": 0, "digest": "a", "peak_mb": 300, "own_mb": 100}
    assert is_right([fine, fine])
    for change in ({"failed": [(1, "areas.died")]}, {"rules_broken": 1}, {"digest": "b"}, {"peak_mb": 1_025}):
        assert not is_right([fine, fine | change])


@pytest.mark.proof
def test_six_areas_are_measured_in_processes_of_their_own():
    found = one_run(6)
    assert is_right([found, found]) and found["areas"] == 6
    assert found["establishments"] > 900 and found["cpu_s"] > 0 and found["peak_mb"] > 50
    assert f"| {found['selected']} |" in table({6: [found]})[-1]
