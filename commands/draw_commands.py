"""draw and verify-draw: a published draw run again and checked, with no database."""

from pathlib import Path
from typing import Annotated

import typer

from commands.answers import answer_json, read_text


def draw(
    frame: Annotated[Path, typer.Argument(help="FRAME.csv of the closed round.")],
    rule: Annotated[Path, typer.Option(help="RULE.toml of the round.")],
    seed: Annotated[str, typer.Option(help="64 lower-case hex digits.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Run a draw again from its files. Example: python cli.py draw FRAME.csv --rule RULE.toml --seed HEX --json"""
    from planner.selection import draw_sample
    from planner.selection.formats import draw_json, read_frame, read_rule

    sample = draw_sample(read_frame(read_text(frame)), read_rule(read_text(rule)), seed=seed)
    if as_json:
        answer_json(draw_json(sample))
    else:
        print("\n".join(sample.selected))


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
