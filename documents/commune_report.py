"""The blank on which a commune reports a quarter, as a workbook that is read again."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook

from documents.commune_review import SAFE
from documents.workbook_sheet import make_formats, set_page, write_cell
from domain.words import Words

SPARE_ROWS = 30
WIDTHS = (52, 34, 16)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPaper:
    """Hold what the blank is written from; ``ticket`` says of which commune and quarter it is."""

    commune_name: str
    ticket: str
    year: int
    quarter: int
    programmes: tuple[str, ...]
    forms: tuple[str, ...]
    made_at: datetime


def report_workbook_bytes(paper: ReportPaper, *, words: Words) -> bytes:
    """Return the blank as XLSX bytes; same values, same bytes. Text stays text."""
    buffer = BytesIO()
    book = Workbook(buffer, SAFE)
    say = words.say
    title = say("commune_report.title", commune=paper.commune_name, quarter=paper.quarter, year=paper.year)
    book.set_properties({"title": title, "created": paper.made_at.replace(tzinfo=None)})
    formats = make_formats(book)
    sheet = book.add_worksheet(say("commune_report.sheet"))
    for at, width in enumerate(WIDTHS):
        sheet.set_column(at, at, width)
    sheet.write_string(0, 0, title, formats["title"])
    sheet.write_string(1, 0, say("commune_report.help", yes=say("commune_report.yes")), formats["note"])
    labels = [say(f"commune_report.{key}") for key in ("ticket", "reported_on", "in_need", "supported")]
    labels += paper.programmes
    for row, label in enumerate(labels, start=3):
        write_cell(sheet, row, 0, label, formats["head"])
        write_cell(sheet, row, 1, paper.ticket if row == 3 else None, formats["day" if row == 4 else "text"])
    marks = {"validate": "list", "source": [say("commune_report.yes")], "ignore_blank": True}
    sheet.data_validation(3 + 4, 1, 3 + len(labels) - 1, 1, marks)
    top = 3 + len(labels) + 1
    for at, key in enumerate(("column_on", "column_form", "column_audience")):
        write_cell(sheet, top, at, say(f"commune_report.{key}"), formats["head"])
    last = top + SPARE_ROWS
    for row in range(top + 1, last + 1):
        for at, form in enumerate(("day", "text", "count")):
            write_cell(sheet, row, at, None, formats[form])
    if len(",".join(paper.forms)) <= 255 and not any("," in form for form in paper.forms):
        sheet.data_validation(top + 1, 1, last, 1, {"validate": "list", "source": list(paper.forms)})
    else:
        sheet.write_string(2, 0, say("commune_report.forms", forms="; ".join(paper.forms)), formats["note"])
    set_page(sheet, last_row=last, last_column=2)
    book.close()
    return buffer.getvalue()
