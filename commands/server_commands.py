"""serve, work: running it."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from access.web_server import listening_socket, server_command
from commands.answers import settings, words, workspace_of
from commands.asking import ask_health
from commands.logs import start_log_of
from commands.paper_jobs import PAPER_HANDLERS
from commands.plan_jobs import PLAN_HANDLERS
from domain.accounts import Actor
from domain.errors import InputError, InspectionError
from domain.progress import OnProgress, ShouldStop
from workflow.events import tell
from workflow.register_views import ProposalView
from workflow.workspace import ROOT, Settings, Workspace

LOOPBACK = ("127.0.0.1", "localhost", "::1")
SHORTEST_KEY = 20
IDLE_S = 0.5
POLITENESS = 10


def serve(
    port: Annotated[int, typer.Option(help="Port.", min=1, max=65_535)] = 8501,
    host: Annotated[str, typer.Option(help="Loopback unless --behind-proxy.")] = "127.0.0.1",
    behind_proxy: Annotated[
        bool, typer.Option("--behind-proxy", help="TLS ends in a proxy in front, which knows INSPECTION_PROXY_KEY.")
    ] = False,
    directory: Annotated[Path | None, typer.Option("--dir", help="Folder of the office.")] = None,
    log_dir: Annotated[
        Path | None, typer.Option(help="Folder for serve.jsonl and work.jsonl; else the log goes to stderr.")
    ] = None,
) -> None:
    """Serve the dashboard in the foreground. Example: python cli.py serve --port 8501"""
    environment = _environment(settings(directory), host=host, behind_proxy=behind_proxy, log_dir=log_dir)
    # Whatever is wrong with the office, of a newer version for example, is said here in words.
    workspace_of(directory).store.close()
    try:
        listening_socket(host, port).close()
    except OSError as error:
        raise InputError("serve.cannot_listen", host=host, port=port) from error
    command = server_command(host=host, port=port)
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    # Under its first name: behind a proxy it knows no other.
    name = settings(directory).allowed_hosts[0]
    threading.Thread(target=_announce, args=(server, f"http://{_bracketed(host)}:{port}", name), daemon=True).start()
    # Whoever stops this process means the server: alone it would keep the port.
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    try:
        code = server.wait()
    except KeyboardInterrupt:
        server.terminate()
        code = server.wait()
    raise typer.Exit(0 if code in (0, -2, -15) else 7)


def _environment(office: Settings, *, host: str, behind_proxy: bool, log_dir: Path | None) -> dict[str, str]:
    """Return what the server's process is told, or refuse what would leave it open."""
    if host not in LOOPBACK and not behind_proxy:
        raise InputError("serve.not_loopback", host=host)
    if behind_proxy and len(office.proxy_key) < SHORTEST_KEY:
        raise InputError("serve.no_proxy_key", least=SHORTEST_KEY)
    # The web server believes nobody about an address: access.forwarding does, who shows the key.
    environment = {**os.environ, "INSPECTION_DIR": str(office.directory), "FORWARDED_ALLOW_IPS": ""}
    if behind_proxy:
        environment["INSPECTION_SECURE"] = "1"
    else:
        environment.pop("INSPECTION_PROXY_KEY", None)
    if log_dir:
        environment["INSPECTION_LOG_DIR"] = str(log_dir.resolve())
    return environment


def work(
    parent_pid: Annotated[int | None, typer.Option(help="End when this process has ended.")] = None,
    directory: Annotated[Path | None, typer.Option("--dir", help="Folder of the office.")] = None,
    log_dir: Annotated[Path | None, typer.Option(help="Folder for work.jsonl; else the log goes to stderr.")] = None,
) -> None:
    """Do the long work that pages ask for. Example: python cli.py work"""
    from workflow.health import stop_beating

    # What is wrong with the office is said in words, before the log takes stderr over.
    workspace = workspace_of(directory)
    folder = {"INSPECTION_LOG_DIR": str(log_dir)} if log_dir else {}
    start_log_of({**os.environ, **folder}, name="work")
    _give_way()
    # Ended as it should, a worker leaves word.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    tell("work.started")
    try:
        while parent_pid is None or os.getppid() == parent_pid:
            _work_once(workspace)
    finally:
        stop_beating(workspace.settings.directory)
        tell("work.ended")


def _give_way() -> None:
    """Let pages and tablets go first where the machine has both to do: whoever waits for a plan waits anyway."""
    if hasattr(os, "nice"):
        os.nice(POLITENESS)


def _work_once(workspace: Workspace) -> None:
    """Do the next task, or wait a little where there is none."""
    from workflow.health import beat
    from workflow.jobs import run_next_job, worker_name

    beat(workspace.settings.directory)
    was_one = False
    try:
        was_one = run_next_job(workspace, worker=worker_name(), handlers=HANDLERS)
    except InspectionError as error:
        # A busy store, or a task given up meanwhile, must not leave the office without a worker.
        tell("work.refused", level=logging.WARNING, code=error.code)
    if not was_one:
        time.sleep(IDLE_S)


def _bracketed(host: str) -> str:
    """Return a host as an address has it (RFC 3986, section 3.2.2)."""
    return f"[{host}]" if ":" in host else host


def _announce(server: subprocess.Popen, url: str, name: str) -> None:
    """Print the address as the last line, once the server answers."""
    while server.poll() is None:
        if ask_health(url, host=name):
            print(words().say("serve.address", url=url), flush=True)
            print(url, flush=True)
            return
        time.sleep(0.3)


Params = Mapping[str, str | int]


def _load_demo(workspace: Workspace, actor: Actor, params: Params, report: OnProgress, stop: ShouldStop) -> Params:
    from datetime import UTC, datetime

    from access.first_accounts import create_first_accounts
    from demo.line import set_up_demo, take_register

    report("office", 0, 2)
    demo = set_up_demo(workspace, actor=actor)
    report("register", 1, 2)
    take_register(workspace, demo, actor=actor)
    create_first_accounts(workspace, teams=demo.teams, at=datetime.now(UTC))
    report("done", 2, 2)
    return {}


def _import_register(
    workspace: Workspace, actor: Actor, params: Params, report: OnProgress, stop: ShouldStop
) -> Params:
    import workflow

    path = Path(str(params["path"]))
    view = workflow.import_register(workspace, actor, path=path, file_name=str(params["file_name"]), on_progress=report)
    return {"rows_read": view.rows_read, "in_scope": view.in_scope}


def _read_register(workspace: Workspace, actor: Actor, params: Params, report: OnProgress, stop: ShouldStop) -> Params:
    import workflow

    view = workflow.propose_register(
        workspace, actor, path=Path(str(params["path"])), file_name=str(params["file_name"]),
        keep_encodings=bool(params.get("keep_encodings", 0)), on_progress=report, should_stop=stop,
    )  # fmt: skip
    return _sentence_of(view)


def _reread_register(
    workspace: Workspace, actor: Actor, params: Params, report: OnProgress, stop: ShouldStop
) -> Params:
    import workflow

    asked = params.get("keep_encodings")
    view = workflow.reread_proposal(
        workspace, actor, keep_encodings=None if asked is None else bool(asked), on_progress=report, should_stop=stop
    )
    return _sentence_of(view)


def _sentence_of(view: ProposalView) -> Params:
    return {
        "rows_read": view.rows_read, "in_scope": view.in_scope, "duplicates": view.duplicates,
        "to_check": view.to_check, "proposal": view.id,
    }  # fmt: skip


def _confirm_register(
    workspace: Workspace, actor: Actor, params: Params, report: OnProgress, stop: ShouldStop
) -> Params:
    import json

    import workflow

    choices = json.loads(str(params.get("choices") or "{}"))
    done = workflow.confirm_proposal(workspace, actor, proposal=str(params["proposal"]), choices=choices)
    return {"step": done.step, "added": done.added, "changed": done.changed}


def _plan_round(workspace: Workspace, actor: Actor, params: Params, report: OnProgress, stop: ShouldStop) -> Params:
    import secrets

    import workflow

    plan = workflow.plan_round(
        workspace,
        actor,
        round_id=str(params["round"]),
        seed=secrets.token_hex(32),
        reason=str(params.get("reason") or ""),
        vehicle=str(params.get("vehicle") or "") or None,
        on_progress=report,
        should_stop=stop,
    )
    return {"round": plan.round_id, "version": plan.version}


def _commit_draw(workspace: Workspace, actor: Actor, params: Params, report: OnProgress, stop: ShouldStop) -> Params:
    import secrets

    import workflow

    # The secret is made here: a job's parameters can be read.
    draw = workflow.commit_draw(
        workspace, actor, round_id=str(params["round"]), salt=secrets.token_hex(32),
        reason=str(params.get("reason") or ""),
    )  # fmt: skip
    return {"round": draw.round_id, "draw": draw.label}


def _draw_round(workspace: Workspace, actor: Actor, params: Params, report: OnProgress, stop: ShouldStop) -> Params:
    import workflow

    sample = workflow.draw_sample(workspace, actor, round_id=str(params["round"]))
    return {"round": str(params["round"]), "selected": sample.size}


def _weigh_rules(workspace: Workspace, actor: Actor, params: Params, report: OnProgress, stop: ShouldStop) -> Params:
    import json
    from datetime import date

    import workflow
    from domain.rounds import SamplingRule

    asked = json.loads(str(params["rule"]))
    on = date.fromisoformat(asked.pop("on"))
    return workflow.weigh_rules(workspace, actor, rule=SamplingRule(**asked), on=on, on_progress=report)


def _reach(workspace: Workspace, actor: Actor, params: Params, report: OnProgress, stop: ShouldStop) -> Params:
    import workflow

    report("reach", 0, 1)
    workflow.reach_layer(workspace, actor)
    return {}


def _replan(workspace: Workspace, actor: Actor, params: Params, report: OnProgress, stop: ShouldStop) -> Params:
    import workflow

    plan = workflow.replan(
        workspace, actor, round_id=str(params["round"]), version=int(params["version"]),
        change=workflow.change_from_text(str(params["change"])), on_progress=report, should_stop=stop,
    )  # fmt: skip
    return {"round": plan.round.id, "version": plan.version, "moved": len(plan.moved), "left": len(plan.unassigned)}


def _write_sheets(workspace: Workspace, actor: Actor, params: Params, report: OnProgress, stop: ShouldStop) -> Params:
    import workflow

    done = workflow.write_sheets(
        workspace, actor, round_id=str(params["round"]), is_open=bool(params.get("open", 0)), on_progress=report,
        should_stop=stop,
    )  # fmt: skip
    return {"shifts": done.shifts, "written": done.written, "kept": done.kept}


HANDLERS = {
    **PLAN_HANDLERS,
    **PAPER_HANDLERS,
    "write_sheets": _write_sheets,
    "replan": _replan,
    "reach": _reach,
    "weigh_rules": _weigh_rules,
    "commit_draw": _commit_draw,
    "draw_round": _draw_round,
    "load_demo": _load_demo,
    "import_register": _import_register,
    "read_register": _read_register,
    "reread_register": _reread_register,
    "confirm_register": _confirm_register,
    "plan_round": _plan_round,
}
