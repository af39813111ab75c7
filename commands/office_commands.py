"""register and coverage: what an office has and has reached."""

import gc
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import workflow
from commands.answers import CLI, answer_json, progress_bar, words, workspace_of
from domain.progress import OnProgress

if TYPE_CHECKING:
    from geo.placing import Placement
    from register.report import RegisterReport

register = typer.Typer(no_args_is_help=True, help="Read or import a register workbook.")
Directory = Annotated[Path | None, typer.Option("--dir", help="Folder of the office.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@register.command("check")
def check(
    file: Path,
    office: Annotated[Path | None, typer.Option(help="Folder of the office; else the demo office.")] = None,
    as_of: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Day of reading; the office's own by default.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Read a workbook, keeping nothing: rows, repairs, issues. Example: python cli.py register check FILE --json"""
    from commands.register_answer import all_issues, issue_fields, register_answer

    bar, report_step = progress_bar("step")
    on = as_of.date() if as_of else None
    with bar, _without_cycle_search():
        if office is None:
            report, placements = _checked_as_demo(file, on, report_step)
        else:
            report, placements = workflow.check_file(
                workspace_of(office), CLI, path=file, on=on, on_progress=report_step
            )
        answer = register_answer(report, placements, words()) if as_json else {}
    catalogue = words()
    if as_json:
        # On one line: indented text of a large register costs seconds.
        print(json.dumps(answer, ensure_ascii=False))
        return
    issues = all_issues(report, placements)
    print(catalogue.say("register_check.summary", rows=report.rows_read, issues=len(issues)))
    for issue in issues:
        print(f"  {catalogue.say(f'issue.{issue.code}', **issue_fields(issue))}")


@contextmanager
def _without_cycle_search() -> Iterator[None]:
    """Leave the collector of cycles off meanwhile: it would search a large register again and again for nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _checked_as_demo(
    file: Path, on: date | None, on_progress: OnProgress
) -> "tuple[RegisterReport, tuple[Placement, ...]]":
    """Read a workbook with the demo office's places, from data/ alone."""
    from demo.area import AS_OF, demo_area
    from register.check import check_workbook
    from workflow.reference import load_reference
    from workflow.workspace import ROOT

    reference, day = load_reference(ROOT / "data"), on or AS_OF
    report = check_workbook(file, reference.register_reference(day), on_progress=on_progress)
    boundaries, hamlets = demo_area(reference)
    placements = workflow.place_rows(
        report, boundaries=boundaries, hamlets=hamlets, communes=reference.communes, successions=reference.successions,
        vintage_now=next(vintage.id for vintage in reference.vintages if vintage.is_in_force(day)),
    )  # fmt: skip
    return report, placements


def coverage(directory: Directory = None, as_json: AsJson = False) -> None:
    """Print what the year's inspections have reached. Example: python cli.py coverage --json"""
    view = workflow.read_coverage(workspace_of(directory), CLI)
    rows = [asdict(row) for row in (view.coverage.area, *view.coverage.communes, *view.coverage.types)]
    for row in rows:
        tenths = row.pop("percent_tenths")
        row["percent"] = f"{tenths // 10},{tenths % 10}"
    if as_json:
        area, *rest = rows
        cut = len(view.coverage.communes)
        answer_json({"year": view.coverage.year, "area": area, "communes": rest[:cut], "types": rest[cut:]})
    else:
        for row in rows:
            reached = f"{row['inspected']}/{row['registered_frozen']}"
            print(f"{row['key'] or '-':<10} {reached} ({row['percent']} %) {row['need']}")
