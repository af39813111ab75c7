"""The words of the generator, from data/facts/dirt.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

Texts = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KindWords:
    """Hold what one kind of business is called; ``others`` is how other agencies name the kind."""

    share: int
    names: Texts
    texts: Texts
    others: Texts
    licence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DirtWords:
    """Hold the tables of the file; ``spans`` is upper header to field to lower header."""

    signs: Mapping[str, Texts]
    persons: Mapping[str, Texts]
    places: Mapping[str, Texts]
    kinds: Mapping[str, KindWords]
    forms: Mapping[str, Texts]
    status: Mapping[str, Texts]
    headers: Mapping[str, Texts]
    spans: Mapping[str, Mapping[str, str]]
    titles: Mapping[str, Texts]
    on: Mapping[str, str]
    place: str
    notes: Mapping[str, Texts]


def read_dirt_words(text: str) -> DirtWords:
    """Return the words from the text of data/facts/dirt.toml."""
    tables = tomllib.loads(text)
    titles = tables["titles"]
    return DirtWords(
        kinds={code: _kind(words) for code, words in tables["kinds"].items()},
        spans=tables["spans"],
        titles=_texts({name: lines for name, lines in titles.items() if isinstance(lines, list)}),
        on=titles["on"],
        place=titles["place"],
        **{
            name: _texts(tables[name]) for name in ("signs", "persons", "places", "forms", "status", "headers", "notes")
        },
    )


def _texts(table: Mapping[str, list[str]]) -> dict[str, Texts]:
    return {name: tuple(texts) for name, texts in table.items()}


def _kind(words: Mapping[str, object]) -> KindWords:
    return KindWords(**{name: tuple(value) if isinstance(value, list) else value for name, value in words.items()})  # type: ignore[arg-type]
