"""A page opened anew knows where its server is, and has asked for all its scripts before it talks to it."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, expect
from served import Served
from signing_in import SLOW_MS, sign_in

pytestmark = pytest.mark.browser


def test_the_map_asks_its_server_once_and_for_no_script_afterwards(
    context: BrowserContext, demo_server: Served
) -> None:
    sign_in(context, demo_server, "planner").close()
    page = context.new_page()
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.on("websocket", lambda socket: asked.append("websocket"))
    page.on("response", lambda answer: wrong.append(answer.url) if answer.status >= 400 else None)
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.goto(f"{demo_server.base}/map")
    expect(page.locator(".map-root[data-points]:not([data-points='0'])")).to_be_attached(timeout=SLOW_MS)
    assert [path for path in asked if path.endswith("/_stcore/health")] == ["/_stcore/health"]
    later = asked[asked.index("websocket") :]
    assert [path for path in later if path.endswith(".js")] == []
    assert wrong == []
