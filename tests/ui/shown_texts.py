"""What a page sends to the browser, text by text, and the texts of an office that stand on pages as data."""

import csv
import json
import re
import sqlite3
import tomllib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from google.protobuf.message import Message

ROOT = Path(__file__).resolve().parents[2]
STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
BETWEEN = re.compile(r"<[^>]*>|\n|\t")


def shown_texts(block: Any) -> Iterator[str]:
    """Yield every text below a block of AppTest's tree: labels, options, help, HTML and what components are given."""
    proto = getattr(block, "proto", None)
    if isinstance(proto, Message):
        yield from message_texts(proto)
    for child in getattr(block, "children", {}).values():
        yield from shown_texts(child)


def message_texts(message: Message) -> Iterator[str]:
    """Yield the texts of a message and of those inside it; JSON is read."""
    for field, value in message.ListFields():
        values = [value] if isinstance(value, (str, bytes, Message)) else value
        if field.type == field.TYPE_MESSAGE:
            parts = values.values() if hasattr(values, "values") else values
            for one in parts:
                yield from message_texts(one) if isinstance(one, Message) else ()
        elif field.type == field.TYPE_STRING:
            for one in values:
                yield from said(one)


def said(text: str) -> Iterator[str]:
    """Yield what a reader sees of a text: JSON's own texts, HTML without its tags, Markdown without its escapes."""
    if text[:1] in "[{":
        try:
            yield from flat(json.loads(text))
            return
        except ValueError:
            pass
    for part in BETWEEN.split(STYLE.sub("", text)):
        if part.strip():
            yield part.replace("\\", "").replace("&amp;", "&").strip()


def flat(value: object) -> Iterator[str]:
    """Yield every text inside a value of JSON or TOML."""
    if isinstance(value, dict):
        for one in value.values():
            yield from flat(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from flat(one)
    elif isinstance(value, str):
        yield value


def office_texts(directory: Path) -> Iterator[str]:
    """Yield every text of an office's store: names, places, addresses, what people wrote."""
    with closing(sqlite3.connect(directory / "office.sqlite")) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            for row in connection.execute(f'SELECT * FROM "{table}"'):
                for cell in row:
                    yield from said(cell) if isinstance(cell, str) else ()


def rule_texts() -> Iterator[str]:
    """Yield every text of the rules, the facts and the forms of papers, which are Vietnamese by law."""
    for folder in ("rules", "facts", "papers/vi"):
        for path in sorted((ROOT / "data" / folder).iterdir()):
            text = path.read_text(encoding="utf-8")
            if path.suffix == ".toml":
                yield from flat(tomllib.loads(text))
            elif path.suffix == ".csv":
                for row in csv.DictReader(text.splitlines()):
                    yield from (part.strip() for cell in row.values() if cell for part in (cell, *cell.split(";")))
