"""A file is proposed, confirmed, proposed again: nothing lost, what was mended stays, everything shown."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from register_office import HEAD, PLANNER, ROWS, open_office, with_cells, write_rows

import workflow
from commands.server_commands import HANDLERS
from domain.accounts import AccountRole, Actor
from domain.errors import ConflictError, InputError, NotAllowedError
from domain.establishments import Decision, Status
from register.check import check_workbook
from register.report import ReadingChoices
from store import accounts, establishments, proposals, register_steps
from store.audit import read_audit
from workflow.offices import read_now, reference_of
from workflow.proposing import propose_report
from workflow.workspace import Workspace


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    found = open_office(tmp_path / "office")
    yield found
    found.store.close()


@pytest.fixture
def first(office, tmp_path) -> Workspace:
    """Return the office with its seven rows taken in."""
    take(office, write_rows(tmp_path / "first.xlsx"))
    return office


def propose(workspace: Workspace, path: Path, *, name: str = ""):
    """Propose a file as propose_register does, without the child process that reads it there."""
    with workspace.store.read() as connection:
        choices = ReadingChoices(mapping=proposals.read_mappings(connection))
    reference = reference_of(workspace).register_reference(read_now(workspace).date())
    report = check_workbook(path, reference, choices=choices)
    return propose_report(
        workspace, PLANNER, path=path, file_name=name or path.name, report=report, choices=choices
    )  # fmt: skip


def take(workspace: Workspace, path: Path, **choices: str):
    view = propose(workspace, path)
    return workflow.confirm_proposal(workspace, PLANNER, proposal=view.id, choices=choices)


def kept(workspace: Workspace) -> dict:
    with workspace.store.read() as connection:
        return {one.id: one for one in establishments.read_establishments(connection)}


def contacts(workspace: Workspace) -> dict:
    with workspace.store.read() as connection:
        return establishments.read_contacts(connection)


def problem(workspace: Workspace, code: str):
    return next(one for one in workflow.list_problems(workspace, PLANNER) if one.issue.code == code)


# The first import.


def test_a_file_is_read_in_its_own_process_and_nothing_is_kept_before_it_is_confirmed(office, tmp_path):
    path = write_rows(tmp_path / "first.xlsx")
    steps = []
    view = workflow.propose_register(
        office, PLANNER, path=path, file_name="Danh sách.xlsx", on_progress=lambda step, done, total: steps.append(step)
    )
    # Five are known by type and commune; of them one may be another, two of the seven wait for a decision.
    assert (view.rows_read, view.in_scope, view.duplicates, view.to_check) == (7, 4, 1, 2)
    assert view.is_first and len(view.added) == 7 and not view.changed and not view.missing
    assert "register.rows" in steps
    assert kept(office) == {} and workflow.list_steps(office, PLANNER) == ()
    assert workflow.read_proposal(office, PLANNER) == view
    done = workflow.confirm_proposal(office, PLANNER, proposal=view.id)
    assert (done.step, done.added, done.changed) == (1, 7, 0)
    assert list(kept(office)) == [f"CS00000{n}" for n in range(1, 8)]
    assert workflow.read_proposal(office, PLANNER) is None
    assert path.exists(), "a file of the command line is never removed"
    register = workflow.read_register(office, PLANNER)
    assert (register.rows_read, register.in_scope, register.duplicates, register.to_check) == (7, 4, 1, 2)


def test_nothing_of_a_person_is_in_a_proposal_or_a_step(office, tmp_path):
    view = propose(office, write_rows(tmp_path / "a.xlsx"))
    with office.store.read() as connection:
        raw = proposals.read_proposal(connection, view.kind)
        assert proposals.read_proposal_contacts(connection, view.kind)["Danh sách!2"] == ("Trần Văn Tám", "0901234567")
    workflow.confirm_proposal(office, PLANNER, proposal=view.id)
    restricted = {"contacts", "contact_changes", "proposal_contacts"}
    texts = [raw.view, raw.content, repr(view)]
    with closing(sqlite3.connect(office.settings.directory / "office.sqlite")) as database:
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for table in sorted(tables - restricted):
            texts += [str(row) for row in database.execute(f"SELECT * FROM {table}")]
        assert database.execute("SELECT count(*) FROM proposal_contacts").fetchone() == (0,)
    assert any("Karaoke Hoàng Gia" in text for text in texts)
    for private in ("Trần Văn Tám", "0901234567", "Lê Thị Chín", "0912345678"):
        assert not any(private in text for text in texts)
    told = workflow.read_contacts(office, PLANNER)
    assert (told["CS000001"].owner_name, told["CS000001"].phone) == ("Trần Văn Tám", "0901234567")
    with office.store.read() as connection:
        assert read_audit(connection, limit=1)[0].action == "contacts.read"


def test_a_new_row_may_be_refused_and_is_kept_all_the_same(office, tmp_path):
    take(office, write_rows(tmp_path / "a.xlsx"), **{"added/CS000003": "reject"})
    assert kept(office)["CS000003"].decision is Decision.REJECTED
    assert kept(office)["CS000001"].decision is Decision.ACCEPTED


@pytest.mark.parametrize("choice", [{"added/CS000001": "keep"}, {"sold": "take"}, {"missing": "take"}])
def test_an_answer_that_there_is_not_is_refused_and_nothing_is_kept(office, tmp_path, choice):
    view = propose(office, write_rows(tmp_path / "a.xlsx"))
    with pytest.raises(InputError, match=r"register\.choice"):
        workflow.confirm_proposal(office, PLANNER, proposal=view.id, choices=choice)
    assert kept(office) == {} and workflow.read_proposal(office, PLANNER) == view


# Again.


def test_the_same_file_again_changes_nothing(first, tmp_path):
    before, owners = kept(first), contacts(first)
    view = propose(first, tmp_path / "first.xlsx")
    assert (view.unchanged, view.added, view.changed, view.missing) == (7, (), (), ())
    done = workflow.confirm_proposal(first, PLANNER, proposal=view.id)
    assert (done.step, done.added, done.changed) == (2, 0, 0)
    assert (kept(first), contacts(first)) == (before, owners)


def test_a_sorted_file_with_another_sheet_name_moves_rows_and_changes_nothing(first, tmp_path):
    workflow.settle_problem(
        first, PLANNER, problem=problem(first, "type_unknown").id, action="set_type", value="KARAOKE"
    )
    before = kept(first)
    view = propose(first, write_rows(tmp_path / "b.xlsx", [ROWS[n] for n in (6, 4, 2, 0, 1, 3, 5)], sheet="Mới"))
    assert (view.unchanged, view.added, view.changed, view.missing) == (7, (), (), ())
    workflow.confirm_proposal(first, PLANNER, proposal=view.id)
    after = kept(first)
    assert {id_: replace(one, source_sheet="", source_row=0) for id_, one in after.items()} == {
        id_: replace(one, source_sheet="", source_row=0) for id_, one in before.items()
    }
    assert (after["CS000007"].source_sheet, after["CS000007"].source_row) == ("Mới", 2)
    # The settled doubt stays settled, the others move along with their rows.
    left = {one.issue.code: one for one in workflow.list_problems(first, PLANNER)}
    assert set(left) == {"commune_missing", "duplicate_probable", "date_unreadable", "position_unknown"}
    assert (left["date_unreadable"].issue.sheet, left["date_unreadable"].issue.row) == ("Mới", 2)


def test_only_what_changed_changes_and_each_change_may_be_refused(first, tmp_path):
    rows = with_cells({(0, "Số phòng"): "9", (1, "Tình trạng"): "tạm ngưng", (2, "MST"): "3900000001"})
    view = propose(first, write_rows(tmp_path / "b.xlsx", rows))
    told = {change.id: change for one in view.changed for change in one.changes}
    assert set(told) == {"changed/CS000001/rooms", "changed/CS000002/status", "changed/CS000003/tax_code"}
    status = told["changed/CS000002/status"]
    assert (status.before, status.after, status.default) == ("Đang hoạt động", "Tạm ngưng", "take")
    workflow.confirm_proposal(first, PLANNER, proposal=view.id, choices={"changed/CS000001/rooms": "keep"})
    after = kept(first)
    assert (after["CS000001"].rooms, after["CS000002"].status, after["CS000003"].tax_code) == (
        5,
        Status.PAUSED,
        "3900000001",
    )
    # What was kept is not asked again: the file says nothing new.
    again = propose(first, tmp_path / "b.xlsx")
    assert again.unchanged == 7 and not again.changed


def test_what_a_hand_set_outlives_the_same_file_and_is_a_conflict_with_another(first, tmp_path):
    workflow.settle_problem(
        first, PLANNER, problem=problem(first, "type_unknown").id, action="set_type", value="KARAOKE"
    )
    take(first, tmp_path / "first.xlsx")
    assert kept(first)["CS000004"].type == "KARAOKE"
    assert kept(first)["CS000004"].decision is Decision.ACCEPTED
    path = write_rows(tmp_path / "b.xlsx", with_cells({(3, "Loại hình"): "Massage"}))
    (one,) = propose(first, path).changed
    (change,) = one.changes
    assert (change.field, change.is_conflict, change.default) == ("type", True, "keep")
    assert (change.before, change.after) == ("Karaoke", "Xoa bóp, massage")
    take(first, path)
    assert kept(first)["CS000004"].type == "KARAOKE"
    take(first, tmp_path / "first.xlsx")
    take(first, path, changed="take")
    assert kept(first)["CS000004"].type == "MASSAGE"


def test_missing_rows_stay_unless_somebody_says_otherwise(first, tmp_path):
    path = write_rows(tmp_path / "b.xlsx", [ROWS[0], *ROWS[3:]])
    view = propose(first, path)
    assert [one.id for one in view.missing] == ["missing/CS000002", "missing/CS000003"]
    done = workflow.confirm_proposal(first, PLANNER, proposal=view.id)
    assert (done.changed, kept(first)["CS000002"].status) == (0, Status.ACTIVE)
    take(first, path, **{"missing/CS000002": "closed", "missing": "dropped"})
    after = kept(first)
    assert (after["CS000002"].status, after["CS000002"].decision) == (Status.CLOSED, Decision.ACCEPTED)
    assert (after["CS000003"].status, after["CS000003"].decision) == (Status.ACTIVE, Decision.REJECTED)
    # A file that names them again says something new, and says it openly.
    back = propose(first, tmp_path / "first.xlsx")
    assert {change.id for one in back.changed for change in one.changes} == {
        "changed/CS000002/status",
        "changed/CS000003/decision",
    }
    workflow.confirm_proposal(first, PLANNER, proposal=back.id)
    assert kept(first)["CS000002"].status is Status.ACTIVE
    assert kept(first)["CS000003"].decision is Decision.ACCEPTED


def test_a_new_row_gets_a_new_id_and_a_list_without_columns_erases_nothing(first, tmp_path):
    head = ("Tên cơ sở", "Xã")
    rows = [(row[0], row[5]) for row in ROWS] + [("Khách sạn Cao Su", "Xã Tân Hà")]
    before, owners = kept(first), contacts(first)
    view = propose(first, write_rows(tmp_path / "names.xlsx", rows, head=head))
    assert [one.id for one in view.added] == ["added/CS000008"]
    assert [change for one in view.changed for change in one.changes] == []
    workflow.confirm_proposal(first, PLANNER, proposal=view.id, choices={})
    after = kept(first)
    assert {id_: one for id_, one in after.items() if id_ in before} == before
    assert contacts(first) == owners
    # What only lacks a column is no doubt about a row that the register knows.
    left = {(p.issue.code, p.establishment.id) for p in workflow.list_problems(first, PLANNER)}
    assert ("type_missing", "CS000008") in left and ("type_missing", "CS000004") not in left
    # And what it has no column for stays doubted.
    assert {("type_unknown", "CS000004"), ("date_unreadable", "CS000007"), ("duplicate_probable", "CS000006")} <= left


def test_an_erased_cell_is_shown_and_kept_unless_it_is_taken(first, tmp_path):
    path = write_rows(tmp_path / "b.xlsx", with_cells({(0, "MST"): "", (0, "Điện thoại"): ""}))
    (one,) = propose(first, path).changed
    assert {(change.field, change.is_erased, change.default) for change in one.changes} == {
        ("tax_code", True, "keep"),
        ("phone", True, "keep"),
    }
    take(first, path)
    assert kept(first)["CS000001"].tax_code == "3901234567"
    assert contacts(first)["CS000001"].phone == "0901234567"


def test_another_owner_under_the_same_sign_is_marked_without_a_name(first, tmp_path):
    path = write_rows(tmp_path / "b.xlsx", with_cells({(0, "Chủ cơ sở"): "Võ Văn Mới"}))
    view = propose(first, path)
    assert [one.owner_changed for one in view.changed] == [True]
    assert "Võ Văn Mới" not in repr(view) and "Trần Văn Tám" not in repr(view)
    workflow.confirm_proposal(first, PLANNER, proposal=view.id)
    assert contacts(first)["CS000001"].owner_name == "Võ Văn Mới"


def test_one_known_by_its_likeness_alone_may_be_another_business(office, tmp_path):
    long_name = with_cells({(0, "Tên cơ sở"): "Karaoke Hoàng Gia Phú Quý", (0, "MST"): ""})[:1]
    take(office, write_rows(tmp_path / "a.xlsx", long_name))
    slip = with_cells({(0, "Tên cơ sở"): "Karaoke Hoàng Gia Phú Quýt", (0, "Chủ cơ sở"): ""}, long_name)
    path = write_rows(tmp_path / "b.xlsx", slip, sheet="Công an")
    (one,) = propose(office, path).changed
    assert one.match_id == "match/CS000001" and one.score < 100
    take(office, path, **{"match/CS000001": "new"})
    after = kept(office)
    assert [(id_, one.name) for id_, one in after.items()] == [
        ("CS000001", "Karaoke Hoàng Gia Phú Quý"),
        ("CS000002", "Karaoke Hoàng Gia Phú Quýt"),
    ]
    assert after["CS000001"].entity_id != after["CS000002"].entity_id
    assert "CS000002" not in contacts(office) or contacts(office)["CS000002"].owner_name == ""


# The proposal itself.


def test_a_proposal_gives_way_to_the_next_and_its_upload_goes(first, tmp_path):
    incoming = first.settings.directory / "incoming"
    incoming.mkdir()
    one, two = write_rows(incoming / "one.xlsx"), write_rows(incoming / "two.xlsx", ROWS[:2])
    old = propose(first, one, name="Danh sách một.xlsx")
    new = propose(first, two, name="Danh sách hai.xlsx")
    assert not one.exists() and two.exists()
    with pytest.raises(ConflictError, match=r"register\.no_proposal"):
        workflow.confirm_proposal(first, PLANNER, proposal=old.id)
    workflow.confirm_proposal(first, PLANNER, proposal=new.id)
    assert not two.exists()
    propose(first, write_rows(incoming / "three.xlsx"))
    workflow.drop_proposal(first, PLANNER)
    workflow.drop_proposal(first, PLANNER)
    assert not (incoming / "three.xlsx").exists() and workflow.read_proposal(first, PLANNER) is None


def test_a_proposal_of_yesterday_is_forgotten(first, tmp_path):
    propose(first, tmp_path / "first.xlsx")
    with first.store.write() as connection:
        old = proposals.read_proposal(connection, "import")
        proposals.save_proposal(connection, replace(old, made_at=old.made_at - timedelta(hours=25)), contacts={})
    assert workflow.read_proposal(first, PLANNER) is None
    with first.store.read() as connection:
        assert proposals.read_proposal(connection, "import") is None


def test_a_register_that_moved_on_asks_for_another_look(first, tmp_path):
    view = propose(first, tmp_path / "first.xlsx")
    workflow.settle_problem(first, PLANNER, problem=problem(first, "date_unreadable").id, action="dismiss")
    with pytest.raises(ConflictError, match=r"register\.moved_on"):
        workflow.confirm_proposal(first, PLANNER, proposal=view.id)
    again = workflow.reread_proposal(first, PLANNER)
    assert again.id != view.id and again.unchanged == 7
    assert workflow.confirm_proposal(first, PLANNER, proposal=again.id).step == 3


def test_a_column_mapped_by_hand_is_remembered(office, tmp_path):
    head = ["Bảng tên" if title == "Tên cơ sở" else title for title in HEAD]
    path = write_rows(tmp_path / "odd.xlsx", head=head)
    with pytest.raises(InputError):
        propose(office, path)
    workflow.set_column(office, PLANNER, header="BẢNG TÊN", field="name")
    workflow.set_column(office, PLANNER, header="Số phòng", field="")
    view = propose(office, path)
    assert view.added[0].establishment.name == "Karaoke Hoàng Gia" and view.mapping["bang ten"] == "name"
    assert "rooms" not in view.added[0].establishment.fields
    assert workflow.read_columns(office, PLANNER) == {"bang ten": "name", "so phong": ""}
    workflow.forget_column(office, PLANNER, header="Số phòng")
    assert propose(office, path).added[0].establishment.fields["rooms"] == "5"
    with pytest.raises(InputError, match=r"register\.column_field"):
        workflow.set_column(office, PLANNER, header="x", field="owner")


# Who may.


STEPS = {
    "propose_register": {"path": Path("x.xlsx"), "file_name": "x"}, "reread_proposal": {}, "read_proposal": {},
    "drop_proposal": {}, "confirm_proposal": {"proposal": "p"}, "set_column": {"header": "a", "field": "name"},
    "forget_column": {"header": "a"}, "read_columns": {}, "list_problems": {}, "count_problems": {},
    "settle_problem": {"problem": "p", "action": "dismiss"}, "list_steps": {}, "read_step": {"step": 1},
    "undo_step": {"step": 1}, "read_contacts": {},
}  # fmt: skip


def test_only_the_planner_may_and_each_refusal_is_logged(office):
    for role in (AccountRole.TEAM, AccountRole.LEADER, AccountRole.ADMINISTRATOR):
        for name, arguments in STEPS.items():
            with pytest.raises(NotAllowedError):
                getattr(workflow, name)(office, Actor(account="x", role=role, team="T1"), **arguments)
    with office.store.read() as connection:
        assert [one.outcome for one in read_audit(connection, limit=45)] == ["denied"] * 45
        assert register_steps.last_number(connection) == 0


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("../../office.sqlite", "xlsx"), ("/etc/passwd", "xlsx"), ("..\\..\\a.CSV", "csv"), ("secret.key", "xlsx"),
        ("a.xlsx/../../b", "xlsx"), ("x\0.csv", "csv"), ("", "xlsx"), ("<img src=x>.py", "xlsx"),
    ],
)  # fmt: skip
def test_a_name_from_outside_gives_an_upload_no_more_than_its_ending(office, name, ending):
    path = workflow.keep_upload(office, PLANNER, name=name, content=b"x", suffixes=("xlsx", "csv"))
    assert path.parent == office.settings.directory / "incoming"
    assert re.fullmatch(rf"[0-9a-f]{{32}}\.{ending}", path.name)
    assert path.read_bytes() == b"x"


# As jobs.


def test_a_worker_reads_and_confirms_and_the_upload_is_gone(office):
    incoming = office.settings.directory / "incoming"
    incoming.mkdir()
    path = write_rows(incoming / "a.xlsx")
    with office.store.write() as connection:
        accounts.add_account(
            connection, accounts.Account(name="thu", role=AccountRole.PLANNER, team=None, password_hash="x")
        )

    def work(kind: str, **params: str):
        job = workflow.start_job(office, PLANNER, kind=kind, params=params)
        assert workflow.run_next_job(office, worker="w", handlers=HANDLERS)
        return workflow.read_job(office, PLANNER, job=job)

    read = work("read_register", path=str(path), file_name="Danh sách.xlsx")
    assert (read.state, read.result["rows_read"], read.result["in_scope"]) == ("done", 7, 4)
    choices = '{"added/CS000002": "reject"}'
    done = work("confirm_register", proposal=str(read.result["proposal"]), choices=choices)
    assert (done.state, done.result) == ("done", {"step": 1, "added": 7, "changed": 0})
    assert kept(office)["CS000002"].decision is Decision.REJECTED and not path.exists()
    late = work("reread_register")
    assert (late.state, late.error_code) == ("failed", "register.no_proposal")
