"""One Chromium that can reach nothing but this machine; a visible skip where it is absent."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from field_office import seal_evening
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from served import Served, serve
from signing_in import SLOW_MS
from watch import Watch

HERE = Path(__file__).parent
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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give what only waited too long one more try, which the runner prints as R: a busy machine draws late."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=["TimeoutError", "with timeout .*ms"]))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Return Debian's Chromium, name resolution blocked.

    One for each file: as long as it is open its event loop counts as running, and another file's asyncio.run fails.
    """
    if not CHROMIUM.exists():
        pytest.skip("Debian's chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def sealed_office(demo_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve the demo office with a sealed plan, the first shift revealed."""
    directory = Path(shutil.copytree(demo_dir, tmp_path_factory.mktemp("sealed") / "demo"))
    seal_evening(directory)
    with serve(directory) as served:
        yield served


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """Return a browser of its own, as wide as an office's screen."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="vi-VN")
    context.set_default_timeout(SLOW_MS)
    yield context
    context.close()


@pytest.fixture
def watch(context: BrowserContext) -> Watch:
    """Return what this browser asks for and is sent."""
    return Watch(context)
