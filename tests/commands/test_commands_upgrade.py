"""A command meets an office of another version: it keeps a copy and upgrades, or refuses in words."""

import lzma
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

import workflow
from commands.registry import run
from domain.accounts import AccountRole, Actor
from workflow.workspace import open_workspace, settings_from

ROOT = Path(__file__).resolve().parents[2]
OLD = ROOT / "tests" / "store" / "old_stores"
PLANNER = Actor(account="thu", role=AccountRole.PLANNER)


@pytest.fixture(params=["0001", "0011"])
def old_office(request, tmp_path):
    """An office whose database an earlier version wrote."""
    directory = tmp_path / "office"
    directory.mkdir()
    content = lzma.decompress((OLD / f"{request.param}.sqlite.xz").read_bytes())
    (directory / "office.sqlite").write_bytes(content)
    (directory / "secret.key").write_text("x", encoding="utf-8")
    return directory


def revision(directory: Path) -> str:
    connection = sqlite3.connect(directory / "office.sqlite")
    try:
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])
    finally:
        connection.close()


def test_the_first_command_keeps_a_copy_and_upgrades(old_office, tmp_path):
    before = revision(old_office)
    for _ in range(2):
        command = [sys.executable, "cli.py", "coverage", "--dir", str(old_office), "--json"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, encoding="utf-8")
        assert '"registered_ever"' in done.stdout
    (copy,) = (old_office / "upgrades").iterdir()
    assert (copy.name, copy.stat().st_mode & 0o777) == (f"before-{before}.backup", 0o600)
    assert revision(old_office) > before
    assert run(["restore", str(copy), "--dir", str(tmp_path / "again")]) == 0
    first, second = (
        open_workspace(settings_from({"INSPECTION_DIR": str(place)})) for place in (old_office, tmp_path / "again")
    )
    assert workflow.read_coverage(first, PLANNER) == workflow.read_coverage(second, PLANNER)
    assert (tmp_path / "again" / "secret.key").read_text(encoding="utf-8") == "x"
    first.store.close()
    second.store.close()


def test_the_copy_is_in_no_backup_and_an_older_one_goes(old_office, tmp_path):
    folder = old_office / "upgrades"
    folder.mkdir()
    (folder / "before-0000.backup").write_bytes(b"x")
    assert run(["backup", str(tmp_path / "b"), "--dir", str(old_office)]) == 0
    assert len(list(folder.iterdir())) == 1
    assert run(["restore", str(tmp_path / "b"), "--dir", str(tmp_path / "again")]) == 0
    assert not (tmp_path / "again" / "upgrades").exists()


def test_without_room_for_the_copy_the_office_stays_as_it_was(old_office, capsys):
    before = revision(old_office)
    (old_office / "upgrades").write_text("a file where the folder has to be", encoding="utf-8")
    assert run(["coverage", "--dir", str(old_office), "--json"]) == 7
    assert "chưa có gì thay đổi" in capsys.readouterr().err
    assert revision(old_office) == before


@pytest.mark.parametrize("command", [["coverage"], ["serve", "--port", "1"], ["work"]])
def test_an_office_of_a_newer_version_is_refused_in_words(tmp_path, capsys, command):
    open_workspace(settings_from({"INSPECTION_DIR": str(tmp_path)})).store.close()
    connection = sqlite3.connect(tmp_path / "office.sqlite")
    with connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    assert run([*command, "--dir", str(tmp_path)]) == 7
    assert "phiên bản phần mềm mới hơn" in capsys.readouterr().err
    assert revision(tmp_path) == "9999"
