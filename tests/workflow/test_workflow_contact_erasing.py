"""One owner's contact: exported on request, and erased so that nothing the office has still holds it."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from canaries import is_in_backup, places_of
from copied_office import copied_office
from register_office import PLANNER, open_office, take_in, with_cells, write_rows

import workflow
from domain.accounts import AccountRole, Actor
from domain.errors import ConflictError, NotAllowedError
from store import audit, contact_traces, engine, establishments, jobs, papers
from store.jobs import Job
from workflow.before_upgrade import keep_before_upgrade

NAME, PHONE = "Canary Văn Hót", "0987650001"
NEW_NAME, NEW_PHONE = "Canary Thị Líu Lo", "0987650002"
WORDS = (NAME, PHONE, NEW_NAME, NEW_PHONE)
FIRST = {(0, "Chủ cơ sở"): NAME, (0, "Điện thoại"): PHONE}
LATER = {(0, "Chủ cơ sở"): NEW_NAME, (0, "Điện thoại"): NEW_PHONE}
OTHER_NAME = "Lê Thị Chín"
SIGN = "Karaoke Hoàng Gia"


@pytest.fixture(scope="module")
def office_dir(tmp_path_factory):
    """Return the folder of an office whose second list named another owner of the same place."""
    home = tmp_path_factory.mktemp("erasing")
    found = open_office(home / "office")
    take_in(found, write_rows(home / "1.xlsx", with_cells(FIRST)))
    take_in(found, write_rows(home / "2.xlsx", with_cells(LATER)))
    found.store.close()
    return home / "office"


def id_of(office, sign=SIGN):
    with office.store.read() as connection:
        return next(one.id for one in establishments.read_establishments(connection) if one.name == sign)


def contacts(office):
    with office.store.read() as connection:
        return establishments.read_contacts(connection)


def erase(office):
    return workflow.erase_contact(office, PLANNER, establishment=id_of(office))


def register(office):
    with office.store.read() as connection:
        return establishments.read_establishments(connection)


def test_the_name_is_in_no_table_no_file_and_no_backup(office, tmp_path):
    workflow.write_reviews(office, PLANNER, with_contacts=True)
    workflow.export_contact(office, PLANNER, establishment=id_of(office))
    upload = write_rows(tmp_path / "3.xlsx", with_cells(FIRST))
    path = workflow.keep_upload(office, PLANNER, name="3.xlsx", content=upload.read_bytes(), suffixes=("xlsx",))
    workflow.propose_register(office, PLANNER, path=path, file_name="3.xlsx")
    keep_before_upgrade(office.settings.directory, office.store, "0001")
    held = {place.split("#")[0] for place in places_of(office, *WORDS)}
    assert {"contacts.owner_name", "contact_changes.before", "proposal_contacts.phone", "papers.content"} <= held
    assert {"upgrades/before-0001.backup", f"incoming/{path.name}"} <= held
    assert any(place.startswith("office.sqlite") for place in held)

    done = erase(office)

    assert done.is_wiped
    assert (done.contacts, done.changes, done.files) == (1, 2, 2)
    assert places_of(office, *WORDS) == set()
    assert not is_in_backup(office, tmp_path / "fresh.backup", *WORDS)
    assert workflow.read_proposal(office, PLANNER) is None


def test_the_establishment_its_counts_and_the_other_owners_stay(office):
    before, coverage, steps = (
        register(office),
        workflow.read_coverage(office, PLANNER),
        workflow.list_steps(office, PLANNER),
    )
    targets, kept = workflow.read_targets(office, PLANNER), contacts(office)
    erase(office)
    assert register(office) == before
    assert workflow.read_coverage(office, PLANNER) == coverage
    assert workflow.read_targets(office, PLANNER) == targets
    assert workflow.list_steps(office, PLANNER) == steps
    assert contacts(office) == {id_: one for id_, one in kept.items() if id_ != id_of(office)}
    assert OTHER_NAME in {one.owner_name for one in contacts(office).values()}


def test_no_step_that_is_taken_back_brings_it_back(office):
    erase(office)
    newest = workflow.list_steps(office, PLANNER)[0].number
    assert workflow.undo_step(office, PLANNER, step=newest) == newest + 1
    assert places_of(office, *WORDS) == set()
    workflow.undo_step(office, PLANNER, step=newest + 1)
    workflow.undo_step(office, PLANNER, step=newest + 2)
    first = min(step.number for step in workflow.list_steps(office, PLANNER))
    gone = workflow.undo_step(office, PLANNER, step=first)
    workflow.undo_step(office, PLANNER, step=gone)
    assert id_of(office) not in contacts(office)
    assert OTHER_NAME in {one.owner_name for one in contacts(office).values()}
    assert places_of(office, *WORDS) == set()


def test_those_merged_with_it_go_along(office):
    card = next(
        one for one in workflow.list_problems(office, PLANNER)
        if one.issue.code == "duplicate_probable" and "merge" in {action.action for action in one.actions}
    )  # fmt: skip
    survivor = next(one.id for one in (card.establishment, card.other) if one.id != id_of(office))
    workflow.settle_problem(office, PLANNER, problem=card.id, action="merge", value=survivor)
    assert contacts(office)[survivor].phone == NEW_PHONE
    workflow.erase_contact(office, PLANNER, establishment=survivor)
    assert places_of(office, *WORDS) == set()
    merging = workflow.list_steps(office, PLANNER)[0].number
    workflow.undo_step(office, PLANNER, step=merging)
    assert places_of(office, *WORDS) == set()


def test_what_stands_in_notes_and_doubts_is_masked_alike_in_every_step(office, tmp_path):
    id_ = id_of(office)
    with office.store.write() as connection:
        # As an earlier version of the register's reader might have let it through.
        contact_traces.rewrite_entries(
            connection, [id_],
            lambda entry: replace(entry, establishment=replace(entry.establishment, notes=f"gọi {NEW_NAME.upper()}")),
        )  # fmt: skip
    erase(office)
    assert places_of(office, *WORDS, NEW_NAME.upper()) == set()
    newest = workflow.list_steps(office, PLANNER)[0].number
    workflow.undo_step(office, PLANNER, step=newest)
    assert next(one.notes for one in register(office) if one.id == id_) == "gọi •••"


def test_a_word_of_the_name_elsewhere_is_told(tmp_path):
    found = open_office(tmp_path / "office")
    both = FIRST | {(2, "Chủ cơ sở"): NAME, (2, "Điện thoại"): "0911111111"}
    take_in(found, write_rows(tmp_path / "1.xlsx", with_cells(both)))
    other = id_of(found, "Massage Bốn Mùa")
    assert erase(found).others == (other,)
    assert workflow.erase_contact(found, PLANNER, establishment=other).others == ()
    assert places_of(found, *WORDS) == set()
    found.store.close()


def test_the_export_holds_what_is_and_was_kept_and_its_log_nothing_of_it(office):
    id_ = id_of(office)
    paper = workflow.export_contact(office, PLANNER, establishment=id_)
    told = json.loads(workflow.read_paper(office, PLANNER, paper)[1])
    assert told["contacts"][id_]["owner_name"] == NEW_NAME
    assert [step["after"]["phone"] for step in told["steps"]] == [PHONE, NEW_PHONE]
    assert OTHER_NAME not in json.dumps(told, ensure_ascii=False)
    workflow.erase_contact(office, PLANNER, establishment=id_)
    with office.store.read() as connection:
        assert papers.read_paper(connection, paper) is None
        rows = {row.action: row for row in audit.read_audit(connection, limit=20)}
        assert audit.verify_chain(connection) is None
    assert (rows["contacts.erase"].object, rows["contacts.export"].object) == (id_, id_)
    assert rows["contacts.erase"].details == {"contacts": 1, "changes": 2, "papers": 1}
    with pytest.raises(ConflictError) as caught:
        workflow.export_contact(office, PLANNER, establishment=id_)
    assert caught.value.code == "retention.no_contact"


def test_a_task_that_may_read_a_file_is_waited_for(office):
    with office.store.write() as connection:
        jobs.add_job(connection, Job(id="j", kind="register", params={}, account="thu", created_at=datetime.now(UTC)))
    with pytest.raises(ConflictError) as caught:
        erase(office)
    assert caught.value.code == "retention.busy"
    assert contacts(office)[id_of(office)].owner_name == NEW_NAME


@pytest.mark.parametrize("role", [AccountRole.LEADER, AccountRole.TEAM, AccountRole.ADMINISTRATOR])
def test_only_a_planner_exports_and_erases(office, role):
    actor = Actor(account="x", role=role, team="T1" if role is AccountRole.TEAM else None)
    for act in (workflow.export_contact, workflow.erase_contact):
        with pytest.raises(NotAllowedError):
            act(office, actor, establishment=id_of(office))
    assert contacts(office)[id_of(office)].owner_name == NEW_NAME


def test_what_is_not_in_the_register_is_refused(office):
    with pytest.raises(ConflictError) as caught:
        workflow.erase_contact(office, PLANNER, establishment="E99999")
    assert caught.value.code == "owner.unknown"


def test_while_somebody_reads_it_says_that_the_log_is_not_empty_and_a_second_time_ends_it(
    office_dir, tmp_path, monkeypatch
):
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_S", 0.2)
    with copied_office(office_dir, tmp_path / "office") as office:
        with office.store.read() as connection:
            establishments.read_contacts(connection)
            assert not erase(office).is_wiped
        assert erase(office).is_wiped
        assert places_of(office, *WORDS) == set()
