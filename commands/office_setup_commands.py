"""office: an office of its own from a file, what it has set up, and its calendar of shifts."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

import workflow
from commands.answers import CLI, words, workspace_of
from commands.round_commands import AsJson, Directory, show
from domain.establishments import BusinessType
from domain.shift_calendar import WeeklyShift
from domain.teams import Team
from domain.units import clock_text

office = typer.Typer(no_args_is_help=True, help="Set an office up and show what it is.")
shifts = typer.Typer(no_args_is_help=True, help="The calendar of shifts.")
office.add_typer(shifts, name="shifts")
FORMAT = Path(__file__).resolve().parent.parent / "docs" / "formats" / "office.md"
First = Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="First day, ISO.")]
Last = Annotated[datetime, typer.Option("--until", formats=["%Y-%m-%d"], help="Last day, ISO.")]


@office.command("new")
def new(
    file: Annotated[Path | None, typer.Option("--from", help="Office file, docs/formats/office.md.")] = None,
    directory: Directory = None,
    example: Annotated[bool, typer.Option("--example", help="Print an office file to start from.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Replace an office that has no register yet.")] = False,
    as_json: AsJson = False,
) -> None:
    """Set an office up from a file. Example: python cli.py office new --from office.toml --dir DIR"""
    if example:
        print(example_text(), end="")
        return
    if file is None:
        raise typer.BadParameter("--from FILE or --example")
    workspace = workspace_of(directory)
    workflow.set_up_office(workspace, CLI, path=file, is_replacing=replace)
    if as_json:
        show_office(directory, as_json=True)
        return
    view = workflow.read_setup(workspace, CLI)
    counts = {"units": len(view.units), "teams": len(view.teams), "shifts": len(view.weekly)}
    print(words().say("office_show.set_up", name=view.office.name, **counts))
    print(words().say("office_show.next"))


def example_text() -> str:
    """Return the example of docs/formats/office.md, the only copy."""
    return FORMAT.read_text(encoding="utf-8").split("```toml\n", 1)[1].split("```", 1)[0]


@office.command("show")
def show_office(directory: Directory = None, as_json: AsJson = False) -> None:
    """Print the office, its communes, what it has set up, and its clock. Example: python cli.py office show --json"""
    workspace = workspace_of(directory)
    view = workflow.read_setup(workspace, CLI)
    registered = {commune.code: commune.registered for commune in workflow.read_communes(workspace, CLI)}
    communes = [
        {
            "code": unit.code,
            "name": unit.name,
            "former": list(unit.former_names),
            "later": list(unit.later_names),
            "registered": registered[unit.code],
        }
        for unit in view.units
    ]
    figures = {
        "id": view.office.id,
        "name": view.office.name,
        "superior": view.office.superior,
        "place": view.office.place,
        "time_zone": view.office.time_zone,
        "now": workflow.read_now(workspace).isoformat(),
        "is_schematic": view.office.is_schematic,
        "vintage": view.office.vintage,
        "legal_act": view.legal_act,
        "communes": communes,
        "bases": [asdict(base) for base in view.office.bases],
        "rule": asdict(view.rule),
        "types": [_type(kind) for kind in view.types],
        "teams": [_team(team) for team in view.teams],
        "weekly": [_weekly(weekly) for weekly in view.weekly],
        "holidays": [{"on": holiday.on.isoformat(), "name": holiday.name} for holiday in view.own_holidays],
    }
    show(figures, as_json)


@office.command("gazetteer")
def gazetteer(directory: Directory = None, as_json: AsJson = False) -> None:
    """Print hamlets and landmarks as an office file has them. Example: python cli.py office gazetteer > places.toml"""
    workspace = workspace_of(directory)
    if not as_json:
        print(workflow.gazetteer_text(workspace, CLI), end="")
        return
    view = workflow.read_gazetteer(workspace, CLI)
    kinds = ("hamlets", "landmarks", "learnt_hamlets", "learnt_landmarks")
    show({kind: [asdict(place) for place in getattr(view, kind)] for kind in kinds}, as_json)


@shifts.command("generate")
def generate(first: First, last: Last, directory: Directory = None, as_json: AsJson = False) -> None:
    """Add the weekly shifts. Example: python cli.py office shifts generate --from 2027-03-08 --until 2027-03-21"""
    workspace = workspace_of(directory)
    added = workflow.generate_shifts(workspace, CLI, first=first.date(), last=last.date())
    free = workflow.read_calendar(workspace, CLI, first=first.date(), last=last.date()).holidays
    figures = {
        "first": first.date().isoformat(),
        "last": last.date().isoformat(),
        "added": len(added),
        "holidays": len(free),
    }
    _answer("generated", figures, as_json)


@shifts.command("write")
def write(first: First, last: Last, out: Path, directory: Directory = None, as_json: AsJson = False) -> None:
    """Write the calendar. Example: python cli.py office shifts write --from 2027-03-08 --until 2027-03-21 OUT.xlsx"""
    content = workflow.shift_workbook(workspace_of(directory), CLI, first=first.date(), last=last.date())
    out.write_bytes(content)
    _answer("written", {"file": str(out), "bytes": len(content)}, as_json)


@shifts.command("import")
def take(
    file: Path,
    directory: Directory = None,
    confirm: Annotated[bool, typer.Option("--confirm", help="Keep the changes.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show what a shift workbook changes, or keep it. Example: python cli.py office shifts import FILE --confirm"""
    workspace = workspace_of(directory)
    proposal = workflow.propose_calendar(workspace, CLI, path=file)
    change, catalogue = proposal.change, words()
    figures = {
        "added": len(change.added),
        "changed": len(change.changed),
        "removed": len(change.removed),
        "absences": len(change.absences_added) + len(change.absences_removed),
        "issues": len(proposal.issues),
    }
    if confirm and not change.is_empty:
        workflow.confirm_calendar(workspace, CLI, change=change)
    if as_json:
        rows = [{"code": i.code, "row": i.row, "column": i.column, "value": i.value} for i in proposal.issues]
        show({**figures, "issues": rows, "kept": confirm}, as_json)
        return
    print(catalogue.say("office_show.proposed", **figures))
    for issue in proposal.issues:
        cell = {"sheet": issue.sheet, "row": issue.row, "value": issue.value}
        print(f"  {catalogue.say(f'issue.{issue.code}', **cell)} {catalogue.say(f'remedy.{issue.code}', **cell)}")
    print(catalogue.say("office_show.kept" if confirm else "office_show.not_kept"))


def _answer(key: str, figures: dict[str, object], as_json: bool) -> None:
    show(figures, as_json) if as_json else print(words().say(f"office_show.{key}", **figures))


def _type(kind: BusinessType) -> dict[str, object]:
    hours = [f"{clock_text(window.from_s)}-{clock_text(window.to_s)}" for window in kind.windows]
    return {
        "code": kind.code,
        "label": kind.label,
        "hours": hours,
        "minutes": kind.service_s // 60,
        "agencies": list(kind.agencies),
        "points": kind.points,
    }


def _team(team: Team) -> dict[str, object]:
    return {
        "id": team.id,
        "name": team.name,
        "level": team.level.value,
        "base": team.base,
        "agencies": list(team.agencies),
        "territory": [key.code for key in team.territory],
        "recused_communes": [f"{key.vintage}/{key.code}" for key in team.recused_communes],
        "recused_entities": list(team.recused_entities),
    }


def _weekly(weekly: WeeklyShift) -> dict[str, object]:
    return {
        "team": weekly.team,
        "weekday": weekly.weekday,
        "from": clock_text(weekly.start_s),
        "until": clock_text(weekly.end_s),
    }
