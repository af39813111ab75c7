"""A sealed demo evening, and a server that can be killed and started again at the same address."""

import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from served import ROOT

import workflow
from access.web_server import server_command
from benchmarks.served_office import free_port, wait_for_answer
from domain.accounts import AccountRole, Actor
from domain.visits import KeptResult
from store import results
from workflow.plan_views import ShiftView
from workflow.workspace import Workspace, open_workspace, settings_from

PLANNER = Actor(account="planner", role=AccountRole.PLANNER)


@dataclass(frozen=True)
class Evening:
    """Hold the shift that a test works in, and what its team must never see."""

    shift: ShiftView
    others: tuple[ShiftView, ...]

    @property
    def stops(self) -> list[str]:
        """Return the ids of the shift's stops, in their order."""
        return [stop.establishment_id for stop in self.shift.stops]

    @property
    def canaries(self) -> set[str]:
        """Return ids and names of the stops of every other shift that stand in no stop of this one."""
        own = {text for stop in self.shift.stops for text in (stop.establishment_id, stop.name)}
        return {text for one in self.others for stop in one.stops for text in (stop.establishment_id, stop.name)} - own


@dataclass
class FieldServer:
    """Serve an office's folder on one address; killed and started again as a test wants it."""

    directory: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen | None = None

    @property
    def base(self) -> str:
        """Return the address."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def passwords(self) -> dict[str, str]:
        """Return the first passwords of the accounts."""
        lines = (self.directory / "first-sign-in.txt").read_text(encoding="utf-8").splitlines()
        return dict(line.split("\t") for line in lines)

    def start(self) -> "FieldServer":
        """Start the product without its worker and wait until it answers."""
        settings = {
            "INSPECTION_DIR": str(self.directory),
            "INSPECTION_HOSTS": f"127.0.0.1,127.0.0.1:{self.port}",
            "INSPECTION_WORKER": "0",
        }
        quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(
            server_command(port=self.port), cwd=ROOT, env={**os.environ, **settings}, **quiet
        )
        wait_for_answer(self.process, f"{self.base}/health")
        return self

    def kill(self) -> None:
        """End the server without warning, as a power cut does."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()


def open_office(directory: Path) -> Workspace:
    """Open the workspace of a folder as the doors do."""
    return open_workspace(settings_from({"INSPECTION_DIR": str(directory)}))


def seal_evening(directory: Path, *, team: str = "T1") -> Evening:
    """Seal the demo's plan and put the clock at the reveal of the team's first shift."""
    workspace = open_office(directory)
    try:
        plan = workflow.read_plan(workspace, PLANNER)
        assert plan is not None
        if plan.sealed_at is None:
            day = workflow.read_now(workspace).date()
            plan = workflow.seal_plan(
                workspace, PLANNER, round_id=plan.round.id, version=plan.version, decision_no="1/QĐ", decision_on=day,
                signer="Chủ tịch",
            )  # fmt: skip
        worked = [shift for shift in plan.shifts if shift.stops]
        own = min((shift for shift in worked if shift.team == team), key=lambda shift: (shift.date, shift.start_s))
        assert own.revealed_at is not None
        workflow.move_clock(workspace, PLANNER, at=own.revealed_at)
        return Evening(shift=own, others=tuple(shift for shift in worked if shift.shift != own.shift))
    finally:
        workspace.store.close()


def kept_results(directory: Path, round_id: str) -> tuple[KeptResult, ...]:
    """Return every result that the store holds of a round."""
    workspace = open_office(directory)
    try:
        with workspace.store.read() as connection:
            return results.read_results(connection, round_id)
    finally:
        workspace.store.close()
