"""A step and its line in the log stay together: where the line cannot be written, nothing of the step is kept."""

from datetime import date
from pathlib import Path

import pytest
from results_office import PLANNER, RECEIVED, ROUND, result, results_text, sealed_office, shift_id, team_actor
from sqlalchemy.exc import IntegrityError

import workflow
from domain.shift_calendar import Absence, CalendarChange
from store import sheets, teams

DUE = {"code": "NO_CONTRACT", "action": "REMIND", "remedy_due_on": "2027-03-15"}


def close_remedy(workspace):
    workflow.close_remedy(
        workspace, PLANNER, inspection=f"{ROUND}:E000", code="NO_CONTRACT", remedied_on=date(2027, 3, 14),
        document="05/BC",
    )  # fmt: skip


def revoke(workspace):
    workflow.revoke_tablet(workspace, PLANNER, round_id=ROUND, shift=shift_id(0))


def change_calendar(workspace):
    absence = Absence(on=date(2027, 3, 8), team="T00", agency="CONG_AN")
    workflow.confirm_calendar(workspace, PLANNER, change=CalendarChange(absences_added=(absence,)))


def remedies_of(workspace):
    return workflow.list_remedies(workspace, PLANNER)


def epochs_of(workspace):
    with workspace.store.read() as connection:
        return sheets.read_epochs(connection, ROUND)


def calendar_of(workspace):
    with workspace.store.read() as connection:
        return teams.read_calendar(connection)


@pytest.mark.parametrize(
    ("action", "step", "kept"),
    [
        ("remedy.close", close_remedy, remedies_of),
        ("tablet.revoke", revoke, epochs_of),
        ("calendar.change", change_calendar, calendar_of),
    ],
)
def test_a_step_whose_line_cannot_be_written_is_not_taken(tmp_path: Path, action, step, kept):
    workspace = sealed_office(tmp_path / "office")
    text = results_text(workspace, [result("E000", findings=[DUE])], shift=0)
    workflow.take_results(workspace, team_actor("T00"), text=text, received_at=RECEIVED)
    before = kept(workspace)
    run(
        workspace,
        f"CREATE TRIGGER dies BEFORE INSERT ON audit WHEN NEW.action = '{action}' "
        "BEGIN SELECT RAISE(ABORT, 'dies'); END",
    )
    with pytest.raises(IntegrityError):
        step(workspace)
    assert kept(workspace) == before
    run(workspace, "DROP TRIGGER dies")
    step(workspace)
    assert kept(workspace) != before
    workspace.store.close()


def run(workspace, statement):
    with workspace.store.write() as connection:
        connection.exec_driver_sql(statement)
