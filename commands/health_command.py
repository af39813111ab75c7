"""health: whether the server answers, and how the office's store, worker, disk and backups are."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from commands.answers import answer_json, settings, words
from commands.asking import ask_health
from workflow.health import Check, Level, is_well, look_at_office

UNITS = {"disk": 1_000_000, "backup": 3600}
"""What a value is divided by before it is read out: bytes to megabytes, seconds to hours."""


def health(
    url: Annotated[str, typer.Option(help="Address of the server on this computer.")] = "http://127.0.0.1:8501",
    directory: Annotated[Path | None, typer.Option("--dir", help="Folder of the office.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Ask the server whether it is well, and look at the office; changes nothing. Example: python cli.py health"""
    office = settings(directory)
    checks = look_at_office(office)
    server = ask_health(url, host=office.allowed_hosts[0])
    is_fine = is_well(checks) and server == "ok"
    if as_json:
        answer_json({"well": is_fine, "server": server, "checks": [asdict(check) for check in checks]})
    else:
        _say(checks, server=server, url=url, is_fine=is_fine)
    raise typer.Exit(0 if is_fine else 1 if server else 7)


def _say(checks: tuple[Check, ...], *, server: str, url: str, is_fine: bool) -> None:
    say = words().say
    state = {"ok": "answers", "": "silent"}.get(server, "answers_unwell")
    level = Level.OK if server == "ok" else Level.BAD
    print(say("health.server", mark=say(f"health.{level}"), state=say(f"health.{state}", url=url)))
    for check in checks:
        print(f"{say(f'health.{check.level}')}  {_sentence(check)}")
    print(say("health.well" if is_fine else "health.unwell"))


def _sentence(check: Check) -> str:
    key = f"health.{check.code}_{check.level}"
    if check.value is None:
        return words().say(f"{key}_never" if f"{key}_never" in words() else key)
    return words().say(key, value=check.value // UNITS.get(check.code, 1))
