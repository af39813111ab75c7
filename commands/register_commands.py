"""register import, propose, confirm, problems, settle, steps, undo: the register as it lives."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

import workflow
from commands.answers import CLI, answer_json, progress_bar, words, workspace_of
from commands.office_commands import AsJson, Directory, register
from domain.errors import ConflictError
from workflow.register_views import ProblemView, ProposalView, StepResult

Missing = Annotated[str, typer.Option(help="What happens to missing ones: keep, closed or dropped.")]
Changed = Annotated[str, typer.Option(help="take or keep all changes; without it each follows its default.")]


@register.command("import")
def take(file: Path, directory: Directory = None, as_json: AsJson = False) -> None:
    """Import a workbook into an office. Example: python cli.py register import FILE --dir DIR"""
    workspace = workspace_of(directory)
    bar, report = progress_bar("step")
    with bar:
        view = workflow.import_register(workspace, CLI, path=file, file_name=file.name, on_progress=report)
    figures = {
        "rows_read": view.rows_read,
        "in_scope": view.in_scope,
        "duplicates": view.duplicates,
        "to_check": view.to_check,
    }
    answer_json(figures) if as_json else print(figures)


@register.command("propose")
def propose(
    file: Path,
    directory: Directory = None,
    keep_encodings: Annotated[bool, typer.Option("--keep-encodings", help="Leave legacy text as it is.")] = False,
    as_json: AsJson = False,
) -> None:
    """Say what a workbook would change and wait for a confirmation. Example: python cli.py register propose FILE"""
    bar, report = progress_bar("step")
    with bar:
        view = workflow.propose_register(
            workspace_of(directory), CLI, path=file, file_name=file.name, keep_encodings=keep_encodings,
            on_progress=report,
        )  # fmt: skip
    _answer(_figures(view), as_json)


@register.command("confirm")
def confirm(
    directory: Directory = None, missing: Missing = "keep", changed: Changed = "", as_json: AsJson = False
) -> None:
    """Take the open proposal into the register. Example: python cli.py register confirm --missing closed"""
    workspace = workspace_of(directory)
    proposal = workflow.read_proposal(workspace, CLI)
    if proposal is None:
        raise ConflictError("register.no_proposal")
    choices = {kind: value for kind, value in (("missing", missing), ("changed", changed)) if value}
    done = workflow.confirm_proposal(workspace, CLI, proposal=proposal.id, choices=choices)
    _answer(_result(done), as_json)


@register.command("drop")
def drop(directory: Directory = None) -> None:
    """Forget the open proposal. Example: python cli.py register drop"""
    workflow.drop_proposal(workspace_of(directory), CLI)


@register.command("problems")
def problems(directory: Directory = None, as_json: AsJson = False) -> None:
    """List the doubts that are left, and what may be done about each. Example: python cli.py register problems"""
    found = workflow.list_problems(workspace_of(directory), CLI)
    if as_json:
        answer_json({"problems": [_problem(view) for view in found]})
        return
    for view in found:
        print(f"{view.id}  {_sentence(view)}  [{', '.join(action.action for action in view.actions)}]")


@register.command("settle")
def settle(
    problem: str, action: str, value: Annotated[str, typer.Argument()] = "", directory: Directory = None,
    remember: Annotated[bool, typer.Option("--remember", help="The wording means this type from now on.")] = False,
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """Do something about a doubt. Example: python cli.py register settle 1f2e3d4c5b6a7988 set_type KARAOKE"""
    done = workflow.settle_problem(
        workspace_of(directory), CLI, problem=problem, action=action, value=value, remember=remember
    )
    _answer(_result(done), as_json)


@register.command("steps")
def steps(directory: Directory = None, as_json: AsJson = False) -> None:
    """List the steps of the register, the newest first. Example: python cli.py register steps --json"""
    found = [asdict(step) | {"at": step.at.isoformat()} for step in workflow.list_steps(workspace_of(directory), CLI)]
    if as_json:
        answer_json({"steps": found})
        return
    for step in found:
        print(f"{step['number']:>4} {step['kind']:<7} {step['at'][:16]} {step['account']} {step['file_name']}")


@register.command("undo")
def undo(step: int, directory: Directory = None, as_json: AsJson = False) -> None:
    """Take a step back. Example: python cli.py register undo 3"""
    _answer({"step": workflow.undo_step(workspace_of(directory), CLI, step=step)}, as_json)


def _answer(figures: dict[str, str | int], as_json: bool) -> None:
    if as_json:
        answer_json(figures)
        return
    print(", ".join(f"{name} {value}" for name, value in figures.items()))


def _figures(view: ProposalView) -> dict[str, str | int]:
    return {
        "proposal": view.id, "rows_read": view.rows_read, "in_scope": view.in_scope, "duplicates": view.duplicates,
        "to_check": view.to_check, "added": len(view.added), "changed": len(view.changed),
        "missing": len(view.missing), "unchanged": view.unchanged,
    }  # fmt: skip


def _result(done: StepResult) -> dict[str, str | int]:
    return {"step": done.step, "added": done.added, "changed": done.changed}


def _problem(view: ProblemView) -> dict[str, object]:
    issue = view.issue
    return {
        "id": view.id, "code": issue.code, "severity": issue.severity.value, "sheet": issue.sheet, "row": issue.row,
        "column": issue.column, "value": issue.value, "message": _sentence(view),
        "establishment": view.establishment.id if view.establishment else None,
        "other": view.other.id if view.other else None, "actions": [action.action for action in view.actions],
    }  # fmt: skip


def _sentence(view: ProblemView) -> str:
    issue, catalogue = view.issue, words()
    params = {**issue.params, "sheet": issue.sheet, "row": issue.row, "column": issue.column, "value": issue.value}
    return catalogue.say(f"issue.{issue.code}", **params)
