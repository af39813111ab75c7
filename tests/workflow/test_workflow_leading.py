"""What a leader is told beside the map: counts that follow what was recorded, and no establishment."""

from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from results_office import EVENING, PLANNER, ROUND, lay_plan, sealed_office, stop_id, team_actor

import workflow
from domain.accounts import AccountRole, Actor
from domain.errors import NotAllowedError
from domain.inspections import Complaint, ComplaintState, Finding, Inspection, RemedyState, remedies_of
from domain.rounds import RoundStatus
from store import inspections, plans, remedies, rounds
from store.tables import AUDIT
from workflow.workspace import Workspace

LEADER = Actor(account="lanh-dao", role=AccountRole.LEADER)
TODAY = date(2027, 3, 20)


@pytest.fixture
def office(tmp_path: Path) -> Workspace:
    """Return an office of 3 evenings of 4 stops, 8 reserves and 20 others: 40 in the frame."""
    found = sealed_office(tmp_path, shifts=3, stops=4, others=20)
    yield found
    found.store.close()


def inspected(id_: str, on: date, *findings: Finding, round_id: str = ROUND, minutes_no: str = "1/BB") -> Inspection:
    return Inspection(
        id=f"I-{id_}-{on}", establishment_id=id_, agency="VAN_HOA", on=on, is_full=True, minutes_no=minutes_no, findings=findings,
        round_id=round_id,
    )  # fmt: skip


def keep(office: Workspace, *done: Inspection) -> None:
    with office.store.write() as connection:
        inspections.add_inspections(connection, done)


def test_one_more_shift_is_the_mean_of_the_plan_cut(office: Workspace) -> None:
    lead = workflow.read_lead(office, LEADER)
    assert (lead.evening.gain, lead.evening.percent_tenths) == (4, 100)
    lay_plan(office, [["E000", "E001", "E002"], ["E003", "E004"], []], version=2)
    lead = workflow.read_lead(office, LEADER)
    # 5 stops in the 2 shifts that are used: 2 of 40, never 2,5 or 3.
    assert (lead.evening.gain, lead.evening.percent_tenths, lead.evening.stops, lead.evening.shifts) == (2, 50, 5, 2)


def test_the_pace_and_the_trend_count_an_establishment_once(office: Workspace) -> None:
    first = TODAY - timedelta(days=19)
    keep(
        office,
        inspected("E000", first),
        inspected("E000", EVENING),
        inspected("E001", EVENING),
        inspected("E002", EVENING, minutes_no=""),
        inspected("E003", EVENING, round_id=""),
        inspected("E004", date(2026, 12, 30)),
        inspected("GONE", EVENING),
    )
    lead = workflow.read_lead(office, LEADER)
    assert lead.closes_on == date(2027, 12, 14)
    assert (lead.forecast.inspected, lead.forecast.days) == (2, 20)
    assert lead.forecast.reached == 2 + 2 * (lead.closes_on - TODAY).days // 20
    assert lead.trend == ((1, 0), (2, 0), (3, 2))


def test_a_young_pace_is_no_forecast(office: Workspace) -> None:
    keep(office, inspected("E000", EVENING))
    assert workflow.read_lead(office, LEADER).forecast is None


def test_what_waits_is_what_is_open_and_late(office: Workspace) -> None:
    late, due = TODAY - timedelta(days=1), TODAY
    findings = tuple(Finding(code=code, remedy_due_on=day) for code, day in (("A", late), ("B", due), ("C", late)))
    visit = inspected("E000", EVENING, *findings)
    keep(office, visit)
    done = next(one for one in remedies_of(visit) if one.code == "C")
    heard = [
        Complaint(id=f"P{n}", establishment_id="E001", received_on=EVENING, state=state, due_on=day)
        for n, (state, day) in enumerate(
            [
                (ComplaintState.RECEIVED, late),
                (ComplaintState.RECEIVED, due),
                (ComplaintState.DISMISSED, late),
                (ComplaintState.RECEIVED, None),
            ]
        )
    ]
    with office.store.write() as connection:
        remedies.save_remedy(connection, replace(done, state=RemedyState.DONE, remedied_on=TODAY, document="1/BC"))
        inspections.add_complaints(connection, heard)
    lead = workflow.read_lead(office, LEADER)
    assert (lead.waiting.to_sign, lead.waiting.late_complaints, lead.waiting.late_remedies) == (0, 1, 1)
    assert (lead.found.findings, lead.found.remedied, lead.found.with_findings, lead.found.handled) == (3, 1, 1, 0)


def test_a_plan_waits_to_be_signed_until_it_is_sealed(office: Workspace) -> None:
    with office.store.write() as connection:
        sealed = rounds.read_round(connection, ROUND)
        draft = replace(sealed, id="D2027-02", status=RoundStatus.DRAWN)
        rounds.save_round(connection, draft)
        assert plans.read_plan(connection, "D2027-02") is None
    assert workflow.read_lead(office, LEADER).waiting.to_sign == 0
    with office.store.write() as connection:
        plan = plans.read_plan(connection, ROUND)
        plans.save_plan(connection, replace(plan, round_id="D2027-02", sealed_at=None, reveal_at=()))
    assert workflow.read_lead(office, LEADER).waiting.to_sign == 1


def test_no_establishment_stands_in_what_a_leader_gets(office: Workspace) -> None:
    keep(office, inspected("E000", EVENING, Finding(code="A", remedy_due_on=TODAY)))
    said = repr(asdict(workflow.read_lead(office, LEADER)))
    assert not [id_ for n in range(3) for k in range(4) if (id_ := stop_id(n, k, stops=4)) in said]
    assert "T00" not in said


@pytest.mark.parametrize("actor", [team_actor("T00"), Actor(account="qt", role=AccountRole.ADMINISTRATOR)])
def test_nobody_else_reads_it(office: Workspace, actor: Actor) -> None:
    with pytest.raises(NotAllowedError):
        workflow.read_lead(office, actor)
    last = workflow.read_audit_log(office, PLANNER).rows[0]
    assert (last.account, last.action, last.is_denied) == (actor.account, "lead.read", True)


def test_the_log_is_filtered_and_paged(office: Workspace) -> None:
    begun = datetime.now(UTC)
    for n in range(5):
        workflow.open_round(
            office, PLANNER, title=f"Đợt {n}", starts_on=TODAY, ends_on=TODAY, rule=office.reference.rule, teams=()
        )
    with pytest.raises(NotAllowedError):
        workflow.list_rounds(office, LEADER)
    view = workflow.read_audit_log(office, PLANNER, action="round.open", size=2)
    assert (view.matching, len(view.rows), view.denied, view.broken_at) == (5, 2, 0, None)
    assert [row.target for row in view.rows] == ["D2027-06", "D2027-05"]
    following = workflow.read_audit_log(office, PLANNER, action="round.open", first=4, size=2)
    assert [row.target for row in following.rows] == ["D2027-02"]
    refused = workflow.read_audit_log(office, PLANNER, account=LEADER.account)
    assert (refused.matching, refused.denied) == (1, 1)
    assert {"thu", "lanh-dao"} <= set(view.accounts) and "round.open" in view.actions
    day = view.rows[0].at.date()
    assert workflow.read_audit_log(office, PLANNER, day=day, action="round.open").matching == 5
    assert workflow.read_audit_log(office, PLANNER, day=begun.date() - timedelta(days=3)).matching == 0


def test_turning_a_page_adds_no_row(office: Workspace) -> None:
    workflow.read_audit_log(office, PLANNER)
    before = workflow.read_audit_log(office, PLANNER, first=1).matching
    assert workflow.read_audit_log(office, PLANNER, first=1).matching == before


def test_a_look_that_goes_on_adds_no_row_and_leaves_the_chain_alone(office: Workspace) -> None:
    before = workflow.read_audit_log(office, PLANNER)
    with office.store.write() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_no_update")
        connection.execute(sa.update(AUDIT).where(AUDIT.c.number == 1).values(account="ai khác"))
    again = workflow.read_audit_log(office, PLANNER, is_again=True)
    assert (again.matching, again.broken_at) == (before.matching + 1, None)
    assert workflow.read_audit_log(office, PLANNER, is_again=True).matching == again.matching
    assert workflow.read_audit_log(office, PLANNER).broken_at == 1


def test_an_administrator_learns_no_object_but_accounts(office: Workspace) -> None:
    admin = Actor(account="qt", role=AccountRole.ADMINISTRATOR)
    with pytest.raises(NotAllowedError):
        workflow.explain(office, LEADER, round_id=ROUND, establishment="E000")
    assert "E000" in {row.target for row in workflow.read_audit_log(office, PLANNER).rows}
    assert "E000" not in repr(workflow.read_audit_log(office, admin))
    with pytest.raises(NotAllowedError):
        workflow.read_audit_log(office, LEADER)


def test_a_changed_row_is_told(office: Workspace) -> None:
    import sqlalchemy as sa

    workflow.read_audit_log(office, PLANNER)
    engine = sa.create_engine(f"sqlite:///{office.settings.directory / 'office.sqlite'}")
    with engine.begin() as connection:
        triggers = connection.exec_driver_sql(
            "select name from sqlite_master where type = 'trigger' and tbl_name = 'audit'"
        )
        for (name,) in triggers.fetchall():
            connection.exec_driver_sql(f'drop trigger "{name}"')
        connection.exec_driver_sql("update audit set account = 'khac' where number = 1")
    engine.dispose()
    assert workflow.read_audit_log(office, PLANNER).broken_at == 1
