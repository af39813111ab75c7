"""What a browser gets of ASGI middleware: its own answer, or that of the application behind it."""

import asyncio
from collections.abc import Callable
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

PASSED_ON = 418
"""The status of the application behind: whoever sees it knows that the middleware left the request to it."""


def answer_of(make: Callable[[ASGIApp], ASGIApp], **scope: Any) -> tuple[int, dict[bytes, bytes], bytes]:
    """Return status, headers and body of what an HTTP request gets of the middleware that ``make`` puts before."""
    sent: list[Message] = []

    async def behind(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": PASSED_ON, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def receive() -> Message:
        return {"type": "http.request"}

    async def keep(message: Message) -> None:
        sent.append(message)

    asyncio.run(make(behind)({"type": "http", **scope}, receive, keep))
    return sent[0]["status"], dict(sent[0]["headers"]), sent[1]["body"]
