"""The office's own word lists, from the text of its data files."""

import csv
import io
import tomllib
from collections.abc import Mapping

from domain.establishments import Status
from register.fold import fold


def read_columns(text: str) -> tuple[Mapping[str, tuple[str, ...]], tuple[str, ...]]:
    """Return the aliases of each field and the aliases of dropped columns.

    Parameters
    ----------
    text
        The text of data/rules/register_columns.toml.

    Raises
    ------
    ValueError
        If one alias belongs to two fields: then no header could be trusted.
    """
    document = tomllib.loads(text)
    columns = {field: tuple(aliases) for field, aliases in document["columns"].items()}
    owner: dict[str, str] = {}
    for field, aliases in columns.items():
        for alias in aliases:
            if owner.setdefault(fold(alias), field) != field:
                raise ValueError(f"alias {alias!r} belongs to {owner[fold(alias)]} and {field}")
    return columns, tuple(document["dropped"]["aliases"])


def read_status_words(text: str) -> Mapping[str, Status]:
    """Return folded status words with what they mean, from the text of status_words.csv."""
    return {fold(line["word"]): Status(line["status"]) for line in csv.DictReader(io.StringIO(text))}


def read_lint_words(text: str) -> Mapping[str, tuple[str, ...]]:
    """Return the phrases of each kind (name, clause, office), from the text of lint_words.csv."""
    words: dict[str, list[str]] = {}
    for line in csv.DictReader(io.StringIO(text)):
        words.setdefault(line["kind"], []).append(line["phrase"])
    return {kind: tuple(phrases) for kind, phrases in words.items()}
