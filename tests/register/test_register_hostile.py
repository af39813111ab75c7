"""Files made to hurt are refused before anything unpacks them."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from domain.errors import InputError
from register.archive import MAX_ENTRIES, check_archive
from register.check import check_workbook
from register.report import RegisterReference

Write = Callable[..., Path]
LIST = [["STT", "Tên cơ sở", "Loại hình", "Xã"], [1, "Ánh Sao", "Karaoke", "Suối Ngô"]]
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def parts(write: Write) -> dict[str, bytes]:
    """Return the parts of a good workbook."""
    with zipfile.ZipFile(write(LIST)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def refusal_of(content: bytes) -> InputError:
    with pytest.raises(InputError) as refused:
        check_archive(content)
    return refused.value


def reason_of(content: bytes) -> object:
    refusal = refusal_of(content)
    assert refusal.code == "register.zip_refused"
    return refusal.params["reason"]


def test_a_good_workbook_passes(parts: dict[str, bytes]) -> None:
    assert check_archive(packed(parts)) == frozenset()


def test_too_many_parts(parts: dict[str, bytes]) -> None:
    extra = {f"xl/media/{number}.png": b"" for number in range(MAX_ENTRIES)}
    assert reason_of(packed(parts | extra)) == "entries"


def test_a_bomb_is_refused_by_its_ratio(parts: dict[str, bytes]) -> None:
    # 10 MB of zeros become about 10 kB: a thousand to one.
    assert reason_of(packed(parts | {"xl/media/a.bin": bytes(10 * 2**20)})) == "ratio"


def test_a_bomb_is_refused_by_its_size(parts: dict[str, bytes]) -> None:
    content = packed(parts | {"xl/media/a.bin": bytes(51 * 2**20)})
    assert reason_of(content) == "total"


@pytest.mark.parametrize("name", ["/etc/passwd", "../../a.xml", "xl/../../a.xml", "C:/a.xml", "..\\a.xml"])
def test_names_that_leave_the_archive(name: str, parts: dict[str, bytes]) -> None:
    assert reason_of(packed(parts | {name: b"x"})) == "name"


def test_a_lying_size_is_found_when_the_part_is_read(parts: dict[str, bytes]) -> None:
    content = bytearray(packed(parts))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        true_size = archive.getinfo(SHEET).file_size.to_bytes(4, "little")
    lie = (50).to_bytes(4, "little")
    assert refusal_of(bytes(content.replace(true_size, lie))).code == "register.not_workbook"


def test_a_damaged_part(parts: dict[str, bytes]) -> None:
    content = packed(parts)
    middle = content.index(SHEET.encode()) + len(SHEET) + 20
    assert refusal_of(content[:middle] + b"\xff" * 40 + content[middle + 40 :]).code == "register.not_workbook"


@pytest.mark.parametrize(
    "markup",
    [
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        '<!DOCTYPE a [<!ENTITY b "c">]><a/>'.encode("utf-16"),
        '<?xml version="1.0"?>'.encode("utf-16-le"),
    ],
)
def test_document_types_are_refused_in_any_coding(markup: bytes, parts: dict[str, bytes]) -> None:
    assert reason_of(packed(parts | {"xl/styles.xml": markup})) == "markup"


@pytest.mark.parametrize("area", [b"A1:XFD1048576", b"&#65;1:XFD1048576", b"A1:A9999999"])
def test_endless_merged_cells(area: bytes, parts: dict[str, bytes]) -> None:
    merged = b'<mergeCells count="1"><mergeCell ref="' + area + b'"/></mergeCells></worksheet>'
    sheet = parts[SHEET].replace(b"</worksheet>", merged)
    assert reason_of(packed(parts | {SHEET: sheet})) == "merged"


def test_a_cell_far_away_is_not_a_table(parts: dict[str, bytes], tmp_path: Path, reference: RegisterReference) -> None:
    path = tmp_path / "a.xlsx"
    far = b'<row r="1048576"><c r="XFD1048576" t="n"><v>1</v></c></row></sheetData>'
    path.write_bytes(packed(parts | {SHEET: parts[SHEET].replace(b"</sheetData>", far)}))
    assert check_workbook(path, reference).rows_read == 1

    near = far.replace(b"XFD1048576", b"A1048576")
    path.write_bytes(packed(parts | {SHEET: parts[SHEET].replace(b"</sheetData>", near)}))
    with pytest.raises(InputError) as refused:
        check_workbook(path, reference)
    assert (refused.value.code, refused.value.params["row"]) == ("register.too_many_rows", 1_048_576)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", b"", "register.not_workbook"),
        ("a.xlsx", b"STT;Ten", "register.not_workbook"),
        ("a.xlsx", b"PK\x03\x04 and nothing more", "register.not_workbook"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "register.not_workbook"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "register.not_workbook"),
        ("a.xls", b"PK\x03\x04", "register.not_workbook"),
        ("a.csv", b"PK\x03\x04", "register.not_workbook"),
        ("a.csv", "Tên cơ sở;Xã".encode("cp1258", "replace"), "register.encoding"),
        ("a.csv", b"\x00\x01\x02", "register.no_header"),
        ("a.pdf", b"%PDF-1.7", "register.not_workbook"),
        ("a.xlsm", b"PK\x03\x04", "register.not_workbook"),
    ],
)
def test_what_is_no_workbook(
    name: str, content: bytes, code: str, tmp_path: Path, reference: RegisterReference
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError) as refused:
        check_workbook(path, reference)
    assert refused.value.code == code


def test_an_archive_that_is_no_workbook(tmp_path: Path, reference: RegisterReference) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(packed({"hello.txt": b"hello"}))
    with pytest.raises(InputError) as refused:
        check_workbook(path, reference)
    assert refused.value.code == "register.not_workbook"


def test_a_missing_or_huge_file(tmp_path: Path, reference: RegisterReference) -> None:
    with pytest.raises(InputError) as refused:
        check_workbook(tmp_path / "absent.xlsx", reference)
    assert (refused.value.code, refused.value.params) == ("register.no_file", {"file": "absent.xlsx"})

    path = tmp_path / "huge.csv"
    path.write_bytes(b"a" * (10 * 2**20 + 1))
    with pytest.raises(InputError) as refused:
        check_workbook(path, reference)
    assert refused.value.code == "register.too_large"


@pytest.mark.parametrize("part", ["xl/workbook.xml", SHEET, "xl/styles.xml", "[Content_Types].xml"])
def test_broken_parts_are_a_refusal_and_not_a_crash(
    part: str, parts: dict[str, bytes], tmp_path: Path, reference: RegisterReference
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(packed(parts | {part: b"<broken"}))
    with pytest.raises(InputError) as refused:
        check_workbook(path, reference)
    assert refused.value.code == "register.not_workbook"
