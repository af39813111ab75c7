"""The same list as .xlsx, .csv and the old .xls."""

import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from register.check import check_workbook
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


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
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
