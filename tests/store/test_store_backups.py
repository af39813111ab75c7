"""An office as one file: nothing missing, nothing changed, nothing believed without its sum."""

import json
import zipfile
from datetime import UTC, date, datetime
from io import BytesIO

import pytest

from domain.errors import InputError
from domain.inspections import Finding, Inspection
from store import open_store
from store.audit import AuditEntry, append_audit, verify_chain
from store.backups import backup_bytes, files_of, fill_from_backup, read_manifest
from store.dumping import fill_store, read_lines, read_tables, sum_store
from store.inspections import add_inspections, read_inspections
from store.papers import Paper, read_paper, save_paper

AT = datetime(2027, 3, 1, 1, 30, tzinfo=UTC)
VISIT = Inspection(
    id="lượt-1", establishment_id="CS-1", agency="VAN_HOA", on=date(2027, 3, 9), is_full=True, minutes_no="12/BB",
    findings=(Finding(code="licence", action="fine", remedy_due_on=date(2027, 4, 1)),),
)  # fmt: skip
PAPER = Paper(
    id="p1", round_id=None, kind="coverage_map", audience="leader", file_name="bản đồ.html", media_type="text/html",
    made_at=AT, digest="0" * 64,
)  # fmt: skip


def entry(number):
    return AuditEntry(
        at=AT,
        account="thu",
        role="planner",
        ip="",
        action="step",
        object=str(number),
        outcome="ok",
        details={"n": number},
    )


@pytest.fixture
def filled(store):
    with store.write() as connection:
        add_inspections(connection, [VISIT])
        save_paper(connection, PAPER, bytes(range(256)))
        for number in range(3):
            append_audit(connection, entry(number))
    return store


@pytest.fixture
def folder(tmp_path):
    directory = tmp_path / "office"
    for name in ("layers/communes.geojson", "secret.key", "cache/m.matrix", "office.sqlite-wal", "first-sign-in.txt"):
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"nội dung của {name}", encoding="utf-8")
    return directory


@pytest.fixture
def empty(tmp_path):
    opened = open_store(f"sqlite:///{tmp_path / 'new' / 'office.sqlite'}")
    yield opened
    opened.close()


def sums(store):
    with store.read() as connection:
        return sum_store(connection)


def code_of(function, *arguments, **more):
    with pytest.raises(InputError) as caught:
        function(*arguments, **more)
    return caught.value.code


def test_what_is_restored_equals_what_was_kept(filled, folder, empty, tmp_path):
    content = backup_bytes(filled, files_of(folder), made_at="2027-03-01T01:30:00+00:00")
    manifest = fill_from_backup(content, empty, tmp_path / "new")
    assert sums(empty) == sums(filled) == dict(manifest.tables)
    with empty.read() as connection:
        assert read_inspections(connection) == (VISIT,)
        assert read_paper(connection, "p1")[1] == bytes(range(256))
        assert verify_chain(connection) is None
    assert (tmp_path / "new" / "secret.key").stat().st_mode & 0o777 == 0o600


def test_work_goes_on_after_a_restore(filled, empty, tmp_path):
    fill_from_backup(backup_bytes(filled, {}, made_at=""), empty, tmp_path / "new")
    with empty.write() as connection:
        append_audit(connection, entry(9))
        assert verify_chain(connection) is None


def test_caches_first_passwords_and_the_database_stay_out(folder):
    assert set(files_of(folder)) == {"layers/communes.geojson", "secret.key"}


def test_the_same_office_gives_the_same_bytes(filled, folder):
    first, second = (backup_bytes(filled, files_of(folder), made_at="x") for _ in range(2))
    assert first == second


def test_without_its_passphrase_a_backup_says_nothing(filled, folder):
    content = backup_bytes(filled, files_of(folder), made_at="x", passphrase="một câu dài khó đoán")
    assert b"geojson" not in content
    assert code_of(read_manifest, content) == "backup.passphrase"
    assert code_of(read_manifest, content, passphrase="sai") == "backup.passphrase"
    assert read_manifest(content, passphrase="một câu dài khó đoán").tables["audit"].rows == 3


def tampered(content, name, change):
    source, target = zipfile.ZipFile(BytesIO(content)), BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for member in source.namelist():
            data = source.read(member)
            archive.writestr(member, change(data) if member == name else data)
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "part"),
    [("tables/inspections.jsonl", "inspections"), ("files/layers/communes.geojson", "layers/communes.geojson")],
)
def test_a_changed_part_is_named_and_nothing_is_restored(filled, folder, empty, tmp_path, name, part):
    content = tampered(
        backup_bytes(filled, files_of(folder), made_at="x"), name, lambda data: data.replace(b"n", b"m", 1)
    )
    with pytest.raises(InputError) as caught:
        fill_from_backup(content, empty, tmp_path / "new")
    assert (caught.value.code, caught.value.params["part"]) == ("backup.damaged", part)
    assert not any(one.rows for one in sums(empty).values())


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 cut", b"age-encryption.org/v1\nbroken"])
def test_other_files_are_refused(content):
    assert code_of(read_manifest, content) in {"backup.unreadable", "backup.passphrase"}


@pytest.mark.parametrize("name", ["../out", "/etc/x", "a\\b", "c:x"])
def test_a_name_that_leaves_the_folder_is_refused(filled, folder, name):
    def rename(data):
        said = json.loads(data)
        said["files"] = {name: "0" * 64}
        return json.dumps(said).encode()

    content = tampered(backup_bytes(filled, files_of(folder), made_at="x"), "manifest.json", rename)
    assert code_of(read_manifest, content) == "backup.unreadable"


def test_a_store_that_holds_something_is_left_as_it_was(filled, tmp_path):
    before = sums(filled)
    assert code_of(fill_from_backup, backup_bytes(filled, {}, made_at="x"), filled, tmp_path) == "dump.not_empty"
    assert sums(filled) == before


def test_a_store_in_use_is_not_brought_back_to_an_older_revision(filled, tmp_path):
    before = sums(filled)
    old = tampered(
        backup_bytes(filled, {}, made_at="x"),
        "manifest.json",
        lambda data: json.dumps(json.loads(data) | {"revision": "0001"}).encode(),
    )
    assert code_of(fill_from_backup, old, filled, tmp_path) == "dump.not_empty"
    assert sums(filled) == before


def test_a_backup_of_a_later_version_is_refused(filled, empty, tmp_path):
    content = tampered(
        backup_bytes(filled, {}, made_at="x"),
        "manifest.json",
        lambda data: data.replace(b'"revision": "0', b'"revision": "9'),
    )
    assert code_of(fill_from_backup, content, empty, tmp_path / "new") == "dump.newer"


def test_rows_are_never_put_beside_others(filled):
    before = sums(filled)
    with filled.read() as connection:
        lines = {table.name: list(read_lines(connection, table)) for table in read_tables(connection)}
    assert code_of(fill_store, filled, lambda name: lines[name][:1]) == "dump.not_empty"
    assert sums(filled) == before
