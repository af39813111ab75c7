"""review and inspections: communes confirm the register, other agencies' inspections come in."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

import workflow
from commands.answers import CLI, answer_json, words, workspace_of
from commands.round_commands import AsJson, Directory
from domain.issues import Issue
from workflow.workspace import Workspace

review = typer.Typer(no_args_is_help=True, help="Send the register to the communes for review, and read it back.")
inspections = typer.Typer(no_args_is_help=True, help="Take in what other agencies have inspected.")

Commune = Annotated[str, typer.Option(help="Code of the commune in force; all, or as the file says, without it.")]


@review.command("write")
def write(
    commune: Commune = "",
    with_contacts: Annotated[bool, typer.Option("--with-contacts", help="Owners' names and phones too.")] = False,
    directory: Directory = None,
    as_json: AsJson = False,
) -> None:
    """Write each commune's workbook, all as one zip, and the count. Example: python cli.py review write --dir DIR"""
    with _office(directory) as workspace:
        made = [*workflow.write_reviews(workspace, CLI, commune=commune, with_contacts=with_contacts)]
        made.append(workflow.write_review_summary(workspace, CLI))
        home = workspace.settings.directory / "papers"
        home.mkdir(exist_ok=True)
        for paper in made:
            (home / paper.file_name).write_bytes(workflow.read_paper(workspace, CLI, paper.id)[1])
    _show({"papers": [f"papers/{paper.file_name}" for paper in made]}, as_json)


@review.command("read")
def read(
    file: Path,
    commune: Commune = "",
    confirm: Annotated[bool, typer.Option("--confirm", help="Take it over, each item by its default.")] = False,
    on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Date of the review.")] = None,
    signer: Annotated[str, typer.Option(help="Title of who signed.")] = "",
    directory: Directory = None,
    as_json: AsJson = False,
) -> None:
    """Say what a returned workbook would change. Example: python cli.py review read FILE --dir DIR --confirm"""
    with _office(directory) as workspace:
        proposal = workflow.propose_review(workspace, CLI, path=file, file_name=file.name, commune=commune)
        figures: dict[str, object] = {
            "commune": proposal.commune,
            "on": proposal.on.isoformat() if proposal.on else None,
            "signer_title": proposal.signer_title,
            "confirmed": proposal.confirmed,
            "silent": proposal.silent,
            "items": [asdict(item) for item in proposal.items],
            "issues": _issues(proposal.issues),
        }
        if confirm:
            done = workflow.confirm_review(
                workspace,
                CLI,
                path=file,
                file_name=file.name,
                proposal=proposal,
                on=on.date() if on else None,
                signer_title=signer,
            )
            figures |= {"step": done.step, "changed": done.changed, "added": done.added}
    _show(figures, as_json)


@inspections.command("import")
def take(
    file: Path,
    agency: Annotated[str, typer.Option(help="Code of the agency, for rows that name none.")] = "",
    choose: Annotated[
        list[str] | None, typer.Option(help="ROW=ID of a row that is not certain; ROW= leaves it out.")
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Only say what the list means.")] = False,
    directory: Directory = None,
    as_json: AsJson = False,
) -> None:
    """Take in the certain rows and the chosen ones. Example: python cli.py inspections import FILE --agency CONG_AN"""
    with _office(directory) as workspace:
        proposal = workflow.propose_inspections(workspace, CLI, path=file, file_name=file.name, agency=agency)
        doubtful = [row for row in proposal.rows if row.certainty != "certain" or row.is_blocked]
        figures: dict[str, object] = {
            "rows": len(proposal.rows),
            "certain": len(proposal.rows) - len(doubtful),
            "doubtful": [
                {
                    "row": row.key,
                    "name": row.name,
                    "certainty": "blocked" if row.is_blocked else row.certainty,
                    "candidates": [one.establishment_id for one in row.candidates],
                }
                for row in doubtful
            ],
            "issues": _issues(proposal.issues),
        }
        if not check:
            choices = dict(entry.rpartition("=")[::2] for entry in choose or ())
            done = workflow.import_inspections(
                workspace, CLI, path=file, file_name=file.name, agency=agency, digest=proposal.digest, choices=choices
            )
            figures |= {"import": done.number, "added": done.added, "known": done.known, "left_out": done.left_out}
    _show(figures, as_json)


@inspections.command("undo")
def undo(number: int, directory: Directory = None, as_json: AsJson = False) -> None:
    """Take a list back as a whole. Example: python cli.py inspections undo 1 --dir DIR"""
    with _office(directory) as workspace:
        removed = workflow.undo_inspections(workspace, CLI, number=number)
    _show({"removed": removed}, as_json)


@contextmanager
def _office(directory: Path | None) -> Iterator[Workspace]:
    """Open the office of a folder for one command."""
    workspace = workspace_of(directory)
    try:
        yield workspace
    finally:
        workspace.store.close()


def _issues(issues: tuple[Issue, ...]) -> list[str]:
    """Return each doubt in words."""
    catalogue, said = words(), []
    for issue in issues:
        cell = {"sheet": issue.sheet, "row": issue.row, "column": issue.column, "value": issue.value, **issue.params}
        key = f"issue.{issue.code}"
        said.append(catalogue.say(key, **cell) if key in catalogue else issue.code)
    return said


def _show(figures: dict[str, object], as_json: bool) -> None:
    if as_json:
        answer_json(figures)
        return
    for name, value in figures.items():
        lines = value if isinstance(value, list) else [value]
        print(f"{name}: {lines[0] if len(lines) == 1 else len(lines)}")
        for line in lines if len(lines) > 1 else ():
            print(f"  {line}")
