"""The public door in-process, and every way in which its answer misses a book's truth."""

import functools
import io
import json
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any
from unittest.mock import patch

from commands.registry import run
from corpus.files import write_book
from corpus.notation import Book, Refused, expected_field, truth_of
from demo.area import demo_area
from workflow.reference import load_reference, load_words
from workflow.workspace import ROOT

NEAR_DEGREES = 0.0006
"""About 60 m: degrees written with seconds come back rounded."""
Answer = dict[str, Any]
ROW_FIELDS = {
    "name", "type", "type_raw", "hamlet", "address_raw", "commune_raw", "commune_code", "commune_vintage",
    "commune_now", "coords_raw", "lon", "lat", "position_quality", "status", "licence_no", "licence_on",
    "licence_on_precision", "rooms", "staff_total", "last_inspected_on", "last_inspected_on_precision",
    "source_sheet", "source_row",
}  # fmt: skip
MASK = "•••"


def door(path: Path) -> tuple[int, str, str]:
    """Return exit code, stdout and stderr of ``register check FILE --json``."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err), _read_once():
        code = run(["register", "check", str(path), "--json"])
    return code, out.getvalue(), err.getvalue()


@contextmanager
def _read_once() -> Iterator[None]:
    """Draw the demo office's area and read the words once: a command has a process of its own, the corpus is one."""
    with (
        patch("demo.area.demo_area", lambda _: _drawn_area()),
        patch("commands.answers.load_words", _words),
        patch("workflow.reference.load_words", _words),
    ):
        yield


_words = functools.cache(load_words)


@functools.cache
def _drawn_area() -> Any:
    return demo_area(load_reference(ROOT / "data"))


def misses(book: Book, directory: Path) -> list[str]:
    """Return one sentence for each expectation that the door's answer does not meet."""
    code, text, error = door(write_book(book, directory))
    if code:
        return [f"refused ({code}): {error.strip()}"]
    answer: Answer = json.loads(text)
    found = [*_shape(answer), *_rows(book, answer), *_told(book, answer), *_joined(book, answer)]
    found += [f"dropped_columns: expected {name!r}, got {answer['dropped_columns']}"
              for name in book.dropped if name not in answer["dropped_columns"]]  # fmt: skip
    return found + [f"«{secret}» stands in the answer" for secret in book.never if secret in text]


def refusal_misses(book: Refused, directory: Path) -> list[str]:
    """Return what a refusal lacks: exit code 3 and the words that help."""
    code, _, error = door(write_book(book, directory))
    if code != 3:
        return [f"exit code {code} instead of 3"]
    return [f"«{words}» is not in: {error.strip()}" for words in book.says if words not in error]


def _rows(book: Book, answer: Answer) -> Iterator[str]:
    truth = truth_of(book.truth)
    places = [_place(book, line["at"]) for line in truth]
    rows = {(row["source_sheet"], row["source_row"]): row for row in answer["rows"]}
    if lost := [place for place in places if place not in rows]:
        yield f"lost rows {lost}"
    if made := [(*place, rows[place]["name"]) for place in rows if place not in places]:
        yield f"invented rows {made}"
    for place, line in zip(places, truth, strict=True):
        if place in rows:
            yield from (f"{place[0]}!{place[1]} {miss}" for miss in _row(book, line, rows[place]))


def _row(book: Book, line: dict[str, str], row: Answer) -> Iterator[str]:
    for column, text in line.items():
        if column == "at":
            continue
        if column == "lonlat":
            yield from _position(text, row)
            continue
        choices = text.split("/") if column in ("quality", "type") else [text]
        wanted = [expected_field(column, choice) for choice in choices]
        for name in wanted[0]:
            got, allowed = row.get(name, "absent"), [want[name] for want in wanted]
            if _alike(name, got, book) not in [_alike(name, want, book) for want in allowed]:
                yield f"{name}: expected {allowed[0]!r}, got {got!r}"


def _alike(name: str, value: object, book: Book) -> object:
    """Return a value for comparing: nothing is nothing, and letters whose case the file lost have none."""
    if value in ("", None):
        return None
    is_caseless = name == "hamlet" or any(code.startswith("tcvn3") for code in book.recode.values())
    return value.casefold() if isinstance(value, str) and is_caseless else value


def _position(text: str, row: Answer) -> Iterator[str]:
    lon, lat = map(float, text.split())
    got_lon, got_lat = row.get("lon"), row.get("lat")
    if got_lon is None or got_lat is None or max(abs(got_lon - lon), abs(got_lat - lat)) > NEAR_DEGREES:
        yield f"lon, lat: expected {lon}, {lat}, got {got_lon}, {got_lat}"


def _told(book: Book, answer: Answer) -> Iterator[str]:
    issues, repairs = answer["issues"], answer["repairs"]
    doubted = {(i["sheet"], i["row"]) for i in issues if i["severity"] in ("block", "check")}
    wanted = {_place(book, at) for at in book.doubts.split()}
    for place in sorted(wanted - doubted):
        yield f"{place[0]}!{place[1]}: nobody is asked to look at it"
    read = {_place(book, line["at"]) for line in truth_of(book.truth)}
    allowed = wanted | {_place(book, at) for at in book.may.split()}
    for place in sorted((doubted & read) - allowed):
        codes = [(i["code"], i["column"], i["value"]) for i in issues if (i["sheet"], i["row"]) == place]
        yield f"{place[0]}!{place[1]}: doubted for nothing: {codes}"
    for entry in book.codes.split():
        code, _, at = entry.partition("@")
        if not any(i["code"] == code and (not at or (i["sheet"], i["row"]) == _place(book, at)) for i in issues):
            yield f"no issue {entry}; issues: {sorted((i['code'], i['row']) for i in issues)}"
    for entry in book.repairs:
        where, _, after = entry.partition("=")
        at, _, column = where.partition("/")
        here = [r for r in repairs if (r["sheet"], r["row"]) == _place(book, at) and column in _composed(r["column"])]
        if not any(not after or r["after"] == after for r in here):
            yield f"no repair {entry}; here: {[(r['code'], r['before'], r['after']) for r in here]}"
    if book.untouched and repairs:
        yield f"repaired without need: {[(r['code'], r['row'], r['before'], r['after']) for r in repairs]}"


def _joined(book: Book, answer: Answer) -> Iterator[str]:
    keys = {(row["source_sheet"], row["source_row"]): row["key"] for row in answer["rows"]}
    wanted = {frozenset(keys.get(_place(book, at), at) for at in pair) for pair in book.offers}
    offered = {frozenset((c["key"], c["other_key"])) for c in answer["merge_candidates"]}
    for pair in sorted(map(sorted, wanted - offered)):
        yield f"not offered for merging: {pair}"
    for pair in sorted(map(sorted, offered - wanted)):
        yield f"offered for merging without ground: {pair}"
    if book.entities is not None:
        yield from _entities(book, answer)


def _entities(book: Book, answer: Answer) -> Iterator[str]:
    shared: dict[str, set[tuple[str, int]]] = {}
    for row in answer["rows"]:
        if row.get("entity_key"):
            shared.setdefault(row["entity_key"], set()).add((row["source_sheet"], row["source_row"]))
    got = {frozenset(places) for places in shared.values() if len(places) > 1}
    wanted = {frozenset(_place(book, at) for at in group.split()) for group in book.entities or ()}
    for group in sorted(map(sorted, wanted - got)):
        yield f"not one legal entity: {group}"
    for group in sorted(map(sorted, got - wanted)):
        yield f"one legal entity without ground: {group}"


def _place(book: Book, at: str) -> tuple[str, int]:
    sheet, _, row = at.rpartition("!")
    only = {"csv": "CSV", "html": "HTML"}.get(book.form.split(" ")[0], next(iter(book.sheets)))
    return (sheet or only).strip("'").replace("~", " "), int(row)


def _composed(header: str) -> str:
    return unicodedata.normalize("NFC", header)


def _shape(answer: Answer) -> Iterator[str]:
    """Yield what the answer lacks of the shape that others rely on; words are whole, with place and remedy."""
    for row in answer["rows"]:
        if absent := ROW_FIELDS - row.keys():
            yield f"row {row['source_row']} lacks {sorted(absent)}"
    for issue in answer["issues"]:
        said = f"{issue['message']} {issue['remedy']}"
        if not issue["remedy"] or "{" in said or issue["sheet"] not in said:
            yield f"issue {issue['code']} is badly worded: {said}"
        if issue["row"] and str(issue["row"]) not in issue["message"]:
            yield f"issue {issue['code']} does not name its row: {said}"
    for repair in answer["repairs"]:
        if not repair["reason"] or repair["before"] == repair["after"] != MASK:
            yield f"repair {repair['code']} says nothing: {repair}"
