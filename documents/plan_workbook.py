"""A round's plan as one workbook: summary, schedule, list, reserves, what did not fit."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from documents.formatting import cause_sentences, day_text, rate_text, reason_text, remedy_sentences, tenths_text
from documents.official_words import list_note
from documents.plan_paper import PaperEstablishment, PaperShift, PlanPaper
from documents.workbook_sheet import Cell, Column, add_table, make_formats, set_page, write_cell, write_table
from domain.units import clock_text, percent_tenths
from domain.words import Words

FIRST_FIGURE_ROW = 3
SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """Hold what every sheet is written with."""

    book: Workbook
    formats: Mapping[str, Format]
    paper: PlanPaper
    words: Words


def plan_workbook(paper: PlanPaper, *, words: Words) -> bytes:
    """Return the plan as XLSX bytes; same values, same bytes.

    Text of the register is written as text, so that a name such as ``=cmd``
    stays a name. The file's date is the plan's.
    """
    buffer = BytesIO()
    book = Workbook(buffer, SAFE)
    book.set_properties(
        {"title": paper.title, "company": paper.office_name, "created": paper.made_at.replace(tzinfo=None)}
    )
    draft = _Draft(book=book, formats=make_formats(book), paper=paper, words=words)
    _add_summary(draft)
    _add_schedule(draft)
    _add_list(draft)
    _add_reserves(draft)
    _add_unassigned(draft)
    book.close()
    return buffer.getvalue()


def _add_summary(draft: _Draft) -> None:
    """Add the first sheet: the figures, then one row for each shift."""
    paper, words, formats = draft.paper, draft.words, draft.formats
    sheet = draft.book.add_worksheet(words.say("documents.plan.sheet_summary"))
    sheet.write_string(0, 0, paper.title, formats["title"])
    sheet.write_string(1, 0, paper.office_name, formats["note"])
    row = FIRST_FIGURE_ROW
    for label, value in _figures(paper, words):
        write_cell(sheet, row, 0, label, formats["strong"])
        write_cell(sheet, row, 1, value, formats["text"])
        row += 1
    columns = _columns(words, *_SHIFT)
    last = write_table(sheet, formats, top=row + 1, columns=columns, rows=_shift_rows(paper, words))
    if paper.is_schematic:
        last += 2
        sheet.write_string(last, 0, words.say("documents.coverage.sketch"), formats["note"])
    set_page(sheet, last_row=last, last_column=len(columns) - 1)


def _figures(paper: PlanPaper, words: Words) -> Iterator[tuple[str, str]]:
    """Yield the plan's figures as label and text."""
    roles = Counter(item.role.value for item in paper.selected)
    stops = sum(len(shift.stops) for shift in paper.shifts)
    share = tenths_text(percent_tenths(len(paper.selected), paper.registered))
    values = {
        "period": f"{day_text(paper.starts_on)} – {day_text(paper.ends_on)}",
        "version": str(paper.version),
        "registered": str(paper.registered),
        "required": f"{paper.required} ({rate_text(paper.rate_bp)} %)",
        "selected": f"{len(paper.selected)} ({share} %)",
        "must": str(roles["must"]),
        "risk": str(roles["risk"]),
        "lottery": str(roles["lottery"]),
        "routed": str(stops),
        "unassigned": str(len(paper.unassigned)),
        "shifts": str(sum(1 for shift in paper.shifts if shift.stops)),
        "travel": _travel(paper, words),
    }
    if paper.changes:
        values["changes"] = "\n".join(paper.changes)
    for key, value in values.items():
        yield words.say(f"documents.plan.{key}"), value


def _travel(paper: PlanPaper, words: Words) -> str:
    """Return how travel was timed, an estimate with its error; a source without words has its own name."""
    if paper.estimate_error_permille is not None:
        return words.say("documents.travel.marked_error", percent=tenths_text(paper.estimate_error_permille))
    key, vehicle = f"documents.travel.{paper.travel_source}", f"documents.travel.vehicle_{paper.vehicle}"
    source = words.say(key) if key in words else paper.travel_source
    is_driven = paper.travel_source != "estimate" and vehicle in words
    return words.say("documents.travel.by", source=source, vehicle=words.say(vehicle)) if is_driven else source


def _way(shift: PaperShift, words: Words) -> str:
    """Return what a shift's way leads over that a driver must know of."""
    parts = [words.say("documents.travel.ferry")] if shift.has_ferry else []
    parts += [words.say("documents.travel.track", metres=shift.track_m)] if shift.track_m else []
    parts += [words.say("documents.travel.border", metres=shift.border_m)] if shift.border_m else []
    return ", ".join(parts)


def _shift_rows(paper: PlanPaper, words: Words) -> Iterator[tuple[Cell, ...]]:
    for shift in paper.shifts:
        kilometres = None if shift.distance_m is None else shift.distance_m / 1000
        yield (
            shift.team_name,
            shift.date,
            clock_text(shift.departure_s),
            clock_text(shift.return_s),
            len(shift.stops),
            shift.travel_s // 60,
            kilometres,
            shift.base_name,
            _way(shift, words),
        )


def _add_schedule(draft: _Draft) -> None:
    """Add every stop in the order of day, team and time."""
    rows = [
        (
            shift.date,
            shift.team_name,
            stop.order,
            clock_text(stop.start_s),
            clock_text(stop.leave_s),
            stop.establishment.name,
            stop.establishment.type_label,
            stop.establishment.address,
            _commune(stop.establishment),
            ", ".join(stop.agencies),
        )
        for shift in sorted(
            draft.paper.shifts, key=lambda item: (item.date, item.departure_s, item.team_name, item.shift)
        )
        for stop in shift.stops
    ]
    columns = _columns(
        draft.words,
        ("day", 12, "day"),
        ("team", 22, "text"),
        ("order", 7, "count"),
        ("start", 9, "text"),
        ("leave", 9, "text"),
        ("name", 30, "text"),
        ("type", 20, "text"),
        ("address", 34, "text"),
        ("commune", 22, "text"),
        ("agencies", 28, "text"),
    )
    _add(draft, "schedule", columns, rows)


def _add_list(draft: _Draft) -> None:
    """Add every drawn establishment with its one reason, then who came onto the list later."""
    paper, columns = draft.paper, _columns(draft.words, *_ESTABLISHMENT, ("role", 34, "text"), ("reason", 46, "text"))
    rows = [
        (*_establishment(item), list_note(item, paper.list_changes, draft.words), _reason(item, draft))
        for item in (*paper.selected, *paper.newcomers)
    ]
    _add(draft, "list", columns, rows)


def _add_reserves(draft: _Draft) -> None:
    """Add the reserves in the order in which they step in."""
    columns = _columns(draft.words, ("order", 7, "count"), *_ESTABLISHMENT, ("reason", 46, "text"))
    rows = [
        (number, *_establishment(item), _reason(item, draft))
        for number, item in enumerate(draft.paper.reserves, start=1)
    ]
    _add(draft, "reserves", columns, rows)


def _add_unassigned(draft: _Draft) -> None:
    """Add what no shift could take, why, and the cheapest remedies."""
    columns = _columns(draft.words, *_ESTABLISHMENT, ("causes", 46, "text"), ("remedies", 46, "text"))
    words, names = draft.words, draft.paper.names
    rows = [
        (
            *_establishment(item.establishment),
            "\n".join(cause_sentences(item.unassigned, words=words, names=names)),
            "\n".join(remedy_sentences(item.unassigned, words=words, names=names)),
        )
        for item in draft.paper.unassigned
    ]
    _add(draft, "unassigned", columns, rows)


_SHIFT = (
    ("team", 34, "text"),
    ("day", 22, "day"),
    ("departure", 12, "text"),
    ("return", 12, "text"),
    ("stops", 12, "count"),
    ("travel_minutes", 16, "count"),
    ("distance_km", 14, "km"),
    ("base", 28, "text"),
    ("way", 22, "text"),
)

_ESTABLISHMENT = (
    ("id", 12, "text"),
    ("name", 32, "text"),
    ("type", 22, "text"),
    ("address", 34, "text"),
    ("commune", 24, "text"),
)


def _establishment(item: PaperEstablishment) -> tuple[Cell, ...]:
    return item.id, item.name, item.type_label, item.address, _commune(item)


def _commune(item: PaperEstablishment) -> str:
    """Return the commune, with the former one that registers still name."""
    if not item.commune_former or item.commune_former == item.commune:
        return item.commune
    return f"{item.commune} ({item.commune_former})"


def _reason(item: PaperEstablishment, draft: _Draft) -> str:
    return reason_text(item.reason, words=draft.words, names=draft.paper.names)


def _columns(words: Words, *fields: tuple[str, int, str]) -> tuple[Column, ...]:
    return tuple(
        Column(heading=words.say(f"documents.plan.column_{key}"), width=width, form=form) for key, width, form in fields
    )


def _add(draft: _Draft, key: str, columns: tuple[Column, ...], rows: Sequence[Sequence[Cell]]) -> None:
    name = draft.words.say(f"documents.plan.sheet_{key}")
    title = f"{name} – {draft.paper.title}"
    add_table(draft.book, draft.formats, name=name, title=title, columns=columns, rows=rows)
