"""The workbook in which a commune reviews its part of the register: protected, with lists to choose from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from documents.workbook_sheet import FONT, LINE_PT, Column, row_height_pt, set_page
from domain.words import Words

SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
HEADER_ROW = 8
BLANK_ROWS = 15
"""Lines for establishments that the register does not have yet."""
ANSWERS = ("right", "closed", "changed", "not_here")
STATUSES = ("active", "paused", "closed", "moved", "unverified")
MAY = {"format_columns": True, "format_rows": True, "insert_rows": True, "autofilter": True, "sort": True}
"""What a commune may do on the protected sheet; there is no password, so that nobody is locked out."""

_COLUMNS = (("code", 12), ("order", 6), ("name", 30), ("type", 20), ("address", 30), ("hamlet", 14), ("status", 15))
_CONTACTS = (("owner", 22), ("phone", 14))
_ANSWERED = (("answer", 20), ("note", 34))
_LOCKED = ("code", "order")
_CHOSEN = {"answer": (0, "stop"), "status": (1, "warning"), "type": (2, "warning")}
"""Columns with a list to choose from: its column on the sheet of lists, and what another value does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewLine:
    """Hold one establishment; owner and phone are empty unless the planner asked for them."""

    id: str
    name: str
    type_label: str
    address: str
    hamlet: str
    status: str
    owner: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPaper:
    """Hold what one commune is asked; ``ticket`` names the commune to whoever reads the workbook back.

    ``status`` of a line is a code of STATUSES, labels are names.
    """

    office_name: str
    superior: str
    commune: str
    former_names: tuple[str, ...]
    ticket: str
    made_at: datetime
    type_labels: tuple[str, ...]
    lines: tuple[ReviewLine, ...]
    has_contacts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    sheet: Worksheet
    formats: Mapping[str, Format]
    paper: ReviewPaper
    words: Words
    keys: tuple[str, ...]
    columns: tuple[Column, ...]

    def say(self, key: str, **params: object) -> str:
        return self.words.say(f"documents.review.{key}", **params)


def commune_review_workbook(paper: ReviewPaper, *, words: Words) -> bytes:
    """Return a commune's workbook as XLSX bytes; same values, same bytes.

    Whatever the register holds is written as text: a name such as ``=cmd``
    stays a name. Codes and numbers are locked, all that a commune may correct
    is open. The file's date is that of ``made_at``.
    """
    buffer = BytesIO()
    book = Workbook(buffer, SAFE)
    title = words.say("documents.review.title")
    created = paper.made_at.replace(tzinfo=None)
    book.set_properties({"title": f"{title} – {paper.commune}", "company": paper.office_name, "created": created})
    fields = (*_COLUMNS, *(_CONTACTS if paper.has_contacts else ()), *_ANSWERED)
    draft = _Draft(
        sheet=book.add_worksheet(words.say("documents.review.sheet")),
        formats=_formats(book),
        paper=paper,
        words=words,
        keys=tuple(key for key, _ in fields),
        columns=tuple(
            Column(heading=words.say(f"documents.review.column_{key}"), width=width) for key, width in fields
        ),
    )
    _write_head(draft)
    last = _write_lines(draft)
    _offer_lists(draft, book, last)
    foot = _write_foot(draft, last + 2)
    _finish(draft, foot)
    book.close()
    return buffer.getvalue()


def _formats(book: Workbook) -> Mapping[str, Format]:
    plain = {"font_name": FONT, "font_size": 10, "valign": "top", "text_wrap": True}
    cell = {**plain, "border": 1}
    middle = {"font_name": FONT, "bold": True, "align": "center"}
    day = {"num_format": "dd/mm/yyyy", "align": "left"}
    return {
        "middle": book.add_format({**middle, "font_size": 11}),
        "title": book.add_format({**middle, "font_size": 14}),
        "note": book.add_format({**plain, "italic": True}),
        "strong": book.add_format({**plain, "bold": True}),
        "head": book.add_format({**cell, "bold": True, "bg_color": "#E3F0ED", "valign": "vcenter"}),
        "locked": book.add_format({**cell, "bg_color": "#F2F2F2"}),
        "open": book.add_format({**cell, "locked": False}),
        "asked": book.add_format({**cell, "locked": False, "bg_color": "#FFF8E5"}),
        "day": book.add_format({**cell, **day, "locked": False, "bg_color": "#FFF8E5"}),
    }


def _write_head(draft: _Draft) -> None:
    """Write the letterhead, the title and how to fill the sheet in."""
    paper, last = draft.paper, len(draft.columns) - 1
    half = last // 2
    _write_across(draft, 0, (0, half - 1), paper.superior.upper(), "middle")
    _write_across(draft, 0, (half, last), draft.say("nation"), "middle")
    _write_across(draft, 1, (0, half - 1), paper.office_name.upper(), "middle")
    _write_across(draft, 1, (half, last), draft.say("motto"), "middle")
    _write_across(draft, 3, (0, last), draft.say("title"), "title")
    _write_across(draft, 4, (0, last), draft.say("commune", commune=paper.commune), "title")
    if paper.former_names:
        former = ", ".join(paper.former_names)
        _write_across(draft, 5, (0, last), draft.say("former", former=former), "note")
    _write_across(draft, 6, (0, last), draft.say("guide"), "note")
    draft.sheet.set_row(6, 2 * LINE_PT + 2)
    _write_across(draft, 7, (0, last), draft.say("ticket", ticket=paper.ticket), "note")


def _write_across(draft: _Draft, row: int, columns: tuple[int, int], text: str, form: str) -> None:
    first, last = columns
    draft.sheet.merge_range(row, first, row, last, "", draft.formats[form])
    # merge_range would look into the text for a formula or a link.
    draft.sheet.write_string(row, first, text, draft.formats[form])


def _write_lines(draft: _Draft) -> int:
    """Write the header, a line for each establishment and the blank ones; return the last row."""
    sheet, formats = draft.sheet, draft.formats
    for at, column in enumerate(draft.columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(HEADER_ROW, at, column.heading, formats["head"])
    sheet.set_row(HEADER_ROW, row_height_pt([column.heading for column in draft.columns], draft.columns))
    row = HEADER_ROW
    for order, line in enumerate(draft.paper.lines, start=1):
        row += 1
        _write_line(draft, row, _cells(draft, order, line))
    for _ in range(BLANK_ROWS):
        row += 1
        _write_line(draft, row, [""] * len(draft.columns))
    return row


def _cells(draft: _Draft, order: int, line: ReviewLine) -> list[str | int]:
    known: Mapping[str, str | int] = {
        "code": line.id,
        "order": order,
        "name": line.name,
        "type": line.type_label,
        "address": line.address,
        "hamlet": line.hamlet,
        "status": draft.say(f"status_{line.status}"),
        "owner": line.owner,
        "phone": line.phone,
    }
    return [known.get(key, "") for key in draft.keys]


def _write_line(draft: _Draft, row: int, cells: Sequence[str | int]) -> None:
    for at, (key, value) in enumerate(zip(draft.keys, cells, strict=True)):
        asked = key in ("answer", "note")
        form = draft.formats["locked" if key in _LOCKED else "asked" if asked else "open"]
        if isinstance(value, int):
            draft.sheet.write_number(row, at, value, form)
        elif value:
            draft.sheet.write_string(row, at, value, form)
        else:
            draft.sheet.write_blank(row, at, None, form)
    draft.sheet.set_row(row, row_height_pt(cells, draft.columns))


def _offer_lists(draft: _Draft, book: Workbook, last_row: int) -> None:
    """Let answers, statuses and types be chosen; the lists lie on a hidden sheet, because labels hold commas."""
    name = draft.say("sheet_lists")
    lists = book.add_worksheet(name)
    lists.hide()
    answers = [draft.say(f"answer_{key}") for key in ANSWERS]
    for at, values in enumerate((answers, [draft.say(f"status_{key}") for key in STATUSES], draft.paper.type_labels)):
        for row, value in enumerate(values):
            lists.write_string(row, at, value)
    sizes = (len(ANSWERS), len(STATUSES), len(draft.paper.type_labels))
    for key, (at, error_type) in _CHOSEN.items():
        column, letter = draft.keys.index(key), "ABC"[at]
        options = {"validate": "list", "source": f"='{name}'!${letter}$1:${letter}${sizes[at]}"}
        options |= {"error_type": error_type, "error_title": draft.columns[column].heading}
        if key == "answer":
            options |= {"error_message": draft.say("answer_help"), "input_title": draft.say("answer_title")}
            options |= {"input_message": draft.say("answer_help")}
        draft.sheet.data_validation(HEADER_ROW + 1, column, last_row, column, options)


def _write_foot(draft: _Draft, top: int) -> int:
    """Write where the commune puts its date and its signer's title; return the last row."""
    _write_across(draft, top, (0, 3), draft.say("confirmation"), "strong")
    for row, key, form in ((top + 1, "signed_on", "day"), (top + 2, "signer_title", "asked")):
        _write_across(draft, row, (0, 2), draft.say(key), "strong")
        draft.sheet.write_blank(row, 3, None, draft.formats[form])
    options = {"validate": "date", "criteria": "between", "minimum": date(2000, 1, 1), "maximum": date(2100, 1, 1)}
    draft.sheet.data_validation(top + 1, 3, top + 1, 3, {**options, "error_type": "warning"})
    _write_across(draft, top + 3, (0, 6), draft.say("signer_note"), "note")
    return top + 3


def _finish(draft: _Draft, last_row: int) -> None:
    sheet = draft.sheet
    sheet.freeze_panes(HEADER_ROW + 1, 3)
    set_page(sheet, last_row=last_row, last_column=len(draft.columns) - 1)
    sheet.repeat_rows(HEADER_ROW)
    sheet.protect("", MAY)
