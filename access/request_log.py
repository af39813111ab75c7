"""What the log says of a request: which kind of address, how it ended, how long it took; never who or which one."""

import time

from starlette.types import Message, Scope, Send

from access.admission import FETCHED, OPEN_PATHS
from workflow.events import tell

# A closed set, longest first: of an address from outside nothing else reaches the log.
ROUTES = (
    "/_stcore/upload_file/", "/_stcore/stream", "/field/sheets/", "/field/results", "/coverage-map/", "/field/sheets",
    "/sign-out", "/password", "/sign-in", "/papers/", "/health", "/field", "/",
)  # fmt: skip
QUIET = OPEN_PATHS - {"/sign-in"}
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
REFUSED = 400


def route_of(path: str) -> str:
    """Return the kind of an address, its ids as ``*``.

    Examples
    --------
    >>> route_of("/papers/17"), route_of("/field/sheets"), route_of("/nguyen-van-a")
    ('/papers/*', '/field/sheets', '/*')
    """
    found = next((route for route in ROUTES if path == route or (route.endswith("/") and path.startswith(route))), "/")
    return found if path == found else f"{found}*"


class Told:
    """Follow one request and tell the log how it ended; files behind a page only where they are refused."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._began = time.monotonic()
        self._status = 500

    def listening(self, send: Send) -> Send:
        """Return a ``send`` that notes the answer's status."""

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._status = message["status"]
            await send(message)

        return noted

    def end(self) -> None:
        """Tell it."""
        path, status = self._scope["path"], self._status
        is_quiet = path in QUIET or path.startswith(FETCHED)
        if is_quiet and status < REFUSED:
            return
        actor = self._scope.get("actor")
        role = actor.role.value if actor else "none"
        method = self._scope["method"] if self._scope["method"] in METHODS else "other"
        tell("request", method=method, route=route_of(path), status=status, role=role, since=self._began)
