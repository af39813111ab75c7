"""map_drag.js by itself: stops dragged by mouse and by finger, onto a stop, onto a line, beside both; no server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

BROWSER = Path(__file__).resolve().parents[2] / "browser"
HOSTILE = "<img src=x onerror='window.pwned=1'>"
WORDS = {
    "map": "", "north": "", "legend": "", "zoom_in": "", "zoom_out": "", "whole": "", "drop_stop": "{order} {stop} {route}",
    "drop_route": "vào {route}", "drop_nowhere": "giữ nguyên",
}  # fmt: skip

pytestmark = pytest.mark.browser


def stop(number: int, lon: float, lat: float) -> dict:
    return {"id": f"S{lat}-{number}", "number": number, "name": HOSTILE, "lines": [], "lon": lon, "lat": lat}


def data(**changes: object) -> dict:
    """Two routes from west to east, one above the other, with two stops each."""
    routes = [
        {
            "shift": f"ca {lat}",
            "name": f"tuyến {lat}",
            "colour": "#0f6f80",
            "line": [[106.0, lat], [106.2, lat]],
            "stops": [stop(1, 106.02, lat), stop(2, 106.16, lat)],
        }
        for lat in (20.9, 20.8)
    ]
    empty = {"communes": None, "roads": None, "points": [], "bases": [], "legend": [], "selected": None, "sketch": ""}
    return {"version": "1", "fit": "all", "routes": routes, "drags": True, "words": WORDS, **empty, **changes}


@pytest.fixture
def page(chromium: Browser, tmp_path: Path) -> Iterator[Page]:
    """A bare page with a map whose stops may be dragged."""
    names = ("leaflet/leaflet.css", "map.css", "leaflet/leaflet.js", "map.js", "map_drag.js")
    styles, scripts = "", ""
    for name in names:
        text = (BROWSER / name).read_text(encoding="utf-8")
        styles += text if name.endswith("css") else ""
        scripts += f"<script>{text}</script>" if name.endswith("js") else ""
    html = f'<!DOCTYPE html><meta charset=utf-8><style>{styles}</style><div id=root class="map-root" style="height:500px"></div>'
    (tmp_path / "map.html").write_text(html + scripts, encoding="utf-8")
    context = chromium.new_context(viewport={"width": 800, "height": 600}, has_touch=True)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((tmp_path / "map.html").as_uri())
    page.evaluate(
        """data => {
          window.moves = []; window.picks = [];
          window.map = mountMap(root, data, L, id => picks.push(id));
          window.drag = mountDrag(map.leaflet, root, L, move => moves.push(move));
          window.show = data => { map.update(data); drag.update(data, map.marks); };
          show(data);
        }""",
        data(),
    )
    yield page
    assert errors == [] and page.evaluate("window.pwned") is None
    context.close()


def place(page: Page, at: int) -> tuple[float, float]:
    box = page.locator(".map-stop").nth(at).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page: Page, at: int, x: float, y: float) -> str:
    """Drag a stop by mouse and return what the map says before it is let go."""
    page.mouse.move(*place(page, at))
    page.mouse.down()
    page.mouse.move(x, y, steps=8)
    told = page.locator(".map-drop").inner_text()
    page.mouse.up()
    return told


def test_a_stop_takes_the_place_of_the_one_it_is_dropped_on(page: Page) -> None:
    home = place(page, 0)
    assert drag(page, 0, *place(page, 3)) == f"2 {HOSTILE} tuyến 20.8"
    assert page.evaluate("moves") == [{"visit": "S20.9-1", "shift": "ca 20.8", "order": 2}]
    assert place(page, 0) == pytest.approx(home, abs=1), "the page answers, the map keeps the plan's places"
    assert page.evaluate("picks") == [] and page.locator("img").count() == 0
    assert page.locator(".map-drop").is_hidden()


def test_within_its_own_route_it_takes_that_number(page: Page) -> None:
    drag(page, 0, *place(page, 1))
    drag(page, 1, *place(page, 0))
    assert [move["order"] for move in page.evaluate("moves")] == [2, 1]


def test_on_another_routes_line_the_plan_chooses_the_place(page: Page) -> None:
    (left, y), (right, _) = place(page, 2), place(page, 3)
    assert drag(page, 0, (left + right) / 2, y + 4) == "vào tuyến 20.8"
    assert page.evaluate("moves") == [{"visit": "S20.9-1", "shift": "ca 20.8", "order": 0}]


def test_elsewhere_and_on_its_own_line_nothing_is_told(page: Page) -> None:
    (left, y), (right, _) = place(page, 0), place(page, 1)
    (_, other_y) = place(page, 2)
    assert drag(page, 0, (left + right) / 2, y) == "giữ nguyên"
    assert drag(page, 0, (left + right) / 2, (y + other_y) / 2) == "giữ nguyên"
    assert page.evaluate("moves") == []


def test_a_finger_drags_as_a_mouse_does_and_the_map_stays(page: Page) -> None:
    (x, y), (end_x, end_y) = place(page, 1), place(page, 2)
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        told = [{"x": left, "y": top} for left, top in points]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": told})

    touch("touchStart", (x, y))
    for part in range(1, 9):
        touch("touchMove", (x + (end_x - x) * part / 8, y + (end_y - y) * part / 8))
    touch("touchEnd")
    page.wait_for_function("moves.length === 1")
    assert page.evaluate("moves") == [{"visit": "S20.9-2", "shift": "ca 20.8", "order": 1}]
    assert place(page, 1) == pytest.approx((x, y), abs=1)


def test_where_nothing_may_be_moved_nothing_is(page: Page) -> None:
    page.evaluate("data => show(data)", data(drags=False))
    home = place(page, 0)
    page.mouse.move(*home)
    page.mouse.down()
    page.mouse.move(*place(page, 3), steps=6)
    page.mouse.up()
    assert page.evaluate("moves") == []
    page.wait_for_timeout(600)  # The map itself was dragged, and glides on.
    page.evaluate("data => show(data)", data(version="2", fit="anew"))
    drag(page, 0, *place(page, 3))
    assert len(page.evaluate("moves")) == 1


def test_a_proposed_move_is_drawn_and_taken_away_again(page: Page) -> None:
    count = "() => { let n = 0; map.leaflet.eachLayer(one => { n += one.options.dashArray === '6 8' ? 1 : 0; }); return n; }"
    page.evaluate("data => show(data)", data(proposed={"visit": "S20.9-1", "shift": "ca 20.8", "order": 2}))
    assert page.evaluate(count) == 1
    page.evaluate("data => show(data)", data(proposed=None))
    assert page.evaluate(count) == 0
