"""The field page with the real server: no signal, a server that dies, another team on the same tablet."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from field_office import PLANNER, Evening, FieldServer, kept_results, open_office, seal_evening
from field_tablet import open_field, record_next
from playwright.sync_api import BrowserContext, Page, expect
from signing_in import SLOW_MS
from watch import Watch

import workflow
from domain.visits import ResultState

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

CACHED = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) found.push([name, request.url, await (await cache.match(request)).text()]);
  }
  return found;
}"""
KEPT_HERE = """() => new Promise((resolve) => {
  const request = indexedDB.open("inspection-field");
  request.onsuccess = () => {
    const all = request.result.transaction("results").objectStore("results").getAll();
    all.onsuccess = () => { request.result.close(); resolve(all.result); };
  };
})"""
WORKERS = "() => navigator.serviceWorker.getRegistrations().then((all) => all.length)"


@pytest.fixture
def office(demo_copy: Path) -> tuple[FieldServer, Evening]:
    """The demo office at the hour at which team T1's first shift is revealed."""
    return FieldServer(demo_copy), seal_evening(demo_copy)


@pytest.fixture
def server(office: tuple[FieldServer, Evening]) -> Iterator[FieldServer]:
    """A running server, killed at the end whatever happened."""
    yield office[0].start()
    office[0].kill()


@pytest.fixture
def evening(office: tuple[FieldServer, Evening]) -> Evening:
    return office[1]


def round_of(evening: Evening, page: Page) -> str:
    return str(page.evaluate("served.list.sheets[0].sheet.split('/')[0]"))


def all_sent(page: Page, timeout: int = SLOW_MS) -> None:
    expect(page.locator(".badge")).to_have_text("Đã gửi hết", timeout=timeout)


def end_tab(page: Page) -> None:
    page.get_by_role("button", name="Xong việc", exact=True).click()


def test_a_whole_evening_without_signal_arrives_once(
    context: BrowserContext, watch: Watch, server: FieldServer, evening: Evening
) -> None:
    blocked: list[str] = []
    context.on(
        "console", lambda message: blocked.append(message.text) if "Content Security Policy" in message.text else None
    )
    page = open_field(context, server)
    round_id = round_of(evening, page)
    context.set_offline(True)
    page.reload()
    expect(page.locator("#app[data-ready]")).to_be_visible(timeout=SLOW_MS)
    recorded = [record_next(page, minutes_no=f"{number:02}/BB") for number in range(1, len(evening.stops) + 1)]
    assert recorded == evening.stops
    page.reload()
    expect(page.locator(".badge")).to_have_text(f"{len(recorded)} chưa gửi", timeout=SLOW_MS)
    assert kept_results(server.directory, round_id) == ()
    end_tab(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Xuất tệp kết quả").click()
    body = json.loads(json.loads(Path(download.value.path()).read_text("utf-8"))["body"])
    numbers = {result["stop"]: result["minutes_no"] for result in body["results"]}
    assert numbers == {id_: f"{number:02}/BB" for number, id_ in enumerate(evening.stops, start=1)}
    context.set_offline(False)
    all_sent(page)
    kept = kept_results(server.directory, round_id)
    assert sorted(one.result.stop for one in kept) == sorted(evening.stops)
    assert {one.state for one in kept} == {ResultState.KEPT}
    assert all(one.result.counts and one.is_marked and one.sent_by == "team-t1" for one in kept)
    # The same again changes nothing.
    page.reload()
    all_sent(page)
    page.wait_for_timeout(3000)
    assert kept_results(server.directory, round_id) == kept
    page.get_by_role("button", name="Bản đồ", exact=True).click()
    expect(page.locator(".map-root")).to_have_attribute("data-stops", str(len(evening.stops)))
    assert blocked == []
    assert (watch.outside, watch.errors) == ([], [])


def test_a_server_killed_in_the_middle_of_an_upload_loses_nothing_and_doubles_nothing(
    context: BrowserContext, server: FieldServer, evening: Evening
) -> None:
    random_ = random.Random(11)
    page = open_field(context, server)
    round_id = round_of(evening, page)
    for number in range(1, 4):
        record_next(page, minutes_no=f"{number:02}/BB")
        end_tab(page)
        send = page.get_by_role("button", name="Gửi bây giờ")
        if send.count():
            send.click(no_wait_after=True)
        page.wait_for_timeout(random_.uniform(0, 400))
        server.kill()
        server.start()
        # By itself: nobody presses anything.
        all_sent(page, timeout=60_000)
        page.get_by_role("button", name="Điểm tới", exact=True).click()
        kept = kept_results(server.directory, round_id)
        in_force = [one for one in kept if one.state is ResultState.KEPT]
        assert sorted(one.result.stop for one in in_force) == sorted(evening.stops[:number])
        assert [
            one.result.minutes_no for one in sorted(in_force, key=lambda one: evening.stops.index(one.result.stop))
        ] == [f"{n:02}/BB" for n in range(1, number + 1)]
        assert {one.state for one in kept} <= {ResultState.KEPT, ResultState.SUPERSEDED}


def test_the_tablet_holds_its_own_revealed_shifts_and_no_other(
    context: BrowserContext, watch: Watch, server: FieldServer, evening: Evening
) -> None:
    page = open_field(context, server)
    tag = page.evaluate("served.list.account")
    page.evaluate(
        """(tag) => caches.open(`field-sheets-${tag}`).then((cache) =>
          cache.put('/field/sheets/OVER', new Response('{"date": "2020-01-01", "name": "Cơ sở cũ"}')))""",
        tag,
    )
    # Without signal, a shift that is over for days is gone before anything is shown.
    context.set_offline(True)
    page.reload()
    expect(page.locator("#app[data-ready]")).to_be_visible(timeout=SLOW_MS)
    texts = [text for _, _, text in page.evaluate(CACHED)]
    assert any(evening.stops[0] in text for text in texts)
    seen = "\n".join(
        [*texts, *(body.decode("utf-8", "replace") for body in watch.received), json.dumps(page.evaluate(KEPT_HERE))]
    )
    assert {canary for canary in evening.canaries if canary in seen} == set()
    assert len(evening.canaries) > 60
    assert "Cơ sở cũ" not in seen


def test_another_team_on_the_same_tablet_finds_nothing_of_the_first(
    context: BrowserContext, watch: Watch, server: FieldServer, evening: Evening
) -> None:
    page = open_field(context, server)
    context.set_offline(True)
    stop = record_next(page, minutes_no="01/BB")
    expect(page.locator(".badge")).to_have_text("1 chưa gửi")
    page.close()
    # Nobody signed out: the next team comes in through the form.
    seal_evening(server.directory, team="T2")
    context.clear_cookies()
    context.set_offline(False)
    second = open_field(context, server, "team-t2")
    own = set(evening.stops)
    cached = "\n".join(text for _, _, text in second.evaluate(CACHED))
    assert not any(id_ in cached for id_ in own)
    shown = second.locator("#app").inner_text()
    assert not any(name.name in shown for name in evening.shift.stops)
    context.set_offline(True)
    second.reload()
    expect(second.locator("#app[data-ready]")).to_be_visible(timeout=SLOW_MS)
    assert not any(id_ in second.content() for id_ in own)
    # What the first team had not sent waits for it, and is sent by nobody else.
    context.set_offline(False)
    second.wait_for_timeout(3000)
    assert [one["stop"] for one in second.evaluate(KEPT_HERE)] == [stop]
    second.close()
    context.clear_cookies()
    seal_evening(server.directory, team="T1")
    first = open_field(context, server, "team-t1")
    all_sent(first)
    # The last change may have been noted only when the tablet was put away: it is the edit that stands.
    *_, kept = kept_results(server.directory, round_of(evening, first))
    assert kept.state is ResultState.KEPT
    assert (kept.result.stop, kept.sent_by) == (stop, "team-t1")


def test_signing_out_asks_for_what_is_unsent_and_wipes_the_tablet(
    context: BrowserContext, server: FieldServer, evening: Evening
) -> None:
    page = open_field(context, server)
    page.route("**/field/results", lambda route: route.abort())
    record_next(page, minutes_no="01/BB")
    end_tab(page)
    page.get_by_role("link", name="Đăng xuất").click()
    expect(page.locator("#unsent")).to_be_visible()
    assert page.locator("#unsent-count").inner_text() == "1"
    page.get_by_role("button", name="Đăng xuất").click()
    assert page.url.endswith("/sign-out")  # the form waits for the word that they may be lost
    page.get_by_role("link", name="Mở lộ trình").click()
    expect(page.locator("#app[data-ready]")).to_be_visible(timeout=SLOW_MS)
    page.unroute("**/field/results")
    all_sent(page, timeout=60_000)
    end_tab(page)
    page.get_by_role("link", name="Đăng xuất").click()
    expect(page.locator("#unsent")).to_be_hidden()
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url("**/sign-in")
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate(WORKERS) == 0
    assert page.evaluate("indexedDB.databases()") == []
    context.set_offline(True)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        page.goto(f"{server.base}/field")


def test_a_session_that_ended_wipes_the_sheets_and_keeps_the_results(
    context: BrowserContext, server: FieldServer, evening: Evening
) -> None:
    page = open_field(context, server)
    context.set_offline(True)
    stop = record_next(page, minutes_no="01/BB")
    context.clear_cookies()
    context.set_offline(False)
    expect(page.locator(".bar")).to_contain_text("Phiên đăng nhập đã hết", timeout=SLOW_MS)
    expect(page.get_by_role("link", name="Đăng nhập để gửi")).to_be_visible()
    assert [name for name, _, _ in page.evaluate(CACHED) if name.startswith("field-sheets")] == []
    assert [one["stop"] for one in page.evaluate(KEPT_HERE)] == [stop]
    page.close()
    again = open_field(context, server)
    all_sent(again)
    assert [one.result.stop for one in kept_results(server.directory, round_of(evening, again))] == [stop]


def test_before_its_hour_a_team_gets_no_stop(
    context: BrowserContext, watch: Watch, server: FieldServer, evening: Evening
) -> None:
    workspace = open_office(server.directory)
    before = evening.shift.revealed_at.replace(year=evening.shift.revealed_at.year - 1)
    workflow.move_clock(workspace, PLANNER, at=before)
    workspace.store.close()
    page = context.new_page()
    page.goto(f"{server.base}/field")
    page.fill("#username", "team-t1")
    page.fill("#password", server.passwords["team-t1"])
    page.click("button[type=submit]")
    expect(page.locator("#plain").get_by_text("Chưa đến giờ mở")).to_be_visible()
    page.wait_for_timeout(1500)
    seen = "\n".join(
        [*(text for _, _, text in page.evaluate(CACHED)), *(body.decode("utf-8", "replace") for body in watch.received)]
    )
    names = evening.canaries | {text for stop in evening.shift.stops for text in (stop.establishment_id, stop.name)}
    assert {canary for canary in names if canary in seen} == set()


def test_without_scripts_a_table_of_the_shift_remains(chromium, server: FieldServer, evening: Evening) -> None:  # type: ignore[no-untyped-def]
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{server.base}/field")
    page.fill("#username", "team-t1")
    page.fill("#password", server.passwords["team-t1"])
    page.click("button[type=submit]")
    expect(page.locator("#plain li h3")).to_have_count(len(evening.stops), timeout=SLOW_MS)
    assert page.locator("#plain").get_by_role("link", name="Chỉ đường").count() == len(evening.stops)
    context.close()


def test_a_reserve_taken_without_signal_is_taken_in_by_the_office(
    context: BrowserContext, server: FieldServer, evening: Evening
) -> None:
    page = open_field(context, server)
    round_id = round_of(evening, page)
    context.set_offline(True)
    page.get_by_role("button", name="Cửa đóng", exact=True).click()
    page.get_by_role("button", name="Đến điểm dự phòng").click()
    page.get_by_role("button", name="Danh sách", exact=True).click()
    item = page.locator(".stop", has_text="Điểm dự phòng")
    reserve = item.get_attribute("data-stop")
    assert reserve is not None
    item.click()
    page.get_by_role("button", name="Đã kiểm tra", exact=True).click()
    page.get_by_label("Đã kiểm tra toàn diện").check()
    page.get_by_label("Số biên bản").fill("07/BB")
    page.get_by_role("button", name="Rời điểm").click()
    context.set_offline(False)
    all_sent(page)
    kept = {
        one.result.stop: one
        for one in kept_results(server.directory, round_id)
        if one.state is not ResultState.SUPERSEDED
    }
    assert {stop: one.result.status.value for stop, one in kept.items()} == {
        evening.stops[0]: "closed_door",
        reserve: "inspected",
    }
    end_tab(page)
    assert "Không được nhận" not in page.locator("main").inner_text()


def test_after_a_revocation_the_own_tablet_goes_on_and_loses_nothing(
    context: BrowserContext, server: FieldServer, evening: Evening
) -> None:
    page = open_field(context, server)
    round_id = round_of(evening, page)
    first = record_next(page, minutes_no="01/BB")
    all_sent(page)
    context.set_offline(True)
    second = record_next(page, minutes_no="02/BB")
    workspace = open_office(server.directory)
    workflow.revoke_tablet(workspace, PLANNER, round_id=round_id, shift=evening.shift.shift)
    workspace.store.close()
    context.set_offline(False)
    expect(page.locator(".bar")).to_contain_text("Phiên đăng nhập đã hết", timeout=SLOW_MS)
    page.close()
    again = open_field(context, server)
    all_sent(again)
    assert again.locator(".next").get_attribute("data-stop") == evening.stops[2]
    in_force = [one for one in kept_results(server.directory, round_id) if one.state is ResultState.KEPT]
    assert sorted(one.result.stop for one in in_force) == sorted([first, second])
    assert {one.result.stop: one.sheet.epoch for one in in_force} == {first: 0, second: 1}


def test_what_an_earlier_evening_left_unsent_is_sent_with_the_next_one(
    context: BrowserContext, server: FieldServer, evening: Evening
) -> None:
    page = open_field(context, server)
    round_id = round_of(evening, page)
    context.set_offline(True)
    stop = record_next(page, minutes_no="01/BB")
    page.close()
    later = next(one for one in evening.others if one.team == "T1")
    assert later.revealed_at is not None
    workspace = open_office(server.directory)
    workflow.move_clock(workspace, PLANNER, at=later.revealed_at)
    workspace.store.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(f"{server.base}/field")
    expect(page.locator(".next")).to_have_attribute("data-stop", later.stops[0].establishment_id, timeout=SLOW_MS)
    for _ in range(100):
        kept = kept_results(server.directory, round_id)
        if kept:
            break
        page.wait_for_timeout(200)
    assert [(one.result.stop, one.sheet.shift) for one in kept] == [(stop, evening.shift.shift)]
    # Nothing is left to visit there: the sheet of that evening is gone from the tablet.
    assert not any(evening.shift.shift in url for _, url, _ in page.evaluate(CACHED))
