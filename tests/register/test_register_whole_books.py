"""Whole workbooks as offices send them, every row with its truth, asked at the public door."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from corpus import agencies_list, commune_list, district_list, export_list, police_list
from corpus.files import write_book
from corpus.judging import door, misses
from corpus.notation import Book, truth_of

ROOT = Path(__file__).resolve().parents[2]
BOOKS = (district_list.BOOK, police_list.BOOK, commune_list.BOOK, *export_list.BOOKS, agencies_list.BOOK)


@pytest.mark.parametrize("book", BOOKS, ids=[book.id for book in BOOKS])
def test_a_whole_workbook_is_read_row_by_row(book: Book, tmp_path: Path) -> None:
    assert len(truth_of(book.truth)) >= 30
    found = misses(book, tmp_path)
    assert not found, "\n" + "\n".join(found)


def test_the_command_line_says_the_same_twice_over(tmp_path: Path) -> None:
    path = write_book(agencies_list.BOOK, tmp_path)
    command = [sys.executable, "cli.py", "register", "check", str(path), "--json"]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=True)
    assert door(path) == (0, done.stdout, door(path)[2])
