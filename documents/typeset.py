"""A PDF or a picture by typst: a layout of our own beside this file, values as data and never as markup."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

from documents.assets import BROWSER

LAYOUTS = Path(__file__).resolve().parent / "typst"


def typeset_pdf(
    layout: str, values: Mapping[str, Any], *, on: date, pictures: Mapping[str, str] | None = None
) -> bytes:
    """Return the PDF of a layout; same values, same bytes.

    Parameters
    ----------
    layout
        Name of a file in documents/typst, without its ending.
    on
        The day that the file says it was made.
    pictures
        SVG texts by the name under which the layout asks for them.
    """
    return _typeset(layout, values, on=on, pictures=pictures, form="pdf")


def typeset_png(
    layout: str, values: Mapping[str, Any], *, on: date, pictures: Mapping[str, str] | None = None
) -> bytes:
    """Return the one page of a layout as a PNG of 200 dots an inch; same values, same bytes."""
    return _typeset(layout, values, on=on, pictures=pictures, form="png", ppi=200.0)


def _typeset(
    layout: str,
    values: Mapping[str, Any],
    *,
    on: date,
    pictures: Mapping[str, str] | None,
    form: Literal["pdf", "png"],
    ppi: float | None = None,
) -> bytes:
    stamp = datetime.combine(on, time(0), tzinfo=UTC)
    inputs = {"values": json.dumps(values, ensure_ascii=False), **(pictures or {})}
    made = typst.compile(
        (LAYOUTS / f"{layout}.typ").read_bytes(),
        format=form,
        ppi=ppi,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=inputs,
        timestamp=stamp,
    )
    if not isinstance(made, bytes):
        raise ValueError(f"layout {layout} made no file of one piece")
    return made


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[BROWSER / "fonts"])
