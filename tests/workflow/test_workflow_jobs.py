"""How a long task ends: done, failed with its reason, or stopped because somebody asked."""

import pytest
from register_office import PLANNER, open_office

from domain.accounts import AccountRole
from domain.errors import ConflictError, InputError
from store.accounts import Account, add_account
from workflow.jobs import read_job, run_next_job, start_job


@pytest.mark.parametrize(
    ("error", "state", "code"),
    [
        (ConflictError("register.stopped"), "stopped", ""),
        (InputError("register.no_rows", sheet="A", row=3), "failed", "register.no_rows"),
        (RuntimeError("secret"), "failed", "job.broken"),
    ],
)
def test_a_task_ends_as_it_says(tmp_path, error, state, code):
    office = open_office(tmp_path)
    with office.store.write() as connection:
        add_account(connection, Account(name=PLANNER.account, role=AccountRole.PLANNER, team=None, password_hash="x"))
    job = start_job(office, PLANNER, kind="read", params={})

    def fail(*_arguments):
        raise error

    assert run_next_job(office, worker="w", handlers={"read": fail})
    view = read_job(office, PLANNER, job=job)
    assert (view.state, view.error_code) == (state, code)
    assert "secret" not in str(view)
