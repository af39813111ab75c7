"""map_clusters.js with map.js by itself: thousands of points gathered where they crowd; no server, no network."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from test_browser_map import BROWSER, WORDS, data

SCRIPTS = ("leaflet/leaflet.js", "supercluster/supercluster.min.js", "map.js", "map_clusters.js")
STYLES = ("leaflet/leaflet.css", "map.css")
OPEN, DONE = "#2f6f9f", "#2e8b6f"
WEST, EAST = (106.03, 20.9), (106.17, 20.9)
"""Two crowds at the ends of the square that the map shows, one place each."""

pytestmark = pytest.mark.browser


def crowd(west: int, east: int, *, done: int = 0) -> list[dict]:
    """Return points at two places; ``done`` of those in the west have the other colour."""
    places = [WEST] * west + [EAST] * east
    return [
        {"id": f"P{k}", "lon": lon, "lat": lat, "name": f"Cơ sở {k}", "lines": [], "ring": "", "colour": DONE if k < done else OPEN}
        for k, (lon, lat) in enumerate(places)
    ]  # fmt: skip


def content(points: list[dict], **changes: object) -> dict:
    words = WORDS | {"cluster": "{count} cơ sở ở gần nhau", "language": "vi"}
    return data(points=points, routes=[], roads=None, bases=[], words=words, **changes)


@pytest.fixture
def page(chromium: Browser, tmp_path: Path) -> Iterator[Page]:
    """A bare page with a map of 1,500 points in the west, 900 of them done, and 1,000 in the east."""
    style = "".join((BROWSER / name).read_text(encoding="utf-8") for name in STYLES)
    scripts = "".join(f"<script>{(BROWSER / name).read_text(encoding='utf-8')}</script>" for name in SCRIPTS)
    (tmp_path / "map.html").write_text(
        f"<!DOCTYPE html><meta charset=utf-8><style>{style}</style>"
        f'<div id=root class="map-root" style="height:500px"></div>{scripts}',
        encoding="utf-8",
    )
    page = chromium.new_page(viewport={"width": 800, "height": 600})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((tmp_path / "map.html").as_uri())
    page.evaluate(
        """data => {
          window.picks = [];
          const clusters = (map, root, L) => mountClusters(map, root, L, Supercluster);
          window.map = mountMap(root, data, L, id => picks.push(id), clusters);
        }""",
        content(crowd(1500, 1000, done=900)),
    )
    yield page
    assert errors == []
    page.close()


def counts(page: Page) -> list[str]:
    return sorted(page.locator(".map-cluster").all_inner_texts())


def test_a_crowd_is_shown_by_its_number_and_its_colours(page: Page) -> None:
    assert counts(page) == ["1.000", "1.500"]
    assert page.locator("#root").get_attribute("data-points") == "2500"
    assert page.locator("#root").get_attribute("data-clusters") == "2"
    west = page.get_by_role("button", name="1.500 cơ sở ở gần nhau").locator(".map-cluster")
    # 900 of 1,500 are 216 of 360 degrees, the larger share first.
    assert west.evaluate("sign => sign.style.background.replaceAll(' ', '')") == (
        "conic-gradient(rgb(46,139,111)0deg,rgb(46,139,111)216deg,rgb(47,111,159)216deg,rgb(47,111,159)360deg)"
    )


def test_two_thousand_points_are_each_shown(page: Page) -> None:
    page.evaluate("data => map.update(data)", content(crowd(1000, 1000), version="2"))
    assert counts(page) == []
    assert page.evaluate("map.marks.size") == 2000
    page.evaluate("data => map.update(data)", content(crowd(1001, 1000), version="3"))
    assert counts(page) == ["1.000", "1.001"]


def test_a_click_opens_a_crowd_until_each_point_can_be_picked(page: Page) -> None:
    page.get_by_role("button", name="1.000 cơ sở").click()
    expect(page.locator(".map-cluster")).to_have_count(0)
    assert page.evaluate("map.leaflet.getZoom()") == 16
    page.wait_for_timeout(400)
    # All stand at the middle of the map.
    box = page.locator("#root").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    [picked] = page.evaluate("picks")
    assert int(picked[1:]) >= 1500
    page.get_by_role("button", name="Toàn bộ").click()
    assert counts(page) == ["1.000", "1.500"]


def test_enter_opens_a_crowd_and_the_keyboard_stays_on_the_map(page: Page) -> None:
    page.get_by_role("button", name="1.500 cơ sở").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".map-cluster")).to_have_count(0)
    assert page.evaluate("document.activeElement.id") == "root"


def test_the_keyboard_stays_on_a_crowd_for_which_the_map_moves(page: Page) -> None:
    west = page.get_by_role("button", name="1.500 cơ sở")
    west.focus()
    page.evaluate("map.leaflet.panBy([60, 0], { animate: false })")
    expect(west).to_be_focused()
    page.evaluate("map.leaflet.panBy([2000, 0], { animate: false })")
    assert counts(page) == []
    page.get_by_role("button", name="Toàn bộ").click()
    assert counts(page) == ["1.000", "1.500"]


def test_a_chosen_point_is_ringed_where_it_is_though_it_is_in_a_crowd(page: Page) -> None:
    page.evaluate("data => map.update(data)", content(crowd(1500, 1000, done=900), selected="P3"))
    rings = "() => { let at = []; map.leaflet.eachLayer(one => { if (one.options.radius === 13) at.push(one.getLatLng()); }); return at; }"
    assert page.evaluate(rings) == [{"lat": WEST[1], "lng": WEST[0]}]
    assert counts(page) == ["1.000", "1.500"]
