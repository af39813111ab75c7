"""Half a year of the demo office, two rounds and what lies between: every figure equals the SQL's, to the last digit."""

import shutil
import sqlite3
from contextlib import closing

import pytest
from figures_apart import DATABASE, differences
from product_figures import facts_of_rounds
from year_office import PLANNER

import workflow


@pytest.mark.parametrize("moment", ["sealed-1", "closed-1", "field-2", "end"])
def test_every_figure_is_that_of_the_raw_tables(moment, half_year, opened):
    assert differences(opened(half_year[moment])) == {}


def test_one_row_less_is_seen_in_every_figure_that_counts_it(half_year, opened, tmp_path):
    database = shutil.copy(half_year["closed-1"] / DATABASE, tmp_path)
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(
            "DELETE FROM inspections WHERE id = (SELECT min(id) FROM inspections WHERE round_id <> '' AND findings <> '[]')"
        )
    apart = differences(opened(half_year["closed-1"]), database=database)
    assert {"coverage", "coverage_units", "leader", "rounds", "round_findings", "round_states", "estimates"} <= set(
        apart
    )
    assert {"remedies", "targets.calendar.2027", "targets.report.2027"} <= set(apart)
    assert not {"complaints", "deployment", "regulations", "support", "public_plans"} & set(apart)


def test_who_was_closed_still_stands_in_the_denominator_of_the_year(half_year, opened):
    before, after = (
        workflow.read_coverage(opened(half_year[moment]), PLANNER).coverage.area for moment in ("closed-1", "end")
    )
    # Two were opened and two closed, one of them inspected: so many are at work as before, but two more were.
    assert after.registered_active == before.registered_active == before.registered_ever
    assert after.registered_ever == after.registered_active + 2


def test_a_closed_round_has_no_visits_to_come(half_year, opened):
    office, running = opened(half_year["end"]), opened(half_year["field-2"])
    assert workflow.read_results(office, PLANNER).shifts
    assert workflow.read_coverage(office, PLANNER).planned == 0 < workflow.read_coverage(running, PLANNER).planned


def test_the_papers_of_a_round_name_its_own_share(half_year, opened):
    facts = facts_of_rounds(opened(half_year["end"])).values()
    assert [one.plan.rate_bp for one in facts] == [one.round.rule.rate_bp for one in facts] == [600, 1600]


@pytest.mark.parametrize("number", [1, 2])
def test_the_archive_of_a_round_with_closed_doors_breaks_nothing(number, half_year, opened):
    office, round_id = opened(half_year["end"]), f"D2027-{number:02d}"
    assert workflow.list_changes(office, PLANNER, round_id=round_id)
    made = workflow.write_archive(office, PLANNER, round_id=round_id, checker="Thanh tra")
    assert workflow.verify_archive(made.content).broken == ()
