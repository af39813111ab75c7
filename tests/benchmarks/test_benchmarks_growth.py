"""The table of growth goes out and in again, and its picture shows what the table says."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from benchmarks import scale_report
from benchmarks.growth import Growth, exponent, growth_table, read_growth, with_growth
from benchmarks.growth_picture import HEIGHT, LEFT, RIGHT, WIDTH, growth_picture

ROOT = Path(__file__).resolve().parents[2]
LINEAR = Growth(name="draw", unit="establishments", points=((10, 0.05), (100, 0.5), (1_000, 5.0)))
SQUARE = Growth(name="ways", unit="places", points=((10, 0.01), (100, 1.0), (1_000, 100.0)))
PAGE = "before\n<!-- growth:start -->\n<!-- growth:end -->\nafter\n"


def test_the_exponent_is_that_of_the_power():
    assert exponent([(n, 7 * n**1.3) for n in (1_000, 10_000, 100_000)]) == pytest.approx(1.3)
    assert exponent([(10, 4.0), (1_000, 4.0)]) == pytest.approx(0.0)


def test_a_table_is_read_as_it_was_written():
    page = with_growth(PAGE, [LINEAR, SQUARE])
    assert read_growth(page) == (LINEAR, SQUARE)
    assert "| draw | establishments | 10: 0.05 s | 100: 0.5 s | 1,000: 5 s | 1.00 |" in growth_table([LINEAR])
    assert page.startswith("before") and page.endswith("after\n")


def test_a_row_takes_the_place_of_the_one_of_its_name_and_leaves_the_others():
    page = with_growth(PAGE, [LINEAR, SQUARE])
    faster = Growth(name="draw", unit="establishments", points=((10, 0.04), (100, 0.4), (1_000, 4.0)))
    assert read_growth(with_growth(page, [faster])) == (faster, SQUARE)
    with pytest.raises(ValueError, match="mark"):
        with_growth("no marks", [faster])


def test_the_picture_has_a_line_for_each_row_straight_for_a_power():
    drawing = ET.fromstring(growth_picture([LINEAR, SQUARE]))
    lines = [one.get("points") for one in drawing.iter("{http://www.w3.org/2000/svg}polyline")]
    assert len(lines) == 2
    for line in lines:
        (x1, y1), (x2, y2), (x3, y3) = (map(float, point.split(",")) for point in line.split())
        assert LEFT <= x1 < x2 < x3 <= WIDTH - RIGHT and HEIGHT > y1 > y2 > y3 > 0
        assert y1 - y2 == pytest.approx(y2 - y3, abs=0.2) and x2 - x1 == pytest.approx(x3 - x2, abs=0.2)
    texts = [one.text for one in drawing.iter("{http://www.w3.org/2000/svg}text")]
    assert {"draw", "ways", "exponent 1.00", "exponent 2.00", "100 s", "0.01 s", "1,000"} <= set(texts)


def test_the_picture_of_the_docs_is_that_of_its_table():
    page = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    assert (ROOT / "docs" / "pictures" / "growth.svg").read_text(encoding="utf-8") == growth_picture(read_growth(page))


def test_a_draw_of_many_areas_is_measured():
    run = scale_report._drawing(400)
    assert run(100) > 0 and run(400) > 0
