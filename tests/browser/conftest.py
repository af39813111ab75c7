"""One Chromium that can reach nothing but this machine; a visible skip where it is absent."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return Debian's Chromium, name resolution blocked."""
    if not CHROMIUM.exists():
        pytest.skip("Debian's chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


class Watch:
    """Keep what a page asked for and what went wrong in it."""

    def __init__(self, context: BrowserContext) -> None:
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.received: list[bytes] = []
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.on("page", self._follow)
        context.on("response", self._keep)

    def _follow(self, page: Page) -> None:
        page.on("websocket", lambda socket: socket.on("framereceived", self._frame))

    def _frame(self, payload: str | bytes) -> None:
        self.received.append(payload.encode() if isinstance(payload, str) else payload)

    def _keep(self, response: object) -> None:
        kind = response.headers.get("content-type", "")  # type: ignore[attr-defined]
        if response.status == 200 and kind.startswith(("text/html", "application/json")):  # type: ignore[attr-defined]
            self.received.append(response.body())  # type: ignore[attr-defined]

    @property
    def outside(self) -> list[str]:
        """Return the addresses asked for that are not on this machine."""
        here = ("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:", "file:", "about:")
        return [url for url in self.requests if not url.startswith(here)]
