"""map.js by itself, as the field page and the route sheet will use it: no server, no network."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

BROWSER = Path(__file__).resolve().parents[2] / "browser"
HOSTILE = "<img src=x onerror='window.pwned=1'>"
SQUARE = [[106.0, 20.8], [106.2, 20.8], [106.2, 21.0], [106.0, 21.0], [106.0, 20.8]]
WORDS = {
    "map": "Bản đồ",
    "north": "Bắc",
    "legend": "Chú giải",
    "zoom_in": "Phóng to",
    "zoom_out": "Thu nhỏ",
    "whole": "Toàn bộ",
}

pytestmark = pytest.mark.browser


def feature(kind: str, coordinates: object, name: str) -> str:
    properties = {"code": "001", "name": name}
    item = {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}
    return json.dumps({"type": "FeatureCollection", "features": [item]})


def data(**changes: object) -> dict:
    """Three points of which the first is at the centre, one route of two stops, names that want to run."""
    point = {"name": HOSTILE, "lines": [HOSTILE], "colour": "#2f6f9f", "ring": ""}
    places = [(106.1, 20.9), (106.05, 20.85), (106.15, 20.95)]
    stop = {"name": HOSTILE, "lines": [], "lon": 106.03, "lat": 20.97}
    route = {
        "name": HOSTILE,
        "colour": "#0f6f80",
        "line": [[106.02, 20.82], [106.18, 20.98]],
        "stops": [{**stop, "id": "S1", "number": 1}, {**stop, "id": "S2", "number": 2, "lon": 106.17}],
    }
    return {
        "version": "1",
        "fit": "all",
        "communes": feature("Polygon", [SQUARE], HOSTILE),
        "roads": feature("LineString", [[106.0, 20.9], [106.2, 20.9]], HOSTILE),
        "points": [{**point, "id": f"P{k}", "lon": lon, "lat": lat} for k, (lon, lat) in enumerate(places)],
        "routes": [route],
        "bases": [{"lon": 106.1, "lat": 20.88, "name": HOSTILE, "lines": []}],
        "legend": [{"kind": "dot", "colour": "#2f6f9f", "text": HOSTILE}],
        "selected": None,
        "sketch": "Sơ đồ minh họa",
        "words": WORDS,
    } | changes


@pytest.fixture
def page(chromium: Browser, tmp_path: Path) -> Iterator[Page]:
    """A bare page that holds Leaflet, map.js and a mounted map."""
    texts = {
        name: (BROWSER / name).read_text(encoding="utf-8")
        for name in ("leaflet/leaflet.js", "map.js", "map.css", "leaflet/leaflet.css")
    }
    html = (
        f"<!DOCTYPE html><meta charset=utf-8><style>{texts['leaflet/leaflet.css']}{texts['map.css']}</style>"
        '<div id=root class="map-root" style="height:500px"></div>'
        f"<script>{texts['leaflet/leaflet.js']}</script><script>{texts['map.js']}</script>"
    )
    (tmp_path / "map.html").write_text(html, encoding="utf-8")
    page = chromium.new_page(viewport={"width": 800, "height": 600})
    page.errors = []  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.errors.append(str(error)))  # type: ignore[attr-defined]
    page.goto((tmp_path / "map.html").as_uri())
    page.evaluate("data => { window.picks = []; window.map = mountMap(root, data, L, id => picks.push(id)); }", data())
    yield page
    assert page.errors == []  # type: ignore[attr-defined]
    page.close()


def scale(page: Page) -> str:
    return page.locator(".leaflet-control-scale-line").inner_text()


def test_everything_is_drawn_and_named_as_text(page: Page) -> None:
    root = page.locator("#root")
    assert [root.get_attribute(f"data-{key}") for key in ("points", "communes", "stops")] == ["3", "1", "2"]
    assert page.locator(".map-commune").inner_text() == HOSTILE
    assert page.locator(".map-legend-row span").inner_text() == HOSTILE
    assert page.locator(".map-stop").all_inner_texts() == ["1", "2"]
    assert page.locator("img").count() == 0
    assert page.evaluate("window.pwned") is None


def test_a_map_that_ends_while_it_is_drawn_ends_quietly(page: Page) -> None:
    """A frame was asked for, the map moved, and a layer went with the map: the frame finds nothing to draw on."""
    page.evaluate(
        "data => { map.update(data); map.leaflet.panBy([9, 0], { animate: false }); map.destroy(); }", data(version="2")
    )
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.errors == []  # type: ignore[attr-defined]


def test_hovering_shows_a_card_of_text(page: Page) -> None:
    page.locator(".map-stop").first.hover()
    assert page.locator(".map-card b").inner_text() == HOSTILE
    assert page.evaluate("window.pwned") is None


def test_picking_a_stop_and_a_point_tells_its_id(page: Page) -> None:
    page.locator(".map-stop").nth(1).click()
    # The view fits the route, whose middle is the first point, at the middle of the map.
    box = page.locator("#root").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert page.evaluate("picks") == ["S2", "P0"]


def test_the_view_is_kept_when_data_change(page: Page) -> None:
    before = scale(page)
    page.get_by_role("button", name="Phóng to").click()
    page.get_by_role("button", name="Phóng to").click()
    page.wait_for_function(
        "before => document.querySelector('.leaflet-control-scale-line').innerText !== before", arg=before
    )
    page.wait_for_timeout(400)
    zoomed = scale(page)
    page.evaluate("data => map.update(data)", data(version="2", points=data()["points"][:1]))
    assert page.locator("#root").get_attribute("data-points") == "1"
    assert scale(page) == zoomed
    page.evaluate("data => map.update(data)", data(version="2", points=data()["points"][:1], fit="S1"))
    assert scale(page) == before


def test_keys_zoom_and_the_whole_button_comes_back(page: Page) -> None:
    before = scale(page)
    page.locator("#root").focus()
    page.keyboard.press("+")
    page.keyboard.press("+")
    page.wait_for_function(
        "before => document.querySelector('.leaflet-control-scale-line').innerText !== before", arg=before
    )
    page.wait_for_timeout(400)
    page.get_by_role("button", name="Toàn bộ").click()
    assert scale(page) == before


def ring_colour(page: Page) -> list[int]:
    """Return the colour 13 pixels beside the middle of the map, where a mark around P0 would be."""
    return page.evaluate(
        """() => {
          const canvas = root.querySelector("canvas"), box = canvas.getBoundingClientRect();
          const middle = root.getBoundingClientRect();
          const x = middle.x + middle.width / 2 + 13 - box.x, y = middle.y + middle.height / 2 - box.y;
          const ratio = canvas.width / box.width;
          return [...canvas.getContext("2d").getImageData(x * ratio, y * ratio, 1, 1).data].slice(0, 3);
        }"""
    )


def test_a_chosen_id_is_marked_and_an_unknown_one_is_not(page: Page) -> None:
    plain = data(version="2", routes=[], roads=None, fit="points")
    page.evaluate("data => map.update(data)", plain)
    page.wait_for_timeout(100)
    ground = ring_colour(page)
    page.evaluate("data => map.update(data)", {**plain, "selected": "P0"})
    page.wait_for_timeout(100)
    assert ring_colour(page) != ground
    page.evaluate("data => map.update(data)", {**plain, "selected": "nobody"})
    page.wait_for_timeout(100)
    assert ring_colour(page) == ground


def test_five_thousand_points_are_drawn(page: Page) -> None:
    point = data()["points"][0]
    many = [{**point, "id": f"P{k}", "lon": 106 + (k % 100) / 500, "lat": 20.8 + k / 25_000} for k in range(5000)]
    page.evaluate("data => map.update(data)", data(version="3", points=many))
    assert page.locator("#root").get_attribute("data-points") == "5000"
    # Canvas, not five thousand elements.
    assert page.locator("#root *").count() < 400


def test_touch_targets_are_large(page: Page) -> None:
    for button in page.locator(".map-button").all():
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 44


def test_destroy_leaves_nothing(page: Page) -> None:
    page.evaluate("map.destroy()")
    assert page.locator(".leaflet-pane").count() == 0


def test_a_map_that_begins_lower_than_its_margins_is_fitted_when_it_grows(page: Page) -> None:
    page.evaluate(
        """data => {
          map.destroy();
          root.textContent = "";
          root.style.cssText = "height: 20px; min-height: 0; width: 20px";
          window.map = mountMap(root, data, L, () => {});
          root.style.cssText = "height: 500px; width: 800px";
        }""",
        data(),
    )
    expect(page.locator("#root")).to_have_attribute("data-ready", "1")
    page.wait_for_timeout(300)
    for stop in page.locator(".map-stop").all():
        box = stop.bounding_box()
        assert box is not None and 0 <= box["x"] <= 800 and 0 <= box["y"] <= 500
