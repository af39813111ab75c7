"""draw and verify-draw: a published draw run again and checked, with no database."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from commands.answers import answer_json, read_text, refuse, words
from domain.errors import InspectionError

if TYPE_CHECKING:
    from planner.selection import GroupCount


def draw(
    frame: Annotated[Path, typer.Argument(help="FRAME.csv of the closed round.")],
    rule: Annotated[Path, typer.Option(help="RULE.toml of the round.")],
    seed: Annotated[str, typer.Option(help="64 lower-case hex digits.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Run a draw again from its files. Example: python cli.py draw FRAME.csv --rule RULE.toml --seed HEX --json"""
    from planner.selection import draw_sample
    from planner.selection.formats import draw_json, read_frame, read_rule

    try:
        sample = draw_sample(read_frame(read_text(frame)), read_rule(read_text(rule)), seed=seed)
    except InspectionError as error:
        _refuse(error, as_json=as_json)
    if as_json:
        answer_json(draw_json(sample))
    else:
        print("\n".join(sample.selected))


def _refuse(error: InspectionError, *, as_json: bool) -> NoReturn:
    """Say why there is no draw, every short group with its cure, and end with the error's exit code."""
    from planner.selection import FloorError

    short = error.groups if isinstance(error, FloorError) else ()
    refuse(error)
    for group in short if len(short) > 1 else ():
        name = f"{words().say(f'group.{group.kind}')} {group.key}".strip()
        print(words().say("draw.short_group", name=name, **_numbers(group)), file=sys.stderr)
    if as_json:
        groups = [{"kind": group.kind, "key": group.key, **_numbers(group)} for group in short]
        answer_json({"error": error.code, "params": dict(error.params), "groups": groups})
    raise typer.Exit(error.exit_code)


def _numbers(group: "GroupCount") -> dict[str, int]:
    """Return what a refusal tells of a group."""
    return {name: getattr(group, name) for name in ("registered", "exempt", "eligible", "needed", "short")}


def verify_draw(
    draw_file: Annotated[Path, typer.Argument(help="DRAW.json, as draw --json printed it.")],
    frame: Annotated[Path, typer.Option(help="FRAME.csv of the round.")],
    rule: Annotated[Path, typer.Option(help="RULE.toml of the round.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Check a draw with code of its own. Example: python cli.py verify-draw DRAW.json --frame F.csv --rule R.toml"""
    from planner.selection.formats import read_draw, read_frame, read_rule
    from planner.verify_draw import verify_draw as check

    broken = check(read_draw(read_text(draw_file)), frame=read_frame(read_text(frame)), rule=read_rule(read_text(rule)))
    rows = [{"code": b.code, "visit": b.visit} for b in broken]
    if as_json:
        answer_json({"ok": not rows, "broken": rows})
    else:
        print("ok" if not rows else "\n".join(f"{r['code']} {r['visit'] or ''}" for r in rows))
    raise typer.Exit(1 if rows else 0)
