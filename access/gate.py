"""The gate: stands before HTTP and websocket, so nothing behind it runs for a stranger."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from access.admission import FIELD, OWN_PAGE, SAFE_METHODS, SIGN_IN, Verdict, decide, is_known_host, is_own_origin
from access.headers import secured
from access.language import words_for
from access.request_log import Told
from access.request_parts import ip_of
from access.sessions import COOKIE_NAME, Visitor, find_visitor
from domain.accounts import Actor
from workflow.events import tell
from workflow.workspace import Workspace

STATUS = {Verdict.ANONYMOUS: 401, Verdict.FORBIDDEN: 403, Verdict.UNKNOWN: 404}


class Gate:
    """Let through only what a session, a host and an origin allow, and mark every answer.

    Parameters
    ----------
    app
        What stands behind.
    workspace
        Where sessions are kept; its settings name the allowed hosts.
    clock
        Tells the real time, aware.
    policy
        Content security policy for answers that set none.
    blank_frame
        A websocket message that makes Streamlit run the page anew without any
        widget value; put in place of what an ended session sends, so that no
        callback of it ever runs and the page says that one has to sign in.
    """

    def __init__(
        self, app: ASGIApp, *, workspace: Workspace, clock: Callable[[], datetime], policy: str, blank_frame: bytes
    ) -> None:
        self.app = app
        self.workspace = workspace
        self.clock = clock
        self.policy = policy
        self.blank_frame = blank_frame

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            told = Told(scope)
            try:
                await self._http(scope, receive, told.listening(self._marking(scope, send)))
            finally:
                told.end()
        elif scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self._is_from_here(scope):
            await self._refusal(scope, 403)(scope, receive, send)
            return
        visitor = await self._visitor(scope)
        actor, must_change = (visitor.actor, visitor.must_change) if visitor else (None, False)
        verdict = decide(scope["path"], method=scope["method"], actor=actor, must_change=must_change)
        if verdict is Verdict.PASS:
            scope["actor"], scope["must_change"] = actor, must_change
            await self.app(scope, receive, send)
        elif verdict is Verdict.ASK_SIGN_IN:
            # The field page is a bookmark on tablets; any other page begins at its start.
            target = f"{SIGN_IN}?next={FIELD}" if scope["path"] == FIELD else SIGN_IN
            await RedirectResponse(target, status_code=303)(scope, receive, send)
        elif verdict is Verdict.ASK_PASSWORD:
            await RedirectResponse(OWN_PAGE, status_code=303)(scope, receive, send)
        elif verdict is Verdict.BEGIN:
            await RedirectResponse("/", status_code=303)(scope, receive, send)
        else:
            await self._refusal(scope, STATUS[verdict])(scope, receive, send)

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_known = decide(scope["path"], method="GET", actor=None) is not Verdict.UNKNOWN
        if not (is_known and self._is_from_here(scope)) or not await self._may_work(scope):
            # Closing before accepting answers the handshake with 403.
            await send({"type": "websocket.close", "code": 1008})
            tell("websocket", outcome="refused")
            return
        began = time.monotonic()
        try:
            await self.app(_without_session_id(scope), self._watching(scope, receive), send)
        finally:
            tell("websocket", outcome="ended", since=began)

    def _watching(self, scope: Scope, receive: Receive) -> Receive:
        async def watched() -> Message:
            message = await receive()
            if message["type"] == "websocket.receive" and not await self._may_work(scope):
                return {"type": "websocket.receive", "bytes": self.blank_frame}
            return message

        return watched

    def _marking(self, scope: Scope, send: Send) -> Send:
        is_secure, path = self.workspace.settings.secure_cookie, scope["path"]

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = secured(message.get("headers", ()), path=path, policy=self.policy, is_secure=is_secure)
                message = {**message, "headers": headers}
            await send(message)

        return marked

    def _is_from_here(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if not is_known_host(hosts, self.workspace.settings.allowed_hosts):
            return False
        is_harmless = scope["type"] == "http" and scope["method"] in SAFE_METHODS
        return is_harmless or is_own_origin(headers.getlist("origin"), hosts[0])

    async def _visitor(self, scope: Scope) -> Visitor | None:
        asked = HTTPConnection(scope)
        visitor = await run_in_threadpool(find_visitor, self.workspace, asked.cookies.get(COOKIE_NAME), at=self.clock())
        return visitor and replace(visitor, actor=replace(visitor.actor, ip=ip_of(asked)))

    async def _may_work(self, scope: Scope) -> bool:
        visitor = await self._visitor(scope)
        return visitor is not None and not visitor.must_change

    def _refusal(self, scope: Scope, status: int) -> Response:
        words = words_for(self.workspace, HTTPConnection(scope))
        return PlainTextResponse(words.say(f"access.status.{status}"), status_code=status)


def actor_of(request: Request) -> Actor:
    """Return who asks, as the gate found.

    Raises
    ------
    KeyError
        If the gate did not stand before the route: a bug.
    """
    actor = request.scope["actor"]
    assert isinstance(actor, Actor)
    return actor


def _without_session_id(scope: Scope) -> Scope:
    """Return the scope without the third websocket protocol, the id of a Streamlit session to take up.

    Whoever learnt such an id could take over what another user left behind.
    """
    headers = MutableHeaders(raw=list(scope["headers"]))
    offered = headers.get("sec-websocket-protocol")
    if offered is not None:
        headers["sec-websocket-protocol"] = ",".join(offered.split(",")[:2])
    return {**scope, "headers": headers.raw}
