"""The cycle of years: since when somebody counts as seen, and what a year must still see."""

from datetime import date
from pathlib import Path

import pytest

import workflow
from domain.accounts import AccountRole, Actor
from domain.rounds import SamplingRule
from workflow.frames import frame_on
from workflow.rotation import cycle_start, year_floor
from workflow.workspace import open_workspace, settings_from

PLANNER = Actor(account="planner", role=AccountRole.PLANNER)
NONE = SamplingRule(cycle_years=0)


@pytest.mark.parametrize(
    ("first", "years", "on", "start"),
    [
        (2026, 5, date(2025, 12, 31), None), (2026, 5, date(2026, 1, 1), date(2026, 1, 1)),
        (2026, 5, date(2030, 12, 31), date(2026, 1, 1)), (2026, 5, date(2031, 1, 1), date(2031, 1, 1)),
        (2021, 5, date(2027, 3, 1), date(2026, 1, 1)), (2026, 1, date(2027, 3, 1), date(2027, 1, 1)),
        (2026, 0, date(2027, 3, 1), None),
    ],
)  # fmt: skip
def test_where_a_cycle_begins(first: int, years: int, on: date, start: date | None) -> None:
    rule = SamplingRule(cycle_first_year=first, cycle_years=years)
    assert cycle_start(rule, NONE, on) == start


def test_a_rule_without_a_cycle_has_the_installations_own() -> None:
    assert cycle_start(NONE, SamplingRule(), date(2027, 1, 1)) == date(2026, 1, 1)


def test_a_years_share_counts_those_seen_anew_in_it() -> None:
    """100 not seen when the year began, 4 years left: 25; of these 10 are done, so 15; never below 0."""
    assert year_floor(unseen=90, new_this_year=10, years_left=4) == 15
    assert year_floor(unseen=60, new_this_year=40, years_left=4) == 0
    assert year_floor(unseen=7, new_this_year=0, years_left=1) == 7
    assert year_floor(unseen=1, new_this_year=0, years_left=5) == 1


def test_only_a_floor_brings_seen_into_the_frame(demo_copy: Path) -> None:
    workspace = open_workspace(settings_from({"INSPECTION_DIR": str(demo_copy)}))
    on = date(2027, 3, 8)
    plain = frame_on(workspace, rule=SamplingRule(), on=on).rows
    assert all(row.seen for row in plain)
    rows = frame_on(workspace, rule=SamplingRule(rotation_floor=1), on=on).rows
    view = workflow.read_rotation(workspace, PLANNER, rule=SamplingRule(), on=on)
    assert (view.first_year, view.last_year, view.years_left) == (2026, 2030, 4)
    assert view.registered == len(rows) and view.unseen == sum(not row.seen for row in rows)
    assert 0 < view.unseen < len(rows) and 0 < view.floor <= view.unseen
    earlier = workflow.read_rotation(
        workspace, PLANNER, rule=SamplingRule(cycle_first_year=2010, cycle_years=20), on=on
    )
    assert earlier.unseen <= view.unseen and earlier.years_left == 3
    workspace.store.close()
