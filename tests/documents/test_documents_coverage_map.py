"""The coverage map: same bytes, nothing from outside, names that stay text."""

import json
import re
from datetime import date
from urllib.parse import unquote

import pytest

from documents.assets import read_asset
from documents.coverage_map import coverage_class, coverage_map_html
from domain.plans import Coverage, CoverageRow
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


def row(key: str, *, registered: int, inspected: int, need: int) -> CoverageRow:
    return CoverageRow(
        key=key,
        registered_frozen=registered,
        registered_active=registered,
        registered_ever=registered,
        inspected=inspected,
        need=need,
        short=max(0, need - inspected),
        reached=inspected >= need,
        percent_tenths=1000 * inspected // registered if registered else 0,
    )


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


def draw(words: Words, *, names: tuple[str, ...] = ("Xã Tân Hòa", "Xã Bình Minh"), is_schematic: bool = True) -> str:
    # 40 registered need 8: five inspected are 12,5 % and three short. 20 registered need 4: four are enough.
    rows = (row("00", registered=40, inspected=5, need=8), row("01", registered=20, inspected=4, need=4))
    coverage = Coverage(year=2027, area=row("", registered=60, inspected=9, need=12), communes=rows, types=())
    return coverage_map_html(
        coverage,
        communes=communes(*names),
        words=words,
        on=date(2027, 3, 1),
        rate_bp=2000,
        is_schematic=is_schematic,
    )


def properties(html: str) -> list[dict]:
    """Return the properties of the features that the page holds."""
    data = re.search(r"_add\((\{\"bbox.*?\]\})\);", html) or re.search(r"_add\((\{.*\})\);\n", html)
    assert data is not None
    decode = lambda value: [unquote(item) for item in value] if isinstance(value, list) else unquote(str(value))  # noqa: E731
    features = json.loads(data[1])["features"]
    return [{key: decode(value) for key, value in feature["properties"].items()} for feature in features]


def test_the_counts_stand_on_the_map(vietnamese_documents: Words) -> None:
    first, second = properties(draw(vietnamese_documents))
    assert (first["status"], second["status"]) == ("near", "reached")
    assert first["label"] == "12,5 %"
    assert second["label"] == "20,0 % ✓"
    assert "Đã kiểm tra: 5 (12,5 %)" in first["lines"]
    assert "Còn thiếu: 3" in first["lines"]
    assert "Đã đạt mức tối thiểu." in second["lines"]


def test_only_names_and_counts_leave(vietnamese_documents: Words) -> None:
    html = draw(vietnamese_documents)
    assert "SECRET-7" not in html
    assert set(properties(html)[0]) <= {"name", "status", "label", "lines", "highlight"}


def test_same_values_same_bytes(vietnamese_documents: Words) -> None:
    assert draw(vietnamese_documents) == draw(vietnamese_documents)


def test_nothing_comes_from_outside(vietnamese_documents: Words) -> None:
    html = draw(vietnamese_documents)
    assert not re.search(r"<(script|link|img|iframe)[^>]*\b(src|href)\s*=", html, re.IGNORECASE)
    assert "@import" not in html
    assert "sourceMappingURL" not in html
    addresses = re.findall(r"https?://[^\"' )\n]*", html)
    assert [address for address in addresses if not address.startswith(KNOWN)] == []


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stay_text(vietnamese_documents: Words, name: str) -> None:
    html = draw(vietnamese_documents, names=(name, "Xã B"))
    assert properties(html)[0]["name"] == name
    assert name not in html
    assert html.count("<script") == draw(vietnamese_documents).count("<script")


def test_script_of_the_map_never_writes_html() -> None:
    script = read_asset("coverage_map.js")
    assert "textContent" in script
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval", script)


@pytest.mark.parametrize("is_schematic", [True, False])
def test_a_sketch_says_so(vietnamese_documents: Words, is_schematic: bool) -> None:
    assert ("không thay hồ sơ địa giới" in draw(vietnamese_documents, is_schematic=is_schematic)) is is_schematic


@pytest.mark.parametrize(
    ("registered", "inspected", "need", "expected"),
    [(0, 0, 0, "empty"), (10, 0, 2, "none"), (30, 2, 5, "begun"), (30, 3, 6, "near"), (30, 6, 6, "reached")],
)
def test_classes(registered: int, inspected: int, need: int, expected: str) -> None:
    assert coverage_class(row("00", registered=registered, inspected=inspected, need=need)) == expected


def test_a_commune_without_counts_is_empty() -> None:
    assert coverage_class(None) == "empty"
