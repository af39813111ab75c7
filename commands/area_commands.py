"""plan make --all: every office of a province, in processes of this computer or on a Dask cluster."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from types import FrameType
from typing import NoReturn

import typer

import workflow
from commands.answers import CLI, answer_json, progress_bar, settings, words
from domain.errors import ConflictError, InspectionError
from domain.progress import ShouldStop
from workflow.area_executors import AreaExecutor, dask_cluster, process_pool
from workflow.area_runs import AreaOutcome
from workflow.planning_areas import OfficePlan, OfficeTask


def make_all(
    province: Path,
    *,
    scheduler: str | None,
    workers: int | None,
    again: bool,
    solver: str,
    seconds: float | None,
    vehicle: str | None,
    as_json: bool,
) -> NoReturn:
    """Plan every office of a folder, say what became of each, and exit with the greatest code of those that failed."""
    if os.environ.get("INSPECTION_DATABASE_URL"):
        raise ConflictError("areas.one_database")
    tasks = [
        OfficeTask(
            settings=settings(folder), actor=CLI, again=again, solver=solver, seconds=seconds, vehicle=vehicle
        )
        for folder in workflow.list_offices(province)
    ]  # fmt: skip
    bar, report = progress_bar("step")
    with _executor(scheduler, workers) as executor, _stopped_by_interrupt() as should_stop, bar:
        outcomes = workflow.plan_offices(tasks, executor=executor, on_progress=report, should_stop=should_stop)
    if as_json:
        answer_json({"offices": [_figures(one) for one in outcomes], **_counts(outcomes)})
    else:
        _print(outcomes)
    raise typer.Exit(max((one.error.exit_code for one in outcomes if one.error), default=0))


@contextmanager
def _executor(scheduler: str | None, workers: int | None) -> Iterator[AreaExecutor]:
    with dask_cluster(scheduler) if scheduler else process_pool(workers) as executor:
        yield executor


@contextmanager
def _stopped_by_interrupt() -> Iterator[ShouldStop]:
    """Take the first Ctrl-C as the wish to stop; the second one ends the command as usual."""
    asked: list[int] = []

    def ask(number: int, frame: FrameType | None) -> None:
        asked.append(number)
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield lambda: bool(asked)
    finally:
        signal.signal(signal.SIGINT, before)


def _figures(outcome: AreaOutcome[OfficeTask]) -> dict[str, object]:
    told: dict[str, object] = {"office": _name(outcome), "attempts": outcome.attempts}
    if outcome.error is not None:
        return told | {"error": outcome.error.code, "params": dict(outcome.error.params)}
    return told | asdict(_plan(outcome))


def _counts(outcomes: tuple[AreaOutcome[OfficeTask], ...]) -> dict[str, int]:
    made = [_plan(one).is_new for one in outcomes if one.error is None]
    return {"planned": sum(made), "kept": len(made) - sum(made), "failed": len(outcomes) - len(made)}


def _print(outcomes: tuple[AreaOutcome[OfficeTask], ...]) -> None:
    catalogue = words()
    for one in outcomes:
        if one.error is not None:
            print(catalogue.say("areas.failed", office=_name(one), attempts=one.attempts, why=_why(one.error)))
            continue
        plan = _plan(one)
        key = "areas.planned" if plan.is_new else "areas.kept"
        print(
            catalogue.say(
                key, office=_name(one), round=plan.round, planned=plan.planned, selected=plan.selected,
                unassigned=plan.unassigned, version=plan.version,
            )
        )  # fmt: skip
    print(catalogue.say("areas.summary", **_counts(outcomes)))


def _why(error: InspectionError) -> str:
    key = f"error.{error.code}"
    return words().say(key, **dict(error.params)) if key in words() else str(error)


def _name(outcome: AreaOutcome[OfficeTask]) -> str:
    return outcome.area.settings.directory.name


def _plan(outcome: AreaOutcome[OfficeTask]) -> OfficePlan:
    plan: OfficePlan = outcome.result
    return plan
