"""Registers dirtied with a known truth, so that what a reader finds again can be counted.

A clean register is made from a seed, dealt to the office's own list and the
lists of two other agencies, and written as such lists are found: see
docs/benchmarks.md for what is spoilt and how often. Nothing here knows how the
register's reader works.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import Random

from demo.dirt.files import write_csv, write_html, write_xlsx
from demo.dirt.grids import Grid, below, lay_out
from demo.dirt.lists import Page, make_pages
from demo.dirt.truth import DirtyRegister
from demo.dirt.venues import make_venues
from demo.dirt.words import read_dirt_words
from domain.places import Commune, Vintage

FORMS = ("xlsx", "xlsx", "xlsx", "xlsx", "csv", "xlsx", "xls", "xlsx", "xlsx", "csv")
"""The form of a seed's file, by its last digit."""
OLD_ON = date(2023, 3, 15)
NEW_ON = date(2026, 1, 15)
NEW_SHARE = 0.1
"""How many registers are of after the merging of communes on 1 July 2025."""


def dirty_register(
    directory: Path,
    *,
    communes: Sequence[Commune],
    vintages: Sequence[Vintage],
    words: str,
    seed: int,
    count: int = 300,
    form: str = "",
) -> DirtyRegister:
    """Write a dirtied register of ``count`` establishments into a directory and return its truth.

    Parameters
    ----------
    communes, vintages
        Those of the office, of every vintage.
    words
        The text of data/facts/dirt.toml.
    form
        ``xlsx``, ``csv`` or ``xls`` (a web page's table); by the seed where empty.
    """
    rng, read = Random(seed), read_dirt_words(words)  # noqa: S311 -- a repeatable demo, no secret
    form = form or FORMS[seed % len(FORMS)]
    is_old = rng.random() >= NEW_SHARE
    on = OLD_ON if is_old else NEW_ON
    (vintage,) = (vintage for vintage in vintages if vintage.is_in_force(on))
    area = [commune for commune in communes if commune.key.vintage == vintage.id]
    venues = make_venues(rng, communes=area, words=read, count=count, on=on)
    pages = make_pages(rng, venues, read, is_one_sheet=form != "xlsx")
    grids = [lay_out(rng, page, read, on=on, is_old=is_old) for page in pages]
    path = directory / f"dirty-{seed}.{form}"
    if form == "xlsx":
        write_xlsx(grids, path, on=on)
    else:
        grids = [_on_one_sheet(grids)]
        _write_plain(rng, grids[0], path, pages, form)
    return DirtyRegister(
        path=path,
        venues=tuple(venues),
        rows=tuple(row for grid in grids for row in grid.rows),
        secrets=tuple(secret for grid in grids for secret in grid.secrets),
    )


def _on_one_sheet(grids: Sequence[Grid]) -> Grid:
    first = grids[0]
    for grid in grids[1:]:
        first = below(first, grid)
    return first


def _write_plain(rng: Random, grid: Grid, path: Path, pages: Sequence[Page], form: str) -> None:
    if form == "csv":
        write_csv(rng, grid, path, is_unicode=any(page.encoding for page in pages))
    else:
        write_html(grid, path)
