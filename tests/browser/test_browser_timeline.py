"""timeline.js by itself: bars are dragged and carried by keys, every text stays text, nothing is asked of anybody."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

BROWSER = Path(__file__).resolve().parents[2] / "browser"
HOSTILE = "<img src=x onerror='window.pwned=1'>"
H = 3600
WORDS = {
    "timeline": "Lịch",
    "keys": "Phím",
    "waiting": "Chưa xếp được",
    "pause": "Nghỉ",
    "wait": "Chờ",
    "at": "Vị trí {order}, {row}",
    "dropped": "Đã đặt",
    "gone_back": "Chỗ cũ",
}

pytestmark = pytest.mark.browser


def stop(id_: str, start_s: int, *, arrival_s: int | None = None, lock: str = "") -> dict:
    """A stop of half an hour, reached at its start unless told otherwise."""
    arrival = start_s if arrival_s is None else arrival_s
    times = {"arrival_s": arrival, "start_s": start_s, "leave_s": start_s + H // 2}
    return {"id": id_, "name": HOSTILE, "place": "Xã A", "lock": lock, **times}


def row(id_: str, stops: list[dict], *, pause: list[int] | None = None) -> dict:
    hours = {"from_s": 18 * H, "start_s": 18 * H, "end_s": 22 * H, "departure_s": 18 * H, "return_s": 22 * H}
    return {"id": id_, "title": id_, "detail": HOSTILE, "colour": "#0f6f80", "pause": pause, "stops": stops, **hours}


def data(**changes: object) -> dict:
    """Two rows of four hours: A with stops at 18:30, 19:30 (reached 19:15) and 20:30, B with one at 19:00."""
    first = [
        stop("S1", 18 * H + H // 2),
        stop("S2", 19 * H + H // 2, arrival_s=19 * H + H // 4),
        stop("S3", 20 * H + H // 2),
    ]
    return {
        "version": "1",
        "rows": [row("A", first), row("B", [stop("S4", 19 * H, lock="giữ đoàn")], pause=[20 * H, 21 * H])],
        "waiting": [{"id": "S5", "name": HOSTILE}],
        "span_s": 4 * H,
        "selected": None,
        "shift": None,
        "proposed": None,
        "fixed": False,
        "words": WORDS,
    } | changes


@pytest.fixture
def page(chromium: Browser, tmp_path: Path) -> Iterator[Page]:
    """A bare page under a strict policy for styles, with a mounted timeline."""
    script, style = ((BROWSER / name).read_text(encoding="utf-8") for name in ("timeline.js", "timeline.css"))
    html = (
        '<!DOCTYPE html><meta charset=utf-8><meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'nonce-1'; script-src 'nonce-1'\">"
        f'<style nonce=1>body {{ margin: 0; }}{style}</style><div id=root class="tl-root"></div>'
        f"<script nonce=1>{script}; function start(data) {{ window.told = []; window.timeline = mountTimeline(root, data, "
        "{ pick: id => told.push(['pick', id]), shift: id => told.push(['shift', id]), "
        "move: move => told.push(['move', move.visit, move.shift, move.order]) }); }</script>"
    )
    (tmp_path / "timeline.html").write_text(html, encoding="utf-8")
    page = chromium.new_page(viewport={"width": 948, "height": 600})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto((tmp_path / "timeline.html").as_uri())
    page.evaluate("data => start(data)", data())
    yield page
    assert errors == []
    assert page.locator("img").count() == 0
    assert page.evaluate("window.pwned") is None
    page.close()


def bar(page: Page, id_: str):  # type: ignore[no-untyped-def]
    return page.locator(f"[data-stop={id_}]")


def middle(page: Page, id_: str) -> tuple[float, float]:
    box = bar(page, id_).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page: Page, id_: str, x: float, y: float, *, drop: bool = True) -> None:
    page.mouse.move(*middle(page, id_))
    page.mouse.down()
    page.mouse.move(x, y, steps=4)
    if drop:
        page.mouse.up()


def told(page: Page) -> list:
    return page.evaluate("told")


def test_bars_stand_where_their_hours_are(page: Page) -> None:
    # The track is 800 pixels wide (948 less the heading's 148) and stands for four hours: 200 pixels an hour.
    track = page.locator(".tl-track").first.bounding_box()
    assert (track["x"], track["width"]) == (148, 800)
    places = [
        (bar(page, id_).bounding_box()["x"] - 148, bar(page, id_).bounding_box()["width"]) for id_ in ("S1", "S2", "S4")
    ]
    assert places == [(100, 100), (300, 100), (200, 100)]
    wait = page.locator(".tl-wait").bounding_box()
    assert (wait["x"] - 148, wait["width"]) == (250, 50)
    pause = page.locator(".tl-pause").bounding_box()
    assert (pause["x"] - 148, pause["width"], page.locator(".tl-pause").inner_text()) == (400, 200, "Nghỉ")
    # Ways of A: 18:00 to 18:30, 19:00 to 19:15, 20:00 to 20:30, 21:00 to 22:00.
    ways = [way.bounding_box() for way in page.locator(".tl-row").first.locator(".tl-way").all()]
    assert [(way["x"] - 148, way["width"]) for way in ways] == [(0, 100), (200, 50), (400, 100), (600, 200)]


def test_texts_are_text_and_a_lock_is_told(page: Page) -> None:
    assert bar(page, "S1").locator("span").inner_text() == HOSTILE
    assert bar(page, "S4").get_attribute("aria-label") == f"1. {HOSTILE}, 19:00–19:30, Xã A, giữ đoàn"
    assert page.locator(".tl-lock").count() == 1
    assert bar(page, "S5").inner_text() == HOSTILE
    assert bar(page, "S5").bounding_box()["width"] > 200, "what waits shows its name"


def test_a_click_picks_and_a_heading_chooses_its_shift(page: Page) -> None:
    bar(page, "S2").click()
    page.locator(".tl-head").nth(1).click()
    assert told(page) == [["pick", "S2"], ["shift", "B"]]
    assert "tl-picked" in bar(page, "S2").get_attribute("class")


def test_a_stop_dragged_within_its_row_tells_its_new_place(page: Page) -> None:
    x, y = middle(page, "S3")
    drag(page, "S1", x + 20, y)
    assert told(page) == [["move", "S1", "A", 3]]
    # Its marker stands behind the last of the others until the page answers.
    assert page.locator(".tl-drop").bounding_box()["x"] == pytest.approx(148 + 600 - 3, abs=1)
    page.evaluate("data => timeline.update(data)", data())
    assert page.locator(".tl-drop").count() == 0


def test_a_stop_dragged_to_another_row_comes_before_the_bar_under_it(page: Page) -> None:
    x, y = middle(page, "S4")
    drag(page, "S2", x - 40, y)
    assert told(page) == [["move", "S2", "B", 1]]


def test_a_stop_is_taken_out_and_one_that_waits_is_put_in(page: Page) -> None:
    drag(page, "S2", *middle(page, "S5"))
    page.evaluate("data => timeline.update(data)", data())
    x, y = middle(page, "S4")
    drag(page, "S5", x + 40, y)
    assert told(page) == [["move", "S2", "", 1], ["move", "S5", "B", 2]]


def test_a_stop_let_go_where_it_was_or_nowhere_stays(page: Page) -> None:
    x, y = middle(page, "S1")
    drag(page, "S1", x + 30, y)
    drag(page, "S1", x, 590)
    assert told(page) == []
    assert page.locator(".tl-ghost, .tl-drop, .tl-over, .tl-moving").count() == 0


def test_a_drag_is_followed_and_a_new_version_ends_it(page: Page) -> None:
    x, y = middle(page, "S4")
    drag(page, "S2", x, y, drop=False)
    ghost = page.locator(".tl-ghost").bounding_box()
    assert ghost["x"] + ghost["width"] / 2 == pytest.approx(x, abs=2)
    assert page.locator(".tl-over").count() == 1
    page.evaluate("data => timeline.update(data)", data(version="2"))
    assert page.locator(".tl-ghost").count() == 0
    page.mouse.up()
    assert told(page) == []


def test_touch_drags_too(chromium: Browser, page: Page) -> None:
    session = page.context.new_cdp_session(page)
    (x, y), (to_x, to_y) = middle(page, "S2"), middle(page, "S4")

    def touch(kind: str, *points: tuple[float, float]) -> None:
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": a, "y": b} for a, b in points]})

    touch("touchStart", (x, y))
    touch("touchMove", (x, y + 20))
    touch("touchMove", (to_x + 40, to_y))
    touch("touchEnd")
    assert told(page) == [["move", "S2", "B", 2]]


def test_keys_walk_pick_up_carry_and_drop(page: Page) -> None:
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.stop") == "S1"
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.stop") == "S2"
    page.keyboard.press("Enter")
    assert page.locator(".tl-live").inner_text() == f"Vị trí 2, A {HOSTILE}"
    page.keyboard.press("ArrowDown")
    assert page.locator(".tl-live").inner_text() == f"Vị trí 2, B {HOSTILE}"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    assert told(page) == [["move", "S2", "B", 1]]
    assert page.locator(".tl-live").inner_text() == "Đã đặt"


def test_escape_puts_a_carried_stop_back(page: Page) -> None:
    bar(page, "S1").focus()
    for key in ("Enter", "ArrowRight", "Escape"):
        page.keyboard.press(key)
    assert told(page) == []
    assert page.locator(".tl-drop, .tl-held").count() == 0
    page.keyboard.press("Space")
    assert told(page) == [["pick", "S1"]]


def test_one_stop_is_reached_by_tab_and_focus_outlives_a_new_version(page: Page) -> None:
    assert page.locator("[data-stop][tabindex='0']").count() == 1
    bar(page, "S3").focus()
    page.evaluate("data => timeline.update(data)", data(version="2"))
    assert page.evaluate("document.activeElement.dataset.stop") == "S3"


def test_a_sealed_plan_moves_nothing(page: Page) -> None:
    page.evaluate("data => timeline.update(data)", data(version="2", fixed=True))
    drag(page, "S2", *middle(page, "S4"))
    bar(page, "S1").focus()
    for key in ("Enter", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    assert [what for what, *_ in told(page)] in ([], ["pick"])
    assert page.locator(".tl-drop, .tl-held").count() == 0


def test_bars_are_large_enough_to_touch(page: Page) -> None:
    assert all(node.bounding_box()["height"] >= 44 for node in page.locator("[data-stop], .tl-head[type]").all())
