"""What becomes of each received result: taken once, later edits in its place, conflicts kept, forgeries nowhere."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from results_office import (
    COMMUNES,
    NOW,
    PLANNER,
    RECEIVED,
    ROUND,
    lay_plan,
    result,
    results_text,
    sealed_office,
    shift_id,
    team_actor,
)

import workflow
from domain.accounts import AccountRole, Actor
from domain.errors import InputError, NotAllowedError
from domain.rounds import RoundStatus
from domain.visits import Intake, ResultState
from store import audit, ceremonies, inspections, plans, results, rounds, sheets
from store.tables import METADATA

FIRST = team_actor("T00")
CANARY = "chim-hoang-yen"


@pytest.fixture
def workspace(tmp_path: Path):
    found = sealed_office(tmp_path / "office")
    yield found
    found.store.close()


def take(workspace, *found, actor=FIRST, received_at=RECEIVED, **more):
    text = results_text(workspace, found, **more)
    return workflow.take_results(workspace, actor, text=text, received_at=received_at)


def counts(answer):
    return answer.accepted, answer.ignored, answer.conflict, answer.refused


def reasons(answer):
    return [one.reason for one in answer.answers]


def kept(workspace, *stops):
    with workspace.store.read() as connection:
        return results.read_results(connection, ROUND, stops=stops or None)


def own_inspections(workspace):
    with workspace.store.read() as connection:
        return {one.establishment_id: one for one in inspections.read_inspections(connection) if one.round_id}


def last_audit(workspace):
    with workspace.store.read() as connection:
        return audit.read_audit(connection, limit=1)[0]


# Once, twice, later.


def test_a_full_inspection_with_minutes_counts_at_once(workspace):
    due = {"code": "NO_CONTRACT", "action": "REMIND", "remedy_due_on": "2027-04-01"}
    answer = take(workspace, result("E000", findings=[due], minutes_no="12/BB"))
    assert counts(answer) == (1, 0, 0, 0)
    made = own_inspections(workspace)["E000"]
    assert (made.id, made.round_id, made.agency, made.minutes_no) == (f"{ROUND}:E000", ROUND, "VAN_HOA", "12/BB")
    assert made.on.isoformat() == "2027-03-08" and made.counts
    assert [(f.code, f.action, f.remedy_due_on.isoformat()) for f in made.findings] == [tuple(due.values())]
    assert workflow.read_coverage(workspace, PLANNER).coverage.area.inspected == 1
    assert last_audit(workspace).details["accepted"] == 1


@pytest.mark.parametrize(
    "more", [{"is_full": False}, {"minutes_no": " "}, {"status": "refused"}, {"status": "arrived"}], ids=str
)
def test_anything_less_counts_nowhere(workspace, more):
    assert counts(take(workspace, result("E000", **more))) == (1, 0, 0, 0)
    assert own_inspections(workspace) == {}


def test_the_same_file_twice_changes_nothing(workspace):
    found = [result("E000"), result("E001", "closed_door")]
    assert counts(take(workspace, *found)) == (2, 0, 0, 0)
    before = kept(workspace), own_inspections(workspace)
    again = take(workspace, *found, received_at=RECEIVED + timedelta(hours=1))
    assert (counts(again), reasons(again)) == ((0, 2, 0, 0), ["same", "same"])
    assert (kept(workspace), own_inspections(workspace)) == before


def test_a_later_edit_takes_the_place_and_the_earlier_one_stays_in_the_history(workspace):
    take(workspace, result("E000"))
    assert counts(take(workspace, result("E000", "postponed", edit=2))) == (1, 0, 0, 0)
    assert [one.state for one in kept(workspace, "E000")] == [ResultState.SUPERSEDED, ResultState.KEPT]
    assert own_inspections(workspace) == {}
    assert workflow.read_coverage(workspace, PLANNER).coverage.area.inspected == 0
    assert reasons(take(workspace, result("E000"))) == ["same"]
    assert reasons(take(workspace, result("E000", edit=1, note="khác"))) == ["earlier"]
    assert counts(take(workspace, result("E000", edit=3))) == (1, 0, 0, 0)
    assert own_inspections(workspace)["E000"].counts


def test_edits_that_arrive_in_the_wrong_order_end_with_the_last(workspace):
    take(workspace, result("E000", "closed_door", edit=4))
    assert reasons(take(workspace, result("E000", edit=2))) == ["earlier"]
    assert [one.result.edit for one in kept(workspace)] == [4]


# Conflicts: kept, shown, never overwriting; the planner chooses.


def test_another_device_never_overwrites(workspace):
    take(workspace, result("E000"))
    answer = take(workspace, result("E000", "closed_door"), device="b" * 16)
    assert (counts(answer), reasons(answer)) == ((0, 0, 1, 0), ["other_device"])
    assert [one.state for one in kept(workspace)] == [ResultState.KEPT, ResultState.CONFLICT]
    assert own_inspections(workspace)["E000"].counts
    # The same again is known; a later edit of that device takes the place of its own conflict only.
    assert reasons(take(workspace, result("E000", "closed_door"), device="b" * 16)) == ["same"]
    assert reasons(take(workspace, result("E000", "moved", edit=2), device="b" * 16)) == ["other_device"]
    assert [one.state for one in kept(workspace)] == [
        ResultState.KEPT, ResultState.SUPERSEDED, ResultState.CONFLICT,
    ]  # fmt: skip


def test_other_content_of_the_same_edit_is_a_conflict(workspace):
    take(workspace, result("E000"))
    assert reasons(take(workspace, result("E000", note="sửa tay"))) == ["other_content"]
    assert [one.state for one in kept(workspace)] == [ResultState.KEPT, ResultState.CONFLICT]


def test_the_planner_lets_one_stand_with_a_reason(workspace):
    take(workspace, result("E000"))
    take(workspace, result("E000", "closed_door"), device="b" * 16)
    other = kept(workspace)[1]
    with pytest.raises(InputError) as refused:
        workflow.choose_result(workspace, PLANNER, result=other.id, reason=" ")
    assert refused.value.code == "results.no_reason"
    with pytest.raises(NotAllowedError):
        workflow.choose_result(workspace, FIRST, result=other.id, reason="máy đúng")
    workflow.choose_result(workspace, PLANNER, result=other.id, reason="Biên bản giấy ghi đóng cửa")
    assert [one.state for one in kept(workspace)] == [ResultState.DROPPED, ResultState.KEPT]
    assert own_inspections(workspace) == {}
    with workspace.store.read() as connection:
        (choice,) = results.read_choices(connection, ROUND)
    assert (choice.chosen, choice.reason, choice.account) == (other.id, "Biên bản giấy ghi đóng cửa", "thu")
    # What was let go of does not come back by itself.
    assert reasons(take(workspace, result("E000"))) == ["same"]
    assert reasons(take(workspace, result("E000", edit=2))) == ["other_device"]


def test_a_stop_that_the_plan_in_force_gives_to_another_shift_is_a_conflict(workspace):
    lay_plan(workspace, [["E001", "E002", "E003"], ["E000", "E004"], ["E008"]], version=2)
    answer = take(workspace, result("E000"), result("E001"))
    assert (counts(answer), reasons(answer)) == ((1, 0, 1, 0), ["moved", ""])
    gone = take(workspace, result("E005"), shift=1, actor=team_actor("T01"))
    assert reasons(gone) == ["not_planned"]


def test_a_visit_that_was_replaced_since_can_still_be_corrected(workspace):
    take(workspace, result("E000", "closed_door"))
    lay_plan(workspace, [["E001", "E002", "E003"], ["E004"], ["E008"]], version=2)
    assert counts(take(workspace, result("E000", "closed_door", edit=2, note="đóng hẳn"))) == (1, 0, 0, 0)
    assert reasons(take(workspace, result("E005"), shift=1, actor=team_actor("T01"))) == ["not_planned"]


def test_a_closed_round_takes_nothing_without_the_planner(workspace):
    with workspace.store.write() as connection:
        found = rounds.read_round(connection, ROUND)
        rounds.save_round(connection, replace(found, status=RoundStatus.CLOSED))
    assert reasons(take(workspace, result("E000"))) == ["round_closed"]
    assert own_inspections(workspace) == {}


# Refusals: a line of the audit, and nothing else.


def refused_file(workspace, how):
    """Return a file that must be refused, who sends it, and the reason."""
    secret = result("E000", note=CANARY, minutes_no=CANARY)
    if how == "forged":
        return results_text(workspace, [secret], key="ab" * 32), FIRST, "forged"
    if how == "forged_body":
        envelope = json.loads(results_text(workspace, [result("E000")]))
        return json.dumps(envelope | {"body": envelope["body"].replace("E000/BB", CANARY)}), FIRST, "forged"
    if how == "other_team":
        return results_text(workspace, [secret], key=""), team_actor("T01"), "other_team"
    if how == "team_in_body":
        return results_text(workspace, [secret], team="T01"), FIRST, "other_team"
    if how == "unmarked":
        return results_text(workspace, [secret], key=""), PLANNER, "unmarked"
    if how == "no_round":
        return results_text(workspace, [secret], key="", sheet=f"{CANARY}/{shift_id(0)}/r1.0"), FIRST, "sheet"
    if how == "no_revision":
        return results_text(workspace, [secret], revision=7), FIRST, "sheet"
    return results_text(workspace, [secret], epoch=5), FIRST, "sheet"


@pytest.mark.parametrize(
    "how",
    ["forged", "forged_body", "other_team", "team_in_body", "unmarked", "no_round", "no_revision", "no_epoch"],
)
def test_a_refused_file_leaves_a_line_of_the_audit_and_nothing_of_itself(workspace, how):
    text, actor, reason = refused_file(workspace, how)
    answer = workflow.take_results(workspace, actor, text=text, received_at=RECEIVED)
    assert (counts(answer), reasons(answer)) == ((0, 0, 0, 1), [reason])
    line = last_audit(workspace)
    assert (line.action, line.outcome, line.account) == ("results.take", "refused", actor.account)
    assert dict(line.details) == {"reason": reason, "refused": 1}
    assert kept(workspace) == () and own_inspections(workspace) == {}
    assert CANARY not in everything(workspace)


def everything(workspace) -> str:
    """Return every value of every table as text."""
    with workspace.store.read() as connection:
        return "\n".join(repr(row) for table in METADATA.sorted_tables for row in connection.execute(sa.select(table)))


def test_a_revoked_tablet_is_refused_also_with_its_good_mark(workspace):
    text = results_text(workspace, [result("E000")])
    with workspace.store.write() as connection:
        sheets.raise_epoch(connection, ROUND, shift_id(0))
    assert reasons(workflow.take_results(workspace, FIRST, text=text, received_at=RECEIVED)) == ["revoked"]
    assert counts(take(workspace, result("E000"), epoch=sheets.FIRST_EPOCH + 1)) == (1, 0, 0, 0)


def test_a_shift_that_was_not_revealed_is_refused(workspace):
    opens = NOW + timedelta(minutes=1)
    with workspace.store.write() as connection:
        plan = plans.read_plan(connection, ROUND)
        plans.update_seal(connection, ROUND, 1, plan.sealed_at, tuple((id_, opens) for id_, _ in plan.reveal_at))
    assert reasons(take(workspace, result("E000"))) == ["not_revealed"]
    assert reasons(take(workspace, result("E000"), actor=PLANNER)) == ["not_revealed"]
    with workspace.store.write() as connection:
        plans.update_seal(connection, ROUND, 1, plan.sealed_at, ((shift_id(0), NOW), *plan.reveal_at[1:]))
    assert counts(take(workspace, result("E000"))) == (1, 0, 0, 0)


def test_leaders_and_administrators_hand_nothing_in(workspace):
    for role in (AccountRole.LEADER, AccountRole.ADMINISTRATOR):
        with pytest.raises(NotAllowedError):
            take(workspace, result("E000"), actor=Actor(account="x", role=role))
    assert kept(workspace) == ()


def test_one_bad_result_does_not_keep_the_others_out(workspace):
    answer = take(
        workspace, result("E000"), result("E999"), result("E004"), result("E001", findings=[{"code": "X", "action": ""}]),
        result("E002", agencies=["FBI"]), result("E003", kind="commune_supervision"), result("N000"),
    )  # fmt: skip
    assert [(one.stop, one.intake, one.reason) for one in answer.answers] == [
        ("E000", Intake.ACCEPTED, ""), ("E999", Intake.REFUSED, "no_stop"), ("E004", Intake.REFUSED, "no_stop"),
        ("E001", Intake.REFUSED, "unknown_code"), ("E002", Intake.REFUSED, "unknown_code"),
        ("E003", Intake.REFUSED, "kind"), ("N000", Intake.REFUSED, "no_stop"),
    ]  # fmt: skip
    said = workflow.answer_object(workspace, answer)
    assert (said["accepted"], said["refused"]) == (1, 6)
    assert "«X»" in said["answers"][3]["reason"] and "«FBI»" in said["answers"][4]["reason"]
    assert last_audit(workspace).details["reason"] == "kind, no_stop, unknown_code"


def test_a_team_may_send_without_a_mark_and_it_shows(workspace):
    take(workspace, result("E000"), key="")
    take(workspace, result("E001"))
    assert [one.is_marked for one in kept(workspace)] == [False, True]


# What is kept beside a result.


def test_a_clock_that_runs_ahead_is_kept_with_its_skew(workspace):
    take(workspace, result("E000"), received_at=datetime(2027, 3, 8, 12, tzinfo=UTC))
    take(workspace, result("E001"), received_at=datetime(2027, 3, 8, 12, 55, tzinfo=UTC))
    # The first one was recorded an hour after its receipt, on a device two hours ahead; five minutes are nothing.
    assert [one.skew_s for one in kept(workspace)] == [7200, 0]


def test_persons_are_masked_before_anything_is_kept_and_counted(workspace):
    note = "Gặp anh Nguyễn Văn Tèo, điện thoại 0912345678; cơ sở sạch sẽ"
    answer = take(workspace, result("E000", note=note))
    assert answer.masked == 2 and kept(workspace)[0].masked == 2
    assert "cơ sở sạch sẽ" in kept(workspace)[0].result.note
    text = everything(workspace)
    assert "Tèo" not in text and "0912345678" not in text


def test_the_work_of_a_commune_is_kept_and_counts_in_no_share(workspace):
    stop = "commune:post2025/25522"
    found = result(
        stop, kind="commune_supervision", tasks={"PROGRAMME": True, "REVIEW": False}, difficulties="Thiếu người"
    )
    with workspace.store.write() as connection:
        sheets.save_supervision(connection, ROUND, COMMUNES[0], shift_id(0))
    assert counts(take(workspace, found)) == (1, 0, 0, 0)
    assert own_inspections(workspace) == {}
    assert dict(kept(workspace, stop)[0].result.tasks) == {"PROGRAMME": True, "REVIEW": False}
    other = take(workspace, found, shift=1, actor=team_actor("T01"))
    assert reasons(other) == ["moved"]
    assert reasons(take(workspace, found | {"stop": "commune:post2025/25525"})) == ["not_planned"]


# Reserves that a team took without signal.


def test_a_reserve_is_taken_where_a_door_of_its_cell_was_closed(workspace):
    # E001 and R1 are both of the second commune and the first type; R1 stands first in the file.
    answer = take(workspace, result("R1"), result("E001", "closed_door"))
    assert (counts(answer), reasons(answer)) == ((2, 0, 0, 0), ["", ""])
    with workspace.store.read() as connection:
        (change,) = ceremonies.read_changes(connection, ROUND)
    assert (change.establishment_id, change.stand_in, change.account) == ("E001", "R1", FIRST.account)
    assert own_inspections(workspace)["R1"].counts
    assert reasons(take(workspace, result("R1"), result("E001", "closed_door"))) == ["same", "same"]
    with workspace.store.read() as connection:
        assert len(ceremonies.read_changes(connection, ROUND)) == 1


def test_a_reserve_without_a_closed_door_of_its_cell_waits_for_the_planner(workspace):
    assert reasons(take(workspace, result("R1"), result("E000", "closed_door"))) == ["reserve_unasked", ""]
    assert reasons(take(workspace, result("R5"), result("E001"))) == ["reserve_unasked", ""]


def test_one_closed_door_opens_one_reserve(workspace):
    answer = take(workspace, result("E001", "not_found"), result("R1", "closed_door"), result("R5"))
    # R1 stands for E001 and is closed too, so R5 stands for R1; nothing is left for a third.
    assert reasons(answer) == ["", "", ""]
    with workspace.store.read() as connection:
        changes = ceremonies.read_changes(connection, ROUND)
    assert [(one.establishment_id, one.stand_in) for one in changes] == [("E001", "R1"), ("R1", "R5")]


def test_an_earlier_file_may_hold_the_closed_door(workspace):
    take(workspace, result("E001", "refused"))
    assert counts(take(workspace, result("R1"))) == (1, 0, 0, 0)
