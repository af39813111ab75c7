"""What is looked at: each thing that can be wrong is found, and nothing is changed by looking."""

import os
import shutil
from collections import namedtuple
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from domain.accounts import AccountRole, Actor
from domain.errors import NotAllowedError, ServiceError
from store import audit, jobs
from workflow import health
from workflow.backing_up import write_backup
from workflow.health import Level, beat, check_health, is_well, look_at_office, read_health, stop_beating
from workflow.workspace import open_workspace, settings_from

PLANNER = Actor(account="thu", role=AccountRole.PLANNER)
NOW = datetime.now(UTC)


@pytest.fixture
def office(tmp_path):
    opened = open_workspace(settings_from({"INSPECTION_DIR": str(tmp_path / "office")}))
    yield opened
    opened.store.close()


def look(office, now=None):
    found = check_health(office.store, office.settings.directory, now=now or datetime.now(UTC))
    return {check.code: check for check in found}


def ask_for_work(office, at):
    with office.store.write() as connection:
        jobs.add_job(connection, jobs.Job(id=str(at), kind="reach", params={}, account="thu", created_at=at))


def test_a_new_office_is_well_and_is_reminded_of_a_backup(office):
    found = look(office)
    assert {code: check.level for code, check in found.items()} == {
        "store": Level.OK, "tables": Level.OK, "worker": Level.WARN, "disk": Level.OK, "backup": Level.WARN,
    }  # fmt: skip
    assert is_well(found.values())
    assert found["backup"].value is None
    assert found["disk"].value == pytest.approx(shutil.disk_usage(office.settings.directory).free, rel=0.2)


def test_a_worker_that_beats_is_alive_one_that_stopped_is_missed(office):
    beat(office.settings.directory)
    assert look(office)["worker"].level is Level.OK
    late = look(office, now=datetime.now(UTC) + timedelta(seconds=61))
    assert (late["worker"].level, is_well(late.values())) == (Level.BAD, False)
    assert 60 <= late["worker"].value <= 70
    stop_beating(office.settings.directory)
    assert look(office)["worker"].level is Level.WARN


def test_a_worker_busy_with_a_long_task_is_alive(office):
    beat(office.settings.directory)
    long_ago = (NOW - timedelta(hours=1)).timestamp()
    os.utime(office.settings.directory / health.BEAT, (long_ago, long_ago))
    ask_for_work(office, NOW - timedelta(hours=1))
    assert look(office)["worker"].level is Level.BAD
    with office.store.write() as connection:
        assert jobs.claim_job(connection, worker="w", now=datetime.now(UTC)) is not None
    assert look(office)["worker"].level is Level.OK


def test_work_that_nobody_takes_is_bad_after_a_minute(office):
    ask_for_work(office, NOW)
    assert look(office, now=NOW + timedelta(seconds=59))["worker"].level is Level.WARN
    assert look(office, now=NOW + timedelta(seconds=60))["worker"].level is Level.BAD


@pytest.mark.parametrize(("free", "level"), [(99_999_999, Level.BAD), (100_000_000, Level.WARN), (10**9, Level.OK)])
def test_a_disk_that_fills_up_is_told(office, monkeypatch, free, level):
    monkeypatch.setattr(health.shutil, "disk_usage", lambda _: namedtuple("Usage", "free")(free))
    assert look(office)["disk"].level is level


def test_a_backup_that_could_not_be_written_counts_for_none(office, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ServiceError, match=r"disk\.failed"):
        write_backup(office, PLANNER, path=tmp_path / "file" / "b")
    with office.store.read() as connection:
        lines = [(one.action, one.outcome) for one in audit.read_audit(connection, limit=2)]
    assert sorted(lines) == [("backup.begin", "ok"), ("backup.write", "failed")]
    assert look(office)["backup"].value is None


def test_a_backup_is_due_after_a_week(office, tmp_path):
    write_backup(office, PLANNER, path=tmp_path / "b")
    assert look(office)["backup"].level is Level.OK
    late = look(office, now=datetime.now(UTC) + timedelta(days=7))["backup"]
    assert late.level is Level.WARN
    assert late.value == pytest.approx(7 * 24 * 3600, abs=60)


def test_tables_of_another_version_are_found_and_left(office):
    with office.store.write() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '0001'"))
    found = look_at_office(office.settings)
    assert {check.code: check.level for check in found}["tables"] is Level.BAD
    with office.store.read() as connection:
        assert connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar() == "0001"


def test_a_store_that_is_not_there_is_bad_and_is_not_made(tmp_path):
    settings = settings_from({"INSPECTION_DIR": str(tmp_path / "none")})
    (check,) = look_at_office(settings)
    assert (check.code, check.level) == ("store", Level.BAD)
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("role", [AccountRole.TEAM, AccountRole.LEADER])
def test_only_who_looks_after_the_office_sees_it(office, role):
    with pytest.raises(NotAllowedError):
        read_health(office, Actor(account="x", role=role, team="T1"))
    assert {check.code for check in read_health(office, PLANNER)} >= {"store", "disk", "backup"}
    with office.store.read() as connection:
        assert [one.action for one in audit.read_audit(connection, limit=5)] == ["health.read"]
