"""What the papers of one round cost: every one of them, on the demo office with a round of sixty visits."""

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import workflow
from demo.line import DEMO, set_up_demo, take_register
from workflow.workspace import Workspace, open_workspace, settings_from

TARGET_S = 15.0
"""CPU seconds for all papers of a round of sixty visits."""
VISITS = 60
AUDIENCES = ("public", "leader", "planner")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFigures:
    """Hold what the papers cost: CPU seconds by step, papers and bytes, and how often progress was told."""

    visits: int
    shifts: int
    seconds: dict[str, float]
    papers: int
    size: int
    told: int

    @property
    def total_s(self) -> float:
        """Return the CPU seconds of all steps."""
        return sum(self.seconds.values())


def run_papers(*, visits: int = VISITS) -> bool:
    """Print the figures and tell whether the target is met."""
    with tempfile.TemporaryDirectory() as directory:
        figures = measure_papers(Path(directory), visits=visits)
    print(f"papers: {figures.visits} visits, {figures.shifts} shifts")
    for name, seconds in figures.seconds.items():
        print(f"  {name:<28} {seconds:6.2f} CPU s")
    is_met = figures.total_s <= TARGET_S
    print(
        f"  {figures.papers} papers, {figures.size / 1e6:.1f} MB, {figures.told} reports of progress: "
        f"{figures.total_s:.1f} CPU s (target {TARGET_S:.0f}){'' if is_met else ' MISSED'}"
    )
    return is_met


def measure_papers(directory: Path, *, visits: int) -> PaperFigures:
    """Seal a round of so many visits on the demo office and write every paper of it."""
    workspace = open_workspace(settings_from({"INSPECTION_DIR": str(directory)}))
    try:
        round_id = _sealed_round(workspace, visits)
        view = workflow.read_plan(workspace, DEMO, round_id=round_id)
        told: list[str] = []
        seconds = {name: _cpu_s(work) for name, work in _steps(workspace, round_id, told).items()}
        size = _written(workspace, round_id)
    finally:
        workspace.store.close()
    used = [shift for shift in view.shifts if shift.stops]
    return PaperFigures(
        visits=sum(len(shift.stops) for shift in used), shifts=len(used), seconds=seconds, papers=size[0], size=size[1],
        told=len(told),
    )  # fmt: skip


def _sealed_round(workspace: Workspace, visits: int) -> str:
    take_register(workspace, set_up_demo(workspace))
    draft = workflow.default_round(workspace, DEMO)
    opened = workflow.open_round(
        workspace, DEMO, title=draft.title, starts_on=draft.starts_on, ends_on=draft.ends_on,
        rule=replace(draft.rule, size=visits), teams=draft.teams,
    )  # fmt: skip
    plan = workflow.plan_round(workspace, DEMO, round_id=opened.id, seed="papers")
    workflow.seal_plan(
        workspace, DEMO, round_id=opened.id, version=plan.version, decision_no="1", decision_on=date(2027, 3, 1),
        signer="P", lodging_reason="-",
    )  # fmt: skip
    return opened.id


def _steps(workspace: Workspace, round_id: str, told: list[str]) -> dict[str, Callable[[], object]]:
    def tell(step: str, done: int, total: int) -> None:
        told.append(f"{step} {done}/{total}")

    return {
        "plan workbook, draw minutes": lambda: workflow.write_papers(workspace, DEMO, round_id=round_id),
        "official papers": lambda: workflow.write_official_papers(
            workspace, DEMO, round_id=round_id, on_progress=tell
        ),
        "papers of the shifts": lambda: workflow.write_sheets(
            workspace, DEMO, round_id=round_id, is_open=True, on_progress=tell
        ),
        "public plan": lambda: workflow.write_public_plan(workspace, DEMO, round_id=round_id),
        "map of the round": lambda: workflow.round_map(workspace, DEMO, round_id=round_id),
        "coverage papers and map": lambda: (
            workflow.write_coverage_papers(workspace, DEMO, on_progress=tell), workflow.coverage_map(workspace, DEMO)
        ),
        "files for map programs": lambda: [workflow.write_gis(workspace, DEMO, audience=one) for one in AUDIENCES],
    }  # fmt: skip


def _cpu_s(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _written(workspace: Workspace, round_id: str) -> tuple[int, int]:
    """Return how many papers lie there, and their bytes."""
    folder = workflow.read_sheet_papers(workspace, DEMO, round_id=round_id)
    found = [
        *workflow.list_papers(workspace, DEMO, round_id=round_id),
        *workflow.list_official_papers(workspace, DEMO, round_id=round_id),
        *(paper for shift in folder.shifts for paper in shift.papers),
        *workflow.list_coverage_papers(workspace, DEMO),
        *workflow.list_gis(workspace, DEMO),
        *workflow.list_planner_maps(workspace, DEMO),
    ]
    return len(found), sum(paper.size for paper in found)
