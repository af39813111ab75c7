"""All commands under one name, and what every one of them does with an error."""

import os
import sys
from collections.abc import Sequence

import typer
from typer.exceptions import Exit, TyperException

from commands.answers import refuse
from commands.archive_commands import archive, verify_archive
from commands.backup_commands import backup, move, restore
from commands.bench_commands import bench
from commands.ceremony_commands import round_
from commands.demo_command import demo
from commands.draw_commands import draw, verify_draw
from commands.health_command import health
from commands.office_commands import coverage
from commands.office_setup_commands import office
from commands.place_commands import boundaries, roads
from commands.plan_commands import compare, lock, replan
from commands.purge_command import purge
from commands.register_commands import register
from commands.results_commands import results
from commands.review_commands import inspections, review
from commands.round_commands import documents, plan
from commands.route_commands import capacity, route, verify
from commands.server_commands import serve, work
from commands.users_command import users
from domain.errors import InspectionError

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
for command in (demo, draw, route, verify, capacity, bench, coverage, serve, work, health):
    app.command()(command)
app.command("verify-draw")(verify_draw)
app.command("archive")(archive)
app.command("verify-archive")(verify_archive)
app.command("backup")(backup)
app.command("restore")(restore)
app.command("move-database")(move)
app.command("purge")(purge)
app.add_typer(register, name="register")
for name, group in (("review", review), ("inspections", inspections), ("results", results)):
    app.add_typer(group, name=name)
for name, group in (("users", users), ("office", office), ("boundaries", boundaries), ("roads", roads)):
    app.add_typer(group, name=name)
for plan_command in (replan, lock, compare):
    plan.command()(plan_command)
for name, group in (("round", round_), ("plan", plan), ("documents", documents)):
    app.add_typer(group, name=name)


def run(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code (docs/formats/README.md)."""
    os.environ.setdefault("PYTHONUTF8", "1")
    try:
        return app(args=list(arguments), standalone_mode=False) or 0
    except InspectionError as error:
        return refuse(error)
    except Exit as stop:
        return stop.exit_code
    except TyperException as error:
        print(error, file=sys.stderr)
        return 2
