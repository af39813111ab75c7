"""The same list as .xlsx, .csv and the old .xls."""

import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from domain.progress import silent
from register.check import check_workbook
from register.reading import read_book
from register.report import RegisterReference

Write = Callable[..., Path]
ROWS = [
    ["STT", "Tên cơ sở", "Loại hình", "Xã", "Địa chỉ", "Số phòng"],
    [1, "Karaoke Ánh", "Karaoke", "Suối Ngô", "Ấp 3, tổ 1", 4],
    [2, "Nhà nghỉ Mai", "Nhà nghỉ", "Tân Hà", "Ấp 1", 12],
]


def expected() -> list[tuple[str, str, str, str, int]]:
    return [
        ("Karaoke Ánh", "KARAOKE", "25531", "Ấp 3, tổ 1", 4),
        ("Nhà nghỉ Mai", "NHANGHI", "25519", "Ấp 1", 12),
    ]


def found(path: Path, reference: RegisterReference) -> list[tuple[object, ...]]:
    rows = check_workbook(path, reference).rows
    return [
        (row.name, row.type, row.commune_reported and row.commune_reported.code, row.address_raw, row.rooms)
        for row in rows
    ]


def test_xlsx(write: Write, reference: RegisterReference) -> None:
    assert found(write(ROWS), reference) == expected()


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_csv_of_any_delimiter_and_mark(
    delimiter: str, encoding: str, tmp_path: Path, reference: RegisterReference
) -> None:
    lines = [delimiter.join(f'"{cell}"' for cell in row) for row in ROWS]
    path = tmp_path / "a.csv"
    path.write_bytes("\r\n".join(lines).encode(encoding))
    assert found(path, reference) == expected()
    report = check_workbook(path, reference)
    assert [row.key for row in report.rows] == ["CSV!2", "CSV!3"]
    assert [issue.code for issue in report.issues] == ["hidden_unknown"]


def test_csv_that_names_its_delimiter(tmp_path: Path, reference: RegisterReference) -> None:
    # Excel takes "sep=" for no row: the header stands in row 1.
    path = tmp_path / "a.csv"
    path.write_text("sep=;\nTên cơ sở;Loại hình;Xã\nÁnh, Sao, Đêm;Karaoke;Suối Ngô\n", "utf-8")
    rows = check_workbook(path, reference).rows
    assert [(row.name, row.source_row) for row in rows] == [("Ánh, Sao, Đêm", 2)]


def test_macro_workbooks_are_read_as_workbooks(write: Write, reference: RegisterReference) -> None:
    path = write(ROWS)
    assert found(path.rename(path.with_suffix(".xlsm")), reference) == expected()


@pytest.mark.parametrize("suffix", [".xls", ".csv", ".ods", ".dat"])
def test_a_workbook_under_a_wrong_name(suffix: str, write: Write, reference: RegisterReference) -> None:
    path = write(ROWS)
    assert found(path.rename(path.with_suffix(suffix)), reference) == expected()


def test_an_old_workbook_under_a_new_name(tmp_path: Path, reference: RegisterReference) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(xls_file("DS", ROWS))
    assert found(path, reference) == expected()


def test_text_under_the_name_xls(tmp_path: Path, reference: RegisterReference) -> None:
    path = tmp_path / "a.xls"
    path.write_text("\n".join("\t".join(str(cell) for cell in row) for row in ROWS), "utf-16")
    assert found(path, reference) == expected()


PAGE = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8"><style>td {color: red}</style></head><body>
<table><tr><td colspan=6>DANH S&Aacute;CH C&#416; S&#7902;</td></tr>
<tr><th>STT<th>Tên<br>cơ sở<th>Loại hình<th>Xã<th>Địa chỉ<th>Số phòng</tr>
<tr><td>1</td><td>Karaoke <b>Ánh</b></td><td>Karaoke</td><td>Suối Ngô</td><td>Ấp 3,&nbsp;tổ 1</td><td>4</td></tr>
<tr style="display:none"><td>2<td>Nhà nghỉ Mai<td>Nhà nghỉ<td rowspan=2>Tân Hà<td><table><tr><td>Ấp 1</table><td>12
<tr><td>3<td>Karaoke Lan<td>Karaoke<td>Ấp 2<td>3
</table><script>document.write("<table><tr><td>x</td></tr></table>")</script></body></html>"""


def test_a_page_saved_as_a_workbook(tmp_path: Path, reference: RegisterReference) -> None:
    path = tmp_path / "a.xls"
    path.write_text(PAGE, "utf-8")
    assert found(path, reference) == [*expected(), ("Karaoke Lan", "KARAOKE", "25519", "Ấp 2", 3)]
    sheet = read_book(path, silent).sheets[0]
    assert sheet.rows[0] == ("DANH SÁCH CƠ SỞ",) * 6
    assert (sheet.continued, sheet.hidden_rows, sheet.hidden_columns) == ({(5, 4)}, {4}, None)
    assert len(read_book(path, silent).sheets) == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_page_in_other_codings(encoding: str, tmp_path: Path, reference: RegisterReference) -> None:
    path = tmp_path / "a.xls"
    path.write_text(PAGE.replace("charset=utf-8", "charset=x"), encoding)
    assert found(path, reference)[0] == expected()[0]


def test_a_line_break_inside_a_cell_does_not_shift_the_rows(tmp_path: Path, reference: RegisterReference) -> None:
    path = tmp_path / "a.csv"
    path.write_text('Tên cơ sở;Loại hình;Xã\n"Ánh\nSao";Karaoke;Suối Ngô\nHoa Mai;Karaoke;Tân Hà\n', "utf-8")
    rows = check_workbook(path, reference).rows
    assert [(row.name, row.source_row) for row in rows] == [("Ánh Sao", 2), ("Hoa Mai", 3)]


def test_xls(tmp_path: Path, reference: RegisterReference) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(xls_file("TT Tân Châu", ROWS))
    assert found(path, reference) == expected()
    assert check_workbook(path, reference).rows[0].key == "TT Tân Châu!2"


def test_xls_merged_and_hidden(tmp_path: Path, reference: RegisterReference) -> None:
    path = tmp_path / "a.xls"
    rows = [*ROWS, [3, "Karaoke Lan", "Karaoke", None, "Ấp 9", 3]]
    path.write_bytes(xls_file("DS", rows, merged=[(2, 3, 3, 3)], hidden=[2]))
    report = check_workbook(path, reference)
    assert [row.commune_raw for row in report.rows] == ["Suối Ngô", "Tân Hà", "Tân Hà"]
    assert [(issue.code, issue.row) for issue in report.issues] == [("hidden_rows", 3)]


def xls_file(
    name: str,
    rows: list[list[str | int | None]],
    merged: list[tuple[int, int, int, int]] | None = None,
    hidden: list[int] | None = None,
) -> bytes:
    """Return a BIFF8 workbook of one sheet in the container that Excel 97 to 2003 wrote.

    ``merged`` holds (first row, last row, first column, last column) from 0.
    """
    bof = struct.pack("<HHIII", 0x0600, 0, 0, 0, 0x0600)
    font = record(0x31, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + text8("Arial"))
    styles = font * 5 + record(0xE0, bytes(20)) * 16
    head = record(0x809, bof[:2] + struct.pack("<H", 0x0005) + bof[4:]) + record(0x42, struct.pack("<H", 1200)) + styles
    title = name.encode("utf-16-le")
    offset = len(head) + 12 + len(title) + len(record(0x0A, b""))
    bound = record(0x85, struct.pack("<IBBBB", offset, 0, 0, len(name), 1) + title)
    sheet = record(0x809, bof[:2] + struct.pack("<H", 0x0010) + bof[4:])
    for row in hidden or []:
        sheet += record(0x208, struct.pack("<HHHHHHI", row, 0, 6, 255, 0, 0, 0x20))
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            place = struct.pack("<HHH", row, column, 15)
            if isinstance(cell, str):
                body = cell.encode("utf-16-le")
                sheet += record(0x204, place + struct.pack("<HB", len(cell), 1) + body)
            elif cell is not None:
                sheet += record(0x203, place + struct.pack("<d", cell))
    if merged:
        sheet += record(0xE5, struct.pack("<H", len(merged)) + b"".join(struct.pack("<HHHH", *area) for area in merged))
    return container(head + bound + record(0x0A, b"") + sheet + record(0x0A, b""))


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def text8(text: str) -> bytes:
    return struct.pack("<BB", len(text), 1) + text.encode("utf-16-le")


def container(stream: bytes) -> bytes:
    """Return an OLE2 file with one stream "Workbook": header, FAT, directory, data, in sectors of 512."""
    stream = stream.ljust(4096, b"\0")
    stream += bytes(-len(stream) % 512)
    sectors = len(stream) // 512
    end, free, fat_mark = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    fat = [fat_mark, end, *range(3, 2 + sectors), end]
    fat += [free] * (128 - len(fat))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<109I", 0, *[free] * 108)
    directory = entry("Root Entry", 5, 1, end, 0) + entry("Workbook", 2, free, 2, len(stream)) + bytes(256)
    return header + struct.pack("<128I", *fat) + directory + stream


def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    free = 0xFFFFFFFF
    title = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<HBBIII", len(title), kind, 1, free, free, child)
    return title.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)
