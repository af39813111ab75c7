"""The method's page of figures: estimates from the lottery alone, coverage thrice, and nothing of one establishment."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

import workflow
from domain.accounts import AccountRole, Actor
from domain.errors import NotAllowedError
from domain.inspections import Finding, Inspection
from domain.rounds import Role, RoundStatus
from planner.estimates import pool_interval
from store import rounds
from workflow.method import estimate_round
from workflow.workspace import Workspace, open_workspace, settings_from

PLANNER = Actor(account="planner", role=AccountRole.PLANNER)
LEADER = Actor(account="leader", role=AccountRole.LEADER)
TEAM = Actor(account="t", role=AccountRole.TEAM, team="T1")


@pytest.fixture
def workspace(demo_copy: Path) -> Iterator[Workspace]:
    """Return the demo office, whose round D2027-01 is drawn and planned."""
    found = open_workspace(settings_from({"INSPECTION_DIR": str(demo_copy)}))
    yield found
    found.store.close()


def drawn(workspace: Workspace):
    with workspace.store.read() as connection:
        (found,) = rounds.list_rounds(connection)
        return found, rounds.read_sample(connection, found.id)


def visit(round_id: str, id_: str, *, found: bool, minutes: str = "1") -> Inspection:
    return Inspection(
        id=f"R-{id_}", establishment_id=id_, agency="CONG_AN", on=date(2027, 3, 20), is_full=True, minutes_no=minutes,
        round_id=round_id, findings=(Finding(code="x"),) if found else (),
    )  # fmt: skip


def visits(round_id: str, ids, *, found: int, answered: int | None = None) -> list[Inspection]:
    return [visit(round_id, id_, found=k < found) for k, id_ in enumerate(ids[:answered])]


def test_the_pool_speaks_by_the_lottery_alone(workspace: Workspace) -> None:
    """All 3 of lottery found, whatever the risk list found, give the design's exact interval of the pool."""
    found, sample = drawn(workspace)
    pool = sum(row.role in (Role.LOTTERY, Role.RESERVE, Role.NOT_DRAWN) for row in sample.rows)
    done = visits(found.id, sample.lottery, found=3)
    plain = estimate_round(found, sample, done)
    assert plain.pool_interval == pool_interval(pool, len(sample.lottery), 3)
    more = estimate_round(found, sample, [*done, *visits(found.id, sample.risk, found=len(sample.risk))])
    assert more.pool_interval == plain.pool_interval and more.prevalence.low > plain.prevalence.low


def test_what_is_open_counts_both_ways_and_nobody_else_answers_for_it(workspace: Workspace) -> None:
    """The last of the lottery has no result; its reserve's finding, another round's and a visit without minutes say nothing."""
    found, sample = drawn(workspace)
    silent = sample.lottery[-1]
    done = visits(found.id, sample.lottery, found=0, answered=-1)
    others = [visit(found.id, sample.reserves[0], found=True), replace(visit("D9", silent, found=True), id="x"),
              visit(found.id, silent, found=True, minutes="")]  # fmt: skip
    made = estimate_round(found, sample, [*done, *others])
    size, pool = len(sample.lottery), made.results.pool
    assert (made.results.lottery.violating, made.results.lottery.silent) == (0, 1)
    assert made.pool_interval == (0, pool_interval(pool, size, 1)[1])


def test_nine_answers_are_no_estimate_and_ten_are(workspace: Workspace) -> None:
    found, sample = drawn(workspace)
    assert len(sample.lottery) >= 10
    assert estimate_round(found, sample, visits(found.id, sample.lottery, found=1, answered=9)).pool_interval is None
    assert estimate_round(found, sample, visits(found.id, sample.lottery, found=1, answered=10)).prevalence is not None


def seal(workspace: Workspace) -> None:
    found, _ = drawn(workspace)
    with workspace.store.write() as connection:
        rounds.save_round(connection, replace(found, status=RoundStatus.SEALED))


def test_a_leader_gets_counts_and_rules_and_no_establishment(workspace: Workspace) -> None:
    seal(workspace)
    view = workflow.read_method(workspace, LEADER)
    assert view.rates is None and len(view.rounds) == 1
    assert "CS0000" not in repr(view)
    frozen = view.reach["frozen"]
    assert (frozen.registered, frozen.need) == (240, 48) and set(view.reach) == {"frozen", "active", "ever"}
    assert view.card.version and any(not kind.is_checked for kind in view.types)
    with pytest.raises(NotAllowedError):
        workflow.read_method(workspace, TEAM)


def test_a_draft_of_a_plan_says_nothing_to_anybody(workspace: Workspace) -> None:
    assert workflow.read_method(workspace, LEADER).rounds == ()


def test_the_planner_sees_rates_that_lean_on_the_lottery(workspace: Workspace) -> None:
    found, sample = drawn(workspace)
    before = workflow.read_method(workspace, PLANNER).rates
    assert before.overall is None and sum(group.visits for group in before.groups) > 0
    workflow.record_inspections(workspace, PLANNER, done=visits(found.id, sample.lottery, found=2))
    after = workflow.read_method(workspace, PLANNER).rates
    assert after.overall == Fraction(2, len(sample.lottery)) and after.lottery_visits == len(sample.lottery)


def test_a_score_is_itemised_and_is_the_frames_own(workspace: Workspace) -> None:
    _, sample = drawn(workspace)
    view = workflow.read_score(workspace, PLANNER, round_id="D2027-01", establishment=sample.risk[0])
    assert view.total == view.frozen == sum(part.points for part in view.parts) > 0
    assert view.parts[0].code == "TYPE" and view.rate.key and view.type_label
    with pytest.raises(NotAllowedError):
        workflow.read_score(workspace, LEADER, round_id="D2027-01", establishment=sample.risk[0])


def test_the_minutes_print_the_share_of_each_legal_form(workspace: Workspace) -> None:
    from workflow.minutes import minutes_paper

    rows = [row for row in minutes_paper(workspace, "D2027-01").shares if row.dimension == "legal_form"]
    assert sum(row.registered for row in rows) == 240 and sum(row.selected for row in rows) == 48
    assert "Hộ kinh doanh" in {row.label for row in rows}


def test_a_shift_has_a_price_only_where_the_office_sets_one(workspace: Workspace) -> None:
    from domain.errors import InputError

    assert workflow.read_shift_cost(workspace, PLANNER) == 0
    workflow.save_shift_cost(workspace, PLANNER, dong=1_200_000)
    assert workflow.read_shift_cost(workspace, PLANNER) == 1_200_000
    with pytest.raises(InputError, match=r"office\.shift_cost"):
        workflow.save_shift_cost(workspace, PLANNER, dong=-1)
    with pytest.raises(NotAllowedError):
        workflow.save_shift_cost(workspace, LEADER, dong=1)
