"""round commit, seed, approve, draw, abandon, close, publish: the draw in public, one step after the other."""

import secrets
from pathlib import Path
from typing import Annotated

import typer

import workflow
from commands.answers import CLI, workspace_of
from commands.round_commands import AsJson, Directory, RoundId, round_, show
from domain.ceremony import DICE, Draw, salt_and_dice

Reason = Annotated[str, typer.Option(help="Why the year's register is drawn again; stands in the minutes.")]
NEXT_ROUND = "Đợt tiếp theo trong năm (lập bằng dòng lệnh)"


@round_.command("commit")
def commit(
    round_id: RoundId, reason: Reason = NEXT_ROUND, directory: Directory = None, as_json: AsJson = False
) -> None:
    """Fix sizes and risk list, bound to a secret. Example: python cli.py round commit D2027-01"""
    salt = secrets.token_hex(32)
    draw = workflow.commit_draw(workspace_of(directory), CLI, round_id=round_id, salt=salt, reason=reason)
    show({"round": round_id, **_hashes(draw), "waits_for_approval": draw.waits_for_approval}, as_json)


@round_.command("seed")
def seed(
    round_id: RoundId,
    dice: Annotated[str, typer.Option(help=f"{DICE} digits of public dice; none rolls unwatched.")] = "",
    watched_by: Annotated[list[str] | None, typer.Option(help="Title of somebody present; repeat it.")] = None,
    place: Annotated[str, typer.Option(help="Where the dice were rolled.")] = "",
    directory: Directory = None,
    as_json: AsJson = False,
) -> None:
    """Make the seed of a committed draw. Example: python cli.py round seed D2027-01"""
    draw = workflow.roll_dice(
        workspace_of(directory), CLI, round_id=round_id, dice=dice or salt_and_dice(secrets.token_hex(32))[1],
        is_watched=bool(dice), place=place, participants=tuple(watched_by or ()),
    )  # fmt: skip
    show({"round": round_id, **_hashes(draw), "dice": draw.dice, "seed": draw.seed}, as_json)


@round_.command("approve")
def approve(round_id: RoundId, directory: Directory = None, as_json: AsJson = False) -> None:
    """Approve a repeated draw that another account prepared. Example: python cli.py round approve D2027-02"""
    draw = workflow.approve_draw(workspace_of(directory), CLI, round_id=round_id)
    show({"round": round_id, "draw": draw.label, "approved_by": draw.approved_by}, as_json)


@round_.command("draw")
def draw_(
    round_id: RoundId,
    seed: Annotated[str, typer.Option(help="64 hex digits, for a round that was frozen only.")] = "",
    reason: Reason = NEXT_ROUND,
    directory: Directory = None,
    as_json: AsJson = False,
) -> None:
    """Draw a round; steps before it that are open are taken unwatched. Example: python cli.py round draw D2027-01"""
    workspace = workspace_of(directory)
    if not seed:
        workflow.prepare_alone(workspace, CLI, round_id=round_id, ticket=secrets.token_hex(32), reason=reason)
    sample = workflow.draw_sample(workspace, CLI, round_id=round_id, seed=seed, reason=reason)
    parts = {"must": len(sample.must), "risk": len(sample.risk), "lottery": len(sample.lottery)}
    show({"round": round_id, "selected": sample.size, **parts}, as_json)


@round_.command("abandon")
def abandon(
    round_id: RoundId,
    reason: Annotated[str, typer.Option(help="Why; it stays on the list of the year's draws.")],
    directory: Directory = None,
    as_json: AsJson = False,
) -> None:
    """Give a draw up before its plan is sealed. Example: python cli.py round abandon ID --reason "nhầm tệp" """
    draw = workflow.abandon_draw(workspace_of(directory), CLI, round_id=round_id, reason=reason)
    show({"round": round_id, "draw": draw.label, "state": draw.state.value}, as_json)


@round_.command("close")
def close(round_id: RoundId, directory: Directory = None, as_json: AsJson = False) -> None:
    """Close a sealed round after its last day. Example: python cli.py round close D2027-01"""
    workflow.close_round(workspace_of(directory), CLI, round_id=round_id)
    show({"round": round_id, "status": "closed"}, as_json)


@round_.command("publish")
def publish(
    round_id: RoundId,
    checker: Annotated[str, typer.Option(help="Who receives the files; logged.")],
    directory: Directory = None,
    as_json: AsJson = False,
) -> None:
    """Write a closed round's files to DIR/published. Example: python cli.py round publish ID --checker "Thanh tra" """
    workspace = workspace_of(directory)
    home = workspace.settings.directory / "published" / Path(round_id).name
    files = workflow.read_published(workspace, CLI, round_id=round_id, checker=checker)
    home.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (home / name).write_text(text, encoding="utf-8", newline="\n")
    show({"round": round_id, "files": [f"published/{home.name}/{name}" for name in files]}, as_json)


@round_.command("draws")
def draws(
    year: Annotated[int | None, typer.Option(help="Year of the draws; that of the office's day without it.")] = None,
    directory: Directory = None,
    as_json: AsJson = False,
) -> None:
    """List the draws of a year, abandoned ones too. Example: python cli.py round draws --json"""
    views = workflow.list_draws(workspace_of(directory), CLI, year=year)
    rows = [
        {
            "round": view.draw.round_id, "state": view.draw.state.value, **_hashes(view.draw), "seed": view.draw.seed,
            "dice": view.draw.dice, "dice_source": view.draw.dice_source.value, "reason": view.draw.reason,
            "abandon_reason": view.draw.abandon_reason, "salt": view.salt,
        }
        for view in views
    ]  # fmt: skip
    show({"draws": rows}, as_json)


def _hashes(draw: Draw) -> dict[str, object]:
    return {
        "draw": draw.label, "frame_hash": draw.frame_hash, "plan_hash": draw.plan_hash, "salt_hash": draw.salt_hash,
    }  # fmt: skip
