"""The map of regulations: what each layer says, nothing from outside, names that stay text, the same bytes."""

import json
import re
from dataclasses import replace
from datetime import date
from urllib.parse import unquote

import pytest
from coverage_sample import HOSTILE, layer

from documents.regulation_map import LAYERS, RegulationFigures, regulation_map_html
from domain.regulations import CommuneCover


def unit(code, registered, visited, met, **more):
    missing = registered - visited - met
    counts = {"represented": 0, "commitments": 0, **more}
    return CommuneCover(code=code, registered=registered, visited=visited, met=met, missing=missing, **counts)


UNITS = (
    unit("00", 40, 10, 5, represented=18, commitments=12, meetings=2, met_on=date(2027, 3, 10)),
    unit("01", 8, 8, 0),
    unit("02", 0, 0, 0),
    unit("03", 60, 0, 0),
)


def figures(*names, **more):
    names = names or ("Xã A", "Xã B", "Xã C", "Xã D")
    said = {
        "year": 2027, "on": date(2027, 3, 20), "regulation": "", "is_schematic": True, "communes": layer(*names),
        "area": unit("", 108, 18, 5, commitments=12), "units": UNITS, **more,
    }  # fmt: skip
    return RegulationFigures(**said)


def properties(html):
    (text,) = re.findall(r"_add\((\{.*\})\);\n", html)
    return [one["properties"] for one in json.loads(text)["features"]]


def test_each_layer_says_its_count_and_has_its_legend(vietnamese):
    html = regulation_map_html(figures(), words=vietnamese)
    first, second, empty, last = properties(html)
    labels = {name: unquote(first[f"{name}_label"]) for name in LAYERS}
    assert labels == {"share": "15/40", "visited": "10", "met": "5", "commitments": "12", "missing": "25"}
    assert first["share_colour"] == LAYERS["share"].colours["some"]
    assert second["share_colour"] == LAYERS["share"].colours["all"]
    assert last["share_colour"] == LAYERS["share"].colours["none"] and unquote(last["missing_label"]) == "60"
    assert second["missing_colour"] != last["missing_colour"]
    assert empty["share_label"] == "" and len(empty["lines"]) == 1
    assert html.count('<aside class="map-legend"') == len(LAYERS)
    assert html.count(" hidden>") >= len(LAYERS) - 1


def test_a_commune_tells_when_how_and_what_was_signed(vietnamese):
    first, second, *_ = properties(regulation_map_html(figures(), words=vietnamese))
    assert [unquote(line) for line in first["lines"]] == [
        "Đã được phổ biến: 15/40 (37,5 %)", "Khi kiểm tra: 10", "Ghi tên tại hội nghị: 5",
        "Hội nghị: 2, gần nhất ngày 10/03/2027", "Lượt cơ sở dự hội nghị: 18", "Cam kết đã ký: 12", "Còn thiếu: 25",
    ]  # fmt: skip
    assert not any("Hội nghị" in unquote(line) for line in second["lines"])


def test_same_figures_same_bytes_and_others_other_bytes(vietnamese):
    html = regulation_map_html(figures(), words=vietnamese)
    assert html == regulation_map_html(figures(), words=vietnamese)
    assert html != regulation_map_html(figures(units=(replace(UNITS[0], visited=11), *UNITS[1:])), words=vietnamese)


def test_nothing_comes_from_outside_and_a_sketch_says_so(vietnamese):
    html = regulation_map_html(figures(), words=vietnamese)
    assert not re.search(r"<(script|link|img|iframe)[^>]*\b(src|href)\s*=", html, re.IGNORECASE)
    assert "@import" not in html and "không thay hồ sơ địa giới" in html
    assert "không thay hồ sơ địa giới" not in regulation_map_html(figures(is_schematic=False), words=vietnamese)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stay_text(vietnamese, name):
    html = regulation_map_html(figures(name, "Xã B", "Xã C", "Xã D", regulation=name), words=vietnamese)
    plain = regulation_map_html(figures(regulation="Văn bản"), words=vietnamese)
    assert unquote(properties(html)[0]["name"]) == name
    assert html.count("<script") == plain.count("<script") and html.count("<img") == plain.count("<img")
    assert "pwna" not in html and ">49<" not in html and ">49 ·" not in html


def test_an_office_without_boundaries_has_an_empty_map(vietnamese):
    html = regulation_map_html(
        figures(communes='{"type":"FeatureCollection","features":[]}', units=()), words=vietnamese
    )
    assert "Triển khai quy định năm 2027" in html
