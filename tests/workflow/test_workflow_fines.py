"""Amounts of fines: entered by their decision, kept when results are counted again, added up in the report."""

from datetime import date

import pytest
from docx_text import text_of
from results_office import PLANNER, ROUND, result, results_text, sealed_office, team_actor

import workflow
from domain.accounts import AccountRole, Actor
from domain.errors import ConflictError, InputError, NotAllowedError
from store import audit

LEADER = Actor(account="binh", role=AccountRole.LEADER)
FINED, REMINDED = {"code": "NO_CONTRACT", "action": "FINE"}, {"code": "LATCH", "action": "REMIND"}


@pytest.fixture
def office(tmp_path):
    """An office in which E000 and E001 were fined, and E000 was reminded of something else."""
    found = sealed_office(tmp_path, shifts=1, stops=4)
    send(found, result("E000", findings=[FINED, REMINDED]), result("E001", findings=[FINED]))
    yield found
    found.store.close()


def send(office, *done, **more):
    workflow.take_results(office, team_actor("T00"), text=results_text(office, done, **more))


def fine(office, stop, amount, **more):
    said = {"code": "NO_CONTRACT", "decision_no": "15/QĐ-XPHC", **more}
    return workflow.record_fine(office, PLANNER, inspection=f"{ROUND}:{stop}", fine_dong=amount, **said)


def sums(office):
    """Return the sums of the three rows of the first table of annex VI: two types and the whole."""
    made = workflow.write_official_papers(office, PLANNER, round_id=ROUND)
    (annex,) = [one for one in made if one.kind == "annex_6"]
    lines = text_of(workflow.read_paper(office, PLANNER, annex.id)[1]).splitlines()
    at = lines.index("Biểu 1. Theo loại hình")
    rows = lines[at + 2 : lines.index("Biểu 2. Theo xã, phường")]
    return [line.split(" | ")[9] for line in rows]


def test_a_sum_stays_open_until_every_decision_is_entered(office):
    assert [one.fine_dong for one in workflow.list_fines(office, PLANNER)] == [None, None]
    fine(office, "E000", 7_500_000)
    assert sums(office)[-1] == ""
    fine(office, "E001", 12_000_000)
    assert sums(office)[-1] == "19.500.000"
    fine(office, "E001", None)
    assert sums(office)[-1] == ""


def test_nobody_fined_is_nought(tmp_path):
    office = sealed_office(tmp_path, shifts=1, stops=4)
    assert set(sums(office)) == {"0"}
    office.store.close()


def test_a_newer_edit_of_the_result_keeps_the_amount_of_the_fine_and_another_action_drops_it(office):
    fine(office, "E000", 7_500_000)
    send(office, result("E000", findings=[FINED], edit=2, recorded_at="2027-03-08T20:30:00+07:00"))
    kept = {one.inspection: one.fine_dong for one in workflow.list_fines(office, PLANNER)}
    assert kept == {f"{ROUND}:E000": 7_500_000, f"{ROUND}:E001": None}
    changed = {**FINED, "action": "WARN"}
    send(office, result("E000", findings=[changed], edit=3, recorded_at="2027-03-08T20:40:00+07:00"))
    assert [one.inspection for one in workflow.list_fines(office, PLANNER)] == [f"{ROUND}:E001"]


def test_closing_the_remedy_leaves_the_amount(office):
    fine(office, "E000", 7_500_000)
    workflow.close_remedy(
        office, PLANNER, inspection=f"{ROUND}:E000", code="NO_CONTRACT", remedied_on=date(2027, 3, 12), document="9/BC"
    )
    fine(office, "E001", 500_000)
    assert sums(office)[-1] == "8.000.000"


@pytest.mark.parametrize(
    ("stop", "amount", "more", "error", "code"),
    [
        ("E000", 0, {}, InputError, "fine.amount"),
        ("E000", -1, {}, InputError, "fine.amount"),
        ("E000", 10**12 + 1, {}, InputError, "fine.amount"),
        ("E000", 1, {"decision_no": "  "}, InputError, "fine.decision"),
        ("E000", 1, {"code": "LATCH"}, ConflictError, "fine.none"),
        ("E000", 1, {"code": "NEW"}, ConflictError, "fine.none"),
        ("E009", 1, {}, ConflictError, "fine.none"),
    ],
)
def test_an_amount_that_cannot_be_is_refused_and_nothing_is_kept(office, stop, amount, more, error, code):
    with pytest.raises(error) as refused:
        fine(office, stop, amount, **more)
    assert refused.value.code == code
    assert [one.fine_dong for one in workflow.list_fines(office, PLANNER)] == [None, None]


def test_the_audit_keeps_the_decision_and_only_planners_write(office):
    fine(office, "E000", 7_500_000)
    with office.store.read() as connection:
        (row,) = [one for one in audit.read_audit(connection, limit=100) if one.action == "fine.record"]
    assert (row.object, row.details) == (f"{ROUND}:E000:NO_CONTRACT", {"document": "15/QĐ-XPHC", "amount": 7_500_000})
    for actor in (LEADER, team_actor("T00")):
        with pytest.raises(NotAllowedError):
            workflow.list_fines(office, actor)
        with pytest.raises(NotAllowedError):
            workflow.record_fine(
                office, actor, inspection=f"{ROUND}:E000", code="NO_CONTRACT", fine_dong=1, decision_no="1"
            )
