"""The web door: one Streamlit application behind the gate, and a worker beside it."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState

from access.first_accounts import create_first_accounts
from access.gate import Gate
from access.headers import streamlit_policy
from access.routes import access_routes
from commands.keeping import keep_running
from field.routes import field_routes
from workflow.workspace import open_workspace, settings_from

ROOT = Path(__file__).resolve().parent
INDEX_HTML = Path(st.__file__).parent / "static" / "index.html"


def now() -> datetime:
    """Return the real time, aware; sessions do not follow the demo's clock."""
    return datetime.now(UTC)


@asynccontextmanager
async def with_worker(_app: st.App) -> AsyncIterator[None]:
    """Keep one worker process as long as the server runs, unless INSPECTION_WORKER is 0."""
    create_first_accounts(workspace, at=now())
    if os.environ.get("INSPECTION_WORKER") == "0":
        yield
        return
    command = [sys.executable, str(ROOT / "cli.py"), "work", "--parent-pid", str(os.getpid())]
    keeper = asyncio.create_task(keep_running(command, directory=ROOT))
    try:
        yield
    finally:
        keeper.cancel()
        await asyncio.wait([keeper])


workspace = open_workspace(settings_from(os.environ))
gate = Middleware(
    Gate,
    workspace=workspace,
    clock=now,
    policy=streamlit_policy(INDEX_HTML.read_text(encoding="utf-8")),
    blank_frame=BackMsg(rerun_script=ClientState()).SerializeToString(),
)
routes = [*access_routes(workspace, clock=now), *field_routes(workspace)]
app = st.App("ui/main.py", lifespan=with_worker, routes=routes, middleware=[gate])
