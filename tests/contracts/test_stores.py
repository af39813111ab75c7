"""What every store keeps and refuses, the same on SQLite and on PostgreSQL.

PostgreSQL runs when INSPECTION_TEST_POSTGRES holds the address of a database
in which the tests may make and drop schemas.
"""

import shutil
import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
import store_values as values
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy.exc import IntegrityError

from domain.accounts import AccountRole
from domain.errors import ConflictError, InputError, ServiceError
from domain.register_steps import ContactChange, RegisterChange, RegisterStep, StepKind
from domain.rounds import RoundStatus
from domain.visits import CheckAnswer, ResultState
from store import (
    accounts,
    audit,
    establishments,
    inspections,
    jobs,
    offices,
    open_store,
    papers,
    places,
    plans,
    proposals,
    register_steps,
    remedies,
    results,
    rounds,
    sessions,
    teams,
    throttle,
)
from store.opening import migrate, read_url
from store.tables import CONTACTS, ENTITIES, ESTABLISHMENTS, ISSUES, METADATA, READINGS

AT = datetime(2027, 3, 1, 1, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def store(url, empty_database):
    address = sa.make_url(url)
    if address.get_backend_name() == "sqlite":
        shutil.copy(empty_database, address.database)
    opened = open_store(url)
    yield opened
    opened.close()


def step(**more):
    return RegisterStep(**({"number": 0, "kind": StepKind.IMPORT, "at": AT, "account": "an"} | more))


def changed(connection, **after):
    """Return the changes that put these entries, or None, in the place of what is kept."""
    before = establishments.read_entries(connection)
    return [
        RegisterChange(establishment_id=id_.replace("_", "-"), before=before.get(id_.replace("_", "-")), after=entry)
        for id_, entry in after.items()
    ]


def save_register(connection, **more):
    kept = establishments.read_contacts(connection)
    return register_steps.take_step(
        connection,
        step(file_name="danh sách.xlsx", digest="0" * 64, rows_read=2, **more),
        changes=changed(connection, cs_2=values.ENTRIES["cs-2"], cs_10=values.ENTRIES["cs-10"]),
        contacts=[
            ContactChange(establishment_id=id_, before=kept.get(id_), after=one) for id_, one in values.CONTACTS.items()
        ],
        file_issues=values.FILE_ISSUES,
    )


def register_rows(connection):
    """Return every row of the tables that a step changes, contacts and entities among them."""
    tables = (ESTABLISHMENTS, ENTITIES, READINGS, CONTACTS)
    rows = {table.name: sorted(map(str, connection.execute(sa.select(table)))) for table in tables}
    of_rows = sa.select(ISSUES).where(ISSUES.c.establishment_id.is_not(None))
    return rows | {"issues": sorted(map(str, connection.execute(of_rows)))}


# What is saved comes back, from another transaction, equal in every field.


def test_an_empty_store_has_nothing(store):
    with store.read() as connection:
        assert offices.read_office(connection) is None
        assert offices.read_rule(connection) is None
        assert register_steps.last_import(connection) is None
        assert register_steps.last_number(connection) == 0
        assert register_steps.last_id(connection) == ""
        assert proposals.read_proposal(connection, StepKind.IMPORT) is None
        assert establishments.read_establishments(connection) == ()
        assert rounds.read_round(connection, "r1") is None
        assert rounds.read_frame(connection, "r1") is None
        assert rounds.read_sample(connection, "r1") is None
        assert plans.read_plan(connection, "r1") is None
        assert papers.read_paper(connection, "p1") is None
        assert audit.verify_chain(connection) is None


def test_office_and_rule_come_back_and_are_replaced(store):
    with store.write() as connection:
        offices.save_office(connection, values.OFFICE)
        offices.save_rule(connection, values.RULE)
    with store.read() as connection:
        assert offices.read_office(connection) == values.OFFICE
        assert offices.read_office(connection).demo_at.utcoffset() == timedelta(0)
        assert offices.read_rule(connection) == values.RULE
    other = replace(values.OFFICE, id="real", demo_at=None, is_schematic=False)
    with store.write() as connection:
        offices.save_office(connection, other)
        offices.save_rule(connection, replace(values.RULE, rate_bp=6000))
    with store.read() as connection:
        assert offices.read_office(connection) == other
        assert offices.read_rule(connection).rate_bp == 6000


@pytest.mark.parametrize(
    ("save", "read", "whole"),
    [
        (places.save_vintages, places.read_vintages, values.VINTAGES),
        (places.save_communes, places.read_communes, values.COMMUNES),
        (places.save_successions, places.read_successions, values.SUCCESSIONS),
        (places.save_hamlets, places.read_hamlets, values.HAMLETS),
        (places.save_landmarks, places.read_landmarks, values.LANDMARKS),
        (teams.save_teams, teams.read_teams, values.TEAMS),
    ],
)
def test_lists_keep_their_order_and_are_replaced_whole(store, save, read, whole):
    with store.write() as connection:
        save(connection, whole)
    with store.read() as connection:
        assert read(connection) == whole
    with store.write() as connection:
        save(connection, whole[1:])
    with store.read() as connection:
        assert read(connection) == whole[1:]


def test_shifts_are_read_by_day_both_ends_included(store):
    second, first = values.SHIFTS
    with store.write() as connection:
        teams.save_shifts(connection, values.SHIFTS)
    with store.read() as connection:
        assert teams.read_shifts(connection, first=date(2027, 3, 1), last=date(2027, 3, 2)) == (first, second)
        assert teams.read_shifts(connection, first=date(2027, 3, 2), last=date(2027, 3, 9)) == (second,)
        assert teams.read_shifts(connection, first=date(2027, 3, 3), last=date(2027, 3, 9)) == ()


def test_the_register_comes_back_sorted_by_id(store):
    with store.write() as connection:
        taken = save_register(connection)
    with store.read() as connection:
        # Text order, as Python and the draw have it: "cs-10" < "cs-2".
        assert establishments.read_establishments(connection) == values.ESTABLISHMENTS[::-1]
        assert establishments.read_entities(connection) == values.ENTITIES
        assert establishments.read_contacts(connection) == values.CONTACTS
        assert list(establishments.read_entries(connection).items()) == sorted(values.ENTRIES.items())
        assert list(establishments.read_entries(connection, ["cs-2", "none"])) == ["cs-2"]
        assert establishments.read_kept_issues(connection) == values.ISSUES
        (of_file,) = register_steps.read_file_issues(connection, taken.number)
        assert of_file == replace(values.FILE_ISSUES[0], id="1:f1")


def test_a_step_changes_what_it_names_and_nothing_else(store):
    with store.write() as connection:
        save_register(connection)
        other = replace(values.ENTRIES["cs-2"], establishment=replace(values.ESTABLISHMENTS[0], name="Đỗ Quyên 2"))
        taken = register_steps.take_step(
            connection, step(kind=StepKind.MEND, note="set_name"), changes=changed(connection, cs_2=other)
        )
    with store.read() as connection:
        assert establishments.read_entries(connection) == values.ENTRIES | {"cs-2": other}
        assert establishments.read_contacts(connection) == values.CONTACTS
        assert [one.name for one in establishments.read_entities(connection)] == ["", "Đỗ Quyên 2"]
        (change,) = register_steps.read_changes(connection, taken.number)
        assert (change.before, change.after) == (values.ENTRIES["cs-2"], other)
        assert register_steps.read_touches(connection) == {1: {"cs-2", "cs-10"}, 2: {"cs-2"}}
        assert [(one.added, one.changed) for one in register_steps.read_steps(connection)] == [(2, 0), (0, 1)]


def test_a_row_that_only_stands_elsewhere_is_touched_and_not_changed(store):
    moved = replace(values.ENTRIES["cs-2"], establishment=replace(values.ESTABLISHMENTS[0], source_row=99))
    with store.write() as connection:
        save_register(connection)
        taken = register_steps.take_step(connection, step(), changes=changed(connection, cs_2=moved))
        assert (taken.added, taken.changed) == (0, 0)
        assert register_steps.read_touches(connection)[2] == {"cs-2"}


def test_undoing_brings_back_the_very_rows_and_undoing_that_does_it_again(store):
    with store.write() as connection:
        empty = register_rows(connection)
        save_register(connection)
        full = register_rows(connection)
        undone = register_steps.undo_step(connection, 1, at=AT, account="an")
        assert register_rows(connection) == empty
        assert (undone.number, undone.kind, undone.undoes, undone.note) == (2, StepKind.UNDO, 1, "import")
        assert register_steps.last_import(connection) is None
        # An id is never given again, though nobody has it any more.
        assert register_steps.last_id(connection) == "cs-2"
        register_steps.undo_step(connection, 2, at=AT, account="an")
        assert register_rows(connection) == full
        assert [one.undone_by for one in register_steps.read_steps(connection)] == [None, 3, None]


def test_a_step_is_not_undone_under_a_later_one_or_twice(store):
    with store.write() as connection:
        save_register(connection)
        other = replace(values.ENTRIES["cs-10"], issues=())
        register_steps.take_step(connection, step(kind=StepKind.MEND), changes=changed(connection, cs_10=other))
    with pytest.raises(ConflictError) as refused, store.write() as connection:
        register_steps.undo_step(connection, 1, at=AT, account="an")
    assert (refused.value.code, refused.value.params) == (
        "register.changed_since",
        {"step": 1, "later": 2, "count": 1},
    )
    with store.write() as connection:
        register_steps.undo_step(connection, 2, at=AT, account="an")
    with pytest.raises(ConflictError, match=r"register\.undone"), store.write() as connection:
        register_steps.undo_step(connection, 2, at=AT, account="an")
    with pytest.raises(ConflictError, match=r"register\.no_step"), store.write() as connection:
        register_steps.undo_step(connection, 9, at=AT, account="an")
    with store.write() as connection:
        register_steps.undo_step(connection, 1, at=AT, account="an")
        assert establishments.read_establishments(connection) == ()


def test_a_mend_comes_not_back_onto_a_row_that_is_another_by_now(store):
    """Mended twice, both taken back, the second again: its row would hold the first mend, which is undone."""
    with store.write() as connection:
        save_register(connection)
        for rooms in (3, 4):
            one = replace(values.ENTRIES["cs-2"], establishment=replace(values.ESTABLISHMENTS[0], rooms=rooms))
            register_steps.take_step(connection, step(kind=StepKind.MEND), changes=changed(connection, cs_2=one))
        register_steps.undo_step(connection, 3, at=AT, account="an")
        register_steps.undo_step(connection, 2, at=AT, account="an")
    with pytest.raises(ConflictError, match=r"register\.changed_since"), store.write() as connection:
        register_steps.undo_step(connection, 4, at=AT, account="an")


@pytest.mark.parametrize("used", ["inspection", "complaint"])
def test_an_added_establishment_that_was_inspected_stays(store, used):
    with store.write() as connection:
        save_register(connection)
        if used == "inspection":
            inspections.add_inspections(connection, values.INSPECTIONS)
        else:
            inspections.add_complaints(connection, values.COMPLAINTS)
    with pytest.raises(ConflictError, match=r"register\.inspected_since"), store.write() as connection:
        register_steps.undo_step(connection, 1, at=AT, account="an")


def test_the_last_import_in_force_counts_whatever_its_clock_says(store):
    with store.write() as connection:
        save_register(connection)
        later = register_steps.take_step(connection, step(at=AT - MINUTE, rows_read=3), changes=[])
        assert register_steps.last_import(connection) == later
        register_steps.take_step(connection, step(kind=StepKind.REVIEW), changes=[])
        register_steps.undo_step(connection, later.number, at=AT, account="an")
        assert register_steps.last_import(connection).rows_read == 2


def test_a_proposal_replaces_the_one_before_with_its_contacts(store):
    first = proposals.KeptProposal(
        kind=StepKind.IMPORT, id="p1", made_at=AT, account="an", path="x.xlsx", base_step=0, view="{}", content="[1]"
    )
    second = replace(first, id="p2")
    with store.write() as connection:
        proposals.save_proposal(connection, first, contacts={"S!2": ("Trần Thị B", "0912345678")})
        proposals.save_proposal(connection, second, contacts={"S!3": ("", "0987654321")})
        assert proposals.read_proposal(connection, StepKind.IMPORT) == second
        assert proposals.read_proposal(connection, StepKind.REVIEW) is None
        assert proposals.read_proposal_contacts(connection, StepKind.IMPORT) == {"S!3": ("", "0987654321")}
        proposals.drop_proposal(connection, StepKind.IMPORT)
        assert proposals.read_proposal(connection, StepKind.IMPORT) is None
        assert proposals.read_proposal_contacts(connection, StepKind.IMPORT) == {}


def test_a_mapped_column_is_remembered_until_it_is_forgotten(store):
    with store.write() as connection:
        proposals.save_mapping(connection, header="ten goi", field="name")
        proposals.save_mapping(connection, header="ghi", field="")
        proposals.save_mapping(connection, header="ghi", field="notes")
        assert proposals.read_mappings(connection) == {"ghi": "notes", "ten goi": "name"}
        proposals.forget_mapping(connection, header="ghi")
        assert proposals.read_mappings(connection) == {"ten goi": "name"}


def test_the_same_inspection_or_complaint_twice_changes_nothing(store):
    with store.write() as connection:
        inspections.add_inspections(connection, values.INSPECTIONS)
        inspections.add_complaints(connection, values.COMPLAINTS)
    with store.write() as connection:
        inspections.add_inspections(connection, [replace(values.INSPECTIONS[0], minutes_no="x")])
        inspections.add_inspections(connection, [replace(values.INSPECTIONS[0], id="i3")] * 2)
        inspections.add_inspections(connection, [])
        inspections.add_complaints(connection, values.COMPLAINTS)
    with store.read() as connection:
        full, other = values.INSPECTIONS
        assert inspections.read_inspections(connection) == (other, full, replace(full, id="i3"))
        assert inspections.read_complaints(connection) == values.COMPLAINTS


def test_an_inspection_made_from_results_is_replaced_or_taken_away(store):
    full, other = values.INSPECTIONS
    with store.write() as connection:
        inspections.add_inspections(connection, values.INSPECTIONS)
        inspections.replace_inspection(connection, full.id, replace(full, minutes_no="13/BB"))
        inspections.replace_inspection(connection, "new", replace(full, id="new"))
        inspections.replace_inspection(connection, other.id, None)
    with store.read() as connection:
        assert inspections.find_inspection(connection, full.id).minutes_no == "13/BB"
        assert inspections.find_inspection(connection, "new") == replace(full, id="new")
        assert inspections.find_inspection(connection, other.id) is None


def test_a_new_complaint_gets_the_next_number_of_its_year(store):
    first = replace(values.COMPLAINTS[1], id="")
    with store.write() as connection:
        inspections.add_complaints(connection, [replace(first, id="PA-2027-0041"), replace(first, id="PA-2027-x")])
        assert inspections.open_complaint(connection, first).id == "PA-2027-0042"
        assert inspections.open_complaint(connection, replace(first, received_on=date(2026, 1, 1))).id == "PA-2026-0001"


def test_a_remedy_comes_back_with_its_history_and_is_replaced(store):
    with store.write() as connection:
        for remedy in values.REMEDIES:
            remedies.save_remedy(connection, remedy)
        remedies.save_remedy(connection, replace(values.REMEDIES[0], document="06/BC"))
    with store.read() as connection:
        changed_, open_ = replace(values.REMEDIES[0], document="06/BC"), values.REMEDIES[1]
        assert remedies.read_remedies(connection) == (changed_, open_)
        assert remedies.read_remedies(connection, "i2") == (changed_, open_)
        assert remedies.read_remedies(connection, "i1") == ()


def test_received_results_come_back_whole_and_only_their_state_changes(store):
    with store.write() as connection:
        rounds.save_round(connection, values.ROUND)
        results.lock_results(connection)
        assert tuple(results.add_result(connection, replace(one, number=0)) for one in values.RESULTS) == values.RESULTS
        results.update_state(connection, "k1", ResultState.SUPERSEDED)
        results.add_choice(connection, values.CHOICE)
    first, second = replace(values.RESULTS[0], state=ResultState.SUPERSEDED), values.RESULTS[1]
    with store.read() as connection:
        assert results.read_results(connection, "r1") == (first, second)
        assert results.read_results(connection, "r1", shift="a", stops=["cs-2"]) == (first,)
        assert results.read_results(connection, "r1", shift="b") == results.read_results(connection, "r2") == ()
        assert results.find_result(connection, "k2") == second
        assert results.find_result(connection, "k3") is None
        assert type(results.find_result(connection, "k1").result.checks["fire"]) is CheckAnswer
        assert results.read_choices(connection, "r1") == (values.CHOICE,)


def test_a_result_is_received_once(store):
    with store.write() as connection:
        rounds.save_round(connection, values.ROUND)
        results.add_result(connection, values.RESULTS[0])
    with pytest.raises(IntegrityError), store.write() as connection:
        results.add_result(connection, values.RESULTS[0])


# Rounds: one frame, one draw, versions of a plan.


@pytest.fixture
def drawn(store):
    with store.write() as connection:
        rounds.save_round(connection, values.ROUND)
        rounds.save_frame(connection, "r1", csv="id;xã\n", digest="f" * 64, frozen_at=AT)
        rounds.save_sample(connection, "r1", values.SAMPLE)
    return store


def test_a_round_is_kept_and_changed(store):
    earlier = replace(values.ROUND, id="r0", starts_on=date(2027, 1, 1), decision_on=None, frozen_on=None)
    closed = replace(values.ROUND, status=RoundStatus.CLOSED)
    with store.write() as connection:
        rounds.save_round(connection, values.ROUND)
        rounds.save_round(connection, earlier)
        assert rounds.read_round(connection, "r1") == values.ROUND
        rounds.save_round(connection, closed)
    with store.read() as connection:
        assert rounds.list_rounds(connection) == (earlier, closed)


def test_a_frame_may_be_frozen_anew_until_the_draw(store):
    with store.write() as connection:
        rounds.save_round(connection, values.ROUND)
        rounds.save_frame(connection, "r1", csv="a", digest="1", frozen_at=AT)
        rounds.save_frame(connection, "r1", csv="b", digest="2", frozen_at=AT + MINUTE)
        assert rounds.read_frame(connection, "r1") == ("b", "2", AT + MINUTE)
        rounds.save_sample(connection, "r1", values.SAMPLE)
    with pytest.raises(ConflictError, match=r"draw\.already"), store.write() as connection:
        rounds.save_frame(connection, "r1", csv="c", digest="3", frozen_at=AT)


def test_a_sample_comes_back_whole_and_is_never_drawn_again(drawn):
    with drawn.read() as connection:
        assert rounds.read_sample(connection, "r1") == values.SAMPLE
    with pytest.raises(ConflictError) as refused, drawn.write() as connection:
        rounds.save_sample(connection, "r1", replace(values.SAMPLE, seed="1" * 64))
    assert (refused.value.code, refused.value.params) == ("draw.already", {"round": "r1"})
    with drawn.read() as connection:
        assert rounds.read_sample(connection, "r1") == values.SAMPLE


def test_a_sample_needs_its_round(store):
    with pytest.raises(IntegrityError), store.write() as connection:
        rounds.save_sample(connection, "r1", values.SAMPLE)


def test_plans_come_back_by_version_and_the_latest_by_default(drawn):
    second = replace(values.PLAN, version=10, sealed_at=None, reveal_at=())
    with drawn.write() as connection:
        plans.save_plan(connection, second, lines={})
        plans.save_plan(connection, values.PLAN, lines=values.LINES)
    with drawn.read() as connection:
        assert plans.read_plan(connection, "r1") == second
        assert plans.read_plan(connection, "r1", 1) == values.PLAN
        assert plans.read_plan(connection, "r1", 2) is None
        assert plans.read_lines(connection, "r1", 1) == {"a": ((106.16, 11.55), (106.2, 11.6)), "b": ()}
        assert plans.read_lines(connection, "r1", 10) == {}


def test_a_version_is_written_once(drawn):
    with drawn.write() as connection:
        plans.save_plan(connection, values.PLAN, lines=values.LINES)
    with pytest.raises(ConflictError) as refused, drawn.write() as connection:
        plans.save_plan(connection, replace(values.PLAN, input_digest="0" * 64), lines={})
    assert (refused.value.code, refused.value.params) == ("plan.version", {"round": "r1", "version": 1})
    with drawn.read() as connection:
        assert plans.read_plan(connection, "r1") == values.PLAN


def test_a_seal_changes_nothing_but_itself(drawn):
    draft = replace(values.PLAN, sealed_at=None, reveal_at=())
    with drawn.write() as connection:
        plans.save_plan(connection, draft, lines=values.LINES)
        plans.update_seal(connection, "r1", 1, sealed_at=AT, reveal_at=(("a", AT + MINUTE),))
    with drawn.read() as connection:
        assert plans.read_plan(connection, "r1") == replace(draft, sealed_at=AT, reveal_at=(("a", AT + MINUTE),))
    with pytest.raises(InputError, match=r"plan\.unknown"), drawn.write() as connection:
        plans.update_seal(connection, "r1", 2, sealed_at=AT, reveal_at=())


def test_papers_come_back_byte_for_byte(drawn):
    paper = papers.Paper(
        id="p1",
        round_id="r1",
        kind="plan_workbook",
        audience="planner",
        file_name="Kế hoạch.xlsx",
        media_type="application/octet-stream",
        made_at=AT,
        digest="0" * 64,
    )
    content = bytes(range(256)) * 3
    loose = replace(paper, id="p0", round_id=None, made_at=AT + MINUTE)
    with drawn.write() as connection:
        papers.save_paper(connection, paper, b"before")
        papers.save_paper(connection, loose, b"")
        papers.save_paper(connection, paper, content)
    with drawn.read() as connection:
        assert papers.read_paper(connection, "p1") == (replace(paper, size=768), content)
        assert papers.list_papers(connection) == (replace(paper, size=768), loose)
        assert papers.list_papers(connection, "r1") == (replace(paper, size=768),)


# Jobs.


def job(key, kind="plan_round"):
    return jobs.Job(id=key, kind=kind, params={"round": "r1", "seconds": 3}, account="planner", created_at=AT)


def test_a_job_runs_through_its_states(store):
    with store.write() as connection:
        jobs.add_job(connection, job("z"))
        jobs.add_job(connection, job("a"))
        assert jobs.latest_job(connection, "plan_round") == job("a")
        assert jobs.latest_job(connection, "other") is None
    with store.write() as connection:
        taken = jobs.claim_job(connection, worker="w1", now=AT + MINUTE)
        assert taken == replace(job("z"), state=jobs.JobState.RUNNING, heartbeat_at=AT + MINUTE)
        jobs.update_progress(connection, "z", step="route", done=3, total=9, now=AT + 2 * MINUTE)
        jobs.finish_job(connection, "z", result={"plan": 1}, now=AT + 3 * MINUTE)
    with store.read() as connection:
        assert jobs.read_job(connection, "z") == replace(
            job("z"),
            state=jobs.JobState.DONE,
            step="route",
            done=3,
            total=9,
            result={"plan": 1},
            heartbeat_at=AT + 3 * MINUTE,
        )
    with store.write() as connection:
        assert jobs.claim_job(connection, worker="w1", now=AT).id == "a"
        assert jobs.claim_job(connection, worker="w2", now=AT) is None
        jobs.fail_job(connection, "a", code="rule.share", params={"percent": "120"}, now=AT)
        failed = jobs.read_job(connection, "a")
        assert (failed.state, failed.error_code, failed.error_params) == ("failed", "rule.share", {"percent": "120"})


def test_a_waiting_job_stops_at_once_and_a_running_one_hears_it(store):
    with store.write() as connection:
        for key in ("a", "b"):
            jobs.add_job(connection, job(key))
        jobs.claim_job(connection, worker="w", now=AT)
        assert not jobs.is_stop_requested(connection, "a")
        jobs.request_stop(connection, "a")
        jobs.request_stop(connection, "b")
        assert jobs.is_stop_requested(connection, "a")
        assert jobs.read_job(connection, "a").state is jobs.JobState.RUNNING
        assert jobs.read_job(connection, "b").state is jobs.JobState.STOPPED
        assert jobs.claim_job(connection, worker="w", now=AT) is None
        jobs.stop_job(connection, "a", now=AT)
        assert jobs.read_job(connection, "a").state is jobs.JobState.STOPPED


def test_a_silent_worker_loses_its_job_and_cannot_finish_it(store):
    with store.write() as connection:
        for key in ("silent", "lively", "waiting"):
            jobs.add_job(connection, job(key))
        jobs.claim_job(connection, worker="w1", now=AT)
        jobs.claim_job(connection, worker="w2", now=AT + MINUTE)
        # Heard at AT + 0 and AT + 1 minute; silent means before AT + 1 minute.
        assert jobs.fail_stale_jobs(connection, before=AT + MINUTE, now=AT + 2 * MINUTE) == 1
    with pytest.raises(ConflictError, match=r"job\.not_running"), store.write() as connection:
        offices.save_office(connection, values.OFFICE)
        jobs.finish_job(connection, "silent", result={}, now=AT)
    with store.read() as connection:
        assert jobs.read_job(connection, "silent").error_code == "job.worker_lost"
        assert jobs.read_job(connection, "lively").state is jobs.JobState.RUNNING
        assert jobs.read_job(connection, "waiting").state is jobs.JobState.QUEUED
        assert offices.read_office(connection) is None


# Audit.


def entry(action, **details):
    return audit.AuditEntry(
        at=values.AT,
        account="planner",
        role=AccountRole.PLANNER,
        ip="::1",
        action=action,
        object="r1",
        outcome="ok",
        details=details,
    )


def test_audit_is_read_newest_first_and_its_chain_holds(store):
    for k in range(3):
        with store.write() as connection:
            audit.append_audit(connection, entry("sign_in", count=k))
    with store.read() as connection:
        assert audit.read_audit(connection, limit=2) == (entry("sign_in", count=2), entry("sign_in", count=1))
        assert audit.verify_chain(connection) is None


@pytest.mark.parametrize("change", ["UPDATE audit SET outcome = 'denied'", "DELETE FROM audit"])
def test_audit_refuses_to_change(store, change):
    with store.write() as connection:
        audit.append_audit(connection, entry("draw"))
    with pytest.raises(IntegrityError, match="append only"), store.write() as connection:
        connection.execute(sa.text(change))
    with store.read() as connection:
        assert audit.read_audit(connection, limit=9) == (entry("draw"),)


def test_threads_that_append_at_once_make_one_chain(store):
    def append():
        for _ in range(5):
            with store.write() as connection:
                audit.append_audit(connection, entry("view"))

    threads = [threading.Thread(target=append) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.read() as connection:
        assert len(audit.read_audit(connection, limit=99)) == 20
        assert audit.verify_chain(connection) is None


# Accounts, sessions, throttle.

ACCOUNT = accounts.Account(name="doan1", role=AccountRole.TEAM, team="t1", password_hash="$argon2id$x")
SESSION = sessions.WebSession(
    token_hash="ab", account="doan1", created_at=AT, last_seen_at=AT, expires_at=AT + 60 * MINUTE
)


def test_accounts_are_added_once_and_changed(store):
    with store.write() as connection:
        accounts.add_account(connection, ACCOUNT)
        accounts.add_account(connection, replace(ACCOUNT, name="an", role=AccountRole.LEADER, team=None))
        accounts.set_disabled(connection, "doan1", True)
        accounts.set_password_hash(connection, "doan1", "other")
    changed = replace(ACCOUNT, is_disabled=True, password_hash="other", must_change=True)
    with store.read() as connection:
        assert accounts.find_account(connection, "doan1") == changed
        assert accounts.find_account(connection, "DOAN1") is None
        assert [one.name for one in accounts.list_accounts(connection)] == ["an", "doan1"]
    with pytest.raises(ConflictError, match=r"account\.exists"), store.write() as connection:
        accounts.add_account(connection, ACCOUNT)
    with pytest.raises(InputError, match=r"account\.unknown"), store.write() as connection:
        accounts.set_disabled(connection, "nobody", False)


def test_sessions_begin_are_touched_and_end(store):
    other = replace(SESSION, token_hash="cd", expires_at=AT + 90 * MINUTE)
    with store.write() as connection:
        accounts.add_account(connection, ACCOUNT)
        sessions.add_session(connection, SESSION)
        sessions.add_session(connection, other)
        sessions.touch_session(connection, "ab", AT + MINUTE)
        assert sessions.find_session(connection, "ab") == replace(SESSION, last_seen_at=AT + MINUTE)
        # Expiring at the very instant counts as expired.
        sessions.delete_expired(connection, AT + 60 * MINUTE)
        assert sessions.find_session(connection, "ab") is None
        assert sessions.find_session(connection, "cd") == other
        sessions.delete_session(connection, "unknown")
        sessions.delete_sessions_of(connection, "doan1")
        assert sessions.find_session(connection, "cd") is None


def test_failures_are_counted_by_key_within_the_window(store):
    with store.write() as connection:
        for minutes in (0, 5, 20):
            throttle.record_failure(connection, "account:an", AT + minutes * MINUTE)
        throttle.record_failure(connection, "ip:::1", AT + 20 * MINUTE)
        assert throttle.count_failures(connection, "account:an", AT + 5 * MINUTE) == 2
        throttle.clear_failures(connection, "account:an")
        assert throttle.count_failures(connection, "account:an", AT) == 0
        assert throttle.count_failures(connection, "ip:::1", AT) == 1
        throttle.record_failure(connection, "ip:other", AT + timedelta(days=2))
        assert throttle.count_failures(connection, "ip:::1", AT) == 0


# Transactions.


def test_an_error_leaves_nothing_behind(store):
    with store.write() as connection:
        save_register(connection)
    with pytest.raises(ZeroDivisionError), store.write() as connection:
        register_steps.undo_step(connection, 1, at=AT, account="an")
        offices.save_office(connection, values.OFFICE)
        audit.append_audit(connection, entry("import"))
        raise ZeroDivisionError
    with store.read() as connection:
        assert establishments.read_contacts(connection) == values.CONTACTS
        assert len(establishments.read_establishments(connection)) == 2
        assert offices.read_office(connection) is None
        assert audit.read_audit(connection, limit=1) == ()


def test_a_reader_sees_one_moment(store):
    with store.read() as connection:
        assert offices.read_rule(connection) is None
        with store.write() as writer:
            offices.save_rule(writer, values.RULE)
        assert offices.read_rule(connection) is None
    with store.read() as connection:
        assert offices.read_rule(connection) == values.RULE


def test_a_reader_cannot_write(store):
    with pytest.raises(Exception, match=r"read.?only"), store.read() as connection:
        offices.save_rule(connection, values.RULE)
    with store.write() as connection:
        assert offices.read_rule(connection) is None


def test_an_instant_needs_a_time_zone(store):
    naive = replace(values.OFFICE, demo_at=datetime(2027, 3, 1))
    with pytest.raises(Exception, match="without a time zone"), store.write() as connection:
        offices.save_office(connection, naive)


# Migrations.


def differences(store):
    with store.read() as connection:
        return compare_metadata(MigrationContext.configure(connection), METADATA)


def primary_keys(connection):
    inspector = sa.inspect(connection)
    return {name: set(inspector.get_pk_constraint(name)["constrained_columns"]) for name in METADATA.tables}


def test_the_migrations_make_exactly_the_tables(store):
    assert differences(store) == []
    with store.read() as connection:
        assert primary_keys(connection) == {
            name: {column.name for column in table.primary_key} for name, table in METADATA.tables.items()
        }


def test_down_leaves_nothing_and_up_makes_all_again(url, store):
    with store.write() as connection:
        audit.append_audit(connection, entry("draw"))
    store.close()
    migrate(read_url(url), "base")
    with store.read() as connection:
        assert sa.inspect(connection).get_table_names() == ["alembic_version"]
    store.close()
    again = open_store(url)
    assert differences(again) == []
    with again.write() as connection:
        assert audit.read_audit(connection, limit=1) == ()
        audit.append_audit(connection, entry("draw"))
    with pytest.raises(IntegrityError, match="append only"), again.write() as connection:
        connection.execute(sa.text("DELETE FROM audit"))
    again.close()


def test_an_import_of_the_first_version_becomes_a_step_and_its_doubts_stay(url, store):
    with store.write() as connection:
        save_register(connection)
    store.close()
    migrate(read_url(url), "0001")
    doubt = {"rank": 0, "code": "type_unknown", "severity": "block", "sheet": "S", "row": 4, "column": "Loại"}
    with store.write() as connection:
        names = ", ".join(f'"{name}"' for name in doubt)
        marks = ", ".join(f":{name}" for name in doubt)
        insert = f"INSERT INTO issues ({names}, value, params, establishment_id) VALUES ({marks}, '?', '{{}}', 'cs-2')"
        connection.execute(sa.text(insert), doubt)
    store.close()
    again = open_store(url)
    assert differences(again) == []
    with again.read() as connection:
        (kept,) = establishments.read_entries(connection)["cs-2"].issues
        assert (kept.issue.code, kept.issue.row, kept.blocks) == ("type_unknown", 4, True)
        assert [one.file_name for one in register_steps.read_steps(connection)] == ["danh sách.xlsx"]
        assert establishments.read_establishments(connection)[1].name == "Karaoke Đỗ Quyên"
        contact = establishments.read_contacts(connection)["cs-2"]
        assert (contact.owner_name, contact.read_owner_name) == ("Trần Thị B", "Trần Thị B")
    with again.write() as connection:
        # Its rows were in no step, so their ids count all the same.
        assert register_steps.last_id(connection) == "cs-2"
        assert register_steps.take_step(connection, step(), changes=[]).number == 2
    again.close()


def test_a_store_of_a_later_version_is_left_alone(url, store):
    with store.write() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ServiceError, match=r"store\.newer"):
        open_store(url)


def test_opening_again_keeps_everything(url, store):
    with store.write() as connection:
        offices.save_office(connection, values.OFFICE)
    again = open_store(url)
    with again.read() as connection:
        assert offices.read_office(connection) == values.OFFICE
    again.close()
