"""Who was in scope of a year and is not now: by a frame of the year, or by a day of it at work."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from results_office import ROUND, sealed_office

from domain.establishments import Decision, Status
from domain.register_steps import RegisterChange, RegisterEntry, RegisterStep, StepKind
from planner.coverage import Registered
from planner.selection.formats import frame_csv, read_frame
from store import establishments, register_steps, rounds
from workflow.year_register import in_scope_of_year

ZONE = timezone(timedelta(hours=7))
MAY = datetime(2027, 5, 3, 2, tzinfo=UTC)


@pytest.fixture
def office(tmp_path):
    found = sealed_office(tmp_path, shifts=1, stops=2, others=2)
    yield found
    found.store.close()


def register(office):
    with office.store.read() as connection:
        return {one.id: one for one in establishments.read_establishments(connection)}


def step(office, at, id_, **change):
    """Change an establishment by a step; one that is not known begins as a copy of another."""
    known = register(office)
    before = known.get(id_)
    after = replace(before or replace(known["N000"], id=id_, entity_id=f"e-{id_}"), **change)
    told = RegisterChange(
        establishment_id=id_, before=RegisterEntry(establishment=before) if before else None,
        after=RegisterEntry(establishment=after),
    )  # fmt: skip
    with office.store.write() as connection:
        register_steps.take_step(
            connection,
            RegisterStep(
                number=0, kind=StepKind.IMPORT, at=at, account="thu", file_name="2.xlsx", digest="0" * 64, rows_read=1
            ),
            changes=[told], contacts=(), file_issues=(),
        )  # fmt: skip


def of_year(office, year):
    with office.store.read() as connection:
        rows = establishments.read_establishments(connection)
        return {one.id: one for one in in_scope_of_year(connection, rows, year=year, zone=ZONE)}


def test_whoever_stood_in_a_frame_counts_in_its_year_though_closed_since_and_merged_rows_as_one(office):
    step(office, MAY, "E000", status=Status.CLOSED)
    step(office, MAY, "N001", merged_into="N000")
    with office.store.read() as connection:
        framed = {row.id for row in read_frame(rounds.read_frame(connection, ROUND)[0])}
    assert set(of_year(office, 2027)) == framed - {"N001"}
    assert of_year(office, 2026) == {} == of_year(office, 2028)


def test_of_two_frames_the_newest_says_which_type_it_was(office):
    with office.store.write() as connection:
        csv, digest, at = rounds.read_frame(connection, ROUND)
        first = rounds.read_round(connection, ROUND)
        for id_, days, kind in (("D2027-02", 30, "BAR"), ("D2027-00", -30, "SPA")):
            rows = [replace(row, type=kind) for row in read_frame(csv) if row.id == "E001"]
            rounds.save_round(connection, replace(first, id=id_))
            rounds.save_frame(connection, id_, csv=frame_csv(rows), digest=digest, frozen_at=at + timedelta(days=days))
    assert of_year(office, 2027)["E001"].type == "BAR"


def test_whoever_was_at_work_on_a_day_of_the_year_counts_without_a_frame(office):
    step(office, datetime(2027, 12, 31, 16, tzinfo=UTC), "X001")
    step(office, datetime(2027, 12, 31, 18, tzinfo=UTC), "X001", status=Status.CLOSED)
    step(office, datetime(2029, 2, 1, tzinfo=UTC), "X001", status=Status.CLOSED, notes="đã nghỉ")
    known = register(office)["X001"]
    wanted = {"X001": Registered(id="X001", commune=known.commune_now.code, type=known.type)}
    assert of_year(office, 2027)["X001"] == wanted["X001"]
    # 18:00 UTC is the first of January here: it was at work until that step.
    assert of_year(office, 2028) == wanted
    assert of_year(office, 2029) == {}


def test_whoever_was_rejected_since_was_never_in_scope(office):
    step(office, MAY, "X001")
    step(office, MAY, "X001", decision=Decision.REJECTED)
    assert "X001" not in of_year(office, 2027)
