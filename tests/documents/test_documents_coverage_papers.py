"""Picture, page and slides of coverage: the same bytes, three sentences of the figures, text that stays text."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from coverage_sample import HOSTILE, figures
from PIL import Image
from pptx import Presentation

from documents.coverage_figures import coverage_sentences
from documents.coverage_picture import coverage_svg
from documents.map_registry import COVERAGE_WRITERS
from documents.sheet_paper import plain_text

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("Xã Tân Hòa", "Xã Bình Minh", "Phường 3")


def slides(content):
    return Presentation(io.BytesIO(content)).slides


def texts(deck):
    for slide in deck:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
            if shape.has_table:
                yield from (cell.text_frame.text for row in shape.table.rows for cell in row.cells)


@pytest.mark.parametrize("kind", list(COVERAGE_WRITERS))
def test_same_figures_same_bytes(vietnamese, kind):
    write = COVERAGE_WRITERS[kind].write
    assert write(figures(*NAMES), vietnamese) == write(figures(*NAMES), vietnamese)
    assert write(figures(*NAMES), vietnamese) != write(figures(*NAMES, office="Phòng khác"), vietnamese)


def test_slides_are_the_same_from_another_process(vietnamese):
    code = (
        "import sys; sys.path[:0]=['tests/documents','.']\n"
        "from hashlib import sha256\nfrom pathlib import Path\nfrom coverage_sample import figures\n"
        "from documents.map_registry import COVERAGE_WRITERS as W\nfrom workflow.reference import load_words\n"
        "w=load_words(Path('data/words/vi'),language='vi')\n"
        f"print(*(sha256(one.write(figures(*{NAMES!r}),w)).hexdigest() for one in W.values()))"
    )
    ran = [
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    assert ran[0] == ran[1] and len(ran[0].split()) == len(COVERAGE_WRITERS)


def test_the_sentences_are_made_from_the_figures(vietnamese):
    area, communes, work = coverage_sentences(figures(*NAMES, counts=((40, 8), (40, 1), (10, 1))), words=vietnamese)
    assert "10/90" in area and "(11,1 %)" in area and "còn thiếu 8" in area
    assert communes == "1/3 xã, phường đã đạt mức tối thiểu; còn thiếu nhiều nhất: Xã Bình Minh (7), Phường 3 (1)."
    assert work == "Đã xử lý 9/12 tồn tại được ghi nhận (75,0 %), nhiều hơn cùng kỳ năm trước 4 cơ sở đã kiểm tra."


def test_the_slides_hold_sentences_chart_and_table(vietnamese):
    deck = slides(COVERAGE_WRITERS["coverage_slides"].write(figures(*NAMES), vietnamese))
    said = list(texts(deck))
    for sentence in coverage_sentences(figures(*NAMES), words=vietnamese):
        assert any(sentence in text for text in said)
    charts = [shape.chart for slide in deck for shape in slide.shapes if shape.has_chart]
    assert list(charts[0].plots[0].categories) == sorted(NAMES)
    assert [tuple(series.values) for series in charts[0].plots[0].series] == [(8.0,) * 3, (5.0,) * 3]
    assert "Toàn địa bàn" in said and "120" in said


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_never_a_formula_in_the_slides(vietnamese, name):
    content = COVERAGE_WRITERS["coverage_slides"].write(figures(name, "Xã B"), vietnamese)
    assert plain_text(name) in list(texts(slides(content)))
    with zipfile.ZipFile(io.BytesIO(content)) as deck:
        book = next(entry for entry in deck.namelist() if entry.endswith(".xlsx"))
        sheet = openpyxl.load_workbook(io.BytesIO(deck.read(book))).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert plain_text(name) in [cell.value for cell in cells]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_a_name_on_page_and_picture(vietnamese, name):
    hostile = figures(name, "Xã B", office=name)
    assert COVERAGE_WRITERS["coverage_brief"].write(hostile, vietnamese).startswith(b"%PDF")
    Image.open(io.BytesIO(COVERAGE_WRITERS["coverage_picture"].write(hostile, vietnamese))).verify()
    svg = coverage_svg(hostile, words=vietnamese)
    assert "<img" not in svg and "<script" not in svg and "<![CDATA[" not in svg


def test_the_brief_is_one_page_however_many_communes(vietnamese):
    import re

    content = COVERAGE_WRITERS["coverage_brief"].write(figures(*(f"Xã {n}" for n in range(60))), vietnamese)
    assert re.findall(rb"/Type\s*/Pages\s*/Count (\d+)|/Count (\d+)", content) or content.count(b"/Type/Page") <= 2
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", content)) == 1


def test_no_paper_names_a_person_or_the_clock(vietnamese):
    content = COVERAGE_WRITERS["coverage_slides"].write(figures(*NAMES), vietnamese)
    about = Presentation(io.BytesIO(content)).core_properties
    assert (about.author, about.last_modified_by) == ("Phòng", "")
    assert about.created.date() == about.modified.date() == figures(*NAMES).on
    with zipfile.ZipFile(io.BytesIO(content)) as deck:
        assert not [entry for entry in deck.namelist() if "thumbnail" in entry]
        assert {entry.date_time for entry in deck.infolist()} == {(1980, 1, 1, 0, 0, 0)}
