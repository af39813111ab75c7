"""Dirtied registers: the same seed gives the same file, everybody is in it, and its truth stands where it says."""

import csv
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from demo.dirt.legacy import cp1258, tcvn3, tcvn3_truth, utf8_as_cp1252, vni
from demo.dirt.truth import DirtyRegister
from demo.dirtying import dirty_register
from domain.digest import sha256_hex
from workflow.reference import Reference

WORDS = (Path(__file__).resolve().parents[2] / "data" / "facts" / "dirt.toml").read_text(encoding="utf-8")
Dirty = Callable[..., DirtyRegister]

GOLDEN = "dfde16f5139640fa13f60e7c2ab89df9ca3ee9540e5d8bf65a1b7f0e8c6ab8cc"
"""Digest of the truth of seed 0 with 40 establishments; changes with the generator or the communes alone."""


@pytest.fixture
def dirty(demo_reference: Reference, tmp_path: Path) -> Dirty:
    def dirty(seed: int, count: int = 60, form: str = "", folder: str = "") -> DirtyRegister:
        directory = tmp_path / folder
        directory.mkdir(exist_ok=True)
        communes, vintages = demo_reference.communes, demo_reference.vintages
        return dirty_register(
            directory, communes=communes, vintages=vintages, words=WORDS, seed=seed, count=count, form=form
        )

    return dirty


@pytest.mark.parametrize("form", ["xlsx", "csv", "xls"])
def test_the_same_seed_gives_the_same_file(form: str, dirty: Dirty) -> None:
    one, two = dirty(3, form=form, folder="one"), dirty(3, form=form, folder="two")
    assert one.path.read_bytes() == two.path.read_bytes()
    assert (one.venues, one.rows, one.secrets) == (two.venues, two.rows, two.secrets)
    assert dirty(4, form=form).rows != one.rows


def test_the_truth_is_the_same_on_every_python(dirty: Dirty) -> None:
    truth = [(row.key, row.venue, sorted((name, str(value)) for name, value in row.fields.items()))
             for row in dirty(0, count=40).rows]  # fmt: skip
    assert sha256_hex(repr(truth)) == GOLDEN


@pytest.mark.parametrize("seed", range(10))
def test_every_establishment_is_written_and_some_of_them_twice(seed: int, dirty: Dirty) -> None:
    made = dirty(seed)
    assert len(made.venues) == 60
    written = [row.venue for row in made.rows]
    assert set(written) == {venue.id for venue in made.venues}
    assert len(written) > 60
    assert len({row.key for row in made.rows}) == len(made.rows)


@pytest.mark.parametrize("seed", [1, 2, 5])
def test_each_name_stands_in_the_row_that_the_truth_names(seed: int, dirty: Dirty) -> None:
    made = dirty(seed, form="xlsx")
    book = openpyxl.load_workbook(made.path)
    for row in made.rows:
        cells = [str(cell.value) for cell in book[row.sheet][row.row] if cell.value is not None]
        name = str(row.fields["name"])
        assert any(_bare(cell) in _stored(name) for cell in cells), (row.key, name, cells)


def _stored(name: str) -> set[str]:
    return {_bare(form(name)) for form in (str, tcvn3, vni, utf8_as_cp1252)}


def _bare(text: str) -> str:
    """Return a text without what a spoilt letter may add or change: marks, the place of a tone, spaces."""
    letters = unicodedata.normalize("NFD", text.replace("Ð", "Đ"))
    return "".join(letter for letter in letters if letter.isalnum() or letter in "\u00ad")


def test_the_mess_of_the_domain_is_in_them(dirty: Dirty) -> None:
    """Each kind of mess is in some of twenty small registers."""
    texts, merged, hidden, numbers = [], 0, 0, 0
    for seed in range(20):
        book = openpyxl.load_workbook(dirty(seed, form="xlsx").path)
        for sheet in book:
            merged += len(sheet.merged_cells.ranges)
            hidden += sum(column.hidden for column in sheet.column_dimensions.values())
            cells = [cell.value for line in sheet.iter_rows() for cell in line]
            texts += [cell for cell in cells if isinstance(cell, str)]
            numbers += sum(isinstance(cell, int | float) for cell in cells)
    assert merged > 20 and hidden and numbers
    whole = "\n".join(texts)
    for part in ("\u0301", "\u00a0", "\u200b", "Ð", "\u00ad", "áº", "(1)", "nt", "Cộng", "Tổng cộng", "NGƯỜI LẬP BIỂU",
                 "HKD ", "DNTN ", "Cty TNHH MTV ", "!3d", "QL22B km", "gần chợ", "năm 20"):  # fmt: skip
        assert part in whole, part
    assert re.search(r"\bT\d{1,2}/20\d\d", whole)
    assert any("ø" in text and "á" not in text for text in texts), "VNI"


def test_a_csv_is_one_table_with_others_below(dirty: Dirty) -> None:
    made = dirty(3, form="csv")
    content = made.path.read_bytes()
    text = content.decode("utf-16" if content[:2] == b"\xff\xfe" else "utf-8-sig")
    separator = max(";,", key=text.count)
    lines = list(csv.reader(text.splitlines(), delimiter=separator))
    assert {row.sheet for row in made.rows} == {made.rows[0].sheet}
    assert all(any(lines[row.row - 1]) for row in made.rows)


def test_legacy_encodings_are_as_published() -> None:
    # The sentences of the standards and of the converters' own pages.
    assert tcvn3("ấp tân thuận, xã tân hưng") == "Êp t©n thuËn, x· t©n h\u00adng"
    assert tcvn3_truth("Ấp Á Đông") == "ấp á Đông"
    assert vni("Xin chào các bạn, người, Đường Ỷ") == "Xin chaøo caùc baïn, ngöôøi, Ñöôøng YÛ"
    assert utf8_as_cp1252("ấp") == "áº¥p"
    assert (
        unicodedata.normalize("NFC", cp1258("Ấp Tân Thuận, ngõ, đường").decode("cp1258")) == "Ấp Tân Thuận, ngõ, đường"
    )
