"""The coverage map as a leader opens it: from a file, offline, hostile names shown as text."""

import json
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from documents.coverage_figures import CoverageFigures, UnitFigures, VintageFigures
from documents.coverage_map import coverage_map_html
from workflow.reference import load_words

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = (
    "<img src=x onerror='window.pwned=1'>",
    "</script><script>window.pwned=1</script>",
    "`${window.pwned=1}`",
    "{{ 7*7 }}",
)

pytestmark = pytest.mark.browser


def unit(code: str) -> UnitFigures:
    return UnitFigures(code=code, name=code, registered=40, inspected=5, need=8, before=9)


def square(at: int) -> dict:
    west = 106 + 0.1 * at
    ring = [[west, 20.8], [west + 0.1, 20.8], [west + 0.1, 20.9], [west, 20.9], [west, 20.8]]
    properties = {"code": str(at), "name": HOSTILE[at]}
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a coverage map as a file."""
    words = load_words(ROOT / "data" / "words" / "vi", language="vi")
    communes = json.dumps({"type": "FeatureCollection", "features": [square(at) for at in range(len(HOSTILE))]})
    units = tuple(unit(str(at)) for at in range(len(HOSTILE)))
    now = VintageFigures(id="post2025", label="Hiện nay", communes=communes, units=units)
    one = json.dumps({"type": "FeatureCollection", "features": [square(0)]})
    before = VintageFigures(id="pre2025", label="Trước sắp xếp", communes=one, units=units[:1])
    html = coverage_map_html(
        CoverageFigures(
            office="Phòng", year=2027, on=date(2027, 3, 1), rate_bp=2000, is_schematic=True, area=unit(""),
            vintages=(now, before),
        ),
        words=words,
    )  # fmt: skip
    path = tmp_path / "map.html"
    path.write_text(html, encoding="utf-8")
    return path


def test_it_opens_offline_and_runs_nobody_elses_script(chromium: Browser, file: Path) -> None:
    page = chromium.new_page(viewport={"width": 900, "height": 650})
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(file.as_uri())
    # From the first moment on, without waiting: the signs of the other vintage were never drawn.
    assert page.locator(".commune-sign b").all_inner_texts() == list(HOSTILE)
    assert page.locator(".commune-sign span").first.inner_text() == "12,5 %"
    page.locator("path.leaflet-interactive").first.hover()
    assert "Còn thiếu: 3" in page.locator(".leaflet-popup-content").inner_text()
    assert page.evaluate("window.pwned") is None
    assert (asked, errors) == ([file.as_uri()], [])
    page.close()


def test_a_frame_that_begins_small_is_fitted_when_it_grows(chromium: Browser, file: Path) -> None:
    """An iframe is 300 by 150 before its style arrives: too low for title and legend."""
    page = chromium.new_page(viewport={"width": 300, "height": 150})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(file.as_uri())
    page.locator(".commune-sign").first.wait_for()
    page.set_viewport_size({"width": 900, "height": 650})
    page.wait_for_function("document.querySelector('path.leaflet-interactive').getBoundingClientRect().width > 100")
    boxes = [box for path in page.locator("path.leaflet-interactive").all() if (box := path.bounding_box())]
    assert len(boxes) == len(HOSTILE) and errors == []
    assert all(box["y"] >= 76 and box["y"] + box["height"] <= 650 - 90 for box in boxes)
    page.close()


def test_layer_and_vintage_are_chosen_without_a_server(chromium: Browser, file: Path) -> None:
    page = chromium.new_page(viewport={"width": 1200, "height": 700})
    page.goto(file.as_uri())
    page.locator(".commune-sign").first.wait_for()
    page.get_by_label("So với cùng kỳ năm trước").check()
    assert page.locator(".commune-sign span").first.inner_text() == "−4"
    assert page.locator(".map-legend:visible").count() == 1
    assert "Ít hơn" in page.locator(".map-legend:visible").inner_text()
    page.get_by_label("Trước sắp xếp").check()
    # Leaflet lets a sign fade out before it takes it away.
    page.wait_for_function("document.querySelectorAll('.commune-sign').length === 1")
    assert page.locator(".commune-sign b").all_inner_texts() == [HOSTILE[0]]
    page.get_by_label("Hiện nay").check()
    page.wait_for_function(f"document.querySelectorAll('.commune-sign').length === {len(HOSTILE)}")
    assert set(page.locator(".commune-sign b").all_inner_texts()) == set(HOSTILE)
    page.close()
