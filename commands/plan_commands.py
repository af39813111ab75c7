"""plan replan, lock and compare: working with the plan that is in force."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

import workflow
from commands.answers import CLI, answer_json, progress_bar, workspace_of
from domain.errors import ConflictError
from workflow.plan_views import MovedStop, PlanChange, PlanVersionView, PlanView, RetimedStop
from workflow.workspace import Workspace

Directory = Annotated[Path | None, typer.Option("--dir", help="Folder of the office.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
RoundId = Annotated[str, typer.Argument(help="Id of the round, as `round open` printed it.")]
Many = Annotated[list[str] | None, typer.Option(help="May be given more than once.")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Every shift before it is over.")]


def replan(
    round_id: RoundId,
    lost_team: Many = None,
    lost_shift: Many = None,
    closed: Many = None,
    added: Many = None,
    late: Annotated[list[str] | None, typer.Option(help="SHIFT=MINUTES; may be given more than once.")] = None,
    done_before: Day = None,
    note: Annotated[str, typer.Option(help="Why; must be given once the plan is sealed.")] = "",
    solver: Annotated[str, typer.Option(help="A solver's name.")] = "auto",
    seconds: Annotated[float | None, typer.Option(help="Ceiling of CPU seconds.")] = None,
    directory: Directory = None,
    as_json: AsJson = False,
) -> None:
    """Plan anew after a loss, moving little. Example: python cli.py plan replan D2027-01 --lost-team T1"""
    workspace = workspace_of(directory)
    change = PlanChange(
        lost_shifts=tuple(lost_shift or ()), lost_teams=tuple(lost_team or ()), closed_visits=tuple(closed or ()),
        added=tuple(added or ()), late=tuple(_late(text) for text in late or ()),
        done_before=done_before.date() if done_before else None, note=note,
    )  # fmt: skip
    bar, report = progress_bar("step")
    with bar:
        view = workflow.replan(
            workspace, CLI, round_id=round_id, version=in_force(workspace, round_id).version, change=change,
            solver=solver, seconds=seconds, on_progress=report,
        )  # fmt: skip
    _answer(_figures(view) | {"moved": [_moved(one) for one in view.moved], "left": _left(view)}, as_json)


def lock(
    round_id: RoundId,
    visit: Many = None,
    shift: Many = None,
    kind: Annotated[str, typer.Option(help="team, day or order; an empty one releases.")] = "order",
    directory: Directory = None,
    as_json: AsJson = False,
) -> None:
    """Lock stops, or all stops of shifts. Example: python cli.py plan lock D2027-01 --shift S1 --kind day"""
    workspace = workspace_of(directory)
    view = in_force(workspace, round_id)
    named = set(shift or ())
    for one in sorted(named - {used.shift for used in view.shifts}):
        raise ConflictError("plan.no_shift", shift=one)
    stops = [stop.establishment_id for used in view.shifts if used.shift in named for stop in used.stops]
    locks = dict.fromkeys([*(visit or ()), *stops], kind)
    after = workflow.lock_stops(workspace, CLI, round_id=round_id, version=view.version, locks=locks)
    _answer(_figures(after) | {"locked": dict(after.locked)}, as_json)


def compare(
    round_id: RoundId,
    first: Annotated[int | None, typer.Option(help="A version; the one before the second when absent.")] = None,
    second: Annotated[int | None, typer.Option(help="A version; the one in force when absent.")] = None,
    directory: Directory = None,
    as_json: AsJson = False,
) -> None:
    """Say what one version has otherwise than another. Example: python cli.py plan compare D2027-01 --first 1"""
    workspace = workspace_of(directory)
    second = second or in_force(workspace, round_id).version
    first = first or max(1, second - 1)
    found = workflow.compare_plans(workspace, CLI, round_id=round_id, first=first, second=second)
    figures: dict[str, object] = {
        "first": _version(found.first), "second": _version(found.second),
        "moved": [_moved(one) for one in found.moved], "retimed": [_retimed(one) for one in found.retimed],
        "added": list(found.added), "removed": list(found.removed),
    }  # fmt: skip
    _answer(figures, as_json)


def in_force(workspace: Workspace, round_id: str) -> PlanView:
    """Return a round's plan.

    Raises
    ------
    ConflictError
        ``plan.not_drawn`` where there is none.
    """
    view = workflow.read_plan(workspace, CLI, round_id=round_id)
    if view is None:
        raise ConflictError("plan.not_drawn")
    return view


def _late(text: str) -> tuple[str, int]:
    shift, _, minutes = text.rpartition("=")
    if not shift or not minutes.isdigit():
        raise typer.BadParameter(f"{text}: SHIFT=MINUTES")
    return shift, 60 * int(minutes)


def _figures(view: PlanView) -> dict[str, object]:
    return {
        "round": view.round.id, "version": view.version, "shifts": view.shifts_used,
        "routed": sum(len(shift.stops) for shift in view.shifts), "unassigned": len(view.unassigned),
        "rules_broken": view.rules_broken,
    }  # fmt: skip


def _left(view: PlanView) -> list[dict[str, object]]:
    return [
        {
            "visit": one.visit,
            "reasons": [{"code": why.code, "shift": why.shift, **why.params} for why in one.reasons],
            "remedies": [{"code": way.code, "cost": way.cost, **way.params} for way in one.remedies],
        }
        for one in view.unassigned
    ]


def _moved(one: MovedStop) -> dict[str, object]:
    return {"visit": one.visit, "from": one.from_shift, "to": one.to_shift}


def _retimed(one: RetimedStop) -> dict[str, object]:
    return {"visit": one.visit, "shift": one.new_shift, "from_s": one.old_start_s, "to_s": one.new_start_s}


def _version(view: PlanVersionView) -> dict[str, object]:
    return {
        "version": view.version, "action": view.action, "by": view.by, "visits": view.visits,
        "unassigned": view.unassigned, "shifts": view.shifts_used, "travel_s": view.travel_s, "score": view.score,
    }  # fmt: skip


def _answer(figures: dict[str, object], as_json: bool) -> None:
    answer_json(figures) if as_json else print("\n".join(f"{name}: {value}" for name, value in figures.items()))
