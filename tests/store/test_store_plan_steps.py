"""Versions of a plan and the one in force: back and forth, and plans kept before there were steps."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

sys.path.append(str(Path(__file__).resolve().parents[1] / "contracts"))

import store_values as values

from domain.errors import ConflictError
from store import plan_steps, plans, rounds
from store.opening import migrate, read_url
from store.plan_steps import PlanHead, PlanStep


def step(version: int, parent: int | None = None, **more) -> PlanStep:
    return PlanStep(round_id="r1", version=version, parent=parent, account="planner", action="make", **more)


@pytest.fixture
def drawn(store):
    with store.write() as connection:
        rounds.save_round(connection, values.ROUND)
        rounds.save_sample(connection, "r1", values.SAMPLE)
    return store


def keep(connection, version: int, parent: int | None = None, **more) -> None:
    plans.save_plan(connection, replace(values.PLAN, version=version, sealed_at=None, reveal_at=()))
    plan_steps.add_step(connection, step(version, parent, **more))


def test_the_head_says_which_plan_is_in_force(drawn):
    with drawn.write() as connection:
        assert plan_steps.read_head(connection, "r1") is None and plan_steps.latest_version(connection, "r1") == 0
        keep(connection, 1)
        keep(connection, 2, 1, params={"visit": "e1", "order": 2})
        assert plans.read_plan(connection, "r1").version == 2
        plan_steps.move_head(connection, PlanHead(round_id="r1", version=1, redo=(2,)))
        assert plans.read_plan(connection, "r1").version == 1
        assert plan_steps.expect_head(connection, "r1", 1).redo == (2,)
        keep(connection, 3, 1)
    with drawn.read() as connection:
        assert plan_steps.read_head(connection, "r1") == PlanHead(round_id="r1", version=3)
        assert plan_steps.list_versions(connection, "r1") == (1, 2, 3)
        first, second, third = plan_steps.read_steps(connection, "r1")
        assert (first.parent, second.params, third.parent) == (None, {"visit": "e1", "order": 2}, 1)


def test_a_change_from_another_version_is_refused(drawn):
    with drawn.write() as connection:
        keep(connection, 1)
        for version in (None, 2):
            with pytest.raises(ConflictError) as refused:
                plan_steps.expect_head(connection, "r1", version)
            assert refused.value.code == "plan.version"


def test_plans_of_an_older_store_come_from_the_version_before(drawn, url):
    with drawn.write() as connection:
        keep(connection, 1)
        keep(connection, 4, 1)
    drawn.close()
    migrate(read_url(url), "0006")
    with drawn.engine.connect() as connection:
        assert "plan_heads" not in sa.inspect(connection).get_table_names()
    migrate(read_url(url))
    with drawn.read() as connection:
        assert plan_steps.read_head(connection, "r1") == PlanHead(round_id="r1", version=4)
        assert [(one.version, one.parent, one.account) for one in plan_steps.read_steps(connection, "r1")] == [
            (1, None, ""), (4, 1, ""),
        ]  # fmt: skip
