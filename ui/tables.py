"""Small tables as plain HTML: read by screen readers, wrapped on narrow screens, every cell escaped."""

from collections.abc import Callable, Mapping, Sequence
from html import escape

import streamlit as st

from ui.session import screen_words


def show_table(rows: Sequence[Mapping[str, object]]) -> None:
    """Show rows that share their headings; numbers stand at the right, written as the language does."""
    if rows:
        st.html(table_html(rows, figure=screen_words().figure))


def table_html(rows: Sequence[Mapping[str, object]], *, figure: Callable[[int], str] = str) -> str:
    """Return the table; the headings are those of the first row, ``figure`` writes its whole numbers.

    Examples
    --------
    >>> table_html([{"Xã": "<b>", "Số": 3}])
    '<table class="table"><thead><tr><th scope="col">Xã</th><th scope="col" class="number">Số</th></tr></thead>\
<tbody><tr><td>&lt;b&gt;</td><td class="number">3</td></tr></tbody></table>'
    """
    head = "".join(_heading(heading, value) for heading, value in rows[0].items())
    body = "".join(f"<tr>{''.join(_cell(value, figure) for value in row.values())}</tr>" for row in rows)
    return f'<table class="table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _heading(heading: str, value: object) -> str:
    """Return a heading that stands where its column's values stand."""
    place = ' class="number"' if isinstance(value, int) else ""
    return f'<th scope="col"{place}>{escape(heading)}</th>'


def _cell(value: object, figure: Callable[[int], str]) -> str:
    if isinstance(value, int):
        return f'<td class="number">{figure(value)}</td>'
    return f"<td>{escape(str(value))}</td>"
