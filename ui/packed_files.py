"""Streamlit's own scripts and styles, packed once for all: a tablet far out fetches a third of their bytes."""

import gzip
from functools import cache
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.browser_parts import KEPT

MEDIA_TYPES = {".js": "text/javascript", ".css": "text/css"}
HEADERS = {"content-encoding": "gzip", "vary": "accept-encoding", "cache-control": KEPT}
"""A file's name holds the digest of what is in it, so what was fetched is never asked for again."""


class PackedFiles:
    """Answer for the files under static/ that pack well, leave all else to the application: ASGI middleware.

    Parameters
    ----------
    static
        The folder with Streamlit's index.html.
    """

    def __init__(self, app: ASGIApp, static: Path) -> None:
        self.app = app
        found = (path for path in (static / "static").rglob("*") if path.suffix in MEDIA_TYPES)
        # Looked up by the whole address: no path from outside ever reaches the disk.
        self.files = {f"/{path.relative_to(static).as_posix()}": path for path in found}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = self.files.get(scope["path"]) if scope["type"] == "http" and scope["method"] == "GET" else None
        if path is None or "gzip" not in Headers(scope=scope).get("accept-encoding", ""):
            await self.app(scope, receive, send)
            return
        content = await run_in_threadpool(_packed, path)
        await Response(content, media_type=MEDIA_TYPES[path.suffix], headers=HEADERS)(scope, receive, send)


@cache
def _packed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), mtime=0)
