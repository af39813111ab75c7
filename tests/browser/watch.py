"""What a browser asked for, was sent, and stumbled over."""

from playwright.sync_api import BrowserContext, Page, Response

HERE = ("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:", "file:", "about:")


class Watch:
    """Keep every request, every websocket frame, every text answer and every script error of a context."""

    def __init__(self, context: BrowserContext) -> None:
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.received: list[bytes] = []
        self.sent: list[bytes] = []
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.on("page", self._follow)
        context.on("response", self._keep)

    def _follow(self, page: Page) -> None:
        page.on("websocket", self._listen)

    def _listen(self, socket) -> None:  # type: ignore[no-untyped-def]
        socket.on("framereceived", lambda frame: self.received.append(_bytes(frame)))
        socket.on("framesent", lambda frame: self.sent.append(_bytes(frame)))

    def _keep(self, response: Response) -> None:
        kind = response.headers.get("content-type", "")
        if response.status == 200 and kind.startswith(("text/html", "application/json")):
            self.received.append(response.body())

    @property
    def outside(self) -> list[str]:
        """Return the addresses asked for that are not on this machine."""
        return [url for url in self.requests if not url.startswith(HERE)]


def _bytes(frame: str | bytes) -> bytes:
    return frame.encode() if isinstance(frame, str) else frame
