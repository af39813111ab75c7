"""The coverage map: same bytes, nothing from outside, names that stay text."""

import json
import re
from datetime import date
from urllib.parse import unquote

import pytest

from documents.assets import read_asset
from documents.coverage_figures import CoverageFigures, UnitFigures, VintageFigures
from documents.coverage_layers import LAYERS
from documents.coverage_map import coverage_map_html
from domain.words import Words

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "`${alert(1)}`",
    '"); alert(1); ("',
    "{{ 7*7 }}",
    "{% for x in 'abc' %}pwn{{ x }}{% endfor %}",
)
# Leaflet's own text: the SVG namespace, its home page in a comment and an unused link, bugs named in its CSS.
KNOWN = ("http://www.w3.org/", "https://leafletjs.com", "https://bugzilla.mozilla.org/", "https://bugs.chromium.org/")


def unit(code: str, *, registered: int, inspected: int, need: int, **more: int) -> UnitFigures:
    return UnitFigures(code=code, name=code, registered=registered, inspected=inspected, need=need, **more)


def square(code: str, name: str, west: float) -> dict:
    ring = [[west, 20.8], [west + 0.1, 20.8], [west + 0.1, 20.9], [west, 20.9], [west, 20.8]]
    return {
        "type": "Feature",
        "properties": {"code": code, "name": name, "note": "SECRET-7"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def communes(*names: str) -> str:
    features = [square(f"0{at}", name, 106 + 0.1 * at) for at, name in enumerate(names)]
    return json.dumps({"type": "FeatureCollection", "features": features})


def figures(*, names: tuple[str, ...] = ("Xã Tân Hòa", "Xã Bình Minh"), is_schematic: bool = True) -> CoverageFigures:
    # 40 registered need 8: five inspected are 12,5 % and three short. 20 registered need 4: four are enough.
    units = (
        unit("00", registered=40, inspected=5, need=8, before=7, findings=4, handled=1),
        unit("01", registered=20, inspected=4, need=4, before=1),
    )
    now = VintageFigures(id="post2025", label="Hiện nay", communes=communes(*names), units=units)
    before = VintageFigures(
        id="pre2025", label="Trước sắp xếp", communes=communes("Xã Cũ"), units=units[:1], unplaced=2
    )
    return CoverageFigures(
        office="Phòng", year=2027, on=date(2027, 3, 1), rate_bp=2000, is_schematic=is_schematic,
        area=unit("", registered=60, inspected=9, need=12, before=8, findings=4, handled=1), vintages=(now, before),
    )  # fmt: skip


def draw(words: Words, **more) -> str:
    return coverage_map_html(figures(**more), words=words)


def properties(html: str) -> list[dict]:
    """Return the properties of the features that the page holds, vintage after vintage."""
    decode = lambda value: [unquote(item) for item in value] if isinstance(value, list) else unquote(str(value))  # noqa: E731
    found = [json.loads(text)["features"] for text in re.findall(r"_add\((\{.*\})\);\n", html)]
    assert len(found) == 2
    return [{k: decode(v) for k, v in one["properties"].items()} for features in found for one in features]


def test_every_layer_stands_on_the_map(vietnamese: Words) -> None:
    first, second, former = properties(draw(vietnamese))
    assert (first["target_label"], second["target_label"]) == ("12,5 %", "20,0 % ✓")
    assert (first["registered_label"], first["inspected_label"]) == ("40", "5")
    assert (first["handled_label"], first["trend_label"], second["trend_label"]) == ("1/4", "−2", "+3")
    assert first["target_colour"] != second["target_colour"]
    assert "Đã kiểm tra: 5 (12,5 %)" in first["lines"] and "Còn thiếu: 3" in first["lines"]
    assert "Đã đạt mức tối thiểu." in second["lines"]
    assert (first["vintage"], former["vintage"], former["name"]) == ("post2025", "pre2025", "Xã Cũ")


def test_each_layer_has_its_legend_and_those_not_placed_are_told(vietnamese: Words) -> None:
    html = draw(vietnamese)
    assert html.count('<aside class="map-legend"') == len(LAYERS)
    assert "Chưa rõ thuộc đơn vị nào: 2 cơ sở." in html


def test_only_names_and_counts_leave(vietnamese: Words) -> None:
    html = draw(vietnamese)
    assert "SECRET-7" not in html
    shown = {f"{name}_{part}" for name in LAYERS for part in ("colour", "label")}
    assert set(properties(html)[0]) <= {"vintage", "name", "lines", "highlight", *shown}


def test_same_values_same_bytes(vietnamese: Words) -> None:
    assert draw(vietnamese) == draw(vietnamese)


def test_nothing_comes_from_outside(vietnamese: Words) -> None:
    html = draw(vietnamese)
    assert not re.search(r"<(script|link|img|iframe)[^>]*\b(src|href)\s*=", html, re.IGNORECASE)
    assert "@import" not in html
    assert "sourceMappingURL" not in html
    addresses = re.findall(r"https?://[^\"' )\n]*", html)
    assert [address for address in addresses if not address.startswith(KNOWN)] == []


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stay_text(vietnamese: Words, name: str) -> None:
    html = draw(vietnamese, names=(name, "Xã B"))
    assert properties(html)[0]["name"] == name
    assert name not in html
    assert html.count("<script") == draw(vietnamese).count("<script")


def test_script_of_the_map_never_writes_html() -> None:
    script = read_asset("coverage_map.js")
    assert "textContent" in script
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval", script)


@pytest.mark.parametrize("is_schematic", [True, False])
def test_a_sketch_says_so(vietnamese: Words, is_schematic: bool) -> None:
    assert ("không thay hồ sơ địa giới" in draw(vietnamese, is_schematic=is_schematic)) is is_schematic


@pytest.mark.parametrize(
    ("registered", "inspected", "need", "expected"),
    [(10, 0, 2, "none"), (30, 2, 5, "begun"), (30, 3, 6, "near"), (30, 6, 6, "reached")],
)
def test_classes(registered: int, inspected: int, need: int, expected: str) -> None:
    target = LAYERS["target"]
    one = unit("00", registered=registered, inspected=inspected, need=need)
    assert target.colour(one) == target.colours[expected]


def test_a_commune_without_counts_is_empty() -> None:
    for layer in LAYERS.values():
        assert layer.colour(None) == layer.colour(unit("00", registered=0, inspected=0, need=0)) == "#ffffff"
