"""The .xls of Excel 97 to 2003, written byte by byte: no library for it is among the requirements."""

import struct

Rows = list[list[str | int | float | None]]


def xls_bytes(name: str, rows: Rows) -> bytes:
    """Return a BIFF8 workbook of one sheet in its OLE2 container."""
    bof = struct.pack("<HHIII", 0x0600, 0, 0, 0, 0x0600)
    font = _record(0x31, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + _text8("Arial"))
    styles = font * 5 + _record(0xE0, bytes(20)) * 16
    head = (
        _record(0x809, bof[:2] + struct.pack("<H", 0x0005) + bof[4:]) + _record(0x42, struct.pack("<H", 1200)) + styles
    )
    title = name.encode("utf-16-le")
    offset = len(head) + 12 + len(title) + len(_record(0x0A, b""))
    bound = _record(0x85, struct.pack("<IBBBB", offset, 0, 0, len(name), 1) + title)
    sheet = _record(0x809, bof[:2] + struct.pack("<H", 0x0010) + bof[4:])
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            place = struct.pack("<HHH", row, column, 15)
            if isinstance(cell, str):
                sheet += _record(0x204, place + struct.pack("<HB", len(cell), 1) + cell.encode("utf-16-le"))
            elif cell is not None:
                sheet += _record(0x203, place + struct.pack("<d", cell))
    return _container(head + bound + _record(0x0A, b"") + sheet + _record(0x0A, b""))


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _text8(text: str) -> bytes:
    return struct.pack("<BB", len(text), 1) + text.encode("utf-16-le")


def _container(stream: bytes) -> bytes:
    """Return an OLE2 file with one stream "Workbook": header, FAT, directory, data, in sectors of 512."""
    stream = stream.ljust(4096, b"\0")
    stream += bytes(-len(stream) % 512)
    end, free, fat_mark = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    fat = [fat_mark, end, *range(3, 2 + len(stream) // 512), end]
    fat += [free] * (128 - len(fat))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<109I", 0, *[free] * 108)
    directory = _entry("Root Entry", 5, 1, end, 0) + _entry("Workbook", 2, free, 2, len(stream)) + bytes(256)
    return header + struct.pack("<128I", *fat) + directory + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    free = 0xFFFFFFFF
    title = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<HBBIII", len(title), kind, 1, free, free, child)
    return title.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)
