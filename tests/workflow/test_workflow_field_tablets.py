"""A lost tablet, the hour of the reveal, a lodging late in the evening: what the planner decides, and its line in the log."""

from datetime import UTC, datetime, timedelta

import pytest
from sealed_office import (
    ADMINISTRATOR,
    AFTERWARDS,
    LEADER,
    PLANNER,
    audit_rows,
    open_office,
    seal,
    set_clock,
    team,
)

import store.accounts
import store.sessions
import workflow
from domain.errors import ConflictError, InputError, NotAllowedError
from domain.routing import Stop
from store import plans, rounds
from store.sessions import WebSession
from workflow.field_keys import passphrase_of

AT = datetime(2027, 3, 1, tzinfo=UTC)


@pytest.fixture
def office(sealed):
    return sealed


@pytest.fixture
def draft(demo_copy):
    workspace = open_office(demo_copy)
    yield workspace
    workspace.store.close()


def sheets_of(office):
    return {view.sheet.shift: view for view in workflow.list_sheets(office, PLANNER)}


def sign_in_everybody(office):
    """Give every account a session and return the teams' accounts by team."""
    with office.store.write() as connection:
        accounts = store.accounts.list_accounts(connection)
        for one in accounts:
            session = WebSession(
                token_hash=f"hash of {one.name}", account=one.name, created_at=AT, last_seen_at=AT,
                expires_at=AT + timedelta(hours=12),
            )  # fmt: skip
            store.sessions.add_session(connection, session)
    return {one.team: one.name for one in accounts if one.team}


def has_session(office, name):
    with office.store.read() as connection:
        return store.sessions.find_session(connection, f"hash of {name}") is not None


# A lost tablet.


def test_one_call_makes_every_shift_to_come_of_the_team_new_and_signs_its_accounts_out(office):
    names = sign_in_everybody(office)
    views = sheets_of(office)
    mine = [view for view in views.values() if view.team == "T1"]
    others = [view for view in views.values() if view.team != "T1"]
    assert len(mine) > 2 and others
    keys = {
        view.sheet.shift: workflow.read_sheet(office, PLANNER, shift=view.sheet.shift)["key"] for view in views.values()
    }
    done = workflow.revoke_tablet(
        office, PLANNER, round_id=mine[0].sheet.round_id, shift=mine[0].sheet.shift, reason="mất"
    )
    after = sheets_of(office)
    assert {view.sheet.shift for view in mine} <= {sheet.shift for sheet in done.sheets}
    for view in mine:
        now = after[view.sheet.shift].sheet
        assert now.epoch == view.sheet.epoch + 1 and now.revision == view.sheet.revision
        assert passphrase_of(office, now) != passphrase_of(office, view.sheet)
        assert workflow.read_sheet(office, PLANNER, shift=now.shift)["key"] != keys[now.shift]
    for view in others:
        assert after[view.sheet.shift].sheet == view.sheet
    assert done.accounts == (names["T1"],) and not has_session(office, names["T1"])
    assert all(has_session(office, name) for one, name in names.items() if one != "T1")


def test_a_shift_that_is_over_keeps_its_epoch_unless_it_is_the_one_named(office):
    mine = sorted((view for view in sheets_of(office).values() if view.team == "T1"), key=lambda view: view.date)
    set_clock(office, mine[1].revealed_at - timedelta(hours=1))
    workflow.revoke_tablet(office, PLANNER, round_id=mine[1].sheet.round_id, shift=mine[1].sheet.shift)
    after = sheets_of(office)
    assert [after[view.sheet.shift].sheet.epoch for view in mine] == [0] + [1] * (len(mine) - 1)
    set_clock(office, AFTERWARDS)
    workflow.revoke_tablet(office, PLANNER, round_id=mine[0].sheet.round_id, shift=mine[0].sheet.shift)
    after = sheets_of(office)
    assert [after[view.sheet.shift].sheet.epoch for view in mine] == [1] * len(mine)


def test_only_the_planner_revokes_and_sees_passphrases_and_looks(office):
    view = next(iter(sheets_of(office).values()))
    set_clock(office, AFTERWARDS)
    where = {"round_id": view.sheet.round_id, "shift": view.sheet.shift}
    for actor in (team(view.team), LEADER, ADMINISTRATOR):
        for step in (workflow.revoke_tablet, workflow.show_passphrase):
            with pytest.raises(NotAllowedError):
                step(office, actor, **where)
        with pytest.raises(NotAllowedError):
            workflow.list_looks(office, actor, round_id=view.sheet.round_id)
    assert sheets_of(office)[view.sheet.shift].sheet.epoch == 0
    with pytest.raises(ConflictError) as none:
        workflow.revoke_tablet(office, PLANNER, round_id=view.sheet.round_id, shift="no-such-shift")
    assert none.value.code == "sheet.none"


def test_every_act_is_in_the_log_and_no_passphrase_or_key_is(office):
    view = next(iter(sheets_of(office).values()))
    where = {"round_id": view.sheet.round_id, "shift": view.sheet.shift}
    shown = workflow.show_passphrase(office, PLANNER, **where)
    key = workflow.read_sheet(office, PLANNER, shift=view.sheet.shift)["key"]
    assert shown == passphrase_of(office, view.sheet)
    workflow.revoke_tablet(office, PLANNER, **where, reason="để quên trên xe")
    assert [row.object for row in audit_rows(office, "sheet.passphrase")] == [view.sheet.text]
    (row,) = audit_rows(office, "tablet.revoke")
    assert row.details["reason"] == "để quên trên xe" and row.details["team"] == view.team
    database = b"".join(path.read_bytes() for path in office.settings.directory.glob("office.sqlite*"))
    for secret in (shown, shown.replace("-", ""), key):
        assert secret.encode() not in database


# The hour of the reveal.


@pytest.mark.parametrize("minutes", [0, 30, 1440])
def test_a_plan_opens_so_many_minutes_before_duty(draft, minutes):
    round_id = seal(draft, reveal_minutes=minutes)
    with draft.store.read() as connection:
        plan = plans.read_plan(connection, round_id)
    opens = dict(plan.reveal_at)
    zone = workflow.read_now(draft).tzinfo
    for shift in plan.problem.shifts:
        midnight = datetime(shift.date.year, shift.date.month, shift.date.day, tzinfo=zone)
        assert midnight + timedelta(seconds=shift.start_s, minutes=-minutes) == opens[shift.id]


def test_the_offices_setting_counts_where_the_seal_names_no_minutes(draft):
    from dataclasses import replace

    settings = workflow.read_field_settings(draft, PLANNER)
    assert settings.reveal_minutes == 0
    workflow.save_field_settings(draft, PLANNER, settings=replace(settings, reveal_minutes=45))
    seal(draft)
    (row,) = audit_rows(draft, "plan.seal")
    assert row.details["reveal_minutes"] == 45


@pytest.mark.parametrize("minutes", [-1, 1441])
def test_a_reveal_on_another_day_is_refused_and_nothing_is_sealed(draft, minutes):
    with pytest.raises(InputError) as error:
        seal(draft, reveal_minutes=minutes)
    assert error.value.code == "sheet.reveal_minutes"
    assert workflow.read_plan(draft, PLANNER).sealed_at is None


# A lodging late in the evening.


def put_late(office):
    """Let one visit to a lodging of the plan end ten minutes too late, as an office with windows of its own may."""
    rules = office.reference.field_rules
    view = workflow.read_plan(office, PLANNER)
    stop = next(stop for shift in view.shifts for stop in shift.stops if stop.type in rules.lodging_types)
    late = rules.lodging_until_s + 600
    with office.store.read() as connection:
        plan = plans.read_plan(connection, view.round.id)
    from dataclasses import replace

    def moved(one: Stop) -> Stop:
        return replace(one, start_s=late - 1800, leave_s=late) if one.visit == stop.establishment_id else one

    routes = tuple(replace(route, stops=tuple(moved(one) for one in route.stops)) for route in plan.solution.routes)
    made = replace(plan, version=plan.version + 1, solution=replace(plan.solution, routes=routes))
    with office.store.write() as connection:
        plans.save_plan(connection, made)
        from store.plan_steps import PlanHead, move_head

        move_head(connection, PlanHead(round_id=plan.round_id, version=made.version))
    return stop


def test_a_lodging_visited_late_is_named_and_refused_without_a_reason(draft):
    stop = put_late(draft)
    (late,) = workflow.late_lodgings(draft, PLANNER, round_id=workflow.read_plan(draft, PLANNER).round.id)
    assert (late.establishment_id, late.leave_s) == (stop.establishment_id, 22 * 3600 + 600)
    with pytest.raises(ConflictError) as error:
        seal(draft)
    assert error.value.code == "seal.lodging_late" and error.value.params["name"] == stop.name
    assert workflow.read_plan(draft, PLANNER).sealed_at is None
    seal(draft, lodging_reason="chủ cơ sở hẹn buổi tối")
    (row,) = audit_rows(draft, "plan.seal")
    assert row.details["lodging_reason"] == "chủ cơ sở hẹn buổi tối"


def test_the_demos_own_plan_visits_no_lodging_late(draft):
    with draft.store.read() as connection:
        round_id = rounds.list_rounds(connection)[-1].id
    assert workflow.late_lodgings(draft, PLANNER, round_id=round_id) == ()
