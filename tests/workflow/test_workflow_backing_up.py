"""Backups as whoever runs the office makes them."""

import json
import zipfile

import pytest

import workflow
from commands.registry import run
from domain.accounts import AccountRole, Actor
from domain.errors import InputError, NotAllowedError
from workflow.backing_up import restore_backup, write_backup
from workflow.workspace import open_workspace, settings_from

PLANNER = Actor(account="thu", role=AccountRole.PLANNER)


@pytest.fixture
def office(demo_copy):
    opened = open_workspace(settings_from({"INSPECTION_DIR": str(demo_copy)}))
    yield opened
    opened.store.close()


@pytest.mark.parametrize("role", [AccountRole.TEAM, AccountRole.LEADER])
def test_others_make_no_backup(office, tmp_path, role):
    with pytest.raises(NotAllowedError):
        write_backup(office, Actor(account="thu", role=role, team="T1"), path=tmp_path / "b")
    assert not (tmp_path / "b").exists()


def test_the_command_restores_an_office_that_shows_the_same(office, tmp_path, capsys):
    key = tmp_path / "key.txt"
    key.write_text("một câu dài khó đoán\n", encoding="utf-8")
    place, new = str(office.settings.directory), tmp_path / "new"
    assert run(["backup", str(tmp_path / "b"), "--dir", place, "--passphrase-file", str(key), "--json"]) == 0
    written = json.loads(capsys.readouterr().out)
    assert (tmp_path / "b").stat().st_mode & 0o777 == 0o600
    assert run(["restore", str(tmp_path / "b"), "--dir", str(new), "--json"]) == 3
    assert not new.exists()
    assert run(["restore", str(tmp_path / "b"), "--dir", str(new), "--passphrase-file", str(key), "--json"]) == 0
    capsys.readouterr()
    restored = open_workspace(settings_from({"INSPECTION_DIR": str(new)}))
    try:
        assert written["broken_audit"] is None
        assert workflow.read_coverage(restored, PLANNER) == workflow.read_coverage(office, PLANNER)
        before, after = (workflow.read_plan(one, PLANNER) for one in (office, restored))
        assert before == after
        assert workflow.commune_layer(restored, PLANNER) == workflow.commune_layer(office, PLANNER)
    finally:
        restored.store.close()


def test_a_folder_in_use_is_refused_and_left(office, tmp_path):
    write_backup(office, PLANNER, path=tmp_path / "b")
    with pytest.raises(InputError) as caught:
        restore_backup(office.settings, path=tmp_path / "b")
    assert caught.value.code == "restore.not_empty"
    assert workflow.read_plan(office, PLANNER) is not None


def test_a_cut_file_leaves_the_folder_empty(office, tmp_path):
    write_backup(office, PLANNER, path=tmp_path / "b")
    (tmp_path / "b").write_bytes((tmp_path / "b").read_bytes()[:-1000])
    settings = settings_from({"INSPECTION_DIR": str(tmp_path / "new")})
    with pytest.raises(InputError) as caught:
        restore_backup(settings, path=tmp_path / "b")
    assert caught.value.code == "backup.unreadable"
    assert not (tmp_path / "new").exists()


def test_what_fails_half_way_leaves_an_empty_folder(office, tmp_path):
    write_backup(office, PLANNER, path=tmp_path / "b")
    with zipfile.ZipFile(tmp_path / "b") as source, zipfile.ZipFile(tmp_path / "later", "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "manifest.json":
                content = json.dumps(json.loads(content) | {"revision": "9999"}).encode()
            target.writestr(name, content)
    settings = settings_from({"INSPECTION_DIR": str(tmp_path / "new")})
    with pytest.raises(InputError) as caught:
        restore_backup(settings, path=tmp_path / "later")
    assert caught.value.code == "dump.newer"
    assert list((tmp_path / "new").iterdir()) == []
