"""The zip of an archive: the same bytes, no live cell, no bomb."""

import csv
import io
import zipfile

import pytest
from coverage_sample import HOSTILE

from documents import round_archive as module
from documents.round_archive import MANIFEST, csv_text, read_archive, round_archive
from documents.sheet_paper import plain_text
from domain.errors import InputError


def test_the_order_of_the_files_changes_no_byte():
    one = round_archive({"a.txt": "ă", "b.txt": "2"}, apart={})
    assert one == round_archive({"b.txt": "2", "a.txt": "ă"}, apart={})
    with zipfile.ZipFile(io.BytesIO(one)) as found:
        assert {entry.date_time for entry in found.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert read_archive(one)["a.txt"] == "ă" and MANIFEST in read_archive(one)


@pytest.mark.parametrize("text", [*HOSTILE, "-1", "＝1+1", "\t=1+1", 'a,b\n"c"'])
def test_no_cell_is_live_and_none_breaks_its_row(text):
    ((cell, after),) = list(csv.reader(io.StringIO(csv_text(("name", "x"), [(text, "y")]))))[1:]
    assert not cell.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    assert (cell.removeprefix("'"), after) == (plain_text(text), "y")


def test_too_many_or_too_large_files_are_refused_before_they_are_read(monkeypatch):
    many = round_archive({f"{n}.txt": "" for n in range(module.MOST_FILES)}, apart={})
    with pytest.raises(InputError, match=r"archive\.unreadable"):
        read_archive(many)
    monkeypatch.setattr(module, "MOST_BYTES", 1000)
    with pytest.raises(InputError, match=r"archive\.unreadable"):
        read_archive(round_archive({"a.txt": "0" * 2000}, apart={}))


def test_text_that_is_not_utf8_is_refused():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.txt", b"\xff\xfe\xff")
    with pytest.raises(InputError, match=r"archive\.unreadable"):
        read_archive(made.getvalue())
