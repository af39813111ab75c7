"""Which address asks, where a proxy stands in front: its word counts when it shows the key, and nobody else's ever."""

from hmac import compare_digest

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Receive, Scope, Send

KEY_HEADER = "x-inspection-proxy"
FORWARDED_FOR = "x-forwarded-for"
UNPROVEN = "unproven"


class Forwarding:
    """Set the address of each request before anything else looks at it.

    Wrong passwords are counted by address, and proxy, server and other
    programs of the same computer all come from the loopback: only a secret
    tells the proxy from somebody who claims an address.

    Parameters
    ----------
    app
        What stands behind; it never sees the key.
    key
        What the proxy sends as ``x-inspection-proxy``; empty where there is none.
    is_peer_known
        False where the web server may have believed ``x-forwarded-for``
        already (``streamlit run`` alone): a claim without the key then counts
        as one common address.
    """

    def __init__(self, app: ASGIApp, *, key: str, is_peer_known: bool) -> None:
        self.app = app
        self.key = key
        self.is_peer_known = is_peer_known

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket"):
            scope = self._addressed(scope)
        await self.app(scope, receive, send)

    def _addressed(self, scope: Scope) -> Scope:
        headers = Headers(scope=scope)
        claims, keys = headers.getlist(FORWARDED_FOR), headers.getlist(KEY_HEADER)
        changed = {**scope, "headers": _without_key(scope)} if keys else scope
        if self.key and len(keys) == 1 and compare_digest(keys[0].encode(), self.key.encode()):
            # The last address is the one that the proxy saw itself; those before it are what it was told.
            return {**changed, "client": (claims[-1].split(",")[-1].strip(), 0)} if claims else changed
        if claims and not self.is_peer_known:
            return {**changed, "client": (UNPROVEN, 0)}
        return changed


def _without_key(scope: Scope) -> list[tuple[bytes, bytes]]:
    headers = MutableHeaders(raw=list(scope["headers"]))
    del headers[KEY_HEADER]
    return headers.raw
