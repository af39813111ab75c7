"""Triage: a clear sign needs its ground, and a second account where there is one; until then it makes no must."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from register_office import OTHER, PLANNER, open_office, take_in, write_rows

import workflow
from domain.accounts import AccountRole, Actor
from domain.errors import ConflictError, InputError, NotAllowedError
from domain.inspections import Complaint, ComplaintState
from domain.rounds import SamplingRule
from store.accounts import Account, add_account
from workflow.frames import frame_on
from workflow.workspace import Workspace

CLEAR = ComplaintState.CLEAR_SIGN


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """Return the small office with a complaint that was verified."""
    from store.establishments import read_establishments

    found = open_office(tmp_path / "office")
    take_in(found, write_rows(tmp_path / "first.xlsx"))
    with found.store.read() as connection:
        first = next(e for e in read_establishments(connection) if e.is_in_scope)
    heard = Complaint(id="C1", establishment_id=first.id, received_on=date(2027, 2, 1), state=ComplaintState.VERIFIED)
    workflow.record_history(found, PLANNER, done=(), complaints=[heard])
    yield found
    found.store.close()


def add_planners(workspace: Workspace, *names: str) -> None:
    with workspace.store.write() as connection:
        for name in names:
            add_account(connection, Account(name=name, role=AccountRole.PLANNER, team=None, password_hash="x"))


def musts(workspace: Workspace) -> int:
    return sum(row.must for row in frame_on(workspace, rule=SamplingRule(), on=date(2027, 3, 8)).rows)


def test_alone_a_clear_sign_counts_at_once_and_names_who(workspace: Workspace) -> None:
    assert musts(workspace) == 0
    done = workflow.triage_complaint(workspace, PLANNER, complaint="C1", state=CLEAR, ground=" Điều 4 ")
    assert (done.ground, done.triaged_by, done.waits) == ("Điều 4", PLANNER.account, False)
    assert musts(workspace) == 1


def test_with_a_second_planner_it_waits_for_another_account(workspace: Workspace) -> None:
    add_planners(workspace, PLANNER.account, OTHER.account)
    workflow.triage_complaint(workspace, PLANNER, complaint="C1", state=CLEAR, ground="Điều 4")
    assert musts(workspace) == 0
    assert [v.may_confirm for v in workflow.list_complaints(workspace, PLANNER)] == [False]
    with pytest.raises(ConflictError, match=r"triage\.same_account"):
        workflow.confirm_clear_sign(workspace, PLANNER, complaint="C1")
    assert [v.may_confirm for v in workflow.list_complaints(workspace, OTHER)] == [True]
    workflow.confirm_clear_sign(workspace, OTHER, complaint="C1")
    assert musts(workspace) == 1
    with pytest.raises(ConflictError, match=r"triage\.not_waiting"):
        workflow.confirm_clear_sign(workspace, OTHER, complaint="C1")


def test_triage_again_forgets_the_agreement(workspace: Workspace) -> None:
    add_planners(workspace, PLANNER.account, OTHER.account)
    workflow.triage_complaint(workspace, PLANNER, complaint="C1", state=CLEAR, ground="Điều 4")
    workflow.confirm_clear_sign(workspace, OTHER, complaint="C1")
    again = workflow.triage_complaint(workspace, OTHER, complaint="C1", state=CLEAR, ground="Điều 5")
    assert again.waits and musts(workspace) == 0
    dismissed = workflow.triage_complaint(workspace, PLANNER, complaint="C1", state=ComplaintState.DISMISSED)
    assert (dismissed.ground, dismissed.needs_second) == ("", False)


def test_a_clear_sign_without_its_ground_and_an_unknown_complaint_are_refused(workspace: Workspace) -> None:
    with pytest.raises(InputError, match=r"triage\.no_ground"):
        workflow.triage_complaint(workspace, PLANNER, complaint="C1", state=CLEAR, ground="  ")
    with pytest.raises(ConflictError, match=r"triage\.unknown"):
        workflow.triage_complaint(workspace, PLANNER, complaint="C2", state=ComplaintState.VERIFIED)
    for role in (AccountRole.LEADER, AccountRole.ADMINISTRATOR):
        with pytest.raises(NotAllowedError):
            workflow.list_complaints(workspace, Actor(account="x", role=role))
