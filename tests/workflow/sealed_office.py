"""The demo office with its plan sealed, and whoever looks at it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import workflow
from domain.accounts import AccountRole, Actor
from store import audit, offices
from workflow.workspace import Workspace, open_workspace, settings_from

PLANNER = Actor(account="thu", role=AccountRole.PLANNER)
LEADER = Actor(account="binh", role=AccountRole.LEADER)
ADMINISTRATOR = Actor(account="quan", role=AccountRole.ADMINISTRATOR)
AFTERWARDS = datetime(2027, 4, 1, 8, 0)


def open_office(directory: Path) -> Workspace:
    """Open an office's folder."""
    return open_workspace(settings_from({"INSPECTION_DIR": str(directory)}))


def seal(workspace: Workspace, **more: Any) -> str:
    """Seal the demo's plan and return its round."""
    plan = workflow.read_plan(workspace, PLANNER)
    arguments = {"decision_no": "12/QĐ", "decision_on": date(2027, 3, 2), "signer": "Chủ tịch", **more}
    workflow.seal_plan(workspace, PLANNER, round_id=plan.round.id, version=plan.version, **arguments)
    return plan.round.id


def team(name: str | None) -> Actor:
    """Return somebody of a team."""
    return Actor(account=f"doan-{name}".lower(), role=AccountRole.TEAM, team=name)


def set_clock(workspace: Workspace, at: datetime) -> None:
    """Put the demo's clock anywhere, leaving no line in the audit."""
    with workspace.store.write() as connection:
        office = offices.read_office(connection)
        aware = at if at.tzinfo else at.replace(tzinfo=workflow.read_now(workspace).tzinfo)
        offices.save_office(connection, replace(office, demo_at=aware))


def audit_rows(workspace: Workspace, action: str) -> list[audit.AuditEntry]:
    """Return the lines of the audit of one action, the newest first."""
    with workspace.store.read() as connection:
        return [row for row in audit.read_audit(connection, limit=10_000) if row.action == action]


def text_of(sheet: Mapping[str, Any]) -> str:
    """Return a sheet as the bytes that leave would have it."""
    return json.dumps(sheet, ensure_ascii=False, sort_keys=True)


def keys_of(value: Any) -> Iterator[str]:
    """Return every key of a nested value."""
    if isinstance(value, Mapping):
        for key, one in value.items():
            yield key
            yield from keys_of(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from keys_of(one)
