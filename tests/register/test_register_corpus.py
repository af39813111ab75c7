"""One trouble each: what a careful official reads in a small workbook, asked at the public door."""

from pathlib import Path

import pytest
from corpus import (
    columns,
    formats,
    habits,
    headers,
    identities,
    layouts,
    places,
    privacy,
    refusals,
    storeys,
    strays,
    texts,
    traps,
    values,
    wordings,
)
from corpus.judging import misses, refusal_misses
from corpus.notation import Book, Refused

MODULES = (
    headers,
    layouts,
    columns,
    texts,
    values,
    wordings,
    places,
    identities,
    privacy,
    formats,
    traps,
    habits,
    storeys,
    strays,
)
BOOKS = [book for module in MODULES for book in module.BOOKS]


@pytest.mark.parametrize("book", BOOKS, ids=[book.id for book in BOOKS])
def test_a_workbook_is_read_as_an_official_reads_it(book: Book, tmp_path: Path) -> None:
    found = misses(book, tmp_path)
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize("book", refusals.BOOKS, ids=[book.id for book in refusals.BOOKS])
def test_what_is_no_register_is_refused_with_a_way_out(book: Refused, tmp_path: Path) -> None:
    found = refusal_misses(book, tmp_path)
    assert not found, "\n" + "\n".join(found)


def test_the_corpus_is_as_broad_as_promised() -> None:
    names = [book.id for book in (*BOOKS, *refusals.BOOKS)]
    assert len(names) == len(set(names))
    assert len(names) >= 45
