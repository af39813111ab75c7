"""Workbooks of every format to damage, and workbooks of cells that no spreadsheet would let anybody type."""

import importlib.util
import io
import zipfile
from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Any

import openpyxl
from fuzz_damage import NUMBERS, TEXTS, as_bytes, damaged_bytes, damaged_text, damaged_zip
from fuzz_rule import REFERENCE, ROOT
from hypothesis import strategies as st
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

Grid = Sequence[Sequence[Any]]
REGISTER: Grid = (
    ("PHÒNG VĂN HÓA", None, "DANH SÁCH CƠ SỞ"),
    ("STT", "Tên cơ sở", "Loại hình", "Xã", "Địa chỉ", "Số phòng", "Ngày cấp", "Điện thoại", "Tình trạng", "Tọa độ"),
    (
        1,
        "Ánh Sao",
        "Karaoke",
        "Suối Ngô",
        "ấp 1",
        12,
        date(2020, 5, 1),
        "0912345678",
        "đang hoạt động",
        "11.55; 106.16",
    ),
    (2, "Hoa Mai", "Nhà nghỉ", "Tân Hội", "số 5", 7, "2019", "", "đã nghỉ", ""),
    ("II", "XÃ TÂN HÀ"),
    (3, "Hoa Mai 2", "nt", "Tân Đông", '"', 3.5, "quý II/2022", None, "", "11°33'01\"N 106°09'33\"E"),
    (4, "Sương Mai", "Karaoke", "Tân Hà", "ấp 3", "", "31/12/2021", "0911 222 333", "tạm ngưng", ""),
    ("Cộng", "", "", "", "", 22),
)
WORDS = (
    "Tên cơ sở", "Loại hình", "Xã", "STT", "Karaoke", "nt", "Tân Hội", "Cộng", '"', "Số phòng", "Số", "Giấy phép", "5 năm",
    "quý II/2022", "xã Tân Hội (cũ)", "9.12E+08", "072185001234", "chị Lan 0912345678", "I", "(1)", "Ngày cấp",
)  # fmt: skip
XML_WORDS = (
    "A1:XFD1048576", "XFD1048576", "B2:A1", "r", "s", "t", "n", "b", "e", "d", "str", "inlineStr", "mergeCell", "c", "row", "v",
    "sheet", "true", "hidden", "9999-12-31T99:99:99", "PT9999999999H00M00S", "table:number-columns-repeated", "float", "date",
)  # fmt: skip
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships {_RELS}><Relationship Id="a" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets><sheet name="DS" sheetId="1" r:id="a"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships {_RELS}><Relationship Id="a" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="b" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f"<styleSheet {_MAIN}><fonts><font/></fonts><fills><fill/></fills><borders><border/></borders>"
    '<cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="20"/><xf numFmtId="46"/>'
    "</cellXfs></styleSheet>",
}
"""What a workbook of one sheet needs; the styles 1 to 3 are of dates, times and durations."""

cells = st.one_of(
    st.sampled_from(WORDS),
    st.text(max_size=10),
    st.sampled_from(TEXTS),
    st.sampled_from(NUMBERS),
    st.integers(-(10**20), 10**20).map(str),
    st.floats().map(repr),
    st.sampled_from(
        ["#REF!", "#N/A", "#DIV/0!", "2958466", "-1", "60", "0.99999999", "1e10", "31/02/2021", "13/13/13", "25:99"]
    ),
    st.none(),
)


def xlsx_bytes(grid: Grid) -> bytes:
    """Return a workbook with a merged range, a formula and a hidden row, as a spreadsheet writes it."""
    book = openpyxl.Workbook()
    for row in grid:
        book.active.append(list(row))
    book.active.merge_cells("A1:B1")
    book.active["K3"] = "=F3*2"
    book.active.row_dimensions[4].hidden = True
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def ods_bytes(grid: Grid) -> bytes:
    """Return a workbook of LibreOffice: texts, numbers, dates and a merged cell."""
    document, table = OpenDocumentSpreadsheet(), Table(name="DS")
    for row in grid:
        line = TableRow()
        for value in row:
            line.addElement(_ods_cell(value))
        table.addElement(line)
    document.spreadsheet.addElement(table)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _ods_cell(value: Any) -> Any:
    if isinstance(value, date):
        return TableCell(valuetype="date", datevalue=value.isoformat())
    if isinstance(value, int | float):
        return TableCell(valuetype="float", value=str(value))
    cell = TableCell(valuetype="string", numberrowsspanned="2" if value == "STT" else "1")
    cell.addElement(P(text=value or ""))
    return cell


def xls_bytes(grid: Grid) -> bytes:
    """Return an old workbook of Excel 97."""
    spec = importlib.util.spec_from_file_location("excel97", ROOT / "tests" / "register" / "corpus" / "excel97.py")
    assert spec is not None and spec.loader is not None
    writer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(writer)
    rows = [[str(cell) if isinstance(cell, date) else cell for cell in row] for row in grid]
    return writer.xls_bytes("DS", rows)


def csv_text(grid: Grid) -> str:
    """Return a table as a file of semicolons."""
    return "\n".join(";".join("" if cell is None else str(cell) for cell in row) for row in grid)


def html_text(grid: Grid) -> str:
    """Return a table as a system of the administration exports it."""
    rows = ("".join(f'<td colspan="1">{escape("" if c is None else str(c))}</td>' for c in row) for row in grid)
    return (
        "<html><head><meta charset=utf-8></head><body><table>"
        + "".join(f"<tr>{row}</tr>" for row in rows)
        + "</table></body></html>"
    )


def damaged_files(grid: Grid, words: Sequence[str] = WORDS) -> st.SearchStrategy[tuple[str, bytes]]:
    """Draw a damaged workbook with a name whose ending may lie."""
    xlsx, ods, xls = xlsx_bytes(grid), ods_bytes(grid), xls_bytes(grid)
    texts = [csv_text(grid), html_text(grid)]
    content = st.one_of(
        damaged_zip([xlsx], (*words, *XML_WORDS)),
        damaged_zip([ods], (*words, *XML_WORDS)),
        damaged_bytes([xls, xls, xlsx, ods, *map(as_bytes, texts), texts[0].encode("utf-16")]),
        damaged_text(texts, words).map(as_bytes),
    )
    return st.tuples(st.sampled_from(["a.xlsx", "a.xls", "a.ods", "a.csv", "a.xlsm", "a.html", "a.txt", "a"]), content)


def strange_files(*heads: Grid) -> st.SearchStrategy[tuple[str, bytes]]:
    """Draw a workbook of any cells below the rows of a head, which may be altered too."""
    rows = st.tuples(st.sampled_from(heads), st.lists(st.lists(cells, max_size=12), max_size=8)).map(_joined)
    return st.one_of(
        rows.map(lambda grid: ("a.csv", as_bytes("\n".join(";".join(map(_quoted, row)) for row in grid)))),
        st.tuples(
            rows, st.lists(st.tuples(st.sampled_from(_KINDS), st.integers(0, 3)), min_size=1, max_size=12), _merges
        ).map(_raw),
        rows.map(lambda grid: ("a.xls", as_bytes(html_text(grid)))),
    )


_KINDS = ("n", "n", "str", "str", "inlineStr", "b", "e", "d", "s")
_merges = st.lists(
    st.sampled_from(["A1:B2", "A3:A9", "B2:D4", "A1:J1", "C3:C3", "B3:A2", "A2:XFD2", "A1:A90000"]), max_size=3
)


def _joined(found: tuple[Grid, Grid]) -> list[list[Any]]:
    head, rows = found
    return [*map(list, head), *map(list, rows)]


def _quoted(value: Any) -> str:
    return '"' + str("" if value is None else value).replace('"', '""') + '"'


def _raw(found: tuple[Grid, Sequence[tuple[str, int]], Sequence[str]]) -> tuple[str, bytes]:
    """Return an .xlsx whose cells have any kind and style, whatever their text."""
    grid, kinds, merges = found
    lines, k = [], 0
    for number, row in enumerate(grid, start=1):
        line = ""
        for value in row:
            (kind, style), k = kinds[k % len(kinds)], k + 1
            text = _xml(value)
            is_typed = isinstance(value, str) and value not in WORDS
            kind = kind if is_typed else "str"
            body = f"<is><t>{text}</t></is>" if kind == "inlineStr" else f"<v>{text}</v>"
            line += "<c/>" if value is None else f'<c t="{kind}" s="{style if is_typed else 0}">{body}</c>'
        lines.append(f'<row r="{number}">{line}</row>')
    merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in merges)
    sheet = f"<worksheet {_MAIN}><sheetData>{''.join(lines)}</sheetData>"
    sheet += f"<mergeCells>{merged}</mergeCells></worksheet>" if merges else "</worksheet>"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in {**_PARTS, "xl/worksheets/sheet1.xml": sheet}.items():
            archive.writestr(name, as_bytes(part))
    return "a.xlsx", made.getvalue()


def _xml(value: Any) -> str:
    """Return a text that XML can carry; Excel writes the rest as _x0007_."""
    text = escape(str("" if value is None else value))
    return "".join(
        one if one in "\t\n\r" or " " <= one < "\ud800" or "\ue000" <= one < "\ufffe" else f"_x{ord(one):04X}_"
        for one in text
    )


def labels() -> list[str]:
    """Return the labels of the workbooks that communes fill in."""
    keys = ("ticket", "reported_on", "in_need", "supported", "column_on", "column_form", "column_audience", "yes")
    return [REFERENCE.words.say(f"commune_report.{key}") for key in keys]
