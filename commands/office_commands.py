"""register and coverage: what an office has and has reached."""

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

import workflow
from commands.answers import CLI, answer_json, words, workspace_of

register = typer.Typer(no_args_is_help=True, help="Read or import a register workbook.")
Directory = Annotated[Path | None, typer.Option("--dir", help="Folder of the office.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@register.command("check")
def check(file: Path, as_of: str = "2027-03-01", as_json: AsJson = False) -> None:
    """Read a workbook without a store; rows, repairs and issues. Example: python cli.py register check FILE --json"""
    from register.check import check_workbook
    from workflow.reference import load_reference
    from workflow.workspace import ROOT

    report = check_workbook(file, load_reference(ROOT / "data").register_reference(date.fromisoformat(as_of)))
    catalogue = words()
    if as_json:
        answer_json(_plain(asdict(report) | {"contacts": len(report.contacts)}))
        return
    print(catalogue.say("register_check.summary", rows=report.rows_read, issues=len(report.issues)))
    for issue in report.issues:
        params = {**issue.params, "sheet": issue.sheet, "row": issue.row, "column": issue.column, "value": issue.value}
        print(f"  {issue.sheet}!{issue.row}: {catalogue.say(f'issue.{issue.code}', **params)}")


@register.command("import")
def take(file: Path, directory: Directory = None, as_json: AsJson = False) -> None:
    """Import a workbook into an office. Example: python cli.py register import FILE --dir DIR"""
    view = workflow.import_register(workspace_of(directory), CLI, path=file, file_name=file.name)
    figures = {
        "rows_read": view.rows_read,
        "in_scope": view.in_scope,
        "duplicates": view.duplicates,
        "to_check": view.to_check,
    }
    answer_json(figures) if as_json else print(figures)


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


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    return value.isoformat() if isinstance(value, date) else value
