"""Communes review the register: the workbook goes out, comes back, and becomes one step that can be taken back."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from register_office import NOW, PLANNER, TAN_DONG, TAN_HOI
from review_office import LEADER, establishment, import_again, open_office

import workflow
from domain.errors import ConflictError, InputError, NotAllowedError
from domain.establishments import Decision, Status
from domain.register_steps import RegisterStep, StepKind
from domain.reviews import CommuneReview
from register.check import check_workbook
from store import audit, establishments, offices, papers, register_steps
from workflow import returned_reviews
from workflow.review_papers import in_force
from workflow.workspace import Workspace

FIRST = 10
"""Row of the first establishment in the workbook; columns A to I as test_documents_commune_review has them."""
Change = Callable[[Worksheet], None]


@pytest.fixture(scope="module")
def office_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("reviewing")
    open_office(directory).store.close()
    return directory


@pytest.fixture
def workspace(office: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """Return the office with what comes back read in this process, four starts of an interpreter fewer for each."""
    monkeypatch.setattr(returned_reviews, "in_child", lambda work, *given, **options: work(*given, **options))
    monkeypatch.setattr(returned_reviews, "check_confined", check_workbook)
    return office


def content_of(workspace: Workspace, paper_id: str) -> bytes:
    return workflow.read_paper(workspace, PLANNER, paper_id)[1]


def returned(workspace: Workspace, path: Path, change: Change, *, commune: str = "25522", sign: bool = True) -> Path:
    """Send a commune's workbook out, let ``change`` fill it in, and return it signed on 20 February."""
    (paper,) = workflow.write_reviews(workspace, PLANNER, commune=commune)
    book = openpyxl.load_workbook(io.BytesIO(content_of(workspace, paper.id)))
    sheet = book.worksheets[0]
    change(sheet)
    for row in sheet.iter_rows(min_row=FIRST):
        if sign and row[0].value == "Ngày rà soát":
            row[3].value = date(2027, 2, 20)
        if sign and row[0].value == "Chức vụ người ký":
            row[3].value = "Phó Chủ tịch UBND xã"
    book.save(path)
    return path


def row_of(sheet: Worksheet, id_: str) -> int:
    return next(cell.row for cell in sheet["A"] if cell.value == id_)


def answer(sheet: Worksheet, id_: str, text: str) -> None:
    sheet.cell(row_of(sheet, id_), 8).value = text


def register_of(workspace: Workspace):
    with workspace.store.read() as connection:
        return {e.id: e for e in establishments.read_establishments(connection)}


def confirm(workspace: Workspace, path: Path, **more):
    proposal = workflow.propose_review(workspace, PLANNER, path=path, file_name=path.name)
    more = {"proposal": proposal, **more}
    return workflow.confirm_review(workspace, PLANNER, path=path, file_name=path.name, **more)


def everything_right(sheet: Worksheet) -> None:
    for id_ in ("CS000001", "CS000002", "CS000003", "CS000004"):
        answer(sheet, id_, "Đúng")


# Going out.


def test_every_commune_has_its_workbook_and_all_are_one_zip(workspace):
    views = workflow.write_reviews(workspace, PLANNER)
    assert [view.kind for view in views] == ["commune_review:25522", "commune_review:25525", "commune_reviews"]
    with zipfile.ZipFile(io.BytesIO(content_of(workspace, views[2].id))) as archive:
        assert archive.namelist() == [view.file_name for view in views[:2]]
        assert [archive.read(name) for name in archive.namelist()] == [content_of(workspace, v.id) for v in views[:2]]
    sheet = openpyxl.load_workbook(io.BytesIO(content_of(workspace, views[1].id))).worksheets[0]
    assert [cell.value for cell in sheet[FIRST]][:5] == ["CS000005", 1, "Karaoke Biển Nhớ", "Karaoke", "Ấp 3"]
    assert sheet.cell(FIRST + 1, 1).value is None


def test_the_papers_are_for_the_planner_alone(workspace):
    (paper,) = workflow.write_reviews(workspace, PLANNER, commune="25522")
    with pytest.raises(NotAllowedError):
        workflow.read_paper(workspace, LEADER, paper.id)
    for act in (
        lambda: workflow.write_reviews(workspace, LEADER),
        lambda: workflow.read_review(workspace, LEADER),
        lambda: workflow.write_review_summary(workspace, LEADER),
        lambda: workflow.propose_review(workspace, LEADER, path=Path("x.xlsx"), file_name="x"),
    ):
        with pytest.raises(NotAllowedError):
            act()


def test_owners_go_out_only_where_asked_and_that_is_logged(workspace):
    def shown(**more) -> bytes:
        (paper,) = workflow.write_reviews(workspace, PLANNER, commune="25522", **more)
        with zipfile.ZipFile(io.BytesIO(content_of(workspace, paper.id))) as archive:
            return b"".join(archive.read(name) for name in archive.namelist())

    def looks() -> int:
        with workspace.store.read() as connection:
            return sum(entry.action == "contacts.read" for entry in audit.read_audit(connection, limit=50))

    assert "Trần Văn Tám".encode() not in shown()
    assert looks() == 0
    assert "Trần Văn Tám".encode() in shown(with_contacts=True)
    assert looks() == 1
    # The one without takes the place of the one with.
    shown()
    with workspace.store.read() as connection:
        assert len([paper for paper in papers.list_papers(connection) if paper.kind == "commune_review:25522"]) == 1


def test_a_commune_of_another_office_has_none(workspace):
    with pytest.raises(InputError, match=r"review\.not_here"):
        workflow.write_reviews(workspace, PLANNER, commune="25549")


# Coming back.


def test_a_workbook_that_nobody_touched_changes_nothing(workspace, tmp_path):
    path = returned(workspace, tmp_path / "r.xlsx", lambda sheet: None)
    view = workflow.propose_review(workspace, PLANNER, path=path, file_name="r")
    assert (view.commune, view.commune_name, view.items, view.confirmed, view.silent) == (
        "25522",
        "Xã Tân Đông",
        (),
        0,
        4,
    )
    assert (view.on, view.signer_title, view.issues) == (date(2027, 2, 20), "Phó Chủ tịch UBND xã", ())


def test_what_a_commune_answers_becomes_items(office, tmp_path):
    workspace = office  # Read by the child process.

    def fill(sheet: Worksheet) -> None:
        answer(sheet, "CS000001", "Đúng")
        answer(sheet, "CS000002", "đã nghỉ")
        answer(sheet, "CS000003", "Không có ở địa bàn")
        answer(sheet, "CS000004", "Có thay đổi")
        row = row_of(sheet, "CS000004")
        sheet.cell(row, 3).value, sheet.cell(row, 4).value = "Karaoke Sao Mai", "Nhà hàng"
        sheet.cell(row, 7).value, sheet.cell(row, 9).value = "Tạm ngưng", "đổi biển hiệu"
        new = FIRST + 4
        for column, value in enumerate(("Cà phê Đồi Gió", "Cà phê", "Ấp 2", "Ấp 2"), start=3):
            sheet.cell(new, column).value = value

    path = returned(workspace, tmp_path / "r.xlsx", fill)
    view = workflow.propose_review(workspace, PLANNER, path=path, file_name="r")
    assert view.confirmed == 1
    shown = [(item.kind, item.establishment_id, item.field, item.before, item.after) for item in view.items]
    assert sorted(shown) == [
        ("added", "", "", "", "Cà phê Đồi Gió"),
        ("changed", "CS000004", "name", "Karaoke Sao Đêm", "Karaoke Sao Mai"),
        ("changed", "CS000004", "status", "active", "paused"),
        ("changed", "CS000004", "type", "KARAOKE", "NHAHANG"),
        ("closed", "CS000002", "status", "active", "closed"),
        ("not_here", "CS000003", "", "", ""),
    ]
    assert {item.note for item in view.items if item.establishment_id == "CS000004"} == {"đổi biển hiệu"}

    done = workflow.confirm_review(workspace, PLANNER, path=path, file_name="r", proposal=view)
    assert (done.confirmed, done.changed, done.added) == (1, 2, 1)
    register = register_of(workspace)
    assert register["CS000002"].status is Status.CLOSED
    assert register["CS000003"] == establishment(
        "CS000003", "Massage Hoàng Gia", "MASSAGE", "DN-1", tax_code="3901234567"
    )
    mended = register["CS000004"]
    assert (mended.name, mended.type, mended.status) == ("Karaoke Sao Mai", "NHAHANG", Status.PAUSED)
    added = register["CS000006"]
    assert (added.name, added.type, added.commune_now) == ("Cà phê Đồi Gió", "CAPHE", TAN_DONG)
    assert (added.decision, added.hamlet, added.position is not None) == (Decision.ACCEPTED, "Ấp 2", True)


def test_each_item_can_be_decided_otherwise(workspace, tmp_path):
    def fill(sheet: Worksheet) -> None:
        answer(sheet, "CS000001", "Đã nghỉ")
        answer(sheet, "CS000002", "Không có ở địa bàn")
        # As a deleted line: openpyxl would not move the merged cells below it.
        for cell in sheet[row_of(sheet, "CS000004")]:
            cell.value = None

    path = returned(workspace, tmp_path / "r.xlsx", fill)
    view = workflow.propose_review(workspace, PLANNER, path=path, file_name="r")
    ids = {(item.kind, item.establishment_id): item.id for item in view.items}
    choices = {
        ids["closed", "CS000001"]: "keep",
        ids["not_here", "CS000002"]: "move",
        ids["struck", "CS000004"]: "reject",
    }
    confirm(workspace, path, choices=choices)
    register = register_of(workspace)
    assert register["CS000001"].status is Status.ACTIVE
    assert register["CS000002"].status is Status.MOVED
    assert register["CS000004"].decision is Decision.REJECTED
    with pytest.raises(InputError, match=r"review\.choice"):
        confirm(workspace, path, choices={ids["closed", "CS000001"]: "reject"})


def test_another_commune_is_never_touched(workspace, tmp_path):
    def fill(sheet: Worksheet) -> None:
        sheet.cell(row_of(sheet, "CS000004"), 1).value = "CS000005"
        answer(sheet, "CS000005", "Đã nghỉ")
        sheet.cell(FIRST + 4, 1).value, sheet.cell(FIRST + 4, 3).value = "CS999999", "Ai đó"

    path = returned(workspace, tmp_path / "r.xlsx", fill)
    view = workflow.propose_review(workspace, PLANNER, path=path, file_name="r")
    assert {issue.code for issue in view.issues} >= {"review_other_commune", "review_code_unknown"}
    assert [(item.kind, item.establishment_id) for item in view.items] == [("struck", "CS000004")]
    before = register_of(workspace)
    confirm(workspace, path)
    assert register_of(workspace) == before


def test_a_new_row_that_is_registered_already_is_left_out_by_default(workspace, tmp_path):
    def fill(sheet: Worksheet) -> None:
        for column, value in enumerate(("KARAOKE SAO ĐÊM", "Karaoke", "Ấp 1, xã Tân Hà", "Ấp 1"), start=3):
            sheet.cell(FIRST + 4, column).value = value

    path = returned(workspace, tmp_path / "r.xlsx", fill)
    (item,) = workflow.propose_review(workspace, PLANNER, path=path, file_name="r").items
    assert (item.kind, item.twin, item.actions) == ("added", "CS000004", ("skip", "add"))
    assert confirm(workspace, path).added == 0


def test_the_same_workbook_twice_adds_nothing(workspace, tmp_path):
    def fill(sheet: Worksheet) -> None:
        everything_right(sheet)
        for column, value in enumerate(("Bar Mộng", "Quán bar", "Ấp 2", "Ấp 2"), start=3):
            sheet.cell(FIRST + 4, column).value = value

    path = returned(workspace, tmp_path / "r.xlsx", fill)
    assert confirm(workspace, path).added == 1
    before = register_of(workspace)
    again = confirm(workspace, path)
    assert (again.changed, again.added) == (0, 0)
    assert register_of(workspace) == before


def test_confirming_an_unverified_one_verifies_it(workspace, tmp_path):
    import_again(workspace, (establishment("CS000007", "Bar Mộng", "BAR", "DN-7", status=Status.UNVERIFIED),))
    path = returned(workspace, tmp_path / "r.xlsx", lambda sheet: answer(sheet, "CS000007", "Đúng"))
    confirm(workspace, path)
    assert register_of(workspace)["CS000007"].status is Status.ACTIVE


def test_a_new_row_without_a_type_waits(workspace, tmp_path):
    def fill(sheet: Worksheet) -> None:
        sheet.cell(FIRST + 4, 3).value = "Quán Ba Tàu"

    confirm(workspace, returned(workspace, tmp_path / "r.xlsx", fill))
    assert register_of(workspace)["CS000006"].decision is Decision.PENDING


def test_taking_a_review_back_gives_the_register_back_and_its_progress(workspace, tmp_path):
    def fill(sheet: Worksheet) -> None:
        answer(sheet, "CS000001", "Đã nghỉ")
        sheet.cell(FIRST + 4, 3).value, sheet.cell(FIRST + 4, 4).value = "Bar Mộng", "Quán bar"

    before = register_of(workspace)
    done = confirm(workspace, returned(workspace, tmp_path / "r.xlsx", fill))
    assert register_of(workspace) != before
    assert workflow.read_review(workspace, PLANNER).reviewed == 1
    with workspace.store.write() as connection:
        register_steps.undo_step(connection, done.step, at=NOW, account="thu")
    assert register_of(workspace) == before
    assert workflow.read_review(workspace, PLANNER).reviewed == 0


def test_what_was_looked_at_is_what_is_taken_over(workspace, tmp_path):
    path = returned(workspace, tmp_path / "r.xlsx", everything_right)
    view = workflow.propose_review(workspace, PLANNER, path=path, file_name="r")
    other = returned(workspace, tmp_path / "other.xlsx", lambda sheet: answer(sheet, "CS000001", "Đã nghỉ"))
    with pytest.raises(ConflictError, match=r"review\.file_changed"):
        workflow.confirm_review(workspace, PLANNER, path=other, file_name="r", proposal=view)
    import_again(workspace, (establishment("CS000007", "Bar Mộng", "BAR", "DN-7"),))
    with pytest.raises(ConflictError, match=r"review\.moved_on"):
        workflow.confirm_review(workspace, PLANNER, path=path, file_name="r", proposal=view)


def test_date_and_title_are_asked_for_where_the_foot_has_none(workspace, tmp_path):
    path = returned(workspace, tmp_path / "r.xlsx", everything_right, sign=False)
    with pytest.raises(InputError, match=r"review\.no_date"):
        confirm(workspace, path)
    with pytest.raises(InputError, match=r"review\.no_signer"):
        confirm(workspace, path, on=date(2027, 2, 1))
    with pytest.raises(InputError, match=r"review\.date_in_future"):
        confirm(workspace, path, on=date(2027, 3, 2), signer_title="Chủ tịch")
    confirm(workspace, path, on=date(2027, 3, 1), signer_title="Chủ tịch")
    (first, _) = workflow.read_review(workspace, PLANNER).communes
    assert (first.on, first.signer_title, first.rows) == (date(2027, 3, 1), "Chủ tịch", 4)


def test_a_workbook_is_known_by_its_ticket_else_by_its_codes_else_it_is_asked_for(workspace, tmp_path):
    def without_ticket(sheet: Worksheet) -> None:
        for cell in [cell for row in sheet.iter_rows(max_row=FIRST - 1) for cell in row]:
            if str(cell.value).startswith("Mã phiếu"):
                cell.value = None

    def without_codes(sheet: Worksheet) -> None:
        without_ticket(sheet)
        for id_ in ("CS000001", "CS000002", "CS000003", "CS000004"):
            sheet.cell(row_of(sheet, id_), 1).value = None

    path = returned(workspace, tmp_path / "r.xlsx", without_ticket)
    assert workflow.propose_review(workspace, PLANNER, path=path, file_name="r").commune == "25522"
    with pytest.raises(InputError, match=r"review\.no_commune"):
        bare = returned(workspace, tmp_path / "bare.xlsx", without_codes)
        workflow.propose_review(workspace, PLANNER, path=bare, file_name="r")
    assert workflow.propose_review(workspace, PLANNER, path=bare, file_name="r", commune="25522").commune == "25522"
    with pytest.raises(InputError, match=r"review\.other_commune"):
        own = returned(workspace, tmp_path / "own.xlsx", everything_right)
        workflow.propose_review(workspace, PLANNER, path=own, file_name="r", commune="25525")


def test_no_word_about_a_person_comes_back(workspace, tmp_path):
    def fill(sheet: Worksheet) -> None:
        row = row_of(sheet, "CS000001")
        sheet.cell(row, 9).value = "Gọi chị Nguyễn Thị Tám 0901234567, CCCD 072185001234"

    view = workflow.propose_review(
        workspace, PLANNER, path=returned(workspace, tmp_path / "r.xlsx", fill), file_name="r"
    )
    assert [item.kind for item in view.items] == ["note"]
    assert not any(text in repr(view) for text in ("Tám", "0901234567", "072185001234"))


# Progress and the count.


def test_the_board_counts_communes_and_the_register(workspace, tmp_path):
    board = workflow.read_review(workspace, PLANNER)
    assert [(c.code, c.rows, c.on) for c in board.communes] == [("25522", 4, None), ("25525", 1, None)]
    assert board.communes[0].former_names == ("Xã Tân Hà", "Xã Tân Đông")
    confirm(workspace, returned(workspace, tmp_path / "r.xlsx", lambda sheet: answer(sheet, "CS000002", "Đã nghỉ")))
    board = workflow.read_review(workspace, PLANNER)
    assert (board.reviewed, len(board.communes)) == (1, 2)
    total = board.counts[-1]
    assert (total.registered, total.at_work, total.closed, total.unverified) == (5, 4, 1, 0)
    summary = workflow.write_review_summary(workspace, PLANNER)
    types, _ = openpyxl.load_workbook(io.BytesIO(content_of(workspace, summary.id))).worksheets
    rows = [[cell.value for cell in row] for row in types.iter_rows(min_row=3, max_row=6)]
    assert rows == [
        ["Xã, phường", "Karaoke", "Xoa bóp, massage", "Khách sạn", "Tổng số"],
        ["Xã Tân Đông", 2, 1, 1, 4],
        ["Xã Tân Hội", 1, 0, 0, 1],
        ["Toàn địa bàn", 3, 1, 1, 5],
    ]


def test_a_review_holds_until_the_next_import_of_its_year_or_its_undoing():
    review = CommuneReview(commune=TAN_DONG, on=date(2027, 2, 20), signer_title="x", step=2, rows=4)

    def step(number: int, kind: StepKind, *, year: int = 2027, undone_by: int | None = None) -> RegisterStep:
        at = NOW - timedelta(days=366 * (2027 - year))
        return RegisterStep(number=number, kind=kind, at=at, account="", undone_by=undone_by)

    first, own = step(1, StepKind.IMPORT), step(2, StepKind.REVIEW)
    held = {TAN_DONG: review}
    assert in_force([review], [first, own], year=2027) == held
    assert in_force([review], [first, own], year=2028) == {}
    assert in_force([review], [first, own, step(3, StepKind.MEND)], year=2027) == held
    assert in_force([review], [first, own, step(3, StepKind.IMPORT)], year=2027) == {}
    assert in_force([review], [first, own, step(3, StepKind.IMPORT, undone_by=4)], year=2027) == held
    assert in_force([review], [first, replace(own, undone_by=3), step(3, StepKind.UNDO)], year=2027) == {}
    other = replace(review, commune=TAN_HOI, step=2)
    later = replace(review, on=date(2027, 2, 25), step=2)
    assert in_force([review, other, later], [first, own], year=2027) == {TAN_DONG: later, TAN_HOI: other}


def test_before_there_is_a_register_there_is_nothing_to_review(workspace):
    with workspace.store.write() as connection:
        register_steps.undo_step(connection, 1, at=NOW, account="thu")
        assert offices.read_office(connection) is not None
    with pytest.raises(ConflictError, match=r"review\.empty"):
        workflow.write_reviews(workspace, PLANNER)
