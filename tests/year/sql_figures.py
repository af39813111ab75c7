"""Every figure of an office from its raw tables, by SQL alone: nothing of the product is imported here.

`python tests/year/sql_figures.py OFFICE.sqlite` prints them as JSON. Needs
SQLite 3.35 or later; the file is opened for reading only.
"""

import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

QUERIES = Path(__file__).with_name("sql")
PRELUDE = "prelude"
BY_CLOCK, BY_YEAR = ("targets",), ("support",)
CLOCKS = ("calendar", "report")
Row = tuple[object, ...]
Figures = dict[str, list[Row]]


def sql_figures(database: Path) -> Figures:
    """Return the rows of every query, sorted; targets by both clocks, for this year and the one before."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        connection.executescript(_text(PRELUDE))
        (year,) = connection.execute("SELECT year FROM today").fetchone()
        return {
            name: sorted(connection.execute(_text(query), params).fetchall(), key=repr)
            for name, query, params in _asked(year)
        }


def _asked(year: int) -> Iterator[tuple[str, str, dict[str, object]]]:
    for query in sorted(path.stem for path in QUERIES.glob("*.sql")):
        if query in BY_CLOCK:
            for clock in CLOCKS:
                for of in (year - 1, year):
                    yield f"{query}.{clock}.{of}", query, {"clock": clock, "year": of}
        elif query in BY_YEAR:
            yield query, query, {"year": year}
        elif query != PRELUDE:
            yield query, query, {}


def _text(query: str) -> str:
    return (QUERIES / f"{query}.sql").read_text(encoding="utf-8")


if __name__ == "__main__":
    print(json.dumps(sql_figures(Path(sys.argv[1])), ensure_ascii=False, indent=1))
