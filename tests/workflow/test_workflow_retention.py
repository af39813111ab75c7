"""What is past its term goes, class by class: figures, closed rounds, the audit log and what is in its term stay."""

import json
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from canaries import is_in_backup, places_of
from copied_office import copied_office
from register_office import PLANNER, open_office, take_in, with_cells, write_rows
from sealed_office import ADMINISTRATOR, LEADER, audit_rows, set_clock, team
from sealed_office import open_office as open_demo

import workflow
from commands.registry import run
from domain.errors import ConflictError, InputError, NotAllowedError
from domain.retention import RetentionClass, Term, months_before, terms_on
from domain.rounds import RoundStatus
from domain.sheets import SheetLook
from store import audit, establishments, offices, papers, rounds, sheets
from store.tables import PROPOSALS
from workflow.backing_up import restore_backup, write_backup
from workflow.before_upgrade import keep_before_upgrade
from workflow.old_backups import BackupState
from workflow.purging import purge, purge_plan

NAME, PHONE, FORMER = "Canary Văn Hót", "0987650001", "0987650003"
CLOSED = {(0, "Chủ cơ sở"): NAME, (0, "Điện thoại"): PHONE}
STAYING = "Lê Thị Chín"


@pytest.fixture(scope="module")
def office_dir(tmp_path_factory):
    """Return the folder of an office where one of two with contacts closed in March 2027, and the other's number was another before."""
    home = tmp_path_factory.mktemp("retention")
    found = open_office(home / "office")
    take_in(found, write_rows(home / "1.xlsx", with_cells(CLOSED | {(1, "Điện thoại"): FORMER})))
    take_in(found, write_rows(home / "2.xlsx", with_cells(CLOSED | {(0, "Tình trạng"): "Đã nghỉ"})))
    found.store.close()
    return home / "office"


def later(office, on, hour=0):
    """Move the office's own clock, told in UTC, and leave no line."""
    with office.store.write() as connection:
        kept = offices.read_office(connection)
        offices.save_office(connection, replace(kept, demo_at=datetime(on.year, on.month, on.day, hour, tzinfo=UTC)))


def due(office):
    return {one.of: one.count for one in purge_plan(office, PLANNER).classes}


def owners(office):
    with office.store.read() as connection:
        return {one.owner_name for one in establishments.read_contacts(connection).values()}


def figures(office):
    with office.store.read() as connection:
        counted = (establishments.read_establishments(connection), establishments.read_entities(connection))
    steps = workflow.list_steps(office, PLANNER)
    return (*counted, steps, workflow.count_problems(office, PLANNER), workflow.read_review(office, PLANNER).counts)


def test_within_the_term_nothing_goes(office):
    later(office, date(2029, 2, 28))
    assert set(due(office).values()) == {0}
    before = owners(office)
    assert purge(office, PLANNER).removed == {}
    assert owners(office) == before
    assert places_of(office, PHONE)


def test_past_it_the_name_is_nowhere_and_every_figure_stays(office, tmp_path):
    workflow.write_reviews(office, PLANNER, with_contacts=True)
    later(office, date(2029, 3, 2))
    before, coverage = figures(office), workflow.read_coverage(office, PLANNER)
    targets = workflow.read_targets(office, PLANNER)
    assert {RetentionClass.CONTACTS: 1, RetentionClass.ARCHIVE: 0}.items() <= due(office).items()

    done = purge(office, ADMINISTRATOR)

    assert done.is_wiped
    assert done.removed[RetentionClass.CONTACTS] == 1
    assert places_of(office, NAME, PHONE, FORMER) == set()
    assert not is_in_backup(office, tmp_path / "fresh", NAME, PHONE, FORMER)
    assert STAYING in owners(office)
    assert figures(office) == before
    assert (workflow.read_coverage(office, PLANNER), workflow.read_targets(office, PLANNER)) == (coverage, targets)
    assert set(due(office).values()) == {0}
    line = audit_rows(office, "purge.contacts")[0]
    assert (line.account, line.details) == (ADMINISTRATOR.account, {"rows": 1})
    with office.store.read() as connection:
        assert audit.verify_chain(connection) is None


def test_one_that_works_again_is_counted_from_when_it_left_last(office, tmp_path):
    later(office, date(2028, 1, 1))
    take_in(office, write_rows(tmp_path / "3.xlsx", with_cells(CLOSED)))
    later(office, date(2028, 6, 1))
    take_in(office, write_rows(tmp_path / "4.xlsx", with_cells(CLOSED | {(0, "Tình trạng"): "Đã nghỉ"})))
    later(office, date(2030, 5, 31))
    assert due(office)[RetentionClass.CONTACTS] == 0
    later(office, date(2030, 6, 2))
    assert due(office)[RetentionClass.CONTACTS] == 1


def test_the_copy_of_before_an_upgrade_goes_with_the_contacts_and_not_before(office):
    keep_before_upgrade(office.settings.directory, office.store, "0001")
    later(office, date(2029, 2, 28))
    assert purge(office, PLANNER).copies == 0 and is_in_copy(office)
    later(office, date(2029, 3, 2))
    assert purge(office, PLANNER).copies == 1 and not is_in_copy(office)


def is_in_copy(office):
    return any(place.startswith("upgrades/") for place in places_of(office, NAME))


def test_a_proposal_of_yesterday_goes_with_its_file(office, tmp_path):
    upload = write_rows(tmp_path / "3.xlsx", with_cells(CLOSED))
    path = workflow.keep_upload(office, PLANNER, name="3.xlsx", content=upload.read_bytes(), suffixes=("xlsx",))
    workflow.propose_register(office, PLANNER, path=path, file_name="3.xlsx")
    purge(office, PLANNER)
    assert path.exists()
    with office.store.write() as connection:
        connection.execute(sa.update(PROPOSALS).values(made_at=datetime.now(UTC) - timedelta(hours=25)))
    purge(office, PLANNER)
    assert not path.exists()
    assert {place.split(".")[0] for place in places_of(office, NAME)} & {"proposals", "proposal_contacts"} == set()


def test_the_oldest_is_told_by_the_day_of_the_office(tmp_path):
    found = open_office(tmp_path / "office")
    take_in(found, write_rows(tmp_path / "1.xlsx", with_cells(CLOSED)))
    later(found, date(2027, 5, 31), hour=18)
    take_in(found, write_rows(tmp_path / "2.xlsx", with_cells(CLOSED | {(0, "Tình trạng"): "Đã nghỉ"})))
    later(found, date(2029, 7, 1))
    oldest = {one.of: one.oldest for one in purge_plan(found, PLANNER).classes if one.count}
    assert oldest == {RetentionClass.CONTACTS: date(2027, 6, 1), RetentionClass.CONTACT_HISTORY: date(2027, 3, 1)}
    found.store.close()


def test_an_office_sets_its_own_terms(office):
    later(office, date(2028, 1, 1))
    own = office.settings.directory / "retention.toml"
    row = '[[term]]\nclass = "contacts"\nmonths = {}\nvalid_from = {}\nsource = "QĐ 1"\nchecked = true\n'
    own.write_text(row.format(6, "2027-06-01") + row.format(0, "2028-06-01"), encoding="utf-8")
    plan = {one.of: one for one in purge_plan(office, PLANNER).classes}
    assert (plan[RetentionClass.CONTACTS].term.months, plan[RetentionClass.CONTACTS].count) == (6, 1)
    assert plan[RetentionClass.CONTACT_HISTORY].term.months == 24
    later(office, date(2040, 1, 1))
    assert due(office)[RetentionClass.CONTACTS] == 0
    purge(office, PLANNER)
    assert NAME in owners(office)


@pytest.mark.parametrize("text", [
    "x", "", '[[term]]\nclass = "people"\nmonths = 1\nvalid_from = 2027-01-01\nsource = ""',
    '[[term]]\nclass = "contacts"\nmonths = -1\nvalid_from = 2027-01-01\nsource = ""',
    '[[term]]\nclass = "contacts"\nmonths = 1.5\nvalid_from = 2027-01-01\nsource = ""',
    '[[term]]\nclass = "contacts"\nmonths = 1\nvalid_from = "2027-01-01"\nsource = ""',
    '[[term]]\nclass = "contacts"\nmonths = 1\nvalid_from = 2027-01-01\nsource = ""\ndays = 3',
    '[[term]]\nclass = "contacts"\nmonths = 1\nvalid_from = 2027-01-01\nsource = ""\ncounted_from = "step"',
])  # fmt: skip
def test_terms_that_cannot_be_read_remove_nothing(office, text):
    later(office, date(2029, 3, 2))
    (office.settings.directory / "retention.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        purge(office, PLANNER)
    assert caught.value.code == "retention.file"
    assert NAME in owners(office)


@pytest.mark.parametrize("actor", [LEADER, team("T1")])
def test_others_neither_see_nor_purge(office, actor):
    later(office, date(2029, 3, 2))
    for act in (purge_plan, purge):
        with pytest.raises(NotAllowedError):
            act(office, actor)
    assert NAME in owners(office)


def test_every_class_has_a_dated_term_and_says_whether_it_was_checked(office):
    terms = purge_plan(office, PLANNER).classes
    assert [one.of for one in terms] == [of for of in RetentionClass if of is not RetentionClass.BACKUPS]
    assert all(one.term and one.term.source for one in terms)
    assert all("cần kiểm tra" in one.term.source for one in terms if not one.term.is_checked)


def test_a_month_has_its_last_day():
    assert months_before(date(2028, 3, 31), 1) == date(2028, 2, 29)
    assert months_before(date(2027, 1, 15), 13) == date(2025, 12, 15)
    one = Term(of=RetentionClass.BACKUPS, months=1, valid_from=date(2027, 1, 1), source="", is_checked=False)
    newer = replace(one, months=2, valid_from=date(2028, 1, 1))
    assert terms_on([newer, one], date(2027, 12, 31)) == {one.of: one}
    assert terms_on([newer, one], date(2028, 1, 1)) == {one.of: newer}
    assert terms_on([newer, one], date(2026, 12, 31)) == {}


@pytest.fixture
def closed(sealed):
    """Return the demo office after a team looked at its sheet and the round was closed."""
    round_id = workflow.read_plan(sealed, PLANNER).round.id
    set_clock(sealed, datetime(2027, 4, 1, 8, 0))
    workflow.write_sheets(sealed, PLANNER, round_id=round_id)
    at = workflow.read_now(sealed)
    look = SheetLook(round_id=round_id, shift="S1", account="doan-t1", on=at.date(), revision=1, epoch=0, at=at)
    with sealed.store.write() as connection:
        sheets.add_look(connection, look)
        one = rounds.list_rounds(connection)[0]
    return sealed, one


def archive(office, round_id):
    made = workflow.write_archive(office, PLANNER, round_id=round_id, checker="Thanh tra Sở")
    return made, workflow.verify_archive(made.content)


def test_what_teams_carried_and_who_looked_goes_and_the_closed_round_still_proves_itself(closed):
    office, one = closed
    set_clock(office, datetime(2040, 1, 1, 8, 0))
    assert (due(office)[RetentionClass.FIELD_FILES], due(office)[RetentionClass.REVEAL_LOG]) == (0, 0), "still open"
    workflow.close_round(office, PLANNER, round_id=one.id)
    plan = due(office)
    assert plan[RetentionClass.FIELD_FILES] > 0
    assert (plan[RetentionClass.REVEAL_LOG], plan[RetentionClass.ARCHIVE]) == (1, 1)
    with office.store.read() as connection:
        listed = papers.list_papers(connection)
    sheet = next(paper for paper in listed if paper.kind == "route_sheet")
    before, coverage = archive(office, one.id), workflow.read_coverage(office, PLANNER)
    assert not before[1].broken

    done = purge(office, PLANNER)

    assert RetentionClass.ARCHIVE not in done.removed
    assert done.removed[RetentionClass.FIELD_FILES] == plan[RetentionClass.FIELD_FILES]
    assert workflow.list_looks(office, PLANNER, round_id=one.id) == ()
    with pytest.raises(ConflictError) as caught:
        workflow.read_paper(office, PLANNER, sheet.id)
    assert caught.value.code == "retention.paper_gone"
    with office.store.read() as connection:
        assert papers.list_papers(connection) == tuple(p for p in listed if p.kind not in ("commune_review",))
    after = archive(office, one.id)
    assert (after[0].digest, after[1].broken) == (before[0].digest, ())
    assert workflow.read_coverage(office, PLANNER) == coverage
    assert due(office)[RetentionClass.ARCHIVE] == 1


def test_a_sheet_of_a_round_within_its_term_stays(closed):
    office, one = closed
    workflow.close_round(office, PLANNER, round_id=one.id)
    set_clock(office, datetime(2027, 12, 31, 8, 0))
    purge(office, PLANNER)
    with office.store.read() as connection:
        assert rounds.list_rounds(connection)[0].status is RoundStatus.CLOSED
        sheet = next(paper for paper in papers.list_papers(connection) if paper.kind == "route_sheet")
    assert len(workflow.read_paper(office, PLANNER, sheet.id)[1]) == sheet.size
    assert len(workflow.list_looks(office, PLANNER, round_id=one.id)) == 1


@pytest.fixture(scope="module")
def folder_once(office_dir, tmp_path_factory):
    """Return a folder with an old backup, a new one, an old encrypted one, and files that are none."""
    home = tmp_path_factory.mktemp("backups")
    made = home / "backups"
    made.mkdir()
    with copied_office(office_dir, home / "office") as office:
        write_backup(office, PLANNER, path=made / "new.backup")
        _write_old(office, made / "old.backup")
        _write_old(office, made / "locked.backup", "một câu dài")
    (made / "note.txt").write_text("ghi chú", encoding="utf-8")
    write_rows(made / "list.xlsx")
    return made


@pytest.fixture
def folder(folder_once, tmp_path):
    """Return a copy of it that a test may change, with a link to its old backup."""
    made = shutil.copytree(folder_once, tmp_path / "backups")
    (made / "elsewhere").symlink_to(made / "old.backup")
    return made


def _write_old(office, path, passphrase=""):
    from store.backups import backup_bytes

    path.write_bytes(backup_bytes(office.store, {}, made_at="2020-01-01T00:00:00+00:00", passphrase=passphrase))


def states(folder, office, **more):
    return {one.path.name: one.state for one in purge_plan(office, PLANNER, backups=folder, **more).backups}


def test_old_backups_are_told_and_go_only_when_the_folder_is_named(office, folder):
    kept = {"new.backup": BackupState.KEPT, "old.backup": BackupState.DUE, "locked.backup": BackupState.UNOPENED}
    assert states(folder, office) == kept
    before = sorted(path.name for path in folder.iterdir())
    purge(office, PLANNER)
    assert sorted(path.name for path in folder.iterdir()) == before
    assert purge(office, PLANNER, backups=folder).backups == ("old.backup",)
    assert sorted(path.name for path in folder.iterdir()) == [name for name in before if name != "old.backup"]
    assert [row.object for row in audit_rows(office, "purge.backups")] == ["old.backup"]


def test_an_encrypted_one_goes_with_its_passphrase_alone(office, folder):
    purge(office, PLANNER, backups=folder, passphrase="một câu khác")
    assert (folder / "locked.backup").exists()
    purge(office, PLANNER, backups=folder, passphrase="một câu dài")
    assert not (folder / "locked.backup").exists()


def test_the_command_lists_first_and_removes_when_told(office, folder, capsys):
    later(office, date(2029, 3, 2))
    place = ["--dir", str(office.settings.directory)]
    assert run(["purge", "--dry-run", "--json", "--backups", str(folder), *place]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["classes"]["contacts"]["count"], told["removed"], told["on"]) == (1, None, "2029-03-02")
    assert told["classes"]["archive"]["is_removed"] is False
    assert NAME in owners(office)
    assert (folder / "old.backup").exists()
    assert run(["purge", "--json", "--backups", str(folder), *place]) == 0
    done = json.loads(capsys.readouterr().out)["removed"]
    assert (done["removed"]["contacts"], done["backups"], done["is_wiped"]) == (1, ["old.backup"], True)
    assert NAME not in owners(office)
    assert run(["purge", *place]) == 0
    said = capsys.readouterr().out
    assert "giữ 24 tháng" in said
    assert "Đã xóa 0 mục" in said


def test_what_the_command_cannot_use_is_refused_with_its_code(office, tmp_path, capsys):
    place = ["--dir", str(office.settings.directory)]
    assert run(["purge", "--backups", str(tmp_path / "nowhere"), *place]) == 3
    (office.settings.directory / "retention.toml").write_text("x", encoding="utf-8")
    assert run(["purge", *place]) == 3
    assert "retention.toml" in capsys.readouterr().err
    assert run(["purge", "--never"]) == 2


def test_a_restored_old_backup_says_that_it_has_to_be_purged(office, tmp_path, capsys):
    later(office, date(2029, 3, 2))
    write_backup(office, PLANNER, path=tmp_path / "b")
    new = tmp_path / "new"
    assert run(["restore", str(tmp_path / "b"), "--dir", str(new), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["due"] == purge_plan(office, PLANNER).due > 0
    shutil.rmtree(new)
    assert run(["restore", str(tmp_path / "b"), "--dir", str(new)]) == 0
    assert "Hãy chạy purge" in capsys.readouterr().out
    restored = open_demo(new)
    purge(restored, PLANNER)
    assert places_of(restored, NAME, PHONE, FORMER) == set()
    restored.store.close()


def test_a_restored_office_keeps_its_own_terms(office, tmp_path):
    row = '[[term]]\nclass = "contacts"\nmonths = 6\nvalid_from = 2027-01-01\nsource = "QĐ 1"\n'
    (office.settings.directory / "retention.toml").write_text(row, encoding="utf-8")
    write_backup(office, PLANNER, path=tmp_path / "b")
    restore_backup(
        replace(office.settings, directory=tmp_path / "n", database_url=f"sqlite:///{tmp_path}/n/office.sqlite"),
        path=tmp_path / "b",
    )
    assert (tmp_path / "n" / "retention.toml").read_text(encoding="utf-8") == row
