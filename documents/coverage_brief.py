"""Coverage on one page: three sentences, the map, the table."""

from documents.coverage_figures import CoverageFigures, UnitFigures, coverage_sentences
from documents.coverage_picture import coverage_svg, picture_values
from documents.formatting import tenths_text
from documents.sheet_paper import plain_text
from documents.typeset import typeset_pdf
from domain.words import Words

COLUMNS = ("commune", "registered", "inspected", "percent", "need", "short", "handled", "trend")
MOST_ROWS = 16
"""Rows for which one page has room."""


def coverage_brief(figures: CoverageFigures, *, words: Words) -> bytes:
    """Return a PDF of one A4 page; same values, same bytes."""
    rows, left = table_rows(figures, words=words, most=MOST_ROWS)
    values = {
        **picture_values(figures, words=words),
        "sentences": [plain_text(text) for text in coverage_sentences(figures, words=words)],
        "columns": [words.say(f"coverage_paper.column_{name}") for name in COLUMNS],
        "rows": rows,
        "more": words.say("coverage_paper.more_rows", count=left) if left else "",
        "foot": words.say("coverage_paper.brief_foot"),
    }
    return typeset_pdf("brief", values, on=figures.on, pictures={"map": coverage_svg(figures, words=words)})


def table_rows(figures: CoverageFigures, *, words: Words, most: int) -> tuple[list[list[str]], int]:
    """Return the cells of the communes that lack most, then the total, and how many communes found no room."""
    units = sorted(figures.units, key=lambda unit: (-unit.short, unit.name, unit.code))
    rows = [_cells(unit, unit.name) for unit in units[:most]]
    return [*rows, _cells(figures.area, words.say("coverage_paper.total"))], max(0, len(units) - most)


def _cells(unit: UnitFigures, name: str) -> list[str]:
    change = unit.inspected - unit.before
    percent = f"{tenths_text(unit.percent_tenths)} %" if unit.registered else "–"
    counts = (unit.registered, unit.inspected, percent, unit.need, unit.short, f"{unit.handled}/{unit.findings}")
    sign = "+" if change > 0 else "−" if change < 0 else ""
    return [plain_text(name), *map(str, counts), f"{sign}{abs(change)}"]
