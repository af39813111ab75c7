"""Other agencies' inspections: matched, confirmed, counted for the whole entity, taken back."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from register_office import PLANNER
from review_office import LEADER, open_office

import workflow
from domain.errors import ConflictError, InputError, NotAllowedError
from domain.establishments import Precision
from domain.inspections import Inspection
from domain.rounds import ReasonCode, Round, RoundStatus, SamplingRule
from planner.eligibility import build_frame
from store import establishments, inspections, rounds
from workflow.histories import visits_of
from workflow.workspace import Workspace

HEAD = ["Cơ quan", "Tên cơ sở", "Loại hình", "Xã", "MST", "Ngày kiểm tra", "Số biên bản"]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    found = open_office(tmp_path / "office")
    yield found
    found.store.close()


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write rows below the usual header."""

    def write(*rows: list, name: str = "list.xlsx") -> Path:
        book = openpyxl.Workbook()
        for row in (HEAD, *rows):
            book.active.append(row)
        book.save(tmp_path / name)
        return tmp_path / name

    return write


CA = ["Công an", "Karaoke Sao Đêm", "Karaoke", "Tân Hà", None, "10/06/2026", "12/BB"]
VH = ["Phòng VHTT", *CA[1:]]


def kept(workspace: Workspace) -> tuple[Inspection, ...]:
    with workspace.store.read() as connection:
        return inspections.read_inspections(connection)


def take(workspace: Workspace, path: Path, **more):
    return workflow.import_inspections(workspace, PLANNER, path=path, file_name=path.name, **more)


def test_a_preview_keeps_nothing_and_says_what_is_certain(workspace, write):
    unclear = ["Công an", "Karaoke Sao Đên", None, "Tân Hà", None, "11/06/2026", "13/BB"]
    nobody = ["Công an", "Quán Ba Tàu", None, "Tân Hà", None, "11/06/2026", "14/BB"]
    later = ["Công an", "Karaoke Sao Đêm", None, "Tân Hà", None, "11/06/2028", "15/BB"]
    path = write(CA, unclear, nobody, later)
    view = workflow.propose_inspections(workspace, PLANNER, path=path, file_name="x")
    assert [(row.certainty, row.is_blocked) for row in view.rows] == [
        ("certain", False), ("choose", False), ("unknown", False), ("certain", True),
    ]  # fmt: skip
    assert view.rows[1].candidates[0].establishment_id == "CS000004"
    assert [(issue.code, issue.row) for issue in view.issues] == [("inspection_date_in_future", 5)]
    assert kept(workspace) == ()


def test_only_certain_and_chosen_rows_come_in(workspace, write):
    unclear = ["Công an", "Sao Đên", None, "Tân Hà", None, "T6/2026", None]
    path = write(CA, unclear)
    assert take(workspace, path).left_out == 1
    done = take(workspace, path, choices={"Sheet!3": "CS000004"})
    assert (done.added, done.known, done.left_out) == (1, 1, 0)
    first, second = kept(workspace)
    assert (first.on, first.on_precision, first.counts) == (date(2026, 6, 1), Precision.MONTH, False)
    assert (second.on, second.minutes_no, second.agency, second.counts) == (date(2026, 6, 10), "12/BB", "CONG_AN", True)
    assert second.round_id is None
    with pytest.raises(InputError, match=r"inspections\.choice"):
        take(workspace, path, choices={"Sheet!3": "CS999999"})


def test_a_certain_row_can_be_left_out(workspace, write):
    assert take(workspace, write(CA), choices={"Sheet!2": ""}).left_out == 1
    assert kept(workspace) == ()


def test_the_same_file_twice_changes_nothing(workspace, write):
    path = write(CA)
    assert take(workspace, path).number == 1
    before = kept(workspace)
    again = take(workspace, path)
    assert (again.number, again.added, again.known) == (None, 0, 1)
    assert kept(workspace) == before
    assert len(workflow.read_history(workspace, PLANNER, year=2026).imports) == 1


def test_a_file_that_changed_after_the_preview_is_refused(workspace, write):
    view = workflow.propose_inspections(workspace, PLANNER, path=write(CA), file_name="x")
    with pytest.raises(ConflictError, match=r"inspections\.file_changed"):
        take(workspace, write(CA, VH), digest=view.digest)


def test_minutes_numbers_begin_anew_each_year(workspace, write):
    next_year = [*CA[:5], "10/02/2027", CA[6]]
    assert take(workspace, write(CA, next_year)).added == 2


def test_one_visit_on_two_agencies_lists_is_shown_once_and_goes_with_the_last(workspace, write):
    take(workspace, write(CA))
    take(workspace, write(VH, CA, name="both.xlsx"))
    (visit,) = workflow.read_history(workspace, PLANNER, year=2026).visits
    assert (visit.agencies, visit.minutes_nos, visit.exempts) == (("CONG_AN", "VAN_HOA"), ("12/BB",), True)
    assert workflow.undo_inspections(workspace, PLANNER, number=1) == 0  # the second list has it too
    assert len(kept(workspace)) == 2
    assert workflow.undo_inspections(workspace, PLANNER, number=2) == 2
    assert kept(workspace) == ()


def test_visits_are_one_by_day_or_by_minutes_and_never_over_establishments():
    one = Inspection(
        id="a", establishment_id="CS1", agency="CONG_AN", on=date(2026, 6, 10), is_full=True, minutes_no="12/BB"
    )
    same_day = replace(one, id="b", agency="Y_TE", minutes_no="")
    rough = replace(one, id="c", agency="QLTT", on=date(2026, 6, 1), on_precision=Precision.MONTH, minutes_no="12-bb")
    other_day = replace(one, id="d", on=date(2026, 6, 11), minutes_no="13")
    other_place = replace(one, id="e", establishment_id="CS2")
    other_year = replace(one, id="f", on=date(2025, 6, 10))
    groups = visits_of([other_year, other_place, other_day, rough, same_day, one])
    assert sorted(sorted(i.id for i in group) for group in groups) == [["a", "b", "c"], ["d"], ["e"], ["f"]]


def test_undo_takes_back_what_came_and_nothing_else(workspace, write):
    own = Inspection(
        id="KT-1", establishment_id="CS000001", agency="VAN_HOA", on=date(2026, 1, 5), is_full=True, minutes_no="1"
    )
    workflow.record_history(workspace, PLANNER, done=[own], complaints=[])
    take(workspace, write(CA))
    assert workflow.read_history(workspace, PLANNER, year=2026).may_undo == {1}
    assert workflow.undo_inspections(workspace, PLANNER, number=1) == 1
    assert kept(workspace) == (own,)
    with pytest.raises(ConflictError, match=r"inspections\.undone"):
        workflow.undo_inspections(workspace, PLANNER, number=1)
    with pytest.raises(ConflictError, match=r"inspections\.no_import"):
        workflow.undo_inspections(workspace, PLANNER, number=7)
    assert take(workspace, write(CA)).added == 1  # and it can come again


def freeze(workspace: Workspace, round_id: str) -> None:
    """Freeze a round as drawing does, at one and the same standing clock."""
    at = datetime(2027, 3, 1, 1, tzinfo=UTC)
    opened = Round(
        id=round_id, title="", starts_on=date(2027, 3, 8), ends_on=date(2027, 3, 19), rule=SamplingRule(),
        status=RoundStatus.FROZEN, teams=(),
    )  # fmt: skip
    with workspace.store.write() as connection:
        rounds.save_round(connection, opened)
        rounds.save_frame(connection, round_id, csv="id\n", digest=f"digest of {round_id}", frozen_at=at)


def test_no_undo_once_a_round_was_frozen_with_them(workspace, write):
    freeze(workspace, "D2027-01")
    take(workspace, write(CA))
    assert workflow.read_history(workspace, PLANNER, year=2026).may_undo == {1}  # frozen before, not since
    freeze(workspace, "D2027-02")
    assert workflow.read_history(workspace, PLANNER, year=2026).may_undo == frozenset()
    with pytest.raises(ConflictError, match=r"inspections\.frozen_since") as refused:
        workflow.undo_inspections(workspace, PLANNER, number=1)
    assert refused.value.params == {"number": 1, "round": "D2027-02"}
    assert len(kept(workspace)) == 1


def frame_reasons(workspace: Workspace) -> dict[str, ReasonCode]:
    with workspace.store.read() as connection:
        rows = establishments.read_establishments(connection)
        done = inspections.read_inspections(connection)
    frame = build_frame(
        rows, inspections=done, complaints=(), rule=SamplingRule(), round_start=date(2027, 3, 8),
        scores=dict.fromkeys((e.id for e in rows), 0),
    )  # fmt: skip
    # Who only stands back for another line of the same owner is not exempt by an inspection.
    return {id_: reason.code for id_, reason in frame.reasons.items() if "cause" not in reason.params}


def test_one_inspection_by_the_police_exempts_every_line_of_business_of_its_owner(workspace, write):
    police = ["Công an huyện", "Karaoke Hoàng Gia", "Karaoke", "Tân Hà", "3901234567", "10/06/2026", "20/BB"]
    take(workspace, write(police))
    assert [one.establishment_id for one in kept(workspace)] == ["CS000002"]
    assert frame_reasons(workspace) == dict.fromkeys(("CS000001", "CS000002", "CS000003"), ReasonCode.EXEMPT)


@pytest.mark.parametrize("row", [[*CA[:6], None], [*CA[:5], "10/01/2026", "9"]], ids=["no minutes", "a year ago"])
def test_what_does_not_count_exempts_nobody(workspace, write, row):
    assert take(workspace, write(row)).added == 1
    assert frame_reasons(workspace) == {}


def test_only_the_planner_may(workspace, write):
    path = write(CA)
    for act in (
        lambda: workflow.propose_inspections(workspace, LEADER, path=path, file_name="x"),
        lambda: workflow.import_inspections(workspace, LEADER, path=path, file_name="x"),
        lambda: workflow.undo_inspections(workspace, LEADER, number=1),
        lambda: workflow.read_history(workspace, LEADER),
    ):
        with pytest.raises(NotAllowedError):
            act()
