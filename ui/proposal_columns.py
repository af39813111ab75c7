"""Where a file's header stands and what its columns were taken for; a column can be given another meaning."""

from collections.abc import Sequence
from html import escape
from itertools import groupby

import streamlit as st

import workflow
from ui.establishment_card import field_label
from ui.job_progress import begin
from ui.session import attempt, escape_markdown, quietly, say, workspace
from ui.tables import show_table
from workflow.register_views import ProposalView, SheetFound

MOST_COLUMNS = 60
UNUSED = ("", "ignored")
DROPPED = "dropped"


def show_columns(view: ProposalView) -> None:
    """Show one sheet at a time: its first lines, its columns, and the way to map what is not used."""
    sheets = dict(enumerate(view.sheets))
    at = 0
    if len(sheets) > 1:
        at = st.selectbox(
            say("wizard.sheet"), list(sheets), key=f"sheet_{view.id[:8]}",
            format_func=lambda n: say("wizard.sheet_at", sheet=sheets[n].name, row=sheets[n].header_row),
        )  # fmt: skip
    sheet = sheets[at]
    st.caption(escape_markdown(say("wizard.header_at", sheet=sheet.name, row=sheet.header_row)))
    st.html(f'<div class="sheet-scroll" tabindex="0">{sheet_html(sheet)}</div>')
    if view.dropped_columns:
        names = ", ".join(view.dropped_columns)
        st.caption(escape_markdown(say("wizard.columns_dropped", columns=names)))
    _show_mapping(view, sheet)


def sheet_html(sheet: SheetFound) -> str:
    """Return a sheet's first lines as a table, the header's line marked, every cell escaped."""
    width = max((at for line in sheet.first_lines for at, cell in enumerate(line, 1) if cell), default=0)
    width = min(width, MOST_COLUMNS)
    letters = {column.letter for column in sheet.columns}
    names = [_letter(at) for at in range(1, width + 1)]
    head = "".join(f'<th scope="col"{_mark(name in letters)}>{name}</th>' for name in names)
    lines = "".join(
        f'<tr{_mark(number == sheet.header_row)}><th scope="row">{number}</th>{_cells(line, width, number, sheet)}</tr>'
        for number, line in enumerate(sheet.first_lines, start=1)
    )
    caption = escape(say("wizard.first_lines"))
    return (
        f'<table class="table sheet"><caption>{caption}</caption>'
        f"<thead><tr><td></td>{head}</tr></thead><tbody>{lines}</tbody></table>"
    )


def _cells(line: Sequence[str], width: int, number: int, sheet: SheetFound) -> str:
    """Return the cells of a line; above the header, equal neighbours are one merged cell."""
    cells = (*line[:width], *[""] * (width - len(line)))
    if number > sheet.header_row:
        return "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    runs = [(cell, len(list(run))) for cell, run in groupby(cells)]
    return "".join(f'<td colspan="{length}">{escape(cell)}</td>' for cell, length in runs)


def _mark(is_marked: bool) -> str:
    return ' class="found"' if is_marked else ""


def _letter(number: int) -> str:
    """Return a column's letter, as in A, Z, AA.

    Examples
    --------
    >>> _letter(1), _letter(26), _letter(27)
    ('A', 'Z', 'AA')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _show_mapping(view: ProposalView, sheet: SheetFound) -> None:
    known = [column for column in sheet.columns if column.field not in UNUSED]
    show_table(
        [
            {
                say("wizard.column_letter"): column.letter,
                say("wizard.column_header"): column.header,
                say("wizard.column_field"): _meaning(column.field),
            }
            for column in known
        ]
    )
    unused = [column for column in sheet.columns if column.field in UNUSED]
    if unused:
        st.write(say("wizard.columns_unmapped"))
        _ask(unused)
    if st.toggle(say("wizard.columns_change"), key="wizard_all_columns"):
        _ask([column for column in known if column.field != DROPPED])
    if dict(quietly(workflow.read_columns) or {}) != dict(view.mapping):
        st.info(say("wizard.columns_pending"))
        st.button(
            say("wizard.columns_reread"), type="primary", on_click=begin, args=("reread_register", {}), key="reread"
        )


def _meaning(field: str) -> str:
    return say("wizard.column_dropped") if field == DROPPED else field_label(field)


def _ask(columns: Sequence) -> None:  # type: ignore[type-arg]
    """Ask what each column is; the answer is kept for the office at once."""
    fields = ("", *workflow.column_fields(workspace()))
    sides = st.columns(2)
    for at, column in enumerate(columns[:MOST_COLUMNS]):
        key = f"column_{column.letter}_{column.header}"
        start = "" if column.field in UNUSED else column.field
        with sides[at % 2]:
            st.selectbox(
                escape_markdown(say("wizard.columns_question", letter=column.letter, header=column.header)),
                fields,
                index=fields.index(start) if start in fields else 0,
                format_func=lambda field: field_label(field) if field else say("wizard.column_unused"),
                key=key,
                on_change=_map,
                args=(column.header, key),
            )
            if column.suggestion:
                st.caption(say("wizard.columns_suggestion", field=field_label(column.suggestion)))


def _map(header: str, key: str) -> None:
    attempt(workflow.set_column, header=header, field=st.session_state[key])
