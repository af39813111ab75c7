"""Coverage as slides: three sentences, the map, a chart, the table; nothing in them runs or asks for a network."""

import io
from datetime import datetime, time
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.util import Emu, Mm, Pt

from documents.coverage_brief import COLUMNS, table_rows
from documents.coverage_figures import CoverageFigures, coverage_sentences
from documents.coverage_picture import coverage_picture
from documents.docx_bytes import fixed_zip
from documents.formatting import day_text, rate_text
from documents.sheet_paper import plain_text
from domain.words import Words

WIDE, HIGH = Mm(338.7), Mm(190.5)
INK, GREEN, GREY = RGBColor(0x12, 0x30, 0x3B), RGBColor(0x2F, 0x94, 0x82), RGBColor(0xB9, 0xC6, 0xCB)
FONT = "Arial"
MOST_ROWS = 12
"""Communes for which a slide has room."""


def coverage_slides(figures: CoverageFigures, *, words: Words) -> bytes:
    """Return a PPTX of four slides; same values, same bytes."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDE, HIGH
    title = words.say("coverage_paper.title", year=figures.year)
    _sentences(deck, title, figures, words)
    slide = _slide(deck, words.say("coverage_paper.slide_map"))
    picture = io.BytesIO(coverage_picture(figures, words=words))
    shown = slide.shapes.add_picture(picture, Mm(0), Mm(32), height=HIGH - Mm(38))
    shown.left = Emu((WIDE - shown.width) // 2)
    _chart(deck, figures, words)
    _table(deck, figures, words)
    return _bytes(deck, title=title, figures=figures)


def _slide(deck: Any, title: str) -> Any:
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    head = slide.shapes.title
    head.left, head.top, head.width, head.height = Mm(18), Mm(10), WIDE - Mm(36), Mm(20)
    _write(head.text_frame, title, size=28, bold=True)
    return slide


def _write(frame: Any, text: str, *, size: float, bold: bool = False, more: bool = False) -> None:
    """Write one paragraph, after the others where ``more``."""
    frame.word_wrap = True
    paragraph = frame.add_paragraph() if more else frame.paragraphs[0]
    paragraph.alignment = 1
    run = paragraph.add_run()
    run.text = plain_text(text)
    run.font.name, run.font.size, run.font.bold, run.font.color.rgb = FONT, Pt(size), bold, INK


def _sentences(deck: Any, title: str, figures: CoverageFigures, words: Words) -> None:
    slide = _slide(deck, title)
    about = words.say("coverage_paper.subtitle", day=day_text(figures.on), rate=rate_text(figures.rate_bp))
    box = slide.shapes.add_textbox(Mm(18), Mm(32), WIDE - Mm(36), Mm(18))
    _write(box.text_frame, f"{figures.office} · {about}", size=16)
    body = slide.shapes.add_textbox(Mm(18), Mm(62), WIDE - Mm(36), Mm(100))
    for at, text in enumerate(coverage_sentences(figures, words=words)):
        _write(body.text_frame, text, size=24, more=bool(at))
        body.text_frame.paragraphs[at].space_after = Pt(18)
    if figures.is_schematic:
        foot = slide.shapes.add_textbox(Mm(18), HIGH - Mm(16), WIDE - Mm(36), Mm(10))
        _write(foot.text_frame, words.say("coverage_paper.sketch"), size=12)


def _chart(deck: Any, figures: CoverageFigures, words: Words) -> None:
    """Draw inspected beside the floor for each commune."""
    slide = _slide(deck, words.say("coverage_paper.slide_chart"))
    units = sorted(figures.units, key=lambda unit: (unit.short, unit.name, unit.code))[-MOST_ROWS:]
    names = [plain_text(unit.name) for unit in units]
    series = [
        (words.say("coverage_paper.series_need"), [unit.need for unit in units], GREY),
        (words.say("coverage_paper.series_inspected"), [unit.inspected for unit in units], GREEN),
    ]
    data = CategoryChartData(number_format="0")
    # Names are put in by us afterwards: the writer of pptx would make formulas of them in its workbook.
    data.categories = [f"{at}" for at in range(1, len(names) + 1)]
    for label, values, _ in series:
        data.add_series(label, values)
    if not names:
        return
    place = (Mm(18), Mm(34), WIDE - Mm(36), HIGH - Mm(42))
    chart = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *place, data).chart
    chart.part.chart_workbook.update_from_xlsx_blob(_workbook(names, series))
    for node, name in zip(_category_texts(chart), names * len(series), strict=True):
        node.text = name
    chart.has_legend, chart.legend.position, chart.legend.include_in_layout = True, XL_LEGEND_POSITION.BOTTOM, False
    chart.font.name, chart.font.size, chart.font.color.rgb = FONT, Pt(14), INK
    chart.value_axis.has_major_gridlines = False
    chart.value_axis.visible = False
    plot = chart.plots[0]
    plot.gap_width, plot.overlap, plot.has_data_labels = 60, -5, True
    plot.data_labels.font.size, plot.data_labels.show_value = Pt(13), True
    for drawn, (_, _, colour) in zip(plot.series, series, strict=True):
        drawn.format.fill.solid()
        drawn.format.fill.fore_color.rgb = colour


def _category_texts(chart: Any) -> list[Any]:
    return chart._chartSpace.xpath(".//c:cat//c:pt/c:v")


def _workbook(names: list[str], series: list[tuple[str, list[int], Any]]) -> bytes:
    """Return the chart's own numbers as a workbook: every name a text, never a formula."""
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(
        made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties({"created": datetime(2000, 1, 1)})
    sheet = book.add_worksheet("Sheet1")
    for row, name in enumerate(names, start=1):
        sheet.write_string(row, 0, name)
    for column, (label, values, _) in enumerate(series, start=1):
        sheet.write_string(0, column, label)
        for row, value in enumerate(values, start=1):
            sheet.write_number(row, column, value)
    book.close()
    return fixed_zip(made.getvalue())


def _table(deck: Any, figures: CoverageFigures, words: Words) -> None:
    slide = _slide(deck, words.say("coverage_paper.slide_table"))
    rows, left = table_rows(figures, words=words, most=MOST_ROWS)
    cells = [[words.say(f"coverage_paper.column_{name}") for name in COLUMNS], *rows]
    height = min(Mm(11), Emu((HIGH - Mm(50)) // len(cells)))
    place = (Mm(18), Mm(34), WIDE - Mm(36), Emu(height * len(cells)))
    grid = slide.shapes.add_table(len(cells), len(COLUMNS), *place).table
    first = Mm(80)
    for at, column in enumerate(grid.columns):
        column.width = Emu(first if not at else (WIDE - Mm(36) - first) // (len(COLUMNS) - 1))
    for y, row in enumerate(cells):
        grid.rows[y].height = height
        for x, text in enumerate(row):
            cell = grid.cell(y, x)
            cell.margin_top = cell.margin_bottom = Mm(0.8)
            _write(cell.text_frame, text, size=15, bold=y in (0, len(cells) - 1))
            cell.text_frame.paragraphs[0].alignment = 1 if not x else 3
            cell.fill.solid()
            cell.fill.fore_color.rgb = RGBColor(0xD2, 0xE9, 0xE3) if not y else RGBColor(0xFF, 0xFF, 0xFF)
    if left:
        foot = slide.shapes.add_textbox(Mm(18), HIGH - Mm(14), WIDE - Mm(36), Mm(10))
        _write(foot.text_frame, words.say("coverage_paper.more_rows", count=left), size=12)


def _bytes(deck: Any, *, title: str, figures: CoverageFigures) -> bytes:
    about, at = deck.core_properties, datetime.combine(figures.on, time(0))
    about.title, about.author, about.last_modified_by = title, plain_text(figures.office)[:255], ""
    about.created = about.modified = at
    about.revision, about.language = 1, "vi-VN"
    package = deck.part.package
    for key, rel in list(package._rels.items()):
        if rel.reltype.endswith("/thumbnail"):
            package._rels.pop(key)
    made = io.BytesIO()
    deck.save(made)
    return fixed_zip(made.getvalue())
