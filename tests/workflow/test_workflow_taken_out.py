"""What took somebody out of a frame lately, from real steps of the register and real lists of inspections."""

from datetime import timedelta
from pathlib import Path

import pytest
from register_office import HEAD, PLANNER, ROWS, open_office, take_in, with_cells, write_rows

import workflow
from domain.inspections import Inspection
from domain.rounds import SamplingRule
from workflow.frames import frame_on
from workflow.taken_out import list_taken_out


@pytest.fixture
def workspace(tmp_path: Path):
    """Return the small office with its first file taken in."""
    found = open_office(tmp_path / "office")
    take_in(found, write_rows(tmp_path / "first.xlsx"))
    yield found
    found.store.close()


def events(workspace, *, later: timedelta = timedelta(0)):
    at = workflow.read_now(workspace) + later
    frame = frame_on(workspace, rule=SamplingRule(), on=at.date())
    return list_taken_out(workspace, frame, at=at)


def test_a_first_file_takes_nobody_out(workspace):
    assert events(workspace) == ()


def test_a_closure_and_a_new_type_are_named_with_who_and_by_what(workspace, tmp_path):
    changed = with_cells({(1, "Tình trạng"): "Đã đóng cửa", (2, "Loại hình"): "Karaoke"})
    take_in(workspace, write_rows(tmp_path / "second.xlsx", changed))
    found = events(workspace)
    assert [(e.code, e.name) for e in found] == [
        ("closed", "Nhà nghỉ Biển Nhớ"), ("type_changed", "Massage Bốn Mùa"),
    ]  # fmt: skip
    assert {(e.account, e.document) for e in found} == {(PLANNER.account, "second.xlsx")}
    assert found[1].after == "KARAOKE" != found[1].before
    assert events(workspace, later=timedelta(days=61)) == ()


def test_what_was_taken_back_is_no_event(workspace, tmp_path):
    take_in(workspace, write_rows(tmp_path / "second.xlsx", with_cells({(1, "Tình trạng"): "Đã đóng cửa"})))
    steps = workflow.list_steps(workspace, PLANNER)
    workflow.undo_step(workspace, PLANNER, step=steps[0].number)
    assert events(workspace) == ()


def test_an_inspection_of_these_days_exempts_and_names_its_minutes(workspace):
    from store.establishments import read_establishments

    with workspace.store.read() as connection:
        first = next(e for e in read_establishments(connection) if e.is_in_scope)
    on = workflow.read_now(workspace).date() - timedelta(days=10)
    done = [Inspection(id="I1", establishment_id=first.id, agency="police", on=on, is_full=True, minutes_no="9/BB")]
    workflow.record_history(workspace, PLANNER, done=done, complaints=())
    (event,) = events(workspace)
    assert (event.code, event.establishment_id, event.account, event.document) == ("exempt", first.id, "police", "9/BB")


def test_the_rows_of_the_small_office_are_what_these_tests_count_on():
    assert HEAD.index("Tình trạng") == 8 and ROWS[1][0] == "Nhà nghỉ Biển Nhớ"
