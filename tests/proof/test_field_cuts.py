"""A tablet sends while the server is killed at random moments: nothing lost, nothing twice."""

import random
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from field_office import FieldServer, kept_results, seal_evening
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from domain.visits import ResultState

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "browser"))
from field_tablet import open_field, record_next

CUTS = 100
SEED = 7
LONGEST_MS = 60_000
# The upload begins with the tap; the answer is there within a quarter of a second on an idle machine.
MOMENTS_MS = (0, 250)

pytestmark = [pytest.mark.proof, pytest.mark.browser, pytest.mark.timeout(5400)]


@pytest.fixture
def tablet() -> Iterator[BrowserContext]:
    """Debian's Chromium that reaches nothing but this machine."""
    chromium = Path("/usr/bin/chromium")
    if not chromium.exists():
        pytest.skip("Debian's chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=["--no-sandbox"])
        yield browser.new_context(viewport={"width": 390, "height": 844})
        browser.close()


def change_note(page: Page, stop: str, note: str) -> None:
    """Write another note at a stop that was recorded before: the next edit of its result."""
    page.get_by_role("button", name="Danh sách", exact=True).click()
    page.locator(f"[data-stop={stop}]").click()
    page.get_by_label("Ghi chú").fill(note)
    page.get_by_role("button", name="‹ Quay lại").click()


def send(page: Page) -> None:
    """Tap "send", unless the page has begun by itself."""
    page.get_by_role("button", name="Xong việc", exact=True).click()
    page.evaluate(
        "() => [...document.querySelectorAll('button')].find((one) => one.textContent === 'Gửi bây giờ')?.click()"
    )


def test_a_hundred_cuts_lose_nothing_and_double_nothing(demo_copy: Path, tablet: BrowserContext) -> None:
    random_ = random.Random(SEED)
    evening = seal_evening(demo_copy)
    server = FieldServer(demo_copy).start()
    cut = {"before the answer": 0, "after it": 0}
    try:
        page = open_field(tablet, server)
        round_id = page.evaluate("served.list.sheets[0].sheet.split('/')[0]")
        for number, _ in enumerate(evening.stops, start=1):
            record_next(page, minutes_no=f"{number:02}/BB")
        expect(page.locator(".badge")).to_have_text("Đã gửi hết", timeout=LONGEST_MS)
        last: dict[str, str] = {}
        for number in range(CUTS):
            stop = random_.choice(evening.stops)
            last[stop] = f"Lần ghi {number}"
            change_note(page, stop, last[stop])
            send(page)
            page.wait_for_timeout(random_.uniform(*MOMENTS_MS))
            server.kill()
            cut["after it" if page.locator(".badge").inner_text() == "Đã gửi hết" else "before the answer"] += 1
            server.start()
            page.evaluate("() => dispatchEvent(new Event('online'))")
            expect(page.locator(".badge")).to_have_text("Đã gửi hết", timeout=LONGEST_MS)
            in_force = [one for one in kept_results(demo_copy, round_id) if one.state is ResultState.KEPT]
            assert sorted(one.result.stop for one in in_force) == sorted(evening.stops), number
            notes = {one.result.stop: one.result.note for one in in_force}
            assert {id_: notes[id_] for id_ in last} == last, number
        kept = kept_results(demo_copy, round_id)
        assert {one.state for one in kept} == {ResultState.KEPT, ResultState.SUPERSEDED}
        assert len({(one.result.stop, one.result.device, one.result.edit) for one in kept}) == len(kept)
        print(f"seed {SEED}: {CUTS} cuts, {cut}, {len(kept)} results kept")
        assert cut["before the answer"] > CUTS // 10
    finally:
        server.kill()
