"""After the visit: remedies with their days, complaints with theirs, rates as a question, counts of what was left."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from results_office import PLANNER, RECEIVED, ROUND, result, results_text, sealed_office, team_actor

import workflow
from domain.accounts import AccountRole, Actor
from domain.errors import ConflictError, InputError, NotAllowedError
from domain.inspections import ComplaintState, RemedyState
from domain.rounds import ReasonCode, SamplingRule
from planner.eligibility import build_frame
from store import establishments, inspections
from workflow.complaint_rules import complaint_clocks

DUE = {"code": "NO_CONTRACT", "action": "REMIND", "remedy_due_on": "2027-03-15"}
LATER = {"code": "LATCH", "action": "PENDING", "remedy_due_on": "2027-12-31"}
E000 = f"{ROUND}:E000"
LEADER = Actor(account="l", role=AccountRole.LEADER)


@pytest.fixture
def workspace(tmp_path: Path):
    found = sealed_office(tmp_path / "office")
    yield found
    found.store.close()


def send(workspace, *found, shift=0, **more):
    text = results_text(workspace, found, shift=shift, **more)
    return workflow.take_results(workspace, team_actor(f"T{shift:02d}"), text=text, received_at=RECEIVED)


def refusal(error, call, *arguments, **more):
    with pytest.raises(error) as refused:
        call(*arguments, **more)
    return refused.value.code


def why(workspace, id_: str, on: date):
    """Return why an establishment would be in or out of a round that starts on a day."""
    with workspace.store.read() as connection:
        registered = establishments.read_establishments(connection)
        frame = build_frame(
            registered, inspections=inspections.read_inspections(connection),
            complaints=inspections.read_complaints(connection), rule=SamplingRule(), round_start=on,
            scores=dict.fromkeys((one.id for one in registered), 0),
        )  # fmt: skip
    return frame.reasons[id_].code if id_ in frame.reasons else None


# Remedies.


def test_findings_make_remedies_and_an_overdue_one_brings_the_inspectors_back(workspace):
    send(workspace, result("E000", findings=[DUE, LATER]), result("E001"))
    view = workflow.list_remedies(workspace, PLANNER)
    assert [(one.remedy.code, one.is_overdue) for one in view.remedies] == [("NO_CONTRACT", True), ("LATCH", False)]
    assert (view.findings, view.handled, view.remedied) == (2, 1, 0)
    assert why(workspace, "E000", date(2027, 3, 22)) is ReasonCode.MUST_REINSPECTION
    assert why(workspace, "E001", date(2027, 3, 22)) is ReasonCode.DONE


def test_a_closed_remedy_brings_nobody_back_and_can_be_opened_again(workspace):
    send(workspace, result("E000", findings=[DUE]))
    closed = workflow.close_remedy(
        workspace, PLANNER, inspection=E000, code="NO_CONTRACT", remedied_on=date(2027, 3, 14), document="05/BC"
    )
    assert (closed.state, closed.history[-1].document) == (RemedyState.DONE, "05/BC")
    assert why(workspace, "E000", date(2027, 3, 22)) is ReasonCode.DONE
    assert workflow.list_remedies(workspace, PLANNER).remedied == 1
    # A correction of the result keeps what is known of the remedy, and the day that the team set anew.
    send(workspace, result("E000", findings=[DUE | {"remedy_due_on": "2027-03-16"}], edit=2))
    (view,) = workflow.list_remedies(workspace, PLANNER).remedies
    assert (view.remedy.state, view.remedy.due_on) == (RemedyState.DONE, date(2027, 3, 16))
    assert why(workspace, "E000", date(2027, 3, 22)) is ReasonCode.DONE
    opened = workflow.reopen_remedy(workspace, PLANNER, inspection=E000, code="NO_CONTRACT", reason="Nhầm cơ sở")
    assert [step.state for step in opened.history] == [RemedyState.DONE, RemedyState.OPEN]
    assert why(workspace, "E000", date(2027, 3, 22)) is ReasonCode.MUST_REINSPECTION


def test_a_remedy_is_closed_once_with_a_paper_and_a_possible_day(workspace):
    send(workspace, result("E000", findings=[DUE]))
    right = {"inspection": E000, "code": "NO_CONTRACT", "remedied_on": date(2027, 3, 14), "document": "05/BC"}

    def code(error, **wrong):
        return refusal(error, workflow.close_remedy, workspace, PLANNER, **right | wrong)

    assert code(InputError, document=" ") == "remedy.no_document"
    assert code(InputError, remedied_on=date(2027, 3, 7)) == "remedy.day"
    assert code(InputError, remedied_on=date(2027, 3, 21)) == "remedy.day"
    assert code(ConflictError, code="LATCH") == "remedy.none"
    assert code(ConflictError, inspection="x") == "remedy.none"
    workflow.close_remedy(workspace, PLANNER, **right)
    assert code(ConflictError) == "remedy.closed"
    with pytest.raises(NotAllowedError):
        workflow.close_remedy(workspace, LEADER, **right)


# Complaints.


def test_a_complaint_gets_its_number_its_day_and_no_sender(workspace):
    clocks = {one.code: one for one in complaint_clocks(workspace)}
    kept = [
        workflow.record_complaint(
            workspace, PLANNER, kind=kind, channel="VAN_BAN", received_on=date(2027, 3, 5), establishment_id="E003",
            about="Anh Nguyễn Văn Tèo (0912345678) kể quán mở quá giờ",
        )
        for kind in ("TO_CAO", "PHAN_ANH")
    ]  # fmt: skip
    assert [one.id for one in kept] == ["PA-2027-0001", "PA-2027-0002"]
    assert kept[0].due_on == date(2027, 3, 5) + timedelta(days=clocks["TO_CAO"].days)
    # 15 working days after Friday 5 March 2027: three weeks, no holiday in between.
    assert kept[1].due_on == date(2027, 3, 26)
    assert "Tèo" not in kept[0].about and "0912345678" not in kept[0].about and "quá giờ" in kept[0].about


def test_holidays_and_weekends_are_no_working_days(workspace):
    clock = next(one for one in complaint_clocks(workspace) if one.code == "PHAN_ANH")
    friday = date(2027, 4, 23)
    free = clock.due_on(friday, holidays=set())
    assert (free, clock.due_on(friday, holidays={date(2027, 4, 30)})) == (date(2027, 5, 14), date(2027, 5, 17))


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"kind": "X"}, "complaint.kind"), ({"kind": "TO_GIAC"}, "complaint.crime"),
        ({"channel": "X"}, "complaint.channel"), ({"received_on": date(2027, 3, 21)}, "complaint.day"),
        ({"establishment_id": "none"}, "complaint.target"), ({"establishment_id": ""}, "complaint.target"),
        ({"commune": "25522"}, "complaint.target"), ({"establishment_id": "", "commune": "1"}, "complaint.target"),
        ({"about": "x" * 501}, "complaint.too_long"),
    ],
    ids=str,
)  # fmt: skip
def test_a_complaint_that_cannot_be_is_refused(workspace, wrong, code):
    right = {"kind": "TIN_BAO", "channel": "VAN_BAN", "received_on": date(2027, 3, 5), "establishment_id": "E003"}
    assert refusal(InputError, workflow.record_complaint, workspace, PLANNER, **right | wrong) == code
    assert workflow.list_complaints(workspace, PLANNER) == ()


def test_of_a_crime_only_the_forwarding_is_kept(workspace):
    kept = workflow.record_forwarded(
        workspace, PLANNER, kind="TO_GIAC", channel="TRUC_TIEP", received_on=date(2027, 3, 9), to="Công an xã",
        on=date(2027, 3, 9),
    )  # fmt: skip
    assert (kept.state, kept.forwarded_to, kept.forwarded_on) == (
        ComplaintState.FORWARDED, "Công an xã", date(2027, 3, 9),
    )  # fmt: skip
    assert (kept.establishment_id, kept.commune, kept.about, kept.ground) == ("", None, "", "")
    assert refusal(
        ConflictError, workflow.triage_complaint, workspace, PLANNER, complaint=kept.id, state=ComplaintState.VERIFIED
    ) == "triage.forwarded"  # fmt: skip
    wrong = {"kind": "TIN_BAO", "channel": "TRUC_TIEP", "received_on": date(2027, 3, 9), "on": date(2027, 3, 9)}
    assert refusal(InputError, workflow.record_forwarded, workspace, PLANNER, to="x", **wrong) == "complaint.kind"


def test_the_visit_that_verified_a_complaint_is_linked_to_it(workspace):
    kept = workflow.record_complaint(
        workspace, PLANNER, kind="TIN_BAO", channel="VAN_BAN", received_on=date(2027, 3, 5), establishment_id="E000"
    )
    send(workspace, result("E000"), result("E001"))
    (view,) = workflow.list_complaints(workspace, PLANNER)
    assert [one.id for one in view.visits] == [E000] and not view.is_late
    arguments = {"complaint": kept.id, "state": ComplaintState.DISMISSED}
    assert refusal(
        ConflictError, workflow.link_visit, workspace, PLANNER, inspection=f"{ROUND}:E001", **arguments
    ) == "complaint.visit"  # fmt: skip
    linked = workflow.link_visit(workspace, PLANNER, inspection=E000, **arguments)
    assert (linked.visit, linked.state, linked.handled_on) == (E000, ComplaintState.DISMISSED, date(2027, 3, 20))


def test_a_complaint_is_late_once_its_day_has_passed_unhandled(workspace):
    early = workflow.record_complaint(
        workspace, PLANNER, kind="TIN_BAO", channel="VAN_BAN", received_on=date(2027, 2, 1), commune="25522"
    )
    assert [one.is_late for one in workflow.list_complaints(workspace, PLANNER)] == [True]
    workflow.triage_complaint(workspace, PLANNER, complaint=early.id, state=ComplaintState.DISMISSED)
    (view,) = workflow.list_complaints(workspace, PLANNER)
    assert (view.is_late, view.complaint.handled_on) == (True, date(2027, 3, 20))


# Rates and counts.


def timed(stop, minutes, **more):
    left = f"2027-03-08T20:{minutes:02d}:00+07:00"
    return result(stop, arrived_at="2027-03-08T20:00:00+07:00", left_at=left, **more)


def test_rates_of_a_team_stand_beside_the_rounds(workspace):
    send(workspace, timed("E000", 20), timed("E001", 40, findings=[DUE]), timed("E002", 50), result("E003", "refused"))
    send(workspace, result("E004", "closed_door"), timed("E005", 10), result("E006", "arrived"), shift=1)
    view = workflow.read_team_rates(workspace, PLANNER, round_id=ROUND)
    first, second = view.teams
    assert (first.team, first.visits, first.unanswered, first.inspected, first.without_findings) == ("T00", 4, 1, 3, 2)
    assert (first.median_minutes, first.timed, first.is_small) == (40, 3, True)
    assert (second.team, second.visits, second.unanswered, second.median_minutes) == ("T01", 2, 1, 10)
    assert (view.round.visits, view.round.unanswered, view.round.median_minutes) == (6, 2, 30)


def test_a_duration_that_a_clock_spoiled_is_left_out(workspace):
    send(workspace, result("E000", arrived_at="2027-03-08T20:00:00Z", left_at="2027-03-08T19:00:00Z"))
    assert workflow.read_team_rates(workspace, PLANNER, round_id=ROUND).round.median_minutes is None


def test_what_was_handed_over_is_counted_by_establishment(workspace):
    send(
        workspace, result("E000", regulations=["NQ198_2025", "PL10_2003"], commitment_on="2027-03-08", leaflet_left=True),
        result("E001", regulations=["NQ198_2025"]), result("E002", "arrived", forwarded_on="2027-03-08"),
    )  # fmt: skip
    view = workflow.read_deployment(workspace, LEADER, round_id=ROUND)
    assert (view.handed_over, view.commitments, view.leaflets, view.forwarded) == (2, 1, 1, 1)
    assert list(view.regulations.items()) == [("NQ198_2025", 2), ("PL10_2003", 1)]


def test_the_planners_view_tells_what_came_back_of_every_shift(workspace):
    send(workspace, result("E000"), result("E001", "closed_door"))
    send(workspace, result("E000", "moved"), device="b" * 16)
    view = workflow.read_results(workspace, PLANNER)
    first = view.shifts[0]
    assert (first.received, first.counted, first.conflicts, first.waiting, len(first.visits)) == (2, 1, 1, 1, 4)
    assert [one.standing is None for one in first.visits] == [False, False, True, True]
    assert sum(shift.received for shift in view.shifts) == 2
    with pytest.raises(NotAllowedError):
        workflow.read_results(workspace, team_actor("T00"))
