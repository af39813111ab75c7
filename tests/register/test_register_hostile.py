"""Files made to hurt are refused before anything unpacks them."""

import io
import socket
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from domain.errors import InputError
from domain.progress import silent
from register.archive import MAX_CELLS, MAX_ENTRIES, MAX_OTHER_TAGS, MAX_RANGES, XLSX, Archive, check_archive
from register.book import RawBook
from register.check import check_workbook
from register.reading import read_book
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
    assert check_archive(packed(parts)) == Archive(kind=XLSX, has_formulas=False)


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


def test_too_many_cells_are_refused_before_they_are_read(parts: dict[str, bytes]) -> None:
    cells = b"".join(b"<c><v>%d</v></c>" % (number * 7919 % 99_991) for number in range(MAX_CELLS))
    refusal = refusal_of(
        packed(parts | {SHEET: parts[SHEET].replace(b"</sheetData>", b"<row>" + cells + b"</row></sheetData>")})
    )
    assert (refusal.code, refusal.params) == ("register.too_many_cells", {"limit": MAX_CELLS})


def test_too_many_styles_are_refused(parts: dict[str, bytes]) -> None:
    styles = b"".join(b'<xf numFmtId="%d"/>' % (number * 7919 % 99_991) for number in range(MAX_OTHER_TAGS + 1))
    assert reason_of(packed(parts | {"xl/styles.xml": b"<styleSheet>" + styles + b"</styleSheet>"})) == "tags"


def test_too_many_small_merged_ranges(parts: dict[str, bytes]) -> None:
    ranges = b"".join(b'<mergeCell ref="A%d:B%d"/>' % (row, row) for row in range(1, MAX_RANGES + 2))
    sheet = parts[SHEET].replace(b"</worksheet>", b"<mergeCells>" + ranges + b"</mergeCells></worksheet>")
    assert reason_of(packed(parts | {SHEET: sheet})) == "merged"


@pytest.mark.parametrize(
    ("extra", "kind"),
    [("xl/workbook.bin", "Excel .xlsb"), ("word/document.xml", "Word"), ("ppt/presentation.xml", "PowerPoint")],
)
def test_documents_of_other_programs_are_named(extra: str, kind: str) -> None:
    refusal = refusal_of(packed({"[Content_Types].xml": b"<a/>", extra: b"<a/>"}))
    assert (refusal.code, refusal.params) == ("register.other_kind", {"kind": kind})


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
        ("a.csv", "Tên cơ sở;Xã".encode("utf-16")[:-1], "register.encoding"),
        ("a.csv", b"\x00\x01\x02\x00\x00\x03\x07\x00", "register.not_workbook"),
        ("a.csv", b" \n\t", "register.not_workbook"),
        ("a.pdf", b"%PDF-1.7", "register.other_kind"),
        ("a.xls", b"{\\rtf1 Danh sach", "register.other_kind"),
        ("a.xls", b"MIME-Version: 1.0\nContent-Type: multipart/related", "register.other_kind"),
        (
            "a.xls",
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "register.other_kind",
        ),
        ("a.xls", b"<html><body>Danh sach</body></html>", "register.other_kind"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "register.encrypted"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "register.other_kind"),
        ("a.xls", b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(3) + b"\xff" * 500, "register.not_workbook"),
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


def read(path: Path, content: bytes) -> RawBook:
    path.write_bytes(content)
    return read_book(path, silent)


def test_macros_and_external_links_are_left_alone(
    parts: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A workbook full of calls home is read with the network closed; a formula is text without a value."""

    def refuse(*_: object) -> None:
        raise AssertionError("something was followed")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    dde = b'<row r="3"><c r="B3"><f>cmd|\'/C calc\'!A0</f></c><c r="C3"><f>WEBSERVICE("http://192.0.2.1/")</f></c></row></sheetData>'
    link = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><externalBook/></externalLink>'
    content = packed(
        parts
        | {
            SHEET: parts[SHEET].replace(b"</sheetData>", dde),
            "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 no program that anybody could run",
            "xl/externalLinks/externalLink1.xml": link,
        }
    )
    sheet = read(tmp_path / "a.xlsm", content).sheets[0]
    assert sheet.rows[1][1] == "Ánh Sao"
    assert sheet.uncomputed == {(3, 2), (3, 3)}
    assert len(sheet.rows) == 2


def test_one_long_text_in_many_cells(parts: dict[str, bytes], tmp_path: Path) -> None:
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rows = b"".join(b'<row r="%d">' % row + b'<c t="s"><v>0</v></c>' * 40 + b"</row>" for row in range(1, 60))
    sheet = b'<worksheet xmlns="' + main + b'"><sheetData>' + rows + b"</sheetData></worksheet>"
    strings = b'<sst xmlns="' + main + b'"><si><t>' + b"a" * 32_000 + b"</t></si></sst>"
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    types = parts["[Content_Types].xml"].replace(
        b"</Types>", b'<Override PartName="/xl/sharedStrings.xml" ContentType="' + kind + b'"/></Types>'
    )
    with pytest.raises(InputError) as refused:
        read(
            tmp_path / "a.xlsx",
            packed(parts | {SHEET: sheet, "xl/sharedStrings.xml": strings, "[Content_Types].xml": types}),
        )
    assert refused.value.code == "register.too_much_text"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"Ten co so;Xa\n" + b"a" * 10 * 2**20, "register.too_large"),
        (b"Ten co so;Xa\n" + b"a" * 9 * 2**20, "register.cell_too_long"),
        (b"Ten co so;Xa\n" + b"a" * 32_768, "register.cell_too_long"),
        (b'"' * 2**20, "register.cell_too_long"),
        (b"a\n" * 100_001, "register.too_many_rows"),
    ],
)
def test_texts_beyond_the_limits(content: bytes, code: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        read(tmp_path / "a.csv", content)
    assert refused.value.code == code


def test_the_longest_cell_and_the_last_row_are_read(tmp_path: Path) -> None:
    sheet = read(tmp_path / "a.csv", b"a" * 32_767 + b"\n" + b"b;\n" * 99_999).sheets[0]
    assert len(sheet.rows) == 100_000
    assert sheet.rows[0] == ("a" * 32_767,)


def test_more_columns_than_any_list_are_cut(tmp_path: Path) -> None:
    sheet = read(tmp_path / "a.csv", b";".join(b"%d" % number for number in range(1, 500_000))).sheets[0]
    assert len(sheet.rows[0]) == 256


@pytest.mark.parametrize(
    "page",
    [
        b"<table>" + b"<!-- " * 1_000_000,
        b"<table>" + b"<" * 5_000_000,
        b"<table><tr><td>" + b"<![CDATA[" * 500_000,
        b"<table>" + b'<a b="' * 300_000,
        b"<table><tr>" + b"<td>" * 1_500_000,
    ],
)
def test_pages_that_hold_a_parser_up(page: bytes, tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        read(tmp_path / "a.xls", page)
    assert refused.value.code in ("register.other_kind", "register.too_many_cells")
