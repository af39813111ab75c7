"""The web door: one Streamlit application behind the gate, and a worker beside it."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState

from access.first_accounts import create_first_accounts
from access.forwarding import Forwarding
from access.gate import Gate
from access.headers import streamlit_policy
from access.routes import access_routes
from commands.keeping import worker_beside
from commands.logs import start_log_of
from field.routes import field_routes
from ui.browser_parts import part_routes
from ui.guide import guide_routes
from ui.packed_files import PackedFiles
from ui.page_shell import STATIC, PageShell, page_html
from workflow.events import tell
from workflow.workspace import open_workspace, settings_from


def now() -> datetime:
    """Return the real time, aware; sessions do not follow the demo's clock."""
    return datetime.now(UTC)


@asynccontextmanager
async def running(_app: st.App) -> AsyncIterator[None]:
    """Make the first accounts, and keep a worker as long as the server runs."""
    create_first_accounts(workspace, at=now())
    tell("serve.started")
    async with worker_beside(os.environ):
        yield
    tell("serve.ended")


start_log_of(os.environ, name="serve")
workspace = open_workspace(settings_from(os.environ))
html = page_html(STATIC)
is_peer_known = os.environ.get("FORWARDED_ALLOW_IPS") == ""
forwarding = Middleware(Forwarding, key=workspace.settings.proxy_key, is_peer_known=is_peer_known)
gate = Middleware(
    Gate,
    workspace=workspace,
    clock=now,
    policy=streamlit_policy(html),
    blank_frame=BackMsg(rerun_script=ClientState()).SerializeToString(),
)
routes = [*access_routes(workspace, clock=now), *field_routes(workspace)]
routes += [*guide_routes(workspace), *part_routes(workspace)]
front_end = [Middleware(PackedFiles, static=STATIC)]
front_end += [Middleware(PageShell, workspace=workspace, html=html, static=STATIC)]
app = st.App(
    Path(__file__).parent / "ui" / "main.py", lifespan=running, routes=routes, middleware=[forwarding, gate, *front_end]
)
